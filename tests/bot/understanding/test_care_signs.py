"""The care check where words are few: means at hand, a picture, a laugh, another language; and look-alikes."""

import pytest

from bot.understanding.care import has_begun, read_care
from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import Care
from bot.understanding.reading import look

AT_HAND = [
    "am on bridge now",
    "standing on the roof now",
    "got my dad's gun out",
    "the rifle is loaded and my gun is here",
    "20 paracetamol in front of me",
    "i'm looking at 30 sleeping pills",
    "would 25 paracetamol be enough",
    "i've got 60 tramadol saved",
]


@pytest.mark.parametrize("text", AT_HAND)
def test_means_at_hand_are_a_crisis(text: str, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is Care.CRISIS


@pytest.mark.parametrize(
    "text",
    [
        "on the bridge now, bus is late",
        "stuck in traffic on that bridge again",
        "20 people in front of me in the queue",
        "there were 40 candidates ready to start",
        "took two paracetamol for the headache before the call",
        "i dispensed 40 tablets in the trial shift",
        "they hand out 30 tablets to the sales team",
        "i bought a nail gun for the roofing job",
        "i took 20 minutes to answer",
    ],
)
def test_places_numbers_and_tools_of_ordinary_days_are_left_alone(text: str, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is Care.NONE


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("i took 30 paracetamol an hour ago", True),
        ("just swallowed 40 of my mums pills", True),
        ("just cut my wrist and its bleeding", True),
        ("i want to die", False),
        ("20 paracetamol in front of me", False),
    ],
)
def test_what_has_begun_already_is_told_from_what_may_come(text: str, begun: bool, lexicon: Lexicon) -> None:
    found = look(text, lexicon)
    assert found.care is Care.CRISIS
    assert has_begun(found.why) is begun


def test_a_number_counts_as_many_only_from_ten_on(lexicon: Lexicon) -> None:
    assert read_care("i took 2 ibuprofen", lexicon) is Care.NONE
    assert read_care("i took 20 ibuprofen", lexicon) is Care.CRISIS
    assert read_care("i took 400 mg ibuprofen", lexicon) is Care.NONE


@pytest.mark.parametrize("laugh", ["lol", "haha", "hahaha", "jk", "lmao", "\U0001f602", "\U0001f480", "lol."])
@pytest.mark.parametrize(
    "text",
    ["i want to die", "i just want to disappear", "i don't want to be alive any more", "whats the point of anything"],
)
def test_a_laugh_behind_dark_words_leaves_at_least_the_gentle_question(text: str, laugh: str, lexicon: Lexicon) -> None:
    assert read_care(f"{text} {laugh}", lexicon) in {Care.CHECK, Care.CRISIS}


@pytest.mark.parametrize(
    "text",
    [
        "lol i'm dead",
        "i'm dead haha",
        "haha i cant anymore",
        "another no lol",
        "got rejected \U0001f480",
        "dead \U0001f602",
    ],
)
def test_a_laugh_beside_words_that_are_not_dark_is_a_laugh(text: str, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is Care.NONE


@pytest.mark.parametrize(
    "text",
    [
        "i'm done \U0001f48a",
        "goodbye \U0001f52b",
        "another no \U0001f52a",
        "rejected again \U0001f48a\U0001f48a\U0001f48a",
        "\U0001f610\U0001f52b",
    ],
)
def test_a_picture_of_means_beside_plain_words_is_asked_about(text: str, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is Care.CHECK


def test_a_picture_in_the_place_of_the_word_is_read_as_the_word(lexicon: Lexicon) -> None:
    assert read_care("i want to \U0001f52b myself", lexicon) is Care.CRISIS


@pytest.mark.parametrize(
    "text",
    [
        "rejected as a chef \U0001f52a",
        "the pharmacy said no \U0001f48a",
        "game studio rejected me \U0001f52b",
        "barber said no \U0001fa92",
    ],
)
def test_a_picture_of_a_trade_is_left_alone(text: str, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is Care.NONE


@pytest.mark.parametrize(
    ("text", "care"),
    [
        ("no from KPMG. i cant anymore", Care.CHECK),
        ("i can't anymore afford the train", Care.NONE),
        ("i can't any more than i did", Care.NONE),
        ("i only want to be with her", Care.CHECK),
        ("i want to be with her team", Care.NONE),
        ("they asked how many pills to dispense", Care.NONE),
        ("ich kann nicht mehr", Care.CHECK),
        ("ich kann nicht mehr warten", Care.NONE),
        ("no puedo m\u00e1s", Care.CHECK),
        ("no puedo m\u00e1s tarde", Care.NONE),
        ("je n'en peux plus", Care.CHECK),
        ("je ne peux plus attendre leur r\u00e9ponse", Care.NONE),
        ("\u044f \u0431\u043e\u043b\u044c\u0448\u0435 \u043d\u0435 \u043c\u043e\u0433\u0443", Care.CHECK),
        (
            "\u043d\u0435 \u043c\u043e\u0433\u0443 \u0436\u0434\u0430\u0442\u044c",
            Care.NONE,
        ),
    ],
)
def test_words_that_are_despair_only_where_the_sentence_ends_with_them(text: str, care: Care, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is care


@pytest.mark.parametrize(
    "text",
    [
        "am liebsten w\u00e4re ich tot",
        "ich will einfach nur sterben",
        "ya no quiero vivir",
        "pienso en suicidarme",
        "sem vontade de viver",
        "quero-me matar",
        "j'ai envie d'en finir",
        "je veux en finir",
        "vorrei essere morto",
        "non ho pi\u00f9 voglia di vivere",
        "ik maak er een eind aan",
        "chc\u0119 ze sob\u0105 sko\u0144czy\u0107",
        "zabij\u0119 si\u0119",
        "intihar etmek istiyorum",
        "can\u0131ma k\u0131yaca\u011f\u0131m",
        "\u0436\u0438\u0442\u044c \u043d\u0435 \u0445\u043e\u0447\u0435\u0442\u0441\u044f",
    ],
)
def test_what_a_native_speaker_would_say_is_heard(text: str, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is Care.CRISIS


@pytest.mark.parametrize(
    "text",
    [
        "ich will vor Scham sterben",
        "ich bring mich um den Verstand",
        "quiero morir de verg\u00fcenza",
        "ya no quiero vivir en esta ciudad",
        "quero morrer de rir",
        "je veux mourir de rire",
        "je veux en finir avec ce dossier",
        "je veux plus vivre \u00e0 Paris",
        "voglio farla finita con questo lavoro",
        "non voglio pi\u00f9 vivere a Milano",
        "nie chc\u0119 \u017cy\u0107 w Warszawie",
        "utan\u00e7tan \u00f6lmek istiyorum",
        "istanbul'da ya\u015famak istemiyorum",
    ],
)
def test_the_same_words_about_something_else_are_left_alone(text: str, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is Care.NONE


@pytest.mark.parametrize(
    "text",
    [
        "i just swallowed my pride and called",
        "looked down at the floor when they asked",
        "i've been cutting costs at home",
        "take me out of the running",
        "shoot me a message",
        "goodbye everyone at the office",
        "no future at that company",
        "buried in work again",
    ],
)
def test_false_friends_from_work_are_left_alone(text: str, lexicon: Lexicon) -> None:
    assert read_care(text, lexicon) is Care.NONE
