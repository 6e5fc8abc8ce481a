"""The workbench's duty for the score: made, supposed, stressed, and graded by a person."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static

from assistant.domain.score import ScoreReport
from tui.messages import Words
from tui.scoring_desk import Shocked
from tui.screens.case_screen import CaseScreen
from tui.screens.dialogs import Dialog
from tui.screens.suppose import Field, SupposeDialog
from tui.widgets.score_pane import ScorePane, Standing


class Graded(NamedTuple):
    """The answer of ``GradeDialog``."""

    grade: str
    """'' takes an earlier grade back."""
    why: str


class GradeDialog(Dialog[Graded]):
    """A grade of one's own beside the code's."""

    def __init__(self, words: Words, report: ScoreReport, grades: Sequence[str]) -> None:
        """Ask about ``report``, whose policy has ``grades``."""
        super().__init__(words, words("override.title"), words("key.override"))
        self._report = report
        self._grades = [g for g in grades if g != report.grade]

    def parts(self) -> list[Widget]:
        """What holds now, grade, reason."""
        words, given = self.words, self._report.override
        text = given.text(words.lang) if given else words("override.own", grade=self._report.grade)
        choices = [(grade, grade) for grade in self._grades]
        if given is not None:
            choices.insert(0, (words("override.none"), ""))
        return [
            Static(text, classes="dialog-text", markup=False),
            Label(words("override.grade")),
            Select(choices, value=choices[0][1], allow_blank=False, id="grade", compact=True),
            Label(words("dialog.why")),
            Input(placeholder=words("dialog.why_placeholder"), id="why", compact=True),
        ]

    def given(self) -> Graded | None:
        """Grade and reason."""
        why = self.text_of("#why")
        if not why:
            self.complain(self.words("dialog.why_needed"))
            return None
        return Graded(str(self.query_one("#grade", Select).value), why)


class ScoreDuty(CaseScreen):
    """What is done with the score."""

    @on(ScorePane.ScoreWanted)
    def action_score(self) -> None:
        """Score the case under the policy."""
        if self.jobs.is_busy("score"):
            return
        desk, case = self.desk, self.case_id
        self.tell("score.running")

        def done(report: ScoreReport) -> None:
            points = f"{report.score.normalize():f}"
            self.tell("score.done", grade=report.graded(self.words.lang), points=points)
            self.reload()

        self.jobs.fetch("score", lambda: desk.score(case), done)

    @on(ScorePane.StandingWanted)
    def _standing_wanted(self) -> None:
        desk, case = self.desk, self.case_id

        def read() -> Standing:
            return Standing(desk.drift(), desk.score_history(case), desk.model_says(case))

        self.jobs.fetch("standing", read, self.query_one(ScorePane).show_standing)

    @on(ScorePane.SupposeWanted)
    def _suppose_wanted(self, event: ScorePane.SupposeWanted) -> None:
        desk, case, lang = self.desk, self.case_id, self.words.lang
        held = (self.figures.get(key) for key in event.keys)
        fields = [
            Field(f.key, f.label(lang), f.text(lang))
            for f in held
            if f is not None and f.unit.is_numeric
        ]

        def answered(changes: str | None) -> None:
            if changes is not None:
                self.jobs.fetch("suppose", lambda: (desk.suppose(case, changes),), self._tried)

        dialog = SupposeDialog(self.words, fields, lambda text: desk.suppose(case, text))
        self.app.push_screen(dialog, answered)

    @on(ScorePane.StressWanted)
    def _stress_wanted(self) -> None:
        desk, case, lang = self.desk, self.case_id, self.words.lang

        def done(found: Sequence[Shocked]) -> None:
            self._tried([shocked.statement.text(lang) for shocked in found])

        self.jobs.fetch("suppose", lambda: desk.stress(case), done)

    def _tried(self, sentences: Sequence[str]) -> None:
        self.query_one(ScorePane).show_tried(sentences)

    @on(ScorePane.OverrideWanted)
    def _override_wanted(self, event: ScorePane.OverrideWanted) -> None:
        desk, report = self.desk, event.report

        def ask(grades: Sequence[str]) -> None:
            self.app.push_screen(GradeDialog(self.words, report, grades), self._graded)

        self.jobs.fetch("grades", desk.grades, ask)

    def _graded(self, answer: Graded | None) -> None:
        if answer is None:
            return
        desk, case = self.desk, self.case_id

        def act() -> ScoreReport:
            if answer.grade:
                return desk.override_grade(case, answer.grade, answer.why)
            return desk.withdraw_override(case, answer.why)

        def done(report: ScoreReport) -> None:
            held = report.override
            self.tell("override.done", grade=held.grade if held else report.graded(self.words.lang))
            self.reload()

        self.jobs.fetch("override", act, done)
