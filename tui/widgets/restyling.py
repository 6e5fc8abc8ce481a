"""Lets Textual read each style sheet once a theme.

It reads all of them again whenever the theme changes, which is a fourth of the wait, and has no
setting for it; the version is pinned.
"""

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_parse = Stylesheet._parse_rules
_read: dict[tuple[object, ...], list[RuleSet]] = {}
"""What was read of each sheet with each theme's colours; it isn't changed any more."""


def read_sheets_once() -> None:
    """Keep what was read of a style sheet for when its theme comes back."""
    Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign]


def _parse_once(
    self: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    told = (css, read_from, is_default_rules, tie_breaker, scope)
    key = (*told, frozenset(self._variables.items()))
    if key not in _read:
        _read[key] = _parse(self, *told)
    return _read[key]
