"""Sentences about figures, right by construction, in Chinese and English.

Every builder takes figures and words only what their values say: the direction follows the sign of
the difference, and two values that print alike are called unchanged.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, Metric, Statement, StatementKind, figure_key
from assistant.domain.periods import Period
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.variables.catalogue import CATALOGUE
from assistant.variables.spans import Why

_PLURAL: Final = frozenset(
    {
        "sales.net", "sales.gross", "sales.monthly_average",
        "purchases.net", "purchases.gross", "purchases.monthly_average",
    }
)  # fmt: skip
_BARE: Final = ("sales ", "purchases ", "output ", "input ", "VAT", "customer ", "supplier ")
"""Beginnings of labels that take no article."""


class Move(StrEnum):
    """How a value went from one period to the next."""

    UP = "up"
    DOWN = "down"
    STILL = "still"
    """Both print alike in both languages."""
    BARELY = "barely"
    """They print differently, but the change prints as 0.0%."""


_VERBS: Final = {Move.UP: ("上升", "rose"), Move.DOWN: ("下降", "fell")}


class Pair(NamedTuple):
    """A metric's figure and the one it is compared with; both hold numbers."""

    now: Figure
    before: Figure
    change: Figure | None = None
    """Relative change, or the difference of two shares; None where there is none to print."""


def when(period: Period | None, lang: Lang) -> str:
    """The period as it stands in a sentence; '' where there is none."""
    if period is None:
        return ""
    label = period.label(lang)
    if lang is Lang.ZH:
        return f"截至{label}，" if period.is_balance else label
    return f" as of {label}" if period.is_balance else f" in {label}"


def value_statement(figure: Figure) -> Statement:
    """What a figure is, e.g. 2019年销售额（不含税）为187.00万元."""
    metric = CATALOGUE[figure_key(figure.key).metric]
    zh = f"{when(figure.period, Lang.ZH)}{metric.label_zh}为{figure.text(Lang.ZH)}。"
    en = f"{subject(metric)} {_verb(metric)} {figure.text(Lang.EN)}{when(figure.period, Lang.EN)}."
    return _statement(figure, StatementKind.VALUE, zh, en, (figure.key,))


def missing_statement(figure: Figure, why: Why) -> Statement:
    """That a figure can't be computed, and why."""
    metric = CATALOGUE[figure_key(figure.key).metric]
    zh = f"{when(figure.period, Lang.ZH)}{metric.label_zh}无法计算：{why.zh}。"
    en = f"{subject(metric)} can't be computed{_for(figure.period)}: {why.en}."
    return _statement(figure, StatementKind.MISSING, zh, en, (figure.key,))


def trend_statement(pair: Pair) -> Statement:
    """How a value moved, e.g. 2019年销售额由2018年的312.00万元下降40.1%至187.00万元."""
    now, before = pair.now, pair.before
    move = move_of(pair)
    keys: tuple[str, ...] = (now.key, before.key)
    if move is Move.STILL:
        return _statement(now, StatementKind.TREND, *_still(pair), keys)
    if move is Move.BARELY:
        return _statement(now, StatementKind.TREND, *_barely(pair), keys)
    zh_verb, en_verb = _VERBS[move]
    percent = printed_change(pair)
    if percent is not None and pair.change is not None:
        keys = (*keys, pair.change.key)
    zh_by, en_by = percent or ("", "")
    was, now_value = _printed(pair, Lang.ZH)
    zh = (
        f"{when(now.period, Lang.ZH)}{now.label_zh}由{when(before.period, Lang.ZH)}的{was}"
        f"{zh_verb}{zh_by}至{now_value}。"
    )
    was, now_value = _printed(pair, Lang.EN)
    en = (
        f"{subject(CATALOGUE[now.metric])} {en_verb}{f' {en_by},' if en_by else ''} from {was}"
        f"{when(before.period, Lang.EN)} to {now_value}{when(now.period, Lang.EN)}."
    )
    return _statement(now, StatementKind.TREND, zh, en, keys)


