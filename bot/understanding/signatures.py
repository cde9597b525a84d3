"""Who signed a mail: the person a reply would go to, where one did."""

import re

from bot.understanding.lexicon import Lexicon
from bot.understanding.mails import Mail

_FROM = re.compile(r'^"?([^"<@]{3,60}?)"? *<')
CLOSING = re.compile(
    r"^(?:(?:with |my )?(?:kind|kindest|best|warm|warmest|many)? ?(?:regards|wishes|thanks)"
    r"|(?:yours )?(?:sincerely|faithfully|truly)|all the best|take care|thank you|thanks|kr|br"
    r"|(?:yours|best|warmly|cheers|respectfully))\b[^.?!]{0,30}[,.!]?$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_](?:[\w'\u2019.-]*[\w.])?")
_PARTICLES = frozenset({"van", "von", "de", "der", "den", "da", "di", "la", "le", "el", "al", "bin", "dos", "du"})
_LAST_LINES = 14
_MOST_WORDS = 4


def signer(mail: Mail, organisation: str | None, lexicon: Lexicon) -> str | None:
    """Return the person's name under a mail or in its header, as it stands there; a team's name is none."""
    taken = lexicon.listed("mail_no_name") | lexicon.listed("roles") | {*(organisation or "").lower().split()}
    lines = [line.strip(" *_.") for line in mail.body.split("\n") if line.strip()][-_LAST_LINES:]
    closings = [place for place, line in enumerate(lines[:-1]) if CLOSING.match(line)]
    signed = _person(lines[closings[-1] + 1], taken) if closings else None
    sender = _FROM.match(mail.sender or "")
    return signed or (_person(sender[1], taken) if sender and " " in sender[1].strip() else None)


def _person(line: str, taken: frozenset[str] | set[str]) -> str | None:
    name = line.partition(",")[0].partition("|")[0].strip()
    words = name.split()
    if not 0 < len(words) <= _MOST_WORDS or words[0].lower() in _PARTICLES:
        return None
    fitting = all(_NAME.fullmatch(word) and (word[0].isupper() or word in _PARTICLES) for word in words)
    return name if fitting and taken.isdisjoint(word.lower().strip(".") for word in words) else None
