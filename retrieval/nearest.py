"""Nearest vectors by comparing with every one: exact, in memory, for when Chroma can't be had."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Near(NamedTuple):
    """A text near the query."""

    digest: str
    similarity: float
    """Cosine, -1 to 1."""


class NearestInMemory:
    """Holds the vectors it is given; nothing is written."""

    def __init__(self, vectors: Mapping[str, bytes]) -> None:
        """``vectors``: float32 little-endian by text digest, all of one length."""
        import numpy as np

        self._digests = tuple(vectors)
        joined = np.frombuffer(b"".join(vectors.values()), "<f4")
        matrix = joined.reshape(len(self._digests), -1) if self._digests else joined.reshape(0, 1)
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        self._matrix = matrix / np.where(norms == 0, 1, norms)

    def nearest(self, vector: Sequence[float], limit: int) -> tuple[Near, ...]:
        """The ``limit`` nearest, best first; none for a vector of another length."""
        import numpy as np

        query = np.asarray(vector, "<f4")
        if not self._digests or query.shape != self._matrix.shape[1:]:
            return ()
        norm = float(np.linalg.norm(query)) or 1.0
        similarities = self._matrix @ (query / norm)
        order = np.argsort(-similarities, kind="stable")[:limit]
        return tuple(Near(self._digests[i], float(similarities[i])) for i in order)
