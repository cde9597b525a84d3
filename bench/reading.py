"""How fast texts are read, and what the words to listen for cost at the start.

The messages are those of the independent set, which are never trained on. The floor is what any reader must do at
least: cut the text into plain words.
"""

import gc
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time, thread_time_ns

import msgspec
import tomli

from bench.conversations import MAIL
from bench.figures import Figure, percentile
from bot.bootstrap.program import collect_rarely
from bot.content.pack import content_folder, load_pack
from bot.understanding.lexicon import WEIGHTS, Lexicon, compile_lexicon
from bot.understanding.matches import clean, plain_words
from bot.understanding.reading import read

MESSAGES = Path(__file__).parents[1] / "tests/bot/understanding/heldout/second_kinds.toml"
LONG = 10_000  # characters
TIMES = 100
NOTICES = """We would like to thank you once more for the time you took to speak with our team about the position of
Events Coordinator at {name}, and for the interest you have shown in our work.

Your data is handled as our Privacy Notice says, which you find at https://{mail}.example/privacy. You may ask us to
delete it whenever you like.

Our Equal Opportunities Policy holds for all applicants regardless of age, gender, religion or belief. If you need an
adjustment, let Jane Porter in the People Team know.

In the meantime, have a look at our Open Days, Volunteer Evenings and new vacancies, such as Shop Manager, Night Baker
or Delivery Driver."""


def run() -> Iterator[Figure]:
    """Measure reading and the start of it."""
    yield json.loads(subprocess.run([sys.executable, "-m", "bench.reading"], check=True, stdout=subprocess.PIPE).stdout)
    lexicon = load_pack(content_folder("en")).lexicon
    gc.collect()
    collect_rarely()  # as the program does once it is ready
    messages = [text for texts in tomli.loads(MESSAGES.read_text(encoding="utf-8")).values() for text in texts]
    yield _figure("reading.message", messages, lexicon)
    yield _figure("reading.long_mail", [_long_mail()] * TIMES, lexicon)


def _long_mail() -> str:
    """Return a mail of 10,000 characters: a no, much that any mail may say, and small print."""
    body, closing = MAIL.split("\n\nKind regards")
    parts, notices = [body], NOTICES.split("\n\n")
    while sum(map(len, parts)) < LONG:
        parts.append(notices[len(parts) % len(notices)])
    whole = "\n\n".join(parts)[: LONG - len(closing)] + "\n\nKind regards" + closing
    return whole.replace("{name}", "Elm Bakery").replace("{mail}", "elm")


def _figure(name: str, texts: Sequence[str], lexicon: Lexicon) -> Figure:
    def floor(text: str) -> object:
        return plain_words(clean(text), lexicon.spelling)

    def reading(text: str) -> object:
        return read(text, lexicon)

    _times(reading, texts), _times(floor, texts)  # words met for the first time
    taken, least = _times(reading, texts), _times(floor, texts)
    return {
        "figure": name,
        "texts": len(set(texts)),
        "characters": round(sum(map(len, texts)) / len(texts)),
        "p50_us": round(percentile(taken, 0.5), 1),
        "p99_us": round(percentile(taken, 0.99), 1),
        "floor_p50_us": round(percentile(least, 0.5), 1),
    }


def _times(call: Callable[[str], object], texts: Sequence[str]) -> list[int]:
    taken = []
    for text in texts:
        start = thread_time_ns()
        call(text)
        taken.append(thread_time_ns() - start)
    return taken


def _start() -> Figure:
    """Build the lexicon in this fresh process, as the program does at its start."""
    gc.disable()
    before, start = _resident(), process_time()
    folder = content_folder("en")
    files = [folder / "care.toml", *sorted((folder / "understanding").glob("*.toml"))]
    tables = {file.stem: tomli.loads(file.read_text(encoding="utf-8")) for file in files}
    weights = msgspec.json.decode((folder / "understanding" / f"{WEIGHTS}.json").read_bytes())
    lexicon = compile_lexicon({**tables, WEIGHTS: weights})
    built = process_time() - start
    read("They went with somebody else for the job at Elm Bakery, and I found out from the portal.", lexicon)
    return {
        "figure": "reading.start",
        "build_ms": round(built * 1000),
        "build_and_first_read_ms": round((process_time() - start) * 1000),
        "more_mb": round((_resident() - before) / 1e6),
    }


def _resident() -> int:
    """Return how much memory this process takes now, in bytes; its peak would count that of the process before it."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    print(json.dumps(_start()))
