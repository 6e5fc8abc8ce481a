"""The interview review's duty for single utterances: who speaks, and what was really said."""

from collections.abc import Mapping
from pathlib import Path

from assistant.domain.interviews import OWNER, InterviewView
from tui.player import play, player
from tui.presenter.interview import InterviewRow, role_text
from tui.presenter.lines import clean
from tui.screens.correct import CorrectDialog, Corrected
from tui.screens.export import ExportDialog
from tui.screens.interview_adding import InterviewAdding
from tui.widgets.listed import Listed


class InterviewLines(InterviewAdding):
    """The transcript's words and speakers, put right by a person."""

    view: InterviewView | None = None
    rows: Mapping[str, InterviewRow] = {}

    def action_owner(self) -> None:
        """Say that the speaker of the words under the cursor is the owner."""
        row = self.rows.get(self.query_one("#interview-lines", Listed).chosen)
        if row is None or self.view is None:
            return
        interview = self.view.interview
        speaker = interview.lines[row.place].speaker
        desk, case = self.desk, self.case_id
        others = {who: role for who, role in interview.roles.items() if role != OWNER}
        roles = {**others, speaker: OWNER}

        def done(_: None) -> None:
            self.tell("interview.confirmed", who=speaker)
            self.reload()

        def call() -> None:
            desk.relabel(case, interview.name, roles, lambda: False)

        self.jobs.fetch("relabel", call, done)

    def action_play(self) -> None:
        """Play the utterance under the cursor, or cut it out where nothing can play it."""
        row = self.rows.get(self.query_one("#interview-lines", Listed).chosen)
        if row is None or self.view is None:
            return
        desk, case, place = self.desk, self.case_id, row.place
        interview, command = self.view.interview, player()
        clock = interview.lines[place].clock
        if not command:
            self.tell("play.none", clock=clock)
            self._cut_out(interview.name, place, clock)
            return
        self.tell("play.playing", clock=clock)

        def call() -> None:
            play(desk.passage(case, interview.name, place), command)

        self.jobs.fetch("play", call, lambda _: None)

    def _cut_out(self, name: str, place: int, clock: str) -> None:
        desk, case = self.desk, self.case_id
        stem = Path(clean(name)).stem or "interview"
        suggested = self.start_folder() / f"{stem}-{clock.replace(':', '')}.wav"

        def done(written: Path) -> None:
            self.tell("export.done", path=str(written))

        def answered(path: Path | None) -> None:
            if path is not None:
                self.jobs.fetch("clip", lambda: desk.export_clip(case, name, place, path), done)

        self.app.push_screen(ExportDialog(self.words, suggested, (".wav",)), answered)

    def action_correct(self) -> None:
        """Put the words or the speaker of the utterance under the cursor right."""
        row = self.rows.get(self.query_one("#interview-lines", Listed).chosen)
        if row is None or self.view is None:
            return
        interview, place = self.view.interview, row.place
        line = interview.lines[place]
        speakers = {s: f"{s} {role_text(interview, s, self.words)}" for s in interview.speakers}
        dialog = CorrectDialog(self.words, line.text, line.speaker, speakers)

        def answered(answer: Corrected | None) -> None:
            if answer is not None and answer != (line.text, line.speaker):
                self._correct(interview.name, place, answer)

        self.app.push_screen(dialog, answered)

    def _correct(self, name: str, place: int, answer: Corrected) -> None:
        desk, case = self.desk, self.case_id

        def done(_: None) -> None:
            self.tell("correct.done")
            self.reload()

        self.jobs.fetch("correct", lambda: desk.correct_line(case, name, place, answer), done)
