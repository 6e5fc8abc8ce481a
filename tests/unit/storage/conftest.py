"""Fixtures of the storage tests: a home, a clock that ticks, and makers of records."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.case import Source, SourceKind, SourceState
from assistant.domain.evidence import Computed, Entered
from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.quantities import Unit
from assistant.storage.case_store import CaseStore, create_case
from assistant.storage.home import Home

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").ensure()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Each call is a second later."""
    ticks = iter(range(1, 1_000_000))
    return lambda: START + timedelta(seconds=next(ticks))


@pytest.fixture
def store(home, clock) -> CaseStore:
    return create_case(home, name="江南机械", by="ann", clock=clock)


@pytest.fixture
def a_figure():
    def make(key="sales.net@2024", value="3120000.50", unit=Unit.CNY, **more):
        evidence = Computed(tool="t", version="1", inputs_digest="0" * 64, formula="a + b")
        number = None if value is None else Decimal(value)
        given = {"evidence": evidence, "period": None, **more}
        return Figure(
            key=key, label_zh="销售收入", label_en="net sales", value=number, unit=unit, **given
        )

    return make


@pytest.fixture
def entered():
    return Entered(who="ann", when=START, why="application form")


@pytest.fixture
def a_statement():
    def make(key="sales.value@2024"):
        return Statement(
            key=key,
            kind=StatementKind.VALUE,
            text_zh="2024年销售收入312.00万元。",
            text_en="Net sales were CNY 3.12 million in 2024.",
            figures=("sales.net@2024",),
        )

    return make


@pytest.fixture
def a_finding(a_statement):
    def make(finding_id="f1", severity=Severity.WARNING):
        return Finding(
            id=finding_id,
            kind=FindingKind.EARLY_WARNING,
            severity=severity,
            rule_id="r1",
            statement=a_statement(),
        )

    return make


@pytest.fixture
def a_source():
    def make(digest, state=SourceState.READY, name="合同.pdf"):
        return Source(
            id=digest,
            name=name,
            kind=SourceKind.DOCUMENT,
            media_type="application/pdf",
            size=5,
            added_at=START,
            added_by="ann",
            state=state,
        )

    return make


@pytest.fixture
def added(store, clock, tmp_path, a_source):
    """Adds a file with this content as a source of the case."""

    def add(content: bytes, name="合同.pdf"):
        path = tmp_path / "added"
        path.write_bytes(content)
        digest = store.keep_file(path)
        with store.writing("ann", "add", "", clock, subject=name) as writer:
            writer.put_source(a_source(digest, name=name))
        return digest

    return add


@pytest.fixture
def tamper(store):
    """Runs statements on the case's database, as somebody with another program would."""

    def run(*statements):
        raw = sqlite3.connect(store.database.path, isolation_level=None)
        for statement in statements:
            raw.execute(statement)
        raw.close()

    return run
