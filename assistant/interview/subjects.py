# ruff: noqa: E501  patterns with their alternatives on one line read as a table
"""What a stretch of words is about: subjects (sales, guarantees), rank among several, marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from assistant.interview.spoken import EDGE, ENDS
from assistant.interview.subject_words import (
    CONCEPT_SUBJECTS,
    HINTED,
    MARKS,
    SILENT,
    SPOKEN,
)
from assistant.proof.characters import plain
from assistant.proof.stated.terms import terms_in

_ONE_ZH: Final = "第一大|最大的?(?:单一)?|头号|单一最大|大客户里最大的"
_RANKS: Final = re.compile(
    f"(?P<one>(?:{_ONE_ZH})(?=客户|供应商|那家|的?那个|买家|的?(?:也|就|占|只|才|大概|约)))|"
    "前(?P<n>[一二三四五六七八九十两]|\\d{1,2})(?:大|名|位|家)?的?(?=客户|供应商|家|买家|加起来|合计|占|的话)|"
    f"{EDGE}(?:(?:the )?(?:(?:top|largest|biggest)[ -](?P<ne>three|five|ten|two|four|\\d{{1,2}}){ENDS}|(?P<ne2>three|five|ten|two|four|\\d{{1,2}}) (?:largest|biggest|top){ENDS})|"
    f"(?P<oe>(?:single )?(?:largest|biggest|top|number one|main)(?: single)?(?= (?:customers?|clients?|suppliers?|buyers?|account){ENDS}))|"
    f"(?P<u>no (?:single |one |other )?(?:customer|client|buyer|supplier)|none of our (?:customers|clients|suppliers)))|"
    "(?P<onez>(?:有|就|仅|光)?一[家个](?:大)?客户(?=占|就占|拿|买|贡献)|大客户(?:就|只|仅|也就)?有?一[家个])|(?P<onee>(?<=from )(?:(?:just |only )?one|a single) (?:customer|client|buyer)|(?<![a-z])(?:(?:just |only )?one|a single) (?:customer|client|buyer)(?= (?:takes|accounts|is|makes|buys|brings|represents|gives)))|"
    "(?P<uz>没有(?:一个|一家|哪个|哪家|任何一?[个家])(?=客户|供应商)|任何一?[个家](?=客户|供应商)|单个(?=客户|供应商)|每[个家](?=客户|供应商))"
)
_NUMBERS: Final = {w: n for n, w in enumerate("一二三四五六七八九十", start=1)} | {"两": 2, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}  # fmt: skip
_TOP: Final = re.compile(r"top(\d{1,2})")
_BRACKETS: Final = re.compile(r"[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure or a claim is about."""

    cores: frozenset[str]
    marks: frozenset[str] = frozenset()
    rank: int = 0
    """1 for the largest customer, 5 for the largest five; 0 where none is meant."""

    @property
    def name(self) -> str:
        """The subject in one line, for records."""
        ranked = (str(self.rank),) if self.rank else ()
        return " ".join((*sorted(self.cores), *ranked, *sorted(self.marks)))


class Hit(NamedTuple):
    """One word of a subject in a plain text."""

    start: int
    end: int
    core: str = ""
    mark: str = ""
    rank: int = 0
    universal: bool = False
    """No customer, each customer: what is said holds for the largest."""


@cache
def _spoken() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = []
    for sort, table in (("core", SPOKEN), ("mark", MARKS)):
        for name, zh, en in table:
            pattern = f"(?:{zh})|{EDGE}(?:{_over_decimals(en)}){ENDS}"
            rows.append((sort, name, re.compile(pattern)))
    return tuple(rows)


def _over_decimals(pattern: str) -> str:
    """A pattern whose gaps may hold 2.8 and 3,500: such marks end no clause."""
    for gap in ("[^,.]", "[^.]"):
        pattern = pattern.replace(gap, rf"(?:{gap}|(?<=\d)[.,](?=\d))")
    return pattern


