"""The tool that says where a figure comes from: formula, inputs, documents, and what moved it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.evidence import Computed, Entered
from assistant.domain.figures import Figure, Statement, StatementKind, figure_key
from assistant.domain.quantities import Lang
from assistant.domain.tongues import tongues_of
from assistant.domain.toolspec import ToolResult
from assistant.scoring.wording import capitalised, when
from assistant.tools.absent import no_measure
from assistant.tools.arguments import Arguments
from assistant.tools.bridges import bridge
from assistant.tools.citing import origin_of, place, source_text
from assistant.tools.context import ToolContext
from assistant.tools.figures import in_period, metrics_of
from assistant.tools.results import result

_TERM: Final = re.compile(
    r"(?<![\w.])(?P<key>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)(?:@(?P<when>[A-Z]+)(?P<back>-1)?)?"
)
_SIGNS: Final = ((" * ", " × "), (" / ", " ÷ "))
_WORDS_OF_FORMULAS: Final = frozenset({"min", "max"})
_MOST_INPUTS: Final = 6
_MOST_DRIVERS: Final = 3
_MOST_PLACES: Final = 3
_QUOTE_CHARS: Final = 60


def explain(context: ToolContext, args: Arguments) -> ToolResult:
    """Formula with its inputs, documents behind it, and the movement of its parts."""
    key = metrics_of(context, args.text("metric"))[0]
    held = context.vocabulary.by_metric.get(key, ())
    picked = in_period(context, held, args.text("period"))
    if not picked:
        return no_measure(context, [key], held, args.text("period"))
    figure = picked[0]
    by_key = {f.key: f for f in context.figures}
    inputs = _inputs(figure, by_key)
    found = [_formula(context, figure, inputs), _source(context, figure, by_key)]
    parts = [s for s in context.statements if s.key == _key(figure, "dupont")]
    kept = [*parts, *(s for s in found if s), *bridge(context, figure), *_drivers(context, inputs)]
    keys = dict.fromkeys(k for s in kept for k in s.figures if k in by_key)
    return result(
        context.lang,
        statements=kept,
        figures=[by_key[k] for k in keys],
        passages=[
            source_text(quoted)
            for f in (figure, *_leaves(figure, by_key))
            if (quoted := origin_of(context, f))
        ][:_MOST_INPUTS],
    )


def _inputs(figure: Figure, by_key: dict[str, Figure]) -> list[Figure]:
    if not isinstance(figure.evidence, Computed):
        return []
    return [by_key[key] for key in figure.evidence.input_keys if key in by_key]


def _leaves(figure: Figure, by_key: dict[str, Figure], depth: int = 4) -> list[Figure]:
    """Figures that a computed one rests on in the end, each once."""
    found: dict[str, Figure] = {}
    for one in _inputs(figure, by_key):
        below = _leaves(one, by_key, depth - 1) if depth else []
        found.update({f.key: f for f in below or [one]})
    return list(found.values())


def _formula(context: ToolContext, figure: Figure, inputs: Sequence[Figure]) -> Statement | None:
    computed = figure.evidence
    if not isinstance(computed, Computed) or figure.value is None:
        return None
    worded = [_worded(context, computed.formula, lang) for lang in Lang]
    shown = [f for f in inputs if f.value is not None][:_MOST_INPUTS]
    zh, en = worded
    if not zh or not en:
        return _by_records(figure, computed)
    zh_parts = "、".join(f"{_dated(f, figure, Lang.ZH)}{f.text(Lang.ZH)}" for f in shown)
    en_parts = ", ".join(f"{_dated(f, figure, Lang.EN)} {f.text(Lang.EN)}" for f in shown)
    zh_where = f"，其中{zh_parts}" if zh_parts else ""
    en_where = f", with {en_parts}" if en_parts else ""
    at = when(figure.period, Lang.ZH)
    return Statement(
        key=_key(figure, "formula"),
        kind=StatementKind.VALUE,
        text_zh=f"{figure.label_zh} = {zh}；{at}为{figure.text(Lang.ZH)}{zh_where}。",
        text_en=(
            f"{capitalised(figure.label_en)} = {en}; it is {figure.text(Lang.EN)}"
            f"{when(figure.period, Lang.EN)}{en_where}."
        ),
        figures=(figure.key, *(f.key for f in shown)),
    )


def _worded(context: ToolContext, formula: str, lang: Lang) -> str:
    """The formula with names for keys; '' where it is prose."""
    strange = False

    def name(match: re.Match[str]) -> str:
        nonlocal strange
        metric = context.vocabulary.metrics.get(match["key"])
        if metric is None:
            strange = strange or match["key"] not in _WORDS_OF_FORMULAS
            return match[0]
        if match["back"]:
            return f"上年{metric.label_zh}" if lang is Lang.ZH else f"prior-year {metric.label_en}"
        return metric.label(lang)

    text = _TERM.sub(name, formula)
    for sign, shown in _SIGNS:
        text = text.replace(sign, shown)
    return "" if strange else text


def _dated(part: Figure, whole: Figure, lang: Lang) -> str:
    """The part's name, with its period where it is of an earlier one."""
    earlier = part.period and whole.period and part.period.end < whole.period.end
    label = part.label(lang)
    if not earlier or part.period is None:
        return label
    period = part.period.label(lang)
    return f"{period}{label}" if lang is Lang.ZH else f"{label} ({period})"


