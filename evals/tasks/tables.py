"""Does each row of a table keep its label, periods, unit and signs?

Gold rows were typed by hand from the page images; labels are kept as digests, since the texts
are not ours to publish. The control reads the same rows off plain text lines.
"""

import hashlib
import json
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pypdf

from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult, skipped
from retrieval.loading import Limits, load_document
from retrieval.passages import LoadedDocument, Table

NAME: Final = "tables"
_LABELS: Final = Path(__file__).parents[1] / "labels" / "tables.json"
_MARKS: Final = re.compile(r"\[\^\w+\]")
_NOISE: Final = re.compile(r"[\s$¥￥€£%,，]|US\$|CNY|RMB")


class GoldRow(NamedTuple):
    """A row as printed."""

    page: str
    """``document page``, the page counting from 1."""
    unit: str
    """Scale that the table states, or ''."""
    columns: tuple[str, ...]
    """Words that each column's heading must hold."""
    label: str
    """`label_digest` of the row's label."""
    values: tuple[str, ...]
    """Signed numbers; ``-`` for a dash, '' for nothing."""


def label_digest(label: str) -> str:
    """A label's name in the gold: its letters and digits, hashed."""
    letters = "".join(c for c in _MARKS.sub("", label).casefold() if c.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:12]


def run(task: TaskInput) -> TaskResult:
    """Share of gold rows that a table gives whole, and what a page costs."""
    folder = task.data / "financebench" if task.data else None
    manifest = task.manifest or _LABELS
    if folder is None or not folder.is_dir():
        return skipped(NAME, "no data")
    rows = [GoldRow(*_tupled(row)) for row in json.loads(manifest.read_text("utf-8"))]
    kept = control = unscored = 0
    seconds, pages = 0.0, 0
    for name in sorted({row.page.rsplit(" ", 1)[0] for row in rows}):
        path = folder / f"{name}.pdf"
        gold = [row for row in rows if row.page.rsplit(" ", 1)[0] == name]
        if not path.is_file():
            unscored += len(gold)
            continue
        start = time.process_time()
        document = load_document(path, limits=Limits())
        seconds += time.process_time() - start
        pages += len(document.pages)
        kept += sum(found is None for found in missed(document, gold).values())
        control += sum(_in_plain_text(path, gold))
    n = len(rows) - unscored
    if not n:
        return skipped(NAME, "no filing of the gold rows is there")
    return TaskResult(
        NAME,
        n,
        unscored,
        {"rows_kept": share(kept, n), "control_plain_lines": share(control, n)},
        note=f"{1000 * seconds / pages:.1f} ms of processor time a page over {pages} pages",
    )


def _tupled(row: Sequence[object]) -> tuple[str, str, tuple[str, ...], str, tuple[str, ...]]:
    page, unit, columns, label, values = row
    assert isinstance(columns, list)  # noqa: S101  the file's own shape
    assert isinstance(values, list)  # noqa: S101
    return str(page), str(unit), tuple(map(str, columns)), str(label), tuple(map(str, values))


def missed(document: LoadedDocument, gold: Iterable[GoldRow]) -> dict[int, str | None]:
    """By place of each gold row: None where a table holds it whole, else what is wrong."""
    used: set[tuple[int, int]] = set()
    found: dict[int, str | None] = {}
    for place, row in enumerate(gold):
        number = int(row.page.rsplit(" ", 1)[1])
        reasons = ["no row with this label"]
        for t, table in enumerate(document.tables):
            if table.page != number:
                continue
            for r, cells in enumerate(table.rows):
                if (t, r) in used or label_digest(_label(cells)) != row.label:
                    continue
                reason = _wrong(table, cells, row)
                if reason is None:
                    used.add((t, r))
                    reasons = []
                    break
                reasons.append(reason)
            if not reasons:
                break
        found[place] = reasons[-1] if reasons else None
    return found


def _label(cells: Sequence[str]) -> str:
    return next((c for c in cells if any(x.isalpha() for x in c)), "")


def _wrong(table: Table, cells: Sequence[str], row: GoldRow) -> str | None:
    if row.unit not in table.unit:
        return f"unit {table.unit!r}"
    column = 0
    for words, value in zip(row.columns, row.values, strict=True):
        context = f"{table.header[0]} {table.caption}".casefold()
        column = next(
            (
                c
                for c in range(column + 1, len(cells))
                if _heads(table.header[c].casefold(), context, words)
                and number_of(cells[c]) == value
            ),
            0,
        )
        if not column:
            return f"no {value or 'blank'} under {words}"
    return None


def _heads(header: str, context: str, words: str) -> bool:
    wanted = words.split()
    own = [word for word in wanted if word in header]
    return bool(own) and all(word in header or word in context for word in wanted)


def number_of(cell: str) -> str:
    """A cell as the gold writes it."""
    text = _NOISE.sub("", _MARKS.sub("", cell))
    if text in ("-", "—", "–"):
        return "-"
    negative = text.startswith(("(", "（", "-", "−"))
    digits = text.strip("()（）-−")
    return f"-{digits}" if negative and digits else digits


def _in_plain_text(path: Path, gold: Sequence[GoldRow]) -> list[bool]:
    """Rows that one line of plain text holds, label and every value."""
    reader = pypdf.PdfReader(path)
    found = []
    for row in gold:
        text = reader.pages[int(row.page.rsplit(" ", 1)[1]) - 1].extract_text()
        found.append(any(_line_holds(line, row) for line in text.split("\n")))
    return found


def _line_holds(line: str, row: GoldRow) -> bool:
    numbers = re.findall(r"[(（-]?\$?\d[\d,]*(?:\.\d+)?[)）]?|—|-", line)
    values = [v for v in row.values if v]
    tail = [number_of(n) for n in numbers[-len(values) :]] if values else []
    first = re.search(r"\s\$?\s*[(（]?\$?\s*\d[\d,.]*|\s—", line)
    label = line[: first.start()] if first else line
    return tail == values and label_digest(label) == row.label


TASK: Final = Task(
    NAME,
    "table rows kept with label, periods, unit and sign, and the time a page takes",
    "JSON rows [page, unit, columns, label digest, values]; default: evals/labels/tables.json",
    run,
)
