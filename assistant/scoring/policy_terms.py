"""The parts of a policy that say how much and at what rate: ceilings, factors, price."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from assistant.domain.model import Record


def _exact(value: object) -> object:
    if isinstance(value, float):
        msg = "write decimals so that they stay exact"
        raise ValueError(msg)  # noqa: TRY004  pydantic words ValueErrors
    return value


Number = Annotated[Decimal, BeforeValidator(_exact)]


class LimitFactor(Record):
    """What cuts the limit, once each: findings that stand, or a figure beyond a threshold.

    A rule that couldn't be tested (unless it says otherwise) and a figure that isn't there cut too.
    """

    code: str = Field(pattern=r"^[a-z][a-z_]*$")
    label_zh: str
    label_en: str
    multiplier: Annotated[Number, Field(gt=0, lt=1)]
    findings: tuple[str, ...] = ()
    """Rule ids; one of them that stands is enough."""
    untested_cuts: bool = True
    """False where the rule reads papers that most firms don't hand in: then only a finding cuts."""
    figure: str = ""
    """Template key, tested where no findings are named."""
    above: Number | None = None

    @model_validator(mode="after")
    def _tests_one_thing(self) -> Self:
        if bool(self.findings) == bool(self.figure) or bool(self.figure) != (
            self.above is not None
        ):
            msg = f"factor {self.code}: name findings, or a figure and what it lies above"
            raise ValueError(msg)
        return self


class LimitPolicy(Record):
    """Ceilings on the limit besides the grade's cap."""

    need: str
    """Template key of the working-capital room."""
    sales: str
    """Template key of the sales that the turnover term multiplies."""
    sales_multiple: Annotated[Number, Field(gt=0)]
    min_dscr: Annotated[Number, Field(gt=0)]
    earnings: str
    debt_service: str
    principal_share: Annotated[Number, Field(gt=0, le=1)]
    """Share of the limit that counts as repaid in a year, beside the grade's interest."""
    unsecured: Annotated[Number, Field(ge=0)]
    """Lent without collateral."""
    advance_rate: Annotated[Number, Field(ge=0, le=1)]
    """Share of the collateral's appraised value that is lent on top."""
    step: Annotated[Number, Field(gt=0)]
    """The limit is rounded down to a multiple of this."""
    paragraph: str
    authority: str
    factors: tuple[LimitFactor, ...] = ()
    """Each that applies multiplies the smallest ceiling."""


class PricingPolicy(Record):
    """What a rate has to pay for, and the band that it stays in; yearly rates, 0..1."""

    funding: Annotated[Number, Field(ge=0, lt=1)]
    """What the money costs the bank."""
    operating: Annotated[Number, Field(ge=0, lt=1)]
    lgd: Annotated[Number, Field(gt=0, le=1)]
    """Share of the exposure that is lost in a default."""
    capital_ratio: Annotated[Number, Field(ge=0, lt=1)]
    """Own funds held for each unit lent."""
    capital_return: Annotated[Number, Field(ge=0, lt=1)]
    """What own funds must earn; they replace borrowed money, so only the excess is priced."""
    min_rate: Annotated[Number, Field(gt=0, lt=1)]
    max_rate: Annotated[Number, Field(gt=0, lt=1)]
    churn_classes: Mapping[str, Literal["A", "B", "C"]] = {}
    """Grade to the class of a customer-loss table."""

    @model_validator(mode="after")
    def _band_is_open(self) -> Self:
        if self.min_rate > self.max_rate or self.capital_return < self.funding:
            msg = "pricing: min_rate must not lie above max_rate, nor funding above capital_return"
            raise ValueError(msg)
        return self


class OverridePolicy(Record):
    """How far an officer's grade may lie above the code's; ``[override]``, or what is usual."""

    most_up: Annotated[int, Field(ge=0, le=9)] = 1
    """Grades; below it there is no bound."""


class ModelPolicy(Record):
    """When a trained model is questioned and who lets the next one in; ``[models]``."""

    psi: Annotated[Number, Field(gt=0)] = Decimal("0.25")
    """Stability index of the scores above which a challenger is fitted."""
    calibration_z: Annotated[Number, Field(gt=0)] = Decimal(3)
    """Defaults against expected ones, in standard deviations, either way."""
    promotes_itself: bool = False
    """Whether a challenger that is better replaces the champion without a person."""


class LiftPolicy(Record):
    """What counts as feasible where a better grade is asked for; ``[lift]``, or what is usual."""

    most_bands: Annotated[int, Field(ge=1, le=9)] = 2
    """How many bands one factor may be moved."""
    most_factors: Annotated[int, Field(ge=1, le=4)] = 3
    settled: tuple[str, ...] = ("bureau.overdue_months",)
    """Metrics of what has happened and can't be changed."""
