"""A language model that writes a memo's sections around statements. What it writes is checked."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.domain.figures import Statement
from assistant.domain.quantities import Lang
from assistant.llm.endpoint import EndpointSettings, Sent, build_chat_model, mapped_failures
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.veil import DeltaFilter, Veil
from prompts import load_prompt

if TYPE_CHECKING:
    import httpx

_FACT_CHARS: Final = 8_000
_ANSWER_TOKENS: Final = 700
_PROMPT: Final = "memo_section"


class EndpointProse:
    """Writes sections with the configured endpoint; see ``memo.draft.ProseWriter``."""

    def __init__(
        self,
        settings: EndpointSettings,
        lang: Lang,
        names: Sequence[str],
        on_sent: Callable[[Sent], None],
        http_client: "httpx.Client | None" = None,
    ) -> None:
        """``names`` are masked before anything is sent; ``on_sent`` receives what leaves."""
        self._settings = settings
        self._lang = lang
        self._names = tuple(names)
        self._on_sent = on_sent
        self._http_client = http_client

    @property
    def name(self) -> str:
        """Model name with prompt version."""
        return f"{self._settings.model} ({load_prompt(_PROMPT).ref.partition('#')[0]})"

    def write(self, title: str, statements: tuple[Statement, ...], objections: str) -> str:
        """One section's prose with references. Raises EndpointFailure."""
        from langchain_core.messages import HumanMessage, SystemMessage

        prompt = load_prompt(_PROMPT)
        facts = "\n".join(f"[[{s.key}]] {s.text(self._lang)}" for s in statements)
        filled = prompt.fill(
            language="Chinese" if self._lang is Lang.ZH else "English",
            section=title,
            facts=facts[:_FACT_CHARS],
            objections=objections,
        )
        veil = Veil(self._names, on=self._settings.masked)
        system, user = veil.masked([filled.system, filled.user])
        self._record(prompt.ref, f"{system}\n\n{user}", veil.count)
        with mapped_failures():
            model = build_chat_model(self._settings, self._http_client)
            answer = model.invoke(
                [SystemMessage(system), HumanMessage(user)], max_tokens=_ANSWER_TOKENS
            )
        visible = DeltaFilter(veil)
        text = visible.feed(answer.text) + visible.finish()
        if not text.strip():
            raise EndpointFailure(FailureKind.EMPTY)
        return text

    def _record(self, prompt: str, text: str, masked: int) -> None:
        self._on_sent(
            Sent(
                endpoint=self._settings.place,
                model=self._settings.model,
                purpose="memo",
                prompt=prompt,
                text=text,
                masked=masked,
            )
        )
