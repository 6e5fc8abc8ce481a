"""Pages, search in the originals, entering fields, help, palette."""

import pytest
from textual.widgets import Static

from assistant.errors import InputError
from tests.tui.conftest import bench
from tests.tui.made import CASE, LEASE, PNG, FakeDesk, case_file
from tui.screens import page
from tui.screens.figure import FigureScreen
from tui.screens.help import HelpScreen
from tui.screens.page import PageScreen
from tui.screens.search import SearchScreen
from tui.screens.workbench import Workbench
from tui.widgets import picture
from tui.widgets.requests import OpenFigure


async def test_pages_turn_within_the_document(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        await hands.press("enter")
        assert "第 1 页 / 3" in hands.text()
        assert "上一页" not in hands.footer()
        await hands.press("left")
        assert desk.called("page")[-1] == (CASE, "lease", 1)
        await hands.press("right")
        assert "租赁期限自2023年1月1日起" in hands.text()
        await hands.press("y")
        assert hands.app.clipboard == LEASE
        await hands.press("right", "n")
        assert "第 3 页 / 3" in hands.text()
        assert "下一页" not in hands.footer()
        await hands.press("p", "q")
        assert isinstance(hands.app.screen, Workbench)


async def test_a_page_that_cannot_be_read_is_a_notice(desk: FakeDesk) -> None:
    desk.trouble["page"] = RuntimeError("boom")
    async with bench(desk, "f2") as hands:
        await hands.press("enter")
        assert any("RuntimeError: boom" in n for n in hands.notices())
        await hands.press("escape")
        assert isinstance(hands.app.screen, Workbench)


async def test_search_shows_hits_as_one_types_and_opens_the_page(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        await hands.press("slash")
        assert isinstance(hands.app.screen, SearchScreen)
        await hands.type("租赁期限")
        await hands.rest(0.25)
        assert "2 段" in hands.text()
        assert "厂房租赁合同.docx · 第 2 页" in hands.text()
        await hands.press("down", "down", "up", "enter")
        assert isinstance(hands.app.screen, PageScreen)
        assert "引文已标出" in hands.text()


async def test_enter_opens_the_best_hit_and_nothing_found_is_said(desk: FakeDesk) -> None:
    async with bench(desk, "f8") as hands:
        await hands.press("enter", "down")
        assert isinstance(hands.app.screen, SearchScreen)
        await hands.type("量子")
        await hands.rest(0.25)
        assert "没有找到“量子”" in hands.text()
        await hands.press("ctrl+u")
        await hands.rest(0.25)
        assert "输入几个词" in hands.text()
        await hands.type("租金")
        await hands.rest(0.25)
        await hands.press("enter")
        assert isinstance(hands.app.screen, PageScreen)
        await hands.press("escape", "f8", "escape")
        assert isinstance(hands.app.screen, Workbench)


async def test_fields_are_entered_by_group_and_saved_with_their_basis(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        await hands.press("e")
        assert "申请金额" in hands.text()
        await hands.press("ctrl+u")
        await hands.type("200万")
        assert "即 200.00万元" in hands.text()
        await hands.press("tab", "ctrl+u")
        await hands.type("两年")
        assert "读不出数字" in hands.text()
        await hands.press("ctrl+s")
        assert "! 读不出数字：两年" in hands.text()
        await hands.press("ctrl+u")
        await hands.type("2年")
        await hands.press("enter", "ctrl+s")
        assert "请写明理由" in hands.text()
        await hands.type("申请书")
        await hands.press("enter")
        assert desk.called("set_fields") == [
            (CASE, (("request.amount", "2000000"), ("request.tenor_months", "24")), "申请书")
        ]
        assert "已保存 2 项" in hands.notices()


async def test_groups_turn_and_what_was_typed_stays(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("e", "ctrl+u")
        await hands.type("7万")
        await hands.press("f3", "f3", "f2", "f2")
        assert "即 7.00万元" in hands.text()
        await hands.press("f2")
        assert "营业收入" in hands.text()
        hands.app.screen.query_one("#year").focus()
        await hands.press("ctrl+u")
        await hands.type("2023")
        assert "营业收入" in hands.text()
        await hands.press("escape")
        assert desk.called("set_fields") == []


async def test_a_form_without_changes_says_so(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        await hands.press("e", "ctrl+s")
        assert "没有改动" in hands.text()


async def test_help_lists_the_keys_of_the_screen_beneath(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("f1")
        assert isinstance(hands.app.screen, HelpScreen)
        for words in ("筛选", "确认取值", "检索", "退出", "已核实，可进入比率和评分"):
            assert words in hands.text(), words
        await hands.press("f1")
        assert isinstance(hands.app.screen, Workbench)
        await hands.press("f5", "d", "f1")
        assert isinstance(hands.app.screen, HelpScreen)
        assert "^s              保存" in hands.text()
        await hands.press("f1", "escape", "f4", "down", "enter")
        assert isinstance(hands.app.screen, FigureScreen)
        assert "F1 帮助" in hands.footer()
        await hands.press("f1")
        assert isinstance(hands.app.screen, HelpScreen)
        assert "帮助" not in hands.footer()


async def test_several_figures_turn_with_the_arrow_keys(desk: FakeDesk) -> None:
    async with bench(desk) as hands:
        hands.app.screen.post_message(OpenFigure("sales.net@2024", "sales.net@2025", "gone@2025"))
        await hands.settle()
        assert isinstance(hands.app.screen, FigureScreen)
        assert "1/2" in hands.text()
        await hands.press("right")
        assert "2,635.70万元" in hands.text()
        await hands.press("right")
        assert "2,568.48万元" in hands.text()


async def test_the_palette_opens_cases_tabs_and_what_the_keys_do(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        await hands.press("ctrl+p")
        await hands.type("figures")
        await hands.rest(0.3)
        await hands.press("enter")
        await hands.rest(0.1)
        assert hands.app.screen.tab == "figures"
        await hands.press("ctrl+p")
        await hands.type("填写")
        await hands.rest(0.3)
        await hands.press("enter")
        await hands.rest(0.1)
        assert "填写要素" in hands.text()
        await hands.press("escape", "ctrl+p")
        await hands.type("没有的命令")
        await hands.rest(0.3)
        assert "没有这样的命令" in hands.text()
        await hands.press("enter")
        await hands.rest(0.1)
        assert isinstance(hands.app.screen, Workbench)


async def test_the_palette_goes_to_another_case(desk: FakeDesk) -> None:
    from assistant.domain.case import CaseId
    from tests.tui.made import case_file, head

    other = case_file(head=head(CaseId("01JBBBBBBBBBBBBBBBBBBBBBBB"), "蓝岸示例包装有限公司"))
    async with bench(FakeDesk(case_file(), other)) as hands:
        await hands.press("ctrl+p")
        await hands.type("蓝岸")
        await hands.rest(0.3)
        await hands.press("enter")
        await hands.rest(0.1)
        assert hands.app.screen.head.name == "蓝岸示例包装有限公司"
        assert len(hands.app.screen_stack) == 3


def _with_a_pdf() -> FakeDesk:
    """The case, its lease being a PDF."""
    whole = case_file()
    sources = tuple(
        s.model_copy(update={"media_type": "application/pdf"}) if s.id == "lease" else s
        for s in whole.sources
    )
    return FakeDesk(whole.model_copy(update={"sources": sources}))


async def test_a_page_is_drawn_with_its_quote_and_turns_as_a_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = _with_a_pdf()
    monkeypatch.setattr(page, "can_show", lambda: True)
    monkeypatch.setattr(picture, "_image", lambda png: Static(f"drawn {len(png)}", markup=False))
    async with bench(desk, "f2") as hands:
        await hands.press("enter")
        assert "放大" not in hands.footer()
        await hands.press("i")
        assert desk.called("page_picture")[-1] == (CASE, "lease", 1, "")
        assert f"drawn {len(PNG)}" in hands.text()
        await hands.press("right")
        assert desk.called("page_picture")[-1] == (CASE, "lease", 2, "")
        await hands.press("plus", "plus", "minus")
        (image,) = hands.app.screen.query_one(picture.Picture).children
        assert image.styles.width.value == 150
        await hands.press("i")
        assert "租赁期限自2023年1月1日起" in hands.text()
        desk.trouble["page_picture"] = InputError("broken", "see the words")
        await hands.press("i")
        assert any("broken" in n for n in hands.notices())
        assert "租赁期限自2023年1月1日起" in hands.text()


@pytest.mark.parametrize(
    ("size", "cell", "columns"),
    [
        # A page of 1 to 1.5 in cells of 1 to 2: 297 columns are 223 rows.
        ((1000, 1500), (10, 20), 297),
        # A long receipt of 1 to 5: 297 rows of 20 are 5,940 pixels, a fifth 1,188: 118 columns.
        ((300, 1500), (10, 20), 118),
        ((1, 4000), (10, 20), 1),
    ],
)
def test_a_picture_has_no_more_columns_and_rows_than_the_terminal_can_name(
    size: tuple[int, int], cell: tuple[int, int], columns: int
) -> None:
    assert picture.widest(size, cell) == columns


def test_a_drawn_picture_keeps_within_what_the_terminal_can_name() -> None:
    pytest.importorskip("textual_image")
    assert 0 < picture._image(PNG).styles.max_width.value <= 297


async def test_without_the_part_that_draws_the_command_is_said_and_words_offer_no_picture(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "can_show", lambda: False)
    async with bench(_with_a_pdf(), "f2") as hands:
        await hands.press("enter", "i")
        assert any("pip install 'tallystick[images]'" in n for n in hands.notices())
    async with bench(desk, "f2") as hands:  # a text has no page to be drawn
        await hands.press("enter")
        assert "页面图像" not in hands.footer()
