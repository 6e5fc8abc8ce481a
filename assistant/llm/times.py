"""Reads the periods that a question names and matches them with the periods of figures."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from assistant.domain.periods import Period, period_ended, period_from
from assistant.llm.wording import normalised

_ZH_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ZH_YEAR: Final = re.compile(r"[一二][〇零一二三四五六七八九]{3}(?=年)")
_NUMBER_ZH: Final = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_NUMBER_EN: Final = {
    "three": 3, "six": 6, "nine": 9, "twelve": 12,
    "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_WORD: Final = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_COUNT: Final = r"(\d{1,2}|十[一二]?|[一二两三四五六七八九])"
_YEAR: Final = r"((?:19|20)\d{2})"
_FISCAL: Final = r"(?:(?:fy|fiscal)\s?)?"


def _count(text: str) -> int:
    return int(text) if text.isdigit() else (_NUMBER_ZH.get(text) or _NUMBER_EN.get(text) or 0)


def _month(text: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(text[:3]))


def _ended(length: int, unit: str, year: str, month: int, day: int) -> str:
    """The code of so many months or weeks up to a day; '' where there is no such day."""
    try:
        code = period_ended(length, unit.upper(), date(int(year), month, day)).code
    except ValueError:
        return ""
    return code.removeprefix("FY") if code.startswith("FY") else code


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_RULES: Final[tuple[_Rule, ...]] = (
    (
        re.compile(r"\b(\d{1,2})([mw])-(\d{4}-\d{2}-\d{2})\b"),
        lambda m: f"{m[1]}{m[2].upper()}-{m[3]}",
    ),
    (re.compile(r"\b([lp])(\d{1,2})m\b"), lambda m: f"{m[1].upper()}{int(m[2])}M"),
    (re.compile(rf"(?:近|最近|过去){_COUNT}个?月"), lambda m: f"L{_count(m[1])}M"),
    (re.compile(r"(?:近|最近|过去)(?:一年|1年)"), lambda _: "L12M"),
    (re.compile(r"(?:近|最近|过去)半年"), lambda _: "L6M"),
    (
        re.compile(r"(?:last|past|trailing|latest)\s+(\d{1,2}|three|six|nine|twelve)[\s-]+months?"),
        lambda m: f"L{_count(m[1])}M",
    ),
    (re.compile(r"\bttm\b|(?:past|trailing) year"), lambda _: "L12M"),
    (
        re.compile(
            rf"(\d{{1,2}}|three|six|nine|twelve)[\s-]+(month|week)s?\s+(?:ended|ending|to)\s+"
            rf"(?:({_MONTH_WORD})\.?\s+(\d{{1,2}})|(\d{{1,2}})\s+({_MONTH_WORD})),?\s+{_YEAR}"
        ),
        lambda m: _ended(_count(m[1]), m[2][0], m[7], _month(m[3] or m[6]), int(m[4] or m[5])),
    ),
    (
        re.compile(rf"截至{_YEAR}年(\d{{1,2}})月(\d{{1,2}})日止?的?{_COUNT}个?(月|周)"),
        lambda m: _ended(_count(m[4]), "m" if m[5] == "月" else "w", m[1], int(m[2]), int(m[3])),
    ),
    (re.compile(rf"{_YEAR}-(\d{{2}})-(\d{{2}})"), lambda m: f"{m[1]}-{m[2]}-{m[3]}"),
    (
        re.compile(rf"{_YEAR}年(\d{{1,2}})月(\d{{1,2}})日"),
        lambda m: f"{m[1]}-{int(m[2]):02d}-{int(m[3]):02d}",
    ),
    (re.compile(rf"{_YEAR}\s*年?\s*第?([一二三四1-4])季度?"), lambda m: f"{m[1]}Q{_count(m[2])}"),
    (re.compile(rf"{_YEAR}[\s-]*q([1-4])\b"), lambda m: f"{m[1]}Q{m[2]}"),
    (re.compile(rf"\bq([1-4])[\s,]*(?:of\s+)?{_FISCAL}{_YEAR}"), lambda m: f"{m[2]}Q{m[1]}"),
    (
        re.compile(rf"(first|second|third|fourth) quarter(?: of)?\s+{_FISCAL}{_YEAR}"),
        lambda m: f"{m[2]}Q{_count(m[1])}",
    ),
    (re.compile(rf"{_YEAR}\s*年?\s*([上下])半年"), lambda m: f"{m[1]}H{1 + (m[2] == '下')}"),
    (re.compile(rf"{_YEAR}[\s-]*h([12])\b"), lambda m: f"{m[1]}H{m[2]}"),
    (re.compile(rf"\bh([12])[\s,]*(?:of\s+)?{_FISCAL}{_YEAR}"), lambda m: f"{m[2]}H{m[1]}"),
    (
        re.compile(rf"(first|second) half(?: of)?\s+{_FISCAL}{_YEAR}"),
        lambda m: f"{m[2]}H{_count(m[1])}",
    ),
    (re.compile(rf"{_YEAR}年(\d{{1,2}})月"), lambda m: f"{m[1]}-{int(m[2]):02d}"),
    (re.compile(rf"\b{_YEAR}-(\d{{2}})\b"), lambda m: f"{m[1]}-{m[2]}"),
    (re.compile(rf"\b({_MONTH_WORD})\.?\s+{_YEAR}"), lambda m: f"{m[2]}-{_month(m[1]):02d}"),
    (re.compile(rf"(?:\bfy\s?){_YEAR}"), lambda m: m[1]),
    (re.compile(rf"(?<!\d){_YEAR}(?!\d)"), lambda m: m[1]),
    (re.compile(r"(?<!\d)(\d{2})年(?!期)"), lambda m: f"20{m[1]}"),
)


def named_periods(question: str, as_of: date | None = None) -> tuple[str, ...]:
    """Codes of the periods that a question names, in its order.

    Args:
        question: as typed.
        as_of: the case's as-of date; "last year" and 去年 count back from its year.
    """
    text = _ZH_YEAR.sub(lambda m: m[0].translate(_ZH_DIGITS), normalised(question))
    found: list[tuple[int, str]] = []
    for pattern, code in _RULES:
        for match in pattern.finditer(text):
            found.append((match.start(), code(match)))
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    found += _relative(text, as_of)
    return tuple(dict.fromkeys(code for _, code in sorted(found) if _is_period(code)))


def period_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a normalised text names periods."""
    found: list[tuple[int, int]] = []
    for pattern, _ in _RULES:
        found += [match.span() for match in pattern.finditer(text)]
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return tuple(found)


