"""Tools over figures and statements: pick by measure, period and entity."""

from collections.abc import Sequence
from typing import Final

from assistant.domain.figures import Figure, Statement, StatementKind, figure_key
from assistant.domain.toolspec import ToolResult
from assistant.errors import ToolRefusal
from assistant.llm.times import answers_to, latest_first, named_periods
from assistant.llm.wording import normalised
from assistant.scoring.wording import missing_statement, value_statement
from assistant.tools.absent import no_measure
from assistant.tools.arguments import Arguments
from assistant.tools.citing import Cited, cited
from assistant.tools.context import ToolContext
from assistant.tools.results import result

_MOST_FIGURES: Final = 12
_MOST_LATEST: Final = 3
"""Periods of a measure where the question names none."""
_MOST_STATEMENTS: Final = 8
_NEAR: Final = 8
"""How many measures a refusal names as what the file has."""
_ASIDE: Final = ("score.factor.", "score.threshold.", "rule.")
"""Beginnings of statements that the score tool gives when it is asked."""


def figures(context: ToolContext, args: Arguments) -> ToolResult:
    """Values of a measure, of the named period or the latest ones; what documents say is cited."""
    keys = metrics_of(context, args.text("metric"))
    held = [f for key in keys for f in context.vocabulary.by_metric.get(key, ())]
    entity = normalised(args.text("entity"))
    if entity:
        held = _of_entity(context, keys, entity)
    picked = in_period(context, held, args.text("period"))
    if not picked:
        return no_measure(context, keys, held, args.text("period"))
    kept = picked[: _MOST_FIGURES if args.text("period") else _MOST_LATEST]
    own = {s.figures[0]: s for s in reversed(context.statements) if _own_value(s)}
    citations = {f.key: cited(context, f) for f in kept if f.key not in own}
    passages = [c.passage for c in citations.values() if c]
    return result(
        context.lang,
        figures=kept,
        statements=[own.get(f.key) or _sentence(f, citations[f.key]) for f in kept],
        passages=passages,
    )


def _sentence(figure: Figure, citation: Cited | None) -> Statement:
    if citation is not None:
        return citation.statement
    return missing_statement(figure) if figure.value is None else value_statement(figure)


def _own_value(statement: Statement) -> bool:
    """Whether a sentence says what one figure is, or why it is missing."""
    kinds = (StatementKind.VALUE, StatementKind.MISSING)
    factor = statement.key.startswith("score.factor.")
    return statement.kind in kinds and len(statement.figures) == 1 and not factor


def _of_entity(context: ToolContext, keys: Sequence[str], entity: str) -> list[Figure]:
    return [
        figure
        for name, held in context.vocabulary.by_entity.items()
        if entity in normalised(name)
        for figure in held
        if figure.metric in keys
    ]


def statements(context: ToolContext, args: Arguments) -> ToolResult:
    """Statements about a measure with the figures they print; without any, its values."""
    keys = metrics_of(context, args.text("metric"))
    about = [s for s in context.statements if _is_about(s, keys)]
    by_key = {f.key: f for f in context.figures}
    codes = codes_of(context, args.text("period"))
    in_time = [s for s in about if _speaks_of(s, codes, by_key)]
    about = in_time if codes else _latest(about, by_key)
    if not about:
        return figures(context, args)
    kept = about[:_MOST_STATEMENTS]
    spoken = dict.fromkeys(key for s in kept for key in s.figures if key in by_key)
    return result(context.lang, statements=kept, figures=[by_key[key] for key in spoken])


def in_period(context: ToolContext, held: Sequence[Figure], period: str) -> list[Figure]:
    """The figures of a named period, or of the latest ones, those with values first."""
    codes = codes_of(context, period)
    if codes:
        picked = [f for code in codes for f in held if answers_to(f.period, code)]
        timeless = [f for f in held if f.period is None]
        return picked or timeless
    order = [p.code for p in latest_first(f.period for f in held if f.period)]
    place = {code: i for i, code in enumerate(order)}
    return sorted(held, key=lambda f: (f.value is None, place[f.period.code] if f.period else -1))


def metrics_of(context: ToolContext, name: str) -> tuple[str, ...]:
    """The measures that an argument names.

    Raises:
        ToolRefusal: none; says which ones the file has.
    """
    keys = context.vocabulary.resolved(name)
    if keys:
        return keys
    known = list(context.vocabulary.by_metric)[:_NEAR]
    labels = ", ".join(context.vocabulary.label(key, context.lang) for key in known)
    msg = context.say(
        f"卷内没有叫“{name}”的指标；有：{labels} 等",
        f"the file has no measure called {name!r}; it has {labels}, ...",
    )
    raise ToolRefusal(msg)


def codes_of(context: ToolContext, period: str) -> tuple[str, ...]:
    """The period codes that an argument names."""
    return named_periods(period, context.vocabulary.as_of) if period else ()


def _is_about(statement: Statement, keys: Sequence[str]) -> bool:
    own = statement.key.split("@", maxsplit=1)[0].split(":", maxsplit=1)[0]
    if own.startswith(_ASIDE) and not any(own.startswith(key) for key in keys):
        return False
    if any(own == key or own.startswith(f"{key}.") for key in keys):
        return True
    return any(_series(k) in keys for k in statement.figures)


def _series(key: str) -> str:
    parts = figure_key(key)
    if parts.scope:
        return ""
    return f"{parts.metric}#{parts.source}" if parts.source else parts.metric


def _speaks_of(statement: Statement, codes: Sequence[str], by_key: dict[str, Figure]) -> bool:
    periods = [by_key[k].period for k in statement.figures if k in by_key]
    return any(answers_to(period, code) for code in codes for period in periods)


def _latest(about: list[Statement], by_key: dict[str, Figure]) -> list[Statement]:
    def period_of(statement: Statement) -> str:
        ends = [p for k in statement.figures if k in by_key and (p := by_key[k].period)]
        return max(ends, key=lambda p: p.end).code if ends else ""

    periods = [p for s in about for k in s.figures if k in by_key and (p := by_key[k].period)]
    place = {period.code: i for i, period in enumerate(latest_first(periods))}
    missing_last = [s.kind is StatementKind.MISSING for s in about]
    ranked = sorted(
        zip(missing_last, about, strict=True),
        key=lambda pair: (pair[0], place.get(period_of(pair[1]), -1)),
    )
    return [statement for _, statement in ranked]
