"""Honest quality: repeated stratified cross-validation with every choice made inside the fold."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.training.fitting import GRID, Direction, Settings, candidates, fit
from assistant.training.measures import log_loss, logistic_line
from assistant.training.samples import Sample

Array = NDArray[np.float64]
Places = NDArray[np.intp]
Predict = Callable[[Sample, Sample], Array]
"""Fits on the first and gives the second's probabilities."""


class Fold(NamedTuple):
    """Rows to learn from and rows held out."""

    learn: Places
    held: Places


class Calibration(NamedTuple):
    """Log odds of default are ``intercept + slope x`` the card's."""

    intercept: float
    slope: float


def folds(bad: Array, parts: int, seed: int) -> Iterator[Fold]:
    """Folds stratified by outcome, drawn by seed."""
    rng = np.random.default_rng(seed)
    part = np.empty(len(bad), dtype=int)
    for outcome in (0, 1):
        rows = rng.permutation(np.flatnonzero(bad == outcome))
        part[rows] = (np.arange(len(rows)) + rng.integers(parts)) % parts
    for number in range(parts):
        yield Fold(np.flatnonzero(part != number), np.flatnonzero(part == number))


def out_of_fold(
    sample: Sample,
    predict: Predict,
    *,
    repeats: int,
    parts: int = 5,
    seed: int = 0,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Array:
    """Probabilities of each firm from models that never saw it, one row a repeat."""
    found = np.empty((repeats, len(sample.firms)))
    for repeat in range(repeats):
        for number, fold in enumerate(folds(sample.bad, parts, seed + repeat)):
            found[repeat, fold.held] = predict(sample.part(fold.learn), sample.part(fold.held))
            progress(repeat * parts + number + 1, repeats * parts)
    return found


def chosen_settings(sample: Sample, directions: Direction, seed: int) -> Settings:
    """The simplest settings whose inner log loss lies within one standard error of the best."""
    losses = np.zeros((len(GRID), 3))
    for number, fold in enumerate(folds(sample.bad, 3, seed)):
        learn, held = sample.part(fold.learn), sample.part(fold.held)
        ranked = candidates(learn, directions)
        for place, settings in enumerate(GRID):
            logits = fit(learn, ranked, settings).logits(held.values)
            losses[place, number] = log_loss(held.bad, 1 / (1 + np.exp(-logits)))
    means = losses.mean(axis=1)
    best = int(means.argmin())
    allowed = means[best] + losses[best].std(ddof=1) / np.sqrt(losses.shape[1])
    return next(s for s, mean in zip(GRID, means, strict=True) if mean <= allowed)


def calibration(
    sample: Sample, directions: Direction, settings: Settings, seed: int
) -> Calibration:
    """How the log odds of held-out firms have to be stretched to fit their outcomes."""
    logits = np.empty(len(sample.firms))
    for fold in folds(sample.bad, 5, seed):
        learn = sample.part(fold.learn)
        ranked = candidates(learn, directions)
        logits[fold.held] = fit(learn, ranked, settings).logits(sample.values[fold.held])
    intercept, slope = logistic_line(logits, sample.bad)
    return Calibration(intercept, max(slope, 0.0))


def predictor(directions: Direction, seed: int) -> Predict:
    """The whole pipeline as one step: settings, bins, choice, fit, calibration."""

    def predict(learn: Sample, held: Sample) -> Array:
        settings = chosen_settings(learn, directions, seed)
        stretched = calibration(learn, directions, settings, seed)
        logits = fit(learn, candidates(learn, directions), settings).logits(held.values)
        found: Array = 1 / (1 + np.exp(-(stretched.intercept + stretched.slope * logits)))
        return found

    return predict
