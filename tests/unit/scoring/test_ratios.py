from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.evidence import Said
from assistant.domain.figures import FigureStatus
from assistant.domain.periods import fiscal_period
from assistant.domain.quantities import Unit
from assistant.scoring.ages import whole_months
from assistant.scoring.ratios import SCORING_METRICS, due_anchor, ratio_figures

D = Decimal

# Worked out by hand from the firm in conftest (万元): e.g. current ratio = 400/300.
EXPECTED = {
    "net_working_capital@2024-12-31": "1000000",  # 400 - 300
    "current_ratio@2024-12-31": "1.333333333333",
    "quick_ratio@2024-12-31": "1",  # (400-100)/300
    "cash_ratio@2024-12-31": "0.2",
    "interest_bearing_debt@2024-12-31": "1500000",  # 100+0+50
    "debt_to_equity@2024-12-31": "0.375",
    "liabilities_to_equity@2024-12-31": "1",
    "liabilities_to_assets@2024-12-31": "0.5",
    "equity_multiplier@2024-12-31": "2",
    "guarantees_to_equity@2024-12-31": "0.1",  # 40/400
    "gross_profit@FY2024": "4000000",
    "gross_margin@FY2024": "0.333333333333",
    "operating_margin@FY2024": "0.091666666667",  # 110/1200
    "sales_profit_margin@FY2024": "0.083333333333",  # 100/1200
    "net_margin@FY2024": "0.0625",
    "roa@FY2024": "0.09375",  # 75/800
    "roe@FY2024": "0.1875",  # 75/400
    "asset_turnover@FY2024": "1.5",
    "ebit@FY2024": "1200000",  # 100+20
    "ebitda@FY2024": "1500000",  # 120+30
    "debt_service@FY2024": "800000",  # 20+60
    "interest_cover@FY2024": "6",
    "debt_to_ebitda@FY2024": "1",  # 150/150
    "dscr.ebitda@FY2024": "1.875",  # 150/80
    "dscr.ebitda_less_tax_capex@FY2024": "1.3125",  # (150-25-20)/80
    "dscr.operating_cash_flow@FY2024": "1.125",  # 90/80
    "pro_forma.interest": "50000",  # 1,000,000 x 5%
    "pro_forma.debt_service@FY2024": "1050000",  # 800,000+50,000+200,000
    "dscr.pro_forma@FY2024": "1.428571428571",  # 150/105
    "cash_conversion@FY2024": "0.6",
    "dso@FY2024": "60",  # 360x200/1200
    "dio@FY2024": "45",  # 360x100/800
    "dpo@FY2024": "54",  # 360x120/800
    "prepayment_days@FY2024": "9",  # 360x20/800
    "advance_days@FY2024": "9",  # 360x30/1200
    "ccc@FY2024": "51",  # 60+45-54
    "altman.x1@FY2024": "0.125",
    "altman.x2@FY2024": "0.1875",
    "altman.x3@FY2024": "0.15",
    "altman.x4@FY2024": "1",
    "altman.x5@FY2024": "1.5",
    # .717x.125+.847x.1875+3.107x.15+.42x1+.998x1.5 = .089625+.1588125+.46605+.42+1.497
    "altman.z_private@FY2024": "2.6314875",
    # 6.56x.125+3.26x.1875+6.72x.15+1.05x1 = .82+.61125+1.008+1.05
    "altman.z_non_manufacturing@FY2024": "3.48925",
    "collateral.total_value": "4000000",
    "ltv": "0.25",
    "revenue_to_invoiced@FY2024": "0.96",  # 1200/1250
    "applicant.age_months": "117",  # 2015-03-04 to 2024-12-31: 9 years, 9 whole months
    "records.age_months": "1",  # 2024-12-31 to 2025-02-03
}


@pytest.mark.parametrize(("key", "value"), EXPECTED.items())
def test_ratio_by_hand(firm, values, key: str, value: str):
    assert values([*firm.lines(), *firm.fields(), *firm.invoices()])[key] == D(value)


def test_growth_and_averages_use_the_year_before(firm, values):
    got = values([*firm.lines(2023, "0.8"), *firm.lines()])
    # every line of 2023 is 0.8 of 2024: growth 25 %, average balance 0.9 of the closing one
    assert got["revenue_growth@FY2024"] == got["net_profit_growth@FY2024"] == D("0.25")
    assert got["total_assets_growth@2024-12-31"] == D("0.25")
    assert got["dso.average@FY2024"] == 54
    assert got["ccc.average@FY2024"] == D("45.9")
    assert got["roe.average@FY2024"] == D("0.208333333333")  # 75/360
    assert got["roa.average@FY2024"] == D("0.104166666667")  # 75/720
    assert got["current_ratio@2023-12-31"] == D("1.333333333333")


def test_dupont_identity_is_exact(firm, values):
    got = values(firm.lines())
    product = (
        got["net_margin@FY2024"]
        * got["asset_turnover@FY2024"]
        * got["equity_multiplier@2024-12-31"]
    )
    assert product == got["roe@FY2024"]


