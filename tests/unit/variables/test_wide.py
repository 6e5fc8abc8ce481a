"""The wide catalogue: hand calculations, the figure engine as oracle, later rows never seen."""

import re
from datetime import date

import duckdb
import numpy as np
import pytest

from assistant.domain.operations import OPERATION_COLUMNS
from assistant.domain.tongues import tongues_of
from assistant.errors import InputError
from assistant.variables.compute import invoice_figures
from assistant.variables.wide.catalogue import WIDE_CATALOGUE, window_names
from assistant.variables.wide.compute import wide_table
from assistant.variables.wide.industry import INDUSTRY_CATALOGUE
from assistant.variables.wide.whole import WHOLE_CATALOGUE

TODAY = date(2025, 7, 10)


def table(write, rows, as_of=None, firms=(), order=1):
    return wide_table([write(rows, order).path], as_of=as_of, today=TODAY, firms=firms)


def of(found, key, firm=0):
    value = found.values[firm, found.keys.index(key)]
    return None if np.isnan(value) else float(value)


def test_the_catalogue_declares_more_than_a_thousand_variables_in_full() -> None:
    assert len(WIDE_CATALOGUE) >= 1_000
    chinese = re.compile("[\u4e00-\u9fff]")
    for key, variable in WHOLE_CATALOGUE.items():
        assert variable.key == key
        assert variable.label_zh
        assert variable.label_en
        assert "{" not in variable.label_zh + variable.label_en + variable.formula
        assert variable.missing_means
        zh, en = tongues_of(variable.formula)
        # words in both languages, or keys, which are the same in both
        assert not chinese.search(en), key
        assert chinese.search(zh) or "@" in zh or key.startswith("industry.excess_growth"), key
        assert variable.higher_is in ("better", "worse", "neutral")
    assert window_names("P3M") == ("此前3个月", "preceding 3 months")


def test_every_figure_of_the_same_name_has_the_same_value(write, firm_rows) -> None:
    """The figure engine is written apart, with exact decimals: it is the oracle."""
    file = write(firm_rows)
    found = wide_table([file.path], as_of=None, today=TODAY)
    figures = invoice_figures([file], as_of=None, today=TODAY).figures
    assert found.as_of == date(2025, 2, 28)
    compared = 0
    for figure in figures:
        if figure.key not in WIDE_CATALOGUE or figure.number is None:
            continue
        value = of(found, figure.key)
        assert value is not None, figure.key
        cent = 0.0051 if figure.unit.is_money else 2e-6  # figures round to cents
        assert value == pytest.approx(float(figure.number), abs=cent), figure.key
        compared += 1
    assert compared >= 100


