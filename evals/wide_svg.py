"""Pictures of a terminal as SVG: wide characters take two cells, as they do on a terminal.

The exporter that Textual uses sets every text to one cell a character, which squeezes Chinese.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

_CELL: Final = 12.2
"""Width of a cell in the exporter's pictures."""
_TEXT: Final = re.compile(
    r'<text class="(?P<style>[^"]*)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" '
    r'textLength="[\d.]+"(?P<rest>[^>]*)>(?P<text>[^<]*)</text>'
)


def aligned(svg: str) -> str:
    """``svg`` with each run of wide characters set to its own width."""
    return _TEXT.sub(lambda match: "".join(_runs(match)), svg)


def cells(char: str) -> int:
    """Terminal cells of a character."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _runs(match: re.Match[str]) -> Iterator[str]:
    at = float(match["x"])
    for _, run in groupby(html.unescape(match["text"]), cells):
        text = "".join(run)
        width = _CELL * sum(map(cells, text))
        shown = html.escape(text).replace(" ", "&#160;").replace("\xa0", "&#160;")
        yield (
            f'<text class="{match["style"]}" x="{at:g}" y="{match["y"]}" '
            f'textLength="{width:g}"{match["rest"]}>{shown}</text>'
        )
        at += width
