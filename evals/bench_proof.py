# ruff: noqa: E501  made-up sentences and printed lines read better whole
"""Speed of the check of prose: sentences a second, and how it grows with text and figures.

Beside it what a user would write in five minutes: find numbers with a regular expression and look
their values up among the figures. That says neither which figure nor whether the metric, period or
direction is right; it is the floor. Both run on one core in one process; times are CPU time.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from assistant.domain.checks import Proof
from assistant.domain.evidence import Entered
from assistant.domain.figures import Figure
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.proof.book import FactBook
from assistant.proof.check import check_text

_TARGET: Final = 2_000
"""Sentences a second on one core."""
_WHO: Final = Entered(who="bench", when=datetime(2025, 1, 2, tzinfo=UTC), why="made up")
_YEARS: Final = range(2015, 2025)
_TURNS: Final = 3
_LINEAR: Final = 2.0
"""Growth per unit of size beyond which work isn't linear: twice the cost a piece."""
_SIZES: Final = (10, 100, 1_000, 10_000, 100_000)


class Grown(NamedTuple):
    """Seconds at a small and a large size."""

    small_s: float
    large_s: float
    times: float
    """How much larger the large one is."""

    @property
    def per_piece(self) -> float:
        """How much dearer a piece became; 1 is linear."""
        return self.large_s / max(self.small_s, 1e-4) / self.times


