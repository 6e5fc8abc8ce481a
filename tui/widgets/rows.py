"""A table of presenter rows: draws only what is in view, keeps its place when its rows change."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.presenter.lines import Line, plain, span, width
from tui.widgets.paint import cell, role_style

Cells = tuple[Line, ...]

_HEAD = 1
"""Lines that the titles take."""
_PAD = 2
"""Blanks around a cell, one at either side."""
_DRAWN = 400
"""Lines that are kept as they were drawn."""


class Rows(ScrollView, can_focus=True):
    """Rows by key; the cursor stays on its row through ``fill``."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--head", "rows--cursor", "rows--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "key.open"),
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home", "end(-1)", show=False),
        Binding("end,ctrl+end", "end(1)", show=False),
    ]

    class Highlighted(Message):
        """The cursor has moved."""

        def __init__(self, rows: "Rows") -> None:
            """The cursor of ``rows`` has moved."""
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "Rows":
            """The table it came from."""
            return self.rows

    class Selected(Message):
        """Enter was pressed on what is under the cursor, or it was clicked."""

        def __init__(self, rows: "Rows") -> None:
            """What is under the cursor of ``rows`` is wanted."""
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "Rows":
            """The table it came from."""
            return self.rows

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002  Textual's own name
        cursor: Literal["row", "cell"] = "row",
        right: frozenset[int] = frozenset(),
        fixed: int = 0,
        opens: bool = True,
    ) -> None:
        """An empty table.

        Args:
            id: widget id.
            cursor: what the cursor covers; a cell's starts in the last column, the newest period.
            right: columns that are set flush right; -1: all but the first.
            fixed: columns that stay while the rest scrolls sideways.
            opens: whether Enter does something.
        """
        super().__init__(id=id)
        self._by_cell = cursor == "cell"
        self._right = right
        self._fixed = fixed
        self._opens = opens
        self._titles: tuple[str, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._cells: tuple[Cells, ...] = ()
        self._places: dict[str, int] = {}
        self._hover = -1
        self._drawn: LRUCache[tuple[object, ...], tuple[Strip, Style]] = LRUCache(_DRAWN)
        self.cursor_row = 0
        self.cursor_column = 0

    def fill(self, titles: Sequence[str], rows: Sequence[tuple[str, Cells]]) -> None:
        """Show ``rows`` (key and cells) under ``titles``."""
        kept, column = self.chosen, self.cursor_column
        unique = dict(rows)
        if tuple(titles) != self._titles and self._by_cell:
            column = len(titles) - 1
        self._titles = tuple(titles)
        self._keys, self._cells = tuple(unique), tuple(unique.values())
        self._places = {key: n for n, key in enumerate(self._keys)}
        columns = zip(*self._cells, strict=True) if self._cells else ((),) * len(titles)
        self._widths = tuple(
            max([width(title), *(width(_flat(plain(c))) for c in cells)])
            for title, cells in zip(titles, columns, strict=True)
        )
        self._drawn.clear()
        self.refresh()
        self.virtual_size = Size(self._left(len(titles)), len(self._keys) + _HEAD)
        self.choose(kept, column)

    def on_resize(self) -> None:
        """The cursor stays in view."""
        self._follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where it opens something."""
        del parameters
        return self._opens or action != "select_cursor"

    @property
    def row_count(self) -> int:
        """Rows there are."""
        return len(self._keys)

    @property
    def chosen(self) -> str:
        """The key of the row under the cursor; '' where there is none."""
        return self._keys[self.cursor_row] if self.cursor_row < len(self._keys) else ""

    def choose(self, key: str, column: int = 0) -> None:
        """Put the cursor on the row ``key``, if it is there."""
        row = self._places.get(key, self.cursor_row)
        self._go(row, column, tell=False)

    def _go(self, row: int, column: int, *, tell: bool = True) -> None:
        before = (self.cursor_row, self.cursor_column)
        self.cursor_row = max(0, min(row, len(self._keys) - 1))
        self.cursor_column = max(0, min(column, len(self._titles) - 1)) if self._by_cell else 0
        for changed in {before[0], self.cursor_row}:
            self.refresh_lines(changed + _HEAD)
        self._follow()
        if tell and before != (self.cursor_row, self.cursor_column):
            self.post_message(self.Highlighted(self))

    def _follow(self) -> None:
        """Scroll so that the cursor is in view."""
        room = self.scrollable_content_region.size
        lines = room.height - _HEAD
        if lines <= 0:
            return
        y = min(max(self.scroll_offset.y, self.cursor_row - lines + 1), self.cursor_row)
        x = self.scroll_offset.x
        if self._by_cell and self.cursor_column >= self._fixed:
            start, end = self._left(self.cursor_column), self._left(self.cursor_column + 1)
            x = min(max(x, end - room.width), start - self._left(self._fixed))
        if (x, y) != self.scroll_offset:
            self.scroll_to(x, y, animate=False, immediate=True)

    def _left(self, column: int) -> int:
        """The first cell of a column."""
        return sum(self._widths[:column]) + _PAD * column

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor; sideways a table of rows scrolls."""
        if columns and not self._by_cell:
            self.scroll_relative(x=columns * 8, animate=False)
        else:
            self._go(self.cursor_row + rows, self.cursor_column + columns)

    def action_page(self, step: int) -> None:
        """Move the cursor by what is in view."""
        lines = max(1, self.scrollable_content_region.height - _HEAD - 1)
        self._go(self.cursor_row + step * lines, self.cursor_column)

    def action_end(self, step: int) -> None:
        """Go to the first or to the last row."""
        self._go(len(self._keys) - 1 if step > 0 else 0, self.cursor_column)

    def action_select_cursor(self) -> None:
        """Say that what is under the cursor is wanted."""
        if self._keys:
            self.post_message(self.Selected(self))

    def _row_at(self, offset: Offset) -> int:
        """The row under the pointer; -1 where there is none."""
        row = offset.y - _HEAD + self.scroll_offset.y
        return row if offset.y >= _HEAD and row < len(self._keys) else -1

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked and open it."""
        row = self._row_at(event.get_content_offset(self) or Offset(0, 0))
        if row < 0:
            return
        x = event.x if event.x < self._left(self._fixed) else event.x + self.scroll_offset.x
        column = next((n for n in range(len(self._widths)) if x < self._left(n + 1)), 0)
        self._go(row, column)
        if self._opens:
            self.post_message(self.Selected(self))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the row under the pointer."""
        self._mark(self._row_at(event.offset))

    def on_leave(self) -> None:
        """The pointer is elsewhere."""
        self._mark(-1)

    def _mark(self, row: int) -> None:
        before, self._hover = self._hover, row
        if before != row:
            for changed in (before, row):
                self.refresh_lines(changed + _HEAD)

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the titles, or a row."""
        row = y - _HEAD + self.scroll_offset.y if y >= _HEAD else -1
        cells = self.size.width
        if row >= len(self._keys):
            return Strip.blank(cells, self.rich_style)
        column = self.cursor_column if row == self.cursor_row else -1
        key = (row, column, row == self._hover, self.has_focus and column >= 0, self.app.theme)
        if key not in self._drawn:
            self._drawn[key] = self._draw(row)
        drawn, under = self._drawn[key]
        fixed = self._left(self._fixed)
        x = fixed + self.scroll_offset.x
        whole = Strip.join([drawn.crop(0, fixed), drawn.crop(x, x + cells - fixed)])
        return whole.adjust_cell_length(cells, under)

    def _part(self, row: int, column: int) -> str:
        """Component class of a cell of a row; '' for none; -1: the titles."""
        if row < 0:
            return "rows--head"
        if self._is_under_cursor(row, column):
            return "rows--cursor"
        return "rows--hover" if row == self._hover else ""

    def _is_under_cursor(self, row: int, column: int) -> bool:
        return row == self.cursor_row and (not self._by_cell or column == self.cursor_column)

    def _draw(self, row: int) -> tuple[Strip, Style]:
        """All cells of a row, and what lies under them and to their right."""
        titles = tuple((span(t, "dim"),) for t in self._titles)
        variables = self.app.theme_variables
        segments: list[Segment] = []
        plain = self.rich_style  # costs more than all cells and is the same for them
        styles = {"": plain}

        def below(column: int) -> Style:
            part = self._part(row, column)
            if part not in styles:
                styles[part] = plain + self.get_component_rich_style(part, partial=True)
            return styles[part]

        for column, item in enumerate(self._cells[row] if row >= 0 else titles):
            under = below(column)
            is_plain = self._is_under_cursor(row, column)
            pieces = [
                (_flat(p.text), under if is_plain else under + role_style(p.role, variables))
                for p in item
            ]
            segments += cell(pieces, under, self._widths[column], right=self._is_right(column))
        return Strip(segments, self._left(len(self._titles))), below(len(self._titles))

    def _is_right(self, index: int) -> bool:
        return index in self._right or (-1 in self._right and index > 0)


def _flat(text: str) -> str:
    return text.replace("\n", " ")
