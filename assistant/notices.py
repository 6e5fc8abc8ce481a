"""Words for people: every error and notice as one or two lines. The only owner of stderr."""

import sys

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


def note(text: str) -> None:
    """One line for a person on stderr; stdout is for data."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
