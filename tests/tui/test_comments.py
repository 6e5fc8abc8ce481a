"""Comments from the memo tab: on the line under the cursor, and closed with an answer."""

from tests.tui.conftest import bench
from tests.tui.made import CASE, FakeDesk


async def test_a_line_is_commented_on_and_the_comment_closed(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        assert " c 意见" in hands.footer()
        await hands.press("down", "c")
        assert "意见" in hands.text()
        await hands.press("enter")
        assert "请写下意见" in hands.text()
        await hands.type("依据？")
        await hands.press("enter")
        ((case, number, place, text),) = desk.called("comment")
        assert (case, number, text) == (CASE, 2, "依据？")
        assert place[1]
        assert "审阅意见（1）" in hands.text()
        assert "◆ 王：依据？" in hands.text()
        await hands.press("p")
        await hands.press("p")
        proof = hands.app.screen.query_one("#memo-proof")
        proof.focus()
        proof.highlighted = 2
        await hands.press("enter")
        await hands.type("见申请表")
        await hands.press("enter")
        assert desk.called("close_comment") == [(CASE, "r-0", "见申请表")]
        assert "→ 李：见申请表" in hands.text()
