"""Keep, dismiss or reopen a finding: what the workbench and the interview review both ask."""

from assistant.domain.findings import Finding, ReviewState
from tui.presenter.lines import one_line
from tui.screens.case_screen import CaseScreen
from tui.screens.dialogs import ReasonDialog


class Reviewing(CaseScreen):
    """A person decides on a finding."""

    def ask_review(self, finding: Finding, state: ReviewState) -> None:
        """Put a finding into ``state`` once its note is given; reopening needs none."""
        words = self.words
        if state is ReviewState.OPEN:
            self._review(finding, state, "")
            return
        is_dismissal = state is ReviewState.DISMISSED
        dialog = ReasonDialog(
            words,
            words("review.dismiss_title" if is_dismissal else "review.keep_title"),
            one_line(finding.statement.text(words.lang)),
            label=words("review.note"),
            needed=words("review.note_needed") if is_dismissal else "",
            ok=words("key.dismiss" if is_dismissal else "key.keep"),
        )

        def answered(note: str | None) -> None:
            if note is not None:
                self._review(finding, state, note)

        self.app.push_screen(dialog, answered)

    def _review(self, finding: Finding, state: ReviewState, note: str) -> None:
        desk, case = self.desk, self.case_id

        def done(_: None) -> None:
            self.tell("review.done", state=self.words(f"review_state.{state}"))
            self.reload()

        self.jobs.fetch("review", lambda: desk.review(case, finding.id, state, note), done)
