"""The only door to Chroma: one case's vectors, derived from the store and rebuilt from it."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, Final, TypeVar

from retrieval.nearest import Near

_BATCH: Final = 500
_Result = TypeVar("_Result")


class VectorsUnavailable(Exception):
    """Another process holds the vectors, or Chroma fails even on a fresh folder."""


class VectorIndex:
    """Vectors of one model by text digest, in a folder that one process at a time may use."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made before `sync`."""
        self._folder = folder
        self._guard = RLock()
        self._lock: sqlite3.Connection | None = None
        self._client: Any = None  # Chroma's types stay inside this door
        self._collection: Any = None
        self._wanted: tuple[str, Mapping[str, bytes]] = ("", {})

    def sync(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Make the index hold exactly ``vectors`` (float32, little-endian, by text digest).

        Raises:
            VectorsUnavailable: another process holds the folder, or Chroma fails twice.
        """
        with self._guard:
            self._take_lock()
            self._wanted = (model, vectors)
            self._mended(self._sync)

    def nearest(self, vector: Sequence[float], limit: int) -> tuple[Near, ...]:
        """The ``limit`` nearest, best first; none for a vector of another length.

        Raises:
            VectorsUnavailable: Chroma fails twice.
        """
        with self._guard:
            vectors = self._wanted[1]
            if not vectors or len(next(iter(vectors.values()))) != 4 * len(vector):
                return ()
            return self._mended(lambda: self._nearest(vector, min(limit, len(vectors))))

    def close(self) -> None:
        """Let go of the folder."""
        with self._guard:
            self._shut()
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    def _take_lock(self) -> None:
        """A lock that a killed process can't leave behind: SQLite's, on a file of its own."""
        if self._lock is not None:
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = sqlite3.connect(
            self._folder / "lock", timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            lock.close()
            raise VectorsUnavailable("another process uses this case's vectors") from error
        self._lock = lock

    def _mended(self, work: Callable[[], _Result]) -> _Result:
        """``work``, once more on a fresh folder where Chroma fails."""
        try:
            with _vendor_errors():
                return work()
        except VectorsUnavailable:
            self._start_afresh()
        with _vendor_errors():
            self._sync()
            return work()

    def _sync(self) -> None:
        model, vectors = self._wanted
        collection = self._opened(model)
        held = set(collection.get(include=[])["ids"])
        for batch in _batches([digest for digest in held if digest not in vectors]):
            collection.delete(ids=batch)
        for batch in _batches([digest for digest in vectors if digest not in held]):
            collection.add(ids=batch, embeddings=[_floats(vectors[digest]) for digest in batch])
        if collection.count() != len(vectors):
            raise VectorsUnavailable("Chroma holds other vectors than it was given")

    def _nearest(self, vector: Sequence[float], limit: int) -> tuple[Near, ...]:
        found = self._opened(self._wanted[0]).query(
            query_embeddings=[_floats(vector)], n_results=limit, include=["distances"]
        )
        if len(found["ids"][0]) < limit:
            raise VectorsUnavailable("Chroma finds fewer vectors than it holds")
        return tuple(
            Near(digest, 1.0 - float(distance))
            for digest, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        )

    def _opened(self, model: str) -> Any:  # noqa: ANN401  a Chroma collection
        name = f"m-{hashlib.sha256(model.encode()).hexdigest()[:24]}"
        if self._collection is not None and self._collection.name == name:
            return self._collection
        client = self._connected()
        for other in client.list_collections():
            if other.name != name:
                client.delete_collection(other.name)
        self._collection = client.get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        return self._collection

    def _connected(self) -> Any:  # noqa: ANN401  a Chroma client
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            settings = Settings(
                _env_file=None, anonymized_telemetry=False, chroma_otel_collection_endpoint=""
            )
            folder = self._folder / str(max(self._generations(), default=1))
            folder.mkdir(mode=0o700, exist_ok=True)
            self._client = chromadb.PersistentClient(folder, settings=settings)
        return self._client

    def _generations(self) -> list[int]:
        return [int(path.name) for path in self._folder.iterdir() if path.name.isdecimal()]

    def _start_afresh(self) -> None:
        """A new folder beside the broken one: Chroma keeps paths that it has opened in memory."""
        self._shut()
        old = self._generations()
        (self._folder / str(max(old, default=0) + 1)).mkdir(mode=0o700)
        for number in old:
            shutil.rmtree(self._folder / str(number), ignore_errors=True)

    def _shut(self) -> None:
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            with suppress(VectorsUnavailable), _vendor_errors():
                client.close()


@contextmanager
def _vendor_errors() -> Iterator[None]:
    """Chroma fails with errors of many kinds; a panic of its Rust side isn't even an Exception."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, VectorsUnavailable):
        raise
    except BaseException as error:
        raise VectorsUnavailable(f"Chroma: {error}") from error


def _batches(digests: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(digests), _BATCH):
        yield list(digests[start : start + _BATCH])


def _floats(vector: bytes | Sequence[float]) -> Any:  # noqa: ANN401  a numpy array, for Chroma
    import numpy as np

    return np.frombuffer(vector, "<f4") if isinstance(vector, bytes) else np.asarray(vector, "<f4")
