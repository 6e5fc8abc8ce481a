"""Does recognition read the fields of invoices right: a photographed one, drawn and degraded ones?

A field is right where its whole value stands in one line of the page as read. Values on the
photograph are kept as digests: they are not ours to publish.
"""

import hashlib
import json
import random
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from evals.rendered_invoices import KINDS, Pixels, degraded, drawn_invoice, font_path, tiny
from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult, skipped
from retrieval.loading import load_document
from retrieval.loading.ocr import INSTALL, is_installed

NAME: Final = "ocr"
_LABELS: Final = Path(__file__).parents[1] / "labels" / "ocr_photo.json"
_SEED: Final = 20240630
_EACH: Final = 2
"""Drawn invoices of each kind."""


def run(task: TaskInput) -> TaskResult:
    """Share of fields read right."""
    font = font_path()
    if not is_installed():
        return skipped(NAME, f"no text recognition: {INSTALL}")
    if font is None:
        return skipped(NAME, "no font with Chinese letters")
    rng = random.Random(_SEED)  # noqa: S311  made-up invoices, not secrets
    right = n = 0
    wrong: list[str] = []
    for kind in KINDS:
        for _ in range(_EACH):
            invoice = drawn_invoice(rng, font)
            lines = _lines_of(degraded(invoice.pixels, kind, rng))
            missing = [name for name, value in invoice.fields.items() if not _stands(value, lines)]
            right, n = right + len(invoice.fields) - len(missing), n + len(invoice.fields)
            wrong += [f"{kind}:{name}" for name in missing]
    control = drawn_invoice(rng, font)
    coarse = _lines_of(tiny(control.pixels))
    metrics = {
        "fields_right": share(right, n),
        "control_too_coarse": share(
            sum(_stands(v, coarse) for v in control.fields.values()), len(control.fields)
        ),
    }
    photo = task.manifest or (task.data / "invoices_cn" if task.data else None)
    hits, fields = _photograph(photo)
    if fields:
        metrics["fields_right_on_photograph"] = share(hits, fields)
    return TaskResult(NAME, n + fields, 0, metrics, note=f"wrong: {', '.join(wrong) or 'none'}")


def _photograph(folder: Path | None) -> tuple[int, int]:
    """Fields read right on the photographed invoice, and how many there are."""
    pictures = sorted(folder.glob("*.jpg")) if folder and folder.is_dir() else []
    if not pictures:
        return 0, 0
    lines = [_plain(line) for line in load_document(pictures[0]).pages[0].text.splitlines()]
    gold = json.loads(_LABELS.read_text("utf-8"))
    hits = sum(_holds_digest(lines, int(length), digest) for length, digest in gold.values())
    return hits, len(gold)


def field_digest(value: str) -> tuple[int, str]:
    """A value's length and name in the gold of the photograph."""
    plain = _plain(value)
    return len(plain), hashlib.sha256(plain.encode()).hexdigest()[:16]


def _holds_digest(lines: Iterable[str], length: int, digest: str) -> bool:
    return any(
        hashlib.sha256(line[i : i + length].encode()).hexdigest()[:16] == digest
        and _is_whole(line, i, i + length)
        for line in lines
        for i in range(len(line) - length + 1)
    )


def _lines_of(pixels: Pixels) -> list[str]:
    from PIL import Image  # type: ignore[import-not-found]  # comes with the extra

    with TemporaryDirectory() as folder:
        path = Path(folder) / "invoice.png"
        Image.fromarray(pixels).save(path)
        return [_plain(line) for line in load_document(path).pages[0].text.splitlines()]


def _stands(value: str, lines: Iterable[str]) -> bool:
    wanted = _plain(value)
    return any(
        _is_whole(line, at, at + len(wanted))
        for line in lines
        for at in (line.find(wanted),)
        if at >= 0
    )


def _is_whole(line: str, start: int, end: int) -> bool:
    """Whether a value isn't cut out of longer digits."""
    before, after = line[start - 1 : start], line[end : end + 1]
    digit = line[start].isdigit() and (before.isdigit() or before == ".")
    return not digit and not (line[end - 1].isdigit() and after.isdigit())


def _plain(text: str) -> str:
    """Full width as half width, without blanks between letters; cells stay apart."""
    cells = unicodedata.normalize("NFKC", text).split("  ")
    return "|".join("".join(cell.split()) for cell in cells)


TASK: Final = Task(
    NAME,
    "fields of photographed, drawn and degraded invoices read by text recognition",
    "a folder with one photographed invoice; default: --data",
    run,
)
