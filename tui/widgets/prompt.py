"""A text area in which Enter submits: questions and pasted paths."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

_OURS = ("f6", "f7")
"""Keys of a text area that open tabs here."""


class Prompt(TextArea, inherit_bindings=False):
    """Grows with its text; Enter submits, Ctrl+J or Shift+Enter breaks the line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(b for b in TextArea.BINDINGS if isinstance(b, Binding) and b.key not in _OURS),
        Binding("enter", "submit", "key.send"),
        Binding("ctrl+j,shift+enter", "newline", "key.newline"),
    ]

    class Submitted(Message):
        """Enter was pressed."""

        def __init__(self, prompt: "Prompt", text: str) -> None:
            """``text`` was submitted in ``prompt``."""
            super().__init__()
            self.prompt = prompt
            self.text = text

        @property
        def control(self) -> "Prompt":
            """The prompt it came from."""
            return self.prompt

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        """An empty prompt."""
        super().__init__(
            id=id,
            placeholder=placeholder,
            compact=True,
            highlight_cursor_line=False,
            tab_behavior="focus",
        )
        self._earlier: list[str] = []
        self._at = 0

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.action_submit()
            return
        await super()._on_key(event)

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up; from the text as it was recalled or from an empty one, the text before."""
        if select or not self._recall(-1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down, or the text after."""
        if select or not self._recall(1):
            super().action_cursor_down(select)

    def action_submit(self) -> None:
        """Hand the text over."""
        self.post_message(self.Submitted(self, self.text))

    def action_newline(self) -> None:
        """Break the line."""
        self.insert("\n")

    def put(self, text: str) -> None:
        """Show ``text``, the cursor behind it; undo brings back what stood there."""
        self.replace(text, (0, 0), self.document.end)
        self.move_cursor(self.document.end)

    def remember(self, texts: list[str]) -> None:
        """Earlier texts that Up brings back."""
        self._earlier = texts
        self._at = len(texts)

    def _recall(self, step: int) -> bool:
        known = self._earlier
        unchanged = not self.text or (self._at < len(known) and self.text == known[self._at])
        at = self._at + step
        if not unchanged or not 0 <= at <= len(known):
            return False
        self._at = at
        self.put(known[at] if at < len(known) else "")
        return True
