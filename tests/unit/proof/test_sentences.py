import pytest

from assistant.proof.sentences import sentences


def texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入增长。利润下降！", ["收入增长。", "利润下降！"]),
        ("Net profit was 1.87 million. It fell.", ["Net profit was 1.87 million.", "It fell."]),
        ("Acme Inc. is a firm. So is B.", ["Acme Inc. is a firm.", "So is B."]),
        ("It fell in 2024. It rose in 2023.", ["It fell in 2024.", "It rose in 2023."]),
        ("占比62.5%。[^3]其余略。", ["占比62.5%。[^3]", "其余略。"]),
        ("1. 收入5万元\n2. 利润3万元", ["1. 收入5万元", "2. 利润3万元"]),
        ("# 标题\n正文。", ["# 标题", "正文。"]),
        ("## 1. 申请概要\n正文。", ["## 1. 申请概要", "正文。"]),
        ("a\n\n```\nx = 1.\n```\nb", ["a", "b"]),
        ("他说“收入5万元。”然后走了。", ["他说“收入5万元。”", "然后走了。"]),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_hard_wrap_goes_on_and_a_short_line_does_not() -> None:
    wrapped = "Net profit for the year fell to CNY 1.87 million from\nCNY 3.12 million in 2023."
    assert len(texts(wrapped)) == 1
    assert texts("营业收入 500万元\n净利润 50万元") == ["营业收入 500万元", "净利润 50万元"]


def test_a_table_is_one_stretch() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    assert texts(f"前文。\n\n{table}\n\n后文。") == ["前文。", table + "\n", "后文。"]


def test_text_without_a_stop_is_cut_between_words() -> None:
    found = texts("净利润为187万元，" * 1000)
    assert len(found) > 5
    assert all(part.endswith("，") for part in found)
