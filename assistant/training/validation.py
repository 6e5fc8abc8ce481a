"""Honest quality: repeated stratified cross-validation with every choice made inside the fold."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.training.fitting import (
    LEAST_FOR_STAIRCASE,
    Direction,
    Settings,
    candidates,
    fit,
    offered,
)
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
    """The champion of an inner cross-validation by log loss, by a rule stated beforehand.

    With few defaults the simplest within one standard error of the best: the inner losses are too
    uncertain to tell neighbours apart. With enough for a staircase, the best.
    """
    grid = offered(sample.defaults)
    losses = np.zeros((len(grid), 3))
    for number, fold in enumerate(folds(sample.bad, 3, seed)):
        learn, held = sample.part(fold.learn), sample.part(fold.held)
        ranked = {form: candidates(learn, directions, form) for form in {s.form for s in grid}}
        for place, settings in enumerate(grid):
            logits = fit(learn, ranked[settings.form], settings).logits(held.values)
            losses[place, number] = log_loss(held.bad, 1 / (1 + np.exp(-logits)))
    means = losses.mean(axis=1)
    best = int(means.argmin())
    if sample.defaults >= LEAST_FOR_STAIRCASE:
        return grid[best]
    allowed = means[best] + losses[best].std(ddof=1) / np.sqrt(losses.shape[1])
    return next(s for s, mean in zip(grid, means, strict=True) if mean <= allowed)


def calibration(
    sample: Sample, directions: Direction, settings: Settings, seed: int
) -> Calibration:
    """How the log odds of held-out firms have to be stretched to fit their outcomes."""
    logits = np.empty(len(sample.firms))
    for fold in folds(sample.bad, 5, seed):
        learn = sample.part(fold.learn)
        ranked = candidates(learn, directions, settings.form)
        logits[fold.held] = fit(learn, ranked, settings).logits(sample.values[fold.held])
    intercept, slope = logistic_line(logits, sample.bad)
    return Calibration(intercept, max(slope, 0.0))


def predictor(directions: Direction, seed: int) -> Predict:
    """The whole pipeline as one step: settings, bins, choice, fit, calibration."""

    def predict(learn: Sample, held: Sample) -> Array:
        settings = chosen_settings(learn, directions, seed)
        stretched = calibration(learn, directions, settings, seed)
        ranked = candidates(learn, directions, settings.form)
        logits = fit(learn, ranked, settings).logits(held.values)
        found: Array = 1 / (1 + np.exp(-(stretched.intercept + stretched.slope * logits)))
        return found

    return predict
