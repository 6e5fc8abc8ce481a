"""Finds workbook cells that hold a formula and no stored result, and says so of the rows."""

import html
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.intake.staging import Rejection

_CELL: Final = re.compile(
    rb'<c [^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_SHEET_TAG: Final = re.compile(r"<(?:\w+:)?sheet ([^>]*)>")
_RELATION_TAG: Final = re.compile(r"<(?:\w+:)?Relationship ([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'(?:\w+:)?(\w+)="([^"]*)"')
_SAID_OF_BLANKS: Final = "no "
"""How the reason of a row begins that lacks a value."""


def unstored_formulas(path: Path, sheet: str) -> dict[int, str]:
    """Rows of ``sheet`` with formulas that have no stored result, and the first such column."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read(_part_of(archive, sheet))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return {}
    found: dict[int, str] = {}
    for cell in _CELL.finditer(content):
        found.setdefault(int(cell[2]), cell[1].decode())
    return found


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


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The archive member that holds ``sheet``; KeyError where the workbook names none."""
    names, targets = {}, {}
    for tag in _SHEET_TAG.findall(archive.read("xl/workbook.xml").decode()):
        attributes = dict(_ATTRIBUTE.findall(tag))
        names[html.unescape(attributes["name"])] = attributes["id"]
    for tag in _RELATION_TAG.findall(archive.read("xl/_rels/workbook.xml.rels").decode()):
        attributes = dict(_ATTRIBUTE.findall(tag))
        targets[attributes["Id"]] = attributes["Target"]
    target = targets[names[sheet]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
