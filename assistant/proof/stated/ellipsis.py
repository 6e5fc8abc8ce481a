"""Names that a list cuts short: 经营、投资、筹资活动现金流, receivable and payable days."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assistant.proof.aliases import Names

_BEFORE_ZH: Final = re.compile("(?:[\u4e00-\u9fff]{1,5}(?:、|和|与|及|以及))+\\Z")
_BEFORE_EN: Final = re.compile(r"(?:[a-z-]+, ){0,5}[a-z-]+,? (?:and|or|&) \Z")
_COUNTED: Final = re.compile(
    "(?P<items>(?:[\u4e00-\u9fff]{1,4}(?:、|和|与|及))+[\u4e00-\u9fff]{1,4}?)"
    "(?P<n>[两二三四五六]项)(?P<tail>[\u4e00-\u9fff]{2,4})"
)
_ITEM: Final = re.compile("[\u4e00-\u9fff]+?(?=、|和|与|及|以及|\\Z)|[a-z-]+")
_JOINS: Final = frozenset(("、", "和", "与", "及", "以及", "and", "or"))
_REACH: Final = 40


class Whole(NamedTuple):
    """A stretch that stands for a longer name."""

    start: int
    end: int
    targets: tuple[str, ...]


def cut_short(
    text: str, raw: str, names: Names[tuple[str, ...]], hits: Sequence[tuple[int, int]]
) -> Iterator[Whole]:
    """The items of lists that share the end of the last one's name.

    Args:
        text: plain characters, those of numbers and times hidden.
        raw: the same with them.
        names: every name with what it stands for.
        hits: where names were found in the text.
    """
    for start, end in hits:
        word = text[start:end]
        pattern = _BEFORE_EN if word.isascii() else _BEFORE_ZH
        before = pattern.search(text, max(0, start - _REACH), start)
        if before is not None:
            yield from _items(text, before.start(), start, names, _tails(word))
    for match in _COUNTED.finditer(raw):
        first, last = match.span("items")
        tails = [match["tail"][:size] for size in range(len(match["tail"]), 1, -1)]
        found = list(_items(text, first, last, names, tails))
        if len(found) > 1:
            yield from found[:-1]
            yield found[-1]._replace(end=match.start("tail") + len(tails[-1]))


def _tails(word: str) -> list[str]:
    """What a name may end in, the longest first."""
    if not word.isascii():
        return [word[at:] for at in range(1, len(word))]
    words = word.split(" ")
    return [" " + " ".join(words[at:]) for at in range(1, len(words))]


def _items(
    text: str, first: int, last: int, names: Names[tuple[str, ...]], tails: Sequence[str]
) -> Iterator[Whole]:
    for item in _ITEM.finditer(text, first, last):
        if item[0] in _JOINS:
            continue
        for tail in tails:
            whole = item[0] + tail
            if whole in names and any(t[0] == "c" for t in names[whole]):
                yield Whole(item.start(), item.end(), names[whole])
                break
