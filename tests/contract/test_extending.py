"""The worked examples of ``docs/extending.md``, done as they are told."""

import re
import tomllib
from pathlib import Path

import pytest

from assistant.domain.case import CaseFile, CaseHead, CaseId
from assistant.domain.evidence import Entered
from assistant.domain.figures import Verdict
from assistant.domain.memo import MemoKind
from assistant.domain.score import score_inputs
from assistant.memo import documents, kinds, templates
from assistant.memo.documents import DocumentSpec
from assistant.scoring.policy import SHIPPED_POLICIES, load_policy
from assistant.scoring.ratios import SCORING_METRICS
from assistant.scoring.report import score
from assistant.services.entering import entered_figure
from assistant.variables.catalogue import CATALOGUE
from tests.unit.memo.conftest import AT

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text("utf-8")


def example(begins: str) -> str:
    """The indented block that begins so."""
    block = PAGE[PAGE.index(f"    {begins}") :].split("\n\n")[0]
    return "\n".join(line.removeprefix("    ") for line in block.splitlines())


def case_with(**fields: str) -> CaseFile:
    by = Entered(who="李", when=AT, why="")
    figures = tuple(entered_figure(k.replace("__", "."), v, by) for k, v in fields.items())
    head = CaseHead(id=CaseId("X"), name="青禾", created_at=AT, touched_at=AT)
    return CaseFile(head=head, figures=figures)


def test_a_rule_is_data_and_an_absent_figure_is_never_a_pass(tmp_path: Path) -> None:
    added = example("[[rules]]")
    (rule,) = tomllib.loads(added)["rules"]
    shipped = (SHIPPED_POLICIES / "sme-working-capital.toml").read_text("utf-8")
    renamed = re.sub(r'^id = "[^"]+"', 'id = "mine"', shipped, count=1, flags=re.MULTILINE)
    (tmp_path / "mine.toml").write_text(f"{renamed}\n{added}\n", "utf-8")
    policy = load_policy("mine", (tmp_path,))
    report = score(score_inputs((), (), (), None), policy)
    (found,) = (r for r in report.rules if r.id == rule["id"])
    assert found.verdict is Verdict.NOT_COMPUTABLE
    assert (found.paragraph, found.label_en) == (rule["paragraph"], rule["label_en"])


def test_a_ratio_is_the_line_that_is_shown() -> None:
    line = example('_m("quick_ratio"')
    metric = SCORING_METRICS["quick_ratio"]
    assert f'("{metric.label_zh}", "{metric.label_en}"), "{metric.formula}"' in line


def test_a_product_asks_for_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_discounting(case: CaseFile) -> bool:
        purpose = case.figure("request.purpose")
        return purpose is not None and "贴现" in str(purpose.value)

    names = {
        "DocumentSpec": DocumentSpec,
        "_FULL": frozenset({MemoKind.NEW}),
        "is_discounting": is_discounting,
    }
    spec = eval(example("DocumentSpec("), names)  # noqa: S307  the page's own example
    monkeypatch.setattr(documents, "SPECS", (*documents.SPECS, spec))
    asked = [
        [d.label_zh for d in documents.documents(case_with(request__purpose=purpose), MemoKind.NEW)]
        for purpose in ("票据贴现", "采购原材料")
    ]
    assert [spec.zh in labels for labels in asked] == [True, False]


def test_what_the_page_names_is_there() -> None:
    assert "sales.gap_days_max" in CATALOGUE
    assert templates.FUNDING in kinds.KINDS[MemoKind.NEW].zh
    named = re.findall(r"`((?:assistant|retrieval|tests)/[\w./]+)`", PAGE)
    assert named
    assert not [one for one in named if not (ROOT / one).exists()]
