"""Numbers that others settle: said once more, or counting what was proved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.domain.readings import ClaimReading
from assistant.proof.lexicon import Cue
from assistant.proof.stated.clauses import Clause
from assistant.proof.stated.level import Outcome
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.values import Value, fits, says
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim of a sentence and what became of it. Offsets count from the sentence's start."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Proof
    facts: tuple[Stated, ...] = ()
    value: Value | None = None
    terms: frozenset[str] = frozenset()
    """What a source's words that decide it speak of, beside its facts."""
    read: ClaimReading | None = None
    """The reading that proved it or, for an unchecked number, is suggested; None without one."""


_LOSS = re.compile("亏|(?<![a-z])loss")


def of_number(part: Part, outcome: Outcome) -> Judged:
    """A number's claim and what became of it."""
    number = part.numeral
    return Judged(
        number.start, number.end, ClaimKind.NUMBER, outcome.verdict, outcome.facts, outcome.value
    )


_AGAIN = re.compile(
    r"\s*(?:(?:a|per|each|every) (?:year|month|week|quarter|day),? ?)?(?:[(（]|[，,、"
    r"]?\s*(?:即|也就是|就是|或者?说?|约|折合|合|相当于|i\.e\.?|or|that is,?|约合|"
    r"也即)(?:约|近|为)?(?:净?亏损)?\s*)(?:a (?:net )?loss of )?\s*"
)


def _again(parts: Parts, part: Part, one: Judged, before: Judged | None) -> Judged:
    """A number that says the one before it once more.

    近六成（59.8%）, 7,215万元，即72.15 million.
    """
    if (
        one.verdict is Proof.PROVED
        or before is None
        or before.verdict is not Proof.PROVED
        or before.value is None
    ):
        return one
    if _AGAIN.fullmatch(parts.text, before.end, part.numeral.start) is None:
        return one
    value = before.value
    if value.amount < 0 and _LOSS.search(parts.text, before.end, part.numeral.start):
        value = value._replace(amount=-value.amount)
    same = fits(part.numeral, value) and says(parts, part, value)
    return (
        replace(one, verdict=Proof.PROVED, facts=before.facts, value=before.value) if same else one
    )


def another_share(
    parts: Parts, part: Part, one: Judged, before: Judged | None, facts: Sequence[Stated]
) -> bool:
    """Whether an amount that is said to be a share once more is no such share of anything.

    已使用约66.7%，即90万元, where 90万元 is the limit.
    """
    index = parts.parts.index(part)
    if before is None or not index or not one.facts or one.value is None or one.value.name:
        return False
    share = parts.parts[index - 1].numeral
    if share.kind is not Kind.PERCENT or part.numeral.kind is not Kind.MONEY:
        return False
    if _AGAIN.fullmatch(parts.text, share.end, part.numeral.start) is None:
        return False
    amount = one.facts[0].number.value
    wholes = (f.number.value for f in facts if f.number.kind is Kind.MONEY and f.number.value > 0)
    return not any(abs(amount / whole - share.value) <= share.half for whole in wholes)


_RISES = frozenset((Cue.UP, Cue.UP_TO))
_FALLS = frozenset((Cue.DOWN, Cue.DOWN_TO))


def moved_between(parts: Parts, one: Judged, found: Sequence[Judged]) -> Judged:
    """A word of movement between two proved numbers of one row: lengthened from 47 days to 51."""
    cue = next((c for c in parts.cues if c.start == one.start), None)
    if cue is None or one.verdict is not Proof.UNCHECKED or one.kind is not ClaimKind.DIRECTION:
        return one
    rises = cue.cue in _RISES
    proved = [
        j
        for j in found
        if j.verdict is Proof.PROVED and j.kind is ClaimKind.NUMBER and len(j.facts) == 1
    ]
    lasts = [j for j in proved if j.start > cue.end]
    for last in lasts[-1:] if rises or cue.cue in _FALLS else []:
        earlier = [j for j in proved if j.start < last.start and _is_before(j, last)]
        if earlier:
            first, then = earlier[-1].facts[0], last.facts[0]
            holds = first.number.value != then.number.value and (
                (then.number.value > first.number.value) is rises
            )
            verdict = Proof.PROVED if holds else Proof.FALSE
            return replace(one, verdict=verdict, facts=(then, first))
    return one


_MORE_THAN: Final = frozenset((Cue.ABOVE, Cue.AT_LEAST))
_LESS_THAN: Final = frozenset((Cue.BELOW, Cue.AT_MOST))


