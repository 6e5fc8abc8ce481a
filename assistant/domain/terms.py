"""What a credit hangs on: documents to hold, conditions to meet, covenants to keep."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from assistant.domain.figures import Statement, Verdict
from assistant.domain.interviews import Question
from assistant.domain.model import Record


class Need(StrEnum):
    """How much a document is needed."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


class Document(Record):
    """One line of the checklist of documents."""

    code: str
    need: Need
    label_zh: str
    label_en: str
    is_held: bool
    statement: Statement
    """What is on file, or what to ask for."""


class ConditionKind(StrEnum):
    """When a condition has to be met, or that it is what a risk is mitigated by."""

    PRECEDENT = "precedent"
    """Before drawdown."""
    SUBSEQUENT = "subsequent"
    """After it, by a day."""
    ONGOING = "ongoing"
    """For as long as the credit runs."""
    MITIGANT = "mitigant"
    """What stands against a risk, as long as its owner says that it does."""


class ConditionState(StrEnum):
    """What a person made of a condition."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class Condition(Record):
    """Something that code proposes and a person confirms or drops."""

    id: str
    """Stable: the same rule, finding or document gives the same id."""
    kind: ConditionKind
    origin: str
    """``rule:ID``, ``finding:ID``, ``document:CODE`` or ``practice:CODE``."""
    statement: Statement
    state: ConditionState = ConditionState.PROPOSED
    owner: str = ""
    """Who sees to it."""
    due: date | None = None
    who: str = ""
    """Who confirmed or dropped it."""
    when: datetime | None = None
    why: str = ""

    def may_be_due(self, day: date, today: date) -> bool:
        """Whether a person may say that it is due on ``day``: not past, or as it was kept."""
        return day >= today or day == self.due


class Decision(NamedTuple):
    """What a person makes of a proposed condition."""

    state: ConditionState
    owner: str = ""
    due: str = ""
    """A day, ``YYYY-MM-DD``."""
    why: str = ""


class Covenant(Record):
    """One financial covenant as the policy sets it and the file stands."""

    rule_id: str
    label_zh: str
    label_en: str
    definition: str
    """The formula of what is tested, in both languages (``domain.tongues``)."""
    verdict: Verdict
    test_dates: tuple[date, ...]
    """When it is tested during the credit, soonest first."""
    statement: Statement
    """Threshold, value, headroom, break-even and test dates in words."""


class Terms(NamedTuple):
    """All of it for one case and kind of memo."""

    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    conditions: tuple[Condition, ...]
    covenants: tuple[Covenant, ...]
