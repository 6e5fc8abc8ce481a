"""Finds the words of a passage that answer a question, and quotes them exactly."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from assistant.domain.checks import SourceText
from assistant.domain.quantities import Lang
from assistant.llm.everyday import glossed
from assistant.llm.wording import holds_chinese, normalised, terms

_SEGMENT: Final = re.compile(r"[^。！？；\n]*?(?:[。！？；\n]|(?<=[a-z\d)])[.!?](?=\s|$)|$)")
_FULL_STOPS: Final = "。！？；.!?"
_TITLE: Final = 0.3
"""Weight of words that end in no full stop: a title names a thing, a sentence says something."""
_WIDE_SHARE: Final = 4
_SHORT_FORM: Final = 0.5
_LONGEST: Final = 240
"""Characters of one quote."""
_ENOUGH: Final = 0.34
"""Share of the question's terms that a passage must hold to be an answer at all."""
_ENOUGH_ABROAD: Final = 0.2
"""The same where the passage is in the other language and only credit terms can match."""


class Quote(NamedTuple):
    """Exact words of a page."""

    passage: SourceText
    words: str

    def sentence(self, lang: Lang) -> str:
        """The quote with document and page, as one sentence."""
        place = self.passage
        if lang is Lang.ZH:
            return f"《{place.source_name}》第{place.page}页：“{self.words}”"
        return f'{place.source_name}, p. {place.page}: "{self.words}"'


def quotes(question: str, passages: Sequence[SourceText], most: int = 3) -> tuple[Quote, ...]:
    """The best quotes among ``passages``, the best first; () when none speaks to the question."""
    asked = terms(question)
    abroad = terms(" ".join(glossed(normalised(question))))
    scored: list[tuple[float, int, Quote]] = []
    for order, passage in enumerate(passages):
        same = _is_chinese(passage.text) == holds_chinese(question)
        wanted = asked if same else abroad | _foreign(asked, question)
        needed = _ENOUGH if same else _ENOUGH_ABROAD
        share = _shared(wanted, passage.text)
        if not wanted or share < needed:
            continue
        words = _best_words(wanted, passage.text)
        if words:
            scored.append((-share, order, Quote(passage, words)))
    kept = {q.words: q for _, _, q in sorted(scored, key=lambda row: row[:2])}
    return tuple(kept.values())[:most]


def _is_chinese(text: str) -> bool:
    """Whether a passage is written in Chinese; a name in Chinese characters doesn't make it so."""
    wide = sum(char >= "\u3400" for char in text)
    return wide * _WIDE_SHARE > len(text)


def _foreign(asked: frozenset[str], question: str) -> frozenset[str]:
    """Latin words of a Chinese question (names, codes) hold in either language."""
    if not holds_chinese(question):
        return frozenset()
    return frozenset(term for term in asked if term.isascii())


def _shared(wanted: frozenset[str], text: str) -> float:
    held = terms(text)
    hits = sum(any(h.startswith(t) for h in held) if t.isascii() else t in held for t in wanted)
    return hits / max(1, len(wanted))


def _best_words(wanted: frozenset[str], text: str) -> str:
    parts = [part for match in _SEGMENT.finditer(text) if (part := match[0].strip())]
    if not parts:
        return ""
    ranked = sorted(range(len(parts)), key=lambda i: (-_hits(wanted, parts[i]), i))
    best = parts[ranked[0]]
    return best if len(best) <= _LONGEST else _cut(best, wanted)


def _hits(wanted: frozenset[str], part: str) -> float:
    held = terms(part)
    hits = sum(_held(term, held, part) for term in wanted)
    figures = 0.4 if re.search(r"\d", part) else 0.0
    told = 1.0 if part[-1] in _FULL_STOPS else _TITLE
    return (hits + figures) * told


def _held(term: str, held: frozenset[str], part: str) -> float:
    """Whether a part holds a term; a Chinese short form counts half: 租期 in 租赁期限."""
    if term.isascii():
        return float(any(h.startswith(term) for h in held))
    if term in held:
        return 1.0
    spread = re.search(f"{re.escape(term[0])}.{{1,2}}{re.escape(term[-1])}", part)
    return _SHORT_FORM if spread else 0.0


def _cut(words: str, wanted: frozenset[str]) -> str:
    places = [p for t in wanted if (p := words.lower().find(t)) >= 0]
    start = max(0, min(places, default=0) - _LONGEST // 3)
    end = min(len(words), start + _LONGEST)
    if start and words[start - 1].isascii() and words[start - 1].isalnum():
        start = words.find(" ", start) + 1
    if end < len(words) and words[end].isascii() and words[end].isalnum():
        end = words.rfind(" ", start, end)
    return words[start:end].strip()
