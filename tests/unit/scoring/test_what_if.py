"""The score if some figures were other ones: what follows from a change, and what doesn't."""

from decimal import Decimal

import pytest

from assistant.domain.quantities import Unit
from assistant.domain.score import score_inputs
from assistant.errors import UsageError
from assistant.scoring.carry_through import carried_through
from assistant.scoring.ratios import raw_lines
from assistant.scoring.what_if import what_if

D = Decimal


def after(firm, policy, **changes):
    keys = {key.replace("__", ".").replace("_at_", "@"): D(str(v)) for key, v in changes.items()}
    return what_if(firm.inputs(), policy, keys).after


def value(report, rule):
    return next(r for r in report.rules if r.id == rule).value


def test_nothing_changed_is_the_same_score(firm, policy):
    found = what_if(firm.inputs(), policy, {})
    assert found.before == found.after


def test_lower_sales_carry_cost_profit_and_cash_with_them(firm, policy):
    # Revenue 12.0 -> 10.8 million (-1.2): cost of sales falls by 8/12 of it (-0.8), profit and
    # operating cash by 0.4: EBIT 0.8, EBITDA 1.1 million, DSCR 1.1 / 0.8 = 1.375; margin from
    # 0.75 - 0.4 = 0.35 million of 10.8.
    report = what_if(firm.inputs(), policy, {"revenue@FY2024": D(10_800_000)}).after
    assert value(report, "dscr.min") == D("1.375")
    assert value(report, "interest_cover.min") == 4
    margin = next(r for r in report.reasons if r.code == "profit.margin")
    assert "3.2%" in margin.text_en


def test_a_cost_that_rises_eats_profit_and_cash(firm):
    lines = raw_lines([*firm.lines(), firm.line("admin_expense@FY2024", D(500_000))])
    given = {"admin_expense@FY2024": firm.line("admin_expense@FY2024", D(800_000))}
    moved = carried_through(lines, given)
    # 300,000 more: operating profit 1.1 -> 0.8, net profit 0.75 -> 0.45, cash 0.9 -> 0.6 million.
    assert moved["operating_profit@FY2024"].value == 800_000
    assert moved["net_profit@FY2024"].value == 450_000
    assert moved["operating_cash_flow@FY2024"].value == 600_000


def test_depreciation_and_interest_are_not_operating_cash(firm):
    lines = raw_lines(firm.lines())
    for key in ("depreciation_amortisation@FY2024", "interest_expense@FY2024"):
        moved = carried_through(lines, {key: firm.line(key, D(500_000))})
        change = D(500_000) - lines[key].number
        assert moved["net_profit@FY2024"].value == 750_000 - change
        assert moved["operating_cash_flow@FY2024"].value == 900_000


def test_a_line_that_is_changed_itself_stands(firm):
    lines = raw_lines(firm.lines())
    given = {
        "revenue@FY2024": firm.line("revenue@FY2024", D(6_000_000)),
        "net_profit@FY2024": firm.line("net_profit@FY2024", D(1)),
    }
    assert carried_through(lines, given)["net_profit@FY2024"].value == 1


def test_lines_without_a_year_or_without_a_value_move_nothing(firm):
    lines = raw_lines([*firm.lines(cost_of_sales=None), *firm.fields()])
    missing = firm.line("operating_profit@FY2024", None)
    given = {"request.amount": firm.line("request.amount", D(5)), missing.key: missing}
    moved = carried_through(lines, given)
    assert moved["profit_before_tax@FY2024"] == lines["profit_before_tax@FY2024"]
    more = {"revenue@FY2024": firm.line("revenue@FY2024", D(13_000_000))}
    # No cost of sales to move along: all of the million is profit.
    assert carried_through(lines, more)["net_profit@FY2024"].value == 1_750_000


def test_a_changed_ratio_stands_and_what_needs_it_follows(firm, policy):
    # EBITDA given as 960,000: DSCR 0.96 / 0.8 = 1.2, pro forma 0.96 / 1.05.
    report = what_if(firm.inputs(), policy, {"ebitda@FY2024": D(960_000)}).after
    assert value(report, "dscr.min") == D("1.2")
    assert value(report, "dscr.pro_forma.min").quantize(D("0.0001")) == D("0.9143")


def test_a_request_field_that_is_not_there_may_be_supposed(firm, policy):
    inputs = firm.inputs(request_own_funds=None)
    found = what_if(inputs, policy, {"request.own_funds": D(100_000)})
    assert found.before.limit is None
    assert found.after.limit == 1_190_000


def test_a_trailing_figure_keeps_its_period_and_counts_stay_whole(firm, policy):
    report = what_if(
        firm.inputs(), policy, {"sales.net@L12M": D(900_000), "bureau.queries_3m": D(9)}
    ).after
    rule = next(r for r in report.rules if r.id == "sales.min")
    assert rule.verdict == "breach"
    assert "Jan 2024 to Dec 2024" in rule.text_en
    queries = next(r for r in report.reasons if r.code == "bureau.queries")
    assert queries.text_en.startswith("Bureau queries in the last 3 months: 9;")


def test_a_new_statement_line_of_a_balance_day(firm, policy):
    inputs = firm.inputs(total_liabilities=None)
    report = what_if(inputs, policy, {"total_liabilities@2024-12-31": D(4_000_000)}).after
    assert value(report, "liabilities_to_assets.max") == D("0.5")


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("nothing.here@2024", "no figure of this case"),
        ("not a key", "no figure of this case"),
        ("applicant.name", "no figure of this case"),
        ("applicant.founded", "isn't a number"),
        ("revenue@SOON", "revenue@SOON"),
    ],
)
def test_what_can_not_be_supposed(firm, policy, key, says):
    with pytest.raises(UsageError, match=says) as caught:
        what_if(firm.inputs(), policy, {key: D(1)})
    assert caught.value.told("zh").message != caught.value.message


def test_a_figure_of_another_unit_keeps_it(firm, policy):
    usd = firm.line("request.amount", D(5), unit=Unit.USD)
    raw = [*firm.lines(), *firm.fields(request_amount=None), *firm.invoices(), usd]
    inputs = score_inputs(tuple(raw), (), (), firm.as_of)
    report = what_if(inputs, policy, {"request.amount": D(7)}).after
    rule = next(r for r in report.rules if r.id == "request.limit")
    assert "it isn't in CNY" in rule.text_en
