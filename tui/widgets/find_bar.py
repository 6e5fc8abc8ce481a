"""Find in the conversation: type, Enter for the next match, Esc to close."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from tui.messages import Words
from tui.presenter.lines import line, span
from tui.widgets.frame import Lines


class FindBar(Horizontal):
    """A one-line search that walks through matching turns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "key.next"),
        Binding("up,shift+enter", "move(-1)", "key.previous"),
        Binding("escape", "close", "key.close"),
    ]

    class Moved(Message):
        """Another match is current; None where there is none."""

        def __init__(self, place: int | None) -> None:
            """The turn at ``place`` is the current match."""
            super().__init__()
            self.place = place

    class Closed(Message):
        """The bar was closed."""

    def __init__(self, words: Words) -> None:
        """A closed bar."""
        super().__init__()
        self._words = words
        self._matches: list[int] = []
        self._at = 0
        self.display = False

    def compose(self) -> ComposeResult:
        """Input and count."""
        yield Input(placeholder=self._words("chat.find"), id="find-input", compact=True)
        yield Lines(id="find-count")

    def open(self) -> None:
        """Show the bar and put the cursor in it."""
        self.display = True
        self.query_one(Input).focus()

    def show_matches(self, matches: Sequence[int]) -> None:
        """Take the matching turns' places; the newest one is current."""
        self._matches = list(matches)
        self._at = len(self._matches) - 1
        self._tell()

    def action_move(self, step: int) -> None:
        """Go to another match, round and round."""
        if self._matches:
            self._at = (self._at + step) % len(self._matches)
        self._tell()

    def _tell(self) -> None:
        count = self.query_one("#find-count", Lines)
        if self._matches:
            text = self._words("chat.find_count", at=self._at + 1, n=len(self._matches))
            count.show(line(span(text, "accent")))
            self.post_message(self.Moved(self._matches[self._at]))
            return
        typed = self.query_one(Input).value.strip()
        count.show(line(span(self._words("chat.find_none") if typed else "", "dim")))
        self.post_message(self.Moved(None))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_move(1)

    def action_close(self) -> None:
        """Hide the bar."""
        self.query_one(Input).clear()
        self._matches = []
        self.display = False
        self.post_message(self.Closed())
