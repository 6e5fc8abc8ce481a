"""Figures of the invented firm, each worked out by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.evidence import Computed
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.variables.catalogue import CATALOGUE
from assistant.variables.compute import InvoiceFigures, InvoiceFile, invoice_figures
from assistant.variables.operation_metrics import OPERATION_METRICS


def value(figures: InvoiceFigures, key: str) -> object:
    found = [f for f in figures.figures if f.key == key]
    assert len(found) == 1, key
    return found[0].value


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        # 12 x 10,000; 12 x 5,000 + 40,000; 30,000 + 12,000 - 2,000 in January and February
        ("sales.net@2023", Decimal("120000.00")),
        ("sales.net@2024", Decimal("100000.00")),
        ("sales.net@2025", Decimal("40000.00")),
        # 1.13 x 100,000
        ("sales.gross@2024", Decimal("113000.00")),
        ("sales.tax@2024", Decimal("13000.00")),
        ("sales.tax_rate@2024", Decimal("0.130000")),
        # March 2024 to February 2025: 10 x 5,000 + 40,000 + 30,000 + 10,000
        ("sales.net@L12M", Decimal("130000.00")),
        # March 2023 to February 2024: 10 x 10,000 + 2 x 5,000
        ("sales.net@P12M", Decimal("110000.00")),
        # September 2024 to February 2025: 4 x 5,000 + 30,000 + 10,000
        ("sales.net@L6M", Decimal("60000.00")),
        # December to February: 5,000 + 30,000 + 10,000
        ("sales.net@L3M", Decimal("45000.00")),
        # April to June 2024: 3 x 5,000 + 40,000
        ("sales.net@2024Q2", Decimal("55000.00")),
        ("sales.net@2025-02", Decimal("10000.00")),
        # 100,000 / 120,000 - 1; 130,000 / 110,000 - 1; 55,000 / 30,000 - 1
        ("sales.growth@2024", Decimal("-0.166667")),
        ("sales.growth@L12M", Decimal("0.181818")),
        ("sales.growth@2024Q2", Decimal("0.833333")),
        # 10 Alpha + 2 Beta + 2 甲公司 (one of them red), one void
        ("sales.invoice_count@L12M", 14),
        ("sales.void_count@L12M", 1),
        ("sales.void_rate@L12M", Decimal("0.066667")),
        ("sales.red_count@L12M", 1),
        ("sales.red_rate@L12M", Decimal("0.071429")),
        ("sales.red_amount@L12M", Decimal("2000.00")),
        # 2,000 / 132,000
        ("sales.red_amount_rate@L12M", Decimal("0.015152")),
        ("sales.monthly_average@L12M", Decimal("10833.33")),
        ("sales.average_invoice@L12M", Decimal("9285.71")),
        ("sales.largest_invoice@L12M", Decimal("40000.00")),
        ("sales.largest_invoice_share@L12M", Decimal("0.307692")),
        # 45,000 / 3 over 130,000 / 12
        ("sales.momentum@L3M", Decimal("1.384616")),
        # eleven months of 5,000 and one of 45,000: mean 100,000/12, deviations squared sum
        # 11 x 5,000² + 45,000² - 100,000²/12 = 1,466,666,666.67; / 11 = 133,333,333.33;
        # root 11,547.005; / 8,333.333
        ("sales.volatility@2024", Decimal("1.385641")),
        ("sales.seasonality@2024", Decimal("5.400000")),
        ("sales.peak_month@2024", "2024-06"),
        ("sales.volatility@2023", Decimal("0.000000")),
        ("sales.active_months@2024", 12),
        ("sales.active_days@2024", 13),
        # 15 December to 20 January
        ("sales.gap_days_max@L12M", 36),
        # gaps: 29 (from 15 February), 31, 30, 31, 5, 25, 31, 31, 30, 31, 30, 36, 21: the median is 30
        ("sales.days_between_median@L12M", Decimal(30)),
        # 10 February (25 February is red) to 28 February
        ("sales.days_since_last@2025-02-28", 18),
        # 6,000 + 12 x 1,000 against 12 x 6,000 + 2 x 1,000
        ("purchases.net@L12M", Decimal("18000.00")),
        ("purchases.net@P12M", Decimal("74000.00")),
        ("spread.gross@L12M", Decimal("112000.00")),
        ("spread.gross_rate@L12M", Decimal("0.861538")),
        ("spread.purchases_to_sales@L12M", Decimal("0.138462")),
        # 13 % of 130,000 - 18,000
        ("vat.balance@L12M", Decimal("14560.00")),
    ],
)
def test_amounts_counts_and_rhythm(firm: InvoiceFigures, key: str, expected: object) -> None:
    assert value(firm, key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        # Beta 70,000, Alpha 50,000, 甲公司 10,000 of 130,000
        ("customers.count@L12M", 3),
        ("customers.top1_name@L12M", "Beta"),
        ("customers.top1_share@L12M", Decimal("0.538462")),
        ("customers.top3_share@L12M", Decimal("1.000000")),
        # squares of 7, 5 and 1 are 75, of 13 is 169
        ("customers.hhi@L12M", Decimal("0.443787")),
        # Alpha had everything before: 0.538462 - 1
        ("customers.top1_share_change@L12M", Decimal("-0.461538")),
        ("customers.new_count@L12M", 2),
        ("customers.retained_count@L12M", 1),
        ("customers.lost_count@L12M", 0),
        # 80,000 and 50,000 of 130,000
        ("customers.new_share@L12M", Decimal("0.615385")),
        ("customers.retained_share@L12M", Decimal("0.384615")),
        ("customers.churn@L12M", Decimal("0.000000")),
        ("customers.lost_share@L12M", Decimal("0.000000")),
        ("sales.net:Beta@L12M", Decimal("70000.00")),
        ("sales.net:甲公司@L12M", Decimal("10000.00")),
        ("customers.share:Alpha@L12M", Decimal("0.384615")),
        ("customers.last_day:Alpha", date(2024, 12, 15)),
        # followed although it had nothing left in the last six months
        ("purchases.net:Supplier_One@P12M", Decimal("72000.00")),
        ("purchases.net:Supplier_One@L6M", Decimal("0.00")),
        ("suppliers.last_day:Supplier_One", date(2024, 3, 10)),
        ("counterparties.both_count@L12M", 0),
        # 24 Alpha + 2 Beta + 3 甲公司 sales rows, 12 + 12 + 3 + 2 purchases
        ("records.invoices@2025-02-28", 58),
        ("records.void@2025-02-28", 1),
        ("records.red@2025-02-28", 1),
        ("records.repeats@2025-02-28", 0),
        ("records.conflicts@2025-02-28", 0),
        ("records.first_day@2025-02-28", date(2023, 1, 10)),
        ("records.last_day@2025-02-28", date(2025, 2, 26)),
    ],
)
def test_counterparties_and_records(firm: InvoiceFigures, key: str, expected: object) -> None:
    assert value(firm, key) == expected


def test_there_are_many_figures_and_each_is_declared(firm: InvoiceFigures) -> None:
    assert len(firm.figures) > 150
    assert {f.metric for f in firm.figures} <= set(CATALOGUE)
    assert len({f.key for f in firm.figures}) == len(firm.figures)


def test_every_declared_metric_is_made(firm: InvoiceFigures) -> None:
    operations = {m.key for m in OPERATION_METRICS}
    assert {f.metric for f in firm.figures} == set(CATALOGUE) - operations


def test_evidence_says_formula_version_inputs_and_rows(firm: InvoiceFigures) -> None:
    figure = next(f for f in firm.figures if f.key == "sales.growth@L12M")
    evidence = figure.evidence
    assert isinstance(evidence, Computed)
    assert evidence.tool == "invoices.sales_growth"
    assert evidence.version == "1"
    assert evidence.formula == CATALOGUE["sales.growth"].formula
    assert evidence.input_keys == ("sales.net@L12M", "sales.net@P12M")
    assert evidence.rows == 15
    assert len(evidence.inputs_digest) == 64


def test_other_records_or_another_day_give_another_inputs_digest(compute, firm_rows) -> None:
    def digest(figures: InvoiceFigures) -> str:
        evidence = figures.figures[0].evidence
        assert isinstance(evidence, Computed)
        return evidence.inputs_digest

    base = digest(compute(firm_rows))
    assert digest(compute(firm_rows)) == base
    assert digest(compute(firm_rows[:-1])) != base
    assert digest(compute(firm_rows, as_of=date(2024, 12, 31))) != base


def test_the_default_as_of_is_the_last_complete_month(firm: InvoiceFigures) -> None:
    assert firm.as_of == date(2025, 2, 28)


def test_a_day_inside_a_month_means_the_month_before(compute, firm_rows) -> None:
    assert compute(firm_rows, as_of=date(2024, 12, 30)).as_of == date(2024, 11, 30)


def test_the_as_of_date_never_lies_after_today(compute, firm_rows) -> None:
    figures = compute(firm_rows, as_of=date(2030, 12, 31), today=date(2025, 1, 15))
    assert figures.as_of == date(2024, 12, 31)


def test_rows_dated_after_today_are_never_seen(compute, firm_rows, row) -> None:
    future = row("sale", "99999999", "2026-08-31", "Future", 1_000_000)
    assert compute([*firm_rows, future]).figures != ()
    assert compute([*firm_rows, future]).as_of == date(2025, 2, 28)


def test_months_start_where_each_direction_does(compute, row) -> None:
    figures = compute(
        [
            row("purchase", "1", "2024-01-05", "S", 100),
            row("sale", "2", "2024-03-31", "C", 300),
            row("sale", "3", "2024-05-31", "C", 500),
        ]
    )
    got = [(p.month, p.sales_net, p.purchases_net) for p in figures.months]
    # sales before March are unknown, April is a month without sales
    assert got == [
        ("2024-01", None, Decimal("100.00")),
        ("2024-02", None, Decimal("0.00")),
        ("2024-03", Decimal("300.00"), Decimal("0.00")),
        ("2024-04", Decimal("0.00"), Decimal("0.00")),
        ("2024-05", Decimal("500.00"), Decimal("0.00")),
    ]


def test_a_partial_year_is_labelled_and_not_compared(firm: InvoiceFigures) -> None:
    net = next(f for f in firm.figures if f.key == "sales.net@2025")
    assert net.period is not None
    assert net.period.label(Lang.ZH) == "2025年1-2月"
    growth = next(f for f in firm.figures if f.key == "sales.growth@2025")
    assert growth.value is None
    assert growth.missing_reason is not None
    assert "only part of 2025" in growth.missing_reason
    assert not any(s.key == "sales.net.trend@2025" for s in firm.statements)


def test_a_period_that_the_records_do_not_reach_is_missing_not_zero(compute, row) -> None:
    figures = compute([row("sale", "1", "2025-01-31", "C", 100)])
    for key in ("sales.net@L12M", "sales.net@L3M", "purchases.net@L12M", "spread.gross@L12M"):
        assert value(figures, key) is None
    assert value(figures, "sales.net@2025") == Decimal("100.00")
    assert value(figures, "purchases.net@2025") is None


def test_a_firm_with_no_complete_month_says_so(compute, row) -> None:
    figures = compute([row("sale", "1", "2025-06-12", "C", 100)])
    assert figures.as_of == date(2025, 5, 31)
    assert value(figures, "records.invoices@2025-05-31") == 0
    assert value(figures, "records.first_day@2025-05-31") is None
    said = next(s for s in figures.statements if s.key == "records.missing")
    assert said.text_zh == "截至2025-05-31没有完整月份的发票记录，最近一张发票开于2025-06-12。"
    assert figures.months == ()


@pytest.mark.parametrize("files", [[], [[]]])
def test_a_firm_without_invoices_says_so(compute, files) -> None:
    figures = compute(*files)
    assert figures.as_of is None
    assert value(figures, "records.invoices") == 0
    assert figures.statements[-1].text_en == "The file holds no invoice records."


def test_growth_over_a_base_at_or_below_zero_is_missing(compute, row) -> None:
    rows = [
        row("sale", "1", "2023-01-15", "C", -500),
        row("sale", "2", "2024-12-31", "C", 700),
    ]
    figures = compute(rows)
    assert value(figures, "sales.net@2023") == Decimal("-500.00")
    assert value(figures, "sales.growth@2024") is None
    assert value(figures, "sales.tax_rate@2023") is None
    assert value(figures, "customers.top1_share@2023") is None
    assert value(figures, "customers.hhi@2023") is None


def test_a_share_pushed_above_one_by_red_invoices_is_missing(compute, row) -> None:
    rows = [
        row("sale", "1", "2024-01-15", "A", 1000),
        row("sale", "2", "2024-12-31", "B", -400),
    ]
    figures = compute(rows)
    assert value(figures, "customers.top1_share@2024") is None
    missing = next(f for f in figures.figures if f.key == "customers.top1_share@2024")
    assert "red invoices" in (missing.missing_reason or "")


def test_a_counterparty_on_both_sides_is_counted(compute, row) -> None:
    rows = [
        row("sale", "1", "2024-01-15", "Circle", 1000),
        row("sale", "2", "2024-12-31", "B", 3000),
        row("purchase", "3", "2024-01-20", "Circle", 900),
    ]
    figures = compute(rows)
    assert value(figures, "counterparties.both_count@2024") == 1
    assert value(figures, "counterparties.both_share@2024") == Decimal("0.250000")


def test_sales_and_purchases_of_different_months_are_not_set_against_each_other(
    compute, row
) -> None:
    rows = [
        row("sale", "1", "2024-01-15", "C", 1000),
        row("purchase", "2", "2024-06-30", "S", 900),
    ]
    figures = compute(rows)
    assert value(figures, "purchases.net@2024") == Decimal("900.00")
    assert value(figures, "spread.gross@2024") is None


def test_an_absent_file_is_named_with_a_way_out(tmp_path: Path) -> None:
    gone = InvoiceFile(tmp_path / "gone.parquet", "s", 1)
    with pytest.raises(InputError, match=r"gone\.parquet") as caught:
        invoice_figures([gone], as_of=None, today=date(2025, 1, 1))
    assert caught.value.hint


def test_a_file_that_is_no_invoice_record_set_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    path.write_bytes(b"PAR1 not really")
    with pytest.raises(InputError, match=r"other\.parquet"):
        invoice_figures([InvoiceFile(path, "s", 1)], as_of=None, today=date(2025, 1, 1))


def test_a_path_with_glob_signs_names_only_itself(write, row, tmp_path: Path) -> None:
    (tmp_path / "case [1]*").mkdir()
    (tmp_path / "case 1x").mkdir()
    write([row("sale", "1", "2024-01-31", "C", 100)], 1, "case 1x/r.parquet")
    file = write([row("sale", "2", "2024-01-31", "C", 5)], 2, "case [1]*/r.parquet")
    figures = invoice_figures([file], as_of=None, today=date(2025, 1, 1))
    assert value(figures, "sales.net@2024") == Decimal("5.00")


def test_lost_customers_are_measured_against_the_earlier_period(compute, row) -> None:
    rows = [
        row("sale", "1", "2023-01-31", "Stays", 3000),
        row("sale", "2", "2023-06-30", "Leaves", 1000),
        row("sale", "3", "2024-06-30", "Stays", 8000),
        row("sale", "4", "2024-11-30", "Comes", 2000),
        row("sale", "5", "2024-12-31", "Stays", -500),
    ]
    figures = compute(rows)
    # of two customers one left, and with it 1,000 of 4,000
    assert value(figures, "customers.lost_count@2024") == 1
    assert value(figures, "customers.churn@2024") == Decimal("0.500000")
    assert value(figures, "customers.lost_share@2024") == Decimal("0.250000")
    # 2,000 and 7,500 of 9,500
    assert value(figures, "customers.new_share@2024") == Decimal("0.210526")
    assert value(figures, "customers.retained_share@2024") == Decimal("0.789474")
    # the red invoice of 31 December is no sale
    assert value(figures, "customers.last_day:Stays") == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("key", "inputs"),
    [
        ("sales.void_rate@L12M", ("sales.void_count@L12M", "sales.invoice_count@L12M")),
        ("sales.average_invoice@L12M", ("sales.net@L12M", "sales.invoice_count@L12M")),
        ("sales.momentum@L3M", ("sales.monthly_average@L3M", "sales.monthly_average@L12M")),
        ("spread.gross_rate@L12M", ("spread.gross@L12M", "sales.net@L12M")),
        ("sales.net@L12M", ()),
    ],
)
def test_a_figure_names_the_figures_that_it_is_made_from(
    firm: InvoiceFigures, key: str, inputs: tuple[str, ...]
) -> None:
    found = next(f for f in firm.figures if f.key == key)
    assert isinstance(found.evidence, Computed)
    assert found.evidence.input_keys == inputs


def test_every_named_input_is_a_figure_and_shares_name_their_parts(firm: InvoiceFigures) -> None:
    keys = {f.key for f in firm.figures}
    for figure in firm.figures:
        assert isinstance(figure.evidence, Computed)
        if figure.value is not None:
            assert set(figure.evidence.input_keys) <= keys, figure.key
        assert figure.key not in figure.evidence.input_keys
    share = next(f for f in firm.figures if f.key.startswith("customers.share:"))
    assert isinstance(share.evidence, Computed)
    part, whole = share.evidence.input_keys
    assert part.startswith("sales.net:")
    assert whole == f"sales.net@{part.partition('@')[2]}"
