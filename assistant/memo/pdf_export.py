"""A memo as PDF through typst; byte-identical for the same version."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

from assistant.domain.memo import Chart, MemoKind, MemoVersion, version_digest
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.memo.blocks import Run, TableBlock, blocks
from assistant.memo.drawing import svg
from assistant.memo.markdown import (
    HEADS,
    authorship,
    byline,
    captions,
    chart_tables,
    check_summary,
    doubted,
    footer,
    open_point,
    signature_lines,
    statements,
)

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

_SHORT: Final = 18
"""A column of so few letters is set as wide as its words."""
_ITEM_AND_VALUE: Final = (2, 3)
"""Shares of the columns of a table of fields, the same through the memo."""
_EM_A_LETTER: Final = 0.52
_TAIL: Final = re.compile("[\u4e00-\u9fff][^\u4e00-\u9fff]{0,24}\\Z")
"""A Chinese character with what stands behind it: punctuation, a number."""
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


def chart_png(chart: Chart) -> bytes:
    """A chart as the bytes of a .png file, sharp enough to print."""
    import typst

    drawing = svg(chart, (*(f for f in (chinese_font(),) if f), _LATIN))
    page = (
        "#set page(width: 16cm, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made = typst.compile(page.encode(), sys_inputs={"svg": drawing}, format="png", ppi=220)
    if not isinstance(made, bytes):
        msg = "one page gives one picture"
        raise TypeError(msg)
    return made


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
            zh="本机没有中文字体，PDF 中的字会成为方框",
            zh_hint="请安装中文字体（Debian：apt-get install fonts-noto-cjk），或导出 .docx、.md",
        )
    found = [font] if font else []
    return [*found, _LATIN] if memo.lang is Lang.ZH else [_LATIN, *found]


def _data(memo: MemoVersion, fonts: list[str]) -> dict[str, Any]:
    """The memo as plain JSON data. Any: JSON has no closed type here."""
    return {
        "title": memo.title,
        "author": memo.drafted_by,
        "keywords": [
            memo.generator,
            f"policy {memo.policy or '-'}",
            f"model {memo.model}",
            f"tallystick {version_digest(memo)}",
        ],
        "lang": memo.lang.value,
        "fonts": fonts,
        "byline": byline(memo),
        "footer": footer(memo),
        "overleaf": memo.kind is MemoKind.PRESCREEN,
        "heads": HEADS[memo.lang],
        "summary": [check_summary(memo), authorship(memo)],
        "points": [open_point(point, memo.lang) for point in memo.open_points],
        "signatures": signature_lines(memo),
        "stated": statements(memo),
        "struck": [{"text": s.text, "reason": s.why(memo.lang)} for s in memo.struck],
        "tables": [
            {"caption": caption, "blocks": [_block(block) for block in blocks(table)]}
            for caption, table in chart_tables(memo)
        ],
        "notes": [{"number": note.number, "text": note.text} for note in memo.notes],
        "sections": [
            {
                "title": f"{number}. {section.title}",
                "charts": [
                    {"svg": svg(chart, fonts), "caption": caption}
                    for chart, caption in captions(memo)
                    if chart.section == section.code
                ],
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
        return {
            "kind": "table",
            "rows": [[_runs(cell) for cell in row] for row in block.rows],
            "right": block.right,
            "widths": _widths(block),
            "room": [
                weight * _EM_A_LETTER if right and broken else None
                for right, broken, weight in zip(
                    block.right, block.broken_heads, block.weights, strict=False
                )
            ],
        }
    return {"kind": "text", "runs": _runs(block.runs), "bullet": block.bullet}


def _widths(block: TableBlock) -> list[int | None]:
    """Each column's share of the line; None for one that is as wide as its words.

    Numbers and short words never break; where every column is short, the widest takes the rest.
    """
    pairs = list(zip(block.weights, block.right, strict=False))
    free = [w for w, right in pairs if not right]
    if len(free) == len(pairs) == len(_ITEM_AND_VALUE):
        return list(_ITEM_AND_VALUE)
    if not free:
        return [None] * len(pairs)
    short = [right or (weight <= _SHORT and weight < max(free)) for weight, right in pairs]
    return [None if is_short else w for is_short, (w, _) in zip(short, pairs, strict=True)]


def _runs(pieces: tuple[Run, ...]) -> list[dict[str, str]]:
    """Runs as data; a Chinese text's end is tied to its source mark, which never begins a line."""
    told: list[dict[str, str]] = []
    for piece in pieces:
        before = told[-1] if told else None
        tail = _TAIL.search(before["text"]) if before and before["style"] == "plain" else None
        if piece.style != "note" or before is None or tail is None:
            told.append({"text": piece.text, "style": piece.style})
            continue
        before["text"] = before["text"][: tail.start()]
        told.append({"text": tail[0], "style": "tied", "note": piece.text})
    return told
