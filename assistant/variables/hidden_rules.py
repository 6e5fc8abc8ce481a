"""Hidden-risk rules: what a year's totals don't show, over the same figures as the warnings.

A rule that can't be tested says so, and the limit treats it like one that fired: a withheld
record never does better than a bad one.
"""

from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.figures import Figure, figure_key
from assistant.domain.findings import FindingKind, Severity
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.variables.sentences import when
from assistant.variables.trade_metrics import SIDES, Side
from assistant.variables.warning_terms import Book, Hit, Text, Thresholds, untested


def hidden_hits(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """Every hidden-risk rule's outcome that a person should see."""
    for side in reversed(SIDES):
        yield from _rotation(book, limits, side)
    yield from _drift(book, limits)
    yield from _two_way(book, limits)
    yield from _burst(book, limits)
    yield from _purchases_without_sales(book)


def _rotation(book: Book, limits: Thresholds, side: Side) -> Iterator[Hit]:
    """Most of the amount goes to names not dealt with before, quarter after quarter."""
    rule, metric = f"hidden.{side.party_en}_rotation", f"{side.party_key}.rolling_new_share"
    shares = book.of(metric)
    known = [f for f in shares if f.number is not None]
    above = [f for f in known if (f.number or 0) > limits.rotation_share]
    if len(above) < limits.rotation_quarters:
        if len(known) < limits.rotation_quarters:
            lacking = next((f for f in shares if f.number is None), None)
            yield untested(rule, metric, lacking)
        return
    line = value_text(limits.rotation_share, Unit.RATIO, Lang.EN)
    zh, en = (_listed(known, lang) for lang in Lang)
    yield _hit(
        rule,
        Severity.WARNING,
        Text(
            f"与此前12个月未往来的{side.party_zh}的{side.zh}占比：{zh}；"
            f"{len(known)}个季度中有{len(above)}个季度高于{line}的预警线，{side.party_zh}频繁更换。",
            f"The share of {side.en} {side.preposition} {side.parties_en} not dealt with in the "
            f"12 months before was {en}; {len(above)} of {len(known)} quarters lie above the "
            f"{line} warning line: the {side.parties_en} keep changing.",
        ),
        tuple(known),
    )


def _listed(figures: list[Figure], lang: Lang) -> str:
    parts = [
        f"{f.period.label(lang)}{f.text(lang)}"
        if lang is Lang.ZH
        else f"{f.text(lang)} in {f.period.label(lang)}"
        for f in figures
        if f.period is not None
    ]
    return ("、" if lang is Lang.ZH else ", ").join(parts)


def _drift(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """The largest customer's share rises from twelve over six to three months."""
    rule, metric = "hidden.concentration_drift", "customers.top1_share"
    known = _known(book, rule, tuple(f"{metric}@{code}" for code in ("L12M", "L6M", "L3M")))
    if isinstance(known, Hit):
        yield known
        return
    values = [f.number or Decimal(0) for f in known]
    if not values[0] < values[1] < values[2] or values[2] - values[0] <= limits.drift:
        return
    line = value_text(limits.drift, Unit.RATIO, Lang.EN).removesuffix("%")
    zh, en = (_steps(known, lang) for lang in Lang)
    yield _hit(
        rule,
        Severity.WARNING,
        Text(
            f"第一大客户占比逐步上升：{zh}，升幅超过{line}个百分点的预警线。",
            f"The share of the largest customer keeps rising: {en}, "
            f"by more than the warning line of {line} percentage points.",
        ),
        known,
    )


def _steps(figures: tuple[Figure, ...], lang: Lang) -> str:
    if lang is Lang.ZH:
        return "、".join(f"{when(f.period, lang)}为{f.text(lang)}" for f in figures)
    return ", ".join(f"{f.text(lang)}{when(f.period, lang)}" for f in figures)


def _two_way(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """Sells to those it buys from: goods or invoices may go in a circle."""
    rule, metric = "hidden.two_way_trade", "counterparties.both_share"
    share = book.first(metric, ("L12M", "L6M", "L3M"))
    if share is None or share.number is None:
        yield untested(rule, metric, share)
        return
    if share.number <= limits.two_way_share:
        return
    code = figure_key(share.key).period
    count = book.figures[f"counterparties.both_count@{code}"]
    line = value_text(limits.two_way_share, Unit.RATIO, Lang.EN)
    yield _hit(
        rule,
        Severity.WARNING,
        Text(
            f"{when(share.period, Lang.ZH)}有{count.value}家单位既是客户又是供应商，"
            f"对其销售占{share.text(Lang.ZH)}，高于{line}的预警线，应核实是否对开或循环开票。",
            f"{count.value} {'party' if count.value == 1 else 'parties'} both bought from and sold "
            f"to the firm{when(share.period, Lang.EN)}, with {share.text(Lang.EN)} of its sales, "
            f"above the {line} warning line: check for circular invoicing.",
        ),
        (share, count),
    )


def _burst(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """One month's voids stand far above the year's."""
    rule = "hidden.void_burst"
    year = book.first("sales.void_rate", ("L12M",))
    if year is None or year.number is None:
        yield untested(rule, "sales.void_rate", year)
        return
    month = next((f for f in book.of("sales.void_rate") if _is_month(f)), None)
    if month is None or month.number is None:
        return
    count = book.figures[f"sales.void_count@{figure_key(month.key).period}"]
    few = Decimal(count.number or 0) < limits.burst_count
    if few or month.number < max(limits.burst_rate, limits.burst_times * year.number):
        return
    yield _hit(
        rule,
        Severity.WARNING,
        Text(
            f"{when(month.period, Lang.ZH)}作废销项发票{count.value}张，"
            f"作废率{month.text(Lang.ZH)}，"
            f"而{when(year.period, Lang.ZH)}为{year.text(Lang.ZH)}，属集中作废。",
            f"{count.value} sales invoices were made void{when(month.period, Lang.EN)}, a rate of "
            f"{month.text(Lang.EN)} against {year.text(Lang.EN)}{when(year.period, Lang.EN)}: "
            "a burst.",
        ),
        (month, count, year),
    )


def _is_month(figure: Figure) -> bool:
    code = figure_key(figure.key).period or ""
    return code[4:5] == "-"


def _purchases_without_sales(book: Book) -> Iterator[Hit]:
    """Buys, but hasn't sold for three months."""
    rule = "hidden.purchases_without_sales"
    known = _known(book, rule, ("sales.net@L3M", "purchases.net@L3M"))
    if isinstance(known, Hit):
        yield known
        return
    sold, bought = known
    if (sold.number or 0) > 0 or (bought.number or 0) <= 0:
        return
    yield _hit(
        rule,
        Severity.CRITICAL,
        Text(
            f"{when(sold.period, Lang.ZH)}采购{bought.text(Lang.ZH)}，"
            f"而销售为{sold.text(Lang.ZH)}：有采购无销售。",
            f"Net purchases were {bought.text(Lang.EN)}{when(bought.period, Lang.EN)}, "
            f"but net sales {sold.text(Lang.EN)}: purchases without sales.",
        ),
        (bought, sold),
    )


def _known(book: Book, rule: str, keys: tuple[str, ...]) -> tuple[Figure, ...] | Hit:
    """The figures, each with a number, or that the rule couldn't be tested."""
    found = []
    for key in keys:
        figure = book.figures.get(key)
        if figure is None or figure.number is None:
            return untested(rule, figure_key(key).metric, figure)
        found.append(figure)
    return tuple(found)


def _hit(rule: str, severity: Severity, text: Text, figures: tuple[Figure, ...]) -> Hit:
    return Hit(rule, severity, text, figures, FindingKind.HIDDEN_RISK)
