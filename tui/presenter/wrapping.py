"""Where lines of Chinese and English break: never inside a number, never before a full stop."""

import re
from functools import lru_cache
from typing import Final

from tui.presenter.lines import width

_WIDE: Final = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3"
    "\uf900-\ufaff\ufe30-\ufe6f\uff5f-\uff60"
)
_OPENS: Final = "（《〈【「『“‘〔［｛"
_CLOSES: Final = "，。；：！？、）》〉】」』”’〕］｝…％,.;:!?)%"
_UNITS: Final = "万亿元倍天个年月日分"
_TOKEN: Final = re.compile(
    rf"[{_OPENS}]*"
    rf"(?:[^\s{_WIDE}{_OPENS}{_CLOSES}][^\s{_WIDE}{_OPENS}，。；：！？、）》〉】」』”’〕］｝]*[{_UNITS}]{{0,2}}"
    rf"|[{_WIDE}]|[{_CLOSES}])?"
    rf"[{_CLOSES}]*\s*"
)


def line_starts(text: str, cells: int, fold: bool = True) -> list[int]:
    """Offsets at which the second and later lines of ``text`` start.

    Args:
        text: one paragraph, without line feeds.
        cells: room on a line, in terminal cells.
        fold: cut what is longer than a line by itself; else it runs over.
    """
    if cells < 1 or width(text) <= cells:
        return []
    starts: list[int] = []
    used = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        needed = width(token.rstrip())
        if used and used + needed > cells:
            starts.append(match.start())
            used = 0
        if needed > cells and fold:
            starts += _folds(token, match.start(), cells)
            used = width(text[starts[-1] : match.end()]) if starts else 0
        else:
            used += width(token)
    return starts


@lru_cache(maxsize=16_384)
def line_count(text: str, cells: int) -> int:
    """Lines that ``text``, without line feeds, takes in ``cells`` terminal cells."""
    return 1 + len(line_starts(text, cells))


def _folds(token: str, start: int, cells: int) -> list[int]:
    """Cuts inside a token that no line can hold."""
    cuts: list[int] = []
    used = 0
    for at, char in enumerate(token):
        needed = width(char)
        if used and used + needed > cells:
            cuts.append(start + at)
            used = 0
        used += needed
    return cuts
