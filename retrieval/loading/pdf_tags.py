"""A tagged PDF's page as Markdown, by the file's own structure: paragraphs, lists, tables whole.

Tags say what belongs together, which boxes on a page only suggest. What no tag covers (page
furniture, words in drawings) is handed back apart, so that nothing on the page goes unread.
"""

import ctypes
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium_raw  # type: ignore[import-untyped]  # ships no types

from retrieval.loading.pdf_chars import PageChars

_HEADINGS: Final = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_HOLDERS: Final = frozenset(
    {"Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "NonStruct", "BlockQuote"}
    | {"L", "TOC", "TOCI", "Index", "Aside", "Form"}
)
_INLINE: Final = frozenset({"Span", "Link", "Quote", "Em", "Strong", "Sub", "Reference", "Lbl"})
_DRAWING: Final = "Figure"
"""Its words are read as they stand on the page: beside what they name."""
_ROWS: Final = frozenset({"THead", "TBody", "TFoot"})
_DEEPEST: Final = 60
_MOST: Final = 50_000
"""Elements of one page; a page with more is read as it is laid out."""
_WIDE: Final = "\u2e80"
_WIDE_LANGUAGES: Final = ("zh", "ja")
_WIDE_SHARE: Final = 0.3
_LINE_ENDS: Final = (0x0A, 0x0D)


class TaggedPage(NamedTuple):
    """What the tags of a page say."""

    blocks: tuple[str, ...]
    """Markdown: a heading, paragraph, list item or table each, in the file's order."""
    goes_on: bool
    """Whether the first block is the rest of the page before's last."""
    rest: PageChars
    """The characters that no tag covers."""


class _TooMuch(Exception):
    """The tree is deeper or larger than a page's can be."""


def language_of(document: Any) -> str:  # noqa: ANN401  a ctypes handle
    """The language that a file states, ``zh``; '' for none."""
    size = pdfium_raw.FPDFCatalog_GetLanguage(document, None, 0)
    if size <= 0:
        return ""
    held = ctypes.create_string_buffer(size)
    pdfium_raw.FPDFCatalog_GetLanguage(
        document, ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return held.raw[:size].decode("utf-16-le", "replace").rstrip("\0").lower()


def tagged_page(page: Any, textpage: Any, chars: PageChars, language: str) -> TaggedPage | None:  # noqa: ANN401  ctypes handles
    """The page by its tags; None where it has none.

    Args:
        page: PDFium's page.
        textpage: its text page.
        chars: the characters that count, upright.
        language: what the file says that it is written in.
    """
    tree = pdfium_raw.FPDF_StructTree_GetForPage(page)
    if not tree or chars.rotation:
        return None
    try:
        return _read(tree, (page, textpage), chars, language)
    except _TooMuch:
        return None
    finally:
        pdfium_raw.FPDF_StructTree_Close(tree)


def _read(tree: Any, pages: tuple[Any, Any], chars: PageChars, language: str) -> TaggedPage | None:  # noqa: ANN401
    count = max(0, pdfium_raw.FPDF_StructTree_CountChildren(tree))
    roots = [_Element(pdfium_raw.FPDF_StructTree_GetChildAtIndex(tree, n)) for n in range(count)]
    known: set[int] = set()
    budget = [_MOST]
    for root in roots:
        root.collect(known, budget, 0)
    texts, rest = _texts(*pages, chars, known, language)
    if not known:
        return None
    found = (block for root in roots for block in root.blocks(texts))
    # What floats at the foot of this page stands in the tree before what the page goes on with.
    blocks = sorted(found, key=lambda block: not block.goes_on)
    left = chars._replace(
        text="".join(chars.text[n] for n in rest),
        boxes=chars.boxes[rest],
        spaced=chars.spaced[rest],
        indices=chars.indices[rest],
    )
    return TaggedPage(
        tuple(block.text for block in blocks), bool(blocks) and blocks[0].goes_on, left
    )


class _Block(NamedTuple):
    text: str
    goes_on: bool
    """Whether its element begins on a page before."""


class _Element:
    """One element of the structure tree with its kids, read once."""

    def __init__(self, handle: Any) -> None:  # noqa: ANN401  a ctypes handle
        self._handle = handle
        self.kind = _kind(handle) if handle else ""
        self.kids: list[_Element | int | None] = []
        """None for what stands on another page."""

    def collect(self, known: set[int], budget: list[int], depth: int) -> None:
        """Read the kids; marked content goes to ``known`` as well."""
        if depth > _DEEPEST:
            raise _TooMuch
        for n in range(max(0, pdfium_raw.FPDF_StructElement_CountChildren(self._handle))):
            budget[0] -= 1
            if budget[0] < 0:
                raise _TooMuch
            child = pdfium_raw.FPDF_StructElement_GetChildAtIndex(self._handle, n)
            if child:
                element = _Element(child)
                element.collect(known, budget, depth + 1)
                self.kids.append(element)
                continue
            content = pdfium_raw.FPDF_StructElement_GetChildMarkedContentID(self._handle, n)
            if content >= 0 and self.kind != _DRAWING:
                known.add(content)
            self.kids.append(content if content >= 0 else None)

    @property
    def goes_on(self) -> bool:
        """Whether it begins on a page before."""
        first = self.kids[0] if self.kids else 0
        return first.goes_on if isinstance(first, _Element) else first is None

    def blocks(self, texts: dict[int, str]) -> Iterator[_Block]:
        """Everything in the element as Markdown."""
        if self.kind == "Table":
            text = self._table(texts)
        elif self.kind in _HEADINGS:
            words = self.text(texts)
            text = f"## {words}" if words else ""
        elif self.kind == "LI":
            text = self._item(texts)
        elif self.kind in _HOLDERS or self._holds_blocks():
            yield from self._held(texts)
            return
        else:
            text = self.text(texts)
        if text:
            yield _Block(text, self.goes_on)

    def _held(self, texts: dict[int, str]) -> Iterator[_Block]:
        """Kids one after the other; words that stand between them are a paragraph of their own."""
        for kid in self.kids:
            if isinstance(kid, _Element):
                yield from kid.blocks(texts)
            elif kid is not None and (text := _tidy(texts.get(kid, ""))):
                yield _Block(text, goes_on=False)

    def _holds_blocks(self) -> bool:
        return any(isinstance(k, _Element) and k.kind not in _INLINE for k in self.kids)

    def _item(self, texts: dict[int, str]) -> str:
        """A list item; the rest of one from the page before has no label."""
        elements = [k for k in self.kids if isinstance(k, _Element)]
        text = _tidy("".join(k.raw(texts) for k in elements if k.kind != "Lbl"))
        labelled = any(k.kind == "Lbl" and k.text(texts) for k in elements)
        return f"- {text}" if text and labelled else text

    def _table(self, texts: dict[int, str]) -> str:
        rows = [row for row in self._rows(texts) if any(row)]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        if rows:
            lines.insert(1, "|" + " --- |" * len(rows[0]))
        return "\n".join(lines)

    def _rows(self, texts: dict[int, str]) -> Iterator[list[str]]:
        for kid in self.kids:
            if isinstance(kid, _Element) and kid.kind in _ROWS:
                yield from kid._rows(texts)
            elif isinstance(kid, _Element) and kid.kind == "TR":
                cells = (k for k in kid.kids if isinstance(k, _Element))
                yield [cell.text(texts).replace("|", "／") for cell in cells]

    def text(self, texts: dict[int, str]) -> str:
        """Every word in the element, in one line."""
        return _tidy(self.raw(texts))

    def raw(self, texts: dict[int, str]) -> str:
        """The same with the blanks at its ends."""
        held = (k for k in self.kids if k is not None)
        return "".join(texts.get(k, "") if isinstance(k, int) else k.raw(texts) for k in held)


def _kind(handle: Any) -> str:  # noqa: ANN401  a ctypes handle
    size = pdfium_raw.FPDF_StructElement_GetType(handle, None, 0)
    if size <= 0:
        return ""
    held = ctypes.create_string_buffer(size)
    pdfium_raw.FPDF_StructElement_GetType(handle, held, size)
    return held.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def _texts(
    page: Any,  # noqa: ANN401  a ctypes handle
    textpage: Any,  # noqa: ANN401  a ctypes handle
    chars: PageChars,
    known: set[int],
    language: str,
) -> tuple[dict[int, str], list[int]]:
    """Words by marked content, and the places of characters that none of it holds."""
    own = _own_objects(page)
    wide = sum(char >= _WIDE for char in chars.text)
    is_wide = language.startswith(_WIDE_LANGUAGES) or wide > len(chars.text) * _WIDE_SHARE
    texts: dict[int, str] = {}
    rest: list[int] = []
    for place, index in enumerate(chars.indices):
        drawn = pdfium_raw.FPDFText_GetTextObject(textpage, int(index))
        content = -1
        if drawn and ctypes.addressof(drawn.contents) in own:
            content = pdfium_raw.FPDFPageObj_GetMarkedContentID(drawn)
        if content not in known:
            rest.append(place)
            continue
        blank = _blank(textpage, chars, place, is_wide=is_wide)
        texts[content] = texts.get(content, "") + blank + chars.text[place]
    return texts, rest


def _own_objects(page: Any) -> set[int]:  # noqa: ANN401  a ctypes handle
    """The objects of the page itself; those of a drawing in it number their content anew."""
    objects = (
        pdfium_raw.FPDFPage_GetObject(page, n)
        for n in range(pdfium_raw.FPDFPage_CountObjects(page))
    )
    return {ctypes.addressof(one.contents) for one in objects if one}


def _blank(textpage: Any, chars: PageChars, place: int, *, is_wide: bool) -> str:  # noqa: ANN401  a ctypes handle
    """What stands between a character and the one before it in the file: a blank, or nothing.

    A gap that the typesetter left is no blank beside a Chinese character, nor is a line's end, but
    for a name between the words of a text that is not Chinese; behind the hyphen or slash of a word
    neither is one.
    """
    if not place:
        return ""
    wraps = bool(chars.boxes[place, 3] <= chars.boxes[place - 1, 1])
    if not (wraps or chars.spaced[place]):
        return ""
    if _is_written(textpage, int(chars.indices[place - 1]) + 1, int(chars.indices[place])):
        return " "
    before, after = chars.text[place - 1], chars.text[place]
    if before >= _WIDE or after >= _WIDE:
        other = after if before >= _WIDE else before
        return " " if not is_wide and (other.isascii() and (wraps or other.isalpha())) else ""
    return "" if before in "-/" and not chars.spaced[place - 1] else " "


def _is_written(textpage: Any, first: int, last: int) -> bool:  # noqa: ANN401  a ctypes handle
    """Whether the file itself has a blank among these characters."""
    return any(
        pdfium_raw.FPDFText_IsGenerated(textpage, n) != 1
        and pdfium_raw.FPDFText_GetUnicode(textpage, n) not in _LINE_ENDS
        for n in range(first, last)
    )


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
