"""The SQL that turns staged text into typed invoices, and says why a row can't be one."""

from typing import Final

from assistant.intake.readers.columns import FIELDS
from assistant.intake.row_reasons import reason_sql

STAGED: Final = (
    "CREATE TABLE staged (seq BIGINT, sheet VARCHAR, row BIGINT, fixed VARCHAR, wan VARCHAR, "
    + ", ".join(f"{field} VARCHAR" for field in FIELDS)
    + ")"
)
"""Rows as read: ``fixed`` is the direction that sheet or caller says, ``wan`` amounts in 万元."""

ASKED: Final = "CREATE TABLE asked AS SELECT ?::DATE AS today, ?::VARCHAR AS own_id"
"""The day and the firm's own tax id that rows are judged by."""

_BLANKS: Final = "chr(9) || chr(10) || chr(13) || ' ' || chr(12288) || chr(160) || chr(65279)"
MACROS: Final = (
    f"""CREATE MACRO plain(t) AS trim(translate(coalesce(t, ''),
        '０１２３４５６７８９．，－＋（）／：', '0123456789.,-+()/:'), {_BLANKS})""",
    "CREATE MACRO code_of(t) AS regexp_replace(plain(t), '^(\\d+)\\.0+$', '\\1')",
    """CREATE MACRO digits_of(t) AS regexp_replace(regexp_replace(regexp_replace(
        plain(t), '[,\\s￥¥元]', '', 'g'), '^\\((.*)\\)$', '-\\1'), '^(免税|不征税|\\*+)$', '')""",
    """CREATE MACRO amount_of(t, is_wan) AS round(try_cast(digits_of(t) AS DECIMAL(24, 6))
        * CASE WHEN is_wan THEN 10000 ELSE 1 END, 2)""",
    """CREATE MACRO day_of(t) AS CASE
        WHEN regexp_full_match(plain(t), '[2-7]\\d{4}(\\.\\d+)?')
            THEN DATE '1899-12-30' + floor(try_cast(plain(t) AS DOUBLE))::INTEGER
        WHEN regexp_full_match(plain(t), '\\d{8}')
            THEN try_cast(plain(t)[1:4] || '-' || plain(t)[5:6] || '-' || plain(t)[7:8] AS DATE)
        ELSE try_cast(regexp_extract(regexp_replace(plain(t), '[年月/.]\\s*', '-', 'g'),
            '^(\\d{4}-\\d{1,2}-\\d{1,2})(?:日?$|[日T ].*$)', 1) AS DATE) END""",
    """CREATE MACRO status_of(t) AS CASE
        WHEN regexp_full_match(plain(t),
            '(?i)(有效|正常|已?(全额|部分)?红冲.*|valid|normal)(发票)?') THEN 'valid'
        WHEN regexp_full_match(plain(t), '(?i)(已|空白)?作废(发票)?|void(ed)?|cancell?ed')
            THEN 'void' END""",
    """CREATE MACRO is_total(t) AS
        regexp_matches(plain(t), '(?i)^(合计|总计|小计|累计|(sub)?total)')""",
    """CREATE MACRO side_of(t) AS CASE
        WHEN regexp_matches(plain(t), '(?i)进|购|purchase|input') THEN 'purchase'
        WHEN regexp_matches(plain(t), '(?i)销|sale|output') THEN 'sale' END""",
)

TYPED: Final = """CREATE TABLE typed AS
WITH sided AS (
    SELECT staged.*, today, CASE
        WHEN fixed <> '' THEN fixed
        WHEN side_of(direction) IS NOT NULL THEN side_of(direction)
        WHEN own_id <> '' AND upper(plain(seller)) = upper(own_id) THEN 'sale'
        WHEN own_id <> '' AND upper(plain(buyer)) = upper(own_id) THEN 'purchase' END AS side
    FROM staged, asked),
read AS (
    SELECT seq, sheet, row, today, side, code_of(firm) AS firm, code_of(code) AS code,
        CASE WHEN plain(e_number) <> '' THEN code_of(e_number) ELSE code_of(number) END AS number,
        plain(issued) AS issued_text, day_of(issued) AS issued,
        trim(coalesce(nullif(plain(counterparty), ''),
            CASE WHEN side = 'purchase' THEN nullif(plain(seller_name), '')
                 ELSE nullif(plain(buyer_name), '') END,
            CASE WHEN side = 'purchase' THEN code_of(seller) ELSE code_of(buyer) END))
            AS counterparty,
        amount_of(net, contains(wan, 'net')) AS net_read, plain(net) AS net_text,
        amount_of(tax, contains(wan, 'tax')) AS tax_read, plain(tax) AS tax_text,
        amount_of(gross, contains(wan, 'gross')) AS gross_read, plain(gross) AS gross_text,
        status_of(status) AS status, plain(status) AS status_text,
        is_total(firm) OR is_total(code) OR is_total(number) OR is_total(issued) AS is_total
    FROM sided),
summed AS (
    SELECT *, coalesce(net_read, gross_read - coalesce(tax_read, 0)) AS net,
        coalesce(tax_read, gross_read - net_read, 0) AS tax FROM read)
SELECT *, coalesce(gross_read, net + tax) AS gross FROM summed"""

JUDGED: Final = f"""CREATE TABLE judged AS SELECT
    seq, CASE WHEN is_total THEN '' ELSE firm END AS firm, side AS direction,
    code, number, issued, counterparty,
    try_cast(net * 100 AS BIGINT) AS net_cents, try_cast(tax * 100 AS BIGINT) AS tax_cents,
    try_cast(gross * 100 AS BIGINT) AS gross_cents, status, sheet, row,
    CASE WHEN sheet = '' THEN row::VARCHAR ELSE sheet || ':' || row END AS place,
    {reason_sql()} AS reason FROM typed"""  # noqa: S608  our own conditions and words
"""Every staged row, typed; ``reason`` is NULL for the rows that are kept."""

REJECTED: Final = """SELECT sheet, row, reason FROM judged
    WHERE reason IS NOT NULL AND (? IS NULL OR firm = ? OR firm = '') ORDER BY seq"""

FIRMS: Final = """SELECT firm, count(*) FROM judged WHERE reason IS NULL GROUP BY firm
    ORDER BY min(seq)"""

FIRMS_STAGED: Final = """SELECT code_of(firm) AS listed, count(*) FROM staged
    WHERE NOT is_total(firm) GROUP BY listed
    HAVING listed <> '' OR (SELECT count(*) FROM staged WHERE plain(firm) <> '') = 0
    ORDER BY min(seq)"""

COUNTS: Final = """SELECT count(*), count(*) FILTER (status = 'void'),
    count(*) FILTER (status = 'valid' AND net_cents < 0),
    count(*) - count(DISTINCT (direction, code, number, counterparty, issued)),
    min(issued)::VARCHAR, max(issued)::VARCHAR,
    count(*) FILTER (net_cents + tax_cents <> gross_cents)
    FROM judged WHERE reason IS NULL AND firm = ?"""
