"""Reads a hypothetical question: which field would be what."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.llm.vocabulary import Vocabulary

_VALUE: Final = re.compile(
    r"(?<![\d.a-z])(?P<number>\d[\d,]*(?:\.\d+)?|[一两二三四五六七八九十半]"
    r"|one|two|three|four|five|half)\s*"
    r"(?P<unit>亿元?|千万元?|百万元?|万元?|元|个?百分点|%|个月|个季度|年|倍"
    r"|percentage points?|percent|points?|months?|quarters?|years?"
    r"|million|thousand|billion|times|mn|m|k|bn|x)?(?![a-z])"
)
_DIGITS: Final = {
    "一": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
    "八": "8", "九": "9", "十": "10", "半": "0.5",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "half": "0.5",
}  # fmt: skip
_UP: Final = re.compile(
    r"(提高|增加|上升|上涨|上调|多(贷|借|批)?|延长|加)(了|到)?\Z"
    r"|(by|rises?|rose|increases?d?|up|longer|more|higher|grows?|another|extra)(\s+(by|another))?\s*\Z"
)
_DOWN: Final = re.compile(
    r"(降低|减少|下降|下跌|下调|下滑|少(贷|借|批)?|缩短|减|跌|降)(了)?\Z"
    r"|(falls?|fell|drops?|dropped|decreases?d?|down|shorter|less|lower|declines?d?|shrinks?|cut)"
    r"(\s+by)?\s*\Z"
)
_MORE: Final = re.compile(
    r"\s*(more|extra|additional|longer|higher|(?P<less>less|fewer|shorter|lower))\b"
)
_TO: Final = re.compile(r"(到|至|为|成|是|只(贷|借|批)?)\s*\Z|(to|of|at|were|is|was)\s*\Z")
_SALES: Final = frozenset({"sales.net", "revenue"})
_MULTIPLES: Final = frozenset({"倍", "x", "times"})
_SHARE: Final = re.compile(r"%|point|百分点|percent")
_TIME: Final = re.compile(r"月|年|季|month|year|quarter")


class Change(NamedTuple):
    """One supposed change."""

    field: str
    """Metric key."""
    value: str
    """The value as worded, with a sign where it is a change by so much."""


def changes_in(
    text: str, vocabulary: Vocabulary, before: Sequence[Change] = ()
) -> tuple[Change, ...]:
    """The changes that a normalised question supposes; () where it supposes none.

    Args:
        text: the question, normalised.
        vocabulary: names of measures.
        before: changes of the question before, whose field a bare value takes.
    """
    fields = [(n.start, n.key) for n in vocabulary.named_in(text) if n.key in vocabulary.by_metric]
    units = {key: vocabulary.by_metric[key][0].unit for _, key in fields}
    units.update(
        {
            c.field: vocabulary.by_metric[c.field][0].unit
            for c in before
            if c.field in vocabulary.by_metric
        }
    )
    found: dict[str, Change] = {}
    for match in _VALUE.finditer(text):
        value = _worded(match)
        if not value or not (match["unit"] or match["number"][0].isdigit()):
            continue
        field = _field_of(match["unit"] or "", match.start(), fields, (units, before))
        if field and field not in found:
            found[field] = Change(field, _signed(text[: match.start()], value, text[match.end() :]))
    return tuple(found.values())


def _worded(match: re.Match[str]) -> str:
    number = _DIGITS.get(match["number"], match["number"])
    return f"{number}{match['unit'] or ''}"


def _field_of(
    unit: str,
    at: int,
    fields: Sequence[tuple[int, str]],
    known: tuple[Mapping[str, Unit], Sequence[Change]],
) -> str:
    """The measure nearest before the value, else after it, whose unit the value's fits."""
    units, before = known
    ahead = sorted(fields, key=lambda f: (f[0] > at, abs(f[0] - at)))
    named = [key for _, key in ahead] or [change.field for change in before]
    fitting = [key for key in named if key in units and _fits(unit, key, units[key])]
    if fitting:
        return fitting[0]
    return _usual(unit) if unit and not (fields and _is_share(unit)) else ""


def _fits(unit: str, key: str, of: Unit) -> bool:
    if _TIME.search(unit):
        return of is Unit.MONTHS
    if _is_share(unit):
        return of is Unit.RATIO or key in _SALES or key == "request.amount"
    if unit in _MULTIPLES:
        return of is Unit.TIMES
    return of.is_money if unit else of.is_numeric and of not in (Unit.RATIO, Unit.MONTHS)


def _is_share(unit: str) -> bool:
    return bool(_SHARE.search(unit))


def _usual(unit: str) -> str:
    if _TIME.search(unit):
        return "request.tenor_months"
    return "request.rate" if _is_share(unit) else "request.amount"


def _signed(before: str, value: str, after: str) -> str:
    head = before.rstrip()
    if match := _MORE.match(after):
        return f"-{value}" if match["less"] else f"+{value}"
    if _TO.search(head):
        return value
    if _DOWN.search(head):
        return f"-{value}"
    return f"+{value}" if _UP.search(head) else value
