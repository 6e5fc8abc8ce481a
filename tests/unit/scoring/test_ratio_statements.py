from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.figures import StatementKind
from assistant.domain.quantities import Unit
from assistant.scoring.ratios import ratio_figures

D = Decimal


def told(firm, *figures, as_of=date(2024, 12, 31)):
    return {s.key: s for s in ratio_figures(figures, as_of).statements}


def test_values_of_ratios_and_lines(firm):
    got = told(firm, *firm.lines(), *firm.fields())
    ratio = got["current_ratio.value@2024-12-31"]
    assert ratio.text_zh == "2024年12月31日流动比率为1.33倍。"
    assert ratio.text_en == "Current ratio was 1.33x at 2024-12-31."
    assert ratio.figures == ("current_ratio@2024-12-31",)
    assert got["revenue.value@FY2024"].text_zh == "2024年度营业收入为1,200.00万元。"
    assert got["ltv.value"].text_en == "Loan to value (LTV) is 25.0%."
    assert got["dso.value@FY2024"].text_en == "Days sales outstanding (DSO) were 60 days in FY2024."
    assert got["applicant.age_months.value"].text_zh == "企业存续期为117个月。"


def test_every_statement_speaks_of_figures_that_are_there(firm):
    figures = [*firm.lines(2023, "0.8"), *firm.lines(), *firm.fields()]
    made = ratio_figures(figures, firm.as_of)
    known = {f.key for f in (*figures, *made.figures)}
    keys = [s.key for s in made.statements]
    assert len(set(keys)) == len(keys)
    for statement in made.statements:
        assert statement.figures
        assert set(statement.figures) <= known
        assert "None" not in statement.text_zh + statement.text_en


@pytest.mark.parametrize(
    ("metric", "before", "after", "zh", "en"),
    [
        (
            "net_profit", 3_120_000, 1_870_000,
            # 1 - 1.87/3.12 = 40.06 %
            "净利润由2023年度的312.00万元变为2024年度的187.00万元，下降40.1%。",
            "Net profit fell 40.1%, from CNY 3.12 million in FY2023 to CNY 1.87 million in FY2024.",
        ),
        (
            "net_profit", 3_120_000, 3_120_004,
            "净利润在2023年度与2024年度基本持平，均为312.00万元。",
            "Net profit was about the same in FY2023 and in FY2024, at CNY 3.12 million.",
        ),
        (
            "net_profit", -500_000, 250_000,
            "净利润由2023年度的-50.00万元变为2024年度的25.00万元，由负转正。",
            "Net profit rose from CNY -500,000 in FY2023 to CNY 250,000 in FY2024.",
        ),
        (
            "net_profit", 9_744, -104_400,
            # -1,171.4 % of a profit of nearly nothing says nothing.
            "净利润由2023年度的9,744.00元变为2024年度的-10.44万元，由正转负。",
            "Net profit fell from CNY 9,744.00 in FY2023 to CNY -104,400 in FY2024.",
        ),
        (
            "net_profit", 100_000_100, 100_000_000,
            # 0.0001 % prints as nothing, not as 0.0 %
            "净利润由2023年度的10,000.01万元变为2024年度的10,000.00万元，下降。",
            "Net profit was about the same in FY2023 and in FY2024, at CNY 100.00 million.",
        ),
    ],
)  # fmt: skip
def test_trends_of_money(firm, metric, before, after, zh, en):
    lines = [firm.line(f"{metric}@FY2023", D(before)), firm.line(f"{metric}@FY2024", D(after))]
    statement = told(firm, *lines)[f"{metric}.trend@FY2024"]
    assert (statement.text_zh, statement.text_en) == (zh, en)
    assert statement.figures == (f"{metric}@FY2024", f"{metric}@FY2023")
    assert statement.kind is StatementKind.TREND


