from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.quantities import Unit
from assistant.scoring.formulas import (
    Anchor,
    Basis,
    Term,
    Undefined,
    formula,
    parsed_sum,
    rounded,
)
from assistant.scoring.metric_table import ratio_metric


def test_a_sum_is_read_term_by_term():
    assert parsed_sum("(2 * a@FY - b@BS-1 + 0.5 * c.d)") == (
        Term(Decimal(2), "a@FY"),
        Term(Decimal(-1), "b@BS-1"),
        Term(Decimal("0.5"), "c.d"),
    )
    assert parsed_sum("360") == (Term(Decimal(360), ""),)


@pytest.mark.parametrize("text", ["a@FY * b@FY", "A@FY", "a@FY & b", "-"])
def test_what_is_no_sum_is_refused(text: str):
    with pytest.raises(ValueError, match="not a sum"):
        parsed_sum(text)


def test_a_quotient_divides_by_a_positive_sum_only():
    made = formula(ratio_metric("x", ("x", "x"), "(a@FY - b@FY) / (c@FY + d@FY)"), Basis.FISCAL)
    values = {"a@FY": Decimal(7), "b@FY": Decimal(1), "c@FY": Decimal(1), "d@FY": Decimal(2)}
    # (7 - 1) / (1 + 2) = 2
    assert made.compute(values) == Decimal(2)
    assert made.inputs == ("a@FY", "b@FY", "c@FY", "d@FY")
    for below in (Decimal(-1), Decimal(-5)):  # the divisor is 0, then -4
        assert isinstance(made.compute({**values, "d@FY": below}), Undefined)


def test_tokens_resolve_for_a_year_and_an_interim_day():
    year, leap = Anchor(date(2024, 12, 31)), Anchor(date(2024, 2, 29))
    resolved = [year.resolve(f"m@{t}") for t in ("FY", "FY-1", "BS", "BS-1", "CY")]
    assert resolved == ["m@FY2024", "m@FY2023", "m@2024-12-31", "m@2023-12-31", "m@2024"]
    assert year.resolve("request.amount") == "request.amount"
    assert leap.resolve("m@BS-1") == "m@2023-02-28"
    with pytest.raises(ValueError, match="period token"):
        year.resolve("m@QQ")


def test_periods_follow_the_basis():
    anchor = Anchor(date(2024, 12, 31))
    codes = [getattr(anchor.period(b), "code", None) for b in Basis]
    assert codes == ["FY2024", "2024-12-31", None]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1.005", Unit.CNY, "1.00"),  # half to even, to the cent
        ("1.50000", Unit.TIMES, "1.5"),
        ("300", Unit.DAYS, "300"),
        ("-0.0000000000001", Unit.RATIO, "0"),
        ("0.3333333333333333", Unit.RATIO, "0.333333333333"),
    ],
)
def test_rounding_is_exact_and_plain(value: str, unit: Unit, text: str):
    assert str(rounded(Decimal(value), unit)) == text


def test_a_missing_line_is_called_by_its_name_and_period():
    from assistant.domain.quantities import Lang
    from assistant.scoring.formula_book import names_of
    from assistant.scoring.ratios import BOOK

    assert names_of(("revenue@FY2024",), BOOK.names, Lang.ZH) == "营业收入（2024年度）"
    # Nobody says which day the twelve months end on, so the code itself has to do.
    assert names_of(("sales.net@L12M",), BOOK.names, Lang.EN) == "invoiced sales (L12M)"
    assert names_of(("never.heard_of",), BOOK.names, Lang.EN) == "never.heard_of"
