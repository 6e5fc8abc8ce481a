"""Judges one number of a sentence.

As what it claims to be, against the facts that its words name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Final

from assistant.domain.checks import Proof
from assistant.proof.lexicon import Cue
from assistant.proof.numeral import Numeral
from assistant.proof.stated.changing import changes, compounds, moves, subject_of
from assistant.proof.stated.citing import cited_fact
from assistant.proof.stated.clauses import ALL
from assistant.proof.stated.limits import is_limited, limits_at, rooms
from assistant.proof.stated.manners import is_put_otherwise
from assistant.proof.stated.matching import Asked, Book, line_of
from assistant.proof.stated.operands import Operands, before
from assistant.proof.stated.parts import Part, Parts, ids, surfaces
from assistant.proof.stated.relating import converted, counted, gaps, means, rests, shares, totals
from assistant.proof.stated.roles import Role, Sense, senses_of
from assistant.proof.stated.senses import SIDES, bound_of, flowing, rate_in, signed_label
from assistant.proof.stated.sets import sets_of
from assistant.proof.stated.stating import GENERIC, Row, Stance, Stated
from assistant.proof.stated.terms import Term
from assistant.proof.stated.times import opened
from assistant.proof.stated.values import Value, added, fits, hedge_cue, of_fact, says
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a number, and the facts that decide."""

    verdict: Proof
    facts: tuple[Stated, ...] = ()
    value: Value | None = None
    role: Role = Role.VALUE


_UNKNOWN: Final = Outcome(Proof.UNCHECKED)
_MOST_RESULTS: Final = 24
_STRICT_ROLES: Final = frozenset((Role.CHANGE, Role.GAP, Role.COMPOUND))
_LEAST: Final = 0.8
_LEAST_ALONE: Final = 0.25
_AHEAD: Final = 0.15
_LEAST_FALSE: Final = 2.2
_MARGIN: Final = 0.01
_CLEAR: Final = 0.8
_OLD: Final = 0.4
_HELD: Final = 0.4
"""What a fact without words of its own loses."""
_BESIDE: Final = 0.4
"""What it is worth to stand in one line with another number of the sentence."""
_TIMELY: Final = 0.7


def judged(ops: Operands, part: Part, asked: Asked) -> Outcome:
    """The verdict on one number."""
    fact = cited_fact(ops, part, asked)
    if fact is not None:
        return Outcome(Proof.PROVED, (fact,), of_fact(fact))
    worst = _UNKNOWN
    senses = senses_of(ops.parts, part)
    whole = any(s.role is Role.TOTAL for s in senses)
    for index, sense in enumerate(senses):
        outcome = _as(ops, part, asked, sense)
        partial = outcome.verdict is Proof.FALSE or _is_part(ops.book, outcome, asked)
        if whole and sense.role is Role.VALUE and partial:
            outcome = _UNKNOWN
        if _is_plain(outcome) and any(
            (line := line_of(ops.book, f)) is not None
            and "q:average" not in f.label | f.title
            and is_put_otherwise(ops.parts, part, line.text)
            for f in outcome.facts
        ):
            outcome = _UNKNOWN
        if outcome.verdict is Proof.PROVED:
            return outcome
        if (
            outcome.verdict is Proof.FALSE
            and worst.verdict is not Proof.FALSE
            and (index == 0 or sense.role is Role.VALUE)
        ):
            worst = outcome
        if (sense.role in _STRICT_ROLES and sense.cue is not None) or sense.role is Role.LIMIT:
            return outcome if worst.verdict is not Proof.FALSE else worst
    return worst


def _is_plain(outcome: Outcome) -> bool:
    """Whether a number was found as a source states it, without an operation."""
    return outcome.value is not None and outcome.value.name == ""


