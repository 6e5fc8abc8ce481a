"""What a source states: numbers with their label, time, unit and place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from assistant.proof.numeral import Numeral
from assistant.proof.when import TimeKind, When, bounds_of, tags_of


class Stance(StrEnum):
    """What a source's number says."""

    VALUE = "value"
    CHANGE = "change"
    """How much something moved."""
    LIMIT = "limit"
    """What something must keep to."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One number of a source."""

    number: Numeral
    label: frozenset[str]
    """Terms that name it: of its line, row, column or clause."""
    title: frozenset[str]
    """Terms of the titles over it."""
    around: frozenset[str]
    """Terms of titles and of the sentence around it."""
    when: When | None
    times: frozenset[str]
    """Tags of times that titles and neighbours name."""
    stance: Stance
    sign: int
    """1 or -1 where words of movement, loss or outflow give a sign; 0 elsewhere."""
    bound: str
    """``>=``, ``<=``, ``>`` or ``<`` of a limit."""
    rate: str
    """``month``, ``year``, ``day`` ... of an amount per time."""
    place: str
    order: int
    row: int = -1
    """Table row or line group, so that facts of one row are known as such."""
    column: int = -1


_DECEMBER: Final = 12


def own_tags(when: When) -> frozenset[str]:
    """The tags under which a fact of this time is filed."""
    groups = tags_of(when)
    tags = set(groups[0]) if groups else set()
    if when.code and when.year is not None:
        return frozenset((*tags, when.code))
    bounds = bounds_of(when)
    if (
        bounds is not None
        and when.kind is not TimeKind.YEAR_END
        and when.kind is not TimeKind.MONTH_END
    ):
        first, last = bounds
        if first != last and when.kind is not TimeKind.FISCAL:
            tags.add(f"{first.isoformat()}..{last.isoformat()}")
    if when.kind is TimeKind.DAY and when.year is not None:
        tags.add(f"E{when.year}-{when.part:02}") if when.day >= 28 else None  # noqa: PLR2004
        if when.part == _DECEMBER and when.day == 31:  # noqa: PLR2004
            tags.add(f"E{when.year}")
        if (when.part, when.day) == (1, 1):
            tags.add(f"E{when.year - 1}")
    if when.kind is TimeKind.MONTH_END and when.part == _DECEMBER and when.year is not None:
        tags.add(f"E{when.year}")
    return frozenset(tags)


def all_tags(when: When) -> frozenset[str]:
    """Every tag by which a time may be asked for."""
    return own_tags(when) | frozenset(tag for group in tags_of(when) for tag in group)


@dataclass(slots=True)
class Row:
    """Facts that differ by time only: one label, one stance, one unit family."""

    label: frozenset[str]
    title: frozenset[str]
    around: frozenset[str]
    stance: Stance
    facts: list[Stated] = field(default_factory=list)
    tags: dict[str, list[Stated]] = field(default_factory=dict)

    def add(self, fact: Stated) -> None:
        """File a fact of this row."""
        self.facts.append(fact)
        for tag in own_tags(fact.when) if fact.when is not None else ():
            self.tags.setdefault(tag, []).append(fact)

    def at(self, when: When) -> list[Stated]:
        """The facts that hold for ``when``: best reading of the time first."""
        for group in tags_of(when):
            found = [fact for tag in group for fact in self.tags.get(tag, ())]
            if found:
                return found
        wanted = {tag for group in tags_of(when) for tag in group}
        if not self.tags:
            return [fact for fact in self.facts if fact.times & wanted]
        if when.kind in (TimeKind.YEAR, TimeKind.FISCAL, TimeKind.YEAR_END):
            inside = [
                f
                for f in self.facts
                if f.when is not None and f.when.kind is TimeKind.DAY and f.when.year == when.year
            ]
            return inside if len(inside) == 1 else []
        return []


def rows_of(facts: Iterable[Stated]) -> list[Row]:
    """Facts gathered by label, stance and unit family, in order of first mention."""
    rows: dict[tuple[object, ...], Row] = {}
    for fact in facts:
        key = (
            fact.label,
            fact.title,
            fact.stance,
            fact.number.kind.value,
            fact.number.currency,
            fact.rate,
            fact.bound,
        )
        row = rows.get(key)
        if row is None:
            row = rows[key] = Row(fact.label, fact.title, fact.around, fact.stance)
        row.add(fact)
    return list(rows.values())
