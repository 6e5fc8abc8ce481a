"""What a sentence's number claims to be: a value, a movement, a gap, a share, a total, a limit."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.proof.lexicon import NOUN_CHANGES, Cue, CueHit
from assistant.proof.stated.gap_roles import gap_senses
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.share_roles import shares
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_TO: Final = frozenset((Cue.TO, Cue.UP_TO, Cue.DOWN_TO))
_MOVES: Final = frozenset((Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE))
_FLAT_LEVEL: Final = re.compile(
    r"(?:为|是|达|至|到|was|is|of|at|to|reached|stood at)\s*(?:约|近|about|around|roughly|"
    r"some|just)?\s*\Z"
)
_MEAN: Final = re.compile(
    r"平均|均值|月均|季均|(?<!\d)年均|人均|每户|日均|(?<![a-z])(?:average[ds]?|averaging|mean|per "
    r"(?:month|quarter|head|customer|store|employee)|a (?:month|quarter|year)|monthly|"
    r"quarterly)(?![a-z])"
)
_TOTAL: Final = re.compile(
    r"合计|共计|总计|总和|之和|加总|累计|合共|加起来|总共|一共|共(?!同|有)|共有|全年|两者|"
    r"(?<![a-z])(?:total(?:s|led|ed|ling|ing)?|altogether|combined|together|in all|in "
    r"total|sum(?:s|med)?|added? up|adds up|aggregate|all told|between them|whole of|"
    r"full[- ]year|netted|employs?|across (?:both|all))(?![a-z])"
)
_COMPOUND: Final = re.compile(
    r"复合|(?<![a-z])(?:compound(?:ed)?|cagr|annualised growth|annualized growth)(?![a-z])"
)
_REST: Final = re.compile(
    r"(?:还有|尚有|仍有|尚余|剩余|余下|还剩|尚未|未(?:回款|收回|实缴|使用|提|用|还|到账|"
    r"支付))|(?<![a-z])(?:remaining|remains?|remainder|left|still (?:to be|owed|due|"
    r"outstanding)|undrawn|unused|unpaid|unbilled|outstanding balance|balance (?:falls "
    r")?due|falls due|the rest|would be left)(?![a-z])"
)
_LIMIT: Final = re.compile(
    r"(?:(?:契约|政策|合同|协议|监管)(?:的|规定的)?)?"
    r"(?:上限|下限|限额|底线|红线|门槛|阈值|标准|要求|约定值?|规定)|约定的|"
    r"(?<![a-z])(?:covenant(?:ed)?|limit|cap|ceiling|floor|minimum|maximum|threshold|"
    r"requirement|hurdle|required|allowed|permitted|lock-up|test)(?![a-z])"
)
_NEAR: Final = 14
_HEDGED: Final = 4


def senses_of(parts: Parts, part: Part) -> list[Sense]:
    """What a number may claim to be, from the words around it: the likeliest first."""
    start, end = parts.clause_span(part.clause)
    base, yearly = _steps(parts, part, start, end)
    if _is_limit(parts, part, end):
        return [Sense(Role.LIMIT)]
    if _COMPOUND.search(parts.text, start, end) and part.numeral.kind is Kind.PERCENT:
        return [Sense(Role.COMPOUND, base=base)]
    years = _years(parts, start, part.numeral.start)
    found = []
    short = _SHORT_OF.match(parts.text, part.numeral.end) is not None
    gaps, moves = list(gap_senses(parts, part, start)), [] if short else list(_changes(parts, part))
    compared = any(g.role is Role.GAP for g in gaps) and any(
        m.cue is not None and _COMPARING.fullmatch(parts.text[m.cue.start : m.cue.end])
        for m in moves
    )
    for sense in (
        *(gaps if compared else moves),
        *(moves if compared else gaps),
        *shares(parts, part, start, end),
    ):
        sense.base, sense.yearly, sense.years = base, yearly, years
        found.append(sense)
    found += _plain(parts, part, start, end)
    return found


_SHORT_OF: Final = re.compile(r" short(?![a-z])")
"""Fell 145k short: no movement."""


def roles_of(senses: Sequence[Sense]) -> frozenset[Role]:
    """The roles among several readings of a number."""
    return frozenset(sense.role for sense in senses)


_COMPARING: Final = re.compile(
    "高|低|高出|多出|higher|lower|up|down|behind|short of|missed|misses|beat|beats|ahead of"
)
_OVER_YEARS: Final = re.compile(r"年(?:间|来|内)?(?:累计|共|合计|里)?|(?<![a-z])years")


def _years(parts: Parts, start: int, end: int) -> int:
    """How many years a clause says that a movement ran over; 0 where it doesn't say."""
    for other in parts.parts:
        number = other.numeral
        if (
            start <= number.start < end
            and number.kind is Kind.MONTHS
            and number.factor == _YEAR
            and _OVER_YEARS.search(parts.text, number.start, number.end + 3)
        ):
            return int(number.value / _YEAR)
    return 0


