"""Finds names in a plain text: the longest at each place, however many names there are."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

from assistant.proof.characters import is_letter

T = TypeVar("T")
_HEAD: Final = 2


class NameHit(NamedTuple, Generic[T]):
    """A name found in a text."""

    start: int
    end: int
    target: T


class Names(Generic[T]):
    """A set of names, each with what it stands for; looked up in time independent of its size."""

    def __init__(self, targets: Mapping[str, T]) -> None:
        """Index ``targets``, whose keys are plain texts of at least two characters."""
        self._targets = {name: target for name, target in targets.items() if len(name) >= _HEAD}
        lengths: dict[str, set[int]] = {}
        for name in self._targets:
            lengths.setdefault(name[:_HEAD], set()).add(len(name))
        self._lengths = {head: sorted(sizes, reverse=True) for head, sizes in lengths.items()}

    def items(self) -> Iterator[tuple[str, T]]:
        """Every name with what it stands for."""
        return iter(self._targets.items())

    def __contains__(self, name: str) -> bool:
        """Whether ``name`` is one of the names."""
        return name in self._targets

    def __getitem__(self, name: str) -> T:
        """What ``name`` stands for."""
        return self._targets[name]

    def find(self, text: str) -> Iterator[NameHit[T]]:
        """Every name in a plain text, left to right, none overlapping."""
        lengths, end = self._lengths, 0
        for at in [at for at, head in enumerate(_heads(text)) if head in lengths]:
            hit = self._longest(text, at, lengths[text[at : at + _HEAD]]) if at >= end else None
            if hit is not None:
                yield hit
                end = hit.end

    def _longest(self, text: str, at: int, sizes: list[int]) -> NameHit[T] | None:
        if _joined(text[at]) and at and _joined(text[at - 1]):
            return None
        for size in sizes:
            end = at + size
            name = text[at:end]
            if end > len(text) or name not in self._targets:
                continue
            whole = _word_end(text, end)
            if whole:
                return NameHit(at, whole, self._targets[name])
        return None


@lru_cache(maxsize=4)
def _heads(text: str) -> list[str]:
    """Every two characters that stand together; several sets look through one sentence."""
    return [text[at : at + _HEAD] for at in range(len(text) - 1)]


def _joined(char: str) -> bool:
    return is_letter(char) or (char.isascii() and char.isdigit()) or char == "_"


def _word_end(text: str, end: int) -> int:
    """Where the word ends (with a plural s), 0 where the name stops inside a word."""
    if not _joined(text[end - 1]) or end >= len(text) or not _joined(text[end]):
        return end
    plural = text[end] == "s" and not (end + 1 < len(text) and _joined(text[end + 1]))
    return end + 1 if plural else 0