def compared_between(parts: Parts, one: Judged, found: Sequence[Judged]) -> Judged:
    """A word of comparison between two proved numbers of one sort: 33.3%，快于…12.4%的增速."""
    cue = next((c for c in parts.cues if c.start == one.start), None)
    if cue is None or one.verdict is not Proof.UNCHECKED or one.kind is not ClaimKind.COMPARISON:
        return one
    if cue.cue not in _MORE_THAN | _LESS_THAN:
        return one
    numbers = [j for j in found if j.kind is ClaimKind.NUMBER]
    first = next((j for j in reversed(numbers) if j.end <= cue.start), None)
    then = next((j for j in numbers if j.start >= cue.end), None)
    if first is None or then is None or first.value is None or then.value is None:
        return one
    if not all(j.verdict is Proof.PROVED for j in (first, then)):
        return one
    same = first.value.kind is then.value.kind and first.value.currency in (
        None,
        then.value.currency,
    )
    if not same or first.facts == then.facts or first.value.amount == then.value.amount:
        return one
    holds = (abs(first.value.amount) > abs(then.value.amount)) is (cue.cue in _MORE_THAN)
    verdict = Proof.PROVED if holds else Proof.FALSE
    return replace(one, verdict=verdict, facts=(*first.facts, *then.facts))


def _is_before(one: Judged, last: Judged) -> bool:
    """Whether a number is of the same row as a later one, at another time."""
    first, then = one.facts[0], last.facts[0]
    return first.label == then.label and first.doc == then.doc and first.when != then.when


_FEW = 31


_YEAR = 12


def settled(parts: Parts, one: Judged, found: Sequence[Judged]) -> Judged:
    """A small count of the things that a proved claim rests on, or of the years it runs over."""
    if one.verdict is Proof.PROVED or one.kind is not ClaimKind.NUMBER:
        return one
    number = next((p.numeral for p in parts.parts if p.numeral.start == one.start), None)
    if (
        number is None
        or number.kind not in (Kind.COUNT, Kind.BARE, Kind.MONTHS)
        or not (number.words or number.kind in (Kind.COUNT, Kind.MONTHS))
    ):
        return one
    size = number.value / number.factor
    if size > _FEW or size != size.to_integral_value():
        return one
    for other in found:
        if other is one or other.verdict is not Proof.PROVED or len(other.facts) < 2:  # noqa: PLR2004  one fact is no set
            continue
        members = len({f.order + f.doc * 1_000_000 for f in other.facts})
        lines = len({(f.doc, f.line) for f in other.facts})
        if size in (members, lines, *_spans(other.facts, number.factor)):
            return replace(one, verdict=Proof.PROVED, facts=other.facts)
    single = [o.facts[0] for o in found if o.verdict is Proof.PROVED and len(o.facts) == 1]
    kinds = {f.number.kind for f in single}
    if len(single) == size > 1 and len(kinds) == 1 and len({f.label for f in single}) == size:
        return replace(one, verdict=Proof.PROVED, facts=tuple(single))
    return one


def miscounted(parts: Parts, part: Part, found: Sequence[Judged]) -> bool:
    """Whether an idle count of things is not how many a total or mean behind it rests on."""
    number = part.numeral
    size = number.value / (number.factor if number.kind is Kind.MONTHS else 1)
    months = number.kind is Kind.MONTHS
    if number.kind not in (Kind.COUNT, Kind.BARE, Kind.MONTHS) or not 1 < size <= _FEW:
        return False
    start, end = parts.clause_span(part.clause)
    rests = [
        len({f.order + f.doc * 1_000_000 for f in j.facts})
        for j in found
        if j.value is not None
        and j.value.name in ("total", "average")
        and (not months or all(f.when and f.when.kind is TimeKind.MONTH for f in j.facts))
        and max(start, number.end) <= j.start < end
    ]
    return len(rests) == 1 and rests[0] > 1 and rests[0] != size


def _spans(facts: Sequence[Stated], factor: Decimal) -> set[int]:
    """Over how many years facts lie, counted as steps and as years."""
    years = {f.when.year for f in facts if f.when is not None and f.when.year is not None}
    if factor != _YEAR or not years:
        return set()
    return {max(years) - min(years), len(years)} - {0, 1}


def unrelated(clauses: Sequence[Clause], found: Judged) -> Judged:
    """A claim, unchecked where it was refuted by a line that shares no name with its clause.

    A clause without names of its own leans on what was spoken of before, and may be refuted by it.
    """
    if found.verdict is not Proof.FALSE or not found.facts:
        return found
    clause = next((c for c in clauses if c.start <= found.start < c.end), None)
    own = {t for t in ids(clause.terms) if t[0] in "cwh"} if clause is not None else set()
    said = {t for f in found.facts for t in (*f.label, *f.title, *f.above, *f.around)}
    if not own or own & said:
        return found
    return replace(found, verdict=Proof.UNCHECKED)
