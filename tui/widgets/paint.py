"""Roles to colours: presenter lines as Textual content and as table cells."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.content import Content

from tui.presenter.lines import Line, Role, Span, width

_STYLES: Final[dict[Role, str]] = {
    "": "",
    "strong": "bold",
    "dim": "$tally-dim",
    "good": "$tally-good",
    "warn": "$tally-warn",
    "bad": "$tally-bad",
    "accent": "$tally-accent",
    "label": "$tally-label",
    "link": "$tally-link",
    "mark": "$tally-mark-text on $tally-mark",
    "struck": "$tally-dim strike",
    "found": "bold on $tally-found",
}


def content(*lines: Line) -> Content:
    """Lines as one Textual content; never parsed as markup."""
    return Content("\n").join([_one(item) for item in lines])


def _one(item: Line) -> Content:
    return Content.assemble(*((s.text, _STYLES[s.role]) for s in item))


def single(piece: Span) -> Content:
    """One span as content."""
    return _one((piece,))


def cell(
    pieces: Sequence[tuple[str, Style]], base: Style, cells: int, *, right: bool
) -> list[Segment]:
    """Pieces of text as a table's cell: ``cells`` wide, a blank at either side."""
    blank = " " * (cells - sum(width(text) for text, _ in pieces))
    before, after = (f" {blank}", " ") if right else (" ", f"{blank} ")
    return [
        Segment(before, base),
        *(Segment(text, style) for text, style in pieces if text),
        Segment(after, base),
    ]


@lru_cache(maxsize=256)
def _parsed(style: str) -> Style:
    return Style.parse(style)


def role_style(role: Role, variables: Mapping[str, str]) -> Style:
    """What a role looks like under a theme with ``variables``."""
    words = (variables.get(w[1:], "") if w.startswith("$") else w for w in _STYLES[role].split())
    return _parsed(" ".join(words))
