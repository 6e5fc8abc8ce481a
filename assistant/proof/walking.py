"""Walks over the tokens of one sentence: what stands before and after, and which time governs."""

from collections.abc import Iterator
from typing import Final

from assistant.proof.bound import Context
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.numeral import Numeral
from assistant.proof.reading import Reading, Token
from assistant.proof.when import When

_NEAR: Final = 8
"""Characters between a word of comparison and the time it compares with."""
_COMPARES: Final = (Cue.THAN, Cue.FROM, Cue.ABOVE, Cue.BELOW)


class Walk:
    """The tokens of one sentence in order, and which of them are spoken for."""

    def __init__(self, reading: Reading, context: Context) -> None:
        """Prepare for ``reading``, which may lean on ``context``."""
        self.reading = reading
        self.context = context
        self.tokens = reading.tokens
        self.index = {id(token): at for at, token in enumerate(self.tokens)}
        self.owned: set[int] = set()
        """Times that belong to one number only."""
        self.used: set[int] = set()
        """Names that follow their number."""

    def back(self, token: Token) -> Iterator[Token]:
        """The tokens before ``token``, nearest first."""
        for at in range(self.index[id(token)] - 1, -1, -1):
            yield self.tokens[at]

    def onward(self, token: Token) -> Iterator[Token]:
        """The tokens after ``token`` in order."""
        for at in range(self.index[id(token)] + 1, len(self.tokens)):
            yield self.tokens[at]

    def following(self, token: Token) -> Token | None:
        """The token right after ``token``."""
        return next(self.onward(token), None)

    def free_time(self, numeral: Numeral) -> When | None:
        """The nearest time before the number that is neither owned nor a base of comparison."""
        for token in self.back(numeral):
            if isinstance(token, When) and id(token) not in self.owned and not self.is_base(token):
                return token
        return None

    def late_time(self, at: int) -> When | None:
        """The time at the end of a clause that names none before: ... of revenue in 2024."""
        end = self.reading.clause_end(at)
        for token in self.tokens:
            if token.start < at:
                continue
            if token.start >= end or isinstance(token, Numeral):
                return None
            if isinstance(token, When) and not self.is_base(token):
                return token
        return None

    def is_base(self, when: When) -> bool:
        """Whether a time is what something is compared with: 较2023年, than in 2023."""
        token = next(self.back(when), None) if id(when) in self.index else None
        if not isinstance(token, CueHit) or token.cue not in _COMPARES:
            return False
        if self.reading.text[token.start : token.end] in ("over", "under"):
            return False
        return len(self.reading.text[token.end : when.start].strip()) <= _NEAR

    def resolved(self, when: When) -> When | None:
        """``when`` with its year, from the sentence or the context; itself where still open."""
        if not when.is_open:
            return when
        anchor: When | None = None
        for other in self.reading.times:
            if other.is_open or other is when:
                continue
            if other.start < when.start or anchor is None:
                anchor = other
        for candidate in (anchor, self.context.when):
            if candidate is not None and (found := when.resolved(candidate)) is not None:
                return found
        return when
