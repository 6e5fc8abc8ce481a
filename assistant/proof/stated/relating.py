"""Gaps, shares, totals, means and remainders: what a number says of two or more quantities."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise
from typing import Final

from assistant.proof.stated.changing import Move, changes, moved, time_of
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.matching import NAMING, Asked
from assistant.proof.stated.operands import Operands, same_time
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.roles import Sense
from assistant.proof.stated.senses import rate_in
from assistant.proof.stated.sets import Member, picked, said_size, sets_of, times_of
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.times import span_of
from assistant.proof.stated.values import Value, added, less, of_fact, of_numeral, over
from assistant.proof.units import Kind
from assistant.proof.when import When

_AMOUNTS: Final = (Kind.MONEY, Kind.BARE, Kind.COUNT)
_MOST: Final = 8
_MOST_SETS: Final = 24
_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_ENDS: Final = re.compile(
    r"年初|年末|期初|期末|(?<![a-z])(?:opening|closing|beginning|start and end|year-end|at "
    r"both ends)(?![a-z])"
)
_FULL_YEAR: Final = re.compile(
    r"(?<![a-z])(?:in|over|for|per) (?:a|the|one|each) (?:full |whole )?year(?![a-z])|一年|"
    r"全年|每年|年化"
)


def gaps(ops: Operands, part: Part, sense: Sense) -> Iterator[Value]:
    """The gap between what stands before 比 or than and what stands after it."""
    if sense.left is None or sense.right is None:
        return
    parts = ops.parts
    when = time_of(parts, part) or ops.when
    times = parts.times_between(*sense.right)
    terms = parts.terms_between(*sense.right)
    if not [t for t in terms if t.id[0] in "cqwhn"] and times:
        asked = ops.asked(*sense.left, _first_time(parts, sense, when))
        if not asked.near:
            asked = ops.asked(0, sense.left[1], asked.when)
        found = list(changes(ops, asked, replace(sense, base=times[-1]), part.numeral.kind))
        yield from found or _from_forecast(ops, part, asked, times[-1])
        return
    ones = _operand(ops, sense.left, when)
    twos = ops.phrase(*sense.right, when) if terms or times else []
    twos = twos or _completed(ops, sense.left, sense.right, when)
    for one in ones[:2]:
        for two in twos[:2]:
            if one.facts != two.facts:
                yield from moved(Move(one, two), part.numeral.kind)


def _from_forecast(ops: Operands, part: Part, asked: Asked, base: When) -> Iterator[Value]:
    """A forecast beside what was reached at another time: 9.1% above 2024."""
    if "q:forecast" not in asked.near:
        return
    at = base.resolved(asked.when) or base if base.is_open else base
    for one in ops.quantity(asked)[:1]:
        for two in ops.quantity(replace(asked, near=asked.near - {"q:forecast"}, when=at))[:1]:
            yield from moved(Move(one, two), part.numeral.kind)


def _first_time(parts: Parts, sense: Sense, when: When | None) -> When | None:
    own = parts.times_between(*sense.left) if sense.left else []
    return own[-1] if own and not own[-1].is_open else when


def _operand(ops: Operands, span: tuple[int, int], when: When | None) -> list[Value]:
    """The first operand; the words of earlier clauses complete it where it names nothing itself."""
    found = ops.phrase(*span, when)
    if not found and span[0] > 0:
        found = ops.quantity(ops.asked(0, span[1], when))
    return found


def _completed(
    ops: Operands, left: tuple[int, int], right: tuple[int, int], when: When | None
) -> list[Value]:
    """The second operand from its own words and the first one's concept.

    比预算, than the parent's.
    """
    one = ops.asked(*left, when)
    if not one.head and left[0] > 0:
        one = ops.asked(0, left[1], when)
    own = ids(ops.parts.terms_between(*right))
    if not own:
        return []
    concepts = frozenset(t for t in one.near | one.wide if t[0] == "c" and t == one.head)
    times = ops.parts.times_between(*right)
    at = times[-1].resolved(when) or when if times else when
    kept = (
        concepts
        if own & frozenset(t for t in own if t[0] in "wh")
        else concepts | frozenset(t for t in one.near if t[0] in "hw")
    )
    asked = Asked(own | kept, one.head, frozenset(), one.topic, at)
    return ops.quantity(asked)


def shares(ops: Operands, part: Part, sense: Sense) -> Iterator[Value]:
    """Part over whole, one thing over another: A占B的30%, A is 2.5 times B."""
    if sense.left is None:
        return
    when = part.when or ops.when
    kind = Kind.PERCENT if part.numeral.kind is Kind.PERCENT else Kind.TIMES
    if sense.right is None:
        yield from _of_total(ops, sense.left, when, kind, told=sense.told)
        return
    times = [t for t in ops.parts.times_between(*sense.right)]
    own = ops.parts.times_between(*sense.left) if ops.forced is None else []
    when = ops.forced or (own[-1].resolved(when) or own[-1] if own and times else when)
    ones = _part(ops, sense.left, when)
    if times and not [t for t in ops.parts.terms_between(*sense.right) if t.id[0] in "cqwh"]:
        asked = ops.asked(*sense.left, when)
        asked = asked if asked.head else ops.asked(0, sense.left[1], when)
        twos = ops.quantity(replace(asked, when=times[-1].resolved(when) or times[-1]))
    else:
        twos = _whole(ops, sense, when)
    for one in ones[:_MOST]:
        for two in twos[:_MOST]:
            if (one.facts != two.facts and same_time(one, two)) or times:
                ratio = over(one, two, kind, "share")
                if ratio is not None:
                    yield ratio


def _part(ops: Operands, span: tuple[int, int], when: When | None) -> list[Value]:
    found = _operand(ops, span, when)
    asked = ops.asked(*span, when)
    size = next((int(t[2:]) for t in sorted(asked.near) if t[0] == "n" and t[2:].isdigit()), None)
    return found or list(ranked_total(ops, asked, size))


def _whole(ops: Operands, sense: Sense, when: When | None) -> list[Value]:
    """The second operand: its words, a total of its column, or the sum of the rows it names."""
    if sense.right is None or sense.left is None:
        return []
    asked = ops.asked(*sense.right, when, alone=True)
    found = ops.phrase(*sense.right, when, alone=bool(asked.head))
    if not asked.head:
        found = found or _completed(ops, sense.left, sense.right, when)
    if asked.near <= _WHOLES:
        lead = [
            t.id
            for t in ops.parts.terms_between(0, sense.left[1])
            if t.id[0] == "c" and t.id not in GENERIC
        ]
        for name in dict.fromkeys(lead):
            found = [
                *found,
                *ops.quantity(Asked(frozenset((name,)), name, frozenset(), frozenset(), when)),
            ]
    return found or list(islice(whole_totals(ops, asked), _MOST))


_WHOLES: Final = frozenset(("q:total",))


def whole_totals(ops: Operands, asked: Asked) -> Iterator[Value]:
    """What a concept adds up to over all rows that count it, or over a longer time's parts."""
    for members in islice(sets_of(ops.book, asked), _MOST):
        value = added((of_fact(m.fact) for m in members), "total")
        if value is not None and (not asked.head or asked.head in members[0].row.concepts):
            yield value


