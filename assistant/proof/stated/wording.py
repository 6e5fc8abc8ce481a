"""All that the words of one clause claim, by the figures and else by what a source says."""

from collections.abc import Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.absences import absence_claims
from assistant.proof.stated.affirming import with_affirmed
from assistant.proof.stated.clauses import ALL, Clause, Word
from assistant.proof.stated.fullness import full_claims
from assistant.proof.stated.limits import beyond_claims, met_claims
from assistant.proof.stated.listed import with_listed
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.quantifiers import all_claims
from assistant.proof.stated.ranking import rank_claims
from assistant.proof.stated.relations import Relations
from assistant.proof.stated.telling import with_told

WORDED: Final = (ClaimKind.REFERENCE, ClaimKind.NEGATION, ClaimKind.QUANTIFIER)
"""Claims that a source's own words may decide."""


def words_of(ops: Operands, relations: Relations, clause: Clause) -> list[Word]:
    """Every claim of a clause's words: movement, order, limits, ranks, all and none, denial."""
    words = [
        *relations.claims(clause),
        *beyond_claims(ops, clause),
        *met_claims(ops, clause),
        *rank_claims(ops, clause),
        *full_claims(ops, clause),
        *all_claims(ops, clause),
    ]
    decided = {w.start for w in words if w.verdict is not Proof.UNCHECKED}
    words = [w for w in words if w.verdict is not Proof.UNCHECKED or w.start not in decided]
    words += [
        w
        for w in absence_claims(ops, clause)
        if not any(o.start < w.end and w.start < o.end for o in words)
    ]
    settled = with_listed(with_told(ops, clause, words), ops, clause)
    return list(with_affirmed(ops, clause, settled))


def is_silent(clause: Clause, words: Sequence[Word]) -> bool:
    """Whether a clause names things and claims nothing that was judged."""
    if words or clause.numbers:
        return False
    return any(t.id[0] in "cwhn" for t in clause.terms) or ALL.search(clause.text) is not None


def untold(clause: Clause) -> Word:
    """A clause that nothing speaks of, in a sentence judged by a source's words."""
    if not clause.terms:
        return Word(clause.start, clause.end, ClaimKind.QUANTIFIER, Proof.UNCHECKED)
    start, end = clause.terms[0].start, clause.terms[-1].end
    return Word(start, end, ClaimKind.REFERENCE, Proof.UNCHECKED)
