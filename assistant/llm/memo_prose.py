"""A language model that writes a memo's sections around statements. What it writes is checked."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.domain.figures import Statement
from assistant.domain.quantities import Lang
from assistant.llm.endpoint import EndpointSettings, Sent
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.one_shot import OneShot

if TYPE_CHECKING:
    import httpx

_FACT_CHARS: Final = 8_000
_NO_OBJECTIONS: Final = "none, this is the first attempt"
"""An empty block makes small models comment on it instead of writing."""


class EndpointProse(OneShot):
    """Writes sections with the configured endpoint; see ``memo.draft.ProseWriter``."""

    _prompt = "memo_section"
    _purpose = "memo"
    _answer_tokens = 700

    def __init__(
        self,
        settings: EndpointSettings,
        lang: Lang,
        names: Sequence[str],
        on_sent: Callable[[Sent], None],
        http_client: "httpx.Client | None" = None,
    ) -> None:
        """Write in ``lang``; the rest as for any one shot."""
        super().__init__(settings, names, on_sent, http_client)
        self._lang = lang

    def write(self, title: str, statements: tuple[Statement, ...], objections: str) -> str:
        """One section's prose with references. Raises EndpointFailure."""
        facts = "\n".join(f"[[{s.key}]] {s.text(self._lang)}" for s in statements)
        text = self._answer(
            language="Chinese" if self._lang is Lang.ZH else "English",
            section=title,
            facts=facts[:_FACT_CHARS],
            objections=objections or _NO_OBJECTIONS,
        )
        if not text.strip():
            raise EndpointFailure(FailureKind.EMPTY)
        return text
