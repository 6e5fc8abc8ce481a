"""What the score tab asks of the program, beside the score itself."""

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.case import CaseId
from assistant.domain.figures import Statement
from assistant.domain.score import ScorePoint, ScoreReport


class Shocked(Protocol):
    """One shock on one case."""

    @property
    def statement(self) -> Statement:
        """What becomes of the score."""


class ScoringDesk(Protocol):
    """Use cases of the score. Methods block; call them from workers."""

    def score(self, case: CaseId) -> ScoreReport:
        """Score the case under the policy and keep the report."""

    def grades(self) -> Sequence[str]:
        """The policy's grades, best first."""

    def override_grade(self, case: CaseId, grade: str, why: str) -> ScoreReport:
        """Give a grade of one's own beside the code's."""

    def withdraw_override(self, case: CaseId, why: str) -> ScoreReport:
        """Take one's grade back."""

    def suppose(self, case: CaseId, text: str) -> str:
        """What ``KEY=VALUE; KEY=VALUE`` would move, as a sentence; nothing is kept."""

    def stress(self, case: CaseId) -> Sequence[Shocked]:
        """The score under the usual shocks; nothing is kept."""

    def score_history(self, case: CaseId) -> Sequence[ScorePoint]:
        """What the score became each time that it changed, oldest first."""

    def model_says(self, case: CaseId) -> Sequence[str]:
        """What the trained model in use says of the case; nothing where there is none."""

    def drift(self) -> str:
        """How the trained model in use stands; '' where there is none."""
