"""A turn over a stored case: kept, and what left the machine is in the audit log."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from assistant.conversation.events import Answer, TurnFinished
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.progress import Progress, Stopped
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.llm.agent import AgentAnalyst
from assistant.llm.endpoint import EndpointSettings, ProbeCache
from assistant.services import doctor
from assistant.services.asking import Analysts, ask, endpoint_settings
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.searching import Searcher
from assistant.settings import Settings, settings_from, silence_telemetry
from assistant.storage.audit import verify
from tests.wire.wire_kit import NATIVE, REMOTE, Case, Endpoint, calls, failed, said

TREND = "[[net_profit.trend@FY2024]]"
LOOK_UP = ("statements", '{"metric": "净利润"}')
NAME = "张三丰"


@pytest.fixture
def own(tmp_path: Path) -> Case:
    return Case(tmp_path / "own-home")


def over(case: Case, endpoint: Endpoint) -> Analysts:
    """The office's analysts, with a model behind ``endpoint``."""
    analysts = Analysts(case.office)
    settings = EndpointSettings(base_url=REMOTE, model="m-1", api_key="sk-secret")
    probes = ProbeCache()
    probes.keep(settings, NATIVE)
    analysts.__dict__["analyst"] = AgentAnalyst(
        settings,
        probes=probes,
        on_sent=analysts.log,
        http_client=endpoint.client,
        retry_delay_s=0.0,
    )
    return analysts


def answered(case: Case, analysts: Analysts, question: str) -> Answer:
    helpers = (analysts, Searcher(case.office))
    events = list(ask(case.office, case.id, question, helpers, lambda: False))
    last = events[-1]
    assert isinstance(last, TurnFinished)
    return last.answer


def test_what_was_sent_is_in_the_audit_log_masked(own: Case) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said(TREND))
    answered(own, over(own, endpoint), f"{NAME}的公司净利润有什么变化？")
    lines = own.office.store(own.id).audit_lines()
    assert [x.action for x in lines][-4:] == ["ask", "send", "send", "answer"]
    logged = "".join(x.detail for x in lines if x.action == "send")
    assert "⟦NAME1⟧" in logged
    assert "net_profit.trend@FY2024" in logged
    assert NAME not in logged
    assert "sk-secret" not in logged
    assert {x.subject for x in lines if x.action == "send"} == {"models.example"}
    assert verify(own.office.store(own.id)).ok


def test_a_request_is_logged_before_it_leaves(own: Case) -> None:
    logged: list[int] = []

    def reply(body: dict[str, Any]) -> httpx.Response:
        lines = own.office.store(own.id).audit_lines()
        logged.append(sum(x.action == "send" for x in lines))
        return said("好。")(body)

    answered(own, over(own, Endpoint(reply)), "说一句话")
    assert logged == [1]


def test_question_and_answer_are_kept(own: Case) -> None:
    answer = answered(own, over(own, Endpoint(calls(LOOK_UP), said(TREND))), "净利润有什么变化？")
    kept = own.office.store(own.id).messages()
    assert [(m.role, m.text) for m in kept] == [
        ("user", "净利润有什么变化？"),
        ("assistant", answer.text),
    ]


def test_a_question_is_kept_before_it_is_answered(own: Case) -> None:
    helpers = (over(own, Endpoint(said("x"))), Searcher(own.office))
    turn = ask(own.office, own.id, "净利润？", helpers, lambda: False)
    next(turn)
    assert [m.text for m in own.office.store(own.id).messages()] == ["净利润？"]


def test_a_failed_endpoint_loses_nothing(own: Case) -> None:
    analysts = over(own, Endpoint(failed(401, "no")))
    answer = answered(own, analysts, "净利润有什么变化？")
    assert answer.model == "offline-analyst"
    assert len(own.office.store(own.id).messages()) == 2
    # The log says what had been sent, though it was refused.
    actions = [x.action for x in own.office.store(own.id).audit_lines()]
    assert actions[-3:] == ["ask", "send", "answer"]