def ranked_total(ops: Operands, asked: Asked, size: int | None) -> Iterator[Value]:
    """What the largest few of a set add up to: 前三大客户, the top five."""
    if size is None:
        return
    for members in islice(sets_of(ops.book, asked), _MOST):
        ordered = sorted(members, key=lambda m: -m.fact.number.value)[:size]
        if size == 1:
            yield of_fact(ordered[0].fact)
        elif (value := added((of_fact(m.fact) for m in ordered), "total")) is not None:
            yield value


def _of_total(
    ops: Operands, span: tuple[int, int], when: When | None, kind: Kind, *, told: bool
) -> Iterator[Value]:
    """A row's share of the total of its own column, or of all rows like it."""
    asked = ops.asked(*span, when)
    size = next((int(t[2:]) for t in sorted(asked.near) if t[0] == "n" and t[2:].isdigit()), None)
    if size is not None and not any(t in ops.book.known for t in asked.near if t[0] == "n"):
        yield from _ranked_shares(ops, asked, size, when, kind)
        return
    near = asked.near - {"c:share"}
    asked = replace(asked, near=near, head=asked.head if asked.head != "c:share" else "")
    for one in ops.stated(asked, _AMOUNTS):
        fact = one.facts[0]
        if fact.number.kind is Kind.PERCENT:
            continue
        wholes = (
            w
            for name in _WHOLE_OF.get(asked.head, ())
            if (w := ops.concept(asked, name)) is not None
        )
        for whole in (
            *wholes,
            *(_totals_for(ops, fact, when) if told else _stated_totals(ops, fact, when)),
        ):
            ratio = over(one, whole, kind, "share")
            if ratio is not None and whole.amount > one.amount:
                yield ratio


