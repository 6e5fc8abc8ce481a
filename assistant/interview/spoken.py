"""Speech as written words: numbers, years and fillers rewritten so that prose parsers read them.

Every character remembers where it was said, so that a claim quotes the words as spoken.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from assistant.proof.characters import plain


class Rewrite(NamedTuple):
    """One way of saying something and how it is written."""

    pattern: re.Pattern[str]
    written: Callable[[re.Match[str]], str]
    """May return the match itself: then nothing is rewritten."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of speech and its rewritten form."""

    said: str
    """Word for word."""
    text: str
    """Plain characters (``proof.characters.plain``), rewritten."""
    starts: tuple[int, ...]
    """For each character of ``text``, where its words begin in ``said``."""
    ends: tuple[int, ...]
    """For each character of ``text``, where its words end in ``said``."""

    def quote(self, start: int, end: int) -> str:
        """The words behind a stretch of the rewritten text."""
        if start >= end:
            return ""
        return self.said[self.starts[start] : self.ends[end - 1]].strip()


def spoken(said: str) -> Spoken:
    """Words as they were said, not yet rewritten."""
    text = plain(said)
    return Spoken(said, text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))


def rewritten(speech: Spoken, rules: Sequence[Rewrite]) -> Spoken:
    """Apply every rule in order, each to what the one before it left."""
    for rule in rules:
        speech = _applied(speech, rule)
    return speech


def _applied(speech: Spoken, rule: Rewrite) -> Spoken:
    text, starts, ends = [], [], []
    at = 0
    for match in rule.pattern.finditer(speech.text):
        new = rule.written(match)
        first, last = match.span()
        if first == last or new == match[0]:
            continue
        text.append(speech.text[at:first] + new)
        starts += [*speech.starts[at:first], *[speech.starts[first]] * len(new)]
        ends += [*speech.ends[at:first], *[speech.ends[last - 1]] * len(new)]
        at = last
    if not text:
        return speech
    text.append(speech.text[at:])
    starts += speech.starts[at:]
    ends += speech.ends[at:]
    return Spoken(speech.said, "".join(text), tuple(starts), tuple(ends))


def rule(pattern: str, written: str | Callable[[re.Match[str]], str]) -> Rewrite:
    """A rule from a pattern and a template (as ``re.Match.expand`` takes) or a function."""
    compiled = re.compile(pattern)
    if callable(written):
        return Rewrite(compiled, written)
    template = written
    return Rewrite(compiled, lambda match: match.expand(template))


EDGE: Final = r"(?<![a-z0-9])"
"""Before an English word of a plain text."""
ENDS: Final = r"(?![a-z0-9])"
"""After an English word of a plain text."""
