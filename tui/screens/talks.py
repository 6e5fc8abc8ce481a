"""The conversations of a case and its pinned answers: open one, begin one."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from assistant.domain.case import Conversation
from tui.messages import Words
from tui.presenter.talks import Pin, talk_lines
from tui.screens.closing import Modal
from tui.widgets.key_bar import KeyBar
from tui.widgets.listed import Item, Listed


class TalkChoice(NamedTuple):
    """The answer: a conversation, perhaps at a pinned turn; '' begins one."""

    thread: str
    pin: Pin | None = None


class TalksScreen(Modal[TalkChoice | None]):
    """Answers with what to open, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "key.close"),
        Binding("n", "begin", "key.new_talk"),
    ]

    def __init__(
        self,
        talks: Sequence[Conversation],
        pins: Sequence[Pin],
        open_now: str,
        now: datetime,
        words: Words,
    ) -> None:
        """List ``talks`` and ``pins``; ``open_now`` is the conversation on the screen."""
        super().__init__()
        self._talks = talks
        self._pins = pins
        self._open_now = open_now
        self._now = now
        self._words = words

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        with Vertical(classes="sheet"):
            yield Static(self._words("talks.title"), classes="dialog-title")
            yield Listed(id="talks")
        yield KeyBar(self._words)

    def on_mount(self) -> None:
        """Show them, the cursor on the open conversation."""
        lines = talk_lines(self._talks, self._pins, self._open_now, self._now, self._words)
        listed = self.query_one(Listed)
        listed.fill(Item(each.id, (), each.lines, each.is_heading) for each in lines)
        ids = [each.id for each in lines]
        if (wanted := f"talk:{self._open_now}") in ids:
            listed.highlighted = ids.index(wanted)
        listed.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        kind, _, which = (event.option.id or "").partition(":")
        if kind == "pin":
            pin = self._pins[int(which)]
            self.dismiss(TalkChoice(pin.thread, pin))
        elif kind == "talk":
            self.dismiss(TalkChoice(which))

    def action_begin(self) -> None:
        """Begin another conversation."""
        self.dismiss(TalkChoice(""))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