_YEAR: Final = 12


def _steps(parts: Parts, part: Part, start: int, end: int) -> tuple[When | None, bool | None]:
    yearly: bool | None = None
    if parts.has(Cue.STEPWISE, part.begin, part.end):
        yearly = False
    elif parts.has(Cue.YEARLY, start, end):
        yearly = True
    base = None
    for time in parts.times_between(0, end):
        if is_base(parts, time) and (time.start < part.numeral.start or time.start < part.end):
            base = time
    return base, yearly


_FROM: Final = re.compile(
    r"(?:高于|低于|超过|不及|优于|弱于|好于|差于|多于|少于|大于|小于|强于|(?<![a-z])(?:above|"
    r"below|beats?|exceed(?:s|ed)?|topped|surpassed|undershot|missed) (?:that of |those of )?|"
    r"较|比|相较|相比|对比|与|由|从|自|than(?: in| at)?|from|on|against|compared with|"
    r"compared to|versus|vs\.?|over|up on|down on|between|since) ?(?:the )?(?:level of |"
    r"end of )?\Z"
)


def is_base(parts: Parts, time: When) -> bool:
    """Whether a time is what something is measured from: 较年初, than in 2023, from 2022."""
    found = _FROM.search(parts.text, max(0, time.start - 24), time.start)
    if found is None:
        return parts.text[time.end : time.end + 1] == "的" and parts.text[
            time.start - 1 : time.start
        ] in ("是", "为", "于", "占")
    word = found[0].strip()
    if word.startswith("over") and time.kind is TimeKind.THIS:
        return False  # over the same period
    if word in ("从", "自", "from") and any(
        0 <= p.numeral.start - time.end <= 1 for p in parts.parts
    ):
        return True
    if word in ("on", "over", "与", "从", "自", "since", "from", "between"):
        goes_on: tuple[str, ...] = (
            "相比", "增", "下降", "上升", "持平", "一致", "相当", "相同", "基本持平", "大致持平",
        )  # fmt: skip
        if word not in ("on", "over"):
            goes_on += ("to ", "至", "到", "and ")
        return parts.text[time.end : time.end + 8].strip(" ,，").startswith(goes_on) or (
            (word in ("on", "over", "from") and time.year is None)
            or (word in ("from", "on") and time.year is not None and _moved_before(parts, time))
        )
    return True


def _moved_before(parts: Parts, time: When) -> bool:
    return any(c.cue in _MOVES and c.end <= time.start <= c.end + 12 for c in parts.cues)


def is_limit_number(parts: Parts, part: Part) -> bool:
    """Whether a number is named as a limit: the 1.20x covenant, 40%的上限."""
    return _is_limit(parts, part, parts.clause_span(part.clause)[1])


def _is_limit(parts: Parts, part: Part, end: int) -> bool:
    after = parts.text[part.numeral.end : min(end, part.numeral.end + _NEAR)]
    if _LIMIT.match(after.lstrip(" 的").removeprefix("debt ").removeprefix("policy ")):
        return True
    before = parts.text[max(part.begin, part.numeral.start - 2 * _NEAR) : part.numeral.start]
    start = parts.clause_span(part.clause)[0]
    if _BOUND_NAME.search(parts.text, start, part.numeral.start) or _RULED.search(
        parts.text, start, part.numeral.start
    ):
        return True
    match = max(_LIMIT.finditer(before), key=lambda m: m.start(), default=None)
    if match is None:
        return False
    return (
        re.fullmatch(
            r"\s*(?:值|值?为|是|的|水平|of|is|at|,|\(|dscr of|"
            r"(?:of|to be)? ?at (?:least|most))?\s*",
            before[match.end() :],
        )
        is not None
    )


