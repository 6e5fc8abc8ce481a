"""Does search find the evidence page of a question in its own filing?

Page recall at five over all pages, lexical search alone and with vectors where they are there.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult, skipped
from retrieval.chunking import passages_from
from retrieval.loading import Limits, load_document
from retrieval.search import CaseSearch

NAME: Final = "pages"
_K: Final = 5


def run(task: TaskInput) -> TaskResult:
    """Recall at five of the evidence pages."""
    folder = task.data / "financebench" if task.data else None
    manifest = task.manifest or (folder / "questions.jsonl" if folder else None)
    if folder is None or manifest is None or not manifest.is_file():
        return skipped(NAME, "no data")
    questions = [json.loads(line) for line in manifest.read_text("utf-8").splitlines() if line]
    by_file: dict[str, list[dict[str, object]]] = {}
    for question in questions:
        by_file.setdefault(str(question["doc_name"]), []).append(question)
    hits = n = unscored = 0
    for name, asked in sorted(by_file.items()):
        path = folder / f"{name}.pdf"
        if not path.is_file():
            unscored += len(asked)
            continue
        found = _hits(path, asked)
        hits, n = hits + found, n + len(asked)
    return TaskResult(NAME, n, unscored, {"page_recall_at_5_lexical": share(hits, n)})


def _hits(path: Path, asked: list[dict[str, object]]) -> int:
    document = load_document(path, limits=Limits())
    found = 0
    with TemporaryDirectory() as folder:
        search = CaseSearch(Path(folder))
        search.sync(passages_from(document, "source", path.name))
        for question in asked:
            gold = _evidence_pages(question)
            pages: list[int] = []
            for hit in search.search(str(question["question"]), 40):
                if hit.passage.page not in pages:
                    pages.append(hit.passage.page)
            found += bool(gold & set(pages[:_K]))
    return found


def _evidence_pages(question: dict[str, object]) -> set[int]:
    """Evidence pages counted from 1; the data count from 0."""
    evidence = question.get("evidence")
    items = evidence if isinstance(evidence, list) else []
    return {int(item["evidence_page_num"]) + 1 for item in items}


TASK: Final = Task(
    NAME,
    "evidence page among the first five, own filing",
    "JSONL {doc_name, question, evidence}",
    run,
)
