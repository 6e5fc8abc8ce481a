"""Hidden risks that meters, waybills and orders show beside the invoices.

A family that isn't in the file is not tested and not listed: most firms hand in none of them. One
that is there and doesn't reach far enough is listed as not tested.
"""

from collections.abc import Generator, Iterator
from decimal import Decimal
from typing import Final

from assistant.domain.figures import Figure
from assistant.domain.findings import FindingKind, Severity
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.variables.sentences import when
from assistant.variables.warning_terms import Book, Hit, Text, Thresholds, untested

_METERS: Final = ("power", "water", "gas")


def operation_hits(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """Every rule's outcome that a person should see."""
    for meter in _METERS:
        yield from _against(
            book, limits, ("hidden.meters_against_sales", f"utilities.{meter}_growth")
        )
    yield from _against(book, limits, ("hidden.shipments_against_sales", "shipments.growth"))
    yield from _against(book, limits, ("hidden.orders_against_sales", "orders.growth"))
    yield from _uninvoiced(book, limits)
    yield from _unshipped(book, limits)
    yield from _above_invoices(book, limits)


def _against(book: Book, limits: Thresholds, rule: tuple[str, str]) -> Iterator[Hit]:
    """Something that moves with real business fell while the invoices rose."""
    rule_id, metric = rule
    moved, sales = (book.figures.get(f"{m}@L12M") for m in (metric, "sales.growth"))
    if moved is None:
        return
    if moved.number is None or sales is None or sales.number is None:
        lacking = (metric, moved) if moved.number is None else ("sales.growth", sales)
        yield untested(rule_id, *lacking)
        return
    if moved.number >= -limits.activity_fall or sales.number <= limits.invoices_rise:
        return
    fall = _size(moved)
    yield _hit(
        rule_id,
        Severity.WARNING,
        Text(
            f"{when(moved.period, Lang.ZH)}{_what(moved, Lang.ZH)}下降{fall}，"
            f"而开票销售额增长{_size(sales)}：二者背离，应核实收入是否真实。",
            f"{_what(moved, Lang.EN).capitalize()} fell {fall}{when(moved.period, Lang.EN)} while "
            f"invoiced sales rose {_size(sales)}: check whether the sales are real.",
        ),
        (moved, sales),
    )


def _size(figure: Figure) -> str:
    return value_text(abs(figure.number or Decimal(0)), Unit.RATIO, Lang.EN)


def _what(growth: Figure, lang: Lang) -> str:
    """What a growth is the growth of."""
    if lang is Lang.ZH:
        return growth.label_zh.removesuffix("增长率")
    return growth.label_en.removeprefix("growth of ")


def _above(
    book: Book, rule: str, metric: str, limit: Decimal
) -> Generator[Hit, None, Figure | None]:
    """A measure above its warning line; one that has no value is told as not tested."""
    found = book.first(metric, ("L12M", "L6M", "L3M"))
    if found is None:
        return None
    if found.number is None:
        yield untested(rule, metric, found)
        return None
    return found if found.number > limit else None


def _uninvoiced(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """Goods go to names that no invoice names."""
    rule = "hidden.uninvoiced_shipments"
    share = yield from _above(book, rule, "shipments.uninvoiced_share", limits.uninvoiced_share)
    if share is None:
        return
    count = book.figures[share.key.replace("_share", "_count")]
    line = value_text(limits.uninvoiced_share, Unit.RATIO, Lang.EN)
    n = count.number or 0
    yield _hit(
        rule,
        Severity.WARNING,
        Text(
            f"{when(share.period, Lang.ZH)}有{n}家收货方没有销项发票，"
            f"占发货票数的{share.text(Lang.ZH)}，高于{line}的预警线：有货无票。",
            f"{n} {'consignee has' if n == 1 else 'consignees have'} no sales invoice"
            f"{when(share.period, Lang.EN)}, with {share.text(Lang.EN)} of the shipments, "
            f"above the {line} warning line: goods without invoices.",
        ),
        (share, count),
    )


def _unshipped(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """Invoices to names that no goods go to."""
    rule = "hidden.unshipped_sales"
    share = yield from _above(book, rule, "shipments.unshipped_share", limits.unshipped_share)
    if share is None:
        return
    line = value_text(limits.unshipped_share, Unit.RATIO, Lang.EN)
    yield _hit(
        rule,
        Severity.WARNING,
        Text(
            f"{when(share.period, Lang.ZH)}对没有任何运单的客户的销售占{share.text(Lang.ZH)}，"
            f"高于{line}的预警线：有票无货，应核实交易是否真实。",
            f"Customers without a single waybill made up {share.text(Lang.EN)} of net sales"
            f"{when(share.period, Lang.EN)}, above the {line} warning line: "
            "invoices without goods.",
        ),
        (share,),
    )


def _above_invoices(book: Book, limits: Thresholds) -> Iterator[Hit]:
    """The shops sold more than was invoiced: unreported income, or orders that are not real."""
    rule = "hidden.orders_above_invoices"
    found = yield from _above(book, rule, "orders.to_sales", limits.orders_to_sales)
    if found is None:
        return
    line = value_text(limits.orders_to_sales, Unit.RATIO, Lang.EN)
    yield _hit(
        rule,
        Severity.WARNING,
        Text(
            f"{when(found.period, Lang.ZH)}订单净额为含税开票额的{found.text(Lang.ZH)}，"
            f"高于{line}的预警线：或有未开票收入，或有不真实订单。",
            f"Orders less refunds were {found.text(Lang.EN)} of gross invoiced sales"
            f"{when(found.period, Lang.EN)}, above the {line} warning line: income that was not "
            "invoiced, or orders that are not real.",
        ),
        (found,),
    )


def _hit(rule: str, severity: Severity, text: Text, figures: tuple[Figure, ...]) -> Hit:
    return Hit(rule, severity, text, figures, FindingKind.HIDDEN_RISK)
