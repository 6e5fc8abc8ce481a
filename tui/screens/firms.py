"""A file that holds several firms: which one is wanted, or a case for each."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from assistant.services.results import Firm
from tui.messages import Words
from tui.presenter.lines import line, one_line, span
from tui.screens.closing import Modal
from tui.widgets.frame import Lines
from tui.widgets.key_bar import KeyBar
from tui.widgets.rows import Rows


class FirmChoice(NamedTuple):
    """The answer: one firm's code, or a case for each."""

    code: str
    is_each: bool = False


class FirmsScreen(Modal[FirmChoice | None]):
    """Pick a firm; None leaves the file out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "key.skip"),
        Binding("slash,ctrl+f", "filter", "key.filter"),
        Binding("ctrl+e", "each", "key.each"),
    ]

    def __init__(self, name: str, firms: Sequence[Firm], words: Words) -> None:
        """The file called ``name`` holds ``firms``."""
        super().__init__()
        self._file = name
        self._firms = tuple(f for f in firms if f.rows)
        self._words = words
        self._is_sure = False

    def compose(self) -> ComposeResult:
        """Title, what to do, filter, table, complaint."""
        words = self._words
        title = words("firms.title", name=one_line(self._file), n=len(self._firms))
        with Vertical(classes="sheet"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Static(words("firms.text"), classes="dialog-text", markup=False)
            yield Input(placeholder=words("firms.filter"), id="firms-filter", compact=True)
            yield Rows(id="firms-table", right=frozenset({2}))
            yield Lines(id="complaint")
        yield KeyBar(words)

    def on_mount(self) -> None:
        """Show all of them."""
        self._fill()
        self.query_one(Rows).focus()

    def _fill(self) -> None:
        words = self._words
        parts = self.query_one(Input).value.casefold().split()
        titles = [words(f"firms.{c}") for c in ("code", "name", "rows")]
        rows = [
            (f.code, (line(span(f.code, "accent")), line(one_line(f.name)), line(f"{f.rows:,}")))
            for f in self._firms
            if all(p in f"{f.code} {f.name}".casefold() for p in parts)
        ]
        self.query_one(Rows).fill(titles, rows)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(Rows).focus()

    @on(Rows.Selected)
    def _selected(self, event: Rows.Selected) -> None:
        event.stop()
        code = self.query_one(Rows).chosen
        if any(f.code == code for f in self._firms):
            self.dismiss(FirmChoice(code))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(Input).focus()

    def action_each(self) -> None:
        """Open a case for each firm, once it was asked for twice."""
        if self._is_sure:
            self.dismiss(FirmChoice("", is_each=True))
            return
        self._is_sure = True
        text = self._words("firms.sure", n=len(self._firms))
        self.query_one("#complaint", Lines).show(line(span(f"! {text}", "warn")))

    def action_cancel(self) -> None:
        """Leave the file out."""
        self.dismiss(None)
