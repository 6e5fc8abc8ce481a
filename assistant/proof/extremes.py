"""Judges superlatives over time: a record high, 创历史新高, the lowest since 2022."""

import re
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.claims import WordClaim, told
from assistant.proof.facts import Fact, Series
from assistant.proof.levels import Verdict, facts_at, scoped
from assistant.proof.reading import Mention
from assistant.proof.walking import Walk
from assistant.proof.when import When

_EXTREME: Final = re.compile(
    "创(?:历史|近[一二三四五六七八九十]年)?新(?P<zh>[高低])|历史新(?P<zh2>[高低])|"
    "(?:历年|历史|近[一二三四五六七八九十\\d]年(?:来)?)(?:的)?最(?P<zh3>[高低])|"
    "(?<![a-z])(?:record|all-time) (?P<en>high|low)(?![a-z])|"
    "(?<![a-z])(?P<en2>highest|lowest|largest|smallest|best|worst)(?: levels?)? "
    "(?:since|in|on record|ever|of the)(?![a-z])"
)
_LOW: Final = frozenset(("低", "low", "lowest", "smallest"))


def extreme_claims(walk: Walk) -> list[WordClaim]:
    """What words like "record high" claim: false where a figure known of before goes beyond."""
    reading = walk.reading
    found = []
    for match in _EXTREME.finditer(reading.text):
        name = _subject(walk, match.start())
        if name is None or name.foreign or not name.series:
            continue
        lowest = any(word in _LOW for word in match.groups() if word)
        when = _time(walk, match.start())
        verdict = _judged(walk, name, when, lowest=lowest)
        found.append(WordClaim(match.start(), match.end(), ClaimKind.COMPARISON, verdict))
    return found


def _subject(walk: Walk, at: int) -> Mention | None:
    before = [m for m in walk.reading.mentions if m.start < at]
    return before[-1] if before else walk.context.topic


def _time(walk: Walk, at: int) -> When | None:
    free = [t for t in walk.reading.times if t.start < at and not walk.is_base(t)]
    return walk.resolved(free[-1]) if free else walk.context.when


def _judged(walk: Walk, name: Mention, when: When | None, *, lowest: bool) -> Verdict:
    lang = walk.reading.lang
    for series in scoped(name.series, walk.context.scope):
        for fact in facts_at(series, when):
            beyond = _beyond(series, fact, lowest=lowest)
            if beyond is not None:
                return Verdict(Proof.FALSE, beyond.key, told(fact, beyond, lang))
    return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))


def _beyond(series: Series, fact: Fact, *, lowest: bool) -> Fact | None:
    """An earlier figure over a span of the same length that is more extreme than ``fact``."""
    for other in series.facts:
        if fact.period is None or other.period is None or other.period.end >= fact.period.end:
            continue
        length = fact.period.end - fact.period.start
        same = abs((other.period.end - other.period.start - length).days) < _LEAP
        if same and (other.value < fact.value if lowest else other.value > fact.value):
            return other
    return None


_LEAP: Final = 4
"""Days by which months and years of the same length differ."""
