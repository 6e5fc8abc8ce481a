"""The tool that sets a measure against another period, its own history, or another measure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.quantities import Lang, quantised
from assistant.domain.toolspec import ToolResult
from assistant.llm.times import answers_to
from assistant.llm.vocabulary import series_key
from assistant.scoring.wording import capitalised, trend_statement, when
from assistant.tools.absent import absence
from assistant.tools.arguments import Arguments
from assistant.tools.context import ToolContext
from assistant.tools.figures import codes_of, metrics_of
from assistant.tools.fiscal_days import balances_at
from assistant.tools.results import result

_MOST_YEARS: Final = 5
_TWO: Final = 2


def compare(context: ToolContext, args: Arguments) -> ToolResult:
    """One measure over periods, or two measures in one period."""
    key = metrics_of(context, args.text("metric"))[0]
    codes = codes_of(context, args.text("period"))
    if other := args.text("other"):
        found = _beside(context, key, metrics_of(context, other)[0], codes)
    else:
        found = _over_time(context, key, codes)
    by_key = {f.key: f for f in context.figures}
    keys = dict.fromkeys(k for s in found for k in s.figures if k in by_key)
    return result(context.lang, statements=found, figures=[by_key[k] for k in keys])


def _numbers(context: ToolContext, key: str) -> list[Figure]:
    return [f for f in context.vocabulary.by_metric.get(key, ()) if f.number is not None]


def _over_time(context: ToolContext, key: str, codes: Sequence[str]) -> tuple[Statement, ...]:
    held = [f for f in _numbers(context, key) if f.period]
    if len(codes) >= _TWO:
        ends = [next((f for f in held if answers_to(f.period, c)), None) for c in codes]
        if None in ends:
            ends = list(balances_at(held, codes, ends)) or ends
        dated = sorted((f for f in ends if f), key=_end)
        if len(dated) > _TWO:
            return (_history(dated), *_extreme(dated))
        if len(dated) == _TWO:
            return (moved(context, dated[0], dated[1]),)
    years = yearly(held)
    if len(years) < _TWO:
        zh, en = (context.vocabulary.label(key, lang) for lang in Lang)
        return (
            absence(
                f"years:{key}",
                f"卷内没有{zh}的多个年度，无从比较。",
                f"The file has no two years of {en} to compare.",
            ),
        )
    return (_history(years), *_extreme(years))


def moved(context: ToolContext, before: Figure, after: Figure) -> Statement:
    """How a figure moved between two periods; the case's own sentence where it has one."""
    keys = {before.key, after.key}
    own = (s for s in context.statements if s.kind is StatementKind.TREND)
    same = next((s for s in own if keys <= set(s.figures)), None)
    if same is not None:
        return same
    made = trend_statement(before, after)
    code = before.period.code if before.period else ""
    return made.model_copy(update={"key": f"{made.key}-{code}"})


def yearly(held: Sequence[Figure]) -> list[Figure]:
    """Whole years, or balances at their ends, in order; the last few."""
    whole = [f for f in held if f.period and _is_year(f)]
    return sorted(whole, key=_end)[-_MOST_YEARS:]


def _end(figure: Figure) -> date:
    return figure.period.end if figure.period else date.min


def _is_year(figure: Figure) -> bool:
    period = figure.period
    if period is None or period.is_partial:
        return False
    return period.code.removeprefix("FY").isdigit() or answers_to(period, str(period.start.year))


def _history(years: Sequence[Figure]) -> Statement:
    first, last = years[0], years[-1]
    zh = "、".join(f"{when(f.period, Lang.ZH)}{f.text(Lang.ZH)}" for f in years)
    en = ", ".join(f"{f.text(Lang.EN)}{when(f.period, Lang.EN)}" for f in years)
    zh_way, en_way = _way(years)
    return Statement(
        key=f"{series_key(first)}.history@{_code(last)}",
        kind=StatementKind.TREND,
        text_zh=f"{last.label_zh}：{zh}{zh_way}。",
        text_en=f"{capitalised(last.label_en)}: {en}{en_way}.",
        figures=tuple(f.key for f in years),
    )