def test_sales_of_the_last_three_months_by_hand(write, firm_rows) -> None:
    # Dec 2024 to Feb 2025: Alpha 5,000 on 15 Dec; Beta 30,000 on 20 Jan; 甲 12,000 on 10 Feb,
    # -2,000 on 25 Feb, and a void 99,999 on 26 Feb. Months 5,000, 30,000, 10,000.
    found = table(write, firm_rows)
    expected = {
        "sales.net@L3M": 45_000,
        "sales.blue_net@L3M": 47_000,
        "sales.red_amount@L3M": 2_000,
        "sales.void_amount@L3M": 99_999,
        "sales.invoice_count@L3M": 4,
        "sales.blue_count@L3M": 3,
        "sales.void_rate@L3M": 0.2,
        "sales.red_rate@L3M": 0.25,
        "sales.red_amount_rate@L3M": 0.042553,
        "sales.void_amount_rate@L3M": 2.127638,
        "sales.void_rate_worst_month@L3M": 0.333333,
        "sales.round_1k_rate@L3M": 1,
        "sales.round_10k_rate@L3M": 0.333333,
        "sales.average_invoice@L3M": 11_250,
        "sales.median_invoice@L3M": 12_000,
        "sales.largest_share@L3M": 0.638298,
        "sales.month_start_rate@L3M": 0,
        "sales.weekend_rate@L3M": 0.333333,  # 15 Dec 2024 is a Sunday
        "sales.december_amount_rate@L3M": 0.111111,
        "sales.quarter_end_amount_rate@L3M": 0.111111,
        "sales.gap_days_max@L3M": 36,  # 15 Dec to 20 Jan; before: 15 Nov to 15 Dec 30; then 21
        "sales.gap_days_mean@L3M": 29,
        "sales.since_last@L3M": 18,
        "sales.seasonality@L3M": 2,
        "sales.trough@L3M": 0.333333,
        "sales.trend@L3M": 0.166667,  # slope (10,000 - 5,000) / 2 over a mean of 15,000
        "sales.drawdown@L3M": 0.666667,  # 30,000 to 10,000
        "sales.last_to_mean@L3M": 0.666667,
        "sales.tax_rate@L3M": 0.13,
        "sales.high_rate_share@L3M": 1,
        "sales.benford_mad@L3M": None,  # three invoices are too few
        "customers.count@L3M": 3,
        "customers.top1_share@L3M": 0.666667,
        "customers.hhi@L3M": 0.506173,  # 900 + 100 + 25 over 2,025
        "customers.single_rate@L3M": 0.666667,
        # Sep to Nov: Alpha three times 5,000; so Alpha stays, two are new, none is lost.
        "customers.retained_count@L3M": 1,
        "customers.new_count@L3M": 2,
        "customers.churn@L3M": 0,
        "customers.new_share@L3M": 0.888889,
        "sales.net_growth@L3M": 2,
        "customers.count_growth@L3M": 2,
        "customers.top1_share_change@L3M": -0.333333,
        # purchases 1,000 a month
        "spread.purchases_to_sales@L3M": 0.066667,
        "vat.burden@L3M": 0.121333,  # 13 % of (45,000 - 3,000) over 45,000
        "counterparties.both_count@L3M": 0,
        "balance.bought_not_sold_months@L3M": 0,
        "sales.history_months@ALL": 26,
    }
    assert {key: of(found, key) for key in expected} == pytest.approx(expected, abs=1e-6)


def test_first_digits_of_benford_numbers_deviate_little_and_of_one_digit_a_lot(write, row) -> None:
    def mad(nets):
        rows = [row("sale", f"{i}", "2025-05-10", f"K{i}", net) for i, net in enumerate(nets)]
        rows.append(row("sale", "end", "2025-06-30", "K", 1))
        return of(table(write, rows), "sales.benford_mad@ALL")

    powers = mad([round(1.07**i, 2) for i in range(1, 200)])
    # all begin with 7 but the closing 1: (|1/200 - .301| + |199/200 - .058| + the seven others) / 9
    sevens = mad([700 + i / 10 for i in range(199)])
    others = 1 - 0.301030 - 0.0579919
    assert powers < 0.02
    assert sevens == pytest.approx((0.296030 + 0.937008 + others) / 9, abs=1e-5)


def test_later_rows_and_their_order_change_nothing(write, firm_rows, row) -> None:
    before = table(write, firm_rows, date(2025, 2, 28))
    later = [row("sale", f"z{i}", f"2025-0{i}-09", "Gamma", 5e6) for i in (3, 4, 5)]
    after = table(write, [*later, *reversed(firm_rows)], date(2025, 2, 28), order=2)
    assert np.array_equal(before.values, after.values, equal_nan=True)
    seen = table(write, [*later, *firm_rows], date(2025, 5, 31), order=3)
    assert not np.array_equal(before.values, seen.values, equal_nan=True)


def test_repeated_rows_count_once_and_a_void_one_wins(write, firm_rows) -> None:
    once = table(write, firm_rows)
    twice = table(write, [*firm_rows, *firm_rows], order=2)
    assert np.array_equal(once.values, twice.values, equal_nan=True)
    voided = [firm_rows[0]._replace(status="void"), *firm_rows]
    assert of(table(write, voided, order=3), "sales.void_count@ALL") == 2


