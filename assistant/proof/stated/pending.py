"""What a source says is still to come: a sentence that speaks of it as done isn't proved."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.stated.clauses import Word
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.taking_apart import taken_apart

_PENDING: Final = re.compile(
    r"(?P<key>[^:：;；\n]{3,60}?)\s*[:：–—-]\s*"
    r"(?:to be (?:agreed|confirmed|provided|signed|determined)|"
    r"pending|outstanding|awaited|tb[cad]|"
    r"not (?:yet )?(?:received|provided|signed|given|agreed|in place)|"
    r"\(?blank\)?|待(?:定|办|签|补|提供|落实|确认)|(?:尚)?未(?:提供|办理|落实|签署|签订|确定|取得|到位))"
    r"(?=\s*(?:[;；,，。.)）]|\n|\Z))"
)
_SAID: Final = re.compile(
    r"待|未|没|无|尚|缺|(?<![a-z])(?:not|no|yet|pending|await(?:s|ed|ing)?|outstanding|agreed|missing|"
    r"blank|lacks?|without|subject to|to be)(?![a-z])"
)
_LEAST: Final = 1


def pending(ops: Operands, facts: Sequence[Stated]) -> Iterator[Word]:
    """The thing that a sentence says is there, which a source of its facts has as still to come."""
    if _SAID.search(ops.parts.text):
        return
    said = {t.id: t for t in ops.parts.terms}
    for doc in {f.doc for f in facts}:
        document = ops.book.documents.get(doc)
        for match in _PENDING.finditer(document.text if document is not None else ""):
            named = [t for t in ids(taken_apart(match["key"]).terms) if t[0] in "cwh"]
            if len(named) >= _LEAST and all(t in said for t in named):
                term = said[named[0]]
                yield Word(term.start, term.end, ClaimKind.REFERENCE, Proof.UNCHECKED)
