"""Bytes into text when nobody says the encoding."""

from typing import Final, NamedTuple

from retrieval.loading.budget import UnreadableDocument

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE: Final = 200_000
_PLAUSIBLE: Final = 0.8
_BROKEN_SHARE: Final = 0.001
_CONTROL_SHARE: Final = 0.02
_FULL_WIDTH: Final = frozenset("，。；：？！、（）《》“”‘’—…％￥　·【】「」．－＋＝／")


class Decoded(NamedTuple):
    """Text and the encoding it was read with."""

    text: str
    encoding: str
    broken: int = 0
    """Characters that could not be decoded and stand as U+FFFD."""


def decoded(data: bytes) -> Decoded:
    """The text of ``data``: by mark, as UTF-8, as UTF-16, as GB18030, Big5 or Windows-1252.

    Raises:
        UnreadableDocument: the bytes are no text.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        return _verified(_tolerant(data, marked))
    utf16 = _utf16_without_mark(data)
    if utf16:
        return _verified(_tolerant(data, utf16))
    try:
        return _verified(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        return _verified(_legacy(data))


def _tolerant(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2 or b"\x00" not in sample:  # noqa: PLR2004  two characters tell nothing
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.1 * half and odd > 8 * even:
        return "utf-16-le"
    if even > 0.1 * half and even > 8 * odd:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> Decoded:
    tolerant = _tolerant(data, "utf-8")
    if tolerant.broken <= _BROKEN_SHARE * len(tolerant.text):
        return tolerant
    best, best_score = None, 0.0
    for encoding, table, rows in (
        ("gb18030", "gb2312", range(0xB0, 0xD8)),
        ("big5", "big5", range(0xA4, 0xC7)),
        ("utf-16-le", "gb2312", range(0xB0, 0xD8)),
        ("utf-16-be", "gb2312", range(0xB0, 0xD8)),
    ):
        candidate = _tolerant(data, encoding)
        score = _common_share(candidate.text[:_SAMPLE], table, rows)
        if candidate.broken <= _BROKEN_SHARE * len(candidate.text) and score > best_score:
            best, best_score = candidate, score
    if best is not None and best_score >= _PLAUSIBLE:
        return best
    return _tolerant(data, "cp1252")


def _common_share(text: str, table: str, rows: range) -> float:
    """Share of non-ASCII characters that are everyday ones of ``table`` (rows by lead byte)."""
    foreign = [c for c in text if c > "\x7f"]
    if not foreign:
        return 0.0
    return sum(c in _FULL_WIDTH or _lead_byte(c, table) in rows for c in foreign) / len(foreign)


def _lead_byte(char: str, table: str) -> int:
    try:
        return char.encode(table)[0]
    except UnicodeEncodeError:
        return 0


def _verified(found: Decoded) -> Decoded:
    sample = found.text[:_SAMPLE]
    controls = sum(c < " " and c not in "\t\n\r\f\v" for c in sample)
    strange = controls + sum("\x80" <= c <= "\x9f" or c == "\ufffd" for c in sample)
    if strange > _CONTROL_SHARE * max(len(sample), 1):
        raise UnreadableDocument(
            "binary data, not a document",
            hint="add a PDF, DOCX, XLSX, HTML, Markdown or text file",
            zh="这是二进制数据，不是文档",
            zh_hint="请加入 PDF、DOCX、XLSX、HTML、Markdown 或文本文件",
        )
    return found
