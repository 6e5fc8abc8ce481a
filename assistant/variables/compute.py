"""Invoice records in, figures and statements out: the one entry of this package."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.model import Record
from assistant.domain.periods import shifted_month
from assistant.domain.records import Direction
from assistant.variables.aggregates import InvoiceFile, Ledger
from assistant.variables.cross_figures import put_cross_figures, put_record_figures
from assistant.variables.hidden_figures import put_hidden_figures
from assistant.variables.ledger import ledger_from
from assistant.variables.narration import statements_from
from assistant.variables.party_figures import put_party_figures
from assistant.variables.trade_figures import put_trade_figures
from assistant.variables.workings import Sheet, digest_of, money

__all__ = ["InvoiceFigures", "InvoiceFile", "MonthPoint", "invoice_figures"]


class MonthPoint(Record):
    """One month of both directions."""

    month: str
    """``YYYY-MM``."""
    sales_net: Decimal | None
    """Yuan; None where the sales records don't reach."""
    purchases_net: Decimal | None


class InvoiceFigures(Record):
    """What a firm's invoices say."""

    as_of: date | None
    """Last day that was seen, a month's end; None where there are no records."""
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    months: tuple[MonthPoint, ...]


def invoice_figures(
    files: Sequence[InvoiceFile], *, as_of: date | None, today: date
) -> InvoiceFigures:
    """Every figure and statement that the invoice record sets of one firm yield.

    Args:
        files: stored record sets; repeats count once, a later file wins on status.
        as_of: nothing after it is seen; None means the last complete month of the records,
            and a day inside a month the end of the month before.
        today: rows dated later are never seen.

    Raises:
        InputError: a stored file is absent or is no invoice record set.
    """
    ledger = ledger_from(files, as_of=as_of, today=today)
    sheet = Sheet(digest_of(files, ledger.as_of))
    put_trade_figures(sheet, ledger)
    put_party_figures(sheet, ledger)
    put_cross_figures(sheet, ledger)
    put_record_figures(sheet, ledger)
    put_hidden_figures(sheet, ledger)
    statements = statements_from(sheet, ledger)
    if not ledger.spans:
        statements = (*statements, _nothing(sheet, ledger))
    return InvoiceFigures(
        as_of=ledger.as_of,
        figures=sheet.linked(),
        statements=statements,
        months=_month_points(ledger),
    )


def _nothing(sheet: Sheet, ledger: Ledger) -> Statement:
    key = next(key for key in sheet.figures if key.startswith("records.invoices"))
    zh, en = "案卷中没有发票记录。", "The file holds no invoice records."
    if ledger.latest is not None:
        zh = f"截至{ledger.as_of}没有完整月份的发票记录，最近一张发票开于{ledger.latest}。"
        en = (
            f"There is no complete month of invoices up to {ledger.as_of}; "
            f"the latest invoice is of {ledger.latest}."
        )
    return Statement(
        key="records.missing", kind=StatementKind.MISSING, text_zh=zh, text_en=en, figures=(key,)
    )


def _month_points(ledger: Ledger) -> tuple[MonthPoint, ...]:
    if ledger.as_of is None or not ledger.firsts:
        return ()
    points = []
    month = min(ledger.firsts.values()).replace(day=1)
    while month <= ledger.as_of:
        points.append(
            MonthPoint(
                month=f"{month:%Y-%m}",
                sales_net=_month_net(ledger, Direction.SALE, month),
                purchases_net=_month_net(ledger, Direction.PURCHASE, month),
            )
        )
        month = shifted_month(month, 1)
    return tuple(points)


def _month_net(ledger: Ledger, direction: Direction, month: date) -> Decimal | None:
    first = ledger.firsts.get(direction)
    if first is None or month < first.replace(day=1):
        return None
    return money(ledger.monthly.get((direction, month), 0))
