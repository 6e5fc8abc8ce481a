"""The finance vocabulary of both languages: what else a report may call what a question asks."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

_STATEMENTS: Final = {
    "B": ("资产负债表", "balance sheet", "balance sheets", "statement of financial position"),
    "I": (
        "利润表", "income statement", "statement of income", "statements of income",
        "statements of operations", "statements of earnings",
    ),
    "C": ("现金流量表", "statement of cash flows", "statements of cash flows"),
    "": (),
}  # fmt: skip
"""Headings under which the lines of a statement stand."""

_MOST_NAMES: Final = 96


class Concept(NamedTuple):
    """What one thing is called, and the headings of the statements in which it stands."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    headings: tuple[str, ...]


@cache
def _concepts() -> tuple[Concept, ...]:
    text = files("retrieval").joinpath("finance_words.txt").read_text("utf-8")
    return tuple(_read(line) for line in text.splitlines() if not line.startswith("#"))


def _read(line: str) -> Concept:
    zh, en, stands = (part.strip() for part in line.split("|"))
    headings = tuple(h for s in stands.split(",") for h in _STATEMENTS[s.strip()])
    return Concept(_split(zh), _split(en), headings)


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(","))


def other_names(query: str) -> tuple[str, ...]:
    """What the things that a query names are called elsewhere, and the headings above them."""
    found = (name for concept in _asked_about(query) for group in concept for name in group)
    return tuple(dict.fromkeys(found))[:_MOST_NAMES]


def _asked_about(query: str) -> Iterator[Concept]:
    text = unicodedata.normalize("NFKC", query).lower()
    for concept, english in zip(_concepts(), _patterns(), strict=True):
        if english.search(text) or any(name in text for name in concept.zh):
            yield concept


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, c.en)) + r")(?![a-z])")
        for c in _concepts()
    )
