"""Does the check of prose against plain sources pass no false statement and keep the true ones?

Statements and labels were written by hand by people who had not seen the checker (see
docs/decisions/0005). Without a manifest the open parts are judged; rows of the held-out part
(``second/held.jsonl``) are judged once. Published checkers run over the same statements where
an interpreter that has them is named. Control that must fail: a statement on another one's
sources.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.domain.checks import Proof, SourceText
from assistant.proof.stated import check_stated
from assistant.settings import peers_python
from evals.peers import PEERS, Question, ask_peer
from evals.statistics import Interval, share
from evals.task import Task, TaskInput, TaskResult, skipped

NAME: Final = "proof"
FOLDER: Final = Path(__file__).parents[2] / "tests" / "data" / "proof_set"
OPEN: Final = (
    *("dev.jsonl", "held.jsonl", "second/dev.jsonl", "third/dev.jsonl", "fourth/dev.jsonl"),
    "fifth/dev.jsonl",
)
"""What was tuned on: the first set, whose held-out part is spent, and the others' open parts."""
LANGUAGES: Final = ("zh", "en")


@dataclass(frozen=True)
class Labelled:
    """One statement, its sources and whether it follows from them."""

    id: str
    lang: str
    tag: str
    sources: tuple[str, ...]
    text: str
    true: bool


@dataclass(frozen=True)
class Judged:
    """A statement, whether a checker passed it and whether it called it false."""

    item: Labelled
    passed: bool
    refuted: bool = False


def labelled(manifest: Path) -> list[Labelled]:
    """A manifest's statements; keys of sources are looked up in ``sources.json`` beside it."""
    shared = manifest.with_name("sources.json")
    texts = json.loads(shared.read_text("utf-8")) if shared.is_file() else {}
    lines = manifest.read_text("utf-8").splitlines()
    return [_labelled(json.loads(line), texts) for line in lines if line.strip()]


def _labelled(row: Mapping[str, Any], texts: Mapping[str, str]) -> Labelled:
    sources = tuple(texts.get(source, source) for source in row["sources"])
    return Labelled(row["id"], row["lang"], row["tag"], sources, row["text"], row["true"])


def judged(items: Sequence[Labelled]) -> list[Judged]:
    """Our own verdicts: only what is proved has passed."""
    verdicts = ((item, _verdict(item.text, item.sources)) for item in items)
    return [Judged(item, v is Proof.PROVED, v is Proof.FALSE) for item, v in verdicts]


def _verdict(text: str, sources: Sequence[str]) -> Proof:
    places = [str(number) for number in range(1, len(sources) + 1)]
    return check_stated(
        text,
        [
            SourceText(source=place, source_name=f"source {place}", page=1, text=words)
            for place, words in zip(places, sources, strict=True)
        ],
    ).verdict


def elsewhere(items: Sequence[Labelled]) -> list[Labelled]:
    """The true statements, each with the sources of a true one far from it."""
    true = [item for item in items if item.true]
    moved = []
    for place, item in enumerate(true):
        away = next(
            (
                other
                for step in range(len(true) // 2, len(true))
                if not set((other := true[(place + step) % len(true)]).sources) & set(item.sources)
            ),
            None,
        )
        if away is not None:
            moved.append(
                Labelled(item.id, item.lang, item.tag, away.sources, item.text, true=False)
            )
    return moved


def shares(found: Sequence[Judged], name: str = "") -> dict[str, Interval]:
    """False passed and true kept, each where there is one to count."""
    metrics = {}
    for label, true in (("false_passed", False), ("true_kept", True)):
        mine = [j for j in found if j.item.true is true]
        if mine:
            metrics[f"{label}{name}"] = share(sum(j.passed for j in mine), len(mine))
    return metrics


def by_language(found: Sequence[Judged], name: str = "") -> dict[str, Interval]:
    """The shares of all statements, then of each language's."""
    metrics = shares(found, name)
    for lang in LANGUAGES:
        metrics |= shares([j for j in found if j.item.lang == lang], f"{name}_{lang}")
    return metrics


def compared(items: Sequence[Labelled], python: Path | None) -> tuple[dict[str, Interval], str]:
    """The peers' shares, and which of them are not there."""
    if python is None:
        return {}, "peers skipped: TALLYSTICK_PEERS_PYTHON is not set"
    metrics: dict[str, Interval] = {}
    absent = []
    questions = [Question(item.text, item.sources) for item in items]
    for peer in PEERS:
        answers = ask_peer(peer, questions, python)
        if answers is None:
            absent.append(f"{peer} skipped: not installed")
            continue
        found = [Judged(item, passed) for item, passed in zip(items, answers, strict=True)]
        metrics |= by_language(found, f"_{peer}")
    return metrics, "; ".join(absent)


def run(task: TaskInput) -> TaskResult:
    """False passed and true kept, whole, by language and by tag; the control; the peers'."""
    manifests = [task.manifest] if task.manifest else [FOLDER / name for name in OPEN]
    items = [item for manifest in manifests for item in labelled(manifest)]
    if not items:
        return skipped(NAME, "the manifest is empty")
    begin = time.process_time()
    found = judged(items)
    seconds = time.process_time() - begin
    metrics = by_language(found)
    true = [j for j in found if j.item.true]
    if true:
        metrics["true_called_false"] = share(sum(j.refuted for j in true), len(true))
    moved = judged(elsewhere(items))
    if moved:
        metrics["control_other_sources"] = share(sum(j.passed for j in moved), len(moved))
    peers, absent = compared(items, peers_python())
    metrics |= peers
    for tag in sorted({item.tag for item in items}):
        metrics |= shares([j for j in found if j.item.tag == tag], f"_tag_{tag}")
    speed = f"{len(items) / seconds:.0f} statements a second of processor time"
    return TaskResult(NAME, len(items), 0, metrics, f"{speed}; {absent}" if absent else speed)


TASK: Final = Task(
    NAME,
    "false statements passed and true ones kept, against plain sources",
    'JSON lines {"id", "lang", "tag", "sources": [text or key of sources.json], "text", "true"}',
    run,
)
