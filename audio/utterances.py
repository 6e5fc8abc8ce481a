"""Words into utterances, and a person's corrections to them; pure data in and out."""

from collections.abc import Mapping, Sequence
from typing import Final

from audio.speakers import is_unsure_speaker
from audio.transcript import Transcript, Utterance, WeakReason, WeakSpan, Word

_PAUSE_S: Final = 0.9
_AFTER_STOP_S: Final = 0.35
_LONGEST_S: Final = 25.0
_ENDS: Final = "。？！.?!"
_WEAK: Final = 0.45
_WEAK_RUN: Final = 2
_WEAK_WORD: Final = 0.25
_SUPPORTED: Final = ("zh", "en")


def utterances_of(words: Sequence[Word]) -> tuple[Utterance, ...]:
    """Split at a change of speaker or language, a pause, a closing mark, or 25 seconds.

    Args:
        words: of one channel, with speakers, in order of time.
    """
    found: list[list[Word]] = []
    for word in words:
        if found and not _parts(found[-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return tuple(utterance_from(held, held[0].language) for held in found)


def _parts(held: Sequence[Word], word: Word) -> bool:
    before = held[-1]
    if word.speaker != before.speaker or word.language != before.language:
        return True
    pause = word.start_s - before.end_s
    ended = before.text.rstrip()[-1:] in _ENDS
    too_long = word.end_s - held[0].start_s > _LONGEST_S
    return pause >= _PAUSE_S or (ended and (pause >= _AFTER_STOP_S or too_long))


def utterance_from(words: Sequence[Word], language: str) -> Utterance:
    """One utterance of one voice.

    Raises:
        ValueError: the words carry two speakers, or there are none.
    """
    if len({word.speaker for word in words}) != 1:
        msg = "an utterance has exactly one speaker"
        raise ValueError(msg)
    return Utterance(
        start_s=words[0].start_s,
        end_s=max(word.end_s for word in words),
        speaker=words[0].speaker,
        language=language,
        text="".join(word.text for word in words).strip(),
        confidence=round(sum(word.probability for word in words) / len(words), 3),
        words=tuple(words),
        weak=weak_spans(words, language),
    )


def weak_spans(words: Sequence[Word], language: str) -> tuple[WeakSpan, ...]:
    """Passages to be listened to: unsure words, an unsure speaker, an unsupported language."""
    last = len(words) - 1
    if language not in _SUPPORTED:
        return (WeakSpan(first=0, last=last, reason=WeakReason.LANGUAGE),)
    unsure = [w.probability < _WEAK for w in words]
    spans = [
        WeakSpan(first=a, last=b, reason=WeakReason.UNSURE_WORDS)
        for a, b in _runs(unsure)
        if b - a + 1 >= _WEAK_RUN or words[a].probability < _WEAK_WORD
    ]
    between = [is_unsure_speaker(word) for word in words]
    spans += [
        WeakSpan(first=a, last=b, reason=WeakReason.UNSURE_SPEAKER) for a, b in _runs(between)
    ]
    return tuple(spans)


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if flag and runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        elif flag:
            runs.append((place, place))
    return runs


def with_speakers(transcript: Transcript, moved: Mapping[str, str]) -> Transcript:
    """Merge or swap speakers: each label in ``moved`` becomes another."""

    def word(item: Word) -> Word:
        return item.model_copy(update={"speaker": moved.get(item.speaker, item.speaker)})

    utterances = tuple(
        utterance_from([word(item) for item in u.words], u.language) for u in transcript.utterances
    )
    return transcript.model_copy(update={"utterances": utterances})


def with_owner(transcript: Transcript, owner: str, names: Mapping[str, str]) -> Transcript:
    """Say which speaker is the firm's owner and what the speakers are called.

    Raises:
        ValueError: there is no such speaker.
    """
    unknown = ({owner, *names} - {""}) - set(transcript.speakers)
    if unknown:
        msg = f"no such speaker: {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    return transcript.model_copy(update={"owner": owner, "names": dict(names)})


def with_word_speaker(
    transcript: Transcript, place: int, first: int, last: int, speaker: str
) -> Transcript:
    """Give words ``first`` to ``last`` of an utterance to another speaker; it is split there."""
    old = transcript.utterances[place]
    words = [
        word.model_copy(update={"speaker": speaker, "margin": 1.0}) if first <= i <= last else word
        for i, word in enumerate(old.words)
    ]
    parts: list[list[Word]] = []
    for word in words:
        if parts and parts[-1][-1].speaker == word.speaker:
            parts[-1].append(word)
        else:
            parts.append([word])
    return _replaced(transcript, place, [utterance_from(part, old.language) for part in parts])


def with_word_text(transcript: Transcript, place: int, word: int, text: str) -> Transcript:
    """Correct one word; a person's word is certain."""
    old = transcript.utterances[place]
    space = " " if old.words[word].text.startswith(" ") else ""
    changed = old.words[word].model_copy(update={"text": space + text.strip(), "probability": 1.0})
    words = [*old.words[:word], changed, *old.words[word + 1 :]]
    return _replaced(transcript, place, [utterance_from(words, old.language)])


def _replaced(transcript: Transcript, place: int, parts: Sequence[Utterance]) -> Transcript:
    before, after = transcript.utterances[:place], transcript.utterances[place + 1 :]
    return transcript.model_copy(update={"utterances": (*before, *parts, *after)})
