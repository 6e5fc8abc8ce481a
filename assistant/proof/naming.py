"""Finds the metric that a number belongs to, and the operands of an operation."""

import re
from typing import Final

from assistant.domain.quantities import Unit
from assistant.proof.bound import Bound, Role
from assistant.proof.leads import Lead
from assistant.proof.lexicon import CAUSE, Cue, CueHit
from assistant.proof.numeral import Numeral
from assistant.proof.reading import Mention, gap_text, is_light
from assistant.proof.units import Kind
from assistant.proof.walking import Walk
from assistant.proof.when import When

_OF: Final = re.compile(r" of (?:the |its |our )?(?:total )?\Z|的\Z")
_OWNED: Final = re.compile(r" ?(?:的|of|in|worth of|of the|in the)? ?\Z")
_OTHER_AFTER: Final = re.compile(
    r" (?:of|in|from|worth of) (?!(?:the |its |that |this |our )?(?:year|period|quarter|month|"
    r"firm|company|borrower|same|end|last|prior|previous)|which|that|total|(?:19|20)\d\d|fy|q\d|"
    r"h\d|\{)[a-z]|的(?!水平|规模|金额|基础|要求|标准|约定|契约|底线|红线|门槛|上限|下限|阈值|"
    r"限额|高位|低位|\Z|[，。；、])[\u4e00-\u9fff]"
)


def bind_metric(walk: Walk, bound: Bound, lead: Lead) -> None:
    """Set the metric (and operands) that a number belongs to, or why it has none."""
    numeral = bound.numeral
    if _following(walk, bound) or _preceding(walk, bound, lead):
        return
    topic, begin = _topic(walk, numeral), walk.reading.clause_start(numeral.start)
    bound.inherited = True
    bound.mention = topic or walk.context.topic
    if bound.mention is None:
        bound.mention = _later(walk, numeral)
        begin = numeral.start
    if bound.mention is None:
        bound.blocked = "unnamed"
    elif not is_light(gap_text(walk.reading, begin, numeral.start)) or _other_after(walk, numeral):
        bound.blocked = "other"


def _following(walk: Walk, bound: Bound) -> bool:
    """A name right after the number: 5m of revenue, 312万元的净利润, 30% of assets."""
    numeral, name = bound.numeral, _next_mention(walk, bound.numeral)
    if name is None:
        return False
    gap = walk.reading.text[numeral.end : name.start]
    subject = _subject(walk, numeral)
    if _OF.search(gap) and len(gap) < 16 and _of(walk, bound, subject, name):  # noqa: PLR2004
        return True
    if not _OWNED.match(gap):
        return False
    if numeral.kind is Kind.TIMES and subject is not None and not gap.strip():
        bound.role, bound.mention, bound.others = Role.MULTIPLE, subject, (name,)
        return True
    if not gap.strip() and governing(walk, numeral) is not None:
        return False
    bound.mention = name
    walk.used.add(id(name))
    if numeral.kind is Kind.PERCENT and all(s.unit is not Unit.RATIO for s in name.series):
        bound.blocked = "part"  # 过半销售额: a share of it
    return True


def _of(walk: Walk, bound: Bound, subject: Mention | None, name: Mention) -> bool:
    """30% of B: a share of B, where the sentence has a subject that isn't itself a share."""
    if (
        bound.numeral.kind is not Kind.PERCENT
        or "of" not in walk.reading.text[bound.numeral.end : name.start]
    ):
        return False
    if any(series.unit is Unit.RATIO for series in name.series):
        return False
    if subject is None:
        bound.blocked = "unnamed"
        return True
    bound.mention = subject
    if not any(series.unit is Unit.RATIO for series in subject.series):
        bound.role, bound.others = Role.SHARE, (name,)
    return True


def _subject(walk: Walk, numeral: Numeral) -> Mention | None:
    return governing(walk, numeral) or _topic(walk, numeral)


def governing(walk: Walk, numeral: Numeral) -> Mention | None:
    """The nearest name before the number in its clause that no number before it owns."""
    begin = walk.reading.clause_start(numeral.start)
    for token in walk.back(numeral):
        if token.start < begin:
            return None
        if isinstance(token, Mention) and id(token) not in walk.used:
            return token
    return None