def test_every_figure_says_its_formula_inputs_and_digest(firm):
    figures = {f.key: f for f in ratio_figures(firm.lines(), firm.as_of).figures}
    evidence = figures["dscr.ebitda@FY2024"].evidence
    assert (evidence.tool, evidence.version) == ("ratios.dscr.ebitda", "1")
    assert evidence.formula == "ebitda@FY / debt_service@FY"
    assert evidence.input_keys == ("ebitda@FY2024", "debt_service@FY2024")
    other = {f.key: f for f in ratio_figures(firm.lines(principal_repayment=1), firm.as_of).figures}
    assert other["dscr.ebitda@FY2024"].evidence.inputs_digest != evidence.inputs_digest


def test_every_metric_has_names_and_every_figure_is_declared(firm):
    for figure in ratio_figures(firm.everything(), firm.as_of).figures:
        metric = SCORING_METRICS[figure.metric]
        assert (figure.label_zh, figure.label_en) == (metric.label_zh, metric.label_en)
        assert metric.formula
        assert metric.missing_means


def test_principal_and_interest_stand_in_every_dscr():
    variants = [key for key in SCORING_METRICS if key.startswith("dscr.")]
    assert sorted(variants) == [
        "dscr.ebitda",
        "dscr.ebitda_less_tax_capex",
        "dscr.operating_cash_flow",
        "dscr.pro_forma",
    ]
    for key in variants:
        below = SCORING_METRICS[key].formula.partition(" / ")[2]
        assert below in ("debt_service@FY", "pro_forma.debt_service@FY")
    assert SCORING_METRICS["debt_service"].formula == "interest_expense@FY + principal_repayment@FY"


def test_a_missing_line_is_named_through_every_step(firm):
    figures = {
        f.key: f for f in ratio_figures(firm.lines(profit_before_tax=None), firm.as_of).figures
    }
    lacking = figures["dscr.ebitda@FY2024"]
    assert lacking.value is None
    assert (
        lacking.missing_reason == "缺少利润总额（2024年度） / missing: profit before tax (FY2024)"
    )
    assert figures["debt_service@FY2024"].value == 800_000


def test_long_lists_of_missing_lines_are_cut(firm):
    figures = {f.key: f for f in ratio_figures(firm.fields(), firm.as_of).figures}
    assert "dscr.pro_forma@FY2024" not in figures  # no statement line at all: nothing is due here
    one = ratio_figures([firm.line("cash@2024-12-31", D(1))], firm.as_of).figures
    reason = next(f for f in one if f.key == "working_capital.new_limit@FY2024").missing_reason
    assert "项 / missing:" in reason
    assert "more" in reason


@pytest.mark.parametrize("equity", ["0", "-10"])
def test_a_denominator_at_or_below_zero_is_not_computable(firm, equity: str):
    figures = {f.key: f for f in ratio_figures(firm.lines(equity=equity), firm.as_of).figures}
    figure = figures["debt_to_equity@2024-12-31"]
    assert figure.value is None
    assert figure.missing_reason == (
        "分母（所有者权益合计）不大于零 / the denominator (total equity) is not above 0"
    )


def test_undefined_passes_on_its_reason(firm):
    figures = {f.key: f for f in ratio_figures(firm.lines(cost_of_sales=0), firm.as_of).figures}
    assert "营业成本" in figures["ccc@FY2024"].missing_reason


def test_currencies_do_not_mix(firm):
    dollars = firm.line("equity@2024-12-31", D(4_000_000), Unit.USD)
    lines = [f for f in firm.lines() if f.key != dollars.key] + [dollars]
    figures = {f.key: f for f in ratio_figures(lines, firm.as_of).figures}
    assert "currencies" in figures["debt_to_equity@2024-12-31"].missing_reason


def test_dollar_statements_give_dollar_sums(firm):
    lines = [f.model_copy(update={"unit": Unit.USD}) for f in firm.lines()]
    figures = {f.key: f for f in ratio_figures(lines, firm.as_of).figures}
    assert figures["ebitda@FY2024"].unit is Unit.USD
    assert figures["current_ratio@2024-12-31"].unit is Unit.TIMES


def test_only_verified_unspoken_and_undisputed_lines_count(firm, values):
    said = Said(recording="r", start_s=D(0), end_s=D(1), speaker="s", words="w")
    for change in (
        {"status": FigureStatus.CANDIDATE},
        {"status": FigureStatus.DISPUTED},
        {"evidence": said},
    ):
        lines = [
            f.model_copy(update=change) if f.key == "cash@2024-12-31" else f for f in firm.lines()
        ]
        assert values(lines)["cash_ratio@2024-12-31"] is None
    twice = [*firm.lines(), firm.line("cash@2024-12-31", D(5))]
    assert values(twice)["cash_ratio@2024-12-31"] is None
    assert values([*firm.lines(), *firm.lines()])["cash_ratio@2024-12-31"] == D("0.2")


def test_a_ratio_that_somebody_typed_is_computed_all_the_same(firm, values):
    typed = firm.line("current_ratio@2024-12-31", D(9))
    assert values([*firm.lines(), typed])["current_ratio@2024-12-31"] == D("1.333333333333")


