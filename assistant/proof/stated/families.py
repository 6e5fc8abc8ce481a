"""Judges claims over a set of like things: the highest, the second, all, none, only, k of n."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue
from assistant.proof.stated.clauses import ALL, NONE, ONLY, ORDINAL, PROFIT, RANK, Clause, order_of
from assistant.proof.stated.changing import pairs
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.matching import Asked, Book, at_time
from assistant.proof.stated.parts import Part, ids
from assistant.proof.stated.roles import Role, Sense
from assistant.proof.stated.stating import Row, Stance, Stated
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When, bounds_of

_TOTALS: Final = frozenset(("q:cumulative", "w:total", "h:总计", "h:总额", "h:合计"))


class Member(NamedTuple):
    """One of a set of like things: its row and its fact."""

    row: Row
    fact: Stated


class SetWord(NamedTuple):
    """A claim over a set, at offsets of the sentence."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Proof
    place: str | None
    reason: str
    uses: tuple[int, ...] = ()
    """Offsets of the words and numbers that the claim takes up when it is proved."""


def families(book: Book, asked: Asked) -> Iterator[list[Member]]:
    """Sets of like things that the words may speak of, best first."""
    seen: set[frozenset[int]] = set()
    for score, row in book.ranked(replace(asked, near=asked.near | asked.wide))[:8]:
        if score < 0.5 or row.stance is not Stance.VALUE:  # noqa: PLR2004
            continue
        for rows in (_column(book, row), _concept(book, row, asked)):
            members = [Member(r, f) for r in rows for f in at_time(r, asked.when, book)[:1]]
            key = frozenset(id(m.fact) for m in members)
            if len(members) > 1 and key not in seen:
                seen.add(key)
                yield members
        members = [Member(row, f) for f in _times(row, asked.when)]
        key = frozenset(id(m.fact) for m in members)
        if len(members) > 1 and key not in seen:
            seen.add(key)
            yield members


def _column(book: Book, row: Row) -> list[Row]:
    first = row.facts[0]
    if first.column < 0:
        return []
    return [
        r
        for r in book.rows
        if r.title == row.title
        and not r.label & _TOTALS
        and any(f.column == first.column and f.place == first.place for f in r.facts)
        and r.facts[0].number.kind is first.number.kind
    ]


def _concept(book: Book, row: Row, asked: Asked) -> list[Row]:
    if not asked.head:
        return []
    kind = row.facts[0].number.kind
    found = [
        r
        for r in book.rows
        if asked.head in r.label
        and r.stance is Stance.VALUE
        and not r.label & _TOTALS
        and r.facts[0].number.kind is kind
    ]
    return found if len({r.label for r in found}) == len(found) else []


def _times(row: Row, when: When | None) -> list[Stated]:
    """The facts of one row at several times of one length, inside the span named."""
    span = bounds_of(when) if when is not None and not when.is_open else None
    by_length: dict[int, list[Stated]] = {}
    for fact in row.facts:
        bounds = bounds_of(fact.when) if fact.when is not None and not fact.when.is_open else None
        if bounds is None:
            continue
        if span is not None and not (span[0] <= bounds[0] and bounds[1] <= span[1]):
            continue
        by_length.setdefault(round((bounds[1] - bounds[0]).days / 28), []).append(fact)
    return max(by_length.values(), key=len, default=[])


def rank_claims(book: Book, clause: Clause, topic: frozenset[str]) -> Iterator[SetWord]:
    """What superlatives and ordinals claim."""
    for pattern in (RANK, ORDINAL):
        for match in pattern.finditer(clause.parts.text, clause.start, clause.end):
            if any(t.start <= match.start() < t.end for t in clause.parts.terms if t.id[0] == "n"):
                continue
            if any(0 <= p.numeral.start - match.end() <= 1 for p in clause.numbers):
                continue  # 最长两年: a bound, no superlative
            order = 1 if pattern is RANK else order_of(match)
            low = pattern is RANK and match["low"] is not None
            verdict = _ranked(book, clause, topic, (order, low))
            uses = _sizes(clause) if verdict[0] is Proof.PROVED else ()
            yield SetWord(match.start(), match.end(), ClaimKind.COMPARISON, *verdict, uses)


def _ranked(
    book: Book, clause: Clause, topic: frozenset[str], rank: tuple[int, bool]
) -> tuple[Proof, str | None, str]:
    order, low = rank
    asked = asked_for(clause.terms, clause.when(), wide=clause.earlier, topic=topic)
    said = ids(clause.terms) | clause.earlier | topic
    size = _size(clause)
    for members in families(book, asked):
        if size is not None and len(members) != size:
            continue
        chosen = _chosen(members, said, clause)
        if chosen is None:
            continue
        ordered = sorted((m.fact.number.value for m in members), reverse=not low)
        value = chosen.fact.number.value
        holds = ordered[order - 1] == value if order <= len(ordered) else False
        return (Proof.PROVED if holds else Proof.FALSE), chosen.fact.place, ""
    return Proof.UNCHECKED, None, ""


