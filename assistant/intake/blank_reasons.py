"""Says of a rejected row that its blank is really a formula that was never calculated."""

from collections.abc import Sequence
from pathlib import Path

from assistant.domain.tongues import tongues_of, two_tongued
from assistant.intake.readers.formulas import unstored_formulas
from assistant.intake.row_reasons import BLANKS
from assistant.intake.staging import Rejection


def explained(path: Path, rejected: Sequence[Rejection]) -> tuple[Rejection, ...]:
    """The same rows; where a blank is really an uncalculated formula, the reason says that."""
    sheets = {r.sheet for r in rejected if r.sheet and r.reason in BLANKS}
    formulas = {sheet: unstored_formulas(path, sheet) for sheet in sheets}
    return tuple(_explained(r, formulas.get(r.sheet, {})) for r in rejected)


def _explained(rejection: Rejection, columns: dict[int, str]) -> Rejection:
    column = columns.get(rejection.row)
    if column is None or rejection.reason not in BLANKS:
        return rejection
    blank, cell = tongues_of(rejection.reason), f"{column}{rejection.row}"
    reason = two_tongued(
        f"{blank.zh}：单元格 {cell} 是公式，没有存下计算结果，请用 Excel 或 WPS 打开并保存",
        f"{blank.en}: cell {cell} holds a formula without a stored result; open the workbook in"
        " Excel or WPS and save it",
    )
    return rejection._replace(reason=reason)
