"""The benchmark's yardstick agrees with the product, and a difference shows."""

from datetime import date
from decimal import Decimal

import pytest

pytest.importorskip("pandas")

from assistant.variables.compute import InvoiceFile, invoice_figures
from evals.bench_variables import differences, write_invoices
from evals.pandas_figures import figures_in_pandas


def test_pandas_and_the_product_agree_and_a_planted_difference_shows(tmp_path) -> None:
    path = tmp_path / "records.parquet"
    write_invoices(path, 6000)
    as_of = date(2024, 12, 31)
    ours = invoice_figures([InvoiceFile(path, "s", 1)], as_of=as_of, today=date(2025, 6, 30))
    theirs = figures_in_pandas(path, as_of)
    compared = [f for f in ours.figures if f.key in theirs and f.value is not None]
    assert len(compared) > 400
    assert differences(ours, theirs) == []
    net = float(theirs["sales.net@2024"])
    planted = {**theirs, "sales.net@2024": net + 0.01, "customers.top1_name@2024": "nobody"}
    found = differences(ours, planted)
    assert {d.key for d in found} == {"sales.net@2024", "customers.top1_name@2024"}
    figure = next(f for f in ours.figures if f.key == "records.repeats@2024-12-31")
    assert figure.value == 60
    assert isinstance(found[0].ours, Decimal | str)
