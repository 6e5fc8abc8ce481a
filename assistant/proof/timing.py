"""Finds the time that a number holds for, and what a change is measured from."""

import re
from typing import Final

from assistant.proof.bound import Bound, Role
from assistant.proof.leads import Lead, noun_after
from assistant.proof.lexicon import CHANGE, Cue, CueHit
from assistant.proof.numeral import Numeral
from assistant.proof.reading import Mention, gap_text
from assistant.proof.units import Kind
from assistant.proof.walking import Walk
from assistant.proof.when import When

WHEN_AFTER: Final = re.compile(
    r" ?(?:\(|in|for|at|of|during|as of|as at|on|by|over|recorded in|reported in|in the|for the|"
    r"at the|over the|as at the|,? in|于|, for)? ?(?:the )?\Z"
)
"""What may stand between a number and the time after it."""


def bind_time(walk: Walk, bound: Bound, lead: Lead) -> None:
    """Set the time that a number holds for."""
    numeral = bound.numeral
    after = _time_after(walk, numeral)
    if after is not None:
        walk.owned.add(id(after))
        bound.when = walk.resolved(after)
        if lead.when is not None and bound.is_from is False and lead.is_than:
            bound.base = walk.resolved(lead.when)
        return
    if lead.is_from or lead.is_than:
        if lead.when is not None:
            walk.owned.add(id(lead.when))
            bound.when = walk.resolved(lead.when)
        elif lead.is_than and walk.free_time(numeral) is None:
            bound.when = None
        return
    free = walk.free_time(numeral)
    free = free if free is not None else walk.late_time(numeral.end)
    bound.when = walk.resolved(free) if free is not None else walk.context.when


def _time_after(walk: Walk, numeral: Numeral) -> When | None:
    skipped = (*CHANGE, Cue.YEARLY, Cue.STEPWISE)
    token = next(
        (t for t in walk.onward(numeral) if not (isinstance(t, CueHit) and t.cue in skipped)), None
    )
    if not isinstance(token, When) or id(token) in walk.owned:
        return None
    gap = gap_text(walk.reading, numeral.end, token.start)
    if not WHEN_AFTER.match(gap):
        return None
    english = walk.reading.text[token.start].isalpha() and walk.reading.text[token.start].isascii()
    return token if gap.strip() or english else None


def bind_change(walk: Walk, bound: Bound, lead: Lead) -> None:
    """Make the number a change where a word of movement governs it."""
    if bound.role is not Role.LEVEL:
        return
    if _is_multiple(walk, bound, lead):
        return
    if bound.numeral.kind is Kind.PERCENT and growth_noun(walk, bound.mention):
        bound.role, bound.is_from, bound.sign = Role.CHANGE, False, 0
        return
    if lead.is_to:
        return
    change = lead.change or noun_after(walk, bound.numeral)
    if change is None or (bound.numeral.fraction and change is not lead.change):
        return
    if lead.is_from or (lead.is_than and change is not noun_after(walk, bound.numeral)):
        return
    bound.role = Role.CHANGE
    bound.sign = {Cue.UP: 1, Cue.DOWN: -1}.get(change.cue, 0)
    bound.base = _base(walk, bound.numeral)
    if bound.yearly is None:
        begin = walk.reading.clause_start(bound.numeral.start)
        end = walk.reading.clause_end(bound.numeral.start)
        yearly, stepwise = (
            walk.reading.has(Cue.YEARLY, begin, end),
            walk.reading.has(Cue.STEPWISE, begin, end),
        )
        bound.yearly = True if yearly else False if stepwise else None


_GROWTH: Final = frozenset(("growth", "growth rate", "增长率", "增速", "增幅", "涨幅"))


def growth_noun(walk: Walk, mention: Mention | None) -> CueHit | None:
    """The noun that makes a metric its growth: revenue growth, 营业收入增速."""
    if mention is None or id(mention) not in walk.index:
        return None
    steps = (Cue.YEARLY, Cue.STEPWISE)
    token = next(
        (t for t in walk.onward(mention) if not (isinstance(t, CueHit) and t.cue in steps)), None
    )
    if not isinstance(token, CueHit) or walk.reading.text[token.start : token.end] not in _GROWTH:
        return None
    gap = gap_text(walk.reading, mention.end, token.start).strip(" 的")
    return token if not gap else None


_OF_TIME: Final = re.compile(r" ?(?:that|those|the (?:figure|level)) (?:of|in) \Z|")


def _is_multiple(walk: Walk, bound: Bound, lead: Lead) -> bool:
    """Whether the number compares one metric at two times: 1.67 times that of 2024."""
    numeral, mention = bound.numeral, bound.mention
    if numeral.kind is not Kind.TIMES or mention is None or mention.foreign:
        return False
    if not any(series.unit.is_money for series in mention.series):
        return False
    after = walk.following(numeral)
    text = walk.reading.text
    if isinstance(after, When) and _OF_TIME.fullmatch(text[numeral.end : after.start]):
        bound.base = walk.resolved(after)
        bound.when = _time_but(walk, numeral, after)
        bound.blocked = ""
    elif lead.when is not None and text[lead.when.end : numeral.start].strip() == "的":
        bound.base = walk.resolved(lead.when)
        bound.when = _time_but(walk, numeral, lead.when)
    else:
        return False
    bound.role = Role.MULTIPLE
    return True


def _time_but(walk: Walk, numeral: Numeral, other: When) -> When | None:
    for token in walk.back(numeral):
        if isinstance(token, When) and token is not other:
            return walk.resolved(token)
    return walk.context.when


def _base(walk: Walk, numeral: Numeral) -> When | None:
    """The time a change is measured from: the one after 较/than/from nearest the number."""
    begin = walk.reading.clause_start(numeral.start)
    best: When | None = None
    for when in walk.reading.times:
        if walk.is_base(when) and (
            best is None or when.start <= numeral.start or best.start < begin
        ):
            best = when
    return walk.resolved(best) if best is not None else None
