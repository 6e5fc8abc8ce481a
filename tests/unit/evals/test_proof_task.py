"""The proof task: what it counts, what its control is, and the peers' environment."""

import json
import os
import sys
from pathlib import Path

import pytest

from evals.peers import PEERS, Question, ask_peer
from evals.task import TaskInput
from evals.tasks.proof import TASK, compared, elsewhere, labelled


def _manifest(folder: Path) -> Path:
    rows = [
        # 187 is stated for 2024, 312 for 2023: the third takes the other year's, the fourth is true.
        ("a", "zh", "level", ["one"], "2024年净利润187万元。", True),
        ("b", "en", "level", ["two"], "Net sales were CNY 9 million in 2024.", True),
        ("c", "zh", "period_swap", ["one"], "2024年净利润312万元。", False),
        ("d", "zh", "level", ["2024年存货40万元。"], "2024年存货40万元。", True),
    ]
    keys = ("id", "lang", "tag", "sources", "text", "true")
    lines = [json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) for row in rows]
    path = folder / "set.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    texts = {
        "one": "2024年净利润187万元，2023年312万元。",
        "two": "Net sales 2024: CNY 9 million",
    }
    (folder / "sources.json").write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    return path


def test_false_passed_and_true_kept_are_shares_of_their_own_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALLYSTICK_PEERS_PYTHON", raising=False)
    result = TASK.run(TaskInput(None, _manifest(tmp_path)))
    assert result.n == 4
    assert result.metrics["false_passed"].value == 0  # of one false
    assert result.metrics["true_kept"].value == 1  # of three true
    assert result.metrics["true_kept_en"].value == 1
    assert "false_passed_en" not in result.metrics  # no English one is false: nothing to divide by
    assert result.metrics["control_other_sources"].value == 0
    assert "peers skipped" in result.note


def test_the_control_moves_only_true_statements_to_sources_they_do_not_share(
    tmp_path: Path,
) -> None:
    items = labelled(_manifest(tmp_path))
    moved = {item.id: item for item in elsewhere(items)}
    assert set(moved) == {"a", "b", "d"}
    assert not any(item.true for item in moved.values())
    own = {item.id: item.sources for item in items}
    assert all(not set(item.sources) & set(own[item.id]) for item in moved.values())


def test_an_empty_manifest_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text("\n", "utf-8")
    assert TASK.run(TaskInput(None, path)).note.startswith("skipped")


def test_peers_that_are_not_installed_are_said_to_be(tmp_path: Path) -> None:
    items = labelled(_manifest(tmp_path))
    metrics, note = compared(items, Path(sys.executable))
    assert metrics == {}
    assert note.count("not installed") == len(PEERS) == 4


@pytest.mark.skipif(os.name != "posix", reason="the stand-in interpreter is a shell script")
def test_a_peer_answers_each_question_in_order(tmp_path: Path) -> None:
    # A stand-in with the peer's interface: it passes texts whose every figure stands in a chunk.
    package = tmp_path / "lib"
    package.mkdir()
    (package / "corroborate.py").write_text(
        "import re\n"
        "class Report:\n"
        "    def __init__(self, ok): self.ok = lambda: ok\n"
        "def check_answer(query, chunks, answer):\n"
        "    return Report(all(n in ' '.join(chunks) for n in re.findall(r'\\d+', answer)))\n",
        "utf-8",
    )
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH={package} exec {sys.executable} "$@"\n', "utf-8")
    python.chmod(0o755)
    questions = [Question("利润187万元", ("利润 187",)), Question("利润188万元", ("利润 187",))]
    assert ask_peer("corroborate", questions, python) == [True, False]
    metrics, note = compared(labelled(_manifest(tmp_path)), python)
    # The peer passes 312, which the source states for another year: that is what it is there to show.
    assert metrics["false_passed_corroborate"].value == 1
    assert note.count("not installed") == 3


def test_a_peer_that_breaks_is_an_error_and_no_score(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho true\necho broken >&2\nexit 1\n", "utf-8")
    python.chmod(0o755)
    with pytest.raises(RuntimeError, match="broken"):
        ask_peer("corroborate", [Question("a", ("b",))], python)
