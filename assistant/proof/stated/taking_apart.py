"""Takes a sentence, a labelled line or a cell apart: its numbers, each with what is around it."""

import re
from bisect import bisect_left
from collections.abc import Container
from dataclasses import replace
from typing import Final

from assistant.proof.calendar_words import times_in
from assistant.proof.characters import plain
from assistant.proof.numeral import Numeral
from assistant.proof.numerals import numerals_in
from assistant.proof.stated.buckets import BUCKET, WITHIN_BEFORE, span_term
from assistant.proof.stated.cue_words import all_cues
from assistant.proof.stated.halves import with_halves
from assistant.proof.stated.marks import marks_in
from assistant.proof.stated.measures import listed, measured
from assistant.proof.stated.part_times import assign_times
from assistant.proof.stated.parts import Part, Parts, _start
from assistant.proof.stated.terms import Term, rank_spans, terms_in
from assistant.proof.units import Kind

_CLAUSE: Final = re.compile(
    r"[，；;。！？!?\n]|,(?!\d)|:(?= [a-z])|：|(?<=[a-z\d)%]) (?:-|–|—) (?=[a-z])|——|"
    r"(?<![a-z])(?:while|whereas|although|though|"
    r"but|"
    r"(?<!not )(?<!n.t )yet)(?![a-z])"
)


_ASIDE: Final = re.compile(r"[(（][^()（）\d]{1,40}[)）](?=.)")
"""A bracket without digits in the middle of a clause, whose commas don't end it."""


_DEFINED: Final = re.compile(
    r" ?[(（](?:按)?[^()（）\d,，;；]{1,40}(?: ?[/÷] ?| to | over |除以|与)"
    r"[^()（）\d,，;；]{1,40}[)）]"
)
"""A bracket that says how the ratio before it is worked out: interest cover (EBIT / interest)."""


_ALL_BUT: Final = re.compile(
    r"(?<![a-z])(?:all|each|none|every(?: one)?)(?: of [a-z ]{1,20}| [a-z]+)? but(?![a-z])"
)


def _leaves_out(text: str, at: int) -> bool:
    """Whether "but" only names what is left out: all but one, every store but the new one."""
    start = max(0, at - 40)
    return text.startswith("but", at) and any(
        m.end() == at + 3 for m in _ALL_BUT.finditer(text, start, at + 3)
    )


_MARKUP: Final = re.compile(
    r"(?<!\d)\d{1,2}年期(?:以上)?(?=lpr|贷款市场)|"
    r"\((?:in )?(?:cny|rmb|usd|eur|gbp|hkd|sgd|jpy)? ?(?:10k|'000s?|000s?)\)|"
    r"(?<![0-9a-z])'000s?|[$€£]'?000s?(?![\d,.])|\[\^[^\]\s]{1,30}\]|https?://\S{1,400}|`[^`\n]{0,200}`|\*\*|__"
)


_SPACED: Final = re.compile(r"(?<![\da-z.,])\d{1,3}(?: \d{3})+(?![\d])")


_GERMAN: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d{2}(?![\d])")


_SWISS: Final = re.compile(r"(?<=\d)'(?=\d{3}(?!\d))")


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


_SEPARATOR: Final = re.compile(
    r"[、，,；;。]|\((?=其中|含|of which|incl)|(?<=[\d)] )\((?=[^()\d]{3,20}\Z)|"
    r"(?<![a-z])(?:and|against|plus|compares? with|compared (?:with|to)|versus|vs\.?)(?![a-z])|"
    r"\.(?!\d)"
)


def smoothed(raw: str) -> str:
    """Plain characters, with digits grouped by blanks or dots written with commas; same length."""
    text = _JOINED.sub(" ", _DATED.sub(lambda m: m[0].replace("_", "-"), plain(raw)))
    text = _SWISS.sub(",", _GERMAN.sub(lambda m: m[0].translate(_TURNED), text))
    text = _INDIAN.sub(_regrouped, text)
    return _SPACED.sub(lambda m: m[0].replace(" ", ","), text)


_INDIAN: Final = re.compile(r"(?<![\d,.])\d{1,2}(?:,\d{2})+,\d{3}(?![\d,]\d)")
"""Digits grouped as in India: 2,45,00,000."""


def _regrouped(match: re.Match[str]) -> str:
    """The same number grouped by thousands, in as many characters."""
    return f"{int(match[0].replace(',', '')):,}".ljust(len(match[0]))


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
    found_numbers = with_halves(text, numerals_in(text, taken), taken)
    numerals = listed(text, [measured(text, n) for n in found_numbers])
    ranks = rank_spans(text)
    numerals = [n for n in numerals if not any(a <= n.start and n.end <= b for a, b in ranks)]
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
    defined = [m.span() for m in _DEFINED.finditer(text)]
    terms = [
        t
        for t in terms
        if not any(a < t.start < b and any(o.end == a for o in terms) for a, b in defined)
    ]
    asides = [m.span() for m in _ASIDE.finditer(text)]
    clauses = [
        0,
        *(
            m.end()
            for m in _CLAUSE.finditer(text)
            if not _leaves_out(text, m.start())
            if not words[m.start()]
            and m.end() < len(text)
            and not any(a < m.start() < b for a, b in asides)
        ),
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
    assign_times(done)


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
        bucket = numeral.kind is Kind.BARE and BUCKET.match(parts.text, numeral.end)
        aged = replace(numeral, kind=Kind.DAYS) if bucket else numeral
        term = span_term(parts.text, aged)
        if aged.kind in (Kind.DAYS, Kind.MONTHS) and term in names:
            parts.terms.append(Term(numeral.start, numeral.end, term))
            bound = WITHIN_BEFORE.search(parts.text, max(0, numeral.start - 12), numeral.start)
            begin = bound.start() if bound is not None else numeral.start
            parts.cues = [c for c in parts.cues if not begin <= c.start < numeral.start]
        else:
            kept.append(numeral)
    if len(kept) < len(parts.numerals):
        parts.terms.sort()
        parts.numerals = kept
        parts.parts = []
        _assign(parts)
