"""What can be wrong in a pack: numbered problems, each with its place and what to do about it."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.errors import ContentError

MOST_TOLD = 20
"""How many problems one error tells; the check shows all of them."""


class Severity(StrEnum):
    """Whether a pack can be used in spite of a problem."""

    ERROR = "error"
    WARNING = "warning"


CODES: dict[str, tuple[Severity, str]] = {
    "C001": (Severity.ERROR, "a file or folder can't be read"),
    "C002": (Severity.ERROR, "broken TOML"),
    "C003": (Severity.ERROR, "a step's +++ lines don't fit together"),
    "C004": (Severity.ERROR, "something needed is missing"),
    "C005": (Severity.ERROR, "an unknown key"),
    "C006": (Severity.ERROR, "a value that can't be used"),
    "C007": (Severity.ERROR, "an id used twice"),
    "C008": (Severity.ERROR, "a name that can't be an id"),
    "C009": (Severity.ERROR, "a placeholder written wrongly"),
    "C010": (Severity.ERROR, "a condition written wrongly"),
    "C011": (Severity.ERROR, "an unknown action"),
    "C012": (Severity.ERROR, "an action with the wrong number of words behind it"),
    "C013": (Severity.ERROR, "an empty phrasing"),
    "C014": (Severity.ERROR, "words for understanding that can't be used"),
    "C101": (Severity.ERROR, "a step that leads to one that does not exist"),
    "C102": (Severity.ERROR, "a step nothing leads to"),
    "C103": (Severity.ERROR, "a dead end"),
    "C104": (Severity.ERROR, "a loop without a question"),
    "C105": (Severity.WARNING, "routes that may all fail"),
    "C106": (Severity.WARNING, "more than two messages in a row"),
    "C107": (Severity.ERROR, "a detached step that wants what it can't have"),
    "C111": (Severity.ERROR, "an unknown placeholder"),
    "C112": (Severity.ERROR, "a placeholder used before it is known"),
    "C113": (Severity.ERROR, "an unknown fact in a condition"),
    "C114": (Severity.ERROR, "a value a fact never has"),
    "C115": (Severity.ERROR, "an action about an answer that is never saved"),
    "C116": (Severity.ERROR, "an unknown kind of nudge"),
    "C117": (Severity.ERROR, "an unknown reflection"),
    "C118": (Severity.WARNING, "a time asked before the zone is known"),
    "C121": (Severity.ERROR, "two buttons that are meant by the same words"),
    "C122": (Severity.ERROR, "two commands that are meant by the same words"),
    "C201": (Severity.ERROR, "a question without words"),
    "C202": (Severity.ERROR, "too few phrasings"),
    "C203": (Severity.ERROR, "a fixed wording that varies"),
    "C204": (Severity.ERROR, "the same phrasing twice"),
    "C211": (Severity.ERROR, "an exclamation mark or emoji"),
    "C212": (Severity.ERROR, "words the bot does not use"),
    "C213": (Severity.ERROR, "more than one question in a message"),
    "C214": (Severity.WARNING, "a long message"),
    "C301": (Severity.ERROR, "too many buttons"),
    "C302": (Severity.ERROR, "a label that is too long"),
    "C303": (Severity.ERROR, "a text that is too long for a platform"),
    "C304": (Severity.ERROR, "an id that is too long for a button"),
    "C305": (Severity.ERROR, "a summary of a command that is too long"),
    "C401": (Severity.ERROR, "a step the program needs is missing"),
    "C402": (Severity.ERROR, "a command, nudge or phrase the program needs is missing"),
    "C501": (Severity.ERROR, "a published step is gone"),
    "C502": (Severity.WARNING, "a step that is not in steps.txt yet"),
    "C503": (Severity.ERROR, "a moved step that leads nowhere"),
    "C504": (Severity.ERROR, "moved steps that go round in a circle"),
    "C505": (Severity.WARNING, "a moved step that is still there"),
    "C601": (Severity.ERROR, "a step that is not translated"),
    "C602": (Severity.WARNING, "a translation of an older text"),
    "C603": (Severity.WARNING, "a step only the translation has"),
    "C604": (Severity.ERROR, "a translation that works differently"),
    "C701": (Severity.ERROR, "a transcript written wrongly"),
}
"""Every code with its severity and a title. `docs/content-checks.md` explains each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: where, what, and what to do."""

    code: str
    file: str
    line: int  # from 1; 0 where it is about the whole file
    what: str
    todo: str

    @property
    def severity(self) -> Severity:
        """Whether the pack can be used in spite of it."""
        return CODES[self.code][0]

    @property
    def place(self) -> str:
        """File and line, as editors understand them."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def sentence(self) -> str:
        """The whole of it in a line."""
        return f"{self.place}: {self.what}; {self.todo}"


@dataclass(slots=True)
class Findings:
    """Collects problems. Files are named from the pack's folder on; `root` is put before them."""

    root: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, file: str, line: int, what: str, todo: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(code=code, file=f"{self.root}/{file}", line=line, what=what, todo=todo))

    @property
    def errors(self) -> list[Problem]:
        """The problems a pack can't be used with."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    def raise_errors(self) -> None:
        """Raise `ContentError` if there is any error, telling them all, a line each."""
        errors = self.errors
        if not errors:
            return
        lines = [problem.sentence for problem in errors[:MOST_TOLD]]
        if len(errors) > MOST_TOLD:
            lines.append(f"… and {len(errors) - MOST_TOLD} more")
        raise ContentError("\n".join(lines))
