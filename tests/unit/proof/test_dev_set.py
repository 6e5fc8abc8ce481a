"""The labelled development set: labels and arithmetic were written by hand, never by the checker."""

import json

import pytest

from assistant.domain.checks import Proof
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from tests.unit.proof.conftest import DATA

CASES = [json.loads(line) for line in (DATA / "proof_dev.jsonl").read_text("utf-8").splitlines()]


def test_the_set_is_large_enough_and_half_chinese() -> None:
    chinese = [case for case in CASES if case["lang"] == "zh"]
    assert len(CASES) >= 300
    assert 0.45 <= len(chinese) / len(CASES) <= 0.55
    assert all(case["note"] for case in CASES)


@pytest.mark.parametrize("case", [c for c in CASES if not c["true"]], ids=lambda c: c["id"])
def test_no_false_statement_is_proved(case: dict[str, str], book: FactBook) -> None:
    assert check_text(case["text"], book).verdict is not Proof.PROVED


def test_true_statements_are_kept(book: FactBook) -> None:
    true = [case for case in CASES if case["true"]]
    lost = [c["id"] for c in true if check_text(c["text"], book).verdict is not Proof.PROVED]
    assert len(lost) <= 0.05 * len(true), lost
