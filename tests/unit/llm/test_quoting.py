"""The words of a page that answer, and none where no page does."""

import pytest

from assistant.domain.checks import SourceText
from assistant.domain.quantities import Lang
from assistant.llm.concepts import papers_in
from assistant.llm.paper_fields import fields_asked
from assistant.llm.quoting import Quote, is_such, quotes
from assistant.llm.wording import normalised

LEASE = SourceText(
    source="l", source_name="厂房租赁合同.docx", page=1,
    text="厂房租赁合同\n出租方：甲园区公司。承租方：乙公司。\n第一条 租赁物为3号厂房，建筑面积4,200平方米。\n"
    "第二条 租赁期限自2023年1月1日起至2027年12月31日止。\n第三条 年租金为人民币96万元，按季度支付，逾期超过30日出租方有权解除合同。\n"
    "第四条 未经出租方书面同意，承租方不得转租，不得以租赁权设定担保。",
)  # fmt: skip
SALES = SourceText(
    source="s", source_name="sales_contract_en.docx", page=2,
    text="Framework sales agreement\n1.\nTerm.\nThe agreement runs from 1 March 2025 to 28 February 2027.\n"
    "2.\nPayment.\nInvoices are payable 60 days after receipt.\nA discount of 1% applies to payment within 10 days.\n"
    "3.\nExclusivity.\nDuring the term the Seller shall not supply other supermarket chains in the province.\n"
    "5.\nTermination.\nEither party may terminate on 90 days' written notice;\non a change of control of the Seller the Buyer may terminate at once.",
)  # fmt: skip
BANK = SourceText(
    source="b", source_name="银行流水.xlsx", page=1,
    text="2023-01-01 | 付款 |  | 55717.22 | 1201723.22 | 货款及工资\n2023-01-02 | 货款 | 59088.65 |  | 1260811.87 | 客户",
)  # fmt: skip
EVERY = (BANK, SALES, LEASE)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("租金多少", "年租金为人民币96万元"),
        ("How much is the rent?", "年租金为人民币96万元"),
        ("租期到什么时候", "2027年12月31日止"),
        ("When does the lease expire?", "2027年12月31日止"),
        ("厂房面积", "4,200平方米"),
        ("Can they sublet?", "承租方不得转租"),
        ("房东是谁", "出租方：甲园区公司"),
        ("能不能拿租赁权抵押", "不得以租赁权设定担保"),
        ("销售合同的付款条件", "payable 60 days"),
        ("提前付款有折扣吗", "discount of 1%"),
        ("有没有排他条款", "shall not supply other"),
        ("What if the seller is taken over?", "on a change of control"),
        ("how much notice to terminate the sales agreement", "90 days' written notice"),
    ],
)
def test_the_sentence_that_answers(question: str, words: str) -> None:
    found = quotes(question, EVERY)
    assert words in found[0].words


@pytest.mark.parametrize(
    "question",
    [
        "有没有保险",
        "What is the chief executive's salary?",
        "美元敞口有多大",
        "今天天气怎么样",
        "asdf qwer zxcv",
        "Does the loan agreement have covenants?",
        "审计报告怎么说",
        "",
    ],
)
def test_nothing_where_no_page_speaks_of_it(question: str) -> None:
    assert quotes(question, EVERY) == ()


def test_a_question_about_a_document_is_answered_from_it_only() -> None:
    assert quotes("租赁合同的付款方式", (SALES, BANK)) == ()
    assert all(q.passage is LEASE for q in quotes("租赁合同的付款方式", EVERY))


def test_what_a_document_says_is_its_first_clauses() -> None:
    found = quotes("What does the sales contract say?", EVERY)
    assert [q.passage for q in found] == [SALES] * 3
    assert "28 February 2027" in found[0].words


def test_numbers_and_headings_stay_with_what_they_head() -> None:
    (first, *_) = quotes("payment terms", EVERY)
    assert first.sentence(Lang.EN) == (
        'sales_contract_en.docx, p. 2: "2. Payment. Invoices are payable 60 days after receipt."'
    )


def test_a_quote_names_document_and_page() -> None:
    quote = Quote(LEASE, "承租方不得转租")
    assert quote.sentence(Lang.ZH) == "《厂房租赁合同.docx》第1页：“承租方不得转租”"


def test_a_long_sentence_is_cut_around_what_was_asked() -> None:
    long = SourceText(
        source="x", source_name="x.txt", page=1,
        text="word " * 200 + "the insurance policy expires soon " + "more " * 200 + ".",
    )  # fmt: skip
    (found,) = quotes("what about the insurance?", (long,))
    assert "insurance policy" in found.words
    assert len(found.words) <= 240
    assert found.words in long.text


def test_the_same_words_twice_are_quoted_once() -> None:
    assert len(quotes("Can they sublet?", (LEASE, LEASE.model_copy(update={"page": 2})))) == 1


def test_kinds_of_documents() -> None:
    assert is_such(LEASE, papers_in("the lease"))
    assert not is_such(BANK, papers_in("the lease"))


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("贷款合同的利率是多少", ("contract.rate",)),
        ("what is the annual rent under the lease?", ("contract.yearly_rent",)),
        ("租赁合同什么时候到期", ("contract.ends", "guarantee.ends")),
        ("租金可以按月支付吗", ()),  # a rule, not a value
        ("what happens if the rent is late?", ()),
        ("逾期还款的利率是多少", ()),
    ],
)
def test_the_fields_of_papers_whose_value_is_asked(question: str, fields: tuple[str, ...]) -> None:
    assert fields_asked(normalised(question)) == fields
