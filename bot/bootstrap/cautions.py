"""What an operator had better know at the start, though nothing is wrong yet: one sentence each."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.config import Settings

MOUNTS = Path("/proc/self/mounts")
"""Where Linux says what is mounted; elsewhere nothing is known, and nothing is said."""
_IN_MEMORY, _IN_A_CONTAINER = "in memory", "on a container's own disk"
_GONE_SOON = {"tmpfs": _IN_MEMORY, "ramfs": _IN_MEMORY, "overlay": _IN_A_CONTAINER, "aufs": _IN_A_CONTAINER}


def cautions(settings: Settings, environment: Mapping[str, str], store: Path, filesystem: str) -> Iterator[str]:
    """Go through what there is to be told. `filesystem` is the kind the store lies on, empty where nobody knows."""
    if filesystem in _GONE_SOON:
        yield (
            f"the folder {store} lies {_GONE_SOON[filesystem]} ({filesystem}): what people tell is lost when that "
            "starts anew; name a folder on a disk that stays (NEXTSTEP_STORE)"
        )
    elif environment.get("DYNO"):
        yield (
            f"hosts like this one throw their disk away at every restart (DYNO is set): unless {store} is on a volume "
            "that stays, what people tell is lost; name one that is (NEXTSTEP_STORE)"
        )
    if environment.get("NEXTSTEP_SLACK_CLIENT_ID", "").strip() and settings.key is None:
        yield (
            f"the tokens of all workspaces that install the app lie readable in {store}: begin a new folder that is "
            "sealed, before the first one does (NEXTSTEP_KEY)"
        )


def filesystem_of(folder: Path, mounts: str) -> str:
    """Return the kind of file system a folder lies on, out of the lines of `MOUNTS`; nothing where they don't say."""
    found, where = "", Path()
    for line in mounts.splitlines():
        _device, place, kind, *_ = [*line.split(" "), "", "", ""]
        mounted = Path(place.replace("\\040", " "))
        if mounted.is_absolute() and folder.is_relative_to(mounted) and len(mounted.parts) >= len(where.parts):
            found, where = kind, mounted  # of two at one place the later one covers the other
    return found


def mounts() -> str:
    """Return what is mounted where, as far as the system says."""
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
