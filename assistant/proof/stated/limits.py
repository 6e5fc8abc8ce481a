"""Judges covenants and policy limits.

What they are, whether they are met, how much room is left.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue
from assistant.proof.stated.clauses import ALL, MET, ONLY, Clause, Word
from assistant.proof.stated.finding import asked_for, rows_for
from assistant.proof.stated.matching import Asked, Book, Ranked
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.roles import is_limit_number
from assistant.proof.stated.sets import said_size, times_of
from assistant.proof.stated.stating import GENERIC, Row, Stance, Stated
from assistant.proof.stated.values import Value, comparable, less, of_fact, of_numeral
from assistant.proof.units import Kind
from assistant.proof.when import When

_WORDS: Final = frozenset(("c:covenant", "c:threshold", "q:peak", "i:threshold", "i:limit"))
_LIMITED: Final = re.compile(
    r"契约|约定|要求|上限|下限|限额|底线|红线|门槛|政策|标准|规定|指标|合规|达标|超标|条款|"
    r"(?<![a-z])(?:covenants?|policy|limit|cap|floor|ceiling|minimum|maximum|threshold|"
    r"requirement|required|allowed|allows|tests?|lock-up|band|hurdle|compl\w+|breach\w*|"
    r"permitted)(?![a-z])"
)
_ROOM: Final = re.compile(
    r"余量|空间|富余|还差|差距|尚余|缺口|超出|超过|高出|多|(?<![a-z])(?:headroom|room|"
    r"cushion|short of|overshot|clears?|misses|missed|above|below|over|under|exceeds?|"
    r"exceeded|breach(?:ed|es)?|within)(?![a-z])"
)
_LEAST: Final = 0.5
_CLEAR: Final = 0.5
_SAME: Final = 0.15
_FEW: Final = 31


class Tested(NamedTuple):
    """A value beside the limit that it must keep to."""

    value: Value
    limit: Stated
    holds: bool


def _bare(asked: Asked) -> Asked:
    return replace(asked, near=asked.near - _WORDS, head="" if asked.head in _WORDS else asked.head)


def limit_rows(book: Book, asked: Asked) -> list[Ranked]:
    """Limits that the words may mean, best first."""
    bare = _bare(asked)
    found = [pair for pair in book.ranked(bare, Stance.LIMIT) if pair.score > _LEAST]
    if found or any(t[0] in "ch" for t in bare.near | bare.wide) or bare.head:
        return found
    only = _limit_rows(book)
    return [Ranked(1.0, only[0])] if len(only) == 1 else []


def limits_at(book: Book, asked: Asked) -> Iterator[Stated]:
    """The limits that a number may state."""
    rows = limit_rows(book, asked)
    for score, row in rows[:3]:
        if rows[0].score - score > _SAME:
            return
        yield from book.at(row, asked.when).facts or row.facts


def tested(ops: Operands, asked: Asked) -> Iterator[Tested]:
    """The named thing's value beside its limit, best match first."""
    rows = limit_rows(ops.book, asked)
    best = [p.row for p in rows if rows[0].score - p.score <= _CLEAR]
    for row in best:
        yield from _test(ops, asked, row)


def _test(ops: Operands, asked: Asked, row: Row) -> Iterator[Tested]:
    for limit in row.facts:
        for value in values_under(ops, asked, row):
            if limit.bound and comparable(value, of_fact(limit)):
                yield Tested(value, limit, keeps(value, limit))


def values_under(ops: Operands, asked: Asked, row: Row) -> list[Value]:
    """The value that a limit's own words name, at the time asked."""
    bare = _bare(asked)
    own = row.label - _WORDS
    concepts = sorted(t for t in own if t[0] == "c")
    head = bare.head if bare.head in own else next(iter(concepts), bare.head)
    names = frozenset(t for t in bare.near | bare.wide if t[0] in "wh" and t not in own)
    wanted = Asked(own | names, head, bare.wide, bare.topic, bare.when or ops.when)
    found = ops.quantity(wanted)
    return found[:1] or ops.quantity(replace(wanted, near=own))[:1]


def keeps(value: Value, limit: Stated) -> bool:
    """Whether a value keeps to a limit."""
    edge, high = limit.number.value, limit.number.high
    amount = value.amount
    if limit.bound == "in":
        return edge <= amount <= (high if high is not None else edge)
    return {">=": amount >= edge, "<=": amount <= edge, ">": amount > edge, "<": amount < edge}[
        limit.bound
    ]


def _limit_rows(book: Book) -> list[Row]:
    return [r for r in book.rows if r.stance is Stance.LIMIT]


