"""What the numbers of one line take over from each other: names, concepts, a list's total."""

from dataclasses import dataclass, field

from assistant.proof.numeral import Numeral
from assistant.proof.stated.headings import STATES, names_in
from assistant.proof.stated.kinship import common_kin
from assistant.proof.stated.stating import GENERIC, has_concept
from assistant.proof.units import Kind


@dataclass(slots=True)
class Run:
    """The numbers of a line read so far, under the label of its key."""

    key: frozenset[str]
    subject: frozenset[str] = frozenset()
    """Whose the numbers are."""
    _held: frozenset[str] = frozenset()
    _listed: list[str] = field(default_factory=list)
    _sorts: dict[tuple[Kind, str], frozenset[str]] = field(default_factory=dict)
    """What the first number of each unit was named by: 18艘、合同额12.4亿元；…15艘."""
    _carried: frozenset[str] = frozenset()
    _before: Kind | None = None
    """What sort of number stood before."""

    def bare(self, own: frozenset[str]) -> bool:
        """Whether a number has no words of its own and goes on with those before it."""
        return not own and bool(self._held)

    def names(
        self, numeral: Numeral, own: frozenset[str], *, goes_on: bool, within: bool
    ) -> frozenset[str]:
        """A number's own terms, with what it takes over from those before it on the line.

        Args:
            numeral: the number.
            own: the terms beside it.
            goes_on: whether no full stop or semicolon parts it from the number before.
            within: whether it is said to be a part of that one.
        """
        sort = (numeral.kind, numeral.measure)
        if self.bare(own) and not goes_on and sort in self._sorts:
            self._held = self._sorts[sort]
        parts_of = goes_on and self._before not in (None, numeral.kind)
        if "q:total" in own and parts_of and not names_in(own):
            own |= names_in(self.subject)  # 数控铣床4台，原值合计312万元
        self._before = numeral.kind
        own = self._completed(own, goes_on=goes_on)
        self._listed += [
            t for t in own if t[0] == "c" and t not in GENERIC and "q:total" not in own
        ]
        self._held = own | (self.subject - {"q:total"} if within else frozenset()) or self._held
        self._sorts.setdefault(sort, self._held)
        self.subject = own if own and not goes_on else self.subject or own
        return own

    def _completed(self, own: frozenset[str], *, goes_on: bool) -> frozenset[str]:
        named, told = names_in(own) or names_in(self.key), has_concept(own) or has_concept(self.key)
        if own and goes_on and "q:total" not in own:
            own |= frozenset() if named else names_in(self.subject)
            if not told and "c:fee" not in own:
                own |= frozenset(t for t in self._held if t[0] == "c" and t not in STATES)
        if "q:total" in own and not told and (kin := common_kin(self._listed)):
            own |= {kin}
        return own

    def label(self, own: frozenset[str]) -> frozenset[str]:
        """What names the number: the key with its own terms or those that it goes on with."""
        label = self.key | self._held
        if own == {"q:actual"} and self._carried:
            label |= self._carried
        self._carried = self._carried or frozenset(t for t in label if t[0] in "cwh")
        return label
