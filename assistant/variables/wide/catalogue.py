"""The declared catalogue: every variable's key, names, unit, window, formula, sign."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from assistant.domain.figures import Metric
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued
from assistant.variables.trade_metrics import SIDES, Side
from assistant.variables.wide.cross_measures import CHANGES, CROSS_MEASURES, Change
from assistant.variables.wide.declared import PAIRS, WINDOWS, Measure
from assistant.variables.wide.side_measures import (
    PARTY_MEASURES,
    SIDE_MEASURES,
    TURNOVER_MEASURES,
)

_WINDOW_ZH: Final = {"L": "近{n}个月", "P": "此前{n}个月"}
_WINDOW_EN: Final = {"L": "last {n} months", "P": "preceding {n} months"}
_MISSING: Final = two_tongued(
    "记录未覆盖该期间，或分母不大于零，或样本不足",
    "the records don't cover the window, the base is not above zero, or there are too few invoices",
)


def window_names(code: str) -> tuple[str, str]:
    """A window in Chinese and English."""
    if not code:
        return "随资料而定", "as the file has it"
    if code == "ALL":
        return "全部历史", "whole history"
    months = code[1:-1]
    return _WINDOW_ZH[code[0]].format(n=months), _WINDOW_EN[code[0]].format(n=months)


def variable_of(key: str, names: tuple[str, str], code: str, measure: Measure) -> Metric:
    """A measure in one window as a variable."""
    zh, en = window_names(code)
    return Metric(
        key=f"{key}@{code}",
        label_zh=f"{names[0]}（{zh}）",
        label_en=f"{names[1]} ({en})",
        unit=measure.unit,
        formula=measure.formula,
        missing_means=_MISSING,
        higher_is=measure.better,
    )


def _named(measure: Measure, side: Side) -> tuple[str, str]:
    words = side._asdict()
    return measure.zh.format(**words), measure.en.format(**words)


def _of_sides() -> Iterator[Metric]:
    for side in SIDES:
        for code in WINDOWS:
            for measure in SIDE_MEASURES:
                yield variable_of(
                    f"{side.key}.{measure.suffix}", _named(measure, side), code, measure
                )
            for measure in PARTY_MEASURES:
                key = f"{side.party_key}.{measure.suffix}"
                yield variable_of(key, _named(measure, side), code, measure)
        for code, _ in PAIRS:
            for measure in TURNOVER_MEASURES:
                key = f"{side.party_key}.{measure.suffix}"
                yield variable_of(key, _named(measure, side), code, measure)
            for change in CHANGES:
                yield _change(side, change, code)


def base_of(change: Change) -> Measure:
    """The measure that a change compares."""
    family = PARTY_MEASURES if change.party else SIDE_MEASURES
    return next(m for m in family if m.suffix == change.base)


def change_key(side: Side, change: Change) -> str:
    """Metric key of a change."""
    owner = side.party_key if change.party else side.key
    return f"{owner}.{change.base}_{'growth' if change.relative else 'change'}"


def _change(side: Side, change: Change, code: str) -> Metric:
    measure = base_of(change)
    zh, en = _named(measure, side)
    owner = side.party_key if change.party else side.key
    now, prior = (f"{owner}.{change.base}@{c}" for c in (code, f"P{code[1:]}"))
    changed = measure._replace(
        unit=Unit.RATIO if change.relative else measure.unit,
        formula=f"{now} ÷ {prior} − 1" if change.relative else f"{now} − {prior}",
        better=change.better,
    )
    words = (
        (f"{zh}增长率", f"growth of {en}") if change.relative else (f"{zh}变动", f"change of {en}")
    )
    return variable_of(change_key(side, change), words, code, changed)


def _of_both() -> Iterator[Metric]:
    for code in WINDOWS:
        for measure in CROSS_MEASURES:
            yield variable_of(measure.suffix, (measure.zh, measure.en), code, measure)


def _of_history() -> Iterator[Metric]:
    for side in SIDES:
        measure = Measure(
            "history_months",
            "{zh}记录月数",
            "months of {en} records",
            Unit.MONTHS,
            "",
            two_tongued(
                "首张发票所在月至基准日的月数", "months from the first invoice to the as-of date"
            ),
            "better",
        )
        yield variable_of(f"{side.key}.history_months", _named(measure, side), "ALL", measure)


WIDE_CATALOGUE: Final[Mapping[str, Metric]] = MappingProxyType(
    {v.key: v for v in (*_of_sides(), *_of_both(), *_of_history())}
)
"""Key with its window to variable."""
