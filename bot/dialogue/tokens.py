"""What stands behind a button: which asking it belongs to, and which choice it is."""

from bot.dialogue.draft import Draft


def parted(token: str) -> tuple[int, str, str]:
    """Split `visit.step.choice`; anything else is a button nobody knows."""
    head, _, rest = token.partition(".")
    step_id, _, choice_id = rest.rpartition(".")
    return (int(head) if head.isdecimal() and len(head) <= 9 else -1), step_id, choice_id  # noqa: PLR2004


def bring_up(d: Draft, visit: int) -> bool:
    """Lay the talk with this asking on top, if there is one; detours above it are over."""
    place = next((i for i, frame in enumerate(d.frames) if visit and frame.visit == visit), None)
    if place is None:
        return False
    if place == len(d.frames) - 1:
        return True
    above = d.frames[place + 1 :]
    for gone in above:
        if gone.passing:
            d.retire(gone.visit)
    d.frames = [*d.frames[:place], *(other for other in above if not other.passing), d.frames[place]]
    return True
