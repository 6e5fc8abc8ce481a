"""Splits a text into sentences, with headings, list items, table rows and code told apart."""

import re
from enum import StrEnum
from typing import Final, NamedTuple

_LONGEST: Final = 1500
"""Characters after which a sentence without a full stop is cut, so that work stays linear."""
_LONGEST_NUMBER: Final = 60
_STOP: Final = re.compile(r"[。！？!?]+|\.+(?=\s|\Z|[\"'”’)\]*_]|\[\^)|；(?=\s*\n)")
_TAIL: Final = re.compile(r"(?:[\"'”’）)\]*_」』]|\[\^[^\]\s]{1,20}\])*")
_ABBREVIATION: Final = re.compile(
    r"(?:(?<![a-z0-9])(?:e\.g|i\.e|inc|ltd|co|corp|no|vs|approx|ca|c|mr|mrs|ms|dr|st|rs|pte|pvt|est|nos|cl|para|tel|ext|dept|fig|sec|art|cf|"
    r"al|est|avg|adj|max|min|[a-z]|u\.s|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec))\Z",
    re.IGNORECASE,
)
_SOFT: Final = re.compile(r"[，,；;\s]")
_BLOCK: Final = re.compile(
    r"[ \t]*(?:#{1,6}\s|[-*+•]\s|\d{1,3}[.)、]\s?|[（(][一二三四五六七八九十\d]{1,3}[)）]|"
    r"[一二三四五六七八九十]+、|>|\||```|~~~)"
)


class LineKind(StrEnum):
    """What a stretch of text is."""

    PROSE = "prose"
    HEADING = "heading"
    TABLE = "table"
    CODE = "code"


class Stretch(NamedTuple):
    """A part of a text of one kind."""

    start: int
    end: int
    kind: LineKind


class Sentence(NamedTuple):
    """A sentence's place in its text."""

    start: int
    end: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """Where each sentence of a text stands; code and blank lines are left out."""
    found: list[Sentence] = []
    for stretch in stretches(text):
        if stretch.kind is LineKind.CODE:
            continue
        if stretch.kind is LineKind.PROSE:
            found.extend(prose_sentences(text, stretch.start, stretch.end))
        else:
            found.append(Sentence(stretch.start, stretch.end))
    return tuple(found)


def stretches(text: str) -> list[Stretch]:
    """Paragraphs, headings, whole tables and code blocks of a Markdown text, in order."""
    found: list[Stretch] = []
    fence = ""
    begin = 0
    for line in text.splitlines(keepends=True):
        end = begin + len(line)
        bare = line.strip()
        if bare.startswith(("```", "~~~")):
            fence = "" if fence and bare.startswith(fence) else (fence or bare[:3])
            _append(found, begin, end, LineKind.CODE, joined=True)
        elif fence:
            _append(found, begin, end, LineKind.CODE, joined=True)
        elif not bare:
            found.append(Stretch(begin, begin, LineKind.PROSE))
        elif bare.startswith("|"):
            _append(found, begin, end, LineKind.TABLE, joined=True)
        elif bare.startswith("#") and bare.lstrip("#")[:1] in (" ", "\t"):
            found.append(Stretch(begin, begin + len(line.rstrip()), LineKind.HEADING))
        else:
            _append(found, begin, end, LineKind.PROSE, joined=_continues(text, found, line))
        begin = end
    return [s for s in found if s.end > s.start]


def _append(found: list[Stretch], begin: int, end: int, kind: LineKind, *, joined: bool) -> None:
    if joined and found and found[-1].kind is kind and found[-1].end == begin and begin:
        found[-1] = Stretch(found[-1].start, end, kind)
    else:
        found.append(Stretch(begin, end, kind))


_WRAPPED: Final = 40


def _continues(text: str, found: list[Stretch], line: str) -> bool:
    """Whether a line goes on with the sentence of the line before (a hard wrap)."""
    if not found or _BLOCK.match(line):
        return False
    before = text[found[-1].start : found[-1].end].rstrip()
    last = before.rpartition("\n")[2]
    wide = sum(2 if ord(char) > 0x2E80 else 1 for char in last[-_WRAPPED:])  # noqa: PLR2004  CJK is two columns
    return wide >= _WRAPPED and before[-1:] not in "。！？!?:："


def prose_sentences(text: str, start: int, end: int) -> list[Sentence]:
    """The sentences between two offsets of running text."""
    found: list[Sentence] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < begin or _is_abbreviation(text, begin, match):
            continue
        tail = _TAIL.match(text, match.end(), end)
        stop = tail.end() if tail else match.end()
        _cut(text, begin, stop, found)
        begin = stop
    _cut(text, begin, end, found)
    return found


def _is_abbreviation(text: str, begin: int, match: re.Match[str]) -> bool:
    if match[0] != ".":
        return False
    before = text[max(begin, match.start() - 8) : match.start()]
    if before[-1:].isdigit():
        head = text[begin : match.start()].strip().lstrip("#>*- ")
        return head.isdigit() and len(head) < 4  # noqa: PLR2004  a list marker
    return _ABBREVIATION.search(before) is not None and match.end() < len(text)


def _cut(text: str, begin: int, end: int, found: list[Sentence]) -> None:
    """Add the sentence without outer blanks, cut where it is far too long."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > _LONGEST:
        cut = _soft_place(text, begin, end)
        found.append(Sentence(begin, cut))
        begin = cut
    if end > begin:
        found.append(Sentence(begin, end))


def _soft_place(text: str, begin: int, end: int) -> int:
    limit = begin + _LONGEST
    for at in range(limit, begin + _LONGEST // 2, -1):
        if _SOFT.match(text[at]) and not (
            text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()
        ):
            return at + 1
    at = limit
    while at < min(end, limit + _LONGEST_NUMBER) and (text[at].isdigit() or text[at] in ",."):
        at += 1
    return at
