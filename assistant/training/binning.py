"""Monotone bins of one variable and their weights of evidence.

Quantile bins are pooled until the default rate runs the declared way (pool adjacent violators,
which is the maximum-likelihood monotone fit), so that a scorecard never rewards what is worse.
Source: Siddiqi, Credit Risk Scorecards (2006), ch. 6; Barlow et al. (1972) for the pooling.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_SMOOTH: Final = 0.5
"""Added to goods and bads of a bin, so that an empty cell has a finite weight."""
_LEAST_OF_EVEN: Final = 0.4
"""Least size of a bin, as a share of what it would hold if all were alike."""


@dataclass(frozen=True)
class Binning:
    """One variable's bins, lowest values first."""

    cuts: tuple[float, ...]
    """Inner edges; a value equal to a cut belongs to the bin above it."""
    woe: tuple[float, ...]
    """Log odds of default of each bin against the sample's; higher is riskier."""
    missing_woe: float
    """Never below the riskiest bin: what can't be measured never lifts a grade."""
    iv: float
    """Information value."""

    def woe_of(self, values: Array) -> Array:
        """Each value's weight of evidence."""
        found = np.asarray(self.woe)[np.searchsorted(self.cuts, values, side="right")]
        return np.where(np.isnan(values), self.missing_woe, found)


def binned(values: Array, bad: Array, *, risk_rises: bool | None, max_bins: int) -> Binning | None:
    """Monotone bins; where no way is declared, the way that tells the outcomes apart better."""
    least = _LEAST_OF_EVEN / max_bins
    ways = (True, False) if risk_rises is None else (risk_rises,)
    found = [
        monotone_bins(values, bad, risk_rises=way, max_bins=max_bins, min_share=least)
        for way in ways
    ]
    return max((b for b in found if b is not None), key=lambda b: b.iv, default=None)


def even_bins(values: Array, bad: Array, max_bins: int) -> Binning | None:
    """Bins as the quantiles give them, none pooled; None where the variable doesn't vary."""
    known = ~np.isnan(values)
    cuts = _edges(values[known], max_bins) if known.any() else np.empty(0)
    if not len(cuts):
        return None
    place = np.searchsorted(cuts, values[known], side="right")
    n, b = _counted(place, bad[known], len(cuts) + 1)
    return _weighed(tuple(map(float, cuts)), n, b, values=values, bad=bad)


def monotone_bins(
    values: Array, bad: Array, *, risk_rises: bool, max_bins: int = 5, min_share: float = 0.1
) -> Binning | None:
    """Bins of a variable; None where it doesn't vary or no bin differs in risk.

    Args:
        values: one a firm, NaN where missing.
        bad: 1 for a default, else 0.
        risk_rises: whether a higher value means more risk.
        max_bins: quantile bins to begin with.
        min_share: least share of the measured firms in a bin.
    """
    known = ~np.isnan(values)
    if known.sum() < 2 * max(1, int(min_share * len(values))):
        return None
    measured, outcome = values[known], bad[known]
    cuts = _edges(measured, max_bins)
    if not len(cuts):
        return None
    place = np.searchsorted(cuts, measured, side="right")
    total, bads = _counted(place, outcome, len(cuts) + 1)
    groups = _pooled(total, bads, risk_rises=risk_rises, least=min_share * known.sum())
    if len(groups) < 2:  # noqa: PLR2004  one bin tells nothing
        return None
    edges = tuple(float(cuts[g[0] - 1]) for g in groups[1:])
    n = np.array([total[g].sum() for g in groups])
    b = np.array([bads[g].sum() for g in groups])
    return _weighed(edges, n, b, values=values, bad=bad)


def _counted(place: NDArray[np.intp], bad: Array, bins: int) -> tuple[Array, Array]:
    """How many firms, and how many defaults, each bin holds."""
    firms = np.bincount(place, minlength=bins)
    bads = np.bincount(place, weights=bad, minlength=bins)
    return firms.astype(np.float64), bads.astype(np.float64)


def _edges(measured: Array, max_bins: int) -> Array:
    """Quantiles; every value but the least where there are no more of them than bins.

    Quantiles of a yes-or-no that is rare would all be the same, and it would be lost.
    """
    distinct = np.unique(measured)
    if len(distinct) <= max_bins:
        return distinct[1:]
    cuts = np.unique(np.quantile(measured, np.arange(1, max_bins) / max_bins))
    inner: Array = cuts[(cuts > measured.min()) & (cuts <= measured.max())]
    return inner


def _pooled(total: Array, bads: Array, *, risk_rises: bool, least: float) -> list[list[int]]:
    """Adjacent bins joined until each is large enough and rates run one way."""
    groups: list[list[int]] = [[i] for i in range(len(total)) if total[i] > 0]
    sign = 1 if risk_rises else -1

    def rate(group: list[int]) -> float:
        return float(sign * bads[group].sum() / total[group].sum())

    place = 0
    while place < len(groups) - 1:
        small = min(total[groups[place]].sum(), total[groups[place + 1]].sum()) < least
        if small or rate(groups[place]) >= rate(groups[place + 1]):
            groups[place] += groups.pop(place + 1)
            place = max(0, place - 1)
        else:
            place += 1
    return groups


def _weighed(edges: tuple[float, ...], n: Array, b: Array, *, values: Array, bad: Array) -> Binning:
    bads, goods = float(bad.sum()), float(len(bad) - bad.sum())
    woe = np.log((b + _SMOOTH) / (bads + _SMOOTH)) - np.log((n - b + _SMOOTH) / (goods + _SMOOTH))
    gaps = b / max(bads, 1.0) - (n - b) / max(goods, 1.0)
    missing = np.isnan(values)
    lost, hit = float(missing.sum()), float(bad[missing].sum())
    own = np.log((hit + _SMOOTH) / (bads + _SMOOTH))
    own -= np.log((lost - hit + _SMOOTH) / (goods + _SMOOTH))
    worst = float(max(woe.max(), own if lost else -np.inf))
    return Binning(edges, tuple(float(w) for w in woe), worst, float((gaps * woe).sum()))
