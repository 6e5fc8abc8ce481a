from decimal import Decimal

import pytest

from assistant.domain.quantities import Lang, Unit
from assistant.scoring.wording import percent, plain, texts_apart, verb_of

D = Decimal


@pytest.mark.parametrize(
    ("value", "other", "unit", "texts"),
    [
        ("1.10", "1.20", Unit.TIMES, ("1.10x", "1.20x")),
        ("1.20", "1.20", Unit.TIMES, ("1.20x", "1.20x")),
        ("1.1996", "1.2", Unit.TIMES, ("1.1996x", "1.2000x")),
        ("0.70004", "0.7", Unit.RATIO, ("70.004%", "70.000%")),
        ("4999999.99", "5000000", Unit.CNY, ("CNY 4,999,999.99", "CNY 5,000,000.00")),
        ("44.97", "45", Unit.DAYS, ("44.970 days", "45.000 days")),
        ("1.20000000000001", "1.2", Unit.TIMES, ("1.200000000000x", "1.200000000000x")),
    ],
)
def test_unequal_values_print_apart(value, other, unit, texts):
    assert texts_apart(D(value), D(other), unit, Lang.EN) == texts


def test_percent_is_rounded_to_the_safe_side():
    assert percent(D("0.12349"), up=False) == "12.3%"
    assert percent(D("0.12301"), up=True) == "12.4%"


@pytest.mark.parametrize(
    ("number", "text"), [("100", "100"), ("1.50", "1.5"), ("0.3333", "0.3333")]
)
def test_plain_numbers(number, text):
    assert plain(D(number)) == text


def test_verbs_agree():
    words = [verb_of(label, past=past) for label in ("days sales", "ROE") for past in (True, False)]
    assert words == ["were", "are", "was", "is"]


@pytest.mark.parametrize(
    ("label", "verb"),
    [
        ("net sales", "are"),
        ("total assets", "are"),
        ("accounts receivable", "are"),
        ("guarantees given (bureau)", "are"),
        ("months overdue in the last 24 (bureau)", "are"),
        ("counterparties on both sides", "are"),
        ("liabilities to assets", "is"),
        ("sales minus purchases", "is"),
        ("share of the top 3 customers", "is"),
        ("number of customers", "is"),
        ("DSCR (EBITDA less tax and capex)", "is"),
        ("gross", "is"),
    ],
)
def test_verbs_agree_with_their_labels(label, verb):
    assert verb_of(label, past=False) == verb
