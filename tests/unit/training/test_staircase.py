"""The challenger: steps that run the declared way, and when it may compete at all."""

import numpy as np
import pytest

from assistant.scoring.trained import card_score
from assistant.training.binning import even_bins, monotone_bins
from assistant.training.cards import Training, train
from assistant.training.fitting import GRID, candidates, fit, offered
from assistant.training.measures import auc
from assistant.training.samples import Sample
from assistant.training.staircase import Steps, fitted_steps
from assistant.training.validation import chosen_settings


def test_one_step_by_hand():
    # 10 firms below the cut with 2 defaults, 10 above with 6; a ridge of 1/1000 hardly binds, so
    # each side's odds are its own: ln(2/8) = -1.386, and the step is ln(6/4) - ln(2/8) = 1.792.
    values = np.repeat([0.0, 1.0], 10)
    bad = np.r_[np.ones(2), np.zeros(8), np.ones(6), np.zeros(4)]
    binning = even_bins(values, bad, 8)
    assert binning is not None
    assert binning.cuts == (1.0,)
    (risky,), start = fitted_steps([Steps(binning, risk_rises=True)], [values], bad, 1000.0)
    assert start == pytest.approx(np.log(2 / 8), abs=0.01)
    assert risky.woe == pytest.approx((0.0, np.log(6 / 4) - np.log(2 / 8)), abs=0.01)
    assert risky.missing_woe >= max(risky.woe)
    # Declared the other way, the step may not run as the sample has it: it stays at nothing, and
    # the intercept is everybody's odds, 8 of 20: ln(8/12).
    (barred,), level = fitted_steps([Steps(binning, risk_rises=False)], [values], bad, 1000.0)
    assert barred.woe == (0.0, 0.0)
    assert level == pytest.approx(np.log(8 / 12), abs=0.01)


def test_a_missing_value_is_never_better_than_the_worst_measured_one():
    # All firms without a value are sound; even so they weigh as the riskiest step.
    values = np.r_[np.repeat([0.0, 1.0], 20), np.full(20, np.nan)]
    bad = np.r_[np.ones(4), np.zeros(16), np.ones(12), np.zeros(8), np.zeros(20)]
    binning = even_bins(values, bad, 8)
    assert binning is not None
    for way in (True, False, None):
        (found,), _ = fitted_steps([Steps(binning, risk_rises=way)], [values], bad, 1.0)
        assert found.missing_woe >= max(found.woe)


def test_a_rare_yes_or_no_is_not_lost():
    # One in eight says yes: every quartile is no, yet there is a cut between the two.
    values = np.r_[np.ones(8), np.zeros(56)]
    bad = np.r_[np.ones(6), np.zeros(2), np.ones(6), np.zeros(50)]
    found = monotone_bins(values, bad, risk_rises=True, max_bins=4)
    assert found is not None
    assert found.cuts == (1.0,)


def test_a_staircase_competes_from_a_hundred_defaults_on():
    assert offered(99) == GRID
    stairs = [s for s in offered(265) if s.form == "staircase"]
    assert len(stairs) == 3
    assert {s.most_variables for s in stairs} == {26}  # ten defaults a variable


@pytest.fixture(scope="module")
def many():
    """600 firms, a third of them defaults; the risk rises evenly with one variable and, up and
    down alike, with another whose sign nobody declares."""
    rng = np.random.default_rng(5)
    x = rng.normal(size=(600, 3))
    logit = -0.9 + 1.2 * x[:, 0] - 1.0 * x[:, 1]
    bad = (rng.random(600) < 1 / (1 + np.exp(-logit))).astype(float)
    firms = tuple(map(str, range(600)))
    return Sample(firms, ("even", "open", "noise"), x, bad, "2024-12-31")


WAYS = {"even": True, "open": None, "noise": True}


def test_an_even_slope_is_kept_better_by_small_steps_and_the_rule_takes_them(many):
    learn, held = many.part(np.arange(400)), many.part(np.arange(400, 600))
    chosen = chosen_settings(learn, WAYS, 1)
    assert chosen.form == "staircase"
    found = {}
    for settings in (GRID[1], chosen):
        fitted = fit(learn, candidates(learn, WAYS, settings.form), settings)
        found[settings.form] = auc(held.bad, fitted.logits(held.values))
    assert found["staircase"] > found["card"]


def test_a_staircase_is_a_card_like_any_other(many):
    card = train(Training(many, WAYS, {}, "stairs", "0.1.0", repeats=0))
    assert card.settings["form"] == "staircase"
    points = {v.key: v.points for v in card.variables}
    assert list(points["even"]) == sorted(points["even"], reverse=True)
    assert len(points["even"]) > 4
    # nobody declared which way `open` runs: the sample says that more is safer
    assert points["open"][-1] > points["open"][0]
    for variable in card.variables:
        assert all(a != b for a, b in zip(variable.points, variable.points[1:], strict=False))
        assert variable.missing_points <= min(variable.points)
    low, high = (card_score(card, {"even": x, "open": 0.0, "noise": 0.0}) for x in (-2.0, 2.0))
    assert low.pd < high.pd
