"""Picks what a sentence speaks of among the facts of the sources, by words and time alone."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.proof.stated.stating import Row, Stance, Stated, rows_of
from assistant.proof.when import TimeKind, When, bounds_of, tags_of

_WEIGHTS: Final = {"c": 3.0, "n": 3.0, "q": 2.0, "w": 1.5, "h": 0.9, "d": 1.0}
_ALIKE: Final = (
    frozenset(("c:loan", "c:total_debt", "c:balance", "c:loan_amount", "c:short_term_debt", "c:long_term_debt", "c:drawn")),
    frozenset(("c:revenue", "c:invoice", "c:order")),
    frozenset(("c:customer", "c:customer")),
    frozenset(("c:inventory", "c:balance")),
    frozenset(("c:tax", "c:vat", "c:income_tax", "c:taxes_payable")),
    frozenset(("c:overdue", "c:late")),
    frozenset(("c:cash", "c:balance")),
    frozenset(("c:guarantee", "c:balance")),
    frozenset(("c:debt_to_ebitda", "c:total_debt", "c:ebitda")),
    frozenset(("c:collateral", "c:collateral_value")),
    frozenset(("c:loan_amount", "c:threshold", "c:contract_value")),
    frozenset(("c:interest_rate", "c:interest_expense")),
    frozenset(("c:price", "c:contract_value")),
)  # fmt: skip
STRICT: Final = frozenset(
    f"q:{name}"
    for name in (
        "adjusted",
        "forecast",
        "parent",
        "industry",
        "average",
        "related",
        "pretax",
        "aftertax",
        "per_unit",
        "lost",
        "new",
        "gross",
    )
)
"""Qualifiers that must stand on both sides or on neither."""


_SLIGHT: Final = frozenset(("q:cumulative", "q:net", "q:actual", "q:consolidated", "c:balance"))
NAMING: Final = frozenset(("c:customer", "c:supplier", "c:store", "c:loan", "c:employees"))
"""Concepts that say whose a number is, not what it is."""
HARD: Final = frozenset(("q:adjusted", "q:parent", "q:industry", "q:related", "q:per_unit"))
"""Qualifiers that no source has to know to make a number another one."""
GENERIC: Final = frozenset(
    ("c:balance", "c:share", "c:threshold", "c:growth", "c:price", "c:contract_value")
)
"""Concepts that say little about what is counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sentence says around a number (or word) that is to be found in the sources."""

    near: frozenset[str]
    """Terms between the number and what stands before it, or right after it."""
    head: str
    """The concept that governs the number: the last one before it; '' where there is none."""
    wide: frozenset[str]
    """Terms of earlier clauses of the sentence."""
    topic: frozenset[str]
    """Terms of earlier sentences and headings."""
    when: When | None
    also: frozenset[str] = field(default_factory=frozenset)
    """Terms after the number in its clause."""
    flipped: bool = False
    """A loss or outflow: the written number is the opposite of the fact's."""


