"""SQL stages of the wide table: invoices of many firms in, one row a firm, side and window out."""

from typing import Final

INVOICES: Final = """
CREATE TEMP TABLE inv AS
SELECT *, NOT void AND net > 0 AS blue, date_trunc('month', day)::DATE AS month,
       NOT void AND net > 0 AND count(*) FILTER (NOT void AND net > 0) OVER (
         PARTITION BY firm, d, party, day, net) > 1 AS repeated
FROM (
  SELECT firm, direction AS d, issued AS day, coalesce(counterparty, '') AS party,
         net_cents AS net, tax_cents AS tax, gross_cents AS gross, status = 'void' AS void
  FROM {records}
  WHERE issued <= {upto}
  QUALIFY row_number() OVER (
    PARTITION BY firm, direction, code, number, counterparty, issued
    ORDER BY status = 'void' DESC, net_cents, tax_cents, gross_cents) = 1)
"""
"""Each invoice once; a void row of it wins. ``{records}`` is a table or a call that reads one."""

GRID: Final = """
CREATE TEMP TABLE grid AS
SELECT f.firm, f.d, w.code, coalesce(w.first, f.start) AS first, w.last,
       datediff('month', coalesce(w.first, f.start), w.last) + 1 AS months
FROM (SELECT firm, d, min(month) AS start FROM inv GROUP BY firm, d) f,
     {windows} w
WHERE coalesce(w.first, f.start) >= f.start
"""
"""The windows that each firm's records of a side reach back to the start of.

``{windows}`` holds ``code``, ``first`` (NULL for the whole history) and ``last``.
"""

_COUNTED: Final = {
    "n": "NOT void",
    "nv": "void",
    "nr": "NOT void AND net < 0",
    "nb": "blue",
    "r1k": "blue AND net % 100000 = 0",
    "r10k": "blue AND net % 1000000 = 0",
    "cap": "blue AND net >= 9000000 AND net < 10000000",
    "dup": "repeated",
    "small": "blue AND net < 100000",
    "big": "blue AND net >= 10000000",
    "me": "blue AND ends",
    "ms": "blue AND day(day) <= 3",
    # 1900 began on a Monday
    "we": "blue AND datediff('day', DATE '1900-01-01', day) % 7 >= 5",
    "zt": "blue AND tax = 0",
    "pn": "NOT void AND party <> ''",
    **{f"b{d}": f"blue AND digit = '{d}'" for d in range(1, 10)},
}
"""Invoices by what holds of them."""
_SUMMED: Final = {
    "net": "sum(net) FILTER (NOT void)",
    "gross": "sum(gross) FILTER (NOT void)",
    "tax": "sum(tax) FILTER (NOT void)",
    "bnet": "sum(net) FILTER (blue)",
    "rnet": "-sum(net) FILTER (NOT void AND net < 0)",
    "vnet": "sum(abs(net)) FILTER (void)",
    "bignet": "sum(CASE WHEN blue AND net >= 10000000 THEN net ELSE 0 END)",
    "menet": "sum(CASE WHEN blue AND ends THEN net ELSE 0 END)",
    "qenet": "sum(CASE WHEN NOT void AND month(day) % 3 = 0 THEN net ELSE 0 END)",
    "decnet": "sum(CASE WHEN NOT void AND month(day) = 12 THEN net ELSE 0 END)",
    "lownet": "sum(CASE WHEN blue AND tax * 200 <= net * 7 THEN net ELSE 0 END)",
    "highnet": "sum(CASE WHEN blue AND tax * 200 >= net * 25 THEN net ELSE 0 END)",
    "days": "count(DISTINCT day) FILTER (blue)",
    **{name: f"count(*) FILTER ({holds})" for name, holds in _COUNTED.items()},
}
"""What of a window is the sum over its months, for windows are whole months."""
_COLUMNS: Final = ",\n  ".join(f"{sql} AS {name}" for name, sql in _SUMMED.items())
BY_MONTH: Final = f"""
CREATE TEMP TABLE by_month AS
SELECT firm, d, month,
  {_COLUMNS},
  max(net) FILTER (blue) AS mx, min(net) FILTER (blue) AS mn,
  count(DISTINCT party) FILTER (NOT void AND party <> '') AS np
FROM (SELECT *, left(net::VARCHAR, 1) AS digit,
        datediff('day', day, last_day(day)) <= 2 AS ends FROM inv)
GROUP BY firm, d, month
"""  # noqa: S608  our own columns
"""Each invoice is looked at once, however many windows it lies in."""

