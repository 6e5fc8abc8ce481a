"""Judges the numbers of a sentence against the facts of the sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.comparing import agrees, hedge_of, is_loose
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.stated.absences import absence_claims
from assistant.proof.stated.changing import Computed, before, changes, compounds, gaps, subject_of
from assistant.proof.stated.clauses import ALL, clauses_of
from assistant.proof.stated.computing import defined, means, multiples, shares, totals
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.layout import Cell, laid_out
from assistant.proof.stated.units_noted import UnitNote, unit_note
from assistant.proof.stated.families import all_claims, families, rank_claims
from assistant.proof.stated.limits import beyond_claims, limits_at, met_claims, rooms
from assistant.proof.stated.listing import aligned
from assistant.proof.stated.matching import GENERIC, Asked, Book, at_time, values
from assistant.proof.stated.parts import Part, Parts, ids, named, smoothed, taken_apart
from assistant.proof.stated.relations import Relations
from assistant.proof.stated.roles import Role, Sense, sense_of
from assistant.proof.stated.senses import signed_label
from assistant.proof.stated.stating import Stated
from assistant.proof.units import Kind


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim of a sentence and what became of it. Offsets count from the sentence's start."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Proof
    place: str | None
    reason: str


Outcome = tuple[Proof, Stated | None, str]
_HEDGES: Final = frozenset((Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST, Cue.ABOUT, Cue.NEARLY))


class Judge:
    """Judges sentence after sentence; each may lean on what was said before."""

    def __init__(self, book: Book) -> None:
        """Judge against ``book``."""
        self._book = book
        self._topic: frozenset[str] = frozenset()

    def sentence(self, raw: str) -> list[Judged]:
        """Every claim of one sentence."""
        parts = taken_apart(raw)
        named(parts, self._book.known)
        listed = aligned(parts, self._topic)
        found = [
            judged
            for index, part in enumerate(parts.parts)
            if (judged := self._number(parts, part, listed.get(index))) is not None
        ]
        relations = Relations(self._book, self._topic)
        for clause in clauses_of(parts):
            found += [Judged(*word) for word in relations.claims(clause)]
            found += [Judged(*word) for word in absence_claims(self._book, clause, self._topic)]
            found += [Judged(*word) for word in beyond_claims(self._book, clause, self._topic)]
            found += [Judged(*word) for word in met_claims(self._book, clause, self._topic)]
            for word in (
                *rank_claims(self._book, clause, self._topic),
                *all_claims(self._book, clause, self._topic),
            ):
                found = [j for j in found if j.start not in word.uses or j.verdict is Proof.PROVED]
                found.append(Judged(*word[:6]))
        self._topic = ids(parts.terms) or self._topic
        return found

    def table(self, raw: str) -> list[Judged]:
        """Every number of a table, by the heads of its row and column."""
        found: list[Judged] = []
        for cell in laid_out(smoothed(raw)):
            if not isinstance(cell, Cell):
                continue
            heads = [
                taken_apart(raw[s.start : s.end])
                for s in (cell.row, cell.column, cell.corner)
                if s is not None
            ]
            parts = taken_apart(raw[cell.span.start : cell.span.end])
            terms = [t for p in heads[:2] for t in p.terms]
            times = [t for p in heads[:2] for t in p.times]
            asked = asked_for(terms, times[0] if times else None, topic=self._topic)
            unit = next((n for p in heads if (n := unit_note(p.text)) is not None), None)
            for part in parts.parts:
                part.numeral = noted(part.numeral, parts.text, unit)
                verdict, fact, reason = self._cell(parts, part, asked)
                start = cell.span.start + part.numeral.start
                found.append(
                    Judged(
                        start,
                        cell.span.start + part.numeral.end,
                        ClaimKind.NUMBER,
                        verdict,
                        fact.place if fact else None,
                        reason,
                    )
                )
        return found

    def _cell(self, parts: Parts, part: Part, asked: Asked) -> Outcome:
        level = self._level(parts, part, asked)
        if level[0] is Proof.PROVED:
            return level
        results = [
            *defined(self._book, asked, part.numeral.kind),
            *changes(self._book, asked, Sense(Role.CHANGE), part.numeral.kind),
        ]
        outcome = self._judged(parts, part, Sense(), results[:_MOST_RESULTS])
        return outcome if outcome[0] is Proof.PROVED else level

    def _number(self, parts: Parts, part: Part, listed: Asked | None) -> Judged | None:
        if listed is not None:
            verdict, fact, reason = self._level(parts, part, listed)
            return Judged(
                part.numeral.start,
                part.numeral.end,
                ClaimKind.NUMBER,
                verdict,
                fact.place if fact else None,
                reason,
            )
        if is_idle(parts, part):
            return None
        asked = asked_of(parts, part, self._topic)
        sense = sense_of(parts, part)
        verdict, fact, reason = self._interpreted(parts, part, asked, sense)
        return Judged(
            part.numeral.start,
            part.numeral.end,
            ClaimKind.NUMBER,
            verdict,
            fact.place if fact else None,
            reason,
        )

    def _interpreted(self, parts: Parts, part: Part, asked: Asked, sense: Sense) -> Outcome:
        results = list(islice(self._results(parts, part, asked, sense), _MOST_RESULTS))
        if sense.role is Role.LIMIT:
            return self._limit(part, asked)
        if sense.role in _STRICT_ROLES:
            return self._judged(parts, part, sense, results)
        level = self._level(parts, part, asked)
        if level[0] is Proof.PROVED:
            return level
        outcome = self._judged(parts, part, sense, results)
        if outcome[0] is Proof.PROVED:
            return outcome
        return level if level[0] is Proof.FALSE else outcome

    def _results(self, parts: Parts, part: Part, asked: Asked, sense: Sense) -> Iterator[Computed]:
        """What the sentence's own operation gives, in the role that its words give the number."""
        book, topic = self._book, self._topic
        if sense.role is Role.CHANGE:
            subject = subject_of(parts, part, sense, topic)
            yield from changes(book, subject, sense, part.numeral.kind)
            yield from rooms(book, parts, part, topic)
        elif sense.role is Role.GAP:
            yield from gaps(book, parts, part, sense, topic)
            yield from rooms(book, parts, part, topic)
        elif sense.role is Role.COMPOUND:
            yield from compounds(book, subject_of(parts, part, sense, topic), sense)
        elif sense.role is Role.SHARE:
            yield from shares(book, parts, part, topic)
            yield from defined(book, asked, part.numeral.kind)
        elif sense.role is Role.TIMES:
            yield from multiples(book, parts, part, topic)
            yield from defined(book, asked, part.numeral.kind)
        elif sense.role is Role.TOTAL:
            yield from totals(book, asked, parts, part)
        elif sense.role is Role.MEAN:
            yield from means(book, asked, parts, part)
        elif sense.role is Role.VALUE:
            yield from rooms(book, parts, part, topic)
            yield from defined(book, asked, part.numeral.kind)

    def _spread(self, numeral: Numeral, asked: Asked) -> Outcome | None:
        """A range that several facts lie in: the quarters of a year, the firms of a list."""
        high = numeral.high if numeral.high is not None else numeral.value
        for members in families(self._book, asked):
            values = [m.fact.number.value for m in members if kinds_fit(numeral, m.fact.number)]
            if len(values) < len(members) or len(values) < 2:
                continue
            inside = (
                numeral.value - numeral.half <= min(values) and max(values) <= high + numeral.half
            )
            near = min(values) <= high and max(values) >= numeral.value
            if inside:
                return Proof.PROVED, members[0].fact, "range"
            return (Proof.FALSE if near else Proof.UNCHECKED), members[0].fact, "range"
        return None

    def _limit(self, part: Part, asked: Asked) -> Outcome:
        """A number that is said to be a limit."""
        first: Stated | None = None
        for fact in limits_at(self._book, asked):
            if kinds_fit(part.numeral, fact.number):
                if agrees(part.numeral, fact.number.value):
                    return Proof.PROVED, fact, ""
                first = first or fact
        return (Proof.UNCHECKED if first is None else Proof.FALSE), first, ""

    def _judged(self, parts: Parts, part: Part, sense: Sense, results: list[Computed]) -> Outcome:
        if not results:
            return Proof.UNCHECKED, None, ""
        hedge = hedge_of(part.numeral, hedge_cue(parts, part))
        for result in results:
            sign = 0 if result.name == "headroom" else sense.sign
            if computed_fits(part.numeral, result) and close(
                signed(part.numeral, sign), result.value, hedge
            ):
                return Proof.PROVED, result.facts[0], f"{result.name} {result.value}"
        return Proof.FALSE, results[0].facts[0], f"{results[0].name} is {results[0].value}"

    def _level(self, parts: Parts, part: Part, asked: Asked) -> Outcome:
        numeral = part.numeral
        rises = starts_move(parts, part)
        flipped = asked.flipped and not numeral.signed
        loose = hedge_cue(parts, part)
        hedge = hedge_of(numeral, loose)
        if numeral.high is not None and (spread := self._spread(numeral, asked)) is not None:
            return spread
        best: tuple[float, Stated] | None = None
        rival: tuple[float, Stated] | None = None
        for score, row in self._book.ranked(asked, values(self._book.rows)):
            facts = at_time(row, asked.when, self._book)
            if rises:
                facts = [b for f in facts for b in before(row, f)]
            for fact in facts:
                if not kinds_fit(numeral, fact.number):
                    continue
                holds = same(numeral, fact.number, hedge, flipped=flipped)
                if holds and is_loose(numeral, fact.number.value, loose):
                    continue
                if holds and (best is None or score > best[0]):
                    best = (score, fact)
                if not holds and (rival is None or score > rival[0]):
                    rival = (score, fact)
        if (
            best is not None
            and best[0] > _LEAST
            and (rival is None or best[0] > rival[0] + _MARGIN)
        ):
            return Proof.PROVED, best[1], ""
        if (
            rival is not None
            and rival[0] > _LEAST_FALSE
            and (best is None or rival[0] > best[0] + _MARGIN)
        ):
            return Proof.FALSE, rival[1], f"{rival[1].number.value}"
        return Proof.UNCHECKED, None, ""


