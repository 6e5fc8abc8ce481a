"""A recording in pieces of about a minute, cut where it is quiet, so that memory stays bounded."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np

from audio.decode import RATE, Block, Samples

TARGET_S: Final = 60.0
_SEARCH_S: Final = 15.0
"""How far before the target a quiet place is looked for."""
_QUIET: Final = RATE // 4


class Chunk(NamedTuple):
    """About a minute of sound."""

    start_s: float
    samples: Samples
    """One row a channel in use."""

    @property
    def end_s(self) -> float:
        """Where the next chunk begins."""
        return float(self.start_s + self.samples.shape[1] / RATE)


def chunks_of(blocks: Iterable[Block], *, target_s: float = TARGET_S) -> Iterator[Chunk]:
    """Join blocks into chunks of at most ``target_s``, each ending in its quietest place."""
    held: list[Samples] = []
    start: float | None = None
    size = round(target_s * RATE)
    for block in blocks:
        start = block.start_s if start is None else start
        held.append(block.samples)
        while sum(part.shape[1] for part in held) >= size:
            joined = np.concatenate(held, axis=1)
            cut = _quietest(joined[:, :size])
            yield Chunk(start, joined[:, :cut])
            held, start = [joined[:, cut:]], start + cut / RATE
    if start is not None and sum(part.shape[1] for part in held):
        yield Chunk(start, np.concatenate(held, axis=1))


def _quietest(samples: Samples) -> int:
    """The middle of the quietest quarter second near the end."""
    first = max(samples.shape[1] // 2, samples.shape[1] - round(_SEARCH_S * RATE))
    tail = np.max(np.abs(samples[:, first:]), axis=0)
    count = max(1, len(tail) // _QUIET)
    level = tail[: count * _QUIET].reshape(count, -1)
    power = np.mean(level.astype(np.float64) ** 2, axis=1)
    best = int(np.flatnonzero(power <= power.min())[-1])
    return int(first + best * _QUIET + _QUIET // 2)
