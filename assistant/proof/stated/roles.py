"""What a sentence's number claims to be: a value, a movement, a gap, a share, a total, a limit."""

import re
from collections.abc import Iterator
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
    TOTAL = "total"
    MEAN = "mean"
    LIMIT = "limit"
    COMPOUND = "compound"
    REST = "rest"


@dataclass(slots=True)
class Sense:
    """A number's role, direction and what it is measured from."""

    role: Role = Role.VALUE
    sign: int = 0
    base: When | None = None
    """The time that a change is measured from, where the sentence names one."""
    yearly: bool | None = None
    """True for 同比, False for 环比."""
    left: tuple[int, int] | None = None
    """Where the words stand that name the first operand."""
    right: tuple[int, int] | None = None
    """Where the words stand that name what it is measured against."""
    cue: CueHit | None = None
    told: bool = True
    """Whether words say that it is a share."""
    years: int = 0
    """Over how many years a movement is said to run: 两年累计增长."""


_TO: Final = frozenset((Cue.TO, Cue.UP_TO, Cue.DOWN_TO))
_MOVES: Final = frozenset((Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE))
_MORE: Final = re.compile(
    r"(?P<up>高出|多出|多(?!家|少|年|个|数|方|元|户|项|次|月)|长出?(?=\d|约|了)|富余|超出|"
    r"高(?=\d|约|了|近)|增厚|延长|领先|大(?=\d|约|了))|"
    r"(?P<down>低(?=\d|约|了|近)|少(?!数|于|量)|缺口|缩短|缺|短(?=\d|约|了)|小(?=\d|约|了)|落后)|"
    r"(?<![a-z])(?:(?P<up2>more|higher|above|longer|up|over|ahead|greater|larger|bigger|"
    r"excess|better|dearer|clears?|exceed(?:s|ed|ing)? (?:[a-z0-9'&. -]{1,48} )?by|beats?|"
    r"overshot|overran|tops?)|"
    r"(?P<down2>less|lower|below|shorter|down|under|short|behind|fewer|smaller|worse|shy|"
    r"cheaper|missed|misses|undershot|trails?|cheaper by))(?![a-z])"
)
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
    r"full[- ]year|netted|employs?)(?![a-z])"
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
    r"上限|下限|限额|底线|红线|门槛|阈值|标准|要求|约定值?|规定|"
    r"(?<![a-z])(?:covenant(?:ed)?|limit|cap|ceiling|floor|minimum|maximum|threshold|"
    r"requirement|hurdle|required|allowed|permitted|lock-up|test)(?![a-z])"
)
_HEDGES: Final = (
    r"(?:了|约为|约|近|将近|接近|超过|逾|不到|不足|至少|仅|只|仅为|只有|正好|恰好|刚好|"
    r"大约|略多于|略高于|略低于|about|around|roughly|some|nearly|almost|just under|just "
    r"over|only|exactly|more than|less than|over|under|at least)?"
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
    gaps, moves = list(_gaps(parts, part, start)), list(_changes(parts, part))
    compared = any(g.role is Role.GAP for g in gaps) and any(
        m.cue is not None and _COMPARING.fullmatch(parts.text[m.cue.start : m.cue.end])
        for m in moves
    )
    for sense in (
        *(gaps if compared else moves),
        *(moves if compared else gaps),
        *_shares(parts, part, start, end),
    ):
        sense.base, sense.yearly, sense.years = base, yearly, years
        found.append(sense)
    found += _plain(parts, part, start, end)
    return found


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
    r"(?:较|比|相较|相比|对比|与|由|从|自|than(?: in| at)?|from|on|against|compared with|"
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
    if word in ("从", "自", "from") and any(
        0 <= p.numeral.start - time.end <= 1 for p in parts.parts
    ):
        return True
    if word in ("on", "over", "与", "从", "自", "since", "from", "between"):
        return parts.text[time.end : time.end + 8].strip(" ,，").startswith(
            ("相比", "to ", "至", "到", "and ", "增", "下降", "上升")
        ) or (
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
            r"\s*(?:值|值?为|是|水平|of|is|at|,|\(|dscr of|(?:of|to be)? ?at (?:least|most))?\s*",
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
    after = next((c for c in part.late_cues if c.cue in _MOVES), None)
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


def _governs(parts: Parts, part: Part, move: CueHit) -> bool:
    between = [c for c in part.cues if c.start >= move.end]
    gap = parts.text[move.end : part.numeral.start]
    if any(c.cue in _TO or c.cue is Cue.FROM for c in between) or len(gap) > 2 * _NEAR:
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


_OVER_ZH: Final = re.compile(
    r"(?:(?P<up>高出|高于|多出|多于|超出|超过|领先)|(?P<down>低于|少于|落后于?|不及|"
    r"逊于))(?P<b>[^，,的]{2,20}?)(?:约|近|整整|多达|达)?\Z"
)


def _gaps(parts: Parts, part: Part, start: int) -> Iterator[Sense]:
    """More or less than something: 比预算少163万元, 0.8 points above the third quarter."""
    lead = parts.text[part.begin : part.numeral.start]
    match = None
    for found_more in _MORE.finditer(parts.text, part.begin, part.numeral.end):
        match = found_more if found_more.end() <= part.numeral.start else match
    than = [c for c in parts.cues_between(0, part.numeral.end + 40) if c.cue is Cue.THAN]
    between = _OVER_ZH.search(parts.text[start : part.numeral.start])
    if (
        between is not None
        and part.numeral.kind is not Kind.BARE
        and _tells(parts, start + between.start("b"), start + between.end("b"))
    ):
        sign = 1 if between["up"] else -1
        yield Sense(
            Role.GAP,
            sign=sign,
            left=_left(parts, start, start + between.start()),
            right=(start + between.start("b"), start + between.end("b")),
        )
    rest = lead[match.end() - part.begin :] if match is not None else ""
    spoken = match is not None and (
        match["up"]
        or match["down"]
        or match[0] in ("up", "down")
        or re.search(r"(?<![a-z])by(?![a-z])", rest + match[0])
    )
    if (
        match is not None
        and spoken
        and re.fullmatch(r"(?:了|约|近|by|for|达|\s|about|some|只|仅|出|额)*", rest)
    ):
        yield from _gap_before(parts, part, start, match, than)
        return
    tail = parts.text[part.numeral.end : part.end]
    skipped = len(tail) - len(tail.lstrip())
    found = _MORE.match(tail.lstrip())
    if (found and part.numeral.kind is not Kind.BARE) or (
        found and found[0] in ("more", "fewer", "less")
    ):
        offset = part.numeral.end + skipped + found.end()
        after = next((c for c in than if c.start >= offset - 1), None)
        begin = after.end if after is not None else offset
        _, stop = parts.clause_span(part.clause)
        sign = 1 if found["up"] or found["up2"] else -1
        if (
            after is None
            and found[0] in ("more", "less", "fewer", "higher", "lower", "longer", "shorter")
            and parts.terms_between(offset, part.end)
        ):
            yield Sense(Role.CHANGE, sign=sign, left=(offset, part.end))
        yield Sense(
            Role.GAP,
            sign=sign,
            left=(start, part.numeral.start),
            right=(begin, max(part.end, min(stop, part.end))),
        )
    short = re.match(r" (?:short of|shy of|ahead of|over|under|above|below) ", tail)
    if short and not found:
        sign = 1 if short[0].split()[0] in ("ahead", "over", "above") else -1
        yield Sense(
            Role.GAP,
            sign=sign,
            left=(start, part.numeral.start),
            right=(part.numeral.end + short.end(), part.end),
        )


def _gap_before(
    parts: Parts, part: Part, start: int, match: "re.Match[str]", than: list[CueHit]
) -> Iterator[Sense]:
    sign = 1 if match["up"] or match["up2"] else -1
    at = match.start()
    before = [c for c in than if c.end <= at]
    if before:
        opened = before[-1]
        left = _left(parts, parts.clause_span(parts.clause_of(opened.start))[0], opened.start)
        stop = at
        if opened.start < start:
            first = _MORE.search(parts.text, opened.end, at)
            stop = min(
                [n.start for n in parts.numerals if n.start >= opened.end]
                + ([first.start()] if first else [])
                + [at]
            )
        yield Sense(Role.GAP, sign=sign, left=left, right=(opened.end, stop))
        if left[0] == left[1] or not parts.terms_between(*left):
            yield Sense(
                Role.GAP, sign=sign, left=(at, part.numeral.start), right=(opened.end, stop)
            )
        return
    verb = re.search(
        r"(?:exceed(?:s|ed|ing)?|clears?|beats?|beat|tops?|misses|missed|高于|低于|超过|"
        r"超出)(?P<b>.*)\Z",
        parts.text[start:at] + match[0],
    )
    if (verb is not None and match["up2"] is not None) or match["down2"] is not None:
        word = re.search(
            r"exceed(?:s|ed|ing)?|clears?|beats?|beat|tops?|misses|missed|overshot|overran|"
            r"undershot|trails?",
            parts.text[start : part.numeral.start],
        )
        if word is not None:
            middle = start + word.end()
            yield Sense(
                Role.GAP,
                sign=0,
                left=(start, start + word.start()),
                right=(middle, part.numeral.start),
            )
            return
    yield Sense(Role.CHANGE, sign=sign)


_SHARE_ZH: Final = re.compile(
    rf"占(?!比|用|有|地)(?P<b>[^占]*?)(?:的)?(?:比例|比重|份额)?(?:为|是|达到?|仅|"
    rf"在)?{_HEDGES}\s*\Z"
)
_RATIO_ZH: Final = re.compile(
    rf"(?:能够?覆盖|可覆盖|覆盖|完成了?|相当于|达到?|仅为|约为|为|是|够|不到|不足|超过|接近|"
    rf"约|仅|只有|贡献了?)(?P<b>[^为是]{{1,30}}?)的{_HEDGES}\s*\Z"
)
_PART_ZH: Final = re.compile(
    rf"(?:占比|比重|份额|集中度|比例|占)(?:为|是|达到?|约|仅|只)?{_HEDGES}\s*\Z"
)
_BUT_ZH: Final = re.compile(r"(?:的|之)(?P<b>[\u4e00-\u9fff]{2,12})")
_OF_EN: Final = re.compile(
    r" ?(?:points? )?(?:of|on|in) (?:the |its |all |total |our |their |what (?:was|is) )?"
)
_VERB_EN: Final = re.compile(
    r"(?<![a-z])(?:was|were|is|are|came|come|comes|made|remain|remains|over|goes|went|on)(?![a-z])"
)
_COVER_EN: Final = re.compile(
    r"(?<![a-z])(?:cover(?:s|ed|ing)?|exceed(?:s|ed))(?![a-z])(?P<b>.{2,40}?)(?:by )?\Z"
)
_AS_EN: Final = re.compile(
    r"(?<![a-z])(?:as a (?:share|percentage|proportion|multiple) of|over|divided by|share "
    r"of|proportion of|ratio of) (?P<b>.{2,40}?)(?:was|is|were|of|came to|stands at|,"
    r")?\s*\Z"
)


def _shares(parts: Parts, part: Part, start: int, end: int) -> Iterator[Sense]:
    """A part of a whole, a multiple, a cover: the words on both sides of the relation."""
    if part.numeral.kind not in (Kind.PERCENT, Kind.TIMES, Kind.BARE):
        return
    lead = parts.text[start : part.numeral.start]
    for pattern in (_SHARE_ZH, _RATIO_ZH):
        match = pattern.search(lead)
        if match is not None and _tells(parts, start + match.start("b"), start + match.end("b")):
            hedge = next(
                (
                    c
                    for c in parts.cues_between(start + match.start(), start + match.start("b"))
                    if c.cue in _LOOSENING
                ),
                None,
            )
            yield Sense(
                Role.SHARE,
                left=_left(parts, start, start + match.start()),
                right=(start + match.start("b"), start + match.end("b")),
                cue=hedge,
            )
    yield from _shares_after(parts, part, start, end)
    cover = _COVER_EN.search(lead)
    if cover is not None:
        yield Sense(
            Role.SHARE,
            left=_left(parts, start, start + cover.start()),
            right=(start + cover.start("b"), start + cover.end("b")),
        )
    named = _AS_EN.search(lead)
    if named is not None and _tells(parts, start + named.start("b"), start + named.end("b")):
        yield Sense(
            Role.SHARE,
            left=_left(parts, start, start + named.start()),
            right=(start + named.start("b"), start + named.end("b")),
        )
    if _PART_ZH.search(lead) and not _SHARE_ZH.search(lead):
        yield Sense(Role.SHARE, left=_left(parts, start, part.numeral.start))
    elif part.numeral.kind is Kind.PERCENT:
        yield Sense(Role.SHARE, left=_left(parts, start, part.numeral.start), told=False)


_LOOSENING: Final = frozenset(
    (Cue.ABOVE, Cue.BELOW, Cue.NEARLY, Cue.ABOUT, Cue.AT_LEAST, Cue.AT_MOST)
)


def _tells(parts: Parts, start: int, end: int) -> bool:
    """Whether a stretch names anything: a thing, a time, a number."""
    numbered = any(start <= p.numeral.start < end for p in parts.parts)
    return bool(parts.terms_between(start, end) or parts.times_between(start, end)) or numbered


def _shares_after(parts: Parts, part: Part, start: int, end: int) -> Iterator[Sense]:
    """N of the whole; 一半的收入; 2.5 times EBITDA."""
    tail = parts.text[part.numeral.end : end]
    left = _left(parts, start, part.numeral.start)
    but = _BUT_ZH.match(tail)
    if but is not None:
        yield Sense(
            Role.SHARE,
            left=left,
            right=(part.numeral.end + but.start("b"), part.numeral.end + but.end("b")),
        )
    of = _OF_EN.match(tail)
    if of is not None:
        begin = part.numeral.end + of.end()
        verb = _VERB_EN.search(parts.text, begin, end)
        if verb is not None and not parts.terms_between(start, part.numeral.start):
            yield Sense(Role.SHARE, left=(verb.end(), end), right=(begin, verb.start()))
        yield Sense(Role.SHARE, left=left, right=(begin, part.end))
    lead_of = re.search(
        r"(?<![a-z])of (?:the |its |all |total )?(?P<b>[^,]{2,40}),",
        parts.text[: part.numeral.start],
    )
    if lead_of is not None:
        yield Sense(
            Role.SHARE,
            left=(lead_of.end(), part.numeral.start),
            right=(lead_of.start("b"), lead_of.end("b")),
        )
    if part.numeral.kind is Kind.TIMES and parts.terms_between(part.numeral.end, end):
        yield Sense(Role.SHARE, left=left, right=(part.numeral.end, part.end))


def _left(parts: Parts, start: int, end: int) -> tuple[int, int]:
    """The words of the first operand: of its clause, else of those before."""
    if any(t.id != "c:share" for t in parts.terms_between(start, end)) or parts.times_between(
        start, end
    ):
        return start, end
    for index in range(parts.clause_of(start) - 1, -1, -1):
        first, last = parts.clause_span(index)
        if any(t.id[0] in "cwhi" for t in parts.terms_between(first, last)):
            return first, last
    return start, end


def _plain(parts: Parts, part: Part, start: int, end: int) -> Iterator[Sense]:
    whole = parts.text[start:end]
    if _MEAN.search(whole):
        yield Sense(Role.MEAN)
    if _TOTAL.search(parts.text, 0, part.end):
        yield Sense(Role.TOTAL)
    if _REST.search(whole):
        yield Sense(Role.REST)
    yield Sense(Role.VALUE)
