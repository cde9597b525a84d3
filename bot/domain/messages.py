"""What goes in and out of the conversation: events, effects and the messages between them.

Both unions are closed. A new member fails the type check wherever it is not handled (`assert_never`).
"""

from datetime import datetime
from enum import StrEnum

from bot.domain.nudge import Nudge
from bot.domain.rejection import JournalEntry
from bot.domain.values import Value

MAX_TEXT = 2000
"""Longest rendered text of one message, in characters."""
MAX_LABEL = 75
"""Longest label of a button, in characters."""
MAX_CHOICES = 25
"""Most choices under one message."""
MAX_TOKEN = 100
"""Longest token a button carries, in characters."""
MAX_ANSWER = 4000
"""Longest text of a person that is kept, in characters."""


# --- events -----------------------------------------------------------------------------------------------------------


class Shown(Value, frozen=True, kw_only=True):
    """The help messages somebody was shown just before, which no state keeps."""

    steps: tuple[str, ...]  # the newest last
    told: str = ""  # what they had written when the first of them came
    visit: int = 0  # the question that was open then

    def __repr__(self) -> str:
        """Leave the person's words out."""
        return f"Shown({len(self.steps)} messages)"


class Text(Value, frozen=True, kw_only=True):
    """The person wrote something. `beside`: the help they were shown just before."""

    id: str
    text: str
    beside: Shown | None = None

    def __repr__(self) -> str:
        """Leave the person's words out: an event may stand in an error."""
        return f"Text(id={self.id!r})"


class Press(Value, frozen=True, kw_only=True):
    """The person pressed a button; `token` is what the button carried. `beside`: as in `Text`."""

    id: str
    token: str
    beside: Shown | None = None


class Command(Value, frozen=True, kw_only=True):
    """The person used a command of the command table, with what stood behind it."""

    id: str
    name: str
    argument: str = ""


class FormSent(Value, frozen=True, kw_only=True):
    """The person filled in a form that `OpenForm` had opened."""

    id: str
    token: str
    values: tuple[tuple[str, str], ...]


class NudgeDue(Value, frozen=True, kw_only=True):
    """The alarm clock rang for one nudge."""

    id: str
    nudge_id: str


class DeliveryFailed(Value, frozen=True, kw_only=True):
    """A message can't reach the person for good (account closed, bot removed)."""

    id: str
    reason: str


class Left(Value, frozen=True, kw_only=True):
    """The person removed the bot or left the place it lives in."""

    id: str


class ProfileSeen(Value, frozen=True, kw_only=True):
    """The platform told us something about the person; `None` means it did not say."""

    id: str
    zone: str | None = None
    locale: str | None = None


Event = Text | Press | Command | FormSent | NudgeDue | DeliveryFailed | Left | ProfileSeen


# --- messages ---------------------------------------------------------------------------------------------------------


class SpanKind(StrEnum):
    """Who wrote a piece of text, so that an adapter knows what to escape."""

    WRITTEN = "written"  # by a coach, in light Markdown: *emphasis*, [text](https://…), lists
    SAID = "said"  # by the person: always escaped
    MOMENT = "moment"  # a point in time: `at`, with `text` as the plain fallback


class Span(Value, frozen=True, kw_only=True):
    """A run of text by one hand."""

    text: str
    kind: SpanKind = SpanKind.WRITTEN
    at: datetime | None = None


class Paragraph(Value, frozen=True, kw_only=True):
    """A paragraph of spans."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(span.text for span in self.spans)


class Choice(Value, frozen=True, kw_only=True):
    """One button: what it shows and the token it carries (`visit.step.choice`)."""

    label: str
    token: str


class Message(Value, frozen=True, kw_only=True):
    """One thing the bot says, free of any platform."""

    paragraphs: tuple[Paragraph, ...]
    choices: tuple[Choice, ...] = ()
    visit: int = 0  # which asking of a question this is; 0 where nothing is asked

    @property
    def text(self) -> str:
        """The whole message as plain text, without its choices: the fallback of every platform."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


class Field(Value, frozen=True, kw_only=True):
    """One input of a form."""

    id: str
    label: str
    value: str = ""
    long: bool = False


class Form(Value, frozen=True, kw_only=True):
    """A small form; platforms without forms ask for the fields as text."""

    token: str
    title: str
    fields: tuple[Field, ...]


# --- effects ----------------------------------------------------------------------------------------------------------


class Say(Value, frozen=True, kw_only=True):
    """Send a message to the person, in private. `nudge_id` where it was not asked for by the turn's own event."""

    message: Message
    nudge_id: str | None = None


class RetireButtons(Value, frozen=True, kw_only=True):
    """Take the buttons of one asking away and show what was chosen instead (`None`: nothing was)."""

    visit: int
    chosen: str | None = None


class OpenForm(Value, frozen=True, kw_only=True):
    """Open a form, where the platform can and the event allows it."""

    form: Form


class Schedule(Value, frozen=True, kw_only=True):
    """Set the alarm clock for a nudge (again, if it was set before)."""

    nudge: Nudge


class Cancel(Value, frozen=True, kw_only=True):
    """Take a nudge out of the alarm clock."""

    nudge_id: str


class Remember(Value, frozen=True, kw_only=True):
    """Put an entry into the person's journal."""

    entry: JournalEntry


class SendExport(Value, frozen=True, kw_only=True):
    """Hand the person a file with everything that is kept about them."""


class Forget(Value, frozen=True, kw_only=True):
    """Remove every trace of the person; messages of this turn are still said, and not kept."""


Effect = Say | RetireButtons | OpenForm | Schedule | Cancel | Remember | SendExport | Forget
