"""Long work on stderr: one moving line on a terminal, one line a file; then what it still lacks."""

import sys
from collections.abc import Iterable
from pathlib import Path
from shutil import get_terminal_size

from rich.cells import cell_len, set_cell_size

from assistant.cli.layout import one_line
from assistant.cli.session import Session
from assistant.cli.words import stage_word, unit_word
from assistant.domain.case import CaseId
from assistant.domain.progress import Progress
from assistant.notices import note, passing_note
from assistant.services.results import Added

_MARKS = {True: "+", False: "!"}


def advise(session: Session, case: CaseId) -> None:
    """Say what keeps the whole file from being tested."""
    from assistant.domain.lacking import undated
    from assistant.memo.markdown import open_point

    point = undated(session.desk.case(case), session.lang)
    if point is not None:
        note(f"! {open_point(point, session.lang)}")


def followed(session: Session, steps: Iterable[Progress | Added]) -> list[Added]:
    """Show every step and give back what became of each file."""
    added: list[Added] = []
    for step in steps:
        if isinstance(step, Progress):
            show_step(session, step)
            continue
        added.append(step)
        called = step.name if "/" in step.name else step.path
        named = Path(called).name in step.text
        told = step.text if named else f"{called}: {step.text}"
        way_out = f" → {step.hint}" if step.hint else ""
        note(one_line(f"{_MARKS[step.ok]} {told}{way_out}"))
        for line in step.rejected:
            note(f"    {one_line(line)}")
    return added


def show_step(session: Session, step: Progress) -> None:
    """How far the work is, in a line that the next one replaces; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return
    total = f"/{step.total:,}" if step.total is not None else ""
    stage, unit = stage_word(step.stage, session.lang), unit_word(step.unit, session.lang)
    left = _left(session, step.left_s)
    text = one_line(f"  {step.subject}: {stage} {step.done:,}{total} {unit}{left}")
    width = get_terminal_size().columns - 1
    passing_note(set_cell_size(text, width) if cell_len(text) > width else text)


def _left(session: Session, seconds: int | None) -> str:
    """The time still ahead; '' where it can't be told."""
    if seconds is None:
        return ""
    clock = f"{seconds // 60}:{seconds % 60:02}"
    return session.pick(f"，还需 {clock}", f", {clock} left")
