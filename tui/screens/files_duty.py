"""The workbench's duty for sources: adding, embedding, unread rows, removing, fields."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from textual import on

from assistant.domain.progress import Cancelled, Progress
from assistant.domain.records import RejectedRow
from assistant.services.results import Added
from tui.presenter.detail import Place
from tui.presenter.lines import clean
from tui.presenter.sources import SourceRow, progress_line, source_rows, sources_summary
from tui.screens.add_files import AddFilesScreen
from tui.screens.case_screen import CaseScreen
from tui.screens.dialogs import ReasonDialog
from tui.screens.fields import Entries, FieldsScreen
from tui.screens.rejected import RejectedScreen
from tui.widgets.figures_pane import FiguresPane
from tui.widgets.requests import OpenPage
from tui.widgets.sources_pane import SourcesPane, news_line
from tui.work import Job


class FilesDuty(CaseScreen):
    """Everything that brings data into the case."""

    _done = 0
    _bad = 0

    @property
    def sources(self) -> SourcesPane:
        """The sources tab."""
        return self.query_one(SourcesPane)

    def show_sources(self) -> None:
        """Show the case's sources."""
        if self.case is not None:
            rows = source_rows(self.case, self.clock(), self.words)
            self.sources.show(rows, sources_summary(self.case, self.words))

    def action_add(self) -> None:
        """Choose files and add them."""
        if self.jobs.is_busy("add"):
            self.tell("add.busy")
            return
        self.app.push_screen(AddFilesScreen(self.words, self.start_folder()), self.add_paths)

    def add_paths(self, paths: tuple[Path, ...] | None) -> None:
        """Read files into the case, in the background."""
        if not paths:
            return
        desk, case = self.desk, self.case_id
        self.jobs.stop("embed")
        self._done = self._bad = 0
        self.sources.show_news()

        def steps(cancelled: Cancelled) -> Iterator[Progress | Added]:
            return desk.add(case, paths, cancelled)

        self.jobs.stream("add", steps, self._add_step, self._add_ended)

    def _add_step(self, step: Progress | Added) -> None:
        if isinstance(step, Progress):
            self.sources.show_progress(progress_line(step, self.words))
            return
        self._done += step.ok
        self._bad += not step.ok
        name = clean(Path(step.path).name)
        self.sources.show_news(news_line(step.ok, name, step.text, step.hint))
        self.reload()

    def _add_ended(self, job: Job) -> None:
        self.sources.show_progress(None)
        if job.is_stopped:
            self.tell("add.stopped")
        elif self._done or self._bad:
            self.tell("add.done", ok=self._done, bad=self._bad)
        self.reload()
        self.embed()

    def embed(self) -> None:
        """Embed what is not embedded yet; search by words works meanwhile."""
        desk, case = self.desk, self.case_id

        def steps(cancelled: Cancelled) -> Iterator[Progress]:
            return desk.embed(case, cancelled)

        self.jobs.stream("embed", steps, self._embed_step, self._embed_ended)

    def _embed_step(self, step: Progress) -> None:
        if not self.jobs.is_busy("add"):
            self.sources.show_progress(progress_line(step, self.words))

    def _embed_ended(self, _: Job) -> None:
        if not self.jobs.is_busy("add"):
            self.sources.show_progress(None)

    @on(SourcesPane.Wanted)
    def _sources_want(self, event: SourcesPane.Wanted) -> None:
        actions = {"add": self.action_add, "fields": self.action_fields}
        actions.get(event.what, self.action_search)()

    def action_search(self) -> None:
        """Search the originals."""
        raise NotImplementedError

    @on(SourcesPane.SourceWanted)
    def _source_want(self, event: SourcesPane.SourceWanted) -> None:
        row = event.row
        if event.what == "remove":
            self._ask_to_remove(row)
        elif event.what == "open" and row.is_readable:
            self.post_message(OpenPage(Place(row.id, row.name, 1, "")))
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
            today = self.clock().astimezone().date()
            self.app.push_screen(FieldsScreen(self.case, today, self.words), self._enter)

    def _enter(self, entries: Entries | None) -> None:
        if entries is None:
            return
        desk, case = self.desk, self.case_id

        def done(_: None) -> None:
            self.tell("fields.saved", n=len(entries.values))
            self.reload()

        self.jobs.fetch("fields", lambda: desk.set_fields(case, entries.values, entries.why), done)
