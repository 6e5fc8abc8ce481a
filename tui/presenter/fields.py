"""Entry of fields: groups of the form, and typed text as exact values."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.accounts import BALANCE_LINES, CASH_LINES, INCOME_LINES
from assistant.domain.applicant import FIELDS, field_metric
from assistant.domain.case import CaseFile
from assistant.domain.figures import Metric, figure_key
from assistant.domain.quantities import Unit, value_text
from tui.messages import Words
from tui.presenter.lines import one_line

GROUPS: Final = ("request", "applicant", "collateral", "facility", "bureau", "statements")
_PREFIXES: Final = {
    "request": ("request.", "use."),
    "applicant": ("applicant.", "owner.", "visit.", "enquiry."),
    "collateral": ("collateral.", "guarantor."),
    "facility": ("facility.", "member."),
    "bureau": ("bureau.",),
}
_NUMBERED: Final = re.compile(r"[a-z]+\.(\d+)\.", re.ASCII)
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z", re.ASCII)
_NUMBER: Final = re.compile(
    r"(?P<sign>[-+]?)(?:CNY|RMB|¥|￥|USD|\$)?\s*(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?P<tail>.*)\Z",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_SCALES: Final = {
    "": 0,
    "元": 0,
    "千": 3,
    "千元": 3,
    "k": 3,
    "thousand": 3,
    "万": 4,
    "万元": 4,
    "百万": 6,
    "百万元": 6,
    "m": 6,
    "million": 6,
    "千万": 7,
    "千万元": 7,
    "亿": 8,
    "亿元": 8,
    "b": 9,
    "billion": 9,
}


class FieldRow(NamedTuple):
    """One field of the form."""

    key: str
    label: str
    unit: Unit
    text: str
    """What is entered already, as it would be typed; '' where nothing is."""


class BadEntry(ValueError):
    """Typed text that can't be read as the field's value."""


def field_rows(case: CaseFile, group: str, year: str, words: Words) -> tuple[FieldRow, ...]:
    """The fields of a group with what the case holds; families have one empty place more."""
    if group == "statements":
        return tuple(_statement_row(case, metric, year, words) for metric in _lines())
    metrics: list[Metric] = []
    for key, metric in FIELDS.items():
        if key.startswith(_PREFIXES[group]) and ".n." not in key:
            metrics.append(metric)
    for number in range(1, _places(case, _PREFIXES[group]) + 1):
        for key in FIELDS:
            if key.startswith(_PREFIXES[group]) and ".n." in key:
                found = field_metric(key.replace(".n.", f".{number}."))
                metrics += [found] if found else []
    return tuple(_row(case, m.key, m, words) for m in metrics)


def _lines() -> Sequence[Metric]:
    return (*INCOME_LINES, *CASH_LINES, *BALANCE_LINES)


def _statement_row(case: CaseFile, metric: Metric, year: str, words: Words) -> FieldRow:
    balance = metric in BALANCE_LINES
    key = f"{metric.key}@{year}-12-31" if balance else f"{metric.key}@FY{year}"
    return _row(case, key, metric, words)


def _places(case: CaseFile, prefixes: tuple[str, ...]) -> int:
    used = [
        int(match[1])
        for f in case.figures
        if f.key.startswith(prefixes) and (match := _NUMBERED.match(f.key))
    ]
    return min(max(used, default=0) + 1, 99)


def _row(case: CaseFile, key: str, metric: Metric, words: Words) -> FieldRow:
    figure = case.figure(key)
    value = None if figure is None else figure.value
    if isinstance(value, Decimal) and metric.unit is Unit.RATIO:
        text = f"{(value * 100).normalize():f}%"
    elif isinstance(value, Decimal):
        text = f"{value.normalize():f}"
    else:
        text = "" if value is None else one_line(str(value))
    return FieldRow(key, metric.label(words.lang), metric.unit, text)


def entry_value(text: str, unit: Unit, words: Words) -> str:
    """Typed text as the value the case keeps: yuan, fraction, ISO date, whole number or words.

    Raises:
        BadEntry: the text can't be read; the message says so in the screen's language.
    """
    flat = unicodedata.normalize("NFKC", text).strip()
    if unit is Unit.TEXT:
        return text.strip()
    if unit is Unit.DATE:
        return _date_text(flat, words)
    number = _number(flat, unit)
    if number is None:
        raise BadEntry(words("fields.bad_number", text=text.strip()))
    return f"{number.normalize():f}"


def _number(flat: str, unit: Unit) -> Decimal | None:
    match = _NUMBER.match(flat)
    if match is None:
        return None
    number = Decimal(match["sign"] + match["digits"].replace(",", ""))
    return _scaled(number, match["tail"].strip().casefold(), unit)


def _scaled(number: Decimal, tail: str, unit: Unit) -> Decimal | None:
    if unit is Unit.RATIO:
        if tail not in ("%", ""):
            return None
        return number / 100 if tail == "%" or abs(number) > 1 else number
    if unit is Unit.MONTHS and re.fullmatch(r"年|years?|y", tail):
        return number * 12
    if unit.is_money:
        tail = re.sub(r"\s*(人民币|cny|rmb|yuan)\Z", "", tail)
        return number.scaleb(_SCALES[tail]) if tail in _SCALES else None
    if unit is Unit.COUNT and number != number.to_integral_value():
        return None
    is_known = not tail or re.fullmatch(r"个?月|months?|人|个|次|天|days?|people", tail)
    return number if is_known else None


def _date_text(flat: str, words: Words) -> str:
    match = _DATE.match(flat)
    if match is None:
        raise BadEntry(words("fields.bad_date", text=flat))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError as error:
        raise BadEntry(words("fields.bad_date", text=flat)) from error


def entry_preview(text: str, unit: Unit, words: Words) -> str:
    """How a typed value will print; '' for words and for an empty entry.

    Raises:
        BadEntry: the text can't be read.
    """
    if not text.strip() or unit is Unit.TEXT:
        return ""
    value = entry_value(text, unit, words)
    if unit is Unit.DATE:
        return words("fields.reads", text=value)
    return words("fields.reads", text=value_text(Decimal(value), unit, words.lang))


def latest_year(case: CaseFile, today: date) -> str:
    """The fiscal year a form starts with: the newest one in the case, else last year."""
    years = [
        period[2:]
        for f in case.figures
        if (period := figure_key(f.key).period) and period.startswith("FY") and period[2:].isdigit()
    ]
    return max(years, default=str(today.year - 1))
