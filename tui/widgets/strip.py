"""The interview along time, with a cursor that the keys move."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from assistant.domain.findings import Finding
from assistant.domain.interviews import Interview
from tui.messages import Words
from tui.presenter.strip import MOST_ZOOM, length_of, side_cells, strip_lines, view_of
from tui.widgets.paint import content


class SoundStrip(Widget, can_focus=True):
    """Warnings, level and pitch of one interview."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "key.strip_back"),
        Binding("right", "move(1)", "key.strip_ahead"),
        Binding("home", "edge(0)", "key.strip_start", show=False),
        Binding("end", "edge(1)", "key.strip_end", show=False),
        Binding("plus", "zoom(1)", "key.zoom_in"),
        Binding("minus", "zoom(-1)", "key.zoom_out"),
    ]

    class Moved(Message):
        """The cursor was moved by hand."""

        def __init__(self, at_s: float) -> None:
            """It stands at ``at_s`` seconds."""
            super().__init__()
            self.at_s = at_s

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002  Textual's own name
        """An empty strip."""
        super().__init__(id=id)
        self._words = words
        self._interview: Interview | None = None
        self._findings: Sequence[Finding] = ()
        self._at_s = 0.0
        self._zoom = 0
        self.display = False

    def show(self, interview: Interview, findings: Sequence[Finding]) -> None:
        """Show an interview; one whose lines have no times has nothing to show."""
        if self._interview is None or interview.source != self._interview.source:
            self._at_s, self._zoom = 0.0, 0
        self._interview, self._findings = interview, findings
        self.display = length_of(interview) > 0
        self.refresh()

    def at(self, at_s: float) -> None:
        """Put the cursor at a moment."""
        self._at_s = at_s
        self.refresh()

    def render(self) -> Content:
        """Four lines."""
        if self._interview is None:
            return Content("")
        place = (self._at_s, self._zoom)
        return content(
            *strip_lines(self._interview, self._findings, place, self.size.width, self._words)
        )

    def action_move(self, step: int) -> None:
        """One column back or ahead."""
        if self._interview is not None:
            length = length_of(self._interview)
            view = view_of(length, self._at_s, self._zoom, self._columns)
            self._go(min(max(0.0, self._at_s + step * view.step_s), length))

    def action_edge(self, end: int) -> None:
        """To the beginning, or to the end."""
        if self._interview is not None:
            self._go(end * length_of(self._interview))

    def action_zoom(self, step: int) -> None:
        """Half as much of the recording, or twice."""
        self._zoom = min(max(0, self._zoom + step), MOST_ZOOM)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """To the moment under the pointer."""
        if self._interview is None:
            return
        side = self.size.width - self._columns
        view = view_of(length_of(self._interview), self._at_s, self._zoom, self._columns)
        if event.x >= side:
            self._go(view.start_s + (event.x - side + 0.5) * view.step_s)

    @property
    def _columns(self) -> int:
        return max(1, self.size.width - side_cells(self._words))

    def _go(self, at_s: float) -> None:
        self.at(at_s)
        self.post_message(self.Moved(at_s))
