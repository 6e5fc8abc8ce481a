"""What the words before a number say of it: hedge, change, from and to, limit, denial."""

import re
from dataclasses import dataclass
from typing import Final

from assistant.proof.lexicon import CHANGE, NOUN_CHANGES, Cue, CueHit
from assistant.proof.numeral import Numeral
from assistant.proof.reading import Entity, Mention
from assistant.proof.units import Kind
from assistant.proof.walking import Walk
from assistant.proof.when import When

HEDGES: Final = frozenset((Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST, Cue.ABOUT, Cue.NEARLY))
"""Words that loosen or bound a number."""
BOUNDS: Final = frozenset((Cue.ABOVE, Cue.BELOW, Cue.AT_LEAST, Cue.AT_MOST))
"""Words that make a number a bound."""
_REACHES: Final = ("below", "above", "under")
"""Fell below, rose above: a level is named, not the size of the change."""
_NOT_SO: Final = re.compile(
    r"(?:was|were|is|are|been|has|have) not (?:been )?(?:recorded|reported|seen|observed|"
    r"achieved|reached|made|the case|true|correct)"
)
_NEAR: Final = 8
_FAR: Final = 20
_STEPS: Final = (Cue.YEARLY, Cue.STEPWISE)


@dataclass(slots=True)
class Lead:
    """What the words before a number say, back to its clause's start or the next name."""

    hedge: Cue | None = None
    change: CueHit | None = None
    when: When | None = None
    is_to: bool = False
    is_from: bool = False
    is_than: bool = False
    limit: bool = False
    yearly: bool | None = None
    part: bool = False
    average: bool = False
    total: bool = False


def lead_of(walk: Walk, numeral: Numeral) -> Lead:
    """Read the words before ``numeral``."""
    lead = Lead()
    begin = walk.reading.clause_start(numeral.start)
    for token in walk.back(numeral):
        if token.end <= begin or isinstance(token, Mention | Numeral | Entity):
            break
        if isinstance(token, When):
            lead.when = lead.when or token
        elif not _cue(walk, lead, token):
            break
    return lead


def _cue(walk: Walk, lead: Lead, token: CueHit) -> bool:
    """Take one cue into account; False ends the lead."""
    cue = token.cue
    settled = lead.is_to or lead.change is not None
    if cue in (Cue.ABOVE, Cue.BELOW) and lead.when is not None:
        lead.is_than = True  # 低于2023年（24.8%）: what stands there is that time's value
        return False
    if cue in HEDGES:
        lead.hedge = lead.hedge or cue
        lead.is_to = lead.is_to or walk.reading.text[token.start : token.end] in _REACHES
    elif cue in (Cue.TO, Cue.UP_TO, Cue.DOWN_TO):
        lead.is_to = lead.is_to or not settled
    elif cue in (Cue.FROM, Cue.THAN):
        lead.is_from, lead.is_than = cue is Cue.FROM, cue is Cue.THAN
        return False
    elif cue in CHANGE or cue is Cue.GROWTH:
        lead.change = token if not lead.is_to else None
        return False
    elif cue is Cue.YEARLY or cue is Cue.STEPWISE:
        lead.yearly = cue is Cue.YEARLY
    else:
        lead.limit = lead.limit or cue is Cue.LIMIT
        lead.part = lead.part or cue is Cue.PART
        lead.average = lead.average or cue is Cue.AVERAGE
        lead.total = lead.total or cue is Cue.SUM
    return True


AFTER_NUMBERS: Final = frozenset(
    ("以上", "以下", "以内", "左右", "上下", "之上", "之下", "or more", "or less", "or above",
     "or below", "or higher", "or lower", "or better", "or over", "or under", "and above",
     "and below", "and over")
)  # fmt: skip
"""Hedges that stand right behind their number."""
_OR: Final = re.compile(r" ?(?:或|或者|及|含|\(含\))? ?\Z")


def hedge_after(walk: Walk, numeral: Numeral) -> Cue | None:
    """The hedge right behind a number: 60%以上, 1.2x or more, 20%左右."""
    token = walk.following(numeral)
    if (
        not isinstance(token, CueHit)
        or walk.reading.text[token.start : token.end] not in AFTER_NUMBERS
    ):
        return None
    return token.cue if _OR.match(walk.reading.text[numeral.end : token.start]) else None


def limit_after(walk: Walk, numeral: Numeral) -> bool:
    """Whether a word right after the number makes it a threshold: the 1.20x covenant."""
    token = walk.following(numeral)
    if not isinstance(token, CueHit) or token.cue is not Cue.LIMIT:
        return False
    return len(walk.reading.text[numeral.end : token.start].strip(" 的")) <= _NEAR


def is_denied(walk: Walk, numeral: Numeral) -> bool:
    """Whether a "not" governs the number: 不为, was not, did not reach."""
    begin, end = walk.reading.clause_start(numeral.start), walk.reading.clause_end(numeral.start)
    if _NOT_SO.search(walk.reading.text, numeral.end, end):
        return True
    for token in walk.back(numeral):
        if token.start < begin or isinstance(token, Mention | Numeral):
            return False
        if isinstance(token, CueHit) and token.cue is Cue.NOT:
            return True
    return False


def noun_after(walk: Walk, numeral: Numeral) -> CueHit | None:
    """The change word that follows its number: a 20% decline, 20%的增长, 20% higher than."""
    token = next(
        (t for t in walk.onward(numeral) if not (isinstance(t, CueHit) and t.cue in _STEPS)), None
    )
    if not isinstance(token, CueHit):
        return None
    word = walk.reading.text[token.start : token.end]
    gap = walk.reading.text[numeral.end : token.start]
    if numeral.kind is Kind.BARE or len(gap) > _FAR:
        return None
    if token.cue in CHANGE and (word in NOUN_CHANGES or gap.strip() == "的"):
        return token
    if token.cue in (Cue.ABOVE, Cue.BELOW) and word.endswith(" than") and not gap.strip():
        return CueHit(token.start, token.end, Cue.UP if token.cue is Cue.ABOVE else Cue.DOWN)
    return None
