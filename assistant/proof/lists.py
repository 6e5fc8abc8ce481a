"""Binds lists of numbers to lists of names, times or scopes: 分别为30%、12%、8%."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant.proof.bound import Bound
from assistant.proof.leads import HEDGES, is_denied
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.numeral import Numeral
from assistant.proof.reading import Mention, Reading, Token, gap_text
from assistant.proof.timing import WHEN_AFTER
from assistant.proof.walking import Walk
from assistant.proof.when import TimeKind, When

_SEPARATORS: Final = re.compile(r" ?(?:,|，|、|and|和|与|及|以及|;|；|/|, and|or)? ?\Z")


def aligned_lists(walk: Walk) -> dict[int, Bound]:
    """Bindings of number lists that follow lists of names, times or scopes of the same length."""
    reading = walk.reading
    found: dict[int, Bound] = {}
    for run in _runs(reading):
        begin, end = run[0].start, run[-1].end
        said = reading.has(Cue.RESPECTIVELY)
        bounds = _aligned(walk, run, begin, said=said)
        if bounds is None and said:
            bounds = _aligned_after(walk, run)
        if bounds is None and said and reading.has(Cue.RESPECTIVELY, max(0, begin - 12), end + 20):
            bounds = [Bound(numeral, blocked="list") for numeral in run]
        for bound in bounds or ():
            bound.denied = is_denied(walk, run[0])
            found[id(bound.numeral)] = bound
    return found


def _runs(reading: Reading) -> list[list[Numeral]]:
    runs: list[list[Numeral]] = []
    for numeral in reading.numerals:
        before = runs[-1][-1] if runs else None
        gap = gap_text(reading, before.end, numeral.start) if before else ""
        near = before is not None and numeral.start - before.end < 14  # noqa: PLR2004
        crossed = before is not None and any(
            before.end <= t.start < numeral.start and not _is_hedge(t) for t in reading.tokens
        )
        if near and not crossed and gap.strip() and _SEPARATORS.match(gap):
            runs[-1].append(numeral)
        else:
            runs.append([numeral])
    return [run for run in runs if len(run) > 1]


def _is_hedge(token: Token) -> bool:
    return isinstance(token, CueHit) and token.cue in HEDGES


def _aligned(walk: Walk, run: list[Numeral], begin: int, *, said: bool) -> list[Bound] | None:
    reading, size = walk.reading, len(run)
    names = _last_list([m for m in reading.mentions if m.end <= begin], size, reading)
    times = expanded([t for t in reading.times if t.end <= begin])
    scopes = [e for e in reading.entities if e.end <= begin]
    governing = next((m for m in reversed(reading.mentions) if m.end <= begin), walk.context.topic)
    free = [t for t in times if not walk.is_base(t)]
    if names is not None and (said or len(free) < 2):  # noqa: PLR2004
        when = walk.resolved(free[-1]) if free else walk.context.when
        if len(free) > 1:
            return None
        return [Bound(n, mention=m, when=when) for n, m in zip(run, names, strict=True)]
    if len(times) == size and governing is not None:
        return [
            Bound(n, mention=governing, when=walk.resolved(t) or t, scope=walk.context.scope)
            for n, t in zip(run, times, strict=True)
        ]
    if len(scopes) == size and governing is not None:
        when = walk.resolved(free[-1]) if free else walk.context.when
        return [
            Bound(n, mention=governing, when=when, scope=e.scope)
            for n, e in zip(run, scopes, strict=True)
        ]
    return None


def _aligned_after(walk: Walk, run: list[Numeral]) -> list[Bound] | None:
    """3m and 2m in 2023 and 2024 respectively: the times follow their numbers."""
    reading, end = walk.reading, run[-1].end
    name = next(
        (m for m in reversed(reading.mentions) if m.end <= run[0].start), walk.context.topic
    )
    times = [
        t
        for t in reading.times
        if t.start >= end and reading.clause_of(t.start) == reading.clause_of(end)
    ]
    if (
        name is None
        or len(times) != len(run)
        or not WHEN_AFTER.match(reading.text[end : times[0].start])
    ):
        return None
    return [
        Bound(n, mention=name, when=walk.resolved(t) or t, scope=walk.context.scope)
        for n, t in zip(run, times, strict=True)
    ]


def _last_list(names: Sequence[Mention], size: int, reading: Reading) -> list[Mention] | None:
    """The last ``size`` names where they stand in one list and no other name precedes it."""
    if len(names) < size:
        return None
    chosen = list(names[-size:])
    for first, last in pairwise(chosen):
        if not _SEPARATORS.match(gap_text(reading, first.end, last.start)):
            return None
    if len(names) > size and _SEPARATORS.match(
        gap_text(reading, names[-size - 1].end, chosen[0].start)
    ):
        return None
    return chosen


def expanded(times: list[When]) -> list[When]:
    """Times with year ranges written out: 2022至2024年 are three years."""
    found: list[When] = []
    for when in times:
        last = when.until
        years = (
            0 if last is None or when.year is None or last.year is None else last.year - when.year
        )
        if last is None or when.year is None or last.part or when.part or years < 1:
            found.append(when)
            continue
        single = replace(when, until=None, kind=last.kind)
        kind = TimeKind.YEAR if last.kind not in (TimeKind.FISCAL,) else last.kind
        found.extend(
            replace(single, year=year, kind=kind)
            for year in range(when.year, when.year + min(years, 20) + 1)
        )
    return found
