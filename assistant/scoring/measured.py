"""What a policy can measure of a firm: figures by template key, or why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import field_metric
from assistant.domain.figures import Figure, Metric, figure_key
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import ScoreInputs
from assistant.domain.tongues import tongues_of
from assistant.scoring.formula_book import Lines, names_of, verified_lines
from assistant.scoring.formulas import NO_REASON, Anchor, Undefined
from assistant.scoring.policy import Exemption, Policy, Tested, resolved
from assistant.scoring.ratios import BOOK, due_anchor


@dataclass(frozen=True)
class Found:
    """A figure that was looked for."""

    key: str | None
    figure: Figure | None
    value: Decimal | None
    missing: tuple[str, ...] = ()
    """Keys that are lacking; empty where the value is there."""
    why: Undefined = NO_REASON
    """Why there is no value."""


@dataclass(frozen=True)
class Measured:
    """The usable figures of one firm under one policy."""

    figures: Lines
    as_of: date | None
    anchor: Anchor | None
    """The fiscal year that counts: the one due on ``as_of``, whether or not it is there."""
    currency: Unit
    names: dict[str, Metric]

    def find(self, template: str) -> Found:
        """The figure that ``template`` means, if it has a number that may be used."""
        key = resolved(template, self.anchor)
        if key is None:
            return Found(None, None, None, ("as_of",), self.lacking(("as_of",)))
        figure = self.figures.get(key)
        if figure is None or figure.number is None:
            missing = self._trace(key)
            return Found(key, None, None, missing, self._why(key, figure, missing))
        if figure.unit.is_money and figure.unit is not self.currency:
            why = Undefined(f"币种不是{self.currency.value}", f"it isn't in {self.currency.value}")
            return Found(key, None, None, (key,), why)
        return Found(key, figure, figure.number)

    def exempting(self, exemption: Exemption | None) -> Figure | None:
        """The figure whose being 0 makes a test pointless, where it does."""
        if exemption is None:
            return None
        zero, earned = self.find(exemption.zero), self.find(exemption.positive).value
        return zero.figure if zero.value == 0 and earned is not None and earned > 0 else None

    def _why(self, key: str, figure: Figure | None, missing: tuple[str, ...]) -> Undefined:
        if missing != (key,):
            return self.lacking(missing)
        if figure is not None and figure.missing_reason:
            return Undefined(*tongues_of(figure.missing_reason))
        return Undefined("卷内没有", "not on file")

    def _trace(self, key: str) -> tuple[str, ...]:
        if self.anchor is None:
            return (key,)
        return BOOK.missing(key, self.anchor, self.figures) or (key,)

    def lacking(self, keys: tuple[str, ...]) -> Undefined:
        """That these keys are missing, by the names that people call them."""
        zh = names_of(keys, self.names, Lang.ZH, self.as_of)
        en = names_of(keys, self.names, Lang.EN, self.as_of)
        return Undefined(f"缺少{zh}", f"missing: {en}")


def measured(inputs: ScoreInputs, policy: Policy) -> Measured:
    """The figures of ``inputs`` that count, and the year for which they must be there."""
    usable = {k: f for k, f in verified_lines(inputs.figures).items() if _may_count(f)}
    as_of = inputs.as_of or _latest_end(usable.values())
    tested: tuple[Tested, ...] = (*policy.factors, *policy.rules)
    named = {t.figure.partition("@")[0]: t for t in tested}
    own = {
        metric: Metric(key=metric, label_zh=t.label_zh, label_en=t.label_en, unit=Unit.TEXT)
        for metric, t in named.items()
        if metric not in BOOK.names and field_metric(metric) is None
    }
    return Measured(
        figures=usable,
        as_of=as_of,
        anchor=due_anchor(as_of, usable) if as_of else None,
        currency=policy.currency,
        names={**own, **BOOK.names},
    )


def _may_count(figure: Figure) -> bool:
    """Whether a figure is code's own, or a line or field that people and documents give.

    A ratio or a score that somebody typed, or that stands in a document, is data about the
    document, not a measurement.
    """
    if figure.evidence.type == "computed":
        return True
    key = figure_key(figure.key)
    is_line = key.metric in STATEMENT_LINES and key.scope is None and key.source is None
    return is_line or key.source is not None or field_metric(figure.key) is not None


def _latest_end(figures: Iterable[Figure]) -> date | None:
    ends = (f.period.end for f in figures if f.period and f.period.code.startswith("L"))
    return max(ends, default=None)
