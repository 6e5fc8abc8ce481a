"""Picks what a sentence speaks of among the facts of the sources, by words and time alone."""

import math
from collections.abc import Sequence
from typing import Final

from assistant.proof.stated.asked import HARD, NAMING, STRICT, Asked, Ranked, _said, family
from assistant.proof.stated.documents import Document, Words
from assistant.proof.stated.kinship import alike, alikes
from assistant.proof.stated.sections import told_apart
from assistant.proof.stated.stating import BALANCES, GENERIC, Row, Stance, Stated, rows_of
from assistant.proof.stated.times import Timed, facts_at
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_WEIGHTS: Final = {"c": 3.0, "n": 3.0, "q": 2.0, "w": 1.5, "h": 0.9, "d": 1.5, "i": 1.0, "m": 1.0}
SLIGHT: Final = frozenset(
    (
        "q:cumulative",
        "q:total",
        "q:net",
        "q:actual",
        "q:consolidated",
        "c:balance",
        "c:covenant",
        "c:threshold",
        "q:closing",
        "q:paid",
        "c:order",
        "c:loan",
    )
)
_SURFACE: Final = 0.8
_ELSEWHERE: Final = 1.2
"""What a row loses whose like stands under a heading that the sentence names."""
_OTHER_HEAD: Final = 0.6
"""What a row loses that the number's own concept only stands around."""
_YEARLY: Final = (TimeKind.YEAR, TimeKind.FISCAL, TimeKind.YEAR_END)
_OWN: Final = 0.35  # a worse fit is a part of the time: a balance's, no amount's over time
_MOST_ROWS: Final = 200
"""Sources of so few rows are looked through whole where no word leads to a row."""


