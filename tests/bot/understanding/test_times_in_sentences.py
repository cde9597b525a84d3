"""Times inside a sentence."""

import pytest

from bot.understanding.times import (
    find_when,
)
from tests.bot.understanding.moments import BERLIN, MONDAY_NIGHT, shown


@pytest.mark.parametrize(
    ("text", "words", "meaning"),
    [
        (
            "if it's thursday morning and the coffee is made then I'll call Jo",
            "thursday morning",
            "Thu 26 Nov 2026 09:00",
        ),
        ("I will do it on friday at 9, then rest", "on friday at 9", "Fri 27 Nov 2026 09:00"),
        ("tomorrow after breakfast I write the mail", "tomorrow", "Tue 24 Nov 2026 09:00"),
        ("apply to 3 jobs by friday", "by friday", "Fri 27 Nov 2026 09:00"),
        ("I was told yesterday but tomorrow I go on", "tomorrow", "Tue 24 Nov 2026 09:00"),
        ("when it is 8:30 on tuesday", "8:30 on tuesday", "Tue 24 Nov 2026 08:30"),
        ("in the morning I'll send it", "in the morning", "Tue 24 Nov 2026 09:00"),
        ("every friday I look back", "every friday", "every 4 09:00"),
        ("in april I go", "in april", "Thu 01 Apr 2027 09:00"),
        ("I would on 31 february", "on 31 february", "no_such_day"),
        ("İstanbul \U0001f642 tomorrow at noon", "tomorrow at noon", "Tue 24 Nov 2026 12:00"),
    ],
)
def test_a_time_is_found_in_a_sentence_with_its_place(text: str, words: str, meaning: str) -> None:
    found = find_when(text, MONDAY_NIGHT, BERLIN)
    assert found is not None
    assert (text[found.start : found.end], shown(found.when)) == (words, meaning)


@pytest.mark.parametrize(
    "text",
    [
        "second",
        "may",
        "march on",
        "sun",
        "I may have a second sun",
        "we sat in the sun and wed our fortunes",
        "5 may be enough, or 9",
        "at 7 companies I spoke to 12 people",
        "the first interview and the 2nd round",
        "it was rated 3/4 in version 10.2",
        "for two months, 24/7, half the team",
        "the night was long and an evening is short",
        "April told June that August is a name",
        "3 days ago they wrote, last friday again, later they called",
        "I read for 20 minutes, it takes an hour",
        "look at monday.com",
        "a monkey on holiday",
    ],
)
def test_ordinary_words_are_no_time(text: str) -> None:
    assert find_when(text, MONDAY_NIGHT, BERLIN) is None
