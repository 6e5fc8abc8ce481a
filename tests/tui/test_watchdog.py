"""Random keys over a real case while files come in: nothing crashes, nothing is lost.

``TALLYSTICK_WATCHDOG_S`` says for how many seconds (10 by default, 1800 for half an hour) and
``TALLYSTICK_WATCHDOG_SEED`` from which seed; a failure names its seed and last keys.
"""

import asyncio
import os
import random
import time
from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.settings import settings_from
from assistant.storage.audit import verify
from tests.tui.conftest import Hands, opened
from tests.tui.test_real_desk import LEASE, invoices
from tui.screens.add_files import AddFilesScreen
from tui.screens.workbench import Workbench

SECONDS = float(os.environ.get("TALLYSTICK_WATCHDOG_S", "10"))
SEED = int(os.environ.get("TALLYSTICK_WATCHDOG_SEED", "20261126"))
KEYS = (
    *("f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9") * 2,
    *("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab") * 3,
    *("enter", "escape") * 6,
    *"abcdefghijklmnopqrstuvwxyz0123456789/?[]VE",
    *"净销售额多少？",
    *("ctrl+f", "ctrl+p", "ctrl+r", "ctrl+t", "ctrl+s", "ctrl+j", "f1", "space", "backspace"),
    *("delete", "ctrl+c", "ctrl+u", "ctrl+a"),
)
"""Every key but the one that leaves, those of the code most often."""
SLOW_S = 10.0
"""Nobody waits longer for a screen to come to rest, on however busy a machine."""


class Clock:
    """Goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 20, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def broken(app: Any) -> str:
    """What went wrong, in one line; '' where nothing did."""
    if app._exception is not None or app.return_code is not None:
        return f"the app ended: {app._exception!r}"
    bugs = [str(n.message) for n in app._notifications if "程序内部错误" in str(n.message)]
    return bugs[0] if bugs else ""


async def test_random_keys_while_files_are_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    settings = settings_from(home=tmp_path / "home", by="demo", embeddings="off")
    desk = LocalDesk(Office(settings, Clock()))
    case = desk.new_case("甲示例有限公司")
    for _ in desk.add(case, [invoices(tmp_path / "sales.csv", "E1")], lambda: False):
        pass
    desk.score(case)
    chance, pressed = random.Random(SEED), deque[str](maxlen=60)
    waits: list[float] = []
    given: list[str] = []
    keys = 0
    async with opened(desk, size=(100, 32)) as hands:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            await _into_the_case(hands)
            if chance.random() < 0.02:
                given.append(await _give_file(hands, tmp_path, len(given)))
            if isinstance(hands.app.screen, AddFilesScreen):
                await hands.press("escape")  # its folders are the machine's own
                continue
            burst = chance.choices(KEYS, k=chance.choice((1, 1, 2, 8)))
            pressed.extend(burst)
            keys += len(burst)
            began = time.monotonic()
            for key in burst:  # typed ahead: the next key doesn't wait for the last one
                hands.app.simulate_key(key)
                await asyncio.sleep(0)
            await hands.settle()
            waits.append(time.monotonic() - began)
            said = broken(hands.app)
            assert not said, f"seed {SEED}, after {list(pressed)}: {said}"
            assert waits[-1] < SLOW_S, f"seed {SEED}, after {list(pressed)}"
        await hands.until(lambda: not any(s.jobs.is_busy("add") for s in _benches(hands)))
    waits.sort()
    with capsys.disabled():
        slow = waits[int(len(waits) * 0.95)] * 1000
        print(f" {keys} keys, {len(given)} files, rest after p95 {slow:.0f} ms", end=" ")
    kept = {s.name for s in desk.case(case).sources}
    assert kept >= set(given)
    assert verify(desk._office.store(case)).ok


def _benches(hands: Hands) -> list[Workbench]:
    return [s for s in hands.app.screen_stack if isinstance(s, Workbench)]


async def _into_the_case(hands: Hands) -> None:
    """Open the case again where the keys led out of it."""
    if not _benches(hands) and len(hands.app.screen_stack) == 2:
        await hands.press("escape", "home", "enter")


async def _give_file(hands: Hands, folder: Path, number: int) -> str:
    """Add one more file, unless one is under way."""
    path = folder / f"lease-{number}.md"
    path.write_text(f"{LEASE}\n附件 {number}。\n", "utf-8")
    bench = next(iter(_benches(hands)), None)
    if bench is None or not bench.is_current or bench.jobs.is_busy("add"):
        return "sales.csv"
    bench.add_paths([path])
    await hands.until(lambda: not (bench.is_mounted and bench.jobs.is_busy("add")))
    return path.name
