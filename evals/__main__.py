"""``python -m evals list | run TASK [--data DIR] [--manifest FILE] [--json] | bench | snap``."""

import argparse
import importlib
import json
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.settings import evaluation_data, silence_telemetry
from evals.task import Task, TaskInput, TaskResult

TASKS: Final = (
    "figures",
    "pages",
    "answers",
    "proof",
    "readings",
    "memos",
    "mutants",
    "chat",
    "worded",
    "transcription",
    "speakers",
    "delivery",
    "claims",
    "evasion",
    "tables",
    "spreading",
    "bank_exports",
    "ocr",
    "scorecards",
    "second_table",
    "allocation",
    "drift",
)
BENCHES: Final = (
    *("variables", "wide", "search", "answer", "draft", "tui", "documents", "filing", "proof"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one task, all of them, the benchmarks or the screenshots."""
    silence_telemetry()
    arguments = _parser().parse_args(argv)
    if arguments.verb == "list":
        for name in TASKS:
            task = _task(name)
            print(f"{task.name:<10} {task.purpose}  [{task.manifest}]")
        return 0
    if arguments.verb == "run":
        return _run(arguments)
    names = BENCHES if arguments.verb == "bench" else ("snap",)
    for name in names:
        module = f"evals.bench_{name}" if arguments.verb == "bench" else "evals.snap"
        importlib.import_module(module).main(*([arguments.folder] if name == "snap" else []))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list")
    run = verbs.add_parser("run")
    run.add_argument("task", choices=[*TASKS, "all"])
    run.add_argument("--data", type=Path, default=evaluation_data())
    run.add_argument("--manifest", type=Path)
    run.add_argument("--vectors", type=Path, help="keeps vectors; with it pages are found by both")
    run.add_argument("--json", action="store_true")
    verbs.add_parser("bench")
    verbs.add_parser("snap").add_argument("folder", type=Path)
    return parser


def _task(name: str) -> Task:
    task: Task = importlib.import_module(f"evals.tasks.{name}").TASK
    return task


def _run(arguments: argparse.Namespace) -> int:
    names = TASKS if arguments.task == "all" else (arguments.task,)
    data = arguments.data if arguments.data and arguments.data.is_dir() else None
    failed = 0
    for name in names:
        result = _task(name).run(TaskInput(data, arguments.manifest, arguments.vectors))
        print(_shown(result, as_json=arguments.json), flush=True)
        for complaint in _below_threshold(result):
            failed += 1
            print(f"! {complaint}", file=sys.stderr)
    return 1 if failed else 0


def _shown(result: TaskResult, *, as_json: bool) -> str:
    metrics = {name: interval._asdict() for name, interval in result.metrics.items()}
    if as_json:
        shape = {"task": result.task, "n": result.n, "unscored": result.unscored}
        return json.dumps({**shape, "metrics": metrics, "note": result.note}, ensure_ascii=False)
    lines = [f"{result.task}: n={result.n} unscored={result.unscored} {result.note}".rstrip()]
    lines += [
        f"  {name:<28} {m['value']:.3f}  [{m['low']:.3f}, {m['high']:.3f}]"
        for name, m in metrics.items()
    ]
    return "\n".join(lines)


def _below_threshold(result: TaskResult) -> list[str]:
    """Metrics that miss the floor or exceed the ceiling stated in thresholds.toml."""
    limits = tomllib.loads(Path(__file__).with_name("thresholds.toml").read_text("utf-8"))
    complaints = []
    for name, bound in limits.get(result.task, {}).items():
        interval = result.metrics.get(name)
        if interval is None:
            continue
        if "min" in bound and interval.value < bound["min"]:
            complaints.append(f"{result.task}.{name} {interval.value:.3f} < {bound['min']}")
        if "max" in bound and interval.value > bound["max"]:
            complaints.append(f"{result.task}.{name} {interval.value:.3f} > {bound['max']}")
    return complaints


if __name__ == "__main__":
    sys.exit(main())
