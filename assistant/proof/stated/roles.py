"""What a sentence's number claims to be: a value, a movement, a gap, a share, a total, a limit."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.proof.lexicon import NOUN_CHANGES, Cue, CueHit
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.units import Kind
from assistant.proof.when import When


class Role(StrEnum):
    """What a number claims to be."""

    VALUE = "value"
    CHANGE = "change"
    GAP = "gap"
    SHARE = "share"
    TIMES = "times"
    TOTAL = "total"
    MEAN = "mean"
    LIMIT = "limit"
    COMPOUND = "compound"


@dataclass(slots=True)
class Sense:
    """A number's role, direction and what it is measured from."""

    role: Role = Role.VALUE
    sign: int = 0
    base: When | None = None
    """The time that a change is measured from, where the sentence names one."""
    yearly: bool | None = None
    """True for 同比, False for 环比."""
    than: tuple[int, int] | None = None
    """Where the words stand that a gap is measured against."""
    cue: CueHit | None = None


_TO: Final = frozenset((Cue.TO, Cue.UP_TO, Cue.DOWN_TO))
_MOVES: Final = frozenset((Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE))
_MORE: Final = re.compile(
    r"(?P<up>高出|多出|多(?!家|少|年|个|数|方|元)|长出?|富余|超出|高(?=\d|约|了)|增厚|延长)|(?P<down>低(?=\d|约|了)|少(?!数|于|量)|缺口|缩短|缺|短(?=\d))|"
    r"(?<![a-z])(?:(?P<up2>more|higher|above|longer|up|over|ahead|greater|larger|bigger|excess|better)|(?P<down2>less|lower|below|shorter|down|under|short|behind|fewer|smaller|worse))(?![a-z])"
)
_FLAT_LEVEL: Final = re.compile(
    r"(?:为|是|达|至|到|was|is|of|at|to|reached|stood at)\s*(?:约|近|about|around|roughly)?\s*\Z"
)
_SHARE: Final = re.compile(
    r"占(?:比)?|贡献|份额|(?<![a-z])(?:accounts? for|accounted for|accounting for|makes? up|made up|represent(?:s|ed)|contribut(?:es|ed)|share of|proportion of|equals?|is|are|was|were|covers?|come from|came from)(?![a-z])"
)
_OF: Final = re.compile(r"\s*(?:of|的)(?: the| its| all| total| our)?\s*\Z")
_MEAN: Final = re.compile(
    r"平均|均值|月均|季均|年均|人均|每户|(?<![a-z])(?:average[ds]?|averaging|mean|per (?:month|quarter|head|customer|store|employee))(?![a-z])"
)
_TOTAL: Final = re.compile(
    r"合计|共计|总计|总和|之和|加总|累计|合共|加起来|总共|一共|共(?!同|有)|(?<![a-z])(?:total(?:s|led|ed|ling|ing)?|altogether|combined|together|in all|in total|sum(?:s|med)?|added up|add up|aggregate|all told|between them)(?![a-z])"
)
_COMPOUND: Final = re.compile(
    r"复合|年化|(?<![a-z])(?:compound(?:ed)?|cagr|annualised|annualized)(?![a-z])"
)
_TIMES_OF: Final = re.compile(
    r"\s*(?:的|(?:that|those|the (?:level|figure)) (?:of|in)|as (?:much|many|large|high|big)|of)?\s*"
)
_LIMIT: Final = re.compile(
    r"上限|下限|限额|底线|红线|门槛|阈值|标准|要求|约定值?|规定|(?<![a-z])(?:covenant(?:ed)?|limit|cap|ceiling|floor|minimum|maximum|threshold|requirement|hurdle|required|allowed|permitted)(?![a-z])"
)
_NEAR: Final = 14


def sense_of(parts: Parts, part: Part) -> Sense:
    """What a number claims to be, from the words around it."""
    sense = Sense()
    start, end = parts.clause_span(part.clause)
    _steps(parts, part, sense, start, end)
    if _is_limit(parts, part, end):
        sense.role = Role.LIMIT
        return sense
    if _COMPOUND.search(parts.text, start, end) and part.numeral.kind is Kind.PERCENT:
        sense.role = Role.COMPOUND
        return sense
    if _change(parts, part, sense):
        return sense
    if _gap(parts, part, sense, start):
        return sense
    return _plain(parts, part, sense, start, end)


def _steps(parts: Parts, part: Part, sense: Sense, start: int, end: int) -> None:
    if parts.has(Cue.STEPWISE, start, part.numeral.start) or parts.has(
        Cue.STEPWISE, part.numeral.end, part.end
    ):
        sense.yearly = False
    elif parts.has(Cue.YEARLY, start, end):
        sense.yearly = True
    for time in parts.times:
        if time.start < part.numeral.start and is_base(parts, time):
            sense.base = time


