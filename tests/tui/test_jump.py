"""Jump mode, and the orders of the figures' grid."""

from assistant.domain.quantities import Lang
from tests.tui.conftest import bench
from tests.tui.made import FakeDesk
from tui.screens.jump import JumpScreen
from tui.screens.workbench import Workbench


async def test_a_letter_goes_to_a_tab_or_to_a_part_of_it(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await hands.press("ctrl+g")
        assert isinstance(hands.app.screen, JumpScreen)
        # The third tab is the third thing on the screen, from the top left on.
        assert " d " in hands.text()
        await hands.press("d")
        assert isinstance(hands.app.screen, Workbench)
        assert hands.app.screen.tab == "figures"
        await hands.press("ctrl+g")
        letter = next(
            t.letter for t in hands.app.screen._targets if t.widget.id == "figures-filter"
        )
        await hands.press(letter)
        assert hands.app.focused.id == "figures-filter"


async def test_any_other_key_leaves_jump_mode(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        before = hands.app.focused
        for key in ("escape", "1"):
            await hands.press("ctrl+g", key)
            assert isinstance(hands.app.screen, Workbench)
            assert hands.app.focused is before


async def test_figures_are_sorted_and_cited(desk: FakeDesk) -> None:
    async with bench(desk, "f4", lang=Lang.EN, size=(160, 40)) as hands:
        assert "▾ " in hands.text()
        await hands.press("s", "s", "s")
        assert "by change, largest first" in hands.text()
        assert "▾ " not in hands.text()
        await hands.press("s")
        # 23.82, 25.68, 26.36 million: (25.68-23.82)/(26.36-23.82)*7 = 5.1, so the sixth bar.
        assert "▁▆█" in hands.text()
        copied: list[str] = []
        hands.app.copy_to_clipboard = copied.append
        await hands.press("home", "down", "y")
        assert copied
        assert "[sales.net@" in copied[0]
        assert "Σ net amount" in copied[0]
