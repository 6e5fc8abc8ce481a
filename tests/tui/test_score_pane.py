"""The score tab: what if, stress, a grade of one's own, months, drift; and the real road."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from assistant.domain.case import CaseId
from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import Override, ScorePoint
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.settings import settings_from
from tests.tui.conftest import bench
from tests.tui.made import CASE, NOW, SCORE, FakeDesk, case_file, empty_case
from tui.messages import Words
from tui.presenter.lines import plain
from tui.presenter.months import month_rows
from tui.presenter.score_charts import history_rows, share_rows
from tui.screens.score_duty import GradeDialog
from tui.screens.suppose import SupposeDialog

WIDE = (200, 60)
GIVEN = Override(
    grade="A", own="BBB", who="李", when=NOW, why="已核", stands=True, pd=Decimal("0.01"),
    limit=None, rate=None, text_zh="李于2026-01-20将等级由BBB级改为A级：已核。", text_en="Li did.",
)  # fmt: skip


def monthly(metric: str, code: str, value: str) -> Figure:
    return Figure(
        key=f"{metric}@{code}", label_zh=metric, label_en=metric, value=Decimal(value),
        unit=Unit.CNY, period=period_from(code),
        evidence=Computed(tool="t", version="1", inputs_digest="", formula="f"),
    )  # fmt: skip


def test_months_are_drawn_on_one_scale_and_a_gap_shows() -> None:
    # The top is 800: 100 is an eighth (the second block begins there), 700 seven eighths, 0 none.
    figures = [
        monthly("sales.net", "2024-11", "100"),
        monthly("sales.net", "2024-12", "800"),
        monthly("sales.net", "2025-02", "-50"),
        monthly("purchases.net", "2024-12", "700"),
        monthly("sales.net", "2024", "1700"),
    ]
    sales, purchases = month_rows(figures, Words(Lang.ZH))
    assert plain(*sales.lines) == "▂█·▁\n销售  2024-11至2025-02，最高 800.00元"
    assert plain(*purchases.lines).startswith("·█··\n采购")
    assert sales.figure == "sales.net@2024-12"
    assert month_rows([], Words(Lang.EN)) == ()
    assert month_rows([monthly("sales.net", "2024-11", "-5")], Words(Lang.EN)) == ()


def test_customers_shares_and_the_history_of_the_score_are_drawn() -> None:
    def share(name: str, code: str, value: str) -> Figure:
        one = monthly("customers.share", "2024-11", value)
        return one.model_copy(update={"key": f"customers.share:{name}@{code}", "unit": Unit.RATIO})

    figures = [share("乙", "L12M", "0.25"), share("甲", "L12M", "0.5"), share("丙", "L3M", "0.9")]
    first, second = share_rows(figures, Words(Lang.ZH))
    # a bar of twelve cells: half is six, a quarter three; another window isn't mixed in
    assert plain(first.mark) == "██████······ "
    assert plain(second.mark) == "███········· "
    assert "甲" in plain(*first.lines)
    assert "50.0%" in plain(*first.lines)
    assert first.figure == "customers.share:甲@L12M"
    points = [
        ScorePoint(at=NOW, grade=g, points=Decimal(p), action="score", who="李")
        for g, p in (("C", "12"), ("BBB", "60"), ("AAA", "100"))
    ]
    drawn, newest, *_ = history_rows(points, Words(Lang.EN))
    # of eight levels 12 is the first (0.96), 60 the fifth (4.8), 100 the last
    assert plain(*drawn.lines) == "▁▅█"
    assert plain(*newest.lines) == "AAA 100  2026-01-20 李"
    assert history_rows([], Words(Lang.EN)) == ()


async def test_what_if_stress_and_drift_are_shown_beside_the_factors() -> None:
    desk = FakeDesk(case_file())
    desk.drifted = "模型card：PSI 0.02，稳定。"
    async with bench(desk, "f6", size=WIDE) as hands:
        assert "PSI 0.02" in hands.text()
        await hands.press("tab", "w")
        assert isinstance(hands.app.screen, SupposeDialog)
        # its first field is the figure under the cursor
        first = hands.app.screen.query_one("#field-0")
        assert (first.placeholder, first.has_focus) == ("sales.growth@2025", True)
        await hands.type("5%")
        await hands.rest(0.3)
        # the outcome stands there before anything is answered
        assert "≈ 若sales.growth@2025=5%：等级由BBB变为A。" in hands.text()
        hands.app.screen.query_one("#changes").focus()
        await hands.press("enter")
        assert set(desk.called("suppose")) == {(CASE, "sales.growth@2025=5%")}
        assert "≈ 若sales.growth@2025=5%：等级由BBB变为A。" in hands.text()
        await hands.press("t")
        text = hands.text()
        assert "假设与压力（不保存）" in text
        assert "≈ 若最大客户流失：无法测算。" in text
        await hands.press("w", "escape")
        assert len(desk.called("suppose")) == 2  # once while typing, once for the list


async def test_a_grade_of_one_s_own_needs_a_reason_and_shows_beside_the_code_s() -> None:
    desk = FakeDesk(case_file())
    async with bench(desk, "f6", size=WIDE) as hands:
        await hands.press("o")
        assert isinstance(hands.app.screen, GradeDialog)
        assert "系统等级 BBB" in hands.text()
        await hands.press("ctrl+s")
        assert desk.called("override_grade") == []
        hands.app.screen.query_one("#why").focus()
        await hands.type("已实地核实")
        desk.change(CASE, score=SCORE.model_copy(update={"override": GIVEN}))
        await hands.press("enter")
        assert desk.called("override_grade") == [(CASE, "A", "已实地核实")]
        assert "等级：A" in hands.notices()
        assert "BBB → A" in hands.text()
        assert GIVEN.text_zh in hands.text()
        await hands.press("o")
        hands.app.screen.query_one("#why").focus()
        await hands.type("再议")
        await hands.press("enter")
        assert desk.called("withdraw_override") == [(CASE, "再议")]


async def test_without_a_score_there_is_nothing_to_suppose() -> None:
    desk = FakeDesk(empty_case())
    async with bench(desk, "f6") as hands:
        await hands.press("w", "t", "o")
        assert desk.called("stress") == []
        assert len(hands.app.screen_stack) == 3


async def test_the_real_road(tmp_path: Path) -> None:
    settings = settings_from(home=tmp_path, by="李雷", embeddings="off")
    desk = LocalDesk(Office(settings, lambda: datetime(2026, 1, 20, 9, tzinfo=UTC)))
    case: CaseId = desk.new_case("甲")
    desk.set_fields(case, [("request.amount", "1000000"), ("bureau.overdue_amount", "0")], "")
    async with bench(desk, "f6", size=WIDE) as hands:
        text = hands.text()
        assert "如何提高等级" in text
        assert "距B级还差" in text
        await hands.press("tab", "t")
        assert "若销售收入下降10%（毛利率不变）：无法测算" in hands.text()
        await hands.press("w")
        assert hands.app.screen.query_one("#field-0").placeholder == "request.amount"
        await hands.type("很多")
        await hands.rest(0.3)
        assert "很多" in hands.text()  # half a value is told in place
        assert not hands.notices()
        hands.app.screen.query_one("#field-0").value = "50万"
        await hands.rest(0.3)
        assert "若申请金额为50万：" in hands.text()
        await hands.press("ctrl+s")
        assert "若申请金额为50万：" in hands.text()
        # the score as it first was
        assert "评分历史" in hands.text()
        await hands.press("o")
        hands.app.screen.query_one("#grade").value = "B"
        hands.app.screen.query_one("#why").focus()
        await hands.type("已核实")
        await hands.press("enter")
        assert "C → B" in hands.text()
    given = desk.score(case).override
    assert given is not None
    assert (given.grade, given.own, given.who, given.why) == ("B", "C", "李雷", "已核实")
    assert desk.audit_lines(case)[-1].action == "override"


async def test_a_score_of_nothing_is_no_grade_and_says_what_to_add(desk: FakeDesk) -> None:
    report = desk.score(CASE)
    none = {"grade": "", "pd": None, "limit": None, "rate": None, "price": None, "lift": None}
    desk.change(CASE, score=report.model_copy(update={**none, "override": None}))
    async with bench(desk, "f6") as hands:
        text = hands.text()
        assert "请补充发票明细、财务报表或企业征信报告" in text
        assert "未评级" in text.splitlines()[0]
        assert text.count("未评级") == 3  # bar, tile, sentence
        assert "人工改级" not in hands.footer()
        await hands.press("o")
        assert not isinstance(hands.app.screen, GradeDialog)