def test_trends_of_shares_count_points(firm):
    got = told(firm, *firm.lines(2023, total_liabilities=3_200_000), *firm.lines())
    trend = got["liabilities_to_assets.trend@2024-12-31"]
    # 320/800 = 40 % to 50 %
    assert trend.text_zh == (
        "资产负债率由2023年12月31日的40.0%变为2024年12月31日的50.0%，上升10.0个百分点。"
    )
    assert trend.text_en == (
        "Liabilities to assets rose 10.0 percentage points, from 40.0% at 2023-12-31 "
        "to 50.0% at 2024-12-31."
    )


def test_no_trend_across_currencies(firm):
    lines = [firm.line("revenue@FY2023", D(1), Unit.USD), firm.line("revenue@FY2024", D(2))]
    assert "revenue.trend@FY2024" not in told(firm, *lines)


def test_missing_says_which_line(firm):
    statement = told(firm, *firm.lines(interest_expense=None))["interest_cover.missing@FY2024"]
    assert statement.kind is StatementKind.MISSING
    assert statement.text_zh == "2024年度利息保障倍数无法计算：缺少利息费用（2024年度）。"
    assert statement.text_en == (
        "Interest cover in FY2024 can't be computed (missing: interest expense (FY2024))."
    )


@pytest.mark.parametrize(
    ("change", "key", "zh", "en"),
    [
        ({"current_liabilities": 4_000_000}, "current_ratio.verdict@2024-12-31", "为1.00倍，等于临界值，流动资产足以覆盖流动负债", "1.00x, exactly the benchmark: current assets cover"),
        ({"current_liabilities": 4_010_000}, "current_ratio.verdict@2024-12-31", "为0.998倍，低于1.000倍，流动资产不足以", "0.998x, below 1.000x: current assets don't cover"),
        ({}, "dscr.ebitda.verdict@FY2024", "为1.88倍，高于1.00倍，足以偿付当年本息", "1.88x, above 1.00x: it covers"),
        ({"net_profit": -1}, "net_profit.verdict@FY2024", "净利润为-1.00元，当年亏损", "was CNY -1.00: the year closed with a loss"),
        ({"equity": -10_000}, "equity.verdict@2024-12-31", "资不抵债", "liabilities exceed assets"),
        ({"operating_cash_flow": 0}, "operating_cash_flow.verdict@FY2024", "现金未净流出", "used no net cash"),
        ({}, "altman.z_private.verdict@FY2024", "2.631，高于1.230，处于灰色区", "the grey zone"),
        ({}, "altman.z_non_manufacturing.verdict@FY2024", "高于2.600，处于安全区", "the safe zone"),
        ({"profit_before_tax": -9_000_000, "retained_earnings": -3_000_000}, "altman.z_private.verdict@FY2024", "处于困境区", "the distress zone"),
        ({}, "working_capital.new_limit.verdict@FY2024", "为151.42万元，不低于申请金额100.00万元", "CNY 1.51 million, not below the requested CNY 1.00 million"),
        ({"request_amount": D(1_600_000)}, "working_capital.new_limit.verdict@FY2024", "低于申请金额160.00万元", "below the requested CNY 1.60 million"),
        ({}, "roe.dupont@FY2024", "净资产收益率18.8%由销售净利率6.3%、总资产周转率1.50倍与权益乘数2.00倍相乘而得", "is the product of net margin 6.3%"),
    ],
)  # fmt: skip
def test_where_values_stand(firm, change, key, zh, en):
    statement = told(firm, *firm.lines(**change), *firm.fields(**change))[key]
    assert zh in statement.text_zh
    assert en in statement.text_en


def test_no_verdict_without_a_value(firm):
    got = told(firm, *firm.lines(cash=None, equity=None, current_assets=None))
    assert not {"current_ratio.verdict@2024-12-31", "roe.dupont@FY2024"} & set(got)
    assert "altman.z_private.verdict@FY2024" not in got
    assert "working_capital.new_limit.verdict@FY2024" not in got


def test_no_figures_no_statements(firm):
    assert told(firm) == {}
    assert told(firm, as_of=None) == {}
