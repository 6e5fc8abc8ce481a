"""The workbench's duty for judgement: reviews, candidates confirmed, tables taken away."""

from textual import on

from assistant.domain.figures import Figure, FigureStatus
from tui.presenter.fields import BadEntry, entry_value
from tui.presenter.figures import cell_text
from tui.presenter.lines import clean
from tui.screens.adjust import Addback, AdjustDialog
from tui.screens.dialogs import ConfirmDialog, Confirmed
from tui.screens.reviewing import Reviewing
from tui.widgets.figures_pane import FiguresPane
from tui.widgets.findings_pane import FindingsPane
from tui.widgets.requests import SaveTable


class ReviewDuty(Reviewing):
    """What a person decides."""

    @on(FindingsPane.ReviewWanted)
    def _review_wanted(self, event: FindingsPane.ReviewWanted) -> None:
        self.ask_review(event.finding, event.state)

    @on(FiguresPane.ConfirmWanted)
    def _confirm_wanted(self, event: FiguresPane.ConfirmWanted) -> None:
        figure, words = event.figure, self.words
        if figure.status is not FigureStatus.CANDIDATE or figure.value is None:
            self.tell("confirm.not_candidate")
            return
        typed = cell_text(figure, words.lang, full=True)
        if figure.unit.value == "ratio":
            typed += "%"
        printed = figure.text(words.lang, full=True)
        dialog = ConfirmDialog(words, figure.label(words.lang), printed, typed)

        def answered(answer: Confirmed | None) -> None:
            if answer is not None:
                self._confirm(figure, answer, is_changed=answer.value != typed)

        self.app.push_screen(dialog, answered)

    def _confirm(self, figure: Figure, answer: Confirmed, *, is_changed: bool) -> None:
        if not answer.value:
            self._reject(figure, answer.why)
            return
        try:
            value = entry_value(answer.value, figure.unit, self.words) if is_changed else None
        except BadEntry as error:
            self.notify(str(error), severity="error", markup=False)
            return
        desk, case = self.desk, self.case_id

        def done(_: None) -> None:
            self.tell("confirm.done", label=clean(figure.label(self.words.lang)))
            self.reload()

        self.jobs.fetch("confirm", lambda: desk.confirm(case, figure.key, value, answer.why), done)

    def _reject(self, figure: Figure, why: str) -> None:
        desk, case = self.desk, self.case_id

        def done(_: None) -> None:
            self.tell("confirm.rejected", label=clean(figure.label(self.words.lang)))
            self.reload()

        self.jobs.fetch("confirm", lambda: desk.reject(case, figure.key, why), done)

    @on(FiguresPane.AdjustWanted)
    def _adjust_wanted(self, event: FiguresPane.AdjustWanted) -> None:
        figure, words = event.figure, self.words
        if figure.status is not FigureStatus.VERIFIED or figure.number is None:
            self.tell("adjust.not_number")
            return
        printed = figure.text(words.lang, full=True)
        dialog = AdjustDialog(words, figure.label(words.lang), printed)

        def answered(answer: Addback | None) -> None:
            if answer is not None:
                self._adjust(figure, answer)

        self.app.push_screen(dialog, answered)

    def _adjust(self, figure: Figure, answer: Addback) -> None:
        desk, case = self.desk, self.case_id

        def done(_: str) -> None:
            self.tell("adjust.done", label=clean(figure.label(self.words.lang)))
            self.reload()

        self.jobs.fetch(
            "adjust",
            lambda: desk.adjust(case, figure.key, answer.amount, answer.why, answer.page),
            done,
        )

    @on(SaveTable)
    def _save_table(self, event: SaveTable) -> None:
        desk, case, table = self.desk, self.case_id, event.table
        self.write_to(
            self.file_name(f"{event.name}.csv"),
            (".csv",),
            "table",
            lambda path: desk.export_table(case, path, *table),
        )
