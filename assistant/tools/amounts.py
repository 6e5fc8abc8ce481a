"""Reads a value as a question says it (300万元, 3 million, two years) in a field's own unit."""

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


def amount_text(words: str, unit: Unit) -> str:
    """The value in ``unit`` as ``set`` takes it: yuan, months, a fraction of 1, or plain text.

    Raises:
        ToolRefusal: the unit is numeric and no number stands in ``words``.
    """
    if not unit.is_numeric:
        return words.strip()
    match = _NUMBER.search(normalised(words))
    if match is None:
        msg = f"no number stands in {words!r}"
        raise ToolRefusal(msg)
    number = Decimal(match[1].replace(",", ""))
    tail = match[2].strip()
    if unit.is_money:
        number *= next((Decimal(by) for name, by in _SCALES if tail.startswith(name)), Decimal(1))
    elif unit is Unit.MONTHS and _YEARS.match(tail):
        number *= 12
    elif unit is Unit.RATIO and (tail.startswith("%") or "百分之" in words):
        number /= 100
    return f"{number.normalize():f}"
