"""The interview along time, with a cursor that the keys move."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.messages import Words
from tui.presenter.strip import MOST_ZOOM, Track, View, side_cells, strip_lines, view_of
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
        self._track: Track | None = None
        self._at_s = 0.0
        self._zoom = 0
        self.display = False

    def show(self, track: Track) -> None:
        """Show an interview; one whose lines have no times has nothing to show."""
        before, now = self._track, track.interview.source
        if before is None or before.interview.source != now:
            self._at_s, self._zoom = 0.0, 0
        self._track = track
        self.display = track.length_s > 0
        self.refresh()

    def at(self, at_s: float) -> None:
        """Put the cursor at a moment."""
        self._at_s = at_s
        self.refresh()

    def render(self) -> Content:
        """Four lines."""
        if self._track is None:
            return Content("")
        place = (self._at_s, self._zoom)
        return content(*strip_lines(self._track, place, self.size.width, self._words))

    def action_move(self, step: int) -> None:
        """One column back or ahead."""
        if view := self._view:
            self._go(self._at_s + step * view.step_s)

    def action_edge(self, end: int) -> None:
        """To the beginning, or to the end."""
        if self._track is not None:
            self._go(end * self._track.length_s)

    def action_zoom(self, step: int) -> None:
        """Half as much of the recording, or twice."""
        self._zoom = min(max(0, self._zoom + step), MOST_ZOOM)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """To the moment under the pointer."""
        side = side_cells(self._words)
        view = self._view
        if view is not None and event.x >= side:
            self._go(view.start_s + (event.x - side + 0.5) * view.step_s)

    @property
    def _view(self) -> View | None:
        if self._track is None:
            return None
        columns = self.size.width - side_cells(self._words)
        return view_of(self._track.length_s, self._at_s, self._zoom, columns)

    def _go(self, at_s: float) -> None:
        length = self._track.length_s if self._track else 0.0
        self.at(min(max(0.0, at_s), length))
        self.post_message(self.Moved(self._at_s))
