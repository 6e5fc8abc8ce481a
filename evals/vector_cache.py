"""Vectors of documents kept between runs, outside the repository: embedding takes minutes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from retrieval.embedding import Embedder
from retrieval.passages import Embedding, Passage, text_digest

_BATCH: Final = 32
"""Texts between two savings; what was saved survives an interruption."""


def vectors_of(
    folder: Path, key: str, passages: Sequence[Passage], embedder: Embedder
) -> tuple[Embedding, ...]:
    """The vectors of a document's passages; those that no earlier run made are made now.

    Args:
        folder: of the cache; one file a document and model.
        key: names the document.
        passages: all of it.
        embedder: makes what is missing.
    """
    path = folder / f"{key}-{embedder.model.replace('/', '_')}.bin"
    _without_half_a_line(path)
    held = {e.digest: e for e in _read(path, embedder.model)}
    missing = list(dict.fromkeys(p.text for p in passages if text_digest(p.text) not in held))
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(missing), _BATCH):
        made = embedder.embed_passages(missing[start : start + _BATCH])
        with path.open("ab") as file:
            file.writelines(_line(e) for e in made)
        held.update((e.digest, e) for e in made)
    wanted = dict.fromkeys(text_digest(p.text) for p in passages)
    return tuple(held[digest] for digest in wanted)


def _line(embedding: Embedding) -> bytes:
    return f"{embedding.digest} {embedding.vector.hex()}\n".encode()


def _without_half_a_line(path: Path) -> None:
    """Cut what a run that was stopped while it wrote left behind the last whole line."""
    if path.is_file():
        whole = path.read_bytes().rpartition(b"\n")
        if whole[2]:
            path.write_bytes(whole[0] + whole[1])


def _read(path: Path, model: str) -> Iterator[Embedding]:
    for line in path.read_text("ascii").splitlines() if path.is_file() else ():
        digest, _, vector = line.partition(" ")
        yield Embedding(digest, model, bytes.fromhex(vector))
