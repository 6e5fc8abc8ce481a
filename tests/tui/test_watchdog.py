"""Random keys over a real case while files come in and a model writes: nothing crashes or is lost.

``TALLYSTICK_WATCHDOG_S`` says for how many seconds (10 by default, 1800 for half an hour) and
``TALLYSTICK_WATCHDOG_SEED`` from which seed; a failure names its seed and last keys.
"""

import asyncio
import gc
import os
import random
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.domain.case import CaseId
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.settings import settings_from
from assistant.storage.audit import verify
from evals.fast_writer import writing
from tests.tui.conftest import Hands, opened
from tests.tui.test_real_desk import LEASE, invoices
from tui.app import TallystickApp
from tui.memory import Memory
from tui.screens import workbench
from tui.screens.add_files import AddFilesScreen
from tui.screens.workbench import Workbench
from tui.start import Start

SECONDS = float(os.environ.get("TALLYSTICK_WATCHDOG_S", "10"))
SEED = int(os.environ.get("TALLYSTICK_WATCHDOG_SEED", "20261126"))
KEYS = (
    *("f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9") * 2,
    *("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab") * 3,
    *("enter", "escape") * 6,
    *"abcdefghijklmnopqrstuvwxyz0123456789/?[]VE",
    *"净销售额多少？",
    *(
        "ctrl+f",
        "ctrl+p",
        "ctrl+l",
        "ctrl+r",
        "ctrl+t",
        "ctrl+s",
        "ctrl+j",
        "f1",
        "space",
        "backspace",
    ),
    *("delete", "ctrl+c", "ctrl+u", "ctrl+a"),
)
"""Every key but the one that leaves, those of the code most often."""
LEAVES = "action_quit"
"""What the command palette can still call to leave; nobody leaves while keys are pressed."""
BREATH_S = workbench._BREATH_S
"""How soon tabs are filled ahead: as for a user, and not as in other tests."""
FIFTHS = 5
"""Parts of the time at whose ends memory is noted."""
LONG_S = 1500.0
"""So long a run has loaded, within its first fifth, all that is loaded once."""
STEADY = 1.25
"""Memory at the end of a long run is no more than so many times that after its first fifth: what
the case itself has grown by since is in it."""
PROMPT_S = 0.1
"""A key should have been painted by then; counted, as a test that times fails on busy machines."""
REST_S = 2.5
"""How long a user's hands rest now and then, which is when the app tidies its memory."""
IMPATIENT = 0.3
"""How often the next keys come while something is still under way."""
HURRY_S = 0.1
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


class Moment(NamedTuple):
    """A point in time, in seconds."""

    clock: float
    own: float
    """Processor time of the app's own thread until then: what a busy machine doesn't add to."""

    @classmethod
    def now(cls) -> "Moment":
        return cls(time.monotonic(), time.thread_time())


