"""Ways in which a model endpoint fails, as one error type with a closed set of kinds."""

from enum import StrEnum

from assistant.errors import ModelError


class FailureKind(StrEnum):
    """What went wrong; the words for people are the conversation's."""

    UNREACHABLE = "unreachable"
    """Nothing listens there, the name doesn't resolve, or the connection broke before an answer."""
    UNAUTHORISED = "unauthorised"
    """401 or 403: the key is absent, wrong or not allowed."""
    BUSY = "busy"
    """429: too many requests, or the quota is used up."""
    TIMEOUT = "timeout"
    CUT = "cut"
    """The stream ended in the middle of the answer."""
    NOT_FOUND = "not_found"
    """404: no such model or path."""
    SERVER = "server"
    """5xx."""
    REFUSED = "refused"
    """Another 4xx: the request is not to the endpoint's liking."""
    MALFORMED = "malformed"
    """Tool calls or a plan that can't be read."""
    UNREADABLE = "unreadable"
    """What came back is no chat completion: a web page, another protocol, broken JSON."""
    ENDLESS = "endless"
    """It wrote on and on."""
    LOOP = "loop"
    """It kept calling tools without answering."""
    EMPTY = "empty"
    """It finished without a word."""


class EndpointFailure(ModelError):
    """The endpoint failed in one of the known ways."""

    def __init__(self, kind: FailureKind, detail: str = "") -> None:
        """Keep the kind; ``detail`` is the endpoint's own words, shortened, never a key."""
        super().__init__(f"model endpoint: {kind.value}" + (f" ({detail})" if detail else ""))
        self.kind = kind
        self.detail = detail
