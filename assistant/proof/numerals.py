"""Finds every number in a plain text and reads its value, unit, sign, precision and hedge."""

import re
from bisect import bisect_right
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.proof.chinese import CHARS, chinese_value
from assistant.proof.english import english_numbers
from assistant.proof.identifiers import is_identifier
from assistant.proof.numeral import Numeral, finished, sign_before
from assistant.proof.units import Kind, suffix_at

_DIGITS: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_CN_RUN: Final = re.compile(f"[{CHARS}]+")
_CN_FRACTION: Final = re.compile(
    f"(?P<below>[{CHARS}]+)分之(?P<above>[{CHARS}]+|\\d+(?:\\.\\d+)?)", re.ASCII
)
_PAIR: Final = re.compile(r"[ ]?:[ ]?(\d+(?:\.\d+)?)", re.ASCII)
_TIME: Final = re.compile(r":[0-5]\d(?![\d.])", re.ASCII)
_AFTER_COLON: Final = re.compile(r"\d:\Z", re.ASCII)
_LONGEST: Final = 40
_WHOLE: Final = re.compile("[元圆][整正](?![\u4e00-\u9fff])")
"""To the yuan: 二十五万元整 is no 249,999; but 二十五万元整理厂房 may be."""


def numerals_in(text: str, taken: bytearray) -> list[Numeral]:
    """Every number outside the taken characters, ranges joined, in order."""
    found = [n for m in _DIGITS.finditer(text) if (n := _from_digits(text, m, taken))]
    found += _chinese(text, taken)
    found += _english(text, taken)
    found.sort(key=lambda n: n.start)
    return _ranged(text, _beside(text, _apart(found)))


def _apart(found: list[Numeral]) -> list[Numeral]:
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _beside(text: str, found: list[Numeral]) -> list[Numeral]:
    """A bracket right behind a number sets another period's value beside it: 405 (396) million.

    The bracket is no minus there, and the unit behind it is both numbers'.
    """
    for at, (first, last) in enumerate(pairwise(found)):
        is_beside = (
            last.signed
            and text[last.start] == "("
            and not text[first.end : last.start].strip()
            and (first.kind is last.kind or Kind.BARE in (first.kind, last.kind))
        )
        if not is_beside:
            continue
        kind = first.kind if last.kind is Kind.BARE else last.kind
        currency = last.currency or first.currency
        shared = replace(last, start=last.start + 1, value=-last.value, signed=False)
        found[at + 1] = replace(shared, kind=kind, currency=currency)
        if not (first.scaled or first.measure):
            value, half = first.value * last.factor, first.half * last.factor
            found[at] = replace(found[at + 1], start=first.start, end=first.end, value=value)
            found[at] = replace(found[at], half=half, signed=first.signed, hedge=first.hedge)
    return found


def _from_digits(text: str, match: re.Match[str], taken: bytearray) -> Numeral | None:
    start, end = match.span()
    if taken[start] or taken[end - 1] or is_identifier(text, start, end):
        return None
    digits = match[0]
    if _PAIR.match(text, end) and not _TIME.match(text, end):
        return _pair(text, start, end)
    if _TIME.match(text, end) or _AFTER_COLON.search(text, max(0, start - 2), start):
        return None
    if len(digits) > _LONGEST:
        return Numeral(start, end, Decimal(0), Decimal(-1), Kind.BARE)
    value = Decimal(digits.replace(",", ""))
    places = len(digits.partition(".")[2])
    return finished(text, start, end, value, Decimal(1).scaleb(-places))


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


def _chinese(text: str, taken: bytearray) -> list[Numeral]:
    found = [n for m in _CN_FRACTION.finditer(text) if (n := _chinese_fraction(text, m, taken))]
    found += [_half(m) for m in _CN_HALF.finditer(text) if not taken[m.start()]]
    found.sort(key=lambda n: n.start)
    ends = [n.end for n in found]
    starts = [n.start for n in found]
    for match in _CN_RUN.finditer(text):
        index = bisect_right(starts, match.end() - 1) - 1
        if index >= 0 and match.start() < ends[index]:
            continue
        if numeral := _chinese_run(text, match, taken):
            found.append(numeral)
    return found