def met_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """What meets, breaches, 达标 and 突破 claim."""
    limits = _limit_rows(ops.book)
    if not limits and not _LIMITED.search(ops.parts.text):
        return
    for match in MET.finditer(clause.parts.text, clause.start, clause.end):
        if not _speaks_of_limits(clause, match):
            continue
        met = (match["yes"] is not None) is not _denied(clause, match.start())
        asked = _asked(ops, clause)
        if _ALWAYS.search(clause.text) and (asked.head not in ("", *_WORDS) or len(limits) == 1):
            found = [t for r in limit_rows(ops.book, asked)[:1] for t in _always(ops, asked, r.row)]
            yield Word(
                match.start(),
                match.end(),
                ClaimKind.QUANTIFIER,
                _proof([t.holds is met for t in found]),
                _facts(found),
            )
            return
        if ALL.search(clause.parts.text, clause.start, clause.end) and not ONLY.search(clause.text):
            verdict, facts = _all_met(ops, clause, met=met)
            yield Word(match.start(), match.end(), ClaimKind.QUANTIFIER, verdict, facts)
            return
        count = _counted(clause, match)
        if count is not None or ONLY.search(clause.text):
            yield _some_met(ops, clause, match, met=met, count=count)
            return
        placed = _placed(clause, match, met=met)
        if placed is not None:
            yield placed
            return
        found = list(tested(ops, asked))
        verdict = _verdict([t.holds for t in found], met=met)
        yield Word(match.start(), match.end(), ClaimKind.COMPARISON, verdict, _facts(found))
        return


_INSIDE: Final = re.compile(r"within|inside|之内|以内|未超|在[^，。]{0,8}内")


def _placed(clause: Clause, match: "re.Match[str]", *, met: bool) -> Word | None:
    """A number that the clause says to be within another one that it gives as the limit.

    15m is within the 20m limit.
    """
    if _INSIDE.fullmatch(match[0]) is None or len(clause.numbers) != 2:  # noqa: PLR2004  a value and its limit
        return None
    one, two = (p.numeral for p in clause.numbers)
    if not one.end <= match.start() <= two.start or not is_limit_number(
        clause.parts, clause.numbers[1]
    ):
        return None
    if not comparable(of_numeral(one), of_numeral(two)):
        return None
    return Word(
        match.start(),
        match.end(),
        ClaimKind.COMPARISON,
        Proof.PROVED if (one.value <= two.value) is met else Proof.FALSE,
    )


_ALWAYS: Final = re.compile(
    r"始终|一直|全年|[两三四五]个?[年季](?:度)?[均都]|各季|每季|每个季度|每一?年|历年|"
    r"(?<![a-z])(?:throughout|always|(?:in|for|at) (?:both|all(?: \w+)?) (?:years|quarters|"
    r"tests|dates|periods)|in every|in each|every (?:quarter|year|month)|each (?:quarter|"
    r"year|month)|at every test)(?![a-z])"
)


def _proof(holds: list[bool]) -> Proof:
    """All hold, or not; unchecked where there is nothing."""
    return Proof.UNCHECKED if not holds else Proof.PROVED if all(holds) else Proof.FALSE


def _always(ops: Operands, asked: Asked, limit: Row) -> Iterator[Tested]:
    """Every value of the span named beside its limit."""
    own = limit.label - _WORDS
    head = next(iter(sorted(t for t in own if t[0] == "c")), "")
    wanted = Asked(own, head, frozenset(), asked.topic, None)
    for _, row in rows_for(ops.book, wanted)[:1]:
        years = {t.year for t in ops.parts.times if t.year is not None}
        for fact in times_of(row, asked.when if len(years) < 2 else None, ops.book.year_end(row)):  # noqa: PLR2004  two years are a span
            if len(years) > 1 and (fact.when is None or fact.when.year not in years):
                continue
            for edge in limit.facts:
                if edge.bound and comparable(of_fact(fact), of_fact(edge)):
                    yield Tested(of_fact(fact), edge, keeps(of_fact(fact), edge))


def _speaks_of_limits(clause: Clause, match: "re.Match[str]") -> bool:
    if _LIMITED.search(clause.parts.text, clause.start, clause.end):
        return True
    return match["yes"] is None or re.search("标|规|约", match[0]) is not None


def _denied(clause: Clause, at: int) -> bool:
    return (
        re.search(
            r"(?<![a-z])not (?:a|in|yet|been)?\s*\Z|n't\s*\Z|并未\Z|没有\Z|尚未\Z|未\Z|不\Z",
            clause.parts.text[clause.start : at],
        )
        is not None
    )


def _asked(ops: Operands, clause: Clause) -> Asked:
    terms = [t for t in clause.terms if t.id not in _WORDS]
    if not any(t.id[0] in "cwh" for t in terms):
        terms = [t for t in clause.parts.terms_between(0, clause.end) if t.id not in _WORDS]
    return asked_for(terms, clause.when() or ops.when, wide=clause.earlier, topic=ops.topic)


def _verdict(holds: list[bool], *, met: bool) -> Proof:
    if not holds:
        return Proof.UNCHECKED
    if all(h is met for h in holds):
        return Proof.PROVED
    return Proof.FALSE if not any(h is met for h in holds) else Proof.UNCHECKED


def _facts(found: list[Tested]) -> tuple[Stated, ...]:
    return (*found[0].value.facts, found[0].limit) if found else ()


