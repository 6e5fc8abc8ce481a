"""What a file is, by its first bytes and its inside; the name is never asked."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from retrieval.loading.budget import UnreadableDocument
from retrieval.loading.delimited import looks_delimited
from retrieval.loading.mail import is_mail
from retrieval.loading.picture_header import media_type_of

_HEAD: Final = 65_536
_FEW_LINES: Final = 4
_LONG_LINES: Final = 2_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\b|<(?:\w+:)?e?invoice\b)", re.IGNORECASE
)
_HEIF: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_Hint = tuple[str, str]
"""English and Chinese."""
_AS_JPEG: Final = ("send it as JPEG or PDF", "请另存为 JPEG 或 PDF 后加入")
_AS_PDF: Final = ("save it as PDF and add that", "请另存为 PDF 后加入")
_AS_EML: Final = (
    "save it as EML, or its text and attachments apart",
    "请另存为 EML，或分别加入正文和附件",
)
_UNPACK: Final = ("unpack it and add the files inside", "请解压后加入其中的文件")
_RECORDING: Final = ("add it as an interview", "请作为访谈录音加入")
_RESAVE: Final = ("save it as DOCX or PDF and add that", "请另存为 DOCX 或 PDF 后加入")
_AS_RECORDS: Final = ("add it as records, not as a document", "请作为记录加入，而不是文档")
_NO_DOCUMENT: Final = ("add a document", "请加入文档")
_NOT_READ: Final[tuple[tuple[bytes, str, str, _Hint], ...]] = (
    (b"GIF8", "a GIF image", "GIF 图片", _AS_JPEG),
    (b"BM", "a BMP image", "BMP 图片", _AS_JPEG),
    (b"%!PS", "a PostScript file", "PostScript 文件", _AS_PDF),
    (b"{\\rtf", "an RTF document", "RTF 文档", _RESAVE),
    (b"Rar!", "a RAR archive", "RAR 压缩包", _UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", "7z 压缩包", _UNPACK),
    (b"\x1f\x8b", "a gzip archive", "gzip 压缩包", _UNPACK),
    (b"PAR1", "a Parquet table", "Parquet 表", _AS_RECORDS),
    (b"RIFF", "a recording", "录音", _RECORDING),
    (b"ID3", "a recording", "录音", _RECORDING),
    (b"\x7fELF", "a program", "程序", _NO_DOCUMENT),
    (b"MZ", "a program", "程序", _NO_DOCUMENT),
)  # fmt: skip

_SHORT: Final = (b"BM", b"MZ")
"""Words may begin so as well."""
_OFFICE: Final = {
    "ppt/presentation.xml": ("a PowerPoint presentation", "PowerPoint 演示文稿"),
    "content.xml": ("an OpenDocument file", "OpenDocument 文件"),
    "META-INF/container.xml": ("an e-book", "电子书"),
}


class Form(StrEnum):
    """The formats that are read."""

    PDF = "pdf"
    WORD = "word"
    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old_workbook"
    WEBPAGE = "webpage"
    XML = "xml"
    DELIMITED = "delimited"
    OFD = "ofd"
    IMAGE = "image"
    MAIL = "mail"
    ARCHIVE = "archive"
    """Holds files of its own; `load_documents` reads them."""
    TEXT = "text"


def form_of(path: Path) -> Form:
    """The format of a file by its content.

    Raises:
        UnreadableDocument: empty, or of a kind that isn't read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if len(head) == _HEAD and head.count(b"\n") < _FEW_LINES:
            head += file.read(_LONG_LINES)  # a table of thousands of columns
    if not head.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument(
            "the file is empty",
            hint="add the file that holds the content",
            zh="文件是空的",
            zh_hint="请加入有内容的文件",
        )
    if b"%PDF-" in head[:1024]:
        return Form.PDF
    if head.startswith(b"PK"):
        return _form_of_archive(path)
    if head.startswith(_OLE):
        return _form_of_compound(path)
    if media_type_of(head):
        return Form.IMAGE
    if head[4:8] == b"ftyp":
        raise _film_or_photo(head[8:12])
    for magic, what, zh, (hint, zh_hint) in _NOT_READ:
        if head.startswith(magic) and not (magic in _SHORT and _is_text(head)):
            raise UnreadableDocument(
                f"it is {what}, which is not read",
                hint=hint,
                zh=f"这是{zh}，不能读取",
                zh_hint=zh_hint,
            )
    return _form_of_text(_as_utf8(head))


def _form_of_text(head: bytes) -> Form:
    if _HTML.match(head):
        return Form.WEBPAGE
    if _XML.match(head):
        return Form.XML
    if is_mail(head):
        return Form.MAIL
    return Form.DELIMITED if looks_delimited(head) else Form.TEXT


def _is_text(head: bytes) -> bool:
    """Whether bytes that begin like ``BM`` or ``MZ`` are words all the same."""
    return not any(byte < 9 or 13 < byte < 32 for byte in head[:256])  # noqa: PLR2004  controls


def _as_utf8(head: bytes) -> bytes:
    """UTF-16 that says so, as UTF-8, so that its first tag can be seen."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") and head[2:4] != b"\x00\x00":
        return head.decode("utf-16", "replace").encode()
    return head


def _film_or_photo(brand: bytes) -> UnreadableDocument:
    if brand in _HEIF:
        return UnreadableDocument(
            "it is a HEIC photo, which is not read",
            hint=_AS_JPEG[0],
            zh="这是 HEIC 照片，不能读取",
            zh_hint=_AS_JPEG[1],
        )
    return UnreadableDocument(
        "it is a recording, which is not read",
        hint=_RECORDING[0],
        zh="这是录音或录像，不能读取",
        zh_hint=_RECORDING[1],
    )


def _form_of_archive(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableDocument(
            "the file is damaged or cut off",
            hint="save or download it again, then add it again",
            zh="文件已损坏或不完整",
            zh_hint="请重新保存或下载后加入",
        ) from error
    if "word/document.xml" in names:
        return Form.WORD
    if any(name.startswith("xl/") for name in names):
        return Form.WORKBOOK
    if "OFD.xml" in names or "/OFD.xml" in names:
        return Form.OFD
    other = next((kind for part, kind in _OFFICE.items() if part in names), None)
    if other is not None:
        raise UnreadableDocument(
            f"it is {other[0]}, which is not read",
            hint=_AS_PDF[0],
            zh=f"这是{other[1]}，不能读取",
            zh_hint=_AS_PDF[1],
        )
    return Form.ARCHIVE


def _form_of_compound(path: Path) -> Form:
    """Old Office files, and new ones under a password, share one container."""
    with path.open("rb") as file:
        data = file.read(50_000_000)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableDocument(
            "the file is encrypted and asks for a password",
            hint="open it with the password, save a copy without one, and add the copy",
            zh="文件已加密，需要密码",
            zh_hint="请用密码打开，另存一份不加密的，再加入",
        )
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return Form.OLD_WORKBOOK
    if "__substg1.0_".encode("utf-16-le") in data:
        raise UnreadableDocument(
            "it is an Outlook message, which is not read",
            hint=_AS_EML[0],
            zh="这是 Outlook 邮件（MSG），不能读取",
            zh_hint=_AS_EML[1],
        )
    raise UnreadableDocument(
        "it is a Word 97-2003 document, which is not read",
        hint="save it as DOCX and add that",
        zh="这是 Word 97-2003 文档，不能读取",
        zh_hint="请另存为 DOCX 后加入",
    )
