"""E-mails: the letter with its head is one document, each attachment a file of its own."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.encoding import decoded
from retrieval.passages import LoadedDocument, Page, Problem, Table

MEDIA_TYPE: Final = "message/rfc822"
_HEAD: Final = ("From", "To", "Cc", "Date", "Subject")
_HEADER_LINE: Final = re.compile(
    rb"(?:from|to|cc|date|subject|received|return-path|message-id|mime-version|delivered-to|reply-to"
    rb"|content-type|content-transfer-encoding|x-[\w-]+|dkim-signature|sender|thread-topic)\s*:",
    re.IGNORECASE,
)
_TELLING: Final = re.compile(
    rb"^(?:from|subject|received|return-path|message-id|mime-version)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_HEADERS: Final = 3
_PARTS: Final = 2_000


class Attachment(NamedTuple):
    """A file that a letter carries."""

    name: str
    data: bytes


def is_mail(head: bytes) -> bool:
    """Whether a file's first bytes are the head of an e-mail."""
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    if not lines or not (_HEADER_LINE.match(lines[0]) or lines[0].startswith(b"From ")):
        return False
    top = b"\n".join(lines)
    headers = [line for line in lines[:60] if _HEADER_LINE.match(line)]
    return len(headers) >= _LEAST_HEADERS and len(_TELLING.findall(top)) > 1


def load_mail(path: Path, budget: Budget) -> LoadedDocument:
    """The letter itself; its attachments are named as files of their own.

    Raises:
        UnreadableDocument: neither words nor attachments in it.
        LoadingStopped: the user called it off.
    """
    message = _message(path)
    head = "\n".join(f"{name}: {message[name]}" for name in _HEAD if message[name])
    body = _body(message, budget)
    carried = list(attachments(path))
    if not body.text.strip() and not carried:
        raise UnreadableDocument(
            "the e-mail holds neither words nor attachments",
            hint="save it again from the mail program",
            zh="邮件没有正文也没有附件",
            zh_hint="请从邮件软件重新保存",
        )
    listed = "\n".join(f"Attachment: {item.name}" for item in carried)
    text = "\n\n".join(part for part in (head, listed, body.text) if part)
    budget.page_done(1, 1, len(text))
    return LoadedDocument(
        name=path.name,
        media_type=MEDIA_TYPE,
        pages=(Page(number=1, text=text),),
        tables=body.tables,
        problems=body.problems,
    )


def attachments(path: Path) -> Iterator[Attachment]:
    """Files that the letter carries, pictures in its text included, letters as ``.eml``."""
    message = _message(path)
    body = _body_part(message)
    for count, part in enumerate(_files(message), start=1):
        if part is body or count > _PARTS:
            continue
        named = part.get_filename()
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            letter = inner[0] if isinstance(inner, list) and inner else None
            data = letter.as_bytes() if isinstance(letter, EmailMessage) else b""
            yield Attachment(named or f"letter-{count}.eml", data)
        elif named or part.get_content_maintype() not in ("text", "multipart"):
            kind = part.get_content_subtype()
            yield Attachment(named or f"part-{count}.{kind}", _payload(part))


class _Body(NamedTuple):
    text: str
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()


def _message(path: Path) -> EmailMessage:
    with path.open("rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  what this policy makes
    return message


def _files(message: EmailMessage) -> Iterator[EmailMessage]:
    """Parts without the inside of attached letters."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts():
        assert isinstance(part, EmailMessage)  # noqa: S101
        yield from _files(part)


def _body_part(message: EmailMessage) -> EmailMessage | None:
    try:
        part = message.get_body(preferencelist=("html", "plain"))
    except (KeyError, ValueError, AttributeError):
        return None
    return part if isinstance(part, EmailMessage) else None


def _body(message: EmailMessage, budget: Budget) -> _Body:
    part = _body_part(message)
    if part is None:
        return _Body("")
    data = _payload(part)
    if part.get_content_subtype() != "html":
        return _Body(_text(data, part.get_content_charset()))
    from retrieval.loading.webpage import load_webpage

    text = _text(data, part.get_content_charset())
    with TemporaryDirectory() as folder:
        page = Path(folder) / "body.html"
        page.write_text(text, encoding="utf-8-sig")
        try:
            loaded = load_webpage(page, budget)
        except UnreadableDocument:
            return _Body("")
    tables = tuple(table.model_copy(update={"page": 1}) for table in loaded.tables)
    return _Body("\n".join(p.text for p in loaded.pages), tables, loaded.problems)


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(data: bytes, charset: str | None) -> str:
    if charset:
        try:
            return data.decode("gb18030" if charset.lower() in ("gb2312", "gbk") else charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data).text if data.strip() else ""