_MOST_RESULTS: Final = 24
_STRICT_ROLES: Final = frozenset((Role.CHANGE, Role.GAP, Role.COMPOUND))
_LEAST: Final = 0.8
_LEAST_FALSE: Final = 2.5
_MARGIN: Final = 0.01


def asked_of(parts: Parts, part: Part, topic: frozenset[str]) -> Asked:
    """What the words around a number ask for."""
    near = list(part.before)
    late = part.after
    if part.numeral.kind in (Kind.COUNT, Kind.BARE) or not near:
        near = [*near, *late[:4]]
    concepts = [t.id for t in near if t.id[0] == "c" and t.id not in GENERIC]
    wide = ids(parts.terms_between(0, part.begin))
    label, flipped = signed_label(ids(near))
    head = concepts[-1] if concepts else ""
    if head and head not in label:
        head = next((t for t in label if t[0] == "c"), "")
    return Asked(
        label, head, signed_label(wide).label, topic, part.when, ids(late), flipped=flipped
    )


_GROUP: Final = re.compile(
    r"合计|共|均|都|平均|分别|依次|全部|其中|里|中(?=有|，|,)|以来|连续|(?<![a-z])(?:all|both|each|every|together|total|average[d]?|of the|the|over|past|last|first|neither|none|respectively|in)(?![a-z])"
)
_FEW: Final = 31


