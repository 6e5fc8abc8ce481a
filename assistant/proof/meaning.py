"""Judges the words around numbers: direction, comparison, doubling, negation."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.domain.quantities import Lang, Unit
from assistant.proof import wording
from assistant.proof.book import SeriesSet
from assistant.proof.bound import Bound, Role
from assistant.proof.comparing import agrees, hedge_of
from assistant.proof.facts import Fact
from assistant.proof.levels import Verdict, facts_at, scoped, signed
from assistant.proof.lexicon import CAUSE, CHANGE, NOUN_CHANGES, Cue, CueHit, direction_of
from assistant.proof.numerals import Numeral
from assistant.proof.operations import change_pairs
from assistant.proof.reading import Mention, Reading, gap_text, is_light
from assistant.proof.units import Kind
from assistant.proof.walking import Walk
from assistant.proof.when import When


@dataclass(frozen=True, slots=True)
class WordClaim:
    """A word's claim and what became of it."""

    start: int
    end: int
    kind: ClaimKind
    verdict: Verdict


_MODAL: Final = re.compile(
    "预计|预测|若|如果|假设|一旦|可能|将会|或将|有望|计划|拟|建议|应当|风险|防止|避免|需要|"
    r"(?<![a-z])(?:will|would|may|might|could|can|if|should|expects?|expected|forecast|projected|unless|risk|to be|assum\w+|plan\w*|propose\w*|recommend\w*)(?![a-z])"
)
_BOTH: Final = re.compile("均|都|(?<![a-z])both(?![a-z])")
_FACTORS: Final = {
    Cue.DOUBLE: (Decimal("1.95"), Decimal("2.05")),
    Cue.TRIPLE: (Decimal("2.925"), Decimal("3.075")),
    Cue.HALVE: (Decimal("0.475"), Decimal("0.525")),
}
_TWICE_DOUBLED: Final = (Decimal("3.9"), Decimal("4.1"))
_TURNED: Final = frozenset(
    (*CHANGE, Cue.UP_TO, Cue.DOWN_TO, Cue.BETTER, Cue.WORSE, Cue.FLAT, *_FACTORS)
)
_FALLING_BETTER: Final = re.compile(
    "debt|liabilit|leverage|overdue|void|red_rate|gap|days|volatil|hhi|top\\d|churn|cost|expense|ltv"
)


def word_claims(walk: Walk, bounds: list[Bound]) -> list[WordClaim]:
    """Every claim that a sentence's words make about the figures it names."""
    reading = walk.reading
    found: list[WordClaim] = []
    for cue in reading.cues:
        if cue.cue in _TURNED:
            found += _direction(walk, bounds, cue)
        elif cue.cue in (Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST):
            found += _comparison(walk, cue)
        elif cue.cue is Cue.NOT:
            found += _negation(walk, bounds, cue)
    found += [claim for bound in bounds if (claim := _limit(walk, bound)) is not None]
    return found


# -- direction ---------------------------------------------------------------------------------


def _direction(walk: Walk, bounds: list[Bound], cue: CueHit) -> list[WordClaim]:
    reading = walk.reading
    begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
    if _MODAL.search(reading.text, begin, end) or cue.cue is Cue.GROWTH:
        return []
    names = _subjects(walk, cue, begin, end)
    claims = []
    if len(names) == 1 and len(reading.times) < 2 and _BOTH.search(reading.text, begin, end):  # noqa: PLR2004
        unknown = Verdict(Proof.UNCHECKED, None, wording.say("operands", reading.lang))
        claims.append(WordClaim(cue.start, cue.end, ClaimKind.QUANTIFIER, unknown))
    for name in names:
        if name.foreign or not name.series:
            continue
        verdict = _turn(walk, bounds, cue, name)
        if verdict is not None:
            claims.append(WordClaim(cue.start, cue.end, ClaimKind.DIRECTION, verdict))
    return claims


