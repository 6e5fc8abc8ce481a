"""What every use case stands on: settings, home folder, clock and policy."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.domain.case import CaseFile, CaseId
from assistant.domain.clock import Clock, system_clock
from assistant.domain.figures import effective, read_beside
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.scoring.policy import Policy, load_policy
from assistant.services.decided import decided_conditions, kept_comments
from assistant.services.signatures import signatures, with_signatures
from assistant.settings import Settings
from assistant.storage.case_store import CaseStore, open_case
from assistant.storage.home import Home


@dataclass(frozen=True)
class Office:
    """One home, one person acting, one policy."""

    settings: Settings
    clock: Clock = system_clock
    opener: str = ""
    """Who had opened the app, where another person has sat down since."""

    @cached_property
    def home(self) -> Home:
        """The home folder, made when absent."""
        return Home(self.settings.home).ensure()

    @property
    def by(self) -> str:
        """Who acts."""
        return self.settings.actor

    @property
    def opened_by(self) -> str:
        """Who opened the app."""
        return self.opener or self.by

    def acting_as(self, who: str) -> "Office":
        """The same office with another person acting."""
        settings = self.settings.model_copy(update={"by": who})
        return replace(self, settings=settings, opener=self.opened_by)

    @property
    def lang(self) -> Lang:
        """Language of notices."""
        return self.settings.lang

    def speaking(self, lang: Lang) -> "Office":
        """The same office with its notices in ``lang``."""
        return replace(self, settings=self.settings.model_copy(update={"lang": lang}))

    @cached_property
    def policy(self) -> Policy:
        """The policy in force: one of the home's own, else a shipped one."""
        return load_policy(self.settings.policy, (self.home.policies,))

    def today(self) -> date:
        """The day by the clock, in UTC."""
        return self.clock().date()

    def store(self, case: CaseId) -> CaseStore:
        """The store of one case."""
        return open_case(self.home, case)

    def case(self, case: CaseId) -> CaseFile:
        """The case as it stands, with one figure a key, worded in the office's language."""
        store = self.store(case)
        held = store.load()
        sources = tuple(
            s.model_copy(
                update={
                    "detail": in_tongue(s.detail, self.lang),
                    "problems": tuple(in_tongue(p, self.lang) for p in s.problems),
                }
            )
            for s in held.sources
        )
        told = held.model_copy(
            update={
                "figures": effective(held.figures),
                "read": read_beside(held.figures),
                "sources": sources,
                "conditions": decided_conditions(store),
                "comments": kept_comments(store) if held.memos else (),
            }
        )
        return with_signatures(told, signatures(store)) if held.memos else told
