"""A table of presenter rows that keeps its place when its rows change."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.widgets import DataTable
from textual.widgets.data_table import RowDoesNotExist, RowKey

from tui.presenter.lines import Line, plain, span, width
from tui.widgets.paint import cell

Cells = tuple[Line, ...]


class Rows(DataTable[Text]):
    """Rows by key; the cursor stays on its row through ``fill``."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "key.open")]

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
            right: columns that are set flush right.
            fixed: columns that stay while the rest scrolls sideways.
            opens: whether Enter does something.
        """
        super().__init__(id=id, cursor_type=cursor, fixed_columns=fixed, cell_padding=1)
        self._right = right
        self._opens = opens
        self._titles: tuple[str, ...] = ()
        self._widths: tuple[int, ...] = ()

    def fill(self, titles: Sequence[str], rows: Sequence[tuple[str, Cells]]) -> None:
        """Show ``rows`` (key and cells) under ``titles``."""
        kept = self.chosen
        column = self.cursor_column
        at = self.scroll_offset
        variables = self.app.theme_variables
        unique = dict(rows)
        widths = tuple(
            max([width(title), *(width(plain(cells[n])) for cells in unique.values())])
            for n, title in enumerate(titles)
        )
        with self.prevent(DataTable.RowHighlighted, DataTable.CellHighlighted):
            if tuple(titles) != self._titles and self.cursor_type == "cell":
                column = len(titles) - 1
            if (tuple(titles), widths) != (self._titles, self._widths):
                self._rebuild(tuple(titles), widths, variables)
            else:
                self.clear()
            for key, cells in unique.items():
                self.add_row(
                    *(cell(c, variables, right=self._is_right(i)) for i, c in enumerate(cells)),
                    key=key,
                )
            self.choose(kept, column)
            self.scroll_to(at.x, at.y, animate=False)

    def _rebuild(
        self, titles: tuple[str, ...], widths: tuple[int, ...], variables: Mapping[str, str]
    ) -> None:
        """Other columns; their widths are known, so that the table need not measure each cell."""
        self.clear(columns=True)
        self._titles, self._widths = titles, widths
        for index, (title, cells) in enumerate(zip(titles, widths, strict=True)):
            head = cell((span(title, "dim"),), variables, right=self._is_right(index))
            self.add_column(head, width=cells)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where it opens something."""
        del parameters
        return self._opens or action != "select_cursor"

    def _is_right(self, index: int) -> bool:
        return index in self._right or (-1 in self._right and index > 0)

    @property
    def chosen(self) -> str:
        """The key of the row under the cursor; '' where there is none."""
        if not self.row_count or not self.is_valid_row_index(self.cursor_row):
            return ""
        place = Coordinate(self.cursor_row, 0)
        return str(self.coordinate_to_cell_key(place).row_key.value or "")

    def choose(self, key: str, column: int = 0) -> None:
        """Put the cursor on the row ``key``, if it is there."""
        try:
            row = self.get_row_index(RowKey(key))
        except RowDoesNotExist:
            row = min(self.cursor_row, max(0, self.row_count - 1))
        last = max(0, len(self.columns) - 1)
        self.move_cursor(row=row, column=min(column, last), animate=False)
