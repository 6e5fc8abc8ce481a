"""The early-warning rules over invoice figures, one function a rule."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assistant.domain.figures import Figure, figure_key
from assistant.domain.findings import Severity
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.variables.catalogue import CATALOGUE
from assistant.variables.hidden_rules import hidden_hits
from assistant.variables.sentences import when
from assistant.variables.trade_metrics import SIDES, Side
from assistant.variables.warning_terms import Book, Hit, Text, Thresholds, untested

_PERIODS: Final = ("L12M", "L6M", "L3M")
"""The first of these that has a value is tested, so that a young firm is warned of too."""
_TOP: Final = 3


def hits(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """Every rule's outcome that a person should see."""
    yield from _top_customer(book, limits)
    yield from _concentration(book, limits)
    for side in reversed(SIDES):
        yield from _vanished(book, limits, side)
    yield from _fall(book, limits)
    yield from _void(book, limits)
    yield from _gap(book, limits)
    yield from _purchases_above_sales(book)
    yield from hidden_hits(book, limits)


def _top_customer(book: Book, limits: Thresholds) -> Iterator[Hit]:
    rule = "invoices.top_customer"
    share = book.first("customers.top1_share", _PERIODS)
    if share is None or share.number is None:
        yield untested(rule, "customers.top1_share", share)
    elif share.number > limits.top_customer_share:
        code = figure_key(share.key).period
        name = book.figures.get(f"customers.top1_name@{code}")
        who = str(name.value) if name is not None else ""
        zh, en = _percent(limits.top_customer_share)
        yield Hit(
            rule,
            Severity.WARNING,
            Text(
                f"{when(share.period, Lang.ZH)}第一大客户{who}占销售额的"
                f"{share.text(Lang.ZH)}，高于{zh}的预警线。",
                f"The largest customer, {who}, made up {share.text(Lang.EN)} of net sales"
                f"{when(share.period, Lang.EN)}, above the {en} warning line.",
            ),
            tuple(f for f in (share, name) if f is not None),
        )


def _concentration(book: Book, limits: Thresholds) -> Iterator[Hit]:
    rule = "invoices.concentration_rise"
    change = book.first("customers.top1_share_change", ("L12M",))
    if change is None or change.number is None:
        yield untested(rule, "customers.top1_share_change", change)
    elif change.number > limits.concentration_rise:
        now, before = (book.figures[f"customers.top1_share@{c}"] for c in ("L12M", "P12M"))
        points, line = (
            value_text(v, Unit.RATIO, Lang.EN).removesuffix("%")
            for v in (change.number, limits.concentration_rise)
        )
        yield Hit(
            rule,
            Severity.WARNING,
            Text(
                f"第一大客户占比由{when(before.period, Lang.ZH)}的{before.text(Lang.ZH)}"
                f"上升{points}个百分点至{when(now.period, Lang.ZH)}的{now.text(Lang.ZH)}，"
                f"升幅超过{line}个百分点的预警线。",
                f"The share of the largest customer rose {points} percentage points, from "
                f"{before.text(Lang.EN)}{when(before.period, Lang.EN)} to {now.text(Lang.EN)}"
                f"{when(now.period, Lang.EN)}, more than the warning line of {line} points.",
            ),
            (change, now, before),
        )


def _vanished(book: Book, limits: Thresholds, side: Side) -> Iterator[Hit]:
    rule = f"invoices.{side.party_en}_vanished"
    recent = book.first(f"{side.key}.net", ("L6M",))
    shares = [f for f in book.of(f"{side.party_key}.share") if f.key.endswith(("@P12M", "@L12M"))]
    if recent is None or recent.value is None or not shares:
        yield untested(rule, f"{side.key}.net", recent)
        return
    named: dict[str, Figure] = {}
    for code in ("P12M", "L12M"):
        leading = [f for f in shares if f.key.endswith(f"@{code}") and f.number is not None]
        leading.sort(key=lambda f: (-(f.number or 0), f.key))
        for share in leading[:_TOP]:
            if (share.number or 0) > limits.vanished_share:
                named.setdefault(figure_key(share.key).scope or "", share)
    for scope, share in named.items():
        net = book.figures.get(f"{side.key}.net:{scope}@L6M")
        day = book.figures.get(f"{side.party_key}.last_day:{scope}")
        if net is None or day is None or day.value is None or net.period is None:
            continue
        if net.evidence.type == "computed" and net.evidence.rows == 0:
            yield _vanished_hit(rule, side, share, (net, day))