def echoed(ops: Operands, part: Part, before: Part) -> Outcome:
    """A number that repeats the relation of the one before it at another time: ..., 上年为7.9倍."""
    if (
        part.when is None
        or any(t.id[0] in "cwh" for t in part.before)
        or part.numeral.kind is not before.numeral.kind
    ):
        return _UNKNOWN
    if before.when == part.when:
        return _UNKNOWN
    copy = replace(
        before,
        numeral=replace(part.numeral, start=before.numeral.start, end=before.numeral.end),
        when=part.when,
        own_when=True,
    )
    for sense in senses_of(ops.parts, before):
        ops.forced = part.when if not part.when.is_open else None
        found = _compared(
            ops,
            copy,
            sense,
            list(
                islice(
                    _results(ops, copy, asked_of(ops.parts, before, ops.topic, part.when), sense),
                    _MOST_RESULTS,
                )
            ),
        )
        ops.forced = None
        if found.verdict is Proof.PROVED:
            return found
    return _UNKNOWN


def _is_part(book: Book, outcome: Outcome, asked: Asked) -> bool:
    """Whether a number said to be a total was only found as one named part's."""
    if outcome.value is None or outcome.value.name or not outcome.facts:
        return False
    said = asked.near | asked.also | asked.wide | asked.topic
    fact = outcome.facts[0]
    named = frozenset(t for t in fact.label if t[0] in "wh" and t not in said)
    if "q:total" in fact.label or not named:
        return False
    beside = [f for f in book.facts if f.doc == fact.doc and f.line == fact.line and f is not fact]
    if any(
        f.number.kind in (Kind.COUNT, Kind.BARE) and fact.number.kind is Kind.COUNT for f in beside
    ):
        return True
    return any(
        r.first.doc == fact.doc
        and r.label != fact.label
        and r.first.number.kind in (fact.number.kind, Kind.BARE)
        and r.label & fact.label - named
        for r in book.rows
    )


def _as(ops: Operands, part: Part, asked: Asked, sense: Sense) -> Outcome:
    """The verdict on a number as what one reading makes it."""
    if sense.role is Role.LIMIT:
        return _limit(ops, part, asked)
    if sense.role is Role.VALUE:
        stated = level(ops, part, asked)
        if stated.verdict is Proof.PROVED:
            return stated
        ruled = _limit(ops, part, asked, named=False) if _may_rule(ops, part, asked) else _UNKNOWN
        if ruled.verdict is Proof.PROVED:
            return ruled
        results = list(islice(_value(ops, part, asked), _MOST_RESULTS))
        if asked.flipped and not part.numeral.signed:
            results = [r._replace(amount=-r.amount) for r in results]
        derived = _compared(ops, part, sense, results)
        if derived.verdict is Proof.PROVED:
            return derived
        return stated if stated.verdict is Proof.FALSE else derived
    return _compared(
        ops, part, sense, list(islice(_results(ops, part, asked, sense), _MOST_RESULTS))
    )


def _may_rule(ops: Operands, part: Part, asked: Asked) -> bool:
    """Whether a plain number may state a limit.

    Its words bound it, or no source states a value of the kind.
    """
    if bound_of(ops.parts, part) or is_limited(ops.parts, part):
        return True
    return not any(
        r.stance is Stance.VALUE
        and asked.head in r.concepts
        and fits(part.numeral, of_fact(r.first))
        for r in ops.book.rows
    )


def _value(ops: Operands, part: Part, asked: Asked) -> Iterator[Value]:
    """A plain number's other readings: room to a limit, a defined ratio, another time's terms."""
    yield from rooms(ops, part)
    asked = _inherited(ops, part, asked)
    if starts_move(ops.parts, part):
        yield from (
            m.first
            for m in moves(ops, replace(asked, when=asked.when or ops.when), Sense(Role.CHANGE))
        )
        return
    yield from ops.derived(asked)
    yield from ops.by_time(asked)
    if part.numeral.kind is Kind.COUNT:
        yield from counted(ops, part, asked)
    if "q:average" in asked.near:
        yield from ops.quantity(asked)
    yield from _shared_total(ops, asked)
    start, end = ops.parts.clause_span(part.clause)
    yield from converted(ops, asked, rate_in(ops.parts.text[start:end]))


