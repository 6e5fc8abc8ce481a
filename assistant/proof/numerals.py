"""Finds every number in a plain text and reads its value, unit, sign, precision and hedge."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant.domain.quantities import Unit
from assistant.proof.characters import is_cjk, is_letter
from assistant.proof.chinese import CHARS, chinese_value
from assistant.proof.english import english_numbers
from assistant.proof.units import Kind, Suffix, cents_at, prefix_before, suffix_at


class Hedge(StrEnum):
    """How far the written value may lie from the true one."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    """A little less than written."""
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, in main units (yuan, fraction, months)."""

    start: int
    end: int
    value: Decimal
    half: Decimal
    """Half of the last written place: the precision it claims."""
    kind: Kind
    currency: Unit | None = None
    high: Decimal | None = None
    """Upper end of a range."""
    hedge: Hedge = Hedge.EXACT
    words: bool = False
    """Written in words, not digits."""
    scaled: bool = False
    signed: bool = False
    fraction: bool = False
    pair: bool = False
    """Written as a:b."""
    measure: str = ""
    """The unit as written."""
    factor: Decimal = Decimal(1)
    """The value of one written unit."""


_DIGITS: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_CN_RUN: Final = re.compile(f"[{CHARS}]+")
_CN_FRACTION: Final = re.compile(
    f"(?P<below>[{CHARS}]+)分之(?P<above>[{CHARS}]+|\\d+(?:\\.\\d+)?)", re.ASCII
)
_RANGE: Final = re.compile(
    r" ?(?:-|–|—|~|至|到|to|and) ?(?=[\d$¥€£cru(零一二三四五六七八九十两几])"
)
_PAIR: Final = re.compile(r"[ ]?:[ ]?(\d+(?:\.\d+)?)", re.ASCII)
_TIME: Final = re.compile(r":[0-5]\d(?![\d.])", re.ASCII)
_IDENTIFIER: Final = re.compile(
    r"(?:电话|手机|传真|账号|帐号|卡号|编号|号码|证号|代码|邮编|文号|发票号|合同号|序号|(?<![a-z])(?:no|tel|phone|fax|id|account|acct|invoice|number|ref|uscc|contract))"
    r"[.:#（( ]{0,3}(?:为|是|no\.? ?|number ?)?[.:# ]{0,2}\Z"
)
_SECTION: Final = re.compile(
    r"(?:第|附注|附表|附件|图|表|款|条|注|(?<![a-z])(?:section|sec|article|clause|chapter|table|figure|fig|page|pages|note|"
    r"appendix|annex|schedule|item|step|version|v|part|p|pp|rule|exhibit)\.?) ?\(?[\d.]*\Z"
)
_NOT_AFTER: Final = re.compile(
    r" ?(?:节(?!省|约)|条(?!件)|款(?!项)|章|页|号|楼|室|路|栋|层|弄|巷|级|版|代|届|期(?!限|间|末|初))"
)
_WORD_BEFORE: Final = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9.]*-\Z")
_MARKER: Final = re.compile(r"(?:\A|\n)[ >#*-]*\(?\Z")
_MARKER_END: Final = re.compile(r"[.)、](?!\d)")
_LONG_RUN: Final = 12
_YEAR: Final = 12
_LONGEST: Final = 40
_BACK: Final = 24


def numerals_in(text: str, taken: bytearray) -> list[Numeral]:
    """Every number outside the taken characters, ranges joined, in order."""
    found = [n for m in _DIGITS.finditer(text) if (n := _from_digits(text, m, taken))]
    found += _chinese(text, taken)
    found += _english(text, taken)
    found.sort(key=lambda n: n.start)
    return _ranged(text, _apart(found))


def _apart(found: list[Numeral]) -> list[Numeral]:
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _from_digits(text: str, match: re.Match[str], taken: bytearray) -> Numeral | None:
    start, end = match.span()
    if taken[start] or taken[end - 1] or _is_name(text, start, end):
        return None
    digits = match[0]
    if _PAIR.match(text, end) and not _TIME.match(text, end):
        return _pair(text, start, end)
    if text[start - 1 : start] == ":" and start >= 2 and text[start - 2].isdigit():  # noqa: PLR2004
        return None
    if _TIME.match(text, end) and text[end : end + 1] == ":":
        return None
    if len(digits) > _LONGEST:
        return Numeral(start, end, Decimal(0), Decimal(-1), Kind.BARE)
    value = Decimal(digits.replace(",", ""))
    places = len(digits.partition(".")[2])
    return _finished(text, start, end, value, Decimal(1).scaleb(-places))


