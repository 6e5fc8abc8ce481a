"""Looks for forgotten objects while the user rests, so that no key waits for it.

Python goes through every object there is whenever enough new ones have come. In this program
that takes a fifth of a second, and it came in the middle of keys.
"""

import gc
import time
from collections.abc import Callable, Iterable
from typing import Final

_FEW: Final = (5_000, 10, 1_000_000)
"""New objects before a look at the new ones; looks before one at the younger; never at all."""
TICK_S: Final = 0.5
"""How often the app asks whether the user rests."""
_REST_S: Final = 2.0
"""Without a key for so long, the user rests."""
_WORTH: Final = 3
"""Looks at the younger objects after which one at all of them is worth it."""
_PAUSE_S: Final = 0.5
"""A rest so short is taken where much waits: memory that grew is not given back."""
_MUCH: Final = 10
"""Looks at the younger objects after which much waits."""


class Memory:
    """Who tidies, and when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take it out of Python's hands."""
        gc.set_threshold(*_FEW)
        self._clock = clock
        self._key_at = clock()
        self._screens: frozenset[int] = frozenset()
        self._is_left = False

    def note_key(self) -> None:
        """A key was pressed."""
        self._key_at = self._clock()

    @staticmethod
    def end() -> None:
        """Let Python look at all again as it ends: some engines complain of what is left over."""
        gc.unfreeze()

    def rest(self, screens: Iterable[object]) -> bool:
        """Tidy if the user rests and it is worth it; what stays is not looked at again.

        Args:
            screens: those that are open; where one was left, all of its objects are looked at.

        Returns:
            Whether it was done.
        """
        stand = frozenset(map(id, screens))
        self._is_left = self._is_left or not stand >= self._screens
        self._screens = stand
        waiting = gc.get_count()[2]
        if self._clock() - self._key_at < (_PAUSE_S if waiting >= _MUCH else _REST_S):
            return False
        if not self._is_left and waiting < _WORTH:
            return False
        if self._is_left:
            gc.unfreeze()
        self._is_left = False
        gc.collect()
        gc.freeze()
        return True
