"""One turn of the loop: what fires, what is held out, what is said to have changed."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.errors import InputError
from assistant.training.cards import Training, train
from assistant.training.challenge import changes_between, contest, health
from assistant.training.drift import Limits


@pytest.fixture(scope="module")
def card(sample):
    ways = {"good": False, "worse": True, "noise": True}
    return train(Training(sample, ways, {}, "card", "0.1.0", repeats=1))


def test_its_own_world_fires_nothing_and_a_turned_one_fires(card, sample):
    still = health(card, sample, Limits())
    assert still.fired == ()
    assert set(still.variables) == {v.key for v in card.variables}
    # the kept shares are the sample's own
    assert max(still.variables.values()) == pytest.approx(0, abs=1e-6)
    assert sum(g.came for g in still.groups) == sample.defaults
    assert [g.firms for g in still.groups] == [24] * 5
    turned = health(card, replace(sample, bad=1 - sample.bad), Limits())
    assert set(turned.fired) >= {"calibration", "discrimination"}
    shifted = replace(sample, values=sample.values + np.array([3.0, 0, 0, 0, 0]))
    moved = health(card, shifted, Limits())
    assert "score_psi" in moved.fired
    assert next(iter(moved.variables)) == "good"


def test_the_newest_cohort_is_held_out_of_the_challenger(card, sample, directions):
    """It follows the first variable turned round there: who never saw it can't know."""
    cohorts = ["1"] * 80 + ["2"] * 40
    found = contest(card, sample, directions, cohorts, seed=1)
    assert (found.held, found.firms) == ("2", 40)
    assert found.defaults == sample.bad[80:].sum()
    for one in found.measures.values():
        assert one.difference.value == pytest.approx(one.challenger - one.champion)
        assert one.difference.low <= one.difference.value <= one.difference.high
    # what lies in the newest cohort can't reach the challenger: other outcomes there, same fit
    other = replace(sample, bad=np.r_[sample.bad[:80], 1 - sample.bad[80:]])
    again = contest(card, other, directions, cohorts, seed=1)
    assert again.measures["auc"].challenger == pytest.approx(1 - found.measures["auc"].challenger)
    with pytest.raises(InputError, match="newest cohort '2' have the same outcome"):
        contest(card, replace(sample, bad=np.r_[sample.bad[:80], np.zeros(40)]), directions,
                cohorts, seed=1)  # fmt: skip
    with pytest.raises(InputError, match="too few"):
        contest(card, sample, directions, ["1"] * 20 + ["2"] * 100, seed=1)


def test_without_cohorts_it_is_cross_validated_and_says_so(card, sample, directions):
    found = contest(card, sample, directions, seed=1)
    assert (found.held, found.firms) == ("", len(sample.firms))


def test_what_changed_is_told_by_variable(card, sample):
    other = train(Training(sample, {"good": False}, {}, "other", "0.1.0", repeats=0))
    found = {c.key: c for c in changes_between(card, other)}
    assert found["worse"].how == "leaves"
    assert found["worse"].after == 0
    assert changes_between(card, card) == ()
    assert {c.key: c.how for c in changes_between(other, card)}["worse"] == "enters"
