"""Does the offline analyst answer a question whose answer is a number, over one real document?

The public questions that have a number for an answer, each asked of a case that holds its filing
only, the road a user takes: add the file, ask. Gold numbers were typed by hand, keyed by the
question's id. An answer is right when it says every number needed, to the precision needed; wrong
when it says figures or quotes numbers and not those; abstained otherwise. Everybody who built this
has seen the questions. Control: the numbers that the question before needs.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from assistant.conversation.events import Answer
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.searching import Searcher
from assistant.services.view import ServiceView
from assistant.settings import settings_from
from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult, skipped
from evals.tasks.chat import turn

NAME: Final = "answers"
_LABELS: Final = Path(__file__).parents[1] / "labels" / "answers.json"
_SCALES: Final = {"thousand": 3, "million": 6, "billion": 9, "万": 4, "亿": 8}
_NUMBER: Final = re.compile(
    r"(?<![A-Za-z0-9_.])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(%|percent(?:age points?)?|points?|个百分点|x\b|倍|thousand|million|billion|万|亿)?",
    re.IGNORECASE,
)
_SHARES: Final = ("%", "percent", "point", "个百分点")
_PLACE: Final = re.compile(r"[\w.()-]+\.pdf(?:, p\. \d+)?|《[^》]*》(?:第\d+页)?|\d{4}-\d{2}-\d{2}")
_YEARS: Final = range(1900, 2100)


class Asked(NamedTuple):
    """A question of one document and the numbers that its answer needs."""

    path: Path
    question: str
    needed: tuple[str, ...]
    """Each ``a | b``: ``5.1%``, ``13.2e9``, ``969``."""


class Said(NamedTuple):
    """A number in an answer."""

    value: Decimal
    is_share: bool


def run(task: TaskInput) -> TaskResult:
    """Shares of questions right, wrong and abstained from."""
    asked = list(_asked(task))
    if not asked:
        return skipped(NAME, "no data")
    counted: Counter[str] = Counter()
    by_path = sorted({one.path for one in asked})
    before = asked[-1]
    with TemporaryDirectory() as folder:
        views = {path: _view(Path(folder) / str(n), path) for n, path in enumerate(by_path)}
        for one in asked:
            answer = turn(views[one.path], one.question)
            group = "zh" if "annual_report_zh" in one.path.parts else "en"
            counted[f"{group} n"] += 1
            counted[f"{group} {verdict(answer, one.needed)}"] += 1
            counted["control"] += verdict(answer, before.needed) == "right"
            before = one
    metrics = {
        f"{name}_{group}": share(counted[f"{group} {name}"], counted[f"{group} n"])
        for group in ("en", "zh")
        for name in ("right", "wrong", "abstained")
        if counted[f"{group} n"]
    }
    metrics["control_other_question"] = share(counted["control"], len(asked))
    return TaskResult(NAME, len(asked), 0, metrics)


def verdict(answer: Answer, needed: Iterable[str]) -> str:
    """``right``, ``wrong`` or ``abstained``."""
    found = list(numbers_in(answer.text))
    if found and all(any(_is_said(o, found) for o in need.split("|")) for need in needed):
        return "right"
    speaks = bool(answer.figures or answer.passages)
    return "wrong" if speaks and found else "abstained"


def numbers_in(text: str) -> Iterator[Said]:
    """The numbers that an answer says; no years, days and places of quotes."""
    for match in _NUMBER.finditer(_PLACE.sub(" ", text)):
        unit = (match[2] or "").lower()
        value = Decimal(match[1].replace(",", ""))
        if not unit and value == value.to_integral_value() and int(value) in _YEARS:
            continue
        scaled = value.scaleb(_SCALES.get(unit, 0))
        yield Said(scaled, unit.startswith(_SHARES))


def _is_said(need: str, found: Iterable[Said]) -> bool:
    """Whether a needed number stands there, rounded to its own digits."""
    match = re.fullmatch(r"\s*([\d.]+)(?:e(\d+))?\s*(%|points?)?\s*", need)
    if match is None:
        raise ValueError(f"no number: {need!r}")
    value = Decimal(match[1])
    _, _, decimals = match[1].partition(".")
    scale = int(match[2] or 0)
    half = Decimal(5).scaleb(scale - len(decimals) - 1)
    return any(
        said.is_share == bool(match[3]) and abs(said.value - value.scaleb(scale)) <= half
        for said in found
    )


def _asked(task: TaskInput) -> Iterator[Asked]:
    data = task.data
    labels = json.loads((task.manifest or _LABELS).read_text("utf-8"))
    if data is None:
        return
    public = data / "financebench" / "questions.jsonl"
    lines = public.read_text("utf-8").splitlines() if public.is_file() else []
    for row in map(json.loads, filter(None, lines)):
        if row["financebench_id"] in labels:
            path = public.parent / f"{row['doc_name']}.pdf"
            yield Asked(path, row["question"], tuple(labels[row["financebench_id"]]))
    chinese = data / "annual_report_zh" / "questions.json"
    for row in json.loads(chinese.read_text("utf-8")) if chinese.is_file() else []:
        if str(row["id"]) in labels:
            path = next(iter(sorted(chinese.parent.glob("*.pdf"))))
            yield Asked(path, row["question"], tuple(labels[str(row["id"])]))


def _view(home: Path, path: Path) -> ServiceView:
    """A case that holds one document; vectors stay off."""
    office = Office(settings_from(home=home, by="evals", embeddings="off"))
    desk = LocalDesk(office)
    case = desk.new_case("The firm", "")
    for _ in desk.add(case, [path], lambda: False):
        pass
    return ServiceView(office, case, Searcher(office))


TASK: Final = Task(
    NAME,
    "questions with a number for an answer: right, wrong, abstained",
    "JSON {question id: [numbers needed]}",
    run,
)
