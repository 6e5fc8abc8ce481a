"""Whether a sentence's words and times leave a reading's operands as the only ones meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.domain.readings import Operation
from assistant.proof.stated.asked import HARD, STRICT, Asked
from assistant.proof.stated.dating import is_dated
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.listing import is_set_against
from assistant.proof.stated.matching import Book, line_of
from assistant.proof.stated.operands import Operands, before
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.read_operations import is_one_row
from assistant.proof.stated.sets import said_size
from assistant.proof.stated.stating import GENERIC, Row, Stated
from assistant.proof.stated.strangers import FREE
from assistant.proof.stated.terms import Term
from assistant.proof.stated.values import fits, of_fact, says
from assistant.proof.when import TimeKind, When

_OWNED: Final = frozenset(
    ("c:inflow", "c:customer", "c:loan", "c:contract_value", "q:paid", "c:balance", "q:cumulative")
)
"""Terms that operations bring with them, and that still name another row where one has them."""
_BROUGHT: Final = {
    "q:pretax": frozenset(("c:profit_before_tax",)),
    "q:aftertax": frozenset(("c:net_profit",)),
}
"""Qualifiers that a concept's own name holds."""
_KIN: Final = 0.6
_TITLE: Final = 0.6
_LINE: Final = 0.3
_ELSEWHERE: Final = 0.3
"""What a word counts that stands beside another number of the sentence."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A number of a sentence and the facts that a reading gives it."""

    ops: Operands
    part: Part
    asked: Asked
    facts: Sequence[Stated]
    rows: Mapping[int, Row]
    """The row of each fact, by its identity."""
    operation: Operation

    def row(self, fact: Stated) -> Row:
        """The row that a fact is of."""
        return self.rows[id(fact)]


def is_meant(meant: Meant) -> bool:
    """Whether times and words are the operands' and no other number is named as well."""
    return _times_agree(meant) and _words_agree(meant) and not _has_rival(meant)


def _words_agree(meant: Meant) -> bool:
    """Whether every name that governs the number is of the operands."""
    ops, book = meant.ops, meant.ops.book
    mine = [meant.row(f) for f in meant.facts]
    named = frozenset().union(*(r.label | r.concepts for r in mine))
    own = named.union(*(f.title | f.above | f.around for f in meant.facts))
    own = own.union(*(book.heading_terms(f.doc) for f in meant.facts))
    lines = [line_of(book, f) for f in meant.facts]
    beside = frozenset().union(*(line.terms for line in lines if line is not None))
    terms = governing(ops.parts, meant.part)
    if is_set_against(ops.parts):
        terms = [t for t in ops.parts.terms if t.id in meant.asked.near]
    for term in terms:
        if term.id[0] in "im" or term.id in own:
            continue
        if term.id in FREE and (term.id not in book.known or term.id not in _OWNED):
            continue
        if term.id[0] == "h" and term.end - term.start == 1:
            continue  # a single character names nothing
        if _is_foreign(book, term, named, beside) or _is_unheard(ops, term, beside):
            return False
    said = frozenset(t.id for t in terms)
    return all(_suits(meant, row, named, said) for row in mine)


