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
from bot.domain.messages import Message

WIDEST = 78
"""Lines longer than this are hard to read, however wide the terminal."""
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
        shown = Text()
        if unasked_at is not None:
            shown.append(f"{moment_in_words(unasked_at, self.zone_of())}\n", style="dim")
        for place, paragraph in enumerate(message.paragraphs):
            shown.append("\n\n" if place else "")
            for run in runs(paragraph):
                shown.append(run.text, style="bold" if run.emphasis else "")
        for number, choice in enumerate(message.choices, start=1):
            shown.append("\n\n" if number == 1 else "\n")
            shown.append(f"{number:>3}  ", style="cyan")
            shown.append(label(choice))
        self._print(shown)

    def remark(self, text: str) -> None:
        """Show a remark of the terminal's own."""
        self._print(Text(clean(text), style="dim"))

    def fail(self, text: str) -> None:
        """Say what went wrong."""
        self._print(Text(clean(text), style="yellow"))

    def _print(self, text: Text) -> None:
        text.append("\n")
        self._console.print(text, width=min(self._console.width, WIDEST))


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
