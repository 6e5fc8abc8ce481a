"""Charts beside a score: the customers' shares, and what the score became over time."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.figures import Figure, figure_key
from assistant.domain.score import ScorePoint
from tui.messages import Words
from tui.presenter.lines import Span, bar, day_text, line, padded, shortened, span
from tui.presenter.months import BLOCKS
from tui.presenter.score import RuleRow

_MOST: Final = 8
"""Customers, and changes of a score, that are shown."""
_CELLS: Final = 12
_NAME_CELLS: Final = 24
_PERIODS: Final = ("L12M", "L6M", "L3M")
_FULL: Final = 100


def share_rows(figures: Iterable[Figure], words: Words) -> tuple[RuleRow, ...]:
    """A bar a customer, the largest first, over the longest trailing window on file."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.metric == "customers.share" and figure.number is not None:
            found.setdefault(figure_key(figure.key).period or "", []).append(figure)
    held = next((found[code] for code in _PERIODS if code in found), [])
    held.sort(key=lambda f: (-(f.number or Decimal(0)), f.key))
    return tuple(_share(figure, words) for figure in held[:_MOST])


def _share(figure: Figure, words: Words) -> RuleRow:
    drawn = bar(float(figure.number or 0), _CELLS)
    mark = (Span(drawn, "accent"), Span("·" * (_CELLS - len(drawn)), "dim"), Span(" ", "dim"))
    name = shortened(figure_key(figure.key).scope or "", _NAME_CELLS)
    text = (span(padded(name, _NAME_CELLS)), span(f"  {figure.text(words.lang)}", "strong"))
    return RuleRow(f"share-{figure.key}", figure.key, mark, (line(*text),))


def history_rows(points: Sequence[ScorePoint], words: Words) -> tuple[RuleRow, ...]:
    """The points as blocks on the scale of 0 to 100, then each change, the newest first."""
    if not points:
        return ()
    drawn = "".join(_block(point.points) for point in points)
    head = RuleRow("history", None, (Span("  ", "accent"),), (line(span(drawn, "accent")),))
    return (head, *(_point(n, p, words) for n, p in enumerate(reversed(points[-_MOST:]))))


def model_rows(sentences: Sequence[str]) -> tuple[RuleRow, ...]:
    """A trained model's verdict and its reasons, a sentence each."""
    return tuple(
        RuleRow(f"model-{n}", None, (Span("  ", "accent"),), (line(span(text)),))
        for n, text in enumerate(sentences)
    )


def _point(place: int, point: ScorePoint, words: Words) -> RuleRow:
    told = words("score.history_point", day=day_text(point.at), who=point.who)
    parts = (
        span(f"{point.grade or words('bench.unrated')} {point.points.normalize():f}", "strong"),
        span(f"  {told}", "dim"),
    )
    return RuleRow(f"history-{place}", None, (Span("  ", "dim"),), (line(*parts),))


def _block(points: Decimal) -> str:
    share = max(0.0, min(1.0, float(points) / _FULL))
    return BLOCKS[min(int(share * len(BLOCKS)), len(BLOCKS) - 1)]
