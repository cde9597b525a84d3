"""Names, roles and steps where people say them: in notes without capitals, in signatures, on lines of their own."""

import pytest

from bot.domain.rejection import Stage
from bot.understanding.lexicon import Lexicon
from bot.understanding.reading import read


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("ikea rejected me lol", "ikea"),
        ("applied for a job at Quill 2 weeks ago and no answer", "Quill"),
        ("five rounds and then a no by mail from noreply", None),
        ("rejected by 1900 Holdings", "1900 Holdings"),
        ("rejected at 5pm by nobody knows whom", None),
        ("heard back off marlowe's, its a no", "marlowe's"),
        ("Unsuccessful again. Trainee electrician, Voltline Ltd", "Voltline Ltd"),
        ("just been told by Quill & Co that I'm not getting it", "Quill & Co"),
        ("went to the interview of Anand Cement Corporation last month, no luck", "Anand Cement Corporation"),
        ("the university turned me down for the lectureship", "the university"),
        ("no reply from the Office of the Chief Valuer since May", "the Office of the Chief Valuer"),
        ("got to the last round with northwind and then nothing", "northwind"),
        ("didn't get the Harmond job", "Harmond"),
        ("Kestrel Air didn't want me as cabin crew", "Kestrel Air"),
        ("they said someone else had more experience with goats", None),
        ("I am a nurse and the hospital in Bergen said no to me yesterday", "the hospital in Bergen"),
        ("the job in Bergen went to somebody else", None),
        ("I'm not going to be clerk. Marlow Parish Council voted for the other one", "Marlow Parish Council"),
        ("turned down for dental nurse, dune studio, no idea why", "dune studio"),
        ("turned down for dental nurse, local practice, no idea why", None),
        ("the porter thing at hotel miramar fell through", "hotel miramar"),
    ],
)
def test_an_organisation_is_found_by_what_it_does_or_stands_beside(
    text: str, organisation: str | None, lexicon: Lexicon
) -> None:
    assert read(text, lexicon).organisation == organisation


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("didn't get the Marketing job", "Marketing"),
        ("they've gone with an internal for the HR business partner role", "HR business partner"),
        ("i did not get the shift manager post", "shift manager"),
        ("turned down for Staff Physio (Paediatrics), no reason", "Staff Physio (Paediatrics)"),
        ("they said no on the phone, machine operator II, no reason", "machine operator II"),
        ("so I didn't get it. Business analyst at Corvid Systems", "Business analyst"),
        ("the hotel said no. key holder.", "key holder"),
        ("applied for glassblower at the mill and they said no", "glassblower"),
        ("my carpenter interview was a disaster", "carpenter"),
        ("went back for a second talk, then the third chat with them was short", None),
    ],
)
def test_a_role_is_told_from_what_stands_around_it(text: str, role: str | None, lexicon: Lexicon) -> None:
    assert read(text, lexicon).role == role


@pytest.mark.parametrize(
    ("text", "stage", "words"),
    [
        ("rejected after a two hour coding test", Stage.ASSESSMENT, "two hour coding test"),
        ("lost at the second panel interview", Stage.INTERVIEW, "second panel interview"),
        ("turned down after the welding assessment", Stage.ASSESSMENT, "welding assessment"),
        ("they never wrote again after my stacking test", Stage.ASSESSMENT, "stacking test"),
        ("failed at the paper sift", Stage.APPLIED, "paper sift"),
        ("a no after the final board interview", Stage.FINAL, "final board interview"),
        ("they pulled out after the DBS check", Stage.OFFER, "DBS check"),
        ("passed the phone interview, failed the group exercise", Stage.ASSESSMENT, "group exercise"),
    ],
)
def test_a_step_is_read_whole(text: str, stage: Stage, words: str, lexicon: Lexicon) -> None:
    meaning = read(text, lexicon)
    assert (meaning.stage, meaning.stage_words) == (stage, words)


BODY = "Dear Ms Okoro,\n\nThank you for coming in. Unfortunately we have chosen somebody else.\n\n"


