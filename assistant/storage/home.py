"""Where everything lies under one home folder. Names paths; reads and writes no case."""

import re
from pathlib import Path
from typing import Final

from assistant.domain.case import CaseId
from assistant.errors import UsageError
from assistant.storage.files import disk_errors, owner_only

_ULID: Final = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}\Z", re.ASCII)


class Home:
    """The folder of cases, policies, models and the home log."""

    def __init__(self, root: Path) -> None:
        """Name the paths under ``root``; nothing is made until ``ensure``."""
        self.root = root.expanduser().absolute()
        self.cases = self.root / "cases"
        self.policies = self.root / "policies"
        self.models = self.root / "models"
        self.audit_db = self.root / "audit.sqlite"
        self.sent_log = self.root / "sent.jsonl"
        self.people_log = self.root / "people.jsonl"
        self.config = self.root / "config.toml"
        self.lock = self.root / ".lock"

    def ensure(self) -> "Home":
        """Make the folders that are missing, for their owner only.

        Raises:
            StorageError: a folder can't be made.
        """
        with disk_errors(self.root):
            for folder in (self.root, self.cases, self.policies, self.models):
                owner_only(folder)
        return self

    def case_folder(self, case_id: str) -> Path:
        """The folder of one case; an id is never taken for a path.

        Raises:
            UsageError: ``case_id`` is not an id.
        """
        if not _ULID.match(case_id):
            raise UsageError(
                f"{case_id!r} is not a case id",
                "`tallystick case list` shows them",
                zh=f"{case_id!r} 不是案卷编号",
                zh_hint="tallystick case list 列出编号",
            )
        return self.cases / case_id

    def case_ids(self) -> tuple[CaseId, ...]:
        """Ids of the case folders that are there, oldest first.

        Raises:
            StorageError: the folder of cases can't be read.
        """
        with disk_errors(self.cases):
            if not self.cases.is_dir():
                return ()
            names = sorted(entry.name for entry in self.cases.iterdir() if entry.is_dir())
        return tuple(CaseId(name) for name in names if _ULID.match(name))
