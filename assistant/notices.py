"""Words for people: every error and notice as one or two lines. The only owner of stderr."""

import sys
from typing import Final

from assistant.domain.quantities import Lang
from assistant.errors import TallystickError


def error_lines(error: TallystickError, lang: Lang) -> tuple[str, ...]:
    """What went wrong and what to do, without a traceback."""
    mark, way_out = ("错误", "处理办法") if lang is Lang.ZH else ("error", "what to do")
    told = error.told(lang)
    lines = [f"{mark}: {told.message}"]
    if told.hint:
        lines.append(f"{way_out}: {told.hint}")
    return tuple(lines)


_CLEAR: Final = "\r\x1b[2K"
"""Back to the line's start, and the line gone."""


def note(text: str) -> None:
    """One line for a person on stderr; stdout is for data."""
    sys.stderr.write((_CLEAR if sys.stderr.isatty() else "") + text + "\n")
    sys.stderr.flush()


def passing_note(text: str) -> None:
    """One line on a terminal's stderr that the next note takes the place of."""
    sys.stderr.write(_CLEAR + text)
    sys.stderr.flush()


def end_of_notes() -> None:
    """Leave no passing note behind."""
    if sys.stderr.isatty():
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
