"""``kill -9`` at a random moment of the installed ``add``: what was acknowledged is there, whole."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.e2e.conftest import Run
from tests.e2e.test_bad_input import invoices, row

FILES = 4


def files_of(folder: Path) -> dict[str, int]:
    """One invoice a file, of 1, 2, 4, ... yuan: any sum says which files are in it."""
    for n in range(FILES):
        invoices(folder / f"{n}.xlsx", [row(n, "2024/1/31", 2**n)])
    return {f"{n}.xlsx": 2**n for n in range(FILES)}


def ready(run: Run) -> set[str]:
    sources = json.loads(run("case", "show", "甲", "--json").stdout)["sources"]
    assert all(s["state"] == "ready" for s in sources)
    return {s["name"] for s in sources}


def counted(run: Run) -> int:
    """Net sales in yuan; 0 where no invoice is in the case yet."""
    figures = json.loads(run("figures", "甲", "--json").stdout)
    found = [f["value"] for f in figures if f["key"] == "sales.net@2024"]
    return int(float(found[0])) if found else 0


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_while_adding(fresh: Run, tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    worth = files_of(folder)
    command = [str(Path(sys.executable).with_name("tallystick")), "add", "甲", str(folder)]
    with subprocess.Popen(
        [*command, "--home", str(tmp_path / "home"), "--lang", "en"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TALLYSTICK_EMBEDDINGS": "off", "PYTHONUNBUFFERED": "1"},
    ) as child:
        assert child.stderr is not None
        first = child.stderr.readline()
        time.sleep(Random(seed).uniform(0, 2.5))
        child.kill()
        told = first + child.stderr.read()
    acknowledged = {
        Path(line.split(": ")[0]).name for line in told.splitlines() if line.startswith("+ ")
    }
    assert acknowledged
    there = ready(fresh)
    assert acknowledged <= there
    assert len(there - acknowledged) <= 1, "at most the one that was kept and not yet said"
    assert counted(fresh) == sum(worth[name] for name in there), "figures are those of the files"
    assert json.loads(fresh("audit", "甲", "--verify", "--json").stdout)["ok"]
    fresh("add", "甲", str(folder))
    assert ready(fresh) == set(worth)
    assert counted(fresh) == sum(worth.values())
    kept = {p.name for p in next((tmp_path / "home" / "cases").iterdir()).glob("sources/*")}
    assert len(kept) == FILES, "what no row names is swept"
