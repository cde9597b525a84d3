"""A figure and how it is made from single times."""

from collections.abc import Sequence

Figure = dict[str, object]
_NS = 1e9


def percentile(taken: Sequence[int], share: float) -> float:
    """Return a percentile of times, in microseconds."""
    ordered = sorted(taken)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] / 1000


def figure(name: str, taken: Sequence[int], *, floor: Sequence[int] | None = None, of: str = "call") -> Figure:
    """Sum times (ns) up: rate, median and p99 in microseconds, and the same for the floor of the same run."""
    made: Figure = {
        "figure": name,
        f"{of}s_per_s": round(len(taken) / (sum(taken) / _NS)),
        "p50_us": round(percentile(taken, 0.5), 1),
        "p99_us": round(percentile(taken, 0.99), 1),
    }
    if floor:
        made["floor_p50_us"] = round(percentile(floor, 0.5), 1)
        made["floor_p99_us"] = round(percentile(floor, 0.99), 1)
        made["p50_to_floor"] = round(percentile(taken, 0.5) / percentile(floor, 0.5), 2)
    return made