def _shared_total(ops: Operands, asked: Asked) -> Iterator[Value]:
    """What several lines of one name add up to: a lender is owed what its two loans are."""
    names = frozenset(t for t in asked.near if t[0] == "w" and t in ops.book.known)
    if not names:
        return
    ranked = ops.book.ranked(asked, members=True)
    rows = [
        r.row
        for r in ranked
        if names <= r.row.label and r.score >= ranked[0].score - _MARGIN and r.score > _LEAST
    ]
    if len(rows) > 1 and all(r.concepts == rows[0].concepts for r in rows):
        total = added((of_fact(f) for r in rows for f in ops.book.at(r, asked.when).facts), "total")
        if total is not None and len(total.facts) == len(rows):
            yield total


def _inherited(ops: Operands, part: Part, asked: Asked) -> Asked:
    """Words without a concept go on speaking of the one before: 利息覆盖约6.0倍，上年为7.9倍."""
    if asked.head:
        return asked
    earlier = [
        t for t in ops.parts.terms_between(0, part.begin) if t.id[0] == "c" and t.id not in GENERIC
    ]
    if not earlier:
        return asked
    return replace(asked, near=asked.near | {earlier[-1].id}, head=earlier[-1].id)


def _results(ops: Operands, part: Part, asked: Asked, sense: Sense) -> Iterator[Value]:
    """What the sentence's own operation gives, in the role that its words give the number."""
    if sense.role is Role.CHANGE:
        yield from changes(ops, subject_of(ops, part, sense), sense, part.numeral.kind)
        yield from rooms(ops, part)
    elif sense.role is Role.GAP:
        yield from gaps(ops, part, sense)
        yield from rooms(ops, part)
    elif sense.role is Role.COMPOUND:
        yield from compounds(ops, subject_of(ops, part, sense), sense)
    elif sense.role is Role.SHARE:
        yield from shares(ops, part, sense)
    elif sense.role is Role.TOTAL:
        yield from totals(ops, part, asked)
    elif sense.role is Role.MEAN:
        yield from means(ops, part, asked)
    elif sense.role is Role.REST:
        yield from rests(ops, part, asked)


def _compared(ops: Operands, part: Part, sense: Sense, results: list[Value]) -> Outcome:
    """A number beside what its operation gives."""
    usable = [r for r in results if fits(part.numeral, r)]
    if not usable:
        return _UNKNOWN
    for result in usable:
        unsigned = result.name in ("headroom", "rest") or (
            sense.sign == 0 and sense.role in (Role.GAP, Role.CHANGE)
        )
        amount = abs(result.amount) if unsigned else result.amount * (sense.sign or 1)
        cue = sense.cue.cue if sense.role is Role.SHARE and sense.cue is not None else None
        if says(ops.parts, part, result._replace(amount=amount), cue=cue):
            return Outcome(Proof.PROVED, result.facts, result, sense.role)
    first = usable[0]
    return Outcome(
        Proof.FALSE if sense.role in _STRICT_ROLES else Proof.UNCHECKED,
        first.facts,
        first,
        sense.role,
    )


def _limit(ops: Operands, part: Part, asked: Asked, *, named: bool = True) -> Outcome:
    """A number that is said to be a limit (``named``), or that may state one."""
    first: Stated | None = None
    said = bound_of(ops.parts, part)
    for fact in limits_at(ops.book, asked):
        value = of_fact(fact)
        if said and fact.bound and said[0] != fact.bound[0]:
            first = first or fact
        elif fits(part.numeral, value):
            if says(ops.parts, part, value, plain=True):
                return Outcome(Proof.PROVED, (fact,), value, Role.LIMIT)
            first = first or fact
    if not named:
        return _UNKNOWN
    return (
        level(ops, part, asked)
        if first is None
        else Outcome(Proof.FALSE, (first,), of_fact(first), Role.LIMIT)
    )


