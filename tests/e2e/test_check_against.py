"""``tallystick check FILE --against SOURCE...`` and ``--batch``: any text, plain sources, no case."""

import json
from pathlib import Path

import pytest
from docx import Document

from tests.e2e.conftest import Run, command

FACTS = """恒泰示例电器 2024年度主要数据
单位：万元

| 项目 | 2023年 | 2024年 |
|---|---|---|
| 营业收入 | 4,000 | 5,000 |
| 净利润 | 312 | 187 |
"""
"""Revenue grew by (5000 - 4000) / 4000 = 25 %; net profit fell by 125 (40.06 %)."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return command(tmp_path_factory.mktemp("home"))


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.md"
    path.write_text(FACTS, "utf-8")
    return path


def verdicts(done: str) -> list[str]:
    return [sentence["verdict"] for sentence in json.loads(done)["sentences"]]


def test_a_true_text_ends_with_0_and_a_false_one_with_3(
    run: Run, facts: Path, tmp_path: Path
) -> None:
    memo = tmp_path / "memo.md"
    memo.write_text("# 经营情况\n\n2024年营业收入5,000万元，同比增长25%。\n", "utf-8")
    result = json.loads(run("check", str(memo), "--against", str(facts), "--json").stdout)
    assert result["verdict"] == "proved"
    assert result["id"] == "memo.md"
    # The heading claims nothing and is left out; the sentence makes two claims with numbers.
    [sentence] = result["sentences"]
    assert [claim["text"] for claim in sentence["claims"]] == ["5,000万元", "25%"]
    assert {claim["figure"] for claim in sentence["claims"]} == {"passage:facts.md:1"}
    memo.write_text("2024年净利润312万元。\n", "utf-8")  # 312 is 2023's
    done = run("check", str(memo), "--against", str(facts), code=3)
    assert "✗ 2024年净利润312万元。" in done.stdout
    assert "187" in done.stdout, "the reason quotes the source"
    assert "memo.md" in done.stderr
    assert "与资料不符" in done.stderr


def test_reasons_are_told_in_the_users_language(run: Run, facts: Path, tmp_path: Path) -> None:
    memo = tmp_path / "memo.md"
    memo.write_text("2024年净利润312万元。\n\nEBITDA was CNY 3 million in 2024.\n", "utf-8")
    said = {
        "zh": ("资料原文：“", "资料中没有该指标在该期间的数字"),
        "en": ("the source says: “", "no number in the sources is named by these words"),
    }
    for lang, reasons in said.items():
        done = run("check", str(memo), "--against", str(facts), "--lang", lang, code=3)
        assert all(reason in done.stdout for reason in reasons), done.stdout
        assert not any(
            reason in done.stdout for other in said if other != lang for reason in said[other]
        )


def test_word_and_pdf_texts_and_sources(run: Run, tmp_path: Path) -> None:
    source = Document()
    table = source.add_table(rows=3, cols=3)
    rows = (("CNY million", "2023", "2024"), ("Revenue", "40", "50"), ("Net profit", "3.1", "1.9"))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    source.save(str(tmp_path / "accounts.docx"))
    memo = Document()
    memo.add_paragraph("Revenue was CNY 50 million in 2024.")
    memo.add_paragraph("Net profit was CNY 1.9 million in 2023.")
    memo.save(str(tmp_path / "memo.docx"))
    against = ("--against", str(tmp_path / "accounts.docx"), "--json", "--lang", "en")
    done = run("check", str(tmp_path / "memo.docx"), *against, code=3)
    assert verdicts(done.stdout) == ["proved", "false"]


def test_a_pdf_that_the_program_wrote_is_checked(run: Run, tmp_path: Path) -> None:
    from typst import compile as typeset

    page = tmp_path / "memo.typ"
    page.write_text("Revenue was CNY 50 million in 2024.\n\nRevenue was CNY 51 million in 2024.\n")
    (tmp_path / "memo.pdf").write_bytes(typeset(str(page)))
    source = tmp_path / "source.txt"
    source.write_text("Revenue 2024: CNY 50 million\n", "utf-8")
    against = ("--against", str(source), "--json", "--lang", "en")
    done = run("check", str(tmp_path / "memo.pdf"), *against, code=3)
    assert verdicts(done.stdout) == ["proved", "false"]


def test_several_sources_decide_together(run: Run, tmp_path: Path) -> None:
    one, two, memo = (tmp_path / name for name in ("one.txt", "two.txt", "memo.txt"))
    one.write_text("2024年营业收入5,000万元\n", "utf-8")
    two.write_text("2024年营业成本4,000万元\n", "utf-8")
    # (5000 - 4000) / 5000 = 20 %
    memo.write_text("2024年毛利率为20%。2024年营业成本为5,000万元。\n", "utf-8")
    done = run("check", str(memo), "--against", str(one), "--against", str(two), "--json", code=3)
    assert verdicts(done.stdout) == ["proved", "false"]


def test_a_text_that_no_source_speaks_of_is_unchecked_and_no_error(
    run: Run, facts: Path, tmp_path: Path
) -> None:
    memo = tmp_path / "memo.txt"
    memo.write_text("2024年研发人员共88人。\n", "utf-8")
    done = run("check", str(memo), "--against", str(facts))
    assert "? 2024年研发人员共88人。" in done.stdout


def test_a_batch_prints_one_line_a_case_and_ends_with_3_if_one_is_false(
    run: Run, tmp_path: Path
) -> None:
    cases = [
        {
            "id": "a",
            "sources": ["2024年净利润187万元，2023年312万元。"],
            "text": "2023年净利润312万元。",
        },
        {
            "id": "b",
            "sources": ["2024年净利润187万元，2023年312万元。"],
            "text": "2024年净利润312万元。",
        },
        {"sources": ["Net sales 2024: CNY 9m"], "text": "Net sales were CNY 9 million in 2024."},
    ]
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(c, ensure_ascii=False) for c in cases), "utf-8")
    lines = [json.loads(x) for x in run("check", "--batch", str(path), code=3).stdout.splitlines()]
    assert [(line["id"], line["verdict"]) for line in lines] == [
        ("a", "proved"),
        ("b", "false"),
        ("3", "proved"),
    ]
    assert set(lines[0]) == {"id", "verdict", "sentences"}
    [claim] = lines[1]["sentences"][0]["claims"]
    assert set(claim) == {"text", "start", "end", "kind", "verdict", "figure", "reason"}
    assert lines[1]["sentences"][0]["text"][claim["start"] : claim["end"]] == claim["text"]
    path.write_text(json.dumps(cases[0], ensure_ascii=False), "utf-8")
    run("check", "--batch", str(path))


def test_what_cannot_be_read_is_said_with_the_way_out(
    run: Run, facts: Path, tmp_path: Path
) -> None:
    memo, empty = tmp_path / "memo.txt", tmp_path / "empty.txt"
    memo.write_text("x", "utf-8")
    empty.write_text(" \n", "utf-8")
    done = run("check", str(memo), "--against", str(tmp_path / "absent.txt"), code=4)
    assert "absent.txt" in done.stderr
    assert "empty.txt" in run("check", str(memo), "--against", str(empty), code=4).stderr
    assert (
        "absent.md"
        in run("check", str(tmp_path / "absent.md"), "--against", str(facts), code=4).stderr
    )
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": 1, "text": "x"}\n', "utf-8")
    assert "1" in run("check", "--batch", str(bad), code=4).stderr
    run("check", str(memo), code=2)
