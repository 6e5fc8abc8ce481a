"""One audited change of a case and all that follows from it, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.services.derive import Basis, basis_of, derive, save_derived
from assistant.services.office import Office
from assistant.storage.case_store import CaseStore
from assistant.storage.case_writer import CaseWriter


@dataclass
class Change:
    """What is being changed: write with ``writer``, and say in ``basis`` what holds then."""

    writer: CaseWriter
    basis: Basis


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
        change = Change(writer, basis_of(store))
        yield change
        derived = derive(change.basis, store.records_path, office.policy, office.today())
        save_derived(writer, derived)