@dataclass(slots=True)
class _Best:
    """The best facts that agree and that disagree with a number."""

    agrees: tuple[float, Stated] | None = None
    rival: tuple[float, Stated, Row, float] | None = None


def level(ops: Operands, part: Part, asked: Asked) -> Outcome:
    """A number as a value that a source states: of the fact that its words fit best."""
    if part.numeral.high is not None:
        spread = _spread(ops, part, asked)
        if spread is not None:
            return spread
    best = _best(ops, part, asked)
    if best.agrees is not None:
        close = best.rival is not None and best.rival[0] > max(0, best.agrees[0] - _AHEAD)
        least = _LEAST if close else _LEAST_ALONE
        if best.agrees[0] > least and (
            best.rival is None or best.agrees[0] > best.rival[0] + _MARGIN
        ):
            fact = best.agrees[1]
            return Outcome(Proof.PROVED, (fact,), of_fact(fact))
    if best.rival is not None and _is_clear(best, asked, part.numeral.kind):
        fact = best.rival[1]
        return Outcome(Proof.FALSE, (fact,), of_fact(fact))
    return _UNKNOWN


def _is_clear(best: _Best, asked: Asked, kind: Kind) -> bool:
    """Whether the words pick a fact with another value beyond doubt."""
    if best.rival is None:
        return False
    score, _, row, timely = best.rival
    ahead = best.agrees is None or score > best.agrees[0] + _CLEAR
    told = bool(asked.head) and asked.head in row.concepts
    return (
        score > _LEAST_FALSE
        and ahead
        and timely >= _TIMELY
        and told
        and best.rival[1].number.kind is kind
    )


def _best(ops: Operands, part: Part, asked: Asked) -> _Best:
    best = _Best()
    rises = starts_move(ops.parts, part)
    flipped = asked.flipped and not part.numeral.signed
    rate = rate_in(ops.parts.text[part.begin : part.end])
    when = asked.when or ops.when
    for score, row in ops.book.ranked(asked):
        timed = ops.book.at(row, when)
        facts = (
            [b for f in timed.facts for b in before(ops.book, row.facts, f)]
            if rises
            else timed.facts
        )
        worth = (
            score
            - 0.5 * (1 - timed.grade)
            - (_OLD if when is None and ops.book.is_old(timed.facts) else 0)
        )
        for fact in facts:
            beside = (_BESIDE if (fact.doc, fact.line) in ops.lines else 0.0) - (
                _HELD if fact.held else 0.0
            )
            value = of_fact(fact)
            if (
                part.numeral.kind is Kind.POINTS
                and value.kind is Kind.PERCENT
                and "c:spread" in asked.near
            ):
                value = value._replace(kind=Kind.POINTS)
            if not fits(part.numeral, value) or (rate and fact.rate and rate != fact.rate):
                continue
            if says(ops.parts, part, value, flipped=flipped) or _unsigned(ops, part, value):
                if best.agrees is None or worth + beside > best.agrees[0]:
                    best.agrees = (worth + beside, fact)
            elif best.rival is None or worth + beside > best.rival[0]:
                best.rival = (worth + beside, fact, row, timed.grade)
    return best


_PAID: Final = frozenset(
    (
        "c:capex",
        "c:dividends",
        "c:repayment",
        "c:purchase",
        "c:outflow",
        "c:tax",
        "c:income_tax",
        "c:interest_expense",
        "c:impairment",
    )
)


def _unsigned(ops: Operands, part: Part, value: Value) -> bool:
    """An amount paid out that a source writes in brackets."""
    fact = value.facts[0]
    if not (
        fact.label & _PAID and fact.number.signed and value.amount < 0 and part.numeral.value > 0
    ):
        return False
    return says(ops.parts, part, value, flipped=True) and not re.search(
        r"(?<![a-z])(?:brought in|received|inflow|added)(?![a-z])|收到|流入", ops.parts.text
    )


