"""Whether Slack would take these blocks: the SDK's own checks, and the limits it misses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

Json = Mapping[str, Any]
_LIMITS = {"message": 50, "home": 100, "modal": 100}
_ALLOWED = {
    "message": {"rich_text", "section", "actions", "context", "header", "divider"},
    "home": {"rich_text", "section", "actions", "context", "header", "divider"},
    "modal": {"rich_text", "section", "actions", "context", "header", "divider", "input"},
}


def problems_of(blocks: Sequence[Json], surface: str = "message") -> list[str]:
    """Return what Slack would refuse."""
    found = list(_problems(blocks, surface))
    for block in blocks:
        parsed = Block.parse(dict(block))
        if parsed is None:
            found.append("a block of no type")
            continue
        try:
            parsed.validate_json()
        except Exception as error:  # noqa: BLE001 - whatever the SDK finds
            found.append(f"{block.get('type')}: {error}")
    return found


def _problems(blocks: Sequence[Json], surface: str) -> Iterator[str]:
    if not 1 <= len(blocks) <= _LIMITS[surface]:
        yield f"{len(blocks)} blocks"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "two blocks of one id"
    for block in blocks:
        if block["type"] not in _ALLOWED[surface]:
            yield f"a {block['type']} on a {surface}"
        if len(block.get("block_id", "")) > 255:
            yield "a long block id"
        yield from _inside(block)


def _inside(block: Json) -> Iterator[str]:
    match block["type"]:
        case "section" | "header":
            yield from _text(block["text"], 150 if block["type"] == "header" else 3000)
        case "context":
            if not 1 <= len(block["elements"]) <= 10:
                yield "elements of a context"
            for element in block["elements"]:
                yield from _text(element, 3000)
        case "actions":
            yield from _actions(block["elements"])
        case "input":
            yield from _text(block["label"], 2000)
            yield from _element(block["element"])
        case "rich_text":
            yield from _rich(block["elements"])
        case _:
            pass


def _actions(elements: Sequence[Json]) -> Iterator[str]:
    if not 1 <= len(elements) <= 25:
        yield f"{len(elements)} elements in actions"
    ids = [element["action_id"] for element in elements]
    if len(ids) != len(set(ids)):
        yield "two elements of one action id"
    for element in elements:
        yield from _element(element)


def _element(element: Json) -> Iterator[str]:
    if len(element["action_id"]) > 255:
        yield "a long action id"
    if element["type"] == "button":
        yield from _text(element["text"], 75)
        if len(element.get("value", "")) > 2000:
            yield "a long value"
    if element["type"] == "static_select":
        if not 1 <= len(element["options"]) <= 100:
            yield "too many options"
        for option in element["options"]:
            yield from _text(option["text"], 75)
            if not 1 <= len(option["value"]) <= 150:
                yield "the value of an option"
        if element.get("initial_option") and element["initial_option"] not in element["options"]:
            yield "an initial option that is none of the options"
    if element["type"] == "plain_text_input" and not 1 <= element.get("max_length", 3000) <= 3000:
        yield "the length of an input"


def _text(text: Json, limit: int) -> Iterator[str]:
    if not 1 <= len(text["text"]) <= limit:
        yield f"a text of {len(text['text'])} characters, {limit} at most"


def _rich(elements: Sequence[Json]) -> Iterator[str]:
    if not elements:
        yield "an empty rich text"
    for element in elements:
        if not element.get("elements"):
            yield f"an empty {element['type']}"
        for inner in element["elements"]:
            if inner["type"] == "rich_text_section":
                yield from _rich([inner])
            elif inner["type"] in {"text", "link"} and not inner.get("text"):
                yield "an empty text"


def text_in(blocks: Sequence[Json]) -> list[str]:
    """Return the text of each block of a message as its reader sees it, buttons left out."""
    return [text for block in blocks if (text := _shown(block))]


def _shown(block: Json) -> str:
    match block["type"]:
        case "rich_text":
            return "\n".join(_rich_text(element) for element in block["elements"])
        case "section" | "header":
            return str(block["text"]["text"])
        case _:
            return ""


def _rich_text(element: Json) -> str:
    if element["type"] == "rich_text_list":
        ordered = element["style"] == "ordered"
        marks = (f"{number}. " if ordered else "- " for number in range(1, len(element["elements"]) + 1))
        return "\n".join(f"{mark}{_rich_text(item)}" for mark, item in zip(marks, element["elements"], strict=True))
    return "".join(
        f"{inner['text']} ({inner['url']})" if inner["type"] == "link" else inner["text"]
        for inner in element["elements"]
    )


def buttons_in(blocks: Sequence[Json]) -> dict[str, Json]:
    """Return every button and every option of a menu by what it shows: the action its press would send."""
    found: dict[str, Json] = {}
    for element in (one for block in blocks if block["type"] == "actions" for one in block["elements"]):
        if element["type"] == "static_select":
            for option in element["options"]:
                action = {"type": "static_select", "action_id": element["action_id"], "selected_option": option}
                found[option["text"]["text"]] = action
        else:
            action = {"type": "button", "action_id": element["action_id"], "value": element["value"]}
            found[element["text"]["text"]] = action
    return found
