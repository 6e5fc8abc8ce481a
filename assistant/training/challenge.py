"""One turn of the loop over a scorecard: whether it still holds, and whether a new fit is better.

Nothing is promoted here. The newest cohort is held out of the challenger where cohorts are told;
where they aren't, it is cross-validated, and that is said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.errors import InputError
from assistant.scoring.trained import CardVariable, Measured, TrainedCard
from assistant.training.cards import bin_shares, pds_of, scores_of
from assistant.training.drift import Limits, calibration_z, chance_psi, decile_psi, share_psi
from assistant.training.fitting import Direction
from assistant.training.measures import MEASURES, difference, measured
from assistant.training.samples import Sample, verify_trainable
from assistant.training.validation import out_of_fold, predictor

Array = NDArray[np.float64]
_GROUPS: Final = 5
COMPARED: Final = ("auc", "brier", "log_loss", "top20_recall")


class Group(NamedTuple):
    """Firms of like score: what was expected of them, and what came."""

    firms: int
    expected: float
    """Defaults."""
    came: int
    z: float


class Health(NamedTuple):
    """How a card stands against outcomes known since."""

    score_psi: float | None
    """None where the card keeps no scores of its sample."""
    chance: float
    """What the index stays below, 19 times in 20, where nothing has moved."""
    variables: Mapping[str, float]
    """Stability index of each, largest first; empty where the card keeps no shares."""
    z: float
    """Defaults less expected ones, in standard deviations."""
    groups: tuple[Group, ...]
    """Riskiest first."""
    measures: Mapping[str, Measured]
    fired: tuple[str, ...]
    """``score_psi``, ``calibration``, ``discrimination``."""


class Compared(NamedTuple):
    """One measure of both on the same firms."""

    champion: float
    challenger: float
    difference: Measured
    """Challenger less champion, paired."""


@dataclass(frozen=True)
class Contest:
    """A challenger beside the champion, on firms that the challenger never saw."""

    held: str
    """The cohort that was held out; '' where all were cross-validated."""
    firms: int
    defaults: int
    measures: Mapping[str, Compared]

    @property
    def is_better(self) -> bool:
        """Whether the challenger's log loss is lower."""
        return self.measures["log_loss"].difference.value < 0


def health(card: TrainedCard, sample: Sample, limits: Limits) -> Health:
    """Every test of a card on firms with outcomes."""
    p, scores = pds_of(card, sample), [float(s) for s in scores_of(card, sample)]
    kept = [float(s) for s in card.sample_scores]
    psi = decile_psi(kept, scores) if kept else None
    chance = chance_psi(len(sample.firms), card.firms)
    z = calibration_z(sample.bad, p)
    found = measured(sample.bad, p)
    told = card.measures.get("auc")
    fired = {
        "score_psi": psi is not None and psi > max(limits.psi, chance),
        "calibration": abs(z) > limits.calibration_z,
        # the whole interval lies below what the model card said
        "discrimination": told is not None and found["auc"].high < told.value,
    }
    return Health(
        score_psi=psi,
        chance=chance,
        variables=_variable_psi(card, sample),
        z=z,
        groups=_groups(sample.bad, p),
        measures=found,
        fired=tuple(code for code, does in fired.items() if does),
    )


def _variable_psi(card: TrainedCard, sample: Sample) -> dict[str, float]:
    found = {}
    for variable in card.variables:
        if variable.shares:
            values = _values(variable, sample)
            before = np.array([float(s) for s in variable.shares])
            found[variable.key] = share_psi(before, bin_shares(variable, values))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _values(variable: CardVariable, sample: Sample) -> Array:
    if variable.key not in sample.keys:
        return np.full(len(sample.firms), np.nan)
    found: Array = sample.values[:, sample.keys.index(variable.key)]
    return found


def _groups(bad: Array, p: Array) -> tuple[Group, ...]:
    parts = np.array_split(np.argsort(-p, kind="stable"), min(_GROUPS, len(p)))
    return tuple(
        Group(len(at), float(p[at].sum()), int(bad[at].sum()), calibration_z(bad[at], p[at]))
        for at in parts
    )


def contest(  # noqa: PLR0913  one keyword a choice
    card: TrainedCard,
    sample: Sample,
    directions: Direction,
    cohorts: Sequence[str] = (),
    *,
    seed: int,
    repeats: int = 3,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Contest:
    """Both on firms that the challenger never saw.

    Args:
        card: the champion.
        sample: every firm with an outcome.
        directions: which way each variable's risk runs.
        cohorts: of each firm, such as its year; the greatest is the newest and is held out.
        seed: of folds.
        repeats: of the cross-validation where there are no cohorts; 1 at least.
        progress: receives folds done and in all.

    Raises:
        InputError: the earlier cohorts can't be trained on, or the newest has one outcome only.
    """
    predict = predictor(directions, seed)
    newest = max(cohorts, default="")
    if not newest:
        found = out_of_fold(sample, predict, repeats=repeats, seed=seed, progress=progress)
        return _contest("", sample, found.mean(axis=0), pds_of(card, sample))
    held_out = np.array([c == newest for c in cohorts])
    learn, held = (sample.part(np.flatnonzero(at)) for at in (~held_out, held_out))
    verify_trainable(learn)
    if held.defaults in (0, len(held.firms)):
        raise InputError(
            f"all {len(held.firms)} firms of the newest cohort {newest!r} have the same outcome",
            "wait for outcomes of both kinds, or leave --cohort out",
            zh=f"最新一批“{newest}”的{len(held.firms)}家企业结果全部相同",
            zh_hint="请等到两类结果都有，或不用 --cohort",
        )
    return _contest(newest, held, predict(learn, held), pds_of(card, held))


def _contest(held: str, sample: Sample, ours: Array, theirs: Array) -> Contest:
    found = {}
    for measure in MEASURES:
        if measure.name in COMPARED:
            gap = difference(measure, sample.bad, ours, theirs)
            values = measure.of(sample.bad, theirs), measure.of(sample.bad, ours)
            found[measure.name] = Compared(*values, gap)
    return Contest(held, len(sample.firms), sample.defaults, found)


class Change(NamedTuple):
    """What the challenger does otherwise about one variable."""

    key: str
    how: Literal["enters", "leaves", "reweighted"]
    before: float
    """Points between the best and the worst bin; 0 where it isn't in the card."""
    after: float
    label_zh: str
    label_en: str


def changes_between(champion: TrainedCard, challenger: TrainedCard) -> tuple[Change, ...]:
    """Every variable whose weight differs, the largest first."""
    old, new = ({v.key: v for v in card.variables} for card in (champion, challenger))
    found = []
    for key in {**old, **new}:
        before, after = (_span(cards.get(key)) for cards in (old, new))
        if before != after:
            how: Literal["enters", "leaves", "reweighted"] = (
                "enters" if key not in old else "leaves" if key not in new else "reweighted"
            )
            named = new.get(key) or old[key]
            found.append(Change(key, how, before, after, named.label_zh, named.label_en))
    return tuple(sorted(found, key=lambda c: (-abs(c.after - c.before), c.key)))


def _span(variable: CardVariable | None) -> float:
    if variable is None:
        return 0.0
    return float(max(variable.points) - min(variable.points))
