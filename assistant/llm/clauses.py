"""Splits a question where it goes on to ask something else."""

import re
from typing import Final

from assistant.llm.concepts import clauses_in, papers_in
from assistant.llm.cues import ASPECTS, CLAUSE
from assistant.llm.times import period_spans
from assistant.llm.vocabulary import Vocabulary

_BREAK: Final = re.compile(
    r"[,，;；。?？!！、&\n]+|(?<!\d)\.(?=\s|$)|以及|并且|同时|另外|而且"
    r"|(?<![a-z])(?:and|as well as)(?![a-z])"
)
_BETWEEN: Final = re.compile(r"(?<![a-z])between [^,;?!]{1,40}? and ")


def clauses_of(text: str, vocabulary: Vocabulary) -> list[str]:
    """The clauses of a normalised question; one that says nothing stays with its neighbour."""
    taken = [(named.start, named.end) for named in vocabulary.named_in(text)]
    taken += [match.span() for match in _BETWEEN.finditer(text)]
    taken += period_spans(text)
    pieces: list[str] = []
    at = 0
    for match in _BREAK.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        pieces.append(text[at : match.start()])
        at = match.end()
    pieces.append(text[at:])
    return _joined([p.strip() for p in pieces if p.strip()], vocabulary) or [text]


def _joined(pieces: list[str], vocabulary: Vocabulary) -> list[str]:
    kept: list[str] = []
    waiting = ""
    for piece in pieces:
        whole = f"{waiting} {piece}".strip()
        if _says_something(piece, vocabulary):
            kept.append(whole)
            waiting = ""
        elif kept:
            kept[-1] = f"{kept[-1]} {piece}"
        else:
            waiting = whole
    return [*kept, waiting] if waiting else kept


def _says_something(piece: str, vocabulary: Vocabulary) -> bool:
    if vocabulary.named_in(piece) or vocabulary.entities_in(piece):
        return True
    if papers_in(piece) or clauses_in(piece):
        return True
    return any(words.search(piece) for _, words in (*CLAUSE, *ASPECTS))
