"""The shocks that a firm is tried with, and the usual ones."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_ZERO: Final = Decimal(0)
YEAR_DAYS: Final = Decimal(360)
"""Of a banker's year, as in the turnover formulas."""


@dataclass(frozen=True)
class Shock:
    """One stress; what is 0 or False isn't shocked."""

    revenue: Decimal = _ZERO
    """Share of sales that is lost, 0..1."""
    customer: bool = False
    """The largest customer leaves and isn't replaced."""
    rate: Decimal = _ZERO
    """What all debt and the request cost more a year: .01 is one percentage point."""
    days: Decimal = _ZERO
    """By how many days customers pay later."""

    @property
    def code(self) -> str:
        """``revenue-0.2``, ``customer``, ``rate+0.01``, ``days+30``, joined by commas."""
        parts = [
            f"revenue-{self.revenue.normalize():f}" if self.revenue else "",
            "customer" if self.customer else "",
            f"rate+{self.rate.normalize():f}" if self.rate else "",
            f"days+{self.days.normalize():f}" if self.days else "",
        ]
        return ",".join(part for part in parts if part)


SHOCKS: Final = (
    *(Shock(revenue=Decimal(share)) for share in ("0.1", "0.2", "0.3")),
    Shock(customer=True),
    *(Shock(rate=Decimal(points)) for points in ("0.01", "0.02")),
    *(Shock(days=Decimal(days)) for days in (30, 60)),
    Shock(revenue=Decimal("0.2"), rate=Decimal("0.01"), days=Decimal(30)),
)
"""What is tried where nobody asks for another."""
