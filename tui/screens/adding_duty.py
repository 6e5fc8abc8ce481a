"""The workbench's duty for adding files: choosing, reading, firms, recognition, embedding."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.domain.progress import Cancelled, Progress
from assistant.services.results import Added, NeverRead
from tui.presenter.lines import clean, line, one_line, span
from tui.presenter.sources import progress_line, source_rows, sources_summary
from tui.screens.add_files import AddFilesScreen
from tui.screens.case_screen import CaseScreen
from tui.screens.firms import FirmChoice, FirmsScreen
from tui.widgets.sources_pane import SourcesPane, news_line
from tui.work import Job

_NAMED = 3
"""Files that are named one by one."""


class AddingDuty(CaseScreen):
    """Files in; one add at a time, which Esc stops."""

    _done = 0
    _bad = 0
    _undecided: tuple[Added, ...] = ()
    """Files that hold several firms, still to be asked about."""

    @property
    def sources(self) -> SourcesPane:
        """The sources tab."""
        return self.query_one(SourcesPane)

    def show_sources(self) -> None:
        """Show the case's sources."""
        if self.case is not None:
            room = self.app.size.width
            rows = source_rows(self.case, self.clock(), self.words, room)
            self.sources.show(rows, sources_summary(self.case, self.words))

    def action_add(self) -> None:
        """Choose files and add them."""
        if self.jobs.is_busy("add"):
            self.tell("add.busy")
            return
        desk, case = self.desk, self.case_id

        def ask(left: NeverRead) -> None:
            screen = AddFilesScreen(self.words, self.start_folder(), left.there)
            self.app.push_screen(screen, self.add_paths)

        self.jobs.fetch("left.ask", lambda: desk.never_read(case), ask)

    def tell_left(self) -> None:
        """Say which files an adding that was broken off never came to."""
        desk, case, words = self.desk, self.case_id, self.words

        def tell(left: NeverRead) -> None:
            for key, paths in (("add.left", left.there), ("add.gone", left.gone)):
                if paths and not self.jobs.is_busy("add"):
                    names = words("add.and").join(one_line(path.name) for path in paths[:_NAMED])
                    more = words("add.more", n=len(paths) - _NAMED) if len(paths) > _NAMED else ""
                    text = words(key, n=len(paths), names=names + more)
                    self.sources.show_news(line(span("! ", "warn"), span(text)))
                    self.notify(text, severity="warning", timeout=10, markup=False)

        self.jobs.fetch("left", lambda: desk.never_read(case), tell)

    def add_paths(self, paths: Sequence[Path] | None) -> None:
        """Read files into the case, in the background."""
        if paths:
            self.action_tab("sources")
            self.sources.show_news()
            self._undecided = ()
            self._read(paths, None)

    def _read(self, paths: Sequence[Path], firm: str | None) -> None:
        desk, case = self.desk, self.case_id

        def steps(cancelled: Cancelled) -> Iterator[Progress | Added]:
            return desk.add(case, paths, cancelled, firm)

        self._begin(steps)

    def _begin(self, steps: Callable[[Cancelled], Iterator[Progress | Added]]) -> None:
        self.jobs.stop("recognise")
        self.jobs.stop("embed")
        self._done = self._bad = 0
        self.jobs.stream("add", steps, self._add_step, self._add_ended)

    def _add_step(self, step: Progress | Added) -> None:
        if isinstance(step, Progress):
            self.sources.show_progress(progress_line(step, self.words))
            return
        if step.firms:
            self._undecided += (step,)
            return
        self._done += step.ok
        self._bad += not step.ok
        self._tell_file(step)

    def _tell_file(self, step: Added) -> None:
        name = clean(step.name or Path(step.path).name)
        self.sources.show_news(news_line(step.ok, name, step.text, step.hint))
        self.reload()

    def _add_ended(self, job: Job) -> None:
        self.sources.show_progress(None)
        if job.is_stopped:
            self._undecided = ()
            self.tell("add.stopped")
        elif self._done or self._bad:
            self.tell("add.done", ok=self._done, bad=self._bad)
        self.reload()
        if self._undecided:
            self._ask_firm()
        else:
            self.recognise()

    def _ask_firm(self) -> None:
        """Ask which firm of the next file of many is wanted."""
        file, *rest = self._undecided
        self._undecided = tuple(rest)
        path = Path(file.path)

        def answered(choice: FirmChoice | None) -> None:
            if choice is None:
                self._next_firm()
            elif choice.is_each:
                self._open_each(path, file)
            else:
                self._read([path], choice.code)

        self.app.push_screen(FirmsScreen(path.name, file.firms, self.words), answered)

    def _next_firm(self) -> None:
        if self._undecided:
            self._ask_firm()
        else:
            self.recognise()

    def _open_each(self, path: Path, file: Added) -> None:
        desk = self.desk

        def steps(cancelled: Cancelled) -> Iterator[Progress | Added]:
            return desk.open_each(path, file.firms, cancelled)

        self._begin(steps)

    def recognise(self) -> None:
        """Recognise pages that are pictures, goes on where it was broken off; then embed."""
        desk, case = self.desk, self.case_id

        def steps(cancelled: Cancelled) -> Iterator[Progress | Added]:
            return desk.recognise(case, cancelled)

        self.jobs.stream("recognise", steps, self._recognised, self._recognising_ended)

    def _recognised(self, step: Progress | Added) -> None:
        if isinstance(step, Added):
            self._tell_file(step)
        elif not self.jobs.is_busy("add"):
            self.sources.show_progress(progress_line(step, self.words))

    def _recognising_ended(self, job: Job) -> None:
        if not (job.is_stopped or self.jobs.is_busy("add")):
            self.sources.show_progress(None)
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
