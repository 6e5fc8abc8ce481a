"""All files of one demo firm, written into a folder; the same seed gives the same content."""

from pathlib import Path
from random import Random

from assistant.demo.firms import QINGHE, XINYU, YUANQIAO, Firm
from assistant.demo.invoices import InvoiceRow, net_by_year, purchases, sales
from assistant.demo.operations import power_bill, shop_orders, waybill_list
from assistant.demo.papers import (
    accounts_pdf,
    application_form,
    bureau_summary,
    lease,
    sales_contract,
)
from assistant.demo.statements import statements
from assistant.demo.workbooks import (
    bank_workbook,
    invoice_workbook,
    statements_workbook,
    vat_workbook,
)


def write_files(firm: Firm, folder: Path, *, full: bool, seed: str = "tallystick") -> list[Path]:
    """Write the firm's file.

    Args:
        firm: whose file.
        folder: where; made when absent.
        full: also bank statement, tax returns, contracts and the English accounts.
        seed: changes every drawn number.

    Returns:
        The files, in the order in which an underwriter would add them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(f"{seed}/{firm.slug}")  # noqa: S311  a story, not a secret
    sold, bought = sales(firm, rng), purchases(firm, rng)
    written = [folder / "发票数据.xlsx", folder / "授信申请表.docx"]
    invoice_workbook(written[0], firm, sold, bought)
    application_form(written[1], firm)
    if firm.accounts is not None:
        years = statements(firm.accounts, net_by_year(sold))
        bureau, book = folder / "征信报告摘要.docx", folder / "财务报表.xlsx"
        bureau_summary(bureau, firm)
        statements_workbook(book, firm, years)
        written += [bureau, book]
        if full:
            written.append(folder / "accounts_en.pdf")
            accounts_pdf(written[-1], firm, years)
    if full:
        extra = [folder / name for name in ("纳税申报.xlsx", "银行流水.xlsx")]
        vat_workbook(extra[0], firm, sold)
        bank_workbook(extra[1], firm, sold, rng)
        contracts = [folder / "厂房租赁合同.docx", folder / "sales_contract_en.docx"]
        lease(contracts[0], firm)
        sales_contract(contracts[1], firm)
        written += [*extra, *contracts]
    return [*written, *_operations(firm, folder, sold, seed)]


def _operations(firm: Firm, folder: Path, sold: list[InvoiceRow], seed: str) -> list[Path]:
    """Meters of every firm with a works, waybills and shop orders where the story has them."""
    rng = Random(f"{seed}/{firm.slug}/operations")  # noqa: S311  a story, not a secret
    written = []
    if firm is not XINYU:
        written.append(folder / "电费账单.csv")
        power_bill(written[-1], firm, sold, rng)
    if firm in (QINGHE, YUANQIAO):
        written.append(folder / "发货运单.csv")
        # The hardware firm's largest customer is invoiced and never shipped to.
        without = firm.customers[0].name if firm is YUANQIAO else ""
        waybill_list(written[-1], sold, without=without)
    if firm is QINGHE:
        written.append(folder / "店铺订单.csv")
        shop_orders(written[-1], rng)
    return written
