"""Watches a model while it writes: stops it when the user says so, or when it never ends."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from langchain_core.callbacks import BaseCallbackHandler

from assistant.domain.progress import Cancelled
from assistant.llm.failures import EndpointFailure, FailureKind

_MOST_CHARS: Final = 24_000
"""Characters of one turn, arguments of tools included; an answer has a few hundred."""


def _is_not_ours(record: logging.LogRecord) -> bool:
    """LangChain reports what a callback raises as an error of the callback; here it is meant."""
    return not record.getMessage().startswith("Error in Watch.")


logging.getLogger("langchain_core.callbacks.manager").addFilter(_is_not_ours)


class Stopped(Exception):
    """The user called the turn off while the model was writing."""


class Watch(BaseCallbackHandler):
    """Counts what a turn's model calls write; raising here closes their connection."""

    raise_error = True
    run_inline = True

    def __init__(self, cancelled: Cancelled) -> None:
        """``cancelled`` is asked at every piece that arrives."""
        self._cancelled = cancelled
        self._chars = 0

    def on_llm_new_token(self, token: Any, *, chunk: Any = None, **_: Any) -> None:  # noqa: ANN401  langchain's own
        """Called for every piece of a stream."""
        if self._cancelled():
            raise Stopped
        message = getattr(chunk, "message", None)
        pieces: list[Mapping[str, Any]] = getattr(message, "tool_call_chunks", None) or []
        self._chars += len(str(token)) + sum(len(piece.get("args") or "") for piece in pieces)
        if self._chars > _MOST_CHARS:
            raise EndpointFailure(FailureKind.ENDLESS)

    def on_tool_start(self, *_: Any, **__: Any) -> None:  # noqa: ANN401  langchain's own
        """Called before a tool runs."""
        if self._cancelled():
            raise Stopped
