"""Runs of a Word document that nobody sees: hidden, white on paper, or too small to read."""

from collections.abc import Iterable
from typing import Any, Final

from retrieval.passages import Problem

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF: Final = ("0", "false", "off", "none")
_LIGHT: Final = 0xE6
"""Red, green and blue of at least this don't show on paper."""
_TINY: Final = 4
"""Half points; letters of two points and less are not meant to be read."""
_SHOWN: Final = 80


def is_hidden(run: Any) -> bool:  # noqa: ANN401  lxml has no types
    """Whether the words of a run don't show.

    White words count as shown where a shade lies behind them, or where a table's style may set one.
    """
    style = run.find(f"{_W}rPr")
    if style is None:
        return False
    if _is_on(style.find(f"{_W}vanish")):
        return True
    size = style.find(f"{_W}sz")
    if size is not None and _number(size.get(f"{_W}val"), 99) <= _TINY:
        return True
    colour = style.find(f"{_W}color")
    return colour is not None and _is_light(colour.get(f"{_W}val")) and not _has_ground(run, style)


def hidden_words_of(element: Any) -> str:  # noqa: ANN401  lxml
    """The words of an element's runs that don't show."""
    runs = (run for run in element.iter(f"{_W}r") if is_hidden(run))
    return " ".join(
        filter(None, ("".join(t.text or "" for t in r.iter(f"{_W}t")).strip() for r in runs))
    )


def hidden_problems(found: Iterable[tuple[int, str]]) -> tuple[Problem, ...]:
    """What was left out, page by page."""
    return tuple(
        Problem(
            reason=f"left out words that don't show on the page: {_cut(words)}",
            page=page,
            zh=f"已略去页面上看不见的文字：{_cut(words)}",
        )
        for page, words in found
    )


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _is_on(mark: Any) -> bool:  # noqa: ANN401  lxml
    return mark is not None and str(mark.get(f"{_W}val", "1")).lower() not in _OFF


def _is_light(colour: str | None) -> bool:
    if not colour or len(colour) != 6:  # noqa: PLR2004  RRGGBB; "auto" is black
        return False
    try:
        return min(bytes.fromhex(colour)) >= _LIGHT
    except ValueError:
        return False


def _has_ground(run: Any, style: Any) -> bool:  # noqa: ANN401  lxml
    """Whether something coloured may lie behind a run."""
    if _shades(style) or style.find(f"{_W}highlight") is not None:
        return True
    for outer in run.iterancestors():
        if any(_shades(outer.find(f"{_W}{name}")) for name in ("pPr", "tcPr", "tblPr")):
            return True
        if outer.find(f"{_W}tblPr/{_W}tblStyle") is not None or outer.tag == f"{_W}txbxContent":
            return True
    return False


def _shades(style: Any) -> bool:  # noqa: ANN401  lxml
    shade = style.find(f"{_W}shd") if style is not None else None
    if shade is None:
        return False
    fill = str(shade.get(f"{_W}fill") or "auto")
    return fill.lower() != "auto" and not _is_light(fill)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise
