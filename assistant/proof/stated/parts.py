"""A sentence or labelled line taken apart: its numbers, each with the words and time around it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.proof.calendar_words import times_in
from assistant.proof.characters import is_cjk, plain
from assistant.proof.chinese import chinese_value
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.numeral import Hedge, Numeral
from assistant.proof.numerals import numerals_in
from assistant.proof.stated.cue_words import all_cues
from assistant.proof.stated.marks import Mark, marks_in
from assistant.proof.stated.measures import measured
from assistant.proof.stated.terms import Term, rank_spans, terms_in
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_CLAUSE: Final = re.compile(
    r"[，；;。！？!?\n]|,(?!\d)|:(?= [a-z])|：|(?<=[a-z\d)%]) (?:-|–|—) (?=[a-z])|——|"
    r"(?<![a-z])(?:while|whereas|but|although|though|(?<!not )(?<!n.t )yet)(?![a-z])"
)
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
_MARKUP: Final = re.compile(
    r"\((?:in )?(?:cny|rmb|usd|eur|gbp|hkd|sgd|jpy)? ?(?:10k|'000s?|000s?)\)|"
    r"(?<![0-9a-z])'000s?|\[\^[^\]\s]{1,30}\]|https?://\S{1,400}|`[^`\n]{0,200}`|\*\*|__"
)
_SPACED: Final = re.compile(r"(?<![\da-z.,])\d{1,3}(?: \d{3})+(?![\d])")
_GERMAN: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d{2}(?![\d])")
_JOINED: Final = re.compile(
    r"(?<=[a-z\u4e00-\u9fff])[_.](?=[a-z\u4e00-\u9fff]|(?:19|20)\d\d|fy|cy)|"
    r"(?<=\d)_(?=[a-z\u4e00-\u9fff])|(?<=\d)_(?=\d)|(?<=[a-z])_(?=[a-z\d])|"
    r"(?<=over)-(?=\d)|(?<=under)-(?=\d)|(?<=past)-(?=\d)"
)
"""Marks between the words of a key: net_profit.fy2024."""
_DATED: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)_(0[1-9]|1[0-2])(?:_([0-3]\d))?(?!\d)")
_TURNED: Final = str.maketrans(".,", ",.")
_ALSO: Final = re.compile(r"[、,;；，]|(?<![a-z])(?:and|plus)(?![a-z])")
"""What parts the words of one number from those of the next."""
_SEPARATOR: Final = re.compile(r"[、，,；;。]|(?<![a-z])(?:and|against|plus)(?![a-z])|\.(?!\d)")


@dataclass(slots=True)
class Part:
    """One number with what stands around it."""

    numeral: Numeral
    clause: int
    begin: int
    """Where the words that lead to it begin.

    After the number before it or at the clause's start.
    """
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
    marks: list[Mark] = field(default_factory=list)

    def clause_of(self, at: int) -> int:
        """Index of the clause that holds an offset."""
        return max(0, bisect_right(self.clauses, at) - 1)

    def clause_span(self, index: int) -> tuple[int, int]:
        """Start and end of a clause."""
        end = self.clauses[index + 1] if index + 1 < len(self.clauses) else len(self.text)
        return self.clauses[index], end

    def terms_between(self, start: int, end: int) -> list[Term]:
        """The terms that begin between two offsets."""
        return self.terms[
            bisect_left(self.terms, start, key=_start) : bisect_left(self.terms, end, key=_start)
        ]

    def cues_between(self, start: int, end: int) -> list[CueHit]:
        """The cues that begin between two offsets."""
        return self.cues[
            bisect_left(self.cues, start, key=_start) : bisect_left(self.cues, end, key=_start)
        ]

    def times_between(self, start: int, end: int) -> list[When]:
        """The times that begin between two offsets."""
        return [t for t in self.times if start <= t.start < end]

    def has(self, cue: Cue, start: int = 0, end: int | None = None) -> bool:
        """Whether a cue begins between two offsets."""
        stop = len(self.text) if end is None else end
        return any(c.cue is cue for c in self.cues_between(start, stop))


def _start(item: Term | CueHit) -> int:
    return item.start


def smoothed(raw: str) -> str:
    """Plain characters, with digits grouped by blanks or dots written with commas; same length."""
    text = _JOINED.sub(" ", _DATED.sub(lambda m: m[0].replace("_", "-"), plain(raw)))
    text = _GERMAN.sub(lambda m: m[0].translate(_TURNED), text)
    return _SPACED.sub(lambda m: m[0].replace(" ", ","), text)


def taken_apart(raw: str) -> Parts:
    """Take a sentence, line or cell apart."""
    text = smoothed(raw)
    taken = bytearray(len(text))
    for match in _MARKUP.finditer(text):
        _take(taken, match.start(), match.end())
    marks = [m for m in marks_in(text, raw) if not any(taken[m.start : m.end])]
    for mark in marks:
        _take(taken, mark.start, mark.end)
    times = [t for t in times_in(text) if not any(taken[t.start : t.end])]
    for time in times:
        _take(taken, time.start, time.end)
    numerals = [measured(text, n) for n in _with_halves(text, numerals_in(text, taken), taken)]
    ranks = rank_spans(text)
    numerals = [n for n in numerals if not any(a <= n.start and n.end <= b for a, b in ranks)]
    numerals = [_unbracketed(text, n, numerals) for n in numerals]
    words = bytearray(taken)
    for numeral in numerals:
        _take(words, numeral.start, numeral.end)
    cues = all_cues(text, words)
    claimed = [(c.start, c.end) for c in cues]
    named_marks = [Term(m.start, m.end, f"w:#{m.id}") for m in marks if m.id[:3] != "art"]
    letters = [
        Term(m.start(), m.end(), f"w:#{m[0].lower()}")
        for m in _LETTER.finditer(raw)
        if not any(words[m.start() : m.end()])
    ]
    for letter in letters:
        _take(words, letter.start, letter.end)
    found = terms_in(text, bytearray(words), claimed)
    terms = sorted([*found, *named_marks, *letters])
    numerals = [_counting(text, n, terms) for n in numerals]
    clauses = [
        0,
        *(m.end() for m in _CLAUSE.finditer(text) if not words[m.start()] and m.end() < len(text)),
    ]
    done = Parts(raw, text, clauses, times, numerals, cues, terms, [], marks)
    _assign(done)
    return done


_LETTER: Final = re.compile(
    r"\A\s*[A-Z]\s*\Z|(?<![A-Za-z0-9.&'-])"
    r"(?:[B-HJ-Z]|A(?=[,、] ?[B-Z](?![a-z])| (?:and|or) B(?![a-z])|"
    r" (?:is|was|has|had|owes|accounts)(?![a-z])|'s ))(?![A-Za-z0-9.&'-])(?! ?[-&])"
)
"""A capital that stands alone as a name: the row A of a table, B the second largest."""
_HALF: Final = re.compile(
    r"(?P<over>过半|逾半|大半|超半数|过半数|半数以上|一半以上|多半(?!是)|(?<![a-z])(?:a "
    r"majority|the majority|more than half))|一半|半数|对半"
)


_TENTHS: Final = re.compile(
    "(?P<a>[一二三四五六七八九])成(?P<b>[一二三四五六七八九半])(?!分|本|功)"
)
_FRACTION: Final = re.compile(
    r"(?<![a-z-])(?:a|one) (?P<n>third|fifth|sixth|eighth|tenth)(?![a-z-])"
    r"(?! (?:party|quarter|year|month|time|person|of the way))"
)
_BELOW_ONE: Final = {"third": 3, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_TWICE: Final = re.compile(r"(?<![a-z])twice(?![a-z])(?! (?:as|the|that|those|what|its))")
_HALF_YEAR: Final = re.compile(
    r".{0,7}?(?<![a-z])(?:same|first|second|latter|that|each|this) half(?![a-z])"
)
_HALF_OF: Final = re.compile(
    r"half(?:[- ]years?(?![a-z])| of (?:the )?(?:previous|prior|following|same|next|last) year)"
)


def _with_halves(text: str, numerals: list[Numeral], taken: bytearray) -> list[Numeral]:
    """Numbers with halves of a whole among them: 一半, 过半, a majority."""
    halves = []
    for match in _TENTHS.finditer(text):
        tenths = chinese_value(match["a"])
        part = Decimal("0.5") if match["b"] == "半" else chinese_value(match["b"])
        if tenths is not None and part is not None:
            worth = (tenths.value + (part if isinstance(part, Decimal) else part.value / 10)) / 10
            halves.append(
                Numeral(
                    match.start(), match.end(), worth, Decimal("0.005"), Kind.PERCENT, words=True
                )
            )
    for match in _FRACTION.finditer(text):
        whole = Decimal(1) / _BELOW_ONE[match["n"]]
        halves.append(
            Numeral(
                match.start(), match.end(), whole, Decimal("0.005"), Kind.PERCENT,
                words=True, fraction=True,
            )
        )  # fmt: skip
    for match in _TWICE.finditer(text):
        halves.append(
            Numeral(match.start(), match.end(), Decimal(2), Decimal("0.5"), Kind.COUNT, words=True)
        )
    numerals = [
        n
        for n in numerals
        if not _HALF_YEAR.match(text, max(0, n.start - 7)) and not _HALF_OF.match(text, n.start)
    ]
    for match in _HALF.finditer(text):
        if not any(taken[match.start() : match.end()]):
            hedge = Hedge.OVER if match["over"] else Hedge.EXACT
            halves.append(
                Numeral(
                    match.start(),
                    match.end(),
                    Decimal("0.5"),
                    Decimal("0.005"),
                    Kind.PERCENT,
                    hedge=hedge,
                    words=True,
                    fraction=True,
                )
            )
    rest = [n for n in numerals if not any(h.start < n.end and n.start < h.end for h in halves)]
    return sorted([*rest, *halves], key=lambda n: n.start)


_UNIT_INSIDE: Final = re.compile(r"[\u4e00-\u9fff]\s*\)?\Z")


def _unbracketed(text: str, numeral: Numeral, others: Sequence[Numeral]) -> Numeral:
    """A number in brackets that aside words or a repeated amount make no negative one.

    用于冷库（二百八十万元）, 叁佰陆拾万元整（¥3,600,000.00）.
    """
    if numeral.value >= 0 or "-" in text[numeral.start : numeral.end] or "(" not in text:
        return numeral
    written = text[numeral.start : numeral.end]
    repeats = any(
        o.end <= numeral.start <= o.end + _ASIDE and o.value == -numeral.value for o in others
    )
    spoken = numeral.words and _UNIT_INSIDE.search(written) is not None
    return replace(numeral, value=-numeral.value, signed=False) if repeats or spoken else numeral


_ASIDE: Final = 4
_ADJECTIVES: Final = re.compile(
    r" (?:(?:equal|more|other|new|further|monthly|quarterly|annual|yearly|different|"
    r"separate|whole|full|active|late) )*"
)
_MOST_COUNTED: Final = 100_000


def _counting(text: str, numeral: Numeral, terms: list[Term]) -> Numeral:
    """A bare whole number right before an English noun counts it: 60 instalments."""
    if (
        numeral.kind is not Kind.BARE
        or numeral.scaled
        or numeral.pair
        or numeral.high is not None
        or numeral.measure
    ):
        return numeral
    whole = numeral.value == numeral.value.to_integral_value() and 0 < numeral.value < _MOST_COUNTED
    between = _ADJECTIVES.match(text, numeral.end)
    if not whole or between is None or not text[between.end() : between.end() + 1].isascii():
        return numeral
    at = between.end()
    after = terms[bisect_left(terms, numeral.end + 1, key=_start) :][:2]
    named = any(
        t.start in (numeral.end + 1, at) and t.end > at and t.id[0] in "cwiq" for t in after
    )
    return replace(numeral, kind=Kind.COUNT) if named else numeral


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def _assign(done: Parts) -> None:
    for index, numeral in enumerate(done.numerals):
        clause = done.clause_of(numeral.start)
        start, stop = done.clause_span(clause)
        after = done.numerals[index + 1] if index + 1 < len(done.numerals) else None
        if clause and done.text[start - 1] == ":" and not done.text[start : numeral.start].strip():
            start, _ = done.clause_span(clause - 1)
        before = _outside(done, index, numeral)
        begin = max(start, before.end) if before is not None and before.end > start else start
        end = min(stop, after.start) if after is not None and after.start < stop else stop
        part = Part(numeral, clause, begin, end)
        if begin > start and (
            cuts := [m.end() for m in _ALSO.finditer(done.text, begin, numeral.start)]
        ):
            begin = part.begin = cuts[-1]
        part.before = done.terms_between(begin, numeral.start)
        cut = _SEPARATOR.search(done.text, numeral.end, end)
        part.after = done.terms_between(numeral.end, cut.start() if cut else end)
        part.cues = done.cues_between(begin, numeral.start)
        part.late_cues = done.cues_between(numeral.end, end)
        done.parts.append(part)
    _time(done)


def _outside(done: Parts, index: int, numeral: Numeral) -> Numeral | None:
    """The number before one, passing over spans of time in a bracket that closes between them.

    DSCR（滚动四个季度）不低于1.2.
    """
    while index:
        index -= 1
        before = done.numerals[index]
        close = done.text.find(")", before.end, numeral.start)
        aside = (
            close >= 0
            and "(" not in done.text[before.end : close]
            and before.kind in (Kind.DAYS, Kind.MONTHS)
        )
        if not aside:
            return before
    return None


def named(parts: Parts, names: Container[str]) -> None:
    """Take spans of time in a name (the 61-90 day bucket) as terms, not numbers."""
    kept: list[Numeral] = []
    for numeral in parts.numerals:
        term = span_term(parts.text, numeral)
        if numeral.kind in (Kind.DAYS, Kind.MONTHS) and term in names:
            parts.terms.append(Term(numeral.start, numeral.end, term))
        else:
            kept.append(numeral)
    if len(kept) < len(parts.numerals):
        parts.terms.sort()
        parts.numerals = kept
        parts.parts = []
        _assign(parts)


_WITHIN_AFTER: Final = re.compile(
    r" ?(?:days?|months?|years?)? ?(?:(?P<in>以内|之内|内|以下|and under|or less|or under)|"
    r"(?P<out>以上|and over|or more|or over|and above))"
)
_WITHIN_BEFORE: Final = re.compile(
    r"(?:(?P<in>(?<![a-z])(?:within|under|less than|up to|below)|不超过|小于|少于)|"
    r"(?P<out>(?<![a-z])(?:over|more than|above|older than|beyond|past)|超过|大于|逾))[ "
    r"-]?\Z"
)


def span_term(text: str, numeral: Numeral) -> str:
    """The term for a span of time that is part of a name, with what bounds it: over 90 days."""
    if numeral.high is not None:
        return f"d:{numeral.value.normalize():f}-{numeral.high.normalize():f} {numeral.kind}"
    found = _WITHIN_AFTER.match(text, numeral.end) or _WITHIN_BEFORE.search(
        text, max(0, numeral.start - 12), numeral.start
    )
    side = "" if found is None else "<" if found["in"] else ">"
    return f"d:{side}{numeral.value.normalize():f} {numeral.kind}"


def bucketed(parts: Parts) -> frozenset[str]:
    """Spans of time that name the amount right after them.

    一年以内1,100万元, over 90 days EUR 119,000.
    """
    found = set()
    for one, two in pairwise(parts.parts):
        gap = parts.text[one.numeral.end : two.numeral.start]
        spans = one.numeral.kind in (Kind.DAYS, Kind.MONTHS) and two.numeral.kind in (
            Kind.MONEY,
            Kind.PERCENT,
            Kind.BARE,
        )
        term = span_term(parts.text, one.numeral)
        if spans and ("<" in term or ">" in term or "-" in term) and _BUCKET_GAP.fullmatch(gap):
            found.add(term)
        term = span_term(parts.text, two.numeral)
        aged = two.numeral.kind in (Kind.DAYS, Kind.MONTHS) and one.numeral.kind in (
            Kind.MONEY,
            Kind.PERCENT,
            Kind.BARE,
        )
        if (
            aged
            and ("<" in term or ">" in term or "-" in term)
            and _BUCKET_BEFORE.fullmatch(gap)
            and _AGED.match(parts.text, two.numeral.end)
        ):
            found.add(term)
    return frozenset(found)


_BUCKET_BEFORE: Final = re.compile(
    r" ?(?:was|were|is|are|had been|has been|have been|为|系|已)? ?(?:up to|over|more than|"
    r"within|under|less than|past|超过|逾期|不超过)? ?"
)
_AGED: Final = re.compile(
    r" ?(?:days?|months?|years?)? ?(?:以上|以内|以下)?(?:overdue|past due|old|late|逾期)"
)
_BUCKET_GAP: Final = re.compile(
    r" ?(?:以内|之内|内|以上|以下|and over|or more|or less|old)?(?:的|部分|为|有|是|占|:|"
    r"：|\s)*[\u4e00-\u9fff]{0,8}(?:[a-z]{3} )?"
)


def _time(done: Parts) -> None:
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
    after = [t for t in done.times if t.start > when.start and not t.is_open]
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


def ids(terms: Sequence[Term]) -> frozenset[str]:
    """The terms' ids."""
    return frozenset(term.id for term in terms)


def surfaces(terms: Sequence[Term]) -> frozenset[str]:
    """How concepts were written: the same words name the same thing more surely than other ones."""
    return frozenset(t.word for t in terms if t.id[0] == "c")
