"""A memo as PDF through typst; byte-identical for the same version."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from assistant.domain.memo import MemoVersion
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.memo.blocks import Run, TableBlock, blocks
from assistant.memo.markdown import HEADS, authorship, byline, check_summary, doubted

_CJK: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Serif CJK SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Microsoft YaHei",
    "SimSun",
)
"""Families that carry simplified Chinese, best first."""

_LATIN: Final = "Libertinus Serif"
"""The family that typst carries itself."""


def pdf_bytes(memo: MemoVersion) -> bytes:
    """The memo as the bytes of a .pdf file.

    Raises:
        InputError: no installed font has Chinese characters.
    """
    import typst

    data = _data(memo, _fonts(memo))
    template = files("assistant.memo").joinpath("memo.typ").read_bytes()
    return typst.compile(
        template, sys_inputs={"memo": json.dumps(data, ensure_ascii=False)}, format="pdf"
    )


@cache
def _families() -> frozenset[str]:
    import typst

    return frozenset(typst.Fonts().families())


def chinese_font() -> str | None:
    """The best installed family with simplified Chinese; None where there is none."""
    return next((family for family in _CJK if family in _families()), None)


def _fonts(memo: MemoVersion) -> list[str]:
    font = chinese_font()
    if font is None and memo.lang is Lang.ZH:
        raise InputError(
            "no installed font has Chinese characters, so a PDF would show boxes",
            "install one (Debian: apt-get install fonts-noto-cjk), or export .docx or .md",
        )
    found = [font] if font else []
    return [*found, _LATIN] if memo.lang is Lang.ZH else [_LATIN, *found]


def _data(memo: MemoVersion, fonts: list[str]) -> dict[str, Any]:
    """The memo as plain JSON data. Any: JSON has no closed type here."""
    sep = "：" if memo.lang is Lang.ZH else ": "
    return {
        "title": memo.title,
        "author": memo.drafted_by,
        "lang": memo.lang.value,
        "fonts": fonts,
        "byline": byline(memo),
        "heads": HEADS[memo.lang],
        "summary": [check_summary(memo), authorship(memo)],
        "points": [f"{point.text}{sep}{point.ask}" for point in memo.open_points],
        "struck": [{"text": s.text, "reason": s.reason} for s in memo.struck],
        "notes": [{"number": note.number, "text": note.text} for note in memo.notes],
        "sections": [
            {
                "title": f"{number}. {section.title}",
                "blocks": [
                    _block(block)
                    for paragraph in section.paragraphs
                    for block in blocks(paragraph.text)
                ],
            }
            for number, section in enumerate(doubted(memo), start=1)
        ],
    }


def _block(block: Any) -> dict[str, Any]:  # noqa: ANN401  JSON has no closed type here
    if isinstance(block, TableBlock):
        rows = [[_runs(cell) for cell in row] for row in block.rows]
        return {"kind": "table", "rows": rows, "right": block.right}
    return {"kind": "text", "runs": _runs(block.runs), "bullet": block.bullet}


def _runs(pieces: tuple[Run, ...]) -> list[dict[str, str]]:
    return [{"text": piece.text, "style": piece.style} for piece in pieces]
