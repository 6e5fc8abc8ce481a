"""Judges the numbers of a sentence against the facts of the sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.comparing import agrees, hedge_of, is_loose
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.stated.changing import Computed, changes, compounds, gaps, subject_of
from assistant.proof.stated.clauses import ALL, clauses_of
from assistant.proof.stated.computing import defined, means, multiples, shares, totals
from assistant.proof.stated.matching import GENERIC, Asked, Book, at_time, values
from assistant.proof.stated.parts import Part, Parts, ids, taken_apart
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
        found = [
            judged for part in parts.parts if (judged := self._number(parts, part)) is not None
        ]
        relations = Relations(self._book, self._topic)
        for clause in clauses_of(parts):
            found += [Judged(*word) for word in relations.claims(clause)]
        self._topic = ids(parts.terms) or self._topic
        return found

    def _number(self, parts: Parts, part: Part) -> Judged | None:
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
        if sense.role in _STRICT_ROLES:
            return self._judged(part, sense, results)
        level = self._level(parts, part, asked)
        if level[0] is Proof.PROVED:
            return level
        outcome = self._judged(part, sense, results)
        if outcome[0] is Proof.PROVED:
            return outcome
        return level if level[0] is Proof.FALSE else outcome

    def _results(self, parts: Parts, part: Part, asked: Asked, sense: Sense) -> Iterator[Computed]:
        """What the sentence's own operation gives, in the role that its words give the number."""
        book, topic = self._book, self._topic
        if sense.role is Role.CHANGE:
            subject = subject_of(parts, part, sense, topic)
            yield from changes(book, subject, sense, part.numeral.kind)
        elif sense.role is Role.GAP:
            yield from gaps(book, parts, part, sense, topic)
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
            yield from defined(book, asked, part.numeral.kind)

    def _judged(self, part: Part, sense: Sense, results: list[Computed]) -> Outcome:
        if not results:
            return Proof.UNCHECKED, None, ""
        hedge = hedge_of(
            part.numeral, next((c.cue for c in reversed(part.cues) if c.cue in _HEDGES), None)
        )
        for result in results:
            if computed_fits(part.numeral, result) and agrees(
                signed(part.numeral, sense.sign), result.value, hedge
            ):
                return Proof.PROVED, result.facts[0], f"{result.name} {result.value}"
        return Proof.FALSE, results[0].facts[0], f"{results[0].name} is {results[0].value}"

    def _level(self, parts: Parts, part: Part, asked: Asked) -> Outcome:
        del parts
        numeral = part.numeral
        flipped = signed_label(asked.near | asked.wide).flipped and not numeral.signed
        loose = next((c.cue for c in reversed(part.cues) if c.cue in _HEDGES), None)
        hedge = hedge_of(numeral, loose)
        best: tuple[float, Stated] | None = None
        rival: tuple[float, Stated] | None = None
        for score, row in self._book.ranked(asked, values(self._book.rows)):
            for fact in at_time(row, asked.when, self._book):
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
    label, _ = signed_label(ids(near))
    head = concepts[-1] if concepts else ""
    if head and head not in label:
        head = next((t for t in label if t[0] == "c"), "")
    return Asked(label, head, signed_label(wide).label, topic, part.when, ids(late))


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
    if agrees(numeral, value, hedge):
        return True
    return (
        numeral.half < other.half
        and hedge is Hedge.EXACT
        and abs(numeral.value - value) <= other.half
        and numeral.kind is Kind.PERCENT
        and other.kind is not Kind.PERCENT
    )
