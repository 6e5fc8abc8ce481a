"""Sentences that are nearly a statement of the case: what was altered must be proved by itself.

A statement is right as a whole. Where a word of it was put in, taken out or replaced, the words
that still stand prove nothing about the altered ones: "was not", another label or threshold.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Set
from typing import Final, NamedTuple

from assistant.domain.checks import Claim, ClaimKind, Proof, SentenceCheck
from assistant.domain.figures import Statement
from assistant.domain.quantities import Lang
from assistant.proof import wording
from assistant.proof.characters import is_cjk, plain
from assistant.proof.lexicon import CHANGE, Cue, cues_in
from assistant.proof.sentences import prose_sentences

_SHORTEST: Final = 8
_KEPT: Final = 0.6
"""Share of a copy's characters that are a statement's, at its two ends; half of the statement's."""
_MOST: Final = 48
_LAST: Final = "\uffff"
_IDLE: Final = re.compile(
    r"(?:[\s,，、;；:：。!?\"'“”‘’()（）*_`]|(?<![a-z])(?:an?|the|its?|by|of|to|at|in|and|then|also|with|for)(?![a-z])|[了的则也])*"
)
"""Words that may come or go without a change of meaning."""


class Alteration(NamedTuple):
    """Where a text differs from a statement."""

    statement: Statement
    start: int
    """Offset in the text where it begins to differ."""
    end: int
    said: str
    """What the statement says there."""