_WHOLE_OF: Final = {
    "c:paid_in_capital": ("registered_capital",),
    "c:drawn": ("limit", "loan_amount"),
    "c:deposit": ("contract_value",),
    "c:down_payment": ("contract_value", "price"),
    "c:prepayments": ("contract_value",),
    "c:invoice": ("contract_value",),
}
"""What a part is a share of where the sentence doesn't say."""


def _ranked_shares(
    ops: Operands, asked: Asked, size: int, when: When | None, kind: Kind
) -> Iterator[Value]:
    """The share of the largest few in the total that a source states beside them."""
    plain = replace(
        asked,
        near=frozenset(t for t in asked.near if t[0] != "n" and t != "c:share"),
        head="" if asked.head == "c:share" else asked.head,
    )
    for members in islice(sets_of(ops.book, plain, loose=True), _MOST):
        ordered = sorted(
            (m for m in members if "q:other" not in m.row.label), key=lambda m: -m.fact.number.value
        )[:size]
        if len(ordered) < size or ordered[0].fact.number.kind is Kind.PERCENT:
            continue
        top = (
            added((of_fact(m.fact) for m in ordered), "total")
            if size > 1
            else of_fact(ordered[0].fact)
        )
        for whole in _totals_for(ops, ordered[0].fact, when):
            if (
                top is not None
                and whole.amount > top.amount
                and (ratio := over(top, whole, kind, "share")) is not None
            ):
                yield ratio


def _totals_for(ops: Operands, fact: Stated, when: When | None) -> Iterator[Value]:
    found = False
    for value in _stated_totals(ops, fact, when):
        found = True
        yield value
    if found:
        return
    asked = Asked(fact.label, "", frozenset(), frozenset(), when)
    for members in islice(sets_of(ops.book, asked), _MOST):
        if any(m.fact is fact for m in members) and not all(
            m.row is members[0].row for m in members
        ):
            value_ = added((of_fact(m.fact) for m in members), "total")
            if value_ is not None:
                yield value_


def _stated_totals(ops: Operands, fact: Stated, when: When | None) -> Iterator[Value]:
    for row in ops.book.rows:
        whole_of = (
            row.label < fact.label and (row.concepts or row.first.number.kind is Kind.COUNT)
        ) or (row.label - {"q:total"} < fact.label and row.label & {"q:total"} and row.concepts)
        if (
            whole_of
            and row.first.doc == fact.doc
            and row.first.stance is fact.stance
            and row.first.number.kind is fact.number.kind
        ):
            yield from (of_fact(f) for f in ops.book.at(row, when).facts)
            continue
        if (
            row.first.doc == fact.doc
            and (row.label & {"q:total", "q:cumulative"} or not row.label)
            and row.title == fact.title
        ):
            for whole in ops.book.at(row, when).facts:
                if whole.column == fact.column and whole.number.kind is fact.number.kind:
                    yield of_fact(whole)


