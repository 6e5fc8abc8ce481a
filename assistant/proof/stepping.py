"""Judges one step of a movement, and movements said of every step: 逐年增长, grew every year."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.domain.checks import Proof
from assistant.domain.quantities import Lang
from assistant.proof import wording
from assistant.proof.book import SeriesSet
from assistant.proof.bound import Bound
from assistant.proof.claims import told
from assistant.proof.courses import Course, by_year, gapless, spanned
from assistant.proof.facts import Fact
from assistant.proof.levels import Verdict, signed
from assistant.proof.lexicon import Cue, CueHit, direction_of
from assistant.proof.reading import Reading

FACTORS: Final = {
    Cue.DOUBLE: (Decimal("1.95"), Decimal("2.05")),
    Cue.TRIPLE: (Decimal("2.925"), Decimal("3.075")),
    Cue.HALVE: (Decimal("0.475"), Decimal("0.525")),
}
_TWICE_DOUBLED: Final = (Decimal("3.9"), Decimal("4.1"))
_FALLING_BETTER: Final = re.compile(
    "debt|liabilit|leverage|overdue|void|red_rate|gap|days|volatil|hhi|top\\d|churn|cost|expense|ltv"
)


def _printed_alike(fact: Fact, base: Fact) -> bool:
    """Whether nobody can see a movement in the figures as they are printed."""
    near = abs(fact.value - base.value) * 10 < abs(base.value)
    return near and fact.figure.text(Lang.EN) == base.figure.text(Lang.EN)


_MORE: Final = re.compile("还多|以上|有余|(?<![a-z])more than(?![a-z])")


def moves(reading: Reading, cue: CueHit, probe: Bound, fact: Fact, base: Fact) -> bool:
    """Whether a figure moved from ``base`` to ``fact`` as a word of movement says."""
    if cue.cue not in FACTORS and _printed_alike(fact, base):
        return cue.cue is Cue.FLAT
    last, first = signed(probe, fact.value), signed(probe, base.value)
    if cue.cue in FACTORS:
        low, high = FACTORS[cue.cue]
        if "两番" in reading.text[cue.start : cue.end]:
            low, high = _TWICE_DOUBLED
        around = reading.text[max(0, cue.start - 12) : cue.end + 4]
        if _MORE.search(around) and cue.cue is not Cue.HALVE:
            low, high = (low + high) / 2, high * 2
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


def each_step(
    reading: Reading, cue: CueHit, probe: Bound, series: SeriesSet, course: Course, *, denied: bool
) -> Verdict:
    """The verdict on a movement said of every step: 逐年增长, grew in each of the three years."""
    lang = reading.lang
    unknown = Verdict(Proof.UNCHECKED, None, wording.say("operands", lang))
    verdicts = []
    for one in series:
        facts = spanned(by_year(one), probe.when)
        wanted = course.years + course.counted if course.years else 0
        known = len(facts) >= max(wanted, _STEPS) and gapless(facts)
        steps = list(pairwise(facts[-wanted:] if wanted else facts))
        wrong = [
            (last, first)
            for first, last in steps
            if moves(reading, cue, probe, last, first) is denied
        ]
        if wrong:
            last, first = wrong[0]
            verdicts.append(Verdict(Proof.FALSE, last.key, told(last, first, lang)))
        elif known and all(fact.is_verified for fact in facts):
            first, last = facts[0], facts[-1]
            verdicts.append(Verdict(Proof.PROVED, last.key, told(last, first, lang)))
        else:
            verdicts.append(unknown)
    return min(verdicts, key=lambda v: v.proof is not Proof.FALSE, default=unknown)


_STEPS: Final = 3
"""Facts from which a movement has more than one step."""
