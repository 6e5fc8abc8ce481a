"""The desk's use cases of the score: what it is, what moves it, and what people set beside it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.domain.case import CaseFile, CaseId
from assistant.domain.score import RuleResult, ScorePoint, ScoreReport
from assistant.errors import TallystickError
from assistant.notices import error_lines
from assistant.scoring.stress_words import moved
from assistant.services import auditing, deciding, supposing
from assistant.services.model_status import standing
from assistant.services.office import Office
from assistant.services.telling_scores import history_of

if TYPE_CHECKING:
    from assistant.scoring.shocks import Shock
    from assistant.scoring.stress import Stressed
    from assistant.services.model_view import ModelView
    from assistant.services.stressing import StressedBook


class ScoreDesk:
    """The score of a case."""

    _office: Office

    def case(self, case: CaseId) -> CaseFile:
        """The case as it stands."""
        return self._office.case(case)

    def score(self, case: CaseId) -> ScoreReport:
        """The case's score under the policy; it is kept with the case on every change.

        Raises:
            InputError: the case has nothing to score.
        """
        return deciding.graded(self._office, case)

    def waive(self, case: CaseId, rule: str, why: str) -> RuleResult:
        """Waive a broken rule; its verdict after that."""
        return deciding.waive(self._office, case, rule, why)

    def withdraw_waiver(self, case: CaseId, rule: str, why: str) -> RuleResult:
        """Take a waiver back; the rule's verdict after that."""
        return deciding.withdraw_waiver(self._office, case, rule, why)

    def override_grade(self, case: CaseId, grade: str, why: str) -> ScoreReport:
        """Give a grade of one's own beside the code's; the score with both."""
        return deciding.override_grade(self._office, case, grade, why)

    def withdraw_override(self, case: CaseId, why: str) -> ScoreReport:
        """Take one's grade back; the score after that."""
        return deciding.withdraw_override(self._office, case, why)

    def grades(self) -> Sequence[str]:
        """The policy's grades, best first."""
        return [band.grade for band in self._office.policy.grades]

    def what_if(
        self, case: CaseId, changes: Mapping[str, Decimal | str]
    ) -> tuple[ScoreReport, ScoreReport]:
        """The score as it is and with some figures changed; nothing is kept."""
        texts = {key: str(value) for key, value in changes.items()}
        return supposing.changed_score(self._office, self.case(case), texts)

    def suppose(self, case: CaseId, text: str) -> str:
        """What ``KEY=VALUE; KEY=VALUE`` would move, as a sentence; nothing is kept."""
        changes = supposing.changes_from(text)
        before, after = self.what_if(case, changes)
        lang = self._office.lang
        named = supposing.named(self.case(case), changes, lang)
        return f"{named}{moved(before, after, lang)}"

    def stress(self, case: CaseId, shocks: Sequence["Shock"] = ()) -> Sequence["Stressed"]:
        """The score under each shock, the usual ones by default; nothing is kept."""
        from assistant.scoring.shocks import SHOCKS
        from assistant.services import stressing

        return stressing.stress_case(self._office, self.case(case), shocks or SHOCKS)

    def stress_book(self, shocks: Sequence["Shock"]) -> Sequence["StressedBook"]:
        """Every scored case under each shock; nothing is kept."""
        from assistant.services import stressing

        return stressing.stress_book(self._office, shocks)

    def score_history(self, case: CaseId) -> Sequence[ScorePoint]:
        """What the case's score became each time that it changed, oldest first."""
        return history_of(auditing.lines(self._office, case))

    def model_view(self, case: CaseId) -> "ModelView | None":
        """What the trained model in use says of the case; None where there is none.

        Raises:
            InputError: the model was changed after it was promoted.
        """
        from assistant.services import model_view

        return model_view.model_view(self._office, case)

    def model_says(self, case: CaseId) -> Sequence[str]:
        """The same as sentences, or why it can't be said; none where there is none."""
        try:
            found = self.model_view(case)
        except TallystickError as error:
            return error_lines(error, self._office.lang)
        return () if found is None else found.sentences(self._office.lang)

    def drift(self) -> str:
        """How the trained model in use stands, as sentences; '' where none was promoted."""
        return standing(self._office)
