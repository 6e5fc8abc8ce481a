"""Stretches of speech set together into what the recogniser hears at once, and the way back."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from audio.decode import RATE, Samples
from audio.transcript import Span, Word
from audio.whisper import RawSegment

_WINDOW_S: Final = 27.0
_JOIN_S: Final = 0.2
"""Silence put between stretches that are heard together."""
_WIDER_S: Final = 0.4
_TOUCHING_S: Final = 0.01


class Piece(NamedTuple):
    """A stretch of speech of one chunk."""

    span: Span
    """Seconds from the start of the chunk."""
    samples: Samples


def pieces_of(row: Samples, spans: Sequence[Span]) -> list[Piece]:
    """The samples of each stretch, widened: a detector hears a voice late and leaves it early."""
    widened = _widened(spans, len(row) / RATE)
    return [Piece(s, row[round(s.start_s * RATE) : round(s.end_s * RATE)]) for s in widened]


def _widened(spans: Sequence[Span], length_s: float) -> list[Span]:
    """Up to 0.4 s more on either side, at most half-way to the next stretch."""
    found = []
    for place, span in enumerate(spans):
        before = spans[place - 1].end_s if place else -2 * _WIDER_S
        after = spans[place + 1].start_s if place + 1 < len(spans) else length_s + 2 * _WIDER_S
        start = max(0.0, span.start_s - min(_WIDER_S, (span.start_s - before) / 2))
        end = min(length_s, span.end_s + min(_WIDER_S, (after - span.end_s) / 2))
        found.append(Span(start_s=start, end_s=end))
    return found


def windows_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Stretches in order, as many together as fit."""
    held: list[Piece] = []
    seconds = 0.0
    for piece in pieces:
        longer = seconds + piece.span.length_s + _JOIN_S
        if held and longer > _WINDOW_S:
            yield held
            held, longer = [], piece.span.length_s
        held.append(piece)
        seconds = longer
    if held:
        yield held


class Joined:
    """Stretches set one after another."""

    def __init__(self, window: Sequence[Piece]) -> None:
        """Join them with a short silence between."""
        gap = np.zeros(round(_JOIN_S * RATE), np.float32)
        parts: list[Samples] = []
        self._starts: list[float] = []
        self._spans = [piece.span for piece in window]
        at = 0.0
        for place, piece in enumerate(window):
            if place and piece.span.start_s - window[place - 1].span.end_s > _TOUCHING_S:
                parts.append(gap)
                at += len(gap) / RATE
            self._starts.append(at)
            parts.append(piece.samples)
            at += len(piece.samples) / RATE
        self.samples: Samples = np.concatenate(parts)

    def placed(
        self, raw: RawSegment, channel: int, language: str, offset_s: float
    ) -> tuple[Word, ...]:
        """Words at their places in the recording.

        Args:
            raw: as recognised in ``samples``.
            channel: of the samples.
            language: that it was heard in.
            offset_s: where the chunk begins.
        """
        placed = []
        for word in raw.words:
            middle = (word.start_s + word.end_s) / 2
            which = max((i for i, start in enumerate(self._starts) if start <= middle), default=0)
            span, start = self._spans[which], self._starts[which]
            first = min(max(word.start_s - start, 0.0), span.length_s)
            last = min(max(word.end_s - start, first), span.length_s)
            base = offset_s + span.start_s
            placed.append(
                Word(
                    text=word.text,
                    start_s=round(base + first, 3),
                    end_s=round(base + last, 3),
                    probability=round(min(max(word.probability, 0.0), 1.0), 4),
                    channel=channel,
                    language=language,
                )
            )
        return tuple(placed)
