"""A sentence or labelled line taken apart: its numbers, each with the words and time around it."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.proof.calendar_words import times_in
from assistant.proof.characters import plain
from assistant.proof.lexicon import Cue, CueHit, cues_in
from assistant.proof.numeral import Numeral
from assistant.proof.numerals import numerals_in
from assistant.proof.stated.terms import Term, terms_in
from assistant.proof.units import Kind
from assistant.proof.when import When

_CLAUSE: Final = re.compile(
    r"[，；;。！？!?\n]|,(?!\d)|(?<=[a-z\d)%]) (?:-|–|—) (?=[a-z])|——|(?<![a-z])(?:while|whereas|but|although|though)(?![a-z])"
)
_TIGHT: Final = re.compile(
    r" ?(?:\(|（|in|for|at|of|during|as of|as at|on|by|at the end of|in the year to|to|@|于)? ?(?:the )?\Z"
)
_LEADS: Final = re.compile(r" ?(?:[:：]|(?:[a-z]{3}|[$€£¥])? ?\d)")
"""A time that is followed by a number of its own: 3.4m (31 Dec 2023: 3.7m)."""
_MARKUP: Final = re.compile(
    r"(?<![0-9a-z])'000s?|\[\^[^\]\s]{1,30}\]|https?://\S{1,400}|`[^`\n]{0,200}`|\*\*|__"
)
_SPACED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])")
_JOINED: Final = re.compile(
    r"(?<=[a-z\u4e00-\u9fff])[_.](?=[a-z\u4e00-\u9fff]|(?:19|20)\d\d|fy|cy)|(?<=\d)_(?=[a-z\u4e00-\u9fff])|(?<=\d)_(?=\d)"
)
"""Marks between the words of a key: net_profit.fy2024."""
_DATED: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)_(0[1-9]|1[0-2])(?:_([0-3]\d))?(?!\d)")


@dataclass(slots=True)
class Part:
    """One number with what stands around it."""

    numeral: Numeral
    clause: int
    begin: int
    """Where the words that lead to it begin: after the number before it or at the clause's start."""
    end: int
    """Where the words that follow it end: at the next number or the clause's end."""
    before: list[Term] = field(default_factory=list)
    after: list[Term] = field(default_factory=list)
    when: When | None = None
    own_when: bool = False
    """The time stands in the number's own words, not in an earlier clause."""
    cues: list[CueHit] = field(default_factory=list)
    """Cues before it, nearest last."""
    late_cues: list[CueHit] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """A stretch of text taken apart. Offsets count from its start."""

    raw: str
    text: str
    clauses: list[int]
    times: list[When]
    numerals: list[Numeral]
    cues: list[CueHit]
    terms: list[Term]
    parts: list[Part]

    def clause_of(self, at: int) -> int:
        """Index of the clause that holds an offset."""
        index = 0
        for number, start in enumerate(self.clauses):
            if start <= at:
                index = number
        return index

    def clause_span(self, index: int) -> tuple[int, int]:
        """Start and end of a clause."""
        end = self.clauses[index + 1] if index + 1 < len(self.clauses) else len(self.text)
        return self.clauses[index], end

    def terms_between(self, start: int, end: int) -> list[Term]:
        """The terms that begin between two offsets."""
        return [t for t in self.terms if start <= t.start < end]

    def cues_between(self, start: int, end: int) -> list[CueHit]:
        """The cues that begin between two offsets."""
        return [c for c in self.cues if start <= c.start < end]

    def has(self, cue: Cue, start: int = 0, end: int | None = None) -> bool:
        """Whether a cue begins between two offsets."""
        stop = len(self.text) if end is None else end
        return any(c.cue is cue and start <= c.start < stop for c in self.cues)


def smoothed(raw: str) -> str:
    """Plain characters, with digits grouped by blanks written together; same length."""
    text = _JOINED.sub(" ", _DATED.sub(lambda m: m[0].replace("_", "-"), plain(raw)))
    return _SPACED.sub(lambda m: m[0].replace(" ", ","), text)


def taken_apart(raw: str) -> Parts:
    """Take a sentence, line or cell apart."""
    text = smoothed(raw)
    taken = bytearray(len(text))
    for match in _MARKUP.finditer(text):
        _take(taken, match.start(), match.end())
    times = [t for t in times_in(text) if not any(taken[t.start : t.end])]
    for time in times:
        _take(taken, time.start, time.end)
    numerals = numerals_in(text, taken)
    words = bytearray(taken)
    for numeral in numerals:
        _take(words, numeral.start, numeral.end)
    terms = sorted([*terms_in(text, bytearray(words)), *_openings(text, times)])
    cues = sorted([*cues_in(text, words), *_more_cues(text, words)])
    clauses = [
        0,
        *(m.end() for m in _CLAUSE.finditer(text) if not words[m.start()] and m.end() < len(text)),
    ]
    done = Parts(raw, text, clauses, times, numerals, cues, terms, [])
    _assign(done)
    return done


