"""Measures against scikit-learn, ties included, and intervals that hold what they should."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from assistant.training import measures as m


@pytest.fixture(params=[0, 1, 2])
def drawn(request):
    rng = np.random.default_rng(request.param)
    bad = (rng.random(120) < 0.25).astype(float)
    p = np.clip(0.2 + 0.3 * bad + rng.normal(0, 0.2, 120), 0.01, 0.99)
    return bad, np.round(p, 1 if request.param == 0 else 6)  # many ties in the first


def test_the_measures_equal_scikit_learn_s(drawn):
    bad, p = drawn
    assert m.auc(bad, p) == pytest.approx(roc_auc_score(bad, p))
    assert m.pr_auc(bad, p) == pytest.approx(average_precision_score(bad, p))
    assert m.brier(bad, p) == pytest.approx(brier_score_loss(bad, p))
    q = np.clip(p, 1e-6, 1 - 1e-6)
    assert m.log_loss(bad, p) == pytest.approx(log_loss(bad, q))
    line = LogisticRegression(C=1e3, max_iter=1000).fit(np.log(q / (1 - q))[:, None], bad)
    assert m.calibration_slope(bad, p) == pytest.approx(line.coef_[0, 0], rel=1e-2)


def test_ks_and_recall_by_hand():
    # At 0.7 and above: both bads (2/2) and one of three goods: 1 - 1/3. Top fifth of 5 is one: 1/2.
    bad = np.array([1.0, 0, 1, 0, 0])
    p = np.array([0.9, 0.8, 0.7, 0.2, 0.1])
    assert m.ks(bad, p) == pytest.approx(2 / 3)
    assert m.top_recall(bad, p) == 0.5


def test_intervals_hold_the_value_and_a_paired_difference_of_equals_is_nothing(drawn):
    bad, p = drawn
    found = m.measured(bad, p)
    assert all(x.low <= x.value <= x.high for x in found.values())
    auc = m.MEASURES[0]
    same = m.difference(auc, bad, p, p)
    assert (same.low, same.value, same.high) == (0, 0, 0)
    noise = np.random.default_rng(5).random(len(p))
    assert m.difference(auc, bad, p, noise).low > 0


def test_separated_outcomes_and_one_class_stay_finite_or_say_nan():
    bad = np.array([0.0, 0, 0, 1, 1])
    intercept, slope = m.logistic_line(np.array([-2.0, -1, -1, 1, 2]), bad)
    assert np.isfinite([intercept, slope]).all()
    assert np.isnan(m.auc(np.zeros(3), np.arange(3.0)))
