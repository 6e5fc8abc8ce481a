"""A person's edit of a memo: who wrote what stays known, and the whole is proved again."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, NamedTuple

from assistant.domain.checks import Proof
from assistant.domain.memo import (
    Attested,
    Author,
    MemoSection,
    MemoVersion,
    Paragraph,
    SourceNote,
    version_digest,
)
from assistant.domain.placing import placed, statement_of
from assistant.errors import InputError
from assistant.memo.blocks import pieces
from assistant.memo.markdown import body_markdown, unmarked
from assistant.memo.notes import NoteBook
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from assistant.proof.sentences import sentences

_MARK: Final = re.compile(r"\[\^(\d+)\]")
_LEAD: Final = re.compile(r"(- )?\*\*(?P<lead>[^*]+)\*\*")
_RULE: Final = re.compile(r"\|[\s:|-]+\|\Z")


class Unchanged(InputError):
    """An edit that leaves the text as it is."""


@dataclass(frozen=True)
class Editing:
    """Who edits which version of a case's memos, and when."""

    base: MemoVersion
    last: MemoVersion
    """The newest version; the edited one is chained to it."""
    book: FactBook
    by: str
    at: datetime
    generator: str


class Difference(NamedTuple):
    """A sentence, table row or heading that stands in one version only."""

    section: str
    """Code of the section."""
    title: str
    sign: str
    """``-`` where the earlier version has it, ``+`` where the later one does."""
    text: str


class _Piece(NamedTuple):
    text: str
    plain: str
    """What is compared: bold, spaces and a table's ruling don't count."""
    paragraph: int


def edited(editing: Editing, texts: Mapping[str, str]) -> MemoVersion:
    """The next version, with ``texts`` (Markdown by section code) in place of what stood there.

    A block that didn't change keeps its author. A person's sentence about a figure gets the
    figure's source mark. Nothing is struck: what isn't proved is marked, and can't be signed.

    Raises:
        InputError: nothing was changed, a section is unknown, or a mark has no source note.
    """
    base = editing.base
    _verify_texts(base, texts)
    notes = NoteBook(base.lang, base.notes)
    author = Author(kind="person", name=editing.by)
    sections = tuple(
        section
        if section.code not in texts
        else section.model_copy(
            update={
                "paragraphs": tuple(
                    _sourced(p, editing.book, notes) if p.author == author else p
                    for p in _paragraphs(section, texts[section.code], author)
                )
            }
        )
        for section in base.sections
    )
    if not differences(base, base.model_copy(update={"sections": sections})):
        raise Unchanged(
            f"nothing differs from memo {base.number}",
            "change a section's text first",
            zh=f"与第{base.number}稿没有差异",
            zh_hint="请先改动某一节的文字",
        )
    held, sections = _kept_statements(base.attested, sections, editing.book)
    lapsed = {a.note for a in base.attested} - {a.note for a in held}
    kept = tuple(note for note in notes.notes() if note.number not in lapsed)
    return next_version(editing, sections, kept, held)


def next_version(
    editing: Editing,
    sections: tuple[MemoSection, ...],
    notes: tuple[SourceNote, ...],
    attested: tuple[Attested, ...],
) -> MemoVersion:
    """What a person made of a version: proved again, unsigned, chained to the newest one."""
    return editing.base.model_copy(
        update={
            "number": editing.last.number + 1,
            "sections": sections,
            "notes": notes,
            "attested": attested,
            "check": check_text(body_markdown(sections), editing.book),
            "generator": editing.generator,
            "drafted_at": editing.at,
            "drafted_by": editing.by,
            "previous_digest": version_digest(editing.last),
            "edited_from": editing.base.number,
            "signatures": (),
        }
    )


def _kept_statements(
    attested: tuple[Attested, ...], sections: tuple[MemoSection, ...], book: FactBook
) -> tuple[tuple[Attested, ...], tuple[MemoSection, ...]]:
    """What persons still stand by, and the sections without the marks of what has lapsed."""
    if not attested:
        return (), sections
    check = check_text(body_markdown(sections), book)
    said = {statement_of(attested, one) for one in placed(sections, check)}
    held = tuple(one for one in attested if one in said)
    gone = [f"[^{one.note}]" for one in attested if one not in said]

    def freed(paragraph: Paragraph) -> Paragraph:
        text = paragraph.text
        for mark in gone:
            text = text.replace(mark, "")
        return paragraph.model_copy(update={"text": text})

    return held, tuple(
        section.model_copy(update={"paragraphs": tuple(map(freed, section.paragraphs))})
        for section in sections
    )


def differences(old: MemoVersion, new: MemoVersion) -> tuple[Difference, ...]:
    """Sentences and table rows that one of two versions has and the other hasn't, by section."""
    before = {section.code: section for section in old.sections}
    after = {section.code: section for section in new.sections}
    found: list[Difference] = []
    for code, section in {**before, **after}.items():
        was, now = _pieces(before.get(code)), _pieces(after.get(code))
        for tag, a, b, c, d in _matcher(was, now).get_opcodes():
            if tag != "equal":
                told = _told_otherwise(_lines(was[a:b]), _lines(now[c:d]))
                found += [Difference(code, section.title, sign, text) for sign, text in told]
    return tuple(found)