class Book:
    """The facts of the sources, with what their words are worth."""

    def __init__(self, documents: Sequence[Document], places: Sequence[str] = ()) -> None:
        """Gather facts into rows and weigh their terms."""
        self.documents = {d.id: d for d in documents}
        self.places = dict(zip((d.id for d in documents), places, strict=False))
        self.facts = [fact for d in documents for fact in d.facts]
        self.rows = rows_of(self.facts)
        self.priced = {f.doc for f in self.facts if f.number.kind is Kind.MONEY}  # in a currency
        self.known: dict[str, int] = {}
        self._labelled: dict[int, frozenset[str]] = {}
        for fact in self.facts:
            held = self._labelled.get(fact.doc, frozenset())
            self._labelled[fact.doc] = held | (fact.label & STRICT)
        self._index: dict[str, list[int]] = {}
        self.kinds: set[tuple[str, str]] = set()
        self._plain: set[tuple[str, str, str]] = set()
        named = {t for row in self.rows for t in row.label if t.startswith("w:#")}
        self._lone = named if len(named) == 1 else set()
        for place, row in enumerate(self.rows):
            for term in row.label:
                self.known[term] = self.known.get(term, 0) + 1
            for term in row.label | row.concepts:
                self._index.setdefault(term, []).append(place)
            kind = row.first.number.kind.value
            told = row.concepts - NAMING - GENERIC
            own = row.concepts if len(told) < 2 else row.concepts - told  # noqa: PLR2004  a row of two concepts is neither alone
            self.kinds |= {(c, family(row.first.number.kind)) for c in own} | {(c, "") for c in own}
            held = self._strict(row)
            self._plain |= {(c, kind, q) for c in row.concepts for q in STRICT - held}
        self.around = frozenset(term for row in self.rows for term in row.around)
        self._apart = told_apart(self.rows)
        self.vocabulary = (
            frozenset(t for d in documents for line in d.lines for t in line.terms) | self.around
        )
        self._scale = math.log(len(self.rows) + 1) or 1.0
        self._headings: dict[int, frozenset[str]] = {}
        self.latest = max(
            (t.year for f in self.facts for t in (f.when, *f.times) if t is not None and t.year),
            default=0,
        )
        self.is_dated = any(f.when is not None and f.when.year for f in self.facts) or any(
            t.year for f in self.facts for t in f.times
        )

    def place(self, fact: Stated) -> str:
        """Where a fact stands: ``passage:<source>:<page>``."""
        return self.places.get(fact.doc, "")

    def year_end(self, row: Row) -> int:
        """The month in which the row's source ends its fiscal years; 0 where it doesn't say."""
        own = self.documents.get(row.first.doc)
        return (own.year_end if own else 0) or next(
            (d.year_end for d in self.documents.values() if d.year_end), 0
        )

    def heading_terms(self, doc: int) -> frozenset[str]:
        """The terms of a source's lines that state nothing: who it is about, what it is."""
        if doc not in self._headings:
            document = self.documents.get(doc)
            stating = {f.line for f in document.facts} if document is not None else set()
            lines = document.lines if document is not None else []
            self._headings[doc] = frozenset(
                t for n, line in enumerate(lines) if n not in stating for t in line.terms
            )
        return self._headings[doc]

    def is_old(self, facts: Sequence[Stated]) -> bool:
        """Whether facts are of an earlier year than the latest that the sources state."""
        years = [f.when.year for f in facts if f.when is not None and f.when.year]
        return bool(years) and max(years) < self.latest

    def worth(self, term: str) -> float:
        """How much a term tells: rare ones and concepts more."""
        if len(self.rows) < 2:  # noqa: PLR2004  in a single row nothing is rare
            return _WEIGHTS[term[0]]
        rarity = 1.0 - 0.8 * math.log(max(1, self.known.get(term, 1))) / self._scale
        return _WEIGHTS[term[0]] * rarity

    def score(self, row: Row, asked: Asked) -> float:
        """How well a row's words fit what is asked."""
        total = 0.0
        for term in row.label:
            share = self._share(term, asked, row)
            worth = self.worth(term)
            if share:
                total += worth * share
            elif term in row.concepts:
                total -= (0.05 if term in SLIGHT else 0.3) * worth
            else:
                total -= 0.05 * worth if term in SLIGHT else 0.2 * worth
        for term in row.concepts - row.label:
            total += 0.8 * self._share(term, asked, row) * self.worth(term)
        for term in row.around - row.label - row.concepts:
            share = _said(term, asked)
            total += 0.25 * share * _WEIGHTS[term[0]] if share else 0.0
        if asked.surface & row.surface:
            total += _SURFACE
        total -= self._elsewhere(row, asked)
        known = (asked.head, "") in self.kinds
        if (
            asked.head
            and row.concepts - GENERIC
            and asked.head not in row.concepts
            and (known or not any(alike(asked.head, o) for o in row.concepts))
        ):
            total -= _OTHER_HEAD
        for term in asked.near - row.label - row.around - row.concepts:
            if term in self.known and not any(alike(term, own) for own in row.concepts):
                total -= 0.6 * self.worth(term)
        return total

    def _elsewhere(self, row: Row, asked: Asked) -> float:
        """What a row loses where the sentence names the heading of another one like it."""
        own, others = self._apart.get(id(row), (frozenset(), frozenset()))
        said = asked.near | asked.wide | asked.also
        return _ELSEWHERE if said & others and not said & own else 0.0

    def _share(self, term: str, asked: Asked, row: Row) -> float:
        """Where a label's term was said: near the number counts most."""
        exact = _said(term, asked)
        if exact or term[0] != "c":
            return exact
        hinted = _said(f"i:{term[2:]}", asked)
        others = (
            _said(o, asked)
            for o in alikes(term)
            if (o, family(asked.kind)) not in self.kinds and o not in row.label
        )
        return max(0.6 * max(others, default=0.0), 0.55 * hinted)

    def candidates(self, asked: Asked) -> list[Row]:
        """The rows that a word leads to; all of a small source where none does."""
        said = asked.near | asked.also | asked.wide | asked.topic
        wanted = (
            said
            | frozenset(o for t in said for o in alikes(t))
            | frozenset(f"c:{t[2:]}" for t in said if t[0] == "i")
        )
        if len(self.rows) <= _MOST_ROWS:
            return self.rows
        places = {p for term in wanted for p in self._index.get(term, ())}
        return [self.rows[p] for p in sorted(places)]

    def ranked(
        self, asked: Asked, stance: Stance | None = Stance.VALUE, *, members: bool = False
    ) -> list[Ranked]:
        """Rows that may be meant, best first; ``members`` of a set need not be named."""
        scored = [
            Ranked(self.score(row, asked), row)
            for row in self.candidates(asked)
            if (stance is None or row.stance is stance) and self.fits(row, asked, members=members)
        ]
        scored.sort(key=lambda pair: -pair.score)
        return scored

    def fits(self, row: Row, asked: Asked, *, members: bool = False) -> bool:
        """Whether nothing that is asked speaks against a row."""
        return (
            self._head_fits(row, asked, members=members)
            and self._label_fits(row, asked, members=members)
            and self._words_fit(row, asked)
        )

    def suits(self, row: Row, asked: Asked) -> bool:
        """Whether a row has the names and qualifiers that were said, and no other qualifiers."""
        unsaid = self._strict(row) - (asked.near | asked.wide | asked.topic | asked.also)
        return not unsaid and self._words_fit(row, asked)

    def _head_fits(self, row: Row, asked: Asked, *, members: bool) -> bool:
        head = asked.head
        if not head or head in row.label or head in row.around or head in row.concepts:
            return True
        if (members or (head, family(asked.kind)) not in self.kinds) and any(
            alike(head, own) for own in row.concepts
        ):
            return True
        if head in NAMING and any(f"i:{c[2:]}" in asked.near | asked.also for c in row.concepts):
            return True
        told = row.concepts - NAMING - GENERIC
        return not told and bool(row.label & asked.near)

    def _label_fits(self, row: Row, asked: Asked, *, members: bool) -> bool:
        """Whether the row's own names and qualifiers were said."""
        said = asked.near | asked.wide | asked.topic | asked.also
        plain = [t for t in row.label if t[0] in "wh" and not t.startswith("w:#")]
        named = any(t.startswith("w:#") and t in said for t in row.label) or (
            bool(plain) and all(t in asked.near for t in plain)
        )
        told = any(t in asked.near for t in plain)
        if "q:consolidated" in asked.near and "q:parent" in row.label - asked.near:
            return False
        for term in row.label:
            if term in said or term in self._lone or (told and term[0] == "n"):
                continue
            if not members and (term[0] == "n" or (term.startswith("w:#") and not named)):
                return False
        kind = row.first.number.kind.value
        unsaid = self._strict(row) - said
        if "q:forecast" in unsaid:
            return False
        return not any((c, kind, q) in self._plain for q in unsaid for c in row.concepts)

    def _strict(self, row: Row) -> frozenset[str]:
        """A row's qualifiers: its own, and those of its titles that no label beside it has."""
        return (row.label & STRICT) | (
            (row.title & STRICT) - self._labelled.get(row.first.doc, frozenset())
        )

    def _words_fit(self, row: Row, asked: Asked) -> bool:
        """Whether the names and qualifiers that were said are the row's."""
        for term in asked.near:
            if term in row.label or term in row.around:
                continue
            currency = row.first.number.currency
            if term[0] == "m" and currency is not None and term[2:] != currency.value:
                return False
            if term[0] == "n" and term not in self.known and _is_told(row, asked):
                continue
            if term[0] == "n" or term.startswith("w:#"):
                return False
            if term in HARD or (term in STRICT and (term in self.known or term in self.around)):
                return False
        return True

    def at(self, row: Row, when: When | None) -> Timed:
        """A row's facts at a time and how well the time fits."""
        found = facts_at(row.facts, when, self.year_end(row))
        if (
            found.grade < _OWN
            and row.stance is Stance.VALUE
            and not row.concepts & BALANCES
            and when is not None
            and when.kind in (*_YEARLY, TimeKind.HALF)
        ):
            found = Timed([], 0.0)
        if found.facts or when is None:
            return found
        if not self.is_dated:
            return Timed(row.facts, 0.5)
        undated = [f for f in row.facts if f.when is None and not any(t.year for t in f.times)]
        if len(undated) == len(row.facts) and when.year == self.latest and when.kind in _YEARLY:
            return Timed(row.facts, 0.4)
        return found


def _is_told(row: Row, asked: Asked) -> bool:
    """Whether a row's own name was said."""
    return any(t[0] in "wh" and t in asked.near for t in row.label)


def line_of(book: Book, fact: Stated) -> Words | None:
    """The line that a fact stands in."""
    document = book.documents.get(fact.doc)
    lines = document.lines if document is not None else []
    return lines[fact.line] if fact.line < len(lines) else None
