"""The claims of one line of speech: every number, absence and direction that it asserts."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.claims import ClaimSort, SaidClaim, SaidHedge
from assistant.domain.quantities import Unit
from assistant.interview import moods
from assistant.interview.changes import Change, change_at, direction_claims
from assistant.interview.existence import absence_claims, sign_claims
from assistant.interview.found import Found
from assistant.interview.periods_said import period_said
from assistant.interview.scene import Ground, Scene, scene_of, subject_near, times_a_year
from assistant.interview.subjects import Subject
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.units import Kind

_UNITS: Final = {
    Kind.PERCENT: Unit.RATIO,
    Kind.POINTS: Unit.RATIO,
    Kind.TIMES: Unit.TIMES,
    Kind.DAYS: Unit.DAYS,
    Kind.MONTHS: Unit.MONTHS,
    Kind.COUNT: Unit.COUNT,
}
_FIRST_YEAR: Final = 1950
_COUNTED_NOUN: Final = re.compile(
    r" (?!was|is|has|this|us|plus|less|years|days|months)[a-z]{2,}s(?![a-z])"
)
"""Right after an English number: things of which there are so many."""
_PARTIES: Final = frozenset(("customer", "supplier"))
_COUNTED: Final = (Kind.COUNT, Kind.BARE)
_SALES: Final = Subject(frozenset(("revenue",)))
_LOSS: Final = re.compile(r"亏|(?<![a-z])(?:lost|loss|in the red)(?![a-z])")
_EARNED: Final = re.compile(
    r"赚|挣|盈利|(?<![a-z])(?:made(?! a (?:[a-z]+ )?loss)|profit of|earned)(?![a-z])"
)


class Line(NamedTuple):
    """One line as it was said."""

    place: int
    text: str
    start_s: Decimal = Decimal(0)
    end_s: Decimal = Decimal(0)
    speaker: str = ""
    topic: Subject | None = None
    """What the question before it was about."""
    topic_period: str = ""
    """The time that the question named."""


@dataclass(frozen=True)
class LineClaims:
    """What a line claims, with its subjects at hand for comparing."""

    found: tuple[Found, ...]

    @property
    def claims(self) -> tuple[SaidClaim, ...]:
        """The claims alone."""
        return tuple(f.claim for f in self.found)


def claims_of(line: Line, ground: Ground) -> LineClaims:
    """Every claim of a line, in order.

    Args:
        line: the words, and the question they answer.
        ground: the last full year and the file's currency.
    """
    scene = scene_of(line.text, ground)
    found = [*_numbers(scene, line, ground)]
    spoken_of = [f.subject for f in found if not f.claim.is_others]
    found += absence_claims(scene, line.topic, spoken_of)
    found += sign_claims(scene, spoken_of, ground)
    found += direction_claims(scene, line.topic, found)
    found += _since(scene, line.topic)
    found.sort(key=lambda f: f.start)
    return LineClaims(tuple(_placed(f, line, scene, ground) for f in found))


def _numbers(scene: Scene, line: Line, ground: Ground) -> Iterator[Found]:
    for number in scene.numbers:
        if scene.sentence_at(number.start).stop in "？?" and scene.sentence_at(number.start).stop:
            continue
        subject = subject_near(scene, number, line.topic)
        if number.value == 1 and subject.cores & _PARTIES and number.kind in _COUNTED:
            continue  # one customer is somebody, not how many there are
        change = change_at(scene, number, subject)
        subject = _settled(scene, number, subject, change)
        yield _found(scene, number, subject, change, ground)


def _settled(scene: Scene, number: Numeral, subject: Subject, change: Change | None) -> Subject:
    """The subject as its clause's other words tell: growth of the business, people who came."""
    part = scene.clauses[scene.clause_at(number.start)]
    if change and change.sort is ClaimSort.CHANGE and not subject.cores:
        return _SALES if moods.GROWN.search(scene.text, part.start, part.end) else subject
    if "employees" in subject.cores and moods.STAFF_FLOW.search(scene.text, part.start, part.end):
        return replace(subject, marks=subject.marks | {"new"})
    return subject


