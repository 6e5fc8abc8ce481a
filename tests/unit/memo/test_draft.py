import io
from collections.abc import Callable
from dataclasses import dataclass, field

import docx
import pytest
from pypdf import PdfReader

from assistant.domain.case import CaseFile
from assistant.domain.checks import Proof
from assistant.domain.figures import Statement
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.memo import pdf_export
from assistant.memo.docx_export import docx_bytes
from assistant.memo.draft import DraftRequest, draft_memo, version_digest
from assistant.memo.markdown import memo_markdown
from assistant.proof.book import FactBook
from tests.unit.memo.conftest import AT

Draft = Callable[..., MemoVersion]


@dataclass
class ScriptedProse:
    """Hands out prepared texts, one a call, and remembers what it was told."""

    texts: list[str]
    objections: list[str] = field(default_factory=list)
    name: str = "scripted"

    def write(self, title: str, statements: tuple[Statement, ...], objections: str) -> str:
        del title, statements
        self.objections.append(objections)
        return self.texts.pop(0) if self.texts else ""


def draft(case: CaseFile, lang: Lang = Lang.ZH, prose: ScriptedProse | None = None) -> MemoVersion:
    request = DraftRequest(case, MemoKind.NEW, lang, "李", AT, "tallystick test")
    statements = (*case.statements, *(f.statement for f in case.findings))
    book = FactBook(case.figures, statements)
    return draft_memo(request, book, prose, lambda *_: None)


def test_every_printed_figure_has_a_source_note(case: CaseFile) -> None:
    memo = draft(case)
    by_figure = {note.figure: note for note in memo.notes}
    assert "录入 李, 2026-01-05 08:30 UTC (申请表)" in by_figure["request.amount"].text
    assert "《报表.xlsx》利润表!B4：“营业收入 28800000”" in by_figure["revenue@FY2024"].text
    assert "120 行记录" in by_figure["sales.net@2024"].text


@pytest.mark.parametrize("lang", list(Lang))
def test_a_memo_by_code_is_proved_whole(case: CaseFile, lang: Lang) -> None:
    memo = draft(case, lang)
    assert memo.check.counted(Proof.PROVED) > 0
    assert memo.check.counted(Proof.UNCHECKED) == 0
    assert memo.check.counted(Proof.FALSE) == 0
    assert memo.struck == ()
    text = memo_markdown(memo)
    assert "None" not in text
    assert "缺少利息费用" in text


def test_breach_thin_and_untested_rules_are_always_said(case: CaseFile) -> None:
    text = memo_markdown(draft(case))
    for words in (
        "**不符合。** 规则乙",
        "**勉强通过。** 规则丙",
        "**无法测试。** 规则丁",
        "须经分行审批人书面豁免",
    ):
        assert words in text
    assert text.index("规则乙") < text.index("规则甲")


def test_an_empty_case_still_gives_a_memo(case: CaseFile) -> None:
    bare = CaseFile(head=case.head)
    memo = draft(bare, Lang.EN)
    assert memo.notes == ()
    assert memo.policy == ""
    assert len(memo.open_points) > 10


def test_versions_are_chained(case: CaseFile) -> None:
    first = draft(case)
    second = draft(case.model_copy(update={"memos": (first,)}))
    assert (second.number, second.previous_digest) == (2, version_digest(first))


def with_two_statements(case: CaseFile) -> CaseFile:
    more = case.statements[1].model_copy(
        update={
            "key": "sales.momentum.value@2024",
            "text_zh": "2024年净销售额为2,870.00万元。",
            "figures": ("sales.net@2024",),
        }
    )
    return case.model_copy(update={"statements": (*case.statements, more)})


def test_a_models_false_sentence_is_redrafted_then_struck(case: CaseFile) -> None:
    prose = ScriptedProse(
        [
            "2024年净销售额为9,999.00万元。",
            "2024年净销售额为8,888.00万元。[[sales.momentum.value@2024]]",
        ]
    )
    memo = draft(with_two_statements(case), prose=prose)
    assert prose.objections[0] == ""
    assert "9,999" in prose.objections[1]
    text = "\n".join(p.text for s in memo.sections for p in s.paragraphs)
    assert "9,999" not in text
    assert "8,888" not in text
    assert len(memo.struck) == 1
    assert memo.check.counted(Proof.FALSE) == 0


def test_a_models_statements_are_printed_from_code(case: CaseFile) -> None:
    prose = ScriptedProse(["[[sales.momentum.value@2024]]"])
    memo = draft(with_two_statements(case), prose=prose)
    trading = next(s for s in memo.sections if s.code == "trading")
    assert trading.paragraphs[0].text == "2024年净销售额为2,870.00万元。"
    assert trading.paragraphs[0].author.kind == "model"


def test_word_has_tables_superscripts_and_properties(case: CaseFile) -> None:
    document = docx.Document(io.BytesIO(docx_bytes(draft(case))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "净销售额" in cells
    assert any(cell.startswith("500.00万元") for cell in cells)
    runs = [r for p in document.paragraphs for r in p.runs if r.font.superscript]
    assert runs
    assert document.core_properties.title == "授信调查报告：青禾示例<食品>"
    assert document.core_properties.author == "李"


def test_pdf_is_the_same_bytes_each_time_and_says_the_same(case: CaseFile) -> None:
    memo = draft(
        case.model_copy(update={"head": case.head.model_copy(update={"name": "Q"})}), Lang.EN
    )
    first = pdf_export.pdf_bytes(memo)
    assert first == pdf_export.pdf_bytes(memo)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(first)).pages)
    assert "CNY 28.70 million" in text
    assert "Open points" in text


def test_a_chinese_pdf_without_font_names_the_package(
    case: CaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_export, "_families", lambda: frozenset({"DejaVu Sans"}))
    with pytest.raises(InputError) as caught:
        pdf_export.pdf_bytes(draft(case))
    assert "fonts-noto-cjk" in caught.value.hint


class SilentProse:
    """Writes one section and then fails as an endpoint fails."""

    name = "m1"

    def __init__(self) -> None:
        self.calls = 0

    def write(self, title: str, statements: tuple[Statement, ...], objections: str) -> str:
        del title, statements, objections
        self.calls += 1
        raise EndpointFailure(FailureKind.UNREACHABLE)


def test_a_memo_is_finished_by_code_when_the_model_falls_silent(case: CaseFile) -> None:
    prose = SilentProse()
    request = DraftRequest(with_two_statements(case), MemoKind.NEW, Lang.ZH, "李", AT, "t")
    book = FactBook(case.figures, case.statements)
    memo = draft_memo(request, book, prose, lambda *_: None)
    assert prose.calls == 1
    assert memo.model == "offline (m1: unreachable)"
    assert any(p.statements for s in memo.sections for p in s.paragraphs)
