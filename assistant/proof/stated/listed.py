"""Judges what is counted or said of all, none or only some of a list that a source gives in words.

Five vans are insured                 by the list of names under "Insured vans"
五次质检中两次不合格                    by the items of a list that have that state
three of the seven are on finance     by the cells of a column that hold something
two of them fall due in 2026          by the dates of a list
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.numeral import Numeral
from assistant.proof.stated.clauses import ALL, NONE, ONLY, Clause, Word
from assistant.proof.stated.entries import Item, Listing, denied, is_chinese, listings, stems
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.states import MARKED, has_state, state_of, stem_span
from assistant.proof.stated.telling import LIGHT
from assistant.proof.stated.terms import Term
from assistant.proof.stated.times import span_of
from assistant.proof.units import Kind

_FEW: Final = 31
_MOST: Final = 60
"""Items of a list that is counted."""
_EVERY: Final = re.compile(f"{ALL.pattern}|(?<![a-z])each(?![a-z])")
_BEGINS: Final = re.compile(r"\s*(?:[a-z]{3} ?)?[-+$€£¥]?\d")
_CODE: Final = re.compile(r"\s*[a-z]{1,4}-?\d|\s*\d{4}-\d\d-\d\d")
_BEFORE: Final = re.compile(r"(?<![a-z])(?:before|by)(?![a-z])|以前|之前|前(?=到期)")
_AFTER: Final = re.compile(r"(?<![a-z])(?:after|beyond|later than)(?![a-z])|以后|之后")
_SAYS_NO_MORE: Final = frozenset(
    ("c:loan", "c:balance", "i:total_debt", "q:total", "c:contract_value", "q:other")
)
"""What the things of a list may be called beside what their label calls them."""


class _Claim(NamedTuple):
    start: int
    end: int
    many: int | None
    """How many; None where all, none or only some are spoken of."""
    size: int | None
    """Of how many."""
    none: bool
    only: bool
    uses: tuple[int, ...]


class _Test(NamedTuple):
    holds: Callable[[Item], bool]
    said: tuple[int, int] | None
    """Where the clause says the state; nothing else needs to stand there."""
    strength: int


def listed_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """What a clause counts, or says of all or none, in the lists of the sources."""
    claim = _claim(clause)
    if claim is None:
        return
    found: list[tuple[int, bool, Listing, _Test]] = []
    for document in ops.book.documents.values():
        for listing in listings(document):
            if len(listing.items) > _MOST or claim.size not in (None, len(listing.items)):
                continue
            for test in _tests(clause, claim, listing):
                found.append((test.strength, _holds(clause, claim, listing, test), listing, test))
    if not found:
        return
    best = max(strength for strength, *_ in found)
    holds = {ok for strength, ok, *_ in found if strength == best}
    decided = Proof.PROVED if True in holds else Proof.FALSE
    verdict = decided if len(holds) == 1 else Proof.UNCHECKED
    listing, test = next((li, t) for strength, _, li, t in found if strength == best)
    counted = claim.many is not None and verdict is Proof.PROVED
    lines = {i.entry.line for i in listing.items if not counted or test.holds(i)}
    facts = tuple(f for f in ops.book.documents[listing.doc].facts if f.line in lines)
    terms = listing.label | listing.around | frozenset().union(*(i.terms for i in listing.items))
    yield Word(
        claim.start, claim.end, ClaimKind.QUANTIFIER, verdict, facts,
        uses=claim.uses if verdict is Proof.PROVED else (), terms=terms,
    )  # fmt: skip


def with_listed(words: list[Word], ops: Operands, clause: Clause) -> list[Word]:
    """A clause's claims, what no figure decides of a set settled by a list in words."""
    for one in listed_claims(ops, clause):
        if one.verdict is Proof.PROVED:
            words = [
                w
                for w in words
                if w.verdict is not Proof.UNCHECKED or w.kind is ClaimKind.COMPARISON
            ]
            words.append(one)
    return words


def _claim(clause: Clause) -> _Claim | None:
    """How many of how many a clause speaks of."""
    counts = [p.numeral for p in clause.numbers if _is_count(p.numeral)]
    every, none, only = (
        p.search(clause.parts.text, clause.start, clause.end) for p in (_EVERY, NONE, ONLY)
    )
    uses = tuple(n.start for n in counts)
    sizes = [int(n.value) for n in counts]
    text = clause.parts.text
    if every is None and none is None and only is None and len(counts) == 1:
        earlier = [
            int(p.numeral.value)
            for p in clause.parts.parts
            if p.numeral.start < clause.start and _is_count(p.numeral)
        ]
        parts = re.search(r"其中|of (?:them|these|those|which)(?![a-z])", clause.text)
        size = earlier[-1] if earlier and parts else None
        return _Claim(counts[0].start, counts[0].end, sizes[0], size, False, False, uses)
    if len(counts) == 2 and every is None and none is None:  # noqa: PLR2004  so many of so many
        return _Claim(counts[0].start, counts[-1].end, min(sizes), max(sizes), False, False, uses)
    match = none or only or every
    if match is None or len(counts) > 1:
        return None
    both = re.search(r"(?<![a-z])(?:both|neither)(?![a-z])", text[clause.start : clause.end])
    size = sizes[0] if sizes else 2 if both else None
    return _Claim(
        match.start(),
        match.end(),
        None,
        size,
        none is not None,
        only is not None and none is None,
        uses,
    )


