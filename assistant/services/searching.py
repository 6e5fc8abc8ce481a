"""Search in one case: words at once, vectors as far as they are there."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from assistant.domain.case import CaseId
from assistant.domain.progress import Cancelled, Progress
from assistant.errors import InputError, StorageError
from assistant.services.office import Office
from assistant.storage.rows import StoredEmbedding
from retrieval.passages import Hit
from retrieval.search import CaseSearch

if TYPE_CHECKING:
    from retrieval.embedding import Embedder

_BATCH: Final = 32
"""Passages embedded between two saves: a kill loses at most this many."""
_ALL: Final = 1_000_000


class Searcher:
    """Searches cases of one home; keeps each case's index open while the case is unchanged."""

    def __init__(self, office: Office) -> None:
        """Nothing is opened before the first search."""
        self._office = office
        self._open: dict[CaseId, tuple[str, CaseSearch]] = {}

    @cached_property
    def embedder(self) -> "Embedder | None":
        """Whoever turns text into vectors; None where settings say ``off``."""
        from retrieval.embedding import EndpointEmbedder, LocalEmbedder

        settings = self._office.settings
        if settings.embeddings == "off":
            return None
        if settings.embeddings == "local":
            return LocalEmbedder()
        return EndpointEmbedder(
            settings.embeddings, settings.embeddings_model, settings.llm_api_key.get_secret_value()
        )

    def search(self, case: CaseId, words: str, k: int) -> Sequence[Hit]:
        """Passages of a case, best first.

        Raises:
            StorageError: the index can't be written.
        """
        from retrieval.embedding import EmbeddingFailed
        from retrieval.lexical import IndexBroken

        try:
            index = self._index(case)
            vector = None
            if index.status().embedded and self.embedder is not None:
                try:
                    vector = self.embedder.embed_query(words)
                except EmbeddingFailed:
                    vector = None
            return index.search(words, k, query_vector=vector)
        except IndexBroken as error:
            raise StorageError(
                f"the search index: {error}",
                "free disk space, or try again",
                zh=f"检索索引：{error}",
                zh_hint="请腾出磁盘空间，或重试",
            ) from error

    def _index(self, case: CaseId) -> CaseSearch:
        store = self._office.store(case)
        model = self.embedder.model if self.embedder is not None else None
        stamp = store.stamp()
        held = self._open.get(case)
        if held is not None and held[0] == stamp:
            return held[1]
        index = held[1] if held else CaseSearch(store.folder / "index")
        index.sync(store.passages(), store.embeddings(model) if model else ())
        self._open[case] = (stamp, index)
        return index

    def embed(self, case: CaseId, cancelled: Cancelled) -> Iterator[Progress]:
        """Embed what is not embedded yet, in small saved batches.

        Raises:
            InputError: the embedding model can't be used; lexical search goes on without it.
        """
        embedder = self.embedder
        if embedder is None:
            return
        try:
            yield from self._embedded(case, embedder, cancelled)
        finally:
            embedder.rest()
            self._open.pop(case, None)

    def _embedded(
        self, case: CaseId, embedder: "Embedder", cancelled: Cancelled
    ) -> Iterator[Progress]:
        from retrieval.embedding import EmbeddingFailed

        store = self._office.store(case)
        total = len(store.missing_embeddings(_ALL, embedder.model))
        done = 0
        while not cancelled() and (batch := store.missing_embeddings(_BATCH, embedder.model)):
            try:
                found = embedder.embed_passages([passage.text for passage in batch])
            except EmbeddingFailed as error:
                raise InputError(
                    f"embedding failed: {error}",
                    error.hint,
                    zh=f"向量计算失败：{error}",
                    zh_hint="按词检索不受影响；tallystick doctor 说明缺什么",
                ) from error
            store.keep_embeddings(
                StoredEmbedding(digest=e.digest, model=e.model, vector=e.vector) for e in found
            )
            done += len(batch)
            yield Progress(
                subject=store.head().name,
                stage="embedding",
                done=done,
                total=total,
                unit="passages",
            )
