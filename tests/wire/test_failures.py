"""Every way in which an endpoint fails: said in both languages, and the turn goes on."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from assistant.conversation.events import TurnFinished
from assistant.llm.failures import FailureKind
from assistant.llm.steps import Said
from tests.wire.wire_kit import (
    PLANNED,
    Case,
    Endpoint,
    Reply,
    calls,
    chunk,
    events,
    failed,
    raises,
    said,
)

# 净利润: 100.00万元 in 2023, 150.00万元 in 2024, so it rose by (150 - 100) / 100 = 50.0 %.
TREND = "[[net_profit.trend@FY2024]]"
PRINTED = "净利润由2023年度的100.00万元变为2024年度的150.00万元，上升50.0%。"
IN_ENGLISH = "Net profit rose 50.0%, from CNY 1.00 million in FY2023 to CNY 1.50 million in FY2024."
LOOK_UP = ("statements", '{"metric": "净利润"}')


def body(content: bytes, kind: str) -> Reply:
    """A good status with a body that is no chat completion."""
    return lambda _: httpx.Response(200, headers={"content-type": kind}, content=content)


SSE = "text/event-stream"
FAILURES: dict[str, tuple[Reply, str, str]] = {
    "dead": (raises(httpx.ConnectError("[Errno 111] refused")), "连不上", "can't be reached"),
    "no name": (raises(httpx.ConnectError("Name not known")), "连不上", "can't be reached"),
    "401": (failed(401, "bad key sk-abcdef123"), "拒绝了密钥", "refused the key"),
    "403": (failed(403, "no"), "拒绝了密钥", "refused the key"),
    "404": (failed(404, "no such model"), "没有这个模型", "no such model"),
    "429": (failed(429, "slow down"), "429", "429"),
    "400": (failed(400, "too many tools"), "不接受", "did not accept"),
    "500": (failed(500, "boom"), "内部出错", "failed inside"),
    "in the stream": (
        body(b'data: {"error": {"message": "overloaded"}}\n\n', SSE), "内部出错", "failed inside",
    ),
    "connect timeout": (raises(httpx.ConnectTimeout("t")), "限定时间", "in time"),
    "read timeout": (raises(httpx.ReadTimeout("t")), "限定时间", "in time"),
    "reset": (raises(httpx.ReadError("reset")), "中途断了", "broke off"),
    "no end": (lambda _: events([{"content": "净利润"}], None), "中途断了", "broke off"),
    "too long": (lambda _: events([{"content": "净利润"}], "length"), "中途断了", "broke off"),
    "filtered": (
        lambda _: events([{"content": "净利润"}], "content_filter"), "中途断了", "broke off",
    ),
    "web page": (body(b"<html>log in</html>", "text/html"), "不是聊天接口", "no chat completion"),
    "text": (body(b"hello", "text/plain"), "不是聊天接口", "no chat completion"),
    "other JSON": (body(b'{"ok": true}', "application/json"), "不是聊天接口", "no chat completion"),
    "a list": (body(b"[1, 2]", "application/json"), "不是聊天接口", "no chat completion"),
    "nothing": (body(b"", "application/json"), "不是聊天接口", "no chat completion"),
    "broken event": (body(b"data: {not json\n\n", SSE), "不是聊天接口", "no chat completion"),
    "wrong bytes": (body(b"data: \xff\xfe\n\n", SSE), "不是聊天接口", "no chat completion"),
    "empty": (said("   "), "没有给出任何文字", "without a word"),
    "loop": (calls(LOOK_UP), "反复调用工具", "kept calling tools"),
    "no JSON object": (calls(("statements", '["a"]')), "无法解析", "can't be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILURES)
@pytest.mark.parametrize("after_a_tool", [False, True])
def test_a_failure_is_said_and_the_offline_analyst_answers(
    case: Case, name: str, after_a_tool: bool
) -> None:
    reply, zh, en = FAILURES[name]
    for question, words, expected, own in (
        ("净利润有什么变化？", zh, PRINTED, "离线分析员"),
        ("How did net profit change?", en, IN_ENGLISH, "offline analyst"),
    ):
        endpoint = Endpoint(calls(LOOK_UP), reply) if after_a_tool else Endpoint(reply)
        turn = case.asked(endpoint, question)
        assert [words in n.text for n in turn.notices] == [True], turn.notices
        assert own in turn.notices[0].text
        assert turn.notices[0].hint
        assert turn.answer.text.endswith(expected)
        assert turn.answer.model.endswith("offline-analyst")
        assert isinstance(turn.events[-1], TurnFinished)


@pytest.mark.parametrize("name", ["dead", "401", "404", "429", "read timeout", "web page"])
def test_a_failure_at_the_first_contact_is_said_too(case: Case, name: str) -> None:
    reply, zh, _ = FAILURES[name]
    turn = case.asked(Endpoint(reply), probe=None)
    assert zh in turn.notices[0].text
    assert turn.answer.text == PRINTED


def test_a_key_is_never_repeated(case: Case) -> None:
    for status in (400, 401, 500):
        turn = case.asked(Endpoint(failed(status, "Incorrect API key provided: sk-abcdef123.")))
        assert "abcdef" not in turn.notices[0].text


def test_the_endpoint_s_own_words_are_told(case: Case) -> None:
    turn = case.asked(Endpoint(failed(400, "context of 2048 tokens exceeded")))
    assert "context of 2048 tokens exceeded" in turn.notices[0].text


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_once_more(case: Case, status: int) -> None:
    endpoint = Endpoint(failed(status, "busy"), calls(LOOK_UP), said(TREND))
    turn = case.asked(endpoint)
    assert not turn.notices
    assert turn.answer.text == PRINTED
    assert len(turn.sent) == len(endpoint.bodies) == 3


def test_a_refused_key_is_not_tried_again(case: Case) -> None:
    endpoint = Endpoint(failed(401, "no"))
    case.asked(endpoint)
    assert len(endpoint.bodies) == 1


def cut(text: str) -> Reply:
    return lambda _: events([{"content": text}], None, cut=True)


def test_what_was_shown_before_the_cut_stays_and_its_half_sentence_goes(case: Case) -> None:
    turn = case.asked(Endpoint(calls(LOOK_UP), cut("净利润上升了。净利润由2023年")))
    assert turn.answer.text == f"净利润上升了。\n\n{PRINTED}"
    assert turn.answer.model == "m-1 + offline-analyst"
    assert "中途断了" in turn.notices[0].text


def test_a_cut_at_once_leaves_the_whole_answer_to_the_offline_analyst(case: Case) -> None:
    turn = case.asked(Endpoint(cut("净利")))
    assert (turn.answer.text, turn.answer.model) == (PRINTED, "offline-analyst")


def test_broken_tool_arguments_are_asked_for_again(case: Case) -> None:
    endpoint = Endpoint(calls(("statements", "[1")), calls(LOOK_UP), said(TREND))
    turn = case.asked(endpoint)
    assert turn.answer.text == PRINTED
    assert "not valid JSON" in endpoint.sent_text
    assert not turn.notices


def test_a_plan_that_is_no_plan_is_asked_for_twice_and_given_up(case: Case) -> None:
    endpoint = Endpoint(said("I will look it up."))
    turn = case.asked(endpoint, probe=PLANNED)
    assert len(endpoint.bodies) == 2
    assert "无法解析" in turn.notices[0].text
    assert turn.answer.text == PRINTED


def endless(piece: dict[str, Any], number: int = 50_000, sent: list[int] | None = None) -> Reply:
    def stream() -> Iterator[bytes]:
        for i in range(number):
            if sent is not None:
                sent.append(i)
            yield chunk(piece, None)

    return lambda _: httpx.Response(200, headers={"content-type": SSE}, content=stream())


def test_a_model_that_writes_on_and_on_is_stopped(
    case: Case, capfd: pytest.CaptureFixture[str]
) -> None:
    turn = case.asked(Endpoint(calls(LOOK_UP), endless({"content": "净利润上升了。"})))
    assert "写个不停" in turn.notices[0].text
    # Said 7,000 times, shown once; the offline analyst adds its own.
    assert turn.answer.text == f"净利润上升了。\n\n{PRINTED}"
    assert capfd.readouterr().err == ""


def test_one_sentence_without_an_end_is_stopped(case: Case) -> None:
    turn = case.asked(Endpoint(calls(LOOK_UP), endless({"content": "净" * 50})))
    assert "写个不停" in turn.notices[0].text
    assert turn.answer.text.endswith(PRINTED)


def test_arguments_without_an_end_are_stopped(case: Case) -> None:
    call = {"index": 0, "id": "c", "type": "function"}
    piece = {"tool_calls": [{**call, "function": {"name": "search", "arguments": "a" * 50}}]}
    turn = case.asked(Endpoint(endless(piece)))
    assert "写个不停" in turn.notices[0].text
    assert turn.answer.text == PRINTED


def test_a_stop_closes_a_stream_that_never_ends(case: Case) -> None:
    looked = 0

    def cancelled() -> bool:
        nonlocal looked
        looked += 1
        return looked > 40

    sent: list[int] = []
    endpoint = Endpoint(calls(LOOK_UP), endless({"content": "净利润上升了。"}, 10_000_000, sent))
    turn = case.asked(endpoint, cancelled=cancelled)
    # 24,000 characters would be 3,400 pieces: the stop came long before the cap.
    assert len(sent) < 1_000
    assert [n.text for n in turn.notices] == ["已停止。"]
    assert turn.answer.text == "净利润上升了。"


def test_more_calls_than_a_message_may_have_are_left_out(case: Case) -> None:
    endpoint = Endpoint(calls(*[LOOK_UP] * 40), said(TREND))
    turn = case.asked(endpoint)
    assert turn.answer.text == PRINTED
    listed = endpoint.bodies[1]["messages"]
    assert sum(m["role"] == "tool" for m in listed) <= 6


def test_a_failing_redraft_strikes_and_says_so(case: Case) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said(f"{TREND}净利润下降了。"), failed(500, "boom"))
    turn = case.asked(endpoint)
    assert turn.answer.text == PRINTED
    assert [s.text for s in turn.answer.struck] == ["净利润下降了。"]
    assert "内部出错" in turn.notices[0].text
    assert "删去" in turn.notices[0].text


def test_the_next_question_is_asked_as_if_nothing_had_happened(case: Case) -> None:
    history = [Said("user", "净利润有什么变化？"), Said("assistant", PRINTED)]
    endpoint = Endpoint(calls(LOOK_UP), said(TREND))
    turn = case.asked(endpoint, "再说一遍净利润", history=history)
    assert turn.answer.text == PRINTED
    roles = [m["role"] for m in endpoint.bodies[0]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]


def test_every_kind_of_failure_is_tried_here() -> None:
    # Kinds are told apart by their notice; a new one needs its line in FAILURES or a test above.
    tried = {"连不上", "拒绝了密钥", "没有这个模型", "429", "不接受", "内部出错", "限定时间", "中途断了",
             "不是聊天接口", "没有给出任何文字", "反复调用工具", "无法解析", "写个不停"}  # fmt: skip
    assert len(tried) == len(FailureKind)
    assert {zh for _, zh, _ in FAILURES.values()} == tried - {"写个不停"}
