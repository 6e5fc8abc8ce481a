"""Builds whoever answers: the rule-based analyst at once, the model's door only when it is used."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.llm.endpoint import EndpointSettings, Probe, ProbeCache, Sent
from assistant.llm.offline_analyst import PlainAnalyst
from assistant.llm.steps import Analyst, Ask, Rejected, Step

if TYPE_CHECKING:
    from assistant.llm.agent import AgentAnalyst


class EndpointAnalyst:
    """The model analyst, behind a door that loads LangChain at the first question."""

    def __init__(
        self,
        settings: EndpointSettings,
        probes: ProbeCache,
        on_sent: Callable[[Sent], None],
    ) -> None:
        """Load nothing yet."""
        self._settings = settings
        self._probes = probes
        self._on_sent = on_sent
        self._agent: AgentAnalyst | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._settings.model

    def opened(self) -> "AgentAnalyst":
        """The agent, with LangChain loaded; a second or two the first time."""
        if self._agent is None:
            from assistant.llm.agent import AgentAnalyst

            self._agent = AgentAnalyst(self._settings, probes=self._probes, on_sent=self._on_sent)
        return self._agent

    def probed(self) -> Probe:
        """What the endpoint can do. Raises EndpointFailure."""
        return self.opened().probed()

    def answer(self, ask: Ask) -> Iterator[Step]:
        """See ``Analyst``."""
        yield from self.opened().answer(ask)

    def redraft(self, ask: Ask, facts: str, rejected: Sequence[Rejected]) -> Sequence[str]:
        """See ``Analyst``."""
        return self.opened().redraft(ask, facts, rejected)


def analyst_from(
    settings: EndpointSettings | None, probes: ProbeCache, on_sent: Callable[[Sent], None]
) -> Analyst:
    """The analyst that the settings mean; None, or no address, means the rule-based one."""
    if settings is None or not settings.base_url:
        return PlainAnalyst()
    return EndpointAnalyst(settings, probes, on_sent)
