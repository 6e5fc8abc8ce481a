"""The chat tab: turns, find bar, prompt."""

from collections.abc import Sequence
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from assistant.domain.interviews import clock_text
from tui.messages import Words
from tui.presenter.lines import SPIN_S, line, span, spinner
from tui.widgets.find_bar import FindBar
from tui.widgets.frame import Lines
from tui.widgets.prompt import Prompt
from tui.widgets.requests import CopyText
from tui.widgets.talk import Kept, Talk
from tui.widgets.turn import ChipButton, Turn

_LONG_S = 3
"""From here on it is told for how long an answer has been looked for."""
_TYPING_S = 1.0
"""What was typed is remembered once typing rests so long."""


class ChatPane(Vertical):
    """The conversation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "key.copy"),
        Binding("i", "focus_prompt", "key.ask"),
        Binding("e", "edit", "key.edit"),
        Binding("r", "again", "key.again"),
        Binding("p", "pin", "key.pin"),
        Binding("t,ctrl+o", "talks", "key.talks"),
        Binding("x", "export", "key.export"),
        Binding("ctrl+n", "begin_talk", "key.new_talk", show=False),
        Binding("ctrl+f", "find", "key.find"),
    ]

    class Asked(Message):
        """A question was sent."""

        def __init__(self, question: str) -> None:
            """``question`` was sent."""
            super().__init__()
            self.question = question

    class Typed(Message):
        """Typing rests, with a question that was not sent."""

    class TalksWanted(Message):
        """The list of conversations is wanted."""

    class ExportWanted(Message):
        """The conversation is to be written to a file."""

    class NewTalkWanted(Message):
        """Another conversation is wanted."""

    class PinWanted(Message):
        """An answer is to be pinned, or no more."""

        def __init__(self, turn: int, question: str, answer: str) -> None:
            """The ``answer`` at place ``turn`` is meant."""
            super().__init__()
            self.turn = turn
            self.question = question
            self.answer = answer

    def __init__(self, words: Words) -> None:
        """An empty conversation."""
        super().__init__()
        self._words = words
        self._timer: Timer | None = None
        self._typing: Timer | None = None
        self._status = ""
        self._frame = 0
        self._began_s = 0.0

    def compose(self) -> ComposeResult:
        """Log, find bar, status, prompt."""
        words = self._words
        yield Talk(words, id="log")
        yield FindBar(words)
        yield Lines(id="chat-status")
        yield Prompt(words("chat.placeholder"), id="prompt")

    def on_mount(self) -> None:
        """Nothing is hidden or found yet."""
        self.query_one("#chat-status").display = False

    @property
    def prompt(self) -> Prompt:
        """Where questions are typed."""
        return self.query_one("#prompt", Prompt)

    @property
    def talk(self) -> Talk:
        """The scrolling conversation."""
        return self.query_one(Talk)

    def focus_main(self) -> None:
        """Put the cursor in the prompt, before the next key is looked at."""
        self.screen.set_focus(self.prompt)

    async def show_turns(self, kept: Sequence[Kept]) -> None:
        """Show a kept conversation, newest part first."""
        await self.talk.show(kept)
        self.prompt.remember(self.talk.questions)

    @on(Talk.Chosen)
    def _example_chosen(self, event: Talk.Chosen) -> None:
        event.stop()
        self.prompt.focus()  # the list that had it is emptied
        self.post_message(self.Asked(event.question))

    @on(Prompt.Submitted)
    def _submitted(self, event: Prompt.Submitted) -> None:
        event.stop()
        if event.text.strip():
            self.post_message(self.Asked(event.text.strip()))

    @on(Prompt.Changed)
    def _changed(self, event: Prompt.Changed) -> None:
        event.stop()
        if self._typing is not None:
            self._typing.stop()
        if event.text_area.has_focus:
            self._typing = self.set_timer(_TYPING_S, lambda: self.post_message(self.Typed()))

    async def begin(self, question: str) -> Turn:
        """Show a new question and return its turn, which will grow; another unsent one stays."""
        turn = await self.talk.begin(question)
        if self.prompt.text.strip() == question:
            self.prompt.clear()
        self.prompt.remember(self.talk.questions)
        return turn

    def show_status(self, text: str) -> None:
        """Say that something is going on; '' when it is over."""
        self._status = text
        self.query_one("#chat-status").display = bool(text)
        if text and self._timer is None:
            self._timer = self.set_interval(SPIN_S, self._spin)
            self._began_s = monotonic()
        elif not text and self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._spin()

    def _spin(self) -> None:
        self._frame += 1
        ran_s = int(monotonic() - self._began_s)
        clock = f"  {clock_text(ran_s)}" if ran_s >= _LONG_S else ""
        shown = line(spinner(self._frame), span(f"{self._status}{clock}", "dim"))
        self.query_one("#chat-status", Lines).show(shown)

    def action_focus_prompt(self) -> None:
        """Go to the prompt."""
        self.prompt.focus()

    @property
    def _turn(self) -> Turn | None:
        """The turn that has the focus, else the last one."""
        focused = self.screen.focused
        turns = self.talk.turns
        inside = [t for t in turns if isinstance(focused, ChipButton) and t in focused.ancestors]
        return (inside or turns)[-1] if turns else None

    def action_copy(self) -> None:
        """Copy the answer that has the focus, else the last one."""
        turn = self._turn
        self.post_message(CopyText(turn.answer if turn else "", self._words("chat.answer")))

    def action_export(self) -> None:
        """Ask to write the conversation with its sources."""
        self.post_message(self.ExportWanted())

    def action_edit(self) -> None:
        """Put the question back into the prompt, to be put differently."""
        if (turn := self._turn) and turn.question:
            self.prompt.put(turn.question)
            self.prompt.focus()

    def action_again(self) -> None:
        """Ask the same once more; the earlier answer stays."""
        if (turn := self._turn) and turn.question:
            self.post_message(self.Asked(turn.question))

    def action_pin(self) -> None:
        """Pin the answer that has the focus, else the last one; or take its pin out."""
        if (turn := self._turn) and turn.question:
            place = self.talk.place_of(turn)
            self.post_message(self.PinWanted(place, turn.question, turn.answer))

    def action_talks(self) -> None:
        """Ask for the list of conversations."""
        self.post_message(self.TalksWanted())

    def action_begin_talk(self) -> None:
        """Ask for another conversation."""
        self.post_message(self.NewTalkWanted())

    def action_find(self) -> None:
        """Open the find bar over the whole conversation."""
        self.query_one(FindBar).open()

    @on(Input.Changed, "#find-input")
    def _find_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(FindBar).show_matches(self.talk.matches(event.value))

    @on(FindBar.Moved)
    async def _moved(self, event: FindBar.Moved) -> None:
        event.stop()
        await self.talk.mark(event.place)

    @on(FindBar.Closed)
    async def _find_closed(self) -> None:
        await self.talk.mark(None)
        self.prompt.focus()
