"""The real app, driven by keys, over a desk in memory or a real one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from assistant.domain.quantities import Lang
from tests.tui.made import FakeDesk, case_file, now
from tui.app import TallystickApp
from tui.desk import Desk
from tui.screens import workbench
from tui.start import Start


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tabs are filled when they are opened and not ahead, so that no test waits for others'."""
    monkeypatch.setattr(workbench, "_BREATH_S", 3600)


class Hands:
    """What a user's hands and eyes do."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app: Any = pilot.app

    async def settle(self) -> None:
        """Until no work is under way, no message is on its way and all is painted."""
        quiet = 0
        for _ in range(3000):
            await asyncio.sleep(0.003)
            app = self.app
            pumps = [app, *app.screen_stack, *app.screen.walk_children()]
            busy = any(not w.is_finished and w.name != "_loader" for w in app.workers) or any(
                not p._message_queue.empty() or p._next_callbacks for p in pumps
            )
            screen = app.screen
            busy = busy or screen._dirty_widgets or screen._layout_required
            quiet = 0 if busy else quiet + 1
            if quiet == 3:
                return
        msg = "the app never came to rest"
        raise AssertionError(msg)

    async def press(self, *keys: str) -> None:
        """Keys, one after the other; each is settled."""
        for key in keys:
            self.app.simulate_key(key)
            await self.settle()

    async def rest(self, seconds: float = 0.2) -> None:
        """Wait for what waits for the user to rest."""
        await asyncio.sleep(seconds)
        await self.settle()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Until something holds, while work may be under way."""
        for _ in range(1500):
            if holds():
                return
            await asyncio.sleep(0.005)
        msg = f"it never came:\n{self.text()}"
        raise AssertionError(msg)

    async def type(self, text: str) -> None:
        """Text as an input method hands it over: character by character."""
        for char in text:
            self.app.post_message(events.Key("space" if char == " " else char, char))
        await self.settle()

    def text(self) -> str:
        """Everything on the screen, as lines of characters."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in lines)

    def notices(self) -> list[str]:
        """What the notices say that stand at the moment."""
        return [str(n.message) for n in self.app._notifications]

    def footer(self) -> str:
        """The line of keys."""
        return self.text().splitlines()[-1]


@asynccontextmanager
async def opened(
    desk: Desk,
    *,
    size: tuple[int, int] = (120, 40),
    lang: Lang = Lang.ZH,
    theme: str = "",
    start: Start | None = None,
) -> AsyncIterator[Hands]:
    """The app over ``desk``, its cases read."""
    app = TallystickApp(lambda: desk, lang=lang, theme=theme, clock=now, start=start)
    async with app.run_test(size=size) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.settle()
        yield hands


@pytest.fixture
def desk() -> FakeDesk:
    """A desk with one whole case."""
    return FakeDesk(case_file())


@asynccontextmanager
async def bench(desk: Desk, tab: str = "", **how: Any) -> AsyncIterator[Hands]:
    """The workbench of the first case, with ``tab`` (a function key) open."""
    async with opened(desk, **how) as hands:
        if len(hands.app.screen_stack) < 3:
            await hands.press("enter")
        await hands.settle()
        if tab:
            await hands.press(tab)
        yield hands
