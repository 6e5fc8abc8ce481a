"""Figures as the proof uses them: facts in series, filed by the times they hold for."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.periods import Period, brief
from assistant.domain.quantities import Lang, Unit
from assistant.proof.when import When, mention_of, period_tags, previous, tags_of, year_before


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with a number."""

    figure: Figure
    series: "Series"
    value: Decimal

    @property
    def key(self) -> str:
        """The figure's key."""
        return self.figure.key

    @property
    def unit(self) -> Unit:
        """The figure's unit."""
        return self.figure.unit

    @property
    def period(self) -> Period | None:
        """The figure's period."""
        return self.figure.period

    @property
    def is_year(self) -> bool:
        """Whether it is a flow over a whole year."""
        return _sort_of(self.period) == "year"

    @property
    def is_verified(self) -> bool:
        """Whether the figure may carry a proof."""
        return self.figure.status is FigureStatus.VERIFIED

    def name(self, lang: Lang) -> str:
        """Label and period, for reasons."""
        return f"{self.figure.label(lang)} {self.when(lang)}".strip()

    def when(self, lang: Lang) -> str:
        """The period for reasons: its code, or a trailing one in words."""
        if self.period is None:
            return ""
        is_trailing = self.period.code[:1] in ("L", "P")
        return brief(self.period.label(lang)) if is_trailing else self.period.code


@dataclass(slots=True, eq=False)
class Series:
    """Figures that differ by period only."""

    id: str
    metric: str
    scope: str | None
    source: str | None
    unit: Unit
    higher_is: str = "neutral"
    facts: list[Fact] = field(default_factory=list)
    dates: list[Figure] = field(default_factory=list)
    """Figures of unit DATE."""
    missing: list[Figure] = field(default_factory=list)
    _tags: dict[str, list[Fact]] = field(default_factory=dict)

    def add(self, figure: Figure) -> None:
        """File one figure of this series."""
        number = figure.number
        if figure.value is None:
            self.missing.append(figure)
        elif isinstance(figure.value, date):
            self.dates.append(figure)
        elif number is not None:
            fact = Fact(figure, self, number)
            self.facts.append(fact)
            for tag in period_tags(figure.period) if figure.period else ():
                self._tags.setdefault(tag, []).append(fact)

    def at(self, when: When) -> list[Fact]:
        """The facts that hold for ``when`` (or for no particular time)."""
        timeless = [f for f in self.facts if f.period is None] if len(self.facts) == 1 else []
        if timeless:
            return [f for f in timeless if not when.code or _spans(f.figure, when)]
        for group in tags_of(when):
            found = [fact for tag in group for fact in self._tags.get(tag, ())]
            if found:
                return found
        return []

    def latest(self) -> list[Fact]:
        """What a sentence means that names no time: the newest year, balance and trailing span."""
        best: dict[str, Fact] = {}
        for fact in self.facts:
            sort = _sort_of(fact.period)
            rival = best.get(sort)
            if rival is None or _end(fact) > _end(rival):
                best[sort] = fact
        chosen = [best[sort] for sort in ("none", "year", "day", "trailing") if sort in best]
        return chosen or list(best.values())

    def before(self, fact: Fact, *, yearly: bool | None = None) -> list[Fact]:
        """The facts one period before ``fact``.

        Args:
            fact: a fact of this series.
            yearly: True for the year before (同比), False for the period just before (环比),
                None where the sentence doesn't say: the year before, else the period before.
        """
        if fact.period is None:
            return []
        mention = mention_of(fact.period)
        if yearly is False and _sort_of(fact.period) in ("year", "day"):
            return []
        earlier = previous(mention) if yearly is False else year_before(mention)
        found = self.at(earlier) if earlier else []
        if not found and yearly is None and (step := previous(mention)):
            found = self.at(step)
        return [f for f in found if f is not fact]


def _spans(figure: Figure, when: When) -> bool:
    """Whether a figure without a period says itself that it covers the last months named."""
    months = when.part
    return when.code[0] == "L" and (
        f"近{months}个月" in figure.label_zh or f"last {months}" in figure.label_en
    )


def _sort_of(period: Period | None) -> str:
    if period is None:
        return "none"
    if period.is_balance:
        return "day"
    code = period.code
    if code[0] in "LP" and code.endswith("M"):
        return "trailing" if code == "L12M" else "short"
    return "year" if code.removeprefix("FY").isdigit() else "short"


def _end(fact: Fact) -> date:
    return fact.period.end if fact.period else date.min


class Shelf:
    """All facts by value: a reason can say what a wrong number would have been right for."""

    def __init__(self, series: Iterable[Series]) -> None:
        """Sort the facts of every series by value."""
        facts = [(fact.value, n, fact) for n, fact in enumerate(f for s in series for f in s.facts)]
        facts.sort(key=lambda item: item[:2])
        self._facts = [fact for _, _, fact in facts]
        self._values = [value for value, _, _ in facts]

    def near(self, low: Decimal, high: Decimal, limit: int = 40) -> Iterator[Fact]:
        """Facts with a value from ``low`` to ``high``, at most ``limit`` of them."""
        at = bisect_left(self._values, low)
        for fact in self._facts[at : at + limit]:
            if fact.value > high:
                return
            yield fact
