"""Terms from the memo tab: what is missing, conditions confirmed and dropped, covenants."""

from assistant.domain.terms import ConditionState, Decision
from tests.tui.conftest import bench
from tests.tui.made import CASE, FakeDesk


async def test_a_condition_is_confirmed_with_owner_and_day_or_dropped_with_a_reason(
    desk: FakeDesk,
) -> None:
    async with bench(desk, "f7") as hands:
        assert " t 条件资料" in hands.footer()
        await hands.press("t")
        text = hands.text()
        assert "资料清单（缺 " in text
        assert "✗ 营业执照：必备，案卷中没有或不足。" in text
        screen = hands.app.screen
        first = next(n for n, row in enumerate(screen._rows) if row.condition)
        condition = screen._rows[first].condition
        assert "确认" not in hands.footer(), "a document is on file or isn't"
        screen.query_one("#terms").highlighted = first
        await hands.settle()
        assert "⏎ 确认" in hands.footer()
        await hands.press("k", "ctrl+s")
        assert "请写明责任人和期限" in hands.text()
        await hands.type("王经理")
        await hands.press("enter")
        await hands.type("2026-02-30")
        await hands.press("enter")
        assert "请写明责任人和期限" in hands.text()
        await hands.press(
            "backspace", "backspace", "2", "8", *["left"] * 6, "backspace", "5", "enter"
        )
        assert "期限 2025-02-28 已过，今天是 2026-01-20" in hands.text()
        await hands.press("backspace", "6", "enter")
        confirmed = Decision(ConditionState.CONFIRMED, "王经理", "2026-02-28")
        assert desk.called("decide_condition") == [(CASE, condition.id, confirmed)]
        assert "已确认 · 王经理 · 2026-02-28" in hands.text()
        await hands.press("d", "ctrl+s")
        await hands.type("已另行落实")
        await hands.press("enter")
        dropped = Decision(ConditionState.DROPPED, why="已另行落实")
        assert desk.called("decide_condition")[1] == (CASE, condition.id, dropped)
        await hands.press("escape")
        assert "第 2 稿" in hands.text()
