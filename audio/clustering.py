"""Vectors of speech into voices: spectral clustering in numpy, bounded in memory."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from audio.decode import Samples

_MOST: Final = 1500
"""Vectors that are clustered; more than this are sampled evenly, the rest go to the nearest."""
_KEEP_SHARE: Final = 0.06
_KEEP_LEAST: Final = 8
_ROUNDS: Final = 60
_STARTS: Final = 8
_SEED: Final = 20240

Floats = NDArray[np.float64]


class Voices(NamedTuple):
    """What clustering found."""

    labels: NDArray[np.int64]
    """A voice for each vector."""
    similarity: Floats
    """Cosine of each vector to each voice's mean, one row a vector."""


def voices_of(vectors: Samples, count: int) -> Voices:
    """Group unit vectors into ``count`` voices, in order of first appearance.

    Source: spectral clustering on a pruned cosine affinity (Park et al. 2020 keep the nearest
    neighbours of each row; here a fixed share).

    Args:
        vectors: one row a window, in order of time.
        count: how many voices; fewer come back where there are fewer vectors.
    """
    count = max(1, min(count, len(vectors)))
    if count == 1:
        return _refined(vectors, np.zeros(len(vectors), np.int64), 1)
    step = max(1, -(-len(vectors) // _MOST))
    some = vectors[::step].astype(np.float64)
    labels = _spectral(some, count)
    return _refined(vectors, _nearest(vectors, _means(some, labels, count)), count)


def _spectral(vectors: Floats, count: int) -> NDArray[np.int64]:
    affinity = vectors @ vectors.T
    keep = min(len(vectors), max(_KEEP_LEAST, round(_KEEP_SHARE * len(vectors))))
    cut = np.partition(affinity, -keep, axis=1)[:, -keep][:, None]
    pruned = np.where(affinity >= cut, np.maximum(affinity, 0.0), 0.0)
    pruned = (pruned + pruned.T) / 2 + 1e-6
    np.fill_diagonal(pruned, 0.0)
    root = 1.0 / np.sqrt(pruned.sum(axis=1))
    laplacian = np.eye(len(pruned)) - root[:, None] * pruned * root[None, :]
    _values, basis = np.linalg.eigh(laplacian)
    rows = basis[:, :count]
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return _k_means(rows / np.where(length > 0, length, 1.0), count)


def _k_means(rows: Floats, count: int) -> NDArray[np.int64]:
    random = np.random.default_rng(_SEED)
    best: NDArray[np.int64] = np.zeros(len(rows), np.int64)
    least = np.inf
    for _start in range(_STARTS):
        centres = _spread_out(rows, count, random)
        labels = np.zeros(len(rows), np.int64)
        for _round in range(_ROUNDS):
            apart = ((rows[:, None, :] - centres[None]) ** 2).sum(axis=2)
            found = apart.argmin(axis=1)
            if np.array_equal(found, labels) and _round:
                break
            labels = found
            for k in range(count):
                if np.any(labels == k):
                    centres[k] = rows[labels == k].mean(axis=0)
        error = float(((rows - centres[labels]) ** 2).sum())
        if error < least:
            least, best = error, labels
    return best


def _spread_out(rows: Floats, count: int, random: np.random.Generator) -> Floats:
    """Starting centres far from one another (k-means++)."""
    chosen = [rows[int(random.integers(len(rows)))]]
    while len(chosen) < count:
        apart = np.min([((rows - c) ** 2).sum(axis=1) for c in chosen], axis=0) + 1e-12
        chosen.append(rows[int(random.choice(len(rows), p=apart / apart.sum()))])
    return np.array(chosen)


def _means(vectors: NDArray[np.floating], labels: NDArray[np.int64], count: int) -> Floats:
    means = np.zeros((count, vectors.shape[1]))
    for k in range(count):
        if np.any(labels == k):
            mean = vectors[labels == k].astype(np.float64).mean(axis=0)
            means[k] = mean / max(float(np.linalg.norm(mean)), 1e-12)
    return means


def _nearest(vectors: NDArray[np.floating], means: Floats) -> NDArray[np.int64]:
    return np.asarray((vectors @ means.T).argmax(axis=1), np.int64)


def _refined(vectors: Samples, labels: NDArray[np.int64], count: int) -> Voices:
    """Move each vector to the nearest mean a few times; number voices by first appearance."""
    for _round in range(5):
        moved = _nearest(vectors, _means(vectors, labels, count))
        if len(np.unique(moved)) < count or np.array_equal(moved, labels):
            break
        labels = moved
    order = list(dict.fromkeys(int(label) for label in labels))
    order += [k for k in range(count) if k not in order]
    rank = np.argsort(order)
    labels = rank[labels]
    return Voices(labels, vectors @ _means(vectors, labels, count).T)
