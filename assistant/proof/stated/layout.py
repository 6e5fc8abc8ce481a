"""Takes a source text apart: titles, tables, labelled lines and running sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from assistant.proof.calendar_words import times_in
from assistant.proof.characters import plain
from assistant.proof.sentences import prose_sentences

_RULE: Final = re.compile(r"[\s|:+=-]+\Z")
_HEADING: Final = re.compile(
    r"\s*(?:#+ |[一二三四五六七八九十]{1,2}、|\d{1,2}[.、] ?(?=\D)|\([一二三四五六七八九十\d]\))"
)
_BULLET: Final = re.compile(
    r"\s*(?:[-*•·–—]+\s+|\d{1,2}(?:\.\d{1,2})+[.)]?\s+|\d{1,2}[.)]\s+|\(\d{1,2}\)\s*)"
)
_LABELLED: Final = re.compile(
    r"\s*(?P<key>(?:[^:：=|≥≤<>()（）]|[（(][^（()）]{0,60}[)）]){1,90}?)\s*(?:[:：]|(?<![<>])=(?!=))\s*(?P<value>\S.*)?\Z"
)
_WIDE_GAP: Final = re.compile(r"\t+|　+| {3,}")
_NUMBER: Final = re.compile(r"\d")
_LEAST_ROWS: Final = 2
_LEAST_CELLS: Final = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One value cell of a table with the heads above and beside it."""

    span: Span
    row: Span
    column: Span | None
    corner: Span | None
    title: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line or a sentence; ``key`` is the label before a colon or equals sign."""

    span: Span
    key: Span | None
    title: tuple[Span, ...]


@dataclass(slots=True)
class _Titles:
    """The headings in force: the text's own lines at its top, then the last ones of each weight."""

    first: list[Span] = field(default_factory=list)
    section: list[Span] = field(default_factory=list)
    near: list[Span] = field(default_factory=list)
    fresh: bool = True
    """No fact has followed the last heading yet."""
    begun: bool = False

    def add(self, span: Span, *, section: bool = False) -> None:
        """Take a heading."""
        if not self.begun:
            self.first.append(span)
        elif section:
            self.section, self.near = [span], []
        else:
            self.near = [*self.near, span] if self.fresh else [span]
        self.fresh = True

    def used(self) -> None:
        """A fact stands under the headings."""
        self.begun, self.fresh = True, False

    def all(self) -> tuple[Span, ...]:
        return (*self.first, *self.section, *self.near)


def laid_out(text: str) -> Iterator[Cell | Line]:
    """Every part of a source that may state facts, in order."""
    titles = _Titles()
    lines = _lines(text)
    at = 0
    while at < len(lines):
        table = _table_at(text, lines, at)
        if table is not None:
            rows, size = table
            yield from _cells(rows, titles.all())
            at += size
            titles.used()
            continue
        yield from _line(text, lines[at], titles)
        at += 1


def _lines(text: str) -> list[Span]:
    found, begin = [], 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip()
        lead = len(body) - len(body.lstrip())
        found.append(Span(begin + lead, begin + len(body)))
        begin += len(line)
    return found


def _line(text: str, span: Span, titles: _Titles) -> Iterator[Line]:
    words = text[span.start : span.end]
    if not words.strip(" #=-—*"):
        return
    heading = _HEADING.match(words)
    labelled = _LABELLED.match(words)
    if labelled and labelled["value"] is None:
        titles.add(span)
        return
    if (not labelled or words.startswith("#")) and _is_title(words):
        titles.add(span, section=heading is not None)
        yield Line(span, None, ())
        return
    bullet = _BULLET.match(words)
    yield from _sentences(
        text, Span(span.start + (bullet.end() if bullet else 0), span.end), titles.all()
    )
    if _ENTITY.match(words):
        titles.add(span)
    titles.used()


_ENTITY: Final = re.compile(
    r"(?:entity|subject|company|borrower|basis|unit|currency|企业名称|借款人|单位|主体|口径)\s*[:=：]"
)
"""A line that says whose or in what the figures below it are."""


def _pieces(text: str, span: Span) -> list[Span]:
    """A line cut at semicolons where each piece has a label of its own."""
    cuts = [m.start() for m in re.finditer("[；;]", text[span.start : span.end])]
    bounds = [span.start, *(span.start + c + 1 for c in cuts), span.end + 1]
    pieces = [_stripped(text, a, b - 1) for a, b in pairwise(bounds)]
    pieces = [p for p in pieces if p.end > p.start]
    if len(pieces) > 1 and all(_has_name(text[p.start : p.end]) for p in pieces):
        return pieces
    return [span]


def _has_name(words: str) -> bool:
    """Whether a piece has a label that is more than a time."""
    labelled = _LABELLED.match(words)
    if labelled is None or labelled["value"] is None:
        return False
    key = plain(labelled["key"])
    for time in reversed(times_in(key)):
        key = key[: time.start] + key[time.end :]
    return len(key.strip()) > 1


