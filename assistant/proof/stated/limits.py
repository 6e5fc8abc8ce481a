"""Judges covenants and policy limits.

What they are, whether they are met, how much room is left.
"""

import re
from collections.abc import Iterator
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.clauses import ALL, MET, ONLY, Clause, Word
from assistant.proof.stated.finding import asked_for, rows_for
from assistant.proof.stated.limit_pairs import given_pair
from assistant.proof.stated.limit_sets import all_met, counted, rest_met, some_met
from assistant.proof.stated.limit_tests import (
    WORDS,
    Tested,
    _bare,
    every_limit,
    facts_of,
    keeps,
    limit_rows,
    tested,
)
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.roles import is_limit_number
from assistant.proof.stated.sets import times_of
from assistant.proof.stated.stating import GENERIC, Row
from assistant.proof.stated.values import Value, comparable, fits, less, of_fact, of_numeral
from assistant.proof.units import Kind

LIMITED: Final = re.compile(
    r"契约|约定|约束|要求|不得|不[高低多少大小]于|不超过|上限|下限|限额|底线|红线|门槛|政策|标准|规定|指标|合规|达标|超标|条款|"
    r"(?<![a-z])(?:covenants?|policy|limit|cap|floor|ceiling|minimum|maximum|threshold|"
    r"requirement|required|allowed|allows|tests?|lock-up|band|hurdle|compl\w+|breach\w*|"
    r"permitted)(?![a-z])"
)
_ROOM: Final = re.compile(
    r"余量|空间|富余|还差|还有|距|差距|尚余|缺口|超出|超过|高出|多|(?<![a-z])(?:headroom|room|"
    r"cushion|short of|overshot|clears?|misses|missed|above|below|over|under|exceeds?|"
    r"exceeded|breach(?:ed|es)?|within)(?![a-z])"
)


def met_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """What meets, breaches, 达标 and 突破 claim."""
    limits = every_limit(ops.book)
    if not limits and not LIMITED.search(ops.parts.text):
        return
    for match in MET.finditer(clause.parts.text, clause.start, clause.end):
        if not _speaks_of_limits(clause, match):
            continue
        met = (match["yes"] is not None) is not _denied(clause, match.start())
        yield _met(ops, clause, match, met=met)
        return


def _met(ops: Operands, clause: Clause, match: "re.Match[str]", *, met: bool) -> Word:
    """What one word of keeping or breaking claims: of all limits, of some, of the one named."""
    start, end = match.span()
    asked, limits = _asked(ops, clause), every_limit(ops.book)
    if _ALWAYS.search(clause.text) and (asked.head not in ("", *WORDS) or len(limits) == 1):
        found = [t for r in limit_rows(ops.book, asked)[:1] for t in _always(ops, asked, r.row)]
        verdict = _proof([t.holds is met for t in found])
        return Word(start, end, ClaimKind.QUANTIFIER, verdict, facts_of(found))
    if (rest := rest_met(ops, clause, match, met=met)) is not None:
        return rest
    only = ONLY.search(clause.text) is not None
    if ALL.search(clause.parts.text, clause.start, clause.end) and not only:
        verdict, facts = all_met(ops, clause, met=met)
        return Word(start, end, ClaimKind.QUANTIFIER, verdict, facts)
    count = counted(clause, match)
    if count is not None or only:
        return some_met(ops, clause, match, met=met, count=count)
    pair = given_pair(ops, clause.end)
    placed = _placed(clause, match, met=met) if pair is None else None
    if placed is not None:
        return placed
    found = list(tested(ops, asked)) if pair is None else []
    holds = [pair.holds] if pair is not None else [t.holds for t in found]
    facts = pair.facts if pair is not None else facts_of(found)
    return Word(start, end, ClaimKind.COMPARISON, _verdict(holds, met=met), facts)


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
    own = limit.label - WORDS
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
    if LIMITED.search(clause.parts.text, clause.start, clause.end):
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
    terms = [t for t in clause.terms if t.id not in WORDS]
    if not any(t.id[0] in "cwh" for t in terms):
        terms = [t for t in clause.parts.terms_between(0, clause.end) if t.id not in WORDS]
    return asked_for(terms, clause.when() or ops.when, wide=clause.earlier, topic=ops.topic)


