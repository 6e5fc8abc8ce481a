"""Personal data is found, hidden under one mask a person, and put back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy.masking import is_card_number, is_id_number, mask, unmask

# Weighted sum of 1 1 0 1 0 1 1 9 9 0 0 3 0 7 4 5 1 with 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2:
# 7+9+0+5+0+4+2+9+54+0+0+27+0+35+32+20+2 = 206; 206 % 11 = 8; the eighth of 10X98765432 is 4.
ID_NUMBER = "110101199003074514"
# Luhn from the right, every second digit doubled (4 8 2 2 2 2 2 2 ...): 4111111111111111 -> 30.
CARD = "4111111111111111"


@pytest.mark.parametrize(
    ("text", "private"),
    [
        (f"身份证{ID_NUMBER}，", ID_NUMBER),
        ("尾号 11010119900307401X".replace("401X", "4514"), ID_NUMBER),
        ("请拨13912345678联系", "13912345678"),
        ("请拨+86 139-1234-5678联系", "+86 139-1234-5678"),
        ("座机0571-88881234。", "0571-88881234"),
        (f"卡号{CARD}", CARD),
        ("卡号4111 1111 1111 1111，", "4111 1111 1111 1111"),
        ("邮箱li.si@example.com。", "li.si@example.com"),
        ("信用代码91330000MA0EXAMP16", "91330000MA0EXAMP16"),
        ("联系人：李四，", "李四"),
        ("法定代表人 欧阳修文\n", "欧阳修文"),
        ("王五先生说", "王五"),
        ("signed by Ms. Jane Doe today", "Jane Doe"),
    ],
)
def test_personal_data_does_not_leave(text: str, private: str) -> None:
    done = mask(text)
    assert private not in done.text
    assert list(done.mapping.values()) == [private]
    assert unmask(done.text, done.mapping) == text


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",  # fails Luhn
        "12345678901234567890",
        "销售额2,635.70万元，增长13.9%",
        "发票号码12345678，日期2024-12-31",
        "13812345678.50",  # an amount
        "保证人合计三家企业提供",
        "Mr. is a title",
    ],
)
def test_other_numbers_and_words_stay(text: str) -> None:
    assert mask(text).text == text


def test_known_names_are_masked_wherever_they_stand() -> None:
    done = mask("张三丰与李四签字，张三丰担保。", names=["张三丰", "李四"])
    assert done.text == "⟦NAME1⟧与⟦NAME2⟧签字，⟦NAME1⟧担保。"


def test_a_field_may_hold_several_names() -> None:
    done = mask("赵六和钱七，Jane Doe", names=["赵六 60%、钱七 40%", "Jane Doe", "某"])
    assert set(done.mapping.values()) == {"赵六", "钱七", "Jane Doe"}
    assert mask("某公司", names=["某"]).text == "某公司"


def test_the_longer_of_two_overlapping_finds_counts() -> None:
    # 欧阳修 lies inside 欧阳修文; only the whole name may be replaced.
    done = mask("欧阳修文到场", names=["欧阳修", "欧阳修文"])
    assert done.mapping == {"⟦NAME1⟧": "欧阳修文"}


def test_ten_people_keep_their_own_masks() -> None:
    names = [f"甲{chr(0x4E00 + i)}丁" for i in range(12)]
    text = "、".join(names)
    done = mask(text, names=names)
    assert len(done.mapping) == 12
    assert unmask(done.text, done.mapping) == text


@given(
    st.lists(
        st.sampled_from(["张三丰", "13912345678", CARD, ID_NUMBER, "a@b.cn", "，", " 销售 ", "7"]),
        max_size=12,
    ).map("".join)
)
def test_whatever_is_masked_comes_back(text: str) -> None:
    done = mask(text, names=["张三丰"])
    assert unmask(done.text, done.mapping) == text
    assert "张三丰" not in done.text


def test_check_digits() -> None:
    assert is_id_number(ID_NUMBER)
    assert not is_id_number(f"{ID_NUMBER[:-1]}5")
    assert is_card_number(CARD)
    assert not is_card_number("4111111111111112")
