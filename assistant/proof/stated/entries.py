"""What sources say in words: lists with their items, and lines stretch by stretch.

Shareholders: Ames, Birk, Cole          a list of three
质检：3月 合格；4月 不合格               a list whose items have a state
| Van | ... | Finance | with none       a column that says whose cell holds something
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.proof.characters import is_cjk
from assistant.proof.stated.documents import Document, Entry
from assistant.proof.stated.parts import ids
from assistant.proof.stated.terms import stem
from assistant.proof.when import When

_CUT: Final = re.compile(r"[，、;；。()]|,(?!\d)|\.(?=\s|\Z)|(?<![a-z])and(?![a-z])")
_ITEM_CUT: Final = re.compile(r"[，、;；。]|,(?!\d)|\.(?=\s|\Z)|(?<![a-z0-9])/(?![a-z0-9])")
_STRONG_CUT: Final = re.compile(r"[；;]")
"""What parts the items of a list that have commas of their own."""
_AMOUNT: Final = re.compile(r"\d[\d,.]*\d{3}|\d+\.\d|\d ?[%x倍元万亿]")
_LONGEST_ITEM: Final = 40
NIL: Final = re.compile(
    r"\s*(?:none(?: \w+)?|nil|no|n/?a|not any|zero|无|没有|否|未|尚无|"
    r"(?:[a-z]{3} ?|[$€£¥])?0(?:\.0+)? ?(?:[%笔次户条项家人天元万件张]+|days?|times?)?|"
    r"—+|–|-|/)?[\s.。]*\Z"
)
"""What a cell or a labelled line holds that says there is nothing."""
YES: Final = re.compile(r"\s*(?:yes|y|true|done|是|有|√|✓|已)[\s.。]*\Z")
DENIED: Final = re.compile(
    r"(?:[不未无没非否](?!良|动产|锈|足|断|同|限|锡|形|常|来|低于|超过|高于|少于|到|纺|论)|"
    r"拒绝|有待|待(?=[批审定办取签落补])|尚需)|"
    r"(?<![a-z])(?:not?(?! (?:less|more|lower|higher|fewer|later|only|just)(?![a-z])|\.)|none|"
    r"never|neither|nor|without|nil|cannot|"
    r"pending|awaited|awaiting|refused|outside|un(?:paid|signed|insured|secured|pledged|"
    r"encumbered|charged|audited|registered|used|drawn))(?![a-z])|n't(?![a-z])"
)
"""Words that deny what they stand beside."""
_TWICE: Final = re.compile(r"并非没有|不是没有|并不是没有|not without|无不")


def denied(text: str) -> bool:
    """Whether a stretch of plain text denies what it speaks of."""
    if _TWICE.search(text):
        return False
    return DENIED.search(text) is not None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list, or one row of a column."""

    entry: Entry
    text: str
    terms: frozenset[str]
    times: tuple[When, ...]

    @property
    def held(self) -> bool:
        """Whether the cell holds anything."""
        return NIL.match(self.text) is None


@dataclass(frozen=True, slots=True)
class Listing:
    """Like things that a source lists: a line of names, or a table's column."""

    items: tuple[Item, ...]
    label: frozenset[str]
    around: frozenset[str]
    doc: int
    is_column: bool


def listings(document: Document) -> Iterator[Listing]:
    """Every list of a source, its columns first."""
    columns: dict[tuple[int, frozenset[str]], list[Entry]] = {}
    for entry in document.entries:
        if entry.column >= 0:
            columns.setdefault((entry.column, entry.around), []).append(entry)
    for (_, around), entries in columns.items():
        if len(entries) > 1:
            label = ids(entries[0].label.terms) if entries[0].label else frozenset[str]()
            items = tuple(_cell(e) for e in entries if not _is_total(e))
            yield Listing(items, label, around, document.id, is_column=True)
    for entry in document.entries:
        if entry.column < 0 and entry.label is not None:
            items = tuple(_items(entry))
            if len(items) > 1:
                yield Listing(
                    items, ids(entry.label.terms), entry.around, document.id, is_column=False
                )


def _is_total(entry: Entry) -> bool:
    return entry.name is not None and "q:total" in ids(entry.name.terms)


def _cell(entry: Entry) -> Item:
    names = ids(entry.name.terms) if entry.name else frozenset[str]()
    return Item(
        entry, entry.said.text.strip(), names | ids(entry.said.terms), tuple(entry.said.times)
    )


def _items(entry: Entry) -> Iterator[Item]:
    """The items of a line, where all are short."""
    said = entry.said
    text = said.text.rstrip(" .。;；")
    cut = _STRONG_CUT if _STRONG_CUT.search(text) else _ITEM_CUT
    spans = [(a, b) for a, b in stretches(text, cut) if text[a:b].strip()]
    if any(len(text[a:b]) > _LONGEST_ITEM for a, b in spans):
        return
    for a, b in spans:
        yield Item(
            entry, text[a:b].strip(), ids(said.terms_between(a, b)), tuple(said.times_between(a, b))
        )


def stretches(text: str, cut: "re.Pattern[str]" = _CUT) -> list[tuple[int, int]]:
    """Where a text's stretches between commas, stops and brackets begin and end."""
    depth, cuts = 0, [0]
    for match in re.finditer(rf"[()]|{cut.pattern}", text):
        if cut is not _CUT and match[0] in "()":
            depth += 1 if match[0] == "(" else -1
        elif depth <= 0:
            cuts += [match.start(), match.end()]
    cuts.append(len(text))
    return [(a, b) for a, b in list(pairwise(cuts))[::2] if b > a]


_WORD: Final = re.compile(r"[a-z][a-z'-]*|\d+")
_STILL: Final = frozenset(
    ("a", "an", "the", "of", "is", "are", "was", "were", "be", "been", "has", "have", "had", "in",
     "on", "at", "to", "for", "by", "and", "or", "its", "it", "as")
)  # fmt: skip


def stems(text: str) -> frozenset[str]:
    """The stems of a plain text's English words and its whole numbers."""
    return frozenset(stem(w) for w in _WORD.findall(text) if w not in _STILL)


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
    return any(is_cjk(char) for char in text)
