"""Libraries that bin or boost, in the folds of our scorecard: optbinning, LightGBM.

Neither is a dependency; what isn't installed is left out. Same pool of variables, same declared
directions. LightGBM is set as for few rows; nothing of either was tuned on the outcomes reported.
"""
# mypy: disable-error-code="import-not-found,import-untyped"

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assistant.training.fitting import Candidate, Direction, fit
from assistant.training.samples import Sample
from assistant.training.validation import Predict, calibration, chosen_settings

Array = NDArray[np.float64]
_SMALL: Final = 0.1
"""Least share of the firms in a bin, and LightGBM's least leaf."""


def installed_peers(directions: Direction, seed: int) -> Iterator[tuple[str, Predict]]:
    """Name and pipeline of each that is installed."""
    made: tuple[tuple[str, Callable[[Direction, int], Predict]], ...] = (
        ("optbinning", _with_optbinning),
        ("lightgbm", _with_lightgbm),
    )
    for name, build in made:
        if find_spec(name) is not None:
            yield name, build(directions, seed)


def _with_optbinning(directions: Direction, seed: int) -> Predict:
    """Our choice of variables, ridge and calibration over optbinning's monotone bins."""

    def predict(learn: Sample, held: Sample) -> Array:
        settings = chosen_settings(learn, directions, seed)
        ranked, weights = _optimal(learn, directions)
        fitted = fit(learn, ranked, settings)
        total = np.full(len(held.firms), fitted.intercept)
        for place, coefficient in zip(fitted.places, fitted.coefficients, strict=True):
            total = total + coefficient * weights[place](held.values[:, place])
        stretched = calibration(learn, directions, settings, seed)
        found: Array = 1 / (1 + np.exp(-(stretched.intercept + stretched.slope * total)))
        return found

    return predict


def _optimal(
    learn: Sample, directions: Direction
) -> tuple[list[Candidate], dict[int, Callable[[Array], Array]]]:
    from optbinning import OptimalBinning

    from assistant.training.binning import Binning

    ranked: list[Candidate] = []
    weights: dict[int, Callable[[Array], Array]] = {}
    for place, key in enumerate(learn.keys):
        values = learn.values[:, place]
        if key not in directions or np.isnan(values).all() or len(np.unique(values)) < 2:  # noqa: PLR2004  constant
            continue
        rises = directions[key]
        trend = "auto_asc_desc" if rises is None else "ascending" if rises else "descending"
        binning = OptimalBinning(
            dtype="numerical", monotonic_trend=trend, max_n_bins=4, min_bin_size=_SMALL
        )
        try:
            binning.fit(values, learn.bad)
        except (ValueError, TypeError):
            continue
        if binning.status not in ("OPTIMAL", "FEASIBLE") or not len(binning.splits):
            continue

        def weigh(held: Array, binning: Any = binning) -> Array:  # noqa: ANN401  ships no types
            # theirs is the log odds of goods; ours of defaults
            known: Array = -binning.transform(held, metric="woe", metric_missing="empirical")
            return known

        got = weigh(values)
        iv = float(binning.binning_table.build()["IV"].iloc[-1])
        if got.std() > 0:
            weights[place] = weigh
            ranked.append(Candidate(place, Binning((), (0.0,), 0.0, iv), got, rises))
    ranked.sort(key=lambda c: (-c.binning.iv, c.place))
    return ranked, weights


def _with_lightgbm(directions: Direction, seed: int) -> Predict:
    """Shallow boosted trees whose steps may only run the declared way."""

    def predict(learn: Sample, held: Sample) -> Array:
        import lightgbm

        places = [i for i, key in enumerate(learn.keys) if key in directions]
        ways = [{True: 1, False: -1, None: 0}[directions[learn.keys[i]]] for i in places]
        model = lightgbm.LGBMClassifier(
            n_estimators=100,
            learning_rate=0.05,
            num_leaves=4,
            min_child_samples=max(5, int(_SMALL * len(learn.firms))),
            reg_lambda=1.0,
            colsample_bytree=0.5,
            monotone_constraints=ways,
            random_state=seed,
            n_jobs=1,
            verbosity=-1,
        ).fit(learn.values[:, places], learn.bad)
        found: Array = model.predict_proba(held.values[:, places])[:, 1]
        return found

    return predict
