"""One turn of the conversation: a question in, events out. Nothing here loads a model's library."""

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assistant.conversation.composing import Composer
from assistant.conversation.events import (
    Answer,
    Event,
    Notice,
    ToolCalled,
    ToolReturned,
    TurnFinished,
    TurnStarted,
)
from assistant.conversation.wording import (
    failure_notice,
    nothing_left,
    redraft_notice,
    stopped_notice,
)
from assistant.domain.checks import SourceText
from assistant.domain.progress import Cancelled
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolResult
from assistant.llm.failures import EndpointFailure
from assistant.llm.offline_analyst import PlainAnalyst
from assistant.llm.steps import (
    Analyst,
    Ask,
    CallEnded,
    CallStarted,
    Rejected,
    Said,
    Step,
)
from assistant.llm.wording import lang_of
from assistant.proof.book import FactBook
from assistant.tools.toolbox import Toolbox, toolbox
from assistant.tools.view import CaseView

_QUOTED = re.compile(r"[“\"]([^”\"]{4,})[”\"]")
_SUMMARY_CHARS = 160
_FACT_LINES = 200


def _never() -> bool:
    return False


def run_turn(
    question: str,
    *,
    view: CaseView,
    analyst: Analyst,
    history: Sequence[Said] = (),
    lang: Lang = Lang.ZH,
    cancelled: Cancelled = _never,
) -> Iterator[Event]:
    """Answer one question; the last event is always TurnFinished.

    An endpoint that fails gives a Notice and the offline analyst answers instead; what was already
    shown stays. Answers are in the question's language, ``lang`` where that is unclear.
    """
    for said in history:
        lang = lang_of(said.text, lang) if said.role == "user" else lang
    spoken = lang_of(question, lang)
    tools = toolbox(view, spoken)
    ask = Ask(
        question=question,
        lang=spoken,
        specs=tools.specs,
        call=tools.call,
        vocabulary=tools.context.vocabulary,
        history=tuple(history),
        names=tuple(view.names()),
        cancelled=cancelled,
    )
    yield from _Turn(ask, tools).run(analyst)


class _Turn:
    """What one turn gathers on its way to an answer."""

    def __init__(self, ask: Ask, tools: Toolbox) -> None:
        self._ask = ask
        self._context = tools.context
        self._results: list[ToolResult] = []
        self._composer = Composer(ask.lang)
        self._book: FactBook | None = None

    def run(self, analyst: Analyst) -> Iterator[Event]:
        """Let the analyst answer; on failure the offline one."""
        began = time.perf_counter()
        yield TurnStarted(question=self._ask.question, model=analyst.name)
        signed = [analyst.name]
        try:
            yield from self._answered(analyst)
        except EndpointFailure as failure:
            yield failure_notice(failure, self._ask.lang)
            spare = PlainAnalyst()
            self._composer.dropped_tail()
            self._composer.new_part()
            yield from self._composer.settle(_give_up)
            signed = [*signed, spare.name] if self._composer.text else [spare.name]
            yield from self._answered(spare)
        if self._ask.cancelled():
            yield stopped_notice(self._ask.lang)
        elif not self._composer.text.strip():
            yield nothing_left(self._ask.lang)
        yield TurnFinished(answer=self._answer(" + ".join(signed), time.perf_counter() - began))

    def _answered(self, analyst: Analyst) -> Iterator[Event]:
        for step in analyst.answer(self._ask):
            yield from self._events(step)
            if self._ask.cancelled():
                break
        yield from self._composer.end_of_part()
        failures: list[Notice] = []
        yield from self._composer.settle(lambda wrong: self._redrafted(analyst, wrong, failures))
        yield from failures

    def _redrafted(
        self, analyst: Analyst, wrong: Sequence[Rejected], failures: list[Notice]
    ) -> Sequence[str]:
        if self._ask.cancelled():
            return _give_up(wrong)
        try:
            return analyst.redraft(self._ask, self._facts(), wrong)
        except EndpointFailure as failure:
            failures.append(redraft_notice(failure, self._ask.lang))
            return _give_up(wrong)

    def _facts(self) -> str:
        lines = dict.fromkeys(line for r in self._results for line in r.text.splitlines())
        return "\n".join(list(lines)[:_FACT_LINES])

    def _events(self, step: Step) -> Iterator[Event]:
        if isinstance(step, CallStarted):
            yield from self._composer.end_of_part()
            self._composer.new_part()
            yield ToolCalled(name=step.name, arguments=_as_json(step.arguments))
        elif isinstance(step, CallEnded):
            if step.result is not None:
                self._results.append(step.result)
                self._book = None
            yield ToolReturned(name=step.name, summary=_summary(step), refused=step.result is None)
        else:
            self._composer.open(self._facts_book())
            yield from self._composer.feed(step.text)

    def _facts_book(self) -> FactBook:
        if self._book is None:
            found = self._results
            figures = {f.key: f for r in found for f in r.figures}
            figures.update({f.key: f for f in self._context.figures})
            statements = {s.key: s for r in found for s in r.statements}
            statements.update({s.key: s for s in self._context.statements})
            passages = {(p.source, p.page, p.text): p for r in found for p in r.passages}
            self._book = FactBook(
                figures.values(),
                statements.values(),
                passages.values(),
                self._context.vocabulary.metrics.values(),
            )
        return self._book

    def _cited(self, text: str) -> Mapping[tuple[str, int, str], SourceText]:
        """Passages that the answer quotes or names, besides those that prove a number of it."""
        quoted = [" ".join(words.split()) for words in _QUOTED.findall(text)]
        found = {(p.source, p.page, p.text): p for r in self._results for p in r.passages}
        return {place: p for place, p in found.items() if _is_cited(p, quoted, text)}

    def _answer(self, model: str, elapsed_s: float) -> Answer:
        done = self._composer
        done.passages.update(self._cited(done.text))
        return Answer(
            text=done.text.strip(),
            statements=tuple(done.statements),
            figures=tuple(done.figures),
            passages=tuple(done.passages.values()),
            struck=tuple(done.struck),
            sentences=tuple(done.sentences),
            model=model,
            elapsed_s=Decimal(f"{elapsed_s:.3f}"),
            stopped=self._ask.cancelled(),
        )


def _is_cited(passage: SourceText, quoted: Sequence[str], text: str) -> bool:
    words = " ".join(passage.text.split())
    if any(quote in words for quote in quoted):
        return True
    places = (
        f"《{passage.source_name}》第{passage.page}页（",
        f"（《{passage.source_name}》第{passage.page}页",
        f"({passage.source_name}, p. {passage.page}",
    )
    return len(words) <= _SUMMARY_CHARS and any(place in text for place in places)


def _give_up(wrong: Sequence[Rejected]) -> Sequence[str]:
    return [""] * len(wrong)


def _as_json(arguments: Mapping[str, object]) -> str:
    return json.dumps(dict(arguments), ensure_ascii=False)


def _summary(step: CallEnded) -> str:
    if step.result is None:
        return step.refusal[:_SUMMARY_CHARS]
    counts = (
        (len(step.result.statements), "statements"),
        (len(step.result.figures), "figures"),
        (len(step.result.passages), "passages"),
    )
    told = ", ".join(f"{count} {name}" for count, name in counts if count)
    return told or step.result.text[:_SUMMARY_CHARS]
