"""Add an interview to a case: a recording is heard, a transcript is read.

A recording is kept by its content and never altered. What was heard is kept beside it, so that
relabelling works without hearing it again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from assistant.domain.case import CaseFile, CaseId, Source, SourceKind, SourceState
from assistant.domain.interviews import Interview
from assistant.domain.progress import Cancelled, Progress
from assistant.domain.quantities import Lang, Unit
from assistant.errors import InputError
from assistant.intake.hearing import interview_from, listen_apart
from assistant.intake.hearing_job import ListenAsked
from assistant.intake.transcripts import is_transcript, read_transcript
from assistant.intake.workers import Control
from assistant.interview.roles import guessed_owner
from assistant.services.changing import Change, changing
from assistant.services.delivering import NO_RECORDING, Heard, with_delivery
from assistant.services.keeping import replace_namesakes
from assistant.services.office import Office
from assistant.services.results import Added
from assistant.services.telling import Say, told_by
from assistant.services.transcript_pages import pages_of, passages_of
from assistant.storage.case_store import CaseStore
from assistant.storage.checkpoints import checkpoint, drop_checkpoint, keep_checkpoint
from assistant.storage.files import file_digest

_HOTWORDS: Final = 20
_NAMES: Final = ("top1_name", "legal_representative", ".name")


@dataclass(frozen=True)
class Given:
    """A recording or transcript on its way into a case."""

    path: Path
    name: str
    """What it is called in the case."""
    speakers: int = 2
    """Voices in a mono recording."""


def add_interview(
    office: Office, case: CaseId, given: Given, cancelled: Cancelled
) -> Iterator[Progress | Added]:
    """Hear a recording or read a transcript into the case; a kill loses a minute at most.

    Args:
        office: who acts.
        case: which case.
        given: a recording in any format, or a transcript (.txt, .md, .json).
        cancelled: asked often.

    Yields:
        Progress, then one ``Added``.

    Raises:
        InputError: the file or a model can't be used.
        StorageError: the case can't be written.
    """

    def work(say: Say) -> None:
        say(added_interview(office, case, given, cancelled, say))

    return told_by(work)


def added_interview(
    office: Office, case: CaseId, given: Given, cancelled: Cancelled, say: Say
) -> Added:
    """The same in the caller's thread; progress goes to ``say``."""
    _verify_readable(given.path)
    store, digest = office.store(case), file_digest(given.path)
    held = next((i for i in store.interviews() if i.source == digest), None)
    if held is not None:
        _look_again(office, store, held, cancelled)
        known = replace(given, name=held.name)
        return _told(office, known, f"案卷中已有：{held.name}", f"already in the case: {held.name}")
    heard = (
        _read(given, digest)
        if is_transcript(given.path)
        else _listened(office, store, given, digest, Control(report=say, cancelled=cancelled))
    )
    store.keep_file(given.path)
    heard = Heard(_delivered(store, heard, cancelled), heard.transcript)
    _keep(office, store, given.path, heard)
    drop_checkpoint(store.folder, digest)
    lines = len(heard.interview.lines)
    return _told(office, given, f"访谈：{lines} 段话", f"interview: {lines} utterances")


def _look_again(office: Office, store: CaseStore, held: Interview, cancelled: Cancelled) -> None:
    """A recording that the case holds already: consents may be others now."""
    heard = Heard(held, store.heard(held.source))
    again = _delivered(store, heard, cancelled)
    if again != held:
        with changing(office, store, "interview", "", held.name) as change:
            _put(change, Heard(again, heard.transcript))


def _told(office: Office, given: Given, zh: str, en: str) -> Added:
    text = zh if office.lang is Lang.ZH else en
    return Added(path=str(given.path), name=given.name, ok=True, text=text)


def _verify_readable(path: Path) -> None:
    if not path.is_file():
        raise InputError(
            f"{path}: there is no such file",
            "check the path",
            zh=f"{path}：没有这个文件",
            zh_hint="请检查路径",
        )
    if path.stat().st_size == 0:
        raise InputError(
            f"{path.name}: the file is empty",
            "give a file with content",
            zh=f"{path.name}：文件是空的",
            zh_hint="请给出有内容的文件",
        )


def _read(given: Given, digest: str) -> Heard:
    read = read_transcript(given.path)
    duration = max(line.end_s for line in read.lines)
    interview = Interview(
        source=digest,
        name=given.name,
        lines=read.lines,
        duration_s=duration,
        notices=read.notices,
        guess=guessed_owner(read.lines),
        voice=NO_RECORDING,
    )
    return Heard(interview)


def _listened(
    office: Office, store: CaseStore, given: Given, digest: str, control: Control
) -> Heard:
    from audio.transcript import Transcript

    models = office.home.models
    asked = ListenAsked(
        path=given.path.absolute(),
        name=given.name,
        cache=models / "cache",
        models=models,
        model=office.settings.speech_model,
        speakers=given.speakers,
        hotwords=hotwords_of(office.case(store.id)),
        begun=checkpoint(store.folder, digest),
    )
    keep = partial(keep_checkpoint, store.folder, digest)
    found = listen_apart(asked, replace(control, part=keep))
    transcript = Transcript.model_validate_json(found.transcript)
    interview = interview_from(transcript, digest, given.name)
    guess = guessed_owner(interview.lines)
    interview = interview.model_copy(update={"guess": guess, "rtf": found.rtf})
    return Heard(interview, found.transcript)


def hotwords_of(case: CaseFile) -> tuple[str, ...]:
    """Names of the case that may be spoken: the firm and those that its figures hold."""
    named = (f for f in case.figures if f.unit is Unit.TEXT and f.metric.endswith(_NAMES))
    found = (case.head.name, *(str(f.value) for f in named if f.value))
    return tuple(dict.fromkeys(found))[:_HOTWORDS]


def _delivered(store: CaseStore, heard: Heard, cancelled: Cancelled) -> Interview:
    path = store.source_path(heard.interview.source)
    return with_delivery(heard, store.consents(), path, cancelled)


def _keep(office: Office, store: CaseStore, path: Path, heard: Heard) -> None:
    interview = heard.interview
    if store.keep_file(path) != interview.source:
        raise InputError(
            f"{path.name}: the file changed while it was read",
            "add it again",
            zh=f"{path.name}：读取过程中文件被改动",
            zh_hint="请重新加入",
        )
    pages = pages_of(interview)
    passages = passages_of(interview)
    source = Source(
        id=interview.source,
        name=interview.name,
        kind=SourceKind.RECORDING,
        media_type="transcript" if not interview.model else "recording",
        size=path.stat().st_size,
        added_at=office.clock(),
        added_by=office.by,
        state=SourceState.READY,
        pages=len(pages),
        passages=len(passages),
        problems=interview.notices,
    )
    with changing(office, store, "interview", "", interview.name) as change:
        replace_namesakes(change, store, source)
        change.writer.put_source(source)
        change.writer.put_pages(source.id, pages, passages)
        change.writer.detail(sha256=source.id, lines=len(interview.lines), model=interview.model)
        _put(change, heard)


def _put(change: Change, heard: Heard) -> None:
    change.writer.put_interview(heard.interview, heard.transcript)
    change.with_interview(heard.interview)
