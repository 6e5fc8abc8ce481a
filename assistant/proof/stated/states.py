"""The state that an item of a list has in words, and where a clause says it."""

import re
from collections.abc import Callable
from typing import Final

from assistant.proof.stated.clauses import Clause
from assistant.proof.stated.entries import Item, is_chinese, stems

MARKED: Final = re.compile("均|都|全部|皆|全")
"""What may stand in a state that is said of all: 征信均正常."""


def has_state(state: str, *, no: bool) -> Callable[[Item], bool]:
    """Whether an item has (or, ``no``, has not) a state."""
    return lambda item: (state_of(item) == state) is not no


def state_of(item: Item) -> str:
    """What an item says beside its name, times and numbers."""
    text = item.text
    if item.entry.column >= 0:
        return "" if re.search(r"\d", text) else text.strip(" .。")
    words = re.split(r"[\s:：，,]+", text.strip(" .。"))
    last = words[-1]
    return "" if re.search(r"\d", last) or (len(words) == 1 and not is_chinese(last)) else last


def stem_span(clause: Clause, wanted: frozenset[str]) -> tuple[int, int] | None:
    """Where a clause says the words of a state."""
    found = [
        m
        for m in re.compile(r"[a-z][a-z'-]*").finditer(clause.parts.text, clause.start, clause.end)
        if stems(m[0]) & wanted
    ]
    said = frozenset().union(*(stems(m[0]) for m in found)) if found else frozenset[str]()
    return (found[0].start(), found[-1].end()) if wanted and wanted <= said else None
