"""Speech into words with times: a chunk at a time, resumable, in Chinese, English or both.

The caller stores the checkpoint that is handed over after every chunk (about a minute) and gives
it back to go on. Knows the recogniser only by what it can do.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from audio.channels import Levels, used_samples
from audio.chinese import punctuated, simplified
from audio.chunks import TARGET_S, Chunk, chunks_of
from audio.decode import Block, Samples, read_blocks
from audio.dropping import drop_rule
from audio.problems import AudioStopped, Cancelled
from audio.progress import UNFOLLOWED, Checkpoint, Progress, Work
from audio.transcript import Dropped, DropRule, HeardSegment, Span, Speech, Word
from audio.whisper import RawSegment
from audio.windows import Joined, Piece, pieces_of, windows_of

SUPPORTED: Final = ("zh", "en")
_KIN: Final = {"yue": "zh"}
"""Cantonese is written with the same characters."""
_SURE: Final = 0.75
_LEAST_S: Final = 1.2
"""A stretch shorter than this, its margins included, keeps the language of the one before."""
_UNKNOWN: Final = 0.35
"""Below this, Chinese and English together are less likely than another language."""
_UNKNOWN_S: Final = 4.0


class Recogniser(Protocol):
    """What this module needs of a speech model."""

    def speech(self, samples: Samples) -> tuple[Span, ...]:
        """Where speech stands, seconds from the start of the samples."""
        ...

    def languages(self, samples: Samples) -> Mapping[str, float]:
        """Probability of each language."""
        ...

    def recognise(self, samples: Samples, language: str, hotwords: str) -> list[RawSegment]:
        """Text with word times."""
        ...


@dataclass(frozen=True)
class Listening:
    """How to listen."""

    hotwords: tuple[str, ...] = ()
    """Names of the case that may be spoken: firm, persons, products."""
    languages: tuple[str, ...] = SUPPORTED
    chunk_s: float = TARGET_S
    now: Callable[[], float] = time.monotonic
    """Clock for the time left, in seconds."""


PLAIN: Final = Listening()
"""Chinese and English, no names known."""


def transcribe(
    path: Path,
    recogniser: Recogniser,
    levels: Levels,
    begun: Checkpoint,
    *,
    listening: Listening = PLAIN,
    work: Work = UNFOLLOWED,
) -> Checkpoint:
    """Recognise a recording from where the checkpoint ends.

    Args:
        path: the recording.
        recogniser: the speech model.
        levels: how its channels are used.
        begun: where to begin.
        listening: how to listen.
        work: progress, checkpoints, calling off.

    Raises:
        AudioProblem: the recording can't be read.
        AudioStopped: it was called off; the last checkpoint stands.
    """
    done = begun
    ear = _Ear(recogniser, listening, work.cancelled)
    started = listening.now()
    blocks = _used(read_blocks(path, start_s=begun.done_s), levels)
    for chunk in chunks_of(blocks, target_s=listening.chunk_s):
        done = _with_chunk(done, chunk, ear)
        work.keep(done)
        worked, spent = done.done_s - begun.done_s, listening.now() - started
        left = (levels.seconds - done.done_s) * spent / worked if worked > 0 else None
        work.report(Progress(done.done_s, levels.seconds, None if left is None else max(0.0, left)))
    return done


def _used(blocks: Iterator[Block], levels: Levels) -> Iterator[Block]:
    for block in blocks:
        yield Block(block.start_s, used_samples(block.samples, levels))


def _with_chunk(done: Checkpoint, chunk: Chunk, ear: "_Ear") -> Checkpoint:
    segments: list[HeardSegment] = []
    dropped: list[Dropped] = []
    speech: list[Speech] = []
    for channel, row in enumerate(chunk.samples):
        spans = ear.recogniser.speech(row)
        if not spans:
            continue
        moved = tuple(_moved(span, chunk.start_s) for span in spans)
        speech.append(Speech(channel=channel, spans=moved))
        segments.extend(ear.hear(pieces_of(row, spans), channel, dropped, chunk.start_s))
    segments.sort(key=lambda segment: segment.words[0].start_s)
    return done.model_copy(
        update={
            "done_s": chunk.end_s,
            "segments": (*done.segments, *segments),
            "speech": (*done.speech, *speech),
            "dropped": (*done.dropped, *dropped),
        }
    )


def _moved(span: Span, by_s: float) -> Span:
    return Span(start_s=round(span.start_s + by_s, 3), end_s=round(span.end_s + by_s, 3))


class _Ear:
    """Hears the speech of one recording, remembering the language and the last texts."""

    def __init__(self, recogniser: Recogniser, listening: Listening, cancelled: Cancelled) -> None:
        self.recogniser = recogniser
        self._allowed = listening.languages
        self._hotwords = " ".join(listening.hotwords)
        self._cancelled = cancelled
        self._last = _Spoken(listening.languages[0], 0.0)
        self._before: dict[int, list[str]] = {}

    def hear(
        self, pieces: Sequence[Piece], channel: int, dropped: list[Dropped], offset_s: float
    ) -> Iterator[HeardSegment]:
        """Segments of a chunk: stretches of one language are heard together."""
        spoken = [self._language(piece) for piece in pieces]
        for language in dict.fromkeys(item.language for item in spoken):
            mine = [p for p, s in zip(pieces, spoken, strict=True) if s.language == language]
            share = min(s.share for s in spoken if s.language == language)
            for window in windows_of(mine):
                yield from self._window(
                    window, _Spoken(language, share), channel, dropped, offset_s
                )

    def _window(
        self,
        window: Sequence[Piece],
        spoken: "_Spoken",
        channel: int,
        dropped: list[Dropped],
        offset_s: float,
    ) -> Iterator[HeardSegment]:
        if self._cancelled():
            raise AudioStopped
        joined = Joined(window)
        for raw in self.recogniser.recognise(joined.samples, spoken.language, self._hotwords):
            before = self._before.setdefault(channel, [])
            words = joined.placed(raw, channel, spoken.language, offset_s)
            rule = drop_rule(raw, before)
            if rule is not None:
                dropped.append(_dropped(raw, words, offset_s + window[0].span.start_s, rule))
                continue
            before.append(raw.text)
            del before[:-2]
            if words:
                yield HeardSegment(
                    language=spoken.language,
                    language_share=round(spoken.share, 3),
                    channel=channel,
                    words=_written(words, spoken.language),
                )

    def _language(self, piece: Piece) -> "_Spoken":
        """The language of a stretch; a short or doubtful one keeps that of the one before."""
        if len(self._allowed) == 1:
            return _Spoken(self._allowed[0], 1.0)
        seconds = piece.span.length_s
        if seconds < _LEAST_S and self._last.share:
            return self._last
        found: dict[str, float] = {}
        for code, share in self.recogniser.languages(piece.samples).items():
            kin = _KIN.get(code, code)
            found[kin] = found.get(kin, 0.0) + share
        known = {code: found.get(code, 0.0) for code in self._allowed}
        total = sum(known.values())
        if total < _UNKNOWN and seconds >= _UNKNOWN_S:
            other = max(found, key=lambda code: found[code])
            return _Spoken(other, found[other])
        best = max(known, key=lambda code: known[code])
        spoken = _Spoken(best, known[best] / total if total else 0.0)
        if spoken.share < _SURE and self._last.share:
            return self._last
        self._last = spoken
        return spoken


class _Spoken(NamedTuple):
    language: str
    share: float


def _written(words: tuple[Word, ...], language: str) -> tuple[Word, ...]:
    if language != "zh":
        return words
    plain = [word.model_copy(update={"text": simplified(word.text)}) for word in words]
    return punctuated(plain)


def _dropped(raw: RawSegment, words: Sequence[Word], start_s: float, rule: DropRule) -> Dropped:
    first = words[0].start_s if words else start_s
    last = words[-1].end_s if words else start_s
    text = raw.text.strip()
    return Dropped(rule=rule, start_s=first, end_s=max(first, last), text=text)
