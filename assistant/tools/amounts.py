"""Reads a value as a question says it (300万元, 3 million, +1个百分点) in a field's own unit."""

import re
from decimal import Decimal
from typing import Final

from assistant.domain.quantities import Unit
from assistant.errors import ToolRefusal
from assistant.llm.wording import normalised

_NUMBER: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(.*)", re.DOTALL)
_SCALES: Final = (
    ("亿", 100_000_000), ("千万", 10_000_000), ("百万", 1_000_000), ("万", 10_000),
    ("billion", 1_000_000_000), ("million", 1_000_000), ("thousand", 1_000), ("bn", 1_000_000_000),
    ("mn", 1_000_000), ("m", 1_000_000), ("k", 1_000),
)  # fmt: skip
_YEARS: Final = re.compile(r"年|year")
_QUARTERS: Final = re.compile(r"个?季|quarter")
_HUNDREDTHS: Final = re.compile(r"%|个?百分点|percent|(percentage )?points?")


def amount_text(words: str, unit: Unit) -> str:
    """The value in ``unit`` as ``set`` takes it: yuan, months, a fraction of 1, or plain text.

    Raises:
        ToolRefusal: the unit is numeric and no number stands in ``words``.
    """
    if not unit.is_numeric:
        return words.strip()
    return f"{_number(words, unit).normalize():f}"


def changed_text(words: str, unit: Unit, base: Decimal | None) -> str:
    """The same, where ``+`` or ``-`` before the value means a change of ``base`` by so much.

    A percentage changes an amount by that share, a rate by that many points.

    Raises:
        ToolRefusal: no number stands in ``words``, or there is no base to change.
    """
    text = words.strip()
    sign = {"+": 1, "-": -1}.get(text[:1])
    share = _HUNDREDTHS.search(normalised(text)) and unit is not Unit.RATIO
    if sign is None and not share:
        return amount_text(text, unit)
    if base is None:
        msg = f"{words!r} changes a value that the file doesn't have"
        raise ToolRefusal(msg)
    number = _number(text, Unit.RATIO if share else unit)
    if sign is None:
        return f"{(base * number).normalize():f}"
    return f"{(base * (1 + sign * number) if share else base + sign * number).normalize():f}"


def _number(words: str, unit: Unit) -> Decimal:
    match = _NUMBER.search(normalised(words))
    if match is None:
        msg = f"no number stands in {words!r}"
        raise ToolRefusal(msg)
    number = Decimal(match[1].replace(",", ""))
    tail = match[2].strip()
    if unit.is_money:
        return number * next(
            (Decimal(by) for name, by in _SCALES if tail.startswith(name)), Decimal(1)
        )
    if unit is Unit.MONTHS:
        return number * (12 if _YEARS.match(tail) else 3 if _QUARTERS.match(tail) else 1)
    if unit is Unit.RATIO and (_HUNDREDTHS.match(tail) or "百分之" in words):
        return number / 100
    return number