def _pair(text: str, start: int, end: int) -> Numeral | None:
    match = _PAIR.match(text, end)
    if (
        match is None
        or Decimal(match[1]) == 0
        or len(match[0]) > _LONGEST
        or end - start > _LONGEST
    ):
        return None
    below = Decimal(match[1])
    above = Decimal(text[start:end].replace(",", ""))
    places = len(match[1].partition(".")[2])
    half = (above / below) * Decimal("0.5").scaleb(-places) / below
    return Numeral(start, match.end(), above / below, half, Kind.BARE, pair=True)


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether digits are part of a name, marker, section or document number."""
    before = text[max(0, start - _BACK) : start]
    last, after = before[-1:], text[end : end + 1]
    if is_letter(last) and prefix_before(text, start) is None:
        return True
    if last == "-" and (_WORD_BEFORE.search(before) or _is_code_tail(text, start, end)):
        return True
    if last in "_#^\\" and last:
        return True
    if is_letter(after) and suffix_at(text, end).end == end:
        return True
    if after == "-" and end + 1 < len(text) and _is_code(text, start, end):
        return True
    if _IDENTIFIER.search(before) or _SECTION.search(before):
        return True
    if _NOT_AFTER.match(text, end):
        return True
    if end - start >= _LONG_RUN and "," not in text[start:end] and suffix_at(text, end).end == end:
        return end - start <= _LONGEST
    return _is_marker(text, start, end)


def _is_code(text: str, start: int, end: int) -> bool:
    """Digit groups joined by hyphens as in a phone number: 0571-88888888."""
    tail = end + 1
    while tail < len(text) and tail - end <= _LONG_RUN and text[tail].isdigit():
        tail += 1
    return text[start] == "0" and end - start >= 3 and tail - end > 6  # noqa: PLR2004


def _is_code_tail(text: str, start: int, end: int) -> bool:
    return end - start > 5 and text[start - 2 : start - 1].isdigit()  # noqa: PLR2004


def _is_marker(text: str, start: int, end: int) -> bool:
    if end - start > 3 or _MARKER.search(text[max(0, start - 8) : start]) is None:  # noqa: PLR2004
        return False
    return _MARKER_END.match(text, end) is not None


def _finished(text: str, start: int, end: int, value: Decimal, place: Decimal) -> Numeral | None:
    """The numeral with its unit, currency and sign."""
    suffix = suffix_at(text, end)
    prefix = prefix_before(text, start)
    opened = (prefix.opens if prefix else text[start - 1 : start] == "(") if start else False
    if suffix.closes and not opened:
        suffix = suffix_at(text[: text.index(")", end)], end)
    closed_after = bool(prefix and prefix.opens and text[suffix.end : suffix.end + 1] == ")")
    negative = (suffix.closes and opened) or closed_after or bool(prefix and prefix.negative)
    first = prefix.start if prefix else start - (1 if suffix.closes and opened else 0)
    first, minus = _sign(text, first)
    negative = negative or minus
    if suffix.half:
        value, place = value + Decimal("0.5"), Decimal("0.1")
    kind, currency = suffix.kind, suffix.currency or (prefix.currency if prefix else None)
    if currency is not None and kind is Kind.BARE:
        kind = Kind.MONEY
    last = suffix.end + (1 if closed_after else 0)
    value, place, last = _with_cents(text, value, place, last, suffix)
    half = _precision(place, suffix)
    scaled = value * suffix.factor
    return Numeral(
        first, last, -scaled if negative else scaled, half, kind, currency,
        hedge=Hedge.OVER if suffix.more else Hedge.EXACT, scaled=suffix.scaled, signed=negative,
        measure=suffix.measure, factor=suffix.factor,
    )  # fmt: skip


def _precision(place: Decimal, suffix: Suffix) -> Decimal:
    if suffix.factor == _YEAR and place == 1 and suffix.kind is Kind.MONTHS:
        return Decimal("0.5")  # five years are 60 months, not 57
    quarter = suffix.measure == "成"  # 三成 claims a quarter of its unit either way, not a half
    return place * suffix.factor * (Decimal("0.25") if quarter else Decimal("0.5"))


def _with_cents(
    text: str, value: Decimal, place: Decimal, end: int, suffix: Suffix
) -> tuple[Decimal, Decimal, int]:
    if suffix.currency is not Unit.CNY or suffix.factor != 1:
        return value, place, end
    last, jiao, fen = cents_at(text, end)
    for digit, worth in ((jiao, Decimal("0.1")), (fen, Decimal("0.01"))):
        parsed = Decimal(digit) if digit.isascii() and digit else None
        word = chinese_value(digit) if digit and parsed is None else None
        amount = parsed if parsed is not None else (word.value if word else None)
        if amount is not None:
            value, place = value + amount * worth, worth
    return value, place, last


def _sign(text: str, start: int) -> tuple[int, bool]:
    """Start of a sign before ``start`` and whether it is a minus."""
    before = text[max(0, start - 6) : start]
    if before.endswith(("minus ", "负")):
        return start - (6 if before.endswith("minus ") else 1), True
    if before.endswith(("-", "+")):
        outer = before[-2:-1]
        if (
            not outer
            or outer in " (|:=为是至到达/约"
            or (is_cjk(outer) and outer not in "年月日元%")
        ):
            return start - 1, before[-1] == "-"
    return start, False


def _chinese(text: str, taken: bytearray) -> list[Numeral]:
    found = [n for m in _CN_FRACTION.finditer(text) if (n := _chinese_fraction(text, m, taken))]
    ends = [n.end for n in found]
    starts = [n.start for n in found]
    for match in _CN_RUN.finditer(text):
        index = bisect_right(starts, match.end() - 1) - 1
        if index >= 0 and match.start() < ends[index]:
            continue
        if numeral := _chinese_run(text, match, taken):
            found.append(numeral)
    return found


def _chinese_fraction(text: str, match: re.Match[str], taken: bytearray) -> Numeral | None:
    below = chinese_value("一" + match["below"] if match["below"] in "百千万" else match["below"])
    above = match["above"]
    worth = chinese_value(above) if not above[0].isdigit() or not above.isascii() else None
    value = worth.value if worth else (Decimal(above) if above.isascii() else None)
    if below is None or not below.value or value is None or taken[match.start()]:
        return None
    places = len(above.partition("." if above.isascii() else "点")[2])
    percent = below.value in (100, 1000)
    half = Decimal("0.5").scaleb(-places) / below.value if percent else Decimal("0.005")
    start, minus = _sign(text, match.start())
    worth_of = value / below.value
    return Numeral(
        start, match.end(), -worth_of if minus else worth_of, half, Kind.PERCENT, words=True,
        signed=minus, fraction=not percent,
    )  # fmt: skip


_NOT_NUMBERS: Final = re.compile(
    "十分(?!之)|十足|一[般致些旦直定律并切样起下步方带流线手票站]|统一|唯一|之一|进一步|同一|另一|"
    "第[一二三四五六七八九十]+|三[农方包]|四[川季]|五金|两[者端地会]|一年内|一个(?=[^月百季])|"
    "一[种项家笔次条位份]|[一二三四五六七八九十][、是]|[三四五六八]大|八[方卦]|九州"
)
_ROUND: Final = frozenset("百千万亿萬億佰仟点")


def _chinese_run(text: str, match: re.Match[str], taken: bytearray) -> Numeral | None:
    start, end = match.span()
    if taken[start] or taken[end - 1] or text[start - 1 : start].isdigit():
        return None
    run = match[0]
    if run[0] in _ROUND or _NOT_NUMBERS.match(text, start) or _idiom_around(text, start):
        return None
    if text[start - 1 : start] == "第":
        return None
    parsed = chinese_value(run)
    suffix = suffix_at(text, end)
    if parsed is None or (suffix.end == end and not _says_a_number(run)):
        return None
    if text[end : end + 1] == "半" and suffix.end == end:
        return None
    numeral = _finished(text, start, end, parsed.value, parsed.place)
    return replace(numeral, words=True) if numeral else None


def _idiom_around(text: str, start: int) -> re.Match[str] | None:
    for back in (1, 2):
        if start >= back and (match := _NOT_NUMBERS.match(text, start - back)):
            if match.end() > start and text[start - back] not in CHARS:
                return match
    return None


def _says_a_number(run: str) -> bool:
    return len(run) > 1 and any(char in run for char in "十百千万亿拾佰仟")


def _english(text: str, taken: bytearray) -> list[Numeral]:
    found: list[Numeral] = []
    for number in english_numbers(text):
        if taken[number.start] or taken[number.end - 1]:
            continue
        if number.fraction:
            found.append(
                Numeral(number.start, number.end, number.value, number.place / 2, Kind.PERCENT,
                        words=True, fraction=True)
            )  # fmt: skip
            continue
        numeral = _finished(text, number.start, number.end, number.value, number.place)
        if numeral is not None:
            found.append(replace(numeral, words=True))
    return found


def _ranged(text: str, found: list[Numeral]) -> list[Numeral]:
    """Joins two numbers of one range: 15%-20%, 5至10万元, between 15% and 20%."""
    joined: list[Numeral] = []
    for numeral in found:
        before = joined[-1] if joined else None
        if before is not None and before.high is None and _links(text, before, numeral):
            joined[-1] = _range(before, numeral)
        else:
            joined.append(numeral)
    return joined


def _links(text: str, first: Numeral, last: Numeral) -> bool:
    if last.start - first.end > 5 or last.signed or first.half < 0 or last.half < 0:  # noqa: PLR2004
        return False
    gap = text[first.end : last.start].strip()
    lead = text[max(0, first.start - 10) : first.start].rstrip()
    if gap == "and":
        return lead.endswith("between")
    if gap in ("至", "到", "to"):
        moved = lead.endswith(("由", "从", "自", "from")) or _MOVED.search(lead) is not None
        return not moved and (first.kind is Kind.BARE or first.kind is last.kind)
    return gap in ("-", "–", "—", "~")


_MOVED: Final = re.compile(
    r"(?:[升增长涨降减少跌滑落高加大小低]了?|ed|by|rose|rise|fell|fall|grew|grow|up|down|drop|decline|increase|decrease|lost|gain|climb)\s?(?:约|近|by|of|about|nearly)?\Z"
)
"""The end of a change word: what follows is how much, then to what level, not a range."""


def _range(first: Numeral, last: Numeral) -> Numeral:
    unit = last.factor if first.kind is Kind.BARE and not first.scaled else Decimal(1)
    low, half = first.value * unit, first.half * unit
    return replace(last, start=first.start, value=low, half=half, high=last.value)
