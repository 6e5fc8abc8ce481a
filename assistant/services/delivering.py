"""How the owner said it, where that may be looked at: with consent, and only the owner's voice."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.domain.interviews import (
    Consent,
    ConsentTo,
    Departure,
    Interview,
    Person,
    consent_to,
    has_opted_out,
)
from assistant.domain.progress import Cancelled
from assistant.domain.tongues import two_tongued
from assistant.intake.hearing import delivery_apart, departures_from
from assistant.intake.hearing_job import DeliveryAsked
from assistant.intake.workers import Control

NO_RECORDING: Final = two_tongued(
    "只有文字稿，没有声音可分析", "there is a transcript only, and no voice to look at"
)
NO_CONSENT: Final = two_tongued(
    "没有登记声音分析的同意，未分析说法方式",
    "no consent to voice analysis is on file: delivery was not looked at",
)
NOT_CONFIRMED: Final = two_tongued(
    "尚未确认哪位是企业主，未分析说法方式（客户经理的声音从不分析）",
    "who the owner is isn't confirmed: delivery was not looked at (the manager's voice never is)",
)
OPTED_OUT: Final = two_tongued(
    "本人不同意声音分析，未分析说法方式",
    "the speaker opted out of voice analysis: delivery was not looked at",
)
UNRECORDED: Final = two_tongued("没有登记录音的同意", "no consent to the recording is on file")
LOOKED_AT: Final = two_tongued(
    "已与本人其他话语比较", "compared with the speaker's other utterances"
)


@dataclass(frozen=True)
class Heard:
    """An interview, and what was heard of it as its listener gave it."""

    interview: Interview
    transcript: str = ""
    """'' where it came as text."""


def with_delivery(
    heard: Heard, consents: Iterable[Consent], path: Path, cancelled: Cancelled
) -> Interview:
    """The interview with what consents allow: the owner's departures, or why there are none.

    Without consent to the recording it says so, for as long as there is none.

    Raises:
        InputError: the recording can't be read any more.
        Stopped: it was called off.
    """
    consents = tuple(consents)
    interview = _with_notice(heard.interview, consents)
    reason = _reason(heard, consents)
    if reason or not interview.lines:
        return interview.model_copy(update={"departures": (), "pitch_hz": (), "voice": reason})
    found: list[Departure] = []
    track: dict[int, int] = {}
    told = LOOKED_AT
    for owner in willing_owners(interview, consents):
        asked = DeliveryAsked(
            path=path, name=interview.name, transcript=heard.transcript, speaker=owner
        )
        control = Control(report=lambda _: None, cancelled=cancelled)
        baseline = delivery_apart(asked, control)
        track.update(baseline.track)
        if baseline.is_short:
            told = two_tongued(baseline.short_zh, baseline.short_en)
        own = [n for n, line in enumerate(interview.lines) if line.speaker == owner]
        found += departures_from(baseline, dict(enumerate(own)))
    pitch = tuple(sorted(track.items()))
    update = {"departures": tuple(found), "pitch_hz": pitch, "voice": told}
    return interview.model_copy(update=update)


def _with_notice(interview: Interview, consents: tuple[Consent, ...]) -> Interview:
    missing = interview.model != "" and consent_to(consents, ConsentTo.RECORDING) is None
    others = tuple(n for n in interview.notices if n != UNRECORDED)
    return interview.model_copy(update={"notices": ((UNRECORDED,) if missing else ()) + others})


def willing_owners(interview: Interview, consents: Iterable[Consent]) -> tuple[str, ...]:
    """The owners' voices that may be looked at: those who didn't opt out for themselves."""
    held = tuple(consents)
    people = (Person(interview=interview.source, speaker=s) for s in sorted(interview.owners))
    return tuple(p.speaker for p in people if not has_opted_out(held, p))


def _reason(heard: Heard, consents: tuple[Consent, ...]) -> str:
    """Why delivery may not be looked at; '' where it may, or where nothing was said."""
    if not heard.interview.lines:
        return ""
    if not heard.transcript:
        return NO_RECORDING
    if consent_to(consents, ConsentTo.VOICE) is None:
        return NO_CONSENT
    if not heard.interview.is_confirmed:
        return NOT_CONFIRMED
    return "" if willing_owners(heard.interview, consents) else OPTED_OUT
