"""What words around a number make of it: a change, a limit, a loss, an amount per month."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.stating import Stance
from assistant.proof.units import Kind

_LOSSES: Final = {
    "c:net_loss": "c:net_profit",
    "c:operating_loss": "c:operating_profit",
}


class Signed(NamedTuple):
    """A label with losses named as negative profits."""

    label: frozenset[str]
    flipped: bool


_OUT: Final = frozenset(
    ("h:净流", "h:流出", "w:outflow", "c:outflow", "w:consum", "w:absorb", "w:burn")
)
_FLOWS: Final = frozenset(
    ("c:operating_cash_flow", "c:investing_cash_flow", "c:financing_cash_flow", "c:free_cash_flow")
)


def signed_label(label: frozenset[str]) -> Signed:
    """Name a loss as a negative profit, an outflow of a cash flow as a negative flow."""
    for loss, profit in _LOSSES.items():
        if loss in label:
            return Signed(frozenset((label - {loss, profit}) | {profit}), flipped=True)
    if label & _FLOWS and label & (_OUT - {"h:净流"}):
        return Signed(label - _OUT, flipped=True)
    return Signed(label - _OUT if label & _FLOWS else label, flipped=False)


class Sense(NamedTuple):
    """What a number says."""

    stance: Stance
    sign: int
    bound: str


_BOUNDS: Final = {Cue.AT_LEAST: ">=", Cue.AT_MOST: "<=", Cue.ABOVE: ">", Cue.BELOW: "<"}
_RULE: Final = re.compile(
    "不得|不应|须|应不|要求|约定|规定|上限|下限|限额|底线|红线|门槛|政策|阈值|最高不|"
    r"(?<![a-z])(?:covenant|policy|must|shall|may not|limit|cap|minimum|maximum|required|requires?|threshold|floor|ceiling|not exceed|max|min)(?![a-z])|[≥≤]|>=|<="
)
_TO: Final = frozenset((Cue.TO, Cue.UP_TO, Cue.DOWN_TO))


def stance_of(parts: Parts, part: Part | None, *, limit: bool) -> Sense:
    """What a source's number says: a value, a movement or a limit."""
    if part is None:
        return Sense(Stance.VALUE, 0, "")
    bound = next((_BOUNDS[c.cue] for c in reversed(part.cues) if c.cue in _BOUNDS), "")
    if bound or limit:
        begin, _ = parts.clause_span(part.clause)
        ruled = limit or _RULE.search(parts.text, begin, part.numeral.start) is not None
        strict = bound in (">=", "<=")
        if ruled or strict:
            return Sense(Stance.LIMIT, 0, bound)
    moved = [c for c in part.cues if c.cue in (Cue.UP, Cue.DOWN)]
    reached = any(c.cue in _TO for c in part.cues)
    if moved and not reached and part.numeral.kind in (Kind.PERCENT, Kind.POINTS):
        return Sense(Stance.CHANGE, 1 if moved[-1].cue is Cue.UP else -1, "")
    return Sense(Stance.VALUE, 0, "")


_PER: Final = (
    ("day", re.compile(r"每日|每天|日均|/日|/天|(?<![a-z])(?:per day|a day|daily|each day)(?![a-z])")),
    ("week", re.compile(r"每周|/周|(?<![a-z])(?:per week|a week|weekly)(?![a-z])")),
    ("month", re.compile(r"每月|每个月|月均|月租|月供|/月|(?<![a-z])(?:per month|a month|monthly|each month|per calendar month|pcm)(?![a-z])")),
    ("quarter", re.compile(r"每季|季均|/季|(?<![a-z])(?:per quarter|a quarter|quarterly|each quarter)(?![a-z])")),
    ("year", re.compile(r"每年|年均|年租|/年|(?<![a-z])(?:per year|a year|per annum|p\.a\.|annual|annually|yearly|each year)(?![a-z])")),
)  # fmt: skip


def rate_in(text: str) -> str:
    """The time that a head says amounts are for each of: 月租金, monthly rent; '' for none."""
    return next((name for name, pattern in _PER if pattern.search(text)), "")


def rate_of(parts: Parts, part: Part | None, of_head: str) -> str:
    """The time that an amount is for each of; '' where it is none."""
    if part is None or part.numeral.kind not in (Kind.MONEY, Kind.BARE):
        return ""
    stretch = parts.text[part.begin : part.end]
    return rate_in(stretch) or of_head


def counted_in(parts: Parts) -> Numeral:
    """The number of something that a source says there is none of."""
    return Numeral(0, len(parts.text), Decimal(0), Decimal("0.5"), Kind.COUNT, words=True)


_NO: Final = re.compile(
    "(?:无|没有|未发生|未发现|不存在|未曾|从未|未(?=分红|逾期|涉|设|受|被|签|抵押|提)|名下无)(?:任何|过|出现|发生)?|"
    r"(?<![a-z])(?:no|never|none of|without any|zero|nil)(?![a-z])"
)


def zero_in(parts: Parts) -> Iterator[frozenset[str]]:
    """Labels of what a source says there is none of: 近两年无逾期, no late payments."""
    for match in _NO.finditer(parts.text):
        _, end = parts.clause_span(parts.clause_of(match.start()))
        stop = min([n.start for n in parts.numerals if n.start >= match.end()] + [end])
        label = ids(parts.terms_between(match.start(), stop))
        if label:
            yield label
