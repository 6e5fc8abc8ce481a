"""Circular invoicing: A sells to B, B to C, C back to A, over the invoices of many firms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb


class Edge(NamedTuple):
    """What one firm of the portfolio sold to another, by either's records."""

    seller: str
    buyer: str
    net: int
    """Cents; the larger of both records."""


@dataclass(frozen=True)
class Circle:
    """Firms that each sell to the next and the last to the first."""

    firms: tuple[str, ...]
    """Begins with the smallest id."""
    net: int
    """Cents of its smallest leg: what may have gone round."""


_EDGES = """
SELECT CASE WHEN direction = 'sale' THEN firm ELSE other END AS seller,
       CASE WHEN direction = 'sale' THEN other ELSE firm END AS buyer, direction, sum(net) AS net
FROM (
  SELECT i.firm, i.direction, n.firm AS other, i.net_cents AS net
  FROM read_parquet(?) i JOIN (SELECT unnest(?::VARCHAR[]) AS name, unnest(?::VARCHAR[]) AS firm) n
    ON n.name = trim(i.counterparty)
  WHERE i.status <> 'void' AND i.issued BETWEEN ? AND ? AND n.firm <> i.firm
  QUALIFY row_number() OVER (
    PARTITION BY i.firm, i.direction, code, number, counterparty, issued ORDER BY net_cents) = 1)
GROUP BY ALL
"""


def edges_between(
    files: Sequence[Path], names: Mapping[str, str], first: date, last: date
) -> tuple[Edge, ...]:
    """Sales between firms of the portfolio.

    Args:
        files: Parquet with ``domain.records.INVOICE_COLUMNS``.
        names: what a counterparty may be called (id or name) to the firm's id.
        first: first day counted.
        last: last day counted.
    """
    arguments = [[str(f) for f in files], list(names), list(names.values()), first, last]
    with duckdb.connect(":memory:") as connection:
        rows = connection.execute(_EDGES, arguments).fetchall()
    found: dict[tuple[str, str], int] = {}
    for seller, buyer, _, net in rows:
        found[seller, buyer] = max(found.get((seller, buyer), 0), int(net))
    return tuple(Edge(*pair, net) for pair, net in sorted(found.items()) if net > 0)


def circles_in(edges: Iterable[Edge], *, longest: int = 4, least: int = 0) -> tuple[Circle, ...]:
    """Simple circles of two to ``longest`` firms whose smallest leg reaches ``least`` cents."""
    sold: dict[str, dict[str, int]] = {}
    for edge in edges:
        if edge.net >= max(least, 1):
            sold.setdefault(edge.seller, {})[edge.buyer] = edge.net
    found = {c.firms: c for start in sorted(sold) for c in _from(sold, start, longest)}
    return tuple(sorted(found.values(), key=lambda c: (-c.net, c.firms)))


def _from(sold: Mapping[str, Mapping[str, int]], start: str, longest: int) -> Iterator[Circle]:
    """Circles whose smallest id is ``start``."""
    paths: list[tuple[tuple[str, ...], int]] = [((start,), 0)]
    while paths:
        path, net = paths.pop()
        for buyer, leg in sold.get(path[-1], {}).items():
            least = leg if len(path) == 1 else min(net, leg)
            if buyer == start and len(path) > 1:
                yield Circle(path, least)
            elif buyer > start and buyer not in path and len(path) < longest:
                paths.append(((*path, buyer), least))