class Seen:
    """What came of the keys, in seconds and megabytes."""

    def __init__(self) -> None:
        self.keys = 0
        self._began = time.monotonic()
        self.memory: list[int] = []
        """At the end of each fifth of the time."""
        self.waits: list[float] = []
        self.painted: list[float] = []
        self.own: list[float] = []
        self.late: list[str] = []

    def note(self, keys: list[str], where: str, began: Moment, frames: list[Moment]) -> None:
        """Keys that were pressed at ``began`` on a screen, and the frames since then."""
        self.keys += len(keys)
        self.waits.append(time.monotonic() - began.clock)
        if frames and len(keys) == 1:
            self.painted.append(frames[0].clock - began.clock)
            self.own.append(frames[0].own - began.own)
            if self.own[-1] > PROMPT_S:
                self.late.append(f"{keys[0]} on {where} {self.own[-1] * 1000:.0f}")
        gone = time.monotonic() - self._began
        if len(self.memory) < min(gone * FIFTHS // SECONDS, FIFTHS - 1):
            self.memory.append(_memory_mb())

    def told(self) -> str:
        first, rest, own = (_p95_ms(t) for t in (self.painted, self.waits, self.own))
        late = sum(p > PROMPT_S for p in self.painted)
        return (
            f"{self.keys} keys, p95 {first} ms to the first frame, {own} ms of them the app's own "
            f"work, {rest} ms to rest; {late} of {len(self.painted)} single keys later than "
            f"{PROMPT_S * 1000:.0f} ms, {len(self.late)} by the app's own work: "
            f"{', '.join(self.late)}; "
            f"memory {', '.join(map(str, self.memory))} MB after each fifth of the time"
        )


@pytest.fixture
def tidied() -> Iterator[Memory]:
    """The program's own way with memory; Python's again afterwards."""
    before = gc.get_threshold()
    yield Memory()
    Memory.end()
    gc.set_threshold(*before)


@pytest.fixture
def model() -> Iterator[str]:
    """The base URL of a model that writes a short answer in a quarter of a second."""
    with writing(4, 200) as url:
        yield url


async def test_random_keys_while_files_are_added(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tidied: Memory,
    model: str,
) -> None:
    _as_for_a_user(monkeypatch, tmp_path)
    desk = _desk(tmp_path, model)
    chance, pressed = random.Random(SEED), deque[str](maxlen=60)
    given: list[tuple[CaseId, str]] = []
    seen, frames = Seen(), _frames(monkeypatch)
    async with opened(desk, size=(100, 32), start=Start(tidied)) as hands:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            await _into_the_case(hands)
            if chance.random() < 0.01:
                await hands.rest(REST_S)
            if chance.random() < 0.02:
                given += await _give_file(hands, tmp_path, len(given))
            if isinstance(hands.app.screen, AddFilesScreen):
                await hands.press("escape")  # its folders are the machine's own
                continue
            burst = chance.choices(KEYS, k=chance.choice((1, 1, 2, 8)))
            pressed.extend(burst)
            where = type(hands.app.screen).__name__
            began = Moment.now()
            frames.clear()
            for key in burst:  # typed ahead: the next key doesn't wait for the last one
                hands.app.simulate_key(key)
                await asyncio.sleep(0)
            if chance.random() < IMPATIENT:
                await asyncio.sleep(chance.random() * HURRY_S)
            else:
                await hands.settle()
                seen.note(burst, where, began, frames)
            said = broken(hands.app)
            assert not said, f"seed {SEED}, after {list(pressed)}: {said}"
            assert max(seen.waits[-1:], default=0) < SLOW_S, f"seed {SEED}, after {list(pressed)}"
        await hands.until(lambda: not any(s.jobs.is_busy("add") for s in _benches(hands)))
    seen.memory.append(_memory_mb())
    with capsys.disabled():
        print(f" {len(given)} files, {seen.told()}", end=" ")
    assert not _lost(desk, given)
    assert SECONDS < LONG_S or seen.memory[-1] <= seen.memory[0] * STEADY


def _desk(folder: Path, model: str) -> LocalDesk:
    """A desk with a scored case of one file, and a model."""
    told = {"by": "demo", "embeddings": "off", "llm_base_url": model, "llm_model": "fast"}
    desk = LocalDesk(Office(settings_from(home=folder / "home", **told), Clock()))
    case = desk.new_case("甲示例有限公司")
    for _ in desk.add(case, [invoices(folder / "sales.csv", "E1")], lambda: False):
        pass
    desk.score(case)
    return desk


def _lost(desk: LocalDesk, given: list[tuple[CaseId, str]]) -> set[tuple[CaseId, str]]:
    """Files that aren't in the case that they were given to, each of which is whole."""
    cases = [head.id for head in desk.cases()]  # the keys may open more than one
    assert all(verify(desk._office.store(c)).ok for c in cases)
    return set(given) - {(c, s.name) for c in cases for s in desk.case(c).sources}


def _as_for_a_user(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Who starts in ``folder``, has an editor that changes nothing, and doesn't leave."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr(TallystickApp, LEAVES, _stay)
    monkeypatch.setattr(workbench, "_BREATH_S", BREATH_S)


async def _stay(_app: TallystickApp) -> None:
    """Stand in for leaving: a screen is painted no more once its app is on its way out."""


def _frames(monkeypatch: pytest.MonkeyPatch) -> list[Moment]:
    """When each frame was painted, as they come."""
    moments: list[Moment] = []
    display = TallystickApp._display

    def noted(self: TallystickApp, *told: Any) -> None:
        display(self, *told)
        moments.append(Moment.now())

    monkeypatch.setattr(TallystickApp, "_display", noted)
    return moments


def _p95_ms(seconds: list[float]) -> int:
    return round(sorted(seconds)[int(len(seconds) * 0.95)] * 1000) if seconds else 0


def _memory_mb() -> int:
    """Memory of this process; 0 where the system doesn't tell."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return 0
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def _benches(hands: Hands) -> list[Workbench]:
    return [s for s in hands.app.screen_stack if isinstance(s, Workbench)]


async def _into_the_case(hands: Hands) -> None:
    """Open the case again where the keys led out of it."""
    if not _benches(hands) and len(hands.app.screen_stack) == 2:
        await hands.press("escape", "home", "enter")


async def _give_file(hands: Hands, folder: Path, number: int) -> list[tuple[CaseId, str]]:
    """Add one more file to the case that is open, unless one is under way."""
    bench = next(iter(_benches(hands)), None)
    if bench is None or not bench.is_current or bench.jobs.is_busy("add"):
        return []
    path = folder / f"lease-{number}.md"
    path.write_text(f"{LEASE}\n附件 {number}。\n", "utf-8")
    bench.add_paths([path])
    await hands.until(lambda: not (bench.is_mounted and bench.jobs.is_busy("add")))
    return [(bench.case_id, path.name)]
