"""The PDF door: pages with exact numbers through PDFium; knows boxes, not meaning."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types

from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.ocr import INSTALL, is_installed
from retrieval.loading.pdf_chars import PageChars, chars_of, count_chars, without_notes
from retrieval.loading.pdf_edges import bodies_of
from retrieval.loading.pdf_hidden import hidden_words
from retrieval.loading.pdf_images import drawn_page, has_usable_text, is_blank
from retrieval.loading.pdf_layout import Line, lines_of
from retrieval.loading.pdf_order import regions_of
from retrieval.loading.pdf_tables import PageLayout, tables_in
from retrieval.loading.pdf_tags import TaggedPage, language_of, tagged_page
from retrieval.loading.pdf_words import words_of
from retrieval.loading.recognition import RecognisedPage
from retrieval.passages import LoadedDocument, Page, Problem, Table

MEDIA_TYPE: Final = "application/pdf"
_GLYPHS: Final = 200_000
"""More characters than this on one page is no page."""
_SHOWN: Final = 80


def load_pdf(path: Path, budget: Budget) -> LoadedDocument:
    """Pages and tables of a PDF; pages without usable text are recognised where that is installed.

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
        return _Reader(document, total, budget).read(path.name)
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


def _laid_out(chars: PageChars, edges: str) -> str:
    """Characters as lines, without the running head and foot."""
    regions = regions_of(words_of(chars)) if chars.text else ()
    lines = (line.text for region in regions for line in lines_of(region))
    running = {"".join(edge.split()) for edge in edges.splitlines()}
    return "\n".join(line for line in lines if "".join(line.split()) not in running)


class _Reader:
    """One pass over the pages; a page that can't be read is named and left blank."""

    def __init__(self, document: pdfium.PdfDocument, total: int, budget: Budget) -> None:
        self._document = document
        self._total = total
        self._budget = budget
        self._problems: list[Problem] = []
        self._recognised: dict[int, RecognisedPage] = {}
        self._unrecognised: list[int] = []
        self._tagged: dict[int, TaggedPage] = {}

    def read(self, name: str) -> LoadedDocument:
        pages: list[Page] = []
        tables: list[Table] = []
        before: PageLayout | None = None
        for number, body in enumerate(bodies_of(self._lines()), start=1):
            self._budget.page_begun(number)
            layout = tables_in(body.lines, number, before, body.head)
            seen = self._recognised.pop(number, None)
            tags = self._tagged.pop(number, None)
            pages.append(
                Page(
                    number=number,
                    text=layout.text,
                    edges=body.edges,
                    tagged=tags.blocks if tags else (),
                    goes_on=tags.goes_on if tags else False,
                    untagged=_laid_out(tags.rest, body.edges) if tags else "",
                    recognised=seen.recognised() if seen else (),
                    aspect=seen.aspect if seen else 0.0,
                )
            )
            tables.extend(found.table for found in layout.tables)
            before = layout
            self._budget.page_done(number, self._total, len(layout.text))
        if not any(page.text.strip() for page in pages) and not self._may_be_blank:
            raise self._without_text()
        return LoadedDocument(
            name=name,
            media_type=MEDIA_TYPE,
            pages=tuple(pages),
            tables=tuple(tables),
            problems=tuple(sorted(self._problems, key=lambda p: p.page or 0)),
            unrecognised=tuple(self._unrecognised),
        )

    @property
    def _may_be_blank(self) -> bool:
        """Whether a reading without any text is of use: of some pages, or before recognition."""
        wanted = self._budget.wanted
        later = bool(self._unrecognised) and not wanted.recognise and is_installed()
        return bool(wanted.only) or later

    def _lines(self) -> Iterator[list[Line]]:
        for number in range(1, self._total + 1):
            self._budget.tick()
            self._budget.page_begun(number)
            lines: list[Line] = []
            try:
                if self._budget.wanted.reads(number):
                    lines = self._page(number)
                elif number in self._budget.wanted.skip:
                    self._problem(
                        number, "reading it failed before; left out", "上次读取失败，已跳过"
                    )
            except pdfium.PdfiumError:
                self._problem(number, "the page is damaged", "该页已损坏")
            yield lines

    def _page(self, number: int) -> list[Line]:
        page = self._document[number - 1]
        try:
            textpage = page.get_textpage()
            try:
                count = count_chars(textpage.raw)
                if count > _GLYPHS:
                    self._problem(
                        number,
                        f"{count:,} characters on one page; left out",
                        f"单页有{count:,}个字符，已跳过",
                    )
                    return []
                chars = chars_of(textpage.raw, count, page.get_rotation())
                if has_usable_text(page, chars):
                    return self._written(number, page, textpage.raw, chars)
            finally:
                textpage.close()
            return self._pictured(number, page)
        finally:
            page.close()

    def _written(self, number: int, page: Any, textpage: Any, chars: PageChars) -> list[Line]:  # noqa: ANN401  pypdfium2
        chars = chars if self._budget.wanted.notes else without_notes(textpage, chars)
        words = words_of(chars)
        hidden = hidden_words(page, textpage, words, chars.rotation)
        if hidden:
            self._hidden(number, " ".join(words[i].text for i in sorted(hidden)), len(hidden))
            words = [word for i, word in enumerate(words) if i not in hidden]
        elif not self._budget.wanted.notes and (
            tags := tagged_page(page.raw, textpage, chars, language_of(self._document.raw))
        ):
            self._tagged[number] = tags
        return [line for region in regions_of(words) for line in lines_of(region)]

    def _pictured(self, number: int, page: Any) -> list[Line]:  # noqa: ANN401
        if is_blank(page):
            self._problem(number, "the page holds no text: it is blank", "该页没有文字：是空白页")
            return []
        if not self._budget.wanted.recognise or not is_installed():
            self._unrecognised.append(number)
            self._problem(
                number,
                "the page holds no text: it is a picture, and text recognition was not run",
                "该页没有文字：是图片，尚未做文字识别",
                "" if is_installed() else INSTALL,
            )
            return []
        image, _ = drawn_page(page, finer=self._budget.wanted.finer)
        found = RecognisedPage.from_image(image)
        self._recognised[number] = found
        lines = found.lines()
        if not lines:
            self._problem(
                number, "the page holds no text that could be recognised", "该页没有识别出文字"
            )
        return lines

    def _problem(self, page: int, reason: str, zh: str, hint: str = "") -> None:
        self._problems.append(Problem(reason=reason, page=page, zh=zh, hint=hint))

    def _hidden(self, page: int, words: str, count: int) -> None:
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        self._problem(
            page,
            f"left out {count} words that don't show on the page: {shown}",
            f"已略去页面上看不见的{count}个词：{shown}",
        )

    def _without_text(self) -> UnreadableDocument:
        """Why no page gave any text: the first reason that isn't about a picture, else that."""
        if not self._unrecognised:
            first = self._problems[0] if self._problems else None
            reason = first.reason if first else "the PDF holds no text"
            return UnreadableDocument(
                reason,
                first.page if first else None,
                hint="export it anew and add it again",
                zh=(first.zh if first else "PDF 没有文字"),
                zh_hint="请重新导出后加入",
            )
        return UnreadableDocument(
            "the PDF holds no text, it is a scan",
            hint=INSTALL if not is_installed() else "run text recognition over it",
            zh="PDF 没有文字层，是扫描件",
            zh_hint=INSTALL if not is_installed() else "请先做文字识别",
        )
