"""What a person types as a value: amounts with their unit, rates, days, counts."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from assistant.domain.quantities import Unit, Value
from assistant.errors import UsageError

_AMOUNT: Final = re.compile(
    r"(?P<number>[-+]?[\d,，]+(?:\.\d+)?)\s*(?P<unit>亿元|亿|万元|万|元|%|％|个月|天|million|m|k)?\Z",
    re.I,
)
_FACTORS: Final = {
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "million": Decimal(1_000_000),
    "m": Decimal(1_000_000),
    "k": Decimal(1000),
    "%": Decimal("0.01"),
}
LONGEST_TEXT: Final = 2000
"""Characters of a text that are kept."""


def parsed_value(text: str, unit: Unit, key: str) -> Value:
    """What a person typed, in the field's unit: ``500万``, ``4.5%``, ``2025-01-31``.

    Raises:
        UsageError: it doesn't fit the unit.
    """
    if unit is Unit.TEXT:
        return text[:LONGEST_TEXT]
    if unit is Unit.DATE:
        return _parsed_date(text, key)
    number = _parsed_number(text, unit, key)
    if unit in (Unit.COUNT, Unit.MONTHS):
        if number != number.to_integral_value():
            raise UsageError(
                f"{key}={text!r}: a whole number is needed",
                "for example 12",
                zh=f"{key}={text!r}：须为整数",
                zh_hint="例如 12",
            )
        return int(number)
    return number.quantize(Decimal("0.01")) if unit.is_money else number


def _parsed_date(text: str, key: str) -> date:
    try:
        return datetime.strptime(text.replace("/", "-"), "%Y-%m-%d").date()  # noqa: DTZ007  a day
    except ValueError as error:
        raise UsageError(
            f"{key}={text!r} is no date",
            "write it as 2025-01-31",
            zh=f"{key}={text!r} 不是日期",
            zh_hint="写作 2025-01-31",
        ) from error


def _parsed_number(text: str, unit: Unit, key: str) -> Decimal:
    match = _AMOUNT.match(text)
    if match is None:
        raise _no_number(key, text)
    try:
        number = Decimal(match["number"].replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise _no_number(key, text) from error
    word = (match["unit"] or "").lower().replace("％", "%")
    if (word == "%") and unit is not Unit.RATIO:
        raise UsageError(
            f"{key}={text!r}: a percentage doesn't fit {unit.value}",
            "write the number itself",
            zh=f"{key}={text!r}：该项不能用百分比",
            zh_hint="请写数值本身",
        )
    if unit is Unit.RATIO and word != "%" and abs(number) >= 1:
        raise UsageError(
            f"{key}={text!r}: not a rate",
            "write a rate as 4.5% or 0.045",
            zh=f"{key}={text!r}：不是比率",
            zh_hint="比率写作 4.5% 或 0.045",
        )
    return number * _FACTORS.get(word, Decimal(1))


def _no_number(key: str, text: str) -> UsageError:
    return UsageError(
        f"{key}={text!r} is no number",
        "for example 5000000, 500万 or 4.5%",
        zh=f"{key}={text!r} 不是数字",
        zh_hint="例如 5000000、500万 或 4.5%",
    )
