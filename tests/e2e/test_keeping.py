"""What is kept, by the installed command: two at once, decisions, removals, tampering."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.e2e.test_bad_input import HEAD, invoices, row


def value(run: Run, key: str) -> str | None:
    return json.loads(run("figures", "甲", key, "--json").stdout)[0]["value"]


def rule(run: Run, rule_id: str) -> dict[str, object]:
    rules = json.loads(run("score", "甲", "--json").stdout)["rules"]
    return next(r for r in rules if r["id"] == rule_id)


def test_two_that_add_at_once_lose_nothing_of_each_other(fresh: Run, tmp_path: Path) -> None:
    # Sales of 100 + 200 = 300 yuan from one process, purchases of 40 from the other.
    sold = invoices(tmp_path / "sold.xlsx", [row(1, "2024/1/31", 100), row(2, "2024/1/31", 200)])
    bought = tmp_path / "bought.csv"
    heads = ",".join(HEAD).replace("购方", "销方")
    bought.write_text(f"{heads}\nE1,9,2024/1/30,S1,40,5,45,有效发票\n", "utf-8")
    command = str(Path(sys.executable).with_name("tallystick"))
    common = ["--home", str(tmp_path / "home"), "--lang", "zh"]
    env = {**os.environ, "TALLYSTICK_EMBEDDINGS": "off"}
    both = [
        subprocess.Popen(
            [command, "add", "甲", str(path), *common], env=env, stderr=subprocess.PIPE
        )
        for path in (sold, bought)
    ]
    for process in both:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told.decode()
    assert value(fresh, "sales.net@2024") == "300.00"
    assert value(fresh, "purchases.net@2024") == "40.00"
    assert value(fresh, "spread.gross@2024") == "260.00"
    assert json.loads(fresh("audit", "甲", "--verify", "--json").stdout)["ok"]


def test_a_removed_file_takes_everything_of_it_along(fresh: Run, tmp_path: Path) -> None:
    before = json.loads(fresh("set", "甲", "request.amount=100万", "--json").stdout)
    assert before[0]["value"] == "1000000.00"
    empty = fresh("score", "甲", "--json").stdout
    path = invoices(tmp_path / "sold.xlsx", [row(1, "2024/1/31", 100)])
    fresh("add", "甲", str(path))
    assert value(fresh, "sales.net@2024") == "100.00"
    fresh("remove", "甲", "sold.xlsx", "--why", "wrong firm")
    fresh("figures", "甲", "sales.net@2024", code=2)
    assert fresh("score", "甲", "--json").stdout == empty
    lines = json.loads(fresh("audit", "甲", "--json").stdout)
    assert (lines[-1]["action"], lines[-1]["why"]) == ("remove", "wrong firm")
    fresh("remove", "甲", "sold.xlsx", "--why", "again", code=4)


def test_a_waiver_moves_the_verdict_and_is_taken_back(fresh: Run) -> None:
    fresh("set", "甲", "request.tenor_months=60")
    assert rule(fresh, "tenor.max")["verdict"] == "breach"
    told = fresh("waive", "甲", "tenor.max", "--why", "设备寿命十年", "--by", "王行长").stdout
    assert "王行长" in told
    waived = rule(fresh, "tenor.max")
    assert waived["verdict"] == "waived"
    assert "设备寿命十年" in str(waived["text"])
    fresh("set", "甲", "request.tenor_months=48")
    assert rule(fresh, "tenor.max")["verdict"] == "waived", "a waiver outlives other changes"
    fresh("waive", "甲", "tenor.max", "--withdraw", "--why", "条件变化")
    assert rule(fresh, "tenor.max")["verdict"] == "breach"
    actions = [line["action"] for line in json.loads(fresh("audit", "甲", "--json").stdout)]
    assert actions[-3:] == ["waive", "set", "withdraw waiver"]


@pytest.mark.parametrize(
    ("words", "zh"),
    [
        (("tenor.max", "--why", "x"), "没有突破"),
        (("tenor.max", "--why", " "), "须说明理由"),
        (("bureau.overdue_now.max", "--why", "x"), "不可豁免"),
        (("tenor.max", "--withdraw", "--why", "x"), "没有豁免"),
    ],
)
def test_what_can_not_be_waived(fresh: Run, words: tuple[str, ...], zh: str) -> None:
    fresh("set", "甲", "request.tenor_months=12", "bureau.overdue_amount=1")
    assert zh in fresh("waive", "甲", *words, code=4).stderr


def test_a_dismissed_critical_finding_no_longer_stands(fresh: Run, tmp_path: Path) -> None:
    """Sales fall by 90 % over the year, a critical finding; the score follows what a person says."""
    months = [(y, m) for y in (2022, 2023) for m in range(1, 13)]
    rows = [row(n, f"{y}/{m}/28", 1000 if y == 2022 else 100) for n, (y, m) in enumerate(months, 1)]
    rows.append(row(99, "2023/12/31", 100))
    fresh("add", "甲", str(invoices(tmp_path / "fall.xlsx", rows)))
    assert rule(fresh, "findings.critical")["verdict"] == "breach"
    findings = json.loads(fresh("findings", "甲", "--json").stdout)
    fall = next(f for f in findings if f["rule_id"] == "invoices.sales_fall")
    fresh("review", "甲", fall["id"][:24], "--dismiss", "--note", "停产检修")
    assert rule(fresh, "findings.critical")["verdict"] == "pass"
    fresh("set", "甲", "request.amount=1")
    assert rule(fresh, "findings.critical")["verdict"] == "pass", "a review outlives other changes"


def test_an_as_of_date_is_stated_and_moves_every_figure(fresh: Run, tmp_path: Path) -> None:
    rows = [row(n, f"2024/{n}/{31 if n == 12 else 28}", 100) for n in range(1, 13)]
    fresh("add", "甲", str(invoices(tmp_path / "year.xlsx", rows)))
    assert value(fresh, "sales.net@L3M") == "300.00"
    assert json.loads(fresh("case", "show", "甲", "--json").stdout)["as_of"] == "2024-12-31"
    fresh("set", "甲", "case.as_of=2024-06-30", "--why", "季度评审")
    assert json.loads(fresh("case", "show", "甲", "--json").stdout)["as_of"] == "2024-06-30"
    # Six invoices of 100 yuan up to June.
    assert value(fresh, "sales.net@2024") == "600.00"
    fresh("set", "甲", "case.as_of=")
    assert value(fresh, "sales.net@2024") == "1200.00"


def test_sources_that_disagree_are_told_and_both_kept(fresh: Run, tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_text(
        "企业名称：甲厂\n申请金额：500万元\n申请期限：12个月\n贷款用途：原料\n", "utf-8"
    )
    other = tmp_path / "other.txt"
    other.write_text(
        "企业名称：甲厂\n申请金额：800万元\n申请期限：12个月\n贷款用途：原料\n", "utf-8"
    )
    fresh("add", "甲", str(form), str(other))
    findings = json.loads(fresh("findings", "甲", "--json").stdout)
    found = next(f for f in findings if f["rule_id"] == "sources.disagree")
    for words in ("form.txt", "5,000,000.00元", "other.txt", "8,000,000.00元"):
        assert words in found["text"]
    fresh("set", "甲", "request.amount=800万")
    findings = json.loads(fresh("findings", "甲", "--json").stdout)
    assert not any(f["rule_id"] == "sources.disagree" for f in findings), "a person decided"


def test_a_form_s_values_count_only_once_confirmed(fresh: Run, tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_text(
        "企业名称：甲厂\n申请金额：500万元\n申请期限：60个月\n贷款用途：原料\n", "utf-8"
    )
    fresh("add", "甲", str(form))
    waiting = json.loads(fresh("figures", "甲", "--candidates", "--json").stdout)
    assert {f["key"] for f in waiting} >= {"request.amount", "request.tenor_months"}
    assert rule(fresh, "tenor.max")["verdict"] == "not_computable"
    fresh("confirm", "甲", "request.tenor_months", "--value", "48", "--why", "原件为48个月")
    assert rule(fresh, "tenor.max")["value"] == "48"
    entered = json.loads(fresh("figures", "甲", "request.tenor_months", "--json").stdout)[0]
    assert entered["evidence"]["why"] == "原件为48个月"
    assert "已确认" in fresh("confirm", "甲", "--all", "--why", "与原件一致").stdout
    assert fresh("figures", "甲", "--candidates").stdout.strip() == "没有指标"
    fresh("confirm", "甲", "score.points", code=2)


def test_every_field_can_be_set_and_cleared(fresh: Run) -> None:
    fields = json.loads(fresh("set", "甲", "--json").stdout)
    typed = {"CNY": "12.5万", "count": "7", "months": "24", "ratio": "4.5%", "date": "2024-02-29"}
    from assistant.domain.applicant import FIELDS

    pairs = {
        f["key"].replace(".n.", ".1."): typed.get(FIELDS[f["key"]].unit, "文字") for f in fields
    }
    set_ = json.loads(fresh("set", "甲", *(f"{k}={v}" for k, v in pairs.items()), "--json").stdout)
    assert {f["key"] for f in set_} == set(pairs)
    assert all(f["evidence"]["type"] == "entered" and f["evidence"]["who"] for f in set_)
    held = {f["key"]: f["value"] for f in set_}
    assert held["collateral.1.value"] == "125000.00"
    assert held["request.rate"] == "0.045"
    assert held["request.tenor_months"] == 24
    assert held["applicant.founded"] == "2024-02-29"
    fresh("set", "甲", *(f"{k}=" for k in pairs))
    assert not any(f.get("value") for f in json.loads(fresh("set", "甲", "--json").stdout))


@pytest.mark.parametrize("column", ["who", "at", "why"])
def test_verify_finds_a_changed_author_time_or_reason(
    fresh: Run, tmp_path: Path, column: str
) -> None:
    fresh("set", "甲", "request.amount=1", "--why", "申请表")
    (database,) = (tmp_path / "home" / "cases").glob("*/case.sqlite")
    with sqlite3.connect(database) as raw:
        raw.execute(f"UPDATE audit SET {column} = {column} || 'x' WHERE seq = 2")  # noqa: S608  our own column
    raw.close()
    done = fresh("audit", "甲", "--verify", code=6)
    assert "第2行写成后被改动" in done.stdout
    assert "审计日志被改动" in done.stderr


def test_verify_finds_a_cut_tail_and_a_case_that_vanished(fresh: Run, tmp_path: Path) -> None:
    fresh("set", "甲", "request.amount=1")
    (database,) = (tmp_path / "home" / "cases").glob("*/case.sqlite")
    with sqlite3.connect(database) as raw:
        raw.execute("DELETE FROM audit WHERE seq = 2")
    raw.close()
    assert "日志末尾被截断" in fresh("audit", "甲", "--verify", code=6).stdout
    assert "完好" in fresh("audit", "--verify").stdout
    for path in sorted(database.parent.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    database.parent.rmdir()
    assert "却没有删除记录" in fresh("audit", "--verify", code=6).stdout


def test_a_deleted_case_leaves_a_tombstone_and_nothing_else(fresh: Run, tmp_path: Path) -> None:
    fresh("case", "delete", "甲", "--why", "重复建立", "--by", "李雷")
    assert json.loads(fresh("case", "list", "--json").stdout) == []
    assert list((tmp_path / "home" / "cases").iterdir()) == []
    (stone,) = json.loads(fresh("audit", "--json").stdout)
    assert (stone["who"], stone["why"]) == ("李雷", "重复建立")
    assert "完好" in fresh("audit", "--verify").stdout


def test_a_case_for_each_firm_of_a_file_of_many(fresh: Run, tmp_path: Path) -> None:
    rows = [("E1", "1", "2024/1/31", "B1", 100, 13, 113, "有效发票")]
    rows += [("E2", "2", "2024/1/31", "B2", 250, 13, 263, "有效发票")]
    path = invoices(tmp_path / "many.xlsx", rows)
    told = fresh("add", "甲", str(path), code=4).stderr
    assert "一个文件中有2家企业：E1 (1), E2 (1)" in told
    assert "--firm" in told
    fresh("case", "each", str(path))
    figures = json.loads(fresh("figures", "E2", "sales.net@2024", "--json").stdout)
    assert figures[0]["value"] == "250.00"
    fresh("add", "甲", str(path), "--firm", "E1")
    assert value(fresh, "sales.net@2024") == "100.00"
