"""The worst proposer of readings: whatever closes arithmetically, with no regard to meaning."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice, permutations, product
from typing import Final, NamedTuple

from pydantic import ValidationError

from assistant.domain.checks import ClaimKind, Proof, SourceText, TextCheck
from assistant.domain.readings import ClaimReading, Operand, Operation, SentenceReading, WordPair
from assistant.proof.numeral import Numeral
from assistant.proof.stated.check import book_of
from assistant.proof.stated.matching import Book
from assistant.proof.stated.quoted_facts import quoted_facts
from assistant.proof.stated.reckoned import reckoned
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.taking_apart import taken_apart

_LEAD: Final = 25
"""Characters before a number that its quotation takes along."""
_MOST_PAIRED: Final = 60
_MOST_TRIPLED: Final = 14
_LEAST_LISTED: Final = 3
_MOST_LISTED: Final = 12
_MOST_LISTS: Final = 60
_MOST_READINGS: Final = 4_000
_NEAR: Final = Decimal("0.06")
_LISTS: Final = (Operation.SUM, Operation.AVERAGE)
_OF_TWO: Final = (
    Operation.DIFFERENCE, Operation.GROWTH, Operation.RATIO, Operation.PRODUCT, *_LISTS,
)  # fmt: skip
_OF_THREE: Final = (Operation.DIFFERENCE, Operation.SHARE, Operation.COVER)


class Quoted(NamedTuple):
    """A fact and a quotation that stands for it."""

    operand: Operand
    fact: Stated


def hostile_readings(check: TextCheck, sources: Sequence[SourceText]) -> list[SentenceReading]:
    """Every reading that closes for every unchecked number: each fact, each pair, each list.

    Three facts only where there are few; of each table's column and row all of them, all but one
    and three. The pairs of words are made up, and say nothing.
    """
    book = book_of(tuple((s.text, f"passage:{s.source}:{s.page}") for s in sources))
    quoted = _quoted(book)
    found = []
    for sentence in check.sentences:
        if sentence.verdict is not Proof.UNCHECKED:
            continue
        numerals = {n.start + sentence.start: n for n in taken_apart(sentence.text).numerals}
        claims = [
            reading
            for claim in sentence.claims
            if claim.verdict is Proof.UNCHECKED and claim.kind is ClaimKind.NUMBER
            if claim.start in numerals
            for reading in islice(
                _closing(claim.text, numerals[claim.start], quoted), _MOST_READINGS
            )
        ]
        if claims:
            found.append(SentenceReading(sentence=sentence.text, claims=tuple(claims)))
    return found


def _quoted(book: Book) -> list[Quoted]:
    """Every fact with the shortest of its quotations that leads to it."""
    found: dict[tuple[int, int], Quoted] = {}
    for place, document in enumerate(book.documents.values(), start=1):
        for line in document.lines:
            before = 0
            for number in taken_apart(line.quote).numerals:
                for start in (max(before, number.start - _LEAD), number.start):
                    try:
                        operand = Operand(
                            source=place, quote=line.quote[start : number.end].strip()
                        )
                    except ValidationError:
                        continue
                    if facts := quoted_facts(book, operand):
                        for fact in facts:
                            found.setdefault((fact.doc, fact.order), Quoted(operand, fact))
                        break
                before = number.end
    return list(found.values())


def _closing(claim: str, number: Numeral, quoted: Sequence[Quoted]) -> Iterator[ClaimReading]:
    made_up = (WordPair(said=claim, source=claim),)
    for operation, operands in _combinations(quoted):
        value = reckoned(operation, [q.fact for q in operands], number.kind)
        if value is not None and _is_near(number, value.amount):
            yield ClaimReading(
                claim=claim,
                operation=operation,
                operands=tuple(q.operand for q in operands),
                words=made_up,
            )


def _combinations(quoted: Sequence[Quoted]) -> Iterator[tuple[Operation, Sequence[Quoted]]]:
    yield from ((Operation.STATED, (one,)) for one in quoted)
    yield from product(_OF_TWO, permutations(quoted[:_MOST_PAIRED], 2))
    if len(quoted) <= _MOST_TRIPLED:
        yield from product(_OF_THREE, permutations(quoted, 3))
    groups: dict[tuple[object, ...], list[Quoted]] = defaultdict(list)
    for one in quoted:
        kind = one.fact.number.kind
        groups["column", one.fact.doc, one.fact.column, kind].append(one)
        groups["line", one.fact.doc, one.fact.line, kind].append(one)
    for group in groups.values():
        if _LEAST_LISTED <= len(group) <= _MOST_LISTED:
            yield from product(_LISTS, _lists(group))


def _lists(group: Sequence[Quoted]) -> Iterator[Sequence[Quoted]]:
    """All numbers of a row or column, all but one, and three."""
    for size in sorted({_LEAST_LISTED, len(group) - 1, len(group)}):
        if size >= _LEAST_LISTED:
            yield from islice(combinations(group, size), _MOST_LISTS)


def _is_near(number: Numeral, amount: Decimal) -> bool:
    """Whether a value may be the number, hedge and sign apart: the judge decides closely."""
    reach = max(number.half, abs(number.value) * _NEAR)
    high = number.high if number.high is not None else number.value
    return any(number.value - reach <= one <= high + reach for one in (amount, abs(amount)))
