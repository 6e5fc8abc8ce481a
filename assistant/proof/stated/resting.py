"""What is left of a whole after a part."""

from collections.abc import Iterator
from typing import Final

from assistant.proof.stated.asked import Asked
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, ids
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.values import Value, less, of_fact, of_numeral


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
