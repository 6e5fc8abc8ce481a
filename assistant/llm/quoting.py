"""Finds the words of a page that answer a question, and quotes them exactly."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assistant.domain.checks import SourceText
from assistant.domain.quantities import Lang
from assistant.llm.concepts import EXPECTS, Concept, clauses_in, papers_in
from assistant.llm.wording import holds_chinese, normalised, terms

_SEGMENT: Final = re.compile(r"[^。！？；\n]*?(?:[。！？；\n]|(?<=[a-z\d)])[.!?](?=\s|$)|$)")
_FULL_STOPS: Final = "。！？；.!?;"
_WIDE_SHARE: Final = 4
_LONGEST: Final = 240
"""Characters of one quote."""
_LEAST_WORDS: Final = 5
"""Characters below which words are a heading or a stray number, not an answer."""
_IDEA: Final = 2.0
"""Weight of an idea beside that of a word, 1."""
_EXPECTED: Final = 0.75
_TITLE: Final = 0.4
"""Weight of words that end in no full stop: a title names a thing, a sentence says something."""
_SHORT_FORM: Final = 0.5
_ENOUGH: Final = 0.6
"""Share of what a question speaks of that an answer must speak of, where no idea is known."""
_IDEA_HELPS: Final = 0.2
"""How much less it takes where an idea is known, and where the document is named."""
_ENOUGH_IN_TABLE: Final = 0.75
"""The same for a row of a table: its words stand for values, not for sayings."""
_WORTH_MORE: Final = 0.8
"""Share of the best quote's weight from which another one is given too."""


class Quote(NamedTuple):
    """Exact words of a page."""

    passage: SourceText
    words: str

    def sentence(self, lang: Lang) -> str:
        """The quote with document and page, as one sentence."""
        place, words = self.passage, _plain(self.words)
        if lang is Lang.ZH:
            return f"《{place.source_name}》第{place.page}页：“{words}”"
        return f'{place.source_name}, p. {place.page}: "{words}"'


class _Wanted(NamedTuple):
    """What an answer should speak of."""

    ideas: tuple[Concept, ...]
    words: frozenset[str]
    looks: tuple[re.Pattern[str], ...]

    @property
    def weight(self) -> float:
        return _IDEA * len(self.ideas) + len(self.words)


def quotes(question: str, passages: Sequence[SourceText], most: int = 2) -> tuple[Quote, ...]:
    """The best quotes among ``passages``, the best first; () when none speaks to the question.

    A question that names a kind of document (the lease) is answered from such a one only.
    """
    text = normalised(question)
    papers = papers_in(text)
    held = [p for p in passages if not papers or is_such(p, papers)]
    wanted = _wanted(text, papers)
    if papers and not wanted.weight:
        return _openings(held, most)
    scored: list[tuple[float, int, Quote]] = []
    for passage in held:
        for words in sentences(passage.text):
            weight = _weight(wanted, words, question, named=bool(papers))
            if weight:
                scored.append((-weight, len(scored), Quote(passage, _shortened(words, wanted))))
    scored.sort(key=lambda row: row[:2])
    kept: dict[str, Quote] = {}
    for weight, _, quote in scored:
        if len(kept) < most and -weight >= _WORTH_MORE * -scored[0][0]:
            kept.setdefault(_plain(quote.words), quote)
    return tuple(kept.values())


def _plain(words: str) -> str:
    return " ".join(words.split())


def is_such(passage: SourceText, papers: Sequence[Concept]) -> bool:
    """Whether a passage is of a document of one of these kinds, by its name and beginning."""
    head = normalised(f"{passage.source_name.replace('_', ' ')} {passage.text[:400]}")
    return any(paper.words.search(head) for paper in papers)


def _wanted(text: str, papers: Sequence[Concept]) -> _Wanted:
    ideas = clauses_in(text)
    rest = text
    for known in (*papers, *ideas):
        rest = known.words.sub(" ", rest)
    looks = tuple(look for asks, look in EXPECTS if asks.search(text))
    return _Wanted(ideas, terms(rest), looks)


def _openings(passages: Sequence[SourceText], most: int) -> tuple[Quote, ...]:
    """What a document says, where a question asks no more of it than that: its first clauses."""
    found = [
        Quote(passage, words)
        for passage in passages[:1]
        for words in sentences(passage.text)
        if words[-1] in _FULL_STOPS and re.search(r"\d", words)
    ]
    return tuple(found[: most + 1])


def sentences(text: str) -> Iterator[str]:
    """Sentences and lines; what is shorter than a clause belongs to the one after it."""
    start = 0
    for match in _SEGMENT.finditer(text):
        words = text[start : match.end()].strip()
        if len(words) >= _LEAST_WORDS and not _is_numbering(words):
            yield words
            start = match.end()
        elif not words:
            start = match.end()


def _is_numbering(words: str) -> bool:
    last = words.splitlines()[-1]
    return len(words) < _LEAST_WORDS * 5 and words.endswith(".") and len(last.split()) < 2  # noqa: PLR2004  "2." and "Payment." are numbers and headings of what follows


def _weight(wanted: _Wanted, words: str, question: str, *, named: bool) -> float:
    """How much of what is wanted some words speak of; 0 where it is too little."""
    clean = normalised(words)
    ideas = sum(bool(idea.words.search(clean)) for idea in wanted.ideas)
    if wanted.ideas and not ideas:
        return 0.0
    if any(idea.ask_zh and not idea.words.search(clean) for idea in wanted.ideas):
        return 0.0
    same = _is_chinese(words) == holds_chinese(question)
    held = terms(clean)
    asked = wanted.words if same else frozenset(w for w in wanted.words if w.isascii())
    hits = sum(_held(term, held, clean) for term in asked)
    spoken = _IDEA * ideas + hits
    whole = wanted.weight if same else _IDEA * len(wanted.ideas) + len(asked)
    needed = _ENOUGH - _IDEA_HELPS * (bool(ideas) + named)
    if _is_row(words):
        needed = _ENOUGH_IN_TABLE
    if not whole or spoken / whole < needed:
        return 0.0
    looks = _EXPECTED * sum(bool(look.search(clean)) for look in wanted.looks)
    return (spoken + looks) * (1.0 if words[-1] in _FULL_STOPS else _TITLE)


def _is_row(words: str) -> bool:
    return " | " in words


def _is_chinese(text: str) -> bool:
    """Whether words are written in Chinese; a name in Chinese characters doesn't make them so."""
    wide = sum(char >= "\u3400" for char in text)
    return wide * _WIDE_SHARE > len(text)


def _held(term: str, held: frozenset[str], text: str) -> float:
    """Whether a text holds a term; a Chinese short form counts half: 租期 in 租赁期限."""
    if term.isascii():
        return float(any(h.startswith(term) for h in held))
    if term in held:
        return 1.0
    spread = re.search(f"{re.escape(term[0])}.{{1,2}}{re.escape(term[-1])}", text)
    return _SHORT_FORM if spread else 0.0


def _shortened(words: str, wanted: _Wanted) -> str:
    if len(words) <= _LONGEST:
        return words
    lower = words.lower()
    places = [p for term in wanted.words if (p := lower.find(term)) >= 0]
    places += [m.start() for idea in wanted.ideas if (m := idea.words.search(lower))]
    start = max(0, min(places, default=0) - _LONGEST // 3)
    end = min(len(words), start + _LONGEST)
    if start and words[start - 1].isascii() and words[start - 1].isalnum():
        start = words.find(" ", start) + 1
    if end < len(words) and words[end].isascii() and words[end].isalnum():
        end = words.rfind(" ", start, end)
    return words[start:end].strip()
