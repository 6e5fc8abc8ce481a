"""Drift by hand, and the loop: it fires, proposes, waits for a name, and can be replayed."""

import numpy as np
import pytest

from assistant.training.champion import Period, run
from assistant.training.drift import Limits, calibration_z, decile_psi, psi, triggers
from assistant.training.fitting import logistic


def test_the_stability_index_by_hand():
    # Two bins, halves before; 80 % and 20 % now: (0.3) ln(1.6) + (-0.3) ln(0.4) = 0.415888.
    before = np.array([0.0] * 50 + [1.0] * 50)
    now = np.array([0.0] * 80 + [1.0] * 20)
    assert psi(before, now, bins=2) == pytest.approx(0.415888, abs=1e-6)
    assert psi(before, before) == 0
    # the missing are a bin of their own: 0.2 ln(0.2 / 0.0001) and what the others lost
    missing = np.array([0.0] * 40 + [1.0] * 40 + [np.nan] * 20)
    expected = 0.1999 * np.log(2000) + 2 * -0.1 * np.log(0.8)
    assert psi(before, missing, bins=2) == pytest.approx(expected, abs=1e-6)


def test_scores_against_kept_deciles_by_hand():
    # Nine deciles 1 to 9: a tenth of the scores lies below 1, between 1 and 2, ..., from 9 on.
    # Now half lie below 1 and half above 9: (.5 - .1) ln 5 twice, and eight bins empty:
    # (.0001 - .1) ln(.0001 / .1) = .0999 x 6.907755 each.
    deciles = [float(k) for k in range(1, 10)]
    now = [0.0] * 50 + [9.5] * 50
    expected = 2 * 0.4 * np.log(5) + 8 * 0.0999 * np.log(1000)
    assert decile_psi(deciles, now) == pytest.approx(expected)
    assert decile_psi(deciles, [k + 0.5 for k in range(10)]) == pytest.approx(0)
    # All deciles fall together: half of the scores count below that score, as half did.
    assert decile_psi([1.0] * 9, [1.0] * 10) == pytest.approx(0)


def test_calibration_by_hand():
    # 10 of 100 expected, 19 came: 9 / sqrt(100 x 0.1 x 0.9) = 3
    p = np.full(100, 0.1)
    bad = np.r_[np.ones(19), np.zeros(81)]
    assert calibration_z(bad, p) == pytest.approx(3)
    same = np.linspace(0, 1, 100)
    assert triggers(same, same, bad, p, Limits()) == ()
    assert triggers(same, same, np.r_[1.0, bad[:-1]], p, Limits()) == ("calibration",)
    assert triggers(same, same + 0.5, bad, p, Limits()) == ("score_psi",)


def fit(values, outcome):
    model = logistic(1.0).fit(values, outcome)
    return lambda rows: model.predict_proba(rows)[:, 1]


def world(turn=3, n=400):
    """Risk follows the first variable, and from cohort ``turn`` on the second, twice as often."""
    rng = np.random.default_rng(4)
    cohorts = []
    for cohort in range(6):
        x = rng.normal(size=(n, 2))
        cause = x[:, 0] if cohort < turn else x[:, 1]
        level = -1.5 if cohort < turn else 0.0
        bad = (rng.random(n) < 1 / (1 + np.exp(-(level + 1.5 * cause)))).astype(float)
        cohorts.append((x, bad))
    periods = []
    for now in range(2, 6):
        known = cohorts[:now]
        periods.append(
            Period(
                str(now),
                np.vstack([x for x, _ in known]),
                np.concatenate([b for _, b in known]),
                np.repeat(np.arange(now), n),
                cohorts[now][0],
            )
        )
    return periods, [cohorts[now][1] for now in range(2, 6)]


def test_the_loop_fires_when_outcomes_turn_and_then_judges_better():
    periods, truth = world()
    seen = []

    def promote(proposal):
        seen.append(proposal)
        return "王经理"

    course = run(periods, fit, promote)
    assert [step.fired for step in course.steps][:2] == [(), ()]
    assert course.steps[2].fired == ("calibration",)
    # cohort 3 is the first that turned: at 4 it is the newest known one, and held out; the
    # challenger without it can't be better yet, at 5 it can.
    assert course.steps[-1].promoted_by == "王经理"
    static = run(periods, fit, lambda _: "")
    last = truth[-1]
    ours, theirs = course.probabilities[-1], static.probabilities[-1]
    assert ((ours - last) ** 2).mean() < ((theirs - last) ** 2).mean()
    # replay: the first version still says what it said
    again = course.versions[0](periods[0].applicants)
    assert np.array_equal(again, course.probabilities[0])


def test_nothing_is_promoted_without_a_name():
    periods, _ = world()
    course = run(periods, fit, lambda _: "  ")
    assert len(course.versions) == 1
    assert any(step.proposal is not None for step in course.steps)


def test_a_quiet_world_fires_nothing():
    periods, _ = world(turn=99)
    course = run(periods, fit, lambda _: "anyone")
    assert [step.fired for step in course.steps] == [()] * 4
