"""Documents by the command: archives, what could not be read, pages that are pictures, the gate."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.e2e.test_bad_input import invoices, row
from tests.unit.services.scans import KILLS, install_recogniser, scan

FORM = "授信申请表\n企业名称：甲厂\n申请金额：500万元\n申请期限：12个月\n贷款用途：原料\n"


def test_an_archive_is_added_listed_and_removed_file_by_file(fresh: Run, tmp_path: Path) -> None:
    book = invoices(tmp_path / "b.xlsx", [row(1, "2024/1/31", 100)]).read_bytes()
    path = tmp_path / "资料.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("发票.xlsx", book)
        archive.writestr("坏.pdf", b"%PDF-1.7 cut")
        archive.writestr("说明.txt", "随附发票一份。\n")
    told = fresh("add", "甲", str(path))
    assert "+ 资料.zip/发票.xlsx" in told.stderr
    assert "! 资料.zip/坏.pdf：PDF 已损坏或不完整 → " in told.stderr
    assert "已加入 2 个文件，1 个失败" in told.stdout
    shown = fresh("case", "show", "甲").stdout
    assert "没有读到的" in shown
    assert "资料.zip/坏.pdf" in shown.partition("没有读到的")[2]
    figures = json.loads(fresh("figures", "甲", "sales.net@2024", "--json").stdout)
    assert figures[0]["value"] == "100.00"
    gone = json.loads(fresh("remove", "甲", "资料.zip", "--why", "发错", "--json").stdout)
    assert sorted(gone["names"]) == ["资料.zip/发票.xlsx", "资料.zip/坏.pdf", "资料.zip/说明.txt"]
    keys = {f["key"] for f in json.loads(fresh("figures", "甲", "--json").stdout)}
    assert "sales.net@2024" not in keys


def test_pictures_are_recognised_now_or_later(
    fresh: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_recogniser(tmp_path, monkeypatch, {100: FORM.splitlines()})
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "modules"))
    path = scan(tmp_path / "scan.pdf", [100, KILLS])
    assert "2 页待识别" in fresh("add", "甲", str(path), "--later").stderr
    assert "tallystick recognise CASE" in fresh("case", "show", "甲").stdout
    assert "已识别 1 页" in fresh("recognise", "甲").stderr
    shown = fresh("case", "show", "甲").stdout
    assert "第2页未读" in shown
    assert "待识别" not in shown
    waiting = fresh("figures", "甲", "--candidates").stdout
    assert "request.amount" in waiting


def test_a_candidate_is_confirmed_corrected_or_rejected(fresh: Run, tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_text(FORM, "utf-8")
    fresh("add", "甲", str(path))
    fresh("confirm", "甲", "request.purpose", "--why", "与原件一致")
    fresh("confirm", "甲", "request.tenor_months", "--value", "24", "--why", "原件为24个月")
    fresh("reject", "甲", "request.amount", code=2)
    fresh("reject", "甲", "request.amount", "--why", "印章盖住了数字")
    held = {f["key"]: f for f in json.loads(fresh("figures", "甲", "--json").stdout)}
    assert (held["request.tenor_months"]["value"], held["request.amount"]["value"]) == (24, None)
    lines = json.loads(fresh("audit", "甲", "--json").stdout)
    actions = [line["action"] for line in (lines["lines"] if isinstance(lines, dict) else lines)]
    assert actions[-3:] == ["confirm", "confirm", "reject"]


EXTRACT = "企业信用信息公示报告\n名称：乙厂\n统一社会信用代码：91350100M000100Y44\n参保人数：9人\n"
CONTRACT = (
    "购销合同\n卖方：甲厂\n买方：示例商超\n第一条 合同总价为人民币120万元，收货后60日内付清。\n"
)
AGEING = (
    "应收账款账龄分析表,,,\n截止日：2025-12-31,,,单位：万元\n客户名称,1年以内,1-2年,合计\n"
    "示例商超,100,20,120\n示例餐饮,50,0,50\n合计,150,20,170\n"
)


def test_papers_reach_the_gate_the_findings_and_the_conversation(
    fresh: Run, tmp_path: Path
) -> None:
    papers = {"form.txt": FORM, "公示.txt": EXTRACT, "购销.txt": CONTRACT, "账龄.csv": AGEING}
    for name, text in papers.items():
        (tmp_path / name).write_text(text, "utf-8")
    fresh("add", "甲", *(str(tmp_path / name) for name in papers))
    held = {f["key"]: f for f in json.loads(fresh("figures", "甲", "--json").stdout)}
    assert held["receivables#ageing@2025-12-31"]["status"] == "verified"
    assert held["contract.amount:购销"]["status"] == "candidate"
    quoted = held["contract.payment_days:购销"]["evidence"]
    assert quoted["page"] == 1
    assert "收货后60日内付清" in quoted["quote"]
    told = fresh("findings", "甲").stdout
    assert "91350100M000100Y44不合规则" in told
    assert "企业名称在各来源中不一致" in told
    fresh("confirm", "甲", "contract.amount:购销", "--value", "130万", "--why", "原件为130万")
    assert "130.00万元" in fresh("figures", "甲", "contract.amount:购销").stdout
    assert "150.00万元" in fresh("ask", "甲", "应收账款账龄1年以内是多少？").stdout
    fresh("remove", "甲", "购销.txt", "--why", "作废")
    left = {f["key"] for f in json.loads(fresh("figures", "甲", "--json").stdout)}
    assert "contract.payment_days:购销" not in left