_CN_HALF: Final = re.compile(
    "(?<![降少加长第前后上下另])一半|半数|(?<=[过超近])半(?![年月天日个小数])"
)


def _half(match: re.Match[str]) -> Numeral:
    half, precision = Decimal("0.5"), Decimal("0.005")
    return Numeral(
        *match.span(), half, precision, Kind.PERCENT, words=True, signed=False, fraction=True
    )


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
    start, minus = sign_before(text, match.start())
    worth_of = value / below.value
    return Numeral(
        start, match.end(), -worth_of if minus else worth_of, half, Kind.PERCENT, words=True,
        signed=minus, fraction=not percent,
    )  # fmt: skip


_NOT_NUMBERS: Final = re.compile(
    "十分(?!之)|十足|一[般致些旦直定律并切样起下步方带流线手票站]|统一|唯一|之一|进一步|同一|另一|"
    "第[一二三四五六七八九十]+|三[农方包]|四[川季]|五金|两[者端地会]|一年内|"
    "[一二三四五六七八九十][、是]|[三四五六八]大|八[方卦]|九州"
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
    is_whole = _WHOLE.match(text, suffix.end - 1)
    numeral = finished(text, start, end, parsed.value, Decimal(1) if is_whole else parsed.place)
    return replace(numeral, words=True) if numeral else None


def _idiom_around(text: str, start: int) -> re.Match[str] | None:
    for back in (1, 2):
        match = _NOT_NUMBERS.match(text, start - back) if start >= back else None
        if match and match.end() > start and text[start - back] not in CHARS:
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
        numeral = finished(text, number.start, number.end, number.value, number.place)
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
    lead = text[max(0, first.start - 24) : first.start].rstrip()
    if gap == "and":
        return lead.endswith("between")
    if gap in ("和", "与"):
        return lead.endswith(("介于", "在", "于")) and text[last.end : last.end + 2] == "之间"
    if gap in ("至", "到", "to"):
        if _RANGED.search(lead) or text[last.end : last.end + 2] == "不等":
            return _alike(first, last)
        moved = lead.endswith(("由", "从", "自", "from")) or _MOVED.search(lead) is not None
        return not moved and _alike(first, last)
    return gap in ("-", "–", "—", "~")


def _alike(first: Numeral, last: Numeral) -> bool:
    """Whether two numbers may end one range; a currency before the first holds for both."""
    if first.kind is Kind.BARE or first.kind is last.kind:
        return True
    return (
        first.kind is Kind.MONEY
        and last.kind is Kind.BARE
        and not last.measure
        and last.value > first.value / (1 if first.scaled else 10**9)
    )


_RANGED: Final = re.compile(
    r"(?:rang(?:ed?|es|ing)|runs?|ran|var(?:ied|y|ies)|spans?|spanned|anywhere|somewhere|"
    r"moved(?: in a range)?)(?: in a range)? from\Z|在\Z|介于\Z"
)
"""What a range begins with, though it says from."""
_MOVED: Final = re.compile(
    r"(?:[升增长涨降减少跌滑落高加大小低]了?|ed|by|rose|rise|fell|fall|grew|grow|up|down|drop|decline|increase|decrease|lost|gain|climb)\s?(?:约|近|by|of|about|nearly)?\Z"
)
"""The end of a change word: what follows is how much, then to what level, not a range."""


def _range(first: Numeral, last: Numeral) -> Numeral:
    shared = first.kind is Kind.BARE or last.kind is Kind.BARE
    unit = last.factor if shared and not first.scaled else Decimal(1)
    low, half = first.value * unit, first.half * unit
    kind = last.kind if last.kind is not Kind.BARE else first.kind
    currency = last.currency or first.currency
    return replace(
        last, start=first.start, value=low, half=half, high=last.value, kind=kind, currency=currency
    )