_BOUND_NAME: Final = re.compile(
    r"(?<![a-z])(?:the |a |its )?(?:minimum|maximum|required|permitted|allowed|covenanted) "
    r"(?:[a-z-]+ ){0,6}(?:is|was|at|of|stands at|set at|must be|remains?)(?: set)?(?: at)? "
    r"*(?:cny|rmb|usd|eur|gbp|hkd|sgd|[$€£¥])? ?\Z"
)


_RULED: Final = re.compile(
    r"(?<![a-z])(?:policy|policies|covenants?|agreement|contract|bank|lender|clause|rules?|"
    r"article|terms) (?:[a-z-]+ ){0,3}?(?:requires?|allows?|permits?|sets?|asks? for|"
    r"calls? for|caps?|limits?|prescribes?|stipulates?|demands?|wants?) [^,;]{0,60}\Z"
)


def _changes(parts: Parts, part: Part) -> Iterator[Sense]:
    """A movement word governs the number: fell 40%, 同比增长20%, a 12% rise, 增幅118%."""
    moves = [c for c in part.cues if c.cue in _MOVES or c.cue is Cue.GROWTH]
    last = moves[-1] if moves else None
    if last is not None and _is_loss(parts, part, last):
        return
    if last is not None and _governs(parts, part, last):
        yield Sense(Role.CHANGE, sign={Cue.UP: 1, Cue.DOWN: -1}.get(last.cue, 0), cue=last)
        return
    after = next((c for c in part.late_cues if c.cue in _MOVES or c.cue is Cue.GROWTH), None)
    if after is None or any(
        0 <= p.numeral.start - after.end < _HEDGED and p is not part for p in parts.parts
    ):
        return
    gap = parts.text[part.numeral.end : after.start]
    word = parts.text[after.start : after.end]
    if (
        len(gap) <= _NEAR
        and (word in NOUN_CHANGES or gap.strip() in ("的", "", "net"))
        and "," not in gap
    ):
        yield Sense(Role.CHANGE, sign={Cue.UP: 1, Cue.DOWN: -1}.get(after.cue, 0), cue=after)


def _is_loss(parts: Parts, part: Part, move: CueHit) -> bool:
    """Whether a firm is said to have lost money, not something to have fallen."""
    lost = parts.text[move.start : move.end].startswith(("lost", "lose"))
    return lost and part.numeral.kind is Kind.MONEY and not any(t.id[0] == "c" for t in part.before)


_BY: Final = re.compile(
    r"(?<![a-z])by (?:about |around |roughly |some |nearly |almost |just |only |over |under |"
    r"more than |less than |a (?:further|modest|mere|full) )*"
    r"(?:[a-z]{0,3}[$€£¥]|cny|rmb|usd|eur|gbp|hkd)? ?\Z"
)
"""How far something moved, wherever its verb stands: raised its borrowings by three million."""
_BROKEN_BY: Final = re.compile(r"[,;:，；：]|\d")


def _governs(parts: Parts, part: Part, move: CueHit) -> bool:
    between = [c for c in part.cues if c.start >= move.end]
    gap = parts.text[move.end : part.numeral.start]
    if any(c.cue in _TO or c.cue is Cue.FROM for c in between):
        return False
    if _BY.search(gap) and not _BROKEN_BY.search(gap):
        return True
    if len(gap) > 2 * _NEAR:
        return False
    is_noun = (
        move.cue is Cue.GROWTH
        or "幅" in parts.text[move.start : move.end]
        or "速" in parts.text[move.start : move.end]
    )
    if (
        _FLAT_LEVEL.search(gap)
        and not is_noun
        and not re.search(r"(?<![a-z])(?:by|of)(?![a-z])", gap)
    ):
        return False
    names = parts.terms_between(move.end, part.numeral.start)
    return is_noun or not names or len(gap) <= _NEAR


def _plain(parts: Parts, part: Part, start: int, end: int) -> Iterator[Sense]:
    whole = parts.text[start:end]
    if _MEAN.search(whole):
        yield Sense(Role.MEAN)
    before = [
        p.numeral.end
        for p in parts.parts
        if p.numeral.end <= part.numeral.start and p.numeral.kind in (Kind.MONEY, Kind.PERCENT)
    ]
    if _TOTAL.search(parts.text, max(before, default=0), part.end):
        yield Sense(Role.TOTAL)
    if _REST.search(whole):
        yield Sense(Role.REST)
    yield Sense(Role.VALUE)
