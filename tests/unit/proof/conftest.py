import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.evidence import Entered
from assistant.domain.figures import Figure, figure_key
from assistant.domain.periods import period_from
from assistant.proof.book import FactBook

DATA = Path(__file__).parents[2] / "data"
WHO = Entered(who="李", when=datetime(2025, 1, 2, tzinfo=UTC), why="test")
MakeFigure = Callable[..., Figure]


def figure_from(row: dict[str, Any]) -> Figure:
    code = figure_key(row["key"]).period
    period = period_from(code, date(2025, 6, 30)) if code else None
    return Figure(**{"evidence": WHO, "period": period, **row})


def dev_figures() -> tuple[Figure, ...]:
    rows = json.loads((DATA / "proof_dev_figures.json").read_text("utf-8"))
    return tuple(figure_from(row) for row in rows)


@pytest.fixture
def make_figure() -> MakeFigure:
    return lambda **row: figure_from(row)


@pytest.fixture(scope="session")
def book() -> FactBook:
    return FactBook(dev_figures())
