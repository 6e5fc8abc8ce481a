"""The app over the real use cases and a real store: the road an underwriter takes."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.settings import settings_from
from assistant.storage.audit import verify
from tests.tui.conftest import Hands, opened
from tui.screens.firms import FirmsScreen
from tui.screens.page import PageScreen
from tui.screens.workbench import Workbench

LEASE = "# 厂房租赁合同\n\n租赁期限自2023年1月1日起至2027年12月31日止。年租金为人民币96万元。\n"
HEAD = ("企业代号", "发票号码", "开票日期", "购方单位代号", "金额", "税额", "价税合计", "发票状态")


@pytest.fixture
def desk(tmp_path: Path) -> LocalDesk:
    settings = settings_from(home=tmp_path / "home", by="demo", embeddings="off")
    return LocalDesk(Office(settings, lambda: datetime(2026, 1, 20, 9, tzinfo=UTC)))


def invoices(path: Path, *firms: str) -> Path:
    """Twelve sales of 1,000.00 yuan net, one a month of 2025, for each firm."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for firm in firms:
            for month in range(1, 13):
                number = f"{firm}{month:06d}"
                day = f"2025-{month:02d}-15"
                writer.writerow((firm, number, day, "B1", 1000, 130, 1130, "有效发票"))
    return path


async def _patiently(hands: Hands, words: str) -> None:
    await hands.until(lambda: words in hands.text() or any(words in n for n in hands.notices()))
    await hands.settle()


async def test_from_files_to_an_exported_memo(desk: LocalDesk, tmp_path: Path) -> None:
    async with opened(desk, size=(140, 45)) as hands:
        await hands.press("n")
        await hands.type("甲示例有限公司")
        await hands.press("enter", "enter")
        assert isinstance(hands.app.screen, Workbench)
        await _add(hands, tmp_path)
        await _read_and_enter(hands)
        await _ask(hands)
        await _draft(hands, tmp_path / "memo.md")
        assert verify(desk._office.store(hands.app.screen.case_id)).ok
        await hands.press("escape", "d")
        await hands.type("甲示例有限公司")
        await hands.press("enter")
        await hands.type("演示完毕")
        await hands.press("enter")
        await _patiently(hands, "已删除")
    assert desk.cases() == []


async def _add(hands: Hands, folder: Path) -> None:
    """Invoices, a contract and an empty file: two are read, one is refused with its reason."""
    (folder / "租赁合同.md").write_text(LEASE, "utf-8")
    (folder / "空.pdf").touch()
    table = invoices(folder / "发票.csv", "E1")
    await hands.press("a")
    for number, path in enumerate((table, folder / "租赁合同.md", folder / "空.pdf")):
        if number:
            await hands.press("ctrl+j")
        await hands.type(str(path))
    await hands.press("enter")
    await _patiently(hands, "添加完成：成功 2，失败 1")
    assert "12 行" in hands.text()
    assert "✗ 失败" in hands.text()


async def _read_and_enter(hands: Hands) -> None:
    await hands.press("f4", "slash")
    await hands.type("sales.net@2025")
    await hands.rest(0.1)
    # The records end on 15 December, so November is the last complete month: 11 sales of
    # 1,000.00 net are 11,000.00 yuan, 1.10 in 万元.
    assert "销售额（不含税）  万元  1.10" in hands.text()
    await hands.press("f2", "e", "ctrl+u")
    await hands.type("10万")
    await hands.press("ctrl+s")
    await hands.type("申请书")
    await hands.press("enter")
    await _patiently(hands, "已保存 1 项")
    await hands.until(lambda: "申请 10.00万元" in hands.text())


async def _ask(hands: Hands) -> None:
    await hands.press("f3")
    await hands.type("租赁期限到什么时候？")
    await hands.press("enter")
    await _patiently(hands, "秒")
    assert "12月31日止" in hands.text()
    await hands.press(
        *("shift+tab",) * 3, "enter"
    )  # past what to ask next and the date, to the page
    assert isinstance(hands.app.screen, PageScreen)
    assert "引文已标出" in hands.text()
    await hands.press("escape")


async def _draft(hands: Hands, path: Path) -> None:
    await hands.press("f7", "n", "enter")
    await _patiently(hands, "第 1 稿已存")
    assert "✓" in hands.text()
    await hands.press("x", "ctrl+u")
    await hands.type(str(path))
    await hands.press("enter")
    await _patiently(hands, "已写入")
    assert "甲示例有限公司" in path.read_text("utf-8")


