"""Numbers that no figure knows, looked up in the exact words of passages and statements."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.checks import SourceText
from assistant.domain.figures import Statement
from assistant.domain.quantities import Unit
from assistant.proof.calendar_words import times_in
from assistant.proof.characters import is_cjk, plain
from assistant.proof.numeral import Numeral
from assistant.proof.numerals import numerals_in
from assistant.proof.sentences import prose_sentences
from assistant.proof.units import Kind
from assistant.proof.when import tags_of

_WORD: Final = re.compile(r"[a-z]{3,}|[\u4e00-\u9fff]+")
_STOP: Final = frozenset(
    [
        "the",
        "and",
        "for",
        "was",
        "were",
        "are",
        "has",
        "had",
        "with",
        "from",
        "that",
        "this",
        "its",
        "their",
        "which",
        "not",
        "but",
        "any",
        "all",
        "our",
        "per",
        "of",
        "in",
        "to",
        "by",
        "at",
        "as",
        "is",
        "be",
        "company",
        "firm",
        "year",
        "years",
        "months",
        "days",
        "million",
        "thousand",
        "billion",
        "percent",
        "yuan",
        "about",
        "over",
        "under",
        "than",
        "公司",
        "企业",
        "借款",
        "款人",
        "本公",
        "该公",
        "万元",
        "亿元",
        "人民",
        "民币",
        "年度",
        "期末",
        "期间",
        "其中",
        "分别",
        "为的",
        "以及",
        "情况",
        "方面",
    ]
)


class Quote(NamedTuple):
    """A number as it stands in a passage."""

    place: str
    """``passage:<source>:<page>`` or a statement's key."""
    words: frozenset[str]
    """Content words just before and after the number."""
    times: frozenset[str]


_Key = tuple[Kind, Unit | None, Decimal]


class PassageIndex:
    """Every number of the passages, by value and unit; read when first asked."""

    def __init__(
        self, passages: Sequence[SourceText], statements: Iterable[tuple[Statement, str]]
    ) -> None:
        """Keep the texts; nothing is read yet."""
        self._sources: dict[str, SourceText] = {}
        for passage in passages:
            self._sources.setdefault(f"passage:{passage.source}:{passage.page}", passage)
        self._texts = [(f"passage:{p.source}:{p.page}", p.text) for p in passages]
        self._texts += [(statement.key, text) for statement, text in statements]
        self._quotes: dict[_Key, list[Quote]] | None = None

    def named(self, places: Iterable[str]) -> tuple[SourceText, ...]:
        """The passages at ``places``, each once."""
        return tuple(self._sources[p] for p in dict.fromkeys(places) if p in self._sources)

    def prove(self, text: str, numeral: Numeral, name: str = "") -> str | None:
        """The place whose words hold the same number about the same thing.

        Args:
            text: the sentence as plain characters.
            numeral: a number of it.
            name: the metric that it belongs to; a place that names another proves nothing.
        """
        quotes = self._index().get(_key(numeral))
        if not quotes or numeral.high is not None:
            return None
        words, times, named = content_near(text, numeral), times_near(text), content(name)
        for quote in quotes:
            if quote.times and times and not times & quote.times:
                continue
            if named and 2 * len(named & quote.words) <= len(named):
                continue
            if _shared(words, quote.words):
                return quote.place
        return None

    def _index(self) -> dict[_Key, list[Quote]]:
        if self._quotes is None:
            self._quotes = {}
            for place, text in self._texts:
                for numeral, quote in _quotes(place, text):
                    self._quotes.setdefault(_key(numeral), []).append(quote)
        return self._quotes


def _key(numeral: Numeral) -> _Key:
    currency = numeral.currency if numeral.kind is Kind.MONEY else None
    return numeral.kind, currency, numeral.value.normalize()


def _quotes(place: str, text: str) -> Iterable[tuple[Numeral, Quote]]:
    smooth = plain(text)
    for sentence in prose_sentences(smooth, 0, len(smooth)):
        part = smooth[sentence.start : sentence.end]
        taken = bytearray(len(part))
        for when in times_in(part):
            taken[when.start : when.end] = b"\x01" * (when.end - when.start)
        times = times_near(part)
        for numeral in numerals_in(part, taken):
            yield numeral, Quote(place, content_near(part, numeral), times)


_REACH: Final = 40
_CLAUSE: Final = re.compile(r"[，,；;。.!?！？\n](?!\d)")


def content_near(text: str, numeral: Numeral) -> frozenset[str]:
    """Content words of the clause around a number (Chinese as pairs of characters)."""
    begin = max(0, numeral.start - _REACH)
    for match in _CLAUSE.finditer(text, begin, numeral.start):
        begin = match.end()
    stop = min(len(text), numeral.end + _REACH)
    match_after = _CLAUSE.search(text, numeral.end, stop)
    end = match_after.start() if match_after else stop
    return content(text[begin : numeral.start]) | content(text[numeral.end : end])


def content(text: str) -> frozenset[str]:
    """Content words of a plain text."""
    words: set[str] = set()
    for match in _WORD.finditer(text):
        run = match[0]
        if is_cjk(run[0]):
            words.update(run[i : i + 2] for i in range(len(run) - 1))
        else:
            words.add(run[:-1] if run.endswith("s") and len(run) > 4 else run)  # noqa: PLR2004
    return frozenset(words - _STOP)


def times_near(text: str) -> frozenset[str]:
    """Tags of the times that a sentence names."""
    return frozenset(tag for when in times_in(text) for group in tags_of(when) for tag in group)


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two surroundings speak of the same thing."""
    common = len(ours & theirs)
    return common > 0 and common * 2 >= min(len(ours), len(theirs), 4)
