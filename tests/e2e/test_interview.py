"""An interview by the road that a user takes: the installed command, from file to memo."""

import json
from pathlib import Path

from tests.e2e.conftest import Run

TALK = """[00:03] 客户经理：2024年净利润多少？
[00:08] 老板：净利润三百万。
[00:20] 客户经理：现在有多少员工？
[00:25] 老板：六十来个人。
"""
INTERVIEW = {"utterances", "claims", "findings", "rtf", "questions", "follow_up", "speakers"}
CLAIM = {"start_s", "end_s", "speaker", "words", "relation", "figure", "value", "gap", "ask"}


def test_an_interview_from_the_file_to_the_memo(fresh: Run, tmp_path: Path) -> None:
    talk = tmp_path / "访谈.txt"
    talk.write_text(TALK, "utf-8")
    fresh("set", "甲", "net_profit@FY2024=1870000", "applicant.employees=63")
    before = json.loads(fresh("score", "甲", "--json").stdout)
    assert json.loads(fresh("interview", "甲", "--questions", "--json").stdout)
    consents = json.loads(
        fresh("consent", "甲", "recording", "--from", "王芳", "--how", "口头", "--json").stdout
    )
    assert [(c["to"], c["by"], c["given"]) for c in consents] == [("recording", "王芳", True)]
    told = json.loads(
        fresh("interview", "甲", str(talk), "--relabel", "老板=owner", "--json").stdout
    )
    assert set(told) >= INTERVIEW
    assert told["owner_confirmed"]
    assert all(set(claim) >= CLAIM for claim in told["claims"])
    assert [(c["figure"], c["relation"]) for c in told["claims"]] == [
        ("net_profit@FY2024", "contradicts"),
        ("applicant.employees", "agrees"),
    ]
    (finding,) = told["findings"]
    assert json.loads(fresh("score", "甲", "--json").stdout) == before
    fresh("review", "甲", finding["id"], "--keep", "--note", "属实")
    assert "净利润三百万" in fresh("memo", "甲").stdout
    shown = fresh("interview", "甲", "--lang", "en").stdout
    put_right = "00:25=九十来个人。"
    again = json.loads(fresh("interview", "甲", "--correct", put_right, "--json").stdout)
    assert [c["relation"] for c in again["claims"]] == ["contradicts", "contradicts"]
    assert (
        "没有从 09:99 开始的话" in fresh("interview", "甲", "--correct", "09:99=x", code=2).stderr
    )
    assert "38 % below what was said" in shown
    fresh("audit", "甲", "--verify")


def test_an_interview_that_cannot_be_read_is_an_input_error(fresh: Run, tmp_path: Path) -> None:
    silent = tmp_path / "无人.txt"
    silent.write_text("今天天气很好\n", "utf-8")
    assert "没有一行写明说话人" in fresh("interview", "甲", str(silent), code=4).stderr
    assert "没有这个文件" in fresh("interview", "甲", str(tmp_path / "no.wav"), code=4).stderr
    assert "没有访谈" in fresh("interview", "甲", code=2).stderr
    assert "同意须写明" in fresh("consent", "甲", "voice", code=4).stderr
