"""Asks a model what spoken numbers are about. What it proposes is checked elsewhere."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from assistant.domain.claims import ClaimProposal
from assistant.llm.endpoint import EndpointSettings, Sent, build_chat_model, one_model_call
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.veil import DeltaFilter, Veil
from prompts import load_prompt

if TYPE_CHECKING:
    import httpx

_LINES: Final = 30
"""Utterances in one request."""
_ANSWER_TOKENS: Final = 2_000
_PROMPT: Final = "interview_claims"


class ClaimProposer:
    """Proposes claims with the configured endpoint."""

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
        return f"{self._settings.model} ({load_prompt(_PROMPT).ref.partition('#')[0]})"

    def propose(
        self, utterances: Sequence[str], measures: Sequence[str]
    ) -> tuple[ClaimProposal | None, ...]:
        """What the model makes of the utterances; None for each entry that can't be read.

        Args:
            utterances: with their times, and the question before each where there is one.
            measures: key and name of each measure that may be meant.

        Raises:
            EndpointFailure: the endpoint fails, or its answer is no JSON.
        """
        return tuple(
            proposal
            for start in range(0, len(utterances), _LINES)
            for proposal in _read(
                self._answer("\n".join(utterances[start : start + _LINES]), "\n".join(measures))
            )
        )

    def _answer(self, utterances: str, measures: str) -> str:
        from langchain_core.messages import HumanMessage, SystemMessage

        prompt = load_prompt(_PROMPT)
        filled = prompt.fill(utterances=utterances, measures=measures)
        veil = Veil(self._names, on=self._settings.masked)
        system, user = veil.masked([filled.system, filled.user])
        self._on_sent(
            Sent(
                endpoint=self._settings.place,
                model=self._settings.model,
                purpose="claims",
                prompt=prompt.ref,
                text=f"{system}\n\n{user}",
                masked=veil.count,
            )
        )
        with one_model_call():
            model = build_chat_model(self._settings, self._http_client)
            answer = model.invoke(
                [SystemMessage(system), HumanMessage(user)], max_tokens=_ANSWER_TOKENS
            )
            raw = answer.text
        visible = DeltaFilter(veil)
        return visible.feed(raw) + visible.finish()


def _read(text: str) -> list[ClaimProposal | None]:
    start, end = text.find("{"), text.rfind("}")
    try:
        held = json.loads(text[start : end + 1]) if start >= 0 else None
    except ValueError as error:
        raise EndpointFailure(FailureKind.MALFORMED) from error
    rows = held.get("claims") if isinstance(held, dict) else None
    if not isinstance(rows, list):
        raise EndpointFailure(FailureKind.MALFORMED)
    return [_proposal(row) for row in rows]


def _proposal(row: object) -> ClaimProposal | None:
    try:
        return ClaimProposal.model_validate(row)
    except ValidationError:
        return None
