"""The tool that works out a ratio of statement lines when it is asked for, and says the formula."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind
from assistant.domain.quantities import Lang, money_text, quantised
from assistant.domain.toolspec import ToolResult
from assistant.errors import ToolRefusal
from assistant.llm.derived import DERIVED, Derived, derived_called
from assistant.llm.times import answers_to, latest_first
from assistant.scoring.wording import capitalised, when
from assistant.tools.absent import no_measure
from assistant.tools.arguments import Arguments
from assistant.tools.citing import origin_of, place, source_text
from assistant.tools.context import ToolContext
from assistant.tools.figures import codes_of
from assistant.tools.results import result

_PLACES: Final = 1


class _Operand(NamedTuple):
    figure: Figure
    sign: int


class _Worked(NamedTuple):
    """A derived measure in one year."""

    derived: Derived
    value: Decimal
    above: tuple[_Operand, ...]
    below: Figure | None

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (*(o.figure for o in self.above), *((self.below,) if self.below else ()))


def derive(context: ToolContext, args: Arguments) -> ToolResult:
    """A ratio of statement lines in each named year, with its formula and where the lines stand."""
    derived = derived_called(args.text("measure"))
    if derived is None:
        msg = context.say(
            f"没有这个比率；有：{'、'.join(d.zh for d in DERIVED)}",
            f"no such ratio; there are: {', '.join(d.key for d in DERIVED)}",
        )
        raise ToolRefusal(msg)
    aside = derived_called(derived.aside)
    worked = [w for d in (derived, aside) if d for w in _worked(context, d, args.text("period"))]
    if not any(w.derived is derived for w in worked):
        lines = (*(line.removeprefix("-") for line in derived.above), derived.below)
        held = [f for key in lines for f in context.vocabulary.by_metric.get(key, ())]
        known = context.vocabulary.by_metric
        lacking = next((line for line in lines if line and line not in known), lines[0])
        return no_measure(context, [lacking], held, args.text("period"))
    places = args.number("decimals", _PLACES)
    figures = {f.key: f for w in worked for f in w.figures}
    quoted = [q for f in figures.values() if (q := origin_of(context, f))]
    return result(
        context.lang,
        statements=[_statement(context, w, places) for w in worked],
        figures=list(figures.values()),
        passages=[source_text(q) for q in quoted],
    )


def _worked(context: ToolContext, derived: Derived, period: str) -> list[_Worked]:
    """The measure in the named years, or in the latest one that has all lines."""
    codes = codes_of(context, period)
    heads = [f for f in _held(context, derived.above[0]) if f.period]
    order = latest_first(f.period for f in heads if f.period)
    found = [w for p in order for f in heads if f.period == p and (w := _one(context, derived, f))]
    if codes:
        return [w for c in codes for w in found if answers_to(w.above[0].figure.period, c)]
    return [w for w in found if _is_year(w.above[0].figure)][:1]


def _is_year(figure: Figure) -> bool:
    return figure.period is not None and (figure.period.is_fiscal_year or figure.period.is_balance)


def _held(context: ToolContext, line: str) -> Sequence[Figure]:
    held = context.vocabulary.by_metric.get(line.removeprefix("-"), ())
    return [f for f in held if f.number is not None and f.status is not FigureStatus.DISPUTED]


def _one(context: ToolContext, derived: Derived, head: Figure) -> _Worked | None:
    above: list[_Operand] = []
    for line in derived.above:
        figure = next((f for f in _held(context, line) if f.period == head.period), None)
        if figure is None:
            return None
        above.append(_Operand(figure, -1 if line.startswith("-") else 1))
    total = sum((o.sign * (o.figure.number or Decimal(0)) for o in above), Decimal(0))
    if not derived.below:
        return _Worked(derived, total, tuple(above), None)
    below = next((f for f in _held(context, derived.below) if f.period == head.period), None)
    if below is None or not below.number or below.unit is not head.unit:
        return None
    return _Worked(derived, total / below.number, tuple(above), below)


def _statement(context: ToolContext, worked: _Worked, places: int) -> Statement:
    head = worked.above[0].figure
    zh, en = (_sentence(context, worked, places, lang) for lang in Lang)
    code = head.period.code if head.period else ""
    return Statement(
        key=f"{worked.derived.key}.derived@{code}",
        kind=StatementKind.VALUE,
        text_zh=zh,
        text_en=en,
        figures=tuple(dict.fromkeys(f.key for f in worked.figures)),
    )


def _sentence(context: ToolContext, worked: _Worked, places: int, lang: Lang) -> str:
    head = worked.above[0].figure
    ratio = worked.below is not None
    if ratio:
        value = f"{quantised(worked.value * 100, places):f}%"
    else:
        value = money_text(worked.value, head.unit, lang)
    top = _terms(worked.above, lang)
    if worked.below is not None:
        top = f"({top})" if len(worked.above) > 1 else top
        top = f"{top} ÷ {worked.below.label(lang)} {worked.below.text(lang)}"
    doubt = any(f.status is FigureStatus.CANDIDATE for f in worked.figures)
    places_text = _places(context, worked, lang)
    if lang is Lang.ZH:
        tail = "，尚未核实" if doubt else ""
        stands = f"（{places_text}{tail}）" if places_text or tail else ""
        return f"{when(head.period, lang)}{worked.derived.zh}为{value}：{top}{stands}。"
    tail = ", not yet verified" if doubt else ""
    stands = f" ({places_text}{tail})" if places_text or tail else ""
    name = capitalised(worked.derived.en)
    return f"{name} was {value}{when(head.period, lang)}: {top}{stands}."


def _terms(operands: Sequence[_Operand], lang: Lang) -> str:
    texts = [f"{o.figure.label(lang)} {o.figure.text(lang)}" for o in operands]
    signs = ["", *(" - " if o.sign < 0 else " + " for o in operands[1:])]
    return "".join(f"{sign}{text}" for sign, text in zip(signs, texts, strict=True))


def _places(context: ToolContext, worked: _Worked, lang: Lang) -> str:
    found = (origin_of(context, figure) for figure in worked.figures)
    texts = dict.fromkeys(place(quoted, lang) for quoted in found if quoted)
    return ("；" if lang is Lang.ZH else "; ").join(texts)
