"""Judges what a sentence's words claim of the facts without a number of their own.

Movement and order.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.clauses import ALL, NONE, ONLY, Clause, Word
from assistant.proof.stated.courses import both_bases
from assistant.proof.stated.limits import LIMIT_NAMED
from assistant.proof.stated.movements import TURNS, Movements
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.orders import compare
from assistant.proof.stated.parts import Part
from assistant.proof.stated.ranking import ranked
from assistant.proof.stated.ranks import Told
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.sides import agreements, covers, still_more, swing_spans, swings
from assistant.proof.stated.turning import (
    FACTORS,
    _given,
    denied,
    from_to,
    inside_gaps,
    worded,
)
from assistant.proof.units import Kind

_MODAL: Final = re.compile(
    r"预计|若(?!干)|如果|假设|有望|(?<![a-z])(?:will|would|may|might|could|if|expects?|"
    r"unless)(?![a-z])"
)
_REACH: Final = 8


class Relations:
    """Judges the movement and order words of clause after clause."""

    def __init__(self, ops: Operands, senses: dict[int, list[Sense]]) -> None:
        """Judge with ``ops``; ``senses`` says what each number claims, by its offset."""
        self._ops = ops
        self._senses = senses
        self._governed = {
            s.cue.start
            for found in senses.values()
            for s in found[:1]
            if s.cue is not None and s.role in (Role.CHANGE, Role.GAP, Role.COMPOUND, Role.SHARE)
        }
        self._governed |= inside_gaps(ops, senses)
        self._movements = Movements(ops)
        self._compared: tuple[int, int] | None = None

    def claims(self, clause: Clause) -> Iterator[Word]:
        """Every claim of movement or order that a clause's words make."""
        if _MODAL.search(clause.text):
            return
        if _counted(clause):
            return
        grouped = (
            any(not m["weak"] for m in ALL.finditer(clause.text))
            or ONLY.search(clause.text)
            or NONE.search(clause.text)
        ) and not both_bases(clause)
        ordered = [
            w
            for c in clause.cues
            if c.start not in self._governed
            and c.cue in _ORDERS
            and (c.cue not in _BOUNDS or _VERBAL.fullmatch(clause.parts.text, c.start, c.end))
            and (w := self._order(clause, c))
        ]
        yield from ordered
        taken = {u for w in ordered for u in (w.start, *w.uses)}
        swung = swing_spans(clause)
        for cue in clause.cues:
            if any(a <= cue.start < b for a, b in swung):
                continue
            given = from_to(clause, cue)
            if given is None and cue.start in self._governed:
                continue
            if cue.cue not in TURNS or cue.start in taken:
                continue
            given = given or _given(clause, cue)
            if given is not None:
                yield given
                continue
            if not _is_preposition(clause, cue) and not grouped and not _is_loss(clause, cue):
                yield self._movements.claim(clause, cue)
        yield from swings(self._ops, self._movements, clause)
        yield from still_more(self._ops, clause, self._compared)
        yield from covers(self._ops, clause)
        yield from agreements(self._ops, clause)

    def _numbered(self, clause: Clause) -> list[tuple[Part, list[Sense]]]:
        return [(p, found) for p in clause.numbers if (found := self._senses.get(p.numeral.start))]

    def _order(self, clause: Clause, cue: CueHit) -> Word | None:
        """A above B, where B is named and not only a number."""
        placed = clause.parts.text[cue.start : cue.end] in _PLACES and _is_preposition(clause, cue)
        if placed or any(
            0 <= cue.start - p.numeral.end <= 1 and senses[0].role is Role.GAP
            for p, senses in self._numbered(clause)
        ):
            return None
        if any(c.cue in FACTORS and 0 <= c.start - cue.end <= 2 for c in clause.cues):  # noqa: PLR2004  a blank between them
            return None
        compared = _direction(clause, cue, self._governed)
        if LIMIT_NAMED.match(clause.parts.text, cue.end, clause.end):
            compared = None  # a limit whose number isn't said: see ``limits``
        others = _OTHERS.match(clause.parts.text, cue.end, compared.end) if compared else None
        if compared is not None and others is not None:
            return self._first(clause, cue, compared, others)
        if compared is None or _is_bare_bound(clause, cue):
            return None
        sign, end, uses = compared
        right = self._right(clause, cue, end)
        if right is None:
            return None
        self._compared = right
        when = clause.when(cue.start) or self._ops.when
        verdicts = compare(self._ops, _left(clause, cue), right, when, sign)
        if denied(clause, cue.start):
            verdicts = [(not ok, facts) for ok, facts in verdicts]
        if cue.cue in _BOUNDS:
            verdicts = [(not ok, facts) for ok, facts in verdicts]
        return worded(cue.start, cue.end, ClaimKind.COMPARISON, verdicts)._replace(uses=uses)

    def _right(self, clause: Clause, cue: CueHit, end: int) -> tuple[int, int] | None:
        """Where what something is compared with is named; a pronoun takes up the one before."""
        parts = clause.parts
        if _PRONOUN.fullmatch(parts.text, cue.end, end) and self._compared is not None:
            return self._compared
        named = parts.terms_between(cue.end, end) or parts.times_between(cue.end, end)
        return (cue.end, end) if named else None

    def _first(
        self, clause: Clause, cue: CueHit, compared: "_Compared", others: "re.Match[str]"
    ) -> Word:
        """A thing said to lie above or below all the others: it is the highest or lowest."""
        counts = [
            p.numeral for p in clause.numbers if others.start() <= p.numeral.start < others.end()
        ]
        size = int(counts[0].value) + 1 if counts else None
        low = (compared.sign < 0) is not denied(clause, cue.start)
        left = _left(clause, cue)
        verdict, facts = ranked(self._ops, clause, Told(1, low, "", (left,), size=size))
        uses = compared.uses
        if verdict is Proof.PROVED:
            uses = (*uses, *(n.start for n in counts))
        return Word(cue.start, cue.end, ClaimKind.COMPARISON, verdict, facts, uses=uses)


