"""Small facts that cues state directly: how the news came, what became of the role, concerns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.rejection import RoleFate, Told
from bot.understanding.cues import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the cues of one text state."""

    told: Told | None = None
    fate: RoleFate | None = None
    concerns: tuple[str, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)


def facts(hits: Sequence[Hit]) -> Facts:
    """Gather the facts of a text from its cues."""
    told = _strongest(hits, "told")
    fate = _strongest(hits, "fate")
    return Facts(
        told=Told(told) if told else None,
        fate=RoleFate(fate) if fate else None,
        concerns=_concerns(hits),
        flags=frozenset(hit.cue.value for hit in hits if hit.cue.field == "flag"),
    )


def _strongest(hits: Iterable[Hit], name: str) -> str | None:
    best: Hit | None = None
    for hit in hits:
        if hit.cue.field == name and (best is None or hit.cue.weight > best.cue.weight):
            best = hit
    return best.cue.value if best else None


def _concerns(hits: Iterable[Hit]) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for hit in hits:
        if hit.cue.field == "concern":
            weights[hit.cue.value] = weights.get(hit.cue.value, 0.0) + hit.cue.weight
    return tuple(name for name, weight in sorted(weights.items(), key=lambda pair: -pair[1]) if weight >= 1.0)
