"""The conversation for a person at a terminal: wrapped to its width, numbered buttons, a line to type on."""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.text import Text

from adapters.console.buttons import Buttons
from adapters.console.history import forget
from adapters.console.outgoing import clean, label, runs
from bot.domain.messages import Message, Paragraph

WIDEST = 78
"""Lines longer than this are hard to read, however wide the terminal."""
_NARROWEST = 10
_LIST_MARK = 2
_PROMPT = FormattedText([("ansicyan", "› ")])
OWN_COMMANDS = ("press", "wait", "time", "seed", "quit")
"""Commands of the terminal, beside those of the conversation."""


class TerminalScreen:
    """The port `Screen` on a terminal. `zone_of` tells where the person is, for the time beside what comes unasked."""

    def __init__(self, console: Console, zone_of: Callable[[], str] = lambda: "UTC") -> None:
        self._console = console
        self.zone_of = zone_of

    def say(self, message: Message, *, unasked_at: datetime | None = None) -> None:
        """Show what the bot says, with its buttons numbered."""
        blocks = [Text("\n").join(self._wrapped(line) for line in _text(one).split("\n")) for one in message.paragraphs]
        if message.choices:
            rows = enumerate(message.choices, start=1)
            blocks.append(Text("\n").join(self._row(number, label(choice)) for number, choice in rows))
        if unasked_at is not None:
            blocks[0] = Text(f"{moment_in_words(unasked_at, self.zone_of())}\n", style="dim") + blocks[0]
        self._print(Text("\n\n").join(blocks))

    def remark(self, text: str) -> None:
        """Show a remark of the terminal's own."""
        self._print(self._wrapped(Text(clean(text), style="dim")))

    def fail(self, text: str) -> None:
        """Say what went wrong."""
        self._print(self._wrapped(Text(clean(text), style="yellow")))

    def _row(self, number: int, words: str) -> Text:
        return Text(f"{number:>3}  ", style="cyan") + self._wrapped(Text(words, style="default"), indent=5)

    def _wrapped(self, line: Text, indent: int = 0) -> Text:
        """Wrap a line; what goes on in the next one stands below the beginning of its words."""
        indent = indent or _LIST_MARK * line.plain.startswith(("- ", "• "))
        wrapped = line.wrap(self._console, max(self._width - indent, _NARROWEST))
        for piece in wrapped:
            piece.rstrip()
        return Text("\n" + " " * indent).join(wrapped)

    def _print(self, text: Text) -> None:
        self._console.print(text + "\n", width=self._width, soft_wrap=True)

    @property
    def _width(self) -> int:
        return min(self._console.width, WIDEST)


def _text(paragraph: Paragraph) -> Text:
    return Text.assemble(*((run.text, "bold" if run.emphasis else "") for run in runs(paragraph)))


def moment_in_words(moment: datetime, zone: str) -> str:
    """Return a moment as the clock on the wall shows it: "Thursday 26 November, 09:00"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B, %H:%M}"


def new_console() -> Console:
    """Return the console of this process; nothing in a text is taken for markup."""
    return Console(highlight=False, markup=False, emoji=False)


class Words(Completer):
    """Completes commands after a slash, and else the words on the buttons."""

    def __init__(self, buttons: Buttons, commands: Iterable[str]) -> None:
        self._buttons = buttons
        self._commands = sorted({*commands, *OWN_COMMANDS})

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Return what the line may become."""
        del complete_event
        typed = document.text_before_cursor
        offered = [f"/{name}" for name in self._commands] if typed.startswith("/") else self._labels()
        for words in offered:
            if words.casefold().startswith(typed.casefold()) and words != typed:
                yield Completion(words, start_position=-len(typed))

    def _labels(self) -> list[str]:
        return [label(choice) for choice in self._buttons.open]


class TypingLine:
    """The line a person types on. What comes by itself meanwhile is shown above it."""

    def __init__(
        self,
        buttons: Buttons,
        commands: Iterable[str],
        *,
        history: History | None = None,
    ) -> None:
        self._prompt: PromptSession[str] = PromptSession(
            _PROMPT,
            history=history or InMemoryHistory(),
            completer=Words(buttons, commands),
            complete_while_typing=Condition(self._is_command),
            reserve_space_for_menu=5,
        )

    async def next(self) -> str | None:
        """Wait for a line; `None` when somebody leaves with Ctrl-C or Ctrl-D. Empty lines are passed over."""
        try:
            with patch_stdout(raw=True):
                while not (line := await self._prompt.prompt_async(handle_sigint=False)).strip():
                    pass
        except (EOFError, KeyboardInterrupt):
            return None
        self._prompt.output.write("\n")
        self._prompt.output.flush()
        return line

    def forget(self) -> None:
        """Empty the history."""
        forget(self._prompt.history)

    def _is_command(self) -> bool:
        return self._prompt.default_buffer.text.startswith("/")
