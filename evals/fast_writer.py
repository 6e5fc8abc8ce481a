"""An endpoint on this machine that looks things up once, then writes as fast as it is told."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice, product
from threading import Thread
from typing import Any, Final

_MATTERS: Final = ("采购", "仓储", "物流", "门店", "账期", "合同", "团队", "设备", "季节", "品类")
_SIDES: Final = ("安排", "说明", "来由", "去向", "变化", "细节", "背景", "条款")
_IN_A_PARAGRAPH: Final = 3


@contextmanager
def writing(sentences: int, tokens_per_s: float) -> Iterator[str]:
    """The base URL of an endpoint whose every answer is that long and comes that fast."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            kind = "text/event-stream" if body.get("stream") else "application/json"
            self.send_header("content-type", kind)
            self.end_headers()
            if _looks_up(body):
                self.wfile.write(_call(body))
                return
            with suppress(ConnectionError):  # whoever asked has left
                for event in _stream(sentences, tokens_per_s):
                    self.wfile.write(event)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def _looks_up(body: dict[str, Any]) -> bool:
    """Whether nothing was looked up yet: no word of an answer is shown before."""
    return "tools" in body and all(m["role"] != "tool" for m in body["messages"])


def _call(body: dict[str, Any]) -> bytes:
    """A call of the first tool, whole or as a stream."""
    tool = body["tools"][0]["function"]
    wanted = dict.fromkeys(tool["parameters"].get("properties", ()), "gross_margin")
    asked = {"name": tool["name"], "arguments": json.dumps(wanted)}
    calls = [{"index": 0, "id": "call-0", "type": "function", "function": asked}]
    said = {"role": "assistant", "content": None, "tool_calls": calls}
    if body.get("stream"):
        return chunk(said, "tool_calls") + b"data: [DONE]\n\n"
    choice = {"index": 0, "message": said, "finish_reason": "tool_calls"}
    head = {"id": "c", "object": "chat.completion", "created": 1, "model": "fast"}
    return json.dumps({**head, "choices": [choice]}).encode()


def _stream(sentences: int, tokens_per_s: float) -> Iterator[bytes]:
    """Sentences that claim nothing, no two alike, token by token."""
    began, sent = time.monotonic(), 0
    said = islice(product(_MATTERS, _SIDES, _MATTERS), sentences)
    for number, (a, b, c) in enumerate(said, start=1):
        tokens = ("关于", c, "与", a, "的", b, "，", "我们", "还要", "和", "客户", "谈一谈", "。")
        for token in (*tokens, *(("\n\n",) if number % _IN_A_PARAGRAPH == 0 else ())):
            yield chunk({"content": token}, None)
            sent += 1
            time.sleep(max(0.0, began + sent / tokens_per_s - time.monotonic()))
    yield chunk({}, "stop") + b"data: [DONE]\n\n"


def chunk(delta: dict[str, Any], finish: str | None) -> bytes:
    """One event of a stream."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "fast"}
    return b"data: " + json.dumps({**head, "choices": [choice]}).encode() + b"\n\n"
