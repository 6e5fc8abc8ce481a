"""A set of formulas over a set of lines: computes figures and traces what is missing."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import field_metric
from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, FigureStatus, Metric, figure_key
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.domain.tongues import tongues_of, two_tongued
from assistant.scoring.formulas import Anchor, Formula, Undefined, rounded

Lines = Mapping[str, Figure]
"""Verified figures by full key."""
SHOWN_MISSING: Final = 6
"""A reason names this many missing lines and counts the rest."""


def verified_lines(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Usable figures by key: verified, not said; two values under one key are none."""
    lines: dict[str, Figure] = {}
    clashing: set[str] = set()
    for figure in figures:
        if figure.status is not FigureStatus.VERIFIED or figure.evidence.type == "said":
            continue
        known = lines.setdefault(figure.key, figure)
        if (known.value, known.unit) != (figure.value, figure.unit):
            clashing.add(figure.key)
    return {key: figure for key, figure in lines.items() if key not in clashing}


def digest_of(figures: Iterable[Figure]) -> str:
    """SHA-256 over keys, values and units, whatever their order."""
    lines = sorted(f"{f.key}={f.value}|{f.unit}" for f in figures)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def names_of(
    keys: Iterable[str], labels: Mapping[str, Metric], lang: Lang, as_of: date | None = None
) -> str:
    """What people call ``keys``, with their periods, as a list in words."""
    names = [_name(key, labels, lang, as_of) for key in keys]
    shown = names[:SHOWN_MISSING]
    rest = len(names) - len(shown)
    if lang is Lang.ZH:
        return "、".join(shown) + (f"等{len(names)}项" if rest else "")
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def _name(key: str, labels: Mapping[str, Metric], lang: Lang, as_of: date | None) -> str:
    if key == "as_of":
        return "基准日" if lang is Lang.ZH else "as-of date"
    parts = figure_key(key)
    metric = labels.get(parts.metric) or STATEMENT_LINES.get(parts.metric)
    metric = metric or field_metric(parts.metric)
    label = metric.label(lang) if metric else parts.metric
    if parts.period is None:
        return label
    try:
        period = period_from(parts.period, as_of).label(lang)
    except ValueError:  # a trailing period without the day it trails from
        period = parts.period
    return f"{label}（{period}）" if lang is Lang.ZH else f"{label} ({period})"


@dataclass(frozen=True)
class FormulaBook:
    """Formulas in an order in which each comes after those it needs."""

    formulas: tuple[Formula, ...]
    given: Mapping[str, Metric] = field(default_factory=dict)
    """Metrics made beside the formulas, by the key of the line that each is made from."""
    foreign: tuple[Metric, ...] = ()
    """Metrics of other packages that formulas name."""
    by_metric: dict[str, Formula] = field(init=False)

    def __post_init__(self) -> None:
        """Index the formulas by metric."""
        object.__setattr__(self, "by_metric", {f.metric.key: f for f in self.formulas})

    @property
    def metrics(self) -> dict[str, Metric]:
        """Every metric that the formulas make or name, by key."""
        made = {key: f.metric for key, f in self.by_metric.items()}
        return made | {metric.key: metric for metric in self.given.values()}

    @property
    def names(self) -> dict[str, Metric]:
        """The metrics and the foreign ones, to call a missing line by its name."""
        return self.metrics | {metric.key: metric for metric in self.foreign}

    def is_of_request(self, formula: Formula) -> bool:
        """Whether a formula needs what stands today, so that it has no past."""
        for template in formula.inputs:
            metric, at, _ = template.partition("@")
            part = self.by_metric.get(metric)
            if not at or (part is not None and self.is_of_request(part)):
                return True
        return False

    def missing(self, key: str, anchor: Anchor, known: Lines) -> tuple[str, ...]:
        """Keys of the entered or quoted lines that ``key`` lacks; empty where it lacks none."""
        figure = known.get(key)
        if figure is not None and figure.number is not None:
            return ()
        formula = self.by_metric.get(key.partition("@")[0])
        if formula is None:
            return (next((line for line, m in self.given.items() if m.key == key), key),)
        lacking = (
            line
            for template in formula.inputs
            for line in self.missing(anchor.resolve(template), anchor, known)
        )
        return tuple(dict.fromkeys(lacking))

    def evaluate(self, formula: Formula, anchor: Anchor, known: Lines) -> Figure:
        """The figure of ``formula`` for ``anchor``; without a value where it can't be had."""
        keys = {template: anchor.resolve(template) for template in formula.inputs}
        inputs = [known[key] for key in keys.values() if key in known]
        period = anchor.period(formula.basis)
        outcome = self._outcome(formula, anchor, known, keys)
        unit = _unit_of(formula.metric.unit, inputs)
        return Figure(
            key=formula.metric.key + (f"@{period.code}" if period else ""),
            label_zh=formula.metric.label_zh,
            label_en=formula.metric.label_en,
            value=None if isinstance(outcome, Undefined) else rounded(outcome, unit),
            unit=unit,
            period=period,
            evidence=Computed(
                tool=formula.tool,
                version=formula.version,
                inputs_digest=digest_of(inputs),
                formula=formula.metric.formula,
                input_keys=tuple(keys.values()),
            ),
            missing_reason=two_tongued(*outcome) if isinstance(outcome, Undefined) else None,
        )

    def _outcome(
        self, formula: Formula, anchor: Anchor, known: Lines, keys: Mapping[str, str]
    ) -> Decimal | Undefined:
        lacking = dict.fromkeys(
            line for key in keys.values() for line in self.missing(key, anchor, known)
        )
        if lacking:
            zh = names_of(lacking, self.names, Lang.ZH)
            en = names_of(lacking, self.names, Lang.EN)
            return Undefined(f"缺少{zh}", f"missing: {en}")
        values: dict[str, Decimal] = {}
        for template, key in keys.items():
            number = known[key].number
            if number is None:
                return Undefined(*tongues_of(known[key].missing_reason or key))
            values[template] = number
        if len({known[key].unit for key in keys.values() if known[key].unit.is_money}) > 1:
            return Undefined("各项币种不同", "the inputs are in different currencies")
        outcome = formula.compute(values)
        return self._worded(outcome, formula) if isinstance(outcome, Undefined) else outcome

    def _worded(self, reason: Undefined, formula: Formula) -> Undefined:
        zh, en = reason
        for template in sorted(formula.inputs, key=len, reverse=True):
            bare = (template.partition("@")[0],)
            zh = zh.replace(template, names_of(bare, self.names, Lang.ZH))
            en = en.replace(template, names_of(bare, self.names, Lang.EN))
        return Undefined(zh, en)


def _unit_of(unit: Unit, inputs: Iterable[Figure]) -> Unit:
    if not unit.is_money:
        return unit
    return next((f.unit for f in inputs if f.unit.is_money), unit)