def _spread(ops: Operands, part: Part, asked: Asked) -> Outcome | None:
    """A range that several facts lie in: the quarters of a year, the firms of a list."""
    numeral = part.numeral
    high = numeral.high if numeral.high is not None else numeral.value
    for members in sets_of(ops.book, asked):
        values = [m.fact.number.value for m in members if fits(numeral, of_fact(m.fact))]
        if len(values) < len(members):
            continue
        inside = numeral.value - numeral.half <= min(values) and max(values) <= high + numeral.half
        exact = (
            abs(min(values) - numeral.value) <= numeral.half
            and abs(max(values) - high) <= numeral.half
        )
        wide = _WITHIN.search(ops.parts.text) is not None and _is_snug(numeral, values)
        if exact or (inside and wide):
            return Outcome(Proof.PROVED, tuple(m.fact for m in members))
        if inside or (min(values) <= high and max(values) >= numeral.value):
            return Outcome(Proof.FALSE if not inside else Proof.UNCHECKED, (members[0].fact,))
    return None


def _is_snug(numeral: Numeral, values: Sequence[Decimal]) -> bool:
    """Whether a range that is wider than the values is round and not much wider than they are."""
    low, high = min(values), max(values)
    slack = max(high - low, abs(high) * _SLACK)
    ends = (numeral.value, numeral.high if numeral.high is not None else numeral.value)
    digits = [f"{(end / numeral.factor).normalize():f}".strip("-0.") for end in ends]
    round_ends = all(len(written.replace(".", "")) <= _ROUND for written in digits)
    return round_ends and low - ends[0] <= slack and ends[1] - high <= slack


_SLACK: Final = Decimal("0.1")
_ROUND: Final = 2
"""Significant digits of a round end."""
_WITHIN: Final = re.compile(
    r"区间|范围|之内|以内|稳定在|保持在|介于|之间|(?<![a-z])(?:within|range|band|between|"
    r"stayed|inside)(?![a-z])"
)


def starts_move(parts: Parts, part: Part) -> bool:
    """Whether the number is what a movement starts from: 由35%降到, from 18% to."""
    near = [c for c in part.cues if c.cue is Cue.FROM]
    if not near or (part.own_when and part.when is not None and part.when.start > near[-1].start):
        return False
    between = ids(parts.terms_between(near[-1].end, part.numeral.start))
    return between <= SIDES and len(parts.parts) > 1


def asked_of(parts: Parts, part: Part, topic: frozenset[str], when: When | None = None) -> Asked:
    """What the words around a number ask for."""
    near = _near(parts, part)
    late = _late(parts, part)
    concepts = [t.id for t in near if t.id[0] == "c" and t.id not in GENERIC]
    wide = ids(parts.terms_between(0, part.begin))
    turned = wide & _TURNS if any(t.id == "c:days_turn" for t in near) else frozenset()
    signed = signed_label(flowing(ids(near), wide) | turned)
    concepts = concepts if not turned else []
    head = concepts[-1] if concepts else ""
    if turned or (head and head not in signed.label):
        head = next((t for t in sorted(signed.label) if t[0] == "c" and t not in GENERIC), "")
    if _lost(parts, part) and not concepts:
        signed = signed._replace(label=signed.label | {"c:net_profit"}, flipped=True)
        head = "c:net_profit"
    label = signed.label
    at = part.when or when
    if "q:opening" in label:
        label, at = label - {"q:opening"}, opened(at)
    elif "q:closing" in label and at is not None and at.kind is TimeKind.PREVIOUS_YEAR:
        at = None
    if part.numeral.measure in ("人", "名") and not label & frozenset(
        ("i:employees", "c:employees")
    ):
        label, head = label | {"i:employees"}, ""
    return Asked(
        label, head, signed_label(wide).label, topic, at, ids(late), flipped=signed.flipped,
        surface=surfaces(near), kind=part.numeral.kind,
    )  # fmt: skip


