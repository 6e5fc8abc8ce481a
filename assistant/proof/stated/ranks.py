"""Reads what a superlative or ordinal of a clause ranks: one thing, several, or a time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from assistant.proof.stated.clauses import ORDINAL, RANK, Clause, order_of

_NEXT: Final = re.compile("其次|followed by|then ")
"""What ranks right behind the superlative before it."""


class Told(NamedTuple):
    """A superlative or ordinal."""

    order: int
    low: bool
    word: str
    spans: tuple[tuple[int, int], ...]
    """Where the one that it ranks may be named, the likeliest first."""
    timed: bool = False
    """It ranks times: the strongest month."""
    dated: bool = False
    """A time stands near it."""
    size: int | None = None
    """How many there are, where the words say so."""
    at: int = 0
    """Where the word stands."""
    listed: bool = False
    """It ranks several things together: the two largest are Ames and Birk."""


def ranks_of(clause: Clause, known: Mapping[str, int]) -> Iterator[tuple["re.Match[str]", Told]]:
    """The superlatives and ordinals of a clause that claim something."""
    spans, timed = _spans(clause), False
    for pattern in (RANK, ORDINAL):
        for match in pattern.finditer(clause.parts.text, clause.start, clause.end):
            if _is_name(clause, match, known) or (pattern is RANK and _is_ordinal(clause, match)):
                continue
            order = 1 if pattern is RANK else order_of(match)
            low = _is_low(clause, match, RANK if _NEXT.match(match[0]) else pattern)
            around = _around(clause, match, spans)
            dated = any(clause.parts.times_between(*span) for span in around[:2])
            timed = (timed and dated) or _is_timed(clause, match, around)
            wide = _wide(clause, match)
            listed = pattern is RANK and _is_listed(clause, match, wide)
            spans_ = wide if listed else around
            told = Told(order, low, match[0], spans_, timed, dated, at=match.start(), listed=listed)
            yield match, told


def _is_low(clause: Clause, match: "re.Match[str]", pattern: "re.Pattern[str]") -> bool:
    """Whether a superlative or ordinal counts from the smallest."""
    if pattern is ORDINAL:
        return re.search("smallest|lowest|fewest|least", match[0]) is not None
    if match.re is RANK:
        return match["low"] is not None
    before = list(RANK.finditer(clause.parts.text, 0, match.start()))
    return bool(before) and before[-1]["low"] is not None


def _spans(clause: Clause) -> list[tuple[int, int]]:
    text, start, end = clause.parts.text, clause.start, clause.end
    return sorted(m.span() for p in (RANK, ORDINAL) for m in p.finditer(text, start, end))


def _around(
    clause: Clause, match: "re.Match[str]", spans: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The words before a rank, those after it, and all of its clause."""
    since = max((b for _, b in spans if b <= match.start()), default=clause.start)
    until = min((a for a, _ in spans if a >= match.end()), default=clause.end)
    before, after, whole = (since, match.start()), (match.end(), until), (clause.start, clause.end)
    if _NEXT.match(match[0]):
        return (match.start(), until), before, whole
    text = clause.parts.text
    if _POINTS.match(text, match.end()) and not _VERB.search(text, since, match.start()):
        return after, before, whole
    return before, after, whole


_VERB: Final = re.compile(
    r"(?<![a-z])(?:is|was|are|were|be|been|has|have|had|saw|remains?|remained|shows?|showed|"
    r"posted|recorded|came|ranks?|ranked|stands|stood|with|carries|bears|pays)(?: the)?\s*\Z|"
    r"[是为居]\s*\Z"
)


def _is_timed(clause: Clause, match: "re.Match[str]", around: Sequence[tuple[int, int]]) -> bool:
    """Whether a superlative ranks times: the strongest month, June had the most complaints."""
    lead = clause.parts.text[max(0, match.start() - 24) : match.start()]
    if _TIMES.match(clause.parts.text, match.end()) or re.search(
        r"(?:months|quarters|years) with\s*\Z", lead
    ):
        return True
    if _NEXT.match(match[0]):
        return any(clause.parts.times_between(*span) for span in around[:1])
    for span in around[:2]:
        if clause.parts.times_between(*span):
            return not any(t.id[0] in "cwh" for t in clause.parts.terms_between(*span))
        if clause.parts.terms_between(*span):
            return False
    return False


_PLURAL: Final = re.compile(
    r"(?: [a-z]+)? [a-z]+s (?:are|were|of|among|by|in|to|went|go|come|came|owed)(?![a-z])|"
    r"[^，。；]{0,6}的?(?:[两二三四五六]|前[两二三四五六])"
)


_MANY: Final = re.compile(r"(?:two|three|four|five|six|[两二三四五六][家个项户笔大]?)\s*\Z")


_MANY_TIMES: Final = re.compile(r"(?:two|three|four|five|six) [a-z]+s with\s*\Z")


_AND: Final = re.compile(r"(?<![a-z])and(?![a-z])|、|和|与|及")


def _wide(clause: Clause, match: "re.Match[str]") -> tuple[tuple[int, int], ...]:
    """The words of the whole sentence behind a rank, and those before it."""
    text = clause.parts.text
    after = [m.start() for p in (RANK, ORDINAL) for m in p.finditer(text, match.end())]
    return (match.end(), min(after, default=len(text))), (clause.start, match.start())


def _is_listed(clause: Clause, match: "re.Match[str]", around: Sequence[tuple[int, int]]) -> bool:
    """Whether several things are ranked together: the two largest balances are A and B."""
    text = clause.parts.text
    lead = text[max(0, match.start() - 24) : match.start()]
    many = any(p.search(lead) for p in (_MANY, _MANY_TIMES)) or _PLURAL.match(text, match.end())
    return bool(many) and any(_AND.search(text, a, b) for a, b in around[:2])


_POINTS: Final = re.compile(
    r"(?: [a-z]+){0,3} (?:is|was|are|were|by|in|at|on|of|to|"
    r"belongs to|goes to|went to|came in)(?![a-z])|"
    r"[^，。；]{0,8}?的?(?:[^，。；]{0,6})(?:是|为|出现在|属于|当属)"
)
"""What names the one that is ranked right behind the superlative: the lowest by Ames, 最低的是."""


_TIMES: Final = re.compile(
    r"[- ](?:single )?(?:month|quarter|year|day|week|half|period|season)s?(?![a-z])|"
    r"的?(?:月份?|季度?|年份?|一年|一季|一月|期间)"
)
"""A superlative of times: the strongest month."""


def _is_ordinal(clause: Clause, match: "re.Match[str]") -> bool:
    """Whether a superlative is part of an ordinal: the second largest."""
    return any(
        o.start() < match.end() and match.start() < o.end()
        for o in ORDINAL.finditer(clause.parts.text, clause.start, clause.end)
        if o["en"] is not None
    )


def _is_name(clause: Clause, match: "re.Match[str]", known: Mapping[str, int]) -> bool:
    """Whether the word is part of a name or a bound: the largest customer, 最长两年."""
    if any(
        t.start <= match.start() < t.end
        for t in clause.parts.terms
        if (t.id[0] == "n" and t.id in known) or t.id == "c:overdue_days"
    ):
        return True
    if any(0 <= p.numeral.start - match.end() <= 1 for p in clause.numbers):
        return True
    return "second" in match[0] and clause.parts.text[
        match.end() : match.end() + 9
    ].strip().startswith(("half", "quarter"))
