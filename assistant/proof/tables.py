"""Markdown tables: each cell by the heads of its row and column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof, SentenceCheck
from assistant.domain.figures import Figure
from assistant.domain.quantities import Lang
from assistant.proof import wording
from assistant.proof.book import FactBook
from assistant.proof.bound import Bound, Context, Role
from assistant.proof.checking import worst
from assistant.proof.claims import in_other, moved, told_in
from assistant.proof.levels import Verdict, level
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.operations import derived
from assistant.proof.reading import Mention, Reading, gap_text, is_light, read
from assistant.proof.text_cells import says, text_claim, text_figures
from assistant.proof.trailing import trailing_claims
from assistant.proof.units import Kind, suffix_at
from assistant.proof.when import When

_CELL: Final = re.compile(r"(?:\\\||[^|\n])+")
_RULE: Final = re.compile(r"[\s|:-]+\Z")
_ENTRY: Final = re.compile(r"\.\d{1,2}\.", re.ASCII)
_UNIT_NOTE: Final = re.compile(r"[(（:：]\s*(?:单位[:：]\s*)?([^()（）]{1,20})[)）]?\s*\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """What a row's or column's head says."""

    mention: Mention | None
    when: When | None
    scope: str | None
    unit: str
    change: bool
    """变动, growth: the cells are changes between the two time columns before."""
    unknown: bool = False
    """It says something that is no metric, time, scope or unit the book knows."""


def check_table(text: str, start: int, end: int, book: FactBook, context: Context) -> SentenceCheck:
    """The verdict on one table, a claim for each number in it.

    Args:
        text: the whole text.
        start: where the table begins in it.
        end: where it ends.
        book: what it is checked against.
        context: time and unit that headings leave open.
    """
    rows = [row for row in _rows(text, start, end) if not _RULE.match(text[row[0][0] : row[-1][1]])]
    claims: list[Claim] = []
    if rows:
        heads = [_head(text[a:b], book) for a, b in rows[0]]
        for begin, stop in rows[0]:
            spans = trailing_claims(read(text[begin:stop], book), book)
            claims += [moved(claim, begin) for claim in spans]
        listed = [text_figures(text[a:b], book) for a, b in rows[0]]
        for row in rows[1:]:
            if listed[0] is not None and all(_ENTRY.search(f.key) for f in listed[0]):
                claims += _entry_claims(text, row, heads, listed, book)
            else:
                claims += _row_claims(text, row, heads, book, context)
    verdict = worst([c.verdict for c in claims])
    words = text[start:end].rstrip("\n")
    return SentenceCheck(
        text=words, start=start, end=start + len(words), verdict=verdict, claims=tuple(claims)
    )


def _rows(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Each row's cells as offsets."""
    rows = []
    begin = start
    while begin < end:
        stop = text.find("\n", begin, end)
        stop = end if stop < 0 else stop
        spans = (m.span() for m in _CELL.finditer(text, begin, stop))
        if cells := [(a, b) for a, b in spans if text[a:b] != "\r"]:
            rows.append(cells)
        begin = stop + 1
    return rows


def _head(words: str, book: FactBook) -> Head:
    reading = read(words, book)
    mention = reading.mentions[0] if reading.mentions else None
    when = reading.times[0] if reading.times else None
    note = _UNIT_NOTE.search(words.strip())
    unit = note[1].strip() if note else ""
    changed = any(c.cue in (Cue.UP, Cue.DOWN, Cue.GROWTH, Cue.YEARLY) for c in reading.cues) or any(
        word in reading.text for word in ("变动", "变化", "change", "yoy")
    )
    scope = reading.entities[0].scope if reading.entities else None
    rest = gap_text(reading, 0, len(reading.text) - (len(note[0]) if note else 0))
    unknown = not changed and (bool(reading.numerals) or not is_light(_VALUE.sub(" ", rest)))
    return Head(mention, when, scope, unit, changed, unknown)


_VALUE: Final = re.compile(
    "金额|数值|实际|本期|数额|指标|项目|科目|内容|事项|说明|合计|"
    "(?<![a-z])(?:actual|amount|item|items|metric|metrics|figure|value|total|cny|million)(?![a-z])"
)


def _row_claims(
    text: str,
    row: Sequence[tuple[int, int]],
    heads: Sequence[Head],
    book: FactBook,
    context: Context,
) -> list[Claim]:
    named = text[row[0][0] : row[0][1]]
    if (held := text_figures(named, book)) is not None:
        cells = (text_claim(text[begin:end], begin, held) for begin, end in row[1:])
        return [claim for claim in cells if claim is not None]
    first = _head(named, book)
    claims: list[Claim] = []
    for at, (begin, end) in enumerate(row[1:], start=1):
        head = heads[at] if at < len(heads) else Head(None, None, None, "", change=False)
        corner = heads[0].unit if heads else ""
        reading = read(text[begin:end], book)
        for numeral in reading.numerals:
            cell = _in_unit(numeral, reading, first.unit or head.unit or corner)
            bound = _bound(cell, first, head, heads[:at], context)
            claims.append(_claim(bound, begin, reading, book))
    return claims


