"""Takes a source text apart: titles, tables, labelled lines and running sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from assistant.proof.calendar_words import times_in
from assistant.proof.characters import plain
from assistant.proof.sentences import Sentence, prose_sentences
from assistant.proof.stated.marks import bullet_mark
from assistant.proof.stated.tabular import Cell, Span, cells_of, stripped, table_at

_HEADING: Final = re.compile(
    r"\s*(?:#+ |[一二三四五六七八九十]{1,2}、|\d{1,2}[.、] ?(?=\D)|\([一二三四五六七八九十\d]\))"
)
_BULLET: Final = re.compile(
    r"\s*(?:[-*•·–—+=]+\s+|\d{1,2}(?:\.\d{1,2})+[.)]?\s+|\d{1,2}[.)]\s+|\((?:\d{1,2}|[a-z])\)\s*)"
)
_LABELLED: Final = re.compile(
    r"\s*(?P<key>(?:[^:：=|≥≤<>()（），；。;]|[（(][^（()）]{0,60}[)）]){1,"
    r"90}?)\s*(?:[:：]|(?<![<>])=(?!=)|\.{4,})\s*(?P<value>\S.*)?\Z"
)
_COLUMNED: Final = re.compile(
    r"(?P<head>本月数|本月|本期数|本期金额|本期|本年累计|本年累计数|上期金额|上年同期|期初余额|期末余额|年初余额|"
    r"(?:this|current) (?:month|period)|year to date|YTD|opening|closing)"
    r"\s*[:：]?\s*(?P<v>[-(]?[\d,]+\.\d+\)?)"
)
"""A return's columns named within the line: 销售额 本月数 6,482,910.55 本年累计 58,903,377.21."""
_FIRM: Final = re.compile(r"(?<![a-z])(?:co|ltd|inc|corp|bhd)\.\Z")
_FIRM_NAMED: Final = re.compile(
    r"(?<![a-z])(?:co|ltd|limited|inc|llc|llp|plc|corp|corporation|gmbh|bhd|pty|pvt|s\.?a)(?![a-z])|"
    r"公司|合作社|集团|事务所|商行",
    re.IGNORECASE,
)
"""A heading that names a firm."""
_FIRM_FIRST: Final = re.compile(
    r"(?P<firm>[^\d:;,，。=|]{2,60}(?<![a-zA-Z])(?:Co|Ltd|Inc|Corp|LLC|plc|PLC|Bhd|GmbH|"
    r"Limited)\.?)\.? (?=[A-Z][^:]{0,40}:|[A-Z][a-z]+ (?:\d|[a-z]))"
)
_LEADERS: Final = re.compile(r"\.{4,}")
_NUMBER: Final = re.compile(r"\d")
_BRACKETED: Final = re.compile(r"[(\[【][^()\]】]*[)\]】]")
_LONGEST_TITLE: Final = 90
_ENTITY: Final = re.compile(
    r"(?:[a-z]{2,12}[._ ])?(?:entity|scope|subject|company|borrower|basis|unit|currency|"
    r"企业名称|名称|借款人|申请人|单位|主体|口径)\s*[:=：]",
    re.IGNORECASE,
)
"""A line that says whose or in what the figures below it are."""


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line or a sentence; ``key`` is the label before a colon or equals sign."""

    span: Span
    key: Span | None
    title: tuple[Span, ...]
    mark: str = ""
    """The number that the line is listed under: ``art:5.1``."""


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

    def firm(self, span: Span) -> None:
        """Take the name of another firm, whose figures follow: nothing above holds for them."""
        self.first, self.section, self.near, self.fresh = [span], [], [], True

    def used(self) -> None:
        """A fact stands under the headings."""
        self.begun, self.fresh = True, False

    def all(self) -> tuple[Span, ...]:
        """Every heading in force, the widest first."""
        return (*self.first, *self.section, *self.near)


_WHOSE: Final = re.compile(
    r"(?<=[。；;.\d%元万亿吨人天月日])[ ]?[（(](?P<name>[^（()）\d，,；;:：]{3,24})[)）][。.]?\s*\Z"
)
"""A bracket that ends a source of one line and says whose its figures are: ……（盐城宏阔机械）."""


def laid_out(text: str) -> Iterator[Cell | Line]:
    """Every part of a source that may state facts, in order."""
    titles = _Titles()
    whose = _WHOSE.search(text)
    if whose is not None and "\n" not in text.strip():
        titles.first.append(Span(whose.start("name"), whose.end("name")))
        text = text[: whose.start()]
    lines = _lines(text)
    at = 0
    while at < len(lines):
        table = table_at(text, lines, at)
        if table is not None:
            yield from cells_of(text, table.rows, titles.all())
            at += table.size
            titles.used()
            continue
        yield from _line(text, lines[at], titles)
        at += 1


def _lines(text: str) -> list[Span]:
    found, begin = [], 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip()
        lead = len(body) - len(body.lstrip())
        found.append(Span(begin + min(lead, len(body)), begin + len(body)))
        begin += len(line)
    return found


def _line(text: str, span: Span, titles: _Titles) -> Iterator[Cell | Line]:
    words = text[span.start : span.end]
    if not words.strip(" #=-—*"):
        return
    heading = _HEADING.match(words)
    labelled = _LABELLED.match(words)
    if labelled and labelled["value"] is None:
        titles.add(span)
        return
    dated = (
        labelled is not None
        and not titles.begun
        and _is_title(words)
        and not re.search("[；;、]", labelled["value"])
        and bool(times_in(plain(words)))
    )
    if (not labelled or words.startswith("#") or dated) and _is_title(words):
        if titles.begun and _is_firm(text, span) and any(_is_firm(text, t) for t in titles.first):
            titles.firm(span)
        else:
            titles.add(span, section=heading is not None)
        yield Line(span, None, titles.all()[:-1], bullet_mark(words.lower()))
        return
    columns = list(_COLUMNED.finditer(words))
    if len(columns) > 1:
        row = stripped(text, span.start, span.start + columns[0].start())
        for match in columns:
            value = Span(span.start + match.start("v"), span.start + match.end("v"))
            head = Span(span.start + match.start("head"), span.start + match.end("head"))
            yield Cell(value, row, (), (), head, None, titles.all())
        titles.used()
        return
    if labelled and _LEADERS.search(words):
        yield _labelled_line(text, span, titles.all(), bullet_mark(words.lower()))
        titles.used()
        return
    bullet = _BULLET.match(words)
    begin = span.start + (bullet.end() if bullet else 0)
    mark = bullet_mark(words.lower())
    yield from _sentences(text, Span(begin, span.end), titles.all(), mark)
    if _ENTITY.match(words):
        titles.add(span)
    titles.used()


def _sentences(text: str, span: Span, titles: tuple[Span, ...], mark: str) -> Iterator[Line]:
    """The sentences of a line; those before the first number are titles to the rest."""
    opens = _FIRM_FIRST.match(text, span.start, span.end)
    whole = prose_sentences(text, span.start, span.end)
    if opens is not None and whole and whole[0].end > opens.end():
        whole = [
            Sentence(span.start, opens.end("firm")),
            Sentence(opens.end(), whole[0].end),
            *whole[1:],
        ]
    lead: list[Span] = []
    for number, sentence in enumerate(whole):
        part = Span(sentence.start, sentence.end)
        first = number + 1 < len(whole) and number == len(lead)
        if first and _is_title(text[part.start : part.end].rstrip(".。")):
            lead.append(part)
            yield Line(part, None, titles, mark)
            continue
        for piece in _pieces(text, part):
            if number == 1 and not lead and (key := _opening_key(text, whole)) is not None:
                lead.append(key)
            yield _labelled_line(text, piece, (*titles, *lead), mark)


def _opening_key(text: str, whole: list[Sentence]) -> Span | None:
    """The label of a line's first sentence, where it holds for those after it too.

    Rent roll: ... . Unit B ...
    """
    first = _LABELLED.match(text[whole[0].start : whole[0].end])
    rest = [_LABELLED.match(text[s.start : s.end]) for s in whole[1:]]
    if (
        first is None
        or first["value"] is None
        or any(m is not None and m["value"] is not None for m in rest)
    ):
        return None
    key = Span(whole[0].start + first.start("key"), whole[0].start + first.end("key"))
    return None if _NUMBER.search(first["key"]) else key


def _pieces(text: str, span: Span) -> list[Span]:
    """A line cut at semicolons where each piece has a label of its own."""
    cuts = [m.start() for m in re.finditer("[；;]", text[span.start : span.end])]
    bounds = [span.start, *(span.start + c + 1 for c in cuts), span.end + 1]
    pieces = [stripped(text, a, b - 1) for a, b in pairwise(bounds)]
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


def _labelled_line(text: str, span: Span, titles: tuple[Span, ...], mark: str) -> Line:
    labelled = _LABELLED.match(text[span.start : span.end])
    if labelled and labelled["value"] and not _is_clock(labelled):
        key = Span(span.start + labelled.start("key"), span.start + labelled.end("key"))
        return Line(Span(span.start + labelled.start("value"), span.end), key, titles, mark)
    return Line(span, None, titles, mark)


def _is_clock(labelled: re.Match[str]) -> bool:
    """Whether the colon stands in a ratio or a time of day: 1:1.8."""
    close = (
        labelled.start("value") - labelled.end("key") == 1
        and labelled.string[labelled.end("key")] == ":"
    )
    return close and labelled["key"][-1:].isdigit() and labelled["value"][:1].isdigit()


def _is_firm(text: str, span: Span) -> bool:
    """Whether a heading names a firm."""
    return _FIRM_NAMED.search(text, span.start, span.end) is not None


def _is_title(words: str) -> bool:
    """Whether a line only names what follows: no number outside brackets and times."""
    if words.startswith("#"):
        return True
    if len(words) > 2 * _LONGEST_TITLE:
        return False
    bare = plain(words)
    for time in reversed(times_in(bare)):
        bare = bare[: time.start] + bare[time.end :]
    bare = _BRACKETED.sub("", bare).replace("'000", "")
    return (
        not _NUMBER.search(bare)
        and len(bare) < _LONGEST_TITLE
        and (not bare.endswith(("。", ".", "；", ";")) or _FIRM.search(bare) is not None)
    )


__all__ = ["Cell", "Line", "Span", "laid_out"]