class Wordings:
    """The exact texts of statements, and each of their sentences, found by what both ends say."""

    def __init__(self, texts: Iterable[tuple[str, Statement]]) -> None:
        """Keep plain texts without their full stops; nothing is sorted before it is needed."""
        self._texts = dict(texts)
        self._owners: dict[str, Statement] = {}
        self._ends: tuple[list[str], list[str]] | None = None

    def __bool__(self) -> bool:
        """Whether there is any statement."""
        return bool(self._texts)

    def alteration(self, words: str) -> Alteration | None:
        """How a plain text differs from the statement that it is nearly a copy of.

        Args:
            words: a sentence without list marker, source marks and full stop.
        """
        if len(words) < _SHORTEST:
            return None
        best, kept = None, int(len(words) * _KEPT)
        for text in self._alike(words):
            head, tail = _shared(words, text)
            if head + tail > kept and 2 * (head + tail) >= len(text):
                best, kept = (text, head, tail), head + tail
        if best is None:
            return None
        text, head, tail = best
        start, end, said = head, len(words) - tail, text[head : len(text) - tail]
        altered = words[start:end]
        if _IDLE.fullmatch(altered) and _IDLE.fullmatch(said):
            return None
        if (start == 0 or end == len(words)) and _APART.search(f"{altered}\n{said}"):
            return None  # clauses differ, and what is said in them is judged by itself
        return Alteration(self._owners[text], start, end, said)

    def _alike(self, words: str) -> Iterable[str]:
        """Texts that begin or end as ``words`` does."""
        if self._ends is None:
            self._ends = self._sorted()
        size = max(len(words) * 2 // 5, 3)
        found: dict[str, None] = {}
        for texts, form, turned in (
            (self._ends[0], words, False),
            (self._ends[1], words[::-1], True),
        ):
            first = bisect_left(texts, form[:size])
            last = bisect_left(texts, form[:size] + _LAST, lo=first)
            if last - first > _MOST:
                at = bisect_left(texts, form, lo=first, hi=last)
                first, last = max(first, at - _MOST // 2), min(last, at + _MOST // 2)
            found.update(dict.fromkeys(t[::-1] if turned else t for t in texts[first:last]))
        return found

    def _sorted(self) -> tuple[list[str], list[str]]:
        for text, statement in self._texts.items():
            parts = prose_sentences(text, 0, len(text))
            for part in (text, *(text[p.start : p.end].rstrip(" 。.") for p in parts)):
                if len(part) >= _SHORTEST:
                    self._owners.setdefault(part, statement)
        return sorted(self._owners), sorted(text[::-1] for text in self._owners)


def _shared(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts share at their heads, then at their tails; words stay whole."""
    head = _common(one, other, min(len(one), len(other)))
    while head and (_inside(one, head) or _inside(other, head)):
        head -= 1
    room = min(len(one), len(other)) - head
    tail = _common(one[::-1], other[::-1], room)
    while tail and (_inside(one, len(one) - tail) or _inside(other, len(other) - tail)):
        tail -= 1
    return head, tail


def _common(one: str, other: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _inside(text: str, at: int) -> bool:
    """Whether a cut at ``at`` would part a word."""
    return text[at - 1 : at].isalnum() and text[at : at + 1].isalnum() and not (
        is_cjk(text[at - 1]) or is_cjk(text[at])
    )  # fmt: skip


_APART: Final = re.compile("\\A\\s*[（(]|[:;，：；、。!?—]|,(?!\\d)|[.](?!\\d)")
"""What parts a clause of its own from a statement's start or end."""


_MARKER: Final = re.compile(
    r"(?:\[\^\d+\]:?\s*|\[[ x]\]\s+|☐\s*|[-*+•>#]+\s+|\d{1,3}[.)、]\s*|\*+|\s+)+"
)
"""A list marker or heading sign in front of a sentence; a year is none."""
_TAIL: Final = re.compile(r"(?:\[\^[^\]\s]{1,20}\]|[。. ])+\Z")


def bare(words: str) -> str:
    """Words without the list marker in front of them."""
    match = _MARKER.match(words)
    return words[match.end() :] if match else words


def without_marks(words: str) -> str:
    """Words without the source marks and full stops behind them."""
    tail = _TAIL.search(words)
    return words[: tail.start()] if tail else words


def with_alteration(
    check: SentenceCheck, wordings: Wordings, exact: Set[tuple[int, int]], words: str, lang: Lang
) -> SentenceCheck:
    """The check of a sentence with a claim on what was altered in a copy of a statement.

    Args:
        check: what the figures say of it.
        wordings: the statements' texts.
        exact: offsets of numbers that state a value, not a bound of it; those, where proved, may
            stand in place of the statement's own.
        words: the sentence as plain characters.
        lang: language of the reason.
    """
    if check.verdict is not Proof.PROVED or not wordings or words.startswith("#"):
        return check
    ended = without_marks(words)
    told = bare(ended)
    if (found := wordings.alteration(told)) is None:
        return check
    begin = check.start + len(ended) - len(told)
    start, end = begin + found.start, begin + found.end
    if any(_carries(claim, start, end, found, exact) for claim in check.claims):
        return check
    shown = max(end, start + 1)
    claim = Claim(
        text=check.text[start - check.start : shown - check.start], start=start, end=shown,
        kind=ClaimKind.REFERENCE, verdict=Proof.UNCHECKED, figure=None,
        reason=wording.altered(found.statement.text(lang), found.said, lang),
    )  # fmt: skip
    claims = tuple(sorted((*check.claims, claim), key=lambda c: (c.start, c.end)))
    return check.model_copy(update={"claims": claims, "verdict": Proof.UNCHECKED})


def _ways(words: str) -> set[Cue]:
    """Which ways words say that something moved."""
    told = plain(words)
    return {hit.cue for hit in cues_in(told, bytearray(len(told))) if hit.cue in CHANGE}


def _carries(
    claim: Claim, start: int, end: int, found: Alteration, exact: Set[tuple[int, int]]
) -> bool:
    """Whether a proved claim is about the altered words themselves."""
    if not (claim.start < end and start < claim.end):
        return False
    if claim.kind is ClaimKind.DIRECTION:
        return _ways(found.said) == _ways(claim.text) != set()
    return (claim.start, claim.end) in exact
