"""One line of speech taken apart: clauses, times, numbers, subjects."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from assistant.domain.quantities import Unit
from assistant.interview import spoken_en, spoken_zh
from assistant.interview.moods import CORRECTED, DENIED, FROM, RATES, TO_LEVEL
from assistant.interview.spoken import Spoken, rewritten, spoken
from assistant.interview.subjects import Hit, Subject, hits_in, subject_from
from assistant.proof.calendar_words import times_in
from assistant.proof.numeral import Numeral
from assistant.proof.numerals import numerals_in
from assistant.proof.units import Kind
from assistant.proof.when import When

_BREAK: Final = re.compile(
    r"[，。；;？！!?：、]|,(?!\d{3})|\.(?=\s|\Z)|:(?!\d)| - | — |"
    r"(?<![a-z])(?:and|but|though|whereas|while)(?![a-z])|但是?|不过|可是|而且"
)
_STOP: Final = re.compile(r"[。；;？！!?]|\.(?=\s|\Z)")
_SPAN_WORDS: Final = re.compile(r"(?:一|1)?(?:个月|年)\Z|(?:one|a) (?:month|year)\Z")
_SPAN_OF: Final = re.compile(
    r"(?:近|过去|最近|这)的?\Z|(?<![a-z])(?:in|over|during|within|for) the (?:last|past) \Z"
)
"""Right before a span of time that says when something was, not how long it takes."""
_IGNORED: Final = re.compile(r"一[分点下些样直会旦般]|两码|一半会")
_PEOPLE: Final = "人名"
_PERSONS: Final = re.compile("[来多]?个?(?:人(?!民)|工人|员工)")
_LOOK_BACK: Final = 4
_SHORT_ZH, _SHORT_WORDS = 8, 5


class Ground(NamedTuple):
    """What is known around a line."""

    last_year: int | None = None
    """The last full year: what last year means."""
    currency: Unit = Unit.CNY


class Part(NamedTuple):
    """A clause or a sentence."""

    start: int
    end: int
    stop: str
    """The mark or word that ends it."""


@dataclass(frozen=True)
class Scene:
    """A line with everything found in it."""

    speech: Spoken
    clauses: tuple[Part, ...]
    sentences: tuple[Part, ...]
    times: tuple[When, ...]
    numbers: tuple[Numeral, ...]
    hits: tuple[Hit, ...]

    @property
    def text(self) -> str:
        """Plain and rewritten."""
        return self.speech.text

    def clause_at(self, place: int) -> int:
        """Which clause a character stands in."""
        return next((n for n, c in enumerate(self.clauses) if place < c.end), len(self.clauses) - 1)

    def sentence_at(self, place: int) -> Part:
        """The sentence that a character stands in."""
        return next((s for s in self.sentences if place < s.end), self.sentences[-1])

    def hits_between(self, start: int, end: int) -> tuple[Hit, ...]:
        """The subjects' words in a stretch."""
        return tuple(h for h in self.hits if start <= h.start and h.end <= end)

    def before(self, number: Numeral) -> Numeral | None:
        """The number before this one."""
        place = self.numbers.index(number)
        return self.numbers[place - 1] if place else None

    def after(self, number: Numeral) -> Numeral | None:
        """The number after this one."""
        place = self.numbers.index(number) + 1
        return self.numbers[place] if place < len(self.numbers) else None

    @cached_property
    def is_chinese(self) -> bool:
        """Whether most of it is."""
        return sum("\u4e00" <= c <= "\u9fff" for c in self.text) * 3 > len(self.text)


@lru_cache(maxsize=1024)
def scene_of(said: str, ground: Ground) -> Scene:
    """Read a line; an interview of an hour is read once, however often it is looked at."""
    rules = (
        *spoken_zh.RULES_ZH,
        *(spoken_zh.relative_years(ground.last_year) if ground.last_year else ()),
        *spoken_en.RULES_EN,
        *(spoken_en.relative_years(ground.last_year) if ground.last_year else ()),
    )
    speech = rewritten(spoken(said), rules)
    text = speech.text
    taken = bytearray(len(text))
    ranked = [h for h in hits_in(text) if h.rank]
    times = tuple(times_in(text))
    spans = [(h.start, h.end) for h in ranked] + [(t.start, t.end) for t in times]
    for start, end in spans:
        taken[start:end] = b"\x01" * (end - start)
    clauses, sentences = _parts(text, _BREAK), _parts(text, _STOP)
    found = [n for n in numerals_in(text, taken) if not _is_idle(text, n)]
    numbers = _corrected(text, _without_spans(text, clauses, found), sentences)
    for number in found:
        taken[number.start : number.end] = b"\x01" * (number.end - number.start)
    for hit in ranked:
        taken[hit.start : hit.end] = b"\x00" * (hit.end - hit.start)
    return Scene(speech, clauses, sentences, times, numbers, hits_in(text, taken))


def _parts(text: str, mark: re.Pattern[str]) -> tuple[Part, ...]:
    parts = []
    at = 0
    for match in mark.finditer(text):
        parts.append(Part(at, match.start(), match[0]))
        at = match.end()
    if at < len(text) or not parts:
        parts.append(Part(at, max(at, len(text)), ""))
    return tuple(parts)


def _is_idle(text: str, number: Numeral) -> bool:
    if number.kind is Kind.SCORE or number.half < 0 or number.pair:
        return True
    return bool(_IGNORED.match(text, number.start)) and number.end - number.start <= len("一分")


