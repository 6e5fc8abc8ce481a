"""Sets a list of numbers against the list of names or times before it: 分别, respectively, in order."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.matching import Asked
from assistant.proof.stated.parts import Part, Parts, ids
from assistant.proof.stated.terms import Term
from assistant.proof.when import TimeKind, When

_SAID: Final = re.compile(
    r"分别|依次|按序|各为|(?<![a-z])(?:respectively|in that order|in turn|in order)(?![a-z])"
)
_GAP: Final = re.compile(r"[\s,，、;；/]*(?:and|和|与|及|以及|then|to|对)?[\s,，、]*\Z")
_CUT: Final = re.compile(r"、|，|,(?!\d)|和(?!顺)|与|及|以及|；|/|(?<![a-z])(?:and|&)(?![a-z])")
_MOST: Final = 12


def aligned(parts: Parts, topic: frozenset[str]) -> Mapping[int, Asked]:
    """What each number of a list belongs to, by index of its part; {} where nothing is listed."""
    found: dict[int, Asked] = {}
    said = _SAID.search(parts.text)
    for run in _runs(parts):
        size = len(run)
        first = parts.parts[run[0]].numeral.start
        if not said and size < 2:  # noqa: PLR2004
            continue
        items = _times(parts, first, size) or _names(parts, first, size, said is not None, topic)
        if items is None:
            continue
        for index, asked in zip(run, items, strict=True):
            found[index] = asked
    return found


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
        ):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [run for run in runs if 1 < len(run) <= _MOST]


def _times(parts: Parts, first: int, size: int) -> list[Asked] | None:
    """The times before the list, written out, where there are as many as numbers."""
    times = _expanded([t for t in parts.times if t.end <= first])
    if len(times) != size:
        return None
    begin = min(t.start for t in parts.times)
    terms = parts.terms_between(0, first)
    if not terms:
        return None
    del begin
    base = asked_for(terms, None)
    return [replace(base, when=time) for time in times]


def _expanded(times: list[When]) -> list[When]:
    found: list[When] = []
    for when in times:
        if when.until is None or when.year is None or when.until.year is None or when.part:
            found.append(when)
            continue
        kind = TimeKind.FISCAL if when.until.kind is TimeKind.FISCAL else TimeKind.YEAR
        found += [
            replace(when, kind=kind, year=y, until=None)
            for y in range(when.year, min(when.until.year, when.year + 20) + 1)
        ]
    return found


def _names(
    parts: Parts, first: int, size: int, said: bool, topic: frozenset[str]
) -> list[Asked] | None:
    """The things listed before the numbers, each with what they share."""
    lead = parts.text[:first]
    mark = None
    for mark in _SAID.finditer(lead):
        pass
    stop = mark.start() if mark is not None else first
    cuts = [m for m in _CUT.finditer(parts.text, 0, stop)]
    bounds = [0, *(m.end() for m in cuts), stop]
    runs = [parts.terms_between(a, b) for a, b in zip(bounds, bounds[1:], strict=False)]
    runs = [run for run in runs if run]
    if len(runs) < size or (not said and len(runs) != size):
        return None
    own = runs[-size:]
    ahead = [t for run in runs[:-size] for t in run]
    shared = _shared(own)
    times = [t for t in parts.times if t.end <= first] or list(parts.times)
    when = times[-1] if times else None
    return [_item(run, shared, ahead, when, topic) for run in own]


def _shared(own: list[list[Term]]) -> list[Term]:
    """What the last item says for all of them: 甲、乙的授信余额; Gross and net margin."""
    if any(t.id[0] == "c" for run in own[:-1] for t in run):
        return []
    return [t for t in own[-1] if t.id[0] == "c"]


def _item(
    run: list[Term], shared: list[Term], ahead: list[Term], when: When | None, topic: frozenset[str]
) -> Asked:
    terms = [*run, *(t for t in shared if t not in run)]
    return asked_for(terms, when, wide=ids(ahead), topic=topic)


def listed_parts(parts: Parts, found: Mapping[int, Asked]) -> dict[int, tuple[Part, Asked]]:
    """The parts that are in a list, with what they belong to."""
    return {index: (parts.parts[index], asked) for index, asked in found.items()}
