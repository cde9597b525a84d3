"""What one text says, field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rejection import RoleFate, Stage, Told
from bot.understanding.lexicon import Lexicon, compile_lexicon
from bot.understanding.meaning import Care, Kind
from bot.understanding.reading import read
from bot.understanding.report import report
from bot.understanding.themes import THEMES
from tests.bot.understanding.work import grows_with_its_text
from tests.strategies import tried

MAIL = """Dear Kim,

Thank you for interviewing for the Program Director position at Acme Foundation. We enjoyed meeting you.
After careful consideration we have decided to move forward with an internal candidate.
We will keep your resume on file and reach out should another role open up.
Unfortunately we are not able to give individual feedback.

Kind regards,
The Acme Foundation Recruiting Team
Please do not reply to this email, this mailbox is not monitored."""


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Harbour Museum turned me down before any interview", None),
        ("rejected without even interviewing me", None),
        ("no interview, only a no from Harbour Museum", None),
        ("turned down before the interview stage, i only applied", Stage.APPLIED),
        ("didn't make it to the final round after the phone screen", Stage.SCREEN),
        ("no second interview for me after the interview", Stage.INTERVIEW),
        ("they never got back to me after the interview", Stage.INTERVIEW),
        ("no feedback after the final round", Stage.FINAL),
        ("never got past the phone screen", Stage.SCREEN),
    ],
)
def test_a_step_that_was_never_reached_is_none_reached(text: str, stage: Stage | None, lexicon: Lexicon) -> None:
    assert read(text, lexicon).stage is stage


def test_a_short_note_gives_organisation_role_stage_and_kind(lexicon: Lexicon) -> None:
    meaning = read("acme foundation went with someone else for program director. made it to the final round", lexicon)
    assert meaning.kind is Kind.REJECTION
    assert (meaning.organisation, meaning.role, meaning.stage) == ("acme foundation", "program director", Stage.FINAL)
    assert not meaning.is_email


def test_a_no_at_the_very_end_of_a_story_says_what_it_is_about(lexicon: Lexicon) -> None:
    story = "so i had the final interview at the zoo in leipzig for a keeper job and they just called, its a no"
    assert read(story, lexicon).kind is Kind.REJECTION


def test_a_pasted_mail_gives_all_that_it_says(lexicon: Lexicon) -> None:
    meaning = read(MAIL, lexicon)
    assert meaning.is_email
    assert meaning.kind is Kind.REJECTION
    assert meaning.told is Told.EMAIL
    assert (meaning.organisation, meaning.role) == ("Acme Foundation", "Program Director")
    assert meaning.internal
    assert meaning.keep_in_touch
    assert meaning.feedback_refused
    assert meaning.no_reply
    assert meaning.care is Care.NONE


def test_an_acknowledgement_that_says_unfortunately_is_no_rejection(lexicon: Lexicon) -> None:
    text = (
        "Dear Kim, thank you for applying to Acme. We have received your application and will review it. "
        "Unfortunately, due to the number of applications we can only contact you if your profile fits. "
        "If you are not selected for this role, keep an eye on our careers page. Kind regards"
    )
    assert read(text, lexicon).kind is Kind.WAITING


def test_a_quoted_forwarded_html_mail_is_read_like_a_plain_one(lexicon: Lexicon) -> None:
    quoted = "\n".join("> " + line for line in MAIL.split("\n"))
    html = "<html><style>p {color: red}</style><body><p>" + MAIL.replace("\n", "<br>") + "</p></body></html>"
    forwarded = "From: jobs@acme.example\nSubject: Your application\nTo: kim@mail.example\n\n" + MAIL
    for text in (quoted, html, forwarded):
        meaning = read(text, lexicon)
        assert meaning.is_email
        assert meaning.kind is Kind.REJECTION
        assert meaning.organisation == "Acme Foundation"


def test_the_subject_names_the_organisation_where_the_mail_does_not(lexicon: Lexicon) -> None:
    meaning = read("We've decided not to move forward with your application.", lexicon, "Thank you from Headlands")
    assert meaning.organisation == "Headlands"


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("they cancelled the position after my interview", RoleFate.CANCELLED),
        ("the role has been filled", RoleFate.FILLED),
        ("Brackwell decided to not fill the post after all", RoleFate.CANCELLED),
        ("they put the job on hold", RoleFate.ON_HOLD),
        ("we are no longer hiring for this role", RoleFate.CLOSED),
        ("the role doesn't exist any more", RoleFate.CANCELLED),
    ],
)
def test_a_decision_about_the_role_is_told_from_one_about_the_person(
    text: str, fate: RoleFate, lexicon: Lexicon
) -> None:
    assert read(text, lexicon).fate is fate
    assert read("they said i wasn't good enough", lexicon).fate is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the recruiter called me, it's a no", Told.CALL),
        ("got a rejection email this morning", Told.EMAIL),
        ("they ghosted me after the onsite", Told.SILENCE),
        ("the portal changed to not selected", Told.PORTAL),
        ("rejected by text message", Told.MESSAGE),
        ("they texted: not moving forward", Told.MESSAGE),
        ("i didn't get the job", None),
    ],
)
def test_how_the_news_came_is_read_where_it_is_said(text: str, told: Told | None, lexicon: Lexicon) -> None:
    assert read(text, lexicon).told is told


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("they asked me if i plan to have kids and then said no", "discrimination"),
        ("the interviewer touched my knee. then i got the rejection", "harassment"),
        ("i worked three days unpaid and they used my design", "unpaid_work"),
        ("they wanted my bank details before the interview, on whatsapp only", "scam"),
        ("got rejected and now i can't pay the rent", "money"),
        ("without this job my visa runs out in march", "visa"),
        ("my mum passed away last month and now this rejection", "bereavement"),
        ("they asked if I'm planning to have kids and then went quiet", "discrimination"),
        ("they asked me in the second interview whether I was thinking of having kids. turned down", "discrimination"),
        ("he kept commenting on my body during the second interview", "harassment"),
        ("they are running the campaign I pitched in the final round", "unpaid_work"),
        ("they asked me to pay 200 for a background check, then vanished", "scam"),
        ("another no, and there's no food in the house until friday", "money"),
    ],
)
def test_a_concern_is_heard_in_passing(text: str, concern: str, lexicon: Lexicon) -> None:
    assert concern in read(text, lexicon).concerns


@pytest.mark.parametrize(
    "text",
    [
        "turned down by Larch Bakery after the trial shift",
        "my laptop died in the middle of the interview and they said no",
        "harassment policy trainer at Larch Hall, gone to someone internal",
        "turned down for Equality and Discrimination Adviser",
        "they don't sponsor visas but I don't need one. rejected anyway",
        "my passport photo is awful, and still they said no",
        "Dear Kim,\nYou have not been selected. Beware of fraud: we never ask you for fees.\nBest,\nLarch Hall",
        "Dear Kim,\nYou have not been successful. Larch Hall does not discriminate on any ground.\nBest,\nIda",
    ],
)
def test_what_only_sounds_like_a_concern_is_none(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).concerns == ()


def test_what_somebody_says_about_feedback_is_heard(lexicon: Lexicon) -> None:
    assert read("asked for feedback, they said they don't give any", lexicon).feedback_refused
    assert read("turned down, but they offered a call to give me feedback", lexicon).feedback_offered
    assert not read("turned down, and they refused to give me feedback", lexicon).feedback_offered


def test_all_six_reflections_are_ranked_with_probabilities(lexicon: Lexicon) -> None:
    ranked = read("i keep wondering who they picked instead of me", lexicon).reflections
    assert ranked[0][0] == "competition"
    assert {theme for theme, _ in ranked} == set(THEMES)
    assert sum(chance for _, chance in ranked) == pytest.approx(1.0)


def test_a_text_without_any_cue_is_never_sure(lexicon: Lexicon) -> None:
    meaning = read("hm", lexicon)
    assert not meaning.sure
    assert not meaning.reflection_sure


def test_the_report_is_plain_data_with_what_measuring_asks_for(lexicon: Lexicon) -> None:
    found = report(read("Larch Bakery turned me down after the second interview", lexicon))
    assert found["kind"] == "rejection"
    assert found["organisation"] == "Larch Bakery"
    assert found["stage"] == "second interview"
    assert found["care"] == "none"


def test_an_empty_lexicon_reads_nothing_and_breaks_nothing() -> None:
    meaning = read(MAIL, compile_lexicon({}), "Your application at Acme")
    assert meaning.care is Care.NONE


@tried(2)
@given(st.text(max_size=400), st.none() | st.text(max_size=80))
def test_any_text_is_read_without_an_error(lexicon: Lexicon, text: str, subject: str | None) -> None:
    meaning = read(text, lexicon, subject)
    report(meaning)
    assert meaning.organisation is None or meaning.organisation


PIECES = [
    "<",
    "<p",
    "> ",
    "From:",
    "\n",
    "(",
    ")",
    ",",
    " - ",
    "the ",
    "position ",
    "I ",
    "'",
    "at Acme ",
    "kill ",
    "\u0130",
    "a" * 50,
]


@tried(1)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_mixture_of_awkward_signs_is_read_without_an_error(lexicon: Lexicon, parts: list[str]) -> None:
    read("".join(parts), lexicon)


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "kill ", "i ", "'", "a'", "(", "\n", "> ", "\u0130", "x" * 1000, "the position at ", "not "]
)
def test_reading_takes_no_longer_than_four_times_as_long_for_four_times_the_signs(piece: str, lexicon: Lexicon) -> None:
    text = piece * 100_000
    assert grows_with_its_text(lambda signs: read(text[:signs], lexicon), 25_000)


@pytest.mark.parametrize(
    "text",
    [
        "i got rejected by acme",
        "rejected by Brook Library for events coordinator",
        "acme turned me down",
        "they said no",
        "two rejections this week. acme and globex",
        "didn't get the job",
    ],
)
def test_a_no_told_in_so_many_words_is_surely_read(text: str, lexicon: Lexicon) -> None:
    meaning = read(text, lexicon)
    assert meaning.kind is Kind.REJECTION
    assert meaning.sure


def test_a_role_lost_to_somebody_is_no_job_lost(lexicon: Lexicon) -> None:
    meaning = read("i lost the role to an internal candidate", lexicon)
    assert not (meaning.kind is Kind.JOB_LOSS and meaning.sure)


@pytest.mark.parametrize("role", ["test engineer", "assessment officer", "panel beater", "interview coach"])
def test_a_word_of_the_role_is_no_step(role: str, lexicon: Lexicon) -> None:
    assert read(f"rejected by Ford for {role}", lexicon).stage is None
    assert read(f"rejected by Ford for {role} after the phone interview", lexicon).stage is Stage.INTERVIEW


@pytest.mark.parametrize(
    "text",
    [
        "Hi, I come from Ghana, I had an interview in a hotel and they said no",
        "I am from Peru, they said no",
        "they said no. 212 times",
        "STOP. they said no",
    ],
)
def test_a_home_a_count_and_a_shout_are_no_organisation(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).organisation is None


def test_to_be_called_something_is_no_call(lexicon: Lexicon) -> None:
    assert read("they called me 'too junior'", lexicon).told is None
    assert read("they called me an hour ago, it's a no", lexicon).told is Told.CALL


@pytest.mark.parametrize(
    "text", ["i withdrew", "I turned them down", "i pulled out of the process, the pay was low", "I said no to them"]
)
def test_a_no_of_ones_own_is_no_rejection(text: str, lexicon: Lexicon) -> None:
    meaning = read(text, lexicon)
    assert meaning.kind is Kind.OTHER_WORK
    assert meaning.sure


@pytest.mark.parametrize(
    "text",
    [
        "i blew the interview at Acme today. haven't heard yet",
        "i wasn't the runner up, i'm on the reserve list",
        "it's not a no yet, i'm on their waiting list until march",
    ],
)
def test_what_is_no_no_yet_is_waiting_and_no_silence(text: str, lexicon: Lexicon) -> None:
    meaning = read(text, lexicon)
    assert meaning.kind is Kind.WAITING
    assert meaning.sure
    assert meaning.told is None


def test_many_let_go_at_once_have_lost_their_jobs(lexicon: Lexicon) -> None:
    assert read("not really a rejection. they let 30 of us go", lexicon).kind is Kind.JOB_LOSS
