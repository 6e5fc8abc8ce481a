"""Normalising adjustments: both figures stay, with who, why and the page."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.domain.quantities import Lang
from assistant.errors import InputError, UsageError
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.settings import settings_from

D = Decimal
GIVEN = (
    ("revenue@FY2024", "1000万"), ("profit_before_tax@FY2024", "310万"),
    ("interest_expense@FY2024", "20万"), ("depreciation_amortisation@FY2024", "30万"),
    ("principal_repayment@FY2024", "100万"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    settings = settings_from(home=tmp_path, by="李雷", embeddings="off")
    return LocalDesk(Office(settings, lambda: datetime(2026, 1, 5, tzinfo=UTC)))


@pytest.fixture
def case(desk, tmp_path):
    (tmp_path / "note.txt").write_text("搬迁费五十万元，一次性。\n", "utf-8")
    case = desk.new_case("甲")
    desk.set_fields(case, GIVEN, "报表")
    list(desk.add(case, [tmp_path / "note.txt"], lambda: False))
    return case


def value(desk, case, key):
    figure = desk.case(case).figure(key)
    return figure.value if figure else None


def test_both_figures_stay_and_no_ratio_moves(desk, case):
    cover = value(desk, case, "dscr.ebitda@FY2024")
    first = desk.adjust(case, "ebitda@FY2024", "50万", "搬迁费", "note.txt:1")
    desk.adjust(case, "ebitda@FY2024", "-20万", "补贴")
    # 310 + 20 + 30 = 360; + 50 - 20 = 390 (万元)
    assert value(desk, case, "ebitda@FY2024") == D(3_600_000)
    assert value(desk, case, "ebitda#adjusted@FY2024") == D(3_900_000)
    assert value(desk, case, "dscr.ebitda@FY2024") == cover
    (said,) = (s for s in desk.case(case).statements if s.key == "ebitda.adjusted@FY2024")
    assert said.text(Lang.ZH) == (
        "2024年度调整后息税折旧摊销前利润为390.00万元：原值360.00万元，"
        "调整50.00万元（李雷：搬迁费 [note.txt:1]），调整-20.00万元（李雷：补贴）。"
    )
    desk.withdraw_adjustment(case, first, "重复")
    assert value(desk, case, "ebitda#adjusted@FY2024") == D(3_400_000)


def test_an_adjusted_figure_follows_what_it_is_made_of(desk, case):
    desk.adjust(case, "ebitda@FY2024", "50万", "搬迁费")
    desk.set_fields(case, [("interest_expense@FY2024", "40万")], "更正")
    assert value(desk, case, "ebitda#adjusted@FY2024") == D(4_300_000)


def test_the_log_has_before_after_and_page(desk, case):
    desk.adjust(case, "ebitda@FY2024", "50万", "搬迁费", "note.txt:1")
    line = desk.audit_lines(case)[-1]
    assert (line.action, line.why) == ("adjust", "搬迁费")
    told = str(line.detail)
    assert all(word in told for word in ("3600000", "4100000", "note.txt:1"))


@pytest.mark.parametrize(
    ("key", "amount", "why", "place", "error"),
    [
        ("ebitda@FY2024", "50万", " ", "", UsageError),
        ("ebitda@FY2024", "0", "x", "", UsageError),
        ("ebitda@FY2024", "abc", "x", "", UsageError),
        ("nosuch@FY2024", "1", "x", "", UsageError),
        ("ebitda@FY2024", "1", "x", "note.txt", UsageError),
        ("ebitda@FY2024", "1", "x", "note.txt:9", InputError),
    ],
)
def test_what_can_not_be_adjusted(desk, case, key, amount, why, place, error):  # noqa: PLR0913, PLR0917  one column each
    with pytest.raises(error):
        desk.adjust(case, key, amount, why, place)
    assert value(desk, case, "ebitda#adjusted@FY2024") is None


def test_an_adjusted_figure_is_not_adjusted_again(desk, case):
    desk.adjust(case, "ebitda@FY2024", "50万", "搬迁费")
    for key in ("ebitda#adjusted@FY2024", "ebitda#addback_1@FY2024"):
        with pytest.raises(UsageError):
            desk.adjust(case, key, "1", "x")
    with pytest.raises(UsageError):
        desk.withdraw_adjustment(case, "ebitda@FY2024", "x")
