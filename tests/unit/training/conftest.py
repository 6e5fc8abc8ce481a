"""A made-up sample with known causes."""

import numpy as np
import pytest

from assistant.training.samples import Sample

KEYS = ("good", "worse", "noise", "constant", "sparse")
DIRECTIONS = {"good": False, "worse": True, "noise": True, "constant": True, "sparse": True}


def made(n=120, seed=3):
    """Risk falls with ``good`` and rises with ``worse``; ``sparse`` is known for a fifth."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 4))
    logit = -1.2 - 1.5 * x[:, 0] + 1.0 * x[:, 1]
    bad = (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(float)
    x[:, 3] = 7.0
    sparse = np.where(rng.random(n) < 0.2, rng.normal(size=n), np.nan)
    x[rng.random(n) < 0.1, 1] = np.nan
    return Sample(tuple(f"F{i}" for i in range(n)), KEYS, np.c_[x, sparse], bad, "2024-12-31")


@pytest.fixture(scope="session")
def sample():
    return made()


@pytest.fixture
def directions():
    return dict(DIRECTIONS)
