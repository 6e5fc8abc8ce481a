"""Whole texts: headings, lists, tables, code, and what a check of them looks like."""

from assistant.domain.checks import ClaimKind, Proof
from tests.unit.proof.stated.conftest import checked, holds

SOURCE = "单位：万元\n| 项目 | 2023年 | 2024年 |\n|---|---|---|\n| 营业收入 | 4,000 | 5,000 |\n| 净利润 | 312 | 187 |"


def test_a_table_is_judged_cell_by_cell() -> None:
    good = "| 项目（万元） | 2023年 | 2024年 |\n|---|---|---|\n| 营业收入 | 4,000 | 5,000 |\n| 净利润 | 312 | 187 |"
    assert holds(good, SOURCE)
    bad = good.replace("| 312 | 187 |", "| 187 | 312 |")
    [table] = checked(bad, SOURCE).sentences
    assert [c.verdict for c in table.claims] == [
        Proof.PROVED,
        Proof.PROVED,
        Proof.FALSE,
        Proof.FALSE,
    ]
    assert [bad[c.start : c.end] for c in table.claims] == ["4,000", "5,000", "187", "312"]


def test_headings_and_code_claim_nothing() -> None:
    check = checked("# 经营情况\n\n2024年营业收入5,000万元。\n\n```\n9,999万元\n```\n", SOURCE)
    assert [s.text for s in check.sentences] == ["2024年营业收入5,000万元。"]
    assert check.verdict is Proof.PROVED


def test_a_sentence_may_lean_on_the_one_before() -> None:
    assert holds("2024年营业收入5,000万元。净利润187万元。", SOURCE)
    assert not holds("2023年营业收入4,000万元。净利润187万元。", SOURCE)


def test_offsets_count_from_the_text_and_the_worst_claim_decides() -> None:
    text = "2024年营业收入5,000万元。\n2024年净利润312万元。"
    check = checked(text, SOURCE)
    assert check.verdict is Proof.FALSE
    assert [s.verdict for s in check.sentences] == [Proof.PROVED, Proof.FALSE]
    for sentence in check.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert all(text[c.start : c.end] == c.text for c in sentence.claims)
    assert check.counted(Proof.FALSE) == 1


def test_nothing_is_proved_by_nothing() -> None:
    assert checked("", SOURCE).verdict is Proof.UNCHECKED
    assert checked("2024年营业收入5,000万元。").verdict is Proof.UNCHECKED
    assert checked("公司是一家本地企业。", SOURCE).verdict is Proof.UNCHECKED


def test_a_computed_number_names_its_operation_and_a_false_one_quotes_the_source() -> None:
    [sentence] = checked("2024年净利润下降40.1%。", SOURCE).sentences  # 125 / 312
    assert sentence.claims[0].reason == "change"
    [sentence] = checked("Net profit was CNY 3.12 million in 2024.", SOURCE).sentences
    assert sentence.claims[0].kind is ClaimKind.NUMBER
    assert sentence.claims[0].reason.startswith("the source says: “| 净利润 | 312 | 187 |")


def test_a_name_that_no_source_has_is_left_unchecked() -> None:
    assert holds("Revenue was CNY 50 million in 2024.", SOURCE)
    assert not holds("Revenue at Kestrel Foods was CNY 50 million in 2024.", SOURCE)


def test_a_clause_that_no_source_speaks_of_is_left_unchecked() -> None:
    assert not holds("2024年营业收入5,000万元，以莱比锡厂房作抵押。", SOURCE)
