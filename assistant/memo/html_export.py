"""A memo as one HTML file: no script, nothing fetched, the charts inside it."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from assistant.domain.memo import MemoVersion
from assistant.domain.quantities import Lang
from assistant.memo.blocks import Block, Run, TableBlock, TextBlock, blocks
from assistant.memo.drawing import svg
from assistant.memo.markdown import (
    HEADS,
    authorship,
    byline,
    captions,
    chart_tables,
    check_summary,
    doubted,
    open_point,
    signature_lines,
    statements,
)

_FONTS: Final = ("Noto Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif")
_STYLE: Final = """
:root{color-scheme:light}
body{font:15px/1.65 "Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;
color:#1f2a37;background:#fff;max-width:52rem;margin:2.5rem auto;padding:0 1.2rem}
h1,h2{color:#1d4f7c;line-height:1.3}h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2.2rem}
.byline{color:#5b6776;font-size:.8rem;border-bottom:1px solid #1d4f7c;padding-bottom:.8rem}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-variant-numeric:tabular-nums}
th{background:#eef3f8;border-bottom:1.5px solid #1d4f7c;text-align:left}
th,td{padding:.35rem .6rem;border-bottom:1px solid #d5dbe3;vertical-align:top}
.r{text-align:right}sup a{color:#1d4f7c;text-decoration:none}
figure{margin:1.4rem 0}figure svg{width:100%;height:auto}
figcaption{text-align:center;color:#5b6776;font-size:.8rem}
.notes{font-size:.8rem;color:#5b6776;overflow-wrap:anywhere}:target{background:#fff3c4}
.data{font-size:.85rem}
@media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}
figure,tr{break-inside:avoid}}
"""


def html_page(memo: MemoVersion) -> str:
    """The memo as a whole page; every word of it is escaped."""
    lang = "zh-CN" if memo.lang is Lang.ZH else "en"
    head = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'unsafe-inline'\">"
        f'<meta name="generator" content="{escape(memo.generator)}">'
        f'<meta name="author" content="{escape(memo.drafted_by)}">'
        f"<title>{escape(memo.title)}</title><style>{_STYLE}</style></head><body>"
    )
    return "\n".join([head, *_body(memo), *_appendix(memo), "</body></html>\n"])


def _body(memo: MemoVersion) -> Iterator[str]:
    yield f"<h1>{escape(memo.title)}</h1>"
    yield f'<p class="byline">{escape(byline(memo))}</p>'
    for number, section in enumerate(doubted(memo), start=1):
        yield f'<h2 id="{escape(section.code)}">{number}. {escape(section.title)}</h2>'
        for paragraph in section.paragraphs:
            yield from _blocks(paragraph.text)
        for chart, caption in captions(memo):
            if chart.section == section.code:
                drawing = svg(chart, _FONTS)
                yield f"<figure>{drawing}<figcaption>{escape(caption)}</figcaption></figure>"


def _appendix(memo: MemoVersion) -> Iterator[str]:
    points, checked, struck, sources, data, signed, said = HEADS[memo.lang]
    if memo.open_points:
        yield f"<h2>{points}</h2>"
        asked = (f"<li>☐ {escape(open_point(p, memo.lang))}</li>" for p in memo.open_points)
        yield f"<ul>{''.join(asked)}</ul>"
    if lines := signature_lines(memo):
        yield f"<h2>{signed}</h2>" + "".join(f"<p>{escape(line)}</p>" for line in lines)
    yield f"<h2>{checked}</h2><p>{escape(check_summary(memo))}</p><p>{escape(authorship(memo))}</p>"
    if memo.attested:
        listed = (f"<li>{escape(one)}</li>" for one in statements(memo))
        yield f"<h2>{said}</h2><ul>{''.join(listed)}</ul>"
    if memo.struck:
        told = (
            f"<li><s>{escape(s.text)}</s> ({escape(s.why(memo.lang))})</li>" for s in memo.struck
        )
        yield f"<h2>{struck}</h2><ul>{''.join(told)}</ul>"
    if memo.charts:
        yield f'<h2>{data}</h2><div class="data">'
        for caption, table in chart_tables(memo):
            yield f"<p>{escape(caption)}</p>"
            yield from _blocks(table)
        yield "</div>"
    if memo.notes:
        yield f'<h2>{sources}</h2><div class="notes">'
        for note in memo.notes:
            text = escape(note.text)
            yield f'<p id="note-{note.number}"><sup>{note.number}</sup> {text}</p>'
        yield "</div>"


def _blocks(markdown: str) -> Iterator[str]:
    for bullet, group in groupby(blocks(markdown), key=_is_item):
        items = "".join(_block(block) for block in group)
        yield f"<ul>{items}</ul>" if bullet else items


def _is_item(block: Block) -> bool:
    return isinstance(block, TextBlock) and block.bullet


def _block(block: Block) -> str:
    if isinstance(block, TableBlock):
        return f"<table>{''.join(_rows(block))}</table>"
    return f"<li>{_runs(block.runs)}</li>" if block.bullet else f"<p>{_runs(block.runs)}</p>"


def _rows(table: TableBlock) -> Iterator[str]:
    for number, row in enumerate(table.rows):
        name = "td" if number else "th"
        cells = (
            f"<{name}{' class=r' if right else ''}>{_runs(cell)}</{name}>"
            for cell, right in zip(row, table.right, strict=False)
        )
        yield f"<tr>{''.join(cells)}</tr>"


def _runs(pieces: tuple[Run, ...]) -> str:
    told, last = [], ""
    for piece in pieces:
        text = escape(piece.text)
        if piece.style == "note":
            comma = "," if last == "note" else ""
            text = f'<sup>{comma}<a href="#note-{text}">{text}</a></sup>'
        elif piece.style == "bold":
            text = f"<strong>{text}</strong>"
        told.append(text)
        last = piece.style
    return "".join(told)
