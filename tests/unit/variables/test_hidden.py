"""Hidden-risk rules on invented firms, each worked out by hand."""

from decimal import Decimal

import pytest

from assistant.domain.findings import FindingKind
from assistant.variables.monitor import Thresholds, invoice_findings

QUARTERS = ("2024Q1", "2024Q2", "2024Q3", "2024Q4")


def hidden(figures, limits=None):
    found = invoice_findings(figures, limits or Thresholds())
    return {f.rule_id: f for f in found if f.rule_id.startswith("hidden.")}


def monthly(row, direction, years, name, net):
    """One invoice a month; ``name`` and ``net`` are functions of year and month."""
    return [
        row(direction, f"{direction}{y}{m:02d}", f"{y}-{m:02d}-28", name(y, m), net(y, m))
        for y in years
        for m in range(1, 13)
    ]


def closing(row):
    return [
        row("purchase", "last", "2024-12-31", "Old", 1),
        row("sale", "last", "2024-12-31", "K", 1),
    ]


def food_maker(row):
    """Steady sales to ten shops, and from 2024 on every quarter other suppliers."""
    rows = monthly(row, "sale", (2023, 2024), lambda y, m: f"Shop {m % 10}", lambda y, m: 10_000)
    # 2023 one supplier; 2024: the old one keeps 2,000 a month, a new name a quarter sells 6,000.
    rows += monthly(row, "purchase", (2023,), lambda y, m: "Old", lambda y, m: 8_000)
    rows += monthly(row, "purchase", (2024,), lambda y, m: "Old", lambda y, m: 2_000)
    for m in range(1, 13):
        name = f"New {(m + 2) // 3}"
        rows.append(row("purchase", f"n{m}", f"2024-{m:02d}-15", name, 6_000))
    return [*rows, *closing(row)]


def test_the_food_maker_whose_suppliers_keep_changing(compute, row) -> None:
    figures = compute(food_maker(row)).figures
    shares = {f.key: f.value for f in figures if f.metric == "suppliers.rolling_new_share"}
    # 3 x 6,000 of 3 x 8,000 are with a name of that quarter: 75 %; the last quarter has 1 more of Old.
    assert shares == {
        "suppliers.rolling_new_share@2024Q1": Decimal("0.75"),
        "suppliers.rolling_new_share@2024Q2": Decimal("0.75"),
        "suppliers.rolling_new_share@2024Q3": Decimal("0.75"),
        "suppliers.rolling_new_share@2024Q4": Decimal("0.749969"),
    }
    found = hidden(figures)
    assert set(found) == {"hidden.supplier_rotation"}
    finding = found["hidden.supplier_rotation"]
    assert finding.kind is FindingKind.HIDDEN_RISK
    assert finding.statement.text_en == (
        "The share of purchases from suppliers not dealt with in the 12 months before was 75.0% in "
        "Q1 2024, 75.0% in Q2 2024, 75.0% in Q3 2024, 75.0% in Q4 2024; 4 of 4 quarters lie above "
        "the 50.0% warning line: the suppliers keep changing."
    )
    assert "2024年第1季度75.0%" in finding.statement.text_zh
    assert finding.statement.text_zh.endswith("供应商频繁更换。")
    assert finding.statement.figures == tuple(f"suppliers.rolling_new_share@{q}" for q in QUARTERS)


def test_a_supplier_that_stays_is_new_once(compute, row) -> None:
    rows = [r for r in food_maker(row) if not r.counterparty.startswith("New")]
    rows += monthly(row, "purchase", (2024,), lambda y, m: "Stays", lambda y, m: 6_000.5)
    rows = [r._replace(number=f"{r.number}s") if r.counterparty == "Stays" else r for r in rows]
    figures = compute(rows).figures
    shares = {f.key[-6:]: f.value for f in figures if f.metric == "suppliers.rolling_new_share"}
    assert shares["2024Q1"] > Decimal("0.7")
    assert shares["2024Q2"] == shares["2024Q3"] == shares["2024Q4"] == 0
    assert "hidden.supplier_rotation" not in hidden(figures)


