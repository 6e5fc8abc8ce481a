"""What the index stores and what a question looks for."""

import pytest

from retrieval.words import exact_words, index_words, query_words


def test_chinese_is_pairs_and_a_tail():
    assert index_words("营业收入") == "营业 业收 收入 入"
    assert query_words("营业收入是多少？") == ("营业", "业收", "收入")


def test_a_lone_character_finds_by_its_beginning():
    assert query_words("税") == ("税*",)


@pytest.mark.parametrize(
    "written", ["1,175,301.50", "1175301.5", "１，１７５，３０１．５０", "1175301.500"]
)
def test_a_number_is_one_word_however_it_is_written(written):
    assert index_words(written) == "1175301_5"
    assert exact_words(f"哪里有{written}") == ("1175301_5",)


def test_a_number_before_its_unit_is_whole():
    assert index_words("1,234,567股") == "1234567 股"


def test_codes_are_found_whole_and_in_parts():
    assert index_words("INV-2024-017") == "inv_2024_017 inv 2024 017"
    assert index_words("a.b@c.cn").split()[0] == "a_b_c_cn"
    assert "10_k" in query_words("the 10-K filing")


def test_years_are_no_codes():
    assert exact_words("sales in FY2024 and 2023") == ()
    assert "2024" in query_words("sales in FY2024")


def test_question_words_are_left_out_unless_nothing_else_is_there():
    assert query_words("What is the capital expenditure?") == ("capital", "expenditure")
    assert query_words("请问存货周转天数是多少") == ("存货", "货周", "周转", "转天", "天数")
    assert query_words("什么") == ("什么",)
    assert query_words("???") == ()
