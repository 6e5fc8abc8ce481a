"""What is sent to an endpoint about a case goes into the case's log, before it leaves."""

from assistant.domain.clock import Clock
from assistant.llm.endpoint import Sent
from assistant.storage.case_store import CaseStore


def log_request(store: CaseStore, by: str, clock: Clock, sent: Sent) -> None:
    """Write one request into a case's log, in the name of who asked: unlogged, nothing leaves.

    Raises:
        StorageError: it can't be written.
    """
    with store.writing(by, "send", sent.purpose, clock, sent.endpoint) as writer:
        writer.detail(**sent.model_dump(mode="json"))
