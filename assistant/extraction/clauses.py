"""Clauses of a paper: each field from the clause that says it, read over wrapped lines.

A field for which two clauses say different things is left to a person.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, Metric
from assistant.domain.papers import scope_of
from assistant.domain.quantities import Unit, Value
from assistant.domain.tongues import two_tongued
from assistant.extraction.amounts import day_from, money_from, share_from
from assistant.extraction.quoted import Named, Reading, from_words
from assistant.proof.chinese import CHARS
from retrieval.passages import LoadedDocument, Page

DAY: Final = (
    r"(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}|[A-Z][a-z]{2,8}\s+\d{1,2},?\s+\d{4})"
)
"""A day as clauses write it, one group."""
MONEY: Final = (
    rf"((?:人民币|[¥￥$]|CNY|RMB|USD|US\$|EUR|HKD)?\s*\d[\d,，]*(?:\.\d+)?\s*"
    rf"(?:[百千]?[万亿]?(?:美元|港元|欧元|元)|million|thousand|billion)?|[{CHARS}]{{2,}}[元圆]整?)"
)
"""An amount with its unit, one group."""
WHO: Final = r"(?:\s*[（(][^）)]{1,20}[）)])?\s*[:：]\s*([^。；;，,\s（(:：]{2,40})"
"""What a party's role has behind it: perhaps brackets, a colon, the name as one group."""
ROLE: Final = r"\s*\((?:the\s+|hereinafter\s+)?[\"“']?[A-Z][\w ]{2,20}[\"”']?\)"
"""The role in brackets behind a name."""
_CJK: Final = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_STOP: Final = re.compile(r"[。；]\s*|\n|\.\s+(?=[A-Z\d])")
_BEGINS: Final = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+条|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,2}[）)]"
    r"|\d{1,2}(?:\.\d+)*[.、]?\s|[^\s。；，,:：]{2,12}[:：])"
)
_FULL: Final = 0.7
_LONGEST_CLAUSE: Final = 240


class Clauses(NamedTuple):
    """What was read from a paper's clauses."""

    figures: tuple[Figure, ...]
    problems: tuple[str, ...]
    """Fields of which clauses say different things, in both languages."""


class Rules(NamedTuple):
    """What clauses of a kind of paper say."""

    fields: Mapping[str, Metric]
    patterns: Sequence[tuple[str, re.Pattern[str]]]
    """Field and words; the first group is its value."""


class _Flat(NamedTuple):
    """A page on one line: a clause that wraps is whole."""

    text: str
    places: tuple[int, ...]
    """Position of each character in the page's text."""


class _Found(NamedTuple):
    key: str
    value: Value
    unit: Unit
    page: Page
    span: tuple[int, int]


def read_clauses(document: LoadedDocument, source: str, rules: Rules) -> Clauses:
    """Each field of one paper, a candidate with the clause that says it; the file is its scope.

    Args:
        document: as loaded.
        source: the source's id in the case.
        rules: fields and their words.
    """
    found: dict[str, list[_Found]] = {}
    for page in document.pages:
        for one in _found(page, rules):
            found.setdefault(one.key, []).append(one)
    scope, reading = scope_of(document.name), Reading(document, source)
    figures, problems = [], []
    for key, same in found.items():
        metric, first = rules.fields[key], same[0]
        if len({(one.value, one.unit) for one in same}) > 1:
            pages = sorted({one.page.number for one in same})
            places = "、".join(map(str, pages)), ", ".join(map(str, pages))
            problems.append(
                two_tongued(
                    f"第{places[0]}页：{metric.label_zh}有几种说法，请核对后录入 {key}:{scope}",
                    f"page {places[1]}: {metric.label_en} is stated in several ways; "
                    f"compare and enter {key}:{scope}",
                )
            )
            continue
        named = Named(metric, scope, said=(scope, scope))
        figures.append(
            from_words(reading, first.page, first.span, named, (first.value, first.unit))
        )
    return Clauses(tuple(figures), tuple(problems))


def _found(page: Page, rules: Rules) -> Iterator[_Found]:
    flat = _flat(page.text)
    for key, pattern in rules.patterns:
        for match in pattern.finditer(flat.text):
            value, unit = _value(rules.fields[key].unit, match[1].strip())
            if value is not None:
                yield _Found(key, value, unit, page, _clause(flat, match.span()))


def _clause(flat: _Flat, span: tuple[int, int]) -> tuple[int, int]:
    """The sentence around a match, in the page's own text; the match alone where it is long."""
    start = max((m.end() for m in _STOP.finditer(flat.text, 0, span[0])), default=0)
    stop = _STOP.search(flat.text, span[1])
    end = stop.end() if stop else len(flat.text)
    if end - start > _LONGEST_CLAUSE:
        start, end = span
    while flat.text[start:end][-1:].isspace():
        end -= 1
    return flat.places[start], flat.places[end - 1] + 1


def _flat(text: str) -> _Flat:
    """Wrapped lines joined; a line that ends early, or before a label or a number, stays apart."""
    chars: list[str] = []
    places: list[int] = []
    start, widest = 0, max((len(line) for line in text.splitlines()), default=0)
    for line in text.splitlines(keepends=True):
        begins = not chars or _BEGINS.match(line) is not None
        for place, char in enumerate(line, start):
            if not char.isspace() or (chars and chars[-1] not in " \n" and char != "\n"):
                if begins and chars and chars[-1] != "\n" and not char.isspace():
                    chars.append("\n")
                    places.append(max(place - 1, 0))
                begins = begins and char.isspace()
                chars.append(" " if char.isspace() else char)
                places.append(place)
        start += len(line)
        early = len(line.rstrip()) < widest * _FULL
        if chars and not (_CJK.match(chars[-1]) and not early):
            chars.append("\n" if early else " ")
            places.append(start - 1)
    return _Flat("".join(chars), tuple(places))


def _value(unit: Unit, text: str) -> tuple[Value, Unit]:
    if unit.is_money:
        return money_from(text.replace("，", ",")) or (None, unit)
    match unit:
        case Unit.DATE:
            return day_from(text), unit
        case Unit.RATIO:
            return share_from(text.replace("％", "%")), unit
        case Unit.DAYS:
            return Decimal(text), unit
        case _:
            return text, unit