_ADDED: Final = ", ".join(f"sum({name}) AS {name}" for name in _SUMMED)
SUMS: Final = f"""
CREATE TEMP TABLE sums AS
WITH added AS (
  SELECT g.firm, g.d, g.code, {_ADDED}, max(mx) AS mx, min(mn) AS mn
  FROM grid g JOIN by_month m
    ON m.firm = g.firm AND m.d = g.d AND m.month BETWEEN g.first AND g.last
  GROUP BY g.firm, g.d, g.code),
spread AS (
  SELECT g.firm, g.d, g.code, avg(net) AS av, median(net) AS md, stddev_samp(net) AS sd,
         quantile_cont(net, 0.9) AS p90, quantile_cont(net, 0.1) AS p10
  FROM grid g JOIN (SELECT firm, d, month, net FROM inv WHERE blue) i
    ON i.firm = g.firm AND i.d = g.d AND i.month BETWEEN g.first AND g.last
  GROUP BY g.firm, g.d, g.code)
SELECT a.*, s.av, s.md, s.sd, s.p90, s.p10
FROM added a LEFT JOIN spread s ON s.firm = a.firm AND s.d = a.d AND s.code = a.code
"""  # noqa: S608  our own columns

MONTHLY: Final = """
CREATE TEMP TABLE monthly AS
WITH cal AS (
  SELECT firm, d, code, month::DATE AS month FROM (
    SELECT firm, d, code, unnest(generate_series(first, last, INTERVAL 1 MONTH)) AS month
    FROM grid))
SELECT c.firm, c.d, c.code, c.month, coalesce(h.net, 0) AS net, coalesce(h.n, 0) AS n,
       coalesce(h.nb, 0) AS nb, coalesce(h.nv, 0) AS nv, coalesce(h.np, 0) AS np,
       max(coalesce(h.net, 0)) OVER (
         PARTITION BY c.firm, c.d, c.code ORDER BY c.month) AS peak,
       row_number() OVER (PARTITION BY c.firm, c.d, c.code ORDER BY c.month) AS i
FROM cal c LEFT JOIN by_month h ON h.firm = c.firm AND h.d = c.d AND h.month = c.month
"""

RHYTHM: Final = """
CREATE TEMP TABLE rhythm AS
SELECT firm, d, code, avg(net) AS mavg, stddev_samp(net) AS msd, max(net) AS mmax, min(net) AS mmin,
       avg(n) AS cavg, stddev_samp(n) AS csd, count(*) FILTER (nb > 0) AS active,
       count(*) FILTER (net < 0) AS negative, regr_slope(net, i) AS mslope,
       CASE WHEN count(*) > 2 AND stddev_samp(net) > 0 THEN regr_r2(net, i) END AS mfit,
       arg_max(net, month) AS mlast, avg(np) AS pavg,
       max(CASE WHEN n + nv > 0 THEN nv::DOUBLE / (n + nv) END) AS voidmax,
       max(CASE WHEN peak > 0 THEN 1 - net::DOUBLE / peak END) AS drawdown
FROM monthly GROUP BY firm, d, code
"""

HELD: Final = """
CREATE TEMP TABLE held AS
SELECT g.firm, g.d, g.code, i.party, sum(net) AS net, count(*) AS n
FROM grid g JOIN inv i ON i.firm = g.firm AND i.d = g.d AND i.month BETWEEN g.first AND g.last
WHERE NOT void AND party <> ''
GROUP BY g.firm, g.d, g.code, i.party
"""

PARTIES: Final = """
CREATE TEMP TABLE parties AS
SELECT firm, d, code, count(*) AS np, sum(net) FILTER (place <= 1) AS top1,
       sum(net) FILTER (place <= 3) AS top3, sum(net) FILTER (place <= 5) AS top5,
       sum(net) FILTER (place <= 10) AS top10, sum(net::DOUBLE * net) AS squares,
       count(*) FILTER (n = 1) AS single, coalesce(sum(net) FILTER (n = 1), 0) AS singlenet,
       count(*) FILTER (net < 0) AS negp,
       -sum(CASE WHEN net > 0 THEN net::DOUBLE / pos * ln(net::DOUBLE / pos) END) AS entropy
FROM (
  SELECT *, row_number() OVER (PARTITION BY firm, d, code ORDER BY net DESC, party) AS place,
         sum(CASE WHEN net > 0 THEN net ELSE 0 END) OVER (PARTITION BY firm, d, code) AS pos
  FROM held)
GROUP BY firm, d, code
"""

GAPS: Final = """
CREATE TEMP TABLE gaps AS
SELECT g.firm, g.d, g.code, max(gap) AS gapmax, avg(gap) AS gapavg, median(gap) AS gapmed,
       stddev_samp(gap) AS gapsd, datediff('day', max(day), last_day(max(g.last))) AS since
FROM grid g JOIN (
  SELECT firm, d, day, date_trunc('month', day)::DATE AS month,
         datediff('day', lag(day) OVER (PARTITION BY firm, d ORDER BY day), day) AS gap
  FROM (SELECT DISTINCT firm, d, day FROM inv WHERE blue)) i
  ON i.firm = g.firm AND i.d = g.d AND i.month BETWEEN g.first AND g.last
GROUP BY g.firm, g.d, g.code
"""