def is_idle(parts: Parts, part: Part) -> bool:
    """A small whole number that only says how many things are spoken of: 三家企业均, the five covenants."""
    numeral = part.numeral
    if (
        numeral.kind not in (Kind.COUNT, Kind.BARE, Kind.MONTHS, Kind.DAYS)
        or numeral.high is not None
        or numeral.scaled
    ):
        return False
    if (
        numeral.value != numeral.value.to_integral_value()
        or not 1 <= numeral.value / (numeral.factor or 1) <= _FEW
    ):
        return False
    lead = parts.text[max(0, numeral.start - 12) : numeral.start]
    if numeral.kind in (Kind.MONTHS, Kind.DAYS):
        return re.search(
            r"(?:近|前|后|连续|过去|最近|这)\s*\Z|(?<![a-z])(?:first|last|past|over|over the|all|in|for|the|next|each of the last)\s*\Z",
            lead,
        ) is not None or parts.text[numeral.end : numeral.end + 1] in ("间", "来", "里", "中")
    others = [
        p
        for p in parts.parts
        if p is not part and p.numeral.start > numeral.end and p.numeral.kind is not Kind.COUNT
    ]
    words = parts.text[numeral.end : numeral.end + 24]
    listed = (
        re.search(
            r"(?<![a-z])(?:the|all|both|these|those|of the)\s*\Z|其余|其他|上述|全部|这|该|\A\s*\Z|[，,]\s*\Z",
            lead,
        )
        is not None
    )
    return (
        bool(numeral.words) and listed and bool(others or _GROUP.search(words) or ALL.search(words))
    )