def _without_spans(text: str, clauses: Sequence[Part], found: Sequence[Numeral]) -> list[Numeral]:
    """Numbers without 一个月 and 一年 where they only say for how long an amount is."""
    kept = []
    for number in found:
        part = next((c for c in clauses if number.start < c.end), None)
        if (
            part
            and number.kind is Kind.MONTHS
            and _SPAN_WORDS.search(text[number.start : number.end])
        ):
            inside = [n for n in found if part.start <= n.start < part.end and n is not number]
            if any(n.kind in (Kind.BARE, Kind.MONEY, Kind.COUNT) for n in inside):
                continue
        if number.kind in (Kind.MONTHS, Kind.DAYS) and _SPAN_OF.search(text[: number.start]):
            continue
        kept.append(number)
    return kept


def _corrected(
    text: str, found: Sequence[Numeral], sentences: Sequence[Part]
) -> tuple[Numeral, ...]:
    """Numbers without slips that the speaker took back, and without those that are denied."""
    kept: list[Numeral] = []
    for number in found:
        if kept and _takes_back(text, kept[-1], number, sentences):
            kept.pop()
        if _begins_change(text, number, found):
            continue
        if not DENIED.search(text, max(0, number.start - 12), number.start) or number is found[-1]:
            kept.append(number)
    return tuple(kept)


def _begins_change(text: str, number: Numeral, found: Sequence[Numeral]) -> bool:
    """Whether a number is where a change began: from thirty to twenty-six."""
    place = found.index(number) + 1
    if place >= len(found) or not FROM.search(text, max(0, number.start - 16), number.start):
        return False
    gap = text[number.end : found[place].start]
    return len(gap) <= 24 and TO_LEVEL.search(gap) is not None and not _STOP.search(gap)  # noqa: PLR2004  one clause


def _takes_back(text: str, first: Numeral, last: Numeral, sentences: Sequence[Part]) -> bool:
    same = any(s.start <= first.start and last.end <= s.end for s in sentences)
    gap = text[first.end : last.start]
    return same and len(gap) <= 24 and CORRECTED.search(gap) is not None and not hits_in(gap)  # noqa: PLR2004  a slip is put right at once


def people_counted(text: str, number: Numeral) -> bool:
    """Whether a number counts people by its classifier: 一百二十人, 八十个人."""
    if number.kind is Kind.COUNT and number.measure and number.measure in _PEOPLE:
        return True
    return _PERSONS.match(text, number.end) is not None and number.kind in (Kind.BARE, Kind.COUNT)


def subject_near(scene: Scene, number: Numeral, topic: Subject | None = None) -> Subject:
    """What a number is about: its clause, those before it, what follows, or the question."""
    place = scene.clause_at(number.start)
    own = _own_hits(scene, number, place)
    if _has_core(own):
        return subject_from(own)
    if people_counted(scene.text, number):
        return Subject(frozenset(("employees",)))
    marks = [h for h in own if h.mark or h.rank]
    for back in range(place - 1, max(-1, place - 1 - _LOOK_BACK), -1):
        hits = _clause_hits(scene, back)
        if _has_core(hits):
            return subject_from([*_last_run(scene, hits), *marks])
    if place + 1 < len(scene.clauses) and _is_short(scene, place + 1):
        hits = _clause_hits(scene, place + 1)
        if _has_core(hits):
            return subject_from([*hits, *marks])
    if topic is not None and topic.cores:
        own_subject = subject_from(own)
        return replace(
            topic, marks=topic.marks | own_subject.marks, rank=own_subject.rank or topic.rank
        )
    return subject_from(own)


def _has_core(hits: Sequence[Hit]) -> bool:
    return any(h.core for h in hits)


def _clause_hits(scene: Scene, place: int) -> tuple[Hit, ...]:
    part = scene.clauses[place]
    return scene.hits_between(part.start, part.end)


def _own_hits(scene: Scene, number: Numeral, place: int) -> tuple[Hit, ...]:
    """A clause's subjects that belong to one of its numbers."""
    part = scene.clauses[place]
    before, after = scene.before(number), scene.after(number)
    first = max(part.start, before.end if before else 0)
    last = min(part.end, after.start if after else part.end)
    ahead = scene.hits_between(first, number.start)
    behind = scene.hits_between(number.end, last)
    if _has_core(ahead):
        return (*ahead, *(h for h in behind if after is None or h.mark))
    if _has_core(behind):
        return (*ahead, *behind)
    if before is not None and before.start >= part.start:
        return (*scene.hits_between(part.start, before.start), *ahead, *behind)
    return (*ahead, *behind)


def _last_run(scene: Scene, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The subjects after the last number of a clause, where it has numbers and such subjects."""
    inner = [n for n in scene.numbers if hits[0].start <= n.start <= hits[-1].end]
    late = [h for h in hits if inner and h.start >= inner[-1].end]
    return late if _has_core(late) else hits


def _is_short(scene: Scene, place: int) -> bool:
    part = scene.clauses[place]
    text = scene.text[part.start : part.end].strip()
    return len(text) <= _SHORT_ZH or (len(text.split()) <= _SHORT_WORDS and text.isascii())


def times_a_year(scene: Scene, number: Numeral) -> int:
    """How often in a year an amount is said to come; 1 where the words don't say."""
    part = scene.clauses[scene.clause_at(number.start)]
    words = scene.text[part.start : part.end]
    return next((times for times, pattern in RATES if pattern.search(words)), 1)