def test_the_year_due_decides_what_is_told_as_missing(firm, values):
    got = values(firm.lines(2023), date(2025, 6, 30))
    assert got["current_ratio@2024-12-31"] is None
    assert got["current_ratio@2023-12-31"] == D("1.333333333333")
    assert "revenue_growth@FY2023" not in got
    # averages and past undefined values: only where they can be had, or are undefined though complete
    assert "dso.average@FY2024" not in got
    past = values([*firm.lines(2023, equity="-1"), *firm.lines()])
    assert past["debt_to_equity@2023-12-31"] is None


def test_without_a_day_the_latest_year_counts(firm, values):
    got = values([*firm.lines(2023), *firm.lines()], None)
    assert got["revenue_growth@FY2024"] == 0
    assert values([], None) == {}
    assert values([firm.line("cash@2024-06-30", D(1))], None)["cash_ratio@2024-12-31"] is None


def test_interim_balances_give_balance_ratios_only(firm, values):
    interim = [
        firm.line("current_assets@2025-06-30", D(30)),
        firm.line("current_liabilities@2025-06-30", D(20)),
    ]
    got = values([*firm.lines(), *interim], date(2025, 6, 30))
    assert got["current_ratio@2025-06-30"] == D("1.5")
    assert not [key for key in got if key.endswith("@FY2025")]


def test_what_stands_today_has_no_past(firm, values):
    got = values([*firm.lines(2023), *firm.lines(), *firm.fields()])
    assert "dscr.pro_forma@FY2024" in got
    assert not {"dscr.pro_forma@FY2023", "working_capital.need@FY2023"} & set(got)


def test_figures_of_other_sources_and_scopes_are_not_lines(firm, values):
    assert values([firm.line("revenue#audit@FY2024", D(1), Unit.CNY)]) == {}


def test_collateral_needs_one_currency_and_a_value(firm):
    def collateral(*lines):
        return {f.key: f for f in ratio_figures(lines, firm.as_of).figures}[
            "collateral.total_value"
        ]

    yuan = firm.line("collateral.1.value", D(5))
    assert "no collateral" in collateral(firm.line("request.amount", D(1))).missing_reason
    mixed = collateral(yuan, firm.line("collateral.2.value", D(5), Unit.USD))
    assert "currencies" in mixed.missing_reason
    assert collateral(yuan, firm.line("collateral.2.value", None)).value == 5


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 1, 31), date(2024, 2, 29), 0),
        (date(2024, 1, 15), date(2024, 2, 15), 1),
        (date(2025, 2, 3), date(2024, 12, 31), -1),
        (None, date(2024, 1, 1), None),
    ],
)
def test_whole_months(start, end, months):
    assert whole_months(start, end) == months


def test_ages_without_a_day_say_so(firm):
    figures = ratio_figures([firm.line("applicant.founded", date(2020, 1, 1))], None).figures
    assert "as-of date" in figures[0].missing_reason
    unknown = ratio_figures([firm.line("applicant.founded", None)], firm.as_of).figures
    assert unknown[0].value is None


def test_due_year():
    assert due_anchor(date(2024, 12, 31)).day == date(2024, 12, 31)
    assert due_anchor(date(2025, 11, 30)).day == date(2024, 12, 31)


def test_a_line_of_a_quarter_is_no_year_and_no_balance_day(firm, values):
    quarter = firm.line("revenue@2024Q1", D(3_000_000))
    assert values([*firm.lines(), quarter]) == values(firm.lines())


JUNE = date(2024, 6, 30)


def in_june(firm, year=2024):
    """The firm's statements, of a fiscal year that ends in June."""
    for line in firm.lines():
        metric, _, code = line.key.partition("@")
        end = JUNE.replace(year=year)
        if code.startswith("FY"):
            yield firm.line(
                f"{metric}@FY{year}", line.value, period=fiscal_period(f"FY{year}", end)
            )
        else:
            yield firm.line(f"{metric}@{end}", line.value)


def test_a_year_that_ends_in_june_has_its_balances_of_june(firm):
    made = {f.key: f for f in ratio_figures(tuple(in_june(firm)), date(2024, 11, 30)).figures}
    # net profit 75 over total assets 800, both of the year to June
    assert made["roa@FY2024"].value == D("0.09375")
    assert made["roa@FY2024"].period == fiscal_period("FY2024", JUNE)
    assert made["current_ratio@2024-06-30"].value == D("1.333333333333")
    # sales of the calendar year are other twelve months
    assert made["revenue_to_invoiced@FY2024"].value is None


def test_the_year_due_follows_the_firm_s_own_year_end(firm):
    lines = {f.key: f for f in in_june(firm)}
    assert due_anchor(date(2025, 7, 1), lines).day == date(2025, 6, 30)
    assert due_anchor(date(2025, 6, 29), lines).day == JUNE
    older = {f.key: f for f in in_june(firm, 2022)}
    later = {f.key: f for f in firm.lines()}
    assert due_anchor(date(2025, 7, 1), older | later).day == date(2024, 12, 31)
