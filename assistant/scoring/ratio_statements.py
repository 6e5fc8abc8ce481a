"""Statements about ratios: value, trend, and where a value stands against a plain benchmark."""

# ruff: noqa: E501  one metric a row reads as a table

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.quantities import Lang
from assistant.scoring.formula_book import Lines
from assistant.scoring.formulas import Anchor
from assistant.scoring.wording import (
    capitalised,
    missing_statement,
    texts_apart,
    trend_statement,
    value_statement,
    verb_of,
    when,
)

_TOLD_LINES: Final = (
    *("revenue", "net_profit", "operating_cash_flow"),
    *("total_assets", "total_liabilities", "equity"),
)
"""Statement lines whose value and trend are told beside the ratios."""


class Zone(NamedTuple):
    """A benchmark of a metric and what lies on either side of it."""

    metric: str
    limit: Decimal
    above: tuple[str, str]
    """At or above the limit, zh and en."""
    below: tuple[str, str]


_ZONES: Final = (
    Zone("current_ratio", Decimal(1), ("流动资产足以覆盖流动负债", "current assets cover current liabilities"), ("流动资产不足以覆盖流动负债", "current assets don't cover current liabilities")),
    Zone("interest_cover", Decimal(1), ("息税前利润足以支付利息", "EBIT covers the interest"), ("息税前利润不足以支付利息", "EBIT doesn't cover the interest")),
    Zone("dscr.ebitda", Decimal(1), ("足以偿付当年本息", "it covers the year's principal and interest"), ("不足以偿付当年本息", "it doesn't cover the year's principal and interest")),
    Zone("dscr.pro_forma", Decimal(1), ("足以偿付含本次申请的本息", "it covers principal and interest with this request"), ("不足以偿付含本次申请的本息", "it doesn't cover principal and interest with this request")),
    Zone("dscr.operating_cash_flow", Decimal(1), ("经营现金流足以偿付当年本息", "operating cash flow covers the year's principal and interest"), ("经营现金流不足以偿付当年本息", "operating cash flow doesn't cover the year's principal and interest")),
    Zone("net_profit", Decimal(0), ("未发生亏损", "the year closed without a loss"), ("当年亏损", "the year closed with a loss")),
    Zone("operating_cash_flow", Decimal(0), ("经营活动现金未净流出", "operations used no net cash"), ("经营活动现金净流出", "operations used cash")),
    Zone("equity", Decimal(0), ("净资产不为负", "equity isn't negative"), ("资不抵债", "liabilities exceed assets")),
)  # fmt: skip
_Z_LIMITS: Final = {
    "altman.z_private": (Decimal("1.23"), Decimal("2.9")),
    "altman.z_non_manufacturing": (Decimal("1.1"), Decimal("2.6")),
}
"""Distress below the first, safe above the second. Source: Altman (1983, 1995)."""


def ratio_statements(
    known: Lines, made: Iterable[Figure], focus: Anchor | None
) -> tuple[Statement, ...]:
    """Statements of the year in focus, of request ratios, and of each line's movement."""
    statements: list[Statement] = []
    told = [figure for figure in made if _is_in_focus(figure, focus)]
    lines = [known[key] for key in _line_keys(focus) if key in known]
    for figure in (*lines, *told):
        if figure.value is None:
            statements.append(missing_statement(figure))
            continue
        statements.append(value_statement(figure))
        before = _before(figure, known, focus)
        if before is not None:
            statements.append(trend_statement(before, figure))
    if focus is not None:
        for judge in (_zones, _altman, _dupont, _headroom_of_need):
            statements.extend(judge(known, focus))
    return tuple(statements)


def _is_in_focus(figure: Figure, focus: Anchor | None) -> bool:
    if figure.period is None:
        return True
    return focus is not None and figure.period.end == focus.day


def _line_keys(focus: Anchor | None) -> tuple[str, ...]:
    if focus is None:
        return ()
    return tuple(focus.resolve(f"{m}@{token}") for m in _TOLD_LINES for token in ("FY", "BS"))


def _before(figure: Figure, known: Lines, focus: Anchor | None) -> Figure | None:
    if figure.period is None or focus is None:
        return None
    token = "BS-1" if figure.period.is_balance else "FY-1"
    before = known.get(focus.resolve(f"{figure.metric}@{token}"))
    comparable = before is not None and before.number is not None and before.unit is figure.unit
    return before if comparable else None


