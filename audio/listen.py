"""A recording into a transcript by speaker: the whole way, in three passes over the file.

Levels, then words, then voices; no pass holds more than about a minute of sound. The caller gives
the models and stores the checkpoints.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from audio.channels import ChannelUse, Levels, channel_levels, used_samples
from audio.decode import RATE, Block, Flaw, Samples, read_blocks, recording_digest
from audio.listening_notices import notices_of
from audio.problems import AudioStopped
from audio.progress import UNFOLLOWED, Checkpoint, Progress, Work
from audio.prosody import Delivery, delivery_of
from audio.speakers import VoiceTrack, speakers_by_channel, speakers_by_voice
from audio.transcribe import Listening, Recogniser, transcribe
from audio.transcript import Span, SpeakerMethod, Transcript, Utterance, Word
from audio.utterances import utterances_of
from audio.voiceprints import Voiceprinter, windows_in

_TWO: Final = 2
_BATCH: Final = 64


@dataclass(frozen=True)
class Models:
    """What hears and tells voices apart."""

    recogniser: Recogniser
    label: str
    """Name and digest of the recogniser's weights."""
    voiceprinter: Voiceprinter
    listening: Listening = field(default_factory=Listening)
    speakers: int = _TWO
    """Voices in a mono recording."""


def listen(
    path: Path, models: Models, *, begun: Checkpoint | None = None, work: Work = UNFOLLOWED
) -> Transcript:
    """Transcribe a recording and say who spoke.

    Args:
        path: the recording; it is only read.
        models: what hears.
        begun: a checkpoint that ``work.keep`` was given earlier, to go on from there.
        work: progress, checkpoints, calling off.

    Raises:
        AudioProblem: the recording can't be used, or the checkpoint is another recording's.
        AudioStopped: it was called off; the last checkpoint stands.
    """
    sha256 = recording_digest(path)
    flaws: list[Flaw] = []
    levels = channel_levels(_stopping(read_blocks(path, flawed=flaws.append), work))
    settings = _settings(models)
    fresh = Checkpoint(recording_sha256=sha256, settings=settings)
    checkpoint = begun.resumed(sha256, settings) if begun else fresh
    heard = transcribe(
        path, models.recogniser, levels, checkpoint, listening=models.listening, work=work
    )
    words = [word for segment in heard.segments for word in segment.words]
    voiced = _with_speakers(path, levels, heard, words, models, work)
    method = _method(levels, models)
    utterances = _by_channel(voiced)
    return Transcript(
        recording_sha256=sha256,
        duration_s=round(levels.seconds, 3),
        model=models.label,
        method=method,
        utterances=utterances,
        dropped=heard.dropped,
        notices=notices_of(levels, flaws, method, utterances),
        levels_db=levels.contour_db,
    )


def _settings(models: Models) -> str:
    listening = models.listening
    return "|".join([models.label, ",".join(listening.languages), ",".join(listening.hotwords)])


def _stopping(blocks: Iterable[Block], work: Work) -> Iterator[Block]:
    for block in blocks:
        if work.cancelled():
            raise AudioStopped
        yield block


def _method(levels: Levels, models: Models) -> SpeakerMethod:
    if levels.use is ChannelUse.SEPARATE:
        return SpeakerMethod.CHANNEL
    return SpeakerMethod.ONE if models.speakers < _TWO else models.voiceprinter.method


def _with_speakers(
    path: Path,
    levels: Levels,
    heard: Checkpoint,
    words: Sequence[Word],
    models: Models,
    work: Work,
) -> tuple[Word, ...]:
    if levels.use is ChannelUse.SEPARATE:
        return speakers_by_channel(words)
    ordered = sorted(words, key=lambda word: word.start_s)
    if models.speakers < _TWO or not ordered:
        return tuple(word.model_copy(update={"speaker": "S1"}) for word in ordered)
    spans = [span for speech in heard.speech for span in speech.spans]
    return speakers_by_voice(ordered, voice_track(path, levels, spans, models, work))


