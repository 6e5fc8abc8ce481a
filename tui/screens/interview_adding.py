"""The interview review's duty for files: recordings heard, transcripts read, reports written."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Final

from textual.timer import Timer

from assistant.domain.interviews import clock_text
from assistant.domain.progress import Cancelled, Progress
from assistant.errors import TallystickError
from assistant.intake.transcripts import is_transcript
from assistant.services.results import Added
from tui.presenter.interview import busy_line
from tui.presenter.lines import Line, clean
from tui.screens.add_files import AddFilesScreen
from tui.screens.case_screen import CaseScreen
from tui.screens.voices import VoicesDialog
from tui.work import Job, notify_error

_TICK_S: Final = 1.0
"""How often the time that is left is told."""
STOPPABLE: Final = ("add", "propose")


class InterviewAdding(CaseScreen):
    """Interviews in and out; Esc stops, and what was heard so far is gone on with next time."""

    open_name = ""
    """The interview that is shown."""
    _ticks: Timer | None = None

    def show_head(self) -> None:
        """How far the hearing is, above what the reader of the open interview must know."""
        raise NotImplementedError

    def busy_lines(self) -> tuple[Line, ...]:
        """How far the hearing is, and for how long a model has been asked."""
        now_s = monotonic()
        return tuple(
            busy_line(group, job.step, job.left_s(now_s), int(now_s - job.began_s), self.words)
            for group, job in self.jobs.long()
            if group in STOPPABLE
        )

    def follow(self) -> None:
        """Tell each second how far the work is."""
        self._ticks = self._ticks or self.set_interval(_TICK_S, self.show_head)
        self.show_head()

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

        def steps(cancelled: Cancelled) -> Iterator[Progress | Added | TallystickError]:
            for path in paths:
                try:
                    yield from desk.add_interview(case, path, cancelled, voices)
                except TallystickError as error:
                    yield error

        self.jobs.stream("add", steps, self._add_step, self._add_ended)
        self.follow()

    def _add_step(self, step: Progress | Added | TallystickError) -> None:
        if isinstance(step, TallystickError):
            notify_error(self.app, step, self.words)
        elif isinstance(step, Added):
            self.open_name = step.name
            self.tell("interview.added", name=step.name)
        self.show_head()

    def action_export(self) -> None:
        """Write the report of the interview that is shown."""
        name = Path(clean(self.open_name)).stem or "interview"
        desk, case, shown, lang = self.desk, self.case_id, self.open_name, self.words.lang
        self.write_to(
            f"{name}.docx",
            (".docx", ".md", ".srt", ".vtt"),
            "export",
            lambda path: desk.export_interview(case, shown, path, lang),
        )

    def _add_ended(self, job: Job) -> None:
        if job.is_stopped:
            self._tell_stopped(job.step)
        self.followed()

    def followed(self) -> None:
        """Work is over: show what it brought."""
        if self._ticks is not None and not self.jobs.is_busy(*STOPPABLE):
            self._ticks.stop()
            self._ticks = None
        self.show_head()
        self.reload()

    def _tell_stopped(self, step: Progress | None) -> None:
        if step is None or not step.done:
            self.tell("interview.stopped")
        else:
            self.tell("interview.stopped_at", name=step.subject, clock=clock_text(step.done))
