"""Word search over SQLite FTS5: derived from the case store, rebuilt where it doesn't agree."""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from retrieval import vocabulary, words
from retrieval.commonness import TOKENIZER, WordCounts
from retrieval.passages import Passage, text_digest

_LAYOUT: Final = 2
_VERSION: Final = _LAYOUT * 1000 + words.VERSION
_BUSY_S: Final = 10.0
_TABLES: Final = f"""
CREATE TABLE source (id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, passages INTEGER NOT NULL);
CREATE TABLE passage (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, source_name TEXT NOT NULL, page INTEGER NOT NULL,
  ordinal INTEGER NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL);
CREATE UNIQUE INDEX passage_place ON passage (source, ordinal);
CREATE INDEX passage_digest ON passage (digest);
CREATE VIRTUAL TABLE word USING fts5(words, tokenize="{TOKENIZER}");
"""
_MATCH: Final = """
SELECT p.id, p.source, p.page, m.score FROM
  (SELECT rowid, bm25(word) AS score FROM word WHERE word MATCH ? ORDER BY score, rowid LIMIT ?) m
  JOIN passage p ON p.id = m.rowid ORDER BY m.score, p.id
"""
_PASSAGE: Final = "SELECT source, source_name, page, ordinal, text FROM passage WHERE id = ?"
_OF_TEXT: Final = """
SELECT source, source_name, page, ordinal, text FROM passage WHERE digest = ? ORDER BY id
"""
_DEEP: Final = 300
"""Passages weighed before the best are taken."""
_NAME_WEIGHT: Final = 0.7
"""Weight of another name of what is asked, beside a word of the question itself."""
_PAGE_WEIGHT: Final = 0.15
"""Share of their scores that the other passages of a page lend to each."""
_NOT_ITS_FAULT: Final = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)


class IndexBroken(Exception):
    """The index can't be read or written."""

    def __init__(self, reason: str, *, rebuild: bool = True) -> None:
        """``rebuild``: `LexicalIndex.sync` mends it; else disk or another process is in the way."""
        super().__init__(reason)
        self.rebuild = rebuild


class Match(NamedTuple):
    """A passage in which words of the query stand."""

    passage: Passage
    score: float
    """BM25 of the query's words, of other names for them and of the rest of the page, weighed;
    higher is better; comparable within one search."""
    exact: int
    """How many of the query's numbers and codes stand in it."""


class _Placed(NamedTuple):
    """A passage's row, where it stands and what it scores; its text is fetched at the end."""

    row: int
    source: str
    page: int
    score: float
    exact: int = 0


