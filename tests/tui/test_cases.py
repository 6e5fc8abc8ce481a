"""The first screen: list, filter, new, open, add, delete."""

from assistant.domain.case import CaseId
from assistant.errors import InputError
from tests.tui.conftest import opened
from tests.tui.made import CASE, FakeDesk, case_file, empty_case, head
from tui.screens.cases import CasesScreen
from tui.screens.workbench import Workbench


def other(name: str = "蓝岸示例包装有限公司") -> object:
    return case_file(head=head(CaseId("01JBBBBBBBBBBBBBBBBBBBBBBB"), name))


async def test_the_list_shows_request_grade_warnings_and_when(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        row = next(r for r in hands.text().splitlines() if "青禾示例食品有限公司" in r)
    assert [w for w in row.split() if w] == [
        "青禾示例食品有限公司",
        "150.00万元",
        "BBB",
        "●",
        "1",
        "3",
        "分钟前",
    ]


async def test_an_empty_home_says_what_to_do_and_offers_no_more(desk: FakeDesk) -> None:
    async with opened(FakeDesk()) as hands:
        assert "还没有案卷" in hands.text()
        assert "新建" in hands.footer()
        assert "删除" not in hands.footer()
        await hands.press("d", "a", "slash")
        assert isinstance(hands.app.screen, CasesScreen)


async def test_a_filter_of_name_or_code_narrows_the_list(desk: FakeDesk) -> None:
    async with opened(FakeDesk(case_file(), other())) as hands:
        await hands.press("slash")
        await hands.type("蓝岸")
        assert "青禾" not in hands.text()
        assert "显示 1 / 2" in hands.text()
        await hands.press("escape")
        assert "青禾" in hands.text()
        await hands.press("slash")
        await hands.type("没有的")
        assert "没有匹配“没有的”的案卷" in hands.text()


async def test_a_new_case_is_asked_for_checked_and_opened(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        await hands.press("n", "enter", "enter")
        assert "请填企业名称" in hands.text()
        await hands.press("shift+tab")
        await hands.type("新 企业")
        await hands.press("enter")
        await hands.type("123")
        await hands.press("enter")
        assert "现在是 3 位" in hands.text()
        await hands.press("ctrl+u")
        await hands.type("91330000ma0examp16")
        await hands.press("enter")
        assert desk.called("new_case") == [("新 企业", "91330000MA0EXAMP16")]
        assert isinstance(hands.app.screen, Workbench)
        assert "已建立案卷：新 企业" in hands.notices()
        assert "还没有资料" in hands.text()


async def test_a_dialog_that_is_closed_does_nothing(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        await hands.press("n", "escape", "d", "escape")
        assert desk.called("new_case") == desk.called("delete_case") == []


async def test_a_case_is_deleted_once_its_name_and_a_reason_were_typed(desk: FakeDesk) -> None:
    async with opened(FakeDesk(case_file(), other())) as hands:
        fake = hands.app._desk
        await hands.press("d")
        await hands.type("青禾")
        await hands.press("enter", "enter")
        assert "名称不一致" in hands.text()
        await hands.press("shift+tab")
        await hands.type("青禾示例食品有限公司")
        await hands.press("enter", "enter")
        assert "请写明理由" in hands.text()
        await hands.type("重复建档")
        await hands.press("enter")
        assert fake.called("delete_case") == [(CASE, "重复建档")]
        assert "青禾" not in hands.text().replace(hands.footer(), "").split("已删除")[0]
        assert "已删除：青禾示例食品有限公司" in hands.notices()


async def test_add_opens_the_case_and_asks_for_files(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        await hands.press("a")
        assert "添加资料" in hands.text()
        assert len(hands.app.screen_stack) == 4


async def test_a_broken_case_says_why_in_the_list() -> None:
    broken = case_file(head=head(problem="数据库损坏：磁盘映像有误"))
    async with opened(FakeDesk(broken)) as hands:
        assert "数据库损坏" in hands.text()


async def test_trouble_while_deleting_or_creating_is_a_notice(desk: FakeDesk) -> None:
    desk.trouble["new_case"] = InputError("name taken", "choose another", zh="重名", zh_hint="换")
    async with opened(desk) as hands:
        await hands.press("n")
        await hands.type("甲")
        await hands.press("enter", "enter")
        assert hands.notices() == ["错误: 重名\n处理办法: 换"]
        assert isinstance(hands.app.screen, CasesScreen)


async def test_refresh_reads_the_cases_again(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        desk.files[CaseId("01JCCCCCCCCCCCCCCCCCCCCCCC")] = empty_case("后来的案卷")
        await hands.press("ctrl+r")
        assert "后来的案卷" in hands.text()
        assert "2 个案卷" in hands.text()