def _by_records(figure: Figure, computed: Computed) -> Statement:
    zh_rows = f"，共{computed.rows:,}行记录" if computed.rows is not None else ""
    en_rows = f", {computed.rows:,} rows" if computed.rows is not None else ""
    in_words = tongues_of(computed.formula)
    return Statement(
        key=_key(figure, "formula"),
        kind=StatementKind.VALUE,
        text_zh=(
            f"{when(figure.period, Lang.ZH)}{figure.label_zh}为{figure.text(Lang.ZH)}，"
            f"由程序按记录计算{zh_rows}：{in_words.zh}。"
        ),
        text_en=(
            f"{capitalised(figure.label_en)}{when(figure.period, Lang.EN)}: "
            f"{figure.text(Lang.EN)}, computed from the records{en_rows}: {in_words.en}."
        ),
        figures=(figure.key,),
    )


def _source(context: ToolContext, figure: Figure, by_key: dict[str, Figure]) -> Statement | None:
    """Where the value stands, or where what it is computed from stands."""
    if quoted := origin_of(context, figure):
        words = " ".join(quoted.quote.split())[:_QUOTE_CHARS]
        zh = f"，出自{place(quoted, Lang.ZH)}：“{words}”"
        en = f', from {place(quoted, Lang.EN)}: "{words}"'
        return _placed(figure, zh, en)
    if isinstance(figure.evidence, Entered):
        who = figure.evidence.who
        day = f"{figure.evidence.when:%Y-%m-%d}"
        return _placed(figure, f"，由{who}于{day}录入", f", entered by {who} on {day}")
    origins = [o for f in _leaves(figure, by_key) if (o := origin_of(context, f))]
    pages = dict.fromkeys((o.source_name, o.page) for o in origins)
    if not pages:
        return None
    zh_pages = "、".join(f"《{name}》第{page}页" for name, page in list(pages)[:_MOST_PLACES])
    en_pages = ", ".join(f"{name}, p. {page}" for name, page in list(pages)[:_MOST_PLACES])
    return Statement(
        key=_key(figure, "source"),
        kind=StatementKind.VALUE,
        text_zh=f"所用数据出自{zh_pages}。",
        text_en=f"Its inputs stand in {en_pages}.",
        figures=(figure.key,),
    )


def _placed(figure: Figure, zh: str, en: str) -> Statement:
    return Statement(
        key=_key(figure, "source"),
        kind=StatementKind.VALUE,
        text_zh=f"{when(figure.period, Lang.ZH)}{figure.label_zh}为{figure.text(Lang.ZH)}{zh}。",
        text_en=(
            f"{capitalised(figure.label_en)}{when(figure.period, Lang.EN)}: "
            f"{figure.text(Lang.EN)}{en}."
        ),
        figures=(figure.key,),
    )


def _drivers(context: ToolContext, inputs: Sequence[Figure]) -> list[Statement]:
    """How the parts of a figure moved, where the case says so; the largest movement first."""
    own = {s.key: s for s in context.statements if s.kind is StatementKind.TREND}
    by_key = {f.key: f for f in context.figures}
    moves: list[tuple[Decimal, Statement]] = []
    for part in inputs:
        trend = own.get(_key(part, "trend"))
        if trend is not None:
            moves.append((_moved_by(trend, by_key), trend))
    moves.sort(key=lambda move: -move[0])
    return [trend for _, trend in moves[:_MOST_DRIVERS]]


def _moved_by(trend: Statement, by_key: dict[str, Figure]) -> Decimal:
    values = [f.number for k in trend.figures[:2] if (f := by_key.get(k)) and f.number is not None]
    if len(values) < len(trend.figures[:2]) or not values[-1]:
        return Decimal(0)
    return abs(values[0] - values[-1]) / abs(values[-1])


def _key(figure: Figure, kind: str) -> str:
    key = figure_key(figure.key)
    return str(key.model_copy(update={"metric": f"{key.metric}.{kind}"}))
