"""A scripted endpoint behind the real openai and langchain adapters, and a small real case."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx

from assistant.conversation.events import Answer, Event, Notice, TurnFinished
from assistant.conversation.turn import run_turn
from assistant.domain.quantities import Lang
from assistant.llm.agent import AgentAnalyst
from assistant.llm.endpoint import EndpointSettings, Probe, ProbeCache, Sent
from assistant.llm.steps import Said
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.searching import Searcher
from assistant.services.view import ServiceView
from assistant.settings import settings_from
from evals.fast_writer import chunk

Reply = Callable[[dict[str, Any]], httpx.Response]
REMOTE = "https://models.example/v1"
LOCAL = "http://127.0.0.1:9/v1"
NATIVE = Probe(native_tools=True, json_schema=False)
PLANNED = Probe(native_tools=False, json_schema=True)


def said(text: str, size: int = 7) -> Reply:
    """An answer in words, streamed in pieces of ``size`` where a stream is asked for."""

    def reply(body: dict[str, Any]) -> httpx.Response:
        if not body.get("stream"):
            return _whole({"role": "assistant", "content": text}, "stop")
        pieces = [text[i : i + size] for i in range(0, len(text), size)]
        return events([*({"content": p} for p in pieces)], "stop")

    return reply


def calls(*wanted: tuple[str, str]) -> Reply:
    """Native tool calls: names, and arguments as the endpoint writes them."""
    listed = [
        {
            "index": i,
            "id": f"call-{i}",
            "type": "function",
            "function": {"name": name, "arguments": arguments},
        }
        for i, (name, arguments) in enumerate(wanted)
    ]

    def reply(body: dict[str, Any]) -> httpx.Response:
        if not body.get("stream"):
            return _whole(
                {"role": "assistant", "content": None, "tool_calls": listed}, "tool_calls"
            )
        return events([{"tool_calls": listed}], "tool_calls")

    return reply


def failed(status: int, message: str, **headers: str) -> Reply:
    """An error of the endpoint's own."""
    return lambda _: httpx.Response(
        status, json={"error": {"message": message, "type": "x", "code": "y"}}, headers=headers
    )


def raises(error: Exception) -> Reply:
    """The connection breaks before an answer."""

    def reply(_: dict[str, Any]) -> httpx.Response:
        raise error

    return reply


def events(
    deltas: Sequence[dict[str, Any]], finish: str | None, *, cut: bool = False
) -> httpx.Response:
    """A stream of chunks; ``cut`` breaks the connection where the end should be."""

    def stream() -> Iterator[bytes]:
        for delta in ({"role": "assistant"}, *deltas):
            yield chunk(delta, None)
        if cut:
            msg = "peer closed connection without sending complete message body"
            raise httpx.RemoteProtocolError(msg)
        if finish:
            yield chunk({}, finish)
            yield b"data: [DONE]\n\n"

    return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=stream())


def _whole(message: dict[str, Any], finish: str) -> httpx.Response:
    return httpx.Response(
        200,
        json={
            "id": "c1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        },
    )


class Endpoint:
    """Answers requests with its replies in order, the last one again and again."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.bodies: list[dict[str, Any]] = []
        self.client = httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.bodies.append(body)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        return reply(body)

    @property
    def sent_text(self) -> str:
        """Everything that left, as text."""
        return json.dumps(self.bodies, ensure_ascii=False)


@contextmanager
def served(reply: Reply) -> Iterator[str]:
    """The address of an endpoint on this machine that gives one reply, for whole commands."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            response = reply(body)
            content = response.read()
            self.send_response(response.status_code)
            self.send_header("content-type", response.headers["content-type"])
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


class Turn:
    """What one turn over a scripted endpoint came to."""

    def __init__(self, events: Sequence[Event], sent: Sequence[Sent]) -> None:
        self.events = list(events)
        self.sent = list(sent)

    @property
    def answer(self) -> Answer:
        last = self.events[-1]
        assert isinstance(last, TurnFinished)
        return last.answer

    @property
    def notices(self) -> list[Notice]:
        return [e for e in self.events if isinstance(e, Notice)]

    def named(self, kind: type) -> list[Any]:
        return [e for e in self.events if isinstance(e, kind)]


class Case:
    """One small case and the ways to ask about it."""

    def __init__(self, home: Path) -> None:
        self.office = Office(settings_from(home=home, embeddings="off", by="tester"))
        desk = LocalDesk(self.office)
        self.id = desk.new_case("甲示例公司")
        fields = {
            "applicant.legal_representative": "张三丰",
            "applicant.employees": "86",
            "request.amount": "1500000",
            "request.tenor_months": "12",
            "revenue@FY2023": "20000000",
            "revenue@FY2024": "25000000",
            "net_profit@FY2023": "1000000",
            "net_profit@FY2024": "1500000",
        }
        desk.set_fields(self.id, list(fields.items()), "test")

    def view(self) -> ServiceView:
        return ServiceView(self.office, self.id, Searcher(self.office))

    def asked(
        self,
        endpoint: Endpoint,
        question: str = "净利润有什么变化？",
        *,
        probe: Probe | None = NATIVE,
        url: str = REMOTE,
        history: Sequence[Said] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Turn:
        """One turn over the endpoint; ``probe`` None lets it be probed first."""
        settings = EndpointSettings(
            base_url=url, model="m-1", api_key="sk-secret", masked=url == REMOTE
        )
        probes = ProbeCache()
        if probe is not None:
            probes.keep(settings, probe)
        sent: list[Sent] = []
        analyst = AgentAnalyst(
            settings,
            probes=probes,
            on_sent=sent.append,
            http_client=endpoint.client,
            retry_delay_s=0.0,
        )
        turn = run_turn(
            question,
            view=self.view(),
            analyst=analyst,
            history=history,
            lang=Lang.ZH,
            cancelled=cancelled,
        )
        return Turn(list(turn), sent)