def _verdict(holds: list[bool], *, met: bool) -> Proof:
    if not holds:
        return Proof.UNCHECKED
    if all(h is met for h in holds):
        return Proof.PROVED
    return Proof.FALSE if not any(h is met for h in holds) else Proof.UNCHECKED


def beyond_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """A metric said to lie above or below a limit that is named as one: 超过40%的上限."""
    yield from _unnumbered(ops, clause)
    for part in clause.numbers:
        cue = next((c for c in reversed(part.cues) if c.cue in (Cue.ABOVE, Cue.BELOW)), None)
        if cue is None or not (is_limit_number(clause.parts, part) or _is_ruled(ops, part)):
            continue
        terms = [
            t for t in clause.parts.terms_between(clause.start, cue.start) if t.id not in WORDS
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
        pair = given_pair(ops, part.numeral.end) if not holds else None
        if pair is not None and pair.edge is part:
            above = pair.value.numeral.value > part.numeral.value
            below = pair.value.numeral.value < part.numeral.value
            holds = [(above if cue.cue is Cue.ABOVE else below) is not denied]
        verdict = Proof.UNCHECKED if not holds else Proof.PROVED if all(holds) else Proof.FALSE
        yield Word(
            cue.start, cue.end, ClaimKind.COMPARISON, verdict, values[0].facts if values else ()
        )


LIMIT_NAMED: Final = re.compile(
    r"\s*(?:了|(?:其|该|政策|合同|契约|规定|约定|设定){0,2}的?)?[\u4e00-\u9fff]{0,5}?"
    r"(?:上限|下限|限额|限值|底线|红线|门槛|阈值|要求|标准|约定)|"
    r" (?:the |its |that |their )?(?:[a-z]+ ){0,2}(?:limit|cap|ceiling|floor|minimum|maximum|"
    r"threshold|covenant|requirement)(?![a-z])"
)


def _unnumbered(ops: Operands, clause: Clause) -> Iterator[Word]:
    """A metric said to lie beyond a limit whose number the sentence leaves out: 超过上限."""
    for cue in clause.cues:
        if cue.cue not in (Cue.ABOVE, Cue.BELOW):
            continue
        named = LIMIT_NAMED.match(clause.parts.text, cue.end, clause.end)
        if named is None or any(p.numeral.start >= cue.end for p in clause.numbers):
            continue
        found = list(tested(ops, _asked(ops, Clause(clause.parts, clause.start, cue.start))))
        sign = 1 if cue.cue is Cue.ABOVE else -1
        denied = _denied(clause, cue.start)
        holds = [((t.value.amount - t.limit.number.value) * sign > 0) is not denied for t in found]
        verdict = _proof(holds) if holds else Proof.UNCHECKED
        yield Word(cue.start, cue.end, ClaimKind.COMPARISON, verdict, facts_of(found))


def _is_ruled(ops: Operands, part: Part) -> bool:
    """Whether a number is one of the sources' limits, in a clause that speaks of limits."""
    if not is_limited(ops.parts, part):
        return False
    limits = (f for row in every_limit(ops.book) for f in row.facts)
    return any(
        fits(part.numeral, of_fact(f))
        and abs(f.number.value - part.numeral.value) <= part.numeral.half
        for f in limits
    )


def is_limited(parts: Parts, part: Part) -> bool:
    """Whether a number's clause speaks of a limit."""
    start, end = parts.clause_span(part.clause)
    return LIMITED.search(parts.text, start, end) is not None


def rooms(ops: Operands, part: Part) -> Iterator[Value]:
    """How far a value lies from its limit: headroom of 0.3x, 比上限多120万元."""
    parts = ops.parts
    start, end = parts.clause_span(part.clause)
    if not _ROOM.search(parts.text, start, end) or not every_limit(ops.book):
        return
    terms = [t for t in parts.terms_between(start, end) if t.id not in WORDS]
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
