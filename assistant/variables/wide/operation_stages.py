"""SQL stages over meters, waybills and orders of many firms: one row a firm, kind and window."""

from typing import Final

ROWS: Final = """
CREATE TEMP TABLE ops AS
SELECT DISTINCT firm, kind, day, number, line, coalesce(party, '') AS party,
       coalesce(quantity_milli, 0) AS q, coalesce(pieces, 0) AS pieces,
       coalesce(amount_cents, 0) AS amount, back_cents AS back, void,
       date_trunc('month', day)::DATE AS month
FROM {records} WHERE day <= {upto} AND kind NOT IN ('stock', 'index')
"""
"""Rows that are alike in all but their place count once, as in a case."""

GRID: Final = """
CREATE TEMP TABLE ops_grid AS
SELECT f.firm, f.kind, w.code, coalesce(w.first, f.start) AS first, w.last,
       datediff('month', coalesce(w.first, f.start), w.last) + 1 AS months
FROM (SELECT firm, kind, min(month) AS start FROM ops GROUP BY firm, kind) f, {windows} w
WHERE coalesce(w.first, f.start) >= f.start
"""

SUMS: Final = """
CREATE TEMP TABLE ops_sums AS
SELECT g.firm, g.kind, g.code,
       count(DISTINCT number) FILTER (NOT void) AS n,
       count(DISTINCT number) FILTER (void) AS nv,
       sum(CASE WHEN void THEN 0 ELSE q END) AS q,
       sum(CASE WHEN void THEN 0 ELSE amount END) AS amount,
       sum(CASE WHEN void THEN 0 ELSE back END) AS back,
       count(DISTINCT party) FILTER (NOT void AND party <> '') AS np,
       count(DISTINCT day) FILTER (NOT void) AS days
FROM ops_grid g JOIN ops o ON o.firm = g.firm AND o.kind = g.kind
  AND o.month BETWEEN g.first AND g.last
GROUP BY g.firm, g.kind, g.code
"""

MONTHLY: Final = """
CREATE TEMP TABLE ops_monthly AS
WITH had AS (
  SELECT firm, kind, month,
         CASE WHEN kind IN ('power', 'water', 'gas') THEN sum(CASE WHEN void THEN 0 ELSE q END)
              WHEN kind IN ('shipped', 'received') THEN count(DISTINCT number) FILTER (NOT void)
              ELSE sum(CASE WHEN void THEN 0 ELSE amount - back END) END AS size
  FROM ops GROUP BY firm, kind, month),
cal AS (
  SELECT firm, kind, code, month::DATE AS month FROM (
    SELECT firm, kind, code, unnest(generate_series(first, last, INTERVAL 1 MONTH)) AS month
    FROM ops_grid))
SELECT c.firm, c.kind, c.code, c.month, coalesce(h.size, 0) AS size, h.size IS NULL AS idle,
       max(coalesce(h.size, 0)) OVER (
         PARTITION BY c.firm, c.kind, c.code ORDER BY c.month) AS peak,
       row_number() OVER (PARTITION BY c.firm, c.kind, c.code ORDER BY c.month) AS i
FROM cal c LEFT JOIN had h ON h.firm = c.firm AND h.kind = c.kind AND h.month = c.month
"""
"""``size`` is what a family is measured by: use, waybills, orders less refunds."""

RHYTHM: Final = """
CREATE TEMP TABLE ops_rhythm AS
SELECT firm, kind, code, avg(size) AS mavg, stddev_samp(size) AS msd, max(size) AS mmax,
       min(size) AS mmin, regr_slope(size, i) AS mslope, arg_max(size, month) AS mlast,
       count(*) FILTER (idle) AS idle,
       max(CASE WHEN peak > 0 THEN 1 - size::DOUBLE / peak END) AS drawdown
FROM ops_monthly GROUP BY firm, kind, code
"""

TOP: Final = """
CREATE TEMP TABLE ops_top AS
SELECT firm, kind, code, max(n) AS top1, sum(n) AS named FROM (
  SELECT g.firm, g.kind, g.code, o.party, count(DISTINCT o.number) AS n
  FROM ops_grid g JOIN ops o ON o.firm = g.firm AND o.kind = g.kind
    AND o.month BETWEEN g.first AND g.last
  WHERE NOT o.void AND o.party <> '' GROUP BY g.firm, g.kind, g.code, o.party)
GROUP BY firm, kind, code
"""

STAGES: Final = (SUMS, MONTHLY, RHYTHM, TOP)
"""In order; ``ROWS`` and ``GRID`` name what they read and come first."""

JOINED: Final = """
ops_grid g LEFT JOIN ops_sums USING (firm, kind, code)
LEFT JOIN ops_rhythm USING (firm, kind, code) LEFT JOIN ops_top USING (firm, kind, code)
"""
