"""Finds workbook cells whose formula has no stored result: readers see them as empty."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SHOWN: Final = 5
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b")
_RESULT: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]|<(?:\w+:)?is\b")
_REFERENCE: Final = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


@dataclass(frozen=True)
class Uncomputed:
    """Cells of one sheet whose formula was never calculated."""

    first: tuple[str, ...]
    """The first few references."""
    count: int

    def listed(self) -> str:
        """The references, and how many more there are."""
        more = f" and {self.count - len(self.first):,} more" if self.count > len(self.first) else ""
        return ", ".join(self.first) + more


def uncomputed_cells(path: Path) -> dict[str, Uncomputed]:
    """By sheet name; sheets without such cells are absent. The archive is verified already."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for sheet, part in _parts(archive, names).items():
            data = archive.read(part) if part in names else b""
            cells = _cells(data) if _FORMULA.search(data) else []
            if cells:
                found[sheet] = Uncomputed(tuple(cells[:_SHOWN]), len(cells))
    return found


def _cells(data: bytes) -> list[str]:
    cells = []
    for match in _CELL.finditer(data):
        attributes, inside = match[1], match[2] or b""
        if _FORMULA.search(inside) and not _RESULT.search(inside):
            reference = _REFERENCE.search(attributes)
            cells.append(reference[1].decode() if reference else "?")
    return cells


def _parts(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Sheet names and the parts of the archive that hold them."""
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if book not in names or relations not in names:
        return {}
    targets = {}
    for tag in _RELATION.findall(archive.read(relations)):
        attributes = _attributes(tag)
        targets[attributes.get("Id", "")] = attributes.get("Target", "")
    parts = {}
    for tag in _SHEET.findall(archive.read(book)):
        attributes = _attributes(tag)
        target = targets.get(attributes.get("r:id", ""), "")
        parts[attributes.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return parts


def _attributes(tag: bytes) -> dict[str, str]:
    found = {}
    for name, value in _ATTRIBUTE.findall(tag):
        text = value.decode("utf-8", "replace")
        for entity, char in _ENTITIES:
            text = text.replace(entity, char)
        found[name.decode()] = text
    return found
