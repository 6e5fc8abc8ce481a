"""Sentences about figures, right by construction: what prints never contradicts what it says."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.periods import Period
from assistant.domain.quantities import Lang, Unit, money_text, quantised, value_text
from assistant.domain.tongues import tongues_of
from assistant.scoring.formulas import EXACT

_MOST_PLACES: Final = 12
_NEAR: Final = Decimal("1e-9")
_PLURAL_HEADS: Final = ("days ", "accounts ", "notes ", "months ", "guarantees given (")
_TAIL: Final = re.compile(
    r" \(| (?:of|in|to|from|with|on|per|between|since|minus|less|over|for) |, "
)


def when(period: Period | None, lang: Lang) -> str:
    """The period as it stands at the end of an English or the start of a Chinese clause."""
    if period is None:
        return ""
    label = period.label(lang)
    if lang is Lang.ZH:
        return label
    return f" at {label}" if period.is_balance else f" in {label}"


def verb_of(label: str, *, past: bool) -> str:
    """The form of *be* that an English label takes."""
    plural = _is_plural(label)
    return {
        (False, False): "is",
        (False, True): "was",
        (True, False): "are",
        (True, True): "were",
    }[plural, past]


def _is_plural(label: str) -> bool:
    """Whether a label names several things: its head noun, before any preposition, ends in s."""
    if " to " in label or " minus " in label:  # a ratio, a difference: one number
        return False
    if label.startswith(_PLURAL_HEADS):
        return True
    head = _TAIL.split(label, maxsplit=1)[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def capitalised(text: str) -> str:
    """``text`` with a capital at its start."""
    return text[:1].upper() + text[1:]


def texts_apart(value: Decimal, other: Decimal, unit: Unit, lang: Lang) -> tuple[str, str]:
    """Both values as they print, with as many digits as it takes to tell unequal ones apart."""
    texts = value_text(value, unit, lang), value_text(other, unit, lang)
    if value == other or texts[0] != texts[1]:
        return texts
    if unit.is_money:
        return money_text(value, unit, lang, full=True), money_text(other, unit, lang, full=True)
    for places in range(3, _MOST_PLACES + 1):
        texts = _finer(value, unit, lang, places), _finer(other, unit, lang, places)
        if texts[0] != texts[1]:
            break
    return texts


def _finer(value: Decimal, unit: Unit, lang: Lang, places: int) -> str:
    if unit is Unit.RATIO:
        return f"{quantised(value * 100, places)}%"
    plain = value_text(Decimal(0), unit, lang)
    suffix = plain.lstrip("0.")
    return f"{quantised(value, places)}{suffix}"


def plain(number: Decimal) -> str:
    """A bare number without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Decimal, *, up: bool) -> str:
    """``share`` with one decimal, rounded up or down.

    What a ratio of twelve decimals lost in its last ones is made good first, so that a quarter
    isn't 24.9 %.
    """
    near = share.quantize(_NEAR, context=EXACT)
    tenths = EXACT.multiply(near, Decimal(100)).quantize(
        Decimal("0.1"), rounding=ROUND_CEILING if up else ROUND_FLOOR, context=EXACT
    )
    return f"{tenths:,}%"


def value_statement(figure: Figure) -> Statement:
    """What the figure is."""
    zh, en = (figure.text(lang) for lang in (Lang.ZH, Lang.EN))
    at_zh, at_en = (when(figure.period, lang) for lang in (Lang.ZH, Lang.EN))
    verb = verb_of(figure.label_en, past=figure.period is not None)
    return Statement(
        key=_key(figure, "value"),
        kind=StatementKind.VALUE,
        text_zh=f"{at_zh}{figure.label_zh}为{zh}。",
        text_en=f"{capitalised(figure.label_en)} {verb} {en}{at_en}.",
        figures=(figure.key,),
    )


def missing_statement(figure: Figure) -> Statement:
    """Why the figure has no value."""
    zh, en = tongues_of(figure.missing_reason or "")
    at_zh, at_en = (when(figure.period, lang) for lang in (Lang.ZH, Lang.EN))
    return Statement(
        key=_key(figure, "missing"),
        kind=StatementKind.MISSING,
        text_zh=f"{at_zh}{figure.label_zh}无法计算：{zh}。",
        text_en=f"{capitalised(figure.label_en)}{at_en} can't be computed ({en}).",
        figures=(figure.key,),
    )


def trend_statement(before: Figure, after: Figure) -> Statement:
    """How a figure moved from one period to the next; both have values."""
    old, new = before.number or Decimal(0), after.number or Decimal(0)
    zh, en = (_movement(before, after, old, new, lang) for lang in (Lang.ZH, Lang.EN))
    return Statement(
        key=_key(after, "trend"),
        kind=StatementKind.TREND,
        text_zh=f"{after.label_zh}{zh}。",
        text_en=f"{capitalised(after.label_en)} {en}.",
        figures=(after.key, before.key),
    )


def _movement(before: Figure, after: Figure, old: Decimal, new: Decimal, lang: Lang) -> str:
    old_text, new_text = (value_text(v, after.unit, lang) for v in (old, new))
    ago, now = (when(f.period, lang) for f in (before, after))
    if old_text == new_text:
        if lang is Lang.ZH:
            return f"在{ago}与{now}基本持平，均为{new_text}"
        was = verb_of(after.label_en, past=True)
        return f"{was} about the same{ago} and{now}, at {new_text}"
    size = _size(old, new, after.unit, lang)
    if lang is Lang.ZH:
        verb = "上升" if new > old else "下降"
        if not size and old * new < 0:
            verb = "由负转正" if new > old else "由正转负"
        tail = f"{verb}{size}"
        return f"由{ago}的{old_text}变为{now}的{new_text}，{tail}"
    verb = "rose" if new > old else "fell"
    by = f" {size}," if size else ""
    return f"{verb}{by} from {old_text}{ago} to {new_text}{now}"


def _size(old: Decimal, new: Decimal, unit: Unit, lang: Lang) -> str:
    """How much it moved: points for shares, percent of a positive start, or nothing.

    A fall below nothing has no percentage that means anything.
    """
    if unit is Unit.RATIO:
        points = quantised(abs(new - old) * 100, 1)
        return f"{points:,}{'个百分点' if lang is Lang.ZH else ' percentage points'}"
    if old <= 0 or new < 0:
        return ""
    share = quantised(EXACT.divide(abs(new - old) * 100, old), 1)
    return f"{share:,}%" if share else ""


def _key(figure: Figure, kind: str) -> str:
    metric, at, period = figure.key.partition("@")
    return f"{metric}.{kind}{at}{period}"
