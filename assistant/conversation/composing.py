"""Checks an answer while it streams: shows proved sentences, holds back from a false one on."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from assistant.conversation.events import Event, SentenceShown, SentenceStruck
from assistant.domain.checks import SentenceCheck, SourceText, Struck
from assistant.domain.quantities import Lang
from assistant.llm.steps import Rejected
from assistant.proof.book import FactBook
from assistant.proof.compose import Composed
from assistant.proof.stream import SentenceStream

_TELLING: Final = 6
"""Characters from which a sentence said twice says nothing new."""

Redraft = Callable[[Sequence[Rejected]], Sequence[str]]


class Composer:
    """One answer in the making. What it shows was checked, in the order in which it was written.

    The first false sentence and all after it wait until the answer is complete; then the false
    ones are redrafted once, checked again and shown or struck in their places.
    """

    def __init__(self, lang: Lang) -> None:
        """Start an empty answer."""
        self._lang = lang
        self._stream: SentenceStream | None = None
        self._book: FactBook | None = None
        self._held: list[Composed] = []
        self._told: set[str] = set()
        """Sentences shown; a small model that goes round in circles says them again."""
        self._is_parted = False
        self.text = ""
        self.struck: list[Struck] = []
        self.sentences: list[SentenceCheck] = []
        self.figures: dict[str, None] = {}
        self.statements: dict[str, None] = {}
        self.passages: dict[tuple[str, int, str], SourceText] = {}

    def open(self, book: FactBook) -> None:
        """Check what follows against ``book``."""
        if self._stream is None or book is not self._book:
            self._book = book
            self._stream = SentenceStream(book, self._lang)

    def feed(self, delta: str) -> Iterator[Event]:
        """Sentences that ``delta`` completed."""
        if self._stream is None:
            msg = "open() comes before feed()"
            raise ValueError(msg)
        for composed in self._stream.feed(delta):
            yield from self._taken(composed)

    def end_of_part(self) -> Iterator[Event]:
        """What the stream still held, when tools follow or the answer is complete."""
        if self._stream is not None:
            for composed in self._stream.finish():
                yield from self._taken(composed)
            self._stream = None

    def dropped_tail(self) -> None:
        """Forget the sentence that was cut in the middle."""
        self._stream = None

    def new_part(self) -> None:
        """What follows was not written right behind what stands: it begins a paragraph."""
        self._is_parted = True

    def settle(self, redraft: Redraft) -> Iterator[Event]:
        """Redraft what was held back, once; then show or strike it."""
        held, self._held = self._held, []
        wrong = [Rejected(s.text, s.reason) for c in held for s in c.struck]
        anew = iter(redraft(wrong)) if wrong else iter(())
        for composed in held:
            yield from self._shown(composed)
            for struck in composed.struck:
                yield from self._second_try(struck, next(anew, ""))

    def _taken(self, composed: Composed) -> Iterator[Event]:
        if composed.struck or self._held:
            self._held.append(composed)
        else:
            yield from self._shown(composed)

    def _shown(self, composed: Composed) -> Iterator[Event]:
        words = composed.text.strip()
        if not words:
            self.text += composed.text if self.text else ""
            return
        if len(words) >= _TELLING and words in self._told:
            return
        self._told.add(words)
        begins = self._is_parted and self._touches(composed.text)
        text = f"\n\n{composed.text}" if begins else composed.text
        self._is_parted = False
        self.text += text
        checks = composed.check.sentences
        self.sentences.extend(checks)
        self.figures.update(dict.fromkeys(composed.figures))
        self.statements.update(dict.fromkeys(composed.statements))
        self.passages.update({(p.source, p.page, p.text): p for p in composed.passages})
        whole = SentenceCheck(
            text=composed.text,
            start=0,
            end=len(composed.text),
            verdict=composed.check.verdict,
            claims=tuple(claim for check in checks for claim in check.claims),
        )
        yield SentenceShown(text=text, check=whole)

    def _touches(self, text: str) -> bool:
        return bool(self.text) and not self.text[-1].isspace() and not text[0].isspace()

    def _second_try(self, struck: Struck, sentence: str) -> Iterator[Event]:
        if sentence and self._book is not None:
            stream = SentenceStream(self._book, self._lang)
            anew = [*stream.feed(sentence), *stream.finish()]
            if not any(composed.struck for composed in anew):
                for composed in anew:
                    yield from self._shown(composed)
                return
        self.struck.append(struck)
        yield SentenceStruck(text=struck.text, reason=struck.reason)
