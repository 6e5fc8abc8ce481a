"""One prompt filled, sent once and answered: what every call outside a conversation shares."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from assistant.llm.endpoint import EndpointSettings, Sent, build_chat_model, one_model_call
from assistant.llm.veil import DeltaFilter, Veil
from prompts import load_prompt

if TYPE_CHECKING:
    import httpx


class OneShot:
    """Asks the configured endpoint with one prompt; a subclass names it and reads the answer."""

    _prompt: ClassVar[str]
    _purpose: ClassVar[str]
    """What the audit log calls the request."""
    _answer_tokens: ClassVar[int]
    keeps_schema = False
    """Whether the endpoint was found to keep to a JSON schema."""

    def __init__(
        self,
        settings: EndpointSettings,
        names: Sequence[str],
        on_sent: Callable[[Sent], None],
        http_client: "httpx.Client | None" = None,
    ) -> None:
        """``names`` are masked before anything is sent; ``on_sent`` receives what leaves."""
        self._settings = settings
        self._names = tuple(names)
        self._on_sent = on_sent
        self._http_client = http_client

    @property
    def name(self) -> str:
        """Model name with prompt version."""
        return f"{self._settings.model} ({load_prompt(self._prompt).ref.partition('#')[0]})"

    def _answer(self, **inputs: str) -> str:
        """The answer unmasked, without what the model thought aloud. Raises EndpointFailure."""
        from langchain_core.messages import HumanMessage, SystemMessage

        prompt = load_prompt(self._prompt)
        filled = prompt.fill(**inputs)
        veil = Veil(self._names, on=self._settings.masked)
        system, user = veil.masked([filled.system, filled.user])
        self._on_sent(
            Sent(
                endpoint=self._settings.place,
                model=self._settings.model,
                purpose=self._purpose,
                prompt=prompt.ref,
                text=f"{system}\n\n{user}",
                masked=veil.count,
            )
        )
        with one_model_call():
            model = build_chat_model(self._settings, self._http_client)
            raw = model.invoke(
                [SystemMessage(system), HumanMessage(user)],
                max_tokens=self._answer_tokens,
                **self._shaped(),
            ).text
        visible = DeltaFilter(veil)
        return visible.feed(raw) + visible.finish()

    def _schema(self) -> dict[str, Any] | None:
        """The JSON schema of an answer; None where its shape is only asked for in words."""
        return None

    def _shaped(self) -> dict[str, Any]:
        """What holds the endpoint to the answer's schema; {} where it may not keep to one."""
        schema = self._schema()
        if not self.keeps_schema or schema is None:
            return {}
        named = {"name": self._prompt, "schema": schema}
        return {"extra_body": {"response_format": {"type": "json_schema", "json_schema": named}}}
