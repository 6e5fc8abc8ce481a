"""Statements without a digit about two demo firms: false ones passed, true ones kept."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from assistant.domain.checks import Proof
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from evals.statistics import Interval, share
from evals.task import Task, TaskInput, TaskResult
from evals.tasks.chat import Firms

NAME: Final = "worded"
FOLDER: Final = Path(__file__).parents[2] / "tests/data/proof_set/worded"
OPEN: Final = ("first.jsonl", "second.jsonl", "third.jsonl")
SLUGS: Final = ("qinghe", "yuanqiao")

Row = Mapping[str, Any]


def rows_of(path: Path) -> list[Row]:
    """The labelled rows of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def judged(rows: list[Row], books: Mapping[str, FactBook]) -> list[tuple[Row, Proof, bool]]:
    """Each row with its verdict and whether anything in it was judged."""
    found = []
    for row in rows:
        check = check_text(row["text"], books[row["firm"]])
        found.append((row, check.verdict, any(s.claims for s in check.sentences)))
    return found


def shares(found: list[tuple[Row, Proof, bool]], name: str = "") -> dict[str, Interval]:
    """False passed; true kept, and true called false."""
    false = [f for f in found if f[0]["label"] == "false"]
    true = [f for f in found if f[0]["label"] == "true"]
    return {
        f"false_passed{name}": share(sum(v is Proof.PROVED for _, v, _ in false), len(false)),
        f"true_kept{name}": share(sum(v is Proof.PROVED and j for _, v, j in true), len(true)),
        f"true_called_false{name}": share(sum(v is Proof.FALSE for _, v, _ in true), len(true)),
    }


def books_of(firms: Firms) -> dict[str, FactBook]:
    """What the two firms' sentences are judged by."""
    return {slug: firms.book(slug) for slug in SLUGS}


def run(given: TaskInput) -> TaskResult:
    """Whole, by set and by language; the control judges each row by no figures at all."""
    paths = [given.manifest] if given.manifest else [FOLDER / name for name in OPEN]
    with TemporaryDirectory() as folder:
        books = books_of(Firms(Path(folder), list(SLUGS)))
        parts = {path.stem: judged(rows_of(path), books) for path in paths}
        found = [one for part in parts.values() for one in part]
    nothing = judged([row for row, *_ in found], dict.fromkeys(SLUGS, FactBook(())))
    metrics = shares(found)
    for name, part in parts.items():
        metrics |= shares(part, f"_{name}")
    for lang in ("zh", "en"):
        metrics |= shares([f for f in found if f[0]["lang"] == lang], f"_{lang}")
    silent = sum(verdict is Proof.PROVED and said for _, verdict, said in nothing)
    metrics["control_no_figures"] = share(silent, len(nothing))
    return TaskResult(NAME, len(found), 0, metrics)


TASK: Final = Task(
    NAME,
    "false statements without a digit passed and true ones kept, against a case's figures",
    'JSON lines {"id", "firm", "lang", "tag", "text", "label"}',
    run,
)
