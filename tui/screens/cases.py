"""The first screen: all cases, last touched first."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from assistant.domain.case import CaseHead, CaseId
from assistant.domain.clock import Clock
from tui.desk import Desk
from tui.messages import Words
from tui.presenter.cases import case_rows
from tui.presenter.lines import clean, counted, line, span
from tui.screens.dialogs import DeleteCaseDialog, NewCase, NewCaseDialog
from tui.screens.workbench import Workbench
from tui.widgets.frame import EmptyState, Lines, TopBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.rows import Rows
from tui.work import Jobs

_COLUMNS = ("firm", "request", "grade", "warnings", "touched")


class CasesScreen(Screen[None]):
    """Open, new, add files, delete."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "key.new_case"),
        Binding("a", "add", "key.add"),
        Binding("d,delete", "delete", "key.delete"),
        Binding("slash,ctrl+f", "filter", "key.filter"),
        Binding("ctrl+r", "refresh", "key.refresh", show=False),
        Binding("escape", "unfilter", "key.back", show=False),
    ]

    def __init__(
        self, desk: Desk, cases: Sequence[CaseHead], words: Words, clock: Clock, start: str = ""
    ) -> None:
        """All ``cases``; the cursor starts on the one with id ``start``."""
        super().__init__()
        self._desk = desk
        self._cases = tuple(cases)
        self._words = words
        self._clock = clock
        self._start = start
        self._jobs = Jobs(self, words)

    @property
    def cases(self) -> tuple[CaseHead, ...]:
        """The cases as last read."""
        return self._cases

    def compose(self) -> ComposeResult:
        """Head, filter, table or empty state, count, footer."""
        words = self._words
        yield TopBar(words("app.title"), line(span(words("app.tagline"), "dim")))
        with Vertical(id="cases-body"):
            yield Input(placeholder=words("cases.filter"), id="cases-filter", compact=True)
            yield EmptyState(words("cases.empty_title"), words("cases.empty"), id="cases-empty")
            yield Rows(id="cases-table", right=frozenset({1}))
            yield Lines(id="cases-count")
        yield KeyBar(words)

    def on_mount(self) -> None:
        """Show what was read before the screen opened."""
        self._show()
        if self._start:
            self._table.choose(self._start)
        self._focus()

    def on_screen_resume(self) -> None:
        """Read again on coming back."""
        self.action_refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that needs a case while there is none."""
        del parameters
        return bool(self._cases) or action not in ("add", "delete", "filter", "unfilter")

    @property
    def _table(self) -> Rows:
        return self.query_one("#cases-table", Rows)

    def _focus(self) -> None:
        (self._table if self._cases else self.query_one("#cases-empty")).focus()

    def _take(self, cases: Sequence[CaseHead]) -> None:
        was_empty = not self._cases
        self._cases = tuple(cases)
        self._show()
        if was_empty != (not self._cases):
            self._focus()
            self.refresh_bindings()

    def _show(self) -> None:
        words = self._words
        wanted = self.query_one("#cases-filter", Input).value
        rows = case_rows(self._cases, wanted, self._clock(), words)
        titles = [words(f"cases.{c}") for c in _COLUMNS]
        self._table.fill(titles, [(r.id, r.cells) for r in rows])
        self._table.display = bool(self._cases)
        self.query_one("#cases-empty").display = not self._cases
        self.query_one("#cases-filter").display = bool(self._cases)
        if wanted and not rows:
            text = words("cases.no_match", words=wanted)
        elif wanted:
            text = words("cases.shown", shown=len(rows), n=len(self._cases))
        else:
            text = counted(words, "cases.count", len(self._cases)) if self._cases else ""
        self.query_one("#cases-count", Lines).show(line(span(text, "dim")))

    @property
    def _chosen(self) -> CaseHead | None:
        return next((c for c in self._cases if c.id == self._table.chosen), None)

    @on(Rows.Selected)
    def _row_selected(self, event: Rows.Selected) -> None:
        event.stop()
        self.action_open()

    @on(Input.Changed)
    def _filter_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show()

    @on(Input.Submitted)
    def _filter_done(self, event: Input.Submitted) -> None:
        event.stop()
        self._focus()

    def action_open(self) -> None:
        """Open the case under the cursor."""
        if head := self._chosen:
            self.open_case(head)

    def open_case(self, head: CaseHead) -> Workbench:
        """Go to the workbench of a case."""
        bench = Workbench(self._desk, head, self._words, self._clock)
        self.app.push_screen(bench, lambda _: self._keep_open(""))
        self._keep_open(head.id)
        return bench

    def _keep_open(self, case: str) -> None:
        desk = self._desk
        if case:
            self._jobs.fetch("last", lambda: desk.keep_state(None, "last_case", case), _nothing)
        self._jobs.fetch("keep", lambda: desk.keep_state(None, "open_case", case), _nothing)

    def action_new(self) -> None:
        """Open a file for a firm."""
        self.app.push_screen(NewCaseDialog(self._words), self._create)

    def _create(self, new: NewCase | None) -> None:
        if new is None:
            return
        desk = self._desk

        def created(found: tuple[CaseId, Sequence[CaseHead]]) -> None:
            case, cases = found
            self._take(cases)
            self._table.choose(case)
            self.notify(self._words("new.created", name=clean(new.name)), markup=False)
            self.action_open()

        self._jobs.fetch("new", lambda: (desk.new_case(*new), desk.cases()), created)

    def action_add(self) -> None:
        """Open the case under the cursor and add files to it."""
        if head := self._chosen:
            bench = self.open_case(head)
            bench.call_after_refresh(bench.action_add)

    def action_delete(self) -> None:
        """Delete the case under the cursor, once its name was typed."""
        head = self._chosen
        if head is None:
            return

        def answered(why: str | None) -> None:
            if why is not None:
                self._delete(head, why)

        self.app.push_screen(DeleteCaseDialog(self._words, clean(head.name)), answered)

    def _delete(self, head: CaseHead, why: str) -> None:
        desk = self._desk

        def done(cases: Sequence[CaseHead]) -> None:
            self._take(cases)
            self.notify(self._words("delete.done", name=clean(head.name)), markup=False)

        def call() -> Sequence[CaseHead]:
            desk.delete_case(head.id, why)
            return desk.cases()

        self._jobs.fetch("delete", call, done)

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#cases-filter").focus()

    def action_unfilter(self) -> None:
        """Clear the filter and go back to the table."""
        self.query_one("#cases-filter", Input).clear()
        self._focus()

    def action_refresh(self) -> None:
        """Read the cases again."""
        self._jobs.fetch("cases", self._desk.cases, self._take)


def _nothing(_: object) -> None:
    """There is nothing to show."""