def test_a_follow_up_leans_on_what_was_kept(own: Case) -> None:
    analysts = Analysts(own.office)
    answered(own, analysts, "2024年净利润是多少？")
    assert "100.00万元" in answered(own, analysts, "那2023年呢？").text


def test_an_answer_sees_what_changed_since_the_last_one(own: Case) -> None:
    analysts = Analysts(own.office)
    assert "150.00万元" in answered(own, analysts, "2024年净利润？").text
    # Another desk over the same home, as another process would be.
    other = LocalDesk(Office(settings_from(home=own.office.home.root, by="other")))
    other.set_fields(own.id, [("net_profit@FY2024", "1800000")], "corrected")
    assert "180.00万元" in answered(own, analysts, "2024年净利润？").text


def test_talk_alone_leaves_the_case_as_it_is(own: Case) -> None:
    analysts, searcher = Analysts(own.office), Searcher(own.office)
    first = analysts.view(own.id, searcher)
    answered(own, analysts, "净利润？")
    assert analysts.view(own.id, searcher) is first
    LocalDesk(own.office).set_fields(own.id, [("request.amount", "2000000")], "more")
    assert analysts.view(own.id, searcher) is not first


def test_without_an_endpoint_the_offline_analyst_answers(own: Case) -> None:
    analysts = Analysts(own.office)
    assert analysts.name == "offline-analyst"
    assert answered(own, analysts, "净利润？").model == "offline-analyst"
    assert "send" not in [x.action for x in own.office.store(own.id).audit_lines()]


def settings(tmp_path: Path, url: str) -> Settings:
    return settings_from(
        home=tmp_path, llm_base_url=url, llm_model="m-1", llm_timeout_s=5.0, embeddings="off"
    )


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("http://127.0.0.1:8081/v1", False),
        ("http://localhost/v1", False),
        ("http://[::1]:80/v1", False),
        ("https://models.example/v1", True),
        ("http://127.0.0.1.evil.example/v1", True),
        ("http://10.0.0.7/v1", True),
    ],
)
def test_only_this_machine_is_not_masked_for(tmp_path: Path, url: str, masked: bool) -> None:
    endpoint = endpoint_settings(settings(tmp_path, url))
    assert endpoint is not None
    assert endpoint.masked is masked


