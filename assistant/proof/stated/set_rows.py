"""The rows that may make up a set of like things."""

from collections.abc import Iterator
from typing import Final

from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.kinship import alike
from assistant.proof.stated.matching import Book
from assistant.proof.stated.stating import GENERIC, Row, Stance

TOTALS: Final = frozenset(("q:total", "q:cumulative", "q:consolidated"))


FEW: Final = 31


def is_total(row: Row) -> bool:
    """Whether a row sums up the others of its table."""
    return bool(row.label & TOTALS) or not row.label


def column_rows(book: Book, row: Row, head: str) -> list[Row]:
    """The rows of one column that count the same thing."""
    first = row.first
    if first.column < 0:
        return []
    return [
        r
        for r in book.rows
        if r.title == row.title
        and not is_total(r)
        and r.stance is row.stance
        and (
            r.concepts - NAMING - GENERIC == row.concepts - NAMING - GENERIC
            or (head in r.label and head in row.label)
        )
        and any(f.column == first.column and f.doc == first.doc for f in r.facts)
        and r.first.number.kind is first.number.kind
    ]


def under_head_rows(book: Book, row: Row, asked: Asked) -> list[Row]:
    """The rows of a column whose own head was said, whatever each row counts: 余额合计."""
    first = row.first
    if first.column < 0:
        return []
    rows = [
        r
        for r in book.rows
        if r.first.doc == first.doc
        and r.title == row.title
        and r.stance is row.stance
        and not is_total(r)
        and r.first.number.kind is first.number.kind
        and r.first.column == first.column
    ]
    head = frozenset.intersection(*(r.label for r in rows)) if rows else frozenset()
    return rows if any(t[0] == "c" and t in asked.near for t in head) else []


def holding_rows(book: Book, row: Row, asked: Asked) -> list[Row]:
    """Rows that all count what was said, however else each is named: three loans' balances."""
    wanted = frozenset(t for t in asked.near & row.label if t[0] == "c")
    number = row.first.number
    if len(wanted) < 2:  # noqa: PLR2004  one concept is what the other sets go by
        return []
    return [
        r
        for r in book.rows
        if r.first.doc == row.first.doc
        and wanted <= r.label
        and r.stance is row.stance
        and r.first.number.kind is number.kind
        and r.first.number.currency is number.currency
        and not is_total(r)
    ]


def concept_rows(book: Book, row: Row, asked: Asked) -> list[Row]:
    """Rows that count the same thing under different names."""
    head = (
        asked.head
        if asked.head in row.concepts
        else next(iter(sorted(row.concepts - NAMING - GENERIC)), "")
    )
    if not head:
        return []
    kind = row.first.number.kind
    found = [
        r
        for r in book.rows
        if head in r.concepts
        and r.stance is Stance.VALUE
        and not is_total(r)
        and r.first.number.kind is kind
        and r.first.number.currency is row.first.number.currency
    ]
    labels = [frozenset(t for t in r.label if t[0] in "whqnc") for r in found]
    return found if len(set(labels)) == len(labels) else []


def named_rows(book: Book, row: Row) -> list[Row]:
    """Rows beside it in its source that differ by their names only: the lines of a list."""
    kind, currency = row.first.number.kind, row.first.number.currency
    generic = frozenset(t for t in row.label if t[0] in "cq") - NAMING
    return [
        r
        for r in book.rows
        if r.first.doc == row.first.doc
        and r.title == row.title
        and r.stance is row.stance
        and r.first.number.kind is kind
        and r.first.number.currency is currency
        and not is_total(r)
        and (frozenset(t for t in r.label if t[0] in "cq") - NAMING) == generic
        and r.first.rate == row.first.rate
    ]


def kindred_rows(book: Book, row: Row, asked: Asked) -> list[Row]:
    """Rows that count kinds of what is asked: short and long loans where loans are."""
    head = asked.head
    if not head or head in row.concepts:
        return []
    number = row.first.number
    return [
        r
        for r in book.rows
        if r.first.doc == row.first.doc
        and any(alike(head, c) for c in r.concepts)
        and r.first.number.kind is number.kind
        and r.first.number.currency is number.currency
        and not is_total(r)
        and {t for t in r.label if t[0] == "q"} == {t for t in row.label if t[0] == "q"}
    ]


def whole_rows(book: Book) -> Iterator[list[Row]]:
    """All rows of one kind and currency of one source, and of all sources."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in book.rows:
        if row.stance is Stance.VALUE and not is_total(row):
            number = row.first.number
            groups.setdefault((row.first.doc, number.kind, number.currency), []).append(row)
            groups.setdefault((0, number.kind, number.currency), []).append(row)
    for rows in groups.values():
        if 1 < len(rows) <= FEW:
            yield rows
