"""What must hold of a score and of ratios for any firm at all."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.quantities import Lang, Unit, money_text, quantised
from assistant.domain.score import score_inputs
from assistant.extraction.amounts import money_from
from assistant.scoring.formulas import rounded
from assistant.scoring.policy import load_policy
from assistant.scoring.ratios import ratio_figures
from assistant.scoring.report import score
from assistant.scoring.scorecard import points_of
from assistant.services.typed_values import parsed_value
from tests.unit.scoring.conftest import AS_OF, BALANCES, FLOWS, Firm

FIRM = Firm()
POLICY = load_policy("sme-working-capital")
GRADES = [band.grade for band in POLICY.grades]
RANKS = ("approve", "approve_with_conditions", "refer", "decline")
AMOUNT = st.integers(-20_000_000, 90_000_000).map(Decimal)
SHARE = st.integers(0, 1500).map(lambda n: Decimal(n) / 1000)


@st.composite
def firms(draw):
    """Raw figures of a firm, some of its lines and invoices far from healthy."""
    lines = draw(st.dictionaries(st.sampled_from([*FLOWS, *BALANCES]), AMOUNT, max_size=12))
    shares = draw(
        st.dictionaries(
            st.sampled_from(["customers_top1_share", "sales_void_rate", "suppliers_churn"]), SHARE
        )
    )
    return [*FIRM.lines(**lines), *FIRM.fields(), *FIRM.invoices(**shares)]


def report_of(raw):
    figures = (*raw, *ratio_figures(raw, AS_OF).figures)
    return score(score_inputs(tuple(figures), (), (), AS_OF), POLICY)


@settings(max_examples=60, deadline=None)
@given(firms(), st.data())
def test_leaving_figures_out_never_lifts_score_grade_verdict_or_limit(raw, data):
    kept = data.draw(st.lists(st.sampled_from(raw), unique_by=lambda f: f.key))
    whole, part = report_of(raw), report_of(kept)
    assert part.score <= whole.score
    order = (*GRADES, "")  # no grade is the least
    assert order.index(part.grade) >= order.index(whole.grade)
    assert RANKS.index(part.recommendation) >= RANKS.index(whole.recommendation)
    if part.limit is not None:
        assert whole.limit is None or part.limit <= whole.limit
    passed = {r.id for r in whole.rules if r.verdict in ("pass", "thin")}
    assert {r.id for r in part.rules if r.verdict in ("pass", "thin")} <= passed


@settings(max_examples=40, deadline=None)
@given(firms(), st.randoms())
def test_the_order_of_figures_changes_not_a_byte(raw, random):
    shuffled = list(raw)
    random.shuffle(shuffled)
    assert report_of(shuffled).model_dump_json() == report_of(raw).model_dump_json()


@pytest.mark.parametrize("factor", POLICY.factors, ids=lambda f: f.code)
@given(st.data())
def test_a_better_value_never_gets_fewer_points(factor, data):
    edges = [threshold for threshold, _ in factor.bands]
    near = st.sampled_from([e + d for e in edges for d in map(Decimal, ("-0.001", "0", "0.001"))])
    one, other = sorted(data.draw(st.tuples(near | AMOUNT, near | AMOUNT)))
    worse, better = (one, other) if factor.higher_is == "better" else (other, one)
    assert points_of(factor, better) >= points_of(factor, worse) >= factor.worst


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_points_never_make_a_worse_grade(one, other):
    low, high = (POLICY.grade_of(Decimal(n) / 100) for n in sorted((one, other)))
    assert high.pd <= low.pd
    assert high.cap >= low.cap


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 1_000_000))
def test_ratios_do_not_know_the_size_of_a_firm(factor):
    """The same firm, every amount times a factor: only amounts change, and exactly by it."""
    once = {f.key: f for f in ratio_figures(FIRM.lines(), AS_OF).figures}
    grown = [f.model_copy(update={"value": f.number * factor}) for f in FIRM.lines()]
    for figure in ratio_figures(grown, AS_OF).figures:
        before = once[figure.key]
        if figure.unit.is_money and figure.number is not None:
            # A figure is rounded to the cent once; before the factor the rounding weighs by it.
            assert abs(figure.number - before.number * factor) <= Decimal("0.005") * factor
        else:
            assert figure.value == before.value
            assert figure.missing_reason == before.missing_reason


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=9), st.integers(0, 6))
def test_rounding_twice_is_rounding_once(value, places):
    assert quantised(quantised(value, places), places) == quantised(value, places)
    for unit in (Unit.CNY, Unit.RATIO):
        assert rounded(rounded(value, unit), unit) == rounded(value, unit)


@given(st.integers(-(10**13), 10**13), st.sampled_from([Unit.CNY, Unit.USD, Unit.HKD]))
def test_an_amount_printed_in_full_is_read_back_to_the_cent(cents, unit):
    amount = Decimal(cents) / 100
    for lang in Lang:
        assert money_from(money_text(amount, unit, lang, full=True)) == (amount, unit)


@given(st.integers(0, 10**9))
def test_what_people_type_means_the_same_in_every_unit(wan):
    typed = {f"{wan}万", f"{wan}万元", f"{wan * 10_000}", f"{wan * 10_000:,}元"}
    assert {parsed_value(text, Unit.CNY, "request.amount") for text in typed} == {
        Decimal(wan) * 10_000
    }
