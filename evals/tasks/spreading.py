"""Are the lines of financial statements spread right: line, period, unit, sign and page?

Gold values were typed by hand from the pages, in main units, expenses and payments positive; they
are keyed by the document's digest, since names and texts are not ours to publish. A value that
isn't there is abstained from, one that differs is wrong. Half years, spans of weeks and fiscal
quarters are in the gold beside whole years and balance days.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, FigureStatus
from assistant.extraction.statements import statement_figures
from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult, skipped
from retrieval.loading import Limits, Wanted, load_document

NAME: Final = "spreading"
_LABELS: Final = Path(__file__).parents[1] / "labels" / "spreading.json"
_DIGITS: Final = 16
"""Of a document's digest."""


class GoldValue(NamedTuple):
    """One line of one period."""

    page: int
    key: str
    value: Decimal
    other: Decimal | None
    """The same line's value in the neighbouring period."""


def run(task: TaskInput) -> TaskResult:
    """Shares of gold values right, wrong and abstained from."""
    folders = [task.data / name for name in ("financebench", "annual_report_zh") if task.data]
    gold = json.loads((task.manifest or _LABELS).read_text("utf-8"))
    paths = {_digest(p): p for folder in folders for p in sorted(folder.glob("*.pdf"))}
    if not paths.keys() & gold.keys():
        return skipped(NAME, "no data")
    counted: Counter[str] = Counter()
    unscored = 0
    for digest, labels in gold.items():
        values = tuple(gold_values(labels["rows"]))
        if digest not in paths:
            unscored += len(values)
            continue
        side = "held_out" if labels["held_out"] else "tuned"
        for verdict, number in _verdicts(paths[digest], values).items():
            counted[f"{side} {verdict}"] += number
            counted[f"all {verdict}"] += number
    metrics = {
        f"{verdict}_{side}": share(counted[f"{side} {verdict}"], counted[f"{side} n"])
        for side in ("all", "tuned", "held_out")
        for verdict in ("right", "wrong", "abstained")
        if counted[f"{side} n"]
    }
    metrics["wrong_of_verified"] = share(counted["all wrong verified"], counted["all verified"])
    metrics["page_of_right"] = share(counted["all page"], counted["all right"])
    metrics["control_neighbouring_period"] = share(counted["all control"], counted["all twins"])
    note = f"{counted['all unlabelled']} more values are in no label"
    return TaskResult(NAME, counted["all n"], unscored, metrics, note=note)


def gold_values(rows: list[list[object]]) -> Iterator[GoldValue]:
    """Labels as values: ``[page, line, {period code: value}]``."""
    for page, line, by_period in rows:
        if not (isinstance(page, int) and isinstance(by_period, Mapping)):
            raise TypeError(f"{line} is no label")
        values = [(str(code), Decimal(str(value))) for code, value in by_period.items()]
        for n, (code, value) in enumerate(values):
            other = values[(n + 1) % len(values)][1] if len(values) > 1 else None
            yield GoldValue(page, f"{line}@{code}", value, other)


def _verdicts(path: Path, gold: tuple[GoldValue, ...]) -> Counter[str]:
    document = load_document(path, limits=Limits(), wanted=Wanted(recognise=False))
    figures = {f.key: f for f in statement_figures(document, _digest(path)).figures}
    counted: Counter[str] = Counter(n=len(gold))
    counted["unlabelled"] = len(figures.keys() - {one.key for one in gold})
    for one in gold:
        figure = figures.get(one.key)
        twin = one.other is not None and one.other != one.value
        counted["twins"] += twin and figure is not None
        if figure is None:
            counted["abstained"] += 1
            continue
        verdict = "right" if figure.value == one.value else "wrong"
        counted[verdict] += 1
        counted["control"] += twin and figure.value == one.other
        counted["page"] += verdict == "right" and _page(figure) == one.page
        if figure.status is FigureStatus.VERIFIED:
            counted["verified"] += 1
            counted["wrong verified"] += verdict == "wrong"
    return counted


def _page(figure: Figure) -> int | None:
    return figure.evidence.page if figure.evidence.type == "quoted" else None


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS]


TASK: Final = Task(
    NAME,
    "lines of financial statements spread right, wrong or abstained from",
    "JSON {document digest: {held_out, rows: [[page, line, {period: value}]]}}",
    run,
)
