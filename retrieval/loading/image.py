"""Photos and scans as single pictures: one page, read by text recognition."""

from pathlib import Path
from typing import Final

from retrieval.loading.budget import Budget, UnreadableDocument
from retrieval.loading.ocr import INSTALL, decoded_image, grown, is_installed, missing
from retrieval.loading.pdf_tables import tables_in
from retrieval.loading.picture_header import Size, media_type_of, size_of
from retrieval.loading.recognition import RecognisedPage
from retrieval.passages import LoadedDocument, Page, Problem

_DOTS: Final = 100_000_000
"""Larger pictures are bombs or maps."""
_JPEG_END: Final = b"\xff\xd9"
_PNG_END: Final = b"IEND\xaeB`\x82"


def load_image(path: Path, budget: Budget) -> LoadedDocument:
    """One page with the words that recognition reads off a picture.

    Raises:
        UnreadableDocument: recognition isn't installed, or the picture is damaged, too large, or
            holds no text.
        LoadingStopped: the user called it off.
    """
    data = path.read_bytes()
    kind = media_type_of(data[:16])
    _verify_size(size_of(data))
    budget.tick()
    if not is_installed():
        raise missing()
    if not budget.wanted.recognise:
        return _later(path.name, kind)
    budget.page_begun(1)
    image = decoded_image(data)
    if image is None:
        raise _damaged()
    found = RecognisedPage.from_image(grown(image) if budget.wanted.finer else image)
    layout = tables_in(found.lines(), 1, None)
    if not layout.text.strip():
        raise UnreadableDocument(
            "no text could be recognised in the picture",
            hint="take it again: level, sharp and in good light",
            zh="图片中没有识别出文字",
            zh_hint="请重新拍摄：放平、清晰、光线充足",
        )
    budget.page_done(1, 1, len(layout.text))
    return LoadedDocument(
        name=path.name,
        media_type=kind,
        pages=(
            Page(number=1, text=layout.text, recognised=found.recognised(), aspect=found.aspect),
        ),
        tables=tuple(table.table for table in layout.tables),
        problems=_cut_off(data, kind),
    )


def _later(name: str, kind: str) -> LoadedDocument:
    problem = Problem(
        reason="it is a picture, and text recognition was not run",
        page=1,
        zh="是图片，尚未做文字识别",
        hint="" if is_installed() else INSTALL,
    )
    return LoadedDocument(
        name=name,
        media_type=kind,
        pages=(Page(number=1, text=""),),
        problems=(problem,),
        unrecognised=(1,),
    )


def _verify_size(size: Size | None) -> None:
    if size is None or size.width < 1 or size.height < 1:
        raise _damaged()
    if size.width * size.height > _DOTS:
        raise UnreadableDocument(
            f"the picture has {size.width:,} by {size.height:,} dots: too large to read",
            hint="save it smaller; 3,000 dots across are enough for a page",
            zh=f"图片有{size.width:,}×{size.height:,}像素，过大",
            zh_hint="请缩小后保存；一页宽 3,000 像素足够",
        )


def _damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "the picture is damaged or cut off",
        hint="send or scan it again",
        zh="图片已损坏或不完整",
        zh_hint="请重新发送或扫描",
    )


def _cut_off(data: bytes, kind: str) -> tuple[Problem, ...]:
    end = {"image/jpeg": _JPEG_END, "image/png": _PNG_END}.get(kind, b"")
    if end in data[-2_048:]:
        return ()
    return (
        Problem(
            reason="the picture is cut off; what is missing at its foot was not read",
            page=1,
            zh="图片不完整，缺失的部分没有读到",
            hint="send or scan it again",
        ),
    )