def _sentences(text: str, span: Span, titles: tuple[Span, ...]) -> Iterator[Line]:
    """The sentences of a line; those before the first number are titles to the rest."""
    whole = prose_sentences(text, span.start, span.end)
    lead: list[Span] = []
    for number, sentence in enumerate(whole):
        part = Span(sentence.start, sentence.end)
        if (
            number + 1 < len(whole)
            and number == len(lead)
            and _is_title(text[part.start : part.end].rstrip(".。"))
        ):
            lead.append(part)
            yield Line(part, None, titles)
            continue
        for piece in _pieces(text, part):
            yield _labelled_line(text, piece, (*titles, *lead))


def _labelled_line(text: str, span: Span, titles: tuple[Span, ...]) -> Line:
    labelled = _LABELLED.match(text[span.start : span.end])
    if labelled and labelled["value"] and not _is_clock(labelled):
        key = Span(span.start + labelled.start("key"), span.start + labelled.end("key"))
        return Line(Span(span.start + labelled.start("value"), span.end), key, titles)
    return Line(span, None, titles)


def _is_clock(labelled: "re.Match[str]") -> bool:
    """Whether the colon stands in a ratio or a time of day: 1:1.8."""
    return labelled["key"][-1:].isdigit() and labelled["value"][:1].isdigit()


def _is_title(words: str) -> bool:
    """Whether a line only names what follows: no number outside brackets and times."""
    bare = plain(words)
    for time in reversed(times_in(bare)):
        bare = bare[: time.start] + bare[time.end :]
    bare = _BRACKETED.sub("", bare).replace("'000", "")
    if words.startswith("#"):
        return True
    return (
        not _NUMBER.search(bare)
        and len(bare) < _LONGEST_TITLE
        and not bare.endswith(("。", ".", "；", ";"))
    )


_BRACKETED: Final = re.compile(r"[(\[【][^()\]】]*[)\]】]")
_LONGEST_TITLE: Final = 90


def _table_at(text: str, lines: list[Span], at: int) -> tuple[list[list[Span]], int] | None:
    for split in (_pipe_cells, _comma_cells, _gap_cells):
        rows: list[list[Span]] = []
        size = 0
        for span in lines[at:]:
            words = text[span.start : span.end]
            if split is _pipe_cells and "|" in words and _RULE.match(words):
                size += 1
                continue
            cells = split(text, span)
            if len(cells) < _LEAST_CELLS or (rows and len(cells) != len(rows[0])):
                break
            rows.append(cells)
            size += 1
        if len(rows) >= _LEAST_ROWS and _has_numbers(
            text, rows, least=2 if split is _pipe_cells else 3
        ):
            return rows, size
    return None


_WHOLE: Final = re.compile(r"[-+(]?\d[\d.,]*%?\)?\Z")
_YEARISH: Final = re.compile(r"(?:19|20)\d\d(?:\d\d)?\Z")


def _has_numbers(text: str, rows: list[list[Span]], *, least: int) -> bool:
    """Whether the rows are a table: a head without values, and rows half of which are values."""
    if len(rows[0]) < least and least > _LEAST_CELLS:
        return False
    heads = [text[c.start : c.end] for c in rows[0][1:]]
    if any(_WHOLE.match(head) and not _YEARISH.match(head) for head in heads):
        return False
    body = rows[1]
    return sum(bool(_NUMBER.search(text[c.start : c.end])) for c in body[1:]) * 2 >= len(body) - 1


def _pipe_cells(text: str, span: Span) -> list[Span]:
    words = text[span.start : span.end]
    if words.count("|") >= _LEAST_CELLS and not words.startswith("|"):
        return _split(text, span, re.compile(r"(?<!\\)\|"))
    if not words.startswith("|"):
        return []
    end = span.end - 1 if words.endswith("|") and len(words) > 1 else span.end
    return _split(text, Span(span.start + 1, end), re.compile(r"(?<!\\)\|"))


def _comma_cells(text: str, span: Span) -> list[Span]:
    words = text[span.start : span.end]
    if words.count(",") < 2 or "。" in words or ". " in words:  # noqa: PLR2004
        return []
    return _split(text, span, re.compile(r",(?! )|;(?! )"))


def _gap_cells(text: str, span: Span) -> list[Span]:
    words = text[span.start : span.end]
    return _split(text, span, _WIDE_GAP) if _WIDE_GAP.search(words) else []


def _split(text: str, span: Span, mark: "re.Pattern[str]") -> list[Span]:
    cells, begin = [], span.start
    for match in mark.finditer(text, span.start, span.end):
        cells.append(_stripped(text, begin, match.start()))
        begin = match.end()
    cells.append(_stripped(text, begin, span.end))
    return cells


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _cells(rows: list[list[Span]], title: tuple[Span, ...]) -> Iterator[Cell]:
    heads = rows[0]
    for row in rows[1:]:
        for place, span in enumerate(row[1:], start=1):
            head = heads[place] if place < len(heads) else None
            yield Cell(span, row[0], head, heads[0], title)