class Book:
    """The facts of the sources, with what their words are worth."""

    def __init__(self, facts: Sequence[Stated]) -> None:
        """Gather facts into rows and weigh their terms."""
        self.facts = list(facts)
        self.rows = rows_of(facts)
        self.known: dict[str, int] = {}
        for row in self.rows:
            for term in row.label:
                self.known[term] = self.known.get(term, 0) + 1
        self.around = frozenset(term for row in self.rows for term in row.around)
        self._scale = math.log(len(self.rows) + 1) or 1.0
        self.tags = frozenset(tag for row in self.rows for tag in row.tags) | frozenset(
            t for f in facts for t in f.times
        )

    def worth(self, term: str) -> float:
        """How much a term tells: rare ones and concepts more."""
        rarity = (
            1.0 - 0.8 * math.log(max(1, self.known.get(term, 1))) / self._scale
            if len(self.rows) > 1
            else 1.0
        )
        return _WEIGHTS[term[0]] * rarity

    def score(self, row: Row, asked: Asked) -> float:
        """How well a row's words fit what is asked."""
        total = 0.0
        for term in row.label:
            worth = self.worth(term)
            share = _share(term, asked)
            total += worth * share if share else (-0.05 if term in _SLIGHT else -0.2) * worth
        for term in row.around - row.label:
            share = _share(term, asked)
            total += 0.25 * share * _WEIGHTS[term[0]] if share else 0.0
        for term in asked.near - row.label - row.around:
            if term in self.known and not any(alike(term, own) for own in row.label):
                total -= 0.6 * self.worth(term)
        return total

    def ranked(self, asked: Asked, rows: Iterable[Row] | None = None) -> list[tuple[float, Row]]:
        """Rows that may be meant, best first."""
        scored = [
            (self.score(row, asked), row)
            for row in (self.rows if rows is None else rows)
            if self.fits(row, asked)
        ]
        scored.sort(key=lambda pair: -pair[0])
        return scored

    def fits(self, row: Row, asked: Asked) -> bool:
        """Whether nothing that is asked speaks against a row."""
        words = row.label | row.around
        if (
            asked.head
            and asked.head not in words
            and not any(alike(asked.head, own) for own in row.label)
        ):
            told = {t for t in row.label if t[0] == "c"} - NAMING - GENERIC
            if told or not (row.label & asked.near):
                return False
        said = asked.near | asked.wide | asked.topic | asked.also
        for term in row.label:
            if term[0] == "n" and term not in said:
                return False
            if term.startswith("w:#") and term not in said:
                return False
            if term in STRICT and term not in said and self._has_plain(row, term):
                return False
        if any(q not in said and self._has_untitled(row, q) for q in row.title & STRICT):
            return False
        for term in asked.near:
            if term in words:
                continue
            if term[0] == "n" or term.startswith("w:#"):
                return False
            if term in HARD or (term in STRICT and (term in self.known or term in self.around)):
                return False
        return True

    def _has_plain(self, row: Row, qualifier: str) -> bool:
        """Whether the same thing is also stated without a qualifier."""
        return any(other.label == row.label - {qualifier} for other in self.rows)

    def _has_untitled(self, row: Row, qualifier: str) -> bool:
        return any(other.label == row.label and qualifier not in other.title for other in self.rows)


def _share(term: str, asked: Asked) -> float:
    """Where a label's term was said: near the number counts most."""
    for share, terms in (
        (1.0, asked.near),
        (0.7, asked.also),
        (0.55, asked.wide),
        (0.35, asked.topic),
    ):
        if term in terms:
            return share
    if term[0] == "c":
        for share, terms in ((0.6, asked.near), (0.35, asked.wide), (0.2, asked.topic)):
            if any(alike(term, other) for other in terms):
                return share
    return 0.0


def alike(one: str, other: str) -> bool:
    """Whether two concepts are near enough for one to be named by the other."""
    return one == other or any(one in group and other in group for group in _ALIKE)


def at_time(row: Row, when: When | None, book: Book) -> list[Stated]:
    """A row's facts at a time; its latest where the sentence names none.

    A part of a year without its year is the one of the latest year that the row has.
    """
    if when is None or when.kind in RELATIVE:
        return latest(row)
    if when.is_open:
        years = sorted(
            {f.when.year for f in row.facts if f.when is not None and f.when.year}, reverse=True
        )
        found = (
            row.at(set_when)
            for year in years
            if (set_when := when.resolved(_year(year))) is not None
        )
        return next((facts for facts in found if facts), [] if years else latest(row))
    found_at = row.at(when)
    if found_at or row.tags:
        return found_at
    wanted = {tag for group in tags_of(when) for tag in group}
    return row.facts if not wanted & book.tags and when.code else []


RELATIVE: Final = (TimeKind.THIS, TimeKind.PREVIOUS, TimeKind.PREVIOUS_YEAR, TimeKind.NEXT_YEAR)


def _year(year: int) -> When:
    return When(0, 0, TimeKind.YEAR, year)


def latest(row: Row) -> list[Stated]:
    """The facts with the latest time, or all that have none."""
    dated = [fact for fact in row.facts if fact.when is not None and tags_of(fact.when)]
    if not dated:
        return row.facts
    return [max(dated, key=lambda fact: _end(fact))]


def _end(fact: Stated) -> str:
    bounds = bounds_of(fact.when) if fact.when is not None else None
    return bounds[1].isoformat() if bounds else ""


def values(rows: Iterable[Row]) -> list[Row]:
    """The rows that state values, not movements or limits."""
    return [row for row in rows if row.stance is Stance.VALUE]