def _vanished_hit(rule: str, side: Side, share: Figure, seen: tuple[Figure, Figure]) -> Hit:
    net, day = seen
    who = share.label_zh.removesuffix(f"：{CATALOGUE[share.metric].label_zh}")
    zh_last, en_last = day.text(Lang.ZH), day.text(Lang.EN)
    return Hit(
        rule,
        Severity.WARNING,
        Text(
            f"{side.party_zh}{who}在{when(share.period, Lang.ZH)}占{side.zh}额的"
            f"{share.text(Lang.ZH)}，但{when(net.period, Lang.ZH)}没有{side.zh}发票，"
            f"最近一次开票为{zh_last}。",
            f"{side.party_en.capitalize()} {who} made up {share.text(Lang.EN)} of net {side.en}"
            f"{when(share.period, Lang.EN)}, but there are no {side.en} {side.preposition} it"
            f"{when(net.period, Lang.EN)}; its last invoice is of {en_last}.",
        ),
        (share, net, day),
    )


def _fall(book: Book, limits: Thresholds) -> Iterator[Hit]:
    rule = "invoices.sales_fall"
    growth = book.first("sales.growth", ("L12M",))
    if growth is None or growth.number is None:
        yield untested(rule, "sales.growth", growth)
    elif growth.number < -limits.sales_fall:
        now, before = (book.figures[f"sales.net@{c}"] for c in ("L12M", "P12M"))
        size = value_text(-growth.number, Unit.RATIO, Lang.EN)
        zh, en = _percent(limits.sales_fall)
        yield Hit(
            rule,
            Severity.CRITICAL,
            Text(
                f"销售额（不含税）由{when(before.period, Lang.ZH)}的{before.text(Lang.ZH)}"
                f"下降{size}至{when(now.period, Lang.ZH)}的{now.text(Lang.ZH)}，"
                f"降幅超过{zh}的预警线。",
                f"Net sales fell {size}, from {before.text(Lang.EN)}"
                f"{when(before.period, Lang.EN)} to {now.text(Lang.EN)}"
                f"{when(now.period, Lang.EN)}, more than the {en} warning line.",
            ),
            (growth, now, before),
        )


def _void(book: Book, limits: Thresholds) -> Iterator[Hit]:
    rule = "invoices.void_rate"
    rate = book.first("sales.void_rate", _PERIODS)
    if rate is None or rate.number is None:
        yield untested(rule, "sales.void_rate", rate)
    elif rate.number > limits.void_rate:
        zh, en = _percent(limits.void_rate)
        yield Hit(
            rule,
            Severity.WARNING,
            Text(
                f"{when(rate.period, Lang.ZH)}销项发票作废率为{rate.text(Lang.ZH)}，"
                f"高于{zh}的预警线。",
                f"The void rate of sales invoices was {rate.text(Lang.EN)}"
                f"{when(rate.period, Lang.EN)}, above the {en} warning line.",
            ),
            (rate,),
        )


def _gap(book: Book, limits: Thresholds) -> Iterator[Hit]:
    rule = "invoices.sales_gap"
    since = next(iter(book.of("sales.days_since_last")), None)
    inside = book.first("sales.gap_days_max", _PERIODS)
    known = [f for f in (since, inside) if f is not None and f.number is not None]
    if not known:
        yield untested(rule, "sales.gap_days_max", inside or since)
    for figure in known:
        if (figure.number or 0) <= limits.gap_days:
            continue
        zh, en = figure.text(Lang.ZH), figure.text(Lang.EN)
        period_zh, period_en = when(figure.period, Lang.ZH), when(figure.period, Lang.EN)
        text = Text(
            f"{period_zh}销售开票最长间隔{zh}，超过{limits.gap_days}天的预警线。",
            f"The longest gap between sales was {en}{period_en}, "
            f"above the warning line of {limits.gap_days} days.",
        )
        found = rule
        if figure is since:
            found = "invoices.sales_stopped"
            text = Text(
                f"{period_zh}已有{zh}没有销售发票，超过{limits.gap_days}天的预警线。",
                f"There have been no sales for {en}{period_en}, "
                f"above the warning line of {limits.gap_days} days.",
            )
        yield Hit(found, Severity.WARNING, text, (figure,))


def _purchases_above_sales(book: Book) -> Iterator[Hit]:
    rule = "invoices.purchases_above_sales"
    spread = book.first("spread.gross", _PERIODS)
    if spread is None or spread.number is None:
        yield untested(rule, "spread.gross", spread)
    elif spread.number < 0:
        code = figure_key(spread.key).period
        sales, bought = (book.figures[f"{k}.net@{code}"] for k in ("sales", "purchases"))
        yield Hit(
            rule,
            Severity.WARNING,
            Text(
                f"{when(spread.period, Lang.ZH)}采购额{bought.text(Lang.ZH)}"
                f"高于销售额{sales.text(Lang.ZH)}。",
                f"Net purchases of {bought.text(Lang.EN)} were above net sales of "
                f"{sales.text(Lang.EN)}{when(spread.period, Lang.EN)}.",
            ),
            (spread, bought, sales),
        )


def _percent(threshold: Decimal) -> Text:
    text = value_text(threshold, Unit.RATIO, Lang.EN)
    return Text(text, text)
