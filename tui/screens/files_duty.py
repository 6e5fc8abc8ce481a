"""The workbench's duty for sources: pages, unread rows, removing, entering fields."""

from collections.abc import Sequence

from textual import on

from assistant.domain.clock import today
from assistant.domain.records import RejectedRow
from tui.presenter.detail import Place
from tui.presenter.lines import clean
from tui.presenter.sources import SourceRow
from tui.screens.adding_duty import AddingDuty
from tui.screens.dialogs import ReasonDialog
from tui.screens.fields import Entries, FieldsScreen
from tui.screens.rejected import RejectedScreen
from tui.widgets.figures_pane import FiguresPane
from tui.widgets.requests import OpenPage
from tui.widgets.sources_pane import SourcesPane


class FilesDuty(AddingDuty):
    """Everything about data that is in the case."""

    @on(SourcesPane.Wanted)
    def _sources_want(self, event: SourcesPane.Wanted) -> None:
        actions = {"add": self.action_add, "fields": self.action_fields}
        actions.get(event.what, self.action_search)()

    @on(SourcesPane.SourceWanted)
    def _source_want(self, event: SourcesPane.SourceWanted) -> None:
        row = event.row
        if event.what == "remove":
            self._ask_to_remove(row)
        elif event.what == "open" and row.is_readable:
            self.post_message(OpenPage(Place(row.id, row.name, 1, "")))
        elif event.what == "open" and row.detail:
            self.notify(self.words("sources.failed_reason", reason=row.detail), markup=False)
        else:
            self._show_rejected(row)

    def _show_rejected(self, row: SourceRow) -> None:
        if not row.rejected:
            self.tell("rejected.none", name=clean(row.name))
            return
        desk, case = self.desk, self.case_id

        def show(rows: Sequence[RejectedRow]) -> None:
            self.app.push_screen(RejectedScreen(row.name, rows, self.words))

        self.jobs.fetch("rejected", lambda: desk.rejected_rows(case, row.id), show)

    def _ask_to_remove(self, row: SourceRow) -> None:
        words = self.words
        if row.is_removed:
            self.tell("remove.already", name=clean(row.name))
            return
        dialog = ReasonDialog(
            words,
            words("remove.title"),
            words("remove.text", name=clean(row.name)),
            needed=words("dialog.why_needed"),
            ok=words("key.remove"),
        )

        def answered(why: str | None) -> None:
            if why is not None:
                self._remove(row, why)

        self.app.push_screen(dialog, answered)

    def _remove(self, row: SourceRow, why: str) -> None:
        desk, case = self.desk, self.case_id

        def done(_: None) -> None:
            self.tell("remove.done", name=clean(row.name))
            self.reload()

        self.jobs.fetch("remove", lambda: desk.remove_source(case, row.id, why), done)

    @on(FiguresPane.FieldsWanted)
    def action_fields(self) -> None:
        """Enter fields."""
        if self.case is not None:
            screen = FieldsScreen(self.case, today(self.clock), self.words)
            self.app.push_screen(screen, self._enter)

    def _enter(self, entries: Entries | None) -> None:
        if entries is None:
            return
        desk, case = self.desk, self.case_id

        def done(_: None) -> None:
            self.tell("fields.saved", n=len(entries.values))
            self.reload()

        self.jobs.fetch("fields", lambda: desk.set_fields(case, entries.values, entries.why), done)
