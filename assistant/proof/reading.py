"""Reads one sentence: its metrics, times, numbers, cue words and clauses, in order."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.domain.quantities import Lang
from assistant.proof.bare_names import stands_alone
from assistant.proof.book import FactBook, SeriesSet
from assistant.proof.calendar_words import times_in
from assistant.proof.characters import has_cjk, plain
from assistant.proof.lexicon import FOREIGN_AFTER, FOREIGN_BEFORE, LIGHT, Cue, CueHit, cues_in
from assistant.proof.numeral import Numeral
from assistant.proof.numerals import numerals_in
from assistant.proof.romanised import owns
from assistant.proof.units import Kind
from assistant.proof.when import When


@dataclass(frozen=True, slots=True)
class Mention:
    """A metric's name in a sentence."""

    start: int
    end: int
    series: SeriesSet
    flipped: bool = False
    """A loss: the figure's sign is the opposite of the written number's."""
    foreign: bool = False
    """Words around the name make it another metric (adjusted, forecast, a peer's)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A counterparty's or other scope's name."""

    start: int
    end: int
    scope: str


Token = Mention | When | Numeral | CueHit | Entity


@dataclass(frozen=True, slots=True)
class Printed:
    """A number that was printed from a reference."""

    start: int
    end: int
    key: str


