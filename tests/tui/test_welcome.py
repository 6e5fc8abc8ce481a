"""The first run: language, folder, model, and where one is afterwards."""

import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from assistant.domain.quantities import Lang
from assistant.services.beginning import is_begun
from assistant.services.desk import open_desk
from assistant.settings import Settings, settings_from
from tests.tui.conftest import Hands
from tests.tui.made import now
from tui.app import TallystickApp
from tui.entrance import FirstRun
from tui.screens.cases import CasesScreen
from tui.start import Start


def one_case(settings: Settings, say: Callable[[str], None]) -> object:
    """Stands for the demo, which takes a minute: one case by the same desk."""
    say("+ qinghe")
    return open_desk(settings).new_case("演示甲")


@asynccontextmanager
async def welcomed(home: Path) -> AsyncIterator[Hands]:
    settings = settings_from(home=home, by="demo", embeddings="off")
    assert not is_begun(settings)
    app = TallystickApp(
        lambda: open_desk(settings),
        lang=Lang.ZH,
        clock=now,
        start=Start(entrance=FirstRun(settings, one_case)),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        yield hands


async def test_the_first_run_sets_up_a_home_and_opens_an_empty_cabinet(tmp_path: Path) -> None:
    home = tmp_path / "案卷"
    async with welcomed(home) as hands:
        assert "欢迎使用 Tallystick" in hands.text()
        hands.app.screen.query_one("#lang").value = Lang.EN
        await hands.settle()
        assert "Welcome to Tallystick" in hands.text()
        assert hands.app.screen.query_one("#home").value == str(home)
        await hands.press("ctrl+s")
        await hands.until(lambda: isinstance(hands.app.screen, CasesScreen))
        await hands.settle()
        assert "No cases yet" in hands.text()
    assert tomllib.loads((home / "config.toml").read_text("utf-8")) == {"lang": "en"}
    assert (home / "config.toml").stat().st_mode & 0o777 == 0o600
    again = settings_from(home=home)
    assert is_begun(again)
    assert again.lang is Lang.EN


async def test_the_demo_is_one_key_away_and_another_folder_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("TALLYSTICK_HOME")
    chosen = tmp_path / "elsewhere"
    async with welcomed(tmp_path / "offered") as hands:
        hands.app.screen.query_one("#home").value = str(chosen)
        hands.app.screen.query_one("#llm_base_url").value = "http://127.0.0.1:9/v1"
        hands.app.screen.query_one("#llm_model").value = "m"
        await hands.press("ctrl+o")
        await hands.until(lambda: "演示甲" in hands.text())
    stored = settings_from()
    assert stored.home == chosen
    assert stored.llm_base_url == "http://127.0.0.1:9/v1"


@pytest.mark.parametrize("name", ["", "/proc/nowhere"])
async def test_a_folder_that_is_none_is_said_and_asked_for_again(name: str, tmp_path: Path) -> None:
    async with welcomed(tmp_path / "home") as hands:
        hands.app.screen.query_one("#home").value = name
        await hands.press("ctrl+s")
        said = "请填一个文件夹" if not name else "/proc/nowhere 无法建立"
        await hands.until(lambda: said in hands.text())
        assert hands.app.return_code is None


async def test_a_model_that_does_not_answer_is_said(tmp_path: Path) -> None:
    async with welcomed(tmp_path / "home") as hands:
        hands.app.screen.action_probe()
        await hands.settle()
        assert "没有填地址：离线作答" in hands.text()
        # Port 9 of this machine: nobody listens there.
        hands.app.screen.query_one("#llm_base_url").value = "http://127.0.0.1:9/v1"
        hands.app.screen.action_probe()
        await hands.settle()
        assert "请填模型名称" in hands.text()
        hands.app.screen.query_one("#llm_model").value = "m"
        hands.app.screen.action_probe()
        await hands.until(lambda: "✗ m" in hands.text())
