"""Roles to colours: presenter lines as Textual content and as table cells."""

from collections.abc import Iterable, Mapping
from typing import Final

from rich.text import Text
from textual.content import Content

from tui.presenter.lines import Line, Role, Span

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


def cell(item: Line, variables: Mapping[str, str], *, right: bool = False) -> Text:
    """A line as a table cell, its colours taken from the theme's variables."""
    text = Text(no_wrap=True, end="", justify="right" if right else "left", overflow="ellipsis")
    for piece in item:
        text.append(piece.text, _rich_style(piece.role, variables))
    return text


def _rich_style(role: Role, variables: Mapping[str, str]) -> str:
    words: Iterable[str] = _STYLES[role].split()
    return " ".join(variables.get(w[1:], "") if w.startswith("$") else w for w in words)
