"""Who speaks in an interview, and what they agreed to; what depends on it is worked out again."""

from collections.abc import Mapping

from assistant.domain.case import CaseId
from assistant.domain.interviews import ROLES, Consent, Interview
from assistant.domain.progress import Cancelled
from assistant.errors import InputError, UsageError
from assistant.interview.roles import guessed_owner
from assistant.services.changing import changing
from assistant.services.delivering import Heard, with_delivery
from assistant.services.interview_view import interview_of
from assistant.services.office import Office
from assistant.services.transcript_pages import pages_of, passages_of


def relabel(
    office: Office, case: CaseId, source: str, roles: Mapping[str, str], cancelled: Cancelled
) -> None:
    """Say who speaks: ``S1=owner``, ``S2=manager``, a name, or another speaker to join with.

    What depends on it is worked out again; the manager's voice is never looked at.

    Raises:
        UsageError: there is no such speaker.
    """
    store = office.store(case)
    interview = interview_of(store, source)
    unknown = sorted(set(roles) - set(interview.speakers))
    if unknown:
        raise UsageError(
            f"no such speaker: {', '.join(unknown)}",
            f"there are: {', '.join(interview.speakers)}",
            zh=f"没有这个说话人：{'、'.join(unknown)}",
            zh_hint=f"现有：{'、'.join(interview.speakers)}",
        )
    heard = _relabelled(Heard(interview, store.heard(interview.source)), roles)
    path = store.source_path(interview.source)
    after = with_delivery(heard, store.consents(), path, cancelled)
    said = " ".join(f"{who}={role}" for who, role in roles.items())
    with changing(office, store, "relabel", said, interview.name) as change:
        change.writer.put_pages(interview.source, pages_of(after), passages_of(after))
        change.writer.put_interview(after, heard.transcript)
        change.with_interview(after)


def _relabelled(heard: Heard, roles: Mapping[str, str]) -> Heard:
    interview = heard.interview
    speakers = interview.speakers
    joined = {who: to for who, to in roles.items() if to in speakers and to not in ROLES}
    lines = tuple(
        line.model_copy(update={"speaker": joined.get(line.speaker, line.speaker)})
        for line in interview.lines
    )
    kept = {who: r for who, r in {**interview.roles, **roles}.items() if who not in joined}
    transcript = heard.transcript
    if joined and transcript:
        from audio.transcript import Transcript
        from audio.utterances import with_speakers

        changed = with_speakers(Transcript.model_validate_json(transcript), joined)
        transcript = changed.model_dump_json()
    update = {"lines": lines, "roles": kept, "guess": guessed_owner(lines)}
    return Heard(interview.model_copy(update=update), transcript)


def correct_line(office: Office, case: CaseId, ref: str, place: int, said: tuple[str, str]) -> None:
    """Put an utterance's words and speaker right; the recording stays as it was.

    Raises:
        InputError: no words were given.
        UsageError: there is no such utterance or speaker.
    """
    store = office.store(case)
    interview = interview_of(store, ref)
    text, speaker = said[0].strip(), said[1]
    _verify_correction(interview, place, text, speaker)
    before = interview.lines[place]
    after = before.model_copy(
        update={"text": text, "speaker": speaker, "confidence": None, "weak": ()}
    )
    lines = (*interview.lines[:place], after, *interview.lines[place + 1 :])
    transcript = store.heard(interview.source)
    if transcript and speaker != before.speaker:
        transcript = _moved(transcript, place, speaker)
    heard = Heard(interview.model_copy(update={"lines": lines}), transcript)
    path = store.source_path(interview.source)
    corrected = with_delivery(heard, store.consents(), path, lambda: False)
    why = f"{before.speaker}: {before.text} -> {speaker}: {text}"
    with changing(office, store, "correct", why, interview.place_text(place)) as change:
        change.writer.put_pages(interview.source, pages_of(corrected), passages_of(corrected))
        change.writer.put_interview(corrected, transcript)
        change.with_interview(corrected)


def _moved(transcript: str, place: int, speaker: str) -> str:
    """What was heard, with one utterance given to another speaker."""
    from audio.transcript import Transcript
    from audio.utterances import with_word_speaker

    held = Transcript.model_validate_json(transcript)
    last = len(held.utterances[place].words) - 1
    return with_word_speaker(held, place, 0, last, speaker).model_dump_json()


def _verify_correction(interview: Interview, place: int, text: str, speaker: str) -> None:
    if not text:
        raise InputError(
            "a correction needs its words",
            "write what was said",
            zh="更正须写明原话",
            zh_hint="请写明原话",
        )
    if not 0 <= place < len(interview.lines) or speaker not in interview.speakers:
        raise UsageError(
            f"there is no utterance {place} or no speaker {speaker}",
            f"speakers: {', '.join(interview.speakers)}",
            zh=f"没有第 {place} 段话，或没有说话人 {speaker}",
            zh_hint=f"说话人：{'、'.join(interview.speakers)}",
        )


def consent(office: Office, case: CaseId, consented: Consent, cancelled: Cancelled) -> None:
    """Note a consent or its withdrawal; delivery is looked at, or forgotten, accordingly.

    Raises:
        InputError: nobody is named.
    """
    if not consented.by.strip():
        raise InputError(
            "a consent names who gave it",
            "say it: --from NAME",
            zh="同意须写明由谁作出",
            zh_hint="请用 --from 写明姓名",
        )
    store = office.store(case)
    consents = (*store.consents(), consented)
    changed = [
        (i, with_delivery(heard, consents, store.source_path(i.source), cancelled))
        for i in store.interviews()
        for heard in (Heard(i, store.heard(i.source)),)
    ]
    action = "consent" if consented.given else "withdraw consent"
    with changing(office, store, action, consented.how, consented.to.value) as change:
        change.writer.add_consent(consented)
        for before, after in changed:
            if after != before:
                change.writer.put_interview(after)
                change.with_interview(after)