_MOVES: Final = (
    (
        Cue.UP,
        re.compile(
            r"年增|上调|走高|走强|攀高|延长|增厚|转好|扩张|壮大|(?<![a-z])(?:widen(?:s|ed|ing)?|leapt|leap|soared?|swelled|ballooned|expand(?:s|ed|ing)?|advanced|added|picked up|gone up|went up|going up|recovered|rebounded|raised|lifted|topped up|strengthened|gained|lengthened|accelerated|has risen|swollen)(?![a-z])"
        ),
    ),
    (
        Cue.DOWN,
        re.compile(
            r"年减|倒退|下调|走低|收缩|缩水|缩短|转弱|减弱|不及上年|(?<![a-z])(?:narrow(?:s|ed|ing)?|slip(?:s|ped|ping)?|contract(?:ed|ing)|slid|sliding|softened|eased|dip(?:s|ped)?|shed|lost|gave up|came down|come down|coming down|lowered|cut|trimmed|tumbled|sank|shrunk|dwindled|gone down|went down|retreated|shortened|squeezed|weakened|missed|eroded|dented)(?![a-z])"
        ),
    ),
    (
        Cue.FLAT,
        re.compile(
            r"稳定(?!在)|不变|相当|(?<![a-z])(?:held steady|stable|steady|level with|the same as|no change|unmoved|was flat)(?![a-z])"
        ),
    ),
    (
        Cue.ABOVE,
        re.compile(
            r"(?<![a-z])(?:topped|tops|topping|surpassing|beyond|upwards of|north of|past)(?![a-z])"
        ),
    ),
    (Cue.TRIPLE, re.compile(r"(?<![a-z])(?:treble[sd]?|trebled)(?![a-z])")),
)


def _more_cues(text: str, taken: bytearray) -> list[CueHit]:
    """Movement words that only plain sources are read for."""
    known = {c.start for c in cues_in(text, taken)}
    return [
        CueHit(m.start(), m.end(), cue)
        for cue, pattern in _MOVES
        for m in pattern.finditer(text)
        if not taken[m.start()] and m.start() not in known
    ]


_OPENING: Final = re.compile("年初|期初|月初|start of|beginning of|opening")


def _openings(text: str, times: list[When]) -> list[Term]:
    """The start of a year is a time and names a balance too."""
    return [
        Term(t.start, t.end, "q:opening") for t in times if _OPENING.search(text, t.start, t.end)
    ]


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


_SEPARATOR: Final = re.compile(r"[、，,；;。]|(?<![a-z])and(?![a-z])|\.(?!\d)")


def _assign(done: Parts) -> None:
    for index, numeral in enumerate(done.numerals):
        clause = done.clause_of(numeral.start)
        start, stop = done.clause_span(clause)
        before = done.numerals[index - 1] if index else None
        after = done.numerals[index + 1] if index + 1 < len(done.numerals) else None
        begin = max(start, before.end) if before is not None and before.end > start else start
        end = min(stop, after.start) if after is not None and after.start < stop else stop
        part = Part(numeral, clause, begin, end)
        part.before = done.terms_between(begin, numeral.start)
        stop = _SEPARATOR.search(done.text, numeral.end, end)
        part.after = done.terms_between(numeral.end, stop.start() if stop else end)
        part.cues = done.cues_between(begin, numeral.start)
        part.late_cues = done.cues_between(numeral.end, end)
        done.parts.append(part)
    _time(done)


def named(parts: Parts, names: Container[str]) -> None:
    """Take spans of time that are part of a name (the 61-90 day bucket, 近24个月) as terms, not numbers."""
    kept: list[Numeral] = []
    for numeral in parts.numerals:
        term = span_term(numeral)
        if numeral.kind in (Kind.DAYS, Kind.MONTHS) and term in names:
            parts.terms.append(Term(numeral.start, numeral.end, term))
        else:
            kept.append(numeral)
    if len(kept) < len(parts.numerals):
        parts.terms.sort()
        parts.numerals = kept
        parts.parts = []
        _assign(parts)


def span_term(numeral: Numeral) -> str:
    """The term for a span of time that is part of a name."""
    high = f"-{numeral.high.normalize():f}" if numeral.high is not None else ""
    return f"d:{numeral.value.normalize():f}{high} {numeral.kind}"


def _time(done: Parts) -> None:
    owned: set[int] = set()
    for part in done.parts:
        after = _time_after(done, part, owned)
        if after is not None:
            part.when, part.own_when = _resolved(done, after), True
            owned.add(id(after))
    for part in done.parts:
        if part.when is not None:
            continue
        near = [
            t
            for t in done.times
            if part.begin <= t.start < part.numeral.start and id(t) not in owned
        ]
        if near:
            part.when, part.own_when = _resolved(done, near[-1]), True
            continue
        free = [t for t in done.times if t.start < part.numeral.start and id(t) not in owned]
        part.when = _resolved(done, free[-1]) if free else _late(done, part, owned)


def _late(done: Parts, part: Part, owned: set[int]) -> When | None:
    """The time at the end of a sentence that names none before: ... in its clause, in 2024."""
    free = [t for t in done.times if id(t) not in owned and not _LEADS.match(done.text, t.end)]
    if len(free) != 1:
        return None
    _, end = done.clause_span(part.clause)
    return free[0] if free[0].start < end else None


def _resolved(done: Parts, when: When) -> When:
    """A time with its year, from the nearest time before it that has one (or the first after)."""
    if not when.is_open:
        return when
    before = [t for t in done.times if t.start < when.start and not t.is_open]
    after = [t for t in done.times if t.start > when.start and not t.is_open]
    for anchor in (*reversed(before), *after):
        if (found := when.resolved(anchor)) is not None:
            return found
    return when


def _time_after(done: Parts, part: Part, owned: set[int]) -> When | None:
    for time in done.times:
        if time.start < part.numeral.end or id(time) in owned:
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


def ids(terms: Sequence[Term]) -> frozenset[str]:
    """The terms' ids."""
    return frozenset(term.id for term in terms)