def totals(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """What several facts add up to.

    The things listed, a set of a said size, the parts of a period.
    """
    parts = ops.parts
    start, end = parts.clause_span(part.clause)
    yield from _twins(ops, part, asked)
    for begin in dict.fromkeys((start, 0)):
        runs = ops.listed(begin, part.numeral.start)
        values = [
            ops.quantity(asked_for(run, asked.when, wide=asked.wide, topic=asked.topic))
            for run in runs
        ]
        if len(values) > 1 and all(values) and (total := added([v[0] for v in values], "total")):
            yield total
    size = (
        said_size(parts, start, part.numeral.start)
        or said_size(parts, part.numeral.end, end)
        or said_size(parts, 0, start)
    )
    rank = next(
        (int(t[2:]) for t in sorted(asked.near | asked.wide) if t[0] == "n" and t[2:].isdigit()),
        None,
    )
    yield from ranked_total(ops, asked, rank)
    for wanted in dict.fromkeys((size, None)):
        for members in _sets(ops, asked, wanted):
            value = added((of_fact(m.fact) for m in members), "total")
            kin = not asked.head or any(alike(asked.head, c) for c in members[0].row.concepts)
            if value is not None and (wanted is not None or kin):
                yield value
    yield from _over_time(ops, asked, part)


def _twins(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """Concepts that one phrase names together: 长短期借款合计."""
    together = [
        t
        for t in part.before
        if t.id[0] == "c"
        and any(o is not t and o.start == t.start and o.id[0] == "c" for o in part.before)
    ]
    rest = asked.near - {t.id for t in together}
    values = [
        ops.quantity(asked_for(rest | {t.id}, asked.when, wide=asked.wide, topic=asked.topic))
        for t in together
    ]
    if len(values) > 1 and all(values) and (total := added([v[0] for v in values], "total")):
        yield total


def _sets(ops: Operands, asked: Asked, size: int | None) -> Iterator[list[Member]]:
    said = asked.near | asked.wide
    found = list(islice(sets_of(ops.book, asked, loose=size is not None), _MOST_SETS))
    near = asked.near if size is not None else said
    for members in islice(
        (*picked(iter(found), said, size), *picked(iter(found), near, size)), 2 * _MOST
    ):
        if all(m.row is members[0].row for m in members) and not _tiles(members, asked.when, ops):
            continue
        yield members


def counted(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """How many things of a sort a source lists: three shareholders, four lenders."""
    nouns = [t.id for t in (*part.before, *part.after) if t.id in NAMING or t.id in GENERIC]
    for noun in nouns:
        for document in ops.book.documents.values():
            rows = [
                r
                for r in ops.book.rows
                if r.first.doc == document.id
                and noun in r.concepts
                and any(t[0] in "wh" for t in r.label)
            ]
            names = {frozenset(t for t in r.label if t[0] in "wh") for r in rows}
            if len(names) > 1:
                yield Value(
                    Decimal(len(names)), Kind.COUNT, None, tuple(r.first for r in rows), "count"
                )


def _tiles(members: list[Member], when: When | None, ops: Operands) -> bool:
    """Whether one thing's periods lie end to end, so that they total to a longer period."""
    spans = []
    for member in members:
        fact = member.fact
        if fact.when is None:
            return False
        if fact.when.is_open:
            return True
        span = span_of(fact.when, ops.book.year_end(member.row))
        if span is None or span.first == span.last:
            return False
        spans.append(span)
    spans.sort()
    return all((b.first - a.last).days == 1 for a, b in pairwise(spans))


def _over_time(ops: Operands, asked: Asked, part: Part) -> Iterator[Value]:
    """An amount per month or quarter, taken to the year that the clause speaks of."""
    start, end = ops.parts.clause_span(part.clause)
    wanted = rate_in(ops.parts.text[start:end]) or (
        "year" if _FULL_YEAR.search(ops.parts.text, start, end) else ""
    )
    yield from converted(ops, asked, wanted)


def converted(ops: Operands, asked: Asked, wanted: str) -> Iterator[Value]:
    """A stated amount per time in another time's terms: a monthly rent as a yearly one."""
    months = _MONTHS.get(wanted)
    if months is None:
        return
    for one in ops.stated(asked, (Kind.MONEY,)) or ops.stated(asked, (Kind.BARE, Kind.PERCENT)):
        have = _MONTHS.get(one.facts[0].rate)
        if have is not None and have != months:
            yield one._replace(
                amount=one.amount * months / have,
                half=one.half * months / have,
                name=f"per {wanted}",
            )


def means(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """What several facts come to on average, or a period's total over its months."""
    parts = ops.parts
    start, end = parts.clause_span(part.clause)
    plain = replace(asked, near=asked.near - {"q:average", "q:monthly", "q:daily"})
    size = said_size(parts, 0, end, skip=part.numeral.start)
    for members in islice(
        picked(sets_of(ops.book, plain, loose=size is not None), plain.near | plain.wide, size),
        _MOST,
    ):
        value = added((of_fact(m.fact) for m in members), "average")
        if value is not None:
            yield value._replace(amount=value.amount / len(members))
    if _ENDS.search(parts.text):
        yield from ops._averaged(plain)
    words = parts.text[start:end]
    months = _MONTHS.get(rate_in(words)) or (_MONTHS.get(rate_in(parts.text)) if start else None)
    if months:
        yield from _spread(ops, plain, months)


def _spread(ops: Operands, asked: Asked, months: int) -> Iterator[Value]:
    for one in ops.quantity(asked, _AMOUNTS):
        length = _length(one.facts[0], ops)
        if length and length % months == 0 and length > months:
            yield one._replace(amount=one.amount * months / length, name="average")
    for value in whole_totals(ops, asked):
        length = sum(_length(f, ops) for f in value.facts)
        if (
            length
            and length % months == 0
            and length > months
            and len({f.label for f in value.facts}) == 1
        ):
            yield value._replace(amount=value.amount * months / length, name="average")


def _length(fact: Stated, ops: Operands) -> int:
    """How many months a fact's time is long; 0 for balances and unknown times."""
    if fact.when is None:
        return 0
    if fact.when.code:
        return fact.when.part
    when = fact.when if fact.when.year is not None else replace(fact.when, year=2000)
    document = ops.book.documents.get(fact.doc)
    span = span_of(when, document.year_end if document else 0)
    if span is None or span.first == span.last:
        return 0
    return (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1


_NOT_YET: Final = re.compile(
    r"未|尚|还|剩|余|(?<![a-z])(?:remaining|remains?|left|still|undrawn|unused|unpaid|"
    r"unbilled|rest|balance)(?![a-z])"
)


def rests(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """What is left of a whole after a part: 尚有345万元未回款, still to be billed."""
    book = ops.book
    _, end = ops.parts.clause_span(part.clause)
    words = ids(ops.parts.terms_between(0, end)) | asked.topic
    wholes = [
        f
        for f in book.facts
        if f.number.kind is part.numeral.kind and f.number.currency in (None, part.numeral.currency)
    ]
    if len(wholes) == 2:  # noqa: PLR2004  a source of two amounts: one less the other
        gap = less(of_fact(wholes[0]), of_fact(wholes[1]), "rest")
        if gap is not None and (wholes[0].label | wholes[1].label) & words:
            yield gap._replace(amount=abs(gap.amount))
    for one in ops.quantity(asked):
        for name in _PARTS.get(asked.head, ()):
            two = ops.concept(asked, name, 1)
            if (
                two is not None
                and two.facts != one.facts
                and (gap := less(one, two, "rest")) is not None
            ):
                yield gap._replace(amount=abs(gap.amount))
    given = [
        p.numeral
        for p in ops.parts.parts
        if p.numeral.start < part.numeral.start and p.numeral.kind is part.numeral.kind
    ]
    if (
        len(given) == 2  # noqa: PLR2004  a pair
        and (gap := less(of_numeral(given[0]), of_numeral(given[1]), "rest")) is not None
    ):
        yield gap
    for pair in _line_pairs(ops, part, words):
        gap = less(*pair, "rest")
        if gap is not None:
            yield gap


_PARTS: Final = {
    "c:registered_capital": ("paid_in_capital",),
    "c:limit": ("drawn", "balance"),
    "c:loan_amount": ("drawn", "repayment", "balance"),
    "c:loan": ("drawn", "repayment", "balance"),
    "c:contract_value": ("inflow", "invoice", "prepayments"),
}
_WHOLE: Final = frozenset(
    (
        "c:contract_value",
        "c:limit",
        "c:loan_amount",
        "c:loan",
        "c:registered_capital",
        "c:investment",
        "w:valu",
        "c:requested",
    )
)
_DONE: Final = frozenset(
    (
        "c:drawn",
        "c:invoice",
        "w:bill",
        "c:inflow",
        "c:repayment",
        "c:paid_in_capital",
        "c:balance",
        "c:prepayments",
    )
)


def _line_pairs(ops: Operands, part: Part, words: frozenset[str]) -> Iterator[tuple[Value, Value]]:
    """A whole and what was done of it, in one line of a source that the sentence names."""
    lines: dict[tuple[int, int], list[Stated]] = {}
    for fact in ops.book.facts:
        if fact.number.kind is part.numeral.kind:
            lines.setdefault((fact.doc, fact.line), []).append(fact)
    scored = []
    for facts in lines.values():
        wholes = [f for f in facts if f.label & _WHOLE and not f.label & _DONE]
        dones = [f for f in facts if f.label & _DONE]
        named = frozenset().union(*(f.label for f in facts)) & words
        if len(wholes) == 1 and dones and named:
            scored.append((len(named), wholes[0], dones))
    scored.sort(key=lambda item: -item[0])
    for _, whole, dones in scored[:1]:
        for done in dones:
            if done.label & words or len(dones) == 1:
                yield of_fact(whole), of_fact(done)


__all__ = [
    "Decimal",
    "converted",
    "gaps",
    "means",
    "rests",
    "shares",
    "times_of",
    "totals",
    "whole_totals",
]
