"""The demo's workbooks: invoices in the real layout, statements, bank, VAT returns."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from assistant.demo.firms import Firm
from assistant.demo.invoices import InvoiceRow
from assistant.demo.statements import YearStatements
from assistant.domain.accounts import STATEMENT_LINES

_EPOCH: Final = datetime(2026, 1, 5)  # noqa: DTZ001  OOXML properties are naive
_INVOICE_HEAD: Final = ("金额", "税额", "价税合计", "发票状态")
_INCOME: Final = (
    "revenue", "cost_of_sales", "taxes_and_surcharges", "selling_expense", "admin_expense",
    "rd_expense", "finance_expense", "interest_expense", "operating_profit", "profit_before_tax",
    "income_tax", "net_profit", "depreciation_amortisation",
)  # fmt: skip
_BALANCE: Final = (
    "cash", "receivables", "prepayments", "other_receivables", "inventory", "current_assets",
    "fixed_assets", "total_assets", "short_term_debt", "payables", "advances_received",
    "current_liabilities", "total_liabilities", "paid_in_capital", "retained_earnings", "equity",
)  # fmt: skip
_CASH: Final = ("operating_cash_flow", "capex", "principal_repayment")

Row = Sequence[str | float | int | date | None]


def invoice_workbook(
    path: Path, firm: Firm, sold: list[InvoiceRow], bought: list[InvoiceRow]
) -> None:
    """Three sheets as the tax bureau's export has them; dates as text, a blank before 作废."""
    book = Workbook()
    _fill(_first(book, "企业信息"), [("企业代号", "企业名称"), (firm.slug, firm.name_zh)])
    for title, partner, rows in (
        ("进项发票信息", "销方单位代号", bought),
        ("销项发票信息", "购方单位代号", sold),
    ):
        head = ("企业代号", "发票号码", "开票日期", partner, *_INVOICE_HEAD)
        body = (_invoice_cells(firm, row) for row in rows)
        _fill(book.create_sheet(title), [head, *body])
    _save(book, path)


def _invoice_cells(firm: Firm, row: InvoiceRow) -> Row:
    day = f"{row.issued.year}/{row.issued.month}/{row.issued.day}"
    status = f" {row.status}" if row.status.startswith("作废") else row.status
    amounts = (float(row.net), float(row.tax), float(row.gross))
    return (firm.slug, row.number, day, row.counterparty, *amounts, status)


def statements_workbook(path: Path, firm: Firm, years: Sequence[YearStatements]) -> None:
    """Income statement, balance sheet and cash flow, newest year first, in yuan."""
    book = Workbook()
    newest = list(reversed(years))
    flows = [f"{y.year}年度" for y in newest]
    ends = [f"{y.year}年12月31日" for y in newest]
    sheets = (
        ("利润表", flows, _INCOME, [y.income for y in newest]),
        ("资产负债表", ends, _BALANCE, [y.balance for y in newest]),
        ("现金流量表", flows, _CASH, [y.cash_flow for y in newest]),
    )
    for number, (title, heads, keys, columns) in enumerate(sheets):
        sheet = _first(book, title) if number == 0 else book.create_sheet(title)
        rows: list[Row] = [
            (title,),
            (f"编制单位：{firm.name_zh}", None, None, "单位：元"),
            ("项目", *heads),
        ]
        for key in keys:
            label = STATEMENT_LINES[key].label_zh
            rows.append((label, *(int(column[key]) for column in columns)))
        _fill(sheet, rows, bold_rows=(1, 3))
    _save(book, path)


def vat_workbook(path: Path, firm: Firm, sold: list[InvoiceRow]) -> None:
    """Monthly VAT returns: taxable sales without tax, and tax payable."""
    book = Workbook()
    months: dict[str, Decimal] = {}
    for row in sold:
        if row.status == "有效发票":
            month = f"{row.issued:%Y-%m}"
            months[month] = months.get(month, Decimal(0)) + row.net
    rows: list[Row] = [
        ("增值税纳税申报汇总",),
        (f"纳税人名称：{firm.name_zh}", f"纳税人识别号：{firm.uscc}", "单位：元"),
        ("所属期", "应税销售额", "应纳税额"),
    ]
    rows += [(m, float(net), round(float(net) * 0.031, 2)) for m, net in sorted(months.items())]
    _fill(_first(book, "纳税申报"), rows, bold_rows=(1, 3))
    _save(book, path)


def bank_workbook(path: Path, firm: Firm, sold: list[InvoiceRow], rng: Random) -> None:
    """A bank statement: collections some weeks after each large invoice, and wages."""
    book = Workbook()
    balance = Decimal(1_200_000)
    rows: list[Row] = [
        (f"户名：{firm.name_zh}",),
        ("交易日期", "摘要", "收入", "支出", "余额", "对方户名"),
    ]
    paid = [row for row in sold if row.status == "有效发票" and row.net > 0][::4]
    for row in paid:
        inflow = row.gross * Decimal(str(round(rng.uniform(0.9, 1.0), 2)))
        outflow = (inflow * Decimal("0.97")).quantize(Decimal("0.01"))
        inflow = inflow.quantize(Decimal("0.01"))
        day = row.issued.isoformat()
        balance += inflow
        rows.append((day, "货款", float(inflow), None, float(balance), row.counterparty))
        balance -= outflow
        rows.append((day, "付款", None, float(outflow), float(balance), "货款及工资"))
    _fill(_first(book, "交易明细"), rows, bold_rows=(2,))
    _save(book, path)


def _first(book: Workbook, title: str) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = title
    return sheet


def _fill(sheet: Worksheet, rows: Iterable[Row], bold_rows: tuple[int, ...] = (1,)) -> None:
    for row in rows:
        sheet.append(tuple(row))
    for number in bold_rows:
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    for letter in "ABCDEFGH":
        sheet.column_dimensions[letter].width = 22


def _save(book: Workbook, path: Path) -> None:
    book.properties.created = book.properties.modified = _EPOCH
    book.properties.creator = "Tallystick demo"
    book.save(path)
