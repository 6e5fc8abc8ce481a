"""What a task is and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from evals.statistics import Interval


@dataclass(frozen=True)
class TaskInput:
    """Where a task takes its cases from."""

    data: Path | None
    """Folder of the evaluation data; None where there is none."""
    manifest: Path | None
    """Cases of the caller's own, in the task's format."""
    vectors: Path | None = None
    """Folder that keeps vectors of documents between runs; None for words alone."""


@dataclass(frozen=True)
class TaskResult:
    """The JSON shape of ``python -m evals run TASK --json``."""

    task: str
    n: int
    unscored: int
    metrics: dict[str, Interval] = field(default_factory=dict)
    note: str = ""
    """Why nothing was scored, or what was held out."""


@dataclass(frozen=True)
class Task:
    """One measurement."""

    name: str
    purpose: str
    manifest: str
    """The manifest's format, in words."""
    run: Callable[[TaskInput], TaskResult]


def skipped(name: str, why: str) -> TaskResult:
    """A task that had nothing to score."""
    return TaskResult(task=name, n=0, unscored=0, note=f"skipped: {why}")