def test_windows_before_the_records_are_missing_and_firms_without_invoices_have_a_row(
    write, firm_rows
) -> None:
    found = table(write, [r for r in firm_rows if r.issued >= "2024-06"], firms=("F0", "F1"))
    assert found.firms == ("F0", "F1")
    assert np.isnan(found.values[0]).all()
    assert of(found, "sales.net@L12M", 1) is None
    assert of(found, "sales.net@L6M", 1) is not None
    assert of(found, "sales.net_growth@L6M", 1) is None


def test_nothing_before_the_as_of_date_is_said(write, firm_rows, tmp_path) -> None:
    with pytest.raises(InputError, match="no invoices up to"):
        wide_table([write([]).path], as_of=None, today=TODAY)
    with pytest.raises(InputError, match="can't be read"):
        wide_table([tmp_path / "absent.parquet"], as_of=None, today=TODAY)


def test_stages_report_progress(write, firm_rows) -> None:
    steps = []
    wide_table(
        [write(firm_rows).path],
        as_of=None,
        today=TODAY,
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps[-1] == (10, 10)
    assert [done for done, _ in steps] == list(range(1, 11))


def index_file(folder, rows):
    """An index by month: firm ('' for all), day, value."""
    path = folder / f"index{len(rows)}.parquet"
    columns = ", ".join(f"{name} {kind}" for name, kind in OPERATION_COLUMNS)
    made = [
        (firm, "index", day, "PMI", "", "", int(value * 1000), None, None, 0, False, "", n)
        for n, (firm, day, value) in enumerate(rows)
    ]
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        with connection.appender("t") as appender:
            appender.append_rows(made)
        connection.execute("COPY t TO $path (FORMAT parquet)", {"path": str(path)})
    return path


def test_the_trade_s_cycle_stands_beside_the_sales(write, firm_rows, tmp_path) -> None:
    months = [date(2024 + m // 12, m % 12 + 1, 28) for m in range(14)]
    rows = [("", day, 100 + n) for n, day in enumerate(months)]
    file = write(firm_rows).path
    plain = wide_table([file], as_of=None, today=TODAY)
    found = wide_table([file], as_of=None, today=TODAY, index=[index_file(tmp_path, rows)])
    assert found.keys == (*WIDE_CATALOGUE, *INDUSTRY_CATALOGUE)
    assert np.array_equal(found.values[:, : len(plain.keys)], plain.values, equal_nan=True)
    # December 2024 to February 2025 stand at 111, 112, 113; September to November at 108, 109, 110
    assert of(found, "industry.index@L3M") == 112
    assert of(found, "industry.growth@L3M") == pytest.approx(112 / 109 - 1, abs=1e-6)
    assert of(found, "industry.excess_growth@L3M") == pytest.approx(2 - 3 / 109, abs=1e-6)
    sales = np.array([5_000, 30_000, 10_000])
    expected = np.corrcoef(sales, [111, 112, 113])[0, 1]
    assert of(found, "industry.correlation@L3M") == pytest.approx(expected, abs=1e-6)
    # a month that the index lacks leaves the window missing; later months are never seen
    assert of(found, "industry.index@L24M") is None
    later = [*rows, ("", date(2025, 3, 28), 9_999), ("", date(2025, 6, 28), 1)]
    again = wide_table([file], as_of=None, today=TODAY, index=[index_file(tmp_path, later)])
    assert np.array_equal(again.values, found.values, equal_nan=True)
    # a firm's own series wins over the one of all
    own = [*rows, *((found.firms[0], day, 50) for day in months)]
    mine = wide_table([file], as_of=None, today=TODAY, index=[index_file(tmp_path, own)])
    assert of(mine, "industry.index@L3M") == 50
