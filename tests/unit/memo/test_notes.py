"""Where a printed figure comes from, in words."""

import pytest

from assistant.domain.case import CaseFile
from assistant.domain.evidence import Quoted
from assistant.domain.quantities import Lang
from assistant.memo.definitions import definition
from assistant.memo.notes import note_text


@pytest.mark.parametrize(
    ("formula", "zh", "en"),
    [
        (
            "ebitda@FY / debt_service@FY",
            "息税折旧摊销前利润 ÷ 当年应还本息",
            "EBITDA ÷ debt service",
        ),
        ("政策的主标尺 / the policy's master scale", "", ""),
        ("no_such_thing@FY - cash@BS", "", ""),
    ],
)
def test_a_formula_is_told_by_names_where_every_part_has_one(
    formula: str, zh: str, en: str
) -> None:
    assert (definition(formula, Lang.ZH), definition(formula, Lang.EN)) == (zh, en)


READ = Quoted(source="s", source_name="申请表.docx", page=2, quote="申请金额 500万元")


@pytest.mark.parametrize(
    ("read", "zh", "en"),
    [
        (5_000_000, "核对《申请表.docx》第2页：“申请金额", "compared with 申请表.docx, page 2: “"),
        (
            4_000_000,
            "更正，原载《申请表.docx》第2页：",
            "corrected; as read 申请表.docx, page 2: “",
        ),
    ],
)
def test_a_confirmed_value_keeps_the_page_it_was_read_from(
    case: CaseFile, read: int, zh: str, en: str
) -> None:
    kept = case.figures[0]
    seen = kept.model_copy(update={"evidence": READ, "value": type(kept.value)(read)})
    assert zh in note_text(kept, Lang.ZH, seen)
    assert en in note_text(kept, Lang.EN, seen)
    assert "申请表.docx" not in note_text(kept, Lang.ZH)