def _subjects(walk: Walk, cue: CueHit, begin: int, end: int) -> list[Mention]:
    """The metrics whose movement a word tells."""
    reading = walk.reading
    before = [m for m in reading.mentions if begin <= m.start < cue.start]
    word = reading.text[cue.start : cue.end]
    after = next((m for m in reading.mentions if cue.end <= m.start < end), None)
    if after is not None and _names_after(reading.text[cue.end : after.start], word):
        if not before or word in NOUN_CHANGES:
            return [after]
    if before:
        return _run(reading, before, cue)
    lead = gap_text(reading, begin, cue.start).strip()
    if not is_light(lead):
        return []
    topic = None
    for mention in reading.mentions:
        if mention.start < begin:
            where = reading.clause_of(mention.start)
            topic = mention if topic is None or where != reading.clause_of(topic.start) else topic
    chosen = topic or walk.context.topic
    return [chosen] if chosen is not None else []


def _names_after(gap: str, word: str) -> bool:
    return gap == "的" or (word.isascii() and gap.strip() in ("", "in", "of", "in the", "of the"))


def _run(reading: Reading, before: list[Mention], cue: CueHit) -> list[Mention]:
    """The names that are the word's subject: the nearest one and those listed with it."""
    last = before[-1]
    gap = gap_text(reading, last.end, cue.start).strip()
    if not is_light(gap) and not CAUSE.match(gap):
        return []
    run = [last]
    for name in reversed(before[:-1]):
        if not re.fullmatch(
            "[ ]*(?:,|、|和|与|及|以及|and|both)?[ ]*", gap_text(reading, name.end, run[0].start)
        ):
            break
        if any(
            isinstance(t, Numeral) and name.end <= t.start < run[0].start for t in reading.tokens
        ):
            break
        run.insert(0, name)
    if len(run) == 1 and len(before) > 1 and _is_object(reading, before[-2], last):
        return [before[-2]]
    return run


def _is_object(reading: Reading, first: Mention, last: Mention) -> bool:
    """Whether ``last`` is what ``first`` is compared with, not the subject."""
    return any(
        c.cue in (Cue.THAN, Cue.SHARE) and first.end <= c.start < last.start for c in reading.cues
    )


def _turn(walk: Walk, bounds: list[Bound], cue: CueHit, name: Mention) -> Verdict | None:
    """The verdict on one metric's movement."""
    own = next((b for b in bounds if b.role is Role.GAP and b.mention is name), None)
    if own is not None:
        return None
    probe = _probe(walk, bounds, cue, name)
    series = scoped(name.series, probe.scope)
    pairs = list(change_pairs(series, probe, bounds))[:24]
    lang = walk.reading.lang
    if not pairs:
        return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))
    denied = _denied(walk.reading, cue)
    for last, first in pairs:
        if (
            _moves(walk.reading, cue, signed(probe, last.value), signed(probe, first.value), last)
            is not denied
        ):
            proof = Proof.PROVED if last.is_verified and first.is_verified else Proof.UNCHECKED
            return Verdict(proof, last.key, _told(last, first, lang))
    last, first = pairs[0]
    return Verdict(Proof.FALSE, last.key, _told(last, first, lang))


def _probe(walk: Walk, bounds: list[Bound], cue: CueHit, name: Mention) -> Bound:
    """A stand-in number at the word, so that it finds its times as a number there would."""
    reading = walk.reading
    twin = next(
        (b for b in bounds if b.mention is name and b.numeral.start >= cue.end
         and reading.clause_of(b.numeral.start) == reading.clause_of(cue.start)
         and (b.role is Role.CHANGE or b.is_to)),
        None,
    )  # fmt: skip
    numeral = Numeral(cue.start, cue.end, Decimal(0), Decimal(0), Kind.BARE)
    if twin is not None:
        base = twin.base or _base_time(walk, bounds, name)
        return Bound(
            numeral,
            Role.CHANGE,
            name,
            when=twin.when,
            base=base,
            scope=twin.scope,
            yearly=twin.yearly,
        )
    begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
    after = next(
        (t for t in reading.times if cue.end <= t.start < end and not walk.is_base(t)), None
    )
    free = [t for t in reading.times if t.start < cue.start and not walk.is_base(t)]
    if not free and (late := walk.late_time(cue.end)) is not None:
        free = [late]
    base = next((t for t in reading.times if walk.is_base(t) and begin <= t.start < end), None)
    held = (
        after
        if after is not None and t_links(reading, cue, after)
        else (free[-1] if free else None)
    )
    yearly = True if reading.has(Cue.YEARLY, begin, end) else None
    if reading.has(Cue.STEPWISE, begin, end):
        yearly = False
    return Bound(
        numeral, Role.CHANGE, name, when=walk.resolved(held) if held else walk.context.when,
        base=walk.resolved(base) if base else None, scope=_scope_at(walk, cue), yearly=yearly,
    )  # fmt: skip


