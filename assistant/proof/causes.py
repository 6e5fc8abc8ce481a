"""Causes told in words: a figure moved because of something. No figure can prove that alone."""

import re
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.claims import MODAL, WordClaim
from assistant.proof.direction import TURNED
from assistant.proof.levels import Verdict
from assistant.proof.walking import Walk

_WORDS: Final = re.compile(
    "因为|由于|归因于|导致|得益于|所致|是[^，。；]{1,24}的结果|源于|归功于|缘于|拖累|推动|带动|受[^，。；、]{1,16}影响|"
    r"(?<![a-z])(?:because|due to|driven by|owing to|thanks to|caused by|attributable to|"
    r"as a result of|on the back of|attributed to|stem\w* from)(?![a-z])"
)


def cause_claims(walk: Walk) -> list[WordClaim]:
    """A claim where a sentence says why a known metric moved.

    It stays unchecked: a cause is proved where a statement of the file says it, bridge and all, and
    such a statement is proved as a whole before its words are looked at.
    """
    reading = walk.reading
    known = any(m.series and not m.foreign for m in reading.mentions)
    moved = any(cue.cue in TURNED for cue in reading.cues)
    match = _WORDS.search(reading.text)
    if match is None or not known or not moved or MODAL.search(reading.text):
        return []
    verdict = Verdict(Proof.UNCHECKED, None, wording.say("cause", reading.lang))
    return [WordClaim(match.start(), match.end(), ClaimKind.CAUSE, verdict)]
