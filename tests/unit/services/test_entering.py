from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.checks import Proof
from assistant.domain.evidence import Entered
from assistant.domain.memo import MemoKind
from assistant.domain.periods import fiscal_period
from assistant.domain.quantities import Lang, Unit
from assistant.errors import UsageError
from assistant.services.desk import open_desk
from assistant.services.entering import entered_figure
from assistant.services.typed_values import parsed_value
from assistant.settings import settings_from

ENTERED = Entered(who="李", when=datetime(2026, 1, 1, tzinfo=UTC), why="申请表")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("5000000", Unit.CNY, Decimal("5000000.00")),
        ("500万", Unit.CNY, Decimal("5000000.00")),
        ("1.2亿元", Unit.CNY, Decimal("120000000.00")),
        ("1,250.5", Unit.CNY, Decimal("1250.50")),
        ("2.5m", Unit.CNY, Decimal("2500000.00")),
        ("4.5%", Unit.RATIO, Decimal("0.045")),
        ("0.045", Unit.RATIO, Decimal("0.045")),
        ("12个月", Unit.MONTHS, 12),
        ("3", Unit.COUNT, 3),
        ("2025/1/31", Unit.DATE, date(2025, 1, 31)),
        ("原材料", Unit.TEXT, "原材料"),
    ],
)
def test_values_are_read_as_people_type_them(text: str, unit: Unit, value: object) -> None:
    assert parsed_value(text, unit, "k") == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("much", Unit.CNY),
        ("4.5%", Unit.CNY),
        ("4.5", Unit.RATIO),
        ("1.5", Unit.COUNT),
        ("2025-02-30", Unit.DATE),
        ("1,,", Unit.DATE),
    ],
)
def test_what_does_not_fit_its_unit_is_refused(text: str, unit: Unit) -> None:
    with pytest.raises(UsageError):
        parsed_value(text, unit, "k")


def test_a_statement_line_needs_its_period_and_a_field_has_none() -> None:
    figure = entered_figure("revenue@FY2024", "100万", ENTERED)
    assert (figure.value, figure.period and figure.period.code) == (Decimal("1000000.00"), "FY2024")
    for key in ("revenue", "request.amount@2024", "sales.net@2024", "Revenue@FY2024", "revenue@24"):
        with pytest.raises(UsageError):
            entered_figure(key, "1", ENTERED)


def test_a_fiscal_year_has_the_days_that_it_has_in_the_case() -> None:
    june = fiscal_period("FY2024", date(2024, 6, 30))
    figure = entered_figure("revenue@FY2024", "100万", ENTERED, {"FY2024": june})
    assert figure.period == june
    other = entered_figure("revenue@FY2023", "100万", ENTERED, {"FY2024": june})
    assert other.period == fiscal_period("FY2023", date(2023, 12, 31))
    half = entered_figure("revenue@2024H1", "100万", ENTERED)
    assert half.period is not None
    assert half.period.end == date(2024, 6, 30)


def test_a_field_without_an_answer_says_why_in_the_memo(tmp_path: Path) -> None:
    desk = open_desk(settings_from(home=tmp_path, embeddings="off", by="李"))
    case = desk.new_case("青禾", "")
    desk.set_fields(
        case, [("request.amount", "300万"), ("request.rate", "")], "签约时定，参照3年期"
    )
    *_, memo = desk.draft(case, MemoKind.NEW, Lang.ZH)
    text = memo.sections[0].text
    assert "“申请利率”未提供，原因：签约时定，参照3年期。" in text
    assert not memo.check.counted(Proof.UNCHECKED) + memo.check.counted(Proof.FALSE)
    assert not any("申请利率" in point.ask for point in memo.open_points)
    desk.set_fields(case, [("request.rate", "")], "")
    assert desk.case(case).figure("request.rate") is None
