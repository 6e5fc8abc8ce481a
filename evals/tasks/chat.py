"""Does the offline analyst answer what was asked, shortly, and say so where the file can't tell?

Questions were labelled by hand from the demo firms' files. Every third one is held out: it is
reported apart and nothing was tuned to it. Control: answers swapped between questions must fail.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from assistant.conversation.events import Answer, TurnFinished
from assistant.conversation.turn import run_turn
from assistant.demo.files import write_files
from assistant.demo.firms import FIRMS, QINGHE
from assistant.domain.case import CaseId
from assistant.domain.checks import Proof
from assistant.domain.figures import Statement
from assistant.domain.quantities import Lang
from assistant.llm.offline_analyst import PlainAnalyst
from assistant.llm.steps import Said
from assistant.proof.book import FactBook
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.reading import case_passages, fact_book
from assistant.services.searching import Searcher
from assistant.services.view import ServiceView
from assistant.settings import settings_from
from evals.statistics import share
from evals.task import Task, TaskInput, TaskResult

NAME: Final = "chat"
QUESTIONS: Final = Path(__file__).parents[2] / "tests" / "data" / "chat_questions.jsonl"
_EVERY: Final = 3
_LAST: Final = 2
"""Questions whose place leaves this over three are held out."""
_CJK: Final = re.compile("[㐀-鿿]")
_QUOTED: Final = re.compile('“[^”]*”|"[^"]*"|《[^》]*》|\\S+\\.(?:docx|xlsx|pdf)')
_FOREIGN: Final = 0.25
"""Share of Chinese characters up to which an answer counts as English: names of firms."""
_APART: Final = 7
_LONG: Final = 10
"""Sentences from which an answer is a drafted section, which the memo's own tests judge."""


@dataclass(frozen=True)
class Question:
    """One labelled question."""

    id: str
    firm: str
    lang: str
    question: str
    need: tuple[str, ...]
    """What the answer must hold, each ``a | b``: ``s:`` a statement, ``f:`` a figure, ``p:`` a
    page, ``t:`` words, or ``abstain``: no figure and no page."""
    avoid: tuple[str, ...]
    most: int
    """Sentences that the answer may have."""
    after: tuple[str, ...]
    """Questions asked before."""


@dataclass(frozen=True)
class Graded:
    """One answer and what is wrong with it; nothing where it is right."""

    question: Question
    answer: Answer
    faults: tuple[str, ...]


def questions(path: Path = QUESTIONS) -> list[Question]:
    """The labelled questions, in order."""
    lines = path.read_text("utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines if line.strip()]


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        id=row["id"],
        firm=row["firm"],
        lang=row["lang"],
        question=row["question"],
        need=tuple(row["need"]),
        avoid=tuple(row["avoid"]),
        most=row["most"],
        after=tuple(row["after"]),
    )


def held_out(asked: Sequence[Question]) -> frozenset[str]:
    """Ids of the questions that nothing was tuned to."""
    return frozenset(q.id for i, q in enumerate(asked) if i % _EVERY == _LAST)


class Firms:
    """The demo firms' cases in one home, made from generated files."""

    def __init__(self, home: Path, slugs: Sequence[str]) -> None:
        """Make a case of each firm; vectors stay off, so that words alone find the pages."""
        self.office = Office(settings_from(home=home, embeddings="off"))
        self._searcher = Searcher(self.office)
        desk = LocalDesk(self.office)
        self._cases: dict[str, CaseId] = {}
        self._views: dict[str, ServiceView] = {}
        for firm in FIRMS:
            if firm.slug in slugs:
                folder = home / "files" / firm.slug
                write_files(firm, folder, full=firm is QINGHE)
                self._cases[firm.slug] = desk.new_case(firm.name_zh, firm.uscc)
                for _ in desk.add(self._cases[firm.slug], [folder], lambda: False):
                    pass
                desk.confirm_all(self._cases[firm.slug], "chat evaluation")

    def view(self, slug: str) -> ServiceView:
        """One firm's case as a turn sees it; read once, since nothing here changes it."""
        if slug not in self._views:
            self._views[slug] = ServiceView(self.office, self._cases[slug], self._searcher)
        return self._views[slug]

    def book(self, slug: str) -> FactBook:
        """What prose about one firm is checked against."""
        case = self._cases[slug]
        return fact_book(self.office.case(case), case_passages(self.office, case))

    def answer(self, asked: Question) -> Answer:
        """The answer to a question, after those asked before it."""
        view = self.view(asked.firm)
        history: list[Said] = []
        for before in asked.after:
            history += [Said("user", before), Said("assistant", turn(view, before, history).text)]
        return turn(view, asked.question, history)


