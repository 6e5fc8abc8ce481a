"""A memo as a Word document: real tables and lists, superscript source marks, page numbers."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from assistant.domain.memo import MemoVersion, version_digest
from assistant.domain.quantities import Lang
from assistant.memo.blocks import Run, TableBlock, blocks, runs
from assistant.memo.markdown import HEADS, authorship, byline, check_summary, doubted, open_point

if TYPE_CHECKING:
    from docx.document import Document

_BODY_FONT: Final = {Lang.ZH: "宋体", Lang.EN: "Calibri"}
_HEAD_FONT: Final = {Lang.ZH: "黑体", Lang.EN: "Calibri"}


def docx_bytes(memo: MemoVersion) -> bytes:
    """The memo as the bytes of a .docx file."""
    import docx

    document = docx.Document()
    _set_up(document, memo)
    document.add_heading(memo.title, level=0)
    document.add_paragraph(byline(memo)).style = document.styles["Subtitle"]
    for number, section in enumerate(doubted(memo), start=1):
        document.add_heading(f"{number}. {section.title}", level=1)
        for paragraph in section.paragraphs:
            _add_blocks(document, paragraph.text)
    _appendix(document, memo)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def plain_docx(title: str, sections: Sequence[tuple[str, str]], lang: Lang) -> bytes:
    """Titled sections of Markdown as the bytes of a .docx file that looks like a memo."""
    import docx

    document = docx.Document()
    _lay_out(document, lang)
    document.core_properties.title = title
    document.add_heading(title, level=0)
    for number, (name, text) in enumerate(sections, start=1):
        document.add_heading(f"{number}. {name}", level=1)
        _add_blocks(document, text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: "Document", memo: MemoVersion) -> None:
    _lay_out(document, memo.lang)
    properties = document.core_properties
    properties.title = memo.title
    properties.author = memo.drafted_by
    properties.comments = f"{memo.generator}; policy {memo.policy or '-'}; model {memo.model}"
    properties.identifier = version_digest(memo)
    properties.created = properties.modified = memo.drafted_at.replace(tzinfo=None)


def _lay_out(document: "Document", lang: Lang) -> None:
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.2)
    sizes = {"Normal": 10.5, "Title": 20, "Subtitle": 9, "Heading 1": 13, "Heading 2": 11}
    for name, size in sizes.items():
        font = _BODY_FONT if name in ("Normal", "Subtitle") else _HEAD_FONT
        _set_font(document.styles[name], font[lang], Pt(size))
    document.core_properties.language = "zh-CN" if lang is Lang.ZH else "en"
    _page_numbers(section.footer.paragraphs[0])


def _set_font(style: Any, family: str, size: Any) -> None:  # noqa: ANN401  python-docx is untyped here
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size = family, size
    style.font.color.rgb = RGBColor(0x1F, 0x2A, 0x37)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), family)


def _page_numbers(paragraph: Any) -> None:  # noqa: ANN401  python-docx is untyped here
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


def _add_blocks(document: "Document", markdown: str) -> None:
    for block in blocks(markdown):
        if isinstance(block, TableBlock):
            _add_table(document, block)
        else:
            style = "List Bullet" if block.bullet else "Normal"
            _add_runs(document.add_paragraph(style=style), block.runs)


def _add_table(document: "Document", block: TableBlock) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Light Grid Accent 1")
    for row in block.rows:
        cells = table.add_row().cells
        for cell, right, content in zip(cells, block.right, row, strict=False):
            paragraph = cell.paragraphs[0]
            _add_runs(paragraph, content)
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _add_runs(paragraph: Any, pieces: tuple[Run, ...]) -> None:  # noqa: ANN401  untyped there
    previous_note = False
    for piece in pieces:
        is_note = piece.style == "note"
        run = paragraph.add_run(f",{piece.text}" if is_note and previous_note else piece.text)
        run.bold = piece.style == "bold" or None
        run.font.superscript = True if is_note else None
        previous_note = is_note


def _appendix(document: "Document", memo: MemoVersion) -> None:
    points, checked, struck, sources = HEADS[memo.lang]
    if memo.open_points:
        document.add_heading(points, level=1)
        for point in memo.open_points:
            document.add_paragraph(f"☐ {open_point(point, memo.lang)}", style="List Bullet")
    document.add_heading(checked, level=1)
    document.add_paragraph(check_summary(memo))
    document.add_paragraph(authorship(memo))
    if memo.struck:
        document.add_heading(struck, level=2)
        for sentence in memo.struck:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(sentence.text).font.strike = True
            paragraph.add_run(f" ({sentence.reason})")
    document.add_heading(sources, level=1)
    for note in memo.notes:
        _add_runs(document.add_paragraph(), (Run(str(note.number), "note"), *runs(f" {note.text}")))
