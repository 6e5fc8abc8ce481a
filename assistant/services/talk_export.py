"""A conversation as a file: each answer with its sources, and what isn't proved marked as such."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from assistant.domain.case import CaseFile, CaseId
from assistant.domain.checks import Proof
from assistant.domain.figures import Figure
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.memo.docx_export import plain_docx
from assistant.memo.markdown import DOUBTS
from assistant.memo.notes import note_text, readings
from assistant.services.files_out import written
from assistant.services.office import Office
from assistant.services.results import Beside, Message

FORMATS: Final = (".md", ".docx")
_QUOTED: Final = 300
"""Letters of a passage that are quoted."""


def export(office: Office, case: CaseId, thread: str, path: Path, lang: Lang) -> Path:
    """Write a conversation by the path's suffix, whole or not at all; it is audited.

    Raises:
        InputError: nothing was asked in it, or the file can't be of that kind or in that place.
        StorageError: the file can't be written.
    """
    store, held = office.store(case), office.case(case)
    said = [Message(m.role, m.text, m.payload_json) for m in store.messages(thread)]
    if not said:
        raise InputError(
            f"nothing was asked in the conversation {thread!r}",
            "list them: tallystick talks CASE",
            zh=f"对话“{thread}”里还没有提问",
            zh_hint="可列出各段对话：tallystick talks 案卷",
        )
    zh = lang is Lang.ZH
    title = f"{held.head.name}：对话记录" if zh else f"{held.head.name}: conversation"
    turns = list(_turns(said, held, lang))
    stamp = f"{thread} · {office.clock():%Y-%m-%d %H:%M} UTC · {office.by}"

    def content(suffix: str) -> bytes:
        if suffix == ".docx":
            return plain_docx(title, turns, lang)
        told = [f"# {title}", stamp]
        for number, (question, text) in enumerate(turns, start=1):
            told += [f"## {number}. {question}", text]
        return ("\n\n".join(told) + "\n").encode()

    done = written(path, FORMATS, content)
    with store.writing(office.by, "export", "", office.clock, f"conversation {thread}") as writer:
        writer.detail(path=done.name)
    return done


def _turns(said: Sequence[Message], case: CaseFile, lang: Lang) -> Iterator[tuple[str, str]]:
    """Each question with what was answered, as Markdown."""
    figures, read = {f.key: f for f in case.figures}, readings(case)
    question, parts = "", list[str]()
    for message in said:
        if message.role == "user":
            if question or parts:
                yield question, "\n\n".join(parts)
            question, parts = " ".join(message.text.split()), []
        elif message.role == "assistant":
            beside = message.beside
            parts.append(_marked(message.text, beside, lang))
            parts += _struck(beside, lang)
            parts += _sources(beside, figures, read, lang)
        else:
            parts.append(f"({message.text})")
    yield question, "\n\n".join(parts)


def _marked(text: str, beside: Beside, lang: Lang) -> str:
    """The answer; behind each sentence that isn't proved stands that it isn't."""
    at, told = 0, ""
    for sentence in beside.sentences:
        found = text.find(sentence.text.strip(), at)
        if found < 0 or sentence.verdict is Proof.PROVED:
            continue
        end = found + len(sentence.text.strip())
        told += text[at:end] + DOUBTS[lang][sentence.verdict]
        at = end
    return told + text[at:]


def _struck(beside: Beside, lang: Lang) -> Iterator[str]:
    if beside.struck:
        head = "被删除的语句" if lang is Lang.ZH else "Struck sentences"
        lines = [f"- {_line(s.text)} ({s.why(lang)})" for s in beside.struck]
        yield f"**{head}**\n\n" + "\n".join(lines)


def _sources(
    beside: Beside, figures: Mapping[str, Figure], read: Mapping[str, Figure], lang: Lang
) -> Iterator[str]:
    zh = lang is Lang.ZH
    gone = "案卷中已无此指标" if zh else "no longer in the case"
    lines = [
        f"- {note_text(figures[key], lang, read.get(key))}"
        if key in figures
        else f"- `{key}`: {gone}"
        for key in beside.figures
    ]
    for passage in beside.passages:
        place = (
            f"《{passage.source_name}》第{passage.page}页"
            if zh
            else f"{passage.source_name}, page {passage.page}"
        )
        lines.append(f"- {place}{'：' if zh else ': '}“{_line(passage.text)}”")
    if lines:
        yield f"**{'来源' if zh else 'Sources'}**\n\n" + "\n".join(lines)


def _line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else flat[: _QUOTED - 1] + "…"