def turn(view: ServiceView, question: str, history: Sequence[Said] = ()) -> Answer:
    """One answer of the offline analyst; nothing is kept."""
    events = run_turn(
        question, view=view, analyst=PlainAnalyst(), history=tuple(history), lang=Lang.ZH
    )
    return next(e.answer for e in events if isinstance(e, TurnFinished))


def graded(asked: Question, answer: Answer, statements: Mapping[str, Statement]) -> Graded:
    """What is wrong with an answer."""
    return Graded(asked, answer, tuple(_faults(asked, answer, statements)))


def _faults(asked: Question, answer: Answer, statements: Mapping[str, Statement]) -> Iterator[str]:
    for need in asked.need:
        if not any(_holds(answer, option.strip()) for option in need.split(" | ")):
            yield f"lacks {need}"
    yield from (f"says {one}" for one in asked.avoid if _holds(answer, one))
    if len(answer.sentences) > asked.most:
        yield f"{len(answer.sentences)} sentences, at most {asked.most}"
    yield from (f"struck: {struck.text} ({struck.reason})" for struck in answer.struck)
    if unproved := [s.text for s in answer.sentences if s.verdict is not Proof.PROVED]:
        yield f"not proved: {unproved}"
    if asked.most < _LONG:
        yield from _repeats([statements[key] for key in answer.statements if key in statements])
    if not _is_in_language(answer.text, asked.lang):
        yield f"not in {asked.lang}"


def _holds(answer: Answer, need: str) -> bool:
    kind, _, rest = need.partition(":")
    if kind == "s":
        return rest in answer.statements
    if kind == "f":
        return rest in answer.figures
    if kind == "p":
        name, _, page = rest.rpartition(":")
        return any(p.source_name == name and p.page == int(page) for p in answer.passages)
    if kind == "t":
        return _plain(rest) in _plain(answer.text)
    if need == "abstain":
        return not answer.figures and not answer.passages
    msg = f"not a label: {need!r}"
    raise ValueError(msg)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _repeats(told: Sequence[Statement]) -> Iterator[str]:
    """Sentences that another one of the answer says too: a value beside its trend or verdict."""
    for one in told:
        for other in told:
            if one is not other and _is_within(one, other):
                yield f"{other.key} says what {one.key} says"


def _is_within(one: Statement, other: Statement) -> bool:
    own = {key for key in one.figures if not key.startswith("score.threshold.")}
    if one.key.endswith(".break_even") or other.key.endswith(".break_even") or not own:
        return False
    return own < set(other.figures)


def _is_in_language(text: str, lang: str) -> bool:
    words = _QUOTED.sub("", text)
    wide = len(_CJK.findall(words))
    letters = len(re.findall("[A-Za-z]", words))
    if lang == Lang.ZH:
        return wide > letters
    return wide <= _FOREIGN * letters


def run(task: TaskInput) -> TaskResult:
    """Right answers among the tuned and the held-out questions, by language."""
    asked = questions(task.manifest or QUESTIONS)
    out = held_out(asked)
    with TemporaryDirectory() as folder:
        firms = Firms(Path(folder), sorted({q.firm for q in asked}))
        done = grade_all(firms, asked)
    swapped = [
        Graded(one.question, other.answer, tuple(_faults(one.question, other.answer, {})))
        for one, other in zip(done, [*done[_APART:], *done[:_APART]], strict=True)
    ]
    groups = {
        "tuned": [g for g in done if g.question.id not in out],
        "held_out": [g for g in done if g.question.id in out],
        **{lang: [g for g in done if g.question.lang == lang] for lang in ("zh", "en")},
        "control_swapped": swapped,
    }
    metrics = {
        name: share(sum(not g.faults for g in group), len(group))
        for name, group in groups.items()
        if group
    }
    return TaskResult(NAME, len(done), 0, metrics)


def grade_all(firms: Firms, asked: Sequence[Question]) -> list[Graded]:
    """Every question asked of its firm and graded."""
    told: dict[str, dict[str, Statement]] = {}
    done = []
    for question in asked:
        if question.firm not in told:
            told[question.firm] = {s.key: s for s in firms.view(question.firm).statements()}
        done.append(graded(question, firms.answer(question), told[question.firm]))
    return done


TASK: Final = Task(
    NAME, "the offline analyst's answers to labelled questions", "one question a line, JSON", run
)