async def test_one_firm_of_many_then_a_case_for_each(desk: LocalDesk, tmp_path: Path) -> None:
    table = invoices(tmp_path / "发票.csv", "E1", "E2")
    async with opened(desk) as hands:
        await hands.press("n")
        await hands.type("集团")
        await hands.press("enter", "enter", "a")
        await hands.type(str(table))
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.app.screen, FirmsScreen))
        await hands.settle()
        await hands.press("down", "enter")
        await _patiently(hands, "添加完成：成功 1")
        case = desk.case(hands.app.screen.case_id)
        assert [r.firm for r in case.record_sets] == ["E2"]

        invoices(table, "E1", "E2", "E3")
        await hands.press("a")
        await hands.type(str(table))
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.app.screen, FirmsScreen))
        await hands.settle()
        await hands.press("ctrl+e", "ctrl+e")
        await _patiently(hands, "添加完成：成功 3")
    names = {h.name: h.id for h in desk.cases()}
    assert set(names) == {"集团", "E1", "E2", "E3"}
    assert [r.rows for r in desk.case(names["E3"]).record_sets] == [12]


async def test_a_switch_of_language_reaches_what_the_services_say(
    desk: LocalDesk, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").touch()
    async with opened(desk) as hands:
        await hands.press("n")
        await hands.type("甲")
        await hands.press("enter", "enter")
        await hands.app.action_language()
        await hands.settle()
        await hands.until(lambda: "unrated" in hands.text())
        await hands.settle()
        await hands.press("a")
        await hands.type(str(tmp_path / "a.pdf"))
        await hands.press("enter")
        await _patiently(hands, "added: 0 done, 1 failed")
        assert "the file is empty" in hands.text()


async def test_an_interview_is_added_reviewed_and_put_right_over_a_real_store(
    desk: LocalDesk, tmp_path: Path
) -> None:
    case = desk.new_case("甲示例有限公司")
    desk.set_fields(case, [("net_profit@FY2024", "1870000")], "报表")
    talk = tmp_path / "访谈.txt"
    talk.write_text("[00:03] 客户经理：2024年净利润多少？\n[00:08] 老板：净利润三百万。\n", "utf-8")
    async with opened(desk, size=(140, 45)) as hands:
        await hands.press("enter", "f9", "a")
        await hands.type(str(talk))
        await hands.press("ctrl+s")
        await _patiently(hands, "0 相符 · 1 不符")
        await hands.press("k")
        await hands.type("已核")
        await hands.press("enter")
        await _patiently(hands, "已采纳")
        await hands.press("w")
        await _patiently(hands, "老板 是企业主")
        await hands.press("c", "end", "ctrl+u")
        await hands.type("净利润一百八十七万。")
        await hands.press("ctrl+s")
        await _patiently(hands, "1 相符 · 0 不符")
    assert desk.interview(case).interview.is_confirmed
    assert desk.verify_audit(case).ok


async def test_who_is_the_owner_and_where_the_cursor_stands_follow_a_correction(
    desk: LocalDesk, tmp_path: Path
) -> None:
    case = desk.new_case("甲示例有限公司")
    desk.set_fields(case, [("net_profit@FY2024", "1870000")], "报表")
    talk = tmp_path / "访谈.txt"
    said = "[00:03] 客户经理：净利润多少？\n[00:08] 老板：2024年净利润三百万。\n[00:20] 老板：账期两个月。\n"
    talk.write_text(said, "utf-8")
    async with opened(desk, size=(140, 45)) as hands:
        await hands.press("enter", "f9", "a")
        await hands.type(str(talk))
        await hands.press("ctrl+s")
        await _patiently(hands, "0 相符 · 1 不符")
        await hands.press("shift+tab", "end", "c")
        await hands.type("左右")  # goes behind the words that are there
        await hands.press("ctrl+s")
        await _patiently(hands, "已更正")
        lines = hands.app.screen.query_one("#interview-lines")
        assert (lines.has_focus, lines.highlighted) == (True, 2)
        await hands.press("home", "w")  # on the manager's words, by mistake
        await _patiently(hands, "客户经理 是企业主")
        await hands.press("down", "w")
        await _patiently(hands, "老板 是企业主")
        assert desk.interview(case).interview.roles == {"老板": "owner"}
        await hands.press("r")
        hands.app.screen.query_one("#role1").value = ""
        await hands.press("ctrl+s")
        await _patiently(hands, "已更新说话人")
    held = desk.interview(case).interview
    assert held.lines[2].text == "账期两个月。左右"
    assert held.roles == {}
