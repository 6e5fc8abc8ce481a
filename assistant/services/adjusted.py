"""Figures after normalising adjustments: the figure as it is, and what people added back. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, FigureKey, Statement, StatementKind, figure_key
from assistant.domain.quantities import Lang
from assistant.scoring.formula_book import digest_of
from assistant.scoring.wording import capitalised, when

_ADDBACK: Final = "addback_"
"""Beginning of the source in an adjustment's key: ``ebitda#addback_1@FY2024``."""
_ADJUSTED: Final = "adjusted"
_VERSION: Final = "1"


class Adjusted(NamedTuple):
    """Adjusted figures, and the sentence that says of each what lies between."""

    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()


def addback_key(key: str, number: int) -> str:
    """The key of an adjustment of a figure, counted from 1."""
    source = f"{_ADDBACK}{number}"
    return str(figure_key(key).model_copy(update={"source": source}))


def is_addback(key: str) -> bool:
    """Whether a key names an adjustment."""
    return (figure_key(key).source or "").startswith(_ADDBACK)


def adjusted(figures: Iterable[Figure]) -> Adjusted:
    """``ebitda#adjusted@FY2024`` for each figure that somebody adjusted; the figure itself stays.

    Args:
        figures: one a key, adjustments among them.
    """
    every = tuple(figures)
    held = {figure.key: figure for figure in every}
    entries: dict[str, list[Figure]] = defaultdict(list)
    for figure in every:
        key = figure_key(figure.key)
        if is_addback(figure.key) and figure.number is not None:
            entries[f"{key.metric}@{key.period}"].append(figure)
    made = [
        _adjusted(held[key], sorted(own, key=lambda f: f.key))
        for key, own in sorted(entries.items())
        if key in held and held[key].number is not None
    ]
    return Adjusted(tuple(f for f, _ in made), tuple(s for _, s in made))


def _adjusted(before: Figure, entries: Sequence[Figure]) -> tuple[Figure, Statement]:
    parts = figure_key(before.key)
    inputs = (before, *entries)
    total = sum((f.number or Decimal(0) for f in inputs), Decimal(0))
    after = before.model_copy(
        update={
            "key": str(FigureKey(metric=parts.metric, source=_ADJUSTED, period=parts.period)),
            "label_zh": f"调整后{before.label_zh}",
            "label_en": f"adjusted {before.label_en}",
            "value": total,
            "evidence": Computed(
                tool="adjusted",
                version=_VERSION,
                inputs_digest=digest_of(inputs),
                formula=" + ".join(f.key for f in inputs),
                input_keys=tuple(f.key for f in inputs),
            ),
        }
    )
    zh, en = (_told(after, before, entries, lang) for lang in Lang)
    code = f"@{parts.period}" if parts.period else ""
    return after, Statement(
        key=f"{parts.metric}.adjusted{code}",
        kind=StatementKind.VALUE,
        text_zh=zh,
        text_en=en,
        figures=(after.key, *(f.key for f in inputs)),
    )


def _told(after: Figure, before: Figure, entries: Sequence[Figure], lang: Lang) -> str:
    added = [_entry(entry, lang) for entry in entries]
    at = when(after.period, lang)
    if lang is Lang.ZH:
        return (
            f"{at}{after.label_zh}为{after.text(lang)}：原值{before.text(lang)}，"
            f"{'，'.join(added)}。"
        )
    return (
        f"{capitalised(after.label_en)} is {after.text(lang)}{at}: {before.text(lang)} as it "
        f"stands, {', '.join(added)}."
    )


def _entry(entry: Figure, lang: Lang) -> str:
    evidence = entry.evidence
    amount = entry.text(lang)
    said = f"{evidence.who}: {evidence.why}" if evidence.type == "entered" else ""
    if lang is Lang.ZH:
        return f"调整{amount}（{said.replace(': ', '：', 1)}）"
    return f"adjusted by {amount} ({said})"