class LexicalIndex:
    """One case's words; safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened or made before `sync`."""
        self._path = path
        self._counts = WordCounts()

    def sync(self, passages: Iterable[Passage]) -> int:
        """Make the index hold exactly ``passages``; unchanged sources cost a fingerprint only.

        Returns:
            How many passages were written.
        """
        wanted: dict[str, list[Passage]] = {}
        for passage in passages:
            wanted.setdefault(passage.source, []).append(passage)
        try:
            return self._sync(wanted)
        except IndexBroken as error:
            if not error.rebuild:
                raise
            self._remove()
            return self._sync(wanted)

    def add(self, source: str, passages: Sequence[Passage]) -> None:
        """Make the index hold ``passages`` for one source; other sources stay."""
        with self._writing() as connection:
            _replace(connection, source, passages)

    def remove(self, source: str) -> None:
        """Forget one source."""
        with self._writing() as connection:
            _forget(connection, source)

    def count(self) -> int:
        """Passages in the index; 0 before the first `sync`."""
        if not self._path.exists():
            return 0
        with self._reading() as connection:
            return int(connection.execute("SELECT count(*) FROM passage").fetchone()[0])

    def matches(self, query: str, limit: int) -> tuple[Match, ...]:
        """The best ``limit`` passages by words, those with more of the exact words first.

        Raises:
            IndexBroken: the index can't be read.
        """
        looked_for = words.query_words(query)
        if not looked_for or not self._path.exists():
            return ()
        exact = words.exact_words(query)
        with self._reading() as connection:
            found = self._weighed(connection, query, looked_for, max(limit, _DEEP))
            for word in exact:
                for placed in _matched(connection, (word,), limit):
                    known = found.get(placed.row, placed)
                    found[placed.row] = known._replace(exact=known.exact + 1)
            ordered = sorted(found.values(), key=lambda m: (-m.exact, -m.score))
            return tuple(
                Match(_passage(connection, placed.row), placed.score, placed.exact)
                for placed in ordered[:limit]
            )

    def passages_of(self, digests: Iterable[str]) -> tuple[tuple[str, Passage], ...]:
        """Digest and passage of each passage with one of these texts, in the order given."""
        if not self._path.exists():
            return ()
        with self._reading() as connection:
            return tuple(
                (digest, Passage(*row))
                for digest in digests
                for row in connection.execute(_OF_TEXT, (digest,))
            )

    def _weighed(
        self, connection: sqlite3.Connection, query: str, looked_for: Sequence[str], limit: int
    ) -> dict[int, _Placed]:
        """Passages with the query's words or other names for them, each helped by its page."""
        state = connection.execute("SELECT id, fingerprint FROM source ORDER BY id").fetchall()
        telling = self._counts.telling(connection, state, looked_for)
        found = {m.row: m for m in _matched(connection, telling, limit)}
        named = dict.fromkeys(words.phrase_words(n) for n in vocabulary.other_names(query))
        names = self._counts.telling(connection, state, filter(None, named))
        for match in _matched(connection, names, limit):
            known = found.get(match.row, match._replace(score=0.0))
            found[match.row] = known._replace(score=known.score + _NAME_WEIGHT * match.score)
        pages: defaultdict[tuple[str, int], float] = defaultdict(float)
        for match in found.values():
            pages[match.source, match.page] += match.score
        return {
            row: m._replace(score=m.score + _PAGE_WEIGHT * (pages[m.source, m.page] - m.score))
            for row, m in found.items()
        }

    def _sync(self, wanted: Mapping[str, Sequence[Passage]]) -> int:
        prints = {source: _fingerprint(held) for source, held in wanted.items()}
        with self._reading() if self._path.exists() else self._writing() as connection:
            _verify(connection)
            known = dict(connection.execute("SELECT id, fingerprint FROM source").fetchall())
        changed = [source for source in wanted if known.get(source) != prints[source]]
        gone = [source for source in known if source not in wanted]
        for source in gone:
            self.remove(source)
        for source in changed:
            self.add(source, wanted[source])
        return sum(len(wanted[source]) for source in changed)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with _named(), closing(sqlite3.connect(self._path, timeout=_BUSY_S)) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: a source is in the index whole or not at all, also after kill -9."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        connect = sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)
        with _named(), closing(connect) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in _TABLES.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            yield connection
            connection.execute("COMMIT")

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


@contextmanager
def _named() -> Iterator[None]:
    """SQLite's errors by what can be done about them; wrong arguments stay as they are."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise IndexBroken(str(error), rebuild=code not in _NOT_ITS_FAULT) from error


def _verify(connection: sqlite3.Connection) -> None:
    """Raise where version or counts say that the index isn't what `sync` left."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
        raise IndexBroken("made by another version")
    stated = dict(connection.execute("SELECT id, passages FROM source").fetchall())
    held = dict(connection.execute("SELECT source, count(*) FROM passage GROUP BY source"))
    indexed = connection.execute("SELECT count(*) FROM word_docsize").fetchone()[0]
    if stated != held or indexed != sum(held.values()):
        raise IndexBroken("counts disagree")


def _matched(
    connection: sqlite3.Connection, looked_for: Sequence[str], limit: int
) -> Iterator[_Placed]:
    if not looked_for:
        return
    expression = " OR ".join(
        f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in looked_for
    )
    for row, source, page, score in connection.execute(_MATCH, (expression, limit)):
        yield _Placed(row, source, page, -score)


def _passage(connection: sqlite3.Connection, row: int) -> Passage:
    return Passage(*connection.execute(_PASSAGE, (row,)).fetchone())


def _replace(connection: sqlite3.Connection, source: str, passages: Sequence[Passage]) -> None:
    _forget(connection, source)
    if not passages:
        return
    start = connection.execute("SELECT coalesce(max(id), 0) FROM passage").fetchone()[0] + 1
    numbered = list(enumerate(passages, start=start))
    connection.executemany(
        "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((i, *passage, text_digest(passage.text)) for i, passage in numbered),
    )
    connection.executemany(
        "INSERT INTO word (rowid, words) VALUES (?, ?)",
        ((i, words.index_words(passage.text)) for i, passage in numbered),
    )
    connection.execute(
        "INSERT INTO source VALUES (?, ?, ?)", (source, _fingerprint(passages), len(passages))
    )


def _forget(connection: sqlite3.Connection, source: str) -> None:
    connection.execute(
        "DELETE FROM word WHERE rowid IN (SELECT id FROM passage WHERE source = ?)", (source,)
    )
    connection.execute("DELETE FROM passage WHERE source = ?", (source,))
    connection.execute("DELETE FROM source WHERE id = ?", (source,))


def _fingerprint(passages: Sequence[Passage]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for passage in passages:
        digest.update(f"{passage[1:4]}{len(passage.text)}".encode())
        digest.update(passage.text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
