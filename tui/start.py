"""What a start on a user's machine brings along."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from textual.theme import Theme

from tui.memory import Memory
from tui.screens.welcome import Entrance


class Start(NamedTuple):
    """The user's own, and what the machine needs."""

    memory: Memory | None = None
    """Tidies while the user rests; None: Python does it when it likes."""
    entrance: Entrance | None = None
    """What the first run asks; None: there is a home."""
    themes: Sequence[Theme] = ()
    """The user's own."""
    keys: Mapping[str, str] = MappingProxyType({})
    """The user's keys by the name of what they do."""
    vi_moves: bool = False
    """Whether the keys of vi move the cursor too."""
