"""How a case's score came to be what it is, read from its log."""

import json
from collections.abc import Iterable

from assistant.domain.score import ScorePoint
from assistant.storage.audit import AuditLine


def history_of(lines: Iterable[AuditLine]) -> tuple[ScorePoint, ...]:
    """Each line that changed the score, oldest first; a detail written by hand is passed over."""
    found = []
    for line in lines:
        try:
            point = json.loads(line.detail).get("score")
            if isinstance(point, dict):
                known = {"at": line.at, "action": line.action, "who": line.who}
                found.append(ScorePoint.model_validate({**known, **point}))
        except (ValueError, AttributeError):
            continue
    return tuple(found)
