"""The DOCX door: paragraphs and tables; pages by the breaks that Word recorded."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from retrieval.loading.archive import verify_archive
from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.grid import Grid, table_from
from retrieval.loading.office_extras import macro_problems
from retrieval.loading.word_hidden import hidden_problems, hidden_words_of, is_hidden
from retrieval.passages import LoadedDocument, Page, Table

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMESPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W: Final = NAMESPACE
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED: Final = frozenset({_FALLBACK, f"{_W}del", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"})
_DEPTH: Final = 100
_CAPTION_CHARS: Final = 80


class _Pages:
    """Text and tables as they fall onto pages."""

    def __init__(self, budget: Budget) -> None:
        self.hidden: list[tuple[int, str]] = []
        """Page and words of runs that don't show."""
        self.pages: list[Page] = []
        self.tables: list[Table] = []
        self._lines: list[str] = []
        self._pending = False
        self._budget = budget

    @property
    def number(self) -> int:
        return len(self.pages) + 1

    def line(self, text: str) -> None:
        if self._pending and text.strip():
            self.turn()
        self._lines.append(text)

    def hard_break(self) -> None:
        """A break the author set; Word may record the same one again as rendered."""
        self._pending = True

    def turn(self) -> None:
        self._pending = False
        text = "\n".join(self._lines).strip("\n")
        self._lines = []
        self.pages.append(Page(number=self.number, text=text))
        self._budget.verify_pages(len(self.pages))
        self._budget.page_done(len(self.pages), None, len(text))

    def note_hidden(self, element: Any) -> None:  # noqa: ANN401  lxml
        """Remember what of an element doesn't show, for the page where it stands."""
        words = hidden_words_of(element)
        if words:
            self.hidden.append((self.number, words))

    def caption(self) -> str:
        """The short lines before a table: its title and unit."""
        return " ".join(x for x in self._lines[-3:] if x and len(x) <= _CAPTION_CHARS)


def load_word(path: Path, budget: Budget) -> LoadedDocument:
    """Pages and tables of a DOCX.

    Raises:
        UnreadableDocument: damaged, a bomb, or without any text.
        LoadingStopped: the user called it off.
    """
    verify_archive(path, budget)
    pages = _Pages(budget)
    body = body_of(path)
    for block in body.iterchildren():
        if block.tag == f"{_W}p":
            _paragraph(block, pages)
        elif block.tag == f"{_W}tbl":
            _table(block, pages)
        elif block.tag == f"{_W}sdt":
            for inner in block.iter(f"{_W}p"):
                _paragraph(inner, pages)
    pages.turn()
    if not any(page.text.strip() for page in pages.pages):
        raise UnreadableDocument(
            "the document holds no text",
            hint="add the original file",
            zh="文档没有文字",
            zh_hint="请加入原文件",
        )
    return LoadedDocument(
        name=path.name,
        media_type=MEDIA_TYPE,
        pages=tuple(pages.pages),
        tables=tuple(pages.tables),
        problems=(*macro_problems(path), *hidden_problems(pages.hidden)),
    )


def body_of(path: Path) -> Any:  # noqa: ANN401  lxml has no types
    """The body element of a Word document.

    Raises:
        UnreadableDocument: it is damaged.
    """
    return document_of(path).element.body


def document_of(path: Path) -> Any:  # noqa: ANN401  python-docx is untyped here
    """A Word document, opened.

    Raises:
        UnreadableDocument: it is damaged.
    """
    import docx

    try:
        return docx.Document(str(path))
    except Exception as error:
        raise UnreadableDocument(
            f"the Word document is damaged ({type(error).__name__})",
            hint="open it in Word or WPS, save it anew and add it again",
            zh=f"Word 文档已损坏（{type(error).__name__}）",
            zh_hint="请用 Word 或 WPS 打开另存后重新加入",
        ) from error


def _paragraph(element: Any, pages: _Pages) -> None:  # noqa: ANN401  lxml
    words: list[str] = []
    pages.note_hidden(element)
    for piece in pieces_of(element):
        if piece in ("\f", "\v"):
            if "".join(words).strip():
                pages.line("".join(words))
                words = []
            pages.turn() if piece == "\v" else pages.hard_break()
        else:
            words.append(piece)
    pages.line("".join(words))


def pieces_of(element: Any, depth: int = 0) -> Iterator[str]:  # noqa: ANN401  lxml
    """Words of an element; a form feed is the author's break, a vertical tab Word's own.

    A raised number is a note's mark, never part of the number before it: ``150[^3]``.
    """
    if depth > _DEPTH:
        return
    for child in element.iterchildren():
        tag = child.tag
        if tag == f"{_W}r" and is_hidden(child):
            continue
        if tag == f"{_W}r" and _is_raised(child):
            yield "".join(f"[^{n}]" for n in _RAISED.findall(_letters(child)))
        elif tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag == f"{_W}br":
            yield "\f" if child.get(f"{_W}type") == "page" else "\n"
        elif tag == f"{_W}lastRenderedPageBreak":
            yield "\v"
        elif tag not in _SKIPPED:
            yield from pieces_of(child, depth + 1)


_RAISED: Final = re.compile(r"\d{1,4}")


def _letters(run: Any) -> str:  # noqa: ANN401  lxml
    return "".join(t.text or "" for t in run.iter(f"{_W}t"))


def _is_raised(run: Any) -> bool:  # noqa: ANN401  lxml
    """Whether a run is superscript and holds numbers only."""
    mark = run.find(f"{_W}rPr/{_W}vertAlign")
    if mark is None or mark.get(f"{_W}val") != "superscript":
        return False
    words = _letters(run)
    return re.fullmatch(r"[\s,，;；\d]+", words) is not None and _RAISED.search(words) is not None


def _table(element: Any, pages: _Pages) -> None:  # noqa: ANN401  lxml
    caption, rows = pages.caption(), []
    first_page = pages.number
    pages.note_hidden(element)
    for row in element.iterchildren(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{_W}tc"):
            text = "\n".join(
                "".join(x for x in pieces_of(p) if x not in ("\f", "\v"))
                for p in cell.iter(f"{_W}p")
            )
            cells += [text.strip(), *[""] * (_columns_spanned(cell) - 1)]
        rows.append(cells)
        pages.line("  ".join(" ".join(cell.split()) for cell in cells if cell))
    table = table_from(
        Grid(rows, first_page if pages.number == first_page else pages.number, caption)
    )
    if table is not None:
        pages.tables.append(table)


def _columns_spanned(cell: Any) -> int:  # noqa: ANN401  lxml
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(f"{_W}val") if span is not None else None
    return min(int(value), 64) if value and value.isdigit() else 1
