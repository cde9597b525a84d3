"""When nudges come, when they wait, and what an answer to one finds."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from bot.dialogue.nudging import MAX_WAITING
from bot.domain.calendar import local
from bot.domain.messages import Cancel, DeliveryFailed, Left, NudgeDue, ProfileSeen, Schedule
from bot.domain.nudge import Nudge, NudgeStatus
from tests.bot.dialogue.conversation import Conversation
from tests.bot.dialogue.small import begin, pack_with, told, without

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN).astimezone(UTC)
DAY = timedelta(days=1)


def test_nothing_unasked_comes_at_night() -> None:
    talk = _quiet(_nudge("n1", MORNING.replace(hour=22)))
    talk.wait(DAY * 2)
    assert [_clock(at) for at in talk.unasked] == ["08:00"]


def test_what_the_person_set_for_the_night_comes_at_night() -> None:
    talk = _quiet(_nudge("n1", MORNING.replace(hour=21, minute=30), asked=True))
    talk.wait(DAY)
    assert [_clock(at) for at in talk.unasked] == ["22:30"]


def test_one_a_day_comes_unasked_and_the_next_on_the_next_day() -> None:
    talk = _quiet(_nudge("n1", MORNING), _nudge("n2", MORNING + timedelta(hours=2)), _nudge("n3", MORNING + DAY * 0))
    talk.wait(timedelta(hours=14))
    assert len(talk.unasked) == 1
    talk.wait(DAY)
    assert len(talk.unasked) == 2


def test_a_nudge_set_by_the_person_comes_beside_the_one_of_the_day() -> None:
    talk = _quiet(_nudge("n1", MORNING), _nudge("n2", MORNING + timedelta(hours=2), asked=True))
    talk.wait(timedelta(hours=14))
    assert [_clock(at) for at in talk.unasked] == ["09:00", "11:00"]


@pytest.mark.parametrize(("first", "second"), [(False, False), (False, True), (True, True)])
def test_two_of_the_same_moment_are_one_message(first: bool, second: bool) -> None:
    talk = _quiet(_nudge("n1", MORNING, asked=first), _nudge("n2", MORNING, asked=second))
    talk.wait(timedelta(hours=14))
    assert [_clock(at) for at in talk.unasked] == ["09:00"]


@pytest.mark.parametrize(
    ("winter", "summer"),
    [(datetime(2027, 3, 26, 9, tzinfo=BERLIN), 29), (datetime(2026, 10, 23, 9, tzinfo=BERLIN), 26)],
)
def test_nine_stays_nine_when_the_clocks_change(winter: datetime, summer: int) -> None:
    talk = Conversation(now=winter.astimezone(UTC))
    talk.write("help")
    talk.command("checkin", "mondays at nine")
    (nudge,) = talk.nudges()
    assert (local(nudge.due, "Europe/Berlin").day, _clock(nudge.due)) == (summer, "09:00")


def test_nine_stays_nine_in_another_zone() -> None:
    talk = _quiet(_nudge("n1", MORNING + DAY))
    talk.command("timezone", "lisbon")
    assert talk.nudges()[0].due == datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Lisbon"))
    talk.happens(ProfileSeen(id="p", zone="Asia/Kathmandu"))
    assert talk.nudges()[0].due == datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Asia/Kathmandu"))


@pytest.mark.parametrize("zone", ["Mars/Phobos", "", "../etc/passwd", "Europe", "x" * 300, "\0"])
def test_a_zone_that_there_is_not_changes_nothing(zone: str) -> None:
    talk = _quiet(_nudge("n1", MORNING))
    before = talk.state
    talk.happens(ProfileSeen(id="p", zone=zone))
    assert talk.state == before


def test_a_pause_holds_everything_back_and_then_one_message_comes() -> None:
    talk = _quiet(*(_nudge(f"n{day}", MORNING + DAY * day) for day in range(3)))
    talk.command("pause", "until 1 december at 10:00")
    talk.wait(DAY * 7)
    assert talk.unasked == []
    talk.wait(DAY)
    assert len(talk.unasked) == 1
    assert talk.labels()


def test_the_end_of_a_pause_before_its_time_gives_nudges_their_own_time_back() -> None:
    talk = _quiet(_nudge("n1", MORNING), _nudge("n2", MORNING + DAY * 3))
    talk.command("pause", "until 1 december at 10:00")
    talk.wait(DAY * 2)
    talk.command("resume")
    assert talk.state.nudges["n2"].due == MORNING + DAY * 3
    assert talk.state.nudges["n1"].due < MORNING + DAY * 3


def test_three_silences_bring_one_question_and_then_quiet() -> None:
    talk = _quiet(*(_nudge(f"n{day}", MORNING + DAY * day) for day in range(8)))
    talk.wait(DAY * 30)
    assert len(talk.unasked) == 4
    assert talk.open_step == "nudge_silence.open"
    assert {nudge.status for nudge in talk.nudges()} == {NudgeStatus.SENT, NudgeStatus.PARKED}


def test_a_sign_of_life_wakes_what_was_silent_without_a_burst() -> None:
    talk = _quiet(*(_nudge(f"n{day}", MORNING + DAY * day) for day in range(8)))
    talk.wait(DAY * 30)
    talk.press("Keep them coming")
    before = len(talk.unasked)
    talk.wait(DAY * 2)
    assert len(talk.unasked) == before + 1


def test_stop_as_the_answer_to_that_question_ends_all() -> None:
    talk = _quiet(*(_nudge(f"n{day}", MORNING + DAY * day) for day in range(8)))
    talk.wait(DAY * 30)
    talk.press("Stop")
    before = len(talk.unasked)
    talk.wait(DAY * 60)
    assert len(talk.unasked) == before


def test_five_days_of_downtime_bring_one_message_that_says_so() -> None:
    talk = _quiet(*(_nudge(f"n{day}", MORNING + DAY * day) for day in range(3)))
    (message,) = talk.sleep(DAY * 5 + timedelta(hours=14))
    assert "for" in message.text
    assert len(message.choices) == 4
    assert all(nudge.status is NudgeStatus.SENT for nudge in talk.nudges())


def test_one_late_nudge_says_that_it_is_late() -> None:
    talk = _quiet(_nudge("n1", MORNING))
    (message,) = talk.sleep(DAY * 2 + timedelta(hours=14))
    assert "late" in message.text or "owed" in message.text


def test_one_of_several_late_ones_is_picked_and_the_others_stay_answerable() -> None:
    talk = _quiet(_nudge("n1", MORNING), _nudge("n2", MORNING))
    talk.sleep(DAY * 2 + timedelta(hours=14))
    talk.write("1")
    assert talk.open_step == "nudge_day_after.open"


def test_late_ones_can_be_let_go_together_weeks_later() -> None:
    talk = _quiet(_nudge("n1", MORNING), _nudge("n2", MORNING), _nudge("n3", MORNING + DAY * 20))
    talk.sleep(DAY * 2 + timedelta(hours=14))
    talk.wait(DAY * 30)
    talk.press("Let them go")
    assert talk.nudges(NudgeStatus.SENT) == [talk.state.nudges["n3"]]


def test_a_nudge_does_not_interrupt_a_talk_that_is_going_on() -> None:
    talk = told(at="x.second")
    talk.now = MORNING - timedelta(minutes=5)
    talk.write("the bus")
    talk.put(_nudge("n1", MORNING))
    talk.wait(timedelta(minutes=10))
    assert talk.open_step == "x.third"
    talk.wait(timedelta(minutes=15))
    assert talk.open_step == "nudge_day_after.open"


def test_a_nudge_does_not_interrupt_the_talk_of_another_nudge() -> None:
    talk = _quiet(_nudge("n1", MORNING, asked=True), _nudge("n2", MORNING + timedelta(minutes=10), asked=True))
    talk.wait(MORNING - talk.now + timedelta(minutes=8))
    talk.write("it went better than i thought it would")
    talk.wait(timedelta(minutes=5))
    assert len(talk.unasked) == 1
    talk.wait(timedelta(minutes=30))
    assert len(talk.unasked) == 2


def test_an_answer_weeks_later_by_the_old_button_lands_where_it_belongs() -> None:
    talk = _quiet(_nudge("n1", MORNING), _nudge("n2", MORNING + DAY))
    talk.wait(DAY)
    first = talk.labels()[0]
    talk.wait(DAY * 40)
    token = next(c.token for _, message in talk.told for c in message.choices if c.label == first)
    talk.press_token(token)
    assert talk.state.frames[-1].nudge == "n1" or "n1" not in talk.state.nudges


def test_a_button_of_a_nudge_pressed_twice_is_taken_once() -> None:
    talk = _quiet(_nudge("n1", MORNING, kind="plan"))
    talk.wait(DAY)
    not_yet = next(c.token for c in talk.buttons() if c.label == "Not yet")
    talk.press_token(not_yet)
    frames = talk.state.frames
    talk.press_token(not_yet)
    assert "finished" in talk.said
    assert talk.state.frames == frames


def test_a_snoozed_nudge_comes_again_at_its_hour() -> None:
    talk = _quiet(_nudge("n1", MORNING, kind="plan"))
    talk.wait(DAY)
    talk.press("Ask me another day")
    talk.press("In a week")
    assert talk.state.nudges["n1"].due == datetime(2026, 12, 1, 9, tzinfo=BERLIN)
    assert talk.state.nudges["n1"].status is NudgeStatus.PLANNED


def test_a_weekly_check_in_is_planned_again_each_time_and_once() -> None:
    talk = Conversation()
    talk.write("help")
    talk.command("checkin", "fridays at nine")
    for week in range(3):
        talk.wait(DAY * 7)
        assert [nudge.due for nudge in talk.nudges(NudgeStatus.PLANNED)] == [
            datetime(2026, 12, 4, 9, tzinfo=BERLIN) + timedelta(weeks=week)
        ]
        talk.press("All quiet")


def test_check_ins_nobody_answers_do_not_pile_up() -> None:
    talk = Conversation()
    talk.write("help")
    talk.command("checkin", "fridays at nine")
    for _ in range(30):
        talk.wait(DAY * 7)
        talk.write("help")
    assert len(talk.nudges()) == MAX_WAITING + 2  # the newest, and the next


def test_a_nudge_whose_kind_is_gone_is_dropped_in_silence() -> None:
    talk = _quiet(_nudge("n1", MORNING, kind="carrier_pigeon"), _nudge("n2", MORNING))
    talk.wait(DAY)
    assert len(talk.unasked) == 1
    assert "n1" not in talk.state.nudges


def test_a_nudge_of_a_rejection_that_is_gone_comes_all_the_same() -> None:
    talk = _quiet(replace(_nudge("n1", MORNING), case="c99"))
    talk.wait(DAY)
    assert talk.open_step == "nudge_day_after.open"


def test_a_ring_for_what_is_over_or_unknown_changes_nothing() -> None:
    talk = _quiet(_nudge("n1", MORNING))
    talk.wait(DAY)
    before = talk.state
    for nudge_id in ("n1", "n99", ""):
        assert talk.happens(NudgeDue(id=f"r{nudge_id}", nudge_id=nudge_id)).effects == ()
    assert talk.state == before


def test_a_ring_before_its_time_sets_the_alarm_again() -> None:
    talk = _quiet(_nudge("n1", MORNING))
    turn = talk.ring(talk.state.nudges["n1"])
    assert turn.effects == (Schedule(nudge=talk.state.nudges["n1"]),)


def test_what_can_not_be_delivered_is_parked_and_told_at_the_next_chance() -> None:
    talk = _quiet(_nudge("n1", MORNING))
    talk.happens(DeliveryFailed(id="f", reason="closed"))
    assert talk.wait(DAY * 2) == []
    talk.write("help")
    assert "reach" in talk.said or "arrive" in talk.said
    assert len(talk.wait(DAY * 2)) == 1


def test_where_the_bot_was_removed_nothing_is_sent() -> None:
    talk = _quiet(_nudge("n1", MORNING))
    talk.happens(Left(id="l"))
    assert talk.wait(DAY * 9) == []


def test_words_written_before_a_nudge_arrived_are_no_answer_to_it() -> None:
    talk = told(at="x.second")
    talk.wait(timedelta(hours=1))
    talk.put(_nudge("n1", MORNING))
    talk.now = MORNING
    talk.happens(NudgeDue(id="r", nudge_id="n1"), delivered=False)
    talk.write("the bus home from their office")
    assert talk.state.cases["c1"].answers["two"] == "the bus home from their office"
    assert talk.state.nudges["n1"].status is NudgeStatus.PLANNED


def test_an_answered_nudge_is_out_of_the_state_and_the_alarm() -> None:
    talk = _quiet(_nudge("n1", MORNING, kind="plan"))
    talk.wait(DAY)
    turn = talk.press("I've changed my mind")
    assert "n1" not in talk.state.nudges
    assert Cancel(nudge_id="n1") in turn.effects


def test_a_nudge_unanswered_makes_room_for_the_next() -> None:
    talk = _quiet(_nudge("n1", MORNING), _nudge("n2", MORNING + DAY))
    begin(talk, "x.second")
    talk.wait(DAY * 3)
    assert [frame.nudge for frame in talk.state.frames] == [None, "n2"]


def test_what_an_update_left_without_a_talk_is_dropped() -> None:
    talk = _quiet(_nudge("n1", MORNING))
    talk.pack = without(talk.pack, "nudge_day_after.open")
    assert talk.wait(DAY) == []
    assert not talk.nudges()


def _nudge(nudge_id: str, due: datetime, *, kind: str = "day_after", asked: bool = False) -> Nudge:
    wall = local(due, "Europe/Berlin")
    return Nudge(id=nudge_id, kind=kind, due=due, wall=wall, asked=asked)


def _quiet(*nudges: Nudge) -> Conversation:
    """Return a conversation in which nothing is open and these are planned."""
    talk = Conversation(pack_with())
    talk.write("help")
    talk.put(*nudges)
    return talk


def _clock(moment: datetime) -> str:
    return f"{local(moment, 'Europe/Berlin'):%H:%M}"
