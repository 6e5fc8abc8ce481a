"""A draft as it streams in: each sentence is checked when it is complete, before it is shown."""

from typing import Final

from assistant.domain.quantities import Lang
from assistant.proof.book import FactBook
from assistant.proof.compose import Composed, Composing
from assistant.proof.sentences import LineKind, prose_sentences, stretches

_STOPS: Final = frozenset("。！？!?.\n；")
_LOOK_AGAIN: Final = 400
"""Characters without a stop after which the held text is looked at anyway."""


class SentenceStream:
    """Takes a draft in pieces of any size and gives its sentences, checked, one by one."""

    def __init__(self, book: FactBook, lang: Lang, *, strike_unchecked: bool = False) -> None:
        """Start a text that is proved against ``book``."""
        self._composing = Composing(book, lang, strike_unchecked=strike_unchecked)
        self._held = ""
        self._seen = 0

    def feed(self, delta: str) -> tuple[Composed, ...]:
        """The sentences that ``delta`` completes."""
        self._held += delta
        fresh = self._held[max(0, self._seen - 3) :]
        if len(fresh) < _LOOK_AGAIN and not _STOPS.intersection(fresh):
            return ()
        self._seen = len(self._held)
        return tuple(self._composing.piece(piece) for piece in self._complete())

    def finish(self) -> tuple[Composed, ...]:
        """What is still held, as the last piece."""
        held, self._held, self._seen = self._held, "", 0
        return (self._composing.piece(held),) if held else ()

    def _complete(self) -> list[str]:
        """Cut the complete sentences off the held text."""
        ends = _ends(self._held)
        pieces, at = [], 0
        for end in ends:
            pieces.append(self._held[at:end])
            at = end
        self._held = self._held[at:]
        self._seen = len(self._held) if at == 0 else 0
        return pieces


def _ends(held: str) -> list[int]:
    """Where complete sentences, tables and headings of a growing text end."""
    parts = stretches(held)
    ends: list[int] = []
    for stretch in parts[:-1]:
        ends += _inner(held, stretch.start, stretch.end, stretch.kind)
    if parts and parts[-1].kind is LineKind.PROSE:
        last = parts[-1]
        spans = prose_sentences(held, last.start, last.end)
        ends += [span.end for span in spans[:-1]]
        tail = held[spans[-1].end :] if spans else ""
        if spans and tail.count("\n") > 1:
            ends.append(spans[-1].end)
    return [end for end in ends if _closed(held, end)]


def _inner(held: str, start: int, end: int, kind: LineKind) -> list[int]:
    if kind is not LineKind.PROSE:
        return [end]
    return [span.end for span in prose_sentences(held, start, end)]


def _closed(held: str, end: int) -> bool:
    """Whether no reference is open where the text would be cut."""
    head = held[:end]
    return head.count("{{") == head.count("}}") and head.count("[[") == head.count("]]")
