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
    mail = "Dear Ines,\n\nMany thanks for coming in.\n\nThe choice fell on somebody who did this before.\n\nBest wishes"
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


@pytest.mark.parametrize(
    "mail",
    [
        (
            "Dear Ms Okoro,\n"
            "Thank you for coming to see us last Wednesday. The committee met yesterday and the post has "
            "been offered to a candidate from within the department.\n"
            "Yours sincerely,\n"
            "Dr H Lindqvist\n"
            "Department of Geology"
        ),
        (
            "Hi Tom,\n"
            "Just a quick one about the yard job. We've taken on a lad who lives round the corner. All the "
            "best mate.\n"
            "Ray\n"
            "Fenwick Timber"
        ),
        (
            "Dear Applicant,\n"
            "Following shortlisting for the post of Archive Assistant, your application did not score highly "
            "enough to reach interview.\n"
            "Human Resources\n"
            "Alnford City Library"
        ),
        (
            "Hello Sanne,\n"
            "We have now completed our interviews for the Data Engineer position and the successful "
            "candidate starts next month. We'd be glad to stay in contact.\n"
            "Kind regards,\n"
            "Milo, Talent Partner at Brightfjord"
        ),
        (
            "Dear Paula,\n"
            "It was a pleasure to meet you. The decision went the other way in the end, by a whisker. I hope "
            "our paths cross again.\n"
            "Best,\n"
            "Ines Varga\n"
            "Editor, The Quarter Mile"
        ),
        (
            "Dear Mr Osei,\n"
            "Your application for Ward Clerk has been considered against the person specification. You were "
            "not among those scoring highest and will not be called to interview.\n"
            "Workforce Services"
        ),
        (
            "Dear Beth,\n"
            "On this occasion you have been placed on the reserve list for the position of Museum Guide. "
            "Should the preferred candidate decline, we will contact you.\n"
            "Regards,\n"
            "HR"
        ),
        (
            "Hi Jonas,\n"
            "After much back and forth we've gone for someone with a stronger background in payments.\n"
            "It was a hard call.\n"
            "Alma"
        ),
        (
            "Dear Ms Chen,\n"
            "Thank you for your recent application. The standard of applicants was extremely high and your "
            "application was not one of those taken forward.\n"
            "Admissions and Careers, Holt College"
        ),
    ],
)
def test_a_no_told_by_what_became_of_the_place_is_one(mail: str, lexicon: Lexicon) -> None:
    assert read(mail, lexicon).kind is Kind.REJECTION


@pytest.mark.parametrize(
    "mail",
    [
        (
            "Hi Pia,\n"
            "Your interviewer is off sick, so I'm sorry to say tomorrow's call can't go ahead. Could you do "
            "Thursday at 2 instead?\n"
            "Thanks,\n"
            "Rob"
        ),
        (
            "Dear Mr Singh,\n"
            "We are delighted to offer you the position. Unfortunately we cannot contribute to relocation "
            "costs, but everything else is as discussed. The contract is attached.\n"
            "Kind regards,\n"
            "Elin"
        ),
        (
            "Dear applicant,\n"
            "We are writing to confirm receipt of your application for Conductor. If you do not hear from us "
            "within four weeks, please assume that it has been unsuccessful.\n"
            "HR Services"
        ),
        (
            "Hi Jo,\n"
            "Great news, the other candidate turned us down, so the job is yours if you still want it.\n"
            "Speak soon,\n"
            "Mags"
        ),
        (
            "Dear Sir/Madam,\n"
            "Your document upload failed. We were unable to open the attachment you sent with your "
            "application. Please send it again as a PDF by Friday.\n"
            "Applications Team"
        ),
        (
            "Hi Owen,\n"
            "You're through to the final round on Monday. Not everyone made it this far, and those who are "
            "unsuccessful after this stage will be told by phone.\n"
            "Best,\n"
            "Tara"
        ),
        (
            "Dear Kim,\n"
            "We are still considering applications for this role and have not yet made a decision. We're "
            "sorry for the delay and will be in touch by the end of the month.\n"
            "Kind regards\n"
            "Recruitment Team"
        ),
        (
            "Hi Ben,\n"
            "The role you asked about is closed, but we would love to talk to you about another opening in "
            "our Leeds branch. Are you free for an interview next Tuesday?\n"
            "Sally"
        ),
        (
            "Dear Lena,\n"
            "As requested, we have withdrawn your application for Sales Lead. We wish you well in your new "
            "job.\n"
            "Careers Team"
        ),
        (
            "Dear all,\n"
            "The careers fair planned for 3 March has unfortunately been cancelled because of the storm. A "
            "new date will be announced.\n"
            "Student Services"
        ),
        (
            "Hello,\n"
            "This is a reminder to complete your assessment. Candidates who do not complete it by Sunday "
            "will not be considered further.\n"
            "Assessments Team"
        ),
        (
            "Dear Mia,\n"
            "Do not worry, you have not been rejected: the message you received yesterday was sent in error. "
            "Your interview on Friday stands.\n"
            "Apologies,\n"
            "HR"
        ),
    ],
)
def test_what_only_sounds_like_a_no_is_none(mail: str, lexicon: Lexicon) -> None:
    assert read(mail, lexicon).kind is not Kind.REJECTION
