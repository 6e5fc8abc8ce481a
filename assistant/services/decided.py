"""What persons decided on conditions of a case, as the log keeps it."""

import json
from typing import Final

from assistant.domain.terms import Condition
from assistant.storage.opened_case import CaseStore

CONDITION: Final = "condition"
"""Action of the log's lines."""


def decided_conditions(store: CaseStore) -> tuple[Condition, ...]:
    """Every condition that was confirmed or dropped, as it was decided last."""
    latest: dict[str, Condition] = {}
    for line in store.audit_lines(CONDITION):
        condition = Condition.model_validate(json.loads(line.detail)["condition"])
        latest.pop(condition.id, None)
        latest[condition.id] = condition
    return tuple(latest.values())
