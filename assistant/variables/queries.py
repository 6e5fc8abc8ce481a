"""SQL over stored invoice rows: integer cents in, integer cents out; no ratios here."""

from typing import Final

from assistant.domain.records import INVOICE_COLUMNS

ROWS: Final = """
SELECT direction, code, number, issued, coalesce(counterparty, '') AS counterparty,
       net_cents AS net, tax_cents AS tax, gross_cents AS gross,
       status = 'void' AS void, {order} AS added
FROM read_parquet(?)
WHERE issued <= ?
"""
"""One file's rows up to a day. ``{order}`` is an integer of ours."""

MERGED: Final = """
CREATE TEMP TABLE merged AS
SELECT *, date_trunc('month', issued)::DATE AS month
FROM (
  SELECT * FROM seen
  QUALIFY row_number() OVER (
    PARTITION BY direction, code, number, counterparty, issued
    ORDER BY added DESC, void DESC, net, tax, gross) = 1)
"""
"""One row an invoice: the last file wins, inside a file a void row wins, then the content decides.

Nothing depends on the order of rows in a file.
"""

CONFLICTS: Final = """
SELECT count(*) FROM (
  SELECT 1 FROM seen GROUP BY direction, code, number, counterparty, issued
  HAVING min(net) <> max(net) OR min(gross) <> max(gross))
"""

COUNTS: Final = """
SELECT count(*), count(*) FILTER (void), count(*) FILTER (NOT void AND net < 0),
       min(issued), max(issued)
FROM merged
"""

FIRST_DAYS: Final = "SELECT direction, min(issued) FROM merged GROUP BY direction"

CUBE: Final = """
CREATE TEMP TABLE cube AS
SELECT direction, month, counterparty,
       count(*) FILTER (NOT void) AS valid, count(*) FILTER (void) AS void,
       count(*) FILTER (NOT void AND net < 0) AS red,
       sum(net) FILTER (NOT void) AS net, sum(gross) FILTER (NOT void) AS gross,
       sum(tax) FILTER (NOT void) AS tax,
       sum(-net) FILTER (NOT void AND net < 0) AS red_net,
       max(net) FILTER (NOT void) AS largest,
       max(issued) FILTER (NOT void AND net > 0) AS last_day
FROM merged GROUP BY direction, month, counterparty
"""

SPANS: Final = """
CREATE TEMP TABLE spans AS
SELECT unnest(?::VARCHAR[]) AS direction, unnest(?::VARCHAR[]) AS code,
       unnest(?::DATE[]) AS first, unnest(?::DATE[]) AS last, unnest(?::BOOLEAN[]) AS by_party,
       unnest(?::VARCHAR[]) AS prior
"""

TOTALS: Final = """
SELECT s.direction, s.code, coalesce(sum(c.valid), 0), coalesce(sum(c.void), 0),
       coalesce(sum(c.red), 0), coalesce(sum(c.net), 0), coalesce(sum(c.gross), 0),
       coalesce(sum(c.tax), 0), coalesce(sum(c.red_net), 0), max(c.largest)
FROM spans s LEFT JOIN cube c
  ON c.direction = s.direction AND c.month BETWEEN s.first AND s.last
GROUP BY s.direction, s.code
"""

HELD: Final = """
CREATE TEMP TABLE held AS
SELECT s.direction, s.code, s.prior, c.counterparty, sum(c.net) AS net, sum(c.valid) AS invoices
FROM spans s JOIN cube c
  ON c.direction = s.direction AND c.month BETWEEN s.first AND s.last
WHERE s.by_party AND c.valid > 0 AND c.counterparty <> ''
GROUP BY s.direction, s.code, s.prior, c.counterparty
"""

