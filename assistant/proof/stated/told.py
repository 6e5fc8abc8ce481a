"""Movements that a source's own line names with their amount."""

from assistant.proof.lexicon import CueHit
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.cue_words import all_cues
from assistant.proof.stated.level import LEAST
from assistant.proof.stated.matching import line_of
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.values import fits, of_fact, says


def told_movement(ops: Operands, part: Part, asked: Asked, cue: CueHit) -> Stated | None:
    """The fact of a line that names the movement itself: 销量下降：-160, lower volume 160."""
    for score, row in ops.book.ranked(asked, None):
        if score < LEAST:
            return None
        for fact in ops.book.at(row, asked.when).facts:
            line = line_of(ops.book, fact)
            value = of_fact(fact)
            if line is None or line.parts is None or not fits(part.numeral, value):
                continue
            named = all_cues(line.text, bytearray(len(line.text)))
            same = any(c.cue is cue.cue for c in named) and len(line.numerals) <= 1
            sized = value._replace(amount=abs(value.amount))
            if same and says(ops.parts, part, sized):
                return fact
    return None
