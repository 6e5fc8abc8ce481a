from evals.vector_cache import vectors_of
from retrieval.passages import Embedding, Passage, text_digest


class Counting:
    """An embedder that says which texts it was asked for."""

    model = "made/up"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_query(self, query: str) -> tuple[float, ...]:
        return (float(len(query)),)

    def embed_passages(self, texts):
        self.asked += texts
        return tuple(
            Embedding(text_digest(t), self.model, len(t).to_bytes(4, "little")) for t in texts
        )


def passages(*texts: str) -> list[Passage]:
    return [Passage("s", "s.pdf", 1, n, text) for n, text in enumerate(texts)]


def test_each_text_is_embedded_once_over_all_runs(tmp_path):
    first, second = Counting(), Counting()
    made = vectors_of(tmp_path / "kept", "a", passages("one", "two", "one"), first)
    assert first.asked == ["one", "two"]
    assert [e.digest for e in made] == [text_digest("one"), text_digest("two")]
    again = vectors_of(tmp_path / "kept", "a", passages("two", "three"), second)
    assert second.asked == ["three"]
    # "two" has 3 letters, "three" 5
    assert [int.from_bytes(e.vector, "little") for e in again] == [3, 5]


def test_what_an_interrupted_run_left_is_used_up_to_the_last_whole_line(tmp_path):
    vectors_of(tmp_path, "a", passages("one", "two"), Counting())
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-3])
    later = Counting()
    vectors_of(tmp_path, "a", passages("one", "two"), later)
    assert later.asked == ["two"]
    last = Counting()
    made = vectors_of(tmp_path, "a", passages("one", "two"), last)
    assert last.asked == []
    assert [e.vector for e in made] == [b"\x03\0\0\0"] * 2


def test_another_document_has_vectors_of_its_own(tmp_path):
    vectors_of(tmp_path, "a", passages("one"), Counting())
    other = Counting()
    vectors_of(tmp_path, "b", passages("one"), other)
    assert other.asked == ["one"]
