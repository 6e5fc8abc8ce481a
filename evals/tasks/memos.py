"""What stands in the memos that code alone, a checked model and an unchecked model write.

Five demo firms, both languages. The manifest is a run: every text that the model wrote is one line
of it, so that a run that was stopped goes on where it stopped. Without a configured endpoint only
texts already in the run are scored, and code alone. The judge is our own check, so for checked
memos "false" is zero by construction; the figure that tells is what the same model writes from
the same facts when nobody checks.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from assistant.demo.firms import FIRMS
from assistant.domain.case import CaseId
from assistant.domain.checks import ClaimKind, Proof, TextCheck
from assistant.domain.figures import Statement
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.llm.endpoint import EndpointSettings, build_chat_model, mapped_failures
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.memo_prose import EndpointProse
from assistant.proof.check import check_text
from assistant.services import drafting
from assistant.services.asking import endpoint_settings
from assistant.services.office import Office
from assistant.services.reading import case_passages, fact_book
from assistant.settings import settings_from
from evals.demo_home import build_home, ticking_clock
from evals.statistics import Interval, share
from evals.task import Task, TaskInput, TaskResult

NAME: Final = "memos"
_START: Final = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
_TOKENS: Final = 700
_BARE: Final = (
    "Write the section {section!r} of a bank's credit memo about a small firm in {language}, in "
    "one paragraph, using these facts:\n{facts}"
)


@dataclass
class Run:
    """What a model has written so far, one line a text."""

    path: Path | None
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path | None) -> "Run":
        """The run in a file; empty where there is none yet."""
        run = cls(path)
        if path is not None and path.exists():
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
            run.texts = {row["id"]: row["text"] for row in rows}
        return run

    def add(self, key: str, text: str) -> str:
        """Keep a text at once."""
        self.texts[key] = text
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"id": key, "text": text}, ensure_ascii=False) + "\n")
        return text


@dataclass
class _Kept:
    """A memo's writer that asks the model only for what the run doesn't hold."""

    run: Run
    memo: str
    inner: EndpointProse | None

    @property
    def name(self) -> str:
        return self.inner.name if self.inner else "a run"

    def write(self, title: str, statements: tuple[Statement, ...], objections: str) -> str:
        key = f"{self.memo}/checked/{title}/{'again' if objections else 'first'}"
        if key in self.run.texts:
            return self.run.texts[key]
        if self.inner is None:
            raise EndpointFailure(FailureKind.UNREACHABLE)
        return self.run.add(key, self.inner.write(title, statements, objections))


@dataclass
class _Bare:
    """The same model with the same facts and nobody who checks; it never sees a reference."""

    run: Run
    memo: str
    lang: Lang
    endpoint: EndpointSettings | None
    written: list[str] = field(default_factory=list)

    name = "bare"

    def write(self, title: str, statements: tuple[Statement, ...], objections: str) -> str:
        del objections
        key = f"{self.memo}/bare/{title}"
        if key not in self.run.texts:
            self.run.add(key, self._asked(title, statements))
        self.written.append(self.run.texts[key])
        return ""

    def _asked(self, title: str, statements: tuple[Statement, ...]) -> str:
        if self.endpoint is None:
            raise EndpointFailure(FailureKind.UNREACHABLE)
        facts = "\n".join(f"- {s.text(self.lang)}" for s in statements)
        language = "Chinese" if self.lang is Lang.ZH else "English"
        words = _BARE.format(section=title, language=language, facts=facts[:8_000])
        with mapped_failures():
            answer = build_chat_model(self.endpoint).invoke(words, max_tokens=_TOKENS)
        return answer.text


@dataclass
class _Tally:
    """Numbers of one kind of memo."""

    memos: int = 0
    numbers: dict[Proof, int] = field(default_factory=lambda: dict.fromkeys(Proof, 0))
    statements: int = 0
    struck: int = 0
    sections: int = 0

    def add(self, check: TextCheck) -> None:
        """Count a text's numbers."""
        for sentence in check.sentences:
            for claim in sentence.claims:
                if claim.kind in (ClaimKind.NUMBER, ClaimKind.REFERENCE):
                    self.numbers[claim.verdict] += 1

    def told(self, name: str) -> str:
        """The counts in words."""
        numbers = ", ".join(f"{n} {proof.value}" for proof, n in self.numbers.items())
        return (
            f"{name}: {self.memos} memos, numbers {numbers}; {self.sections} sections by the model "
            f"with {self.statements} statements, {self.struck} sentences struck"
        )

    def shares(self, name: str) -> Iterator[tuple[str, Interval]]:
        """Share of the numbers with each verdict."""
        n = sum(self.numbers.values())
        for proof, count in self.numbers.items() if n else ():
            yield f"{name}_{proof.value}", share(count, n)


def run(given: TaskInput) -> TaskResult:
    """Draft, check and count; see the module's words on what the figures mean."""
    kept = Run.at(given.manifest)
    tallies = {name: _Tally() for name in ("code", "checked", "bare")}
    unscored = 0
    with TemporaryDirectory() as folder:
        for firm in FIRMS:
            home = Path(folder) / firm.slug
            case = build_home(home, _START, firms=(firm,), langs=())
            settings = settings_from(home=home, by="evals", embeddings="off")
            office = Office(settings, ticking_clock(_START))
            for lang in Lang:
                unscored += _memo(office, case, f"{firm.slug}/{lang.value}", lang, kept, tallies)
    metrics = {key: value for name, t in tallies.items() for key, value in t.shares(name)}
    note = "; ".join(t.told(name) for name, t in tallies.items())
    return TaskResult(NAME, sum(t.memos for t in tallies.values()), unscored, metrics, note)


def _memo(
    office: Office, case: CaseId, name: str, lang: Lang, kept: Run, tallies: dict[str, _Tally]
) -> int:
    """Score one memo's three versions; how many couldn't be written."""
    endpoint = endpoint_settings(office.settings)
    book = fact_book(office.case(case), case_passages(office, case))
    _add(tallies["code"], _drafted(office, case, lang, _Kept(Run(None), name, None)))
    inner = EndpointProse(endpoint, lang, (), lambda _: None) if endpoint else None
    checked = _drafted(office, case, lang, _Kept(kept, name, inner))
    bare = _Bare(kept, name, lang, endpoint)
    _drafted(office, case, lang, bare)
    missing = 0
    if any(p.author.kind == "model" for s in checked.sections for p in s.paragraphs):
        _add(tallies["checked"], checked)
    else:
        missing += 1
    if bare.written:
        tallies["bare"].memos += 1
        tallies["bare"].sections += len(bare.written)
        for text in bare.written:
            tallies["bare"].add(check_text(text, book))
    else:
        missing += 1
    return missing


def _drafted(office: Office, case: CaseId, lang: Lang, prose: "_Kept | _Bare") -> MemoVersion:
    *_, memo = drafting.draft(office, case, MemoKind.NEW, lang, prose)
    assert isinstance(memo, MemoVersion)  # noqa: S101  the last step is the memo
    return memo


def _add(tally: _Tally, memo: MemoVersion) -> None:
    tally.memos += 1
    tally.add(memo.check)
    tally.struck += len(memo.struck)
    for section in memo.sections:
        for paragraph in section.paragraphs:
            if paragraph.author.kind == "model":
                tally.sections += 1
                tally.statements += len(paragraph.statements)


TASK: Final = Task(NAME, "numbers in memos: code, checked model, bare model", "a run, JSONL", run)
