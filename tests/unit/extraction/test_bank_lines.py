"""Statement exports as banks and wallets write them, by the columns of each; the rows are made up."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.figures import FigureStatus
from assistant.domain.tongues import tongues_of
from assistant.extraction.bank_lines import BankLine, bank_lines, holds_bank_lines
from assistant.extraction.bank_tax import bank_figures, is_bank_or_tax
from retrieval.loading import Limits, load_document
from retrieval.passages import LoadedDocument

TWO_COLUMNS = """建设示例银行
币  种：,人民币,账 号：,123***
记账日,交易日期,交易时间,支出,收入,账户余额,币种,摘要,对方账号,对方户名
20250101,20250101,18:53:19,67,0,2176.91,人民币,消费,2088,甲公司
20250102,20250101,19:12:59,0,16.78,2193.69,人民币,转入,2089,乙公司
以上数据仅供参考,以上数据仅供参考,以上数据仅供参考,以上数据仅供参考,以上数据仅供参考,以上数据仅供参考,,,,
"""
SIGNED = """交易日期,交易时间,交易摘要,交易金额,本次余额,对手信息
20240101,123456,转存,+10000.00,11000.00,甲公司
20240102,132324,支付,-10.50,10989.50,乙公司
"""
TRANSACTION_AND_BOOKED = """明细查询文件下载
卡号: 1234****9876,"卡别名: 甲"

交易日期,摘要,交易金额(收入),交易金额(支出),交易币种,记账金额(收入),记账金额(支出),记账币种,余额,对方户名
2023-05-02,消费,-,-,-,,13.40,人民币,"xx,yyy.zz",甲公司
2023-04-22,他行汇入,-,-,-,"1,234.56",,人民币,"xx,yyy.zz",乙公司
人民币合计,,,,,"1,234.56",13.40,,,
"""
WALLET = """导出信息：
姓名：甲

