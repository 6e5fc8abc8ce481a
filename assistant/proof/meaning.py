"""Judges the words around numbers: direction, comparison, thresholds, negation."""

from decimal import Decimal

from assistant.domain.checks import ClaimKind, Proof
from assistant.domain.quantities import Unit
from assistant.proof import wording
from assistant.proof.book import SeriesSet
from assistant.proof.bound import Bound, Role
from assistant.proof.claims import MODAL, WordClaim, scope_at, told
from assistant.proof.comparing import agrees, hedge_of
from assistant.proof.direction import TURNED, direction_claims
from assistant.proof.extremes import extreme_claims
from assistant.proof.facts import Fact
from assistant.proof.leads import AFTER_NUMBERS
from assistant.proof.levels import Verdict, facts_at, leans_on_share, scoped
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.reading import Mention, Reading
from assistant.proof.walking import Walk
from assistant.proof.when import When


def word_claims(walk: Walk, bounds: list[Bound]) -> list[WordClaim]:
    """Every claim that a sentence's words make about the figures it names."""
    reading = walk.reading
    found: list[WordClaim] = []
    for cue in reading.cues:
        if cue.cue in TURNED:
            found += direction_claims(walk, bounds, cue)
        elif cue.cue in (Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST):
            behind = reading.text[cue.start : cue.end] in AFTER_NUMBERS
            found += [] if behind else _comparison(walk, cue)
        elif cue.cue is Cue.NOT:
            found += _negation(walk, bounds, cue)
    found += extreme_claims(walk)
    found += [claim for bound in bounds if (claim := _limit(walk, bound)) is not None]
    return found


def _comparison(walk: Walk, cue: CueHit) -> list[WordClaim]:
    """A above B, or one metric's time above another: no number stands between."""
    reading = walk.reading
    begin, end = reading.clause_start(cue.start), reading.clause_end(cue.start)
    before = [m for m in reading.mentions if begin <= m.start < cue.start]
    if not before or MODAL.search(reading.text, begin, end):
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
    scope = scope_at(walk, cue)
    left = _values(scoped(name.series, scope), when)
    if isinstance(after, Mention) and not after.foreign:
        right = _values(scoped(after.series, scope), when)
    elif isinstance(after, When) and reading.text[cue.start : cue.end] not in ("over", "under"):
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
            return Verdict(proof, a.key, told(a, b, lang))
    return Verdict(Proof.FALSE, pairs[0][0].key, told(*pairs[0], lang))


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
    if not facts or (bound.inherited and leans_on_share(bound, facts[0])):
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
    facts = _values(scoped(series, scope_at(walk, cue)), walk.context.when) or _values(series, None)
    if not facts:
        return []
    # no loss is any profit; no overdue amount is none
    denied = [fact for fact in facts if (fact.value < 0 if after.flipped else fact.value)]
    holds, worst = not denied, (denied or facts)[0]
    proof = (Proof.PROVED if worst.is_verified else Proof.UNCHECKED) if holds else Proof.FALSE
    verdict = Verdict(proof, worst.key, wording.is_value(worst, reading.lang))
    return [WordClaim(cue.start, after.end, ClaimKind.NEGATION, verdict)]


def topic_after(reading: Reading, bounds: list[Bound], topic: Mention | None) -> Mention | None:
    """What the next sentence speaks of if it names nothing: this one's first name."""
    del bounds
    names = [m for m in reading.mentions if not m.foreign and m.series]
    return names[0] if names else topic