def test_a_year_of_records_cannot_be_tested_for_rotation(compute, row) -> None:
    rows = [r for r in food_maker(row) if r.issued >= "2024"]
    found = hidden(compute(rows).figures)["hidden.supplier_rotation"]
    assert found.kind is FindingKind.DATA_QUALITY
    assert "don't reach 12 months back" in found.statement.text_en


def test_concentration_that_drifts_up(compute, row) -> None:
    # K sells 10 of 100 a month for six months, 30 for three, 60 for three: L12M 330/1,200 = 27.5 %,
    # L6M 270/600 = 45 %, L3M 180/300 = 60 %; the closing invoice adds 1 to K.
    part = {m: 10 if m <= 6 else 30 if m <= 9 else 60 for m in range(1, 13)}
    rows = monthly(row, "sale", (2024,), lambda y, m: "K", lambda y, m: part[m] * 1000)
    for m in range(1, 13):
        for other in range(5):
            rest = (100 - part[m]) * 200
            rows.append(row("sale", f"o{m}{other}", f"2024-{m:02d}-20", f"Other {m}{other}", rest))
    found = hidden(compute([*rows, *closing(row)]).figures)["hidden.concentration_drift"]
    assert found.kind is FindingKind.HIDDEN_RISK
    assert "27.5%" in found.statement.text_en
    assert "45.0%" in found.statement.text_en
    assert "60.0%" in found.statement.text_zh


@pytest.mark.parametrize(("share", "fires"), [(1_000, False), (1_001, True)])
def test_two_way_trade_above_a_tenth_of_sales(compute, row, share, fires) -> None:
    # 12 x 10,000 of sales; twelve times `share` of them to Old, who also supplies.
    rows = monthly(row, "sale", (2024,), lambda y, m: f"Shop {m}", lambda y, m: 10_000 - share)
    rows += [row("sale", f"b{m}", f"2024-{m:02d}-28", "Old", share) for m in range(1, 13)]
    rows += monthly(row, "purchase", (2024,), lambda y, m: "Old", lambda y, m: 500)
    rows.append(row("purchase", "end", "2024-12-31", "Old", 1))
    found = hidden(compute(rows).figures)
    assert ("hidden.two_way_trade" in found) is fires
    if fires:
        text = found["hidden.two_way_trade"].statement
        assert text.text_en.startswith("1 party both bought from and sold to the firm")
        assert "循环开票" in text.text_zh


def test_a_burst_of_voids_stands_out_of_a_quiet_year(compute, row) -> None:
    rows = [
        row("sale", f"s{m}{i}", f"2024-{m:02d}-{i + 1:02d}", "K", 1_000)
        for m in range(1, 13)
        for i in range(12)
    ]
    rows += [row("sale", f"v{i}", f"2024-11-{i + 1:02d}", "K", 1_000, "void") for i in range(8)]
    figures = compute([*rows, *closing(row)]).figures
    # November: 8 of 20 = 40 %; the year: 8 of 12 x 12 + 8 + 1 = 153, 5.2 %
    text = hidden(figures)["hidden.void_burst"].statement.text_en
    assert text == (
        "8 sales invoices were made void in November 2024, a rate of 40.0% against 5.2% in the last 12 "
        "months (Jan 2024 to Dec 2024): a burst."
    )
    calm = Thresholds(burst_count=9)
    assert "hidden.void_burst" not in hidden(figures, calm)
    assert "hidden.void_burst" not in hidden(figures, Thresholds(burst_rate=Decimal("0.41")))
    assert "hidden.void_burst" not in hidden(figures, Thresholds(burst_times=Decimal(8)))


def test_purchases_without_sales(compute, row) -> None:
    rows = monthly(row, "sale", (2024,), lambda y, m: "K", lambda y, m: 0.01 if m > 9 else 9_000)
    rows = [r for r in rows if r.issued < "2024-10"]
    rows += monthly(row, "purchase", (2024,), lambda y, m: "Old", lambda y, m: 5_000)
    rows.append(row("purchase", "end", "2024-12-31", "Old", 1))
    found = hidden(compute(rows).figures)["hidden.purchases_without_sales"].statement
    assert found.text_en.endswith("purchases without sales.")
    assert "CNY 15,001 in" in found.text_en
