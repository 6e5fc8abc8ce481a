"""The model analyst: LangChain's agent over an OpenAI-compatible endpoint, streamed as steps."""

import re
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any, Final

import httpx
from langchain.agents import create_agent
from langchain.agents.middleware import ModelCallLimitMiddleware, ModelRetryMiddleware
from langchain.agents.middleware.model_call_limit import ModelCallLimitExceededError
from langchain.agents.middleware.types import InputAgentState
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    AnyMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, StructuredTool, ToolException
from langgraph.errors import GraphRecursionError

from assistant.domain.toolspec import ToolResult, ToolSpec
from assistant.errors import ToolRefusal
from assistant.llm.endpoint import (
    EndpointSettings,
    Probe,
    ProbeCache,
    Sent,
    build_chat_model,
    mapped_failures,
    one_model_call,
)
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.middleware import Guard, Masking, Planning, Tidy, masked_messages
from assistant.llm.planning import completed
from assistant.llm.probing import QUESTION, probe
from assistant.llm.schemas import arguments_schema
from assistant.llm.steps import (
    Ask,
    CallEnded,
    CallStarted,
    Rejected,
    Said,
    Step,
    TextDelta,
    language,
)
from assistant.llm.veil import DeltaFilter, Veil
from assistant.llm.watching import Stopped, Watch
from prompts import load_prompt

_MODEL_CALLS: Final = 6
"""Calls of the model in one turn; a model that needs more goes round in circles."""
_GRAPH_STEPS: Final = 60
_HISTORY: Final = 6
_HISTORY_CHARS: Final = 1_500
"""Characters kept of one earlier message."""
_FACT_CHARS: Final = 12_000
_LINE: Final = re.compile(r"\s*(\d{1,2})[.、:)]\s*(.*)")
_WORTH_RETRYING: Final = frozenset({FailureKind.BUSY, FailureKind.SERVER})


def _unrecorded(sent: Sent) -> None:
    del sent


class AgentAnalyst:
    """A language model behind an endpoint. Its words are proposals, which others check."""

    def __init__(
        self,
        settings: EndpointSettings,
        *,
        probes: ProbeCache,
        on_sent: Callable[[Sent], None] = _unrecorded,
        http_client: httpx.Client | None = None,
        retry_delay_s: float = 1.0,
    ) -> None:
        """``on_sent`` receives every request just before it leaves, for the audit log."""
        self._settings = settings
        self._probes = probes
        self._on_sent = on_sent
        self._retry_delay_s = retry_delay_s
        self._model = build_chat_model(settings, http_client)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._settings.model

    def probed(self) -> Probe:
        """What the endpoint can do; asked once for each model. Raises EndpointFailure."""
        known = self._probes.get(self._settings)
        if known is None:
            self._record("probe", "probe@1", f"human: {QUESTION}", 0)
            known = probe(self._model)
            self._probes.keep(self._settings, known)
        return known

    def answer(self, ask: Ask) -> Iterator[Step]:
        """Run the agent; yields calls, results and text as they come. Raises EndpointFailure."""
        native = self.probed()
        turn = AgentTurn(self._model, ask, native, self._retry_delay_s)
        turn.veil = Veil(ask.names, on=self._settings.masked)
        purpose = "answer" if native.native_tools else "plan and answer"
        ref = load_prompt("analyst" if native.native_tools else "answer").ref
        yield from turn.steps(lambda text, count: self._record(purpose, ref, text, count))

    def redraft(self, ask: Ask, facts: str, rejected: Sequence[Rejected]) -> Sequence[str]:
        """One new sentence for each rejected one, '' where it gives up. Raises EndpointFailure."""
        listed = "\n".join(f"{i}. {r.text} ({r.reason})" for i, r in enumerate(rejected, 1))
        prompt = load_prompt("redraft")
        filled = prompt.fill(language=language(ask), facts=facts[:_FACT_CHARS], sentences=listed)
        veil = Veil(ask.names, on=self._settings.masked)
        messages = masked_messages(veil, [SystemMessage(filled.system), HumanMessage(filled.user)])
        self._record("redraft", prompt.ref, "\n\n".join(m.text for m in messages), veil.count)
        with one_model_call():
            answer = self._model.invoke(messages)
        return redrafted(veil.unmasked(answer.text), len(rejected))

    def _record(self, purpose: str, prompt: str, text: str, masked: int) -> None:
        self._on_sent(
            Sent(
                endpoint=self._settings.place,
                model=self._settings.model,
                purpose=purpose,
                prompt=prompt,
                text=text,
                masked=masked,
            )
        )