def _chosen(members: Sequence[Member], said: frozenset[str], clause: Clause) -> Member | None:
    """The member that the words name: by its own terms, or by its time."""
    common = frozenset.intersection(*(m.row.label for m in members))
    if all(m.row is members[0].row for m in members):
        times = [t for t in clause.parts.times if clause.start <= t.start < clause.end] or list(
            clause.parts.times
        )
        for time in reversed(times):
            found = (
                [m for m in members if m.fact in members[0].row.at(time)]
                if not time.is_open
                else [m for m in members if _part_of(m.fact, time)]
            )
            if len(found) == 1:
                return found[0]
        return None
    scored = [
        (len((m.row.label - common) & said) / max(1, len(m.row.label - common)), m) for m in members
    ]
    scored.sort(key=lambda pair: -pair[0])
    if scored[0][0] < 0.5 or (len(scored) > 1 and scored[1][0] >= scored[0][0]):  # noqa: PLR2004
        return None
    return scored[0][1]


def _part_of(fact: Stated, time: When) -> bool:
    """Whether an open time (the third quarter) is the fact's."""
    own = fact.when
    if own is None:
        return False
    if time.kind is TimeKind.QUARTER and own.kind in (TimeKind.QUARTER,):
        return own.part == time.part
    return own.kind is time.kind and own.part == time.part


def _size(clause: Clause) -> int | None:
    """How many like things the sentence says there are."""
    for part in clause.parts.parts:
        number = part.numeral
        if (
            number.kind in (Kind.COUNT, Kind.BARE, Kind.MONTHS)
            and number.words
            and number.value == number.value.to_integral_value()
        ):
            value = number.value / number.factor if number.kind is Kind.MONTHS else number.value
            if 2 <= value <= 31:  # noqa: PLR2004
                return int(value)
    return None


def all_claims(book: Book, clause: Clause, topic: frozenset[str]) -> Iterator[SetWord]:
    """What all, both, none, neither and k of n claim of a movement, a bound or a profit."""
    every = ALL.search(clause.parts.text, clause.start, clause.end)
    none = NONE.search(clause.parts.text, clause.start, clause.end)
    count = _count(clause)
    match = none or every
    if (match is None and count is None) or ONLY.search(
        clause.parts.text, clause.start, clause.end
    ):
        return
    asked = asked_for(clause.terms, clause.when(), wide=clause.earlier, topic=topic)
    test = _test(book, clause, count)
    start, end = (
        (match.start(), match.end())
        if match is not None
        else (count.numeral.start, count.numeral.end)
    )  # type: ignore[union-attr]
    if test is None:
        if count is not None or (none is None and every is not None and every["weak"]):
            return
        yield SetWord(start, end, ClaimKind.QUANTIFIER, Proof.UNCHECKED, None, "")
        return
    size = _size(clause) if count is None else _other_size(clause, count)
    if (
        size is None
        and re.search(r"(?<![a-z])(?:both|neither)(?![a-z])|两", clause.text)
        and count is None
    ):
        size = 2
    said = ids(clause.terms) | clause.earlier
    sure: tuple[Proof, str | None] | None = None
    for members in _picked(families(book, asked), said, size):
        verdicts = [test.holds(m) for m in members]
        known = [v for v in verdicts if v is not None]
        if len(known) < len(members):
            continue
        if count is not None:
            holds = sum(known) == int(
                count.numeral.value
                / (count.numeral.factor if count.numeral.kind is Kind.MONTHS else 1)
            )
        else:
            holds = not any(known) if none is not None else all(known)
        sure = (Proof.PROVED if holds else Proof.FALSE), members[0].fact.place
        break
    verdict, place = sure or (Proof.UNCHECKED, None)
    if sure is None and count is not None:
        return
    taken = (*test.uses, *((count.numeral.start,) if count is not None else ()), *_sizes(clause))
    yield SetWord(
        start,
        end,
        ClaimKind.QUANTIFIER,
        verdict,
        place,
        "",
        taken if verdict is Proof.PROVED else (),
    )


