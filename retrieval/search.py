"""Search over one case: words at once, meaning as soon as vectors are there."""

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from retrieval.index import VectorIndex, VectorsUnavailable
from retrieval.lexical import LexicalIndex, Match
from retrieval.nearest import Near, NearestInMemory
from retrieval.passages import EmbeddingLike, Hit, Passage, PassageLike, text_digest

_DEPTH: Final = 50
"""So many candidates from each side are weighed against each other."""
_RANK_OFFSET: Final = 30
_VECTOR_WEIGHT: Final = 0.3
"""Both measured, see docs/decisions/0004."""
_EXACT_BONUS: Final = 1.0


class SearchStatus(NamedTuple):
    """How far the index has come."""

    passages: int
    embedded: int
    """Distinct texts with a vector."""
    problem: str = ""
    """Why Chroma isn't used, or ''; search by meaning works all the same."""


class CaseSearch:
    """One case's search; everything in its folder is derived and may be deleted."""

    def __init__(self, folder: Path) -> None:
        """``folder``: the case's ``index/``; made by `sync`."""
        self._words = LexicalIndex(folder / "words.sqlite")
        self._vectors = VectorIndex(folder / "vectors")
        self._in_memory: NearestInMemory | None = None
        self._embedded: Set[str] = frozenset()
        self._problem = ""

    def __enter__(self) -> Self:
        """For ``with``."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the folder."""
        self.close()

    def sync(
        self, passages: Iterable[PassageLike], embeddings: Iterable[EmbeddingLike] = ()
    ) -> int:
        """Make the index hold exactly what the store holds; mends a broken one.

        Args:
            passages: all of the case's passages.
            embeddings: all of its vectors, of one model; none leaves the vectors as they are, so
                that Chroma isn't loaded where only words matter.

        Returns:
            How many passages were written.

        Raises:
            IndexBroken: the disk is full or another process holds the index for long.
        """
        written = self._words.sync(_passages(passages))
        by_model: dict[str, dict[str, bytes]] = {}
        for embedding in embeddings:
            by_model.setdefault(embedding.model, {})[embedding.digest] = embedding.vector
        if by_model:
            self._sync_vectors(max(by_model, key=lambda model: len(by_model[model])), by_model)
        return written

    def add(self, source: str, passages: Iterable[PassageLike]) -> None:
        """Make the index hold ``passages`` for one source."""
        self._words.add(source, _passages(passages))

    def remove_source(self, source: str) -> None:
        """Forget one source; its vectors go with the next `sync`."""
        self._words.remove(source)

    def status(self) -> SearchStatus:
        """How many passages and vectors are there."""
        return SearchStatus(self._words.count(), len(self._embedded), self._problem)

    def search(
        self, query: str, k: int = 5, query_vector: Sequence[float] | None = None
    ) -> tuple[Hit, ...]:
        """The ``k`` best passages for ``query``, best first.

        Args:
            query: a question or words, Chinese or English; numbers and codes match exactly.
            k: how many at most.
            query_vector: by the model of the embeddings; None searches words only.

        Raises:
            IndexBroken: the word index can't be read; `sync` mends it.
        """
        depth = max(_DEPTH, k)
        matches = self._words.matches(query, depth)
        near = self._nearest(query_vector, depth) if query_vector is not None else ()
        return self._fused(matches, self._words.passages_of(n.digest for n in near))[:k]

    def close(self) -> None:
        """Let go of the vectors, so that another process may use them."""
        self._vectors.close()

    def _fused(
        self, matches: Sequence[Match], near: Sequence[tuple[str, Passage]]
    ) -> tuple[Hit, ...]:
        """Both lists by weighted reciprocal rank; passages with the query's numbers come first.

        A passage that has no vector yet is weighed by its words alone, not marked down for it.
        """
        lexical = {m.passage: rank for rank, m in enumerate(matches, start=1)}
        exact = {m.passage: m.exact for m in matches}
        ranks: dict[str, int] = {}
        for digest, _ in near:
            ranks.setdefault(digest, len(ranks) + 1)
        vector = {passage: ranks[digest] for digest, passage in near}
        hits = []
        for passage in dict.fromkeys((*lexical, *vector)):
            by_word, by_meaning = lexical.get(passage), vector.get(passage)
            compared = bool(vector) and text_digest(passage.text) in self._embedded
            weight = _VECTOR_WEIGHT if compared else 0.0
            score = (1 - weight) * _reciprocal(by_word) + weight * _reciprocal(by_meaning)
            bonus = _EXACT_BONUS * exact.get(passage, 0)
            hits.append(Hit(passage, bonus + score, by_word, by_meaning))
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage[:4])))

    def _sync_vectors(self, model: str, by_model: Mapping[str, Mapping[str, bytes]]) -> None:
        vectors = by_model[model]
        self._embedded = vectors.keys()
        try:
            self._vectors.sync(model, vectors)
        except VectorsUnavailable as error:
            self._in_memory, self._problem = NearestInMemory(vectors), str(error)
        else:
            self._in_memory, self._problem = None, ""

    def _nearest(self, vector: Sequence[float], limit: int) -> tuple[Near, ...]:
        if self._in_memory is not None:
            return self._in_memory.nearest(vector, limit)
        try:
            return self._vectors.nearest(vector, limit)
        except VectorsUnavailable as error:
            self._problem = str(error)
            return ()


def _passages(held: Iterable[PassageLike]) -> list[Passage]:
    return [
        p if isinstance(p, Passage) else Passage(p.source, p.source_name, p.page, p.ordinal, p.text)
        for p in held
    ]


def _reciprocal(rank: int | None) -> float:
    return 0.0 if rank is None else 1 / (_RANK_OFFSET + rank)
