"""Balances at the ends of fiscal periods that a firm calls by number."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.evidence import Quoted
from assistant.domain.figures import Figure
from assistant.domain.periods import period_from
from assistant.domain.quantities import Unit
from assistant.tools.fiscal_days import balances_at


def balances(*days):
    evidence = Quoted(source="a", source_name="a", page=1, quote="q")
    return [
        Figure(
            key=f"cash@{day}", label_zh="货币资金", label_en="cash", value=Decimal(1),
            unit=Unit.USD, period=period_from(day), evidence=evidence,
        )
        for day in days
    ]  # fmt: skip


# A retailer's fiscal 2023 ends on 28 January 2023, its second quarter of 2024 six months later.
RETAILER = ("2022-07-30", "2023-01-28", "2023-07-29")


@pytest.mark.parametrize(
    ("days", "codes", "found"),
    [
        (RETAILER, ("2023", "2024Q2"), ("2023-01-28", "2023-07-29")),
        (RETAILER, ("FY2024Q2", "FY2023Q2"), ("2023-07-29", "2022-07-30")),
        (RETAILER, ("2023", "2024H1"), ("2023-01-28", "2023-07-29")),
        (RETAILER, ("2023", "2024Q1"), ()),
        (RETAILER, ("2023", "L12M"), ()),
        (RETAILER, ("2023", "2023"), ()),
        (("2022-12-31", "2023-06-30", "2023-12-31"), ("2023", "2023Q2"), ()),
    ],
)  # fmt: skip
def test_days_as_far_apart_as_the_periods(days, codes, found):
    chosen = balances_at(balances(*days), codes, [None, None])
    assert tuple(f.period.end for f in chosen) == tuple(map(date.fromisoformat, found))


def test_a_year_that_is_known_to_end_in_december_decides():
    held = balances("2022-12-31", "2023-06-30", "2023-12-31")
    assert balances_at(held, ("2023", "2023Q2"), [held[2], None]) == (held[2], held[1])
    assert balances_at(held[1:], ("2023", "2024Q2"), [held[2], None]) == ()
