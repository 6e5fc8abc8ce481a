"""Prose about halves, spans up to a day and years of a firm's own is proved against just those."""

from datetime import date

import pytest

from assistant.domain.checks import Proof
from assistant.domain.periods import fiscal_period
from assistant.proof.book import FactBook
from assistant.proof.check import check_text

VALUES = {
    "6M-2023-07-29": 518, "3M-2023-07-29": 274, "12W-2023-03-25": 1932, "FY2022Q4": 3520,
    "2019H1": 10, "2018H1": 8, "FY2024": 50,
}  # fmt: skip
"""Net profit by period, in millions."""


@pytest.fixture
def book(make_figure):
    june = {"period": fiscal_period("FY2024", date(2024, 6, 30))}
    return FactBook(
        make_figure(
            key=f"net_profit@{code}",
            label_zh="净利润",
            label_en="net profit",
            value=f"{value}000000",
            unit="USD",
            **(june if code == "FY2024" else {}),
        )
        for code, value in VALUES.items()
    )


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Net profit was USD 518 million in the six months ended July 29, 2023.", Proof.PROVED),
        ("Net profit was USD 274 million in the six months ended July 29, 2023.", Proof.FALSE),
        ("Net profit was USD 1,932 million in the 12 weeks ended 25 March 2023.", Proof.PROVED),
        ("Net profit was USD 3,520 million in Q4 FY2022.", Proof.PROVED),
        ("Net profit was USD 3,520 million in Q3 FY2022.", Proof.FALSE),
        ("2019年上半年净利润为1,000万美元，同比增长25%。", Proof.PROVED),  # 10 over 8
        ("2019年下半年净利润为1,000万美元。", Proof.FALSE),
        ("Net profit was USD 50 million in the fiscal year to June 2024.", Proof.PROVED),
        ("截至2023年7月29日的6个月净利润为51,800万美元。", Proof.PROVED),
    ],
)
def test_a_number_is_proved_of_the_period_that_is_named(book, text, verdict):
    (sentence,) = check_text(text, book).sentences
    assert sentence.verdict is verdict