def _preceding(walk: Walk, bound: Bound, lead: Lead) -> bool:
    numeral = bound.numeral
    name = governing(walk, numeral)
    if name is None:
        return False
    bound.mention = name
    if _pair(walk, bound, name):
        return True
    inside = walk.reading.text[name.end : numeral.start].startswith(("中", "里", "之中", "的"))
    share = numeral.kind is Kind.PERCENT and all(s.unit is not Unit.RATIO for s in name.series)
    if share and ((inside and numeral.fraction) or _is_whole(walk, name)):
        bound.blocked = "part"
        return True
    gap = gap_text(walk.reading, name.end, numeral.start)
    changed = lead.change is not None or lead.is_to or lead.is_from
    if (not is_light(gap) and not (changed and CAUSE.match(gap.strip()))) or _other_after(
        walk, numeral
    ):
        bound.blocked = "other"
    return True


def _is_whole(walk: Walk, name: Mention) -> bool:
    """Whether a name that is no share is what an unnamed part is a share of: X占销售额过半."""
    cue = next(walk.back(name), None)
    return isinstance(cue, CueHit) and cue.cue is Cue.SHARE and name.start - cue.end <= 1


def _other_after(walk: Walk, numeral: Numeral) -> bool:
    text = walk.reading.text
    match = _OTHER_AFTER.match(text, numeral.end)
    if match is None:
        return False
    token = walk.following(numeral)
    if token is None or token.start > match.end() + 1:
        return True
    return not isinstance(token, When | Mention | CueHit)


def _pair(walk: Walk, bound: Bound, last: Mention) -> bool:
    """Two names before a number: A占B的30%, A是B的1.5倍, A比B高, A exceeds B by."""
    first = _before(walk, last)
    if first is None or first.end > last.start:
        return False
    reading = walk.reading
    between = {c.cue for c in reading.cues if first.end <= c.start < last.start}
    after = {c.cue for c in reading.cues if last.end <= c.start < bound.numeral.start}
    words = reading.text[first.end : last.start]
    kind = bound.numeral.kind
    role = None
    if Cue.SHARE in between and kind is Kind.PERCENT:
        role = Role.SHARE
    elif kind is Kind.TIMES and re.search("[是为]|相当于|equals|is", words):
        role = Role.MULTIPLE
    elif (
        Cue.GAP in between | after
        or reading.has(Cue.GAP, reading.clause_start(first.start), first.start)
        or (between & {Cue.THAN, Cue.ABOVE, Cue.BELOW} and _gap_sign(walk, bound, between, after))
    ):
        role = Role.GAP
    elif Cue.SUM in between | after or reading.has(
        Cue.SUM, reading.clause_start(first.start), first.start
    ):
        role = Role.SUM
    if role is None:
        return False
    bound.role = role
    bound.mention, bound.others = first, (last,)
    if role is Role.SUM:
        names = _run_before(walk, last)
        bound.mention, bound.others = names[0], tuple(names[1:])
    return True


def _gap_sign(walk: Walk, bound: Bound, between: set[Cue], after: set[Cue]) -> bool:
    if Cue.THAN in between:
        bound.sign = 1 if Cue.UP in after else -1 if Cue.DOWN in after else 0
    else:
        bound.sign = 1 if Cue.ABOVE in between else -1
    words = walk.reading.text[max(0, bound.numeral.start - 12) : bound.numeral.start]
    return bound.sign != 0 and (
        Cue.THAN in between or "by" in words or words.strip()[-1:] in "达约出"
    )


def _before(walk: Walk, last: Mention) -> Mention | None:
    begin = walk.reading.clause_start(last.start)
    for token in walk.back(last):
        if token.start < begin or isinstance(token, Numeral):
            return None
        if isinstance(token, Mention):
            return token
    return None


def _run_before(walk: Walk, last: Mention) -> list[Mention]:
    names = [last]
    while (earlier := _before(walk, names[0])) is not None:
        names.insert(0, earlier)
    return names


def _topic(walk: Walk, numeral: Numeral) -> Mention | None:
    """What earlier clauses of the sentence are about: the first free name of the nearest."""
    begin = walk.reading.clause_start(numeral.start)
    best: Mention | None = None
    clause = -1
    for mention in walk.reading.mentions:
        if mention.start >= begin or id(mention) in walk.used:
            continue
        where = walk.reading.clause_of(mention.start)
        if where != clause:
            best, clause = mention, where
    return best


def _later(walk: Walk, numeral: Numeral) -> Mention | None:
    end = walk.reading.clause_end(numeral.start)
    for token in walk.onward(numeral):
        if token.start >= end or isinstance(token, Numeral):
            return None
        if isinstance(token, Mention):
            return token
    return None


def _next_mention(walk: Walk, numeral: Numeral) -> Mention | None:
    token = walk.following(numeral)
    return token if isinstance(token, Mention) else None
