"""Early warnings: each at its threshold, and what couldn't be tested."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.figures import StatementKind
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.variables.monitor import DEFAULT_THRESHOLDS, Thresholds, invoice_findings


def by_rule(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    return {f.rule_id: f for f in findings}


def monthly(row, direction: str, amounts: dict[int, float], who: str = "C"):
    """One invoice on the last but third day of each month of each year."""
    return [
        row(direction, f"{who}{year}{month:02d}", f"{year}-{month:02d}-28", who, net)
        for year, net in amounts.items()
        for month in range(1, 13)
    ]


def closing(row, day: str = "2024-12-31"):
    """A tiny purchase that completes the last month."""
    return row("purchase", "closing", day, "Z", 1)


def test_the_invented_firm_shows_its_story(firm) -> None:
    found = by_rule(invoice_findings(firm.figures))
    assert set(found) == {"invoices.top_customer", "invoices.supplier_vanished"}
    top = found["invoices.top_customer"]
    assert top.statement.text_en == (
        "The largest customer, Beta, made up 53.8% of net sales in the last 12 months "
        "(Mar 2024 to Feb 2025), above the 50.0% warning line."
    )
    assert top.statement.text_zh == (
        "近12个月（2024年3月至2025年2月）第一大客户Beta占销售额的53.8%，高于50.0%的预警线。"
    )
    assert top.kind is FindingKind.EARLY_WARNING
    assert top.statement.figures == ("customers.top1_share@L12M", "customers.top1_name@L12M")
    gone = found["invoices.supplier_vanished"]
    assert gone.statement.text_en == (
        "Supplier Supplier One made up 97.3% of net purchases in the preceding 12 months "
        "(Mar 2023 to Feb 2024), but there are no purchases from it in the last 6 months "
        "(Sep 2024 to Feb 2025); its last invoice is of 2024-03-10."
    )
    assert gone.statement.figures == (
        "suppliers.share:Supplier_One@P12M",
        "purchases.net:Supplier_One@L6M",
        "suppliers.last_day:Supplier_One",
    )


def test_a_value_on_the_threshold_does_not_warn(firm) -> None:
    share = Decimal("0.538462")
    at = Thresholds(top_customer_share=share)
    below = Thresholds(top_customer_share=share - Decimal("0.000001"))
    assert "invoices.top_customer" not in by_rule(invoice_findings(firm.figures, at))
    assert "invoices.top_customer" in by_rule(invoice_findings(firm.figures, below))


def test_the_same_figures_give_the_same_ids(firm) -> None:
    ids = [f.id for f in invoice_findings(firm.figures)]
    assert ids == [f.id for f in invoice_findings(tuple(reversed(firm.figures)))]
    assert len(set(ids)) == len(ids)


def test_rising_concentration(compute, row) -> None:
    # 2023: C and D half each; 2024: C 800 of 1,000 a month: +30 points
    rows = monthly(row, "sale", {2023: 500, 2024: 800})
    rows += monthly(row, "sale", {2023: 500, 2024: 200}, "D")
    found = by_rule(invoice_findings(compute([*rows, closing(row)]).figures))
    text = found["invoices.concentration_rise"].statement.text_en
    assert text == (
        "The share of the largest customer rose 30.0 percentage points, from 50.0% in the preceding "
        "12 months (Jan 2023 to Dec 2023) to 80.0% in the last 12 months (Jan 2024 to Dec 2024), "
        "more than the warning line of 15.0 points."
    )


def test_falling_sales_are_critical(compute, row) -> None:
    rows = monthly(row, "sale", {2023: 1000, 2024: 600})
    found = by_rule(invoice_findings(compute([*rows, closing(row)]).figures))
    finding = found["invoices.sales_fall"]
    assert finding.severity is Severity.CRITICAL
    assert "Net sales fell 40.0%, from CNY 12,000" in finding.statement.text_en
    assert "下降40.0%至" in finding.statement.text_zh
    # 30 % exactly doesn't warn
    rows = monthly(row, "sale", {2023: 1000, 2024: 700})
    found = by_rule(invoice_findings(compute([*rows, closing(row)]).figures))
    assert "invoices.sales_fall" not in found


def test_void_rate(compute, row) -> None:
    rows = monthly(row, "sale", {2024: 1000})
    void = [row("sale", f"v{i}", f"2024-{i:02d}-20", "C", 1, "void") for i in (1, 2)]
    found = by_rule(invoice_findings(compute([*rows, *void, closing(row)]).figures))
    # 2 of 14
    assert "was 14.3%" in found["invoices.void_rate"].statement.text_en


def test_a_gap_and_sales_that_stopped_are_two_findings(compute, row) -> None:
    rows = [row("sale", str(i), f"2024-{m}-28", "C", 9) for i, m in enumerate(("01", "05", "09"))]
    found = by_rule(invoice_findings(compute([*rows, closing(row)]).figures))
    # 28 May to 28 September; 28 September to 31 December
    assert "was 123 days" in found["invoices.sales_gap"].statement.text_en
    assert found["invoices.sales_stopped"].statement.text_zh == (
        "截至2024年12月31日，已有94天没有销售发票，超过60天的预警线。"
    )


def test_purchases_above_sales(compute, row) -> None:
    rows = monthly(row, "sale", {2024: 1000}) + monthly(row, "purchase", {2024: 1500}, "S")
    found = by_rule(invoice_findings(compute([*rows, closing(row)]).figures))
    assert found["invoices.purchases_above_sales"].statement.text_en == (
        "Net purchases of CNY 18,001 were above net sales of CNY 12,000 "
        "in the last 12 months (Jan 2024 to Dec 2024)."
    )


def test_a_vanished_customer(compute, row) -> None:
    early = [row("sale", f"e{m}", f"2024-{m:02d}-10", "Gone", 500) for m in range(1, 7)]
    rows = [*monthly(row, "sale", {2024: 1000}), *early, closing(row)]
    found = by_rule(invoice_findings(compute(rows).figures))
    # 3,000 of 15,000; last in June, six months are July to December
    assert found["invoices.customer_vanished"].statement.text_en == (
        "Customer Gone made up 20.0% of net sales in the last 12 months (Jan 2024 to Dec 2024), "
        "but there are no sales to it in the last 6 months (Jul 2024 to Dec 2024); "
        "its last invoice is of 2024-06-10."
    )


def test_a_young_firm_is_tested_on_the_months_it_has(compute, row) -> None:
    rows = [row("sale", str(m), f"2024-{m:02d}-28", "C", 100) for m in (10, 11, 12)]
    found = by_rule(invoice_findings(compute([*rows, closing(row)]).figures))
    assert "in the last 3 months" in found["invoices.top_customer"].statement.text_en
    untested = found["invoices.sales_fall"]
    assert untested.kind is FindingKind.DATA_QUALITY
    assert untested.severity is Severity.INFO
    assert untested.statement.kind is StatementKind.MISSING
    assert untested.statement.text_zh == (
        "预警规则“销售额大幅下降”无法检验，缺少：销售额增长率（销项发票记录自2024年10月才开始）。"
    )
    assert "missing: sales growth (the sales invoice records begin only in October 2024)" in (
        untested.statement.text_en
    )


def test_sales_alone_leave_the_rules_on_purchases_untested(compute, row) -> None:
    found = by_rule(invoice_findings(compute([row("sale", "1", "2024-12-31", "C", 5)]).figures))
    for rule in ("supplier_vanished", "purchases_above_sales", "customer_vanished"):
        assert found[f"invoices.{rule}"].severity is Severity.INFO


def test_no_sales_invoice_leaves_the_rules_on_sales_untested(compute, row) -> None:
    figures = compute([row("purchase", "1", "2024-12-31", "S", 5)]).figures
    found = by_rule(invoice_findings(figures))
    rules = ("top_customer", "concentration_rise", "sales_fall", "void_rate", "sales_gap")
    assert all(found[f"invoices.{rule}"].severity is Severity.INFO for rule in rules)


def test_without_invoices_one_finding_lists_what_was_not_tested(compute) -> None:
    findings = invoice_findings(compute([]).figures)
    assert [f.rule_id for f in findings] == ["invoices.no_records"]
    assert "falling sales" in findings[0].statement.text_en


def test_figures_of_other_families_give_no_finding() -> None:
    assert invoice_findings(()) == ()


def test_thresholds_are_frozen() -> None:
    with pytest.raises(AttributeError):
        DEFAULT_THRESHOLDS.gap_days = 1  # type: ignore[misc]


def test_an_earlier_as_of_date_sees_the_firm_as_it_was(compute, firm_rows) -> None:
    figures = compute(firm_rows, as_of=date(2023, 12, 31)).figures
    found = by_rule(invoice_findings(figures))
    assert "Alpha, made up 100.0%" in found["invoices.top_customer"].statement.text_en
    assert "invoices.supplier_vanished" not in found
    assert found["invoices.sales_fall"].severity is Severity.INFO