def _told_otherwise(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    """Lines of two stretches that differ, each with its sign."""
    plain = SequenceMatcher(None, [_plain(t) for t in was], [_plain(t) for t in now], False)
    for tag, a, b, c, d in plain.get_opcodes():
        if tag != "equal":
            yield from (("-", text) for text in was[a:b])
            yield from (("+", text) for text in now[c:d])


def _lines(found: list[_Piece]) -> list[str]:
    """Sentences of prose and rows of tables."""
    lines: list[str] = []
    for piece in found:
        if piece.text.startswith("|"):
            lines += piece.text.splitlines()
        else:
            spans = sentences(piece.text)
            lines += [piece.text[s.start : s.end].strip() for s in spans] or [piece.text]
    return lines


def _verify_texts(base: MemoVersion, texts: Mapping[str, str]) -> None:
    codes = [section.code for section in base.sections]
    if strange := [code for code in texts if code not in codes]:
        raise InputError(
            f"memo {base.number} has no section {strange[0]!r}",
            f"it has: {', '.join(codes)}",
            zh=f"第{base.number}稿没有“{strange[0]}”这一节",
            zh_hint=f"共有：{'、'.join(codes)}",
        )
    known = {note.number for note in base.notes}
    used = {int(n) for text in texts.values() for n in _MARK.findall(text)}
    if lost := sorted(used - known):
        raise InputError(
            f"source mark {lost[0]} has no note in memo {base.number}",
            "leave new marks out: a proved figure gets its own",
            zh=f"第{base.number}稿没有编号为 {lost[0]} 的来源注释",
            zh_hint="新写的句子不必编号，数字证实后自动注明来源",
        )


def _pieces(section: MemoSection | None) -> list[_Piece]:
    paragraphs = section.paragraphs if section else ()
    return [
        _Piece(text, _plain(text), number)
        for number, paragraph in enumerate(paragraphs)
        for text in pieces(paragraph.text)
    ]


def _plain(piece: str) -> str:
    lines = [line for line in piece.splitlines() if not _RULE.match(line)]
    cells = ("|".join(cell.strip() for cell in line.split("|")) for line in lines)
    return "\n".join(" ".join(line.replace("**", "").split()) for line in cells)


def _matcher(was: list[_Piece], now: list[_Piece]) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, [p.plain for p in was], [p.plain for p in now], autojunk=False)


def _paragraphs(section: MemoSection, text: str, author: Author) -> Iterator[Paragraph]:
    """The section's new paragraphs: kept ones as they were, changed ones by ``author``."""
    old = _pieces(section)
    leads = [m["lead"] for piece in old if (m := _LEAD.match(piece.text))]
    new = [_Piece(t, _plain(t), -1) for t in pieces(unmarked(text))]
    kept: dict[int, _Piece] = {}
    for a, b, size in _matcher(old, new).get_matching_blocks():
        kept.update({b + n: old[a + n] for n in range(size)})
    told = [kept.get(n, piece) for n, piece in enumerate(new)]
    for number, group in groupby(told, key=lambda piece: piece.paragraph):
        found = list(group)
        if number < 0:
            yield from _written(found, leads, author)
        elif len(found) == sum(piece.paragraph == number for piece in old):
            yield section.paragraphs[number]
        else:
            yield section.paragraphs[number].model_copy(update={"text": _joined(found)})


def _written(found: list[_Piece], leads: list[str], author: Author) -> Iterator[Paragraph]:
    """A person's blocks: list items together, every other block by itself."""
    for bullet, group in groupby(found, key=lambda piece: piece.text.startswith("- ")):
        told = [piece._replace(text=_led(piece.text, leads)) for piece in group]
        for part in [told] if bullet else [[one] for one in told]:
            yield Paragraph(text=_joined(part), author=author)


def _led(text: str, leads: list[str]) -> str:
    """The text with the section's bold lead-ins in bold again: Word's reader drops that."""
    sign, body = ("- ", text[2:]) if text.startswith("- ") else ("", text)
    for lead in leads:
        if body.startswith(lead):
            return f"{sign}**{lead}**{body[len(lead) :]}"
    return text


def _joined(found: list[_Piece]) -> str:
    lists = all(piece.text.startswith("- ") for piece in found)
    return ("\n" if lists else "\n\n").join(piece.text for piece in found)


def _sourced(paragraph: Paragraph, book: FactBook, notes: NoteBook) -> Paragraph:
    """The paragraph with a source mark after each sentence that states a figure without one."""
    text, keys = paragraph.text, dict.fromkeys(paragraph.figures)
    if text.startswith("|"):
        return paragraph
    for sentence in reversed(check_text(text, book).sentences):
        figures = [
            book.figures[claim.figure]
            for claim in sentence.claims
            if claim.verdict is Proof.PROVED and claim.figure in book.figures
        ]
        keys.update(dict.fromkeys(figure.key for figure in figures))
        if marks := "".join(
            m for m in _each(notes.marks(tuple(figures))) if m not in sentence.text
        ):
            at = sentence.start + len(sentence.text.rstrip())
            text = text[:at] + marks + text[at:]
    return paragraph.model_copy(update={"text": text, "figures": tuple(keys)})


def _each(marks: str) -> list[str]:
    return [f"[^{number}]" for number in _MARK.findall(marks)]
