"""Check any text: against a case, against plain files, or many small ones in a row."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.domain.case import CaseId
from assistant.domain.checks import Proof, SourceText, TextCheck
from assistant.domain.quantities import Lang
from assistant.domain.readings import SentenceReading
from assistant.errors import InputError, system_reason
from assistant.intake.jobs import unreadable
from assistant.proof.check import check_text
from assistant.proof.stated import check_stated
from assistant.services.office import Office
from assistant.services.page_markdown import joined_pages, labels_markdown, page_markdown
from assistant.services.reading import case_passages, fact_book
from assistant.services.said_again import said_once
from retrieval.loading import Limits, UnreadableDocument, load_document
from retrieval.loading.budget import EVERYTHING, Budget, Wanted
from retrieval.loading.detect import Form, form_of
from retrieval.loading.word_markdown import word_markdown
from retrieval.passages import Page


def check_file(office: Office, case: CaseId, path: Path) -> TextCheck:
    """Every sentence of a file against one case; reasons in the office's language.

    Raises:
        InputError: the file can't be read.
    """
    text = checked_text(path)
    held = office.case(case)
    book = fact_book(held, case_passages(office, case), notes=True)
    return _told_in(office.lang, check_text(text, book, id=path.name))


def _told_in(lang: Lang, check: TextCheck) -> TextCheck:
    """A check whose unproved sentences have their reasons in both languages, in one."""
    sentences = tuple(
        s
        if s.verdict is Proof.PROVED
        else s.model_copy(
            update={"claims": tuple(c.model_copy(update={"reason": c.why(lang)}) for c in s.claims)}
        )
        for s in check.sentences
    )
    return check.model_copy(update={"sentences": sentences})


Reader = Callable[[TextCheck, Sequence[SourceText]], Sequence[SentenceReading]]
"""Proposes readings of what a first check left unchecked."""


def check_against(
    path: Path, sources: Sequence[Path], lang: Lang, reader: Reader | None = None
) -> TextCheck:
    """Every sentence of a file against what other files state; reasons in ``lang``.

    Raises:
        InputError: a file can't be read, or a source holds no words.
        ModelError: ``reader``'s endpoint fails.
    """
    text = checked_text(path)
    passages = [page for source in sources for page in _worded_pages(source)]
    if not any(page.text.strip() for page in passages):
        raise InputError(
            f"{', '.join(map(str, sources))}: no text to check against",
            "a scanned file has to be read by OCR first",
            zh=f"{'、'.join(map(str, sources))}：没有可供核对的文字",
            zh_hint="扫描件请先做文字识别",
        )
    return _checked(text, passages, path.name, lang, reader)


def _checked(
    text: str, passages: Sequence[SourceText], name: str, lang: Lang, reader: Reader | None
) -> TextCheck:
    """A text by the rules, then once more with what a model proposes for the rest."""
    plain = check_stated(text, passages, id=name, lang=lang)
    readings = reader(plain, passages) if reader is not None else ()
    if not readings:
        return plain
    return check_stated(text, passages, id=name, readings=readings, lang=lang)


def checked_text(path: Path) -> str:
    """The text of a file with the structure that its sentences are checked by.

    Raises:
        InputError: the file can't be read.
    """
    try:
        if form_of(path) is Form.WORD:
            return word_markdown(path, Budget(Limits()))
    except UnreadableDocument as error:
        raise unreadable(str(path), error) from error
    except OSError as error:
        raise InputError(
            f"{path}: {system_reason(error, 'en')}",
            "check path and permissions",
            zh=f"{path}：{system_reason(error, 'zh')}",
            zh_hint="请检查路径和权限",
        ) from error
    pages = _loaded(path, Wanted(notes=False))
    if form_of(path) is not Form.PDF:
        return "\n\n".join(page.text for page in pages)
    if _are_tagged(pages):
        rest = (labels_markdown(left) for left in said_once(pages) if left)
        return "\n\n".join([*joined_pages(pages), *rest])
    return "\n\n".join(page_markdown(page.text) for page in pages)


def _are_tagged(pages: Sequence[Page]) -> bool:
    """Whether tags cover every page with words and most of the words; else boxes tell more."""
    worded = [page for page in pages if page.text.strip()]
    inside = sum(len(block) for page in worded for block in page.tagged)
    outside = sum(len(page.untagged) for page in worded)
    return inside > outside and all(page.tagged or page.untagged for page in worded)


def check_batch(path: Path, lang: Lang, reader: Reader | None = None) -> Iterator[TextCheck]:
    """One result a line of ``{"id", "sources": [text...], "text"}``; reasons in ``lang``.

    Raises:
        InputError: a line is no such object; the message names it.
        ModelError: ``reader``'s endpoint fails.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: {error}",
            "give a UTF-8 file of JSON lines",
            zh=f"{path}：{error}",
            zh_hint="请给出 UTF-8 编码、每行一个 JSON 的文件",
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _check_line(path, number, line, lang, reader)


def _check_line(path: Path, number: int, line: str, lang: Lang, reader: Reader | None) -> TextCheck:
    try:
        case = json.loads(line)
        sources = [_text(source) for source in _listed(case["sources"])]
        name, text = str(case.get("id", number)), _text(case["text"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path}, line {number}: not {{id, sources, text}}",
            "one JSON object a line",
            zh=f"{path} 第{number}行：不是 {{id, sources, text}}",
            zh_hint="每行应为一个 JSON 对象",
        ) from error
    passages = [
        SourceText(source=f"{position}", source_name=f"source {position}", page=1, text=words)
        for position, words in enumerate(sources, start=1)
    ]
    return _checked(text, passages, name, lang, reader)


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _worded_pages(path: Path) -> tuple[SourceText, ...]:
    """A source's pages; a Word file is one, with its tables where they stand."""
    try:
        word = path.is_file() and form_of(path) is Form.WORD
    except UnreadableDocument as error:
        raise unreadable(str(path), error) from error
    if not word:
        return _pages(path)
    return (SourceText(source=path.name, source_name=path.name, page=1, text=checked_text(path)),)


def _pages(path: Path) -> tuple[SourceText, ...]:
    return tuple(
        SourceText(source=path.name, source_name=path.name, page=page.number, text=page.text)
        for page in _loaded(path, EVERYTHING)
    )


def _loaded(path: Path, wanted: Wanted) -> tuple[Page, ...]:
    try:
        return load_document(path, limits=Limits(), wanted=wanted).pages
    except UnreadableDocument as error:
        raise unreadable(str(path), error) from error
