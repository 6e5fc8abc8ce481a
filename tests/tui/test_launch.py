"""The console command's split, opening from settings, and the browser behind its key."""

import asyncio
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, web
from aiohttp.test_utils import TestClient, TestServer

from assistant.domain.quantities import Lang
from tui import launch as launching
from tui.__main__ import app_flags, main
from tui.app import TallystickApp
from tui.launch import launch, open_desk_for
from tui.messages import Words
from tui.serve import GuardedServer


@pytest.mark.parametrize(
    ("argv", "flags"),
    [
        ([], {}),
        (["--lang", "en"], {"lang": "en"}),
        (["--lang=en", "--home", "/h"], {"lang": "en", "home": "/h"}),
        (["serve"], {"serve": "yes"}),
        (["serve", "--port", "9000"], {"serve": "yes", "port": "9000"}),
        (["--port", "9000"], None),
        (["case", "list"], None),
        (["serve", "serve"], None),
        (["--home"], None),
        (["--help"], None),
        (["--lang", "en", "doctor"], None),
    ],
)
def test_what_opens_the_app_and_what_is_the_command_line(
    argv: list[str], flags: dict[str, str] | None
) -> None:
    assert app_flags(argv) == flags


def test_other_words_go_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import assistant.cli

    monkeypatch.setattr(assistant.cli, "main", lambda argv: 40 + len(argv))
    assert main(["case", "list"]) == 42


def test_no_words_open_the_app_from_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[TallystickApp] = []

    def run(self: TallystickApp) -> None:
        seen.append(self)

    monkeypatch.setattr(TallystickApp, "run", run)
    assert main(["--lang", "en", "--home", str(tmp_path), "--theme", "tallystick-light"]) == 0
    assert seen[0].words.lang is Lang.EN
    assert seen[0].theme == "tallystick-light"
    assert seen[0]._open_desk().cases() == []


def test_a_language_that_is_none_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert launch({"lang": "fr"}) == 2
    assert "fr" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1"])
def test_a_port_that_is_none_is_a_usage_error(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert launch({"serve": "yes", "port": port, "lang": "en"}) == 2
    assert f"--port {port}" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said_with_another(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert launch({"serve": "yes", "port": str(port), "lang": "en"}) == 2
    said = capsys.readouterr().err
    assert f"port {port} is already in use" in said
    assert f"--port {port + 1}" in said


def test_serving_hands_the_flags_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands: list[str] = []
    monkeypatch.setattr(GuardedServer, "serve", lambda self: commands.append(self.command))
    flags = {"serve": "yes", "port": "0" * 3 + "8799", "home": str(tmp_path), "lang": "en"}
    assert launch(flags) == 0
    assert commands[0].endswith(f"-m tui --lang=en --home={tmp_path}")


def test_the_desk_of_the_settings_is_the_local_one(tmp_path: Path) -> None:
    from assistant.settings import settings_from

    desk = open_desk_for(settings_from(home=tmp_path, lang="en"))
    assert desk.lang is Lang.EN
    assert launching.open_desk_for is open_desk_for


async def _client(port: int = 8642) -> TestClient[Any, Any]:
    server = GuardedServer("true", port, "secret", Words(Lang.EN))
    return TestClient(TestServer(await server._make_app()))


async def test_the_browser_needs_the_key_and_our_own_page() -> None:
    home = {"Host": "127.0.0.1:8642"}
    async with await _client() as client:
        assert (await client.get("/", headers=home)).status == 403
        assert (await client.get("/?key=wrong", headers=home)).status == 403
        assert (await client.get("/?key=secret", headers={"Host": "evil:8642"})).status == 403
        foreign = {**home, "Origin": "http://evil"}
        assert (await client.get("/?key=secret", headers=foreign)).status == 403
        found = await client.get("/?key=secret", headers=home)
        assert found.status == 200
        assert "connect-src 'self' ws://127.0.0.1:8642" in found.headers["Content-Security-Policy"]
        assert ".xterm-helper-textarea" in await found.text(), "the keyboard goes to the app"
        assert "overflow: hidden" in await found.text(), "the window holds the whole screen"
        assert "HttpOnly" in found.headers["Set-Cookie"]
        kept = {**home, "Cookie": "tallystick=secret"}
        assert (await client.get("/", headers=kept)).status == 200


async def test_leaving_waits_for_the_app_behind_a_page_and_for_no_browser() -> None:
    server = GuardedServer("true", 8642, "secret", Words(Lang.EN))
    served = await server._make_app()
    began, tidied = asyncio.Event(), []

    async def page(_: web.Request) -> web.Response:
        began.set()
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            tidied.append("the app behind it")
        return web.Response()

    served.router.add_get("/page", page)
    async with TestClient(TestServer(served)) as client:
        home = {"Host": "127.0.0.1:8642"}
        asking = asyncio.create_task(client.get("/page?key=secret", headers=home))
        await began.wait()
        await server.on_shutdown(served)
        assert tidied
        with suppress(ClientError):
            await asking
        await server.on_shutdown(served)  # with no page open there is nothing to wait for


async def test_the_address_with_its_key_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    server = GuardedServer("true", 8642, "secret", Words(Lang.ZH))
    server.initialize_logging()
    await server.on_startup(await server._make_app())
    # A terminal takes all up to the next space for the link, full-width brackets too.
    assert "/?key=secret " in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "told"), [("en", "is not installed"), ("zh", "本机没有安装")])
def test_without_the_web_server_serve_says_how_to_install_it(
    lang: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("tui.launch.find_spec", lambda name: None)
    assert launch({"serve": "yes", "home": str(tmp_path), "lang": lang}) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "pip install 'tallystick[serve]'" in said
