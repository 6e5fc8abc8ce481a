"""Finds the sentence that says the number which a question asks for outright."""

import math
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from assistant.domain.checks import SourceText
from assistant.llm.quoting import Quote, sentences
from assistant.llm.wording import holds_chinese, normalised, terms

_ASKED: Final = re.compile(
    r"how (?:much|many)|by (?:how|what) (?:much|many|percentage)"
    r"|what (?:is|was|were|are|will be) the (?:total )?"
    r"(?:amount|number|value|price|percentage|share|size)(?: of)?"
    r"|what (?:amount|percentage|price|share|number|proportion)"
)
"""Questions whose answer is one number; those that compare or rank need more than a sentence."""
_RANKING: Final = re.compile(
    r"\b(?:which|compared?|versus|vs|highest|lowest|most|least|largest|smallest|best|worst)\b"
)
_SCAFFOLD: Final = frozenset(
    "amount result number much many total regard respect percentage point use bas accord include "  # noqa: SIM905  a list of words reads better as words
    "annual year full fiscal quarter end month january february march april june july august "
    "september october november december there between dur onward being also report".split()
)
_ASIDE: Final = re.compile(r"\([^()]*\)")
_SHARE: Final = re.compile(r"\d\s?(?:%|percent)")
_MONEY: Final = re.compile(r"[$€£¥]\s?\d|\d\s?(?:million|billion|thousand)")
_COUNT: Final = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")
"""A number that is no year."""
_LOOKS: Final = (
    (re.compile(r"percent|growth|margin|proportion|share of|\brate\b"), _SHARE),
    (re.compile(r"amount|how much|price|value|proceeds|cost|gain|loss|cash|paid|worth"), _MONEY),
)
_ENOUGH: Final = 0.5
"""Share of the question's weight that a sentence and its passage must hold."""
_OF_PASSAGE: Final = 0.3
"""Worth of a word beside the sentence, against one in it."""
_FEWEST: Final = 2
_NEAR: Final = 0.85
"""Share of the best sentence's worth from which another one is given too."""


class _Weighed(NamedTuple):
    worth: float
    quote: Quote


def number_quotes(
    question: str, passages: Sequence[SourceText], most: int = 2
) -> tuple[Quote, ...]:
    """The sentences that say the number asked for, the best first; () when none is sure to.

    A word counts by how rare it is among the passages; English questions and pages only.
    """
    text = _ASIDE.sub(" ", normalised(question))
    if not _ASKED.search(text) or _RANKING.search(text) or holds_chinese(text):
        return ()
    held = [(passage, terms(normalised(passage.text))) for passage in passages]
    wanted = {word for word in terms(text) if word not in _SCAFFOLD and not word.startswith("fy")}
    weights = {word: _rarity(word, [words for _, words in held]) for word in wanted}
    whole = sum(weights.values())
    look = next((looks for asks, looks in _LOOKS if asks.search(text)), _COUNT)
    found: list[_Weighed] = []
    for passage, around in held:
        for words in sentences(passage.text):
            clean = normalised(words)
            own = {word for word in wanted if _is_in(word, terms(clean))}
            beside = {word for word in wanted - own if _is_in(word, around)}
            worth = sum(weights[w] for w in own) + _OF_PASSAGE * sum(weights[w] for w in beside)
            if look.search(clean) and len(own) >= _FEWEST and worth >= _ENOUGH * whole:
                found.append(_Weighed(worth, Quote(passage, words)))
    found.sort(key=lambda one: -one.worth)
    near = [one.quote for one in found if one.worth >= _NEAR * found[0].worth]
    return tuple({" ".join(quote.words.split()): quote for quote in near[:most]}.values())


def _rarity(word: str, texts: Sequence[frozenset[str]]) -> float:
    holding = sum(_is_in(word, words) for words in texts)
    return math.log(1 + len(texts) / holding) if holding else 1.0


def _is_in(word: str, words: frozenset[str]) -> bool:
    return any(one.startswith(word) for one in words)
