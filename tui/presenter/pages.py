"""A page's text with a quote marked, and search results."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from assistant.domain.checks import SourceText
from tui.messages import Words
from tui.presenter.lines import Line, Span, clean, line, one_line, shortened, span

MOST_CHARS: Final = 60_000
_SNIPPET_CELLS: Final = 150
_CONTEXT: Final = 30


class MarkedPage(NamedTuple):
    """A page in three parts; ``marked`` holds the whole lines around the quote."""

    before: str
    marked: Line
    after: str
    is_cut: bool

    @property
    def is_found(self) -> bool:
        """Whether the quote stands on the page."""
        return bool(self.marked)


def marked_page(text: str, quote: str) -> MarkedPage:
    """Find ``quote`` on the page, whatever its blanks and line breaks, and mark it."""
    shown = clean(text)
    place = _find(shown, quote) if quote.strip() else None
    is_cut = len(shown) > MOST_CHARS
    if place is None:
        return MarkedPage(shown[:MOST_CHARS], (), "", is_cut)
    start, end = place
    first = shown.rfind("\n", 0, start) + 1
    after = shown.find("\n", end)
    last = len(shown) if after < 0 else after
    low = max(0, first - MOST_CHARS // 2)
    high = last + MOST_CHARS // 2
    marked = (
        Span(shown[first:start]),
        Span(shown[start:end], "mark"),
        Span(shown[end:last]),
    )
    return MarkedPage(shown[low:first].rstrip("\n"), marked, shown[last + 1 : high], is_cut)


def _find(text: str, quote: str) -> tuple[int, int] | None:
    for wanted in (clean(quote), *sorted(clean(quote).splitlines(), key=len, reverse=True)[:3]):
        letters = [re.escape(c) for c in wanted if not c.isspace()][:2000]
        if not letters:
            continue
        match = re.search(r"\s*".join(letters), text)
        if match:
            return match.span()
    return None


class HitRow(NamedTuple):
    """A search result: where, and the words around the match."""

    lines: tuple[Line, ...]


def hit_row(place: SourceText, wanted: str, words: Words) -> HitRow:
    """Source and page on one line, a snippet around the first match on the next."""
    head = line(
        span(words("search.place", name=shortened(place.source_name, 50), page=place.page), "label")
    )
    flat = one_line(place.text)
    found = [w for w in wanted.split() if w] or [wanted]
    pattern = "|".join(re.escape(w) for w in found if w)
    match = re.search(pattern, flat, re.IGNORECASE) if pattern else None
    start = max(0, match.start() - _CONTEXT) if match else 0
    snippet = ("…" if start else "") + shortened(flat[start:], _SNIPPET_CELLS)
    return HitRow((head, highlighted("  " + snippet, found)))


def highlighted(text: str, wanted: Sequence[str]) -> Line:
    """``text`` with every occurrence of the words marked."""
    pattern = "|".join(re.escape(w) for w in wanted if w)
    if not pattern:
        return (span(text),)
    spans, at = [], 0
    for match in re.finditer(pattern, text, re.IGNORECASE):
        spans += [Span(text[at : match.start()]), Span(match[0], "found")]
        at = match.end()
    return (*spans, Span(text[at:]))