def _picked(
    found: Iterator[list[Member]], said: frozenset[str], size: int | None
) -> Iterator[list[Member]]:
    """The sets of the size that is said; of a larger one those members that the words name."""
    for members in found:
        if size is None or len(members) == size:
            yield members
            continue
        common = frozenset.intersection(*(m.row.label for m in members))
        named = [m for m in members if (m.row.label - common) and (m.row.label - common) <= said]
        if len(named) == size:
            yield named


class Test(NamedTuple):
    """What is claimed of each member, and the words and numbers that say so."""

    holds: Callable[[Member], bool | None]
    uses: tuple[int, ...]


def _count(clause: Clause) -> Part | None:
    """How many of a set a claim is made of: 有四户, two of the three, in four months."""
    for part in clause.numbers:
        number = part.numeral
        if number.kind not in (Kind.COUNT, Kind.BARE, Kind.MONTHS) or not number.words:
            continue
        before, after = clause.parts.text[: number.start], clause.parts.text[number.end :]
        if (
            re.search(r"(?:有|仅|只有)\s*\Z", before)
            or re.match(r" of the (?:\w+|\d)", after)
            or (number.kind is Kind.MONTHS and re.search(r"(?<![a-z])in\s*\Z", before))
        ):
            return part
    return None


def _other_size(clause: Clause, count: Part) -> int | None:
    for part in clause.parts.parts:
        value = part.numeral.value
        if (
            part is not count
            and part.numeral.words
            and part.numeral.kind in (Kind.COUNT, Kind.BARE)
            and 2 <= value <= 31
        ):  # noqa: PLR2004
            return int(value)
    return None


def _sizes(clause: Clause) -> tuple[int, ...]:
    """Small counts of the sentence: the size of the set that was judged."""
    return tuple(
        p.numeral.start
        for p in clause.parts.parts
        if p.numeral.words
        and p.numeral.kind in (Kind.COUNT, Kind.BARE, Kind.MONTHS)
        and p.numeral.value <= 31 * p.numeral.factor  # noqa: PLR2004
    )


def _test(book: Book, clause: Clause, count: Part | None) -> Test | None:
    """What is claimed of each member: it moved, lies beyond a bound, is a profit, is nil."""
    bound = _bound(clause, count)
    if bound is not None:
        return bound
    profit = PROFIT.search(clause.parts.text, clause.start, clause.end)
    if profit is not None:
        sign = -1 if profit["no"] else 1
        return Test(lambda m: m.fact.number.value * sign > 0, ())
    if zero := re.search(r"为零|为0(?!\d)|(?<![a-z])(?:nil|zero)(?![a-z])", clause.text):
        del zero
        return Test(lambda m: m.fact.number.value == 0, ())
    move = next(
        (c for c in clause.cues if c.cue in (Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE)), None
    )
    if move is not None and not any(
        p.numeral.start >= move.end and p.numeral.kind in (Kind.PERCENT, Kind.MONEY, Kind.POINTS)
        for p in clause.numbers
    ):
        sign = 1 if move.cue in (Cue.UP, Cue.BETTER) else -1

        def moved(member: Member) -> bool | None:
            found = list(pairs(book, member.row, member.fact.when, Sense(role=Role.CHANGE)))
            return (
                None
                if not found
                else all((a.number.value - b.number.value) * sign > 0 for a, b in found)
            )

        return Test(moved, (move.start,))
    return None


_BOUND_AFTER: Final = re.compile(
    r"\s*(?:元|%|天|倍)?(?P<up>以上|or more|and above|or higher)|\s*(?P<down>以下|以内|or less|and below|or lower)"
)


def _bound(clause: Clause, count: Part | None) -> Test | None:
    part = next(
        (p for p in clause.numbers if p is not count and not (p.numeral.words and p.numeral.kind is Kind.COUNT)
         and (_hedged(p) or _BOUND_AFTER.match(clause.parts.text, p.numeral.end))),
        None,
    )  # fmt: skip
    if part is None:
        return None
    after = _BOUND_AFTER.match(clause.parts.text, part.numeral.end)
    cue, value = _hedged(part), part.numeral.value
    uses = (part.numeral.start, *(c.start for c in part.cues))
    if cue in (Cue.ABOVE, Cue.AT_LEAST) or (after and after["up"]):
        strict = cue is Cue.ABOVE
        return Test(
            lambda m: m.fact.number.value > value if strict else m.fact.number.value >= value, uses
        )
    strict_below = cue is Cue.BELOW
    return Test(
        lambda m: m.fact.number.value < value if strict_below else m.fact.number.value <= value,
        uses,
    )


def _hedged(part: Part) -> Cue | None:
    return next(
        (
            c.cue
            for c in reversed(part.cues)
            if c.cue in (Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST)
        ),
        None,
    )


__all__ = ["Decimal", "all_claims", "families", "rank_claims"]