def _is_count(numeral: Numeral) -> bool:
    return (
        numeral.kind in (Kind.COUNT, Kind.BARE)
        and (numeral.words or numeral.kind is Kind.COUNT)
        and not numeral.scaled
        and numeral.high is None
        and 0 < numeral.value <= _FEW
        and numeral.value == numeral.value.to_integral_value()
    )


def _holds(clause: Clause, claim: _Claim, listing: Listing, test: _Test) -> bool:
    holding = [i for i in listing.items if test.holds(i)]
    if claim.many is not None:
        return len(holding) == claim.many
    if claim.none:
        return not holding
    if claim.only:
        said = ids(clause.terms)
        named = [i for i in listing.items if _is_named(i, said)]
        return bool(named) and [id(i) for i in named] == [id(i) for i in holding]
    return len(holding) == len(listing.items)


def _is_named(item: Item, said: frozenset[str]) -> bool:
    name = ids(item.entry.name.terms) if item.entry.name else item.terms
    own = frozenset(t for t in name if t[0] in "wh")
    return bool(own) and len(own & said) * 2 > len(own)


def _tests(clause: Clause, claim: _Claim, listing: Listing) -> Iterator[_Test]:
    """What may be said of the items, where the clause's other words are the list's own."""
    for test in (
        _state(clause, listing, none=claim.none),
        _dated(clause, listing),
        _held(clause, listing),
    ):
        shared = _fits(clause, listing, test.said) if test is not None else None
        if test is not None and shared is not None and (shared or claim.size is not None):
            yield test._replace(strength=test.strength + 2 * shared)
    if claim.many is not None and not listing.is_column and _are_names(listing):
        shared = _fits(clause, listing, None)
        if shared and not denied(clause.text):
            yield _Test(lambda _: True, None, 2 * shared)


def _fits(clause: Clause, listing: Listing, said: tuple[int, int] | None) -> int | None:
    """How many of a clause's words are the list's; None where one is neither's."""
    label = 0
    for term in _words(clause):
        if said is not None and said[0] <= term.start < said[1]:
            continue
        alternatives = {term.id, f"i:{term.id[2:]}", f"c:{term.id[2:]}"}
        if alternatives & listing.label or (
            term.id[0] == "h" and any(term.id[2:] == t[2:] for t in listing.label)
        ):
            label += 1
        elif not (
            alternatives & listing.around
            or any(term.id in i.terms for i in listing.items)
            or term.id[0] == "i"
            or term.id in _SAYS_NO_MORE
        ):
            return None
    return label


def _words(clause: Clause) -> list[Term]:
    """What a clause's words say, single Chinese characters left out."""
    return [
        t
        for t in clause.terms
        if t.id not in LIGHT and not (t.id[0] == "h" and t.end - t.start < 2)  # noqa: PLR2004  one character
    ]


def _are_names(listing: Listing) -> bool:
    """Whether a line lists names: no item begins with an amount, none says more than a name."""
    return all(
        (_CODE.match(i.text) or not _BEGINS.match(i.text)) and i.terms for i in listing.items
    )


def _state(clause: Clause, listing: Listing, *, none: bool) -> _Test | None:
    """The state of some items that the clause says: 不合格, failed, unsecured."""
    states = sorted({s for i in listing.items if (s := state_of(i))}, key=len, reverse=True)
    text = clause.text
    for state in states:
        if is_chinese(state):
            at = text.find(state)
            if at < 0 and state in MARKED.sub("", text):
                at = text.find(state[0])
            if at < 0:
                continue
            start, end = clause.start + at, clause.start + at + len(state)
            no = denied(text[max(0, at - 3) : at]) and not denied(state)
        else:
            said = stem_span(clause, stems(state))
            if said is None:
                continue
            start, end = said
            no = denied(text) is not denied(state)
        return _Test(has_state(state, no=no and not none), (start, end), 2)
    return None


def _dated(clause: Clause, listing: Listing) -> _Test | None:
    """Items whose date lies in, before or after the time that the clause names."""
    times = [t for t in clause.parts.times_between(clause.start, clause.end) if t.year is not None]
    if len(times) != 1 or not all(len(i.times) == 1 for i in listing.items):
        return None
    if not (listing.label & ids(clause.terms)):
        return None
    asked = span_of(times[0], 0)
    if asked is None:
        return None
    before, after = _BEFORE.search(clause.text), _AFTER.search(clause.text)

    def holds(item: Item) -> bool:
        own = span_of(item.times[0], 0)
        if own is None:
            return False
        if before:
            return own.last < asked.first
        return (
            own.first > asked.last if after else asked.first <= own.first and own.last <= asked.last
        )

    return _Test(holds, None, 2)


def _held(clause: Clause, listing: Listing) -> _Test | None:
    """Rows whose cell under a head that the clause names holds something."""
    if not listing.is_column or all(i.held for i in listing.items):
        return None
    if not any(t.id in listing.label for t in clause.terms):
        return None
    no = denied(clause.text) and NONE.search(clause.text) is None
    return _Test(lambda i: i.held is not no, None, 1)


__all__ = ["listed_claims", "with_listed"]
