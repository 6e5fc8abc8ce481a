"""Gives each number of a sentence its time."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.proof.characters import is_cjk
from assistant.proof.stated.parts import Part, Parts
from assistant.proof.when import TimeKind, When

_TIGHT: Final = re.compile(
    r" ?(?:\(|（|in|for|at|of|during|as of|as at|on|by|at the end of|in the year to|over|"
    r"to|@|于|[只仅才]?[是为])? ?(?:the )?"
    r"(?:same (?:half|period|quarter|month|time|date|point)(?:[- ]year)? (?:of |in |a |one "
    r")?(?:the )?)?\Z"
)


_LEADS: Final = re.compile(
    r" ?(?:[:：]|的?(?:cny|rmb|usd|eur|gbp|hkd|sgd|jpy|aud|[$€£¥])? ?[\d一二两三四五六七八九])"
)
"""A time that is followed by a number of its own: 3.4m (31 Dec 2023: 3.7m)."""


def assign_times(done: Parts) -> None:
    """Give each number its time: the one right after it, else before it, else the only one."""
    owned: dict[int, When] = {}
    for part in done.parts:
        after = _time_after(done, part, owned)
        if after is not None:
            part.when, part.own_when = _resolved(done, after), True
            owned[after.start] = after
    for part in done.parts:
        if part.when is not None:
            continue
        near = [
            t for t in done.times_between(part.begin, part.numeral.start) if t.start not in owned
        ]
        if near:
            part.when, part.own_when = _resolved(done, _leading(done, near)), True
            continue
        free = [
            t
            for t in done.times_between(0, part.numeral.start)
            if t.start not in owned
            and not (_is_event(done, t) and done.clause_of(t.start) != part.clause)
        ]
        free = [
            t
            for t in free
            if not _FROM.search(done.text, max(0, t.start - 8), t.start)
            and not _is_enclosed(done.text, t, part.numeral.start)
        ]
        part.when = _resolved(done, _leading(done, free)) if free else _late(done, part, owned)
        if part.when is None and len(done.times) == 1 and _goes_on(done, part):
            part.when = _resolved(done, done.times[0])


_GOES_ON: Final = re.compile(r",? (?:from|having been|up from|down from|compared with|against) ")


def _goes_on(done: Parts, part: Part) -> bool:
    """Whether a clause only adds from what to what something moved: ..., from 32.0% to 30.0%."""
    start, end = done.clause_span(part.clause)
    return (
        done.times[0].end <= start
        and _GOES_ON.match(done.text, max(0, start - 1)) is not None
        and not done.terms_between(start, end)
    )


def _is_enclosed(text: str, time: When, at: int) -> bool:
    """Whether a bracket with a number of its own holds a time, and closes before an offset."""
    close = text.find(")", time.end, at)
    opened = text.rfind("(", 0, time.start)
    return (
        opened >= 0
        and close >= 0
        and ")" not in text[opened : time.start]
        and _LEADS.match(text, time.end) is not None
    )


_EVENT: Final = re.compile(
    r"(?:(?:豁免|延长|延期|展期|宽限|有效|顺延|推迟)期?(?:延长)?[至到]|"
    r"(?<![a-z])(?:agreement|contract|letter|notice|deed|policy|report|invoice|order|"
    r"minutes|resolution|mandate|waiver|certificate|valuation)s?(?: of| dated)?(?: the)? "
    r"?\Z|成立于?|签订于?|签署于?|发放于?|始于|创立于?|注册于|(?<![a-z])(?:founded|"
    r"established|incorporated|signed|dated|granted|issued|bought|opened|trading since|"
    r"since|until|till|runs to|expires on|matures on|due on)(?: in| on)?) ?(?:the )?\Z"
)


_EVENT_AFTER: Final = re.compile(
    r" ?(?:成立|签订|签署|发放|到期|起至|起|止|届满|创立|开业|入行|投产)"
)


def _is_event(done: Parts, time: When) -> bool:
    """Whether a time only dates an event: founded in May 2012, 2025-07-09到期."""
    return (
        _EVENT.search(done.text, max(0, time.start - 24), time.start) is not None
        or _EVENT_AFTER.match(done.text, time.end) is not None
    )


def _leading(done: Parts, times: Sequence[When]) -> When:
    """The last of several times that nothing is measured from."""
    free = [t for t in times if not _is_base(done, t)]
    return (free or times)[-1]


_FROM: Final = re.compile(r"(?:从|由|自|(?<![a-z])from) ?(?:the )?\Z")


_BASE: Final = re.compile(
    r"(?:较|比|相较|相比|对比|与|than(?: in| at)?|from|on|against|compared with|compared "
    r"to|versus|vs\.?|over|up on|down on|since|after) ?(?:the )?(?:end of )?\Z"
)


def _is_base(done: Parts, time: When) -> bool:
    """Whether something is measured from a time: 较年初, than in 2023."""
    found = _BASE.search(done.text, max(0, time.start - 24), time.start)
    if found is None:
        return False
    return found[0].strip() not in ("on", "over", "since", "after") or time.kind in (
        TimeKind.PREVIOUS_YEAR,
        TimeKind.PREVIOUS,
    )


def _late(done: Parts, part: Part, owned: dict[int, When]) -> When | None:
    """The time that follows in the clause, or the only one of the sentence.

    ... rose 4% to 2.6m in 2024.
    """
    _, end = done.clause_span(part.clause)
    inside = [
        t
        for t in done.times_between(part.numeral.end, end)
        if not _LEADS.match(done.text, t.end) and not _is_base(done, t)
    ]
    if inside:
        return _resolved(done, inside[0])
    free = [
        t
        for t in done.times
        if not _LEADS.match(done.text, t.end) and t.start not in owned and not _is_event(done, t)
    ]
    alone = len(done.times) == 1 and free and not is_cjk(done.text[free[0].end - 1])
    return _resolved(done, free[0]) if alone else None


def _resolved(done: Parts, when: When) -> When:
    """A time with its year, from the nearest time before it that has one (or the first after)."""
    if not when.is_open:
        return when
    before = [t for t in done.times if t.start < when.start and not t.is_open]
    after = [
        t for t in done.times if t.start > when.start and not t.is_open and not _is_base(done, t)
    ]
    for anchor in (*reversed(before), *after):
        if (found := when.resolved(anchor)) is not None:
            return replace(found, start=when.start, end=when.end)
    return when


def _time_after(done: Parts, part: Part, owned: dict[int, When]) -> When | None:
    for time in done.times:
        if time.start < part.numeral.end or time.start in owned:
            continue
        if time.start > part.end:
            return None
        gap = done.text[part.numeral.end : time.start]
        if not _TIGHT.match(gap) or _LEADS.match(done.text, time.end):
            return None
        bracket = "(" in gap or "（" in gap
        english = done.text[time.start].isascii()
        return (
            time
            if bracket or (english and gap.strip()) or (english and not _starts_clause(done, time))
            else None
        )
    return None


def _starts_clause(done: Parts, time: When) -> bool:
    return time.start in done.clauses