def voice_track(
    path: Path, levels: Levels, spans: Sequence[Span], models: Models, work: Work = UNFOLLOWED
) -> VoiceTrack:
    """Describe the speech of a recording by voice, reading it once more."""
    places: list[Span] = []
    rows: list[Samples] = []
    held: list[Samples] = []
    for span, samples in stretches(path, levels, spans, work=work):
        work.report(Progress(span.end_s, levels.seconds, None, "voices"))
        for window in windows_in(span, samples):
            places.append(window.span)
            held.append(window.samples)
        if len(held) >= _BATCH and models.voiceprinter.method is SpeakerMethod.VOICEPRINT:
            rows.append(models.voiceprinter.vectors(held))
            held = []
    if held:
        rows.append(models.voiceprinter.vectors(held))
    vectors = np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)
    return VoiceTrack(places, vectors, models.speakers)


def stretches(
    path: Path,
    levels: Levels,
    spans: Sequence[Span],
    *,
    channel: int = 0,
    work: Work = UNFOLLOWED,
) -> Iterator[tuple[Span, Samples]]:
    """Samples of stretches of a recording, in order of time, read block by block."""
    waiting = sorted(spans, key=lambda span: span.start_s)
    held = np.zeros(0, np.float32)
    base = 0
    for block in _stopping(read_blocks(path), work):
        row = used_samples(block.samples, levels)
        held = np.concatenate([held, row[min(channel, len(row) - 1)]])
        while waiting and round(waiting[0].end_s * RATE) <= base + len(held):
            span = waiting.pop(0)
            yield span, _slice(held, span, base)
        keep_from = round(waiting[0].start_s * RATE) if waiting else base + len(held)
        drop = min(max(0, keep_from - base), len(held))
        held, base = held[drop:], base + drop
        if not waiting:
            return
    for span in waiting:
        yield span, _slice(held, span, base)


def _slice(held: Samples, span: Span, base: int) -> Samples:
    first = max(0, round(span.start_s * RATE) - base)
    return held[first : max(first, round(span.end_s * RATE) - base)]


def _by_channel(words: Sequence[Word]) -> tuple[Utterance, ...]:
    """Utterances of each channel on its own, then in order of time: people may talk at once."""
    channels = sorted({word.channel for word in words})
    found = [u for c in channels for u in utterances_of([w for w in words if w.channel == c])]
    return tuple(sorted(found, key=lambda item: (item.start_s, item.end_s)))


def deliveries_of(
    path: Path, transcript: Transcript, speaker: str, *, work: Work = UNFOLLOWED
) -> list[Delivery | None]:
    """Measure how one speaker said each utterance; the other voices are not touched.

    Returns:
        One entry for each utterance of that speaker, in order.
    """
    levels = channel_levels(_stopping(read_blocks(path), work))
    mine = [u for u in transcript.utterances if u.speaker == speaker]
    delays = _delays(transcript.utterances)
    channel = mine[0].words[0].channel if mine else 0
    spans = [Span(start_s=u.start_s, end_s=u.end_s) for u in mine]
    found: list[Delivery | None] = []
    by_start = sorted(range(len(mine)), key=lambda place: mine[place].start_s)
    pieces = stretches(path, levels, spans, channel=channel, work=work)
    for place, (span, samples) in zip(by_start, pieces, strict=True):
        item = mine[place]
        delay = delays.get(id(item))
        found.append(delivery_of(samples, span.start_s, words=item.words, answer_delay_s=delay))
    return found


def _delays(utterances: Sequence[Utterance]) -> dict[int, float]:
    """Silence before an utterance that follows another speaker's."""
    delays: dict[int, float] = {}
    for before, item in pairwise(utterances):
        if before.speaker != item.speaker:
            delays[id(item)] = round(max(0.0, item.start_s - before.end_s), 3)
    return delays