def t_links(reading: Reading, cue: CueHit, when: When) -> bool:
    """Whether a time right after a word belongs to it: fell in 2024."""
    gap = reading.text[cue.end : when.start].strip()
    return gap in ("in", "during", "for", "over", "at", "by", "") and len(gap) < 8  # noqa: PLR2004


def _base_time(walk: Walk, bounds: list[Bound], name: Mention) -> When | None:
    start = next((b for b in bounds if b.is_from and b.mention is name and b.when), None)
    return start.when if start is not None else None


def _scope_at(walk: Walk, cue: CueHit) -> str | None:
    scope = walk.context.scope
    for entity in walk.reading.entities:
        if entity.start < cue.start or scope is None:
            scope = entity.scope
    return scope


_DENIALS: Final = (
    "未",
    "没有",
    "并未",
    "没",
    "不再",
    "从未",
    "not",
    "never",
    "n't",
    "no",
    "without",
    "neither",
    "nor",
)


def _denied(reading: Reading, cue: CueHit) -> bool:
    before = reading.text[max(0, cue.start - 12) : cue.start].rstrip()
    return before.removesuffix("有").endswith(_DENIALS) or before.endswith(_DENIALS)


def _moves(reading: Reading, cue: CueHit, last: Decimal, first: Decimal, fact: Fact) -> bool:
    if cue.cue in _FACTORS:
        low, high = _FACTORS[cue.cue]
        if "两番" in reading.text[cue.start : cue.end]:
            low, high = _TWICE_DOUBLED
        return first > 0 and low <= last / first <= high
    if cue.cue is Cue.FLAT:
        return abs(last - first) <= abs(first) * Decimal("0.01")
    sign = direction_of(cue.cue)
    if sign is None:
        falls = fact.series.higher_is == "worse" or (
            fact.series.higher_is == "neutral" and _FALLING_BETTER.search(fact.series.metric)
        )
        sign = (1 if cue.cue is Cue.BETTER else -1) * (-1 if falls else 1)
    return (last - first) * sign > 0


def _told(last: Fact, first: Fact, lang: Lang) -> str:
    joiner = "；" if lang is Lang.ZH else "; "
    return f"{wording.is_value(first, lang)}{joiner}{wording.is_value(last, lang)}"


# -- comparison --------------------------------------------------------------------------------


def _comparison(walk: Walk, cue: CueHit) -> list[WordClaim]:
    """A above B, or one metric's time above another: no number stands between."""
    reading = walk.reading
    begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
    before = [m for m in reading.mentions if begin <= m.start < cue.start]
    if not before or _MODAL.search(reading.text, begin, end):
        return []
    name = before[-1]
    after = next(
        (t for t in reading.tokens if t.start >= cue.end and not isinstance(t, CueHit)), None
    )
    if after is None or after.start >= end or after.start - cue.end > 12 or name.foreign:  # noqa: PLR2004
        return []
    free = [t for t in reading.times if t.start < cue.start and not walk.is_base(t)]
    if not free and (late := walk.late_time(after.end)) is not None:
        free = [late]
    when = walk.resolved(free[-1]) if free else walk.context.when
    scope = _scope_at(walk, cue)
    left = _values(scoped(name.series, scope), when)
    if isinstance(after, Mention) and not after.foreign:
        right = _values(scoped(after.series, scope), when)
    elif isinstance(after, When):
        right = _values(scoped(name.series, scope), walk.resolved(after))
    else:
        return []
    verdict = _compared(walk, cue, left, right)
    return [WordClaim(cue.start, cue.end, ClaimKind.COMPARISON, verdict)]


