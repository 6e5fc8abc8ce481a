"""Whether the world still looks as it did when a model was fitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_FLOOR: Final = 1e-4
"""Least share of a bin, so that an empty one has a finite term."""
_CHI2_NINE: Final = 16.919
"""95 % point of chi-square with nine degrees of freedom: ten bins.

Source: Yurdakul and Naranjo, Statistical properties of the PSI (2020): without a shift the index
over (1/n + 1/m) is chi-square distributed."""


@dataclass(frozen=True)
class Limits:
    """Where a trigger fires."""

    psi: float = 0.25
    """Population stability index of the score; .10 to .25 is watched, above is a shift."""
    calibration_z: float = 3.0
    """Defaults against expected ones, in standard deviations, either way."""


def psi(before: Array, now: Array, bins: int = 10) -> float:
    """Population stability index over quantile bins of ``before``; missing values are a bin.

    Source: Siddiqi, Credit Risk Scorecards (2006), ch. 11: sum (a - e) ln(a / e).
    """
    edges = np.unique(np.nanquantile(before, np.arange(1, bins) / bins))
    return share_psi(_shares(before, edges), _shares(now, edges))


def _shares(values: Array, edges: Array) -> Array:
    known = values[~np.isnan(values)]
    counts = np.bincount(np.searchsorted(edges, known, side="right"), minlength=len(edges) + 1)
    found: Array = np.r_[counts, len(values) - len(known)] / max(len(values), 1)
    return found


def decile_psi(deciles: Sequence[float], now: Sequence[float]) -> float:
    """The index of scores against the nine deciles that are kept of those before.

    A score on an edge counts half to either side: points come in steps, so many share one. Deciles
    that fall together are one edge in their middle.
    """
    edges, place = np.unique(np.asarray(deciles), return_inverse=True)
    rank = np.bincount(place, weights=np.arange(1, len(deciles) + 1)) / np.bincount(place)
    scores = np.asarray(now)[:, None]
    below = ((scores < edges) + 0.5 * (scores == edges)).mean(axis=0)
    expected = np.r_[0.0, rank / (len(deciles) + 1), 1.0]
    return share_psi(np.diff(expected), np.diff(np.r_[0.0, below, 1.0]))


def share_psi(expected: Array, actual: Array) -> float:
    """The index of shares by bin: sum (a - e) ln(a / e)."""
    e, a = np.maximum(expected, _FLOOR), np.maximum(actual, _FLOOR)
    return float(((a - e) * np.log(a / e)).sum())


def chance_psi(one: int, other: int) -> float:
    """What the index of ten bins stays below, 19 times in 20, where nothing has moved.

    Args:
        one: size of the one sample.
        other: of the other.
    """
    return _CHI2_NINE * (1 / one + 1 / other)


def calibration_z(bad: Array, p: Array) -> float:
    """Defaults less expected ones, over their standard deviation if the model were right."""
    spread = float(np.sqrt((p * (1 - p)).sum()))
    return float((bad - p).sum() / max(spread, 1e-9))


def triggers(before: Array, now: Array, bad: Array, p: Array, limits: Limits) -> tuple[str, ...]:
    """Which triggers fire.

    Args:
        before: scores when the champion was fitted.
        now: scores of the newest applicants.
        bad: outcomes known since, of loans that the champion judged.
        p: what it said of them.
        limits: where each fires.
    """
    fired = []
    if psi(before, now) > limits.psi:
        fired.append("score_psi")
    if len(bad) and abs(calibration_z(bad, p)) > limits.calibration_z:
        fired.append("calibration")
    return tuple(fired)
