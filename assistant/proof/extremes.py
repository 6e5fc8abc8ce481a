"""Judges superlatives over time: a record high, 三年来最低, the lowest of the three years."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.claims import WordClaim, told
from assistant.proof.courses import by_year, course_in, gapless
from assistant.proof.facts import Fact, Series
from assistant.proof.levels import Verdict, facts_at, scoped
from assistant.proof.reading import Mention
from assistant.proof.walking import Walk
from assistant.proof.when import When

_CN: Final = r"[两一二三四五六七八九十\d]"
_EXTREME: Final = re.compile(
    f"创(?:历史|近?{_CN}年来?)?新(?P<zh>[高低])|历史新(?P<zh2>[高低])|"
    f"(?:历年|历史|(?:近|过去|最近)?{_CN}年(?:来|间|中|内)?)(?:的|各年|各年末|各年度|年末|之)*最(?P<zh3>[高低大小])|"
    r"(?<![a-z])(?:record|all-time) (?P<en>high|low)(?![a-z])|"
    r"(?<![a-z])(?:two|three|four|five|six|\d)-year (?P<en3>high|low)(?![a-z])|"
    r"(?<![a-z])(?P<en2>highest|lowest|largest|smallest|best|worst)"
    r"(?: (?:levels?|point|value|figure|reading))? "
    r"(?:since|in|on record|ever|of|over|for|across)(?![a-z])"
)
_SIGNS: Final = ("新", "最", "record", "all-time", "-year", "est", "best", "worst")
_LOW: Final = frozenset(("低", "小", "low", "lowest", "smallest"))


def extreme_claims(walk: Walk) -> list[WordClaim]:
    """What words like "record high" claim: false where a figure known of before goes beyond.

    Proved only over a number of years that is named, when each of them is known.
    """
    reading = walk.reading
    found: list[WordClaim] = []
    if not any(word in reading.text for word in _SIGNS):
        return found
    for match in _EXTREME.finditer(reading.text):
        name = _subject(walk, match.start())
        if name is None or name.foreign or not name.series:
            continue
        lowest = any(word in _LOW for word in match.groups() if word)
        when = _time(walk, match.start())
        begin, end = reading.clause_start(match.start()), reading.clause_end(match.start())
        years = course_in(reading.text, begin, end).years
        verdict = _judged(walk, name, when, lowest=lowest, years=years)
        found.append(WordClaim(match.start(), match.end(), ClaimKind.COMPARISON, verdict))
    return found


def _subject(walk: Walk, at: int) -> Mention | None:
    before = [m for m in walk.reading.mentions if m.start < at]
    return before[-1] if before else walk.context.topic


def _time(walk: Walk, at: int) -> When | None:
    free = [t for t in walk.reading.times if t.start < at and not walk.is_base(t)]
    return walk.resolved(free[-1]) if free else walk.context.when


def _judged(walk: Walk, name: Mention, when: When | None, *, lowest: bool, years: int) -> Verdict:
    lang = walk.reading.lang
    proved = None
    for series in scoped(name.series, walk.context.scope):
        for fact in facts_at(series, when):
            beyond = _beyond(series, fact, lowest=lowest)
            if beyond is not None:
                return Verdict(Proof.FALSE, beyond.key, told(fact, beyond, lang))
            run = by_year(series)
            if years and fact in run:
                proved = proved or _over(run[: run.index(fact) + 1][-years:], years)
    if proved is not None:
        return Verdict(Proof.PROVED, proved.key, wording.is_value(proved, lang))
    return Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))


def _over(run: Sequence[Fact], years: int) -> Fact | None:
    """The last fact of a run that has each of so many years, with no other as extreme."""
    known = len(run) == years and gapless(run) and all(fact.is_verified for fact in run)
    alone = all(fact.value != run[-1].value for fact in run[:-1])
    return run[-1] if known and alone else None


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
