"""Findings: what a person should look at, and what became of it."""

from datetime import datetime
from enum import StrEnum

from assistant.domain.figures import Statement
from assistant.domain.model import Record


class FindingKind(StrEnum):
    """Kinds of findings."""

    POLICY = "policy"
    COVENANT = "covenant"
    EARLY_WARNING = "early_warning"
    HIDDEN_RISK = "hidden_risk"
    CONSISTENCY = "consistency"
    DELIVERY = "delivery"
    DATA_QUALITY = "data_quality"
    GUARANTEE = "guarantee"
    TRADE = "trade"
    INTERVIEW = "interview"


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class ReviewState(StrEnum):
    """What a person decided."""

    OPEN = "open"
    KEPT = "kept"
    DISMISSED = "dismissed"


class Review(Record):
    """A person's decision on a finding."""

    state: ReviewState = ReviewState.OPEN
    who: str | None = None
    when: datetime | None = None
    note: str = ""


class Finding(Record):
    """Something in the file that a person should look at."""

    id: str
    """Stable: the same rule on the same figures gives the same id."""
    kind: FindingKind
    severity: Severity
    rule_id: str
    statement: Statement
    evidence: tuple[str, ...] = ()
    """Figure keys or ``source:page`` places besides the statement's figures."""
    review: Review = Review()
