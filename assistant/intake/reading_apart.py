"""Documents read in child processes: whole, page by page, or out of a container.

A page that hangs its reader or brings it down is left out and named; the rest is read again
without it.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from assistant.domain.model import Record
from assistant.domain.progress import Cancelled, Report
from assistant.domain.tongues import two_tongued
from assistant.errors import InputError
from assistant.intake.jobs import DocumentAsked, PagesAsked, PictureAsked, UnpackAsked, Unpacked
from assistant.intake.workers import (
    DOCUMENT_LIMITS,
    Control,
    ReaderLost,
    WorkerLimits,
    run_apart,
)
from retrieval.loading.mail import is_mail
from retrieval.passages import LoadedDocument

_PATIENCE_S: Final = 5.0
"""How much longer than the job's own limit the parent waits."""
_LEFT_OUT: Final = 8
"""Pages that may be left out before the whole document counts as unreadable."""
_PAGE_S: Final = 120.0
"""For the recognition of one page."""
_PICTURE_S: Final = 30.0
"""For the drawing of one page."""
_HEAD: Final = 65_536
_KNOWN_PARTS: Final = (b"[Content_Types].xml", b"OFD.xml")
"""What an office file or an OFD begins with."""
_FIRST_ENTRY: Final = 4_096


@dataclass(frozen=True)
class LostPage:
    """A page that was left out, and why."""

    page: int
    reason: str
    """In both languages (``domain.tongues``)."""


class PageRead(Record):
    """One page after recognition."""

    number: int
    document: LoadedDocument | None
    """The document as if it had this page only; None where the page was lost."""
    lost: str = ""
    """Why it was lost, in both languages."""


@dataclass(frozen=True)
class ReadDocument:
    """A document as loaded, and the pages that had to be left out."""

    document: LoadedDocument
    lost: tuple[LostPage, ...] = ()


def load_apart(
    path: Path,
    report: Report,
    cancelled: Cancelled,
    limits: WorkerLimits = DOCUMENT_LIMITS,
    name: str = "",
) -> ReadDocument:
    """Load a document; pages that need recognition are listed in it and not read.

    Args:
        path: where it lies.
        report: receives pages done.
        cancelled: asked ten times a second.
        limits: what one reading may cost; it is read again for each page that is left out.
        name: what people call it; the path's own name by default.

    Raises:
        InputError: it can't be read, or so many pages bring the reader down.
        Stopped: the user called it off.
    """
    called = name or path.name
    late = replace(limits, seconds=limits.seconds + _PATIENCE_S)
    lost: list[LostPage] = []
    while True:
        skip = frozenset(page.page for page in lost)
        asked = DocumentAsked(
            path=path.absolute(), name=called, seconds=limits.seconds, skip=skip
        ).model_dump_json()
        try:
            result = run_apart("document", asked, called, Control(report, cancelled), late)
        except ReaderLost as error:
            if error.page is None or error.page in skip or len(lost) == _LEFT_OUT:
                raise
            lost.append(_lost(error.page, error))
        else:
            document = LoadedDocument.model_validate_json(result)
            return ReadDocument(_without_skipped(document, skip), tuple(lost))


def picture_apart(path: Path, name: str, page: int, quote: str, cancelled: Cancelled) -> bytes:
    """Draw one page, with the quote marked where it stands; a PNG.

    Raises:
        InputError: it can't be drawn.
        Stopped: the user called it off.
    """
    asked = PictureAsked(path=path.absolute(), name=name, page=page, quote=quote)
    limits = WorkerLimits(seconds=_PICTURE_S, silent_s=_PICTURE_S)
    control = Control(lambda _: None, cancelled)
    return b64decode(
        json.loads(run_apart("picture", asked.model_dump_json(), name, control, limits))
    )


def recognise_apart(
    path: Path,
    pages: Sequence[int],
    found: Callable[[PageRead], None],
    cancelled: Cancelled,
    name: str,
    *,
    finer: bool = False,
) -> None:
    """Recognise the words on pages that are pictures, one after the other.

    Args:
        path: where the document lies.
        pages: counting from 1.
        found: receives each page, with its words or with why it was lost, as soon as it is done.
        cancelled: asked ten times a second.
        name: what people call the document.
        finer: read from other dots than the first time.

    Raises:
        Stopped: the user called it off; pages handed over so far stay.
    """
    limits = WorkerLimits(
        seconds=_PAGE_S * len(pages) + _PATIENCE_S, silent_s=_PAGE_S + _PATIENCE_S
    )
    left = list(pages)

    def part(body: str) -> None:
        document = LoadedDocument.model_validate_json(body)
        found(PageRead(number=left.pop(0), document=document))  # parts come in their order

    while left:
        asked = PagesAsked(
            path=path.absolute(), name=name, seconds=_PAGE_S, pages=tuple(left), finer=finer
        )
        control = Control(lambda _: None, cancelled, part)
        try:
            run_apart("recognise", asked.model_dump_json(), name, control, limits)
        except InputError as error:  # of the page that came next
            lost = _lost(left.pop(0), error)
            found(PageRead(number=lost.page, document=None, lost=lost.reason))


def may_hold_files(path: Path) -> bool:
    """Whether a file may be an archive or an e-mail, by its first bytes.

    Raises:
        OSError: it can't be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK"):
        return not any(part in head[:_FIRST_ENTRY] for part in _KNOWN_PARTS)
    return is_mail(head)


def unpack_apart(
    path: Path,
    folder: Path,
    cancelled: Cancelled,
    limits: WorkerLimits = DOCUMENT_LIMITS,
    name: str = "",
) -> Unpacked:
    """The files that an archive or e-mail holds, written into ``folder``.

    Raises:
        InputError: the container is damaged or a bomb.
        Stopped: the user called it off.
    """
    called = name or path.name
    asked = UnpackAsked(
        path=path.absolute(), name=called, folder=folder.absolute(), seconds=limits.seconds
    ).model_dump_json()
    late = replace(limits, seconds=limits.seconds + _PATIENCE_S, silent_s=limits.seconds)
    control = Control(lambda _: None, cancelled)
    return Unpacked.model_validate_json(run_apart("unpack", asked, called, control, late))


def _lost(page: int, error: InputError) -> LostPage:
    zh, en = error.zh, error.message
    return LostPage(page, two_tongued(f"第{page}页未读：{zh}", f"page {page} was left out: {en}"))


def _without_skipped(document: LoadedDocument, skip: Iterable[int]) -> LoadedDocument:
    """The document without what it says itself of pages that it was told to skip."""
    left_out = frozenset(skip)
    kept = tuple(p for p in document.problems if p.page not in left_out)
    return document.model_copy(update={"problems": kept}) if left_out else document