_ORDERS: Final = (Cue.ABOVE, Cue.BELOW, Cue.THAN, Cue.AT_LEAST, Cue.AT_MOST)
_BOUNDS: Final = (Cue.AT_LEAST, Cue.AT_MOST)
_PRONOUN: Final = re.compile(r"\s*(?:it|that|them|those|this|that level|之|该水平|此)\W*")
_VERBAL: Final = re.compile(
    r"不(?:超过|高于|低于|少于|大于|小于|多于)|(?:does |do |did )?not exceed(?:ing)?|"
    r"no (?:more|less|higher|lower|fewer) than|not (?:above|below|more than|less than)"
)
"""Bounds that compare two things: does not exceed, 不高于."""
_OTHERS: Final = re.compile(
    r" ?(?:(?:those|that) (?:of|in|at) |of |in |at )?(?:(?:any|all|each|both)(?: of)? )?(?:the )?"
    r"(?:(?:two|three|four|five|six|seven) )?(?:others?|rest|remaining)(?![a-z])"
    r"(?: (?:two|three|four|five|six|seven)(?![a-z]))?|"
    r" ?(?:every|each|any) other(?![a-z])|"
    r"(?:其他|其它|其余|另外|另)(?:[两二三四五六七八九][家个户项笔店])?"
)
"""Everything of a kind but the thing itself: than the other two, 高于其他两家."""


def _left(clause: Clause, cue: CueHit) -> tuple[int, int]:
    """Where the words stand that name what is compared: up to the first comparing word."""
    start = clause.start
    size = next((p for p in clause.numbers if 0 <= cue.start - p.numeral.end <= 1), None)
    if size is not None and clause.parts.terms_between(start, size.numeral.start):
        return start, size.numeral.start
    orders = [c.start for c in clause.cues if c.cue in _ORDERS and start <= c.start < cue.start]
    stop = min([*orders, cue.start])
    if clause.parts.terms_between(start, stop):
        return start, stop
    if start == 0:
        return 0, cue.start
    before = [c for c in clause.parts.cues_between(0, start) if c.cue in (*_ORDERS, *TURNS)]
    first = next((c.start for c in before if clause.parts.terms_between(0, c.start)), start)
    return 0, first


