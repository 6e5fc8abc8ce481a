"""Prints the references of a draft: figures as everywhere, statements as whole sentences."""

import re
from dataclasses import dataclass, field
from typing import Final

from assistant.domain.figures import Figure, Statement
from assistant.domain.quantities import Lang, Unit
from assistant.proof import wording
from assistant.proof.book import FactBook
from assistant.proof.reading import Printed
from assistant.proof.references import REFERENCE


@dataclass(frozen=True, slots=True)
class Whole:
    """A statement printed from a reference."""

    start: int
    end: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference that can't be printed, and why."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Expanded:
    """A draft with its references printed. Offsets are of ``text``."""

    text: str
    printed: list[Printed] = field(default_factory=list)
    whole: list[Whole] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


_SAME: Final = {
    Unit.CNY: r"(?:百万|千万|万|亿|千)?(?:元人民币|元|人民币)|[万亿](?![一-鿿])|"
    "(?:million|billion|thousand|mn|bn|m|k)?[ ]?(?:yuan|rmb|cny|renminbi)?",
    Unit.RATIO: r"%|percent(?!age)|per cent",
    Unit.TIMES: "倍|x(?![a-z])|times",
    Unit.DAYS: "天|日|days?",
    Unit.MONTHS: "个月|months?",
    Unit.POINTS: "分|points?",
}
_ANY_UNIT: Final = re.compile(
    r" ?(?:个?百分点|个?基点|percentage points?|basis points?|%|percent|[百千万亿]+元?|元|美元|"
    r"人民币|million|billion|thousand|yuan|rmb|cny|usd|dollars|"
    r"倍|times|x(?![a-z])|天|days?|个月|months?|成(?!立|为|本))(?![a-z])",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"(?:CNY|RMB|USD|US\$|[¥￥$€£]|人民币) ?\Z", re.IGNORECASE)
_FALL: Final = re.compile(
    r"(?:下降|减少|降低|下滑|下跌|回落|降幅为?|fell|fallen|declined?|decreased?|dropped|down|"
    r"decline of|decrease of|drop of|fall of)(?:了|约| by| of)?\s*\Z",
    re.IGNORECASE,
)


def expanded(draft: str, book: FactBook, lang: Lang) -> Expanded:
    """Print every reference of ``draft``; a unit written again after a figure is dropped."""
    done = Expanded("")
    pieces: list[str] = []
    size = at = 0
    for match in REFERENCE.finditer(draft):
        if match.start() < at:
            continue
        before = draft[at : match.start()]
        words, before, at = _printed(match, before, draft, book, lang, done, size)
        pieces += [before, words]
        size += len(before) + len(words)
    pieces.append(draft[at:])
    done.text = "".join(pieces)
    return done


def _printed(  # noqa: PLR0913, PLR0917  the state of one walk over a draft
    match: re.Match[str],
    before: str,
    draft: str,
    book: FactBook,
    lang: Lang,
    done: Expanded,
    size: int,
) -> tuple[str, str, int]:
    """What stands for one reference: its words, the text before it, where the draft goes on."""
    key = match[1] or match[2]
    figure, statement = book.figures.get(key), book.statements.get(key)
    if statement is not None:
        words = statement.text(lang) or statement.text_zh or statement.text_en
        gap = _joiner(before, lang)
        start = size + len(before) + len(gap)
        done.whole.append(Whole(start, start + len(words), statement))
        return gap + words, before, _after_stop(draft, match.end(), words)
    if figure is None:
        start = size + len(before)
        done.broken.append(
            Broken(start, start + len(match[0]), wording.say("unknown_reference", lang))
        )
        return match[0], before, match.end()
    words = figure.text(lang)
    before = _without_unit_before(before, figure)
    if words.startswith("-") and _FALL.search(before):
        words = words[1:]
    end, wrong = _unit_after(draft, match.end(), figure)
    start = size + len(before)
    if wrong:
        done.broken.append(Broken(start, start + len(words), wording.say("second_unit", lang)))
    done.printed.append(Printed(start, start + len(words), key))
    return words, before, end


def _joiner(before: str, lang: Lang) -> str:
    return " " if lang is Lang.EN and before and before[-1] in ".!?" else ""


def _after_stop(draft: str, at: int, words: str) -> int:
    """Skip a full stop that the statement already brings."""
    return at + 1 if words[-1:] in ".。" and draft[at : at + 1] in (".", "。") else at


def _without_unit_before(before: str, figure: Figure) -> str:
    if not figure.unit.is_money:
        return before
    match = _BEFORE.search(before)
    if match is None or match[0].strip() == "人民币":
        return before
    return before[: match.start()] if _currency(match[0]) is figure.unit else before


def _currency(sign: str) -> Unit | None:
    name = sign.strip().upper()
    if name in ("CNY", "RMB", "¥", "￥"):
        return Unit.CNY
    return {"USD": Unit.USD, "US$": Unit.USD, "$": Unit.USD, "€": Unit.EUR, "£": Unit.GBP}.get(name)


def _unit_after(draft: str, at: int, figure: Figure) -> tuple[int, bool]:
    """Where the draft goes on after a figure, and whether another unit stands there."""
    pattern = _SAME.get(figure.unit)
    if pattern:
        same = re.compile(rf" ?(?:{pattern})(?![a-z])", re.IGNORECASE).match(draft, at)
        if same is not None and same[0].strip():
            return same.end(), False
    return at, figure.unit.is_numeric and _ANY_UNIT.match(draft, at) is not None
