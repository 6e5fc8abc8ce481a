"""Says of a rejected row that its blank is really a formula that was never calculated."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.intake.readers.formulas import unstored_formulas
from assistant.intake.staging import Rejection

_SAID_OF_BLANKS: Final = "no "
"""How the reason of a row begins that lacks a value."""


def explained(path: Path, rejected: Sequence[Rejection]) -> tuple[Rejection, ...]:
    """The same rows; where a blank is really an uncalculated formula, the reason says that."""
    sheets = {r.sheet for r in rejected if r.sheet and r.reason.startswith(_SAID_OF_BLANKS)}
    formulas = {sheet: unstored_formulas(path, sheet) for sheet in sheets}
    return tuple(_explained(r, formulas.get(r.sheet, {})) for r in rejected)


def _explained(rejection: Rejection, columns: dict[int, str]) -> Rejection:
    column = columns.get(rejection.row)
    if column is None or not rejection.reason.startswith(_SAID_OF_BLANKS):
        return rejection
    return rejection._replace(
        reason=f"{rejection.reason}: cell {column}{rejection.row} holds a formula without a stored"
        " result; open the workbook in Excel or WPS and save it"
    )
