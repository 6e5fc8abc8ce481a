"""The memo task's run: what a stopped run wrote is there when it goes on."""

from pathlib import Path

import pytest

from assistant.domain.quantities import Lang
from assistant.llm.failures import EndpointFailure
from evals.tasks.memos import Run, _Bare


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    Run.at(path).add("a/zh/bare/风险", "毛利率为12%。")
    Run.at(path).add("a/zh/bare/结论", "建议通过。")
    assert Run.at(path).texts == {"a/zh/bare/风险": "毛利率为12%。", "a/zh/bare/结论": "建议通过。"}


def test_a_text_of_the_run_is_not_asked_for_again(tmp_path: Path) -> None:
    kept = Run.at(tmp_path / "run.jsonl")
    kept.add("a/zh/bare/风险", "毛利率为12%。")
    bare = _Bare(kept, "a/zh", Lang.ZH, None)
    assert bare.write("风险", (), "") == ""
    assert bare.written == ["毛利率为12%。"]
    with pytest.raises(EndpointFailure):
        bare.write("结论", (), "")
