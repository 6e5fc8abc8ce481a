"""What persons decided on conditions and said of memos, as the log keeps it."""

import json
from datetime import datetime
from typing import Final

from assistant.domain.comments import Comment
from assistant.domain.terms import Condition
from assistant.storage.opened_case import CaseStore

CONDITION: Final = "condition"
COMMENT: Final = "comment"
CLOSED: Final = "close comment"
"""Actions of the log's lines."""


def decided_conditions(store: CaseStore) -> tuple[Condition, ...]:
    """Every condition that was confirmed or dropped, as it was decided last."""
    latest: dict[str, Condition] = {}
    for line in store.audit_lines(CONDITION):
        condition = Condition.model_validate(json.loads(line.detail)["condition"])
        latest.pop(condition.id, None)
        latest[condition.id] = condition
    return tuple(latest.values())


def kept_comments(store: CaseStore) -> tuple[Comment, ...]:
    """Every comment, oldest first, with who closed it."""
    made = store.audit_lines(COMMENT)
    closed = {json.loads(line.detail)["comment"]: line for line in store.audit_lines(CLOSED)}
    found = (Comment.model_validate(json.loads(line.detail)["comment"]) for line in made)
    return tuple(
        comment
        if (line := closed.get(comment.id)) is None
        else comment.model_copy(
            update={
                "closed_by": line.who,
                "closed_at": datetime.fromisoformat(line.at),
                "closing": line.why,
            }
        )
        for comment in found
    )
