"""Search over the originals; Enter opens the page."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from assistant.domain.case import CaseId
from assistant.domain.checks import SourceText
from assistant.services.results import Hit
from tui.desk import Desk
from tui.messages import Words
from tui.presenter.detail import Place
from tui.presenter.lines import line, span
from tui.presenter.pages import hit_row
from tui.screens.closing import Modal
from tui.widgets.frame import Lines
from tui.widgets.key_bar import KeyBar
from tui.widgets.listed import Item, Listed
from tui.work import Jobs

_PAUSE_S = 0.15
_MOST = 12


class SearchScreen(Modal[Place | None]):
    """Answers with the page to open, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "key.close"),
        Binding("down", "to_hits", "key.next", show=False),
    ]

    def __init__(self, desk: Desk, case: CaseId, words: Words) -> None:
        """Search the sources of ``case``."""
        super().__init__()
        self._desk = desk
        self._case = case
        self._words = words
        self._hits: list[Hit] = []
        self._timer: Timer | None = None
        self._jobs = Jobs(self, words)

    def compose(self) -> ComposeResult:
        """Input, hits."""
        words = self._words
        with Vertical(classes="sheet"):
            yield Static(words("search.title"), classes="dialog-title")
            yield Input(placeholder=words("search.placeholder"), id="search-words", compact=True)
            yield Listed(id="search-hits")
            yield Lines(line(span(words("search.start"), "dim")), id="search-state")
        yield KeyBar(words)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE_S, self._search)

    def _search(self) -> None:
        wanted = self.query_one(Input).value.strip()
        if not wanted:
            self._show("", ())
            return
        desk, case = self._desk, self._case
        self._jobs.fetch(
            "search",
            lambda: desk.search(case, wanted, _MOST),
            lambda hits: self._show(wanted, hits),
        )

    def _show(self, wanted: str, hits: Sequence[Hit]) -> None:
        words = self._words
        self._hits = list(hits)
        listed = self.query_one(Listed)
        listed.fill(
            Item(str(n), (), hit_row(_text(h), wanted, words).lines) for n, h in enumerate(hits)
        )
        if not wanted:
            text = words("search.start")
        else:
            none = words("search.none", words=wanted)
            text = words("search.hits", n=len(hits)) if hits else none
        self.query_one("#search-state", Lines).show(line(span(text, "dim")))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        listed = self.query_one(Listed)
        if self._hits:
            self._open(listed.highlighted or 0)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._open(event.option_index)

    def _open(self, index: int) -> None:
        hit = self._hits[index]
        self.dismiss(Place(hit.source, hit.source_name, hit.page, hit.text))

    def action_to_hits(self) -> None:
        """Go from the words to the hits."""
        if self._hits:
            self.query_one(Listed).focus()

    def action_close(self) -> None:
        """Go back."""
        self._jobs.stop_all()
        self.dismiss(None)


def _text(hit: Hit) -> SourceText:
    return SourceText(source=hit.source, source_name=hit.source_name, page=hit.page, text=hit.text)
