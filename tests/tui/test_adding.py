"""Files in: paths, tree, progress, cancel, firms of a file of many, unread rows, removal."""

from pathlib import Path

import pytest

from assistant.domain.case import SourceState
from assistant.errors import StorageError
from assistant.services.results import Firm, NeverRead
from tests.tui.conftest import Hands, bench
from tests.tui.made import CASE, FakeDesk, empty_case, source
from tui.screens.add_files import AddFilesScreen
from tui.screens.firms import FirmsScreen
from tui.screens.page import PageScreen
from tui.screens.rejected import RejectedScreen
from tui.screens.workbench import Workbench

FIRMS = (
    Firm(code="E1", name="甲示例有限公司", rows=30),
    Firm(code="E2", name="乙示例有限公司", rows=20),
    Firm(code="E3", name="", rows=10),
    Firm(code="E4", name="无票公司", rows=0),
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in ("发票 台账.csv", "合同.md"):
        (tmp_path / name).write_text("x", "utf-8")
    return tmp_path


async def ask_for(hands: Hands, *paths: Path) -> None:
    """Open the dialog and hand paths over, one a line."""
    await hands.press("f2", "a")
    for number, path in enumerate(paths):
        if number:
            await hands.press("ctrl+j")
        await hands.type(str(path))


async def test_typed_paths_are_added_and_told_file_by_file(desk: FakeDesk, files: Path) -> None:
    async with bench(desk) as hands:
        await ask_for(hands, files / "发票 台账.csv", files / "合同.md")
        assert "已选 2 项" in hands.text()
        await hands.press("enter")
        wanted = (files / "发票 台账.csv", files / "合同.md")
        assert desk.called("add") == [(CASE, wanted, None)]
        assert "✓ 发票 台账.csv  1 页，1 段" in hands.text()
        assert "添加完成：成功 2，失败 0" in hands.notices()
        assert desk.called("embed") != []


async def test_pages_that_are_pictures_are_recognised_after_adding_and_on_opening(
    desk: FakeDesk, files: Path
) -> None:
    scan = source("scan", "扫描件.pdf", pages=3, waiting=(2, 3))
    desk.change(CASE, sources=(scan,))
    async with bench(desk, "f2") as hands:
        assert "3 页 · 0 段 · 2 页待识别" in hands.text()
        assert "✓ 扫描件.pdf  已识别 1 页" in hands.text()
        assert desk.called("recognise") == [(CASE,)]
        assert desk.called("embed") == [(CASE,)], "once the words are there"
        await ask_for(hands, files / "合同.md")
        await hands.press("enter")
        assert len(desk.called("recognise")) == 2


async def test_a_missing_path_and_no_path_at_all_are_said(desk: FakeDesk, files: Path) -> None:
    async with bench(desk) as hands:
        await ask_for(hands, files / "没有.csv")
        await hands.press("enter")
        assert "找不到" in hands.text()
        await hands.press("ctrl+u", "ctrl+s")
        assert "还没有选文件" in hands.text()
        await hands.press("escape")
        assert desk.called("add") == []


async def test_files_are_picked_in_the_tree_with_the_space_bar(
    desk: FakeDesk, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    (files / ".hidden").write_text("x", "utf-8")
    async with bench(desk) as hands:
        await hands.press("f2", "a", "tab")
        await hands.rest()
        assert ".hidden" not in hands.text()
        await hands.press("down", "space", "space")
        assert "已选 2 项" in hands.text()
        await hands.press("up", "space")
        assert "已选 1 项" in hands.text()
        assert "✓" in hands.text()
        await hands.press("ctrl+s")
        assert [p.name for p in desk.called("add")[0][1]] in (["合同.md"], ["发票 台账.csv"])


async def test_the_tree_goes_up_and_home(
    desk: FakeDesk, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "里").mkdir()
    monkeypatch.chdir(files / "里")
    monkeypatch.setenv("HOME", str(files))
    async with bench(desk) as hands:
        await hands.press("f2", "a", "tab", "backspace")
        await hands.rest()
        assert "合同.md" in hands.text()
        await hands.press("backspace", "tilde")
        await hands.rest()
        assert "合同.md" in hands.text()


async def test_an_add_can_be_stopped_and_says_so(desk: FakeDesk, files: Path) -> None:
    desk.gate.clear()
    async with bench(desk) as hands:
        await hands.press("f2", "a")
        for char in str(files / "合同.md"):
            hands.app.simulate_key(char)
        hands.app.simulate_key("enter")
        await hands.until(lambda: "0/3" in hands.text())
        assert "读取 合同.md" in hands.text()
        assert "停止" in hands.footer()
        hands.app.simulate_key("a")
        await hands.until(lambda: "正在添加，完成后再加" in hands.notices())
        assert isinstance(hands.app.screen, Workbench)
        hands.app.simulate_key("escape")
        await hands.until(lambda: "停止" not in hands.footer())
        desk.gate.set()
        await hands.settle()
        assert "已停止；写完的文件保留" in hands.notices()
        assert desk.called("called off") == [("合同.md",)]
        assert not any(s.name == "合同.md" for s in desk.files[CASE].sources)
        assert isinstance(hands.app.screen, Workbench)


async def test_a_firm_of_a_file_of_many_is_picked(desk: FakeDesk, files: Path) -> None:
    desk.firms = FIRMS
    async with bench(desk) as hands:
        await ask_for(hands, files / "发票 台账.csv")
        await hands.press("enter")
        assert isinstance(hands.app.screen, FirmsScreen)
        assert "里有 3 家企业" in hands.text()
        await hands.press("slash")
        await hands.type("乙示例")
        assert "甲示例" not in hands.text()
        await hands.press("enter", "enter")
        assert desk.called("add")[-1] == (CASE, (files / "发票 台账.csv",), "E2")


async def test_a_case_for_each_firm_is_opened_when_asked_twice(desk: FakeDesk, files: Path) -> None:
    desk.firms = FIRMS
    async with bench(desk) as hands:
        await ask_for(hands, files / "发票 台账.csv")
        await hands.press("enter", "ctrl+e")
        assert "将新建 3 个案卷" in hands.text()
        assert desk.called("open_each") == []
        await hands.press("ctrl+e")
        assert desk.called("open_each") == [(files / "发票 台账.csv", FIRMS)]
        assert "✓ 乙示例有限公司  3 行" in hands.text()


async def test_a_file_of_many_can_be_left_out_and_the_next_is_asked(
    desk: FakeDesk, files: Path
) -> None:
    desk.firms = FIRMS
    async with bench(desk) as hands:
        await ask_for(hands, files / "发票 台账.csv", files / "合同.md")
        await hands.press("enter", "escape")
        assert isinstance(hands.app.screen, FirmsScreen)
        assert "合同.md" in hands.text()
        await hands.press("escape")
        assert isinstance(hands.app.screen, Workbench)
        assert len(desk.called("add")) == 1


async def test_a_store_that_fails_in_the_middle_is_a_notice(desk: FakeDesk, files: Path) -> None:
    desk.trouble["add"] = StorageError("disk full", "free some space", zh="磁盘已满", zh_hint="腾")
    async with bench(desk) as hands:
        await ask_for(hands, files / "合同.md")
        await hands.press("enter")
        assert "错误: 磁盘已满\n处理办法: 腾" in hands.notices()
        assert isinstance(hands.app.screen, Workbench)


async def test_sources_show_their_state_content_and_reason(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        rows = {r.split()[0]: r for r in hands.text().splitlines() if ".docx" in r or ".pdf" in r}
        assert "● 可用" in rows["厂房租赁合同.docx"]
        assert "3 页 · 4 段" in rows["厂房租赁合同.docx"]
        assert "✗ 失败 文件已加密" in rows["坏文件.pdf"]
        assert "2 份可用 · 1 份失败 · 2 行未读" in hands.text()


async def test_enter_opens_pages_says_reasons_and_lists_unread_rows(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        await hands.press("enter")
        assert isinstance(hands.app.screen, PageScreen)
        await hands.press("escape", "down", "enter")
        assert isinstance(hands.app.screen, RejectedScreen)
        assert "金额读不出" in hands.text()
        await hands.press("enter", "y")
        assert hands.app.clipboard == "销项\t7\t金额读不出\n销项\t19\t日期读不出"
        await hands.press("escape", "down", "enter")
        assert any("文件已加密" in n for n in hands.notices())


async def test_unread_rows_of_a_source_without_any_are_said(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        await hands.press("x")
        assert "“厂房租赁合同.docx”的每一行都读进来了" in hands.notices()


async def test_a_source_is_removed_with_a_reason(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        await hands.press("delete", "enter")
        assert "请写明理由" in hands.text()
        await hands.type("重复")
        await hands.press("enter")
        assert desk.called("remove_source") == [(CASE, "lease", "重复")]
        assert "已移除：厂房租赁合同.docx" in hands.notices()
        assert "厂房租赁合同.docx" not in hands.text().split("已移除")[0]
        await hands.press("d", "escape")
        assert len(desk.called("remove_source")) == 1


async def test_a_source_is_removed_once() -> None:
    gone = source("old", "old.csv", state=SourceState.REMOVED)
    desk = FakeDesk(empty_case().model_copy(update={"sources": (gone,)}))
    async with bench(desk, "f2") as hands:
        await hands.press("delete")
        assert "早已移除：old.csv" in hands.notices()
        assert isinstance(hands.app.screen, Workbench)


async def test_keys_of_a_source_do_nothing_where_there_is_none() -> None:
    desk = FakeDesk(empty_case())
    async with bench(desk) as hands:
        await hands.press("f2", "x", "d", "enter")
        assert isinstance(hands.app.screen, Workbench)
        await hands.press("a")
        assert isinstance(hands.app.screen, AddFilesScreen)


async def test_files_that_a_killed_adding_never_read_are_named_and_offered(
    desk: FakeDesk, tmp_path: Path
) -> None:
    there = tuple(tmp_path / f"{name} 1.pdf" for name in "甲乙丙丁")
    desk.left = NeverRead(there, (tmp_path / "戊.pdf",))
    for path in there:
        path.touch()
    async with bench(desk, "f2") as hands:
        assert "有 4 个文件没有读到：甲 1.pdf、乙 1.pdf、丙 1.pdf，另有 1 个" in hands.text()
        assert "有 1 个没有读到的文件已不在原处：戊.pdf。下次添加时记为失败" in hands.text()
        await hands.press("a", "enter")
        assert desk.called("add")[0][1] == there