TURNOVER: Final = """
CREATE TEMP TABLE turnover AS
WITH pairs AS (
  SELECT g.firm, g.d, g.code, b.code AS prior FROM grid g JOIN grid b
    ON b.firm = g.firm AND b.d = g.d AND b.code = 'P' || substr(g.code, 2)
  WHERE g.code IN ('L3M', 'L6M', 'L12M')),
now AS (SELECT p.firm, p.d, p.code, h.party, h.net FROM pairs p JOIN held h
        ON h.firm = p.firm AND h.d = p.d AND h.code = p.code),
before AS (SELECT p.firm, p.d, p.code, h.party, h.net FROM pairs p JOIN held h
        ON h.firm = p.firm AND h.d = p.d AND h.code = p.prior),
both_windows AS (
  SELECT coalesce(n.firm, b.firm) AS firm, coalesce(n.d, b.d) AS d,
         coalesce(n.code, b.code) AS code,
         n.party AS p_now, b.party AS p_before, coalesce(n.net, 0) AS now_net,
         coalesce(b.net, 0) AS before_net
  FROM now n FULL JOIN before b
    ON b.firm = n.firm AND b.d = n.d AND b.code = n.code AND b.party = n.party)
SELECT firm, d, code,
  count(*) FILTER (p_now IS NOT NULL AND p_before IS NOT NULL) AS retained,
  count(*) FILTER (p_before IS NULL) AS joined, count(*) FILTER (p_now IS NULL) AS lost,
  sum(now_net) AS now_net, sum(before_net) AS before_net,
  sum(CASE WHEN p_before IS NOT NULL THEN now_net ELSE 0 END) AS retained_net,
  sum(CASE WHEN p_before IS NULL THEN now_net ELSE 0 END) AS joined_net,
  sum(CASE WHEN p_now IS NULL THEN before_net ELSE 0 END) AS lost_net
FROM both_windows GROUP BY firm, d, code
"""

CROSS: Final = """
CREATE TEMP TABLE crossed AS
WITH sides AS (
  SELECT g.firm, g.code, g.d, g.first, coalesce(s.net, 0) AS net, coalesce(s.tax, 0) AS tax,
         coalesce(s.n, 0) AS n, s.av, coalesce(p.np, 0) AS np
  FROM grid g LEFT JOIN sums s USING (firm, d, code) LEFT JOIN parties p USING (firm, d, code)),
months AS (
  SELECT s.firm, s.code,
         count(*) FILTER (p.net > 0 AND s.net <= 0) AS bought_only,
         count(*) FILTER (s.net > 0 AND p.net <= 0) AS sold_only,
         count(*) FILTER (p.net > s.net) AS loss_months,
         CASE WHEN count(*) > 2 AND stddev_samp(s.net) > 0 AND stddev_samp(p.net) > 0
           THEN corr(s.net, p.net) END AS co
  FROM monthly s JOIN monthly p ON p.firm = s.firm AND p.code = s.code AND p.month = s.month
  WHERE s.d = 'sale' AND p.d = 'purchase' GROUP BY s.firm, s.code),
both_sides AS (
  SELECT s.firm, s.code, count(*) AS both_n, sum(s.net) AS both_sold, sum(p.net) AS both_bought
  FROM held s JOIN held p ON p.firm = s.firm AND p.code = s.code AND p.party = s.party
  WHERE s.d = 'sale' AND p.d = 'purchase' GROUP BY s.firm, s.code)
SELECT s.firm, s.code, s.net AS s_net, p.net AS p_net, s.tax AS s_tax, p.tax AS p_tax,
       s.n AS s_n, p.n AS p_n, s.av AS s_av, p.av AS p_av, s.np AS s_np, p.np AS p_np,
       m.bought_only, m.sold_only, m.loss_months, m.co, b.both_n, b.both_sold, b.both_bought
FROM sides s JOIN sides p ON p.firm = s.firm AND p.code = s.code AND p.d = 'purchase'
     AND p.first = s.first
LEFT JOIN months m ON m.firm = s.firm AND m.code = s.code
LEFT JOIN both_sides b ON b.firm = s.firm AND b.code = s.code
WHERE s.d = 'sale'
"""

STAGES: Final = (BY_MONTH, SUMS, MONTHLY, RHYTHM, HELD, PARTIES, GAPS, TURNOVER, CROSS)
"""In order; ``INVOICES`` and ``GRID`` name what they read and come first."""

JOINED: Final = """
grid g LEFT JOIN sums USING (firm, d, code) LEFT JOIN rhythm USING (firm, d, code)
LEFT JOIN parties USING (firm, d, code) LEFT JOIN gaps USING (firm, d, code)
"""
