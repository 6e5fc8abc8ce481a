"""Words that assert something measurable where no figure decides it: never shown as fine."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.asserting_words import ASSERTS, HARMLESS, OPINION, SENTENCE, THINGS
from assistant.proof.claims import MODAL, WordClaim
from assistant.proof.courses import STEADY
from assistant.proof.direction import TURNED
from assistant.proof.levels import Verdict
from assistant.proof.lexicon import Cue
from assistant.proof.reading import Reading

_PLACES: Final = frozenset(
    ("<", ">", "up", "down", "over", "under", "above", "below", "more than", "near")
)
"""Words that tell a place, a time or a manner as often as a movement: set up, under the plan."""
_TOLD: Final = (*TURNED, Cue.ABOVE, Cue.BELOW)


def undecided_claims(reading: Reading, claims: Sequence[Claim]) -> list[WordClaim]:
    """An unchecked claim in each clause whose words assert what nothing here decides.

    Only where the clause has no claim yet: with one, its verdict says enough.
    """
    text, found = reading.text, []
    spans = pairwise([*reading.clauses, len(text)])
    free = [(a, b) for a, b in spans if not any(a <= claim.start < b for claim in claims)]
    if not free or HARMLESS.search(text):
        return []
    bare = not claims and SENTENCE.search(text) is not None
    for begin, end in free:
        if MODAL.search(text, begin, end):
            continue
        spots = _spots(reading, begin, end)
        if bare and not OPINION.search(text, begin, end):
            spots += [(m.start, m.end) for m in reading.mentions if begin <= m.start < end]
            spots += [m.span() for m in THINGS.finditer(text, begin, end)]
        if spots:
            verdict = Verdict(Proof.UNCHECKED, None, wording.say("undecided", reading.lang))
            found.append(WordClaim(*min(spots), ClaimKind.COMPARISON, verdict))
    return found


def _spots(reading: Reading, begin: int, end: int) -> list[tuple[int, int]]:
    """Where a clause asserts something: its words of movement and comparison, and others."""
    spots = [
        (cue.start, cue.end)
        for cue in reading.cues
        if begin <= cue.start < end
        and cue.cue in _TOLD
        and reading.text[cue.start : cue.end] not in _PLACES
    ]
    found = (words.search(reading.text, begin, end) for words in (ASSERTS, STEADY))
    return spots + [match.span() for match in found if match is not None]
