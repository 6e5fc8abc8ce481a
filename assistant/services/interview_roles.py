"""Who speaks in an interview, and what they agreed to; what depends on it is worked out again."""

from collections.abc import Iterable, Mapping

from assistant.domain.case import CaseId
from assistant.domain.interviews import (
    ROLES,
    Consent,
    ConsentTo,
    Interview,
    Person,
    has_opted_out,
)
from assistant.domain.progress import Cancelled
from assistant.errors import InputError, UsageError
from assistant.interview.roles import guessed_owner
from assistant.proof.characters import plain
from assistant.proof.numerals import numerals_in
from assistant.services.changing import changing
from assistant.services.delivering import Heard, with_delivery
from assistant.services.interview_view import interview_of, view
from assistant.services.office import Office
from assistant.services.transcript_pages import pages_of, passages_of


def relabel(
    office: Office, case: CaseId, source: str, roles: Mapping[str, str], cancelled: Cancelled
) -> None:
    """Say who speaks: ``S1=owner``, ``S2=manager``, a name, or another speaker to join with.

    '' takes back what was said of a speaker.
    What depends on it is worked out again; the manager's voice is never looked at.

    Raises:
        UsageError: there is no such speaker.
    """
    store = office.store(case)
    interview = interview_of(store, source)
    _verify_speakers(interview, roles)
    _verify_joinable(interview, roles, store.consents())
    heard = _relabelled(Heard(interview, store.heard(interview.source)), roles)
    path = store.source_path(interview.source)
    after = with_delivery(heard, store.consents(), path, cancelled)
    said = " ".join(f"{who}={role or '?'}" for who, role in roles.items())
    with changing(office, store, "relabel", said, interview.name) as change:
        change.writer.put_pages(interview.source, pages_of(after), passages_of(after))
        change.writer.put_interview(after, heard.transcript)
        change.with_interview(after)


def _verify_speakers(interview: Interview, named: Iterable[str]) -> None:
    unknown = sorted(set(named) - set(interview.speakers))
    if unknown:
        raise UsageError(
            f"no such speaker: {', '.join(unknown)}",
            f"there are: {', '.join(interview.speakers)}",
            zh=f"没有这个说话人：{'、'.join(unknown)}",
            zh_hint=f"现有：{'、'.join(interview.speakers)}",
        )


def _verify_joinable(
    interview: Interview, roles: Mapping[str, str], consents: Iterable[Consent]
) -> None:
    """A voice that opted out can't be analysed under another speaker's label."""
    held = tuple(consents)
    for who, to in roles.items():
        if to not in interview.speakers or to in ROLES:
            continue
        if has_opted_out(held, Person(interview=interview.source, speaker=who)):
            raise UsageError(
                f"{who} opted out of voice analysis and can't be joined with {to}",
                "note that speaker's consent first, or leave the two apart",
                zh=f"{who} 不同意声音分析，不能并入 {to}",
                zh_hint="请先登记其本人同意，或保持分开",
            )


def _relabelled(heard: Heard, roles: Mapping[str, str]) -> Heard:
    interview = heard.interview
    speakers = interview.speakers
    joined = {who: to for who, to in roles.items() if to in speakers and to not in ROLES}
    lines = tuple(
        line.model_copy(update={"speaker": joined.get(line.speaker, line.speaker)})
        for line in interview.lines
    )
    said = {**interview.roles, **roles}
    kept = {who: role for who, role in said.items() if role and who not in joined}
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
        update={"text": text, "speaker": speaker, "confidence": None, "weak": (), "unsure": ()}
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


def correct_amount(office: Office, case: CaseId, ref: str, claim: str, amount: str) -> None:
    """Put the number of a claim right where it was said; the rest of the words stay.

    Raises:
        InputError: what was given is no single number.
        UsageError: there is no such claim with a number.
    """
    shown = view(office, case, ref)
    row = next((r.claim for r in shown.claims if r.claim.id == claim), None)
    if row is None or row.number is None:
        raise UsageError(
            f"no claim {claim!r} with a number in {shown.interview.name}",
            "`tallystick interview CASE --json` lists the claims",
            zh=f"{shown.interview.name} 没有带数字的陈述 {claim!r}",
            zh_hint="tallystick interview CASE --json 列出陈述",
        )
    given = amount.strip()
    if len(numerals_in(plain(given), bytearray(len(plain(given))))) != 1:
        raise InputError(
            f"{given!r} is not one number",
            "write it with its unit: 312万, 3.1 million, 23%",
            zh=f"“{given}”不是一个数",
            zh_hint="请连同单位填写，例如 312万、23%",
        )
    line = shown.interview.lines[row.line]
    start, end = row.number
    correct_line(
        office, case, ref, row.line, (line.text[:start] + given + line.text[end:], line.speaker)
    )


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


def person_of(office: Office, case: CaseId, ref: str, speaker: str) -> Person:
    """A speaker of an interview.

    Raises:
        UsageError: there is no such interview or speaker.
    """
    interview = interview_of(office.store(case), ref)
    _verify_speakers(interview, (speaker,))
    return Person(interview=interview.source, speaker=speaker)


def consent(office: Office, case: CaseId, consented: Consent, cancelled: Cancelled) -> None:
    """Note a consent or its withdrawal; delivery is looked at, or forgotten, accordingly.

    Raises:
        InputError: nobody is named.
        UsageError: consent to the recording is asked of one speaker alone.
    """
    if not consented.by.strip():
        raise InputError(
            "a consent names who gave it",
            "say it: --from NAME",
            zh="同意须写明由谁作出",
            zh_hint="请用 --from 写明姓名",
        )
    if consented.person is not None and consented.to is ConsentTo.RECORDING:
        raise UsageError(
            "the recording holds every voice: consent to it is the case's",
            "leave --speaker out, or note consent to voice",
            zh="录音包含所有人的声音，录音的同意只能对整个案卷登记",
            zh_hint="请去掉 --speaker，或登记 voice 的同意",
        )
    store = office.store(case)
    consents = (*store.consents(), consented)
    changed = [
        (i, with_delivery(heard, consents, store.source_path(i.source), cancelled))
        for i in store.interviews()
        for heard in (Heard(i, store.heard(i.source)),)
    ]
    action = "consent" if consented.given else "withdraw consent"
    subject = " ".join(
        (consented.to.value, *((consented.person.speaker,) if consented.person else ()))
    )
    with changing(office, store, action, consented.how, subject) as change:
        change.writer.add_consent(consented)
        for before, after in changed:
            if after != before:
                change.writer.put_interview(after)
                change.with_interview(after)
