"""Values that a sentence works out of others: sums moved on, counted things, parts, currencies.

Each pair differs in one thing; sums were worked out by hand in the comments.
"""

import pytest

from tests.unit.proof.stated.conftest import holds

SHEET = """汇澜示例针织 资产负债表（单位：万元）
| 项目 | 2023年末 | 2024年末 |
|---|---|---|
| 短期借款 | 1,200.00 | 1,450.00 |
| 长期借款 | 200.00 | 300.00 |
| 资产总计 | 4,200.00 | 4,800.00 |"""

POOL = """应收账款池清单
编号 | 买方 | 发票金额（元） | 到期日 | 是否确权
YS-01 | 示例一院 | 1,268,000.00 | 2025-05-15 | 是
YS-02 | 示例二院 | 742,500.00 | 2025-05-11 | 是
YS-03 | 示例三院 | 386,200.00 | 2025-07-27 | 否"""

SISTERS = """HOLLOW & MEAR JOINERY LTD - figures, years to 31 March (GBP thousand unless stated)
Revenue: FY2023 4,210; FY2024 4,655
Operating profit: FY2023 316; FY2024 431
Interest payable: FY2023 58; FY2024 66
Profit before tax: FY2023 258; FY2024 365

HOLLOW & MEAR INTERIORS LTD (sister company)
Revenue: FY2023 1,305; FY2024 1,290"""

CHINESE = "苏州恒润精密机械有限公司：2024年营业收入1.36亿元。"

EXPORTS = """Export debtors, 31 March 2025: USD 140,000.
Rates: closing USD 1 = INR 83.40; average for the year USD 1 = INR 84.30."""

PLACES = "Term sheet: facility GBP 200,000; personal guarantee: to be agreed."

METER = "Meter, foundry, kWh: Q1 2024 318,600; Q2 2024 297,400; Q3 2024 284,900; Q4 2024 321,100."

SALES = """2024 USD thousand
| Month 2024 | Sales |
|---|---|
| Jan | 412 |
| Feb | 398 |
| Mar | 441 |
| Apr | 455 |
| May | 470 |
| Jun | 508 |
| Jul | 533 |
| Aug | 521 |
| Sep | 487 |
| Oct | 462 |
| Nov | 449 |
| Dec | 476 |
| Full year | 5,612 |
Full-year sales 2023: 5,105."""


@pytest.mark.parametrize(
    ("source", "true", "false"),
    [
        # 1,750 - 1,400 = 350
        (
            SHEET,
            "2024年末短期借款与长期借款合计1,750万元，较2023年末增加350万元。",
            "2024年末短期借款与长期借款合计1,750万元，较2023年末增加250万元。",
        ),
        # 1,268,000 + 742,500 = 2,010,500
        (
            POOL,
            "已确权的应收账款2笔，金额合计201.05万元。",
            "已确权的应收账款2笔，金额合计239.67万元。",
        ),
        # 365 - 258 = 107 = (431 - 316) - (66 - 58)
        (
            SISTERS,
            "Joinery's pre-tax profit rose by £107k in FY2024, as the £115k rise in operating "
            "profit outweighed £8k of extra interest.",
            "Joinery's pre-tax profit rose by £107k in FY2024, as the £115k rise in operating "
            "profit outweighed £18k of extra interest.",
        ),
        # 4,655 / 4,210 = 1.1057; 1,290 is the sister's
        (
            SISTERS,
            "Revenue at Hollow & Mear Joinery grew by 10.6% in FY2024.",
            "Revenue at Hollow & Mear Interiors grew by 10.6% in FY2024.",
        ),
        (
            CHINESE,
            "Revenue of Hengrun Precision was RMB 136 million in 2024.",
            "Revenue of Huaxing Precision was RMB 136 million in 2024.",
        ),
        # 140,000 x 83.40 = 11,676,000; at the average rate 11,802,000
        (
            EXPORTS,
            "Translated at the closing rate, the export debtors are worth INR 11.676 million.",
            "Translated at the closing rate, the export debtors are worth INR 11.802 million.",
        ),
        (
            PLACES,
            "The facility is GBP 200,000; the personal guarantee is still to be agreed.",
            "A personal guarantee was given for the GBP 200,000 facility.",
        ),
        # (318,600 + 297,400 + 284,900 + 321,100) / 4 = 305,500
        (
            METER,
            "Power use at the foundry averaged 305,500 kWh per quarter in 2024.",
            "Power use at the foundry averaged 318,600 kWh per quarter in 2024.",
        ),
        # 412 + 398 + 441 = 1,251
        (SALES, "First-quarter sales totalled $1,251k.", "First-quarter sales totalled $1,294k."),
        # 5,612 / 5,105 = 1.0993
        (SALES, "Sales rose 9.9% in 2024.", "Sales fell 9.9% in 2024."),
    ],
)
def test_one_is_proved_and_the_other_is_not(source: str, true: str, false: str) -> None:
    assert holds(true, source)
    assert not holds(false, source)
