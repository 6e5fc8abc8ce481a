"""Finds workbook cells that hold a formula and no stored result."""

import html
import re
import zipfile
from pathlib import Path
from typing import Final

_MARK: Final = b"<f"
_CELL: Final = re.compile(
    rb'<c [^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_SHEET_TAG: Final = re.compile(r"<(?:\w+:)?sheet ([^>]*)>")
_RELATION_TAG: Final = re.compile(r"<(?:\w+:)?Relationship ([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'(?:\w+:)?(\w+)="([^"]*)"')


def unstored_formulas(path: Path, sheet: str) -> dict[int, str]:
    """Rows of ``sheet`` with formulas that have no stored result, and the first such column."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read(_part_of(archive, sheet))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return {}
    found: dict[int, str] = {}
    if _MARK not in content:
        return found
    for cell in _CELL.finditer(content):
        found.setdefault(int(cell[2]), cell[1].decode())
    return found


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
