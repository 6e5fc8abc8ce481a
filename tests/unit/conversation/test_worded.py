"""Statements without a digit: none that a figure contradicts is passed."""

import pytest

from assistant.domain.checks import Proof
from evals.tasks.chat import Firms
from evals.tasks.worded import FOLDER, OPEN, books_of, judged, rows_of

TRUE_KEPT_FLOOR = 0.25


SUPPOSED = {"y-052", "y-114"}
"""Said with would and could, which is how suppositions are told apart."""


@pytest.mark.parametrize("name", OPEN)
def test_no_worded_statement_passes_against_the_figures(firms: Firms, name: str) -> None:
    found = judged(rows_of(FOLDER / name), books_of(firms))
    passed = [(row["id"], row["text"]) for row, verdict, _ in found
              if row["label"] in ("false", "unprovable") and verdict is Proof.PROVED]  # fmt: skip
    assert {row for row, _ in passed} <= SUPPOSED, passed
    true = [(verdict, said) for row, verdict, said in found if row["label"] == "true"]
    kept = sum(verdict is Proof.PROVED and said for verdict, said in true)
    assert kept / len(true) > TRUE_KEPT_FLOOR
