"""Reading and verifying the logs: of a case, and of the home."""

from collections.abc import Sequence

from assistant.domain.case import CaseId
from assistant.domain.tongues import in_tongue
from assistant.services.model_registry import promotion_problems, promotions
from assistant.services.office import Office
from assistant.storage.audit import AuditLine, AuditVerdict, Tombstone, verify, verify_home
from assistant.storage.home_log import HomeLog
from assistant.storage.people_log import seated_lines, seated_problems
from assistant.storage.sent_log import sent_lines, sent_problems

_WORDED_BY_CODE = "add failed"
"""The action whose reason isn't a person's words."""


def lines(office: Office, case: CaseId) -> Sequence[AuditLine]:
    """Who did what, when and why, oldest first."""
    return [
        line.model_copy(update={"why": in_tongue(line.why, office.lang)})
        if line.action == _WORDED_BY_CODE
        else line
        for line in office.store(case).audit_lines()
    ]


def verified(office: Office, case: CaseId) -> AuditVerdict:
    """Whether a case's log is whole and says what happened."""
    return _worded(office, verify(office.store(case)))


def tombstones(office: Office) -> Sequence[Tombstone]:
    """Every deleted case, in order of deletion."""
    return HomeLog(office.home).tombstones()


def verified_home(office: Office) -> AuditVerdict:
    """Whether the home's logs are as written: tombstones, promotions, what was sent, who sat here.

    No case may have gone without a tombstone.
    """
    found, sent = verify_home(office.home), office.home.sent_log
    people = office.home.people_log
    problems = (
        *found.problems,
        *promotion_problems(office),
        *sent_problems(sent),
        *seated_problems(people),
    )
    held = (promotions(office), sent_lines(sent), seated_lines(people))
    lines = found.lines + sum(map(len, held))
    whole = found.model_copy(update={"ok": not problems, "lines": lines, "problems": problems})
    return _worded(office, whole)


def _worded(office: Office, verdict: AuditVerdict) -> AuditVerdict:
    said = {
        name: tuple(in_tongue(text, office.lang) for text in texts)
        for name, texts in (("problems", verdict.problems), ("notes", verdict.notes))
    }
    return verdict.model_copy(update=said)
