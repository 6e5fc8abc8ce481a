"""One picture a screen; ``pytest tests/tui/test_snapshots.py --snapshot-update`` redraws them."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.domain.quantities import Lang
from tests.tui.conftest import Hands
from tests.tui.made import FakeDesk, case_file, now
from tests.tui.made_interview import RAISED, view
from tui.app import TallystickApp

SIZE = (80, 24)


@pytest.mark.parametrize(
    ("keys", "lang", "theme"),
    [
        ((), Lang.ZH, "tallystick-dark"),
        (("enter", "f4", "down"), Lang.ZH, "tallystick-dark"),
        (("enter", "f5"), Lang.EN, "tallystick-light"),
        (("enter", "f7"), Lang.ZH, "tallystick-light"),
    ],
    ids=["cases", "figures", "findings", "memo"],
)
def test_the_screen_looks_as_it_did(
    snap_compare: Callable[..., bool], keys: tuple[str, ...], lang: Lang, theme: str
) -> None:
    async def walk(pilot: Pilot[Any]) -> None:
        hands = Hands(pilot)
        await hands.settle()
        await hands.press(*keys)
        await hands.rest(0.1)

    desk = FakeDesk(case_file(), lang=lang)
    app = TallystickApp(lambda: desk, lang=lang, theme=theme, clock=now)
    assert snap_compare(app, terminal_size=SIZE, run_before=walk)


@pytest.mark.parametrize(
    ("lang", "theme"), [(Lang.ZH, "tallystick-dark"), (Lang.EN, "tallystick-light")]
)
def test_the_interview_looks_as_it_did(
    snap_compare: Callable[..., bool], lang: Lang, theme: str
) -> None:
    async def walk(pilot: Pilot[Any]) -> None:
        hands = Hands(pilot)
        await hands.settle()
        await hands.press("enter", "f9", "n")
        await hands.rest(0.1)

    desk = FakeDesk(case_file(findings=RAISED), lang=lang)
    desk.views = (view(),)
    app = TallystickApp(lambda: desk, lang=lang, theme=theme, clock=now)
    assert snap_compare(app, terminal_size=(110, 30), run_before=walk)
