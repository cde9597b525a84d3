"""What becomes of an answer that must be something particular."""

from bot.domain.values import Value


class Read(Value, frozen=True, kw_only=True):
    """What became of a typed answer."""

    value: str | None = None
    problem: str | None = None  # a step that says what to do
    readings: tuple[tuple[str, str], ...] = ()  # (value, label) to choose between
    ranking: tuple[str, ...] = ()  # reflections, the likeliest first
