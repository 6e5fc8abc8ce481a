"""An interview's claims beside the file: the one road from lines to comparisons."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.domain.claims import Compared, Proposals, SaidClaim
from assistant.domain.quantities import Unit
from assistant.interview.found import Found
from assistant.interview.judging import File, compare
from assistant.interview.proposing import proposed_in
from assistant.interview.reading import Line, claims_of
from assistant.interview.scene import Ground
from assistant.interview.standing import Standing


class Met(NamedTuple):
    """A claim and what the file says to it."""

    found: Found
    compared: Compared

    @property
    def claim(self) -> SaidClaim:
        """The claim alone."""
        return self.found.claim


def ground_of(file: File, last_year: int | None = None) -> Ground:
    """What is known around every line.

    Args:
        file: its figures say which year was the last full one, and the currency.
        last_year: the year before the interview, where its day is known.
    """
    return Ground(last_year or file.last_year, _currency(file.standings))


def _currency(standings: Sequence[Standing]) -> Unit:
    counted = Counter(s.unit for s in standings if s.unit.is_money)
    return counted.most_common(1)[0][0] if counted else Unit.CNY


def met_in(
    lines: Iterable[Line], file: File, ground: Ground, proposals: Proposals | None = None
) -> tuple[Met, ...]:
    """Every claim of the lines beside the file, in order; a model may have named subjects."""
    return tuple(
        Met(found, compare(found, file))
        for line in lines
        for found in proposed_in(line, claims_of(line, ground).found, proposals, file, ground)
    )
