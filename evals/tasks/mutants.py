"""Does the check notice one change in a finished memo, wherever it is made?

Memos of the five demo firms in both languages, and of real firms and a real annual report where
the data is at hand, are changed in one place at a time (``evals.mutations``) and checked as
``tallystick check FILE --case`` checks an edited memo. A mutant is caught when the sentence or
table that holds the change is no longer proved. Control: the same memos unchanged. A change that
leaves the text true is listed apart, by rule, and counts neither way.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from assistant.demo.firms import FIRMS
from assistant.domain.case import CaseFile, CaseId
from assistant.domain.checks import Proof, SentenceCheck
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang, Unit
from assistant.memo.markdown import body_markdown
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from assistant.services import drafting
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.reading import case_passages, fact_book
from assistant.settings import settings_from
from evals.demo_home import build_home, ticking_clock
from evals.mutations import Mutant, Names, Sort, mutants
from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult
from evals.unchanged import told_by, unchanged_by

NAME: Final = "mutants"
_START: Final = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
_REAL_FIRMS: Final = ("E17", "E37")
_INVENTED: Final = {Lang.ZH: "远山示例贸易", Lang.EN: "Farhill Example Trading"}
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True)
class Memo:
    """A memo as it is exported, and what it is checked against."""

    name: str
    text: str
    names: Names
    book: FactBook
    case: CaseFile


@dataclass
class _Tally:
    verdicts: Counter[tuple[Sort, Proof]] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    """Changes that leave the text true, by rule."""
    control: Counter[Proof] = field(default_factory=Counter)
    survivors: list[dict[str, str]] = field(default_factory=list)


def run(given: TaskInput) -> TaskResult:
    """Mutate every memo; survivors go to the manifest, one JSON line each."""
    tally = _Tally()
    with TemporaryDirectory() as folder:
        for memo in _memos(Path(folder), given.data):
            _try(memo, tally)
    if given.manifest is not None:
        lines = [json.dumps(line, ensure_ascii=False) for line in tally.survivors]
        given.manifest.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return _result(tally)


def _result(tally: _Tally) -> TaskResult:
    n = sum(tally.verdicts.values())
    of = {proof: sum(c for (_, p), c in tally.verdicts.items() if p is proof) for proof in Proof}
    caught = of[Proof.FALSE] + of[Proof.UNCHECKED]
    metrics = {
        "caught": share(caught, n),
        "caught_false": share(of[Proof.FALSE], n),
        "caught_unchecked": share(of[Proof.UNCHECKED], n),
    }
    for sort in Sort:
        total = sum(c for (s, _), c in tally.verdicts.items() if s is sort)
        if total:
            missed = tally.verdicts[sort, Proof.PROVED]
            metrics[f"caught_{sort}"] = share(total - missed, total)
    metrics["control_proved"] = share(tally.control[Proof.PROVED], sum(tally.control.values()))
    same = ", ".join(f"{count} {rule}" for rule, count in sorted(tally.same.items()))
    return TaskResult(NAME, n, sum(tally.same.values()), metrics, f"meaning unchanged: {same}")


def _memos(folder: Path, data: Path | None) -> Iterator[Memo]:
    for firm in FIRMS:
        home = folder / firm.slug
        case = build_home(home, _START, firms=(firm,), langs=())
        yield from _drafted(home, case, firm.slug)
    if data is not None:
        yield from _real(folder, data)


def _real(folder: Path, data: Path) -> Iterator[Memo]:
    sides = [
        data / "cumcm2020c" / f"labelled_{side}_invoices.parquet" for side in ("output", "input")
    ]
    for firm in _REAL_FIRMS if all(side.exists() for side in sides) else ():
        yield from _drafted(*_case(folder / firm, sides, firm), firm)
    for number, report in enumerate(sorted((data / "annual_report_zh").glob("*.pdf"))):
        name = f"report {number + 1}"
        yield from _drafted(*_case(folder / name, [report], None), name)


def _case(home: Path, paths: list[Path], firm: str | None) -> tuple[Path, CaseId]:
    settings = settings_from(home=home, by="evals", embeddings="off")
    desk = LocalDesk(Office(settings, ticking_clock(_START)))
    case = desk.new_case("示例企业", "")
    for path in paths:
        for _ in desk.add(case, [path], lambda: False, firm):
            pass
    desk.confirm_all(case, "evals")
    return home, case


def _drafted(home: Path, case: CaseId, name: str) -> Iterator[Memo]:
    office = Office(settings_from(home=home, by="evals", embeddings="off"), ticking_clock(_START))
    versions: dict[Lang, MemoVersion] = {}
    for lang in Lang:
        *_, memo = drafting.draft(office, case, MemoKind.NEW, lang)
        assert isinstance(memo, MemoVersion)  # noqa: S101  the last step is the memo
        versions[lang] = memo
    held = office.case(case)
    book = fact_book(held, case_passages(office, case), notes=True)
    for lang, memo in versions.items():
        text = body_markdown(memo.sections)
        yield Memo(f"{name}/{lang.value}", text, _names(held, text, lang), book, held)


def _names(case: CaseFile, text: str, lang: Lang) -> Names:
    """What may replace what: the next label of the same unit, another name, a made-up one."""
    shown = text.lower()
    units: dict[str, Unit] = {}
    for figure in case.figures:
        label = figure.label(lang)
        if label.lower() in shown:
            units.setdefault(label, figure.unit)
    ordered = sorted(units)
    labels = {}
    for at, label in enumerate(ordered):
        around = ordered[at + 1 :] + ordered[:at]
        labels[label] = [next((o for o in around if units[o] is units[label]), around[0])]
    named = {str(f.value) for f in case.figures if f.unit is Unit.TEXT and f.value is not None}
    named |= {f.key.partition(":")[2].partition("@")[0].partition("#")[0] for f in case.figures}
    found = sorted(n for n in named if len(n) >= _SHORTEST_NAME and n in text and n[:4] != "20")
    entities = {
        name: [found[(at + 1) % len(found)], _INVENTED[lang]] for at, name in enumerate(found)
    }
    return Names({k: v for k, v in labels.items() if v}, entities)


def _try(memo: Memo, tally: _Tally) -> None:
    """Check one memo as it is, then each mutant of each paragraph under its heading."""
    for check in check_text(memo.text, memo.book).sentences:
        tally.control[check.verdict] += 1
    told = told_by(memo.case)
    heading = ""
    for block in memo.text.split("\n\n"):
        if block.startswith("#"):
            heading = f"{block}\n\n"
            continue
        for mutant in mutants(block, memo.names):
            found = _holding(heading, block, mutant, memo.book)
            rule = unchanged_by(block, mutant, [c.text for c in found], told, memo.case)
            if rule:
                tally.same[rule] += 1
                continue
            verdict = max((c.verdict for c in found), key=_ORDER.index, default=Proof.PROVED)
            tally.verdicts[mutant.sort, verdict] += 1
            if verdict is Proof.PROVED:
                tally.survivors.append(_shown(memo.name, block, mutant))


_ORDER: Final = (Proof.PROVED, Proof.UNCHECKED, Proof.FALSE)


def _holding(heading: str, block: str, mutant: Mutant, book: FactBook) -> list[SentenceCheck]:
    """The checks of the sentences or the table that hold the change."""
    text, start = mutant.of(block), mutant.start
    if block.startswith("|"):
        text, start = _row_of(text, start)
    start += len(heading)
    end = start + max(1, len(mutant.words))
    checks = check_text(heading + text, book).sentences
    return [check for check in checks if check.start < end and start < check.end]


def _row_of(table: str, at: int) -> tuple[str, int]:
    """A table's heads and the one row that holds ``at``; all of it where that is in the heads."""
    lines = table.split("\n")
    number = table.count("\n", 0, at)
    if number < _HEADS:
        return table, at
    head = "\n".join(lines[:_HEADS]) + "\n"
    return head + lines[number], len(head) + at - sum(len(line) + 1 for line in lines[:number])


_HEADS: Final = 2
"""Lines of a table above its rows."""


def _shown(name: str, block: str, mutant: Mutant) -> dict[str, str]:
    changed = mutant.of(block)
    begin, end = mutant.start, mutant.start + len(mutant.words)
    around = f"{changed[max(0, begin - 60) : begin]}⟦{mutant.words}⟧{changed[end : end + 60]}"
    was = block[mutant.start : mutant.end]
    return {"memo": name, "sort": mutant.sort, "rule": mutant.rule, "was": was, "text": around}


TASK: Final = Task(NAME, "one change in a memo, noticed or not", "written: survivors, JSONL", run)
