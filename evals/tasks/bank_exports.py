"""Are statement exports of banks and wallets read line by line: how many, how much, when?

Gold was counted from the raw files with each bank's columns named by hand, apart from the loader;
it is keyed by the file's digest. The control reads every amount as money in.
"""

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Final

from assistant.extraction.bank_lines import bank_lines
from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult, skipped
from retrieval.loading import load_document

NAME: Final = "bank_exports"
_LABELS: Final = Path(__file__).parents[1] / "labels" / "bank_exports.json"
_DIGITS: Final = 16


def run(task: TaskInput) -> TaskResult:
    """Share of files whose count, sums and days are right, and of lines read."""
    folder = task.data / "bank_exports_cn" if task.data else None
    if folder is None or not folder.is_dir():
        return skipped(NAME, "no data")
    gold = json.loads((task.manifest or _LABELS).read_text("utf-8"))
    files = lines = read = right = control = refused = 0
    for path in sorted(folder.iterdir()):
        wanted = gold.get(hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS])
        if wanted is None:
            continue
        held = bank_lines(load_document(path))
        into = sum((line.money_in for line in held.lines), Decimal(0))
        out = sum((line.money_out for line in held.lines), Decimal(0))
        days = [line.day.isoformat() for line in held.lines]
        counted = len(held.lines) == wanted["lines"]
        ends = bool(days) and (days[0], days[-1]) == (wanted["first"], wanted["last"])
        sums = (Decimal(wanted["in"]), Decimal(wanted["out"]))
        files, lines = files + 1, lines + wanted["lines"]
        read += min(len(held.lines), wanted["lines"])
        refused += len(held.refused)
        right += counted and ends and (into, out) == sums
        control += counted and ends and (into + out, Decimal(0)) == sums
    if not files:
        return skipped(NAME, "no labelled file")
    metrics = {
        "files_right": share(right, files),
        "lines_read": share(read, lines),
        "control_all_in": share(control, files),
    }
    return TaskResult(NAME, lines, refused, metrics, note=f"{files} files")


TASK: Final = Task(
    NAME,
    "lines of banks' and wallets' statement exports",
    "JSON {file digest: {lines, in, out, first, last}}",
    run,
)
