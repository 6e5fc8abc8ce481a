"""What the figures and findings tabs show, taken away as CSV; and the moves of vi."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.domain.findings import Review, ReviewState
from tests.tui.conftest import Hands, bench
from tests.tui.made import FINDINGS, FakeDesk, case_file, now
from tui.app import TallystickApp
from tui.screens.case_screen import CaseScreen
from tui.start import Start
from tui.vi import KEYS
from tui.widgets.findings_pane import FindingsPane
from tui.widgets.rows import Rows


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


async def test_the_figures_are_written_as_they_are_filtered_with_every_digit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CaseScreen, "start_folder", lambda _: tmp_path)
    async with bench(FakeDesk(case_file()), "f4") as hands:
        await hands.press("slash")
        await hands.type("e")
        await hands.rest(0.1)
        await hands.press("enter", "x", "enter")
        assert "已写入" in hands.notices()[-1]
    (path,) = tmp_path.iterdir()
    rows = {row["代码"]: row for row in _read(path)}
    # The grid prints 2,635.70 万元; a spreadsheet gets what is stored, and the unit that it is in.
    assert rows["sales.net@2025"]["2025"] == "26357000.00"
    assert rows["sales.net@2025"]["单位"] == "元"
    assert rows["sales.growth@2025"]["2025"] == "0.0262"
    # Nobody confirmed the one, and sources disagree on the other: no spreadsheet adds them up.
    assert rows["revenue@FY2025"]["2025"] == "? 26000000"
    assert rows["net_profit@FY2025"]["2025"] == "≠ -120000"


async def test_a_note_that_is_a_formula_stays_words_in_a_spreadsheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CaseScreen, "start_folder", lambda _: tmp_path)
    note = Review(
        state=ReviewState.DISMISSED,
        who="li",
        when=datetime(2026, 1, 20, 9, tzinfo=UTC),
        note='=HYPERLINK("http://x","y")',
    )
    findings = (FINDINGS[0].model_copy(update={"review": note}), *FINDINGS[1:])
    async with bench(FakeDesk(case_file(findings=findings)), "f5") as hands:
        await hands.press("x", "enter")
    (path,) = tmp_path.iterdir()
    # Open and kept ones stand before dismissed ones, as in the list.
    kept, dismissed = _read(path)
    assert (kept["核查"], kept["说明"]) == ("采纳", "已电话核实")
    assert (dismissed["程度"], dismissed["经办人"]) == ("严重", "li")
    assert dismissed["说明"] == '\'=HYPERLINK("http://x","y")'


def _app(desk: FakeDesk, *, vi_moves: bool) -> TallystickApp:
    keys = KEYS if vi_moves else {}
    return TallystickApp(lambda: desk, clock=now, start=Start(keys=keys, vi_moves=vi_moves))


async def test_the_moves_of_vi_go_through_tables_and_lists_and_never_into_a_text() -> None:
    app = _app(FakeDesk(case_file()), vi_moves=True)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.press("enter", "f4", "g")
        table = app.screen.query_one("#figures-table", Rows)
        await hands.press("j", "j", "j", "k")
        assert table.cursor_row == 2
        await hands.press("G")
        assert table.cursor_row == table.row_count - 1
        await hands.press("h")
        assert table.cursor_column == 3
        await hands.press("f5", "j")
        pane = app.screen.query_one(FindingsPane)
        assert pane.chosen is not None
        assert pane.chosen.id == "f-supplier"
        await hands.press("k")
        assert pane.chosen.id == "f-dscr"
        assert "K 采纳" in hands.footer()
        await hands.press("f3")
        await hands.type("jk")
        assert app.screen.chat.prompt.text == "jk"
        await hands.press("f1")
        assert "j k h l g G ^d ^u" in hands.text()


async def test_without_the_setting_a_letter_is_what_it_was(desk: FakeDesk) -> None:
    app = _app(desk, vi_moves=False)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.press("enter", "f4", "j")
        assert app.screen.query_one("#figures-table", Rows).cursor_row == 0
