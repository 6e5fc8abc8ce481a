"""Finds the stated numbers that a quotation of a source holds."""

import re
from decimal import Decimal
from typing import Final

from assistant.domain.readings import Operand
from assistant.proof.numeral import Numeral
from assistant.proof.stated.documents import Document
from assistant.proof.stated.matching import Book
from assistant.proof.stated.stating import Stated
from assistant.proof.stated.taking_apart import smoothed, taken_apart

_BLANKS: Final = re.compile(r"\s+")
_MOST: Final = 4
"""Numbers of one source that a quotation may stand for: the same digits in one line."""


def quoted_facts(book: Book, operand: Operand) -> tuple[Stated, ...]:
    """The facts that an operand may be: of its source, of its quotation's line, of its digits.

    () where the quotation isn't in the source, holds no number or several, or a number that was
    not read as a fact.
    """
    documents = list(book.documents.values())
    if operand.source > len(documents):
        return ()
    document = documents[operand.source - 1]
    words = _flat(smoothed(operand.quote))
    numerals = taken_apart(operand.quote).numerals
    if len(numerals) != 1 or words not in _flat(document.text):
        return ()
    same = [f for f in document.facts if _same_digits(f.number, numerals[0])]
    lines = [f for f in same if words in _line(document, f)] or same
    return tuple(lines[:_MOST])


def _line(document: Document, fact: Stated) -> str:
    line = document.lines[fact.line] if fact.line < len(document.lines) else None
    return _flat(smoothed(line.quote)) if line is not None else ""


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _same_digits(stated: Numeral, quoted: Numeral) -> bool:
    """Whether two numbers are written with the same digits, whatever unit a title gives one."""
    if (stated.high is None) is not (quoted.high is None):
        return False
    return _digits(stated.value) == _digits(quoted.value)


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits
