"""Shapes and words of drawings, and how they look."""

from html import escape
from typing import Final

WIDTH: Final = 640
"""Pixels; exports scale it to the line's width."""
INK: Final = "#1f2a37"
DIM: Final = "#5b6776"
GRID: Final = "#d5dbe3"
FILLS: Final = ("#1d4f7c", "#a9c1d9")
SIZE: Final = 11
_WIDE: Final = "ᄀ"
"""Characters from here on take a whole em."""


def rect(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    """A filled rectangle; ``more`` are further attributes."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{fill}"{more}/>'
    )


def words(x: float, y: float, text: str, anchor: str, fill: str) -> str:
    """A line of words at its base line."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )


def width(text: str) -> float:
    """Roughly how wide a line is: Chinese an em, other letters about half of one."""
    return sum(SIZE if char >= _WIDE else SIZE * 0.56 for char in text)


def cut(text: str, room: float) -> str:
    """A line that fits, with what is left off told by dots."""
    while text and width(text) > room:
        text = text[:-2] + "…" if text.endswith("…") else text[:-1] + "…"
        if len(text) <= len("…"):
            break
    return text
