"""Binds each number of a sentence to what it speaks of: role, metric, time, scope and operands."""

import re
from typing import Final

from assistant.proof.bound import Bound, Role
from assistant.proof.leads import BOUNDS, hedge_after, is_denied, lead_of, limit_after
from assistant.proof.lexicon import Cue
from assistant.proof.lists import aligned_lists, expanded
from assistant.proof.naming import bind_metric
from assistant.proof.numeral import Numeral
from assistant.proof.timing import bind_change, bind_time
from assistant.proof.walking import Walk


def bindings(walk: Walk) -> list[Bound]:
    """Every number's binding, in order."""
    aligned = aligned_lists(walk)
    return [aligned.get(id(n)) or _bound(walk, n) for n in walk.reading.numerals]


def _bound(walk: Walk, numeral: Numeral) -> Bound:
    lead = lead_of(walk, numeral)
    bound = Bound(
        numeral,
        hedge=hedge_after(walk, numeral) or lead.hedge,
        yearly=lead.yearly,
        is_from=lead.is_from or lead.is_than,
        is_to=lead.is_to,
    )
    bind_metric(walk, bound, lead)
    bound.scope = _scope(walk, numeral)
    bind_time(walk, bound, lead)
    bind_change(walk, bound, lead)
    if lead.limit or limit_after(walk, numeral):
        bound.role = Role.LIMIT if bound.role is Role.LEVEL else bound.role
    if bound.role is Role.LEVEL and bound.hedge in BOUNDS and _is_rule(walk, bound):
        bound.role, bound.hedge = Role.LIMIT, None
    if lead.part and not bound.blocked:
        bound.blocked = "part"
    average = lead.average or _averaged(walk, bound)
    if average or (lead.total and bound.role is Role.LEVEL):
        _over_times(walk, bound, Role.AVERAGE if average else Role.SUM)
    bound.denied = is_denied(walk, numeral)
    return bound


_AVERAGE_OF: Final = re.compile(r"(?<![a-z])(?:average|mean) of (?:the |its )?\Z")


def _averaged(walk: Walk, bound: Bound) -> bool:
    """Whether the metric's name follows "the average of"."""
    mention = bound.mention
    if mention is None or bound.inherited or bound.role is not Role.LEVEL:
        return False
    return _AVERAGE_OF.search(walk.reading.text[: mention.start]) is not None


def _is_rule(walk: Walk, bound: Bound) -> bool:
    """Whether the sentence states what is required, not what is: the covenant requires ..."""
    begin = walk.reading.clause_start(bound.numeral.start)
    at = bound.mention.start if bound.mention and not bound.inherited else bound.numeral.start
    return walk.reading.has(Cue.LIMIT, begin, at) or walk.reading.has(Cue.RULE, begin, at)


def _over_times(walk: Walk, bound: Bound, role: Role) -> None:
    """Make the number an average or total over the times that the sentence names."""
    times = expanded([t for t in walk.reading.times if not walk.is_base(t)])
    if len(times) > 1:
        bound.times = tuple(walk.resolved(t) or t for t in times)
        bound.role = role
    elif role is Role.AVERAGE:
        bound.role = role


def _scope(walk: Walk, numeral: Numeral) -> str | None:
    best = None
    for entity in walk.reading.entities:
        if entity.start < numeral.start or best is None:
            best = entity.scope
    return best or walk.context.scope
