"""Intervals for shares and means; a figure without one is not published."""

from math import sqrt
from typing import NamedTuple


class Interval(NamedTuple):
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


_Z95 = 1.959963984540054


def share(hits: int, n: int) -> Interval:
    """A share with its Wilson interval.

    Source: Wilson, E. B. (1927), Probable inference, JASA 22.

    Raises:
        ValueError: ``n`` is below one or ``hits`` lies outside 0..n.
    """
    if not 0 <= hits <= n or n < 1:
        msg = f"{hits} of {n} is no share"
        raise ValueError(msg)
    p = hits / n
    scale = 1 + _Z95**2 / n
    centre = (p + _Z95**2 / (2 * n)) / scale
    half = _Z95 * sqrt(p * (1 - p) / n + _Z95**2 / (4 * n * n)) / scale
    return Interval(p, max(0.0, centre - half), min(1.0, centre + half))
