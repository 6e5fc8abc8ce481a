"""The interview review's duty for files: recordings heard, transcripts read, reports written."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain.progress import Cancelled, Progress
from assistant.intake.transcripts import is_transcript
from assistant.services.results import Added
from tui.presenter.interview import adding_text
from tui.presenter.lines import clean, line, span
from tui.screens.add_files import AddFilesScreen
from tui.screens.case_screen import CaseScreen
from tui.screens.export import ExportDialog
from tui.screens.voices import VoicesDialog
from tui.widgets.frame import Lines
from tui.work import Job


class InterviewAdding(CaseScreen):
    """Interviews in and out; Esc stops, and what was heard so far is gone on with next time."""

    open_name = ""
    """The interview that is shown."""

    def action_add(self) -> None:
        """Choose recordings or transcripts and add them."""
        if self.jobs.is_busy("add"):
            self.tell("add.busy")
            return
        self.app.push_screen(AddFilesScreen(self.words, self.start_folder()), self._add)

    def _add(self, paths: Sequence[Path] | None) -> None:
        if not paths:
            return
        if all(is_transcript(path) for path in paths):
            self._hear(paths, 2)
            return

        def answered(voices: int | None) -> None:
            if voices is not None:
                self._hear(paths, voices)

        self.app.push_screen(VoicesDialog(self.words), answered)

    def _hear(self, paths: Sequence[Path], voices: int) -> None:
        desk, case = self.desk, self.case_id

        def steps(cancelled: Cancelled) -> Iterator[Progress | Added]:
            for path in paths:
                yield from desk.add_interview(case, path, cancelled, voices)

        self.jobs.stream("add", steps, self._add_step, self._add_ended)

    def _add_step(self, step: Progress | Added) -> None:
        head = self.query_one("#interview-head", Lines)
        if isinstance(step, Progress):
            head.show(line(span(adding_text(step, self.words), "accent")))
            return
        self.open_name = step.name
        self.tell("interview.added", name=step.name)

    def action_export(self) -> None:
        """Write the report of the interview that is shown."""
        name = Path(clean(self.open_name)).stem or "interview"
        suggested = self.start_folder() / f"{name}.docx"

        def answered(path: Path | None) -> None:
            if path is not None:
                self._export(path)

        formats = (".docx", ".md", ".srt", ".vtt")
        self.app.push_screen(ExportDialog(self.words, suggested, formats), answered)

    def _export(self, path: Path) -> None:
        desk, case, name, lang = self.desk, self.case_id, self.open_name, self.words.lang

        def done(written: Path) -> None:
            self.tell("export.done", path=str(written))

        self.jobs.fetch("export", lambda: desk.export_interview(case, name, path, lang), done)

    def _add_ended(self, _: Job) -> None:
        self.reload()
