"""What the desk in memory does about a score."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.domain.case import CaseId
from assistant.domain.figures import Statement, StatementKind
from assistant.domain.score import ScorePoint, ScoreReport
from assistant.errors import InputError


class Shocked(NamedTuple):
    statement: Statement


class FakeScoring:
    """Over ``files``, as the whole desk has them."""

    files: dict[Any, Any]
    drifted = ""
    modelled: tuple[str, ...] = ()
    scored: tuple[ScorePoint, ...] = ()

    def _note(self, name: str, *told: object) -> None:
        raise NotImplementedError

    def score(self, case: CaseId) -> ScoreReport:
        self._note("score", case)
        report: ScoreReport | None = self.files[case].score
        if report is None:
            raise InputError("没有可评分的内容", "先添加发票")
        return report

    def grades(self) -> Sequence[str]:
        return ["A", "BBB", "BB"]

    def override_grade(self, case: CaseId, grade: str, why: str) -> ScoreReport:
        self._note("override_grade", case, grade, why)
        return self.score(case)

    def withdraw_override(self, case: CaseId, why: str) -> ScoreReport:
        self._note("withdraw_override", case, why)
        return self.score(case)

    def suppose(self, case: CaseId, text: str) -> str:
        self._note("suppose", case, text)
        return f"若{text}：等级由BBB变为A。"

    def stress(self, case: CaseId) -> Sequence[Shocked]:
        self._note("stress", case)
        texts = ("若销售收入下降10%：等级由BBB变为BB。", "若最大客户流失：无法测算。")
        return [
            Shocked(
                Statement(
                    key=f"score.stress:{n}", kind=StatementKind.COMPARISON, text_zh=text,
                    text_en=text, figures=(),
                )
            )
            for n, text in enumerate(texts)
        ]  # fmt: skip

    def score_history(self, case: CaseId) -> Sequence[ScorePoint]:
        return self.scored

    def model_says(self, case: CaseId) -> Sequence[str]:
        return self.modelled

    def drift(self) -> str:
        return self.drifted
