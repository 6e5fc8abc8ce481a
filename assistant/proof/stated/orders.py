"""Whether what some words name lies above or below what others name: one thing or several."""

from collections.abc import Sequence
from typing import Final

from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.operands import SUM, Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.relating import completed
from assistant.proof.stated.stating import GENERIC, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.stated.values import Value, added, comparable
from assistant.proof.when import When

_Verdict = tuple[bool, tuple[Stated, ...]]
_FORECAST: Final = frozenset(("q:forecast", "q:actual", "c:threshold", "c:limit"))
"""What tells a thing's target from the thing."""


def compare(
    ops: Operands, left: tuple[int, int], right: tuple[int, int], when: When | None, sign: int
) -> list[_Verdict]:
    """Whether what the left words name lies above (1) or below (-1) what the right ones name.

    Of things listed on one side each must; a thing on the right without a name is the left one's.
    """
    one, other = _asked(ops, left, when), ops.asked(*right, when)
    summed = SUM.search(ops.parts.text, *right) is not None
    rights = [] if summed else _listed(ops, right)
    lefts = _listed(ops, left) if other.head and not _names(ops, right) else []
    if rights and one.head:
        found = [
            _judged(ops.phrase(*left, when), _of_run(ops, run, one, when), sign) for run in rights
        ]
        return _all(found)
    if lefts and other.head:
        whole = _plain(other)
        found = [
            _judged(_of_run(ops, run, whole, when), _of_run(ops, run, other, when), sign)
            for run in lefts
        ]
        return _all(found)
    target = other if other.head not in NAMING and not _names(ops, right) else None
    return _judged(_ones(ops, left, target, when), _twos(ops, left, right, when), sign)


def _all(found: Sequence[Sequence[_Verdict]]) -> list[_Verdict]:
    """One verdict of several comparisons, each of which must hold; none where one is unknown."""
    if not all(found):
        return []
    facts = tuple(fact for verdicts in found for _, own in verdicts for fact in own)
    return [(all(ok for verdicts in found for ok, _ in verdicts), facts)]


def _judged(ones: Sequence[Value], twos: Sequence[Value], sign: int) -> list[_Verdict]:
    return [
        ((one.amount - two.amount) * sign > 0, one.facts + two.facts)
        for one in ones[:2]
        for two in twos[:2]
        if comparable(one, two) and (one.facts != two.facts or not one.facts)
    ]


def _asked(ops: Operands, left: tuple[int, int], when: When | None) -> Asked:
    """What the left words ask for, those of earlier clauses where they name no concept."""
    one = ops.asked(*left, when)
    return one if one.head or not left[0] else ops.asked(0, left[1], when)


def _ones(
    ops: Operands, left: tuple[int, int], target: Asked | None, when: When | None
) -> list[Value]:
    """What the left words name; a name alone is compared by what the right words name."""
    found = ops.phrase(*left, when) or ops.quantity(ops.asked(0, left[1], when))
    one = ops.asked(*left, when)
    if one.head or target is None or not target.head or ops.given(*left) is not None:
        return found
    names = _names_beside(ops, left, target.head)
    if not names:
        return found
    return ops.quantity(_named(_plain(target), names, when)) or found


def _twos(
    ops: Operands, left: tuple[int, int], right: tuple[int, int], when: When | None
) -> list[Value]:
    given = ops.given(*right)
    if given is not None:
        return [given]
    times = ops.parts.times_between(*right)
    if times and not [t for t in ops.parts.terms_between(*right) if t.id[0] in "cqwhn"]:
        base = times[-1].resolved(when) or times[-1] if times[-1].is_open else times[-1]
        asked = ops.asked(*left, when)
        return ops.quantity(asked_for(asked.near, base, wide=asked.wide, topic=ops.topic))
    if SUM.search(ops.parts.text, *right) and (total := _total(ops, left, right, when)):
        return [total]
    other = ops.asked(*right, when)
    names = _names_beside(ops, left, other.head)
    if other.head and names and not _names(ops, right):
        own = ops.quantity(_named(other, names, other.when))
        if own:
            return own
    twos = completed(ops, left, right, when) if not other.head else []
    return twos or ops.phrase(*right, when)


def _total(
    ops: Operands, left: tuple[int, int], right: tuple[int, int], when: When | None
) -> Value | None:
    """The sum of what the right words list, of the concept that the left ones name."""
    one, runs = _asked(ops, left, when), _listed(ops, right)
    values = [v[0] for run in runs if (v := _of_run(ops, run, one, when))]
    return added(values, "total") if len(values) == len(runs) > 1 else None


def _listed(ops: Operands, span: tuple[int, int]) -> list[list[Term]]:
    """The named things that a stretch lists; none where it doesn't."""
    runs = [[t for t in run if t.id != "q:total"] for run in ops.listed(*span)]
    named = all(any(t.id[0] in "wh" and t.id in ops.book.known for t in run) for run in runs)
    return runs if len(runs) > 1 and named else []


def _names(ops: Operands, span: tuple[int, int]) -> frozenset[str]:
    """The names of rows that a stretch has."""
    terms = ids(ops.parts.terms_between(*span))
    return frozenset(t for t in terms if t[0] in "wh" and t in ops.book.known)


def _names_beside(ops: Operands, span: tuple[int, int], head: str) -> frozenset[str]:
    """The names that a stretch has of rows that count what is asked for."""
    rows = [r for r in ops.book.rows if head in r.label | r.concepts]
    return frozenset(t for t in _names(ops, span) if any(t in r.label for r in rows))


def _named(asked: Asked, names: frozenset[str], when: When | None) -> Asked:
    return Asked(asked.near | names, asked.head, frozenset(), asked.topic, when)


def _plain(asked: Asked) -> Asked:
    """The thing itself, where its target was asked for."""
    return Asked(asked.near - _FORECAST, asked.head, frozenset(), asked.topic, asked.when)


def _of_run(ops: Operands, run: Sequence[Term], one: Asked, when: When | None) -> list[Value]:
    """The value of one of the things listed, of its own concept or of the one given."""
    own = ids(run)
    told = [t for t in own if t[0] == "c" and t not in NAMING and t not in GENERIC]
    kept = frozenset(t for t in one.near if t[0] in "cq") - NAMING
    near = own if told else own | kept
    head = told[0] if told else one.head
    return ops.quantity(Asked(near, head, frozenset(), one.topic, when))