def _way(years: Sequence[Figure]) -> tuple[str, str]:
    values = [f.number or Decimal(0) for f in years]
    steps = [b - a for a, b in pairwise(values)]
    if all(step > 0 for step in steps):
        return "，逐期上升", "; it rose throughout"
    if all(step < 0 for step in steps):
        return "，逐期下降", "; it fell throughout"
    return "", ""


def _extreme(years: Sequence[Figure]) -> tuple[Statement, ...]:
    ranked = sorted(years, key=lambda f: f.number or Decimal(0))
    low, high = ranked[0], ranked[-1]
    if low.text(Lang.EN) == high.text(Lang.EN):
        return ()
    return (
        Statement(
            key=f"{series_key(high)}.extreme@{_code(years[-1])}",
            kind=StatementKind.RANK,
            text_zh=(
                f"{high.label_zh}最高的是{when(high.period, Lang.ZH)}，为{high.text(Lang.ZH)}；"
                f"最低的是{when(low.period, Lang.ZH)}，为{low.text(Lang.ZH)}。"
            ),
            text_en=(
                f"{capitalised(high.label_en)} peaked at {high.text(Lang.EN)}"
                f"{when(high.period, Lang.EN)}; the low was {low.text(Lang.EN)}"
                f"{when(low.period, Lang.EN)}."
            ),
            figures=(high.key, low.key),
        ),
    )


def _beside(
    context: ToolContext, key: str, other: str, codes: Sequence[str]
) -> tuple[Statement, ...]:
    pairs = [
        (one, two)
        for one in _numbers(context, key)
        for two in _numbers(context, other)
        if _same_time(one, two) and one.unit is two.unit and one.key != two.key
    ]
    named = [p for p in pairs if any(answers_to(p[0].period, code) for code in codes)]
    if not (pairs if not codes else named):
        zh, en = ([context.vocabulary.label(k, lang) for k in (key, other)] for lang in Lang)
        return (
            absence(
                f"beside:{key}",
                f"卷内没有{zh[0]}与{zh[1]}的同期数值，无从比较。",
                f"The file has no {en[0]} and {en[1]} of one period to compare.",
            ),
        )
    latest = max(named or pairs, key=lambda p: p[0].period.end.toordinal() if p[0].period else 0)
    return (_difference(*latest),)


def _same_time(one: Figure, two: Figure) -> bool:
    if one.period is None or two.period is None:
        return one.period is two.period
    spans = [(p.start, p.end) for p in (one.period, two.period)]
    return spans[0] == spans[1] and not one.period.code.startswith(("L", "P"))


def _difference(one: Figure, two: Figure) -> Statement:
    a, b = one.number or Decimal(0), two.number or Decimal(0)
    gap = one.model_copy(update={"value": abs(a - b)})
    zh_gap, en_gap = (gap.text(lang) for lang in Lang)
    share = f"{quantised(abs(a - b) * 100 / b, 1)}%" if b > 0 and a >= 0 else ""
    if a == b or (
        one.text(Lang.ZH) == two.text(Lang.ZH) and one.text(Lang.EN) == two.text(Lang.EN)
    ):
        zh_tail, en_tail = "，两者一致", "; they agree"
    else:
        zh_tail = f"，前者{'高于' if a > b else '低于'}后者{zh_gap}"
        en_tail = f"; the first is {en_gap} {'above' if a > b else 'below'} the second"
        zh_tail += f"（{share}）" if share else ""
        en_tail += f" ({share})" if share else ""
    return Statement(
        key=f"{series_key(one)}.beside:{series_key(two).replace('#', '.')}@{_code(one)}",
        kind=StatementKind.COMPARISON,
        text_zh=(
            f"{when(one.period, Lang.ZH)}{one.label_zh}为{one.text(Lang.ZH)}，"
            f"{two.label_zh}为{two.text(Lang.ZH)}{zh_tail}。"
        ),
        text_en=(
            f"{capitalised(one.label_en)} came to {one.text(Lang.EN)}{when(one.period, Lang.EN)}, "
            f"{two.label_en} to {two.text(Lang.EN)}{en_tail}."
        ),
        figures=(one.key, two.key),
    )


def _code(figure: Figure) -> str:
    return figure.period.code if figure.period else ""
