"""What an owner claimed in an interview, and what the file says to it: pure values."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pydantic import Field

from assistant.domain.model import Record
from assistant.domain.quantities import Lang, Unit, value_text


class ClaimSort(StrEnum):
    """What a claim asserts."""

    LEVEL = "level"
    """How much there is."""
    CHANGE = "change"
    """By what share it changed: grew eighteen percent, doubled."""
    DIFFERENCE = "difference"
    """By how much it changed: three million more than the year before."""
    DIRECTION = "direction"
    """That it rose, fell or stayed, without a number."""
    ABSENCE = "absence"
    """That there is none: no guarantees, never overdue."""
    PRESENCE = "presence"
    """That there is some, without a number."""
    SINCE = "since"
    """Since which year."""


class SaidHedge(StrEnum):
    """How firmly a number was said."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    """A little less."""
    SLIGHTLY_OVER = "slightly over"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Relation(StrEnum):
    """What the file says to a claim."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    UNVERIFIABLE = "unverifiable"


class SaidClaim(Record):
    """One thing that the owner claimed."""

    subject: str
    """Concepts by name, e.g. ``customer 1 share``; '' where none was understood."""
    sort: ClaimSort
    id: str = ""
    """Stable: the same words at the same time give the same id."""
    line: int = 0
    """Place of the line in the transcript, counting from 0."""
    start_s: Decimal = Decimal(0)
    end_s: Decimal = Decimal(0)
    speaker: str = ""
    words: str = ""
    """As spoken."""
    number: tuple[int, int] | None = None
    """Where the number stands in the line as spoken: first character, and one past the last."""
    low: Decimal | None = None
    """In the unit's base (yuan, fraction, months); equal to ``high`` where one number was said."""
    high: Decimal | None = None
    unit: Unit | None = None
    """None where the words leave it open."""
    hedge: SaidHedge = SaidHedge.EXACT
    direction: int = 0
    """1 more, -1 less, 0 the same; of changes and directions."""
    period: str = ""
    """A period code, or '' where no time was named."""
    time_words: str = ""
    """The time as it was said."""
    times_a_year: int = 1
    """12 where the amount is said for each month, 52 for each week."""
    is_plan: bool = False
    """Of the future, conditional, or a promise: nothing to compare yet."""
    is_commitment: bool = False
    """The owner vouches for it: no guarantees outstanding, never more than 20 %."""
    is_others: bool = False
    """About somebody else's firm."""
    proposed_by: str = ""
    """The model that proposed what it is about; '' where the words tell."""

    def words_text(self, lang: Lang) -> str:
        """As spoken; marked where a model proposed what it is about."""
        mark = "（所指由模型提出）" if lang is Lang.ZH else " (subject proposed by a model)"
        return self.words + (mark if self.proposed_by else "")

    def value_text(self, lang: Lang) -> str:
        """The number as figures are printed; '' where none was said."""
        if self.low is None or self.unit is None:
            return ""
        if self.unit is Unit.DATE:
            return f"{self.low:f}"
        first = value_text(self.low, self.unit, lang)
        if self.high is None or self.high == self.low:
            return first
        joiner = "至" if lang is Lang.ZH else " to "
        return f"{first}{joiner}{value_text(self.high, self.unit, lang)}"


class ClaimProposal(Record):
    """What a model says that a spoken number is about; nothing before it is checked."""

    at: str
    """The time of the utterance, as the transcript has it."""
    words: str = Field(min_length=1)
    """The owner's, copied."""
    metric: str
    value: str
    """The number with its unit."""
    period: str = ""
    """The year that the words name; '' where they name none."""


class Refusal(StrEnum):
    """Why a proposal was dropped."""

    UNREADABLE = "unreadable"
    """It lacks a part, or isn't of the shape asked for."""
    ELSEWHERE = "elsewhere"
    """The owner said no such words at that time."""
    VALUE = "value"
    """The words don't say that number."""
    KNOWN = "known"
    """The words themselves tell what the number is about."""
    PERIOD = "period"
    """The words name another time, or none."""
    METRIC = "metric"
    """The file has no such measure in that unit."""


_REFUSALS: Final = {
    Refusal.UNREADABLE: ("无法读取", "unreadable"),
    Refusal.ELSEWHERE: ("该时刻没有这句话", "no such words at that time"),
    Refusal.VALUE: ("话中不是这个数", "another number in the words"),
    Refusal.KNOWN: ("话中已说明", "told by the words themselves"),
    Refusal.PERIOD: ("话中不是这个期间", "another period in the words"),
    Refusal.METRIC: ("资料中没有这项指标", "no such measure in the file"),
}


class Proposals(Record):
    """What a model proposed about an interview, after the check."""

    by: str
    """Model and prompt."""
    kept: tuple[ClaimProposal, ...]
    dropped: Mapping[Refusal, int]

    def text(self, lang: Lang) -> str:
        """How many stood the check, and why the others didn't."""
        column = 0 if lang is Lang.ZH else 1
        kept, lost = len(self.kept), sum(self.dropped.values())
        why = ("、", ", ")[column].join(
            f"{_REFUSALS[reason][column]} {count}" for reason, count in self.dropped.items()
        )
        brackets = (f"（{why}）", f" ({why})")[column] if why else ""
        return (
            f"{self.by} 提出的所指：采用 {kept} 条，略去 {lost} 条{brackets}",
            f"proposed by {self.by}: {kept} kept, {lost} dropped{brackets}",
        )[column]


class Compared(Record):
    """A claim beside the file."""

    claim: str
    """Its id."""
    relation: Relation
    figure: str | None = None
    """Key of the figure that decides; None where there is none."""
    value: Decimal | None = None
    """What the file says, in the claim's terms (a year's amount as a month's, a growth)."""
    gap: Decimal | None = None
    """(file - said) / said, of the nearest number said; points of a share as a fraction."""
    ask_zh: str = ""
    """What to ask for."""
    ask_en: str = ""
