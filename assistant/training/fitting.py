"""Fits one scorecard: bins, a choice of variables, a ridge logistic regression, points.

Two forms: a short card of few wide bins, which few defaults can carry, and a staircase of many
small steps (``staircase``), which needs more of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.errors import InputError
from assistant.training.binning import Binning, binned, even_bins
from assistant.training.samples import Sample
from assistant.training.staircase import Steps, fitted_steps

Array = NDArray[np.float64]
PDO: Final = Decimal(20)
BASE_SCORE: Final = Decimal(600)
BASE_ODDS: Final = Decimal(50)
Direction = Mapping[str, bool | None]
"""Variable key to whether a higher value is riskier, or None where nobody can argue it and the
sample decides; only these may be chosen."""

Form = Literal["card", "staircase"]
_BINS: Final[Mapping[Form, int]] = {"card": 4, "staircase": 8}
"""Most bins of a variable."""


@dataclass(frozen=True)
class Settings:
    """What a fit may do; chosen in an inner cross-validation."""

    most_variables: int
    penalty: float
    """Inverse strength of the ridge (scikit-learn's C)."""
    most_correlated: float
    """Variables whose weights correlate more with one chosen before are passed over."""
    form: Form = "card"

    def text(self) -> dict[str, str]:
        """As it is stored."""
        return {
            "most_variables": str(self.most_variables),
            "penalty": str(self.penalty),
            "most_correlated": str(self.most_correlated),
            "max_bins": str(_BINS[self.form]),
            "form": self.form,
        }


GRID: Final = (
    Settings(5, 1.0, 0.7),
    Settings(12, 0.3, 0.8),
    Settings(20, 0.1, 0.9),
)
"""From the simplest; the first within one standard error of the best is taken."""
EVENTS_PER_VARIABLE: Final = 10
"""Defaults that each variable of a staircase needs.

Source: Peduzzi et al., J. Clin. Epidemiol. 49 (1996), on events per variable."""
LEAST_FOR_STAIRCASE: Final = 100
"""Defaults from which on a staircase is tried at all."""
_STRENGTHS: Final = (0.1, 0.3, 1.0)


def offered(defaults: int) -> tuple[Settings, ...]:
    """What may compete for a sample of so many defaults, the simplest first."""
    if defaults < LEAST_FOR_STAIRCASE:
        return GRID
    most = defaults // EVENTS_PER_VARIABLE
    stairs = (Settings(most, c, 0.95, form="staircase") for c in _STRENGTHS)
    return (*GRID, *stairs)


@dataclass(frozen=True)
class Candidate:
    """A variable with its bins and each firm's weight."""

    place: int
    binning: Binning
    weights: Array
    risk_rises: bool | None


@dataclass(frozen=True)
class Fitted:
    """A fitted scorecard before calibration."""

    places: tuple[int, ...]
    binnings: tuple[Binning, ...]
    coefficients: tuple[float, ...]
    """None below 0: more weight of evidence is more risk."""
    intercept: float

    def logits(self, values: Array) -> Array:
        """Log odds of default of each row."""
        total = np.full(len(values), self.intercept)
        for place, binning, c in zip(self.places, self.binnings, self.coefficients, strict=True):
            total = total + c * binning.woe_of(values[:, place])
        return total


def candidates(sample: Sample, directions: Direction, form: Form = "card") -> list[Candidate]:
    """Every variable with a declared direction that can be binned, by information value."""
    found = []
    for place, key in enumerate(sample.keys):
        if key not in directions:
            continue
        values, way = sample.values[:, place], directions[key]
        binning = _binning(values, sample.bad, way, form)
        if binning is None:
            continue
        weights = binning.woe_of(values)
        if weights.std() > 0:
            found.append(Candidate(place, binning, weights, way))
    found.sort(key=lambda c: (-c.binning.iv, c.place))
    return found


def _binning(values: Array, bad: Array, way: bool | None, form: Form) -> Binning | None:
    """Pooled for a card. A staircase fits its own steps, also of what tells nothing by itself."""
    pooled = binned(values, bad, risk_rises=way, max_bins=_BINS[form])
    if form == "card":
        return pooled
    even = even_bins(values, bad, _BINS[form])
    return None if even is None else replace(even, iv=pooled.iv if pooled else 0.0)


def fit(sample: Sample, ranked: Sequence[Candidate], settings: Settings) -> Fitted:
    """The scorecard that the settings give on this sample.

    Raises:
        InputError: no variable separates the outcomes, or a library isn't installed.
    """
    chosen = _chosen(ranked, settings)
    if not chosen:
        raise nothing_separates()
    if settings.form == "staircase":
        return _staircase(sample, chosen, settings)
    while True:
        model = logistic(settings.penalty).fit(np.array([c.weights for c in chosen]).T, sample.bad)
        weights = model.coef_[0]
        if weights.min() >= 0 or len(chosen) == 1:
            break
        chosen.pop(int(weights.argmin()))
    return Fitted(
        places=tuple(c.place for c in chosen),
        binnings=tuple(c.binning for c in chosen),
        coefficients=tuple(float(max(w, 0.0)) for w in weights),
        intercept=float(model.intercept_[0]),
    )


def nothing_separates() -> InputError:
    """That there is nothing to make a scorecard of."""
    return InputError(
        "can't train: no variable separates the outcomes",
        "give more firms, or variables that vary",
        zh="无法训练：没有能区分结果的变量",
        zh_hint="请补充企业，或提供有差异的变量",
    )


def _staircase(sample: Sample, chosen: Sequence[Candidate], settings: Settings) -> Fitted:
    places = tuple(c.place for c in chosen)
    weighed, intercept = fitted_steps(
        [Steps(c.binning, risk_rises=c.risk_rises) for c in chosen],
        [sample.values[:, place] for place in places],
        sample.bad,
        settings.penalty,
    )
    return Fitted(places, weighed, (1.0,) * len(places), intercept)


def _chosen(ranked: Sequence[Candidate], settings: Settings) -> list[Candidate]:
    chosen: list[Candidate] = []
    for candidate in ranked:
        near = (
            abs(float(np.corrcoef(candidate.weights, c.weights)[0, 1])) > settings.most_correlated
            for c in chosen
        )
        if not any(near):
            chosen.append(candidate)
        if len(chosen) == settings.most_variables:
            break
    return chosen


def logistic(penalty: float) -> Any:  # noqa: ANN401  scikit-learn ships no types
    """A ridge logistic regression.

    Raises:
        InputError: scikit-learn isn't installed.
    """
    try:
        from sklearn.linear_model import (  # type: ignore[import-untyped]  # ships no types
            LogisticRegression,
        )
    except ImportError as error:
        raise InputError(
            "training needs scikit-learn, which isn't installed",
            "pip install 'tallystick[risk]'",
            zh="训练需要 scikit-learn，尚未安装",
            zh_hint="pip install 'tallystick[risk]'",
        ) from error
    return LogisticRegression(C=penalty, max_iter=1000)
