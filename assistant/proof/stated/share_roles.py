"""Numbers that say a part of a whole, a multiple or a cover."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.proof.lexicon import Cue
from assistant.proof.stated.operand_words import left_words, tells
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.units import Kind

_HEDGES: Final = (
    r"(?:了|约为|约|近|将近|接近|超过|逾|不到|不足|至少|仅|只|仅为|只有|正好|恰好|刚好|"
    r"大约|略多于|略高于|略低于|about|around|roughly|some|nearly|almost|just under|just "
    r"over|only|exactly|more than|less than|over|under|at least)?"
)


_MOVED_ZH: Final = (
    r"(?:(?:已)?(?:由|从)(?:[^占由从]{1,24}?(?:升|降|高|落|加|少|增|减|跌|涨|滑)(?:至|到|为))?)?"
)
"""From what a share moved, and to what: 由25.0%升至."""


_SHARE_ZH: Final = re.compile(
    rf"占(?!比|用|有|地)(?P<b>[^占]*?)(?:的)?(?:比例|比重|份额)?{_MOVED_ZH}(?:为|是|达到?|仅|"
    rf"在)?{_HEDGES}\s*\Z"
)


_RATIO_ZH: Final = re.compile(
    rf"(?:能够?覆盖|可覆盖|覆盖|完成了?|相当于|达到?|仅为|约为|为|是|够|不到|不足|超过|接近|"
    rf"约|仅|只有|贡献了?)(?P<b>[^为是]{{1,30}}?)的{_HEDGES}\s*\Z"
)


_TO_ZH: Final = re.compile(
    r"对(?P<b>[^对，,的]{1,14}?)的?(?:保障|覆盖|偿付|比值|倍数|比率){1,2}(?:倍数|率)?"
    rf"(?:为|是|达到?|约为)?{_HEDGES}\s*\Z"
)
"""A cover named by its two sides: 息税前利润对利息的保障倍数."""


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


_TO_EN: Final = re.compile(
    r"(?:(?<![a-z])(?:to|over|on|divided by)| ?/) (?:the )?(?P<b>[a-z][a-z '-]{2,40}?)"
    r"(?: (?:ratio|multiple|cover))?,? (?:was|is|were|of|at|came to|comes to|works? out at|"
    r"worked out at|works? out to|stood at|stands at|reached|equals|improved to|fell to|rose to) "
    rf"{_HEDGES} ?\Z"
)
"""A ratio named by its two sides: net bank debt to EBITDA worked out at 2.18x."""
_PER_EN: Final = re.compile(
    r"(?<![a-z])(?:per|for each|for every) (?!month|year|annum|week|day|quarter|cent)"
    r"(?P<b>[a-z][a-z -]{2,30}?),? (?:was|is|were|are|of|at|came to|comes to|averaged?|averages|"
    rf"stood at|works out at|worked out at|reached|equals) {_HEDGES} ?"
    r"(?:[a-z]{0,3}[$€£¥]|cny|rmb|usd|eur|gbp)?\s*\Z"
)
"""One amount for each of what is counted: turnover per testing room was £180,000."""


def shares(parts: Parts, part: Part, start: int, end: int) -> Iterator[Sense]:
    """A part of a whole, a multiple, a cover: the words on both sides of the relation."""
    lead = parts.text[start : part.numeral.start]
    if part.numeral.kind in (Kind.MONEY, Kind.BARE) and (per := _PER_EN.search(lead)) is not None:
        yield Sense(
            Role.SHARE,
            left=left_words(parts, start, start + per.start()),
            right=(start + per.start("b"), start + per.end("b")),
        )
    if part.numeral.kind not in (Kind.PERCENT, Kind.TIMES, Kind.BARE):
        return
    whole = False
    for pattern in (_SHARE_ZH, _RATIO_ZH, _TO_ZH):
        match = pattern.search(lead)
        if match is not None and tells(parts, start + match.start("b"), start + match.end("b")):
            whole = whole or pattern is _SHARE_ZH
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
                left=left_words(parts, start, start + match.start()),
                right=(start + match.start("b"), start + match.end("b")),
                cue=hedge,
            )
    yield from _shares_after(parts, part, start, end)
    if part.numeral.kind in (Kind.TIMES, Kind.PERCENT) and (to := _TO_EN.search(lead)) is not None:
        yield Sense(
            Role.SHARE,
            left=left_words(parts, start, start + to.start()),
            right=(start + to.start("b"), start + to.end("b")),
        )
    cover = _COVER_EN.search(lead)
    if cover is not None:
        yield Sense(
            Role.SHARE,
            left=left_words(parts, start, start + cover.start()),
            right=(start + cover.start("b"), start + cover.end("b")),
        )
    named = _AS_EN.search(lead)
    if named is not None and tells(parts, start + named.start("b"), start + named.end("b")):
        yield Sense(
            Role.SHARE,
            left=left_words(parts, start, start + named.start()),
            right=(start + named.start("b"), start + named.end("b")),
        )
    if _PART_ZH.search(lead) and not _SHARE_ZH.search(lead):
        yield Sense(Role.SHARE, left=left_words(parts, start, part.numeral.start))
    elif part.numeral.kind is Kind.PERCENT and not whole:
        yield Sense(Role.SHARE, left=left_words(parts, start, part.numeral.start), told=False)


_USED: Final = re.compile(
    r" (?:drawn|used|utilised|utilized|in use|taken up)(?![a-z])|的?(?:已用|已提款|已使用)"
)
"""What a share of a limit is, said after it: 75% drawn."""
_LOOSENING: Final = frozenset(
    (Cue.ABOVE, Cue.BELOW, Cue.NEARLY, Cue.ABOUT, Cue.AT_LEAST, Cue.AT_MOST)
)


def _shares_after(parts: Parts, part: Part, start: int, end: int) -> Iterator[Sense]:
    """N of the whole; 一半的收入; 2.5 times EBITDA."""
    tail = parts.text[part.numeral.end : end]
    left = left_words(parts, start, part.numeral.start)
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
    used = _USED.match(tail)
    if used is not None and part.numeral.kind is Kind.PERCENT:
        yield Sense(Role.SHARE, left=(start, part.numeral.end + used.end()))
    if part.numeral.kind is Kind.TIMES and (
        parts.terms_between(part.numeral.end, end) or parts.times_between(part.numeral.end, end)
    ):
        yield Sense(Role.SHARE, left=left, right=(part.numeral.end, part.end))
