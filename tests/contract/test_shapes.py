"""JSON that scripts rely on: exactly these names, from the installed command."""

import json
from decimal import Decimal
from pathlib import Path

from tests.e2e.conftest import Run

FIGURE = {"key", "label", "value", "unit", "period", "status", "evidence"}
PASSAGE = {"source", "page", "text", "score"}
ANSWER = {"text", "statements", "figures", "passages", "struck", "model", "elapsed_s"}
CHECK = {"id", "verdict", "sentences"}
SENTENCE = {"text", "start", "end", "verdict", "claims"}
CLAIM = {"text", "start", "end", "kind", "verdict", "figure", "reason"}
SCORE = {"score", "grade", "pd", "limit", "rate", "policy", "reasons", "rules"}
REASON = {"code", "text", "points"}
RULE = {"id", "verdict", "text", "value", "threshold"}
FINDING = {"id", "kind", "severity", "rule_id", "text", "evidence", "review"}
KINDS = {"number", "direction", "comparison", "negation", "quantifier", "reference", "cause"}
VERDICTS = {"proved", "false", "unchecked"}


def one_value(text: str) -> object:
    """What stands on stdout is one JSON value and nothing else, UTF-8 not escaped."""
    assert "\\u" not in text
    return json.loads(text)


def test_a_figure(filled: Run) -> None:
    figures = one_value(filled("figures", "青禾", "sales.net@2025", "--json").stdout)
    assert isinstance(figures, list)
    (figure,) = figures
    assert set(figure) >= FIGURE
    assert isinstance(figure["value"], str), "decimals travel as strings"
    assert Decimal(figure["value"]) > 0
    assert (figure["unit"], figure["period"], figure["status"]) == ("CNY", "2025", "verified")
    computed = figure["evidence"]
    assert {"type", "tool", "version", "formula", "input_keys", "inputs_digest"} <= set(computed)
    quoted = json.loads(filled("figures", "青禾", "revenue@FY2025", "--json").stdout)[0]["evidence"]
    assert {"type", "source", "page", "quote"} <= set(quoted)
    assert quoted["page"] >= 1


def test_every_figure_has_the_shape_and_says_why_it_is_missing(filled: Run) -> None:
    for figure in json.loads(filled("figures", "青禾", "--json").stdout):
        assert set(figure) >= FIGURE
        assert (figure["value"] is None) == (figure["missing_reason"] is not None)
        assert figure["evidence"]["type"] in {"computed", "quoted", "said", "entered"}


def test_passages_come_best_first(filled: Run) -> None:
    passages = one_value(filled("search", "青禾", "租赁期限", "-k", "3", "--json").stdout)
    assert isinstance(passages, list)
    assert passages
    assert all(set(p) >= PASSAGE and p["page"] >= 1 for p in passages)
    scores = [p["score"] for p in passages]
    assert scores == sorted(scores, reverse=True)


def test_an_answer(filled: Run) -> None:
    answer = one_value(filled("ask", "青禾", "2025年净销售额是多少？", "--json").stdout)
    assert isinstance(answer, dict)
    assert set(answer) >= ANSWER
    assert all(set(p) >= PASSAGE - {"score"} for p in answer["passages"])
    assert all(set(s) == {"text", "reason"} for s in answer["struck"])


def test_a_check(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text("2025年销售额（不含税）为1.00万元。公司管理规范。\n", "utf-8")
    check = one_value(filled("check", str(path), "--case", "青禾", "--json", code=3).stdout)
    assert isinstance(check, dict)
    assert set(check) == CHECK
    assert check["verdict"] in VERDICTS
    text = path.read_text("utf-8")
    for sentence in check["sentences"]:
        assert set(sentence) == SENTENCE
        assert text[sentence["start"] : sentence["end"]].strip() == sentence["text"].strip()
        for claim in sentence["claims"]:
            assert set(claim) == CLAIM
            assert claim["kind"] in KINDS
            assert claim["verdict"] in VERDICTS


def test_a_batch_is_one_line_each(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    lines = [{"id": "a", "sources": ["Sales were 5 million."], "text": "Sales were 5 million."}]
    lines.append({"id": "b", "sources": ["Sales were 5 million."], "text": "Nothing is said."})
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    found = [json.loads(line) for line in filled("check", "--batch", str(path)).stdout.splitlines()]
    assert [f["id"] for f in found] == ["a", "b"]
    assert all(set(f) == CHECK for f in found)


def test_a_score_and_a_what_if(filled: Run) -> None:
    score = one_value(filled("score", "青禾", "--json").stdout)
    assert isinstance(score, dict)
    assert set(score) >= SCORE
    assert all(set(r) >= REASON for r in score["reasons"])
    assert all(set(r) >= RULE for r in score["rules"])
    verdicts = {"pass", "thin", "breach", "not_computable", "waived"}
    assert {r["verdict"] for r in score["rules"]} <= verdicts
    both = json.loads(filled("score", "青禾", "--what-if", "sales.net@L12M=1", "--json").stdout)
    assert set(both) == {"before", "after"}
    assert both["before"] == score
    assert set(both["after"]) == set(score)


def test_findings(filled: Run) -> None:
    findings = one_value(filled("findings", "青禾", "--json").stdout)
    assert isinstance(findings, list)
    assert findings
    assert all(set(f) >= FINDING for f in findings)
    assert all(set(f["review"]) == {"state", "who", "when", "note"} for f in findings)


def test_every_command_that_reads_prints_one_json_value(filled: Run) -> None:
    for words in (
        ("case", "list"),
        ("case", "show", "青禾"),
        ("audit", "青禾"),
        ("audit", "青禾", "--verify"),
        ("audit",),
        ("set", "青禾"),
        ("doctor",),
        ("variables", "list"),
        ("variables", "explain", "dscr.ebitda"),
    ):
        one_value(filled(*words, "--json").stdout)