def _measured(known: Lines, focus: Anchor, metric: str) -> tuple[Figure, Decimal] | None:
    for token in ("FY", "BS"):
        figure = known.get(focus.resolve(f"{metric}@{token}"))
        if figure is not None and figure.number is not None:
            return figure, figure.number
    return None


def _zones(known: Lines, focus: Anchor) -> Iterable[Statement]:
    for zone in _ZONES:
        found = _measured(known, focus, zone.metric)
        if found is not None:
            side = zone.above if found[1] >= zone.limit else zone.below
            yield _verdict(found[0], zone.limit, side)


def _altman(known: Lines, focus: Anchor) -> Iterable[Statement]:
    for metric, (distress, safe) in _Z_LIMITS.items():
        found = _measured(known, focus, metric)
        if found is None:
            continue
        figure, value = found
        if value < distress:
            yield _verdict(figure, distress, ("处于困境区", "the distress zone"))
        elif value > safe:
            yield _verdict(figure, safe, ("处于安全区", "the safe zone"))
        else:
            yield _verdict(figure, distress, ("处于灰色区", "the grey zone"))


def _verdict(figure: Figure, limit: Decimal, side: tuple[str, str]) -> Statement:
    number = figure.number or Decimal(0)

    def clause(lang: Lang, below: str, equal: str, above: str) -> str:
        value, bound = texts_apart(number, limit, figure.unit, lang)
        if not limit:
            return value
        if number == limit:
            return f"{value}{equal}"
        return f"{value}{below if number < limit else above}{bound}"

    zh = clause(Lang.ZH, "，低于", "，等于临界值", "，高于")
    en = clause(Lang.EN, ", below ", ", exactly the benchmark", ", above ")
    was = verb_of(figure.label_en, past=True)
    return Statement(
        key=_key(figure),
        kind=StatementKind.VERDICT,
        text_zh=f"{when(figure.period, Lang.ZH)}{figure.label_zh}为{zh}，{side[0]}。",
        text_en=f"{capitalised(figure.label_en)}{when(figure.period, Lang.EN)} {was} {en}: {side[1]}.",
        figures=(figure.key,),
    )


def _key(figure: Figure) -> str:
    metric, at, period = figure.key.partition("@")
    return f"{metric}.verdict{at}{period}"


def _dupont(known: Lines, focus: Anchor) -> Iterable[Statement]:
    names = ("roe", "net_margin", "asset_turnover", "equity_multiplier")
    found = [_measured(known, focus, name) for name in names]
    figures = [pair[0] for pair in found if pair is not None]
    if len(figures) < len(names):
        return
    zh = [f.text(Lang.ZH) for f in figures]
    en = [f.text(Lang.EN) for f in figures]
    at = when(figures[0].period, Lang.ZH)
    yield Statement(
        key=f"roe.dupont@{figures[0].key.partition('@')[2]}",
        kind=StatementKind.COMPARISON,
        text_zh=(
            f"{at}净资产收益率{zh[0]}由销售净利率{zh[1]}、"
            f"总资产周转率{zh[2]}与权益乘数{zh[3]}相乘而得。"
        ),
        text_en=(
            f"Return on equity (ROE) of {en[0]}{when(figures[0].period, Lang.EN)} is the product "
            f"of net margin {en[1]}, asset turnover {en[2]} and equity multiplier {en[3]}."
        ),
        figures=tuple(f.key for f in figures),
    )


def _headroom_of_need(known: Lines, focus: Anchor) -> Iterable[Statement]:
    room = _measured(known, focus, "working_capital.new_limit")
    asked = known.get("request.amount")
    if room is None or asked is None or asked.number is None or asked.unit is not room[0].unit:
        return
    figure, value = room
    enough = value >= asked.number
    zh_room, zh_asked = texts_apart(value, asked.number, figure.unit, Lang.ZH)
    en_room, en_asked = texts_apart(value, asked.number, figure.unit, Lang.EN)
    yield Statement(
        key=_key(figure),
        kind=StatementKind.COMPARISON,
        text_zh=f"测算的新增流动资金贷款额度为{zh_room}，"
        f"{'不低于' if enough else '低于'}申请金额{zh_asked}。",
        text_en=f"The new working-capital limit comes to {en_room}, "
        f"{'not below' if enough else 'below'} the requested {en_asked}.",
        figures=(figure.key, asked.key),
    )
