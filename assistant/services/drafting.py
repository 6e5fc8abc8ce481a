"""Draft memos, keep every version, export them."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from assistant.domain.case import CaseId
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.progress import Cancelled, Progress, Stopped
from assistant.domain.quantities import Lang
from assistant.llm.endpoint import Sent
from assistant.memo.draft import DraftRequest, ProseWriter, draft_memo
from assistant.memo.markdown import memo_markdown
from assistant.services.asking import endpoint_settings
from assistant.services.files_out import written
from assistant.services.office import Office
from assistant.services.reading import case_passages, fact_book, personal_names
from assistant.services.sending import log_request

FORMATS: Final = (".md", ".docx", ".pdf", ".html")

_Step = Progress | MemoVersion | BaseException
GENERATOR: Final = f"tallystick {version('tallystick')}"


_LOOK_S: Final = 0.2
"""How often a draft under way looks whether it was called off."""


def _never() -> bool:
    return False


def draft(
    office: Office,
    case: CaseId,
    kind: MemoKind,
    lang: Lang,
    prose: ProseWriter | None = None,
    cancelled: Cancelled = _never,
) -> Iterator[Progress | MemoVersion]:
    """Draft, check and keep a memo; the last thing yielded is the kept version.

    Called off, it ends at once; a request to a model that is under way then is the last one.

    Args:
        office: whose home.
        case: which case.
        kind: which template.
        lang: language of the memo.
        prose: who writes around the statements; None for the configured model, or code alone.
        cancelled: asked often.

    Raises:
        Stopped: it was called off; nothing is kept but the log of what was sent.
    """
    store = office.store(case)

    def log(sent: Sent) -> None:
        if cancelled():
            raise Stopped
        log_request(store, office.by, office.clock, sent)

    prose = prose or _configured(office, case, lang, log)
    held = office.case(case)
    request = DraftRequest(
        case=held, kind=kind, lang=lang, by=office.by, at=office.clock(), generator=GENERATOR
    )
    book = fact_book(held, case_passages(office, case))
    steps: SimpleQueue[_Step] = SimpleQueue()

    def on_section(title: str, done: int, total: int) -> None:
        if cancelled():
            raise Stopped
        steps.put(Progress(subject=title, stage="writing", done=done, total=total, unit="sections"))

    def work() -> None:
        try:
            steps.put(draft_memo(request, book, prose, on_section))
        except BaseException as error:  # noqa: BLE001  handed to the caller's thread below
            steps.put(error)

    Thread(target=work, daemon=True).start()
    while not isinstance(step := _next(steps, cancelled), MemoVersion):
        if isinstance(step, BaseException):
            raise step
        yield step
    with store.writing(office.by, "draft", "", office.clock, f"memo {step.number}") as writer:
        writer.add_memo(step)
        writer.detail(model=step.model, policy=step.policy, lang=lang.value)
    yield step


def _next(steps: "SimpleQueue[_Step]", cancelled: Cancelled) -> _Step:
    """What comes next. Raises Stopped as soon as it was called off."""
    while True:
        if cancelled():
            raise Stopped
        with suppress(Empty):
            return steps.get(timeout=_LOOK_S)


def _configured(
    office: Office, case: CaseId, lang: Lang, log: Callable[[Sent], None]
) -> ProseWriter | None:
    """The configured model as a writer; None where there is none."""
    endpoint = endpoint_settings(office.settings)
    if endpoint is None:
        return None
    from assistant.llm.memo_prose import EndpointProse

    return EndpointProse(endpoint, lang, personal_names(office.case(case)), log)


def export(memo: MemoVersion, path: Path) -> Path:
    """Write a memo in the format of the path's suffix; whole or not at all.

    Raises:
        InputError: the suffix is not one we write, or the folder is absent.
        StorageError: the file can't be written.
    """
    return written(path, FORMATS, lambda suffix: _content(memo, suffix))


def _content(memo: MemoVersion, suffix: str) -> bytes:
    if suffix == ".md":
        return memo_markdown(memo, marked=True).encode()
    if suffix == ".docx":
        from assistant.memo.docx_export import docx_bytes

        return docx_bytes(memo)
    if suffix == ".html":
        from assistant.memo.html_export import html_page

        return html_page(memo).encode()
    from assistant.memo.pdf_export import pdf_bytes

    return pdf_bytes(memo)