class _Model(BaseHTTPRequestHandler):
    """A model on this machine that calls tools natively."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        wanted = body["tools"][0]["function"]["name"] if "tools" in body else ""
        reply = calls((wanted, '{"metric": "净利润"}')) if wanted == "look_up" else said("好。")
        answer: httpx.Response = reply(body)
        answer.read()
        self.send_response(answer.status_code)
        self.send_header("content-type", answer.headers["content-type"])
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def local_model() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Model)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_the_configured_endpoint_answers_and_its_probe_is_remembered(
    tmp_path: Path, local_model: str
) -> None:
    office = Office(settings(tmp_path, local_model))
    case = Case.__new__(Case)
    case.office = office
    case.id = LocalDesk(office).new_case("乙示例公司")
    analysts = Analysts(office)
    assert analysts.name == "m-1"
    assert answered(case, analysts, "说一句话").text == "好。"
    stored = json.loads((tmp_path / "probes.json").read_text("utf-8"))
    assert list(stored.values()) == [{"native_tools": True, "json_schema": False}]
    logged = [x for x in office.store(case.id).audit_lines() if x.action == "send"]
    assert [x.why for x in logged] == ["probe", "answer"]


@pytest.mark.parametrize("stops", [False, True])
def test_what_a_draft_sends_is_logged_as_it_leaves_and_ends_when_called_off(
    tmp_path: Path, local_model: str, stops: bool
) -> None:
    office = Office(settings(tmp_path, local_model))
    desk = LocalDesk(office)
    case = desk.new_case("乙示例公司")
    desk.set_fields(case, [("request.amount", "300万"), ("applicant.employees", "86")], "申请表")
    store = office.store(case)

    def sent() -> list[str]:
        return [x.why for x in store.audit_lines() if x.action == "send"]

    called_off: list[bool] = []
    steps = desk.draft(case, MemoKind.NEW, Lang.ZH, lambda: bool(called_off))
    next(step for step in steps if isinstance(step, Progress) and sent())
    if not stops:
        *_, memo = steps
        assert isinstance(memo, MemoVersion)
        assert set(sent()) == {"memo"}
        return
    called_off.append(True)
    with pytest.raises(Stopped):
        next(steps)
    told = sent()
    time.sleep(0.3)  # the thread that wrote has nothing more to send
    assert sent() == told == ["memo"] * len(told)
    assert not desk.case(case).memos


def test_the_doctor_says_what_an_endpoint_can_do(tmp_path: Path, local_model: str) -> None:
    part = next(p for p in doctor.checkup(settings(tmp_path, local_model)) if p.name == "model")
    assert part.ok
    assert "native tool calls" in part.text


def test_the_doctor_says_why_an_endpoint_does_not_answer(tmp_path: Path) -> None:
    part = next(
        p for p in doctor.checkup(settings(tmp_path, "http://127.0.0.1:9/v1")) if p.name == "model"
    )
    assert not part.ok
    told = in_tongue(part.text, Lang.ZH), in_tongue(part.text, Lang.EN)
    assert told[0].startswith("m-1：连不上模型服务")
    assert told[1].startswith("m-1: The model endpoint can't be reached")
    assert "TALLYSTICK_LLM_BASE_URL" in part.remedy


def test_the_doctor_needs_no_endpoint(tmp_path: Path) -> None:
    parts = {p.name: p for p in doctor.checkup(settings(tmp_path, ""))}
    assert parts["model"].ok
    assert "offline analyst" in parts["model"].text
    assert parts["embeddings"].text == "off"
    assert {"home", "OCR", "speech", "PDF font"} <= set(parts)


HEAVY = ("openai", "langchain", "langchain_core", "langgraph", "chromadb", "textual", "httpx")


@pytest.mark.parametrize(
    "module", ["assistant.cli", "assistant.services.desk", "assistant.conversation.turn"]
)
def test_importing_the_program_loads_no_model_library(module: str) -> None:
    code = f"import sys, {module}; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_an_offline_answer_loads_no_model_library(own: Case) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from assistant.settings import settings_from\n"
        "from assistant.services.desk import open_desk\n"
        f"desk = open_desk(settings_from(home=Path({str(own.office.home.root)!r}), embeddings='off'))\n"
        "events = list(desk.ask(desk.cases()[0].id, '净利润有什么变化？', lambda: False))\n"
        f"print(events[-1].answer.model, sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "offline-analyst []"


def test_telemetry_of_every_dependency_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in ("ANONYMIZED_TELEMETRY", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING"):
        monkeypatch.setenv(name, "true")
    silence_telemetry()
    from langsmith.utils import tracing_is_enabled

    tracing_is_enabled.cache_clear() if hasattr(tracing_is_enabled, "cache_clear") else None
    assert not tracing_is_enabled()
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"
    from chromadb.config import Settings as ChromaSettings

    assert ChromaSettings().anonymized_telemetry is False


def test_conversations_are_apart_and_an_answer_keeps_its_checks(own: Case) -> None:
    office, store = own.office, own.office.store(own.id)
    endpoint = Endpoint(said("A 轮只问这个。"), said("换一段对话。"))
    helpers = (over(own, endpoint), Searcher(office))
    for question, thread in (("甲？", "first"), ("乙？", "second")):
        list(ask(office, own.id, question, helpers, lambda: False, thread))
    # What was said in one conversation is no memory of another: the second request is without it.
    assert "甲" not in json.dumps(endpoint.bodies[-1], ensure_ascii=False)
    assert [(t.id, t.title, t.questions) for t in store.threads()] == [
        ("second", "乙？", 1),
        ("first", "甲？", 1),
    ]
    assert store.messages() == ()
    held = json.loads(store.messages("first")[1].payload_json)
    assert [s["text"] for s in held["sentences"]] == ["A 轮只问这个。"]
