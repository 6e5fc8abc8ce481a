"""Doubts that keep a claim from being called false: FALSE needs a positive identification.

What refutes a claim must be what its words speak of: the same quantity, over the same time, of the
same party, in a scope that was understood. Where that isn't sure the claim is unchecked. Nothing is
ever proved by a doubt; what stands under a condition is neither proved nor refuted.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.claims import condition_in, supposed
from assistant.proof.stated.clauses import Clause
from assistant.proof.stated.move_doubts import is_other_move
from assistant.proof.stated.number_doubts import (
    is_amount_of_a_share,
    is_beside,
    is_bracketed,
    is_of_a_limit,
    is_other_length,
    is_reckoned,
    is_unaligned,
    is_unsigned,
    is_used,
    is_worked_out,
)
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.refuted import Refuted
from assistant.proof.stated.settling import Judged
from assistant.proof.stated.word_doubts import (
    is_after,
    is_borne_out,
    is_distance,
    is_foreign,
    is_mixed,
    is_narrower,
    is_not_denied,
    is_of_another_measure,
    is_of_another_sort,
    is_of_the_rest,
    is_of_the_time,
    is_outside,
    is_paid,
)

_OF_NUMBERS: Final[tuple[Callable[[Refuted], bool], ...]] = (
    is_worked_out,
    is_used,
    is_unsigned,
    is_other_length,
    is_other_move,
    is_unaligned,
    is_beside,
    is_amount_of_a_share,
    is_bracketed,
    is_of_a_limit,
    is_reckoned,
)
_OF_WORDS: Final[tuple[Callable[[Refuted], bool], ...]] = (
    is_of_the_rest,
    is_of_another_sort,
    is_narrower,
    is_foreign,
    is_of_another_measure,
    is_paid,
    is_distance,
    is_of_the_time,
    is_outside,
    is_after,
    is_mixed,
    is_borne_out,
    is_not_denied,
)
_EXCEPT: Final = re.compile(
    r"除[^，。]{1,16}外|(?<![a-z])(?:except|apart from|other than|but for|bar|excluding|"
    r"without(?= the)|aside from)(?![a-z])"
)


def doubted(
    ops: Operands, clauses: Sequence[Clause], one: Judged, found: Sequence[Judged]
) -> Judged:
    """A claim called false, unchecked where another reading of its words isn't ruled out."""
    false = one.verdict is Proof.FALSE
    parts = ops.parts
    if (
        one.kind is not ClaimKind.REFERENCE
        and condition_in(parts.text)
        and (not false or supposed(parts.text, parts.clauses, one.start))
    ):
        return replace(one, verdict=Proof.UNCHECKED)
    clause = next((c for c in clauses if c.start <= one.start < c.end), None)
    if not false or clause is None:
        return one
    numbers = parts.parts if one.kind is ClaimKind.NUMBER else ()
    part = next((p for p in numbers if p.numeral.start == one.start), None)
    case = Refuted(ops, clause, one, found, part)
    rules = _OF_WORDS if part is None else _OF_NUMBERS
    if _is_half_read(case):
        return replace(one, verdict=Proof.UNCHECKED)
    if _EXCEPT.search(parts.text) or any(rule(case) for rule in rules):
        return replace(one, verdict=Proof.UNCHECKED)
    return one


def _is_half_read(case: Refuted) -> bool:
    """Whether what stands before in the clause, or the clause that it goes on from, wasn't read."""
    parts = case.ops.parts
    mine = parts.clause_of(case.one.start)
    return any(
        j.verdict is Proof.UNCHECKED
        and j.start < case.one.start
        and parts.clause_of(j.start) in (mine, mine - 1)
        for j in case.found
    )
