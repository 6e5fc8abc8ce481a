"""The sources tab: what was added, how far reading is, what could not be read."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer

from tui.messages import Words
from tui.presenter.lines import SPIN_S, Line, line, span, spinner
from tui.presenter.sources import SourceRow
from tui.widgets.frame import EmptyState, Lines
from tui.widgets.rows import Rows

_KEPT_NEWS = 4


class SourcesPane(Vertical):
    """Sources as a table, with the work under way below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "want('add')", "key.add"),
        Binding("e", "want('fields')", "key.fields"),
        Binding("x", "want_source('rejected')", "key.rejected"),
        Binding("delete,d", "want_source('remove')", "key.remove"),
        Binding("ctrl+f,slash", "want('search')", "key.search"),
    ]

    class Wanted(Message):
        """Something is wanted: ``add``, ``fields`` or ``search``."""

        def __init__(self, what: str) -> None:
            """``what`` is wanted."""
            super().__init__()
            self.what = what

    class SourceWanted(Message):
        """Something is wanted of one source: ``open``, ``rejected`` or ``remove``."""

        def __init__(self, what: str, row: SourceRow) -> None:
            """``what`` is wanted of ``row``."""
            super().__init__()
            self.what = what
            self.row = row

    def __init__(self, words: Words) -> None:
        """No sources yet."""
        super().__init__()
        self._words = words
        self._rows: dict[str, SourceRow] = {}
        self._news: list[Line] = []
        self._step: Line = ()
        self._timer: Timer | None = None
        self._frame = 0

    def compose(self) -> ComposeResult:
        """Table or empty state, news of the last work, progress."""
        words = self._words
        yield EmptyState(words("sources.empty_title"), words("sources.empty"), id="sources-empty")
        yield Rows(id="sources-table", right=frozenset({4}))
        yield Lines(id="sources-news")
        yield Lines(id="sources-progress")
        yield Lines(id="sources-summary")

    def on_mount(self) -> None:
        """Nothing is under way, and until the case is read nobody knows what there is."""
        for part in ("#sources-news", "#sources-progress", "#sources-empty", "#sources-table"):
            self.query_one(part).display = False

    def focus_main(self) -> None:
        """Put the cursor on the table, or on the empty state."""
        self.screen.set_focus(self.query_one("#sources-table" if self._rows else "#sources-empty"))

    def show(self, rows: Sequence[SourceRow], summary: Line) -> None:
        """Show the case's sources."""
        words = self._words
        empty = self.query_one("#sources-empty")
        table = self.query_one("#sources-table", Rows)
        had_focus = empty.has_focus or table.has_focus
        self._rows = {r.id: r for r in rows}
        columns = ("name", "kind", "state", "content", "rejected", "added")
        table.fill([words(f"sources.{c}") for c in columns], [(r.id, r.cells) for r in rows])
        table.display = bool(rows)
        empty.display = not rows
        self.query_one("#sources-summary", Lines).show(summary)
        if had_focus:
            self.focus_main()

    def show_progress(self, step: Line | None) -> None:
        """Show how far the work is; None when it is over."""
        self._step = step or ()
        self.query_one("#sources-progress").display = step is not None
        if step is None and self._timer is not None:
            self._timer.stop()
            self._timer = None
        elif step is not None:
            self._spin()
            self._timer = self._timer or self.set_interval(SPIN_S, self._spin)

    def _spin(self) -> None:
        """Show that the work goes on, also while a step takes long."""
        self._frame += 1
        self.query_one("#sources-progress", Lines).show((spinner(self._frame), *self._step))

    def show_news(self, *news: Line) -> None:
        """Show what became of the last files; nothing clears it."""
        self._news = [*self._news, *news][-_KEPT_NEWS:] if news else []
        block = self.query_one("#sources-news", Lines)
        block.display = bool(self._news)
        block.show(*self._news)

    def action_want(self, what: str) -> None:
        """Ask the screen for something."""
        self.post_message(self.Wanted(what))

    def action_want_source(self, what: str) -> None:
        """Ask the screen for something about the source under the cursor."""
        row = self._rows.get(self.query_one("#sources-table", Rows).chosen)
        if row is not None:
            self.post_message(self.SourceWanted(what, row))

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter or a click on a row opens it: its pages, or its unread rows."""
        event.stop()
        self.action_want_source("open")


def news_line(ok: bool, name: str, text: str, hint: str) -> Line:
    """What became of one file."""
    mark = span("✓ ", "good") if ok else span("✗ ", "bad")
    said = text.removeprefix(name).lstrip(":： ")
    parts = [mark, span(name, "strong"), span(f"  {said}")]
    if hint:
        parts.append(span(f"  {hint}", "warn"))
    return line(*parts)
