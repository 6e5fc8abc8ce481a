"""The offline analyst's writer: puts tool results into sentences, by reference. Plain code."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind, figure_key
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolResult
from assistant.llm.everyday import to_ask_for
from assistant.llm.planning import Intent, Plan, PlannedCall
from assistant.llm.quoting import quotes
from assistant.llm.vocabulary import Vocabulary

_SENTENCES: Final = 3
"""Sentences about one measure."""
_LISTED: Final = 10
_FIRST_KINDS: Final[Mapping[Intent, tuple[StatementKind, ...]]] = {
    Intent.TREND: (StatementKind.TREND, StatementKind.COMPARISON),
    Intent.WHY: (StatementKind.TREND, StatementKind.COMPARISON, StatementKind.SHARE),
    Intent.COMPARE: (StatementKind.COMPARISON, StatementKind.TREND, StatementKind.RANK),
    Intent.VALUE: (StatementKind.VALUE, StatementKind.SHARE, StatementKind.VERDICT),
}


@dataclass(frozen=True)
class Returned:
    """What came of one planned call."""

    call: PlannedCall
    result: ToolResult | None
    refusal: str = ""


class Draft:
    """Everything that the tools brought for one plan, ready to be written."""

    def __init__(self, plan: Plan, vocabulary: Vocabulary, returned: Sequence[Returned]) -> None:
        """Sort what came back by tool."""
        self.plan = plan
        self.vocabulary = vocabulary
        self.returned = returned

    def say(self, zh: str, en: str) -> str:
        """The one of two texts that is in the question's language."""
        return zh if self.plan.lang is Lang.ZH else en

    def of(self, *tools: str) -> list[Returned]:
        """What these tools brought, refusals left out."""
        return [r for r in self.returned if r.call.tool in tools and r.result]

    def statements(self, *tools: str) -> list[Statement]:
        """Statements that these tools brought, each once."""
        found = {s.key: s for r in self.of(*tools) if r.result for s in r.result.statements}
        return list(found.values())

    def passages(self) -> list[SourceText]:
        """Passages that were found."""
        return [p for r in self.of("search", "read_page") if r.result for p in r.result.passages]

    def refusals(self) -> list[str]:
        """Why tools refused, each once."""
        return list(dict.fromkeys(r.refusal for r in self.returned if r.refusal))


def written(draft: Draft) -> Iterator[str]:
    """The answer, a sentence or line at a time, references unresolved."""
    writer = _WRITERS.get(draft.plan.intent, _measures)
    anything = False
    for line in writer(draft):
        anything = True
        yield f"{line}\n"
    if not anything:
        for line in _abstention(draft):
            yield f"{line}\n"


def _measures(draft: Draft) -> Iterator[str]:
    kinds = _FIRST_KINDS.get(draft.plan.intent, ())
    most = 2 * _SENTENCES if draft.plan.intent in (Intent.TREND, Intent.COMPARE) else _SENTENCES
    told: set[str] = set()
    lines: list[str] = []
    for metric in draft.plan.metrics:
        lines += _about_metric(draft, metric, kinds, told)[:most]
    yield from _listed(lines)
    if not lines:
        yield from _documents(draft)


def _about_metric(
    draft: Draft, metric: str, kinds: Sequence[StatementKind], told: set[str]
) -> list[str]:
    mine = [r for r in draft.of("statements", "figures") if r.call.arguments["metric"] == metric]
    statements = [s for r in mine if r.result for s in r.result.statements]
    figures = [f for r in mine if r.call.tool == "figures" and r.result for f in r.result.figures]
    ranked = sorted(statements, key=lambda s: s.kind not in kinds)
    direct = [s for s in ranked if _is_on(s, metric)] or ranked
    lines = [f"[[{s.key}]]" for s in direct if s.key not in told]
    told.update(s.key for s in direct)
    spoken = {key for s in direct for key in s.figures}
    wanted = [f for f in figures if f.key not in spoken and f.key not in told]
    if draft.plan.intent is Intent.VALUE and figures and figures[0] in wanted:
        lines.insert(0, _figure_line(draft, figures[0]))
        wanted = wanted[1:]
    told.update(f.key for f in wanted)
    return lines + [_figure_line(draft, f) for f in wanted]


def _is_on(statement: Statement, metric: str) -> bool:
    return any(figure_key(key).metric == metric for key in statement.figures)


def _figure_line(draft: Draft, figure: Figure) -> str:
    lang = draft.plan.lang
    period = figure.period.label(lang) if figure.period else ""
    if figure.value is None:
        when = draft.say(f"（{period}）", f" for {period}") if period else ""
        return draft.say(
            f"{figure.label_zh}{when}缺失。",
            f"{figure.label_en.capitalize()}{when} is not available.",
        )
    doubt = ""
    if figure.status is FigureStatus.CANDIDATE:
        doubt = draft.say("（读自文件，尚未核实）", " (read from a document, not yet verified)")
    elif figure.status is FigureStatus.DISPUTED:
        doubt = draft.say("（来源之间不一致）", " (sources disagree)")
    if lang is Lang.ZH:
        return f"{period}{figure.label_zh}为{{{{{figure.key}}}}}{doubt}。"
    when = f", {period}" if period else ""
    name = figure.label_en[:1].upper() + figure.label_en[1:]
    return f"{name}{when}: {{{{{figure.key}}}}}{doubt}."


def _listed(lines: Sequence[str]) -> Iterator[str]:
    if len(lines) == 1:
        yield lines[0]
        return
    yield from (f"- {line}" for line in lines)


