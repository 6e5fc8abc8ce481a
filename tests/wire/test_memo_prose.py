"""A memo's prose from an endpoint: what is sent, what comes back, what fails."""

import json

import httpx
import pytest

from assistant.domain.figures import Statement, StatementKind
from assistant.domain.quantities import Lang
from assistant.llm.endpoint import EndpointSettings, Sent
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.memo_prose import EndpointProse

STATEMENT = Statement(
    key="sales.net.trend@2024",
    kind=StatementKind.TREND,
    text_zh="示例某经营的企业2024年销售额上升。",
    text_en="Net sales rose in 2024.",
    figures=(),
)


def prose(reply: httpx.Response, seen: list[dict[str, object]], sent: list[Sent]) -> EndpointProse:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        return reply

    client = httpx.Client(transport=httpx.MockTransport(answer))
    settings = EndpointSettings("https://models.example/v1", "m1", masked=True)
    return EndpointProse(settings, Lang.ZH, ["示例某"], sent.append, client)


def whole(text: str) -> httpx.Response:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return httpx.Response(
        200,
        json={
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "m1",
            "choices": [choice],
        },
    )


def test_names_are_masked_on_the_way_out_and_back_on_the_way_in() -> None:
    seen: list[dict[str, object]] = []
    sent: list[Sent] = []
    writer = prose(whole("<think>hm</think>[[sales.net.trend@2024]]"), seen, sent)
    assert writer.write("经营", (STATEMENT,), "") == "[[sales.net.trend@2024]]"
    body = json.dumps(seen[0], ensure_ascii=False)
    assert "示例某" not in body
    assert "[[sales.net.trend@2024]]" in body
    assert "this is the first attempt" in body
    assert (sent[0].purpose, sent[0].masked, sent[0].endpoint) == ("memo", 1, "models.example")
    assert sent[0].prompt.startswith("memo_section@2#")
    assert writer.name == "m1 (memo_section@2)"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (httpx.Response(401, json={"error": {"message": "bad key"}}), FailureKind.UNAUTHORISED),
        (httpx.Response(429, json={"error": {"message": "slow down"}}), FailureKind.BUSY),
        (httpx.Response(500, text="<html>"), FailureKind.SERVER),
        (whole("<think>only thoughts</think>"), FailureKind.EMPTY),
    ],
)
def test_every_failure_is_named(reply: httpx.Response, kind: FailureKind) -> None:
    with pytest.raises(EndpointFailure) as caught:
        prose(reply, [], []).write("经营", (STATEMENT,), "")
    assert caught.value.kind is kind
