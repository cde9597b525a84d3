"""A drawer as plain JSON-able data and back, whichever version of the program wrote it.

The plain form has named sections, each a list of records or one record, so that a store can keep them as tables, as
one JSON document or as columns. Equal drawers have equal plain forms.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from bot.dialogue.state import STATE_VERSION, State
from bot.errors import DamagedDrawerError, StorageError
from bot.ports import Drawer

Plain = dict[str, Any]
Upgrade = Callable[[Plain], Plain]

UPGRADES: Final[Mapping[int, Upgrade]] = {}
"""By version: what makes the plain form of the next version of it. `{1: upgrade_1_to_2, 2: upgrade_2_to_3}`."""

_OWN_SECTIONS = ("nudges", "cases")  # mappings by id, kept as lists: the id is in the record
_TALK = tuple(name for name in State.__struct_fields__ if name not in {"person", "lessons", *_OWN_SECTIONS})
"""The rest of a state."""


def to_plain(drawer: Drawer) -> Plain:
    """Return a drawer as JSON-able data, defaults left out.

    Raises `StorageError` for a drawer that contradicts itself.
    """
    plain: Plain = msgspec.to_builtins(to_sections(drawer))
    return plain


def to_sections(drawer: Drawer) -> Plain:
    """Return what `to_plain` does, its records not yet taken apart: what goes straight into JSON need not be."""
    state = drawer.state
    return {
        "drawer": {"version": STATE_VERSION},
        "person": state.person,
        "nudges": _records("nudges", state.nudges),
        "outbox": drawer.outbox,  # up to here is what is looked at when the program starts
        "cases": _records("cases", state.cases),
        "lessons": state.lessons,
        "talk": {name: found for name in _TALK if (found := getattr(state, name))},  # each default is empty
        "seen": {"events": drawer.seen},
        "journal": drawer.journal,
    }


def from_plain(plain: Plain) -> Drawer:
    """Return the drawer that `to_plain` had, upgraded where an older program wrote it.

    Raises `DamagedDrawerError` for what is no drawer and `StorageError` for one of a newer program.
    """
    sections = upgraded(plain)
    try:
        return msgspec.convert(_joined(sections), Drawer)
    except msgspec.ValidationError as error:
        # Only the place: what stands there may be a person's words.
        fault = f"something else was expected at {_place(error)}"
    except (KeyError, TypeError, AttributeError):
        fault = "its sections are not as they should be"
    raise DamagedDrawerError(f"a drawer can't be read: {fault}")


def to_bytes(drawer: Drawer) -> bytes:
    """Return a drawer as JSON."""
    return as_json(to_sections(drawer))


def from_bytes(data: bytes) -> Drawer:
    """Return the drawer that `to_bytes` had; raises as `from_plain` does."""
    return from_plain(from_json(data))


def as_json(plain: Plain) -> bytes:
    """Write plain data as JSON."""
    try:
        return msgspec.json.encode(plain)
    except UnicodeEncodeError:
        # Half of a pair of surrogates: some platforms let one through, no file can hold it.
        return json.dumps(msgspec.to_builtins(plain), ensure_ascii=False).encode("utf-8", "replace")


def from_json(data: bytes) -> Plain:
    """Read JSON that is an object."""
    try:
        return msgspec.json.decode(data, type=Plain)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise DamagedDrawerError("a drawer can't be read: it is no JSON object") from None


def upgraded(plain: Plain, upgrades: Mapping[int, Upgrade] = UPGRADES, newest: int = STATE_VERSION) -> Plain:
    """Bring the plain form of a drawer up to the newest version, one version at a time."""
    version = _version(plain)
    if version > newest:
        raise StorageError(f"a drawer is of version {version}, this program knows up to {newest}: update the program")
    for older in range(version, newest):
        if older not in upgrades:
            raise DamagedDrawerError(f"a drawer can't be read: version {older} is not known")
        plain = {**upgrades[older](plain), "drawer": {"version": older + 1}}
    return plain


def _version(plain: Plain) -> int:
    try:
        version = plain["drawer"]["version"]
    except (KeyError, TypeError):
        version = None
    if type(version) is int:
        return version
    raise DamagedDrawerError("a drawer can't be read: it does not say its version")


def _records(name: str, by_id: Mapping[str, Any]) -> list[Any]:
    """Drop the keys of a mapping by id, which would be written twice."""
    if any(key != record.id for key, record in by_id.items()):
        raise StorageError(f"a drawer can't be kept: an entry of {name} does not stand under its own id")
    return list(by_id.values())


def _joined(plain: Plain) -> Plain:
    """Put the sections back into the shape of a `Drawer`."""
    state = {**plain.get("talk", {}), "person": plain["person"], "lessons": plain.get("lessons", [])}
    for name in _OWN_SECTIONS:
        state[name] = {record["id"]: record for record in plain.get(name, [])}
    rest = {name: plain.get(name, []) for name in ("outbox", "journal")}
    return {"state": state, "seen": plain.get("seen", {}).get("events", []), **rest}


def _place(error: msgspec.ValidationError) -> str:
    return str(error).rpartition(" - at ")[2] if " - at " in str(error) else "its top"
