"""One audited change of a case and all that follows from it, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from assistant.domain.figures import effective
from assistant.domain.interviews import Interview
from assistant.services.derive import Basis, Derived, basis_of, derive, save_derived
from assistant.services.office import Office
from assistant.storage.case_store import CaseStore
from assistant.storage.case_writer import CaseWriter

INTERVIEWS: Final = "interviews"
"""Origin of the findings that interviews raise."""


@dataclass
class Change:
    """What is being changed: write with ``writer``, and say in ``basis`` what holds then."""

    writer: CaseWriter
    basis: Basis
    interviews: tuple[Interview, ...] = ()

    def with_interview(self, interview: Interview) -> None:
        """The case holds it now, in place of an earlier one of the same source."""
        others = (i for i in self.interviews if i.source != interview.source)
        self.interviews = (*others, interview)

    def without_interview(self, source: str) -> None:
        """The case no longer holds it."""
        self.interviews = tuple(i for i in self.interviews if i.source != source)


@contextmanager
def changing(
    office: Office, store: CaseStore, action: str, why: str, subject: str
) -> Iterator[Change]:
    """Change a case; figures, findings and score are derived again when the block ends.

    The case is loaded inside the write, so that two processes that write one after the other never
    derive from a case that the other has changed meanwhile.

    Args:
        office: who acts, by which policy.
        store: the case.
        action: what is done, in one word.
        why: the reason, where there is one.
        subject: what it is done to.

    Raises:
        CaseLocked: another process is writing.
        StorageError: the case can't be written; nothing was kept unless it says so.
    """
    with store.writing(office.by, action, why, office.clock, subject) as writer:
        change = Change(writer, basis_of(store), store.interviews())
        had = bool(change.interviews)
        yield change
        derived = derive(change.basis, store.records_path, office.policy, office.today())
        save_derived(writer, derived)
        if had or change.interviews:
            _judge_interviews(office, change, derived)


def _judge_interviews(office: Office, change: Change, derived: Derived) -> None:
    """Set what was said beside the figures as they are now; nothing of it enters the score."""
    from assistant.services.interview_view import interview_findings

    given = (*change.basis.given, *derived.accounts)
    figures = effective((*given, *derived.invoices.figures, *derived.ratios))
    found = interview_findings(change.interviews, figures, office.policy.interview)
    change.writer.replace_findings(found, INTERVIEWS)
