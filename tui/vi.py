"""The keys by which vi moves, for who wants them: never in a text, never in place of another key.

``vi_moves = true`` in the home's ``config.toml``. ``k`` keeps a finding, so ``K`` does it then.
"""

from types import MappingProxyType
from typing import Any, Final

from textual.containers import VerticalScroll
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Tree

from tui.widgets.listed import Listed
from tui.widgets.picture import Picture
from tui.widgets.rows import Rows

MOVES: Final = MappingProxyType(
    {
        "j": "down",
        "k": "up",
        "h": "left",
        "l": "right",
        "g": "home",
        "G": "end",
        "ctrl+d": "pagedown",
        "ctrl+u": "pageup",
    }
)
KEYS: Final = MappingProxyType({"keep": "K"})
"""What has to make room, by the name of what it does."""


def moved(event: Key, screen: Screen[Any]) -> Key:
    """The arrow that a letter stands for on what has the focus; the event itself elsewhere."""
    arrow = MOVES.get(event.key)
    moves = isinstance(screen.focused, Rows | Listed | VerticalScroll | Picture | Tree)
    if arrow is None or not moves or event.key in screen.active_bindings:
        return event
    return Key(arrow, None)