def _why(draft: Draft) -> Iterator[str]:
    lines = list(_measures(draft))
    related = [s for s in draft.statements("warnings") if _shares_metric(draft, s)]
    if lines or related:
        yield draft.say(
            "文件没有直接写明原因；与此有关的事实如下：",
            "The file does not state a cause; these are the related facts:",
        )
        yield from lines
        yield from (f"- [[{s.key}]]" for s in related[:_SENTENCES])
        return
    if draft.of("score"):
        yield from _score(draft)
        return
    yield from _documents(draft)


def _shares_metric(draft: Draft, statement: Statement) -> bool:
    families = {metric.split(".", maxsplit=1)[0] for metric in draft.plan.metrics}
    return any(
        figure_key(k).metric.split(".", maxsplit=1)[0] in families for k in statement.figures
    )


def _score(draft: Draft) -> Iterator[str]:
    found = draft.statements("score")
    headline = [s for s in found if s.verdict is None]
    rules = [s for s in found if s.verdict is not None]
    yield from (f"[[{s.key}]]" for s in headline[:_LISTED])
    telling = [s for s in rules if s.verdict not in ("pass", None)]
    yield from (f"- [[{s.key}]]" for s in telling[:_LISTED])


def _rules(draft: Draft) -> Iterator[str]:
    rules = [s for s in draft.statements("score") if s.verdict is not None]
    metrics = draft.plan.metrics
    own = [s for s in rules if any(_is_on(s, metric) for metric in metrics)]
    shown = own or rules
    yield from (f"- [[{s.key}]]" for s in shown[: _LISTED * 2])


def _warnings(draft: Draft) -> Iterator[str]:
    found = draft.statements("warnings")
    metrics = draft.plan.metrics
    own = [s for s in found if any(_is_on(s, metric) for metric in metrics)]
    yield from _listed([f"[[{s.key}]]" for s in (own or found)[:_LISTED]])
    if not found:
        yield from (r.result.text for r in draft.of("warnings") if r.result)


def _missing(draft: Draft) -> Iterator[str]:
    for returned in draft.of("missing"):
        if returned.result:
            yield from (f"- [[{s.key}]]" for s in returned.result.statements)
            yield from (line for line in returned.result.text.splitlines() if "[[" not in line)


def _what_if(draft: Draft) -> Iterator[str]:
    for returned in draft.of("what_if"):
        if returned.result:
            yield from (f"[[{s.key}]]" for s in returned.result.statements)


def _drafted(draft: Draft) -> Iterator[str]:
    yield from (r.result.text for r in draft.of("draft_section") if r.result)


def _documents(draft: Draft) -> Iterator[str]:
    found = quotes(draft.plan.question, draft.passages())
    if draft.of("read_page") and not found:
        for passage in draft.passages():
            yield draft.say(
                f"《{passage.source_name}》第{passage.page}页：\n> {_block(passage.text)}",
                f"{passage.source_name}, p. {passage.page}:\n> {_block(passage.text)}",
            )
    yield from _listed([quote.sentence(draft.plan.lang) for quote in found])
    if not found and draft.plan.intent is Intent.DOCUMENT and draft.of("statements", "figures"):
        yield from _measures(draft)


def _block(text: str) -> str:
    return text.replace("\n", "\n> ")


def _about(draft: Draft) -> Iterator[str]:
    labels = [draft.vocabulary.label(key, draft.plan.lang) for key in draft.vocabulary.by_metric]
    yield draft.say(
        "我是离线分析员：按规则查找本案文件中的数字、规则结论和原文，不是语言模型。",
        "I am the offline analyst: I look up this file's figures, rule verdicts and passages by "
        "rules; I am not a language model.",
    )
    yield draft.say(
        "可以问：某项指标及其期间、趋势、比较、评分与额度、政策规则、预警、缺什么资料、假设变动、文件原文。",
        "Ask for a measure and its period, a trend, a comparison, the score and limit, policy "
        "rules, warnings, what is missing, a what-if, or the words of a document.",
    )
    if labels:
        shown = labels[:_LISTED]
        yield draft.say(
            f"本案现有指标例如：{'、'.join(shown)}。",
            f"This file has, for example: {', '.join(shown)}.",
        )


def _abstention(draft: Draft) -> Iterator[str]:
    refusals = [text for text in draft.refusals() if text]
    relevant = [r.refusal for r in draft.returned if r.refusal and r.call.tool != "search"]
    if relevant:
        yield f"{relevant[0].rstrip('。.')}{draft.say('。', '.')}"
    else:
        yield draft.say(
            "文件里没有能回答这个问题的内容。", "Nothing in this file answers that question."
        )
    asked = to_ask_for(draft.plan.metrics)
    if asked:
        zh = "；".join(zh for zh, _ in asked)
        en = "; ".join(en for _, en in asked)
        yield draft.say(f"可向企业索取：{zh}。", f"Ask the firm for: {en}.")
    elif refusals and not relevant:
        yield draft.say(
            "请添加载有该内容的文件，或换一种问法。",
            "Add the document that would hold it, or put the question another way.",
        )


_WRITERS: Final[Mapping[Intent, Callable[[Draft], Iterator[str]]]] = {
    Intent.ABOUT: _about,
    Intent.WHY: _why,
    Intent.SCORE: _score,
    Intent.RULES: _rules,
    Intent.WARNINGS: _warnings,
    Intent.MISSING: _missing,
    Intent.WHAT_IF: _what_if,
    Intent.DRAFT: _drafted,
    Intent.DOCUMENT: _documents,
}
