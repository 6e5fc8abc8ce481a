"""Figures, findings, score and memo: read, decide, draft, export."""

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from assistant.domain.findings import ReviewState
from assistant.domain.memo import MemoKind
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from tests.tui.conftest import Hands, bench
from tests.tui.made import CASE, FakeDesk, case_file, empty_case, memo_version
from tui.screens.figure import FigureScreen
from tui.screens.page import PageScreen
from tui.screens.workbench import Workbench
from tui.widgets.memo_pane import MemoPane
from tui.widgets.rows import Rows


async def test_the_grid_starts_at_the_newest_year_with_the_detail_beside(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("down")
        await hands.rest(0.1)
        text = hands.text()
        head = next(r for r in text.splitlines() if "2023" in r and "2025" in r)
        assert head.split()[:5] == ["指标", "单位", "2023", "2024", "2025"]
        assert "2,635.70万元" in text
        assert "26,357,000.00元" in text
        assert "公式  Σ 金额" in text
        await hands.press("left")
        await hands.rest(0.1)
        assert "2,568.48万元" in hands.text()


async def test_the_filter_finds_names_and_keys_in_either_language(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("slash")
        await hands.type("net profit")
        await hands.rest(0.1)
        assert "净利润" in hands.text()
        assert "销售额" not in hands.text()
        assert "≠ -12.00" in hands.text()
        await hands.press("enter")
        assert isinstance(hands.app.focused, Rows)
        await hands.press("slash", "escape")
        assert isinstance(hands.app.focused, Rows)


async def test_periods_turn_and_amounts_print_in_full(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("f")
        assert "26,357,000.00" in hands.text()
        await hands.press("v")
        assert "近12月" in hands.text()
        await hands.press("v")
        assert "申请金额" in hands.text()
        assert "? 2027-12-31" in hands.text()
        await hands.press("V")
        assert "近12月" in hands.text()


async def test_a_figure_opens_and_goes_down_into_its_inputs(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("slash")
        await hands.type("sales growth")
        await hands.rest(0.1)
        await hands.press("enter", "down", "enter")
        assert isinstance(hands.app.screen, FigureScreen)
        assert "销售额（不含税） 2024年  2,568.48万元" in hands.text()
        assert "sales.net@2019  （案卷中没有）" in hands.text()
        await hands.press("enter")
        assert "销售额增长率" in hands.text()
        assert "代码  sales.net@2024" in hands.text()
        await hands.press("y")
        assert "sales.net@2024" in hands.app.clipboard
        await hands.press("escape")
        assert isinstance(hands.app.screen, FigureScreen)
        await hands.press("escape")
        assert isinstance(hands.app.screen, Workbench)


async def test_a_quoted_figure_opens_its_page(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("slash")
        await hands.type("租赁到期日")
        await hands.rest(0.1)
        await hands.press("enter", "v", "v")
        hands.app.screen.query_one("#figures-table", Rows).choose("facility.1.maturity", 2)
        await hands.press("enter")
        assert "Enter 打开出处" in hands.text()
        await hands.press("enter")
        assert isinstance(hands.app.screen, PageScreen)
        assert "引文已标出" in hands.text()


async def test_a_candidate_is_confirmed_or_put_right(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("slash")
        await hands.type("营业收入")
        await hands.rest(0.1)
        await hands.press("enter", "down", "c", "enter", "enter")
        assert "请写明理由" in hands.text()
        await hands.type("与年报一致")
        await hands.press("enter")
        assert desk.called("confirm") == [(CASE, "revenue@FY2025", None, "与年报一致")]
        await hands.press("c", "ctrl+u")
        await hands.type("2700万")
        await hands.press("enter")
        await hands.type("看错了")
        await hands.press("enter")
        assert desk.called("confirm")[1] == (CASE, "revenue@FY2025", "27000000", "看错了")
        await hands.press("c", "ctrl+u")
        await hands.type("很多")
        await hands.press("enter")
        await hands.type("x")
        await hands.press("enter")
        assert "读不出数字：很多" in hands.notices()
        assert len(desk.called("confirm")) == 2
        await hands.press("c", "ctrl+u", "enter")
        await hands.type("印章盖住了数字")
        await hands.press("enter")
        assert desk.called("reject") == [(CASE, "revenue@FY2025", "印章盖住了数字")]
        assert any("不采用：营业收入" in n for n in hands.notices())


async def test_an_amount_is_added_back_beside_the_figure(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("slash")
        await hands.type("不含税")
        await hands.rest(0.1)
        await hands.press("enter", "down", "b")
        assert "原值保留" in hands.text()
        await hands.press("enter", "enter", "enter")
        assert "调整须有不为零的金额" in hands.text()
        assert not desk.called("adjust")
        await hands.press("shift+tab", "shift+tab")
        await hands.type("50万")
        await hands.press("enter")
        await hands.type("搬迁费")
        await hands.press("enter")
        await hands.type("accounts.pdf:3")
        await hands.press("enter")
        ((case, key, *told),) = desk.called("adjust")
        assert (case, told) == (CASE, ["50万", "搬迁费", "accounts.pdf:3"])
        assert key == "sales.net@2025"


async def test_only_candidates_are_confirmed(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("down", "c")
        assert "只有“待确认”的取值需要确认" in hands.notices()
        await hands.press("y")
        cited = "销售额（不含税） 2025年 26,357,000.00元 [sales.net@2025] — 公式 Σ 金额"
        assert hands.app.clipboard.startswith(cited)


async def test_a_finding_is_kept_dismissed_and_reopened(desk: FakeDesk) -> None:
    async with bench(desk, "f5") as hands:
        assert "低于1.20倍的下限：突破" in hands.text()
        assert "1 待核 · 1 采纳 · 0 排除" in hands.text()
        await hands.press("k", "enter")
        assert desk.called("review") == [(CASE, "f-dscr", ReviewState.KEPT, "")]
        await hands.press("d", "enter")
        assert "排除一条预警要写明理由" in hands.text()
        await hands.type("已还清")
        await hands.press("enter")
        assert desk.called("review")[1][2:] == (ReviewState.DISMISSED, "已还清")
        await hands.press("down", "o")
        assert desk.called("review")[2][2] is ReviewState.OPEN
        await hands.press("k", "escape")
        assert len(desk.called("review")) == 3


async def test_a_findings_figures_open_and_its_words_copy(desk: FakeDesk) -> None:
    async with bench(desk, "f5") as hands:
        await hands.press("enter", "enter")
        assert isinstance(hands.app.screen, FigureScreen)
        assert "dscr.ebitda@FY2025" in hands.text()
        await hands.press("escape", "y")
        assert hands.app.clipboard.startswith("2025年度偿债保障比率为1.15倍")
        hands.app.screen.query_one("#findings-list").focus()
        await hands.press("down")
        await hands.rest(0.1)  # the detail waits for the cursor to rest
        assert "“已电话核实”" in hands.text()
        assert "采纳，demo" in hands.text()


async def test_the_score_shows_tiles_rules_factors_and_ceilings(desk: FakeDesk) -> None:
    async with bench(desk, "f6", size=(200, 50)) as hands:
        text = hands.text()
        for words in (
            "71.5",
            "1.80%",
            "120.00万元",
            "4.75%",
            "✗ 突破  §3.1",
            "1.15倍，须 ≥ 1.20倍",
            "豁免权限：分行风险总监",
            "§2.1",
            "3/7",
            "存货周转  无法衡量",
            "▸ 营运资金缺口  120.00万元  约束项",
            "提交上级",
        ):
            assert words in text, words
        await hands.press("enter")
        assert isinstance(hands.app.screen, FigureScreen)
        await hands.press("escape", "y")
        assert "评级 BBB" in hands.app.clipboard
        await hands.press("s")
        assert "已评分：BBB（71.5 分）" in hands.notices()


async def test_what_cannot_be_scored_is_a_notice() -> None:
    desk = FakeDesk(empty_case())
    async with bench(desk, "f6") as hands:
        assert "还没有评分" in hands.text()
        await hands.press("y")
        assert "这里没有可复制的内容" in hands.notices()
        await hands.press("s")
        assert any("先添加发票" in n for n in hands.notices())


async def test_the_memo_shows_marks_and_opens_what_is_behind_a_line(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        text = hands.text()
        assert "✓ • 2025年度销售额为2,635.70万元。²³" in text
        assert "? • 行业前景良好，占比35%。" in text
        assert "净利润翻了两倍" in text
        assert "与指标不符" in text
        assert "→ 请企业提供存货明细" in text
        assert "没有这个指标" in text
        await hands.press("down", "enter")
        assert "request.amount" in hands.text()
        await hands.press("escape", "down", "enter")
        assert "sales.net@2025" in hands.text()
        await hands.press("escape", "y")
        assert hands.app.clipboard.startswith("# 授信调查报告")


async def test_a_note_without_a_figure_is_shown_as_words() -> None:
    memo = memo_version()
    notes = tuple(n.model_copy(update={"figure": None}) for n in memo.notes)
    desk = FakeDesk(case_file(memos=(memo.model_copy(update={"notes": notes}),)))
    async with bench(desk, "f7") as hands:
        await hands.press("down", "enter")
        assert "录入 `request.amount`" in hands.notices()
        assert isinstance(hands.app.screen, Workbench)


async def test_a_figure_that_is_gone_is_said() -> None:
    desk = FakeDesk(case_file(figures=()))
    async with bench(desk, "f7") as hands:
        await hands.press("down", "enter")
        assert "案卷中没有这个指标：request.amount" in hands.notices()


async def test_drafts_turn_and_the_proof_comes_and_goes(desk: FakeDesk) -> None:
    async with bench(desk, "f7", size=(80, 30)) as hands:
        assert "第 2 稿 (2/2)" in hands.text()
        await hands.press("left_square_bracket")
        assert "第 1 稿 (1/2)" in hands.text()
        await hands.press("left_square_bracket", "right_square_bracket")
        assert "第 2 稿 (2/2)" in hands.text()
        assert "剔除的句子" not in hands.text()
        await hands.press("p")
        assert "剔除的句子（1）" in hands.text()
        await hands.press("end", "up", "enter")
        assert isinstance(hands.app.screen, FigureScreen)
        await hands.press("escape", "p")
        assert "剔除的句子" not in hands.text()


async def test_a_draft_is_ordered_written_and_shown(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        await hands.press("n", "enter")
        assert desk.called("draft") == [(CASE, MemoKind.NEW, Lang.ZH)]
        assert "第 3 稿已存：1 处已核，1 句剔除，1 项待补" in hands.notices()
        assert "第 3 稿 (3/3)" in hands.text()
        await hands.press("n", "escape")
        assert len(desk.called("draft")) == 1


async def test_kind_and_language_of_a_draft_are_chosen_with_the_keyboard() -> None:
    desk = FakeDesk(case_file(memos=()))
    async with bench(desk, "f7") as hands:
        assert "还没有报告" in hands.text()
        await hands.press("x", "y", "n", "shift+tab", "enter", "down", "enter", "ctrl+s")
        assert desk.called("draft") == [(CASE, MemoKind.NEW, Lang.EN)]


async def test_drafting_stops_on_escape(desk: FakeDesk) -> None:
    desk.gate.clear()
    async with bench(desk, "f7") as hands:
        hands.app.simulate_key("n")
        await hands.until(lambda: "起草报告" in hands.text())
        hands.app.simulate_key("enter")
        await hands.until(lambda: "写作 申请概要" in hands.text())
        hands.app.simulate_key("n")
        await hands.until(lambda: any("上一件事还没做完" in n for n in hands.notices()))
        hands.app.simulate_key("escape")
        await hands.until(lambda: not hands.app.screen.jobs.is_busy("draft"))
        desk.gate.set()
        await hands.settle()
        assert "已停止起草" in hands.notices()


async def test_a_memo_is_exported_where_and_as_what_was_said(
    desk: FakeDesk, tmp_path: Path
) -> None:
    async with bench(desk, "f7") as hands:
        await hands.press("x")
        assert "青禾示例食品有限公司-new-zh-2.docx" in hands.text()
        await hands.press("ctrl+u")
        await hands.type(str(tmp_path / "报告.xyz"))
        await hands.press("enter")
        assert "后缀应是" in hands.text()
        await hands.press("tab", "tab", "tab", "enter")
        await hands.press("enter")
        assert desk.called("export") == [(CASE, 2, tmp_path / "报告.md")]
        assert any("已写入" in n for n in hands.notices())


async def test_export_warns_of_folders_that_are_not_there_and_of_overwriting(
    desk: FakeDesk, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("old", "utf-8")
    async with bench(desk, "f7") as hands:
        await hands.press("x", "ctrl+u")
        await hands.type(str(tmp_path / "no" / "a.md"))
        await hands.press("enter")
        assert "没有这个文件夹" in hands.text()
        await hands.press("ctrl+u")
        await hands.type(str(tmp_path / "a.md"))
        await hands.press("enter")
        assert "再按一次确定就覆盖" in hands.text()
        assert (tmp_path / "a.md").read_text("utf-8") == "old"
        await hands.press("enter")
        assert (tmp_path / "a.md").read_text("utf-8").startswith("# 授信调查报告")


async def test_the_next_export_begins_where_the_last_one_went(
    desk: FakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, start = tmp_path / "授信", tmp_path / "start"
    kept.mkdir()
    start.mkdir()
    monkeypatch.chdir(start)

    async def suggested(hands: Hands, key: str) -> Path:
        await hands.press(key)
        path = Path(hands.app.screen.query_one("#path", Input).value)
        return path.parent

    async with bench(desk, "f7") as hands:
        assert await suggested(hands, "x") == start
        await hands.press("ctrl+u")
        await hands.type(str(kept / "a.md"))
        await hands.press("enter")
        assert (kept / "a.md").is_file()
        assert await suggested(hands, "x") == kept
        await hands.press("escape")
        assert await suggested(hands, "b") == kept
        await hands.press("escape", "f5")
        assert await suggested(hands, "x") == kept
        await hands.press("escape")
        shutil.rmtree(kept)
        assert await suggested(hands, "x") == start
    async with bench(desk, "f7") as hands:
        kept.mkdir()
        assert await suggested(hands, "x") == kept
        await hands.press("escape")
        start.rmdir()  # the folder where the program was started has gone
        kept.rmdir()
        assert await suggested(hands, "x") == Path.home()


async def test_a_draft_is_signed_with_a_reason_or_without(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        await hands.press("s")
        assert "为第 2 稿签字" in hands.text()
        await hands.press("escape")
        assert desk.called("sign") == []
        await hands.press("s")
        await hands.type("双人调查")
        await hands.press("enter")
        assert desk.called("sign") == [(CASE, 2, "双人调查")]
        assert any("第 2 稿已签字：李；还差 1 人" in n for n in hands.notices())
        assert "签字 李" in hands.text()


async def test_a_second_person_signs_without_a_second_start(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        await hands.press("s", "enter", "s")
        assert "李已签过第 2 稿，由另一人签字" in hands.text()
        await hands.press("enter", "enter")
        assert "请写明姓名" in hands.text()
        await hands.press("shift+tab")
        await hands.type("王芳")
        await hands.press("enter", "enter")
        assert "为第 2 稿签字：王芳" in hands.text()
        await hands.press("enter")
        assert desk.called("seat") == [("王芳", "")]
        assert any("第 2 稿签字齐全：李、王芳" in n for n in hands.notices())
        assert "操作人 王芳" in hands.text().splitlines()[0]
        await hands.press("escape")
        assert "操作人 王芳" in hands.text().splitlines()[0]
        await hands.press("ctrl+o")
        await hands.type("李")
        await hands.press("enter", "enter")
        assert "操作人" not in hands.text().splitlines()[0]


async def test_a_draft_that_may_not_be_signed_says_why(desk: FakeDesk) -> None:
    desk.trouble["sign"] = InputError(
        "moved", "draft it again", zh="案卷已变", zh_hint="请重新起草"
    )
    async with bench(desk, "f7") as hands:
        await hands.press("s", "enter")
        assert "错误: 案卷已变\n处理办法: 请重新起草" in hands.notices()


async def test_an_export_that_fails_is_a_notice(desk: FakeDesk, tmp_path: Path) -> None:
    desk.trouble["export"] = InputError("no space", "free some", zh="写不进去", zh_hint="换个位置")
    async with bench(desk, "f7") as hands:
        await hands.press("x", "ctrl+u")
        await hands.type(str(tmp_path / "a.md"))
        await hands.press("enter")
        assert "错误: 写不进去\n处理办法: 换个位置" in hands.notices()


async def test_a_markdown_that_cannot_be_had_leaves_the_pane_as_it_is(desk: FakeDesk) -> None:
    desk.trouble["markdown"] = InputError("gone", zh="没有了")
    async with bench(desk, "f7") as hands:
        assert any("没有了" in n for n in hands.notices())
        assert hands.app.screen.query_one(MemoPane).chosen is not None


async def test_a_dismissal_is_taken_back_to_how_the_finding_stood(desk: FakeDesk) -> None:
    async with bench(desk, "f5") as hands:
        await hands.press("u")
        assert hands.notices()[-1] == "没有可撤销的核查"
        await hands.press("end", "d")
        await hands.type("重复")
        await hands.press("enter")
        supplier = next(f for f in desk.files[CASE].findings if f.id == "f-supplier")
        assert supplier.review.state is ReviewState.DISMISSED
        await hands.press("u")
        # It had been kept with a note: that comes back, not an open finding.
        assert desk.called("review")[-1] == (CASE, "f-supplier", ReviewState.KEPT, "已电话核实")
        assert "已撤销，恢复为采纳" in hands.notices()[-1]
