"""Tables and runs of a Word document: ruled as in the PDF, no head alone, no row torn apart."""

from typing import TYPE_CHECKING, Any, Final

from assistant.memo.blocks import Run, TableBlock, column_widths

if TYPE_CHECKING:
    from docx.document import Document

LINE_CM: Final = 16.2
"""Width of the text on a page."""
_SHORT_TABLE: Final = 8
"""Rows of a table that is never torn over two pages."""


def add_table(document: "Document", block: TableBlock) -> None:
    """A real table with its head repeated on each page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    table = document.add_table(rows=0, cols=len(block.rows[0]))
    table.autofit = False
    widths = [Cm(width) for width in column_widths(block.weights, LINE_CM)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(block.rows):
        cells = table.add_row().cells
        for cell, right, width, content in zip(cells, block.right, widths, row, strict=False):
            cell.width = width
            paragraph = cell.paragraphs[0]
            add_runs(paragraph, content)
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.space_before = Pt(1)
            paragraph.style = document.styles["Body Text 3"]
            # A head never stands alone at the end of a page, nor does a row of a short table.
            is_last = number == len(block.rows) - 1
            whole = len(block.rows) <= _SHORT_TABLE
            paragraph.paragraph_format.keep_with_next = not is_last and (whole or number == 0)
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _ruled(cell, is_head=number == 0)
    _repeat_head(table)
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(6)


def _ruled(cell: Any, *, is_head: bool) -> None:  # noqa: ANN401  python-docx is untyped here
    """A line under the cell; the head is shaded and bold, as in the PDF."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    drawn = {"val": "single", "sz": "8" if is_head else "4"}
    for name, value in {**drawn, "color": "1D4F7C" if is_head else "D5DBE3"}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties.append(borders)
    if is_head:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "EEF3F8")
        properties.append(shade)
        for run in cell.paragraphs[0].runs:
            run.style = "Strong"


def _repeat_head(table: Any) -> None:  # noqa: ANN401  python-docx is untyped here
    """The first row again on each page; no row is torn apart."""
    from docx.oxml import OxmlElement

    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def add_runs(paragraph: Any, pieces: tuple[Run, ...]) -> None:  # noqa: ANN401  untyped there
    """Words with bold and raised source marks."""
    previous_note = False
    for piece in pieces:
        is_note = piece.style == "note"
        run = paragraph.add_run(f",{piece.text}" if is_note and previous_note else piece.text)
        if piece.style == "bold":
            run.style = "Strong"
        run.font.superscript = True if is_note else None
        previous_note = is_note
