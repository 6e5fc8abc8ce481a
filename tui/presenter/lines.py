"""Text with roles: what the presenter hands to the widgets, free of any markup."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple

from rich.cells import cell_len

from assistant.domain.tongues import in_tongue
from tui.messages import Words

Role = Literal[
    "", "strong", "dim", "good", "warn", "bad", "accent", "label", "link", "mark", "struck", "found"
]
"""How a piece of text is meant; widgets choose the colour."""

_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""Terminal controls and direction overrides: never shown, whoever wrote them."""


class Span(NamedTuple):
    """A piece of text and what it means."""

    text: str
    role: Role = ""


Line = tuple[Span, ...]
"""One line; may wrap on the screen."""


def clean(text: str) -> str:
    """``text`` without control characters; tabs become spaces, line ends line feeds."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    return _UNSAFE.sub("", unified)


def one_line(text: str) -> str:
    """``text`` cleaned, on one line."""
    return " ".join(clean(text).split())


def told(text: str, words: Words) -> str:
    """A text that may be kept in both languages, in the screen's, on one line."""
    return one_line(in_tongue(text, words.lang))


def span(text: str, role: Role = "") -> Span:
    """A cleaned piece of text."""
    return Span(clean(text), role)


def line(*parts: str | Span) -> Line:
    """A line of pieces; strings are cleaned and plain."""
    return tuple(p if isinstance(p, Span) else span(p) for p in parts)


def joined(parts: Sequence[Span]) -> Line:
    """Pieces on one line with dots between them."""
    spans: list[Span] = []
    for part in parts:
        spans += [Span(" · ", "dim"), part] if spans else [part]
    return tuple(spans)


def plain(*lines: Line) -> str:
    """The words of lines, for copying and searching."""
    return "\n".join("".join(piece.text for piece in item) for item in lines)


def width(text: str) -> int:
    """Terminal cells that ``text`` takes: wide characters count twice."""
    return cell_len(text)


def shortened(text: str, cells: int) -> str:
    """``text`` on one line within ``cells`` terminal cells, cut with an ellipsis."""
    flat = one_line(text)
    if width(flat) <= cells:
        return flat
    kept = ""
    for char in flat:
        if width(kept + char) > cells - 1:
            break
        kept += char
    return kept + "…"


def padded(text: str, cells: int) -> str:
    """``text`` filled with blanks to ``cells`` terminal cells."""
    return text + " " * max(0, cells - width(text))


_STEPS: Final = "▏▎▍▌▋▊▉█"


def bar(share: float, cells: int) -> str:
    """A bar of ``share`` (0..1) of ``cells``, in eighths of a cell."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_STEPS[rest - 1] if rest else "")


_SPINNER: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
SPIN_S: Final = 0.1
"""Seconds between two frames."""


def spinner(frame: int) -> Span:
    """One frame of the sign that something is going on."""
    return Span(f"{_SPINNER[frame % len(_SPINNER)]} ", "accent")


def ago(moment: datetime, now: datetime, words: Words) -> str:
    """How long ago ``moment`` was, or its date once that is clearer."""
    seconds = (now - moment).total_seconds()
    if seconds < 60:  # noqa: PLR2004  a minute
        return words("when.now")
    if seconds < 3600:  # noqa: PLR2004  an hour
        return words("when.minutes", n=int(seconds // 60))
    days = (now.astimezone().date() - moment.astimezone().date()).days
    if days == 0:
        return words("when.hours", n=int(seconds // 3600))
    if days == 1:
        return words("when.yesterday")
    if days < 7:  # noqa: PLR2004  a week
        return words("when.days", n=days)
    return day_text(moment)


def day_text(moment: datetime) -> str:
    """The local date of a moment."""
    return f"{moment.astimezone():%Y-%m-%d}"


def moment_text(moment: datetime) -> str:
    """The local date and time of a moment, to the minute."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def counted(words: Words, key: str, n: int) -> str:
    """The text under ``key`` for ``n`` things; ``key_one`` where there is exactly one."""
    return words(f"{key}_one") if n == 1 and words.has(f"{key}_one") else words(key, n=f"{n:,}")
