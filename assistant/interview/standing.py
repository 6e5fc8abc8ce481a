# ruff: noqa: E501  one unit a line reads as a table
"""Figures as claims are set beside them: subject, base unit, times."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, FigureStatus, figure_key
from assistant.domain.periods import Period, period_from
from assistant.domain.quantities import Unit
from assistant.domain.tolerances import Measure
from assistant.interview.headlines import is_headline
from assistant.interview.subjects import Subject, subject_of
from assistant.proof.when import period_tags

_HALF: Final = re.compile(r"(\d{4})H([12])\Z")
_YEAR: Final = re.compile(r"(?:FY)?(\d{4})\Z")
_TRAILING: Final = re.compile(r"[LP]\d{1,2}M\Z")
_LAST_MONTH: Final = 12
_YEARS: Final = re.compile(r"\s*(?:fy\s?)?(?:19|20)\d\d\s*年?度?末?", re.IGNORECASE)
_MONTHLY: Final = re.compile("月均|月租|每月|月销|monthly|per month")
_DAY: Final = date(2000, 12, 31)


@dataclass(frozen=True, slots=True)
class Standing:
    """One figure that a claim may meet."""

    key: str
    label_zh: str
    label_en: str
    subject: Subject
    value: Decimal
    """In base units: yuan, fraction, days, months; a date as its year."""
    unit: Unit
    period: Period | None
    tags: tuple[str, ...]
    scope: str = ""
    """The counterparty that it is of; '' for the firm."""
    rank: int = 0
    """Its place in the file: of equals the first is meant."""

    @property
    def is_flow(self) -> bool:
        """Whether it is an amount over a span of time."""
        return self.period is not None and not self.period.is_balance

    @property
    def year(self) -> int | None:
        """The calendar or fiscal year, or the year in which a balance stands."""
        if self.period is None or _TRAILING.match(self.period.code):
            return None
        return self.period.end.year

    @property
    def is_yearly(self) -> bool:
        """Whether it covers a year, or stands at the end of one."""
        if self.period is None:
            return False
        ends = (self.period.end.month, self.period.end.day) == (_LAST_MONTH, 31)
        return _YEAR.match(self.period.code) is not None or (self.period.is_balance and ends)

    @property
    def is_trailing(self) -> bool:
        """Whether it covers the months up to the as-of date."""
        return self.period is not None and _TRAILING.match(self.period.code) is not None

    @property
    def series(self) -> str:
        """What it shares with the same figure of other years."""
        return _YEARS.sub("", self.label_zh) + self.scope

    @property
    def times_a_year(self) -> int:
        """12 where it is an amount for each month."""
        return 12 if _MONTHLY.search(f"{self.label_zh} {self.label_en}".lower()) else 1

    @property
    def measure(self) -> Measure:
        """Which tolerance holds."""
        if self.unit is Unit.RATIO:
            return "growth" if "growth" in self.subject.marks else "share"
        if self.unit in (Unit.DAYS, Unit.MONTHS):
            return "days"
        if self.unit.is_money:
            return "money"
        return "count" if self.unit is Unit.COUNT else "times"

    @property
    def metric(self) -> str:
        """Its metric key, or the key itself where that is of another shape."""
        try:
            return figure_key(self.key).metric
        except ValueError:
            return self.key


class BaseUnit(NamedTuple):
    """A written unit as base unit and factor."""

    unit: Unit
    factor: Decimal


_NAMED: Final[dict[str, BaseUnit]] = {
    "元": BaseUnit(Unit.CNY, Decimal(1)), "rmb": BaseUnit(Unit.CNY, Decimal(1)), "yuan": BaseUnit(Unit.CNY, Decimal(1)),
    "%": BaseUnit(Unit.RATIO, Decimal("0.01")), "percent": BaseUnit(Unit.RATIO, Decimal("0.01")), "pct": BaseUnit(Unit.RATIO, Decimal("0.01")),
    "ratio": BaseUnit(Unit.RATIO, Decimal(1)), "share": BaseUnit(Unit.RATIO, Decimal(1)), "比率": BaseUnit(Unit.RATIO, Decimal(1)),
    "x": BaseUnit(Unit.TIMES, Decimal(1)), "倍": BaseUnit(Unit.TIMES, Decimal(1)), "times": BaseUnit(Unit.TIMES, Decimal(1)),
    "天": BaseUnit(Unit.DAYS, Decimal(1)), "day": BaseUnit(Unit.DAYS, Decimal(1)), "日": BaseUnit(Unit.DAYS, Decimal(1)),
    "月": BaseUnit(Unit.MONTHS, Decimal(1)), "个月": BaseUnit(Unit.MONTHS, Decimal(1)), "month": BaseUnit(Unit.MONTHS, Decimal(1)),
    "年": BaseUnit(Unit.MONTHS, Decimal(12)), "years": BaseUnit(Unit.MONTHS, Decimal(12)), "year": BaseUnit(Unit.MONTHS, Decimal(12)),
    **{word: BaseUnit(Unit.COUNT, Decimal(1)) for word in ("家", "人", "个", "户", "张", "笔", "次", "名", "people", "number", "")},
}  # fmt: skip
_SCALES: Final = (
    ("百万", 10**6), ("千万", 10**7), ("亿", 10**8), ("万", 10**4), ("千", 10**3), ("million", 10**6), ("billion", 10**9), ("thousand", 10**3),
)  # fmt: skip
_SHORT: Final = re.compile(r"(?:'000|\bk|\bm|\bmn|\bbn|000s)\Z|\b000\Z")
_SHORTS: Final = {"'000": 10**3, "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "000s": 10**3}


def base_unit(written: str) -> BaseUnit:
    """The unit that a figure is written in: ``CNY``, ``万元``, ``%``, ``CNY million``.

    Raises:
        ValueError: it isn't known.
    """
    text = written.strip()
    known = {u.value.lower(): u for u in Unit}
    low = text.lower()
    if low in known:
        return BaseUnit(known[low], Decimal(1))
    if low in _NAMED:
        return _NAMED[low]
    factor = 1
    for word, size in _SCALES:
        if word in low:
            factor, low = size, low.replace(word, "").strip(" s")
            break
    else:
        if match := _SHORT.search(low):
            factor, low = _SHORTS.get(match[0].strip(), 1), low[: match.start()].strip()
    rest = _NAMED.get(low) or (BaseUnit(known[low], Decimal(1)) if low in known else None)
    if rest is None and factor > 1 and not low:
        rest = BaseUnit(Unit.CNY, Decimal(1))
    if rest is None:
        msg = f"not a unit: {written!r}"
        raise ValueError(msg)
    return BaseUnit(
        Unit.CNY if rest.unit is Unit.COUNT and factor > 1 else rest.unit, rest.factor * factor
    )


def period_of(code: str) -> Period | None:
    """The period that a code names, None for one that isn't known."""
    text = code.strip().upper().removeprefix("@")
    if match := _HALF.match(text):
        year, half = int(match[1]), int(match[2])
        first, last = (
            (date(year, 1, 1), date(year, 6, 30))
            if half == 1
            else (date(year, 7, 1), date(year, 12, 31))
        )
        return Period(code=text, start=first, end=last)
    try:
        return period_from(text, _DAY)
    except ValueError:
        return None


