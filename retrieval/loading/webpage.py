"""The HTML door: words and tables of a page; scripts, styles and hidden parts are left out."""

import re
import warnings
from pathlib import Path
from typing import Final

from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.encoding import decoded
from retrieval.loading.grid import Grid, table_from
from retrieval.passages import LoadedDocument, Page, Problem, Table

MEDIA_TYPE: Final = "text/html"
_NOT_TEXT: Final = ("script", "style", "noscript", "template", "head", "svg")
_BLOCKS: Final = re.compile(
    r"p|div|section|article|li|[uod]l|h[1-6]|tr|table|[bh]r|header|footer|blockquote|pre|d[td]"
)
_BREAK: Final = re.compile(r"(?:page-)?break-(?:before|after)\s*:\s*(?:always|page)", re.IGNORECASE)
_WHITE: Final = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
    rf"|{_WHITE.pattern}",
    re.IGNORECASE,
)
_GROUND: Final = re.compile(
    r"background(?:-color)?\s*:\s*(?!(?:white|#fff|transparent|none))", re.IGNORECASE
)
_BOX: Final = re.compile(
    r"<(/?)(?:div|span|table|ul|ol|section|font|b|i|em|blockquote)\b", re.IGNORECASE
)
_DEPTH: Final = 800
_SHOWN: Final = 80
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_CELL: Final = "\ue000"
_TURN: Final = "\f"
_TABLE: Final = "\ue001"
"""Private-use characters: `strip` and `split` leave them alone."""


def load_webpage(path: Path, budget: Budget) -> LoadedDocument:
    """Words and tables of an HTML file; printed page breaks make pages.

    Raises:
        UnreadableDocument: no text in it, or nested too deep to follow.
        LoadingStopped: the user called it off.
    """
    import bs4

    text, problems = _source(path.read_bytes())
    budget.tick()
    if _depth(text) > _DEPTH:
        raise _too_deep()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # XHTML read as HTML is fine here
            soup = bs4.BeautifulSoup(text, "lxml")
        hidden = _take_hidden(soup)
        grids = _prepare(soup)
        flow = soup.get_text()
    except RecursionError as error:
        raise _too_deep() from error
    pages, tables = _laid_out(flow, grids, budget)
    if not any(page.text for page in pages):
        raise UnreadableDocument(
            "the page holds no text",
            hint="print it to PDF and add that",
            zh="网页没有文字",
            zh_hint="请打印成 PDF 后加入",
        )
    return LoadedDocument(
        name=path.name,
        media_type=MEDIA_TYPE,
        pages=pages,
        tables=tables,
        problems=(*problems, *_hidden_problems(hidden)),
    )


def _too_deep() -> UnreadableDocument:
    return UnreadableDocument(
        "the page is nested too deep to follow",
        hint="print it to PDF and add that",
        zh="网页嵌套过深，无法读取",
        zh_hint="请打印成 PDF 后加入",
    )


def _depth(text: str) -> int:
    """How deep boxes lie in boxes: a parser takes hours over tens of thousands."""
    depth = deepest = 0
    for match in _BOX.finditer(text):
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
    return deepest


def _hidden_problems(words: str) -> tuple[Problem, ...]:
    if not words:
        return ()
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return (
        Problem(
            reason=f"left out words that a browser doesn't show: {shown}",
            zh=f"已略去浏览器中看不见的文字：{shown}",
        ),
    )


def _source(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    stated = _CHARSET.search(data[:4096])
    if stated:
        try:
            return data.decode(stated[1].decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            pass
    found = decoded(data)
    if not found.broken:
        return found.text, ()
    reason = f"not valid {found.encoding} and shown as \ufffd: {found.broken} characters"
    zh = f"有{found.broken}个字符不是有效的 {found.encoding} 编码，显示为 \ufffd"
    return found.text, (Problem(reason=reason, zh=zh),)


def _prepare(soup: object) -> list[list[list[str]]]:
    """Mark blocks, cells and page turns in the tree; returns the cells of innermost tables."""
    import bs4

    assert isinstance(soup, bs4.BeautifulSoup)  # noqa: S101  for the type checker
    for tag in soup(list(_NOT_TEXT)):
        tag.decompose()
    grids = []
    for table in soup.find_all("table"):
        if table.find("table") is not None:
            continue
        grids.append([_cells(row) for row in table.find_all("tr")])
        table.insert_before(f"\n{_TABLE}\n")
    for tag in soup.find_all(["td", "th"]):
        tag.append(_CELL)
    for tag in soup.find_all(_is_block):
        tag.insert_before("\n")
        tag.insert_after("\n")
    for tag in soup.find_all(style=_BREAK):
        tag.insert_before(_TURN) if "before" in str(tag["style"]) else tag.insert_after(_TURN)
    return grids


def _take_hidden(soup: object) -> str:
    """Take out what a browser doesn't show; returns its words."""
    import bs4

    assert isinstance(soup, bs4.BeautifulSoup)  # noqa: S101  for the type checker
    words: list[str] = []
    for tag in [*soup.find_all(style=_HIDDEN), *soup.find_all(hidden=True)]:
        if tag.decomposed or (_WHITE.search(str(tag.get("style", ""))) and _has_ground(tag)):
            continue
        words.append(" ".join(tag.get_text(" ").split()))
        tag.decompose()
    return " ".join(filter(None, words))


def _has_ground(tag: object) -> bool:
    """Whether something coloured lies behind white letters."""
    import bs4

    assert isinstance(tag, bs4.Tag)  # noqa: S101  for the type checker
    return any(
        _GROUND.search(str(outer.get("style", ""))) or outer.get("bgcolor") or outer.get("class")
        for outer in (tag, *tag.parents)
    )


def _is_block(tag: object) -> bool:
    return _BLOCKS.fullmatch(getattr(tag, "name", "")) is not None


def _cells(row: object) -> list[str]:
    import bs4

    assert isinstance(row, bs4.Tag)  # noqa: S101  for the type checker
    cells: list[str] = []
    for cell in row.find_all(["td", "th"], recursive=False):
        span = str(cell.get("colspan") or "1")
        extra = min(int(span), 64) - 1 if span.isdigit() else 0
        cells += [cell.get_text(" ", strip=True), *[""] * extra]
    return cells


def _laid_out(
    flow: str, grids: list[list[list[str]]], budget: Budget
) -> tuple[tuple[Page, ...], tuple[Table, ...]]:
    pages: list[Page] = []
    tables: list[Table] = []
    waiting = iter(grids)
    parts = flow.split(_TURN)
    budget.verify_pages(len(parts))
    for number, part in enumerate(parts, start=1):
        lines: list[str] = []
        for raw in part.replace(f"{_CELL}\n", _CELL).split("\n"):
            if raw.strip() == _TABLE:
                above = " ".join(x for x in lines[-3:] if len(x) <= 80)  # noqa: PLR2004  a title
                table = table_from(Grid(_without_empty_columns(next(waiting)), number, above))
                tables += [table] if table else []
                continue
            line = "  ".join(filter(None, (" ".join(c.split()) for c in raw.split(_CELL))))
            lines += [line] if line else []
        text = "\n".join(lines)
        pages.append(Page(number=number, text=text))
        budget.page_done(number, len(parts), len(text))
    return tuple(pages), tuple(tables)


def _without_empty_columns(rows: list[list[str]]) -> list[list[str]]:
    """Columns that only space the others out are dropped."""
    width = max((len(row) for row in rows), default=0)
    kept = [i for i in range(width) if any(i < len(row) and row[i] for row in rows)]
    return [[row[i] if i < len(row) else "" for i in kept] for row in rows]