_BY_QUARTER: Final = re.compile(r"[分按各每逐]个?季|by quarter|quarterly|(each|every) quarter")
_BY_MONTH: Final = re.compile(r"[分按各每逐]个?月|by month|monthly|(each|every) month")


def spread(text: str, periods: tuple[str, ...], as_of: date | None) -> tuple[str, ...]:
    """The quarters or months of a year where a question asks for each of them.

    Args:
        text: the question, normalised.
        periods: what it names.
        as_of: whose year is meant where it names none.
    """
    named = [code for code in periods if code.isdigit()] or ([str(as_of.year)] if as_of else [])
    if len(named) != 1 or len(periods) > 1:
        return periods
    if _BY_QUARTER.search(text):
        return tuple(f"{named[0]}Q{quarter}" for quarter in range(1, 5))
    if _BY_MONTH.search(text):
        return tuple(f"{named[0]}-{month:02d}" for month in range(1, 13))
    return periods


def _relative(text: str, as_of: date | None) -> list[tuple[int, str]]:
    if as_of is None:
        return []
    words = (
        ("前年", 2), ("去年", 1), ("上年", 1), ("今年", 0), ("本年", 0),
        ("last year", 1), ("previous year", 1), ("prior year", 1), ("this year", 0),
    )  # fmt: skip
    return [(text.find(w), str(as_of.year - back)) for w, back in words if w in text]


def _is_period(code: str) -> bool:
    try:
        period_from(code, date(2000, 1, 31))
    except ValueError:
        return False
    return True


def answers_to(period: Period | None, code: str) -> bool:
    """Whether a figure of ``period`` answers a question about ``code``.

    A bare year also means its fiscal year and the balance on its last day; a quarter or half the
    one of the firm's own year.
    """
    if period is None:
        return False
    if period.code in (code, f"FY{code}"):
        return True
    if not code.isdigit():
        return False
    return period.is_balance and (period.start.year, period.start.month) == (int(code), 12)


def latest_first(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Distinct periods as an underwriter would want them: L12M, whole years, balances, the rest."""

    def rank(period: Period) -> tuple[int, int]:
        kinds = (period.code == "L12M", period.code.removeprefix("FY").isdigit())
        kind = 0 if kinds[0] else 1 if kinds[1] or period.is_balance else 2
        return kind, -period.end.toordinal()

    distinct = {period.code: period for period in periods}
    return tuple(sorted(distinct.values(), key=rank))