def _found(
    scene: Scene, number: Numeral, subject: Subject, change: Change | None, ground: Ground
) -> Found:
    low, high = number.value, number.high if number.high is not None else number.value
    sign = _sign(scene, number, subject)
    if sign < 0 < low:
        low, high = -high, -low
    unit = _unit(number, ground)
    if change and change.sort is ClaimSort.CHANGE:
        unit = Unit.RATIO
    if unit is None and _COUNTED_NOUN.match(scene.text, number.end):
        unit = Unit.COUNT
    hedge = SaidHedge.AT_MOST if _is_universal(scene, number) else _hedge(scene, number)
    claim = SaidClaim(
        subject=subject.name,
        sort=change.sort if change else ClaimSort.LEVEL,
        low=low,
        high=high,
        unit=unit,
        hedge=hedge,
        direction=change.direction if change else 0,
        times_a_year=times_a_year(scene, number),
    )
    return Found(claim, subject, number.start, number.end, grain=_grain(number))


def _unit(number: Numeral, ground: Ground) -> Unit | None:
    if number.kind is Kind.MONEY:
        return number.currency or ground.currency
    if number.kind is Kind.BARE:
        return ground.currency if number.scaled or number.value >= 10**4 else None
    return _UNITS.get(number.kind)


def _grain(number: Numeral) -> Decimal:
    """Half of the last place that was spoken: three thousand is good to five hundred."""
    if number.high is not None or number.value == 0:
        return Decimal(0)
    if number.kind in (Kind.PERCENT, Kind.POINTS):
        return number.half
    digits = (number.value / number.factor).normalize()
    exponent = digits.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * number.factor / 2


def _sign(scene: Scene, number: Numeral, subject: Subject) -> int:
    """-1 where a loss is told."""
    if "net_profit" not in subject.cores:
        return 1
    part = scene.clauses[scene.clause_at(number.start)]
    before = scene.before(number)
    bare = not any(h.core for h in scene.hits_between(part.start, part.end))
    start = scene.sentence_at(number.start).start if bare else part.start
    words = scene.text[max(start, before.end if before else 0) : number.start]
    return -1 if _LOSS.search(words) and not _EARNED.search(words) else 1


def _is_universal(scene: Scene, number: Numeral) -> bool:
    """No customer is above, each customer is below."""
    part = scene.clauses[scene.clause_at(number.start)]
    return any(h.universal for h in scene.hits_between(part.start, number.start))


def _hedge(scene: Scene, number: Numeral) -> SaidHedge:
    before, after = scene.before(number), scene.after(number)
    part = scene.clauses[scene.clause_at(number.start)]
    floor = max(part.start - 4, before.end if before else 0, 0)
    ceiling = min(scene.sentence_at(number.start).end, after.start if after else len(scene.text))
    if scene.text[max(0, part.start - 2) : part.start].strip(" ,，") == "" and part.start:
        floor = max(before.end if before else 0, part.start - 12)
    said = moods.hedge_of(scene.text, number.start, number.end, floor, ceiling)
    if said is SaidHedge.EXACT and number.hedge is Hedge.OVER:
        return SaidHedge.SLIGHTLY_OVER
    return said


def _since(scene: Scene, topic: Subject | None) -> Iterator[Found]:
    """Founded in 2016, around since 1998."""
    for time in scene.times:
        if time.year is None or time.year < _FIRST_YEAR:
            continue
        part = scene.clauses[scene.clause_at(time.start)]
        hits = scene.hits_between(part.start, part.end)
        asked = topic is not None and "founded" in topic.cores and not any(h.core for h in hits)
        if asked or any(h.core == "founded" for h in hits):
            year = Decimal(time.year)
            claim = SaidClaim(
                subject="founded",
                sort=ClaimSort.SINCE,
                low=year,
                high=year,
                unit=Unit.DATE,
            )
            yield Found(claim, Subject(frozenset(("founded",))), time.start, time.end)