交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态
2023-02-12 21:32:14,日用,甲店,a***@b,货,支出,¥49.74,余额,交易成功
2023-02-11 08:00:00,退款,甲店,/,退款,不计收支,16.03,余额,退款成功
2023-02-10 08:00:00,转账,乙,/,货款,收入,300.00,余额,交易成功
2023-02-09 08:00:00,充值,丙,/,充值,支出,50.00,余额,交易关闭
"""
CARD = """招商示例银行信用卡对账单（2024年01月）
交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额
,12/29,还款,-345.67,1234,-345.67
01/05,01/07,通讯,"8,000.00",1234,"8,000.00(CN)"
"""
FOREIGN = """交易日,银行记账日,交易描述,存入,支出,币种
2024-12-13,2024-12-14,公交,,50.00,CNY
2024-12-22,2024-12-24,软件,,3.72,USD
"""


@pytest.fixture
def saved(tmp_path: Path):
    def load(text: str, encoding: str = "utf-8") -> LoadedDocument:
        path = tmp_path / "export.csv"
        path.write_text(text, encoding)
        return load_document(path, limits=Limits())

    return load


def moved(line: BankLine) -> tuple[date, Decimal, Decimal]:
    return line.day, line.money_in, line.money_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TWO_COLUMNS, [("2025-01-01", "0", "67"), ("2025-01-02", "16.78", "0")]),
        (SIGNED, [("2024-01-01", "10000.00", "0"), ("2024-01-02", "0", "10.50")]),
        (
            TRANSACTION_AND_BOOKED,
            [("2023-05-02", "0", "13.40"), ("2023-04-22", "1234.56", "0")],
        ),
        (
            WALLET,
            [
                ("2023-02-12", "0", "49.74"),
                ("2023-02-11", "0", "0"),
                ("2023-02-10", "300.00", "0"),
                ("2023-02-09", "0", "50.00"),
            ],
        ),
        # December on the statement of January is last year's; a card's minus is a repayment
        (CARD, [("2023-12-29", "345.67", "0"), ("2024-01-07", "0", "8000.00")]),
        (FOREIGN, [("2024-12-14", "0", "50.00"), ("2024-12-24", "0", "3.72")]),
    ],
    ids=["two columns", "signed", "booked", "wallet", "card", "foreign"],
)
def test_each_bank_s_columns(saved, text: str, expected: list[tuple[str, str, str]]) -> None:
    document = saved(text)
    assert is_bank_or_tax(document)
    held = bank_lines(document)
    assert held.refused == ()
    assert [moved(line) for line in held.lines] == [
        (date.fromisoformat(day), Decimal(into), Decimal(out)) for day, into, out in expected
    ]


@pytest.mark.parametrize(
    "above",
    [
        "户名,甲公司",
        "户名,甲公司\n账号,6222020000001234567",
        "户名,甲公司,账号,6222020000001234567,币种,人民币",  # as full as a record
        "明细查询\n户名,甲公司,开户行,示例银行\n起始日期,2024-01-01,终止日期,2024-01-31",
        "Account,6222020000001234567,Name,Firm Ltd",
        "Firm Ltd,Current account",
    ],
)
def test_what_is_said_of_the_account_is_no_part_of_the_heads(saved, above: str) -> None:
    document = saved(f"{above}\n{SIGNED}")
    assert document.tables[0].header == tuple(SIGNED.splitlines()[0].split(","))
    assert [moved(line)[1:] for line in bank_lines(document).lines] == [
        (Decimal(10000), Decimal(0)),
        (Decimal(0), Decimal("10.50")),
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "交易日期,摘要,发生额,,余额,对方户名\n,,支出,收入,,",
        "交易日期,摘要,发生额,发生额,余额,对方户名\n交易日期,摘要,支出,收入,余额,对方户名",
        ",,发生额,,,\n交易日期,摘要,支出,收入,余额,对方户名",
    ],
    ids=["open below", "merged", "open above"],
)
def test_heads_in_two_lines_name_each_column(saved, heads: str) -> None:
    document = saved(f"{heads}\n2024-06-01,货款,5.00,,95.00,甲\n2024-06-02,货款,,7.00,102.00,乙\n")
    assert [moved(line)[1:] for line in bank_lines(document).lines] == [
        (Decimal(0), Decimal(5)),
        (Decimal(7), Decimal(0)),
    ]


def test_what_moved_no_money_and_other_currencies_count_nothing(saved) -> None:
    assert [line.counts for line in bank_lines(saved(WALLET)).lines] == [True, False, True, False]
    foreign = saved(FOREIGN)
    assert [line.is_yuan for line in bank_lines(foreign).lines] == [True, False]
    told = [tongues_of(p).en for p in bank_figures(foreign, "ab").problems]
    assert "1 lines in other currencies are not summed" in told


def test_a_card_s_repayments_are_no_income(saved) -> None:
    found = bank_figures(saved(CARD), "ab")
    assert found.figures == ()
    assert "信用卡账单不计入银行流水合计" in found.problems[0]


def test_other_encodings_and_the_same_sheet_twice(saved, workbook) -> None:
    assert len(bank_lines(saved(TWO_COLUMNS, "gb18030")).lines) == 2
    rows = [line.split(",") for line in SIGNED.strip().splitlines()]
    assert len(bank_lines(workbook(甲=rows, 乙=rows)).lines) == 2


def test_a_line_without_a_day_or_an_amount_is_refused_with_its_row(saved) -> None:
    broken = SIGNED + "昨天,1,支付,-1.00,10988.50,丙\n20240104,1,支付,很多,10988.50,丙\n"
    held = bank_lines(saved(broken))
    assert len(held.lines) == 2
    assert [tongues_of(r).en for r in held.refused] == [
        "page 1, row 4: the date '昨天' can't be read",
        "page 1, row 5: the amount can't be read",
    ]


def test_whole_months_are_summed_and_the_first_and_last_are_not(workbook) -> None:
    # 100 in and 30 out a month from 2024-03 to 2024-06: April and May are whole for sure.
    rows = [[f"2024-{m:02}-15", "100", "30", str(70 * m)] for m in range(3, 7)]
    document = workbook(流水=[["交易日期", "收入", "支出", "余额"], *rows])
    found = {f.key: f for f in bank_figures(document, "ab").figures}
    assert found.keys() == {
        *("bank.inflow@2024-04", "bank.inflow@2024-05"),
        *("bank.outflow@2024-04", "bank.outflow@2024-05"),
    }
    assert found["bank.inflow@2024-04"].value == Decimal(100)
    assert found["bank.outflow@2024-05"].status is FigureStatus.VERIFIED


@pytest.mark.parametrize(
    "text",
    [
        "日期,摘要,金额\n2024-01-01,餐费,50\n2024-01-02,车费,30\n",
        "项目,收入,支出\n一月,1,2\n二月,3,4\n",
        "交易日期,发票号码,金额,税额\n2024-01-01,1,50,3\n2024-01-02,2,60,4\n",
    ],
)
def test_other_tables_with_days_and_amounts_are_no_statement(saved, text: str) -> None:
    assert not holds_bank_lines(saved(text))
