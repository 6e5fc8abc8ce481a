"""A champion that is watched, and a challenger that waits for a named person.

Period by period: the champion judges the applicants; what is known of earlier ones tells whether a
trigger fires; if so a challenger is fitted on all that is known, compared out of time on the newest
cohort with outcomes, and proposed. Nothing is promoted without the name of who did it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.training.drift import Limits, triggers
from assistant.training.measures import log_loss

Array = NDArray[np.float64]


class Model(Protocol):
    """What gives probabilities."""

    def __call__(self, values: Array) -> Array:
        """PDs of rows."""


Fit = Callable[[Array, Array], Model]
"""Variables and outcomes to a model."""


@dataclass(frozen=True)
class Period:
    """One period as it was when it began."""

    label: str
    known: Array
    """Variables of earlier loans whose outcome could be judged by then."""
    outcome: Array
    """What was known of them then; a default that came later counts as none yet."""
    cohort: NDArray[np.intp]
    """The period of each of ``known``, rising."""
    applicants: Array
    """Variables of those who apply."""


@dataclass(frozen=True)
class Proposal:
    """A challenger beside the champion."""

    period: str
    fired: tuple[str, ...]
    champion_loss: float
    """Log loss on the newest cohort with outcomes, which neither saw."""
    challenger_loss: float


Promote = Callable[[Proposal], str]
"""The name of who promotes it; '' leaves the champion."""


class Step(NamedTuple):
    """What happened at the start of a period."""

    period: str
    fired: tuple[str, ...]
    proposal: Proposal | None
    promoted_by: str
    version: int


@dataclass(frozen=True)
class Course:
    """The whole run."""

    steps: tuple[Step, ...]
    probabilities: tuple[Array, ...]
    """Of each period's applicants, by the champion of that day."""
    versions: tuple[Model, ...]
    """Every champion, in order: any past judgement can be made again."""


def run(
    periods: Sequence[Period], fit: Fit, promote: Promote, limits: Limits | None = None
) -> Course:
    """Go through the periods in order; the first one's knowledge makes the first champion."""
    bounds = limits or Limits()
    champion = fit(periods[0].known, periods[0].outcome)
    versions = [champion]
    steps: list[Step] = []
    found: list[Array] = []
    seen = champion(periods[0].known)
    for period in periods:
        p = champion(period.applicants)
        fired: tuple[str, ...] = ()
        if steps:
            newest = period.cohort == period.cohort.max()
            judged = champion(period.known[newest])
            fired = triggers(seen, p, period.outcome[newest], judged, bounds)
        proposal = _proposal(period, champion, fit, fired) if fired else None
        by = promote(proposal) if proposal is not None and _is_better(proposal) else ""
        if by.strip():
            champion = fit(period.known, period.outcome)
            versions.append(champion)
            seen = champion(period.known)
            p = champion(period.applicants)
        steps.append(Step(period.label, fired, proposal, by, len(versions)))
        found.append(p)
    return Course(tuple(steps), tuple(found), tuple(versions))


def _is_better(proposal: Proposal) -> bool:
    return proposal.challenger_loss < proposal.champion_loss


def _proposal(period: Period, champion: Model, fit: Fit, fired: tuple[str, ...]) -> Proposal | None:
    """The challenger without the newest cohort, and both judged on it; None where it can't be."""
    newest = period.cohort == period.cohort.max()
    learn, held = period.outcome[~newest], period.outcome[newest]
    if len(set(learn)) < 2:  # noqa: PLR2004  one class tells nothing
        return None
    challenger = fit(period.known[~newest], learn)
    values = period.known[newest]
    return Proposal(
        period.label, fired, log_loss(held, champion(values)), log_loss(held, challenger(values))
    )
