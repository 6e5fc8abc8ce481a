"""Words that assert something measurable where no figure decides it: never shown as fine."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.claims import MODAL, WordClaim
from assistant.proof.direction import TURNED
from assistant.proof.levels import Verdict
from assistant.proof.lexicon import Cue
from assistant.proof.reading import Reading

_PLACES: Final = frozenset(("<", ">", "up", "down", "over", "under", "above", "below", "more than", "near"))
"""Words that tell a place, a time or a manner as often as a movement: set up, under the plan."""
_TOLD: Final = (*TURNED, Cue.ABOVE, Cue.BELOW)
_ASSERTS: Final = re.compile(
    "亏损|盈利(?![能模])|扭亏|资不抵债|逾期|过半|大部分|大半|多数|(?:足以|能够?|可|足够)(?:覆盖|偿还)|最[高低]|"
    "新[高低]|双双|无一|没有一[个家笔张]|零(?=[取退作逾违拖欠投])|"
    r"(?<![a-z])(?:profitable|loss-making|in the red|in the black|insolvent|overdue|arrears|"
    r"(?:been|was|were|is|are|paid|pays|paying|ever) late|majority|mostly|most of|half of|"
    r"(?:is|are|was|were|fully|well|not) covered|covers(?= (?:the|its|all|both))|highest|lowest|"
    r"record (?:high|low)|not (?:a single|one)|none of|never|always)(?![a-z])"
)
_HARMLESS: Final = re.compile(
    r"[?？]\s*\Z|\A\s*[#>|]|未(?:能)?(?:测算|评估|提供|取得|核实|获得)|"
    r"(?<![a-z])(?:not (?:been |on )?(?:file|tested|available|provided|known|verified|measured)|unknown|whether)(?![a-z])"
)


def undecided_claims(reading: Reading, claims: Sequence[Claim]) -> list[WordClaim]:
    """An unchecked claim in each clause whose words assert what nothing here decides.

    Only where the clause has no claim yet: with one, its verdict says enough.
    """
    text, found = reading.text, []
    if MODAL.search(text) or _HARMLESS.search(text):
        return []
    for begin, end in pairwise([*reading.clauses, len(text)]):
        spots = _spots(reading, begin, end)
        if spots and not any(begin <= claim.start < end for claim in claims):
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
    match = _ASSERTS.search(reading.text, begin, end)
    return [*spots, match.span()] if match is not None else spots
