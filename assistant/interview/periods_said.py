"""The time that a claim is about, as the words around it name it."""

import re
from dataclasses import dataclass
from typing import Final

from assistant.domain.claims import ClaimSort
from assistant.interview.found import Found
from assistant.interview.scene import Scene
from assistant.proof.when import TimeKind, When

_BASE: Final = re.compile(
    r"(?:比|较|跟|和|同|相比)(?:起)?\s?\Z|(?<![a-z])"
    r"(?:than|compared (?:with|to)|from|versus|vs|against|since|on)(?: in| for| the)?\s?\Z"
)


@dataclass(frozen=True, slots=True)
class PeriodSaid:
    """A time as it was said."""

    when: When | None = None
    words: str = ""
    asked: str = ""
    """The question's time, where the answer names none."""

    @property
    def code(self) -> str:
        """A period code, '' where no time was named or it has none."""
        when = self.when
        if when is None:
            return self.asked
        if when.code:
            return when.code
        if when.year is None or when.until is not None:
            return ""
        suffix = {
            TimeKind.YEAR: "",
            TimeKind.FISCAL: "",
            TimeKind.YEAR_END: "-12-31",
            TimeKind.QUARTER: f"Q{when.part}",
            TimeKind.HALF: f"H{when.part}",
            TimeKind.MONTH: f"-{when.part:02}",
            TimeKind.MONTH_END: f"-{when.part:02}",
            TimeKind.DAY: f"-{when.part:02}-{when.day:02}",
        }.get(when.kind)
        return "" if suffix is None else f"{when.year}{suffix}"

    def is_future(self, last_year: int | None) -> bool:
        """Whether it lies beyond the year after the last full one."""
        when = self.when
        return bool(when and when.year and last_year and when.year > last_year + 1)


def period_said(scene: Scene, found: Found, asked: str) -> PeriodSaid:
    """The time in the claim's clause, else the last named before it, else the one right after."""
    if found.claim.sort is ClaimSort.SINCE:
        return PeriodSaid()
    place = scene.clause_at(found.start)
    part = scene.clauses[place]
    own = [t for t in scene.times if part.start <= t.start < part.end and not _is_base(scene, t)]
    if own:
        return _said(scene, _nearest(own, found))
    sentence = scene.sentence_at(found.start)
    before = [t for t in scene.times if t.end <= found.start and not _is_base(scene, t)]
    if before and (before[-1].start >= sentence.start or not asked):
        return _said(scene, before[-1])
    after = [
        t for t in scene.times if found.end <= t.start < sentence.end and not _is_base(scene, t)
    ]
    others = [n for n in scene.numbers if found.end <= n.start < sentence.end]
    if after and not others:  # a time before another number is that number's
        return _said(scene, after[0])
    return PeriodSaid(asked=asked)


def _is_base(scene: Scene, when: When) -> bool:
    """Whether a time is only what something is compared with: 比前年, than in 2023."""
    return _BASE.search(scene.text, max(0, when.start - 24), when.start) is not None


def _nearest(own: list[When], found: Found) -> When:
    """A change is of the first time named (2024 against 2023), a level of the nearest before it."""
    if found.claim.sort in (ClaimSort.CHANGE, ClaimSort.DIFFERENCE, ClaimSort.DIRECTION):
        dated = [t for t in own if t.year is not None]
        return max(dated, key=lambda t: t.year or 0) if dated else own[0]
    before = [t for t in own if t.end <= found.start]
    return before[-1] if before else own[0]


def _said(scene: Scene, when: When) -> PeriodSaid:
    return PeriodSaid(when, scene.speech.quote(when.start, when.end))
