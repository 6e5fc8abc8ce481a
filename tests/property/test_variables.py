"""What must hold for the figures of any invoice records."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.quantities import Unit, Value
from assistant.domain.records import INVOICE_COLUMNS
from assistant.variables.compute import InvoiceFigures, InvoiceFile, invoice_figures
from assistant.variables.monitor import invoice_findings

AS_OF = date(2024, 12, 31)
TODAY = date(2025, 6, 15)
FEW = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Row(NamedTuple):
    direction: str
    number: int
    day: int
    counterparty: str
    cents: int
    void: bool

    @property
    def issued(self) -> date:
        return date(2023, 1, 1) + timedelta(days=self.day)


def rows_up_to(last_day: int, first_day: int = 0) -> st.SearchStrategy[list[Row]]:
    row = st.builds(
        Row,
        direction=st.sampled_from(["sale", "purchase"]),
        number=st.integers(1, 40),
        day=st.integers(first_day, last_day),
        counterparty=st.sampled_from(["甲", "乙", "Alpha Ltd", "Beta", "Gamma#1", "D", "E"]),
        cents=st.integers(-500_000, 3_000_000),
        void=st.booleans(),
    )
    return st.lists(row, min_size=1, max_size=60)


# 2023 and 2024 have 365 + 366 days: day 730 is the last of 2024
BEFORE, AFTER = rows_up_to(730), rows_up_to(860, 731)


def figures_of(folder: Path, *files: Sequence[Row], times: int = 1) -> InvoiceFigures:
    made = []
    columns = ", ".join(f"{name} {kind}" for name, kind in INVOICE_COLUMNS)
    for order, rows in enumerate(files):
        path = folder / f"r{order}.parquet"
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"CREATE TABLE t ({columns})")
            stored = [
                (
                    "F", r.direction, "", str(r.number), r.issued, r.counterparty,
                    r.cents * times, r.cents * times // 10, r.cents * times * 11 // 10,
                    "void" if r.void else "valid", str(seq), seq,
                )
                for seq, r in enumerate(rows)
            ]  # fmt: skip
            spread = ", ".join("unnest(?)" for _ in INVOICE_COLUMNS)
            by_column = [list(values) for values in zip(*stored, strict=True)]
            connection.execute(f"INSERT INTO t SELECT {spread}", by_column)
            connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
        made.append(InvoiceFile(path, f"s{order}", order))
    return invoice_figures(made, as_of=AS_OF, today=TODAY)


def values(figures: InvoiceFigures) -> dict[str, Value]:
    return {f.key: f.value for f in figures.figures}


def but_repeats(figures: InvoiceFigures) -> dict[str, Value]:
    return {k: v for k, v in values(figures).items() if not k.startswith("records.repeats")}


@FEW
@given(rows=BEFORE, rng=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    tmp_path: Path, rows: list[Row], rng: random.Random
) -> None:
    shuffled = rows.copy()
    rng.shuffle(shuffled)
    one, other = figures_of(tmp_path, rows), figures_of(tmp_path, shuffled)
    assert values(one) == values(other)
    assert one.statements == other.statements
    assert one.months == other.months


@FEW
@given(rows=BEFORE, later=AFTER)
def test_later_rows_change_nothing(tmp_path: Path, rows: list[Row], later: list[Row]) -> None:
    one, other = figures_of(tmp_path, rows), figures_of(tmp_path, [*rows, *later])
    assert values(one) == values(other)
    assert one.statements == other.statements
    ids = [[f.id for f in invoice_findings(x.figures)] for x in (one, other)]
    assert ids[0] == ids[1]


@FEW
@given(rows=BEFORE)
def test_adding_the_same_rows_again_changes_only_the_count_of_repeats(
    tmp_path: Path, rows: list[Row]
) -> None:
    once = but_repeats(figures_of(tmp_path, rows))
    assert but_repeats(figures_of(tmp_path, [*rows, *rows])) == once
    assert but_repeats(figures_of(tmp_path, rows, rows)) == once


@FEW
@given(rows=BEFORE, times=st.sampled_from([2, 10, 1000]))
def test_amounts_scale_and_ratios_stay(tmp_path: Path, rows: list[Row], times: int) -> None:
    # taxes and grosses are floored to cents, so only what follows from net amounts is compared
    base = [r._replace(cents=r.cents * 10) for r in rows]
    one, scaled = figures_of(tmp_path, base), figures_of(tmp_path, base, times=times)
    assert values(one).keys() == values(scaled).keys()
    averaged = ("average_invoice", "monthly_average", "momentum")
    for before, after in zip(one.figures, scaled.figures, strict=True):
        if before.metric.endswith(averaged):
            continue
        if before.unit is Unit.CNY and before.number is not None:
            assert after.number == before.number * times, before.key
        else:
            assert after.value == before.value, before.key


@FEW
@given(rows=BEFORE)
def test_shares_lie_between_zero_and_one(tmp_path: Path, rows: list[Row]) -> None:
    figures = {f.key: f for f in figures_of(tmp_path, rows).figures}
    for figure in figures.values():
        if figure.number is None:
            continue
        if figure.metric.endswith(("share", "void_rate", "churn", "hhi", "red_rate")):
            assert 0 <= figure.number <= 1, figure.key
    for party in ("customers", "suppliers"):
        tops = [figures.get(f"{party}.top{n}_share@L12M") for n in (1, 3)]
        if all(t is not None and t.number is not None for t in tops):
            count = figures[f"{party}.count@L12M"].number
            if count == 1:
                assert {t.number for t in tops if t} == {Decimal(1)}


@FEW
@given(rows=BEFORE)
def test_parts_of_a_year_add_up_to_it(tmp_path: Path, rows: list[Row]) -> None:
    figures = figures_of(tmp_path, rows)
    found = values(figures)
    for key, field in (("sales.net", "sales_net"), ("purchases.net", "purchases_net")):
        months = [getattr(p, field) or Decimal(0) for p in figures.months if p.month >= "2024"]
        if found.get(f"{key}@2024") is not None:
            assert found[f"{key}@2024"] == sum(months, Decimal(0))
            quarters = [found.get(f"{key}@2024Q{n}") for n in (1, 2, 3, 4)]
            if all(q is not None for q in quarters):
                assert found[f"{key}@2024"] == sum(quarters)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_records_give_the_same_answer_to_the_last_digit(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    rows = [
        Row(
            rng.choice(["sale", "purchase"]), n, rng.randrange(731), rng.choice("ABCDEFGH"),
            rng.randrange(-10**6, 10**7), rng.random() < 0.05,
        )
        for n in range(400)
    ]  # fmt: skip
    assert figures_of(tmp_path, rows) == figures_of(tmp_path, rows)
