"""Judges covenants and policy limits: what they are, whether they are met, how much room is left."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue
from assistant.proof.stated.changing import Computed
from assistant.proof.stated.clauses import ALL, MET, Clause
from assistant.proof.stated.computing import defined
from assistant.proof.stated.finding import asked_for, facts_for
from assistant.proof.stated.matching import Asked, Book, at_time
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.roles import is_limit_number
from assistant.proof.stated.stating import Row, Stance, Stated
from assistant.proof.units import Kind

_WORDS: Final = frozenset(("c:covenant", "c:threshold"))
_LIMITED: Final = re.compile(
    r"契约|约定|要求|上限|下限|限额|底线|红线|门槛|政策|标准|规定|指标|合规|达标|超标|条款|"
    r"(?<![a-z])(?:covenants?|policy|limit|cap|floor|ceiling|minimum|maximum|threshold|requirement|required|allowed|test|lock-up|band|hurdle|compl\w+|breach\w*)(?![a-z])"
)
_ROOM: Final = re.compile(
    r"余量|空间|富余|还差|差距|尚余|超出|超过|高出|(?<![a-z])(?:headroom|room|cushion|short of|overshot|clears?|misses|above|below|over|under)(?![a-z])"
)


class LimitWord(NamedTuple):
    """A claim about a limit, at offsets of the sentence."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Proof
    place: str | None
    reason: str


class Tested(NamedTuple):
    """A fact beside the limit that it must keep to."""

    fact: Decimal
    limit: Stated
    holds: bool
    source: Stated


def limit_rows(book: Book, asked: Asked) -> list[tuple[float, Row]]:
    """Limits that the words may mean, best first."""
    bare = replace(asked, near=asked.near - _WORDS, head="" if asked.head in _WORDS else asked.head)
    return [
        (s, r)
        for s, r in book.ranked(bare, [r for r in book.rows if r.stance is Stance.LIMIT])
        if s > 0.5
    ]  # noqa: PLR2004


def tested(book: Book, asked: Asked) -> Iterator[Tested]:
    """The named thing's value beside its limit, best match first."""
    bare = replace(asked, near=asked.near - _WORDS, head="" if asked.head in _WORDS else asked.head)
    values = [
        (f.fact.number.value, f.fact)
        for f in facts_for(book, bare)
        if f.fact.stance is Stance.VALUE
    ]
    if not values:
        values = [(c.value, c.facts[0]) for c in defined(book, bare, Kind.TIMES)]
    for _, row in limit_rows(book, bare)[:1]:
        for limit in row.facts:
            for value, source in values:
                if limit.bound:
                    yield Tested(value, limit, _keeps(value, limit), source)


def _keeps(value: Decimal, limit: Stated) -> bool:
    edge = limit.number.value
    return {">=": value >= edge, "<=": value <= edge, ">": value > edge, "<": value < edge}[
        limit.bound
    ]


def met_claims(book: Book, clause: Clause, topic: frozenset[str]) -> Iterator[LimitWord]:
    """What meets, breaches, 达标 and 突破 claim."""
    if not _LIMITED.search(clause.parts.text, 0, clause.end) and not any(
        r.stance is Stance.LIMIT for r in book.rows
    ):
        return
    for match in MET.finditer(clause.parts.text, clause.start, clause.end):
        if (
            not _LIMITED.search(clause.parts.text, clause.start, clause.end)
            and match["yes"]
            and not re.search("标|规|约", match[0])
        ):
            continue
        if ALL.search(clause.parts.text, clause.start, clause.end):
            yield LimitWord(
                match.start(),
                match.end(),
                ClaimKind.QUANTIFIER,
                *_all_met(book, clause, met=match["yes"] is not None),
            )
            return
        terms = [t for t in clause.terms if t.id not in _WORDS]
        if not terms:
            terms = [t for t in clause.parts.terms_between(0, clause.end) if t.id not in _WORDS]
        asked = asked_for(terms, clause.when(), wide=clause.earlier, topic=topic)
        found = list(tested(book, asked))
        if not found:
            verdict = Proof.UNCHECKED
            yield LimitWord(match.start(), match.end(), ClaimKind.COMPARISON, verdict, None, "")
            return
        denied = (
            re.search(
                r"(?<![a-z])not (?:a|in|yet)?\s*\Z|并未\Z|没有\Z|尚未\Z|未\Z|不\Z",
                clause.parts.text[clause.start : match.start()],
            )
            is not None
        )
        met = (match["yes"] is not None) is not denied
        holds = all(t.holds for t in found)
        verdict = Proof.PROVED if holds is met else Proof.FALSE
        yield LimitWord(
            match.start(), match.end(), ClaimKind.COMPARISON, verdict, found[0].source.place, ""
        )
        return