def _suits(meant: Meant, row: Row, named: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a row has the qualifiers that were said, those of the other operands apart."""
    asked = meant.asked
    if len(meant.facts) > 1:
        asked = replace(asked, near=asked.near - (named - row.label), wide=asked.wide | said)
    return meant.ops.book.suits(row, asked)


def _is_foreign(book: Book, term: Term, named: frozenset[str], beside: frozenset[str]) -> bool:
    """Whether a term names something that the operands are not."""
    if term.id[0] == "c":
        if term.id not in book.known and any(alike(term.id, o) for o in named if o[0] == "c"):
            return False
        return term.id not in GENERIC or term.id in book.known
    if _BROUGHT.get(term.id, frozenset()) & named:
        return False
    if term.id in STRICT or term.id in HARD or term.id[0] == "n" or term.id in book.known:
        return True
    about = any(term.id in book.heading_terms(doc) for doc in book.documents)
    return (
        term.id[0] == "w"
        and term.id not in beside | book.around
        and not about
        and (term.id in book.vocabulary)
    )


def _is_unheard(ops: Operands, term: Term, beside: frozenset[str]) -> bool:
    """Whether a term is a capitalised name that no source has."""
    return (
        term.id[0] == "w" and term.start > 0 and ops.parts.raw[term.start].isupper()
        and term.id not in beside and term.id not in ops.book.vocabulary
    )  # fmt: skip


def governing(parts: Parts, part: Part) -> list[Term]:
    """The terms that may only speak of one number: before it, and after it up to the next one."""
    index = parts.parts.index(part)
    start = 0 if index == 0 else part.begin
    last = index + 1 >= len(parts.parts)
    end = len(parts.text) if last and index == 0 else part.end
    if not last and parts.parts[index + 1].clause == part.clause:
        end = part.numeral.end
    return parts.terms_between(start, end)


def _has_rival(meant: Meant) -> bool:
    """Whether another number of that unit and time is named as well by the sentence's words.

    A number that stands alone may share as few words with the sentence as another one does: the
    pair of words tells them apart. Two operands must each be named better than any other.
    """
    parts = meant.ops.parts
    near = {t.id for t in governing(parts, meant.part)}
    terms = {t.id: 1.0 if t.id in near else _ELSEWHERE for t in parts.terms}
    one_row = is_one_row(meant.facts)
    lone = one_row or meant.operation is Operation.STATED
    for fact in meant.facts[:1] if one_row else meant.facts:
        if _is_whole(meant, fact):
            continue
        score = _shared(meant.ops.book, meant.row(fact), fact, terms)
        for row, other in _others(meant, fact):
            rival = _shared(meant.ops.book, row, other, terms)
            if rival > score or (rival == score and not lone):
                return True
    return False


def _is_whole(meant: Meant, fact: Stated) -> bool:
    """Whether a fact is the stated total that a share is of, which no word need name."""
    first = meant.facts[0]
    return (
        meant.operation in (Operation.RATIO, Operation.SHARE)
        and fact is meant.facts[-1]
        and "q:total" in fact.label
        and fact.doc == first.doc
        and fact.number.kind is first.number.kind
        and meant.row(fact).concepts <= meant.row(first).concepts
    )


def _others(meant: Meant, fact: Stated) -> Iterator[tuple[Row, Stated]]:
    """The numbers of other rows that could stand in a fact's place."""
    ops = meant.ops
    taken = {id(meant.row(f)) for f in meant.facts}
    when = (meant.asked.when or ops.when) if len(meant.facts) == 1 else fact.when
    for row in ops.book.rows:
        if id(row) in taken or row.stance is not fact.stance:
            continue
        if not fits(row.first.number, of_fact(fact)):
            continue
        for other in ops.book.at(row, when).facts:
            same = meant.operation is Operation.STATED and says(
                ops.parts, meant.part, of_fact(other)
            )
            if not same:
                yield row, other


def _shared(book: Book, row: Row, fact: Stated, terms: Mapping[str, float]) -> float:
    """How much of a sentence's words a fact's own words are."""
    around = row.around | row.title
    line = line_of(book, fact)
    beside = line.terms if line is not None else frozenset[str]()
    total = 0.0
    for term, weight in terms.items():
        if term in row.label or term in row.concepts:
            share = 1.0
        elif term[0] == "c" and any(alike(term, c) for c in row.concepts):
            share = _KIN
        else:
            share = _TITLE if term in around else _LINE if term in beside else 0.0
        total += weight * share * book.worth(term)
    return round(total, 6)


def _times_agree(meant: Meant) -> bool:
    """Whether the operands are of the time that the sentence names; the latest where it is none."""
    ops, facts = meant.ops, meant.facts
    when = meant.asked.when or ops.when
    moves = is_one_row(facts) and meant.operation in (Operation.GROWTH, Operation.DIFFERENCE)
    for fact in facts[:1] if moves else facts:
        row = meant.row(fact)
        timed = ops.book.at(row, when).facts
        if not any(fact is f for f in timed) and (
            timed or when is None or not _is_near(meant, fact, when)
        ):
            return False
        if when is None and ops.book.is_old([fact]) and len(row.facts) > 1:
            return False
    return _starts_there(meant) if moves else _is_complete(meant)


def _is_near(meant: Meant, fact: Stated, when: When) -> bool:
    """Whether a fact of a day, or one without a time, is of the month or year that is named."""
    plain = fact.when is None or fact.when.kind is TimeKind.DAY
    opens = "q:opening" in meant.row(fact).label | fact.label
    return plain and not opens and is_dated(meant.ops.book, fact, when)


def _is_complete(meant: Meant) -> bool:
    """Whether a sum or mean over times takes in all of them: those named, or as many as said."""
    if meant.operation not in (Operation.SUM, Operation.AVERAGE) or not is_one_row(meant.facts):
        return True
    rows = {id(r): r for r in map(meant.row, meant.facts)}
    dated = [f for r in rows.values() for f in r.facts if f.when is not None]
    size = said_size(meant.ops.parts, 0, meant.part.numeral.start)
    if size is not None:
        return size == len(meant.facts)
    spans = [t for t in meant.ops.parts.times if t.until is not None or t.code]
    named = [f for f in dated if any(is_dated(meant.ops.book, f, t) for t in spans)]
    whole = named if spans and len(named) > 1 else dated
    return len(whole) == len(meant.facts)


def _starts_there(meant: Meant) -> bool:
    """Whether a movement is measured from a time that is named, or from the one before."""
    book, first = meant.ops.book, meant.facts[1]
    row = meant.row(first)
    named = (book.at(row, time).facts for time in meant.ops.parts.times)
    rows = {id(r): r for r in map(meant.row, meant.facts)}
    facts = [f for r in rows.values() for f in r.facts]
    earlier = before(book, facts, meant.facts[0])
    return any(first is f for found in (*named, earlier) for f in found)
