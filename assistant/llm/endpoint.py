"""The door to an OpenAI-compatible endpoint: settings, chat model, errors. Vendors load lazily."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.domain.model import Record
from assistant.llm.failures import EndpointFailure, FailureKind

if TYPE_CHECKING:
    import httpx
    from langchain_openai import ChatOpenAI

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_CONNECT_S: Final = 10.0
_DETAIL_CHARS: Final = 200
_STATUS: Final = {
    401: FailureKind.UNAUTHORISED,
    403: FailureKind.UNAUTHORISED,
    404: FailureKind.NOT_FOUND,
    408: FailureKind.TIMEOUT,
    429: FailureKind.BUSY,
}
_SERVER_STATUS: Final = 500
_SECRET: Final = re.compile(r"\b(?:sk|key|tok|pk)[-_][\w-]{4,}|\bBearer\s+\S+", re.IGNORECASE)
"""What looks like a key: some endpoints repeat it in their complaint."""


@dataclass(frozen=True)
class EndpointSettings:
    """Where the model is and how to speak to it."""

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    timeout_s: float = 60.0
    """Longest silence, not longest answer."""
    masked: bool = True
    """Whether personal data is masked before anything is sent."""

    @property
    def is_local(self) -> bool:
        """Whether the endpoint is this machine."""
        return urlsplit(self.base_url).hostname in _LOOPBACK

    @property
    def place(self) -> str:
        """Host and port, for people and the audit log."""
        return urlsplit(self.base_url).netloc or self.base_url


class Sent(Record):
    """What left the program in one request to an endpoint, for the audit log."""

    endpoint: str
    model: str
    purpose: str
    """``probe``, ``plan``, ``answer`` or ``redraft``."""
    prompt: str
    """``name@version#digest`` of the prompt."""
    text: str
    """Every message as it was sent, masked."""
    masked: int
    """How many personal items were masked in it."""


class Probe(Record):
    """What an endpoint turned out to be able to do."""

    native_tools: bool
    """Its tool calls parse."""
    json_schema: bool
    """It keeps to a JSON schema given as ``response_format``."""


class ProbeCache:
    """Remembers probes by endpoint and model, in a file where there is one."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what is remembered; a file that can't be read counts as empty."""
        self._path = path
        self._known: dict[str, Probe] = {}
        if path and path.is_file():
            try:
                stored = json.loads(path.read_text("utf-8"))
                self._known = {key: Probe.model_validate(value) for key, value in stored.items()}
            except (ValueError, AttributeError):
                self._known = {}

    def get(self, settings: EndpointSettings) -> Probe | None:
        """The remembered probe."""
        return self._known.get(_cache_key(settings))

    def keep(self, settings: EndpointSettings, probe: Probe) -> None:
        """Remember a probe."""
        self._known[_cache_key(settings)] = probe
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            stored = {key: value.model_dump() for key, value in self._known.items()}
            self._path.write_text(json.dumps(stored, indent=1), "utf-8")


def _cache_key(settings: EndpointSettings) -> str:
    return f"{settings.base_url.rstrip('/')} {settings.model}"


def build_chat_model(
    settings: EndpointSettings, http_client: "httpx.Client | None" = None
) -> "ChatOpenAI":
    """A chat model over the endpoint. It never retries by itself: the agent decides on that."""
    import httpx
    from langchain_openai import ChatOpenAI

    client = http_client or httpx.Client(
        timeout=httpx.Timeout(settings.timeout_s, connect=min(_CONNECT_S, settings.timeout_s)),
        follow_redirects=True,
    )
    return ChatOpenAI(
        model=settings.model,
        base_url=settings.base_url,
        api_key=SecretStr(settings.api_key or "none"),
        timeout=settings.timeout_s,
        max_retries=0,
        temperature=0,
        http_client=client,
        use_responses_api=False,
        stream_usage=False,
    )


@contextmanager
def one_model_call() -> Iterator[None]:
    """Turn every way in which a single model call can fail into an EndpointFailure.

    The vendors' parsers answer a body that is no chat completion with bare errors of Python, so
    these count as the endpoint's here, and only here: around a tool they would be ours.
    """
    try:
        with mapped_failures():
            yield
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise EndpointFailure(FailureKind.UNREADABLE) from error


@contextmanager
def mapped_failures() -> Iterator[None]:
    """Turn every error of openai and httpx inside into an EndpointFailure."""
    import httpx
    import openai

    try:
        yield
    except openai.APIError as error:
        kind = _kind(error)
        told = "" if kind is FailureKind.UNAUTHORISED else _detail(error)  # it may repeat the key
        raise EndpointFailure(kind, told) from error
    except (httpx.HTTPError, ConnectionError) as error:
        raise EndpointFailure(_transport_kind(error), _detail(error)) from error


def _kind(error: Exception) -> FailureKind:
    import openai

    if isinstance(error, openai.APITimeoutError):
        return FailureKind.TIMEOUT
    if isinstance(error, openai.APIConnectionError):
        return _transport_kind(error.__cause__)
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        usual = FailureKind.SERVER if status >= _SERVER_STATUS else FailureKind.REFUSED
        return _STATUS.get(status, usual)
    if isinstance(error, openai.APIResponseValidationError):
        return FailureKind.UNREADABLE
    return FailureKind.SERVER  # an error that the endpoint put into its stream


def _transport_kind(cause: BaseException | None) -> FailureKind:
    names = {kind.__name__ for kind in type(cause).__mro__}
    if "TimeoutException" in names:
        return FailureKind.TIMEOUT
    if names & {"ReadError", "RemoteProtocolError", "DecodingError"}:
        return FailureKind.CUT
    if names & {"APIConnectionError"} and cause is not None:
        return _transport_kind(cause.__cause__)
    return FailureKind.UNREACHABLE


def _detail(error: Exception) -> str:
    """The endpoint's own words, or the system's about the connection; '' where there are none."""
    import openai

    body: Any = getattr(error, "body", None)  # vendor's parsed JSON, of any shape
    words = body.get("message") if isinstance(body, dict) else None
    if words is None and isinstance(error, openai.APIConnectionError):
        words = error.__cause__ or ""
    told = str(error if words is None else words)
    return _SECRET.sub("***", " ".join(told.split()))[:_DETAIL_CHARS]
