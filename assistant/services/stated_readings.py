"""What the configured model makes of numbers that no rule decided: asked, logged, handed on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.domain.checks import ClaimKind, Proof, SourceText, TextCheck
from assistant.domain.readings import SentenceReading
from assistant.errors import UsageError
from assistant.llm.endpoint import ProbeCache, Sent
from assistant.llm.statement_readings import ReadingProposer, Unclear
from assistant.services.asking import endpoint_settings
from assistant.services.checking import Reader
from assistant.services.office import Office
from assistant.storage.chain import moment_text
from assistant.storage.sent_log import log_sent

if TYPE_CHECKING:
    import httpx


def reader(office: Office, http_client: "httpx.Client | None" = None) -> Reader:
    """Asks the configured endpoint; each request is in the home's log before it leaves.

    Raises:
        UsageError: no model is configured.
    """
    endpoint = endpoint_settings(office.settings)
    if endpoint is None:
        raise UsageError(
            "no model is configured that could read statements",
            "set TALLYSTICK_LLM_BASE_URL and TALLYSTICK_LLM_MODEL, or leave --readings out",
            zh="没有配置可供解读的模型",
            zh_hint="设置 TALLYSTICK_LLM_BASE_URL 与 TALLYSTICK_LLM_MODEL，或去掉 --readings",
        )

    def log(sent: Sent) -> None:
        at = moment_text(office.clock())
        log_sent(office.home.sent_log, at, office.by, sent.model_dump(mode="json"))

    proposer = ReadingProposer(endpoint, (), log, http_client)
    known = ProbeCache(office.home.root / "probes.json").get(endpoint)
    proposer.keeps_schema = known is not None and known.json_schema

    def read(check: TextCheck, sources: Sequence[SourceText]) -> tuple[SentenceReading, ...]:
        return proposer.propose(unclear_in(check), sources)

    return read


def unclear_in(check: TextCheck) -> list[Unclear]:
    """The sentences with numbers that are unchecked and nothing that is false."""
    return [
        Unclear(sentence.text, numbers)
        for sentence in check.sentences
        if sentence.verdict is Proof.UNCHECKED
        and (
            numbers := tuple(
                c.text
                for c in sentence.claims
                if c.verdict is Proof.UNCHECKED and c.kind is ClaimKind.NUMBER
            )
        )
    ]
