"""A budget shared out: small cases by hand, and every combination tried as the oracle."""

import sys
from decimal import Decimal
from itertools import product

import pytest

from assistant.errors import InputError
from assistant.scoring.allocation import Applicant, Terms, allocate, greedy
from assistant.scoring.pricing import ChurnRow


def number(text):
    return Decimal(str(text))


# One rate of 10 % at which nobody leaves: margin = 0.1 (1 - pd) - 0.45 pd - 0.03.
TABLE = [ChurnRow(number("0.1"), {"A": number(0), "B": number("0.5"), "C": number(1)})]


def firm(name, pd, most, churn_class="A"):
    return Applicant(name, number(pd), churn_class, number(most))


def terms(budget, least=10, most=100, loss=None):
    return Terms(
        number(budget), number(least), number(most), None if loss is None else number(loss)
    )


def test_the_solver_beats_the_greedy_fill_where_the_remainder_is_too_small_to_lend(policy):
    # Margins 6.45 % and 5.9 %. Greedy: P gets 100 of 105 and 5 is left, below the least loan of
    # 10: 100 x 6.45 % = 6.45. Best: 95 to P and 10 to Q: 6.1275 + 0.59 = 6.7175, 6.72 in cents
    # of each (6.13 + 0.59).
    firms = [firm("P", 0.01, 100), firm("Q", 0.02, 100)]
    ours = allocate(firms, TABLE, policy.pricing, terms(105))
    base = greedy(firms, TABLE, policy.pricing, terms(105))
    assert [(x.firm, x.amount) for x in ours.loans] == [("P", 95), ("Q", 10)]
    assert ours.profit == number("6.72")
    assert [(x.firm, x.amount, x.profit) for x in base.loans] == [("P", 100, number("6.45"))]
    assert ours.committed == 105
    # loss 95 x 1 % x 45 % = 0.4275, 10 x 2 % x 45 % = 0.09
    assert ours.loss == number("0.52")


def test_every_combination_of_amounts_does_no_better(policy):
    firms = [
        firm("P", 0.01, 40),
        firm("Q", 0.03, 70),
        firm("R", 0.002, 25),
        firm("S", 0.05, 60, "B"),
    ]
    ours = allocate(firms, TABLE, policy.pricing, terms(120, 20, 60))
    margins = [0.1 * (1 - p) - 0.45 * p - 0.03 for p in (0.01, 0.03, 0.002)]
    margins.append((0.1 * 0.95 - 0.45 * 0.05 - 0.03) * 0.5)
    best = 0.0
    choices = [(0, *range(20, min(most, 60) + 1)) for most in (40, 70, 25, 60)]
    for amounts in product(*choices):
        if sum(amounts) <= 120:
            best = max(best, sum(a * m for a, m in zip(amounts, margins, strict=True)))
    assert float(ours.profit) == pytest.approx(best, abs=0.02)
    assert all(20 <= x.amount <= 60 for x in ours.loans)


def test_a_cap_on_the_loss_holds_for_the_whole(policy):
    # Alone Q's loss is 10 % x 45 % = 4.5 %; with a cap of 1 % over all, P (0.45 %) carries some.
    firms = [firm("P", 0.01, 50), firm("Q", 0.10, 100)]
    free = allocate(firms, TABLE, policy.pricing, terms(150))
    held = allocate(firms, TABLE, policy.pricing, terms(150, loss="0.01"))
    assert free.committed == 150
    assert held.loss <= held.committed * number("0.01") + number("0.01")
    base = greedy(firms, TABLE, policy.pricing, terms(150, loss="0.01"))
    assert held.profit >= base.profit


def test_nobody_is_lent_to_at_a_loss_above_their_limit_or_below_the_least(policy):
    firms = [firm("bad", 0.5, 100), firm("small", 0.01, 9), firm("gone", 0.01, 100, "C")]
    assert allocate(firms, TABLE, policy.pricing, terms(1000)) == ((),)
    assert greedy(firms, TABLE, policy.pricing, terms(1000)).loans == ()


def test_terms_that_nothing_meets_and_an_absent_solver_are_said(policy, monkeypatch):
    firms = [firm("P", 0.01, 100)]
    impossible = terms(-1)
    with pytest.raises(InputError, match="no way to share"):
        allocate(firms, TABLE, policy.pricing, impossible)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(InputError, match="scipy, which isn't installed") as caught:
        allocate(firms, TABLE, policy.pricing, terms(100))
    assert "tallystick[risk]" in caught.value.hint
