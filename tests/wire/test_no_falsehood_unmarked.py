"""A false sentence on every road by which prose reaches a screen, a file or a tool's result.

The model here says the same false thing whatever it is asked. The case knows net profit of FY2024:
1,500,000 yuan, 50 % above the 1,000,000 of FY2023. The lies say 9.99 million, and a fall.
"""

import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import httpx
import pytest
from pypdf import PdfReader

from assistant.cli.app import main
from assistant.conversation.events import SentenceShown, TurnFinished
from assistant.conversation.turn import run_turn
from assistant.domain.checks import Proof
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.errors import ToolRefusal
from assistant.llm.endpoint import EndpointSettings
from assistant.llm.memo_prose import EndpointProse
from assistant.llm.steps import TextDelta
from assistant.proof.check import check_text
from assistant.services import drafting
from assistant.services.reading import case_passages, fact_book
from assistant.tools.toolbox import toolbox
from tests.fonts import need_chinese_font
from tests.wire.wire_kit import REMOTE, Case, Endpoint, calls, said, served

LIES = ("2024年度净利润为999万元。", "2024年度净利润较上年下降。")
LIE = "".join(LIES)
FALSE = re.compile("999|较上年下降")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def liar() -> Iterator[str]:
    """An endpoint on this machine that calls a tool where it may, then says the lies."""

    def reply(body: dict[str, Any]) -> httpx.Response:
        tools = [t["function"]["name"] for t in body.get("tools", ())]
        name = "statements" if "statements" in tools else next(iter(tools), "")
        asked = tools and body["messages"][-1]["role"] != "tool"
        call = calls((name, '{"metric": "净利润"}'))
        return (call if asked else said(LIE))(body)

    with served(reply) as address:
        yield address


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("TALLYSTICK_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("TALLYSTICK_EMBEDDINGS", "off")
    return Case(tmp_path / "own")


@pytest.fixture
def lying(own: Case, liar: str, monkeypatch: pytest.MonkeyPatch) -> Case:
    """The case, with the liar configured as its model."""
    monkeypatch.setenv("TALLYSTICK_LLM_BASE_URL", liar)
    monkeypatch.setenv("TALLYSTICK_LLM_MODEL", "liar")
    return own


def unmarked(text: str) -> list[str]:
    """Lines that hold a lie and no mark that it was struck or is false."""
    marks = ("  x ", "~~", "!!", "✗", "false", "不符")
    return [n for n in text.splitlines() if FALSE.search(n) and not any(m in n for m in marks)]


def test_a_turn_shows_no_false_sentence(own: Case) -> None:
    turn = own.asked(Endpoint(said(LIE)))
    shown = "".join(e.text for e in turn.named(SentenceShown))
    assert not FALSE.search(shown)
    assert not FALSE.search(turn.answer.text)
    assert [s.text for s in turn.answer.struck] == list(LIES)
    assert all(s.reason for s in turn.answer.struck)


def test_nor_does_one_without_a_model(own: Case) -> None:
    class Scripted:
        name = "offline"

        def answer(self, _: object) -> Iterator[TextDelta]:
            yield TextDelta(LIE)

        def redraft(self, *_: object) -> list[str]:
            return list(LIES)

    *events, last = run_turn("净利润？", view=own.view(), analyst=Scripted(), lang=Lang.ZH)  # type: ignore[arg-type]
    assert isinstance(last, TurnFinished)
    assert not FALSE.search("".join(e.text for e in events if isinstance(e, SentenceShown)))
    assert not FALSE.search(last.answer.text)


def test_ask_marks_what_was_struck(lying: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", lying.id, "净利润有什么变化？"]) == 0
    told, err = capsys.readouterr()
    assert FALSE.search(told), err
    assert not unmarked(told)
    assert main(["ask", lying.id, "净利润有什么变化？", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert not FALSE.search(answer["text"])
    assert len(answer["struck"]) == len(LIES)
    kept = [m for m in lying.office.store(lying.id).messages() if m.role == "assistant"]
    assert kept
    assert not any(FALSE.search(m.text) for m in kept)


def drafted(case: Case, *replies: str) -> tuple[MemoVersion, Endpoint]:
    endpoint = Endpoint(*(said(reply) for reply in replies))
    settings = EndpointSettings(REMOTE, "m1")
    prose = EndpointProse(settings, Lang.ZH, [], lambda _: None, endpoint.client)
    *_, memo = drafting.draft(case.office, case.id, MemoKind.NEW, Lang.ZH, prose)
    assert isinstance(memo, MemoVersion)
    return memo, endpoint


def written(memo: MemoVersion) -> str:
    return "\n".join(p.text for s in memo.sections for p in s.paragraphs)


def test_a_memo_s_false_sentence_goes_back_once_and_is_struck(own: Case) -> None:
    memo, endpoint = drafted(own, LIE)
    assert not FALSE.search(written(memo))
    struck = [s.text for s in memo.struck]
    assert set(struck) == set(LIES)
    sections = len(struck) // len(LIES)
    # Each section with enough to say is asked twice: once plainly, once with what was wrong.
    assert len(endpoint.bodies) == 2 * sections
    first, again = (json.dumps(b, ensure_ascii=False) for b in endpoint.bodies[:2])
    (reason,) = {s.why(Lang.ZH) for s in memo.struck if s.text == LIES[0]}
    assert "净利润" in reason
    assert "150.00万元" in reason
    assert reason not in first
    assert f"- {LIES[0]}: {reason}" in json.loads(again)["messages"][-1]["content"]
    # What stands in its place is the code's own statement.
    assert "150.00万元" in written(memo)
    assert memo.check.counted(Proof.FALSE) == 0


def test_a_memo_s_second_draft_that_is_right_is_taken(own: Case) -> None:
    memo, endpoint = drafted(own, LIE, "2024年度净利润为150万元。")
    assert "2024年度净利润为150万元。" in written(memo)
    assert memo.struck == ()
    assert len(endpoint.bodies) >= 2


@pytest.mark.parametrize("suffix", [".md", ".docx", ".pdf"])
def test_an_exported_memo_marks_what_was_struck(
    suffix: str, lying: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if suffix == ".pdf":
        need_chinese_font()
    path = tmp_path / f"memo{suffix}"
    assert main(["memo", lying.id, "-o", str(path), "--lang", "zh"]) == 0
    capsys.readouterr()
    text = read(path)
    body, _, rest = text.partition("被删除的语句")
    assert rest
    assert not FALSE.search(body)
    assert FALSE.search(rest.partition("来源注释")[0])


def test_what_a_person_writes_into_a_memo_is_marked_in_every_export(
    own: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = tmp_path / "section.md"
    edit.write_text(f"{LIE}\n", "utf-8")
    assert main(["memo", own.id, "--lang", "zh"]) == 0
    assert main(["memo", own.id, "--edit", "财务分析", "--with", str(edit), "--lang", "zh"]) == 3
    assert not unmarked(capsys.readouterr().out)
    for suffix in (".md", ".docx"):
        path = tmp_path / f"memo{suffix}"
        main(["memo", own.id, "--draft", "2", "-o", str(path), "--lang", "zh"])
        text = read(path)
        assert FALSE.search(text)
        assert not unmarked(text)


def read(path: Path) -> str:
    if path.suffix == ".docx":
        return "\n".join(p.text for p in docx.Document(io.BytesIO(path.read_bytes())).paragraphs)
    if path.suffix == ".pdf":
        pages = "".join(page.extract_text() for page in PdfReader(path).pages)
        return re.sub(r"\s", "", pages)
    return path.read_text("utf-8")


def test_check_of_a_false_file_ends_with_3(
    own: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word = docx.Document()
    for lie in LIES:
        word.add_paragraph(lie)
    word.save(str(tmp_path / "memo.docx"))
    for name in ("memo.md", "memo.txt"):
        (tmp_path / name).write_text(f"# 财务\n\n{LIE}\n", "utf-8")
    for name in ("memo.md", "memo.txt", "memo.docx"):
        assert main(["check", str(tmp_path / name), "--case", own.id, "--json"]) == 3
        check = json.loads(capsys.readouterr().out)
        wrong = [s["text"] for s in check["sentences"] if s["verdict"] == "false"]
        assert wrong == list(LIES)
        assert main(["check", str(tmp_path / name), "--case", own.id, "--lang", "zh"]) == 3
        assert not unmarked(capsys.readouterr().out)


def test_check_against_sources_and_in_batches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = "2024年度净利润为150万元，2023年度净利润为100万元。"
    (tmp_path / "a.txt").write_text(LIES[0], "utf-8")
    (tmp_path / "b.txt").write_text(source, "utf-8")
    assert main(["check", str(tmp_path / "a.txt"), "--against", str(tmp_path / "b.txt")]) == 3
    assert not unmarked(capsys.readouterr().out)
    batch = {"id": "1", "sources": [source], "text": LIES[0]}
    (tmp_path / "c.jsonl").write_text(json.dumps(batch, ensure_ascii=False), "utf-8")
    assert main(["check", "--batch", str(tmp_path / "c.jsonl"), "--json"]) == 3
    assert json.loads(capsys.readouterr().out.splitlines()[0])["verdict"] == "false"


@pytest.mark.parametrize("lang", list(Lang))
def test_no_tool_result_says_anything_false(own: Case, lang: Lang) -> None:
    tools = toolbox(own.view(), lang)
    book = fact_book(own.office.case(own.id), case_passages(own.office, own.id))
    told = {}
    for spec in tools.specs:
        wanted = {a.name: "净利润" for a in spec.args if a.required}
        try:
            told[spec.name] = tools.call(spec.name, wanted).text
        except ToolRefusal:  # no such party, no such clause: words for the model alone
            continue
    assert len(told) > len(tools.specs) // 2
    for name, text in told.items():
        words = re.sub(r"(?m)^\[\[\S+\]\] |^- ", "", text)
        wrong = [s for s in check_text(words, book).sentences if s.verdict is Proof.FALSE]
        assert not wrong, (name, wrong)


MAKERS: dict[str, set[str]] = {
    "SentenceShown": {"assistant/conversation/composing.py"},
    "Answer": {"assistant/conversation/turn.py"},
    "Paragraph": {
        "assistant/memo/conclusions.py",
        "assistant/memo/draft.py",
        "assistant/memo/editing.py",
        "assistant/memo/writing.py",
    },
    "Composed": {"assistant/proof/compose.py"},
}
"""Where prose that is shown, kept or exported comes into being; a further place needs a test above."""


def test_prose_comes_into_being_only_where_it_is_checked() -> None:
    found: dict[str, set[str]] = {name: set() for name in MAKERS}
    for folder in ("assistant", "tui"):
        for path in (ROOT / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                name = _called(call)
                if name in MAKERS:
                    found[name].add(path.relative_to(ROOT).as_posix())
    for name, places in found.items():
        assert places, name
        assert places <= MAKERS[name]


def _called(node: ast.AST) -> str:
    function: Any = node.func if isinstance(node, ast.Call) else None
    return function.id if isinstance(function, ast.Name) else ""
