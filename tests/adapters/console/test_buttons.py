"""Which button a line means."""

from adapters.console.buttons import Buttons
from bot.domain.messages import Message
from tests.adapters.console.world import asking
from tests.fakes import message


def shown(*messages: Message) -> Buttons:
    buttons = Buttons()
    for one in messages:
        buttons.show(one)
    return buttons


def token(buttons: Buttons, which: str) -> str | None:
    choice = buttons.named(which)
    return choice.token if choice else None


def test_a_number_means_the_newest_row() -> None:
    assert token(shown(asking(1, "A", "B"), asking(2, "C")), "1") == "2.step.C"


def test_a_number_that_is_not_there_means_nothing() -> None:
    assert [token(shown(asking(1, "A")), number) for number in ("0", "2", "9" * 5000, "²")] == [None] * 4


def test_a_label_may_be_one_of_an_older_row() -> None:
    assert token(shown(asking(1, "Yes"), asking(2, "No")), "yes") == "1.step.Yes"


def test_of_two_buttons_with_the_same_label_the_newer_is_meant() -> None:
    assert token(shown(asking(1, "Yes"), asking(2, "Yes")), "Yes") == "2.step.Yes"


def test_a_whole_text_means_an_open_button_by_number_or_label() -> None:
    buttons = shown(asking(1, "Not now"))
    assert [buttons.meant(text) is not None for text in (" 1 ", "not  NOW", "not now, thanks", "", "2")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_text_never_means_a_button_that_is_over() -> None:
    buttons = shown(asking(1, "Not now"))
    buttons.retire(1)
    assert buttons.meant("1") is None
    assert buttons.open == ()
    assert token(buttons, "1") == "1.step.Not now"  # naming it still lets the bot say that it is over


def test_a_message_without_buttons_leaves_the_question_open() -> None:
    assert shown(asking(1, "A"), message("by the way")).meant("a") is not None


def test_retiring_an_older_row_leaves_the_newest_open() -> None:
    buttons = shown(asking(1, "A"), asking(2, "B"))
    buttons.retire(1)
    assert buttons.meant("B") is not None
