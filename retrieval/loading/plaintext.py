"""Text and Markdown: pages by form feeds, else by lines; pipe tables become tables."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.encoding import decoded
from retrieval.loading.grid import Grid, table_from
from retrieval.passages import LoadedDocument, Page, Problem, Table

TEXT: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
_PAGE_LINES: Final = 200
_PAGE_CHARS: Final = 30_000
_MARKDOWN: Final = re.compile(r"^(?:#{2,6} \S|\|?[ :|-]*-{3,}[ :|-]*\|[ :|-]*$|```)", re.MULTILINE)
_RULE: Final = re.compile(r"\|?(?:\s*:?-{1,}:?\s*\|)+(?:\s*:?-{1,}:?\s*)?\|?")
_SAMPLE: Final = 100_000


def load_text(path: Path, budget: Budget) -> LoadedDocument:
    """Pages and tables of a text or Markdown file.

    Raises:
        UnreadableDocument: binary, nothing but blanks, or one endless line.
        LoadingStopped: the user called it off.
    """
    found = decoded(path.read_bytes())
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableDocument(
            "the file holds no text",
            hint="add the file that does",
            zh="文件没有文字",
            zh_hint="请加入有内容的文件",
        )
    verify_lines(text, budget)
    stretches = _stretches(text)
    budget.verify_pages(len(stretches))
    pages: list[Page] = []
    tables: list[Table] = []
    for number, (label, lines) in enumerate(stretches, start=1):
        words = "\n".join(lines)
        pages.append(Page(number=number, text=words, label=label))
        tables += _tables(lines, number)
        budget.page_done(number, len(stretches), len(words))
    return LoadedDocument(
        name=path.name,
        media_type=MARKDOWN if is_markdown(text) else TEXT,
        pages=tuple(pages),
        tables=tuple(tables),
        problems=encoding_problems(found.broken, found.encoding),
    )


def is_markdown(text: str) -> bool:
    """Whether a text has headings, fences or tables of Markdown."""
    return _MARKDOWN.search(text[:_SAMPLE]) is not None


def encoding_problems(broken: int, encoding: str) -> tuple[Problem, ...]:
    """What to say where bytes were no text of the file's encoding."""
    if not broken:
        return ()
    reason = f"not valid {encoding} and shown as \ufffd: {broken} characters"
    zh = f"有{broken}个字符不是有效的 {encoding} 编码，显示为 \ufffd"
    return (Problem(reason=reason, hint="save the file as UTF-8 where it was made", zh=zh),)


def verify_lines(text: str, budget: Budget) -> None:
    """Refuse text with an endless line.

    Raises:
        UnreadableDocument: a line is longer than the limit.
    """
    limit = budget.limits.line_chars
    start = 0
    number = 1
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > limit:
            raise UnreadableDocument(
                f"line {number} has {end - start:,} characters: data, not a document",
                hint=f"break it into lines of at most {limit:,} characters",
                zh=f"第{number}行有{end - start:,}个字符：这是数据，不是文档",
                zh_hint=f"请分行，每行不超过{limit:,}个字符",
            )
        start, number = end + 1, number + 1


def _stretches(text: str) -> list[tuple[str, Sequence[str]]]:
    """Label and lines of each page."""
    if "\f" in text:
        return [("", part.split("\n")) for part in text.removesuffix("\f").split("\f")]
    lines = text.rstrip("\n").split("\n")
    stretches: list[tuple[str, Sequence[str]]] = []
    first = chars = 0
    for index, line in enumerate(lines):
        chars += len(line) + 1
        full = index - first >= _PAGE_LINES or chars > _PAGE_CHARS
        if full and index > first:
            stretches.append((f"lines {first + 1}-{index}", lines[first:index]))
            first, chars = index, len(line) + 1
    label = f"lines {first + 1}-{len(lines)}" if stretches else ""
    return [*stretches, (label, lines[first:])]


def _tables(lines: Sequence[str], number: int) -> list[Table]:
    tables = []
    above: list[str] = []
    for is_table, group in groupby(lines, key=lambda line: line.count("|") > 1):
        block = list(group)
        if is_table and any(_RULE.fullmatch(line.strip()) for line in block[1:2]):
            rows = [_cells(line) for line in block if not _RULE.fullmatch(line.strip())]
            caption = " ".join(x.lstrip("# ").strip() for x in above[-3:] if x.strip())
            table = table_from(Grid(rows, number, caption))
            tables += [table] if table else []
        above = block
    return tables


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().strip("*`") for cell in inner.split("|")]