def figures(count: int) -> list[Figure]:
    """Made-up figures: ten years each of metrics with names of their own."""
    return [_figure(n // len(_YEARS), _YEARS[n % len(_YEARS)]) for n in range(count)]


def _figure(metric: int, year: int) -> Figure:
    return Figure(
        key=f"made.m{metric}@{year}", label_zh=f"示例指标{metric}甲", label_en=f"sample item {metric} gain",
        value=_value(metric, year), unit=Unit.CNY, period=period_from(str(year)), evidence=_WHO,
    )  # fmt: skip


def _value(metric: int, year: int) -> Decimal:
    return Decimal(1_000_000 + (metric * 7919 + year * 104_729) % 9_000_000).quantize(Decimal(1))


def sentences(count: int) -> Iterator[str]:
    """True sentences in both languages about the first ten figures, one number to three each."""
    for n in range(count):
        year = _YEARS[1 + n % (len(_YEARS) - 1)]
        now, before = _value(0, year), _value(0, year - 1)
        zh, en = Lang.ZH, Lang.EN
        told = {lang: _figure(0, year).text(lang) for lang in (zh, en)}
        was = {lang: _figure(0, year - 1).text(lang) for lang in (zh, en)}
        change = abs(now / before - 1) * 100
        up = now > before
        yield (
            f"{year}年示例指标0甲为{told[zh]}。",
            f"Sample item 0 gain was {told[en]} in {year}. ",
            f"{year}年示例指标0甲{'增长' if up else '下降'}{change:.1f}%，由{year - 1}年的{was[zh]}变为{told[zh]}。",
            f"Sample item 0 gain {'rose' if up else 'fell'} from {was[en]} in {year - 1} to {told[en]} in {year}. ",
        )[n % 4]


def values_of(made: Iterable[Figure]) -> set[Decimal]:
    """The figures' values, as a look-up would keep them."""
    return {number for figure in made if (number := figure.number) is not None}


_NUMBER: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?) ?(million|万|%)?")
_SCALES: Final[dict[str, int | Decimal]] = {
    "million": 10**6,
    "万": 10**4,
    "%": Decimal("0.01"),
    "": 1,
}


def looked_up(text: str, values: set[Decimal]) -> int:
    """How many numbers of a text stand among the figures' values at two places: the floor."""
    found = 0
    for number, unit in _NUMBER.findall(text):
        value = Decimal(number.replace(",", "")) * _SCALES[unit]
        found += value in values
    return found


def seconds(work: Callable[[], object], turns: int = _TURNS) -> float:
    """The shortest CPU time of several turns."""
    best = float("inf")
    for _ in range(turns):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def grown(text: Callable[[int], str], book: FactBook, small: int, large: int) -> Grown:
    """The check's cost at two sizes of one kind of text."""
    return Grown(
        seconds(partial(check_text, text(small), book), 1),
        seconds(partial(check_text, text(large), book), 1),
        len(text(large)) / len(text(small)),
    )


_HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "digits in a row": lambda n: "1" * n,
    "digits and commas": lambda n: "1," * (n // 2),
    "nested brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "open references": lambda n: "[[{{" * (n // 4),
    "no full stop, zh": lambda n: "示例指标0甲为187万元，" * (n // 13),
    "no full stop, en": lambda n: "sample item 0 gain was 1.87 million and " * (n // 40),
    "a table's pipes": lambda n: "|1" * (n // 2),
}

_LARGE: Final = {
    "digits in a row": 10_000,
    "digits and commas": 40_000,
    "no full stop, zh": 1_000_000,
    "no full stop, en": 1_000_000,
}
"""Characters of the larger text; the smaller is a quarter of it."""


def main() -> None:
    """Print the figures; exit 1 where the target is missed or work isn't linear."""
    failed = [*_speed(), *_by_text(), *_by_figures(), *_hostile()]
    if failed:
        print("missed: " + "; ".join(failed))
        raise SystemExit(1)


def _speed() -> list[str]:
    book, values = FactBook(figures(1_000)), values_of(figures(1_000))
    text = "".join(sentences(2_000))
    check = check_text(text, book)
    if check.verdict is not Proof.PROVED or len(check.sentences) != 2_000:  # noqa: PLR2004
        msg = "the bench's own sentences must all be proved"
        raise RuntimeError(msg)
    ours = seconds(partial(check_text, text, book))
    floor = seconds(partial(looked_up, text, values))
    rate = 2_000 / ours
    print(
        f"proof: {rate:,.0f} sentences a second on one core (1,000 figures, target {_TARGET:,}); "
        f"number find and look-up alone {2_000 / floor:,.0f}, ratio {ours / floor:.1f}"
    )
    return [f"{rate:,.0f} sentences a second"] if rate < _TARGET else []


def _by_text() -> list[str]:
    book, values = FactBook(figures(1_000)), values_of(figures(1_000))
    failed = []
    base = 0.0
    for count in (100, 1_000, 10_000):
        text = "".join(sentences(count))
        each = seconds(partial(check_text, text, book), 2) / count
        floor = seconds(partial(looked_up, text, values), 2) / count
        base = base or each
        print(
            f"proof: {count:>6,} sentences: {each * 1e6:.0f} us each, {each / base:.2f} of the first;"
            f" floor {floor * 1e6:.1f} us, ratio {each / floor:.1f}"
        )
        failed += (
            [f"{count} sentences cost {each / base:.1f} times"] if each > _LINEAR * base else []
        )
    return failed


def _by_figures() -> list[str]:
    text = "".join(sentences(400))
    failed = []
    base = 0.0
    for count in _SIZES:
        made = figures(count)
        start = time.process_time()
        book = FactBook(made)
        built = time.process_time() - start
        values = values_of(made)
        spent = seconds(partial(check_text, text, book))
        floor = seconds(partial(looked_up, text, values))
        base = base or spent
        print(
            f"proof: {count:>7,} figures: 400 sentences in {spent * 1e3:.0f} ms, {spent / base:.2f} of "
            f"the first; book built in {built * 1e6 / count:.0f} us a figure; "
            f"floor {floor * 1e3:.1f} ms, ratio {spent / floor:.1f}"
        )
        failed += (
            [f"{count} figures cost {spent / base:.1f} times"] if spent > _LINEAR * base else []
        )
    return failed


def _hostile() -> list[str]:
    book, values = FactBook(figures(1_000)), values_of(figures(1_000))
    failed = []
    for name, text in _HOSTILE.items():
        large = _LARGE.get(name, 400_000)
        small = large // 4
        cost = grown(text, book, small, large)
        floor = seconds(partial(looked_up, text(large), values), 1)
        print(
            f"proof: {name}, {large:,} characters: {cost.large_s:.2f} s, a piece costs "
            f"{cost.per_piece:.2f} of a quarter's; floor {floor:.2f} s"
        )
        if cost.per_piece > _LINEAR and cost.large_s > 0.05:  # noqa: PLR2004  below it is noise
            failed.append(f"{name}: {cost.per_piece:.1f}")
    return failed


if __name__ == "__main__":
    main()
