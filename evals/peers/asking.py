"""Asks a published checker, in the environment that it is installed in."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from evals.peers.worker import CHECKERS

PEERS: Final = tuple(CHECKERS)
_WORKER: Final = Path(__file__).with_name("worker.py")
_ABSENT: Final = 3
_LONGEST_S: Final = 1_800


class Question(NamedTuple):
    """A text and what it is to be checked against."""

    text: str
    sources: tuple[str, ...]


def ask_peer(name: str, questions: Sequence[Question], python: Path) -> list[bool] | None:
    """Whether a peer passes each text; None where it is not installed.

    Args:
        name: one of `PEERS`.
        questions: what to ask.
        python: interpreter of the environment that the peer is installed in.

    Raises:
        RuntimeError: the peer failed, or gave another number of answers.
    """
    lines = "".join(
        json.dumps({"text": q.text, "sources": q.sources}, ensure_ascii=False) + "\n"
        for q in questions
    )
    done = subprocess.run(  # noqa: S603  the interpreter is the caller's own choice
        [str(python), str(_WORKER), name],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_LONGEST_S,
        check=False,
    )
    if done.returncode == _ABSENT:
        return None
    answers = [json.loads(line) for line in done.stdout.splitlines() if line in ("true", "false")]
    if done.returncode or len(answers) != len(questions):
        msg = f"{name}: {len(answers)} of {len(questions)} answers, {done.stderr[-500:]}"
        raise RuntimeError(msg)
    return answers
