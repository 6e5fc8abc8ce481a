"""A fitted scorecard as the artefact that scoring reads: points by bin, measures, provenance."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.domain.figures import Metric
from assistant.scoring.trained import CardVariable, Measured, TrainedCard
from assistant.training.fitting import (
    BASE_ODDS,
    BASE_SCORE,
    PDO,
    Direction,
    Fitted,
    candidates,
    fit,
    nothing_separates,
)
from assistant.training.leaks import verify_no_leak
from assistant.training.measures import measured
from assistant.training.samples import Sample, verify_trainable
from assistant.training.validation import (
    Calibration,
    calibration,
    chosen_settings,
    out_of_fold,
    predictor,
)

Array = NDArray[np.float64]
_TENTH: Final = Decimal("0.1")
_FACTOR: Final = float(PDO) / math.log(2)


@dataclass(frozen=True)
class Training:
    """What a scorecard is trained from and how."""

    sample: Sample
    directions: Direction
    labels: Mapping[str, Metric]
    """Names of the variables."""
    name: str
    code_version: str
    seed: int = 20
    repeats: int = 3
    """Of the cross-validation; 0 leaves the measures out."""
    allowed_leaks: tuple[str, ...] = ()
    progress: Callable[[int, int], None] = lambda _done, _total: None


def train(training: Training) -> TrainedCard:
    """Check, cross-validate, fit, calibrate, seal.

    Raises:
        InputError: the sample can't be trained on, or a variable leaks the outcome.
    """
    sample, seed = training.sample, training.seed
    verify_trainable(sample)
    verify_no_leak(sample, training.allowed_leaks)
    measures = _measures(training) if training.repeats else {}
    settings = chosen_settings(sample, training.directions, seed)
    stretched = calibration(sample, training.directions, settings, seed)
    fitted = fit(sample, candidates(sample, training.directions, settings.form), settings)
    variables = _variables(training, fitted, stretched)
    if not variables:  # on held-out firms none was worth a point
        raise nothing_separates()
    card = TrainedCard(
        name=training.name,
        variables=variables,
        base_points=_base_points(fitted, stretched),
        base_score=BASE_SCORE,
        base_odds=BASE_ODDS,
        pdo=PDO,
        firms=len(sample.firms),
        defaults=sample.defaults,
        as_of=sample.as_of,
        data_digest=sample.digest(),
        seed=seed,
        code_version=training.code_version,
        settings=settings.text(),
        measures=measures,
    )
    scores = np.sort([float(s) for s in scores_of(card, sample)])
    deciles = tuple(_points(float(np.quantile(scores, k / 10))) for k in range(1, 10))
    return card.model_copy(update={"sample_scores": deciles}).sealed()


def scores_of(card: TrainedCard, sample: Sample) -> list[Decimal]:
    """Each firm's score; variables that the sample lacks count as missing."""
    columns = {key: place for place, key in enumerate(sample.keys)}
    found = []
    for row in sample.values:
        total = card.base_points
        for variable in card.variables:
            place = columns.get(variable.key)
            total += variable.points_of(None if place is None else float(row[place]))
        found.append(total)
    return found


def pds_of(card: TrainedCard, sample: Sample) -> Array:
    """Each firm's probability of default."""
    return np.array([float(card.pd_of(score)) for score in scores_of(card, sample)])


def _measures(training: Training) -> dict[str, Measured]:
    sample = training.sample
    predict = predictor(training.directions, training.seed)
    found = out_of_fold(
        sample,
        predict,
        repeats=training.repeats,
        seed=training.seed,
        progress=training.progress,
    )
    return measured(sample.bad, found.mean(axis=0), training.seed)


def _variables(
    training: Training, fitted: Fitted, stretched: Calibration
) -> tuple[CardVariable, ...]:
    made = []
    parts = zip(fitted.places, fitted.binnings, fitted.coefficients, strict=True)
    for place, binning, coefficient in parts:
        key = training.sample.keys[place]
        metric = training.labels.get(key)
        weight = -_FACTOR * stretched.slope * coefficient
        cuts, points = _joined(binning.cuts, [_points(weight * woe) for woe in binning.woe])
        missing = min(*points, _points(weight * binning.missing_woe))
        if any(points) or missing:
            variable = CardVariable(
                key=key,
                label_zh=metric.label_zh if metric else key,
                label_en=metric.label_en if metric else key,
                cuts=tuple(Decimal(repr(cut)) for cut in cuts),
                points=points,
                missing_points=missing,
                unit=metric.unit if metric else None,
            )
            made.append(_with_shares(variable, training.sample.values[:, place]))
    return tuple(made)


def _with_shares(variable: CardVariable, values: Array) -> CardVariable:
    shares = bin_shares(variable, values)
    return variable.model_copy(update={"shares": tuple(Decimal(f"{s:.6f}") for s in shares)})


def bin_shares(variable: CardVariable, values: Array) -> Array:
    """Shares of the values in each bin, the missing ones last."""
    places = [variable.bin_of(float(v)) for v in values]
    found: Array = np.bincount(places, minlength=len(variable.points) + 1) / max(len(values), 1)
    return found


def _joined(
    cuts: Sequence[float], points: Sequence[Decimal]
) -> tuple[tuple[float, ...], tuple[Decimal, ...]]:
    """Neighbours of the same points as one bin."""
    steps = [
        (c, after)
        for c, (before, after) in zip(cuts, pairwise(points), strict=True)
        if before != after
    ]
    return tuple(c for c, _ in steps), (points[0], *(after for _, after in steps))


def _base_points(fitted: Fitted, stretched: Calibration) -> Decimal:
    logit = stretched.intercept + stretched.slope * fitted.intercept
    offset = float(BASE_SCORE) - _FACTOR * math.log(float(BASE_ODDS))
    return _points(offset - _FACTOR * logit)


def _points(value: float) -> Decimal:
    return Decimal(repr(round(value, 1))).quantize(_TENTH)
