"""Numbers that nothing decided by themselves, judged by the proved ones beside them."""

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.asking import asked_of
from assistant.proof.stated.bridging import bridged
from assistant.proof.stated.converting import converted
from assistant.proof.stated.level import UNKNOWN, Outcome
from assistant.proof.stated.manners import is_put_otherwise
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.pooled import pooled
from assistant.proof.stated.rebasing import gathered, rebased
from assistant.proof.stated.reckoning import Given, reckoned
from assistant.proof.stated.roles import senses_of
from assistant.proof.stated.sense import Role
from assistant.proof.stated.settling import (
    Judged,
    of_number,
)
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.values import of_fact
from assistant.proof.stated.witness import is_plain, witnessed
from assistant.proof.stated.written import is_part
from assistant.proof.units import Kind


def leaning_on(ops: Operands, found: list[Judged]) -> list[Judged]:
    """The numbers that weren't proved, as what the proved ones before them come to."""
    done: list[Judged] = []
    for one in found:
        part = next((p for p in ops.parts.parts if p.numeral.start == one.start), None)
        names_another = part is not None and any(
            t.id.startswith("w:#") and t.id in ops.book.known for t in part.before
        )
        if one.verdict is Proof.UNCHECKED and part is not None and not names_another:
            given = [
                Given(j.start, j.value)
                for j in (*done, *found[len(done) + 1 :])
                if j.verdict is Proof.PROVED and j.value is not None and j.value.facts
            ]
            rates = {(f.doc, f.line) for g in given for f in g.value.facts if _is_rate(f)}
            bases = [f for f in ops.book.facts if (f.doc, f.line) in rates and _is_amount(f)]
            base = of_fact(bases[0]) if len(bases) == 1 else None
            outcome = reckoned(ops.parts, part, senses_of(ops.parts, part), given, base)
            if outcome.verdict is not Proof.PROVED:
                asked = asked_of(ops.parts, part, ops.topic, ops.when)
                outcome = converted(ops, part, asked, [g.value for g in given])
            done.append(of_number(part, outcome) if outcome.verdict is Proof.PROVED else one)
        else:
            done.append(one)
    return done


def worked_out(ops: Operands, found: list[Judged]) -> list[Judged]:
    """Numbers that lean on a value worked out before them, or on things that were counted."""
    done: list[Judged] = []
    numbers = [j for j in found if j.kind is ClaimKind.NUMBER]
    for one in found:
        part = next((p for p in ops.parts.parts if p.numeral.start == one.start), None)
        if one.verdict is Proof.PROVED or one.kind is not ClaimKind.NUMBER or part is None:
            done.append(one)
            continue
        before = [j for j in (*done, *numbers) if j.kind is ClaimKind.NUMBER and j.end <= one.start]
        last = max(before, key=lambda j: j.end, default=None)
        outcome = UNKNOWN
        if last is not None and last.verdict is Proof.PROVED:
            outcome = rebased(ops, part, senses_of(ops.parts, part), last)
        if outcome.verdict is Proof.UNCHECKED:
            outcome = gathered(ops, part, found)
        done.append(of_number(part, outcome) if outcome.verdict is not Proof.UNCHECKED else one)
    return done


def _is_rate(fact: Stated) -> bool:
    return fact.number.kind is Kind.PERCENT


def _is_amount(fact: Stated) -> bool:
    return fact.number.kind is Kind.MONEY


def otherwise(ops: Operands, part: Part, asked: Asked) -> Outcome:
    """A number that nothing has decided, sought by its value or among all that its clause names."""
    senses = senses_of(ops.parts, part)
    if is_plain(senses):
        found = witnessed(ops, part, asked)
        partial = any(s.role is Role.TOTAL for s in senses) and is_part(ops.book, found, asked)
        otherwise = any(is_put_otherwise(ops.book, ops.parts, part, f) for f in found.facts)
        if found.verdict is Proof.PROVED and not (partial or otherwise):
            return found
    found = pooled(ops, part, asked, senses)
    return found if found.verdict is Proof.PROVED else bridged(ops, part)
