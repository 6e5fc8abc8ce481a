"""Figures, the metrics that name them, and the statements that speak of them."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, Self

from pydantic import field_validator, model_validator

from assistant.domain.evidence import Evidence
from assistant.domain.model import Record
from assistant.domain.periods import Period
from assistant.domain.quantities import Lang, Unit, Value, value_text
from assistant.domain.tongues import in_tongue

_KEY: Final = re.compile(
    r"(?P<metric>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)"
    r"(?::(?P<scope>[^#@\s]+))?(?:#(?P<source>[a-z0-9_]+))?(?:@(?P<period>[A-Z0-9-]+))?\Z",
    re.ASCII,
)


class FigureStatus(StrEnum):
    """How far a figure may be trusted; only ``verified`` enters ratios and scores."""

    CANDIDATE = "candidate"
    VERIFIED = "verified"
    DISPUTED = "disputed"


class FigureKey(Record):
    """``metric[.variant][:scope][#source]@period``, taken apart."""

    metric: str
    scope: str | None = None
    source: str | None = None
    period: str | None = None

    def __str__(self) -> str:
        """The key as it is written."""
        scope = f":{self.scope}" if self.scope else ""
        source = f"#{self.source}" if self.source else ""
        period = f"@{self.period}" if self.period else ""
        return f"{self.metric}{scope}{source}{period}"


def _key_parts(text: str) -> re.Match[str]:
    match = _KEY.match(text)
    if match is None:
        msg = f"not a figure key: {text!r}"
        raise ValueError(msg)
    return match


@lru_cache(maxsize=1 << 14)
def figure_key(text: str) -> FigureKey:
    """Take a written key apart.

    Raises:
        ValueError: ``text`` is not a key.
    """
    return FigureKey(**_key_parts(text).groupdict())


class Metric(Record):
    """What a figure measures: its names in both languages and its unit."""

    key: str
    """``metric[.variant]``: the part of a figure key before ``:``, ``#`` or ``@``."""
    label_zh: str
    label_en: str
    unit: Unit
    aliases_zh: tuple[str, ...] = ()
    """Other names people write for it, besides the label."""
    aliases_en: tuple[str, ...] = ()
    formula: str = ""
    """Metric keys and signs; words stand in both languages (``domain.tongues``)."""
    missing_means: str = ""
    """Why the figure can be absent, in both languages (``domain.tongues``)."""
    higher_is: str = "neutral"
    """``better``, ``worse`` or ``neutral`` for the lender."""

    def label(self, lang: Lang) -> str:
        """The name in one language."""
        return self.label_zh if lang is Lang.ZH else self.label_en


class Figure(Record):
    """One value of one metric for one entity and period, with its evidence."""

    key: str
    label_zh: str
    label_en: str
    value: Value
    unit: Unit
    period: Period | None
    evidence: Evidence
    status: FigureStatus = FigureStatus.VERIFIED
    missing_reason: str | None = None
    """Why ``value`` is None; set exactly when it is."""

    @field_validator("key")
    @classmethod
    def _key_is_well_formed(cls, key: str) -> str:
        _key_parts(key)
        return key

    @model_validator(mode="before")
    @classmethod
    def _value_follows_unit(cls, data: Any) -> Any:  # noqa: ANN401  pydantic's own contract
        if not isinstance(data, dict) or not isinstance(data.get("value"), str):
            return data
        unit = Unit(data["unit"])
        if unit is Unit.DATE:
            return {**data, "value": date.fromisoformat(data["value"])}
        if unit is Unit.COUNT:
            return {**data, "value": int(data["value"])}
        return {**data, "value": Decimal(data["value"])} if unit.is_numeric else data

    @model_validator(mode="after")
    def _missing_has_a_reason(self) -> Self:
        if (self.value is None) != (self.missing_reason is not None):
            msg = f"{self.key}: a missing value needs a reason and a present one has none"
            raise ValueError(msg)
        return self

    @property
    def metric(self) -> str:
        """The metric part of the key."""
        return figure_key(self.key).metric

    @property
    def number(self) -> Decimal | None:
        """The value as a number, or None where it is missing or not a number."""
        if isinstance(self.value, Decimal | int):
            return Decimal(self.value)
        return None

    def label(self, lang: Lang) -> str:
        """The metric's name in one language."""
        return self.label_zh if lang is Lang.ZH else self.label_en

    def missing(self, lang: Lang) -> str:
        """Why the value is missing, in one language; '' where it isn't."""
        return in_tongue(self.missing_reason or "", lang)

    def text(self, lang: Lang, *, full: bool = False) -> str:
        """The value as it prints."""
        stated = self.evidence.type in ("quoted", "entered")
        return value_text(self.value, self.unit, lang, full=full, as_stated=stated)


class StatementKind(StrEnum):
    """What a statement asserts about its figures."""

    VALUE = "value"
    TREND = "trend"
    COMPARISON = "comparison"
    SHARE = "share"
    RANK = "rank"
    VERDICT = "verdict"
    MISSING = "missing"


class Verdict(StrEnum):
    """Outcome of a threshold or policy rule."""

    PASS = "pass"  # noqa: S105  a verdict, not a password
    THIN = "thin"
    BREACH = "breach"
    NOT_COMPUTABLE = "not_computable"
    WAIVED = "waived"


class Statement(Record):
    """A whole sentence about figures, right by construction, in both languages."""

    key: str
    """``metric.kind@period``, e.g. ``net_profit.trend@2024``."""
    kind: StatementKind
    text_zh: str
    text_en: str
    figures: tuple[str, ...]
    """Keys of every figure that the text prints or compares."""
    verdict: Verdict | None = None

    def text(self, lang: Lang) -> str:
        """The sentence in one language."""
        return self.text_zh if lang is Lang.ZH else self.text_en


_TRUST: Final = {FigureStatus.VERIFIED: 2, FigureStatus.DISPUTED: 0, FigureStatus.CANDIDATE: 0}
_ENTERED: Final = 3
_REJECTED: Final = 1
"""A person took a candidate out: it beats the candidate, and what is verified beats it."""


def effective(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """One figure a key: what a person entered, then what is verified, then what stands surest.

    A value that a person rejected is missing until something verified takes its place.

    Of two documents, a cell before a line of text, then by name and page; never by order, so that
    the same sources give the same value however they were added. Of two that were computed the one
    from more inputs: a sum over accounts before its parts. Of two alike the first counts.
    """
    best: dict[str, Figure] = {}
    for figure in figures:
        held = best.get(figure.key)
        if held is None or _rank(figure) < _rank(held):
            best[figure.key] = figure
    return tuple(best.values())


def read_beside(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """What documents state for the keys where a person's entry counts."""
    known = tuple(figures)
    entered = {f.key for f in effective(known) if f.evidence.type == "entered"}
    return effective(f for f in known if f.key in entered and f.evidence.type == "quoted")


def _rank(figure: Figure) -> tuple[int, int, str, int]:
    """The least counts."""
    evidence = figure.evidence
    entered = _REJECTED if figure.value is None else _ENTERED
    trust = entered if evidence.type == "entered" else _TRUST[figure.status]
    if evidence.type == "quoted":
        return (-trust, 0 if evidence.cell else 1, evidence.source_name, evidence.page)
    parts = len(evidence.input_keys) if evidence.type == "computed" else 0
    return (-trust, 2 if evidence.type == "said" else 0, "", -parts)
