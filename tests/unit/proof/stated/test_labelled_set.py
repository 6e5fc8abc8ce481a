"""The development part of the labelled statements, and that the held-out part is as it was."""

import hashlib
from pathlib import Path

import pytest

from evals.tasks.proof import FOLDER, elsewhere, judged, labelled

LEAST_KEPT = {
    "dev.jsonl": 0.74,
    "second/dev.jsonl": 0.66,
    "third/dev.jsonl": 0.5,
    "fourth/dev.jsonl": 0.25,
    "fifth/dev.jsonl": 0.27,
}
"""Guards against a fall, not targets: docs/results.md has what is reached."""
MOST_PASSED = 0.01
MOST_REFUTED = {"fifth/dev.jsonl": 4}
"""True statements of a set that may be called false, where it is more than one."""
KNOWN = frozenset(("zh2-0032",))


@pytest.mark.parametrize("name", LEAST_KEPT)
def test_no_false_statement_passes_and_most_true_ones_are_kept(name: str) -> None:
    found = judged(labelled(FOLDER / name))
    true = [j for j in found if j.item.true]
    assert {j.item.id for j in found if j.passed and not j.item.true} <= KNOWN
    assert sum(j.passed for j in true) >= LEAST_KEPT[name] * len(true)
    assert sum(j.refuted for j in true) <= MOST_REFUTED.get(name, 1)


def test_statements_are_not_proved_by_another_one_s_sources() -> None:
    found = judged(elsewhere(labelled(FOLDER / "dev.jsonl")))
    assert sum(j.passed for j in found) <= MOST_PASSED * len(found)


@pytest.mark.parametrize("folder", [FOLDER, FOLDER / "second", FOLDER / "third"])
def test_the_held_out_part_is_what_was_laid_down(folder: Path) -> None:
    def content(name: str) -> bytes:
        return Path(folder / name).read_bytes()

    digest = hashlib.sha256(content("held.jsonl") + content("sources.json")).hexdigest()
    assert content("held.sha256").decode().strip() == digest
