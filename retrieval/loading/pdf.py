"""The PDF door: pages with exact numbers through PDFium; knows boxes, not meaning."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_raw  # type: ignore[import-untyped]

from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.pdf_layout import Glyph, lines_of
from retrieval.loading.pdf_tables import PageLayout, tables_in
from retrieval.passages import LoadedDocument, Page, Problem, Table

MEDIA_TYPE: Final = "application/pdf"
_GLYPHS: Final = 200_000
"""More characters than this on one page is no page."""


def load_pdf(path: Path, budget: Budget) -> LoadedDocument:
    """Pages and tables of a PDF with text.

    Raises:
        UnreadableDocument: encrypted, damaged, without pages, without any text, or too large.
        LoadingStopped: the user called it off.
    """
    document = _opened(path)
    try:
        total = len(document)
        if total == 0:
            raise UnreadableDocument(
                "the PDF has no pages",
                hint="export it anew and add it again",
                zh="PDF 没有页面",
                zh_hint="请重新导出后加入",
            )
        budget.verify_pages(total)
        return _read(document, path.name, total, budget)
    finally:
        document.close()


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        text = str(error).lower()
        if "password" in text or "security" in text:
            raise UnreadableDocument(
                "the PDF is encrypted and asks for a password",
                hint="open it with the password, save a copy without one, and add the copy",
                zh="PDF 已加密，需要密码",
                zh_hint="请用密码打开，另存一份不加密的，再加入",
            ) from error
        raise UnreadableDocument(
            "the PDF is damaged or cut off",
            hint="download or export it again, then add it again",
            zh="PDF 已损坏或不完整",
            zh_hint="请重新下载或导出后加入",
        ) from error


def _read(document: pdfium.PdfDocument, name: str, total: int, budget: Budget) -> LoadedDocument:
    pages: list[Page] = []
    tables: list[Table] = []
    problems: list[Problem] = []
    before: PageLayout | None = None
    for number in range(1, total + 1):
        try:
            text, layout = _page(document, number, before)
        except pdfium.PdfiumError:
            problems.append(Problem(reason="the page is damaged", page=number, zh="该页已损坏"))
            text, layout = "", PageLayout(number)
        if not text.strip() and not any(p.page == number for p in problems):
            problems.append(_without_text(number))
        pages.append(Page(number=number, text=text))
        tables.extend(found.table for found in layout.tables)
        before = layout
        budget.page_done(number, total, len(text))
    if not any(page.text.strip() for page in pages):
        raise UnreadableDocument(
            f"no page holds text ({total} in all): it is a scan",
            hint="run text recognition over it (extra `ocr`), or add the original file",
            zh=f"{total}页都没有文字：这是扫描件",
            zh_hint="请先做文字识别（附加组件 ocr），或加入原文件",
        )
    return LoadedDocument(
        name=name,
        media_type=MEDIA_TYPE,
        pages=tuple(pages),
        tables=tuple(tables),
        problems=tuple(problems),
    )


def _without_text(number: int) -> Problem:
    return Problem(
        reason="the page holds no text: an image or empty",
        page=number,
        hint="if it is a scan, run text recognition over it (extra `ocr`)",
        zh="该页没有文字：是图片或空白",
    )


def _page(
    document: pdfium.PdfDocument, number: int, before: PageLayout | None
) -> tuple[str, PageLayout]:
    page = document[number - 1]
    try:
        textpage = page.get_textpage()
        try:
            count = textpage.count_chars()
            if count > _GLYPHS:
                msg = f"{count:,} characters on one page"
                raise UnreadableDocument(
                    msg,
                    number,
                    "export the document anew",
                    f"单页有{count:,}个字符",
                    "请重新导出文件",
                )
            plain = textpage.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-")
            if not plain.strip():
                return "", PageLayout(number)
            layout = tables_in(lines_of(list(_glyphs(page, textpage, count))), number, before)
        finally:
            textpage.close()
    finally:
        page.close()
    # Where tables stand, lines by height keep a row's cells together; prose keeps PDFium's order.
    return (layout.text if layout.tables else plain), layout


def _glyphs(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, count: int) -> Iterator[Glyph]:
    rotation = page.get_rotation()
    raw: Any = textpage.raw  # a ctypes handle
    box = pdfium_raw.FS_RECTF()
    ref = ctypes.byref(box)
    spaced = False
    for index in range(count):
        code = pdfium_raw.FPDFText_GetUnicode(raw, index)
        char = chr(code) if 0 < code < 0x110000 else " "  # noqa: PLR2004  the end of Unicode
        if char.isspace() or code in (0xFFFE, 0xAD):
            spaced = True
            continue
        # The loose box has the height of the font, so that a comma shares its digits' line.
        if not pdfium_raw.FPDFText_GetLooseCharBox(raw, index, ref):
            continue
        yield _turned(char, (box.left, box.bottom, box.right, box.top), rotation, spaced)
        spaced = False


def _turned(
    char: str,
    box: tuple[float, float, float, float],
    rotation: int,
    spaced: bool,
) -> Glyph:
    """The glyph as a reader sees it: boxes come in the paper's own direction."""
    x0, y0, x1, y1 = box
    if rotation == 90:  # noqa: PLR2004  degrees clockwise
        return Glyph(char, y0, -x1, y1, -x0, spaced)
    if rotation == 180:  # noqa: PLR2004
        return Glyph(char, -x1, -y1, -x0, -y0, spaced)
    if rotation == 270:  # noqa: PLR2004
        return Glyph(char, -y1, x0, -y0, x1, spaced)
    return Glyph(char, x0, y0, x1, y1, spaced)
