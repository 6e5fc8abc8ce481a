"""How well probabilities rank and fit outcomes, each with a bootstrap interval."""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.scoring.trained import Measured

Array = NDArray[np.float64]
_DRAWS: Final = 2000
_EPS: Final = 1e-6
_TOP: Final = 0.2


class Measure(NamedTuple):
    """A measure of probabilities against outcomes."""

    name: str
    of: Callable[[Array, Array], float]


def auc(bad: Array, p: Array) -> float:
    """Area under the ROC curve, ties counted half (Mann-Whitney)."""
    _, place, tied = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(tied) - (tied - 1) / 2)[place]
    bads = bad.sum()
    goods = len(bad) - bads
    if bads == 0 or goods == 0:
        return float("nan")
    return float((ranks[bad == 1].sum() - bads * (bads + 1) / 2) / (bads * goods))


def ks(bad: Array, p: Array) -> float:
    """Largest distance between the cumulative shares of bads and goods."""
    order = np.argsort(-p, kind="stable")
    hits, values = bad[order], p[order]
    ends = np.flatnonzero(np.r_[values[1:] != values[:-1], True])
    bads, goods = np.cumsum(hits)[ends], np.cumsum(1 - hits)[ends]
    caught = bads / max(bads[-1], 1) - goods / max(goods[-1], 1)
    return float(caught.max(initial=0.0))


def pr_auc(bad: Array, p: Array) -> float:
    """Average precision; tied probabilities are one step."""
    order = np.argsort(-p, kind="stable")
    hits, values = bad[order], p[order]
    ends = np.flatnonzero(np.r_[values[1:] != values[:-1], True])
    caught = np.cumsum(hits)[ends]
    precision = caught / (ends + 1)
    gained = np.diff(np.r_[0.0, caught]) / max(hits.sum(), 1)
    return float((precision * gained).sum())


def brier(bad: Array, p: Array) -> float:
    """Mean squared error."""
    return float(((p - bad) ** 2).mean())


def log_loss(bad: Array, p: Array) -> float:
    """Mean negative log likelihood."""
    q = np.clip(p, _EPS, 1 - _EPS)
    return float(-(bad * np.log(q) + (1 - bad) * np.log(1 - q)).mean())


def top_recall(bad: Array, p: Array) -> float:
    """Share of the defaults among the riskiest fifth of the firms."""
    top = max(1, round(_TOP * len(p)))
    return float(bad[np.argsort(-p, kind="stable")[:top]].sum() / max(bad.sum(), 1))


def calibration_slope(bad: Array, p: Array) -> float:
    """Slope of outcomes on the log odds; 1 is right, below 1 is too extreme."""
    x = np.clip(p, _EPS, 1 - _EPS)
    x = np.log(x / (1 - x))
    return float(logistic_line(x, bad)[1])


def logistic_line(x: Array, bad: Array) -> tuple[float, float]:
    """Intercept and slope of the logistic regression of ``bad`` on ``x``, by Newton's method.

    A trace of ridge on the slope keeps separated data finite.
    """
    design = np.c_[np.ones_like(x), x]
    weights = np.zeros(2)
    ridge = np.diag([0.0, 1e-3])
    for _ in range(50):
        fitted = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (bad - fitted) - ridge @ weights
        spread = np.maximum(fitted * (1 - fitted), 1e-9)
        step = np.linalg.solve((design * spread[:, None]).T @ design + ridge, gradient)
        weights = weights + np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-8:  # noqa: PLR2004  converged
            break
    return float(weights[0]), float(weights[1])


MEASURES: Final = (
    Measure("auc", auc),
    Measure("ks", ks),
    Measure("pr_auc", pr_auc),
    Measure("brier", brier),
    Measure("log_loss", log_loss),
    Measure("top20_recall", top_recall),
    Measure("calibration_slope", calibration_slope),
)


def measured(bad: Array, p: Array, seed: int = 0) -> dict[str, Measured]:
    """Every measure with the 95 % interval of a bootstrap stratified by outcome."""
    draws = [_draw(bad, np.random.default_rng([seed, i])) for i in range(_DRAWS)]
    return {m.name: _interval(m, bad, p, draws) for m in MEASURES}


def _interval(measure: Measure, bad: Array, p: Array, draws: list[NDArray[np.intp]]) -> Measured:
    value = measure.of(bad, p)
    many = draws if measure.name != "calibration_slope" else draws[: _DRAWS // 10]
    drawn = np.array([measure.of(bad[d], p[d]) for d in many])
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Measured(value=value, low=float(low), high=float(high))


def difference(measure: Measure, bad: Array, ours: Array, theirs: Array, seed: int = 0) -> Measured:
    """Ours minus theirs on the same firms, paired in every draw."""
    value = measure.of(bad, ours) - measure.of(bad, theirs)
    drawn = []
    for i in range(_DRAWS):
        d = _draw(bad, np.random.default_rng([seed, i]))
        drawn.append(measure.of(bad[d], ours[d]) - measure.of(bad[d], theirs[d]))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Measured(value=value, low=float(low), high=float(high))


def _draw(bad: Array, rng: np.random.Generator) -> NDArray[np.intp]:
    ones, zeros = np.flatnonzero(bad == 1), np.flatnonzero(bad == 0)
    drawn: NDArray[np.intp] = np.r_[rng.choice(ones, len(ones)), rng.choice(zeros, len(zeros))]
    return drawn
