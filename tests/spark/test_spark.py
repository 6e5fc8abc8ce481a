"""The whole catalogue on Spark (local mode) against the embedded engine: the same to the last digit.

Run by ``make test-spark``; skipped where Java or the extra is missing.
"""

import importlib.util
import shutil
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.domain.tongues import tongues_of
from assistant.variables.wide.catalogue import WIDE_CATALOGUE
from assistant.variables.wide.compute import wide_table
from assistant.variables.wide.industry import INDUSTRY_CATALOGUE
from assistant.variables.wide.operation_catalogue import OPERATION_CATALOGUE
from assistant.variables.wide.operations import operation_table
from assistant.variables.wide.spark import SparkEngine, local_session, missing_for_spark, spark_sql

HERE = Path(__file__).parent
TODAY = date(2026, 1, 1)
WHY = tongues_of(missing_for_spark()).en
needs_spark = pytest.mark.skipif(bool(WHY), reason=WHY or "Spark is here")


def made():
    """The maker of data beside this file."""
    spec = importlib.util.spec_from_file_location("spark_made", HERE / "made.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def engine():
    session = local_session("local[2]")
    yield SparkEngine(session)
    session.stop()


def same(ours, theirs, keys):
    assert ours.firms == theirs.firms
    assert ours.keys == theirs.keys == tuple(keys)
    assert ours.as_of == theirs.as_of
    alike = (ours.values == theirs.values) | (np.isnan(ours.values) & np.isnan(theirs.values))
    differing = [key for key, column in zip(ours.keys, alike.T, strict=True) if not column.all()]
    assert differing == []
    # and there is something to compare: each variable has a value for some firm
    return [k for k, c in zip(ours.keys, ours.values.T, strict=True) if np.isnan(c).all()]


@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_every_variable_is_the_same_on_spark(engine, tmp_path):
    files = made().made_invoices(tmp_path, firms=24, each=320)
    ours = wide_table(files, as_of=None, today=TODAY)
    theirs = wide_table(files, as_of=None, today=TODAY, engine=engine)
    assert same(ours, theirs, WIDE_CATALOGUE) == []


@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_the_trade_s_cycle_is_the_same_on_spark(engine, tmp_path):
    files = made().made_invoices(tmp_path, firms=8, each=120)
    index = made().made_index(tmp_path, own="E3")
    ours = wide_table(files, as_of=None, today=TODAY, index=index)
    theirs = wide_table(files, as_of=None, today=TODAY, index=index, engine=engine)
    assert same(ours, theirs, (*WIDE_CATALOGUE, *INDUSTRY_CATALOGUE))  # some need more firms
    cycle = ours.values[:, len(WIDE_CATALOGUE) :]
    assert (~np.isnan(cycle)).sum() > 50


@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_every_variable_of_operations_is_the_same_on_spark(engine, tmp_path):
    files = made().made_operations(tmp_path, firms=12, each=260)
    as_of = date(2025, 5, 31)
    ours = operation_table(files, as_of=as_of)
    theirs = operation_table(files, as_of=as_of, engine=engine)
    assert same(ours, theirs, OPERATION_CATALOGUE) == []


@pytest.mark.skipif(shutil.which("java") is not None and not WHY, reason="Spark is here")
def test_what_is_missing_is_named():
    assert "pyspark" in WHY or "Java" in WHY


@needs_spark
def test_a_stage_names_the_table_that_it_makes():
    assert spark_sql("CREATE TEMP TABLE a AS SELECT quantile_cont(x, 0.9) AS y FROM b") == (
        "a",
        "SELECT PERCENTILE(x, 0.9) AS y FROM b",
    )
