"""Which sentences the invoice figures get: values, trends, shares, ranks, and what is missing."""

from collections.abc import Iterator
from typing import Final

from assistant.domain.figures import Figure, Statement, StatementKind, figure_key
from assistant.domain.quantities import Lang
from assistant.variables.aggregates import Ledger
from assistant.variables.sentences import (
    Pair,
    missing_statement,
    statement_key,
    trend_statement,
    value_statement,
    when,
)
from assistant.variables.spans import Span, not_comparable
from assistant.variables.trade_metrics import SIDES, Side
from assistant.variables.workings import Sheet

_TRENDS: Final = (
    "net", "gross", "invoice_count", "void_rate", "red_rate", "volatility", "average_invoice",
)  # fmt: skip
_PARTY_TRENDS: Final = ("count", "top1_share", "top3_share", "top5_share", "hhi")
_CROSS_TRENDS: Final = ("spread.gross", "spread.gross_rate", "spread.purchases_to_sales")
_GROUPS: Final = {3: "三", 5: "五"}


def statements_from(sheet: Sheet, ledger: Ledger) -> tuple[Statement, ...]:
    """Every sentence about the figures of ``sheet``, each key once."""
    made = [
        *_values(sheet),
        *_trends(sheet, ledger),
        *(s for side in SIDES for s in _shares(sheet, ledger, side)),
    ]
    return tuple({statement.key: statement for statement in made}.values())


def _values(sheet: Sheet) -> Iterator[Statement]:
    for figure in sheet.figures.values():
        if figure_key(figure.key).scope is not None:
            continue
        if figure.value is None:
            yield missing_statement(figure, sheet.whys[figure.key])
        elif not figure.metric.endswith("top1_share_change"):
            yield value_statement(figure)


def _trends(sheet: Sheet, ledger: Ledger) -> Iterator[Statement]:
    for (direction, code), span in ledger.spans.items():
        prior = ledger.spans.get((direction, span.prior)) if span.prior else None
        if span.prior is None or not_comparable(span, prior) is not None:
            continue
        for side in SIDES:
            if side.direction is not direction:
                continue
            metrics = [f"{side.key}.{suffix}" for suffix in _TRENDS]
            metrics += [f"{side.party_key}.{suffix}" for suffix in _PARTY_TRENDS]
            if side is SIDES[0]:
                metrics += _CROSS_TRENDS
            for metric in metrics:
                yield from _trend(sheet, metric, code, span.prior)


def _trend(sheet: Sheet, metric: str, code: str, prior: str) -> Iterator[Statement]:
    now, before = sheet.get(metric, code), sheet.get(metric, prior)
    if now is None or before is None:
        return
    change = None
    if metric in ("sales.net", "purchases.net"):
        change = sheet.get(metric.replace(".net", ".growth"), code)
    if metric.endswith("top1_share"):
        change = sheet.get(f"{metric}_change", code)
    yield trend_statement(Pair(now, before, change))


def _shares(sheet: Sheet, ledger: Ledger, side: Side) -> Iterator[Statement]:
    for (direction, code), span in ledger.spans.items():
        if direction is not side.direction or not span.shown or span.why is not None:
            continue
        top1 = _top1(sheet, side, code)
        if top1 is not None:
            yield top1
        for size, zh_size in _GROUPS.items():
            group = _group(sheet, side, code, (size, zh_size))
            if group is not None:
                yield group
        rank = _rank(sheet, ledger, side, span)
        if rank is not None:
            yield rank


def _top1(sheet: Sheet, side: Side, code: str) -> Statement | None:
    share = sheet.get(f"{side.party_key}.top1_share", code)
    name = sheet.get(f"{side.party_key}.top1_name", code)
    if share is None or name is None:
        return None
    net = sheet.get(f"{side.key}.net", code, str(name.value))
    total = sheet.get(f"{side.key}.net", code)
    keys = [f.key for f in (share, name, net, total) if f is not None]
    zh_net = f"（{net.text(Lang.ZH)}）" if net is not None else ""
    en_net = f" ({net.text(Lang.EN)})" if net is not None else ""
    return Statement(
        key=statement_key(share, StatementKind.SHARE),
        kind=StatementKind.SHARE,
        text_zh=f"{when(share.period, Lang.ZH)}第一大{side.party_zh}{name.value}"
        f"占{side.zh}额（不含税）的{share.text(Lang.ZH)}{zh_net}。",
        text_en=f"The largest {side.party_en}, {name.value}, made up {share.text(Lang.EN)}"
        f"{en_net} of net {side.en}{when(share.period, Lang.EN)}.",
        figures=tuple(keys),
    )


def _group(sheet: Sheet, side: Side, code: str, size: tuple[int, str]) -> Statement | None:
    """The share of the largest three or five; none where there are fewer names."""
    share = sheet.get(f"{side.party_key}.top{size[0]}_share", code)
    count = sheet.get(f"{side.party_key}.count", code)
    if share is None or count is None or (count.number or 0) < size[0]:
        return None
    return Statement(
        key=statement_key(share, StatementKind.SHARE),
        kind=StatementKind.SHARE,
        text_zh=f"{when(share.period, Lang.ZH)}前{size[1]}大{side.party_zh}合计"
        f"占{side.zh}额（不含税）的{share.text(Lang.ZH)}。",
        text_en=f"The top {size[0]} {side.parties_en} together made up {share.text(Lang.EN)} "
        f"of net {side.en}{when(share.period, Lang.EN)}.",
        figures=(share.key, count.key),
    )


def _rank(sheet: Sheet, ledger: Ledger, side: Side, span: Span) -> Statement | None:
    """The leading names in order, with their shares."""
    name = sheet.get(f"{side.party_key}.top1_name", span.code)
    parties = ledger.parties.get((span.direction, span.code))
    if name is None or parties is None:
        return None
    found: list[tuple[str, Figure]] = []
    for head in parties.heads:
        share = sheet.get(f"{side.party_key}.share", span.code, head.name)
        if share is not None:
            found.append((head.name, share))
    if len(found) < 2:  # noqa: PLR2004  one name is no ranking
        return None
    zh = "、".join(f"{who}（{share.text(Lang.ZH)}）" for who, share in found)
    en = ", ".join(f"{who} ({share.text(Lang.EN)})" for who, share in found)
    return Statement(
        key=statement_key(name, StatementKind.RANK),
        kind=StatementKind.RANK,
        text_zh=f"{when(name.period, Lang.ZH)}按{side.zh}额排名，主要{side.party_zh}依次为{zh}。",
        text_en=f"The largest {side.parties_en}{when(name.period, Lang.EN)}, by net {side.en}, "
        f"were {en}.",
        figures=tuple(share.key for _, share in found),
    )
