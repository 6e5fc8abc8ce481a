"""Which members of a set the words of a rank name."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.proof.stated.clauses import Clause
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.ranks import Told
from assistant.proof.stated.sets import Member, common, named_in
from assistant.proof.stated.times import RELATIVE, is_at

_LEAST_SHARE: Final = 0.5


_TIED: Final = re.compile(r"并列|同为|同居|(?<![a-z])(?:joint|jointly|tied?|ties|equal)(?![a-z])")


def chosen_by(
    ops: Operands, members: Sequence[Member], said: frozenset[str], clause: Clause, told: Told
) -> list[Member]:
    """The members that are ranked: those named nearest to the rank; several where they tie."""
    if told.listed:
        found = [m for span in told.spans[:2] for m in _listed(members, clause, span)]
        return found if len(found) > 1 else []
    if _TIED.search(clause.text):
        found = named_in(members, ids(clause.terms))
        return found if len(found) > 1 else []
    for span in told.spans:
        terms = ids(clause.parts.terms_between(*span))
        if (one := chosen_of(members, terms, clause, span, after=span[0] > told.at)) is not None:
            return [one]
    one = chosen_of(members, said, clause) or _given(members, ops)
    return [one] if one is not None else []


def _listed(members: Sequence[Member], clause: Clause, span: tuple[int, int]) -> list[Member]:
    """The members that a stretch names, in its order."""
    if all(m.row is members[0].row for m in members):
        times = clause.parts.times_between(*span)
        return [m for t in times for m in members if is_at(m.fact, t)]
    terms = clause.parts.terms_between(*span)
    found = named_in(members, ids(terms))
    shared = common(members)
    place = {
        id(m): min((t.start for t in terms if t.id in m.row.label - shared), default=0)
        for m in found
    }
    return sorted(found, key=lambda m: place[id(m)])


def chosen_of(
    members: Sequence[Member],
    said: frozenset[str],
    clause: Clause,
    span: tuple[int, int] | None = None,
    *,
    after: bool = False,
) -> Member | None:
    """The member that the words name: by its own terms, or by the time nearest to the rank."""
    if all(m.row is members[0].row for m in members):
        times = [
            t
            for t in clause.parts.times_between(*(span or (clause.start, clause.end)))
            if t.kind not in RELATIVE
        ] or ([] if span else list(clause.parts.times))
        for time in times if after else reversed(times):
            found = [m for m in members if is_at(m.fact, time)]
            if len(found) == 1:
                return found[0]
        return None
    shared = common(members)
    labels = [(member.row.label - shared, member) for member in members]
    scored = [(len(own & said) / max(1, len(own)), member) for own, member in labels]
    scored.sort(key=lambda pair: -pair[0])
    if scored[0][0] < _LEAST_SHARE or (len(scored) > 1 and scored[1][0] >= scored[0][0]):
        return None
    return scored[0][1]


def _given(members: Sequence[Member], ops: Operands) -> Member | None:
    """The member whose number the sentence gave just before: 42,000, the lowest of three years."""
    return next((m for f in reversed(ops.proved) for m in members if m.fact is f), None)
