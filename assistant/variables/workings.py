"""How a value becomes a figure: exact arithmetic, evidence, a reason where it is missing."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, FigureKey
from assistant.domain.periods import Period
from assistant.domain.quantities import quantised
from assistant.variables.aggregates import InvoiceFile
from assistant.variables.catalogue import CATALOGUE
from assistant.variables.spans import Why

VERSION: Final = "1"
"""Version of every formula here; raised when one of them changes a value."""
_RATIO_PLACES: Final = 6
_NOT_IN_SCOPE: Final = re.compile(r"[\s#@]+")

_METRIC: Final = re.compile(r"(?<![\w.])[a-z_]+(?:\.[a-z0-9_]+)+(?![\w.@])", re.ASCII)

Result = Decimal | int | date | str | Why
"""A value, or why there is none."""

NOT_ABOVE_ZERO: Final = Why("基数不大于零", "the base is not above zero")
NO_INVOICES: Final = Why("期间内没有有效发票", "there are no valid invoices in the period")
DISTORTED: Final = Why(
    "红字发票使占比超出0至100%的范围", "red invoices push the share outside 0 to 100%"
)


def money(cents: int) -> Decimal:
    """Cents as yuan, exact."""
    return Decimal(cents).scaleb(-2)


def ratio(part: int | Decimal, whole: int | Decimal) -> Decimal | Why:
    """``part / whole`` to six decimals; a whole at or below zero has no ratio."""
    if whole <= 0:
        return NOT_ABOVE_ZERO
    return quantised(Decimal(part) / Decimal(whole), _RATIO_PLACES)


def share(part: int, whole: int) -> Decimal | Why:
    """A ratio that must lie between 0 and 1."""
    found = ratio(part, whole)
    if isinstance(found, Decimal) and not 0 <= found <= 1:
        return DISTORTED
    return found


def growth(now: int, before: int) -> Decimal | Why:
    """``now / before - 1`` to six decimals; none over a base at or below zero."""
    found = ratio(now, before)
    return found - 1 if isinstance(found, Decimal) else found


def scope_of(name: str) -> str:
    """A counterparty's name as it stands in a figure key."""
    return _NOT_IN_SCOPE.sub("_", name.strip())


def digest_of(files: Sequence[InvoiceFile], as_of: date | None) -> str:
    """SHA-256 over the stored files' contents in order of adding, and the as-of date."""
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda f: (f.added_order, f.source)):
        with file.path.open("rb") as opened:
            whole.update(hashlib.file_digest(opened, "sha256").hexdigest().encode())
        whole.update(b"\n")
    whole.update(str(as_of).encode())
    return whole.hexdigest()


@dataclass(frozen=True)
class Working:
    """One value on its way to a figure."""

    metric: str
    period: Period | None
    result: Result
    rows: int | None = None
    input_keys: tuple[str, ...] = ()
    scope: str | None = None
    """A counterparty's name as recorded."""


@dataclass
class Sheet:
    """Collects figures under one inputs digest, each key once, and why the missing ones are."""

    inputs_digest: str
    figures: dict[str, Figure] = field(default_factory=dict)
    whys: dict[str, Why] = field(default_factory=dict)
    family: str = "invoices"
    """First word of the tool that evidence names."""

    def put(self, working: Working) -> None:
        """Add a figure; a key that is there already stays as it is."""
        metric = CATALOGUE[working.metric]
        scope = scope_of(working.scope) if working.scope else None
        code = working.period.code if working.period else None
        key = str(FigureKey(metric=working.metric, scope=scope, period=code))
        if key in self.figures:
            return
        missing = isinstance(working.result, Why)
        if isinstance(working.result, Why):
            self.whys[key] = working.result
        self.figures[key] = Figure(
            key=key,
            label_zh=f"{working.scope}：{metric.label_zh}" if scope else metric.label_zh,
            label_en=f"{metric.label_en}: {working.scope}" if scope else metric.label_en,
            value=None if isinstance(working.result, Why) else working.result,
            unit=metric.unit,
            period=working.period,
            missing_reason=str(working.result) if missing else None,
            evidence=Computed(
                tool=f"{self.family}.{working.metric.replace('.', '_')}",
                version=VERSION,
                inputs_digest=self.inputs_digest,
                formula=metric.formula,
                input_keys=working.input_keys,
                rows=working.rows,
            ),
        )

    def linked(self) -> tuple[Figure, ...]:
        """Every figure; one whose formula is metric keys names those of its own period."""
        return tuple(self._linked(figure) for figure in self.figures.values())

    def _linked(self, figure: Figure) -> Figure:
        evidence, code = figure.evidence, figure.period.code if figure.period else ""
        if evidence.type != "computed" or evidence.input_keys:
            return figure
        named = (f"{metric}@{code}" for metric in _METRIC.findall(evidence.formula))
        keys = tuple(dict.fromkeys(key for key in named if key in self.figures))
        linked = evidence.model_copy(update={"input_keys": keys})
        return figure.model_copy(update={"evidence": linked}) if keys else figure

    def get(self, metric: str, code: str, scope: str | None = None) -> Figure | None:
        """The figure of ``metric`` in the period ``code``, if it was put and has a value."""
        name = scope_of(scope) if scope else None
        figure = self.figures.get(str(FigureKey(metric=metric, scope=name, period=code)))
        return None if figure is None or figure.value is None else figure