def _placed(found: Found, line: Line, scene: Scene, ground: Ground) -> Found:
    """The claim with its words, time of day, period and mood."""
    claim = found.claim
    words = _words(scene, found)
    said = period_said(scene, found, line.topic_period)
    mark = f"{line.place}|{line.start_s}|{words}|{claim.sort}|{claim.subject}|{claim.low}"
    update = {
        "id": "c" + hashlib.sha256(mark.encode()).hexdigest()[:10],
        "line": line.place,
        "start_s": line.start_s,
        "end_s": line.end_s,
        "speaker": line.speaker,
        "words": words,
        "number": _number(scene, found),
        "period": said.code,
        "time_words": said.words,
        "is_plan": _is_plan(scene, found) or said.is_future(ground.last_year),
        "is_commitment": _mood(scene, found, moods.PROMISE),
        "is_others": _is_others(scene, found),
    }
    return found.with_claim(claim.model_copy(update=update)).at(said.when)


def _number(scene: Scene, found: Found) -> tuple[int, int] | None:
    """The number as it was said, in the line."""
    if found.claim.low is None or found.start >= found.end:
        return None
    speech = scene.speech
    return speech.starts[found.start], speech.ends[found.end - 1]


def _words(scene: Scene, found: Found) -> str:
    """The clause around a claim as it was said, from its subject on where that stands before."""
    place = scene.clause_at(found.start)
    first, last = (
        scene.clauses[place],
        scene.clauses[scene.clause_at(max(found.start, found.end - 1))],
    )
    start = first.start
    if not any(h.core for h in scene.hits_between(first.start, first.end)):
        for back in range(place - 1, max(-1, place - 3), -1):
            part = scene.clauses[back]
            if any(h.core for h in scene.hits_between(part.start, part.end)):
                start = part.start
                break
    return scene.speech.quote(start, max(last.end, found.end)).strip(" ,，、")


def _stretch(scene: Scene, found: Found) -> str:
    """The words that set a claim's mood: from the number before it to its clause's end."""
    sentence = scene.sentence_at(found.start)
    earlier = [n.end for n in scene.numbers if sentence.start <= n.end <= found.start]
    start = max([sentence.start, *earlier])
    part = scene.clauses[scene.clause_at(max(found.start, found.end - 1))]
    return scene.text[start : max(part.end, found.end)]


def _mood(scene: Scene, found: Found, pattern: re.Pattern[str]) -> bool:
    return pattern.search(_stretch(scene, found)) is not None


def _is_plan(scene: Scene, found: Found) -> bool:
    if found.subject.cores & {"requested"}:
        return False
    return _mood(scene, found, moods.PLAN)


def _is_others(scene: Scene, found: Found) -> bool:
    sentence = scene.sentence_at(found.start)
    words = scene.text[sentence.start : found.end]
    party = moods.ONE_PARTY.search(scene.text, sentence.start, sentence.end)
    if party is not None and party.start() < found.end and not found.subject.rank:
        return True
    kin = moods.KIN.search(words)
    if kin is not None and not moods.OWN.search(words, kin.end()):
        return True
    words = _stretch(scene, found)
    other = list(moods.OTHERS.finditer(words))
    if not other:
        return False
    gap = words[other[-1].end() :]
    behind = found.claim.sort is not ClaimSort.ABSENCE and _after_claim(scene, found, other[-1][0])
    return not behind and moods.OWN.search(gap) is None


def _after_claim(scene: Scene, found: Found, words: str) -> bool:
    """Whether somebody else is named only after the number: a guarantee for a friend's company."""
    return scene.text.find(words, 0, found.start) < 0
