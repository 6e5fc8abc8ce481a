"""Cases come and go whole: built in a hidden folder, renamed into place, renamed away to go."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from assistant.domain.case import CaseId
from assistant.errors import UsageError
from assistant.storage.files import disk_errors, owner_only, synced_folder
from assistant.storage.home import Home
from assistant.storage.home_log import HomeLog
from assistant.storage.locks import exclusive
from assistant.storage.opened_case import CaseStore

_NEW: Final = ".new-"
"""Prefix of a case's folder until it is whole."""
_GONE: Final = ".gone-"
"""Prefix of a deleted case's folder until it is removed."""
_PATIENCE_S: Final = 10.0


@contextmanager
def home_locked(home: Home, by: str) -> Iterator[None]:
    """Hold the lock under which cases come and go.

    Raises:
        CaseLocked: another process is creating, importing or deleting a case.
    """
    with exclusive(
        home.lock, who=by, subject="案卷文件夹 / the folder of cases", patience_s=_PATIENCE_S
    ):
        yield


@contextmanager
def arriving(home: Home, case_id: CaseId, by: str) -> Iterator[CaseStore]:
    """Build a case in a hidden folder; it appears, whole and logged, when the block ends.

    Raises:
        UsageError: there is a case with this id.
        StorageError: the folder can't be written.
    """
    home.ensure()
    folder = home.cases / f"{_NEW}{case_id}"
    with home_locked(home, by), disk_errors(home.cases):
        sweep(home)
        if home.case_folder(case_id).exists():
            raise UsageError(
                f"case {case_id} is in this home already",
                f"open it as it is, or delete it first: tallystick case delete {case_id}",
                zh=f"本机已有案卷 {case_id}",
                zh_hint=f"可直接打开，或先删除：tallystick case delete {case_id}",
            )
        owner_only(folder)
        try:
            store = CaseStore(home, case_id, folder)
            yield store
            store.keep_head(store.audit_lines()[-1])
            folder.rename(home.case_folder(case_id))
            synced_folder(home.cases)
        except BaseException:
            _remove_new(home, folder)
            raise


def removed(home: Home, folder: Path) -> None:
    """Take a case's folder out of sight in one step, then remove it."""
    gone = home.cases / f"{_GONE}{folder.name}"
    shutil.rmtree(gone, ignore_errors=True)
    folder.rename(gone)
    synced_folder(home.cases)
    shutil.rmtree(gone)


def _remove_new(home: Home, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    log = HomeLog(home)
    case_id = folder.name.removeprefix(_NEW)
    if case_id in log.known() and not home.case_folder(case_id).exists():
        log.forget(case_id)


def buried(home: Home) -> frozenset[str]:
    """Ids of deleted cases, without those imported again since."""
    log = HomeLog(home)
    return frozenset(stone.case_id for stone in log.tombstones()) - log.known()


def sweep(home: Home) -> None:
    """Finish what a killed process began: half-made cases and half-removed ones go."""
    for folder in home.cases.glob(f"{_NEW}*"):
        _remove_new(home, folder)
    for folder in home.cases.glob(f"{_GONE}*"):
        shutil.rmtree(folder)
    for case_id in buried(home).intersection(home.case_ids()):
        removed(home, home.case_folder(case_id))
