"""Masks a request's texts with one mapping, and puts the originals back into what comes back."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from assistant.privacy.masking import mask, unmask

_JOINT: Final = "\x1e"
"""Record separator: stands between texts while they are masked together."""
_THOUGHT: Final = re.compile(r"<think>.*?(?:</think>|\Z)\s*", re.DOTALL)


class Veil:
    """Masking for one request at a time; the same person has one mask in all of its texts."""

    def __init__(self, names: Sequence[str], *, on: bool) -> None:
        """Mask when ``on``; ``names`` are the case's personal names."""
        self._names = tuple(names)
        self._on = on
        self._mapping: Mapping[str, str] = {}

    @property
    def count(self) -> int:
        """How many items the last request had masked."""
        return len(self._mapping)

    def masked(self, texts: Sequence[str]) -> list[str]:
        """The texts as they may leave."""
        if not self._on or not texts:
            return list(texts)
        done = mask(_JOINT.join(t.replace(_JOINT, " ") for t in texts), names=self._names)
        self._mapping = done.mapping
        return done.text.split(_JOINT)

    def unmasked(self, text: str) -> str:
        """The text with the originals back in place."""
        return unmask(text, self._mapping) if self._mapping else text

    def held_back(self, text: str) -> int:
        """How many last characters may be the beginning of a mask and must wait."""
        longest = 0
        for placeholder in self._mapping:
            for size in range(min(len(placeholder) - 1, len(text)), longest, -1):
                if text.endswith(placeholder[:size]):
                    longest = size
                    break
        return longest


class DeltaFilter:
    """Unmasks a stream of deltas and leaves out what a model thinks aloud."""

    def __init__(self, veil: Veil) -> None:
        """Start an empty stream."""
        self._veil = veil
        self._raw = ""

    def feed(self, delta: str) -> str:
        """What may be shown after ``delta``."""
        self._raw += delta
        if "<think>" in self._raw:
            if "</think>" not in self._raw:
                return ""
            self._raw = _THOUGHT.sub("", self._raw)
        if "<think>".startswith(self._raw.strip()):
            return ""
        wait = self._veil.held_back(self._raw)
        ready = self._raw[: len(self._raw) - wait]
        self._raw = self._raw[len(ready) :]
        return self._veil.unmasked(ready)

    def finish(self) -> str:
        """What was held back."""
        rest, self._raw = _THOUGHT.sub("", self._raw), ""
        return self._veil.unmasked(rest)
