"""What docs/proof.md shows runs as it stands, and each row of its table holds."""

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.checks import SourceText
from assistant.proof.check import check_text
from assistant.proof.stated import check_stated

PAGE = (Path(__file__).parents[2] / "docs" / "proof.md").read_text("utf-8")
CODE, PRINTED = (
    re.search(rf"```{lang}\n(.*?)```", PAGE, re.DOTALL)[1]  # type: ignore[index]
    for lang in ("python", "text")
)
ROWS = re.findall(
    r"^\| (?P<text>[^|]+) \| (proved|false|unchecked) \| [^|]+ \|$", PAGE, re.MULTILINE
)


SOURCE = re.search(r"```source\n(.*?)```", PAGE, re.DOTALL)[1]  # type: ignore[index]
AGAINST = re.findall(r"^\| ([^|]+) \| (proved|false|unchecked) \| [^|]+ \|$", PAGE.split("```source")[1],
                     re.MULTILINE)  # fmt: skip
ROWS = [row for row in ROWS if row not in AGAINST]


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The page's names after its code ran, and what it printed."""
    names: dict[str, Any] = {}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(CODE, names)  # noqa: S102  the page's own code
    return {**names, "out": out.getvalue()}


def test_the_example_prints_what_the_page_says(shown: dict[str, Any]) -> None:
    lines = [line.rstrip() for line in shown["out"].strip().splitlines()]
    assert lines == PRINTED.strip().splitlines()


def test_the_table_tells_every_verdict() -> None:
    assert len(ROWS) >= 20
    assert {verdict for _, verdict in ROWS} == {"proved", "false", "unchecked"}


@pytest.mark.parametrize(("text", "verdict"), ROWS, ids=[text for text, _ in ROWS])
def test_a_row_holds(text: str, verdict: str, shown: dict[str, Any]) -> None:
    assert check_text(text, shown["book"]).verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), AGAINST, ids=[text for text, _ in AGAINST])
def test_a_row_holds_against_the_plain_source(text: str, verdict: str) -> None:
    source = SourceText(source="1", source_name="the page", page=1, text=SOURCE)
    assert check_stated(text, [source]).verdict == verdict
