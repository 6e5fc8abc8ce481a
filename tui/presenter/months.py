"""Sales and purchases by month as one line of blocks each."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from assistant.domain.figures import Figure, figure_key
from assistant.domain.quantities import money_text
from tui.messages import Words
from tui.presenter.lines import Span, line, span
from tui.presenter.score import RuleRow

BLOCKS: Final = "▁▂▃▄▅▆▇█"
_MOST: Final = 36
_MONTH: Final = len("2025-01")
_NONE: Final = "·"


def month_rows(figures: Iterable[Figure], words: Words) -> tuple[RuleRow, ...]:
    """Both sides of the same months on one scale; nothing where no month has a figure."""
    found: dict[str, dict[str, Figure]] = {"sales": {}, "purchases": {}}
    for figure in figures:
        side = figure.metric.partition(".")[0]
        if figure.metric in ("sales.net", "purchases.net") and (month := _month(figure)):
            found[side][month] = figure
    months = _run(sorted({m for side in found.values() for m in side}))[-_MOST:]
    numbers = [n for side in found.values() for m in months if (n := _number(side.get(m)))]
    top = max(numbers, default=Decimal(0))
    if top <= 0:
        return ()
    rows = []
    for side, own in found.items():
        kept = {m: own[m] for m in months if m in own}
        if kept:
            drawn = "".join(_block(_number(own.get(m)), top) for m in months)
            best = max(kept.values(), key=lambda f: f.number or Decimal(0))
            most = money_text(best.number or Decimal(0), best.unit, words.lang)
            told = words("score.months_from", first=months[0], last=months[-1], most=most)
            name = words(f"score.{side}")
            rows.append(
                RuleRow(
                    f"months-{side}",
                    best.key,
                    (Span("  ", "accent"),),
                    (line(span(drawn, "accent")), line(span(f"{name}  {told}", "dim"))),
                )
            )
    return tuple(rows)


def _month(figure: Figure) -> str:
    key = figure_key(figure.key)
    code = key.period or ""
    whole = key.scope is None and key.source is None and figure.number is not None
    return code if whole and len(code) == _MONTH and code[:4].isdigit() and code[4] == "-" else ""


def _run(months: list[str]) -> list[str]:
    """Every month from the first to the last, so that a gap shows as one."""
    if not months:
        return []
    year, month = map(int, months[0].split("-"))
    run = [months[0]]
    while run[-1] < months[-1]:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004  months
        run.append(f"{year}-{month:02d}")
    return run


def _number(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.number


def _block(number: Decimal | None, top: Decimal) -> str:
    if number is None:
        return _NONE
    share = max(float(number / top), 0.0)
    return BLOCKS[min(int(share * len(BLOCKS)), len(BLOCKS) - 1)]