class AgentTurn:
    """One turn of the agent over any chat model."""

    def __init__(
        self, model: BaseChatModel, ask: Ask, native: Probe, retry_delay_s: float = 1.0
    ) -> None:
        """Nothing is sent until ``steps`` is iterated."""
        self._model = model
        self._ask = ask
        self._native = native
        self._retry_delay_s = retry_delay_s
        self._question = completed(ask.question, ask.vocabulary, ask.history)
        self._one_at_a_time = Lock()  # the graph runs a message's tool calls in threads
        self.veil = Veil((), on=False)

    def steps(self, record: Callable[[str, int], None]) -> Iterator[Step]:
        """Stream the turn. Raises EndpointFailure in every way an endpoint can fail."""
        agent = create_agent(
            self._model,
            tools=[self._tool(spec) for spec in self._ask.specs],
            system_prompt=self._system(),
            middleware=self._middleware(record),
        )
        stream = agent.stream(
            InputAgentState(messages=[*self._messages()]),
            RunnableConfig(recursion_limit=_GRAPH_STEPS, callbacks=[Watch(self._ask.cancelled)]),
            stream_mode=["messages", "updates"],
        )
        reader = _Reader(self.veil)
        try:
            with mapped_failures():
                for mode, payload in stream:
                    yield from reader.read(str(mode), payload)
        except Stopped:
            return
        except (ModelCallLimitExceededError, GraphRecursionError) as error:
            raise EndpointFailure(FailureKind.LOOP) from error
        if not reader.wrote:
            raise EndpointFailure(FailureKind.EMPTY)

    def _middleware(self, record: Callable[[str, int], None]) -> list[Any]:
        tidy = Tidy(self._ask, self._question)
        planning = Planning(self._ask, self._question, schema=self._native.json_schema)
        return [
            ModelCallLimitMiddleware(run_limit=_MODEL_CALLS, exit_behavior="error"),
            ModelRetryMiddleware(
                max_retries=1,
                retry_on=_is_worth_retrying,
                on_failure="error",
                initial_delay=self._retry_delay_s,
                jitter=False,
            ),
            *([tidy] if self._native.native_tools else [tidy, planning]),
            Masking(self.veil, record),
            Guard(),
        ]

    def _system(self) -> str:
        return load_prompt("analyst").fill(language=language(self._ask), question="").system

    def _messages(self) -> list[AnyMessage]:
        prompt = load_prompt("analyst")
        user = prompt.fill(language=language(self._ask), question=self._ask.question).user
        return [*(_earlier(said) for said in self._ask.history[-_HISTORY:]), HumanMessage(user)]

    def _tool(self, spec: ToolSpec) -> BaseTool:
        def run(**arguments: object) -> tuple[str, ToolResult]:
            try:
                with self._one_at_a_time:
                    result = self._ask.call(spec.name, arguments)
            except ToolRefusal as refusal:
                raise ToolException(str(refusal)) from refusal
            return f"```\n{result.text.replace('```', chr(39) * 3)}\n```", result

        return StructuredTool.from_function(
            run,
            name=spec.name,
            description=spec.description,
            args_schema=arguments_schema(spec),
            response_format="content_and_artifact",
            handle_tool_error=True,
        )


class _Reader:
    """Turns the agent's stream into steps. Text before the first tool result waits for its end."""

    def __init__(self, veil: Veil) -> None:
        self._filter = DeltaFilter(veil)
        self._veil = veil
        self._called = False
        self.wrote = False

    def read(self, mode: str, payload: Any) -> Iterator[Step]:  # noqa: ANN401  langgraph's own
        """Steps of one item of the stream."""
        if mode == "messages":
            message, _ = payload
            if self._called and isinstance(message, AIMessageChunk):
                yield from self._text(self._filter.feed(message.text))
            return
        for update in payload.values():
            for message in (update or {}).get("messages", ()):
                yield from self._whole(message)

    def _whole(self, message: AnyMessage) -> Iterator[Step]:
        if isinstance(message, AIMessage):
            if self._called:
                yield from self._text(self._filter.finish())
            elif not message.tool_calls:
                yield from self._text(_visible(message.text))
            for call in message.tool_calls:
                yield CallStarted(call["name"], call["args"])
        elif isinstance(message, ToolMessage):
            self._called = True
            self._filter = DeltaFilter(self._veil)
            refused = message.status == "error" or message.artifact is None
            yield CallEnded(
                message.name or "",
                None if refused else message.artifact,
                message.text if refused else "",
            )

    def _text(self, text: str) -> Iterator[Step]:
        if text:
            self.wrote = self.wrote or bool(text.strip())
            yield TextDelta(text)


def redrafted(text: str, count: int) -> list[str]:
    """The sentences of a redraft by number; '' for those given up or absent."""
    found = {int(m[1]): m[2].strip() for line in text.splitlines() if (m := _LINE.match(line))}
    return ["" if found.get(i, "-") in ("-", "—", "") else found[i] for i in range(1, count + 1)]


def _visible(text: str) -> str:
    whole = DeltaFilter(Veil((), on=False))
    return whole.feed(text) + whole.finish()


def _earlier(said: Said) -> AnyMessage:
    text = said.text[:_HISTORY_CHARS]
    return HumanMessage(text) if said.role == "user" else AIMessage(text)


def _is_worth_retrying(error: Exception) -> bool:
    return isinstance(error, EndpointFailure) and error.kind in _WORTH_RETRYING
