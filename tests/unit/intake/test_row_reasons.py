"""Why a row is refused, in both languages, whatever stands in it."""

import duckdb
import pytest

from assistant.domain.tongues import tongues_of
from assistant.intake.invoice_sql import MACROS
from assistant.intake.row_reasons import BLANKS, ROW_REASONS, reason_sql

COLUMNS = {
    "is_total": "false", "side": "'sale'", "firm": "'E1'", "number": "'1'",
    "issued_text": "'2024-01-02'", "issued": "DATE '2024-01-02'", "today": "DATE '2026-01-01'",
    "net_text": "'1'", "net_read": "1", "gross_text": "''", "gross_read": "NULL::INTEGER",
    "tax_text": "''", "tax_read": "NULL::INTEGER", "net": "1", "tax": "0", "gross": "1",
    "status_text": "'有效发票'", "status": "'valid'", "counterparty": "'B1'",
}  # fmt: skip


def reason_of(**changed: str) -> str | None:
    row = ", ".join(f"{value} AS {name}" for name, value in {**COLUMNS, **changed}.items())
    with duckdb.connect() as session:
        session.execute("CREATE TABLE plained AS SELECT 'E1' AS firm")
        for macro in MACROS:
            session.execute(macro)
        found = session.execute(f"SELECT {reason_sql()} FROM (SELECT {row})").fetchone()  # noqa: S608  the test's own row
    return None if found is None else found[0]


def test_a_row_with_nothing_wrong_is_kept() -> None:
    assert reason_of() is None


@pytest.mark.parametrize(
    ("changed", "zh", "en"),
    [
        ({"is_total": "true"}, "合计行", "total row"),
        ({"side": "NULL"}, "无法判断", "unknown"),
        ({"firm": "''"}, "没有企业代号", "no firm code"),
        ({"number": "''"}, "没有发票号码", "no invoice number"),
        ({"number": "'1.5E+19'"}, "1.5E+19 按数字存储", "1.5E+19 was stored as a number"),
        ({"issued_text": "''"}, "没有日期", "no date"),
        ({"issued": "NULL", "issued_text": "'昨天'"}, "“昨天”", '"昨天"'),
        ({"issued": "DATE '2099-01-01'"}, "晚于今天（2026-01-01）", "after today (2026-01-01)"),
        ({"issued": "DATE '1990-01-01'"}, "早于", "before VAT"),
        ({"net_text": "'x'", "net_read": "NULL"}, "金额“x”", 'amount "x"'),
        ({"gross_text": "'x'"}, "价税合计“x”", 'amount with tax "x"'),
        ({"tax_text": "'x'"}, "税额“x”", 'tax "x"'),
        ({"net": "NULL"}, "没有金额", "no amount"),
        ({"net": "1e14"}, "过大", "too large"),
        ({"status_text": "''"}, "没有发票状态", "no status"),
        ({"status": "NULL", "status_text": "'奇怪'"}, "“奇怪”", '"奇怪"'),
        ({"counterparty": "chr(65533)"}, "无法解码", "can't be decoded"),
    ],
)
def test_each_reason_is_said_in_both_languages(changed: dict[str, str], zh: str, en: str) -> None:
    reason = reason_of(**changed)
    assert reason is not None
    said = tongues_of(reason)
    assert zh in said.zh
    assert zh not in said.en or zh == en
    assert en in said.en


def test_every_reason_is_tried_above() -> None:
    # 17 rows in the table of cases; a new reason needs a new row there.
    assert len(ROW_REASONS) == 17
    assert len(BLANKS) == 5


def test_a_slash_in_a_value_never_parts_the_languages() -> None:
    said = tongues_of(reason_of(issued="NULL", issued_text="'2024 / 1 / 2日'") or "")
    assert said.zh == "日期“2024/1/2日”无法识别"
    assert said.en == 'date "2024/1/2日" can\'t be read'
