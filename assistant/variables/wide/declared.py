"""What a variable of the wide table is, and the helpers that its expressions are written with."""

from typing import Final, NamedTuple

from assistant.domain.quantities import Unit

WINDOWS: Final = ("L3M", "L6M", "L12M", "L24M", "P3M", "P6M", "P12M", "ALL")
"""Trailing months up to the as-of date, the same months before them, and the whole history."""
PAIRS: Final = (("L3M", "P3M"), ("L6M", "P6M"), ("L12M", "P12M"))
"""A window and the one of the same length before it."""


class Measure(NamedTuple):
    """One line of a family: it becomes a variable for each side and window."""

    suffix: str
    zh: str
    en: str
    unit: Unit
    sql: str
    """Over the columns of the stages in ``stages.py``; amounts there are cents."""
    formula: str
    """The same in words that read in both languages."""
    better: str = "neutral"


def over(part: str, whole: str) -> str:
    """SQL of a ratio; a whole at or below zero has none."""
    return f"CASE WHEN ({whole}) > 0 THEN ({part})::DOUBLE / ({whole}) END"


def yuan(cents: str) -> str:
    """SQL of an amount in yuan."""
    return f"({cents})::DOUBLE / 100"
