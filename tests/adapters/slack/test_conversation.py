"""The talk itself: messages, buttons, menus, windows, threads."""

from datetime import datetime

from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.domain.messages import Choice, Event, Message, Press
from bot.domain.person import PersonKey
from bot.ports import Outgoing
from tests.adapters.slack.blocks import buttons_in, text_in
from tests.adapters.slack.harness import Program, running
from tests.adapters.slack.members import Member
from tests.adapters.slack.server import BOT_USER, FakeSlack
from tests.fakes import MONDAY, message

STORY = "i got rejected by Acme Foundation, program director"


async def test_a_pressed_button_gives_way_to_what_was_chosen(anna: Member) -> None:
    await anna.says(STORY)
    await anna.presses("Not now")
    question = anna.dm[1]
    assert not buttons_in(question["blocks"])
    assert question["blocks"][-1]["elements"][0]["text"] == "You chose: Not now"
    assert text_in(question["blocks"]) == text_in(question["first"])


async def test_a_question_answered_in_words_loses_its_buttons(anna: Member) -> None:
    await anna.says(STORY)
    await anna.says("not now")
    assert not buttons_in(anna.dm[1]["blocks"])


async def test_a_stale_press_gets_a_note_in_private_and_changes_nothing(anna: Member) -> None:
    await anna.says(STORY)
    press = anna.press_on(anna.dm[1], "Not now")
    late = anna.press_on(anna.dm[1], "Talk it through")
    await anna.program.interaction(press)
    before = (await anna.program.drawer("U1")).state.frames
    anna.heard()
    assert await anna.program.interaction(late) == 200
    assert (await anna.program.drawer("U1")).state.frames == before
    assert len(anna.heard()) == 1


async def test_a_double_press_is_one_answer(anna: Member) -> None:
    await anna.says(STORY)
    press = anna.press_on(anna.dm[1], "Not now")
    await anna.program.interaction(press)
    said = len(anna.dm)
    await anna.program.interaction(press)
    assert len(anna.dm) == said


async def test_a_press_is_known_by_its_number_and_not_by_its_label(anna: Member) -> None:
    await anna.says(STORY)
    press = anna.press_on(anna.dm[1], "Not now")
    press["actions"][0]["text"] = {"type": "plain_text", "text": "Talk it through"}
    await anna.program.interaction(press)
    assert anna.dm[1]["blocks"][-1]["elements"][0]["text"] == "You chose: Not now"


async def test_an_answer_stays_in_the_thread_it_was_asked_in(anna: Member) -> None:
    await anna.program.event(anna.message("help", thread_ts="17955.7"))
    assert {message.get("thread_ts") for message in anna.dm} == {"17955.7"}


async def test_a_press_in_a_thread_is_answered_there(anna: Member) -> None:
    await anna.program.event(anna.message(STORY, thread_ts="17955.7"))
    await anna.presses("Not now")
    assert {message.get("thread_ts") for message in anna.dm} == {"17955.7"}


async def test_an_answer_outside_of_threads_opens_none(anna: Member) -> None:
    await anna.says("help")
    assert not any("thread_ts" in message for message in anna.dm)


async def test_every_message_has_a_plain_text_beside_its_blocks(anna: Member) -> None:
    await anna.says(STORY)
    await anna.presses("Talk it through")
    for said in anna.dm:
        assert said["text"].startswith(text_in(said["first"])[0][:20])


async def test_day_and_time_can_be_picked_in_a_window(slack: FakeSlack, anna: Member) -> None:
    await anna.uses("pause")
    await anna.presses("Pick day and time")
    (window,) = slack.views
    assert window["blocks"][0]["element"]["initial_date"] == "2026-11-24"  # tomorrow
    await anna.sends(window, {"date": {"selected_date": "2026-12-04"}, "time": {"selected_time": "09:00"}})
    until = (await anna.program.drawer("U1")).state.person.paused_until
    assert until is not None
    assert until.isoformat() == "2026-12-04T08:00:00+00:00"  # nine in Berlin


async def test_a_long_answer_can_be_written_in_a_window(slack: FakeSlack, anna: Member) -> None:
    await anna.uses("rejected")
    await anna.presses("Write it in a window")
    await anna.sends(slack.views[0], {"words": {"value": STORY + "\n" + "they took four weeks. " * 40}})
    assert (await anna.program.drawer("U1")).state.cases
    assert "Acme Foundation" in anna.texts()[-1]


async def test_an_answer_given_before_stands_in_the_window_to_be_edited(slack: FakeSlack, anna: Member) -> None:
    await anna.says(STORY)
    await anna.presses("Talk it through")
    await anna.says("someone else was the better fit")
    await anna.says("somebody with twenty people")
    await anna.says("change my answer")
    await anna.presses("What the other person may have had")
    await anna.presses("Write it in a window")
    assert slack.views[0]["blocks"][0]["element"]["initial_value"] == "somebody with twenty people"
    await anna.sends(slack.views[0], {"words": {"value": "somebody with thirty people"}})
    (case,) = (await anna.program.drawer("U1")).state.cases.values()
    assert "somebody with thirty people" in case.answers.values()


