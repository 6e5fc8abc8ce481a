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
    # ASCII text, where bytes are characters, has no full-width forms; most cells are such.
    f"""CREATE MACRO plain(t) AS CASE WHEN t IS NULL THEN ''
        WHEN strlen(t) = length(t) THEN trim(t, chr(9) || chr(10) || chr(13) || ' ')
        ELSE trim(translate(t, '０１２３４５６７８９．，－＋（）／：', '0123456789.,-+()/:'),
            {_BLANKS}) END""",
    """CREATE MACRO code_of(t) AS CASE WHEN contains(t, '.')
        THEN regexp_replace(t, '^(\\d+)\\.0+$', '\\1') ELSE t END""",
    """CREATE MACRO digits_of(t) AS regexp_replace(regexp_replace(regexp_replace(
        t, '[,\\s￥¥元]', '', 'g'), '^\\((.*)\\)$', '-\\1'), '^(免税|不征税|\\*+)$', '')""",
    """CREATE MACRO amount_of(t, is_wan) AS round(coalesce(try_cast(t AS DECIMAL(24, 6)),
        try_cast(digits_of(t) AS DECIMAL(24, 6))) * CASE WHEN is_wan THEN 10000 ELSE 1 END, 2)""",
    """CREATE MACRO day_of(t) AS CASE
        WHEN regexp_full_match(t, '[2-7]\\d{4}(\\.\\d+)?')
            THEN DATE '1899-12-30' + floor(try_cast(t AS DOUBLE))::INTEGER
        WHEN regexp_full_match(t, '\\d{8}')
            THEN try_cast(t[1:4] || '-' || t[5:6] || '-' || t[7:8] AS DATE)
        ELSE try_cast(regexp_extract(regexp_replace(t, '[年月/.]\\s*', '-', 'g'),
            '^(\\d{4}-\\d{1,2}-\\d{1,2})(?:日?$|[日T ].*$)', 1) AS DATE) END""",
    """CREATE MACRO status_of(t) AS CASE
        WHEN regexp_full_match(t,
            '(?i)(有效|正常|已?(全额|部分)?红冲.*|valid|normal)(发票)?') THEN 'valid'
        WHEN regexp_full_match(t, '(?i)(已|空白)?作废(发票)?|void(ed)?|cancell?ed')
            THEN 'void' END""",
    """CREATE MACRO is_total(t) AS CASE WHEN t[1:1] BETWEEN '0' AND '9' THEN false
        ELSE regexp_matches(t, '(?i)^(合计|总计|小计|累计|(sub)?total)') END""",
    """CREATE MACRO side_of(t) AS CASE
        WHEN regexp_matches(t, '(?i)进|购|purchase|input') THEN 'purchase'
        WHEN regexp_matches(t, '(?i)销|sale|output') THEN 'sale' END""",
)
"""All but ``plain`` take what ``plain`` gives: never NULL, trimmed, with ASCII digits."""

PLAINED: Final = (
    "CREATE TABLE plained AS SELECT seq, sheet, row, fixed, wan, "  # noqa: S608  our own names
    + ", ".join(f"plain({field}) AS {field}" for field in FIELDS)
    + " FROM staged"
)
"""Every cell of the staged rows as ``plain`` text."""

LEXICON: Final = """CREATE TABLE lexicon AS
SELECT 'issued' AS kind, issued AS text, day_of(issued) AS day, NULL AS word
    FROM (SELECT DISTINCT issued FROM plained)
UNION ALL SELECT 'status', status, NULL, status_of(status)
    FROM (SELECT DISTINCT status FROM plained)
UNION ALL SELECT 'direction', direction, NULL, side_of(direction)
    FROM (SELECT DISTINCT direction FROM plained)"""
"""What the few different dates, states and directions of many rows mean."""

TYPED: Final = """CREATE TABLE typed AS
WITH sided AS (
    SELECT plained.*, today, d.day, s.word AS status_word, CASE
        WHEN fixed <> '' THEN fixed
        WHEN f.word IS NOT NULL THEN f.word
        WHEN own_id <> '' AND upper(seller) = upper(own_id) THEN 'sale'
        WHEN own_id <> '' AND upper(buyer) = upper(own_id) THEN 'purchase' END AS side
    FROM plained, asked,
        (SELECT text, day FROM lexicon WHERE kind = 'issued') d,
        (SELECT text, word FROM lexicon WHERE kind = 'status') s,
        (SELECT text, word FROM lexicon WHERE kind = 'direction') f
    WHERE plained.issued = d.text AND plained.status = s.text AND plained.direction = f.text),
read AS (
    SELECT seq, sheet, row, today, side, code_of(firm) AS firm, code_of(code) AS code,
        CASE WHEN e_number <> '' THEN code_of(e_number) ELSE code_of(number) END AS number,
        issued AS issued_text, day AS issued,
        coalesce(nullif(counterparty, ''),
            CASE WHEN side = 'purchase' THEN nullif(seller_name, '')
                 ELSE nullif(buyer_name, '') END,
            CASE WHEN side = 'purchase' THEN code_of(seller) ELSE code_of(buyer) END)
            AS counterparty,
        amount_of(net, contains(wan, 'net')) AS net_read, net AS net_text,
        amount_of(tax, contains(wan, 'tax')) AS tax_read, tax AS tax_text,
        amount_of(gross, contains(wan, 'gross')) AS gross_read, gross AS gross_text,
        status_word AS status, status AS status_text,
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

FIRMS_STAGED: Final = """SELECT code_of(plain(firm)) AS listed, count(*) FROM staged
    WHERE NOT is_total(plain(firm)) GROUP BY listed
    HAVING listed <> '' OR (SELECT count(*) FROM staged WHERE plain(firm) <> '') = 0
    ORDER BY min(seq)"""

COUNTS: Final = """SELECT count(*), count(*) FILTER (status = 'void'),
    count(*) FILTER (status = 'valid' AND net_cents < 0),
    count(*) - count(DISTINCT (direction, code, number, counterparty, issued)),
    min(issued)::VARCHAR, max(issued)::VARCHAR,
    count(*) FILTER (net_cents + tax_cents <> gross_cents)
    FROM judged WHERE reason IS NULL AND firm = ?"""
