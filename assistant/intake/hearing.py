"""Recordings heard in a child process: words, speakers, and how one speaker said them."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from assistant.domain.interviews import Departure, Interview, SaidLine, clock_text
from assistant.domain.tongues import two_tongued
from assistant.intake.hearing_job import ClipAsked, DeliveryAsked, ListenAsked, Listened
from assistant.intake.workers import Control, WorkerLimits, run_apart

if TYPE_CHECKING:
    from audio.departures import Baseline
    from audio.departures import Departure as Measured
    from audio.transcript import Transcript, Utterance

HEARING_LIMITS: Final = WorkerLimits(memory_bytes=8 * 1024**3, seconds=8 * 3600, silent_s=1800.0)
"""For a recording of four hours on a slow machine; libraries reserve far more than they use."""
_NAMED: Final = 3
"""Measures that a warning names at most."""


def listen_apart(asked: ListenAsked, control: Control) -> Listened:
    """Transcribe in a child process; checkpoints come as parts of ``control``.

    Raises:
        InputError: the recording or a model can't be used.
        Stopped: it was called off; the last checkpoint stands.
    """
    told = run_apart("listen", asked.model_dump_json(), asked.name, control, HEARING_LIMITS)
    return Listened.model_validate_json(told)


def delivery_apart(asked: DeliveryAsked, control: Control) -> "Baseline":
    """Measure one speaker's delivery in a child process.

    Raises:
        InputError: the recording can't be used.
        Stopped: it was called off.
    """
    from audio.departures import Baseline

    told = run_apart("delivery", asked.model_dump_json(), asked.name, control, HEARING_LIMITS)
    return Baseline.model_validate_json(told)


def clip_apart(asked: ClipAsked) -> None:
    """Cut a passage out in a child process.

    Raises:
        InputError: the recording can't be used.
    """
    control = Control(report=lambda _: None, cancelled=lambda: False)
    run_apart("clip", asked.model_dump_json(), asked.name, control, HEARING_LIMITS)


def interview_from(transcript: "Transcript", source: str, name: str) -> Interview:
    """A heard transcript as the case holds it."""
    lines = tuple(
        SaidLine(
            start_s=_seconds(u.start_s),
            end_s=_seconds(u.end_s),
            speaker=u.speaker,
            text=u.text,
            confidence=_seconds(u.confidence),
            weak=tuple(dict.fromkeys(w.reason.value for w in u.weak)),
            unsure=_unsure(u),
        )
        for u in transcript.utterances
    )
    return Interview(
        source=source,
        name=name,
        lines=lines,
        duration_s=_seconds(transcript.duration_s),
        model=transcript.model,
        method=transcript.method.value,
        dropped={rule.value: n for rule, n in transcript.dropped_by_rule().items()},
        notices=tuple(two_tongued(n.zh, n.en) for n in transcript.notices),
        levels_db=transcript.levels_db,
    )


def _unsure(utterance: "Utterance") -> tuple[tuple[int, int], ...]:
    """Where unsure words stand in the utterance's text; the other reasons concern all of it."""
    from audio.transcript import WeakReason

    ends = list(accumulate((len(w.text) for w in utterance.words), initial=0))
    blank = ends[-1] - len("".join(w.text for w in utterance.words).lstrip())
    spans = (
        (max(0, ends[span.first] - blank), min(len(utterance.text), ends[span.last + 1] - blank))
        for span in utterance.weak
        if span.reason is WeakReason.UNSURE_WORDS
    )
    return tuple((start, end) for start, end in spans if start < end)


def _seconds(value: float) -> Decimal:
    return Decimal(str(round(value, 3)))


def departures_from(baseline: "Baseline", places: Mapping[int, int]) -> tuple[Departure, ...]:
    """Marked utterances, worded by their measures.

    Args:
        baseline: of one speaker.
        places: line in the transcript of each of the speaker's utterances.
    """
    return tuple(_departure(one, places[one.place]) for one in baseline.departures if one.is_marked)


def _departure(measured: "Measured", line: int) -> Departure:
    from audio.departures import FALSE_ALARM_TRIALS, FALSE_ALARMS

    named = measured.features[:_NAMED]
    zh = "、".join(f"{f.zh}{f.z:+.1f}" for f in named)
    en = ", ".join(f"{f.en} {f.z:+.1f}" for f in named)
    clock = clock_text(_seconds(measured.start_s))
    rate = f"{FALSE_ALARMS}/{FALSE_ALARM_TRIALS}"
    return Departure(
        line=line,
        score=_seconds(measured.score),
        zh=f"{clock} 的说法方式偏离本人其他话语：{zh}（以本人通常的波动为单位）。"
        f"仅提示复听和追问；平静话语误报{rate}。",
        en=f"At {clock} the delivery lies apart from the same speaker's other utterances: {en} "
        f"(in the speaker's own spread). Listen again and ask; false alarms on calm speech {rate}.",
    )
