"""``tallystick interview|consent``: what the owner said, beside the file."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.case_commands import CaseRef
from assistant.cli.interview_text import interview_text, question_lines
from assistant.cli.session import Session
from assistant.cli.steps import followed
from assistant.domain.case import CaseId
from assistant.domain.interviews import Consent, ConsentTo, Interview, consent_to
from assistant.errors import UsageError
from assistant.services.interview_shapes import (
    consent_shape,
    interview_shape,
    question_shape,
)


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("interview")(interview)
    app.command("consent")(consent)


def interview(  # noqa: PLR0913, PLR0917  one parameter an option
    context: typer.Context,
    case: CaseRef,
    file: Annotated[
        Path | None, typer.Argument(help="Recording, or transcript (.txt, .md, .json).")
    ] = None,
    speakers: Annotated[int, typer.Option(min=1, max=30, help="Voices in a mono recording.")] = 2,
    relabel: Annotated[
        list[str] | None, typer.Option(help="S1=owner, S2=manager, S3=S1, S4=NAME; repeatable.")
    ] = None,
    correct: Annotated[
        list[str] | None, typer.Option(help="00:51=WORDS: what was really said; repeatable.")
    ] = None,
    said_by: Annotated[
        list[str] | None, typer.Option(help="00:51=S2: who really said it; repeatable.")
    ] = None,
    name: Annotated[str, typer.Option(help="Which of several interviews.")] = "",
    clip: Annotated[str, typer.Option(help="00:51: the utterance to cut out; with -o F.wav.")] = "",
    out: Annotated[
        Path | None, typer.Option("-o", help="Report: .md or .docx; subtitles: .srt or .vtt.")
    ] = None,
    propose: Annotated[
        bool, typer.Option("--propose", help="Ask the model what unclear numbers are about.")
    ] = False,
    questions: Annotated[
        bool, typer.Option("--questions", help="Only what the file raises beforehand.")
    ] = False,
) -> None:
    """Hear or read an interview; without FILE, show the latest one beside the file's figures."""
    session: Session = context.obj
    desk, found = session.desk, session.desk.find(case)
    if questions:
        asked = tuple(desk.interview_questions(found))
        lines = question_lines(session, asked)
        none = session.pick("资料没有引出问题", "the file raises no question")
        session.emit([question_shape(q, session.lang) for q in asked], "\n".join(lines) or none)
        return
    ref = name
    if file is not None:
        (added,) = followed(session, desk.add_interview(found, file, lambda: False, speakers))
        ref = name or added.name
    if relabel:
        desk.relabel(found, ref, _roles(relabel), lambda: False)
    for one in correct or ():
        _correct(session, found, ref, words=one)
    for one in said_by or ():
        _correct(session, found, ref, speaker=one)
    if propose:
        desk.propose_claims(found, ref, lambda: False)
    if clip and out is not None:
        held = desk.interview(found, ref).interview
        path = desk.export_clip(found, ref, _place(held, clip), out)
        session.emit({"path": str(path)}, str(path))
        return
    if out is not None:
        path = desk.export_interview(found, ref, out, session.lang)
        session.emit({"path": str(path)}, str(path))
        return
    _show(session, found, ref)


def _correct(
    session: Session, found: CaseId, ref: str, *, words: str = "", speaker: str = ""
) -> None:
    at, _, told = (words or speaker).partition("=")
    held = session.desk.interview(found, ref).interview
    line = held.lines[place := _place(held, at)]
    said = (told, line.speaker) if words else (line.text, told.strip())
    session.desk.correct_line(found, ref, place, said)


def _place(held: Interview, at: str) -> int:
    """The utterance that begins at a time of the transcript."""
    place = next((n for n, line in enumerate(held.lines) if line.clock == at.strip()), None)
    if place is None:
        raise UsageError(
            f"no utterance begins at {at}",
            "give a time as the transcript has it, e.g. 00:51",
            zh=f"没有从 {at} 开始的话",
            zh_hint="请给出文字稿中的时间，例如 00:51",
        )
    return place


def _show(session: Session, found: CaseId, ref: str) -> None:
    view, case = session.desk.interview(found, ref), session.desk.case(found)
    findings = view.interview.raised(case.findings)
    shape = interview_shape(view, findings, session.lang)
    session.emit(shape, interview_text(session, view, case, findings))


def _roles(given: list[str]) -> dict[str, str]:
    pairs = [word.partition("=") for one in given for word in one.split(",")]
    if any(not (who and role) for who, _, role in pairs):
        raise UsageError(
            f"--relabel {' '.join(given)} can't be read",
            "write --relabel S1=owner --relabel S2=manager",
            zh=f"--relabel {' '.join(given)} 无法理解",
            zh_hint="请写 --relabel S1=owner --relabel S2=manager",
        )
    return {who.strip(): role.strip() for who, _, role in pairs}


def consent(  # noqa: PLR0913, PLR0917  one parameter an option
    context: typer.Context,
    case: CaseRef,
    to: Annotated[ConsentTo | None, typer.Argument(help="recording or voice.")] = None,
    given_by: Annotated[
        str, typer.Option("--from", help="Who consented; default: the name given by --by.")
    ] = "",
    how: Annotated[str, typer.Option(help="Signed form, said on the recording.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="It was taken back.")] = False,
    speaker: Annotated[
        str, typer.Option(help="S3: about that voice alone, not the whole case.")
    ] = "",
    name: Annotated[str, typer.Option(help="Which interview the speaker is in.")] = "",
) -> None:
    """Note who consented to the recording, or to the analysis of the voice; alone, list them."""
    session: Session = context.obj
    found = session.desk.find(case)
    if to is not None:
        by = given_by or session.settings.by
        of = (name, speaker) if speaker else None
        session.desk.consent(found, to, (by, how), withdrawn=withdraw, of=of)
    consents = tuple(session.desk.consents(found))
    lines = [_line(session, consents, one) for one in ConsentTo]
    lines += _apart(session, consents)
    session.emit([consent_shape(c) for c in consents], "\n".join(lines))


def _line(session: Session, consents: tuple[Consent, ...], to: ConsentTo) -> str:
    zh = {ConsentTo.RECORDING: "录音", ConsentTo.VOICE: "声音分析"}[to]
    label = session.pick(zh, to.value)
    held = consent_to(consents, to)
    if held is None:
        return f"{label}: {session.pick('没有同意', 'no consent')}"
    how = f"  {held.how}" if held.how else ""
    return f"{label}: {held.by}  {held.when:%Y-%m-%d %H:%M}{how}"


def _apart(session: Session, consents: tuple[Consent, ...]) -> list[str]:
    """Speakers who decided for themselves, each as it stands."""
    last = {c.person: c for c in consents if c.person is not None}
    yes, no = session.pick("同意声音分析", "voice"), session.pick("不同意声音分析", "no voice")
    return [f"{who.speaker}: {yes if c.given else no}  {c.by}" for who, c in last.items()]
