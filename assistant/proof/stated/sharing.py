"""Part over whole, one thing over another."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from assistant.proof.stated.asked import Asked
from assistant.proof.stated.asking import starts_move
from assistant.proof.stated.averaging import whole_totals
from assistant.proof.stated.deriving import same_time
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.relating import completed, operand
from assistant.proof.stated.sense import Sense
from assistant.proof.stated.sets import sets_of
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.totalling import ranked_total
from assistant.proof.stated.values import Value, added, of_fact, over
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_AMOUNTS: Final = (Kind.MONEY, Kind.BARE, Kind.COUNT)
_MOST: Final = 8


def shares(ops: Operands, part: Part, sense: Sense) -> Iterator[Value]:
    """Part over whole, one thing over another: A占B的30%, A is 2.5 times B."""
    if sense.left is None:
        return
    when = part.when or ops.when
    if when is None and starts_move(ops.parts, part):
        when = When(0, 0, TimeKind.PREVIOUS_YEAR)
    kind = Kind.PERCENT if part.numeral.kind is Kind.PERCENT else Kind.TIMES
    if sense.right is None:
        asked = ops.asked(*sense.left, when)
        if "c:drawn" in asked.near:
            used = asked.near - {"c:drawn"} | {"c:utilisation"}
            yield from ops.derived(replace(asked, near=used, head="c:utilisation"))
        yield from _of_total(ops, sense.left, when, kind, told=sense.told)
        return
    times = [t for t in ops.parts.times_between(*sense.right)]
    own = ops.parts.times_between(*sense.left) if ops.forced is None else []
    when = ops.forced or (own[-1].resolved(when) or own[-1] if own and times else when)
    ones = _part(ops, sense.left, when) or _of_kind(ops, sense.left, sense.right, when)
    if times and not [t for t in ops.parts.terms_between(*sense.right) if t.id[0] in "cqwh"]:
        asked = ops.asked(*sense.left, when)
        asked = asked if asked.head else ops.asked(0, sense.left[1], when)
        twos = ops.quantity(replace(asked, when=times[-1].resolved(when) or times[-1]))
    else:
        twos = _whole(ops, sense, when)
    yield from _by_kind(part, kind, ones, twos)
    for one in ones[:_MOST]:
        for two in twos[:_MOST]:
            if (one.facts != two.facts and same_time(one, two)) or times:
                ratio = over(one, two, kind, "share")
                if ratio is not None:
                    yield ratio


def _by_kind(part: Part, kind: Kind, ones: list[Value], twos: list[Value]) -> Iterator[Value]:
    """What isn't one over the other: the sum of stated shares, an amount for each of a count."""
    if kind is Kind.PERCENT:  # the largest three, of which a source states the shares
        yield from (o for o in ones[:_MOST] if o.kind is Kind.PERCENT and o.name == "total")
    if part.numeral.kind in (Kind.MONEY, Kind.BARE):
        yield from _each(ones, twos)


def _each(ones: list[Value], twos: list[Value]) -> Iterator[Value]:
    """An amount for each of what is counted: turnover over testing rooms."""
    for one in ones[:_MOST]:
        for two in twos[:_MOST]:
            counts = two.kind in (Kind.COUNT, Kind.BARE) and two.currency is None
            if counts and one.kind is Kind.MONEY and same_time(one, two) and two.amount > 0:
                yield Value(
                    one.amount / two.amount, one.kind, one.currency, one.facts + two.facts, "share"
                )


def _of_kind(
    ops: Operands, left: tuple[int, int], right: tuple[int, int], when: When | None
) -> list[Value]:
    """A part that only a name tells, of what the whole counts: Alder makes up 46% of sales."""
    whole = ops.asked(*right, when, alone=True)
    names = frozenset(t for t in ops.asked(*left, when, alone=True).near if t[0] in "whn")
    if not whole.head or not names:
        return []
    return ops.quantity(Asked(names | {whole.head}, whole.head, frozenset(), whole.topic, when))


def _part(ops: Operands, span: tuple[int, int], when: When | None) -> list[Value]:
    found = operand(ops, span, when)
    asked = ops.asked(*span, when)
    if not found and "c:cover" in asked.near:
        terms = [t for t in ops.parts.terms_between(*span) if t.id != "c:cover"]
        found = ops.quantity(asked_for(terms, when, topic=ops.topic))
    size = next((int(t[2:]) for t in sorted(asked.near) if t[0] == "n" and t[2:].isdigit()), None)
    return found or list(ranked_total(ops, asked, size))


def _whole(ops: Operands, sense: Sense, when: When | None) -> list[Value]:
    """The second operand: its words, a total of its column, or the sum of the rows it names."""
    if sense.right is None or sense.left is None:
        return []
    asked = ops.asked(*sense.right, when, alone=True)
    found = ops.phrase(*sense.right, when, alone=bool(asked.head))
    if not asked.head:
        found = found or completed(ops, sense.left, sense.right, when)
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


def _of_total(
    ops: Operands, span: tuple[int, int], when: When | None, kind: Kind, *, told: bool
) -> Iterator[Value]:
    """A row's share of the total of its own column, or of all rows like it."""
    asked = ops.asked(*span, when)
    if not asked.near and span[0]:
        asked = ops.asked(0, span[1], when)
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
        used = "c:drawn" in fact.label & near
        wholes = (
            w
            for part in (asked.head, *sorted(fact.label & near & _WHOLE_OF.keys()))
            for name in _WHOLE_OF.get(part, ())
            if (w := ops.concept(asked, name)) is not None
        )
        for whole in (
            *wholes,
            *(
                ()
                if used
                else _totals_for(ops, fact, when)
                if told
                else _stated_totals(ops, fact, when)
            ),
        ):
            ratio = over(one, whole, kind, "share")
            if ratio is not None and whole.amount > one.amount:
                yield ratio


_WHOLE_OF: Final = {
    "c:paid_in_capital": ("registered_capital",),
    "c:drawn": ("limit", "loan_amount", "overdraft"),
    "c:deposit": ("contract_value",),
    "c:down_payment": ("contract_value", "price"),
    "c:prepayments": ("contract_value",),
    "c:invoice": ("contract_value",),
}
"""What a part is a share of where the sentence doesn't say."""


_BROUGHT: Final = {"c:customer": "revenue", "c:supplier": "purchase"}
"""What the largest customers and suppliers have a share of."""


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
        bought = (
            ops.concept(asked, name)
            for party, name in _BROUGHT.items()
            if party in ordered[0].row.label
        )
        for whole in (*(b for b in bought if b), *_totals_for(ops, ordered[0].fact, when)):
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
        summed = bool(row.label & {"q:total"}) and row.label != fact.label
        whole_of = (
            row.label < fact.label and (row.concepts or row.first.number.kind is Kind.COUNT)
        ) or (row.label - {"q:total"} <= fact.label and summed and row.concepts)
        if (
            whole_of
            and row.first.doc == fact.doc
            and row.first.stance is fact.stance
            and row.first.number.kind is fact.number.kind
        ):
            undated = summed and all(f.when is None for f in row.facts)
            yield from (of_fact(f) for f in ops.book.at(row, None if undated else when).facts)
            continue
        if (
            row.first.doc == fact.doc
            and (row.label & {"q:total", "q:cumulative"} or not row.label)
            and row.title == fact.title
        ):
            for whole in ops.book.at(row, when).facts:
                if whole.column == fact.column and whole.number.kind is fact.number.kind:
                    yield of_fact(whole)
