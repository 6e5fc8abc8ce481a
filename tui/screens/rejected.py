"""Rows of a source that could not be read, each with its reason."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from assistant.domain.records import RejectedRow
from tui.messages import Words
from tui.presenter.lines import one_line, told
from tui.presenter.sources import rejected_cells
from tui.screens.closing import Modal
from tui.widgets.key_bar import KeyBar
from tui.widgets.rows import Rows


class RejectedScreen(Modal[None]):
    """A table of unread rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "key.close"),
        Binding("y", "copy", "key.copy"),
    ]

    def __init__(self, name: str, rows: Sequence[RejectedRow], words: Words) -> None:
        """Show the unread ``rows`` of the source called ``name``."""
        super().__init__()
        self._source_name = name
        self._rows = rows
        self._words = words

    def compose(self) -> ComposeResult:
        """Title, table."""
        title = self._words("rejected.title", name=one_line(self._source_name))
        with Vertical(classes="sheet"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Rows(id="rejected-table", right=frozenset({1}), opens=False)
        yield KeyBar(self._words)

    def on_mount(self) -> None:
        """Fill the table."""
        titles = [self._words(f"rejected.{c}") for c in ("sheet", "row", "reason")]
        cells = rejected_cells(self._rows, self._words)
        table = self.query_one(Rows)
        table.fill(titles, [(str(i), c) for i, c in enumerate(cells)])
        table.focus()

    def action_copy(self) -> None:
        """Copy all rows, tab-separated."""
        text = "\n".join(f"{r.sheet}\t{r.row}\t{told(r.reason, self._words)}" for r in self._rows)
        self.app.copy_to_clipboard(text)
        self.notify(self._words("notice.copied", what=self._source_name), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
