"""Reads one document of any supported kind, or every document in a container, within limits."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from retrieval.loading.budget import (
    EVERYTHING,
    Budget,
    Cancelled,
    Limits,
    PageBegun,
    Progress,
    UnreadableDocument,
    Wanted,
)
from retrieval.loading.containers import Unpacked, Unread, inner_files, is_container, unpack
from retrieval.loading.detect import Form, form_of
from retrieval.loading.invisible import cleaned
from retrieval.passages import LoadedDocument, Problem

Begun = Callable[[str], None]
"""Receives the name of each file inside a container before it is read."""

_DEFAULT_LIMITS = Limits()


class LoadedFiles(NamedTuple):
    """What a file or a container gave."""

    documents: tuple[LoadedDocument, ...]
    unread: tuple[Unread, ...] = ()
    """Files inside that could not be read, with the reason."""


def load_document(
    path: Path,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    wanted: Wanted = EVERYTHING,
    page_begun: PageBegun | None = None,
) -> LoadedDocument:
    """Pages and tables of the document at ``path``; its name says nothing about its kind.

    An e-mail gives its letter only.

    Raises:
        UnreadableDocument: it can't be read; says why, on which page, and what to do. Also an
            archive of documents.
        LoadingStopped: ``cancelled`` said so.
    """
    budget = Budget(limits, progress, cancelled, wanted=wanted, page_begun=page_begun)
    try:
        budget.verify_size(path.stat().st_size)
        return cleaned(_loaded(form_of(path), path, budget))
    except OSError as error:
        raise _unopened(error) from error


def load_documents(
    path: Path,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    wanted: Wanted = EVERYTHING,
    begun: Begun | None = None,
) -> LoadedFiles:
    """Every document in the file at ``path``: itself, or those that an archive or e-mail holds.

    Each has the name ``outer.zip/inner.pdf``. What can't be read inside is listed, and the rest
    goes on. ``limits`` hold for each document, its seconds for all together.

    Raises:
        UnreadableDocument: nothing in it can be read.
        LoadingStopped: ``cancelled`` said so.
    """
    budget = Budget(limits, None, cancelled)
    try:
        budget.verify_size(path.stat().st_size)
        whole = not is_container(path)
    except OSError as error:
        raise _unopened(error) from error
    if whole:
        return LoadedFiles((_named(path, path.name, budget, progress, wanted),))
    with TemporaryDirectory() as folder:
        unpacked = _unpacked(path, Path(folder), budget)
        documents: list[LoadedDocument] = []
        unread = list(unpacked.unread)
        for inner in inner_files(unpacked):
            if begun is not None:
                begun(inner.name)
            try:
                documents.append(_named(inner.path, inner.name, budget, progress, wanted))
            except UnreadableDocument as error:
                unread.append(Unread(inner.name, _problem(error)))
    if not documents:
        raise _nothing_read(unread)
    return LoadedFiles(tuple(documents), tuple(unread))


def _unpacked(path: Path, folder: Path, budget: Budget) -> Unpacked:
    """The files inside; an e-mail's own letter comes first."""
    unpacked = unpack(path, folder, budget)
    if form_of(path) is not Form.MAIL:
        return unpacked
    from retrieval.loading.containers import InnerFile

    return unpacked._replace(files=(InnerFile(path.name, path), *unpacked.files))


def _named(
    path: Path, name: str, budget: Budget, progress: Progress | None, wanted: Wanted
) -> LoadedDocument:
    limits = replace(budget.limits, seconds=budget.seconds_left())
    document = load_document(
        path, limits=limits, progress=progress, cancelled=budget.cancelled, wanted=wanted
    )
    return document.model_copy(update={"name": name})


def _problem(error: UnreadableDocument) -> Problem:
    return Problem(reason=error.reason, page=error.page, hint=error.hint, zh=error.zh)


def _nothing_read(unread: list[Unread]) -> UnreadableDocument:
    if not unread:
        return UnreadableDocument(
            "the archive is empty",
            hint="add the file that holds the content",
            zh="压缩包是空的",
            zh_hint="请加入有内容的文件",
        )
    first = unread[0]
    more, zh_more = (
        (f" (and {len(unread) - 1} more)", f"（另有{len(unread) - 1}个）")
        if unread[1:]
        else ("", "")
    )
    return UnreadableDocument(
        f"nothing in it can be read; {first.name}{more}: {first.problem.reason}",
        hint=first.problem.hint,
        zh=f"其中没有可读的文件；{first.name}{zh_more}：{first.problem.zh}",
    )


def _unopened(error: OSError) -> UnreadableDocument:
    return UnreadableDocument(
        f"the file can't be opened ({error.strerror or error})",
        hint="see that it is there and may be read",
        zh=f"文件无法打开（{error.strerror or error}）",
        zh_hint="请确认文件存在并有读取权限",
    )


def _loaded(form: Form, path: Path, budget: Budget) -> LoadedDocument:
    """Each format's module is imported when the first such file comes."""
    if form is Form.PDF:
        from retrieval.loading.pdf import load_pdf

        return load_pdf(path, budget)
    if form is Form.WORD:
        from retrieval.loading.word import load_word

        return load_word(path, budget)
    if form is Form.WORKBOOK or form is Form.OLD_WORKBOOK:
        from retrieval.loading.workbook import MEDIA_TYPE, OLD_MEDIA_TYPE, load_workbook

        return load_workbook(path, budget, MEDIA_TYPE if form is Form.WORKBOOK else OLD_MEDIA_TYPE)
    if form is Form.IMAGE:
        from retrieval.loading.image import load_image

        return load_image(path, budget)
    if form is Form.OFD:
        from retrieval.loading.ofd import load_ofd

        return load_ofd(path, budget)
    return _loaded_text(form, path, budget)


def _loaded_text(form: Form, path: Path, budget: Budget) -> LoadedDocument:
    if form is Form.WEBPAGE:
        from retrieval.loading.webpage import load_webpage

        return load_webpage(path, budget)
    if form is Form.XML:
        from retrieval.loading.invoice_xml import load_xml

        return load_xml(path, budget)
    if form is Form.MAIL:
        from retrieval.loading.mail import load_mail

        return load_mail(path, budget)
    if form is Form.DELIMITED:
        from retrieval.loading.delimited import load_delimited

        return load_delimited(path, budget)
    if form is Form.ARCHIVE:
        raise UnreadableDocument(
            "it is an archive, not a document",
            hint="unpack it and add the files inside",
            zh="这是压缩包，不是文档",
            zh_hint="请解压后加入其中的文件",
        )
    from retrieval.loading.plaintext import load_text

    return load_text(path, budget)
