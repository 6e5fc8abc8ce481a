"""A home with demo cases in it, for what is measured and pictured; its clock is made up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from assistant.demo.build import add_interview
from assistant.demo.files import write_files
from assistant.demo.firms import QINGHE, Firm
from assistant.domain.case import CaseId
from assistant.domain.clock import Clock
from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.results import Added
from assistant.settings import settings_from


def ticking_clock(start: datetime) -> Clock:
    """A clock that goes on by a second whenever it is looked at."""
    moment = start

    def look() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return look


def build_home(
    home: Path,
    start: datetime,
    *,
    firms: Sequence[Firm] = (QINGHE,),
    questions: Sequence[str] = (),
    langs: Sequence[Lang] = (Lang.ZH,),
    interview: bool = False,
) -> CaseId:
    """Build cases under ``home``; the first firm's gets questions, interview, a memo a language.

    Raises:
        RuntimeError: a file of the demo could not be read.
    """
    settings = settings_from(home=home, by="demo", embeddings="off")
    desk = LocalDesk(Office(settings, ticking_clock(start)))
    cases = [_case(desk, home, firm) for firm in firms]
    if interview:
        add_interview(desk, home, cases[0], lambda _: None)
    for question in questions:
        for _ in desk.ask(cases[0], question, lambda: False):
            pass
    for lang in langs:
        for _ in desk.draft(cases[0], MemoKind.NEW, lang):
            pass
    return cases[0]


def _case(desk: LocalDesk, home: Path, firm: Firm) -> CaseId:
    folder = home / "demo-files" / firm.slug
    write_files(firm, folder, full=firm is QINGHE)
    case = desk.new_case(firm.name_zh, firm.uscc)
    for step in desk.add(case, [folder], lambda: False):
        if isinstance(step, Added) and not step.ok:
            msg = f"{step.path}: {step.text}"
            raise RuntimeError(msg)
    desk.confirm_all(case, "demo: compared with the signed form and the loan schedule")
    return case