_COMPARED: Final = re.compile(
    r"更?(?:(?P<up>高|多|大|长|快|强|好|集中)|(?P<down>低|少|小|短|慢|弱|差|分散))(?!于|约|"
    r"出|\d)(?:一些|些|了)?\s*\Z"
)
_COMPARATIVE: Final = re.compile(
    r"(?<![a-z])(?:(?P<up>more|higher|greater|larger|bigger|longer|better|stronger)|"
    r"(?P<down>less|lower|fewer|smaller|shorter|worse|weaker))(?![a-z])(?! than)"
)
_PLACES: Final = frozenset(("over", "under", "past", "beyond", "against"))
_LOOSE: Final = frozenset(
    (
        "over",
        "under",
        "above",
        "below",
        "up",
        "down",
        "past",
        "beyond",
        "ahead of",
        "behind",
        "held",
    )
)
_VERB_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:is|was|are|were|be|been|stood|stands|remains?|remained|stayed|went|gone|"
    r"go|going|came|well|just|slightly|sharply|further|still|and|but|,)\s*\Z"
)


_COUNTED: Final = re.compile(
    r"有[一二两三四五六七八九十\d]{1,3}个?(?:月|季度?|年|家|户|项|店)[，,的里中]|"
    r"(?<![a-z])in (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven) of the"
)


def _counted(clause: Clause) -> bool:
    """Whether a clause (or the one before it) says in how many of a set something holds."""
    before = clause.parts.text[max(0, clause.start - 24) : clause.start]
    return _COUNTED.search(clause.text) is not None or _COUNTED.search(before) is not None


def _is_loss(clause: Clause, cue: CueHit) -> bool:
    """Whether a firm is said to have lost money: an amount, not a movement."""
    if not clause.parts.text[cue.start : cue.end].startswith(("lost", "lose")):
        return False
    return any(
        0 <= p.numeral.start - cue.end <= _REACH and p.numeral.kind is Kind.MONEY
        for p in clause.numbers
    )


def _is_preposition(clause: Clause, cue: CueHit) -> bool:
    """Whether a small English word is no verb's particle here.

    Under clause 4, over the year, make up.
    """
    word = clause.parts.text[cue.start : cue.end]
    if word not in _LOOSE:
        return False
    return _VERB_BEFORE.search(clause.parts.text[clause.start : cue.start]) is None


class _Compared(NamedTuple):
    """Which side is said to be higher."""

    sign: int
    """1 where the left one is, -1 where the right one is."""
    end: int
    """Where the right side ends."""
    uses: tuple[int, ...] = ()


def _direction(clause: Clause, cue: CueHit, governed: set[int]) -> _Compared | None:
    """What a comparing word says of its two sides; None where "than" compares nothing here."""
    following = (c.start for c in clause.cues if c.cue in _ORDERS and c.start > cue.end)
    stop = min(following, default=clause.end) if cue.cue is not Cue.THAN else clause.end
    if cue.cue is not Cue.THAN:
        sign = {Cue.ABOVE: 1, Cue.AT_MOST: 1, Cue.BELOW: -1, Cue.AT_LEAST: -1}.get(cue.cue, 0)
        return _Compared(sign, stop)
    text = clause.parts.text
    before = max(
        _COMPARATIVE.finditer(text, clause.start, cue.start), key=lambda m: m.start(), default=None
    )
    if before is not None and text[cue.start : cue.end] == "than":
        return _Compared(1 if before["up"] else -1, stop, (before.start(),))
    moving = (Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE)
    move = next((c for c in clause.cues if c.start >= cue.end and c.cue in moving), None)
    more = _COMPARED.search(text, cue.end, clause.end)
    if (move is None and more is None) or (move is not None and move.start in governed):
        return None
    end = min(move.start if move else clause.end, more.start() if more else clause.end)
    uses = (move.start,) if move else ()
    if move is not None and more is None:
        return _Compared(1 if move.cue in (Cue.UP, Cue.BETTER) else -1, end, uses)
    return _Compared(1 if more and more["up"] else -1, end, uses)


def _is_bare_bound(clause: Clause, cue: CueHit) -> bool:
    """Whether a comparing word has only a number behind it, without a name or time."""
    number = next((p for p in clause.numbers if p.numeral.start >= cue.end), None)
    if number is None:
        return False
    start = number.numeral.start
    named = any(t.id[0] in "cqwh" for t in clause.parts.terms_between(cue.end, start))
    return not named and not clause.parts.times_between(cue.end, start)
