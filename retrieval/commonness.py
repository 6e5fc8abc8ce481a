"""How many passages hold a word, so that ranking needn't weigh those that nearly all hold."""

import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Final

TOKENIZER: Final = "porter unicode61 remove_diacritics 2 tokenchars '_'"
_COMMON: Final = 1_500
"""Passages that a word stands in from which ranking leaves it out beside rarer ones."""
_KNOWN: Final = 1 << 15
_LOCK: Final = Lock()


class WordCounts:
    """Numbers of passages by word, of one state of an index; safe for several threads."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._state: object = None
        self._counts: dict[str, int] = {}

    def telling(
        self, connection: sqlite3.Connection, state: object, phrases: Iterable[str]
    ) -> list[str]:
        """The phrases to rank by: those that stand somewhere and not nearly everywhere.

        Where all are common, the rarest one. A phrase is as rare as its rarest word.

        Args:
            connection: to the index.
            state: differs when the index does.
            phrases: words in the tokenizer's form; a beginning of a word (``付*``) always tells.
        """
        if state != self._state:
            self._state, self._counts = state, {}
        held = {phrase: self._count(connection, phrase) for phrase in phrases}
        found = [phrase for phrase, count in held.items() if count]
        rare = [phrase for phrase in found if held[phrase] <= _COMMON]
        return rare or sorted(found, key=lambda phrase: held[phrase])[:1]

    def _count(self, connection: sqlite3.Connection, phrase: str) -> int:
        if phrase.endswith("*"):
            return 1
        return min((self._of(connection, stem) for stem in _stems(phrase)), default=0)

    def _of(self, connection: sqlite3.Connection, stem: str) -> int:
        if stem not in self._counts:
            connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5vocab(main, word, row)"
            )
            row = connection.execute("SELECT doc FROM temp.held WHERE term = ?", (stem,)).fetchone()
            self._counts[stem] = int(row[0]) if row else 0
        return self._counts[stem]


@lru_cache(maxsize=_KNOWN)
def _stems(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the index holds them: by the tokenizer itself."""
    with _LOCK:
        connection = _tokenizing()
        connection.execute("DELETE FROM asked")
        connection.execute("INSERT INTO asked (rowid, words) VALUES (1, ?)", (phrase,))
        return tuple(row[0] for row in connection.execute("SELECT term FROM asked_term"))


@lru_cache(maxsize=1)
def _tokenizing() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection.execute(f'CREATE VIRTUAL TABLE asked USING fts5(words, tokenize="{TOKENIZER}")')
    connection.execute("CREATE VIRTUAL TABLE asked_term USING fts5vocab(asked, instance)")
    return connection
