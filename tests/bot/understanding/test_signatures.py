"""Who signed a mail: a person a reply would go to, and never a team."""

import pytest

from bot.understanding.lexicon import Lexicon
from bot.understanding.reading import read

BODY = "Thank you for applying for the Archivist role at Birch Hall. Unfortunately we have chosen another candidate."


@pytest.mark.parametrize(
    ("under", "name"),
    [
        ("Kind regards,\nInes Vale\nHead of People", "Ines Vale"),
        ("Best wishes\nInes", "Ines"),
        ("Yours sincerely,\nJosé van der Berg, Archive", "José van der Berg"),
        ("All the best.\n\nKind regards,\n\nInes O'Vale\nBirch Hall", "Ines O'Vale"),
        ("Kind regards,\nThe Hiring Team", None),
        ("Kind regards,\nBirch Hall", None),
        ("Best,\nBirch Hall Careers", None),
        ("Kind regards,\nthe people who read your letter", None),
        ("", None),
    ],
)
def test_the_line_under_the_closing_words_is_a_person_or_nobody(under: str, name: str | None, lexicon: Lexicon) -> None:
    assert read(f"Dear Jo,\n{BODY}\n{under}", lexicon).signed_by == name


@pytest.mark.parametrize(
    ("under", "name"),
    [
        ("Kind regards, Ines Vale, Birch Hall", "Ines Vale"),
        ("With best wishes Ines", "Ines"),
        ("Yours sincerely, The Hiring Team", None),
        ("Kind regards, Birch Hall", None),
    ],
)
def test_a_mail_pasted_as_one_line_is_signed_too(under: str, name: str | None, lexicon: Lexicon) -> None:
    assert read(f"Dear Jo, {BODY} {under}", lexicon).signed_by == name


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Ines Vale <ines@birch.example>", "Ines Vale"),
        ('"Ines Vale" <ines@birch.example>', "Ines Vale"),
        ("Birch Hall Careers <jobs@birch.example>", None),
        ("Birch <jobs@birch.example>", None),
        ("ines@birch.example", None),
    ],
)
def test_where_nobody_signs_the_header_may_say_who(sender: str, name: str | None, lexicon: Lexicon) -> None:
    assert read(f"From: {sender}\nSubject: Your application\n\nDear Jo,\n{BODY}", lexicon).signed_by == name


def test_only_a_mail_is_signed(lexicon: Lexicon) -> None:
    assert read("i got rejected by Birch Hall\nkind regards\nInes Vale", lexicon).signed_by is None


def test_who_signs_with_a_trade_is_a_person_and_no_organisation(lexicon: Lexicon) -> None:
    text = "Dear Jo,\nUnfortunately we have chosen another candidate.\nKind regards\nInes Vale\nHead of People"
    meaning = read(text, lexicon)
    assert (meaning.organisation, meaning.signed_by) == (None, "Ines Vale")


@pytest.mark.parametrize("closing", ["Best wishes,", "All the best,", "Warm regards", "Take care,", "KR,"])
def test_who_signs_is_no_organisation(closing: str, lexicon: Lexicon) -> None:
    mail = f"Hi Jo,\n\nWe have decided to offer the Office Manager post to another candidate.\n\n{closing}\nInes Vale"
    meaning = read(mail, lexicon)
    assert (meaning.signed_by, meaning.organisation) == ("Ines Vale", None)
