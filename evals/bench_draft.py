"""From an opened case to a checked draft, and to its files, by code alone: processor and clock.

The demo's main firm, both languages, its whole file added and confirmed before the clock starts;
what is timed is what a person waits for after opening the case: draft, check, keep, export.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple, TypeVar

from assistant.domain.case import CaseId
from assistant.domain.checks import Proof
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.settings import settings_from
from evals.demo_home import build_home

T = TypeVar("T")
_ROUNDS: Final = 3
_FORMS: Final = (".docx", ".pdf")


class Took(NamedTuple):
    """Seconds on a processor and on the clock."""

    processor: float
    clock: float


def main() -> None:
    """Print one line; exit 1 where a draft holds a number that isn't proved."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        case = build_home(home, datetime(2026, 1, 15, 1, 0, tzinfo=UTC), langs=())
        drafts: list[Took] = []
        exports: list[Took] = []
        doubts = numbers = 0
        for _ in range(_ROUNDS):
            for lang in Lang:
                desk = LocalDesk(Office(settings_from(home=home, embeddings="off", lang=lang)))
                took, memo = timed(partial(drafted, desk, case, lang))
                drafts.append(took)
                numbers = memo.check.counted(Proof.PROVED)
                doubts += len(memo.struck) + sum(
                    memo.check.counted(proof) for proof in Proof if proof is not Proof.PROVED
                )
                paths = [home / f"memo_{lang.value}{form}" for form in _FORMS]
                exports.append(timed(partial(exported, desk, case, memo, paths))[0])
    print(
        f"draft: opened case to a checked draft of {numbers} claims, {len(drafts)} times, "
        f"median {_told(drafts)}; to .docx and .pdf {_told(exports)}; {doubts} claims not proved"
    )
    if doubts:
        raise SystemExit(1)


def drafted(desk: LocalDesk, case: CaseId, lang: Lang) -> MemoVersion:
    """A new facility's memo, kept."""
    *_, last = desk.draft(case, MemoKind.NEW, lang)
    if not isinstance(last, MemoVersion):
        raise TypeError(last)
    return last


def exported(desk: LocalDesk, case: CaseId, memo: MemoVersion, paths: Sequence[Path]) -> list[Path]:
    """The memo's files."""
    return [desk.export(case, memo, path) for path in paths]


def timed(work: Callable[[], T]) -> tuple[Took, T]:
    """What a piece of work took and gave."""
    processor, clock = time.process_time(), time.perf_counter()
    made = work()
    return Took(time.process_time() - processor, time.perf_counter() - clock), made


def _told(took: list[Took]) -> str:
    on, by = median(t.processor for t in took), median(t.clock for t in took)
    return f"{on:.2f} s of a processor, {by:.2f} s by the clock"
