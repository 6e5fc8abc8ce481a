"""The chat tab: turns, find bar, prompt."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from tui.messages import Words
from tui.presenter.lines import SPIN_S, clean, line, span, spinner
from tui.widgets.find_bar import FindBar
from tui.widgets.frame import Lines
from tui.widgets.listed import Item, Listed
from tui.widgets.prompt import Prompt
from tui.widgets.requests import CopyText
from tui.widgets.turn import ChipButton, Turn

_EXAMPLES = ("sales", "customers", "dscr", "contract")
_FIRST_SHOWN = 8
"""Newest turns that are shown at once; the earlier ones on request."""


class ChatPane(Vertical):
    """The conversation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "key.copy"),
        Binding("i", "focus_prompt", "key.ask"),
        Binding("ctrl+f", "find", "key.find"),
    ]

    class Asked(Message):
        """A question was sent."""

        def __init__(self, question: str) -> None:
            """``question`` was sent."""
            super().__init__()
            self.question = question

    def __init__(self, words: Words) -> None:
        """An empty conversation."""
        super().__init__()
        self._words = words
        self._earlier: list[Turn] = []
        self._timer: Timer | None = None
        self._status = ""
        self._frame = 0

    def compose(self) -> ComposeResult:
        """Log, find bar, status, prompt."""
        words = self._words
        with VerticalScroll(id="log", can_focus=True):
            with Vertical(id="hello"):
                yield Static(Content.styled(words("chat.hello"), "$tally-dim"))
                yield Listed(id="examples")
            yield Listed(id="earlier")
        yield FindBar(words)
        yield Lines(id="chat-status")
        yield Prompt(words("chat.placeholder"), id="prompt")

    def on_mount(self) -> None:
        """Nothing is hidden or found yet."""
        self.query_one("#examples", Listed).fill(
            Item(e, (), (line(span(self._words(f"chat.example_{e}"), "link")),)) for e in _EXAMPLES
        )
        self.query_one("#earlier").display = False
        self.query_one("#chat-status").display = False

    @property
    def prompt(self) -> Prompt:
        """Where questions are typed."""
        return self.query_one("#prompt", Prompt)

    @property
    def log_view(self) -> VerticalScroll:
        """The scrolling conversation."""
        return self.query_one("#log", VerticalScroll)

    def focus_main(self) -> None:
        """Put the cursor in the prompt."""
        self.prompt.focus()

    async def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show a kept conversation, newest part first."""
        self._earlier = list(turns[:-_FIRST_SHOWN])
        self._show_earlier_count()
        if turns:
            self.query_one("#hello").display = False
        await self.log_view.mount_all(turns[-_FIRST_SHOWN:])
        self.prompt.remember([t.question for t in turns if t.question])
        self.log_view.anchor()

    def _show_earlier_count(self) -> None:
        earlier = self.query_one("#earlier", Listed)
        earlier.display = bool(self._earlier)
        text = self._words("chat.earlier", n=len(self._earlier))
        earlier.fill([Item("all", (), (line(span(text, "dim")),))] if self._earlier else ())

    @on(OptionList.OptionSelected, "#earlier")
    async def show_earlier(self) -> None:
        """Mount the turns that were left out."""
        turns, self._earlier = self._earlier, []
        self._show_earlier_count()
        await self.log_view.mount_all(turns, after=self.query_one("#earlier"))

    @on(OptionList.OptionSelected, "#examples")
    def _example_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Asked(self._words(f"chat.example_{event.option.id}")))

    @on(Prompt.Submitted)
    def _submitted(self, event: Prompt.Submitted) -> None:
        event.stop()
        if event.text.strip():
            self.post_message(self.Asked(event.text.strip()))

    async def begin(self, question: str) -> Turn:
        """Show a new question and return its turn, which will grow."""
        self.query_one("#hello").display = False
        turn = Turn(clean(question))
        await self.log_view.mount(turn)
        self.prompt.clear()
        self.prompt.remember([t.question for t in self.query(Turn) if t.question])
        self.log_view.anchor()
        return turn

    def show_status(self, text: str) -> None:
        """Say that something is going on; '' when it is over."""
        self._status = text
        self.query_one("#chat-status").display = bool(text)
        if text and self._timer is None:
            self._timer = self.set_interval(SPIN_S, self._spin)
        elif not text and self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._spin()

    def _spin(self) -> None:
        self._frame += 1
        shown = line(spinner(self._frame), span(self._status, "dim"))
        self.query_one("#chat-status", Lines).show(shown)

    def action_focus_prompt(self) -> None:
        """Go to the prompt."""
        self.prompt.focus()

    def action_copy(self) -> None:
        """Copy the answer that has the focus, else the last one."""
        focused = self.screen.focused
        turns = list(self.query(Turn))
        inside = [t for t in turns if isinstance(focused, ChipButton) and t in focused.ancestors]
        turn = (inside or turns)[-1] if turns else None
        self.post_message(CopyText(turn.answer if turn else "", self._words("chat.answer")))

    async def action_find(self) -> None:
        """Open the find bar over the whole conversation."""
        if self._earlier:
            await self.show_earlier()
        self.query_one(FindBar).open()

    @on(Input.Changed, "#find-input")
    def _find_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(FindBar).show_matches(self._matches(event.value))

    def _matches(self, wanted: str) -> list[Turn]:
        parts = wanted.casefold().split()
        turns = list(self.query(Turn))
        return [t for t in turns if parts and all(p in t.words.casefold() for p in parts)]

    @on(FindBar.Moved)
    def _moved(self, event: FindBar.Moved) -> None:
        event.stop()
        for turn in self.query(Turn):
            turn.set_class(turn is event.turn, "-found")
        if event.turn is not None:
            self.log_view.release_anchor()
            self.log_view.scroll_to_widget(event.turn, animate=False, top=True)

    @on(FindBar.Closed)
    def _find_closed(self) -> None:
        for turn in self.query(Turn):
            turn.remove_class("-found")
        self.prompt.focus()
