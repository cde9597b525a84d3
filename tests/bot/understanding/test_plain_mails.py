"""Plain rejection mails and short notes that were once misread."""

import pytest

from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import Care, Kind
from bot.understanding.reading import read

MAIL = """Dear Tomas,

Thank you for {thanks} for the Account Manager position. We regret to inform you that we will not be moving forward \
with your application.{more}

Priya Nair
Talent Acquisition, Oakmere Software"""


@pytest.mark.parametrize(
    ("thanks", "more"),
    [
        ("applying", ""),
        ("taking the time to interview with us", ""),
        ("applying", " We are happy to offer feedback on request."),
        ("your interview", " We would be happy to give you feedback, and can arrange a call about it."),
        ("applying", " The position was cut from the budget."),
    ],
)
def test_the_most_ordinary_rejection_is_surely_one(lexicon: Lexicon, thanks: str, more: str) -> None:
    meaning = read(MAIL.format(thanks=thanks, more=more), lexicon)
    assert (meaning.kind, meaning.sure) == (Kind.REJECTION, True)


def test_the_organisation_of_a_signature_is_not_the_person(lexicon: Lexicon) -> None:
    assert read(MAIL.format(thanks="applying", more=""), lexicon).organisation == "Oakmere Software"


def test_a_no_in_words_no_cue_knows_is_learned(lexicon: Lexicon) -> None:
    mail = "Dear Ines,\n\nMany thanks for coming in.\n\nWe cannot see a place for you here at present.\n\nBest wishes"
    meaning = read(mail, lexicon)
    assert meaning.kind is Kind.REJECTION
    assert not any((one.field, one.value) == ("mail", "rejection") for one in meaning.evidence)


def test_an_offer_of_a_job_is_still_one(lexicon: Lexicon) -> None:
    mail = (
        "Dear Ines,\n\nThank you for interviewing with us. We are delighted to offer you the position.\n\nBest wishes"
    )
    assert read(mail, lexicon).kind is Kind.GOOD_NEWS


@pytest.mark.parametrize(
    ("text", "organisation", "role"),
    [
        ("rejected by the council", "the council", None),
        ("i was rejected by Fernwood School for the teaching post", "Fernwood School", "teaching"),
        ("the hospital turned me down for the nurse job", "the hospital", "nurse"),
    ],
)
def test_what_has_no_name_of_its_own_keeps_its_article(
    lexicon: Lexicon, text: str, organisation: str, role: str | None
) -> None:
    meaning = read(text, lexicon)
    assert (meaning.organisation, meaning.role) == (organisation, role)


def test_a_signal_job_is_no_scam_and_supply_no_reply(lexicon: Lexicon) -> None:
    assert read("rejected by Kestrel Rail for the signal job", lexicon).concerns == ()
    supply = read("rejected by Penhallow Foods for the supply planner job", lexicon)
    assert supply.role == "supply planner"
    assert not any(one.words == "supply" for one in supply.evidence)


def test_a_reflection_is_sure_only_with_words_for_it(lexicon: Lexicon) -> None:
    assert not read("rejected by Corvane for the analyst role after the interview", lexicon).reflection_sure


@pytest.mark.parametrize("text", ["idk", "i don't know", "it hurts", "myself", "stop it", "hm", "no", "help me decide"])
def test_ordinary_short_words_are_no_crisis(lexicon: Lexicon, text: str) -> None:
    assert read(text, lexicon).care is Care.NONE


@pytest.mark.parametrize("text", ["i want to dieeeee", "i ca n't keep living", "suicidel again"])
def test_a_crisis_is_heard_however_it_is_spelt(lexicon: Lexicon, text: str) -> None:
    assert read(text, lexicon).care is Care.CRISIS
