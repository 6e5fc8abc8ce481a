"""Stretches of a source's lines and cells: what each says, of what, and whether it denies it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant.proof.stated.documents import Document, Entry
from assistant.proof.stated.entries import DENIED, NIL, YES, denied, is_chinese, stretches
from assistant.proof.stated.parts import ids
from assistant.proof.stated.terms import Term

SUPPORT: Final = re.compile(
    r"设定|设置|设立|办理|办妥|提供|存在|持有|拥有|取得|获得|签署|签订|签了|签|完成|记录|任何|"
    r"别的|其他|其它|情况|目前|尚|仍|称|表示|表明|介绍|反映|显示|据|进行|发生|出现|列有|列示|作为|"
    r"名下|借款人|该|本|已|曾|过|有|是|为|的|了|也|还|都|均|只|仅|除|外|但|而|和|与|及|又|另|并|且|"
    r"向|对|被|在|其|之|所|公司|企业|资料|材料|报告"
)
"""Chinese words that carry what is said without being it."""


LIGHT: Final = frozenset(
    f"w:{word}"
    for word in (  # noqa: SIM905  a list of words reads as words
        "financ tak taken hold held plac register provid obtain secur grant receiv issu sign "
        "raised exist present appear find found state note mention owner management applicant "
        "borrower company further far fully currently present any place record list kind sort "
        "carry bear subject enter remain use ever once whatsoever such case respect fil"
    ).split()
)
"""English words that carry what is said without being it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a source says in one go, of what."""

    entry: Entry
    text: str
    """What it says, with the label or head where it holds only a yes, a no or nothing."""
    terms: frozenset[str]
    context: str
    about: frozenset[str]
    denied: bool
    heads: bool = False
    """It only names what follows it."""


@lru_cache(maxsize=512)
def row_names(document: Document) -> frozenset[str]:
    """How the rows of a source's tables are written."""
    names = (e.name.text.strip() for e in document.entries if e.name is not None)
    return frozenset(n for n in names if len(n) > 1)


@lru_cache(maxsize=512)
def names_of(document: Document, *, opening: bool) -> frozenset[str]:
    """What a source's tables call their rows, and (``opening``) how its lines open."""
    found: set[str] = set()
    for entry in document.entries:
        if entry.name is not None:
            found |= ids(entry.name.terms)
        elif opening and entry.label is not None:
            found |= ids(entry.label.terms)
        elif opening and (spans := stretches(entry.said.text)):
            a, b = spans[0]
            if b - a <= _OPENING and not any(a <= n.start < b for n in entry.said.numerals):
                found |= ids(entry.said.terms_between(a, b))
    rows = frozenset().union(*(ids(e.name.terms) for e in document.entries if e.name))
    return frozenset(t for t in found if t[0] in "wh" and (t[:3] != "w:#" or t in rows))


_OPENING: Final = 30


@lru_cache(maxsize=512)
def stretches_of(document: Document) -> tuple[Stretch, ...]:
    """Every stretch of a source, in order; read once."""
    return tuple(_read(document))


def _read(document: Document) -> Iterator[Stretch]:
    for entry, after in pairwise([*document.entries, None]):
        if entry is None:
            continue
        heads = after is not None and _heads(entry, after)
        label = ids(entry.label.terms) if entry.label else frozenset[str]()
        above = entry.label.text if entry.label else ""
        if entry.column >= 0:
            nothing = NIL.match(entry.said.text) is not None
            if not entry.said.text.strip() or (entry.said.numerals and not nothing):
                continue
            name = ids(entry.name.terms) if entry.name else frozenset[str]()
            text = entry.said.text
            yield Stretch(
                entry,
                f"{above} {text}",
                label | ids(entry.said.terms),
                entry.name.text if entry.name else "",
                name | entry.around,
                nothing or denied(text),
            )
            continue
        yield from _of_line(entry, label, above, heads=heads)


def _is_bare(text: str, terms: frozenset[str]) -> bool:
    """Whether a stretch only says that its label holds or not: 未办理, not taken out."""
    left = SUPPORT.sub("", DENIED.sub("", text)) if is_chinese(text) else ""
    return terms <= LIGHT or (is_chinese(text) and len(left.strip()) < 2)  # noqa: PLR2004  one character is no word


def _heads(entry: Entry, after: Entry) -> bool:
    """Whether a line only names what follows it."""
    terms = ids(entry.said.terms)
    return entry.column < 0 and entry.label is None and bool(terms) and terms <= after.around


def _of_line(entry: Entry, label: frozenset[str], above: str, *, heads: bool) -> Iterator[Stretch]:
    said = entry.said
    spans = stretches(said.text)
    first = said.text[spans[0][0] : spans[0][1]] if spans else ""
    opening = ids(said.terms_between(*spans[0])) if spans else frozenset[str]()
    for a, b in spans:
        text = said.text[a:b]
        counts = [n.value for n in said.numerals if a <= n.start < b]
        nothing, plain = NIL.match(text) is not None, YES.match(text) is not None
        terms = ids(said.terms_between(a, b))
        bare = nothing or plain or _is_bare(text, terms)
        own = terms | label if bare else terms
        yield Stretch(
            entry,
            f"{above} {text}" if bare else text,
            own,
            f"{above} {first}",
            label | opening | entry.around,
            (nothing and bool(text.strip(" .。")))
            or (bool(counts) and not any(counts))
            or denied(text),
            heads,
        )


def merged(terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where runs of overlapping terms begin and end."""
    runs: list[tuple[int, int]] = []
    for term in sorted(terms):
        if runs and term.start < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], term.end))
        else:
            runs.append((term.start, term.end))
    return runs


def has_own_subject(stretch: Stretch, named: frozenset[str]) -> bool:
    """Whether a stretch of a line says it of another thing than the line opens with.

    "The plant is owned; the warehouse is leased" doesn't say that the plant is.

    Args:
        stretch: what says it.
        named: all that the sentence names.
    """
    places = {t: stretch.text.find(t[2:].lstrip("#")) for t in stretch.terms - LIGHT}
    said = min((at for t, at in places.items() if t in named and at >= 0), default=0)
    return stretch.entry.column < 0 and any(
        0 <= at < said
        for t, at in places.items()
        if t not in named and t[0] in "wh" and len(t) > _SINGLE
    )


_SINGLE: Final = 3
"""Length of a single character's id."""
