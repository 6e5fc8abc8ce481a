"""Opening, themes, language, quitting, the mouse; what the user never sees is a traceback."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from textual.css import stylesheet
from textual.events import Key
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerFailed

from assistant.domain.quantities import Lang
from assistant.errors import StorageError, UsageError
from assistant.services.results import Message
from tests.tui.conftest import Hands, bench, opened
from tests.tui.made import CASE, FakeDesk, now
from tui.app import TallystickApp
from tui.messages import TABLE
from tui.presenter.detail import Place
from tui.screens import workbench
from tui.screens.add_files import AddFilesScreen
from tui.screens.cases import CasesScreen
from tui.screens.dialogs import ReasonDialog
from tui.screens.figure import FigureScreen
from tui.screens.workbench import TABS, Workbench
from tui.start import Start
from tui.styles.themes import CONTRAST, DARK, LIGHT, own_themes
from tui.widgets.findings_pane import FindingsPane
from tui.widgets.key_bar import KeyBar
from tui.widgets.prompt import Prompt


async def test_a_home_that_cannot_be_opened_is_said_and_the_app_can_be_left() -> None:
    def broken() -> FakeDesk:
        raise StorageError("no such disk", "plug it in", zh="没有这块盘", zh_hint="接上它")

    app = TallystickApp(broken, lang=Lang.ZH, clock=now)
    async with app.run_test() as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.settle()
        assert "错误: 没有这块盘" in hands.text()
        assert "处理办法: 接上它" in hands.text()
        await hands.press("f1", "escape", "ctrl+t", "ctrl+q")
    assert app.return_code == 0


async def test_a_bug_in_a_worker_is_a_notice_with_its_name(desk: FakeDesk) -> None:
    desk.trouble["case"] = ZeroDivisionError("[bold]by zero\x1b[2J")
    async with opened(desk) as hands:
        await hands.press("enter")
        assert any(
            "程序内部错误：ZeroDivisionError: [bold]by zero" in n and "\x1b" not in n
            for n in hands.notices()
        )
        assert isinstance(hands.app.screen, Workbench)
        desk.trouble.clear()
        await hands.press("ctrl+r")
        assert "BBB" in hands.text()
        await hands.press("escape", "escape")
        assert isinstance(hands.app.screen, CasesScreen)


async def test_whatever_fails_the_screen_stands(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        for method in ("messages", "recognise", "embed", "model_name", "keep_state", "cases"):
            desk.trouble = {method: OSError(28, f"no room for {method}")}
            await hands.press("enter", "f4", "f3", "escape", "escape")
            assert any(f"no room for {method}" in n for n in hands.notices()), method
            assert isinstance(hands.app.screen, CasesScreen)


async def test_tabs_are_filled_ahead_while_one_reads(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "_BREATH_S", 0.01)
    async with bench(desk) as hands:
        await hands.until(lambda: not hands.app.screen._stale)
        assert hands.app.screen.query_one("#figures-table").row_count > 0
        assert hands.app.screen.tab == "chat"


async def test_a_key_quicker_than_the_screen_opens_its_tab(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        early = hands.app.screen.open_case(desk.cases()[0])
        early.action_tab("figures")
        await hands.until(lambda: early._is_resumed)
        assert early.tab == "figures"


async def test_esc_quicker_than_the_screen_leaves_it(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        hands.app.screen.open_case(desk.cases()[0])
        await hands.app.run_action("leave", hands.app.screen)
        await hands.settle()
        assert isinstance(hands.app.screen, CasesScreen)
        assert hands.app._exception is None


async def test_a_key_quicker_than_a_dialog_is_done_once_it_is_there(desk: FakeDesk) -> None:
    async with bench(desk) as hands:
        asked = ReasonDialog(hands.app.words, "t", "t", needed="为什么？")
        hands.app.push_screen(asked)
        assert await hands.app.run_action("answer", asked)
        await hands.settle()
        assert hands.app.screen is asked
        assert "为什么？" in hands.text()


async def test_a_key_for_a_screen_that_is_gone_does_nothing(desk: FakeDesk) -> None:
    async with bench(desk) as hands:
        gone = hands.app.screen
        await hands.press("escape", "escape")
        assert not await hands.app.run_action("leave", gone)
        assert isinstance(hands.app.screen, CasesScreen)


async def test_a_screen_closed_before_its_parts_came_takes_nothing_along(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        hands.app.screen.show_page(Place("s1", "s1", 1, ""))
        hands.app.pop_screen()
        await hands.settle()
        assert hands.app.screen.tab == "sources"
        assert hands.app._exception is None


async def _page_over(hands: Hands) -> tuple[Screen[Any], Screen[Any]]:
    """The workbench, and the page that lies over it."""
    below = hands.app.screen
    below.show_page(Place("s1", "s1", 1, ""))
    await hands.settle()
    return below, hands.app.screen


async def test_a_screen_closed_twice_leaves_the_one_below(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        below, page = await _page_over(hands)
        page.dismiss(None)
        page.dismiss(None)  # Esc typed right behind Esc
        await hands.settle()
        assert hands.app.screen is below
        assert hands.app._exception is None


async def test_a_screen_closed_under_another_closes_itself(desk: FakeDesk) -> None:
    async with bench(desk, "f2") as hands:
        below, page = await _page_over(hands)
        await hands.press("ctrl+l")  # typed right behind the key that closes the page
        page.dismiss(None)
        await hands.settle()
        assert hands.app.screen_stack[-1] is below
        assert hands.app._exception is None


async def test_a_palette_closed_while_it_gathers_takes_nothing_along(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        await hands.press("ctrl+p")
        palette = hands.app.screen
        await hands.app.pop_screen()
        worker = palette._gather_commands("评")
        with suppress(WorkerFailed):
            await worker.wait()
        await hands.settle()
        assert hands.app._exception is None


async def test_the_theme_switches_and_is_remembered(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        assert hands.app.theme == DARK
        await hands.press("ctrl+t")
        assert hands.app.theme == LIGHT
        assert "主题：浅色" in hands.notices()
    assert desk.states[None, "theme"] == LIGHT
    async with opened(desk) as hands:
        assert hands.app.theme == LIGHT
    async with opened(desk, theme=DARK) as hands:
        assert hands.app.theme == DARK
        await hands.press("ctrl+t", "ctrl+t", "ctrl+t")
        assert hands.app.theme == DARK


async def test_a_theme_that_comes_back_is_not_read_again(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk, theme=DARK) as hands:
        await hands.press("ctrl+t", "ctrl+t", "ctrl+t")
        colour = hands.app.screen.styles.background
        read = []
        monkeypatch.setattr(stylesheet, "parse", lambda *a, **_: read.append(a))
        await hands.press("ctrl+t")
        assert hands.app.screen.styles.background != colour
        assert not read


async def test_the_language_switches_where_one_is(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await hands.type("草稿")
        await hands.app.action_language()
        await hands.settle()
        await hands.settle()
        assert desk.lang is Lang.EN
        assert "grade BBB" in hands.text()
        assert hands.app.screen.tab == "chat"
        assert hands.app.screen.chat.prompt.text == "草稿"
        await hands.press("escape", "escape")
        assert "every figure has a source" in hands.text()
        await hands.app.action_language()
        await hands.settle()
        assert "每个数字都有出处" in hands.text()


async def test_the_language_waits_for_work_under_way(desk: FakeDesk) -> None:
    desk.gate.clear()
    async with bench(desk, "f3") as hands:
        hands.app.simulate_key("a")
        hands.app.simulate_key("enter")
        await hands.until(lambda: bool(desk.called("ask")))
        await hands.app.action_language()
        await hands.until(lambda: any("上一件事还没做完" in n for n in hands.notices()))
        desk.gate.set()
        await hands.settle()
        assert desk.lang is Lang.ZH


async def test_ctrl_c_says_what_quits(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        await hands.press("ctrl+c")
        assert "按 Ctrl+Q 退出" in hands.notices()


async def test_leaving_with_a_store_that_fails_still_leaves(desk: FakeDesk) -> None:
    async with bench(desk) as hands:
        desk.trouble["keep_state"] = StorageError("locked")
        await hands.press("ctrl+q")
    assert hands.app.return_code == 0


async def test_the_mouse_opens_tabs_rows_and_presses_keys_in_the_footer(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        await hands.pilot.click("#cases-table", offset=(4, 1))
        await hands.settle()
        assert isinstance(hands.app.screen, Workbench)
        await hands.pilot.click("#--content-tab-findings")
        await hands.settle()
        assert hands.app.screen.tab == "findings"
        assert "1 待核 · 1 采纳 · 0 排除" in hands.text()
        at = hands.footer().index("采纳")
        await hands.pilot.click(KeyBar, offset=(_cells(hands.footer()[:at]), 0))
        await hands.settle()
        assert "采纳预警" in hands.text()
        await hands.pilot.click("#cancel")
        await hands.settle()
        nothing = _cells(hands.footer().partition("  Esc")[0]) - 1  # where no key stands
        await hands.pilot.click(KeyBar, offset=(nothing, 0))
        await hands.settle()
        assert isinstance(hands.app.screen, Workbench)


def _cells(text: str) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)


async def test_digits_and_function_keys_open_the_tabs(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        for number, tab in enumerate(TABS, start=1):
            hands.app.screen.set_focus(None)
            await hands.press(str(number))
            assert hands.app.screen.tab == tab
        await hands.rest(0.6)
        assert desk.states[CASE, "tab"] == TABS[-1]
        await hands.press("f3")
        for number, tab in enumerate(TABS, start=2):
            await hands.press(f"f{number}")
            assert hands.app.screen.tab == tab


async def test_typing_in_a_filter_is_not_taken_for_commands(desk: FakeDesk) -> None:
    async with opened(desk) as hands:
        await hands.press("slash")
        await hands.type("nad1青")
        assert hands.app.screen.query_one(Input).value == "nad1青"
        assert isinstance(hands.app.screen, CasesScreen)


async def test_a_resize_is_followed(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        for size in ((40, 10), (200, 60), (80, 24)):
            await hands.pilot.resize_terminal(*size)
            for key in ("f2", "f3", "f4", "f5", "f6", "f7"):
                await hands.press(key)
        assert "授信调查报告" in hands.text()


def test_both_languages_have_every_text() -> None:
    for key, pair in TABLE.items():
        assert pair.zh.strip(), key
        assert pair.en.strip(), key
        assert _holes(pair.zh) == _holes(pair.en), key


def _holes(text: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


async def test_numbers_stay_whole_on_the_screen_whatever_its_width(desk: FakeDesk) -> None:
    number = "2,635.70万元"
    desk.kept = [Message(role="assistant", text=f"近十二个月净销售额为{number}，" * 6)]
    async with bench(desk, "f3", size=(60, 30)) as hands:
        for columns in (60, 61, 62, 63, 65):
            await hands.pilot.resize_terminal(columns, 30)
            await hands.settle()
            assert hands.text().count(number) == 6, columns


async def test_two_tabs_opened_in_a_row_leave_the_last_one_open(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        for key in ("f4", "f5", "f4", "f6"):  # faster than the screen follows
            hands.app.simulate_key(key)
        await hands.settle()
        await hands.rest(0.1)
        assert hands.app.screen.tab == "score"
        assert hands.app.focused.id == "score-rules"


async def test_a_key_of_ones_own_takes_the_place_of_the_one_it_had(desk: FakeDesk) -> None:
    app = TallystickApp(lambda: desk, lang=Lang.ZH, clock=now, start=Start(keys={"add": "f10"}))
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        assert "F10 添加资料" in hands.footer()
        await hands.press("a")
        assert isinstance(hands.app.screen, CasesScreen)
        await hands.press("f10")
        await hands.until(lambda: isinstance(hands.app.screen, AddFilesScreen))


def test_a_key_of_ones_own_that_does_nothing_we_know_is_said(desk: FakeDesk) -> None:
    with pytest.raises(UsageError, match="fly: no key does that") as raised:
        TallystickApp(lambda: desk, start=Start(keys={"fly": "f10"}))
    assert "add, " in raised.value.hint


async def test_a_theme_of_ones_own_comes_after_the_others(desk: FakeDesk, tmp_path: Path) -> None:
    (tmp_path / "sea.toml").write_text('primary = "#003355"\nbackground = "#001122"\n', "utf-8")
    app = TallystickApp(lambda: desk, clock=now, start=Start(themes=own_themes(tmp_path)))
    async with app.run_test() as pilot:
        hands = Hands(pilot)
        await hands.settle()
        seen = []
        for _ in range(4):
            await hands.press("ctrl+t")
            seen.append(hands.app.theme)
        assert seen == [LIGHT, CONTRAST, "sea", DARK]
        assert "主题：sea" in hands.notices()
    assert desk.states[None, "theme"] == DARK


@pytest.mark.parametrize("text", ['primary = "no colour"', "primary =", 'variables = "x"'])
def test_a_theme_that_is_none_is_said_with_its_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match="bad.toml"):
        own_themes(tmp_path)


async def test_the_palette_finds_figures_and_findings_of_the_case(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("ctrl+p")
        await hands.type("dscr")
        await hands.rest(0.4)
        assert "偿债" in hands.text()
        await hands.press("enter")
        await hands.until(lambda: isinstance(hands.app.screen, FigureScreen))
        assert "dscr" in hands.text()
        await hands.press("escape", "ctrl+p")
        await hands.type("晨原")
        await hands.rest(0.4)
        await hands.press("enter")
        await hands.until(lambda: hands.app.screen.tab == "findings")
        assert hands.app.screen.query_one(FindingsPane).chosen.id == "f-supplier"  # the second one


async def test_a_case_that_cannot_be_read_says_so_for_as_long_as_it_is_open(desk: FakeDesk) -> None:
    desk.trouble["case"] = StorageError("memos can't be read", zh="案卷的 memos 无法读取")
    async with opened(desk) as hands:
        await hands.press("enter")
        hands.app.clear_notifications()
        await hands.settle()
        assert "案卷的 memos 无法读取" in hands.text()
        assert "读取中" not in hands.text()
        await hands.press("escape")
        assert isinstance(hands.app.screen, CasesScreen)


async def test_a_palette_that_has_gone_takes_no_other_screen_with_it(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("ctrl+p")
        palette = hands.app.screen
        palette.dismiss()
        await hands.settle()
        left = len(hands.app.screen_stack)
        palette.dismiss()  # as a second Enter does that was on its way
        await hands.settle()
        assert len(hands.app.screen_stack) == left


async def test_what_is_typed_right_behind_a_tab_key_is_not_lost(desk: FakeDesk) -> None:
    """Keys wait in the queue while the machine is busy: the tab takes them, not the one before."""
    async with bench(desk, "f6") as hands:
        for key in ("f3", "毛", "利"):
            hands.app.post_message(Key(key, key if len(key) == 1 else None))
        await hands.settle()
        assert hands.app.screen.query_one(Prompt).text == "毛利"


async def test_a_notice_keeps_its_wide_characters_over_the_edges_of_what_it_covers(
    desk: FakeDesk,
) -> None:
    app = TallystickApp(lambda: desk, lang=Lang.ZH, clock=now)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.press("enter", "f7")
        texts = [f"{lead}主题：高对比高对比高对比" for lead in ("", "a")]  # odd and even places
        for text in texts:
            hands.app.notify(text, timeout=60, markup=False)
        await hands.until(lambda: hands.text().count("▌") > 1)
        await hands.settle()
        for text in texts:
            assert f" {text} " in hands.text()
        below = hands.app.screen._compositor
        for end in range(60, 90):  # what changes beneath may end anywhere
            below._dirty_regions = {Region(0, 0, end, 40)}
            drawn = below.render_partial_update().render_segments(hands.app.console)
            assert drawn.count("主题：高对比高对比高对比") == 2
