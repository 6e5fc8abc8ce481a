"""A memo as a Word document: real tables and lists, superscript source marks, page numbers."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from assistant.domain.memo import Chart, MemoVersion, version_digest
from assistant.domain.quantities import Lang
from assistant.memo.blocks import Run, TableBlock, blocks, runs
from assistant.memo.docx_table import LINE_CM, add_runs, add_table
from assistant.memo.markdown import (
    HEADS,
    authorship,
    byline,
    captions,
    chart_tables,
    check_summary,
    doubted,
    footer,
    open_point,
    signature_lines,
    statements,
)
from assistant.memo.pdf_export import chart_png

if TYPE_CHECKING:
    from docx.document import Document

_BODY_FONT: Final = {Lang.ZH: "宋体", Lang.EN: "Calibri"}
_SIGNING_ROOM: Final = 152_400
"""Space above a line to sign on: 12 points, in the units of Word."""
_PROGRAM: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Tallystick'
    "</Application></Properties>"
)
_HEAD_FONT: Final = {Lang.ZH: "黑体", Lang.EN: "Calibri"}


def docx_bytes(memo: MemoVersion) -> bytes:
    """The memo as the bytes of a .docx file."""
    import docx

    document = docx.Document()
    _set_up(document, memo)
    document.add_heading(memo.title, level=0)
    document.add_paragraph(byline(memo)).style = document.styles["Subtitle"]
    pictures = captions(memo)
    for number, section in enumerate(doubted(memo), start=1):
        document.add_heading(f"{number}. {section.title}", level=1)
        for paragraph in section.paragraphs:
            _add_blocks(document, paragraph.text)
        for chart, caption in pictures:
            if chart.section == section.code:
                _add_chart(document, chart, caption)
    _appendix(document, memo)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def plain_docx(title: str, sections: Sequence[tuple[str, str]], lang: Lang) -> bytes:
    """Titled sections of Markdown as the bytes of a .docx file that looks like a memo."""
    import docx

    document = docx.Document()
    _lay_out(document, lang)
    _page_numbers(document.sections[0].footer.paragraphs[0])
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
    _page_numbers(document.sections[0].footer.paragraphs[0], *footer(memo))
    properties = document.core_properties
    properties.title = memo.title
    properties.author = properties.last_modified_by = memo.drafted_by
    properties.comments = f"{memo.generator}; policy {memo.policy or '-'}; model {memo.model}"
    properties.keywords = f"tallystick {version_digest(memo)}"
    properties.created = properties.modified = memo.drafted_at.replace(tzinfo=None)


def _own_program(document: "Document") -> None:
    """Name the program that wrote the file; the library's template names another's."""
    for part in document.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = _PROGRAM.encode()


def _lay_out(document: "Document", lang: Lang) -> None:
    from docx.shared import Cm, Pt, RGBColor

    _own_program(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.2)
    sizes = {
        "Normal": 10.5,
        "Title": 20,
        "Subtitle": 9,
        "Heading 1": 13,
        "Heading 2": 11,
    }
    sizes |= {"Caption": 9, "Footer": 8, "Body Text 2": 8, "Body Text 3": 9.5}
    for name, size in sizes.items():
        font = _HEAD_FONT if name in ("Title", "Heading 1", "Heading 2") else _BODY_FONT
        style = document.styles[name]
        _set_font(style, font[lang], Pt(size))
        if font is _HEAD_FONT:
            style.font.bold, style.font.color.rgb = True, RGBColor(0x1D, 0x4F, 0x7C)
        if name.startswith("Body"):
            style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(2), 1.0
        elif name == "Normal":
            style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(6), 1.25
    document.styles["Subtitle"].font.italic = False
    _set_font(document.styles["Strong"], _HEAD_FONT[lang], None)
    document.core_properties.language = "zh-CN" if lang is Lang.ZH else "en"


def _set_font(style: Any, family: str, size: Any) -> None:  # noqa: ANN401  python-docx is untyped here
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size = family, size
    style.font.color.rgb = RGBColor(0x1F, 0x2A, 0x37)
    for spacing in style.element.xpath("w:rPr/w:spacing"):
        spacing.getparent().remove(spacing)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), family)


def _page_numbers(paragraph: Any, left: str = "", right: str = "") -> None:  # noqa: ANN401  python-docx is untyped here
    """A page's number of how many, between two texts."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(LINE_CM / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Cm(LINE_CM), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t")
    _field(paragraph.add_run(), "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph.add_run(), "NUMPAGES")
    paragraph.add_run(f"\t{right}")


def _field(run: Any, name: str) -> None:  # noqa: ANN401  python-docx is untyped here
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", None), (None, name), ("end", None)):
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
            add_table(document, block)
        else:
            style = "List Bullet" if block.bullet else "Normal"
            add_runs(document.add_paragraph(style=style), block.runs)


def _add_chart(document: "Document", chart: Chart, caption: str) -> None:
    """A picture with its title as its alternative text, and the caption under it."""
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    drawn = paragraph.add_run().add_picture(BytesIO(chart_png(chart)), width=Cm(15.8))
    drawn._inline.docPr.set("descr", caption)
    document.add_paragraph(caption, style="Caption")


def _appendix(document: "Document", memo: MemoVersion) -> None:
    points, checked, struck, sources, data, signed, said = HEADS[memo.lang]
    if memo.open_points:
        document.add_heading(points, level=1)
        for point in memo.open_points:
            document.add_paragraph(f"☐ {open_point(point, memo.lang)}", style="List Bullet")
    lines = signature_lines(memo)
    if lines:
        document.add_heading(signed, level=1)
    for line in lines:
        document.add_paragraph(line).paragraph_format.space_before = _SIGNING_ROOM
    document.add_heading(checked, level=1)
    document.add_paragraph(check_summary(memo))
    document.add_paragraph(authorship(memo))
    _beside_proof(document, memo, said, struck)
    if memo.charts:
        document.add_heading(data, level=1)
    for caption, table in chart_tables(memo):
        document.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
        _add_blocks(document, table)
    document.add_heading(sources, level=1)
    for note in memo.notes:
        paragraph = document.add_paragraph(style="Body Text 2")
        add_runs(paragraph, (Run(str(note.number), "note"), *runs(f" {note.text}")))


def _beside_proof(document: "Document", memo: MemoVersion, said: str, struck: str) -> None:
    """What persons state without a proof, and what was struck."""
    if memo.attested:
        document.add_heading(said, level=2)
    for one in statements(memo):
        document.add_paragraph(one, style="List Bullet")
    if memo.struck:
        document.add_heading(struck, level=2)
    for sentence in memo.struck:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(sentence.text).font.strike = True
        paragraph.add_run(f" ({sentence.why(memo.lang)})")
