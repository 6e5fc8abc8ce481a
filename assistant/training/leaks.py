"""Variables that tell the outcome too well to be known before it."""

from collections.abc import Collection
from typing import Final

import numpy as np

from assistant.errors import InputError
from assistant.training.measures import auc
from assistant.training.samples import Sample

LEAK_AUC: Final = 0.97
_LEAST_KNOWN: Final = 0.5
_NAMED: Final = 5


def leaking(sample: Sample) -> dict[str, float]:
    """Variables whose single-variable AUC, either way round, lies above the line.

    A variable that is missing for most firms is judged by whether it is missing, too: a date that
    only defaulted firms have tells the outcome by being there.
    """
    found = {}
    for place, key in enumerate(sample.keys):
        values = sample.values[:, place]
        known = np.isfinite(values)
        score = _strength(sample.bad, known.astype(float))
        if known.mean() >= _LEAST_KNOWN and 0 < sample.bad[known].sum() < known.sum():
            score = max(score, _strength(sample.bad[known], values[known]))
        if score > LEAK_AUC:
            found[key] = score
    return found


def _strength(bad: np.ndarray, values: np.ndarray) -> float:
    found = auc(bad, values)
    return max(found, 1 - found)


def verify_no_leak(sample: Sample, allowed: Collection[str] = ()) -> None:
    """Refuse a sample with a leak that nobody answered for.

    Raises:
        InputError: a variable's AUC lies above the line and isn't among ``allowed``.
    """
    found = {key: score for key, score in leaking(sample).items() if key not in allowed}
    if found:
        worst = sorted(found.items(), key=lambda item: -item[1])[:_NAMED]
        named = ", ".join(f"{key} ({score:.3f})" for key, score in worst)
        raise InputError(
            f"label leak: single variables with an AUC above {LEAK_AUC}: {named}",
            "drop what is only known after the outcome, or answer for it: --allow-leak KEY",
            zh=f"标签泄漏：单变量 AUC 高于 {LEAK_AUC}：{named}",
            zh_hint="请剔除事后才知道的变量，或用 --allow-leak KEY 明确放行",
        )