def _near(parts: Parts, part: Part) -> list[Term]:
    """The words that a number is read with.

    Those before it, else its clause's, with those after it where it counts.
    """
    own, late = list(part.before), part.after
    of = _OF_NUMBER.match(parts.text, part.numeral.end)
    index = parts.parts.index(part)
    if (
        of is not None
        and index + 1 < len(parts.parts)
        and parts.parts[index + 1].numeral.start == of.end()
    ):
        _, end = parts.clause_span(part.clause)
        return [*own, *parts.terms_between(of.end(), end)]
    if (
        index
        and own == []
        and _OF_NUMBER.fullmatch(parts.text, parts.parts[index - 1].numeral.end, part.numeral.start)
    ):
        own = [t for t in _subject(parts, part) if t not in parts.parts[index - 1].before]
        return [*own, *_late(parts, part)] or list(parts.parts[index - 1].before)
    if not _tells(own):
        placed = _IN.match(parts.text, part.numeral.end) is not None and any(
            t.id[0] == "c" for t in late
        )
        subject = _subject(parts, part)
        own = [
            *(t for t in subject if not placed or t.id[0] in "wh"),
            *own,
            *(late if placed else ()),
        ]
    if part.numeral.kind in (Kind.COUNT, Kind.BARE) or not _tells(own):
        fresh = [t for t in late[:6] if t not in own]
        if any(t.id[0] == "q" for t in fresh):
            own = [t for t in own if t.id[0] != "q" or t in part.before]
        own = [*own, *fresh]
    return own


def _late(parts: Parts, part: Part) -> list[Term]:
    """The words after a number.

    Of a whole that a part is given of, those before its verb: 389 of 412 deliveries were on time.
    """
    index = parts.parts.index(part)
    if not index or not _OF_NUMBER.fullmatch(
        parts.text, parts.parts[index - 1].numeral.end, part.numeral.start
    ):
        return part.after
    verb = _PREDICATE.search(parts.text, part.numeral.end)
    return [t for t in part.after if verb is None or t.start < verb.start()]


_OF_NUMBER: Final = re.compile(r" of (?:the |its |their |all )?")
_PREDICATE: Final = re.compile(
    r"(?<![a-z])(?:was|were|is|are|had|have|came|met|passed|failed)(?![a-z])"
)
_IN: Final = re.compile(r" (?:in|of|as|for) ")
_TURNS: Final = frozenset(
    ("c:inventory", "c:inventory_turnover", "c:receivables", "c:receivables_turnover", "c:payables")
)


def _tells(terms: Sequence[Term]) -> bool:
    return any(t.id[0] in "cwhid" for t in terms)


_VERB: Final = re.compile(
    r"\s*(?:is|was|are|were|stood|stands|came|comes|amounted|amounts|works out|worked out|"
    r"reached|totalled|totals)(?![a-z])"
)


_SHORT: Final = 40
"""A clause so short is a name for the number after its comma: (F2, 12 days; F4, 34 days)."""


def _subject(parts: Parts, part: Part) -> list[Term]:
    """What a number without words of its own speaks of.

    Its clause's earlier words, or those that an aside follows.
    """
    start, _ = parts.clause_span(part.clause)
    earlier = parts.terms_between(start, part.begin)
    bare = not earlier and not part.after and not _VERB.match(parts.text, start)
    if bare and part.clause and parts.text[start - 1 : start] == ",":
        first, last = parts.clause_span(part.clause - 1)
        if last - first <= _SHORT:
            return parts.terms_between(first, last)
    if _tells(earlier) or part.clause < 2 or not _VERB.match(parts.text, start):  # noqa: PLR2004  an aside has a clause before it
        return earlier
    first, last = parts.clause_span(part.clause - 2)
    return parts.terms_between(first, last)