def is_base(parts: Parts, time: When) -> bool:
    """Whether a time is what something is measured from: 较年初, than in 2023, from 2022."""
    for cue in parts.cues:
        if cue.cue in (Cue.THAN, Cue.FROM) and 0 <= time.start - cue.end <= _NEAR:
            gap = parts.text[cue.end : time.start]
            if not any(c.isdigit() for c in gap):
                return True
    return False


def is_limit_number(parts: Parts, part: Part) -> bool:
    """Whether a number is named as a limit: the 1.20x covenant, 40%的上限."""
    return _is_limit(parts, part, parts.clause_span(part.clause)[1])


def _is_limit(parts: Parts, part: Part, end: int) -> bool:
    after = parts.text[part.numeral.end : min(end, part.numeral.end + _NEAR)]
    if _LIMIT.match(after.lstrip(" 的")):
        return True
    before = parts.text[max(part.begin, part.numeral.start - 2 * _NEAR) : part.numeral.start]
    match = None
    for match in _LIMIT.finditer(before):
        pass
    return (
        match is not None
        and re.fullmatch(r"\s*(?:值|值?为|是|水平|of|is|at|,|\()?\s*", before[match.end() :])
        is not None
    )


def _change(parts: Parts, part: Part, sense: Sense) -> bool:
    """A movement word governs the number: fell 40%, 同比增长20%, a 12% rise, 增幅118%."""
    moves = [c for c in part.cues if c.cue in _MOVES or c.cue is Cue.GROWTH]
    last = moves[-1] if moves else None
    if last is not None:
        between = [c for c in part.cues if c.start >= last.end]
        if (
            any(c.cue in _TO for c in between)
            or _FLAT_LEVEL.search(parts.text[last.end : part.numeral.start])
            and last.cue is not Cue.GROWTH
            and "幅" not in parts.text[last.start : last.end]
            and not re.search(r"by|of", parts.text[last.end : part.numeral.start])
        ):
            return False
        if any(c.cue is Cue.FROM for c in between):
            return False
        if parts.terms_between(last.end, part.numeral.start) and last.cue is not Cue.GROWTH:
            gap = parts.text[last.end : part.numeral.start]
            if len(gap) > _NEAR:
                return False
        sense.role, sense.cue = Role.CHANGE, last
        sense.sign = {Cue.UP: 1, Cue.DOWN: -1}.get(last.cue, 0)
        return True
    after = next((c for c in part.late_cues if c.cue in _MOVES), None)
    if after is None:
        return False
    gap = parts.text[part.numeral.end : after.start]
    word = parts.text[after.start : after.end]
    if len(gap) <= _NEAR and (word in NOUN_CHANGES or gap.strip() in ("的", "")):
        sense.role, sense.cue = Role.CHANGE, after
        sense.sign = {Cue.UP: 1, Cue.DOWN: -1}.get(after.cue, 0)
        return True
    return False


def _gap(parts: Parts, part: Part, sense: Sense, start: int) -> bool:
    """More or less than something: 比预算少163万元, 0.8 points above the third quarter."""
    lead = parts.text[part.begin : part.numeral.start]
    match = None
    for match in _MORE.finditer(lead):
        pass
    than = [c for c in parts.cues if c.cue is Cue.THAN and start <= c.start < part.numeral.end + 24]
    if match is not None and len(lead) - match.end() <= 6:
        before = [c for c in than if c.end <= part.begin + match.start()]
        sense.sign = 1 if match["up"] or match["up2"] else -1
        if before:
            sense.role, sense.than = Role.GAP, (before[-1].end, part.begin + match.start())
            return True
        if match["up"] or match["down"]:
            sense.role = Role.CHANGE
            return True
    tail = parts.text[part.numeral.end : part.end]
    found = _MORE.match(tail.lstrip())
    if found and part.numeral.kind is not Kind.BARE:
        sense.sign = 1 if found["up"] or found["up2"] else -1
        offset = part.numeral.end + (len(tail) - len(tail.lstrip())) + found.end()
        after = next((c for c in than if c.start >= offset - 1), None)
        begin = after.end if after is not None else offset
        sense.role, sense.than = Role.GAP, (begin, part.end)
        return True
    return False


def _plain(parts: Parts, part: Part, sense: Sense, start: int, end: int) -> Sense:
    lead = parts.text[part.begin : part.numeral.start]
    whole = parts.text[start:end]
    if part.numeral.kind is Kind.TIMES and re.search(
        r"是|为|相当于|(?<![a-z])(?:is|was|are|were|equals?|to)(?![a-z])|达", lead
    ):
        sense.role = Role.TIMES
    elif part.numeral.kind is Kind.PERCENT and (
        _SHARE.search(lead) or _OF.match(parts.text[part.numeral.end : part.numeral.end + 5])
    ):
        sense.role = Role.SHARE
    elif _MEAN.search(whole):
        sense.role = Role.MEAN
    elif _TOTAL.search(lead) or _TOTAL.search(parts.text, part.numeral.end, part.end):
        sense.role = Role.TOTAL
    return sense