@pytest.mark.parametrize(
    ("signature", "organisation"),
    [
        ("Kind regards\nAda Quill\nWard Manager, St Ebba Hospice", "St Ebba Hospice"),
        ("Ilka\nchief of staff, Vantor", "Vantor"),
        ("Yours sincerely\nRuth Abel\nHead of Volunteering\nHarbour Youth", "Harbour Youth"),
        ("Pru, Elmstead Garden Nurseries", "Elmstead Garden Nurseries"),
        ("P. Stone\nSecretary to Penhallow Harbour Trust", "Penhallow Harbour Trust"),
        ("Best\nBo at Tarn Ellis Staffing", "Tarn Ellis Staffing"),
        ("The Larch & Vale Recruitment Team", "Larch & Vale"),
        ("Mira\njobs@quillon.example\nQuillon", "Quillon"),
        ("J. Abel\nChief\nTarn Vale Fire Department", "Tarn Vale Fire Department"),
        ("Bo\nElmstead Meats\n> is the job still free?", "Elmstead Meats"),
        ("Elmstead Meats\n\nUnsubscribe", "Elmstead Meats"),
    ],
)
def test_a_signature_names_the_organisation_and_not_the_person_or_the_title(
    signature: str, organisation: str, lexicon: Lexicon
) -> None:
    assert read(BODY + signature, lexicon, "Your application").organisation == organisation


def test_what_a_bracket_says_of_a_role_and_does_not_close_is_left_out(lexicon: Lexicon) -> None:
    mail = "Dear Ms Ode,\n\nThank you for your application for Classroom Aide (Competition #26-8) with us.\n\nI. Carew"
    assert read(mail, lexicon).role == "Classroom Aide"


def test_an_organisation_named_once_in_a_sentence_is_found_where_only_a_person_signs(lexicon: Lexicon) -> None:
    mail = "Dear Mr Ode,\n\nThank you for visiting Fenby Hall School. We chose somebody else.\n\nI. Carew\nBursar"
    assert read(mail, lexicon, "Interview").organisation == "Fenby Hall School"


def test_a_name_does_not_run_on_into_the_next_paragraph(lexicon: Lexicon) -> None:
    mail = "Hello,\n\nThank you for applying to Sedgefold College\n\nDon't reply to this mail."
    assert read(mail, lexicon).organisation == "Sedgefold College"


@pytest.mark.parametrize(
    ("mail", "role"),
    [
        ("Dear Ewan,\nRe: Night Porter, 30 hours\nUnfortunately you were not shortlisted.\nRegards", "Night Porter"),
        ("Dear Sir,\nStreet Sweeper x 2 vacancies\nUnfortunately you were unsuccessful.\nRegards", "Street Sweeper"),
        ("Hi Cal,\nUnfortunately the trainee baker place has gone to someone else.\nRegards", "trainee baker"),
        ("Dear Ana,\nThank you for applying for the Bus Driver opening (REQ-1234).\nRegards", "Bus Driver"),
        (
            "Dear Ana,\nWe are sorry that the talk for Data Engineer, Pricing has moved.\nRegards",
            "Data Engineer, Pricing",
        ),
        ("Dear Ana,\nThank you for applying for the post of Nurse, Band 5, with us.\nRegards", "Nurse"),
    ],
)
def test_the_role_of_a_mail_stands_on_a_line_or_before_or_behind_little_words(
    mail: str, role: str, lexicon: Lexicon
) -> None:
    assert read(mail, lexicon, "Your application").role == role


def test_a_subject_in_capitals_gives_the_role_alone(lexicon: Lexicon) -> None:
    meaning = read(BODY + "Regards", lexicon, "RE: APPLICATION FOR SENIOR CATERING MANAGER")
    assert meaning.role == "SENIOR CATERING MANAGER"


@pytest.mark.parametrize("clock", ["10am", "3pm", "2.30pm", "14h"])
def test_the_hour_of_an_interview_is_no_organisation(clock: str, lexicon: Lexicon) -> None:
    text = f"Dear Ms Okoro, thank you for the interview at {clock}. Kind regards, Ada Quill, Elmstead Nurseries"
    assert read(text, lexicon).organisation == "Elmstead Nurseries"


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("rejected by Leeds museum yesterday", "Leeds museum"),
        ("a no from Bristol hospital for nurse", "Bristol hospital"),
        ("turned down by Oslo school of music", "Oslo school of music"),
        ("rejected by University of Kent", "University of Kent"),
        ("turned down by Delta finance team", "Delta"),
    ],
)
def test_the_small_word_that_says_what_it_is_belongs_to_a_name(text: str, organisation: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).organisation == organisation


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("turned down by the Green Cross after the interview", "the Green Cross"),
        ("The Green Cross went with someone else", "the Green Cross"),
        ("Green Cross said no", "Green Cross"),
        ("rejected by the Green Cross team", "Green Cross"),
        ("no from the Green Cross recruiter", "Green Cross"),
        ("rejected by the Delta team", "Delta"),
    ],
)
def test_a_name_keeps_its_article_where_it_is_its_own(text: str, organisation: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).organisation == organisation
