"""Keep, dismiss or reopen a finding: what the workbench and the interview review both ask."""

from assistant.domain.findings import Finding, Review, ReviewState
from tui.presenter.lines import one_line
from tui.screens.case_screen import CaseScreen
from tui.screens.dialogs import ReasonDialog


class Reviewing(CaseScreen):
    """A person decides on a finding, and may take it back."""

    _decided: tuple[tuple[str, Review], ...] = ()
    """Findings as they stood before each decision of this sitting."""

    def ask_review(self, finding: Finding, state: ReviewState) -> None:
        """Put a finding into ``state`` once its note is given; reopening needs none."""
        words = self.words
        if state is ReviewState.OPEN:
            self._decide(finding, state, "")
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
                self._decide(finding, state, note)

        self.app.push_screen(dialog, answered)

    def _decide(self, finding: Finding, state: ReviewState, note: str) -> None:
        self._decided = (*self._decided, (finding.id, finding.review))
        self._review(finding.id, state, note, "review.done")

    def action_undo_review(self) -> None:
        """Put back what was decided last; the log keeps both."""
        if not self._decided:
            self.tell("review.nothing_to_undo")
            return
        *kept, (finding, before) = self._decided
        self._decided = tuple(kept)
        self._review(finding, before.state, before.note, "review.undone")

    def _review(self, finding: str, state: ReviewState, note: str, told: str) -> None:
        desk, case = self.desk, self.case_id

        def done(_: None) -> None:
            self.tell(told, state=self.words(f"review_state.{state}"))
            self.reload()

        self.jobs.fetch("review", lambda: desk.review(case, finding, state, note), done)
