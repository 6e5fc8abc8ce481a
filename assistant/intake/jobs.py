"""What a child process may be asked to do; each job takes and gives JSON."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from assistant.domain.model import Record
from assistant.domain.progress import Progress
from assistant.errors import InputError

if TYPE_CHECKING:
    from retrieval.loading import UnreadableDocument
    from retrieval.passages import LoadedDocument


Say = Callable[[str, str], None]
"""Tells the parent something: ``progress``, ``page`` or ``part``, and its body."""


class Refused(Record):
    """Why a file inside a container was refused, and what to do."""

    en: str
    zh: str
    hint: str = ""


class DocumentAsked(Record):
    """A document to load."""

    path: Path
    name: str
    """What people call it."""
    seconds: float
    skip: frozenset[int] = frozenset()
    """Pages that brought an earlier reader down."""


class PagesAsked(Record):
    """Pages of pictures to recognise, one after the other; each comes back as a part."""

    path: Path
    name: str
    seconds: float
    """For each page."""
    pages: tuple[int, ...]
    finer: bool = False
    """Whether it is a second reading, from other dots."""


class PictureAsked(Record):
    """A page to be drawn."""

    path: Path
    name: str
    page: int
    """Counting from 1."""
    quote: str = ""
    """Words to be marked."""


class UnpackAsked(Record):
    """A file that may hold others."""

    path: Path
    name: str
    folder: Path
    """Where the files inside are written."""
    seconds: float


class Unpacked(Record):
    """What a container holds."""

    is_container: bool
    is_document: bool = False
    """Whether it is a document of its own too: an e-mail's letter."""
    files: tuple[tuple[str, Path], ...] = ()
    """Name for people, ``outer.zip/inner.pdf``, and where it lies now."""
    unread: tuple[tuple[str, Refused], ...] = ()
    """Files inside that were refused."""


class InvoicesAsked(Record):
    """Invoices to read."""

    request: str
    """An ``InvoiceRequest`` as JSON."""
    out_dir: Path


def unreadable(name: str, error: "UnreadableDocument") -> InputError:
    """A document that can't be read, with its name and page."""
    page, zh_page = (f", page {error.page}", f"第{error.page}页") if error.page else ("", "")
    return InputError(
        f"{name}{page}: {error.reason}",
        error.hint,
        zh=f"{name}{zh_page}：{error.zh}",
        zh_hint=error.zh_hint,
    )


def _progress(name: str, say: Say) -> Callable[[int, int | None], None]:
    def told(done: int, total: int | None) -> None:
        step = Progress(subject=name, stage="reading", done=done, total=total, unit="pages")
        say("progress", step.model_dump_json())

    return told


def _document(asked: str, say: Say) -> str:
    from retrieval.loading import Limits, UnreadableDocument, Wanted, load_document

    wanted = DocumentAsked.model_validate_json(asked)
    try:
        document = load_document(
            wanted.path,
            limits=Limits(seconds=wanted.seconds),
            progress=_progress(wanted.name, say),
            wanted=Wanted(recognise=False, skip=wanted.skip),
            page_begun=lambda page: say("page", str(page)),
        )
    except UnreadableDocument as error:
        raise unreadable(wanted.name, error) from error
    return document.model_copy(update={"name": wanted.name}).model_dump_json()


def _recognise(asked: str, say: Say) -> str:
    from retrieval.loading import Limits, UnreadableDocument, Wanted, load_document

    wanted = PagesAsked.model_validate_json(asked)
    for page in wanted.pages:
        say("page", str(page))
        try:
            document = load_document(
                wanted.path,
                limits=Limits(seconds=wanted.seconds),
                wanted=Wanted(only=frozenset({page}), finer=wanted.finer),
            )
        except UnreadableDocument as error:
            raise unreadable(wanted.name, error) from error
        say("part", _only(document, page, wanted.name).model_dump_json())
    return "{}"


def _only(document: "LoadedDocument", page: int, name: str) -> "LoadedDocument":
    """What a document says on one page."""
    return document.model_copy(
        update={
            "name": name,
            "pages": tuple(p for p in document.pages if p.number == page),
            "tables": tuple(t for t in document.tables if t.page == page),
            "problems": tuple(p for p in document.problems if p.page in (page, None)),
        }
    )


def _picture(asked: str, say: Say) -> str:
    from retrieval.loading import UnreadableDocument
    from retrieval.loading.picture import page_picture

    wanted = PictureAsked.model_validate_json(asked)
    say("page", str(wanted.page))
    try:
        png = page_picture(wanted.path, wanted.page, wanted.quote)
    except UnreadableDocument as error:
        raise unreadable(wanted.name, error) from error
    return json.dumps(b64encode(png).decode("ascii"))


def _unpack(asked: str, say: Say) -> str:
    from retrieval.loading import Budget, Limits, UnreadableDocument, is_container, unpack
    from retrieval.loading.detect import Form, form_of

    del say
    wanted = UnpackAsked.model_validate_json(asked)
    try:
        if not is_container(wanted.path):
            return Unpacked(is_container=False).model_dump_json()
        found = unpack(wanted.path, wanted.folder, Budget(Limits(seconds=wanted.seconds)))
    except UnreadableDocument as error:
        raise unreadable(wanted.name, error) from error
    outer = wanted.path.name
    return Unpacked(
        is_container=True,
        is_document=form_of(wanted.path) is Form.MAIL,
        files=tuple((wanted.name + f.name.removeprefix(outer), f.path) for f in found.files),
        unread=tuple(
            (
                wanted.name + u.name.removeprefix(outer),
                Refused(
                    en=u.problem.reason, zh=u.problem.zh or u.problem.reason, hint=u.problem.hint
                ),
            )
            for u in found.unread
        ),
    ).model_dump_json()


def _invoices(asked: str, say: Say) -> str:
    from assistant.intake.invoice_reading import InvoiceRequest, read_here

    wanted = InvoicesAsked.model_validate_json(asked)
    request = InvoiceRequest.model_validate_json(wanted.request)

    def report(step: Progress) -> None:
        say("progress", step.model_dump_json())

    reading = read_here(request, out_dir=wanted.out_dir, progress=report, cancelled=lambda: False)
    return reading.model_dump_json()


def _firms(asked: str, say: Say) -> str:
    from assistant.intake.invoice_reading import firms_here

    del say
    return firms_here(Path(asked)).model_dump_json()


def _kind(asked: str, say: Say) -> str:
    from assistant.intake.stage_file import holds_invoices

    del say
    return "invoices" if holds_invoices(Path(asked)) else "document"


def _listen(asked: str, say: Say) -> str:
    from assistant.intake.hearing_job import listen_here

    return listen_here(asked, say)


def _delivery(asked: str, say: Say) -> str:
    from assistant.intake.hearing_job import delivery_here

    return delivery_here(asked, say)


def _clip(asked: str, say: Say) -> str:
    from assistant.intake.hearing_job import clip_here

    return clip_here(asked, say)


JOBS: Final[Mapping[str, Callable[[str, Say], str]]] = MappingProxyType(
    {
        "document": _document,
        "recognise": _recognise,
        "picture": _picture,
        "unpack": _unpack,
        "invoices": _invoices,
        "firms": _firms,
        "kind": _kind,
        "listen": _listen,
        "delivery": _delivery,
        "clip": _clip,
    }
)
"""Jobs by name."""