def _each(ops: Operands, when: When | None) -> dict[int, list[Tested]] | None:
    """Every limit of the sources beside its value; None where one has none."""
    results: dict[int, list[Tested]] = {}
    for index, row in enumerate(_limit_rows(ops.book)):
        asked = Asked(
            row.label - _WORDS,
            next(iter(sorted(t for t in row.label - _WORDS if t[0] == "c")), ""),
            frozenset(),
            frozenset(),
            when,
        )
        found = list(_test(ops, asked, row))
        if not found:
            return None
        results[index] = found
    return results


def _all_met(ops: Operands, clause: Clause, *, met: bool) -> tuple[Proof, tuple[Stated, ...]]:
    """Whether every limit of the sources is kept (or missed) at the time named."""
    results = _each(ops, clause.when() or ops.when)
    if not results:
        return Proof.UNCHECKED, ()
    size = said_size(ops.parts, 0, clause.end)
    if size is not None and size != len(results):
        return Proof.UNCHECKED, ()
    holds = [all(t.holds for t in found) is met for found in results.values()]
    return (Proof.PROVED if all(holds) else Proof.FALSE), tuple(
        fact for found in results.values() for fact in (found[0].limit, *found[0].value.facts)
    )


def _counted(clause: Clause, match: "re.Match[str]") -> int | None:
    """How many limits are said to be met or missed.

    有两项不达标, two of the five covenants failed.
    """
    before = [
        p
        for p in clause.numbers
        if p.numeral.start < match.start() and p.numeral.words and p.numeral.value <= _FEW
    ]
    if not before:
        return None
    text = clause.parts.text
    for part in before:
        if (
            re.match(r" of the | of its ", text[part.numeral.end :])
            or re.search(r"(?:有|仅|只有)\Z", text[: part.numeral.start])
            or text[part.numeral.end - 1] in "项条"
        ):
            return int(part.numeral.value)
    return None


def _some_met(
    ops: Operands, clause: Clause, match: "re.Match[str]", *, met: bool, count: int | None
) -> Word:
    results = _each(ops, clause.when() or ops.when)
    kind = ClaimKind.QUANTIFIER
    if not results:
        return Word(match.start(), match.end(), kind, Proof.UNCHECKED)
    rows = _limit_rows(ops.book)
    chosen = [i for i, found in results.items() if all(t.holds for t in found) is met]
    facts = _facts(next(iter(results.values())))
    uses = tuple(p.numeral.start for p in clause.numbers if p.numeral.words)
    named = _named_limits(ops, rows)
    if count is not None:
        holds = len(chosen) == count and (
            not named or len(named) != count or sorted(named) == chosen
        )
    else:
        holds = bool(named) and chosen == sorted(named)
    return Word(
        match.start(),
        match.end(),
        kind,
        Proof.PROVED if holds else Proof.FALSE,
        facts,
        uses=uses if holds else (),
    )


def _named_limits(ops: Operands, rows: list[Row]) -> list[int]:
    said = ids(ops.parts.terms)
    return [
        i
        for i, row in enumerate(rows)
        if (row.label & row.concepts - _WORDS) and (row.label & row.concepts - _WORDS) <= said
    ]


def beyond_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
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
            clause.when() or ops.when,
            wide=clause.earlier,
            topic=ops.topic,
        )
        values = ops.phrase(clause.start, cue.start, clause.when() or ops.when) or ops.quantity(
            _bare(asked)
        )
        values = [
            v
            for v in values
            if comparable(
                v, Value(part.numeral.value, part.numeral.kind, part.numeral.currency, ())
            )
        ]
        denied = _denied(clause, cue.start)
        holds = [
            (
                v.amount > part.numeral.value
                if cue.cue is Cue.ABOVE
                else v.amount < part.numeral.value
            )
            is not denied
            for v in values
        ]
        verdict = Proof.UNCHECKED if not holds else Proof.PROVED if all(holds) else Proof.FALSE
        yield Word(
            cue.start, cue.end, ClaimKind.COMPARISON, verdict, values[0].facts if values else ()
        )


def is_limited(parts: Parts, part: Part) -> bool:
    """Whether a number's clause speaks of a limit."""
    start, end = parts.clause_span(part.clause)
    return _LIMITED.search(parts.text, start, end) is not None


def rooms(ops: Operands, part: Part) -> Iterator[Value]:
    """How far a value lies from its limit: headroom of 0.3x, 比上限多120万元."""
    parts = ops.parts
    start, end = parts.clause_span(part.clause)
    if not _ROOM.search(parts.text, start, end) or not _limit_rows(ops.book):
        return
    terms = [t for t in parts.terms_between(start, end) if t.id not in _WORDS]
    terms = (
        terms
        if any(t.id[0] == "c" and t.id not in GENERIC for t in terms)
        else [*parts.terms_between(0, start), *terms]
    )
    asked = asked_for(
        terms, part.when or ops.when, wide=ids(parts.terms_between(0, start)), topic=ops.topic
    )
    for test in tested(ops, asked):
        gap = less(test.value, of_fact(test.limit), "headroom")
        if gap is not None:
            kind = Kind.POINTS if test.limit.number.kind is Kind.PERCENT else gap.kind
            yield gap._replace(amount=abs(gap.amount), kind=kind)
