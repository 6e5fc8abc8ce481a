"""What a file is, by its first bytes and its inside; the name is never asked."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from retrieval.loading.budget import UnreadableDocument

_HEAD: Final = 4096
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_Hint = tuple[str, str]
"""English and Chinese."""
_OCR: Final = (
    "run text recognition over it (extra `ocr`), or add the original",
    "请先做文字识别（附加组件 ocr），或加入原文件",
)
_UNPACK: Final = ("unpack it and add the files inside", "请解压后加入其中的文件")
_RECORDING: Final = ("add it as an interview", "请作为访谈录音加入")
_RESAVE: Final = ("save it as DOCX or PDF and add that", "请另存为 DOCX 或 PDF 后加入")
_AS_RECORDS: Final = ("add it as records, not as a document", "请作为记录加入，而不是文档")
_NO_DOCUMENT: Final = ("add a document", "请加入文档")
_NOT_READ: Final[tuple[tuple[bytes, str, str, _Hint], ...]] = (
    (b"\x89PNG\r\n", "a PNG image", "PNG 图片", _OCR),
    (b"\xff\xd8\xff", "a JPEG image", "JPEG 图片", _OCR),
    (b"II*\x00", "a TIFF image", "TIFF 图片", _OCR),
    (b"MM\x00*", "a TIFF image", "TIFF 图片", _OCR),
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


class Form(StrEnum):
    """The formats that are read."""

    PDF = "pdf"
    WORD = "word"
    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old_workbook"
    WEBPAGE = "webpage"
    TEXT = "text"


def form_of(path: Path) -> Form:
    """The format of a file by its content.

    Raises:
        UnreadableDocument: empty, or of a kind that isn't read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
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
    for magic, what, zh, (hint, zh_hint) in _NOT_READ:
        if head.startswith(magic):
            raise UnreadableDocument(
                f"it is {what}, which is not read",
                hint=hint,
                zh=f"这是{zh}，不能读取",
                zh_hint=zh_hint,
            )
    return Form.WEBPAGE if _HTML.match(head) else Form.TEXT


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
    raise UnreadableDocument(
        "it is an archive, not a document",
        hint="unpack it and add the files inside",
        zh="这是压缩包，不是文档",
        zh_hint="请解压后加入其中的文件",
    )


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
    raise UnreadableDocument(
        "it is a Word 97-2003 document, which is not read",
        hint="save it as DOCX and add that",
        zh="这是 Word 97-2003 文档，不能读取",
        zh_hint="请另存为 DOCX 后加入",
    )