def standing_from(row: dict[str, object], rank: int = 0) -> Standing | None:
    """A figure of a manifest: key, label, value, unit, period; None where it can't be compared."""
    key, label = str(row["key"]), str(row.get("label") or row["key"])
    try:
        base = base_unit(str(row.get("unit") or ""))
        value = _value(str(row.get("value") or "0"), base)
    except (ValueError, InvalidOperation):
        return None
    code = str(
        row.get("period")
        or key.partition("@")[2]
        or (re.findall(r"(?:19|20)\d\d\Z", key) or [""])[0]
    )
    period = period_of(code) if code else None
    return Standing(
        key, label, label, subject_of(label, key), value, base.unit, period,
        _tags(period), rank=rank,
    )  # fmt: skip


def _value(written: str, base: BaseUnit) -> Decimal:
    if base.unit is Unit.DATE:
        return Decimal(int(written[:4]))
    text = written.replace(",", "")
    if text.endswith("%") and base.unit is Unit.RATIO:
        return Decimal(text[:-1]) / 100
    return Decimal(text) * base.factor


def _tags(period: Period | None) -> tuple[str, ...]:
    return period_tags(period) if period else ()


def standings(figures: Iterable[Figure]) -> tuple[Standing, ...]:
    """The figures of a case that an owner may speak of; candidates stand last."""
    found = []
    for rank, figure in enumerate(figures):
        key = figure_key(figure.key)
        number = figure.number
        if isinstance(figure.value, date):
            number = Decimal(figure.value.year)
        if number is None or not is_headline(key):
            continue
        label = figure.label_zh.partition("：")[2] if key.scope else figure.label_zh
        late = 0 if figure.status is FigureStatus.VERIFIED else 100_000
        found.append(
            Standing(
                figure.key, figure.label_zh, figure.label_en, subject_of(label or figure.label_zh, figure.key),
                number, figure.unit, figure.period, _tags(figure.period), key.scope or "", rank + late,
            )
        )  # fmt: skip
    return tuple(found)


def last_full_year(found: Iterable[Standing]) -> int | None:
    """The latest year that the figures cover whole: what an owner calls last year."""
    years = [
        s.year for s in found if s.is_yearly and s.year is not None and s.unit is not Unit.DATE
    ]
    return max(years, default=None)
