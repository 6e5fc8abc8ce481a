"""Sets a list of numbers against the list of names or times before it.

分别, respectively, in order.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.proof.stated.asked import NAMING, Asked
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.stating import GENERIC
from assistant.proof.stated.terms import Term
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_SAID: Final = re.compile(
    r"分别|依次|按序|各为|(?<![a-z])(?:respectively|in that order|in turn|in order)(?![a-z])"
)
_GAP: Final = re.compile(r"[\s,，、/]*(?:and|和|与|及|以及|then|对)?[\s,，、]*\Z")
_CUT: Final = re.compile(r"、|，|,(?!\d)|和(?!顺)|与|及|以及|；|;|/|(?<![a-z])(?:and|&)(?![a-z])")
_MOST: Final = 12
_MOST_YEARS: Final = 20


_PARTIES: Final = NAMING - {"c:employees"}
"""Concepts that rather name whose a number is."""


def aligned(parts: Parts, topic: frozenset[str], when: When | None) -> Mapping[int, Asked]:
    """What each number of a list belongs to, by index of its part; {} where nothing is listed."""
    found: dict[int, Asked] = {}
    said = is_set_against(parts)
    for run in _runs(parts):
        first = parts.parts[run[0]].numeral.start
        last = parts.parts[run[-1]].numeral.end
        items = _times(parts, first, last, len(run), said=said) or _names(
            parts, first, len(run), topic, when, said=said
        )
        for index, asked in zip(run, items or [], strict=False):
            found[index] = asked
    return found


def is_set_against(parts: Parts) -> bool:
    """Whether a sentence says that its numbers stand in the order of what it lists."""
    return _SAID.search(parts.text) is not None


def _runs(parts: Parts) -> list[list[int]]:
    """Indexes of numbers that stand in one list: nothing but separators between them."""
    runs: list[list[int]] = []
    for index, part in enumerate(parts.parts):
        before = parts.parts[index - 1] if index else None
        if (
            before is not None
            and runs[-1][-1] == index - 1
            and _GAP.fullmatch(parts.text[before.numeral.end : part.numeral.start])
            and part.numeral.start > before.numeral.end
            and _is_alike(part, before)
        ):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if 1 < len(run) <= _MOST]


def _is_alike(one: Part, other: Part) -> bool:
    kinds = {one.numeral.kind, other.numeral.kind}
    return len(kinds) == 1 or kinds == {Kind.BARE, Kind.COUNT}  # 42, 36 and 28 beds


def _times(parts: Parts, first: int, last: int, size: int, *, said: bool) -> list[Asked] | None:
    """The times before the list, or after it, written out, where there are as many as numbers."""
    times = _expanded(_anchored([t for t in parts.times if t.end <= first]))
    if not times and said:
        times = _expanded(_anchored([t for t in parts.times if t.start >= last]))
    if len(times) == 1 and (kind := _PARTS.get(size)) and kind[0].search(parts.text, 0, first):
        times = [replace(times[0], kind=kind[1], part=part) for part in range(1, size + 1)]
    terms = parts.terms_between(0, first)
    if len(times) != size or not terms:
        return None
    base = asked_for(terms, None)
    return [replace(base, when=time) for time in times]


def listed_times(parts: Parts, before: Sequence[When]) -> tuple[dict[int, When], list[When]]:
    """The times of a source's numbers in a list that runs over them, by index of their part.

    2022年、2023年、2024年，…依次为41.6%、46.9%、52.3%; the sentences after it may go on with them.

    Args:
        parts: the sentence or line.
        before: the times that a sentence before it listed.
    """
    found: dict[int, When] = {}
    times = list(before)
    if _SAID.search(parts.text) is None:
        return found, []
    for run in _runs(parts):
        first = parts.parts[run[0]].numeral.start
        own = _anchored([t for t in parts.times if t.end <= first])
        times = own if len(own) > 1 else times
        if len(times) == len(run):
            found |= dict(zip(run, times, strict=True))
    return found, times


_PARTS: Final = {
    2: (re.compile(r"上、?下半年|两个半年|(?<![a-z])two half"), TimeKind.HALF),
    4: (
        re.compile(r"四个季度|各季度?|(?<![a-z])(?:four quarters|each quarter)(?![a-z])"),
        TimeKind.QUARTER,
    ),
}
"""The parts of one year that a list of so many numbers runs over."""


def _anchored(times: list[When]) -> list[When]:
    anchor = next((t for t in times if not t.is_open), None)
    return [t.resolved(anchor) or t if t.is_open and anchor is not None else t for t in times]


def _expanded(times: list[When]) -> list[When]:
    found: list[When] = []
    for when in times:
        if when.until is None or when.year is None or when.until.year is None or when.part:
            found.append(when)
            continue
        kind = TimeKind.FISCAL if when.until.kind is TimeKind.FISCAL else TimeKind.YEAR
        last = min(when.until.year, when.year + _MOST_YEARS)
        found += [replace(when, kind=kind, year=y, until=None) for y in range(when.year, last + 1)]
    if len(found) == 1 and found[0].kind in (TimeKind.YEAR, TimeKind.FISCAL):
        found += []
    return found


def _names(
    parts: Parts, first: int, size: int, topic: frozenset[str], when: When | None, *, said: bool
) -> list[Asked] | None:
    """The things listed before the numbers, each with what they share."""
    stop = max((m.start() for m in _SAID.finditer(parts.text, 0, first)), default=first)
    cuts = [m.end() for m in _CUT.finditer(parts.text, 0, stop)]
    runs = [run for a, b in pairwise([0, *cuts, stop]) if (run := parts.terms_between(a, b))]
    if len(runs) == 1:
        runs = _split(runs[0], size)
    if len(runs) < size or (not said and len(runs) != size):
        return None
    own, ahead = runs[-size:], [t for run in runs[:-size] for t in run]
    shared = _shared(own) or _trailing(parts, first)
    times = [t for t in parts.times if t.end <= first] or list(parts.times)
    at = times[-1] if times else when
    return [_item(run, shared, ahead, at, topic) for run in own]


def _split(run: list[Term], size: int) -> list[list[Term]]:
    """Concepts that one phrase names together: gross and net margin."""
    together = [t for t in run if t.id[0] == "c" and t.start == run[-1].start]
    rest = [t for t in run if t not in together]
    return [[*rest, term] for term in together] if len(together) == size else [run]


def _shared(own: list[list[Term]]) -> list[Term]:
    """What the first or last item says for all of them: 甲、乙的授信余额; headcount at A and B."""
    heads = [[t for t in run if t.id[0] == "c" and t.id not in _PARTIES] for run in own]
    if sum(bool(h) for h in heads) > 1:
        plain = [t for t in own[-1] if t.id in GENERIC or t.id[0] == "q"]
        return plain if not all(any(t.id in GENERIC for t in run) for run in own) else []
    return heads[-1] or heads[0]


def _trailing(parts: Parts, first: int) -> list[Term]:
    """What is said after the numbers for all of them: have 615,750 and 500,000 outstanding."""
    last = parts.parts[-1].numeral.end
    return [t for t in parts.terms_between(max(first, last), len(parts.text)) if t.id[0] in "cw"]


def _item(
    run: list[Term], shared: list[Term], ahead: list[Term], when: When | None, topic: frozenset[str]
) -> Asked:
    terms = sorted([*run, *(t for t in shared if t not in run)])
    return asked_for(terms, when, wide=ids(ahead), topic=topic)
