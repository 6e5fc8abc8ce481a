"""The signatures of a case's memos, as the log keeps them."""

import json
from datetime import datetime
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.memo import MemoVersion, Signature, version_digest
from assistant.storage.opened_case import CaseStore

ACTION: Final = "sign"


def signatures(store: CaseStore) -> tuple[Signature, ...]:
    """Every signature of a case, oldest first."""
    return tuple(
        Signature(
            memo=detail["memo"],
            digest=detail["digest"],
            who=line.who,
            at=datetime.fromisoformat(line.at),
            why=line.why,
        )
        for line in store.audit_lines(ACTION)
        for detail in (json.loads(line.detail),)
    )


def with_signatures(case: CaseFile, signed: tuple[Signature, ...]) -> CaseFile:
    """The case whose memos carry the signatures that hold for them."""
    if not signed:
        return case
    memos = tuple(
        memo.model_copy(update={"signatures": tuple(s for s in signed if _holds(s, memo))})
        for memo in case.memos
    )
    return case.model_copy(update={"memos": memos})


def _holds(signature: Signature, memo: MemoVersion) -> bool:
    return signature.memo == memo.number and signature.digest == version_digest(memo)
