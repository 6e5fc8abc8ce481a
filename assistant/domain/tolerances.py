"""How far a spoken number may lie from the file's before it contradicts it."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from assistant.domain.model import Record

Measure = Literal["money", "share", "growth", "count", "days", "times"]


def _exact(value: object) -> object:
    if isinstance(value, float):
        msg = "write decimals so that they stay exact"
        raise ValueError(msg)  # noqa: TRY004  pydantic words ValueErrors
    return value


Share = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, lt=1)]


class Tolerance(Record):
    """Of one sort of measure, or of one metric of it."""

    measure: Measure
    metric: str = ""
    """Metric key that this row is for; '' for every other one."""
    exact: Share
    """Of a number said without a hedge: a share of it; of shares and growths, points."""
    about: Share
    """Of a number said with about, roughly, 大概."""


_DEFAULTS = (
    Tolerance(measure="money", exact=Decimal("0.05"), about=Decimal("0.15")),
    Tolerance(measure="share", exact=Decimal("0.02"), about=Decimal("0.05")),
    Tolerance(measure="growth", exact=Decimal("0.03"), about=Decimal("0.05")),
    Tolerance(measure="count", exact=Decimal("0.05"), about=Decimal("0.15")),
    Tolerance(measure="days", exact=Decimal("0.10"), about=Decimal("0.20")),
    Tolerance(measure="times", exact=Decimal("0.05"), about=Decimal("0.15")),
)


class InterviewPolicy(Record):
    """Tolerances of spoken numbers."""

    bound: Share = Decimal("0.03")
    """By what share a spoken limit (over, at most) may be overstepped."""
    slack: Share = Decimal("0.15")
    """How far "nearly" and "just over" reach."""
    share_cap: Share = Decimal("0.20")
    """Points that a share allows are at most this share of it: of a rate of 5 %, one."""
    flat: Share = Decimal("0.05")
    """Changes below this count as none."""
    tolerances: tuple[Tolerance, ...] = _DEFAULTS

    @model_validator(mode="after")
    def _every_measure_is_there(self) -> "InterviewPolicy":
        plain = [t.measure for t in self.tolerances if not t.metric]
        if len(plain) != len(set(plain)) or set(plain) != {t.measure for t in _DEFAULTS}:
            msg = "each measure needs exactly one tolerance without a metric"
            raise ValueError(msg)
        return self

    def of(self, measure: Measure, metric: str) -> Tolerance:
        """The tolerance of a metric."""
        rows = [t for t in self.tolerances if t.measure == measure]
        return next((t for t in rows if t.metric == metric), next(t for t in rows if not t.metric))