PARTIES: Final = """
WITH ranked AS (
  SELECT *, row_number() OVER (
    PARTITION BY direction, code ORDER BY net DESC, counterparty) AS place
  FROM held)
SELECT direction, code, count(*),
       sum(net) FILTER (place <= 1), sum(net) FILTER (place <= 3),
       sum(net) FILTER (place <= 5), sum(net) FILTER (place <= 10),
       sum(net::HUGEINT * net::HUGEINT),
       list({'name': counterparty, 'net': net, 'invoices': invoices} ORDER BY place)
         FILTER (place <= 5)
FROM ranked GROUP BY direction, code
"""

TURNOVER: Final = """
WITH pairs AS (
  SELECT direction, code, prior FROM spans WHERE by_party AND prior IS NOT NULL),
now AS (
  SELECT p.direction, p.code, h.counterparty, h.net
  FROM pairs p JOIN held h ON h.direction = p.direction AND h.code = p.code),
before AS (
  SELECT p.direction, p.code, h.counterparty, h.net
  FROM pairs p JOIN held h ON h.direction = p.direction AND h.code = p.prior)
SELECT coalesce(n.direction, b.direction), coalesce(n.code, b.code),
       count(*) FILTER (n.counterparty IS NOT NULL AND b.counterparty IS NOT NULL),
       count(*) FILTER (b.counterparty IS NULL), count(*) FILTER (n.counterparty IS NULL),
       coalesce(sum(n.net) FILTER (b.counterparty IS NOT NULL), 0),
       coalesce(sum(n.net) FILTER (b.counterparty IS NULL), 0),
       coalesce(sum(b.net) FILTER (n.counterparty IS NULL), 0)
FROM now n FULL JOIN before b
  ON n.direction = b.direction AND n.code = b.code AND n.counterparty = b.counterparty
GROUP BY ALL
"""

HOLDINGS: Final = """
SELECT h.direction, h.code, h.counterparty, h.net, h.invoices
FROM held h
WHERE (h.direction, h.counterparty) IN (
  SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]))
"""

LAST_DAYS: Final = """
SELECT direction, counterparty, max(last_day) FROM cube
WHERE last_day IS NOT NULL AND counterparty <> ''
  AND (direction, counterparty) IN (SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]))
GROUP BY direction, counterparty
"""

BOTH: Final = """
SELECT s.code, count(*), sum(s.net)
FROM held s JOIN held p
  ON p.direction = 'purchase' AND p.code = s.code AND p.counterparty = s.counterparty
WHERE s.direction = 'sale'
GROUP BY s.code
"""

MONTHLY: Final = """
SELECT direction, month, coalesce(sum(net), 0) FROM cube GROUP BY direction, month ORDER BY ALL
"""

DAYS: Final = """
SELECT direction, list(DISTINCT issued ORDER BY issued) FROM merged
WHERE NOT void AND net > 0 GROUP BY direction
"""

ARRIVALS: Final = """
WITH held_quarter AS (
  SELECT s.direction, s.code, s.first, c.counterparty, sum(c.net) AS net
  FROM spans s JOIN cube c
    ON c.direction = s.direction AND c.month BETWEEN s.first AND s.last
  WHERE s.code LIKE '%Q%' AND c.valid > 0 AND c.counterparty <> ''
    AND s.first - INTERVAL 12 MONTH >= (
      SELECT min(month) FROM cube f WHERE f.direction = s.direction)
  GROUP BY s.direction, s.code, s.first, c.counterparty),
marked AS (
  SELECT *, NOT EXISTS (
    SELECT 1 FROM cube b
    WHERE b.direction = h.direction AND b.counterparty = h.counterparty AND b.valid > 0
      AND b.month < h.first AND b.month >= h.first - INTERVAL 12 MONTH) AS new
  FROM held_quarter h)
SELECT direction, code, sum(net), coalesce(sum(net) FILTER (new), 0),
       count(*), count(*) FILTER (new)
FROM marked GROUP BY direction, code
"""

VOIDS: Final = """
SELECT month, coalesce(sum(void), 0), sum(valid) + sum(void) FROM cube
WHERE direction = 'sale' GROUP BY month
"""

COLUMNS: Final = tuple(name for name, _ in INVOICE_COLUMNS)
"""What a stored file must hold."""
