"""Killed at random moments, it loses nothing that was acknowledged. `python -m bench.kills` does more of it."""

from pathlib import Path

from bench.kills import drive

KILLS = 15


def test_no_kill_tears_a_drawer_or_loses_a_turn_or_a_nudge(tmp_path: Path) -> None:
    outcome = drive(tmp_path, KILLS, seed=1)
    assert outcome.kills == KILLS
    assert (outcome.torn, outcome.lost_turns, outcome.made_up, outcome.lost_nudges) == (0, 0, 0, 0)
    assert outcome.acknowledged > KILLS
    assert outcome.nudges_after > 0
