import pytest

from audio.chinese import punctuated, simplified
from audio.dropping import drop_rule
from audio.transcript import DropRule
from tests.unit.audio.sounds import raw, word


def said(text: str, seconds: float = 3.0, **more: float):
    parts = text.split() or [text]
    step = seconds / len(parts)
    return raw(text, [(p, i * step, (i + 0.9) * step) for i, p in enumerate(parts)], **more)


@pytest.mark.parametrize(
    ("segment", "rule"),
    [
        (said("our sales were three million"), None),
        (said("销售额大概三千一百二十万"), None),
        (said("thanks for watching", sure=0.4), DropRule.STOCK_PHRASE),
        (said("请不吝点赞订阅", sure=0.4), DropRule.STOCK_PHRASE),
        (said("we thank you for watching the plant", sure=0.95), None),
        (said("♪ ♪"), DropRule.SILENCE),
        (said("[Music]"), DropRule.SILENCE),
        (said("uh the the", no_speech=0.9, log=-1.1), DropRule.SILENCE),
        (said("quite sure of this", no_speech=0.9, log=-0.2), None),
        (said("no no no no no no no no", sure=0.3), DropRule.REPEATED),
        (said("two three two three two three two three", compression=3.0, sure=0.4), DropRule.REPEATED),
        # a person may truly say the same sentence twice: it takes time and is recognised surely
        (said("dogs are sitting by the door dogs are sitting by the door", 5.0, compression=2.6), None),
        (said("this is far too much text for the time it is said to have taken here", 0.5), DropRule.TOO_FAST),
    ],
)  # fmt: skip
def test_text_without_speech_is_left_out_by_rule(segment, rule) -> None:
    assert drop_rule(segment, ()) is rule


def test_the_same_doubtful_words_a_third_time_are_an_echo() -> None:
    doubtful = said("good morning everyone", sure=0.5)
    assert drop_rule(doubtful, ["good morning everyone"]) is None
    assert drop_rule(doubtful, ["good morning everyone"] * 2) is DropRule.REPEATED


def marked(*words: tuple[str, float, float]) -> str:
    return "".join(w.text for w in punctuated([word(t, a, b) for t, a, b in words]))


def test_pauses_become_marks() -> None:
    # 0.4 s is a comma, 0.8 s a full stop, 0.1 s nothing, the end a full stop
    assert (
        marked(
            ("去年", 0, 0.5),
            ("销售", 0.6, 1.0),
            ("增长", 1.4, 1.8),
            ("今年", 2.6, 3.0),
            ("持平", 3.1, 3.5),
        )
        == "去年销售，增长。今年持平。"
    )


def test_questions_end_in_question_marks() -> None:
    assert (
        marked(("有", 0, 0.2), ("担保", 0.3, 0.6), ("吗", 0.6, 0.8), ("没有", 1.2, 1.6))
        == "有担保吗？没有。"
    )
    assert marked(("销售额", 0, 0.5), ("多少", 0.6, 1.0)) == "销售额多少？"


def test_marks_that_stand_are_kept_full_width_and_decimals_are_not_touched() -> None:
    assert marked(("是的,", 0, 0.4), ("增长", 0.5, 0.8), ("3.5%", 0.9, 1.4)) == "是的，增长3.5%。"


def test_traditional_script_becomes_simplified() -> None:
    pytest.importorskip("opencc", reason="the audio extra is not installed")
    assert simplified("銷售額達到三千萬") == "销售额达到三千万"
    assert simplified("EBITDA 3.5") == "EBITDA 3.5"
