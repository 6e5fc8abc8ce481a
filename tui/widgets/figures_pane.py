"""The figures tab: a grid of metrics by periods, with the chosen cell in full beside it."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from assistant.domain.figures import Figure
from tui.messages import Words
from tui.presenter.detail import citation, detail_lines, history_lines, input_rows
from tui.presenter.figures import Grid, View, cell_line, column_title, figure_grid, views_of
from tui.presenter.lines import Line, line, shortened, span
from tui.presenter.ordering import Order, ordered, sparkline
from tui.presenter.tables import figures_table
from tui.widgets.frame import EmptyState, Lines
from tui.widgets.listed import SETTLE_S
from tui.widgets.requests import CopyText, OpenFigure, SaveTable
from tui.widgets.rows import Cells, Rows

_INPUTS_SHOWN = 12
_ROOMY_CELLS = 140
"""On a narrower screen the values need the room of their course."""
_LABEL_CELLS = 30
"""Longer names are cut in the grid; the detail beside it has them whole."""


class FiguresPane(Vertical):
    """Figures spread over periods."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,ctrl+f", "filter", "key.filter"),
        Binding("v", "view(1)", "key.view"),
        Binding("V", "view(-1)", "key.view", show=False),
        Binding("s", "sort", "key.sort"),
        Binding("f", "full", "key.full"),
        Binding("e", "fields", "key.fields"),
        Binding("c", "confirm", "key.confirm"),
        Binding("b", "adjust", "key.adjust"),
        Binding("y", "copy", "key.copy"),
        Binding("x", "save", "key.save_table"),
    ]

    class FieldsWanted(Message):
        """The entry form is wanted."""

    class ConfirmWanted(Message):
        """A candidate is to be confirmed."""

        def __init__(self, figure: Figure) -> None:
            """``figure`` is to be confirmed."""
            super().__init__()
            self.figure = figure

    class AdjustWanted(Message):
        """An amount is to be added back."""

        def __init__(self, figure: Figure) -> None:
            """``figure`` is to be adjusted."""
            super().__init__()
            self.figure = figure

    class ViewChanged(Message):
        """Other periods are shown."""

        def __init__(self, view: View) -> None:
            """``view`` is shown."""
            super().__init__()
            self.view = view

    def __init__(self, words: Words) -> None:
        """No figures yet."""
        super().__init__()
        self._words = words
        self._figures: Mapping[str, Figure] = {}
        self._views: tuple[View, ...] = ()
        self._view = View.YEAR
        self._full = False
        self._order = Order.FAMILY
        self._grid = Grid(View.YEAR, (), (), 0)
        self._cells: dict[str, tuple[Figure | None, ...]] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Filter and view line, grid, detail."""
        words = self._words
        with Horizontal(id="figures-head"):
            yield Input(placeholder=words("figures.filter"), id="figures-filter", compact=True)
            yield Lines(id="figures-views")
        yield EmptyState(words("figures.empty_title"), words("figures.empty"), id="figures-empty")
        with Horizontal(id="figures-body"):
            yield Rows(id="figures-table", cursor="cell", right=frozenset({-1}), fixed=2)
            with VerticalScroll(id="figures-detail", can_focus=False):
                yield Lines(id="figures-detail-text")
        yield Lines(id="figures-count")

    def focus_main(self) -> None:
        """Put the cursor on the grid, or on the empty state."""
        self.screen.set_focus(
            self.query_one("#figures-table" if self._figures else "#figures-empty")
        )

    def show(self, figures: Mapping[str, Figure], view: str | None = None) -> None:
        """Show the case's figures, under ``view`` where it is given and there is such."""
        empty = self.query_one("#figures-empty")
        table = self.query_one("#figures-table", Rows)
        had_focus = empty.has_focus or table.has_focus
        self._figures = figures
        self._views = views_of(tuple(figures.values()))
        if view in self._views:
            self._view = View(view)
        elif self._view not in self._views:
            self._view = self._views[0] if self._views else View.YEAR
        empty.display = not figures
        self.query_one("#figures-body").display = bool(figures)
        self.query_one("#figures-head").display = bool(figures)
        self._fill()
        if had_focus:
            self.focus_main()

    def _fill(self) -> None:
        words = self._words
        wanted = self.query_one("#figures-filter", Input).value
        grid = figure_grid(
            tuple(self._figures.values()), self._view, wanted, words, full=self._full
        )
        self._grid = grid
        self._cells = {r.id: r.figures for r in grid.rows}
        columns = (column_title(c, words) for c in grid.columns)
        titles = (words("figures.metric"), words("figures.unit"), *columns)
        self.query_one("#figures-table", Rows).fill(titles, self._rows(grid))
        self._show_views()
        count = words("figures.count", n=len(grid.rows))
        if self._order is not Order.FAMILY:
            count += "  ·  " + words(f"figures.order_{self._order}")
        if grid.hidden:
            count += "  ·  " + words("figures.hidden", n=grid.hidden)
        self.query_one("#figures-count", Lines).show(line(span(count, "dim")))
        self._show_detail()

    def _rows(self, grid: Grid) -> list[tuple[str, Cells]]:
        rows: list[tuple[str, Cells]] = []
        family = ""
        blank: Cells = (line(""),) * (len(grid.columns) + 1)
        for row in ordered(grid.rows, self._order):
            if row.family != family and self._order is Order.FAMILY:
                family = row.family
                title = line(span(f"▾ {self._words(f'family.{family}')}", "accent"))
                rows.append((f"#{family}", (title, *blank)))
            cells = tuple(cell_line(f, self._words.lang, full=self._full) for f in row.figures)
            label = line(span(f"  {shortened(row.label, _LABEL_CELLS)}"))
            has_room = not self._full and self.app.size.width >= _ROOMY_CELLS
            course = sparkline(row.figures) if has_room else ""
            unit = line(span(row.unit, "dim"), span(f" {course}" if course else "", "accent"))
            rows.append((row.id, (label, unit, *cells)))
        return rows

    def _show_views(self) -> None:
        parts = [
            span(f" {self._words(f'figures.view_{v}')} ", "mark" if v is self._view else "dim")
            for v in self._views
        ]
        self.query_one("#figures-views", Lines).show(line(*parts))

    @property
    def chosen(self) -> Figure | None:
        """The figure under the cursor; on a label, the newest one of its row."""
        table = self.query_one("#figures-table", Rows)
        figures = self._cells.get(table.chosen, ())
        at = table.cursor_column - 2
        if 0 <= at < len(figures):
            return figures[at]
        return next((f for f in reversed(figures) if f is not None), None)

    @on(Rows.Highlighted)
    def _highlighted(self, event: Rows.Highlighted) -> None:
        event.stop()
        self._soon(self._show_detail)

    def _show_detail(self) -> None:
        figure = self.chosen
        words = self._words
        if figure is None:
            lines: tuple[Line, ...] = (line(span(words("detail.none"), "dim")),)
        else:
            told = detail_lines(figure, self._figures, words)
            lines = (*told, *self._inputs(figure), *self._history(figure))
        self.query_one("#figures-detail-text", Lines).show(*lines)

    def _inputs(self, figure: Figure) -> tuple[Line, ...]:
        rows = input_rows(figure, self._figures, self._words)
        if not rows:
            return ()
        shown = tuple(line(span("· ", "dim"), *r.line) for r in rows[:_INPUTS_SHOWN])
        more = (line(span("…", "dim")),) if len(rows) > _INPUTS_SHOWN else ()
        return (line(""), line(span(self._words("detail.inputs"), "label")), *shown, *more)

    def _history(self, figure: Figure) -> tuple[Line, ...]:
        row = self._cells.get(self.query_one("#figures-table", Rows).chosen, ())
        bars = history_lines(self._grid.columns, row, figure.key, self._words)
        if not bars:
            return ()
        return (line(""), line(span(self._words("detail.history"), "label")), *bars)

    @on(Rows.Selected)
    def _selected(self, event: Rows.Selected) -> None:
        event.stop()
        if figure := self.chosen:
            self.post_message(OpenFigure(figure.key))

    @on(Input.Changed, "#figures-filter")
    def _filter_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._soon(self._fill)

    def _soon(self, call: Callable[[], None]) -> None:
        """Call once typing or moving rests, so that neither waits for it."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SETTLE_S, call)

    @on(Input.Submitted, "#figures-filter")
    def _filter_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one("#figures-table").focus()

    def unfiltered(self) -> bool:
        """Clear the filter; whether there was one."""
        filtered = self.query_one("#figures-filter", Input)
        had = bool(filtered.value)
        filtered.clear()
        return had

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#figures-filter").focus()

    def action_view(self, step: int) -> None:
        """Show the next or the previous kind of periods."""
        if self._views:
            at = (self._views.index(self._view) + step) % len(self._views)
            self._view = self._views[at]
            self._fill()
            self.post_message(self.ViewChanged(self._view))

    def action_sort(self) -> None:
        """Put the rows in the next order: by group, name, latest value, change."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._fill()

    def action_full(self) -> None:
        """Switch between 万元 or millions and every digit."""
        self._full = not self._full
        self._fill()

    def action_fields(self) -> None:
        """Ask for the entry form."""
        self.post_message(self.FieldsWanted())

    def action_confirm(self) -> None:
        """Ask to confirm the chosen candidate."""
        if figure := self.chosen:
            self.post_message(self.ConfirmWanted(figure))

    def action_adjust(self) -> None:
        """Ask to add an amount back to the chosen figure."""
        if figure := self.chosen:
            self.post_message(self.AdjustWanted(figure))

    def action_copy(self) -> None:
        """Copy the chosen figure as a citation: name, period, value, key, where it comes from."""
        figure = self.chosen
        text = citation(figure, self._figures, self._words) if figure is not None else ""
        self.post_message(CopyText(text, figure.label(self._words.lang) if figure else ""))

    def action_save(self) -> None:
        """Ask to write the table as it is filtered and sorted."""
        rows = ordered(self._grid.rows, self._order)
        self.post_message(SaveTable("figures", figures_table(self._grid, rows, self._words)))
