"""Does search find the page that answers a question, in the question's own document?

Page recall at five over all pages, by words and the finance vocabulary alone. With a folder for
vectors (``--vectors``; the first run takes minutes a filing) by words and meaning together as well.
Beside the public questions on English filings, on which the vocabulary was worked out, stand
questions of our own (docs/decisions/0040); half of those are held out. Control: the pages that
another question of the same document finds.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult, skipped
from evals.vector_cache import vectors_of
from retrieval.chunking import passages_from
from retrieval.embedding import LocalEmbedder
from retrieval.loading import Limits, load_document
from retrieval.search import CaseSearch

NAME: Final = "pages"
_K: Final = 5
_BOTH: Final = "_with_vectors"
_DEEP: Final = 60
"""Passages looked at until five pages are together."""
_FOLDERS: Final = ("financebench", "annual_report_zh")
_LABELS: Final = Path(__file__).parents[1] / "labels"
_OWN: Final = ("finding_zh_report", "finding_en_filings", "finding_zh_filings")
_KEY: Final = 16
"""Hexadecimal digits of a document's digest in the labels."""


class Asked(NamedTuple):
    """A question, its document's digest, the pages that answer it, and the group it counts in."""

    document: str
    question: str
    pages: frozenset[int]
    group: str


def run(task: TaskInput) -> TaskResult:
    """Recall at five of the answering pages, by group of questions."""
    files = dict(_documents(task.data)) if task.data else {}
    if not files:
        return skipped(NAME, "no data")
    by_document: dict[str, list[Asked]] = defaultdict(list)
    names = {path.stem: key for key, path in files.items()}
    for asked in (*_public(task, names), *_own()):
        by_document[asked.document].append(asked)
    hits: dict[str, list[bool]] = defaultdict(list)
    unscored = 0
    for key, questions in sorted(by_document.items()):
        if key not in files:
            unscored += len(questions)
            continue
        by_words, by_both = _found(files[key], key, questions, task.vectors)
        for place, asked in enumerate(questions):
            hits[asked.group].append(bool(asked.pages & by_words[place]))
            hits["control_other_question"].append(bool(asked.pages & by_words[place - 1]))
            if by_both:
                hits[f"{asked.group}{_BOTH}"].append(bool(asked.pages & by_both[place]))
    metrics = {group: share(sum(one), len(one)) for group, one in sorted(hits.items())}
    groups = {group for group in hits if not group.endswith(_BOTH)} - {"control_other_question"}
    n = sum(len(hits[group]) for group in groups)
    return TaskResult(NAME, n, unscored, metrics)


def _documents(data: Path) -> Iterator[tuple[str, Path]]:
    for folder in _FOLDERS:
        for path in sorted((data / folder).glob("*.pdf")):
            yield hashlib.sha256(path.read_bytes()).hexdigest()[:_KEY], path


def _public(task: TaskInput, names: dict[str, str]) -> Iterator[Asked]:
    """The public questions; their evidence pages count from 0."""
    manifest = task.manifest or (task.data or Path()) / "financebench" / "questions.jsonl"
    if not manifest.is_file():
        return
    for line in filter(None, manifest.read_text("utf-8").splitlines()):
        row = json.loads(line)
        pages = frozenset(item["evidence_page_num"] + 1 for item in row["evidence"])
        yield Asked(names.get(row["doc_name"], ""), row["question"], pages, "public_en")


def _own() -> Iterator[Asked]:
    for name in _OWN:
        for line in (_LABELS / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            group = f"{name.removeprefix('finding_')}_{'held' if row['held_out'] else 'open'}"
            yield Asked(row["document"], row["question"], frozenset(row["pages"]), group)


def _found(
    path: Path, key: str, asked: list[Asked], vectors: Path | None
) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """The first pages for each question, by words, and by both where vectors are kept."""
    document = load_document(path, limits=Limits())
    passages = passages_from(document, "source", path.name)
    with TemporaryDirectory() as folder, CaseSearch(Path(folder)) as search:
        search.sync(passages)
        by_words = [_first_pages(search, one.question) for one in asked]
        if vectors is None:
            return by_words, []
        embedder = LocalEmbedder()
        search.sync(passages, vectors_of(vectors, key, passages, embedder))
        asked_for = [(one.question, embedder.embed_query(one.question)) for one in asked]
        return by_words, [_first_pages(search, *one) for one in asked_for]


def _first_pages(
    search: CaseSearch, question: str, vector: Sequence[float] | None = None
) -> frozenset[int]:
    pages = dict.fromkeys(hit.passage.page for hit in search.search(question, _DEEP, vector))
    return frozenset(list(pages)[:_K])


TASK: Final = Task(
    NAME,
    "answering page among the first five, own document",
    "JSONL {doc_name, question, evidence}",
    run,
)