async def test_an_answer_picked_from_a_menu_is_heard(slack: FakeSlack) -> None:
    heard: list[Event] = []

    def note(state: State, event: Event, _now: datetime) -> Turn:
        heard.append(event)
        return Turn(state=state, effects=())

    many = tuple(Choice(label=f"Choice {number}", token=f"1.a.{number}") for number in range(25))
    async with running(slack, play=note) as program:
        anna, said = Member(program), Message(paragraphs=message("Which?").paragraphs, choices=many, visit=1)
        key = PersonKey("slack", "T01:U1")
        await program.app.messenger.deliver(key, Outgoing(id="o", created_at=MONDAY, message=said))
        assert await anna.presses("Choice 17") == 200
    (pressed,) = [event for event in heard if isinstance(event, Press)]
    assert pressed == Press(id=pressed.id, token=many[17].token)


async def test_a_window_sent_twice_is_one_answer(slack: FakeSlack, anna: Member) -> None:
    await anna.uses("rejected")
    await anna.presses("Write it in a window")
    for _ in range(2):
        await anna.sends(slack.views[0], {"words": {"value": STORY}})
    assert len((await anna.program.drawer("U1")).state.cases) == 1


async def test_a_window_for_a_question_that_is_over_gets_a_note(slack: FakeSlack, anna: Member) -> None:
    await anna.uses("rejected")
    await anna.presses("Write it in a window")
    await anna.says(STORY)
    anna.heard()
    await anna.sends(slack.views[0], {"words": {"value": "and one more thing"}})
    assert len(anna.heard()) == 1
    assert len((await anna.program.drawer("U1")).state.cases) == 1


async def test_somebody_is_shown_that_it_takes_a_moment_until_it_is_over(slack: FakeSlack, anna: Member) -> None:
    slack.until["users.info"] = slack.asked["assistant.threads.setStatus"]
    message = anna.message("help")
    await anna.program.event(message)
    await settled(anna.program)
    shown = slack.sent("assistant.threads.setStatus")
    assert {status["thread_ts"] for status in shown} == {message["event"]["ts"]}
    assert [status["status"] for status in shown] == ["is reading …", ""]
    assert anna.dm


async def test_a_quick_answer_shows_no_status(slack: FakeSlack, anna: Member) -> None:
    await anna.says("help")
    assert not slack.sent("assistant.threads.setStatus")


async def test_the_empty_conversation_suggests_how_to_begin(slack: FakeSlack, anna: Member) -> None:
    event = {"type": "app_home_opened", "user": "U1", "channel": "DU1", "tab": "messages"}
    assert await anna.program.event(anna.event(event)) == 200
    (prompts,) = slack.sent("assistant.threads.setSuggestedPrompts")
    assert prompts["channel_id"] == "DU1"
    assert len(prompts["prompts"]) == 4
    assert "U1" not in slack.homes


async def test_the_zone_comes_from_the_profile(anna: Member) -> None:
    await anna.says("help")
    assert (await anna.program.drawer("U1")).state.person.zone == "Europe/Berlin"


async def test_a_profile_without_a_zone_is_no_trouble(slack: FakeSlack, anna: Member) -> None:
    slack.users["U1"] = {"tz": None}
    await anna.says("help")
    assert not (await anna.program.drawer("U1")).state.person.zone_known


async def test_a_zone_that_changes_in_the_profile_is_followed(slack: FakeSlack, anna: Member) -> None:
    await anna.says("help")
    slack.users["U1"] = {"tz": "America/Chicago"}
    await anna.program.wait(hours=7)
    await anna.says("help")
    assert (await anna.program.drawer("U1")).state.person.zone == "America/Chicago"


async def test_a_zone_somebody_set_themselves_stays_until_the_profile_changes(slack: FakeSlack, anna: Member) -> None:
    await anna.says("help")
    await anna.uses("timezone Lisbon")
    await anna.program.wait(hours=7)
    await anna.says("help")
    assert (await anna.program.drawer("U1")).state.person.zone == "Europe/Lisbon"
    slack.users["U1"] = {"tz": "America/Chicago"}
    await anna.program.wait(hours=7)
    await anna.says("help")
    assert (await anna.program.drawer("U1")).state.person.zone == "America/Chicago"


async def test_the_export_comes_as_two_files(slack: FakeSlack, anna: Member) -> None:
    await anna.says(STORY)
    await anna.uses("export")
    assert sorted(slack.files) == ["next-step.json", "next-step.md"]
    assert b"Acme Foundation" in slack.files["next-step.md"]


async def test_forgetting_leaves_nothing_and_empties_the_home_tab(program: Program, anna: Member) -> None:
    await anna.says(STORY)
    await anna.opens_home()
    assert "Acme Foundation" in anna.home_text()
    await anna.says("forget everything")
    await anna.presses("Yes, forget everything")
    await settled(program)
    assert "Acme Foundation" not in anna.home_text()
    assert program.app._questions.take(PersonKey("slack", "T01:U1"), 1) is None
    assert [key async for key in program.people.everyone()] == []


async def test_the_bot_does_not_talk_to_itself(program: Program, anna: Member) -> None:
    for more in ({"user": BOT_USER}, {"bot_id": "B01"}, {"bot_id": "B99", "subtype": "bot_message"}):
        assert await program.event(anna.message("hello", **more)) == 200
    assert [key async for key in program.people.everyone()] == []


async def settled(program: Program) -> None:
    """Wait until what nobody waits for is done as well."""
    for _ in range(50):
        await program.session.get(f"{program.url}/healthz")