def move_of(pair: Pair) -> Move:
    """The direction that the two values show."""
    now, before = pair.now, pair.before
    if all(now.text(lang) == before.text(lang) for lang in Lang):
        return Move.STILL
    if pair.change is not None and _prints_as_zero(pair.change):
        return Move.BARELY
    return Move.UP if (now.number or 0) > (before.number or 0) else Move.DOWN


def printed_change(pair: Pair) -> tuple[str, str] | None:
    """The change as it prints, zh and en; None where a percentage would mislead.

    A relative change needs both values above zero; the difference of shares is in points.
    """
    if pair.change is None or pair.change.number is None:
        return None
    size = value_text(abs(pair.change.number), Unit.RATIO, Lang.EN)
    if pair.now.unit is Unit.RATIO:
        return f"{size.removesuffix('%')}个百分点", f"{size.removesuffix('%')} percentage points"
    if (pair.now.number or 0) < 0 or (pair.before.number or 0) <= 0:
        return None
    return size, size


def subject(metric: Metric) -> str:
    """The English label as a sentence begins with it."""
    label = metric.label_en
    article = _takes_article(metric)
    return f"The {label}" if article else f"{label[0].upper()}{label[1:]}"


def _takes_article(metric: Metric) -> bool:
    label = metric.label_en
    if metric.key in _PLURAL or _counts(metric) or label.startswith(_BARE):
        return False
    return not label.startswith(("seasonality", "gross spread"))


def _counts(metric: Metric) -> bool:
    return metric.unit is Unit.COUNT and not metric.label_en.startswith("number of")


def _verb(metric: Metric) -> str:
    if _counts(metric):
        return "numbered"
    return "were" if metric.key in _PLURAL else "was"


def _for(period: Period | None) -> str:
    if period is None:
        return ""
    return when(period, Lang.EN) if period.is_balance else f" for {period.label(Lang.EN)}"


def _prints_as_zero(change: Figure) -> bool:
    number = change.number
    return number is not None and value_text(abs(number), Unit.RATIO, Lang.EN) == "0.0%"


def _printed(pair: Pair, lang: Lang) -> tuple[str, str]:
    """Earlier and later value; in full where the short forms would look alike."""
    full = pair.now.text(lang) == pair.before.text(lang)
    return pair.before.text(lang, full=full), pair.now.text(lang, full=full)


def _still(pair: Pair) -> tuple[str, str]:
    now, before = pair.now, pair.before
    zh = (
        f"{when(now.period, Lang.ZH)}{now.label_zh}与{when(before.period, Lang.ZH)}持平，"
        f"为{now.text(Lang.ZH)}。"
    )
    metric = CATALOGUE[now.metric]
    en = (
        f"{subject(metric)} {'were' if metric.key in _PLURAL or _counts(metric) else 'was'} "
        f"unchanged from {_label(before)} to {_label(now)}, at {now.text(Lang.EN)}."
    )
    return zh, en


def _label(figure: Figure) -> str:
    return "" if figure.period is None else figure.period.label(Lang.EN)


def _barely(pair: Pair) -> tuple[str, str]:
    now, before = pair.now, pair.before
    was, now_value = _printed(pair, Lang.ZH)
    zh = (
        f"{when(now.period, Lang.ZH)}{now.label_zh}与{when(before.period, Lang.ZH)}基本持平，"
        f"由{was}变为{now_value}。"
    )
    was, now_value = _printed(pair, Lang.EN)
    metric = CATALOGUE[now.metric]
    en = (
        f"{subject(metric)} {'were' if metric.key in _PLURAL or _counts(metric) else 'was'} "
        f"practically unchanged: {was}{when(before.period, Lang.EN)}, "
        f"{now_value}{when(now.period, Lang.EN)}."
    )
    return zh, en


def _statement(
    figure: Figure, kind: StatementKind, zh: str, en: str, figures: tuple[str, ...]
) -> Statement:
    return Statement(
        key=statement_key(figure, kind), kind=kind, text_zh=zh, text_en=en, figures=figures
    )


def statement_key(figure: Figure, kind: StatementKind) -> str:
    """``metric.kind[:scope][@period]``."""
    key = figure_key(figure.key)
    return str(key.model_copy(update={"metric": f"{key.metric}.{kind.value}"}))
