"""What was heard, as frozen records that go to JSON and back; pure data, no model and no file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

VERSION: Final = 1
"""Of the shape below; a stored transcript of another version is read by its own reader."""


class Record(BaseModel):
    """Frozen; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Word(Record):
    """One word (in Chinese one or more characters) with its place in the recording."""

    text: str
    """As written, with the space before it and the mark after it where there is one."""
    start_s: float
    end_s: float
    probability: float
    """The recogniser's own, 0..1."""
    speaker: str = ""
    """``S1``, ``S2``... in order of first word; '' until speakers are assigned."""
    channel: int = 0
    language: str = ""
    """The code of the language it was heard in."""
    margin: float = 1.0
    """How much nearer the voice is to this speaker than to the next, 0..1."""

    @property
    def middle_s(self) -> float:
        """Where the word's middle lies."""
        return (self.start_s + self.end_s) / 2


class WeakReason(StrEnum):
    """Why a passage should be listened to before it is believed."""

    UNSURE_WORDS = "unsure_words"
    UNSURE_SPEAKER = "unsure_speaker"
    LANGUAGE = "language"
    CLIPPED = "clipped"


class WeakSpan(Record):
    """Words ``first`` to ``last`` (both inclusive) of an utterance that are doubtful."""

    first: int
    last: int
    reason: WeakReason


class Utterance(Record):
    """What one voice said until it paused or another spoke; never two voices."""

    start_s: float
    end_s: float
    speaker: str
    language: str
    text: str
    confidence: float
    """Mean probability of the words, 0..1."""
    words: tuple[Word, ...]
    weak: tuple[WeakSpan, ...] = ()


class DropRule(StrEnum):
    """Why recognised text was left out."""

    SILENCE = "silence"
    REPEATED = "repeated"
    STOCK_PHRASE = "stock_phrase"
    TOO_FAST = "too_fast"


class Dropped(Record):
    """Text that a rule left out; kept so that a person can see it."""

    rule: DropRule
    start_s: float
    end_s: float
    text: str


class HeardSegment(Record):
    """One stretch of text as the recogniser gave it, before speakers are known."""

    language: str
    language_share: float
    """Probability of ``language`` among those supported, 0..1."""
    channel: int
    words: tuple[Word, ...]


class Span(Record):
    """A stretch of time."""

    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        """End less start."""
        return self.end_s - self.start_s


class Speech(Record):
    """Where a channel holds speech."""

    channel: int
    spans: tuple[Span, ...]


class SpeakerMethod(StrEnum):
    """How voices were told apart."""

    CHANNEL = "channel"
    VOICEPRINT = "voiceprint"
    SPECTRUM = "spectrum"
    ONE = "one"


class Notice(Record):
    """Something the reader of a transcript must know, in both languages."""

    code: str
    zh: str
    en: str


class Transcript(Record):
    """A whole recording."""

    version: int = VERSION
    recording_sha256: str
    duration_s: float
    model: str
    """Name and digest of the recogniser's weights."""
    method: SpeakerMethod
    utterances: tuple[Utterance, ...]
    dropped: tuple[Dropped, ...] = ()
    notices: tuple[Notice, ...] = ()
    levels_db: tuple[int, ...] = ()
    """Level of each second, dB below the loudest one."""
    owner: str = ""
    """The speaker confirmed as the firm's owner; '' until a person has confirmed one."""
    names: Mapping[str, str] = Field(default_factory=dict)
    """Names that a person gave to speakers."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Speakers in order of their first word."""
        return tuple(dict.fromkeys(u.speaker for u in self.utterances))

    def dropped_by_rule(self) -> dict[DropRule, int]:
        """How many stretches of text each rule left out."""
        counts: dict[DropRule, int] = {}
        for item in self.dropped:
            counts[item.rule] = counts.get(item.rule, 0) + 1
        return counts
