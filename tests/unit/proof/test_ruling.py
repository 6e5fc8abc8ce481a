import pytest

from assistant.domain.checks import Proof
from assistant.domain.figures import Statement, StatementKind, Verdict
from assistant.proof.book import FactBook
from assistant.proof.check import check_text
from tests.unit.proof.conftest import MakeFigure

PASSED = ("dscr.ebitda", "偿债保障比率", "debt service cover", "1.90", Verdict.PASS)
THIN = ("current_ratio", "流动比率", "current ratio", "1.02", Verdict.THIN)
BROKEN = ("debt_ratio", "资产负债率", "debt ratio", "0.81", Verdict.BREACH)
WAIVED = ("quick_ratio", "速动比率", "quick ratio", "0.40", Verdict.WAIVED)
UNTESTED = ("cash_ratio", "现金比率", "cash ratio", "0.10", Verdict.NOT_COMPUTABLE)


def book_of(make_figure: MakeFigure, *rules: tuple[str, str, str, str, Verdict]) -> FactBook:
    figures = [
        make_figure(
            key=f"{key}@FY2024", label_zh=zh, label_en=en, value=value, unit="times"
        )
        for key, zh, en, value, _ in rules
    ]  # fmt: skip
    outcomes = [
        Statement(
            key=f"rule.{key}.verdict", kind=StatementKind.VERDICT, text_zh=f"{zh}：{verdict}。",
            text_en=f"The {en}: {verdict}.", figures=(f"{key}@FY2024",), verdict=verdict,
        )
        for key, zh, en, _, verdict in rules
    ]  # fmt: skip
    return FactBook(figures, outcomes)


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        ("The debt service cover passes the policy.", Proof.PROVED),
        ("The debt service cover does not pass the policy.", Proof.FALSE),
        ("The debt service cover fails the policy's test.", Proof.FALSE),
        ("The debt ratio breaches the policy.", Proof.PROVED),
        ("The debt ratio does not breach the policy.", Proof.FALSE),
        ("The current ratio meets the policy.", Proof.PROVED),
        ("The current ratio comfortably meets the policy.", Proof.FALSE),
        ("The quick ratio meets the policy.", Proof.FALSE),
        ("The cash ratio meets the policy.", Proof.FALSE),
        ("The cash ratio breaches the policy.", Proof.FALSE),
        ("All policy rules are met.", Proof.FALSE),
        ("No rule is breached.", Proof.FALSE),
        ("All policy rules are met except one.", Proof.UNCHECKED),
        ("偿债保障比率符合政策要求。", Proof.PROVED),
        ("偿债保障比率不符合政策要求。", Proof.FALSE),
        ("资产负债率未达标。", Proof.PROVED),
        ("资产负债率达标。", Proof.FALSE),
        ("流动比率符合要求，余量充裕。", Proof.PROVED),
        ("流动比率轻松达标。", Proof.FALSE),
        ("各项政策测试均通过。", Proof.FALSE),
    ],
)
def test_words_about_a_rule_agree_with_its_outcome(
    make_figure: MakeFigure, text: str, proof: Proof
) -> None:
    book = book_of(make_figure, PASSED, THIN, BROKEN, WAIVED, UNTESTED)
    assert check_text(text, book).verdict is proof


def test_every_rule_met_is_proved_where_every_rule_is_met(make_figure: MakeFigure) -> None:
    book = book_of(make_figure, PASSED, THIN)
    for text in ("All policy rules are met.", "No rule is breached.", "各项政策测试均通过。"):
        (sentence,) = check_text(text, book).sentences
        assert [claim.verdict for claim in sentence.claims] == [Proof.PROVED]


def test_a_verdict_that_follows_its_metric_leans_on_it(make_figure: MakeFigure) -> None:
    book = book_of(make_figure, PASSED)
    text = "The debt service cover is 1.90x in FY2024. It does not pass the policy."
    assert check_text(text, book).verdict is Proof.FALSE


def test_a_plan_or_another_meaning_of_the_word_claims_nothing(make_figure: MakeFigure) -> None:
    book = book_of(make_figure, BROKEN)
    for text in ("If the debt ratio meets the policy, lend.", "The owner met the buyers."):
        assert not check_text(text, book).sentences[0].claims