def hits_in(text: str, taken: bytearray | None = None) -> tuple[Hit, ...]:
    """Every word of a subject in a plain text, in order; of words that overlap the longest.

    Args:
        text: plain characters.
        taken: characters that belong to times and numbers; a subject's word holds none of them.
    """
    free = bytearray(taken) if taken is not None else bytearray(len(text))
    ranks = [_ranked(m) for m in _RANKS.finditer(text) if not any(free[m.start() : m.end()])]
    for hit in ranks:
        free[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    found = [*_of_speech(text, free), *_of_prose(text, bytearray(free))]
    found.sort(key=lambda h: (h.start - h.end, h.start))
    kept: list[Hit] = []
    for hit in found:
        whole = all(not free[i] for i in range(hit.start, hit.end))
        if whole or any((k.start, k.end) == (hit.start, hit.end) for k in kept):
            kept.append(hit)
            free[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    return tuple(sorted((*ranks, *kept)))


def _of_speech(text: str, taken: bytearray) -> Iterator[Hit]:
    for sort, name, pattern in _spoken():
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                named = {sort: name}
                yield Hit(match.start(), match.end(), named.get("core", ""), named.get("mark", ""))


def _ranked(match: re.Match[str]) -> Hit:
    universal = bool(match["u"] or match["uz"])
    size = match["n"] or match["ne"] or match["ne2"]
    rank = 1 if size is None else _NUMBERS.get(size) or int(size)
    core = ""
    if match["onez"] or match["onee"]:
        core = "customer"
    if match["u"]:
        core = "supplier" if "supplier" in match[0] else "customer"
    return Hit(match.start(), match.end(), core=core, rank=rank, universal=universal)


def _of_prose(text: str, taken: bytearray) -> Iterator[Hit]:
    for term in terms_in(text, taken):
        sort, _, name = term.id.partition(":")
        if (sort == "c" and name not in SILENT) or (sort == "i" and name in HINTED):
            yield Hit(term.start, term.end, core=CONCEPT_SUBJECTS.get(name, name))
        elif sort == "q" and name in ("gross", "net", "lost", "new"):
            yield Hit(term.start, term.end, mark=name)


def subject_from(hits: Iterable[Hit]) -> Subject:
    """The subject that words make together."""
    held = tuple(hits)
    cores = {h.core for h in held if h.core}
    if "net_loss" in cores:
        cores = (cores - {"net_loss"}) | {"net_profit"}
    if "on_time" in cores:
        cores = (cores - {"on_time", "debt"}) | {"overdue"}
    marks = {h.mark for h in held if h.mark} - {"net"}
    rank = max((h.rank for h in held), default=0)
    if "gross" in marks and "net_margin" in cores:
        cores, marks = (cores - {"net_margin"}) | {"gross_margin"}, marks - {"gross"}
    if "debt_free" in cores:
        cores = (cores - {"debt_free"}) | {"debt"}
    if "overdue" in cores:
        cores -= {"debt", "repayment", "balance", "instalment"}
    if rank and not cores & {"customer", "supplier"}:
        cores = {"supplier"} if cores == {"purchase"} else cores
        cores = {"customer"} if cores == {"revenue"} else cores
    if not cores and marks & {"vat", "gross", "growth"}:
        cores = {"revenue"}
    if not cores and rank:
        cores = {"customer"}
    if marks & {"lost", "new"}:
        rank = 0  # not a single customer lost
    return Subject(frozenset(cores), frozenset(marks), rank)


@lru_cache(maxsize=4096)
def subject_of(label: str, key: str) -> Subject:
    """The subject of a figure, by its label and what its key says of rank and source."""
    subject = subject_from(hits_in(plain(label)))
    outside = subject_from(hits_in(plain(_BRACKETS.sub("", label))))
    cores, marks = set(outside.cores or subject.cores), set(subject.marks)
    marks -= {"vat"} if outside.cores & {"tax", "vat_burden"} else set()
    if len(cores) > 1:
        cores.discard("balance")
    elif cores == {"balance"}:
        cores = {"debt"}
    if "#vat" in key:
        marks.add("vat")
    if key.startswith("bureau.") and "overdue_amount" in key:
        marks.add("overdue_amount")
    match = _TOP.search(key)
    rank = int(match[1]) if match else subject.rank
    return Subject(frozenset(cores), frozenset(marks), rank)
