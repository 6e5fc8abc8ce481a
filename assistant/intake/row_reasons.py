"""Why a row can't be an invoice: conditions over a typed row, and words in both languages."""

import re
from typing import Final, NamedTuple

from assistant.domain.tongues import two_tongued

_COLUMN: Final = re.compile(r"\{([a-z_]+)\}")


class RowReason(NamedTuple):
    """One thing that may be wrong with a row."""

    when: str
    """SQL condition over the columns of ``typed``."""
    zh: str
    en: str
    """``{column}`` stands for the row's value of a column."""
    is_blank: bool = False
    """The row lacks a value: a formula that was never calculated looks so too."""


ROW_REASONS: Final = (
    RowReason("is_total", "合计行，不是发票", "a total row, not an invoice"),
    RowReason(
        "side IS NULL",
        "销方和购方都不是本企业，无法判断是销项还是进项",
        "neither seller nor buyer is the firm, so sale or purchase is unknown",
    ),
    RowReason(
        "firm = '' AND (SELECT count(*) FROM plained WHERE plained.firm <> '') > 0",
        "没有企业代号",
        "no firm code (企业代号)",
        is_blank=True,
    ),
    RowReason("number = ''", "没有发票号码", "no invoice number", is_blank=True),
    RowReason(
        r"regexp_matches(number, '(?i)^[\d.]+e\+?\d+$')",
        "发票号码 {number} 按数字存储，末几位已丢失",
        "invoice number {number} was stored as a number and lost its last digits",
    ),
    RowReason("issued_text = ''", "没有日期", "no date", is_blank=True),
    RowReason(
        "issued IS NULL", "日期“{issued_text}”无法识别", 'date "{issued_text}" can\'t be read'
    ),
    RowReason(
        "issued > today",
        "日期 {issued} 晚于今天（{today}）",
        "dated {issued}, after today ({today})",
    ),
    RowReason(
        "issued < DATE '1994-01-01'",
        "日期 {issued} 早于增值税发票制度",
        "dated {issued}, before VAT invoices existed",
    ),
    RowReason(
        "net_text <> '' AND net_read IS NULL",
        "金额“{net_text}”不是数字",
        'amount "{net_text}" is not a number',
    ),
    RowReason(
        "gross_text <> '' AND gross_read IS NULL",
        "价税合计“{gross_text}”不是数字",
        'amount with tax "{gross_text}" is not a number',
    ),
    RowReason(
        "digits_of(tax_text) <> '' AND tax_read IS NULL",
        "税额“{tax_text}”不是数字",
        'tax "{tax_text}" is not a number',
    ),
    RowReason("net IS NULL", "没有金额", "no amount", is_blank=True),
    RowReason(
        "greatest(abs(net), abs(tax), abs(gross)) >= 1e13",
        "金额 {net} 过大",
        "amount {net} is too large",
    ),
    RowReason(
        "status_text = ''",
        "没有发票状态（有效发票或作废发票）",
        "no status (有效发票 or 作废发票)",
        is_blank=True,
    ),
    RowReason(
        "status IS NULL", "发票状态“{status_text}”不认识", 'status "{status_text}" is not known'
    ),
    RowReason(
        "contains(counterparty || number, chr(65533))",
        "含有无法解码的字符",
        "characters that can't be decoded",
    ),
)
"""The first that holds is the row's reason."""

BLANKS: Final = frozenset(two_tongued(r.zh, r.en) for r in ROW_REASONS if r.is_blank)
"""Reasons of rows that lack a value, as they are stored."""


def reason_sql() -> str:
    """A CASE expression: NULL for a row that is kept, else why it isn't, in both languages."""
    arms = " ".join(f"WHEN {r.when} THEN {_said(two_tongued(r.zh, r.en))}" for r in ROW_REASONS)
    return f"CASE {arms} END"


def _said(text: str) -> str:
    """SQL for a text; a value's own slash between blanks can't part the languages."""
    literal = text.replace("'", "''")
    return "'" + _COLUMN.sub(r"' || replace(\1::VARCHAR, ' / ', '/') || '", literal) + "'"