def _values(series: SeriesSet, when: When | None) -> list[Fact]:
    return [fact for one in series for fact in facts_at(one, when)][:6]


def _compared(walk: Walk, cue: CueHit, left: list[Fact], right: list[Fact]) -> Verdict:
    lang = walk.reading.lang
    pairs = [(a, b) for a in left for b in right if a.unit is b.unit and a is not b]
    if not pairs:
        return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))
    for a, b in pairs:
        if _ordered(cue.cue, a.value, b.value):
            proof = Proof.PROVED if a.is_verified and b.is_verified else Proof.UNCHECKED
            return Verdict(proof, a.key, _told(a, b, lang))
    return Verdict(Proof.FALSE, pairs[0][0].key, _told(*pairs[0], lang))


def _ordered(cue: Cue, left: Decimal, right: Decimal) -> bool:
    if cue is Cue.ABOVE:
        return left > right
    if cue is Cue.BELOW:
        return left < right
    return left >= right if cue is Cue.AT_LEAST else left <= right


def _limit(walk: Walk, bound: Bound) -> WordClaim | None:
    """A metric against a threshold: below the 1.20x covenant, meets the minimum of 1.20x."""
    if bound.role is not Role.LIMIT or bound.mention is None or bound.blocked:
        return None
    reading = walk.reading
    begin, end = reading.clause_start(bound.numeral.start), reading.clause_end(bound.numeral.start)
    hedge = bound.hedge
    facts = _values(scoped(bound.mention.series, bound.scope), bound.when)
    if not facts:
        return None
    if hedge not in (Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST):
        met = reading.has(Cue.MEETS, begin, end) and not reading.has(Cue.NOT, begin, end)
        failed = reading.has(Cue.FAILS, begin, end) or (
            reading.has(Cue.MEETS, begin, end) and not met
        )
        if not met and not failed:
            return None
        worse = facts[0].series.higher_is == "worse"
        hedge = Cue.AT_LEAST if met is not worse else Cue.AT_MOST
        if failed:
            hedge = Cue.ABOVE if worse else Cue.BELOW
    holds = any(agrees(bound.numeral, f.value, hedge_of(bound.numeral, hedge)) for f in facts)
    verdict = Verdict(
        Proof.PROVED if holds else Proof.FALSE,
        facts[0].key,
        wording.is_value(facts[0], reading.lang),
    )
    return WordClaim(bound.numeral.start, bound.numeral.end, ClaimKind.COMPARISON, verdict)


# -- negation ----------------------------------------------------------------------------------


def _negation(walk: Walk, bounds: list[Bound], cue: CueHit) -> list[WordClaim]:
    """No late payments, 无逾期: the count or amount named next is zero."""
    reading = walk.reading
    after = next((m for m in reading.mentions if m.start >= cue.end), None)
    if after is None or after.foreign or any(b.mention is after for b in bounds):
        return []
    gap = reading.text[cue.end : after.start].strip()
    if gap not in (
        "",
        "发生",
        "任何",
        "出现",
        "产生",
        "存在",
        "any",
        "a",
        "record of",
        "history of",
    ):
        return []
    series = tuple(s for s in after.series if s.unit is Unit.COUNT or s.unit.is_money)
    facts = _values(scoped(series, _scope_at(walk, cue)), walk.context.when) or _values(
        series, None
    )
    if not facts:
        return []
    holds = all(fact.value == 0 for fact in facts)
    worst = next((fact for fact in facts if fact.value), facts[0])
    proof = (Proof.PROVED if worst.is_verified else Proof.UNCHECKED) if holds else Proof.FALSE
    verdict = Verdict(proof, worst.key, wording.is_value(worst, reading.lang))
    return [WordClaim(cue.start, after.end, ClaimKind.NEGATION, verdict)]


def topic_after(reading: Reading, bounds: list[Bound], topic: Mention | None) -> Mention | None:
    """What the next sentence speaks of if it names nothing: this one's first name."""
    del bounds
    names = [m for m in reading.mentions if not m.foreign and m.series]
    return names[0] if names else topic


def moved(bound: Bound, when: When | None) -> Bound:
    """``bound`` at another time."""
    return replace(bound, when=when)
