"""What the configured model makes of an interview's unclear numbers: asked, checked, kept."""

from typing import TYPE_CHECKING

from assistant.domain.case import CaseId
from assistant.domain.claims import Proposals
from assistant.domain.progress import Cancelled, Stopped
from assistant.errors import UsageError
from assistant.interview.asked import owner_lines
from assistant.interview.claims import ground_of
from assistant.interview.findings import file_from
from assistant.interview.proposing import checked, open_lines, told_lines, told_measures
from assistant.llm.claim_proposals import ClaimProposer
from assistant.llm.endpoint import Sent
from assistant.services.asking import endpoint_settings
from assistant.services.changing import changing
from assistant.services.interview_view import interview_of
from assistant.services.office import Office
from assistant.services.reading import personal_names
from assistant.services.sending import log_request

if TYPE_CHECKING:
    import httpx


def propose(
    office: Office,
    case: CaseId,
    ref: str,
    cancelled: Cancelled,
    http_client: "httpx.Client | None" = None,
) -> Proposals:
    """Ask the model about the owner's numbers of unknown subject; earlier proposals are replaced.

    Only the utterances with such numbers leave, masked, each with what was said before it.

    Raises:
        UsageError: no model is configured, or there is no such interview.
        ModelError: the endpoint fails; nothing is changed.
        Stopped: it was called off; nothing is changed, and nothing more is sent.
        StorageError: the case can't be written.
    """
    endpoint = endpoint_settings(office.settings)
    if endpoint is None:
        raise UsageError(
            "no model is configured that could propose anything",
            "set TALLYSTICK_LLM_BASE_URL and TALLYSTICK_LLM_MODEL; `tallystick doctor` tells more",
            zh="没有配置可供提问的模型",
            zh_hint="设置 TALLYSTICK_LLM_BASE_URL 与 TALLYSTICK_LLM_MODEL；详见 tallystick doctor",
        )
    store, held = office.store(case), office.case(case)
    interview = interview_of(store, ref)
    file = file_from(held.figures, office.policy.interview)
    ground = ground_of(file)
    lines = owner_lines(interview, ground)

    def go_on() -> None:
        if cancelled():
            raise Stopped

    def log(sent: Sent) -> None:
        go_on()
        log_request(store, office.by, office.clock, sent)

    proposer = ClaimProposer(endpoint, personal_names(held), log, http_client)
    told = told_lines(interview, open_lines(lines, ground))
    proposed = proposer.propose(told, told_measures(file))
    go_on()
    stands = checked(proposed, proposer.name, lines, file, ground)
    after = interview.model_copy(update={"proposals": stands})
    with changing(office, store, "propose", "", interview.name) as change:
        change.writer.put_interview(after)
        change.writer.detail(**stands.model_dump(mode="json"))
        change.with_interview(after)
    return stands
