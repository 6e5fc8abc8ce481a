"""Looks for forgotten objects while the user rests, so that no key waits for it.

Python goes through every object there is whenever enough new ones have come. In this program
that takes a fifth of a second, and it came in the middle of keys.
"""

import gc
import time
from collections.abc import Callable
from typing import Final

_FEW: Final = (5_000, 10, 1_000_000)
"""New objects before a look at the new ones; looks before one at the younger; never at all."""
_REST_S: Final = 2.0
"""Without a key for so long, the user rests."""
_WORTH: Final = 10
"""Looks at the younger objects after which one at all of them is worth it."""


class Memory:
    """Who tidies, and when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take it out of Python's hands."""
        gc.set_threshold(*_FEW)
        self._clock = clock
        self._key_at = clock()
        self._screens = 0
        self._is_left = False

    def note_key(self) -> None:
        """A key was pressed."""
        self._key_at = self._clock()

    @staticmethod
    def end() -> None:
        """Let Python look at all again as it ends: some engines complain of what is left over."""
        gc.unfreeze()

    def rest(self, screens: int) -> bool:
        """Tidy if the user rests and it is worth it; what stays is not looked at again.

        Args:
            screens: how many are open; where one was left, all of its objects are looked at.

        Returns:
            Whether it was done.
        """
        self._is_left = self._is_left or screens < self._screens
        self._screens = screens
        if self._clock() - self._key_at < _REST_S:
            return False
        if not self._is_left and gc.get_count()[2] < _WORTH:
            return False
        if self._is_left:
            gc.unfreeze()
        self._is_left = False
        gc.collect()
        gc.freeze()
        return True
