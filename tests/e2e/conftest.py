"""The installed command, as a user runs it; one home with one demo firm for the whole session."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.demo.files import write_files
from assistant.demo.firms import QINGHE

Run = Callable[..., subprocess.CompletedProcess[str]]


def command(home: Path) -> Run:
    """Runs ``tallystick ARGS --home HOME`` in a process of its own."""

    def run(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("TALLYSTICK_", "OPENAI_"))}
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("tallystick")),
                *words,
                "--home",
                str(home),
                *(() if "--lang" in words else ("--lang", "zh")),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**env, "TALLYSTICK_EMBEDDINGS": "off", "PYTHONUTF8": "1"},
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, (done.returncode, done.stdout[-2000:], done.stderr[-2000:])
        return done

    return run


@pytest.fixture(scope="session")
def firm_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files") / "qinghe"
    write_files(QINGHE, folder, full=True)
    return folder


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, firm_files: Path) -> Run:
    """A home whose one case holds the main demo firm's whole file."""
    run = command(tmp_path_factory.mktemp("home"))
    run("case", "new", QINGHE.name_zh, "--uscc", QINGHE.uscc)
    added = json.loads(run("add", "青禾", str(firm_files), "--json").stdout)
    assert all(one["ok"] for one in added), added
    return run


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A home with one empty case named 甲, for commands that fail or only read."""
    run = command(tmp_path_factory.mktemp("empty"))
    run("case", "new", "甲")
    return run


@pytest.fixture
def fresh(tmp_path: Path) -> Run:
    """A home with one empty case named 甲."""
    run = command(tmp_path / "home")
    run("case", "new", "甲")
    return run
