"""Whose word is whose: by channel, or by voice; words one by one, so no turn holds two voices.

Pure arithmetic on windows and words; knows no model and reads no file.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.clustering import voices_of
from audio.decode import Samples
from audio.transcript import Span, Word

_GRID_S: Final = 0.1
_SWITCH: Final = 0.30
"""What changing the speaker between two words costs, in cosine."""
_SWITCH_PAUSE: Final = 0.12
"""The same after a pause or a closing mark."""
_PAUSE_S: Final = 0.25
_ENDS: Final = "。？！.?!"
_UNSURE: Final = 0.08
_TWO: Final = 2

Floats = NDArray[np.float64]


class VoiceTrack:
    """How near each moment of the recording is to each voice."""

    def __init__(self, spans: Sequence[Span], vectors: Samples, count: int) -> None:
        """Cluster windows into voices and lay them on a time grid.

        Args:
            spans: where each window lies, in order of time.
            vectors: what each sounds like, unit length.
            count: how many voices to tell apart.
        """
        self.count = max(1, min(count, len(spans))) if len(spans) else 0
        length = max((span.end_s for span in spans), default=0.0)
        self._sum = np.zeros((int(length / _GRID_S) + 2, max(1, self.count)))
        self._weight = np.zeros(len(self._sum))
        if not self.count:
            return
        voices = voices_of(vectors, self.count)
        for span, near in zip(spans, voices.similarity, strict=True):
            self._lay(span, near)

    def _lay(self, span: Span, near: Floats) -> None:
        first, last = int(span.start_s / _GRID_S), int(span.end_s / _GRID_S) + 1
        places = np.arange(first, min(last, len(self._sum)))
        middle, half = (span.start_s + span.end_s) / 2, max(span.length_s / 2, _GRID_S)
        weight = np.maximum(0.05, 1 - np.abs((places + 0.5) * _GRID_S - middle) / half)
        self._sum[places] += weight[:, None] * near[None, :]
        self._weight[places] += weight

    def near(self, start_s: float, end_s: float) -> Floats | None:
        """Mean cosine to each voice over a stretch; None where no window covers it."""
        first, last = int(start_s / _GRID_S), max(int(start_s / _GRID_S), int(end_s / _GRID_S)) + 1
        weight = self._weight[first:last].sum()
        if not weight > 0:
            return None
        return np.asarray(self._sum[first:last].sum(axis=0) / weight)


def speakers_by_channel(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words in order of time, each channel a speaker, numbered by first word."""
    ordered = sorted(words, key=lambda word: (word.start_s, word.channel))
    names: dict[int, str] = {}
    for word in ordered:
        names.setdefault(word.channel, f"S{len(names) + 1}")
    return tuple(word.model_copy(update={"speaker": names[word.channel]}) for word in ordered)


def speakers_by_voice(words: Sequence[Word], track: VoiceTrack) -> tuple[Word, ...]:
    """Give each word the voice that explains the whole sequence best (Viterbi).

    A change of speaker costs less after a pause or a closing mark than within a phrase.
    """
    if not words:
        return ()
    if track.count < _TWO:
        return tuple(word.model_copy(update={"speaker": "S1"}) for word in words)
    near = _emissions(words, track)
    labels = _best_path(near, _switch_costs(words))
    names: dict[int, str] = {}
    found = []
    for place, (word, label) in enumerate(zip(words, labels, strict=True)):
        name = names.setdefault(int(label), f"S{len(names) + 1}")
        others = np.delete(near[place], label)
        margin = float(np.clip(near[place][label] - others.max(), 0.0, 1.0))
        found.append(word.model_copy(update={"speaker": name, "margin": round(margin, 3)}))
    return tuple(found)


def _emissions(words: Sequence[Word], track: VoiceTrack) -> Floats:
    rows, last = [], np.zeros(track.count)
    for word in words:
        found = track.near(word.start_s, word.end_s)
        last = found if found is not None else last * 0.5
        rows.append(last)
    return np.array(rows)


def _switch_costs(words: Sequence[Word]) -> Floats:
    costs = np.full(len(words), _SWITCH)
    for place in range(1, len(words)):
        before, word = words[place - 1], words[place]
        if word.start_s - before.end_s >= _PAUSE_S or before.text.rstrip()[-1:] in _ENDS:
            costs[place] = _SWITCH_PAUSE
    return costs


def _best_path(near: Floats, costs: Floats) -> NDArray[np.int64]:
    count = near.shape[1]
    best, back = near[0].copy(), np.zeros(near.shape, np.int64)
    for place in range(1, len(near)):
        moved = best[None, :] - costs[place] * (1 - np.eye(count))
        back[place] = moved.argmax(axis=1)
        best = moved.max(axis=1) + near[place]
    path = np.zeros(len(near), np.int64)
    path[-1] = int(best.argmax())
    for place in range(len(near) - 1, 0, -1):
        path[place - 1] = back[place][path[place]]
    return path


def is_unsure_speaker(word: Word) -> bool:
    """Whether the word lies between two voices."""
    return word.margin < _UNSURE


def turns_of(words: Sequence[Word], spans: Sequence[Span]) -> dict[str, tuple[Span, ...]]:
    """Stretches of speech by speaker: detected speech, cut half-way between words of two voices.

    Args:
        words: with speakers, in order of time.
        spans: where speech was detected.
    """
    turns: dict[str, list[Span]] = {}
    for span in sorted(spans, key=lambda item: item.start_s):
        inside = [w for w in words if span.start_s - 0.2 <= w.middle_s <= span.end_s + 0.2]
        begin = span.start_s
        for place, word in enumerate(inside):
            after = inside[place + 1] if place + 1 < len(inside) else None
            if after is not None and after.speaker == word.speaker:
                continue
            end = span.end_s if after is None else (word.end_s + after.start_s) / 2
            if end > begin:
                turns.setdefault(word.speaker, []).append(Span(start_s=begin, end_s=end))
            begin = max(begin, end)
    return {speaker: tuple(found) for speaker, found in turns.items()}
