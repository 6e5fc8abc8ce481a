"""The challenger for samples with many defaults: one small step at each of a variable's cuts.

A logistic regression on "at least this cut" columns whose steps may only run the declared way and
are drawn together by a ridge, so neighbouring bins differ little unless the sample says so. It
keeps what few wide bins lose, and it is still a scorecard: points by bin, each reason readable.
Source: Gertheiss and Tutz, Penalized regression with ordinal predictors (2009), for the coding.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assistant.errors import InputError
from assistant.training.binning import Binning

Array = NDArray[np.float64]
Bounds = tuple[float | None, float | None]
_FREE: Final[Bounds] = (None, None)


class Steps:
    """One variable's columns: a step at each cut, and one for a missing value."""

    def __init__(self, binning: Binning, *, risk_rises: bool | None) -> None:
        """The binning's cuts are kept, its weights are fitted anew."""
        self.binning = binning
        self.risk_rises = risk_rises

    @property
    def bounds(self) -> tuple[Bounds, ...]:
        """Which way each column's weight may run; a missing value never lowers the risk."""
        way: Bounds = {True: (0.0, None), False: (None, 0.0), None: _FREE}[self.risk_rises]
        return (*(way for _ in self.binning.cuts), (0.0, None))

    def columns(self, values: Array) -> Array:
        """A row a firm: 1 from each cut on. A missing value stands where the risk is highest."""
        missing = np.isnan(values)
        reached = values[:, None] >= np.asarray(self.binning.cuts)[None, :]
        reached[missing] = self.risk_rises is True
        found: Array = np.c_[reached, missing].astype(float)
        return found

    def weighed(self, steps: Array) -> Binning:
        """The binning with fitted weights, their steps added up."""
        levels = np.r_[0.0, np.cumsum(steps[:-1])]
        worst = float(levels.max()) + float(steps[-1])
        return replace(self.binning, woe=tuple(map(float, levels)), missing_woe=worst)


def fitted_steps(
    variables: Sequence[Steps], values: Sequence[Array], bad: Array, penalty: float
) -> tuple[tuple[Binning, ...], float]:
    """Each variable's weights, and the intercept.

    Args:
        variables: what may be used.
        values: of each variable, one a firm.
        bad: 1 for a default, else 0.
        penalty: inverse strength of the ridge.

    Raises:
        InputError: scipy isn't installed.
    """
    parts = [v.columns(found) for v, found in zip(variables, values, strict=True)]
    design = np.concatenate(parts, axis=1)
    centre = design.mean(axis=0)
    centred = design - centre

    def loss(weights: Array) -> tuple[float, Array]:
        logit = weights[0] + centred @ weights[1:]
        gap = 1 / (1 + np.exp(-logit)) - bad
        fit = float((np.logaddexp(0, logit) - bad * logit).sum())
        ridge = weights[1:] / penalty
        total = fit + 0.5 * float(ridge @ weights[1:])
        return total, np.r_[gap.sum(), centred.T @ gap + ridge]

    bounds = [_FREE, *(b for v in variables for b in v.bounds)]
    found = _least(loss, bounds)
    ends = np.cumsum([part.shape[1] for part in parts])[:-1]
    steps = np.split(found[1:], ends)
    weighed = tuple(v.weighed(s) for v, s in zip(variables, steps, strict=True))
    return weighed, float(found[0] - centre @ found[1:])


def _least(loss: Any, bounds: Sequence[Bounds]) -> Array:  # noqa: ANN401  scipy ships no types
    try:
        from scipy.optimize import minimize  # type: ignore[import-untyped]  # ships no types
    except ImportError as error:
        raise InputError(
            "training needs scipy, which isn't installed",
            "pip install 'tallystick[risk]'",
            zh="训练需要 scipy，尚未安装",
            zh_hint="pip install 'tallystick[risk]'",
        ) from error
    start = np.zeros(len(bounds))
    options = {"maxiter": 500, "ftol": 1e-10}
    found: Array = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options
    ).x
    return found