_LOST: Final = re.compile(
    r"(?<![a-z])(?:lost|loses|losing)(?: about| around| some| roughly| nearly)? *\Z"
)


def _lost(parts: Parts, part: Part) -> bool:
    return (
        part.numeral.kind is Kind.MONEY
        and _LOST.search(parts.text, part.begin, part.numeral.start) is not None
    )


_GROUP: Final = re.compile(
    r"合计|共|均|都|平均|分别|依次|全部|其中|里|中(?=有|，|,)|以来|连续|(?<![a-z])(?:all|"
    r"both|each|every|together|total|average[d]?|of the|the|over|past|last|first|neither|"
    r"none|respectively|in)(?![a-z])"
)
_FEW: Final = 31
_SPANNED: Final = re.compile(
    r"(?:近|前|后|连续|过去|最近|这)\s*\Z|(?<![a-z])(?:first|last|past|over|over the|all|"
    r"in|for|the|next|each of the last)\s*\Z"
)


def is_idle(parts: Parts, part: Part) -> bool:
    """A small whole number that only says how many things are spoken of.

    三家企业均, the five covenants.
    """
    numeral = part.numeral
    if not _is_small(numeral):
        return False
    if _ONE.search(parts.text[max(0, numeral.start - 1) : numeral.end + 4]):
        return True
    lead = parts.text[max(0, numeral.start - 12) : numeral.start]
    if numeral.kind in (Kind.MONTHS, Kind.DAYS):
        spanned = _SPANNED.search(lead) is not None or parts.text[
            numeral.end : numeral.end + 1
        ] in ("间", "来", "里", "中")
        return spanned or (numeral.words and len(parts.parts) > 1 and not _is_duration(parts, part))
    others = [
        p
        for p in parts.parts
        if p is not part and p.numeral.start > numeral.end and p.numeral.kind is not Kind.COUNT
    ]
    words = parts.text[numeral.end : numeral.end + 24]
    listed = re.search(
        r"(?<![a-z])(?:the|all|both|these|those|of the)\s*\Z|其余|其他|上述|全部|这|该|\A\s*\Z|"
        r"[，,]\s*\Z",
        lead,
    )
    return (
        bool(numeral.words)
        and listed is not None
        and bool(others or _GROUP.search(words) or ALL.search(words))
    )


_ONE: Final = re.compile(
    r"的一[家户项个笔年季](?!\d)|(?<![a-z])one of |\Aone decimal|(?<![a-z])to one decimal"
)
"""One that only points: 最高的一家, the only one of the three."""
_DURATIONS: Final = frozenset(
    f"{p}:{c}"
    for p in "ci"
    for c in (
        "tenor",
        "dso",
        "dio",
        "dpo",
        "ccc",
        "overdue_days",
        "lead_time",
        "overdue",
        "days_turn",
        "founded",
        "requested",
    )
)


def _is_duration(parts: Parts, part: Part) -> bool:
    """Whether a span of time is what the sentence speaks of: 租期三年, three months of cover."""
    near = ids([*part.before, *part.after])
    tail = parts.text[part.numeral.end : part.numeral.end + 8]
    return (
        bool(near & _DURATIONS)
        or re.match(r"内|以上|以内|的(?:固定|费用|开支)|到期|账期| of ", tail) is not None
    )


def _is_small(numeral: Numeral) -> bool:
    kinds = (Kind.COUNT, Kind.BARE, Kind.MONTHS, Kind.DAYS)
    if numeral.kind not in kinds or numeral.high is not None or numeral.scaled:
        return False
    value = numeral.value
    return value == value.to_integral_value() and 1 <= value / (numeral.factor or 1) <= _FEW


__all__ = ["Outcome", "Row", "asked_of", "hedge_cue", "is_idle", "judged", "level", "replace"]
