"""Judges table cells of words and dates: a legal name, an industry, the day a firm was founded."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.quantities import Lang, Unit
from assistant.proof import wording
from assistant.proof.altered import without_marks
from assistant.proof.book import FactBook
from assistant.proof.calendar_words import times_in
from assistant.proof.characters import is_cjk, plain
from assistant.proof.when import TimeKind, tags_of

_EDGE: Final = " \t*_`"
_STOP: Final = " .。"
_EMPTY: Final = frozenset(("", "-", "—", "–", "n/a", "无", "不适用"))
_NUMBERED: Final = re.compile(r" ?\([^()]{1,12}\)\Z")


def text_figures(head: str, book: FactBook) -> Sequence[Figure] | None:
    """Figures of words or dates that a row's or column's head names; None where it names none such.

    A name in a numbered family counts as known though the file has no figure of that number.
    """
    name = without_marks(plain(head)).strip(_EDGE)
    known = book.texts.get(name)
    if known is None and _NUMBERED.search(name):
        family = _NUMBERED.sub("", name)
        return () if any(_NUMBERED.sub("", other) == family for other in book.texts) else None
    return known or (known if known is None else _entries(name, book))


def _entries(name: str, book: FactBook) -> Sequence[Figure]:
    """The figures of every number of the family that a name is."""
    texts = book.texts.items()
    return [f for other, found in texts if _NUMBERED.sub("", other) == name for f in found]


def text_claim(cell: str, start: int, figures: Sequence[Figure]) -> Claim | None:
    """The claim of one cell under such a head; None for an empty one.

    Args:
        cell: the cell's characters.
        start: where they stand in the text.
        figures: what the head names.
    """
    words = without_marks(plain(cell)).strip(_EDGE)
    if words in _EMPTY:
        return None
    lang = Lang.ZH if any(is_cjk(char) for char in words) else Lang.EN
    held = [f for f in figures if f.value is not None]
    same = [f for f in held if _is_same(words, f)]
    shown = next(iter((*same, *held)), None)
    if same:
        verified = any(f.status is FigureStatus.VERIFIED for f in same)
        proof = Proof.PROVED if verified else Proof.UNCHECKED
    else:
        dated = shown is not None and shown.unit is Unit.DATE and _day_of(words) is not None
        proof = Proof.FALSE if dated else Proof.UNCHECKED
    told = (
        wording.say("none", lang) if shown is None else f"{shown.label(lang)}: {shown.text(lang)}"
    )
    begin = start + len(cell) - len(cell.lstrip())
    text = cell.strip()
    return Claim(
        text=text, start=begin, end=begin + len(text), kind=ClaimKind.NUMBER, verdict=proof,
        figure=shown.key if shown is not None else None, reason=told,
    )  # fmt: skip


def says(cell: str, figure: Figure) -> bool:
    """Whether a cell's words are a figure's."""
    return _is_same(without_marks(plain(cell)).strip(_EDGE), figure)


def _is_same(words: str, figure: Figure) -> bool:
    if isinstance(figure.value, date):
        return _day_of(words) == figure.value.isoformat()
    printed = {figure.text(lang) for lang in Lang}
    return any(
        words.rstrip(_STOP) == plain(p.replace("|", "／").replace("\n", " ")).strip().rstrip(_STOP)
        for p in printed
    )


def _day_of(words: str) -> str | None:
    """The one day that a cell names and nothing else."""
    times = list(times_in(words))
    if len(times) != 1 or times[0].kind is not TimeKind.DAY:
        return None
    rest = words[: times[0].start] + words[times[0].end :]
    groups = tags_of(times[0])
    return groups[0][0] if groups and not rest.strip() else None