def _all_met(book: Book, clause: Clause, *, met: bool) -> tuple[Proof, str | None, str]:
    """Whether every limit of the sources is kept (or missed) at the time named."""
    limits = [r for r in book.rows if r.stance is Stance.LIMIT]
    results = []
    for row in limits:
        asked = Asked(
            row.label - _WORDS,
            next((t for t in row.label if t[0] == "c" and t not in _WORDS), ""),
            frozenset(),
            frozenset(),
            clause.when(),
        )
        found = list(tested(book, asked))
        if not found:
            return Proof.UNCHECKED, None, ""
        results.append(all(t.holds for t in found))
    if not results:
        return Proof.UNCHECKED, None, ""
    holds = all(results) if met else not any(results)
    return (Proof.PROVED if holds else Proof.FALSE), limits[0].facts[0].place, ""


def beyond_claims(book: Book, clause: Clause, topic: frozenset[str]) -> Iterator[LimitWord]:
    """A metric said to lie above or below a limit that is named as one: 超过40%的上限."""
    for part in clause.numbers:
        cue = next((c for c in reversed(part.cues) if c.cue in (Cue.ABOVE, Cue.BELOW)), None)
        if cue is None or not is_limit_number(clause.parts, part):
            continue
        terms = [
            t for t in clause.parts.terms_between(clause.start, cue.start) if t.id not in _WORDS
        ]
        asked = asked_for(
            terms or clause.parts.terms_between(0, cue.start),
            clause.when(),
            wide=clause.earlier,
            topic=topic,
        )
        bare = replace(asked, near=asked.near - _WORDS)
        values = [
            (f.fact.number.value, f.fact)
            for f in facts_for(book, bare, (part.numeral.kind, Kind.BARE))
        ]
        values = values or [(c.value, c.facts[0]) for c in defined(book, bare, part.numeral.kind)]
        holds = [
            v > part.numeral.value if cue.cue is Cue.ABOVE else v < part.numeral.value
            for v, _ in values
        ]
        verdict = Proof.UNCHECKED if not holds else Proof.PROVED if all(holds) else Proof.FALSE
        yield LimitWord(
            cue.start,
            cue.end,
            ClaimKind.COMPARISON,
            verdict,
            values[0][1].place if values else None,
            "",
        )


def is_limited(parts: Parts, part: Part) -> bool:
    """Whether a number's clause speaks of a limit."""
    start, end = parts.clause_span(part.clause)
    return _LIMITED.search(parts.text, start, end) is not None


def rooms(book: Book, parts: Parts, part: Part, topic: frozenset[str]) -> Iterator[Computed]:
    """How far a value lies from its limit: headroom of 0.3x, 比上限多120万元."""
    start, end = parts.clause_span(part.clause)
    if not _ROOM.search(parts.text, start, end):
        return
    terms = [
        t for t in parts.terms_between(start, end) if t.id not in _WORDS
    ] or parts.terms_between(0, start)
    asked = asked_for(terms, part.when, wide=ids(parts.terms_between(0, start)), topic=topic)
    for test in tested(book, asked):
        kind = test.limit.number.kind
        gap = abs(test.fact - test.limit.number.value)
        yield Computed(
            gap,
            Kind.POINTS if kind is Kind.PERCENT else kind,
            (test.source, test.limit),
            "headroom",
        )


def limits_at(book: Book, asked: Asked) -> Iterator[Stated]:
    """The limits that a number may state."""
    for _, row in limit_rows(book, asked)[:3]:
        yield from at_time(row, asked.when, book) or row.facts
