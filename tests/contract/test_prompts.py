"""A released prompt is never edited: each file has the digest that the manifest gives it."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from prompts.loader import PromptError, load_prompt

FOLDER = Path(__file__).parents[2] / "prompts"
DIGESTS: dict[str, str] = tomllib.loads((FOLDER / "manifest.toml").read_text("utf-8"))["digests"]
FILES = sorted(FOLDER.glob("*/v*.md"))


def ref_of(path: Path) -> str:
    return f"{path.parent.name}@{path.stem.removeprefix('v')}"


def test_every_file_is_in_the_manifest_and_every_line_has_a_file() -> None:
    assert {ref_of(path) for path in FILES} == set(DIGESTS)


@pytest.mark.parametrize("path", FILES, ids=ref_of)
def test_the_file_is_what_was_released(path: Path) -> None:
    assert hashlib.sha256(path.read_bytes()).hexdigest() == DIGESTS[ref_of(path)]


@pytest.mark.parametrize("path", FILES, ids=ref_of)
def test_the_loader_takes_it_and_fills_it_once(path: Path) -> None:
    name, version = ref_of(path).split("@")
    prompt = load_prompt(name, int(version))
    assert prompt.digest == DIGESTS[ref_of(path)]
    # What is put in holds a placeholder itself; it must come out as it went in.
    filled = prompt.fill(**dict.fromkeys(prompt.inputs, "{{question}} of 甲"))
    whole = filled.system + filled.user
    left = set(re.findall(r"\{\{([a-z_]+)\}\}", whole))
    assert left <= {"question"}
    with pytest.raises(PromptError):
        prompt.fill(nobody_declared="x")
