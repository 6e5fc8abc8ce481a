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
from audio.names import is_parroted, names_for
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
    meter = _Meter(begun.done_s, levels.seconds, listening.now, work)
    meter.at(begun.done_s)
    blocks = _used(read_blocks(path, start_s=begun.done_s), levels)
    for chunk in chunks_of(blocks, target_s=listening.chunk_s):
        done = _with_chunk(done, chunk, ear, meter)
        work.keep(done)
        meter.at(done.done_s)
    return done


class _Meter:
    """Tells how far the listening is, and how long it will still take at its speed so far."""

    def __init__(
        self, begun_s: float, total_s: float, now: Callable[[], float], work: Work
    ) -> None:
        self._begun_s, self._total_s, self._now, self._work = begun_s, total_s, now, work
        self._started = now()

    def at(self, done_s: float) -> None:
        """Tell that the recording is heard up to a place."""
        worked, spent = done_s - self._begun_s, self._now() - self._started
        left = max(0.0, (self._total_s - done_s) * spent / worked) if worked > 0 else None
        self._work.report(Progress(done_s, self._total_s, left))

    def within(self, chunk: Chunk, heard: float, speech: float) -> None:
        """Tell that some of a chunk's seconds of speech are heard."""
        share = min(1.0, heard / speech) if speech else 1.0
        self.at(chunk.start_s + share * (chunk.end_s - chunk.start_s))


def _used(blocks: Iterator[Block], levels: Levels) -> Iterator[Block]:
    for block in blocks:
        yield Block(block.start_s, used_samples(block.samples, levels))


def _with_chunk(done: Checkpoint, chunk: Chunk, ear: "_Ear", meter: "_Meter") -> Checkpoint:
    segments: list[HeardSegment] = []
    dropped: list[Dropped] = []
    spoken = {channel: ear.recogniser.speech(row) for channel, row in enumerate(chunk.samples)}
    pieces = {c: pieces_of(chunk.samples[c], spans) for c, spans in spoken.items() if spans}
    seconds = sum(piece.span.length_s for row in pieces.values() for piece in row)
    heard_s = 0.0
    for channel, row in pieces.items():
        for window, language in ear.windows(row):
            segments.extend(ear.hear(window, language, channel, dropped, chunk.start_s))
            heard_s += sum(piece.span.length_s for piece in window)
            meter.within(chunk, heard_s, seconds)
    speech = [
        Speech(channel=c, spans=tuple(_moved(span, chunk.start_s) for span in spoken[c]))
        for c in pieces
    ]
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
        self._names = listening.hotwords
        self._cancelled = cancelled
        self._last = _Spoken(listening.languages[0], 0.0)
        self._before: dict[int, list[str]] = {}

    def windows(self, pieces: Sequence[Piece]) -> Iterator[tuple[list[Piece], "_Spoken"]]:
        """What is heard at once: stretches of one language of a chunk."""
        spoken = [self._language(piece) for piece in pieces]
        for language in dict.fromkeys(item.language for item in spoken):
            mine = [p for p, s in zip(pieces, spoken, strict=True) if s.language == language]
            share = min(s.share for s in spoken if s.language == language)
            for window in windows_of(mine):
                yield window, _Spoken(language, share)

    def hear(
        self,
        window: Sequence[Piece],
        spoken: "_Spoken",
        channel: int,
        dropped: list[Dropped],
        offset_s: float,
    ) -> Iterator[HeardSegment]:
        """Segments of a window."""
        if self._cancelled():
            raise AudioStopped
        joined = Joined(window)
        for raw in self._recognised(joined.samples, spoken.language):
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

    def _recognised(self, samples: Samples, language: str) -> list[RawSegment]:
        """Text of a window; heard again without names where it only says them back."""
        names = names_for(language, self._names)
        found = self.recogniser.recognise(samples, language, names)
        if names and is_parroted(found, names):
            return self.recogniser.recognise(samples, language, "")
        return found

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
