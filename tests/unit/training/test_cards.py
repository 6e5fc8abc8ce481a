"""Training end to end on a made-up sample: what is learnt, refused, repeated."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from assistant.errors import InputError
from assistant.scoring.trained import card_score, load_card
from assistant.training.binning import monotone_bins
from assistant.training.card_text import card_markdown
from assistant.training.cards import Training, pds_of, train
from assistant.training.fitting import GRID, candidates, fit, logistic
from assistant.training.leaks import leaking, verify_no_leak
from assistant.training.measures import auc, measured
from assistant.training.samples import Sample, verify_trainable
from assistant.training.validation import folds, out_of_fold, predictor


def trained(sample, directions, **changes):
    return train(Training(sample, directions, {}, "card", "0.1.0", **{"repeats": 0, **changes}))


def test_bins_pool_until_risk_runs_the_declared_way():
    # Rates by value 0..3: 1/4, 3/4, 2/4, 4/4. Bins 1 and 2 run the wrong way and are pooled: 5/8.
    values = np.repeat([0.0, 1, 2, 3], 4)
    bad = np.array([1.0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1])
    found = monotone_bins(values, bad, risk_rises=True, max_bins=4)
    assert found is not None
    assert found.cuts == (1.0, 3.0)  # no more values than bins: each is an edge
    assert list(found.woe) == sorted(found.woe)
    # 10 bad and 6 good; the first bin: ln(1.5 / 10.5) - ln(3.5 / 6.5)
    assert found.woe[0] == pytest.approx(np.log(1.5 / 10.5) - np.log(3.5 / 6.5))
    assert found.woe_of(np.array([np.nan]))[0] == max(found.woe)
    assert monotone_bins(values, bad, risk_rises=False, max_bins=4) is None
    assert monotone_bins(np.full(16, 2.0), bad, risk_rises=True) is None
    assert monotone_bins(np.full(16, np.nan), bad, risk_rises=True) is None


def test_the_causes_are_found_and_no_points_run_the_wrong_way(sample, directions):
    card = trained(sample, directions)
    keys = [v.key for v in card.variables]
    assert {"good", "worse"} <= set(keys)
    assert "constant" not in keys
    for variable in card.variables:
        rising = not directions[variable.key]
        assert list(variable.points) == sorted(variable.points, reverse=not rising)
        assert variable.missing_points <= min(variable.points)
    assert auc(sample.bad, pds_of(card, sample)) > 0.75
    # calibrated on held-out firms: the mean PD is near the default rate
    assert pds_of(card, sample).mean() == pytest.approx(sample.bad.mean(), abs=0.08)


def test_the_same_sample_and_seed_give_the_same_artefact(sample, directions, tmp_path):
    card = trained(sample, directions, repeats=1)
    assert trained(sample, directions, repeats=1) == card
    assert trained(sample, directions, repeats=1, seed=21).digest != card.digest
    assert card.measures["auc"].low < card.measures["auc"].value < card.measures["auc"].high
    path = tmp_path / "card.json"
    path.write_text(card.model_dump_json(), "utf-8")
    values = dict(zip(sample.keys, map(float, sample.values[0]), strict=True))
    assert card_score(load_card(path), values) == card_score(card, values)
    text = card_markdown(card)
    assert card.digest in text
    assert "| AUC |" in text


def test_cross_validated_quality_does_not_flatter_noise(sample, directions):
    """The control: outcomes drawn anew from nothing must measure as nothing."""
    shuffled = replace(sample, bad=np.random.default_rng(1).permutation(sample.bad))
    p = out_of_fold(shuffled, predictor(directions, 20), repeats=2, seed=20).mean(axis=0)
    auc_of = measured(shuffled.bad, p)["auc"]
    assert auc_of.low < 0.5 < auc_of.high or auc_of.value < 0.6
    # and no card is made of variables that aren't worth a point on held-out firms
    with pytest.raises(InputError, match="no variable separates"):
        trained(shuffled, directions)


def test_every_fold_holds_each_firm_once_with_its_share_of_defaults(sample):
    held = []
    for fold in folds(sample.bad, 5, 1):
        held += list(fold.held)
        assert abs(sample.bad[fold.held].mean() - sample.bad.mean()) < 0.05
        assert not set(fold.held) & set(fold.learn)
    assert sorted(held) == list(range(len(sample.firms)))


def test_a_variable_that_tells_the_outcome_is_refused_unless_answered_for(sample, directions):
    told = sample.bad + np.random.default_rng(0).normal(0, 0.01, len(sample.bad))
    leaky = Sample(sample.firms, ("good", "told"), np.c_[sample.values[:, 0], told], sample.bad, "")
    with pytest.raises(InputError, match=r"label leak: .*told \(1\.000\)"):
        trained(leaky, {**directions, "told": True})
    verify_no_leak(leaky, ("told",))
    # a date that only defaulted firms have leaks by being there
    date = np.where(sample.bad == 1, 20_200_101.0, np.nan)
    there = replace(leaky, values=np.c_[sample.values[:, 0], date])
    assert leaking(there) == {"told": 1.0}
    assert leaking(sample) == {}


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (np.zeros(120), "same outcome"),
        (np.ones(120), "same outcome"),
        (np.r_[np.ones(3), np.zeros(117)], "too few"),
    ],
)
def test_what_nothing_can_be_learnt_from_is_refused(sample, directions, bad, message):
    with pytest.raises(InputError, match=message):
        trained(replace(sample, bad=bad), directions)


def test_three_firms_missing_values_and_constants_are_said(sample, directions):
    few = sample.part(np.arange(3))
    with pytest.raises(InputError, match="too few|same outcome"):
        verify_trainable(few)
    empty = replace(sample, values=np.full_like(sample.values, np.nan))
    with pytest.raises(InputError, match="no firm has any variable"):
        verify_trainable(empty)
    constant = replace(sample, values=np.ones_like(sample.values))
    with pytest.raises(InputError, match="no variable separates"):
        fit(constant, candidates(constant, directions), GRID[0])


def test_an_infinite_value_is_a_missing_one(sample, directions):
    values = sample.values.copy()
    values[np.isnan(values[:, 1]), 1] = np.inf
    odd = replace(sample, values=values)
    assert trained(odd, directions) == trained(sample, directions)


def test_an_absent_library_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(InputError, match="scikit-learn, which isn't installed"):
        logistic(1.0)