def noted(numeral: Numeral, text: str, unit: UnitNote | None) -> Numeral:
    """A table cell's number in the unit that a head states; brackets mean negative."""
    if (
        text[numeral.start - 1 : numeral.start] == "("
        and text[numeral.end : numeral.end + 1] == ")"
    ):
        numeral = replace(numeral, value=-abs(numeral.value), signed=True)
    if unit is None or numeral.kind is not Kind.BARE or numeral.scaled:
        return numeral
    return replace(
        numeral, value=numeral.value * unit.factor, half=numeral.half * unit.factor, scaled=unit.factor != 1,
        kind=Kind.MONEY if unit.currency else Kind.BARE, currency=unit.currency,
    )  # fmt: skip


def hedge_cue(parts: Parts, part: Part) -> Cue | None:
    """The word that loosens or bounds a number: none that another name stands behind."""
    for cue in reversed(part.cues):
        if cue.cue in _HEDGES:
            return None if parts.terms_between(cue.end, part.numeral.start) else cue.cue
    return None


def starts_move(parts: Parts, part: Part) -> bool:
    """Whether the number is what a movement starts from: 由35%降到, from 18% to."""
    near = [c for c in part.cues if c.cue is Cue.FROM]
    if not near or part.own_when and part.when is not None and part.when.start > near[-1].start:
        return False
    return not parts.terms_between(near[-1].end, part.numeral.start) and len(parts.parts) > 1


def signed(numeral: Numeral, sign: int) -> Numeral:
    """The number with the sign that words of movement give it."""
    return replace(numeral, value=-numeral.value) if sign < 0 else numeral


def computed_fits(numeral: Numeral, result: Computed) -> bool:
    """Whether a number's unit is that of a computed value."""
    if numeral.kind is result.kind:
        currencies = {f.number.currency for f in result.facts} | {numeral.currency}
        return numeral.kind is not Kind.MONEY or len(currencies - {None}) <= 1
    return Kind.BARE in (numeral.kind, result.kind) and Kind.PERCENT not in (
        numeral.kind,
        result.kind,
    )


def close(numeral: Numeral, value: Decimal, hedge: Hedge) -> bool:
    """Whether a value is what a number says: "about" loosens round numbers only."""
    if hedge is Hedge.ABOUT and numeral.half > 0 and not numeral.fraction:
        size = abs(numeral.value)
        digits = len(str(int(size / (numeral.half * 2)))) if size else 1
        rounded = len(str(int(size / (numeral.half * 2))).rstrip("0")) if size else 1
        slack = (
            Decimal("0.05")
            if rounded <= 1
            else Decimal("0.025")
            if rounded == digits == 2
            else Decimal("0.01")
        )  # noqa: PLR2004
        return abs(value - numeral.value) <= max(
            numeral.half, slack * size if rounded <= 2 else Decimal(0)
        )  # noqa: PLR2004
    return agrees(numeral, value, hedge)


def kinds_fit(numeral: Numeral, other: Numeral) -> bool:
    """Whether two written numbers may be the same quantity: unit and currency."""
    one, two = numeral.kind, other.kind
    if one is two:
        if one is Kind.MONEY:
            return numeral.currency == other.currency or None in (numeral.currency, other.currency)
        return True
    pair = {one, two}
    if Kind.BARE in pair:
        bare = numeral if one is Kind.BARE else other
        return not bare.pair
    return pair in ({Kind.PERCENT, Kind.TIMES}, {Kind.COUNT, Kind.TIMES}, {Kind.DAYS, Kind.MONTHS})


def same(numeral: Numeral, other: Numeral, hedge: Hedge, *, flipped: bool) -> bool:
    """Whether a written number says what a source's number says, at its written precision."""
    value = -other.value if flipped else other.value
    if other.high is not None and not flipped:
        return (
            numeral.high is not None
            and close(replace(numeral, high=None), value, hedge)
            and close(replace(numeral, value=numeral.high, high=None), other.high, hedge)
        )
    if close(numeral, value, hedge):
        return True
    return (
        numeral.half < other.half
        and hedge is Hedge.EXACT
        and abs(numeral.value - value) <= other.half
        and numeral.kind is Kind.PERCENT
        and other.kind is not Kind.PERCENT
    )
