"""Meters, waybills and orders: the case's figures, the wide catalogue beside them, nothing later."""

from datetime import date
from pathlib import Path
from random import Random

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.operations import OPERATION_COLUMNS, OperationKind
from assistant.variables.aggregates import InvoiceFile
from assistant.variables.operation_figures import OperationFigures, operation_figures
from assistant.variables.wide.operation_catalogue import OPERATION_CATALOGUE
from assistant.variables.wide.operations import operation_table

AS_OF = date(2025, 12, 31)
TODAY = date(2026, 6, 1)
METERS = (OperationKind.POWER, OperationKind.WATER, OperationKind.GAS)
KINDS = [k for k in OperationKind if k is not OperationKind.STOCK]


def row(kind, day, number, *, q=1_000, amount=100, back=0, party="", void=False):  # noqa: PLR0913  a row
    return ("", kind.value, day, number, "", party, q, 1, amount, back, void)


def stored(folder: Path, rows, order=0) -> InvoiceFile:
    path = folder / f"{order}.parquet"
    columns = ", ".join(f"{name} {kind}" for name, kind in OPERATION_COLUMNS)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE t ({columns})")
        with connection.appender("t") as appender:
            appender.append_rows([(*r, str(n), n) for n, r in enumerate(rows)])
        connection.execute("COPY t TO $path (FORMAT parquet)", {"path": str(path)})
    return InvoiceFile(path, f"s{order}", order)


def figures(*files: InvoiceFile, as_of: date | None = AS_OF) -> OperationFigures:
    return operation_figures(files, ((), ()), as_of=as_of, today=TODAY)


def two_years(seed: int) -> list[tuple[object, ...]]:
    rng, rows = Random(seed), []
    for month in range(24):
        year, number = 2024 + month // 12, month % 12 + 1
        for kind in KINDS:
            for n in range(1 if kind in METERS else 5):
                own = "D1" if kind in METERS else f"{kind[0]}{month}-{n}"
                rows.append(
                    row(
                        kind,
                        date(year, number, rng.randint(1, 28)),
                        own,
                        q=rng.randint(1_000, 9_000_000),
                        amount=rng.randint(1, 900_000),
                        back=rng.choice((0, 50)) if kind is OperationKind.ORDER else 0,
                        party="" if kind in METERS else rng.choice(("甲", "乙", "丙")),
                        void=kind not in METERS and n == 4,
                    )
                )
    return rows


def test_every_variable_is_declared_in_full():
    for key, variable in OPERATION_CATALOGUE.items():
        assert variable.key == key
        words = variable.label_zh + variable.label_en + variable.formula
        assert "{" not in words
        assert variable.label_zh and variable.label_en and variable.formula  # noqa: PT018
        assert variable.missing_means
    assert {k.partition(".")[0] for k in OPERATION_CATALOGUE} == {
        "utilities",
        "shipments",
        "orders",
    }


def test_the_wide_catalogue_has_the_values_of_the_case(tmp_path):
    """Written apart: SQL over all firms there, sums by month in Python here."""
    file = stored(tmp_path, two_years(7))
    wide = operation_table([file.path], as_of=AS_OF)
    compared = 0
    for figure in figures(file).figures:
        if figure.key in wide.keys and figure.number is not None:
            value = float(wide.values[0, wide.keys.index(figure.key)])
            near = (
                0.0051 if figure.unit.is_money else 0.51 if figure.value == round(value) else 2e-6
            )
            assert value == pytest.approx(float(figure.number), abs=near), figure.key
            compared += 1
    assert compared >= 50


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.builds(
            row,
            st.sampled_from(KINDS),
            st.dates(date(2026, 1, 1), date(2026, 5, 30)),
            st.sampled_from(["D1", "D2", "s1-1", "o23-2"]),
            q=st.integers(0, 10**9),
            amount=st.integers(0, 10**9),
            party=st.sampled_from(["甲", "新"]),
            void=st.booleans(),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_rows_after_the_as_of_date_change_nothing(tmp_path, later):
    rows = two_years(3)
    before, both = stored(tmp_path, rows), stored(tmp_path, [*rows, *later], 1)
    more = stored(tmp_path, later, 2)
    wanted = [(f.key, f.value) for f in figures(before).figures]
    assert wanted
    assert [(f.key, f.value) for f in figures(both).figures] == wanted
    assert [(f.key, f.value) for f in figures(before, more).figures] == wanted
    ours = operation_table([before.path], as_of=AS_OF)
    theirs = operation_table([both.path], as_of=AS_OF)
    assert np.array_equal(ours.values, theirs.values, equal_nan=True)


def test_a_later_file_wins_on_what_it_speaks_of_and_rows_alike_count_once(tmp_path):
    power = OperationKind.POWER
    rows = [row(power, date(2025, m, 28), "D1", q=1_000_000) for m in range(1, 13)]
    old = stored(tmp_path, [*rows, rows[0], row(power, date(2025, 3, 28), "D2", q=500_000)])
    new = stored(tmp_path, [row(power, date(2025, 1, 28), "D1", q=3_000_000)], 1)
    found = {f.key: f.value for f in figures(old, new).figures}
    # 11 months of 1,000 kWh, January's 3,000 of the later file, and 500 of a second meter
    assert found["utilities.power_use@L12M"] == 14_500


def test_a_month_without_a_bill_is_missing_and_not_zero(tmp_path):
    rows = [row(OperationKind.GAS, date(2025, m, 28), "G") for m in range(1, 13) if m != 5]
    file = stored(tmp_path, rows)
    found = {f.key: f for f in figures(file).figures}
    assert found["utilities.gas_use@L12M"].value is None
    assert "2025-05" in str(found["utilities.gas_use@L12M"].missing_reason)
    assert found["utilities.gas_use@L6M"].value == 6
    wide = operation_table([file.path], as_of=AS_OF, firms=["nobody"])
    assert np.isnan(wide.values[0, wide.keys.index("utilities.gas_use@L12M")])
    assert wide.values[0, wide.keys.index("utilities.gas_idle_months@L12M")] == 1
    assert np.isnan(wide.values[1]).all()