@dataclass(slots=True)
class Reading:
    """One sentence taken apart. Offsets count from the sentence's start."""

    raw: str
    text: str
    """The sentence as plain characters."""
    lang: Lang
    tokens: list[Token]
    clauses: list[int]
    """Start of each clause."""
    printed: tuple[Printed, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    numerals: list[Numeral] = field(default_factory=list)
    cues: list[CueHit] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def clause_of(self, at: int) -> int:
        """Index of the clause that holds offset ``at``."""
        return bisect_right(self.clauses, at) - 1

    def clause_start(self, at: int) -> int:
        """Where the clause that holds offset ``at`` begins."""
        return self.clauses[self.clause_of(at)]

    def clause_end(self, at: int) -> int:
        """Where the clause that holds offset ``at`` ends."""
        index = self.clause_of(at) + 1
        return self.clauses[index] if index < len(self.clauses) else len(self.text)

    def has(self, cue: Cue, start: int = 0, end: int | None = None) -> bool:
        """Whether ``cue`` stands between two offsets."""
        stop = len(self.text) if end is None else end
        return any(c.cue is cue and start <= c.start < stop for c in self.cues)


_MARKUP: Final = re.compile(
    r"`[^`\n]{0,200}`|\]\([^)\s]{0,400}\)|https?://\S{1,400}|www\.\S{1,300}|"
    r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|"
    r"\[\^[^\]\s]{1,30}\]|\[\d{1,3}\]|<[a-zA-Z/][^<>]{0,200}>|\{\{[^{}]{0,200}\}\}|"
    r"\[\[[^\[\]]{0,200}\]\]"
)
_BREAK: Final = re.compile(
    r"[，；;。！？!?]|,(?!\d)|\n|(?<![a-z])(?:while|whereas|even as|even though|but|"
    r"although|though|however)(?![a-z])|"
    r"(?: - | – |—+)|而(?=[^且])|但(?:是)?"
)
_POSSESSIVE: Final = re.compile(r"(?:[A-Z][\w&.-]*(?: [A-Z&][\w&.-]*){0,4})(?:'s|’s|s'|s’) \Z")
_OURS: Final = re.compile(
    r"(?:the |our )?(?:company|firm|borrower|applicant|business|group|year|fy\d*|q\d|\d{4}|"
    r"obligor|customer)(?:'s|s') \Z"
)


def read(
    raw: str, book: FactBook, printed: Sequence[Printed] = (), marks: str | None = None
) -> Reading:
    """Take a sentence apart.

    Args:
        raw: the sentence.
        book: whose names count.
        printed: numbers that references printed, by offset in ``raw``.
        marks: unused characters to blank out, same length as ``raw``; None looks for markup.
    """
    text = plain(raw) if marks is None else marks
    taken = bytearray(len(text))
    for match in _MARKUP.finditer(text):
        _take(taken, match.start(), match.end())
    mentions = _mentions(raw, text, book, taken)
    entities = [
        Entity(h.start, h.end, h.target)
        for h in book.scopes.find(text)
        if not any(taken[h.start : h.end])
    ]
    for entity in entities:
        _take(taken, entity.start, entity.end)
    for span in printed:
        if not book.figures[span.key].unit.is_numeric:
            _take(taken, span.start, span.end)
    times = [t for t in times_in(text) if not any(taken[t.start : t.end])]
    for time in times:
        _take(taken, time.start, time.end)
    numerals = numerals_in(text, taken)
    for numeral in numerals:
        _take(taken, numeral.start, numeral.end)
    mentions += _stem_mentions(text, book, taken, numerals)
    mentions += _date_mentions(text, book, taken, times)
    cues = cues_in(text, taken)
    tokens: list[Token] = [*mentions, *times, *numerals, *cues, *entities]
    tokens.sort(key=lambda token: token.start)
    mentions.sort(key=lambda mention: mention.start)
    lang = Lang.ZH if has_cjk(text) else Lang.EN
    clauses = [0, *(m.end() for m in _BREAK.finditer(text) if not taken[m.start()])]
    return Reading(
        raw, text, lang, tokens, clauses, tuple(printed), mentions, times, numerals, cues, entities
    )


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def _mentions(raw: str, text: str, book: FactBook, taken: bytearray) -> list[Mention]:
    found: list[Mention] = []
    for hit in book.losses.find(text):
        if not taken[hit.start]:
            found.append(Mention(hit.start, hit.end, hit.target, flipped=True))
            _take(taken, hit.start, hit.end)
    for hit in book.names.find(text):
        if any(taken[hit.start : hit.end]):
            continue
        bare = text[hit.start : hit.end] in book.bare_names
        if bare and not stands_alone(text, hit.start, hit.end, book.owner):
            continue
        foreign = not bare and _is_foreign(raw, text, hit.start, hit.end, book)
        foreign = foreign or any(m.foreign and 0 <= hit.start - m.end <= 1 for m in found[-1:])
        found.append(Mention(hit.start, hit.end, hit.target, foreign=foreign))
        _take(taken, hit.start, hit.end)
    return found


def _is_foreign(raw: str, text: str, start: int, end: int, book: FactBook) -> bool:
    before = text[max(0, start - 24) : start]
    if FOREIGN_AFTER.match(text, end) or FOREIGN_BEFORE.search(before):
        return True
    if before.endswith(("'s ", "s' ")) and not _OURS.search(before):
        owner = _POSSESSIVE.search(raw[max(0, start - 60) : start])
        return owner is not None and not owns(owner[0], book.owner)
    return _other_company(before, book)


_COMPANY: Final = re.compile("([\u4e00-\u9fff]{1,12})(?:公司|集团|企业)(?:的)?\\Z")
_OUR_COMPANY: Final = re.compile("(?:该|本|我|贵|借款|申请|[，。；、年月末期内])\\Z")


def _other_company(before: str, book: FactBook) -> bool:
    """Whether another firm's name owns the metric: 甲公司净利润."""
    match = _COMPANY.search(before)
    if match is None:
        return False
    name = match[1]
    known = bool(book.owner) and (name[-4:] in book.owner or name[-2:] in book.owner)
    return not known and not _OUR_COMPANY.search(name) and name[-2:] not in _COMMON


_COMMON: Final = frozenset(
    (
        "显示",
        "表明",
        "期间",
        "同期",
        "此外",
        "总体",
        "整体",
        "目前",
        "当前",
        "截至",
        "因此",
        "其中",
        "同时",
        "但是",
        "说明",
    )
)


def _stem_mentions(
    text: str, book: FactBook, taken: bytearray, numerals: list[Numeral]
) -> list[Mention]:
    """Names of counts without 数, right after a number or a word of negation."""
    ends = {n.end for n in numerals}
    starts = {n.start for n in numerals if n.kind is Kind.COUNT}
    found = []
    for hit in book.stems.find(text):
        if any(taken[hit.start : hit.end]):
            continue
        lead = text[max(0, hit.start - 5) : hit.start]
        counted = any(hit.start - back in ends for back in (0, 1)) or _counts_next(
            text, hit.end, starts
        )
        denied = lead.rstrip().endswith(
            ("无", "没有", "未发生", "无任何", "no", "zero", "without", "any")
        )
        if counted or denied:
            found.append(Mention(hit.start, hit.end, hit.target))
            _take(taken, hit.start, hit.end)
    return found


def _date_mentions(text: str, book: FactBook, taken: bytearray, times: list[When]) -> list[Mention]:
    """Names of dates without 日期, next to a time: 成立于2015年, 2015年成立."""
    found = []
    for hit in book.date_stems.find(text):
        near = any(
            0 <= t.start - hit.end <= _NEAR_DATE or 0 <= hit.start - t.end <= _NEAR_DATE
            for t in times
        )
        if near and not any(taken[hit.start : hit.end]):
            found.append(Mention(hit.start, hit.end, hit.target))
            _take(taken, hit.start, hit.end)
    return found


_NEAR_DATE: Final = 3


def _counts_next(text: str, at: int, starts: set[int]) -> bool:
    """Whether a counted number follows within a few light words: 客户共45家."""
    return any(at + back in starts and is_light(text[at : at + back]) for back in range(5))


def is_light(gap: str) -> bool:
    """Whether a plain text between a name and its number names nothing else."""
    at = 0
    while at < len(gap):
        match = LIGHT.match(gap, at)
        if match is None or match.end() == at:
            return False
        at = match.end()
    return True


def gap_text(reading: Reading, start: int, end: int) -> str:
    """The words between two offsets, tokens left out."""
    pieces, at = [], start
    for token in reading.tokens:
        if token.end <= start:
            continue
        if token.start >= end:
            break
        pieces.append(reading.text[at : max(at, token.start)])
        at = max(at, token.end)
    pieces.append(reading.text[at : max(at, end)])
    return " ".join(piece for piece in pieces if piece)