def _entry_claims(
    text: str,
    row: Sequence[tuple[int, int]],
    heads: Sequence[Head],
    listed: Sequence[Sequence[Figure] | None],
    book: FactBook,
) -> list[Claim]:
    """The claims of a row of a list, whose columns are the parts of a numbered family.

    A cell of words or a day is judged by its column; a number must be that of an entry whose
    words the row gives.
    """
    claims: list[Claim] = []
    entries: set[str] | None = None
    for (begin, end), held in zip(row, listed, strict=False):
        if held is None or (claim := text_claim(text[begin:end], begin, held)) is None:
            continue
        claims.append(claim)
        words = claim.text
        same = {_entry(f.key) for f in held if claim.verdict is Proof.PROVED and says(words, f)}
        entries = same if entries is None else entries & same
    for (begin, end), held, head in zip(row, listed, heads, strict=False):
        if held is not None:
            continue
        reading = read(text[begin:end], book)
        for numeral in reading.numerals:
            cell = _in_unit(numeral, reading, head.unit)
            bound = _bound(cell, replace(head, mention=None), _of(head, entries), (), Context())
            claims.append(_claim(bound, begin, reading, book))
    return claims


def _entry(key: str) -> str:
    """Family and number of a key: ``collateral.1``."""
    return key.rpartition(".")[0]


def _of(head: Head, entries: set[str] | None) -> Head:
    """A column's head, meaning the figures of these entries only."""
    if head.mention is None or entries is None:
        return head
    own = tuple(s for s in head.mention.series if _entry(s.metric) in entries)
    return replace(head, mention=replace(head.mention, series=own))


def _in_unit(numeral: Numeral, reading: Reading, unit: str) -> Numeral:
    """A bare cell number in the unit that a head names; brackets mean negative."""
    words = reading.text
    if (
        words[numeral.start - 1 : numeral.start] == "("
        and words[numeral.end : numeral.end + 1] == ")"
    ):
        numeral = replace(numeral, value=-abs(numeral.value), signed=True)
    if numeral.kind is not Kind.BARE or numeral.scaled or not unit:
        return numeral
    plain_unit = unit.lower()
    suffix = suffix_at(f"1 {plain_unit}", 1)
    lead = re.match(r"(cny|rmb|usd|eur|hkd|gbp|人民币|¥|\$) ?(.*)", plain_unit)
    if lead:
        suffix = suffix_at(f"1 {lead[2]}".rstrip() + f" {lead[1]}", 1)
    if suffix.kind is Kind.BARE and not suffix.scaled:
        return numeral
    return replace(
        numeral, value=numeral.value * suffix.factor, half=numeral.half * suffix.factor,
        kind=suffix.kind, currency=suffix.currency, scaled=suffix.scaled, measure=suffix.measure,
    )  # fmt: skip


def _bound(
    numeral: Numeral, row: Head, column: Head, before: Sequence[Head], context: Context
) -> Bound:
    mention = row.mention or column.mention or context.topic
    if row.unknown or column.unknown:
        return Bound(numeral, mention=mention, blocked="other")
    when = column.when or row.when or context.when
    bound = Bound(numeral, mention=mention, when=when, scope=row.scope or column.scope)
    if column.change and column.mention is None:
        times = [head.when for head in before if head.when is not None]
        bound.role = Role.CHANGE
        bound.when = max(times, key=lambda t: t.year or 0, default=when)
        bound.base = min(times, key=lambda t: t.year or 0) if len(times) > 1 else None
    if mention is None:
        bound.blocked = "unnamed"
    elif mention.foreign:
        bound.blocked = "foreign"
    return bound


def _verdict(bound: Bound, book: FactBook, lang: Lang) -> Verdict:
    if bound.blocked:
        return Verdict(Proof.UNCHECKED, None, wording.say(bound.blocked, lang))
    if bound.role is Role.LEVEL:
        return level(bound, book, lang)
    return derived(bound, book, lang, ())


def _claim(bound: Bound, begin: int, reading: Reading, book: FactBook) -> Claim:
    is_chinese = bound.mention is not None and not reading.text.isascii()
    lang = Lang.ZH if is_chinese else reading.lang
    verdict = _verdict(bound, book, lang)
    if book.tells_both and verdict.proof is not Proof.PROVED:
        other = _verdict(bound, book, in_other(reading).lang)
        verdict = verdict._replace(reason=told_in(lang, verdict.reason, other.reason))
    start, end = begin + bound.numeral.start, begin + bound.numeral.end
    return Claim(
        text=reading.raw[bound.numeral.start : bound.numeral.end], start=start, end=end,
        kind=ClaimKind.NUMBER, verdict=verdict.proof, figure=verdict.figure, reason=verdict.reason,
    )  # fmt: skip
