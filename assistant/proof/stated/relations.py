"""Judges what a sentence's words claim of the facts without a number of their own.

Movement and order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue, CueHit
from assistant.proof.stated.asked import Asked
from assistant.proof.stated.changing import Move, moves
from assistant.proof.stated.clauses import ALL, NONE, ONLY, Clause, Word
from assistant.proof.stated.finding import asked_for, rows_for
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import Part, ids
from assistant.proof.stated.relating import _completed
from assistant.proof.stated.roles import is_base
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.sets import times_of
from assistant.proof.stated.stating import Row, Stance, Stated
from assistant.proof.stated.values import Value, comparable, of_fact
from assistant.proof.units import Kind
from assistant.proof.when import TimeKind, When

_TURNS: Final = frozenset(
    (Cue.UP, Cue.DOWN, Cue.BETTER, Cue.WORSE, Cue.FLAT, Cue.DOUBLE, Cue.TRIPLE, Cue.HALVE,
     Cue.UP_TO, Cue.DOWN_TO)
)  # fmt: skip
_FACTORS: Final = {
    Cue.DOUBLE: (Decimal("1.94"), Decimal("2.06")),
    Cue.TRIPLE: (Decimal("2.9"), Decimal("3.1")),
    Cue.HALVE: (Decimal("0.47"), Decimal("0.53")),
}
_LOWER_IS_BETTER: Final = re.compile(
    "debt|liabilit|leverage|overdue|void|expense|cost|dso|dio|ccc|days_turn|churn|ltv|"
    "borrow|late|impairment|penalt|shrinkage|npl|gearing|sick|returned|concentration|逾期|"
    "不良|费用|成本|周转天|亏损|税负|损耗|流失"
)
_MODAL: Final = re.compile(
    r"预计|若(?!干)|如果|假设|有望|(?<![a-z])(?:will|would|may|might|could|if|expects?|"
    r"unless)(?![a-z])"
)
_CLEAR: Final = 0.35
_REACH: Final = 8
_FLAT: Final = Decimal("0.01")


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
        self._governed |= _inside_gaps(ops, senses)
        self._compared: tuple[int, int] | None = None

    def claims(self, clause: Clause) -> Iterator[Word]:
        """Every claim of movement or order that a clause's words make."""
        if _MODAL.search(clause.text):
            return
        every = ALL.search(clause.text)
        if _counted(clause):
            return
        grouped = (
            (every is not None and not every["weak"])
            or ONLY.search(clause.text)
            or NONE.search(clause.text)
        )
        ordered = [
            w
            for c in clause.cues
            if c.start not in self._governed
            and c.cue in (Cue.ABOVE, Cue.BELOW, Cue.THAN)
            and (w := self._order(clause, c))
        ]
        yield from ordered
        taken = {u for w in ordered for u in (w.start, *w.uses)}
        for cue in clause.cues:
            if cue.cue not in _TURNS or cue.start in self._governed or cue.start in taken:
                continue
            given = _given(clause, cue)
            if given is not None:
                yield given
                continue
            if not _is_preposition(clause, cue) and not grouped and not _is_loss(clause, cue):
                yield self._turn(clause, cue)
        yield from self._swing(clause)
        yield from self._more(clause)
        yield from self._same(clause)

    def _numbered(self, clause: Clause) -> list[tuple[Part, list[Sense]]]:
        return [(p, found) for p in clause.numbers if (found := self._senses.get(p.numeral.start))]

    def _turn(self, clause: Clause, cue: CueHit) -> Word:
        asked = self._subject(clause, cue)
        sense = Sense(role=Role.CHANGE)
        if clause.parts.has(Cue.STEPWISE, clause.start, clause.end):
            sense.yearly = False
        elif clause.parts.has(Cue.YEARLY, clause.start, clause.end):
            sense.yearly = True
        for time in clause.parts.times_between(clause.start, clause.end):
            if is_base(clause.parts, time):
                sense.base = time
        again = _AGAIN.fullmatch(clause.parts.text, cue.start, cue.end) is not None
        yearly = asked.when is not None and asked.when.kind in (TimeKind.YEAR, TimeKind.FISCAL)
        if sense.yearly is None and again and not yearly:
            sense.yearly = False
        asked = self._ends(clause, cue, asked, sense)
        turns = [c for c in clause.cues if c.cue in _TURNS]
        since = max((c.end for c in turns if c.end <= cue.start), default=clause.start)
        until = min((c.start for c in turns if c.start >= cue.end), default=clause.end)
        if _STEADY.search(clause.parts.text, since, until):
            return self._steady(clause, cue, asked)
        stated = self._stated(asked, cue, sense)
        if stated is not None:
            return stated
        found = list(moves(self._ops, asked, sense))
        if not found and self._in_words(asked, cue, clause):
            return Word(cue.start, cue.end, ClaimKind.DIRECTION, Proof.PROVED)
        before = {c.cue for c in clause.cues if 0 <= cue.start - c.end <= 2}  # noqa: PLR2004  a blank between them
        loose = not before.isdisjoint((Cue.ABOVE, Cue.NEARLY, Cue.ABOUT))
        more = Cue.ABOVE in before
        text = clause.parts.text[cue.start : cue.end]
        verdicts = [
            (turned(cue, m, text, loose=loose, more=more), m.last.facts + m.first.facts)
            for m in found
        ]
        if _denied(clause, cue.start):
            verdicts = [(not ok, facts) for ok, facts in verdicts]
        return worded(cue.start, cue.end, ClaimKind.DIRECTION, verdicts)

    def _ends(self, clause: Clause, cue: CueHit, asked: Asked, sense: Sense) -> Asked:
        """The times of the numbers that a movement runs between.

        Grew from 40 in 2021 to 52 in 2023.
        """
        following = next(
            (c.start for c in clause.cues if c.start > cue.end and c.cue in _TURNS), clause.end
        )
        after = [
            p
            for p in clause.numbers
            if cue.end <= p.numeral.start < following and p.own_when and p.when is not None
        ]
        starts = [
            p for p in after if any(c.cue is Cue.FROM and cue.end - 1 <= c.start for c in p.cues)
        ]
        ends = [p for p in after if p not in starts]
        if starts:
            sense.base = starts[0].when
        own = clause.parts.times_between(cue.end, following)
        if own and not ends and own[0].until is not None:
            return replace(asked, when=own[0])
        return (
            Asked(
                asked.near,
                asked.head,
                asked.wide,
                asked.topic,
                ends[0].when,
                asked.also,
                asked.flipped,
                asked.surface,
            )
            if ends
            else asked
        )

    def _subject(self, clause: Clause, cue: CueHit) -> Asked:
        """What moves: the words before the movement in its clause, after it, or in those before."""
        terms = [t for t in clause.terms if t.start < cue.start]
        if not _names(terms):
            later = [t for t in clause.terms if t.start >= cue.end]
            terms = (
                [*terms, *later]
                if _names(later)
                else [*clause.parts.terms_between(0, clause.start), *terms]
            )
        when = self._time(clause, cue) or clause.when(before=None) or self._ops.when
        return asked_for(terms, when, wide=clause.earlier, topic=self._ops.topic)

    def _time(self, clause: Clause, cue: CueHit) -> When | None:
        """The time between a movement and the next one, where the clause has several."""
        turns = sorted(c.start for c in clause.cues if c.cue in _TURNS)
        following = next((start for start in turns if start > cue.start), None)
        if following is None and turns[:1] == [cue.start]:
            return None
        own = [
            t
            for t in clause.parts.times_between(cue.end, following or clause.end)
            if not is_base(clause.parts, t) and not t.is_open
        ]
        return own[0] if len(own) == 1 else None

    def _stated(self, asked: Asked, cue: CueHit, sense: Sense) -> Word | None:
        """A movement that a source states: its sign decides."""
        sign = _sign(cue, frozenset())
        for score, row in self._ops.book.ranked(asked, Stance.CHANGE):
            if score < 0.8 or (asked.head and asked.head not in row.concepts) or sign is None:  # noqa: PLR2004  less is too little in common
                continue
            for fact in self._ops.book.at(row, asked.when).facts:
                if (
                    sense.yearly is not None
                    and fact.yearly is not None
                    and fact.yearly is not sense.yearly
                ):
                    continue
                if sense.yearly is None and fact.yearly is not None and sense.base is not None:
                    continue
                verdict = Proof.PROVED if fact.sign == sign else Proof.FALSE
                return Word(cue.start, cue.end, ClaimKind.DIRECTION, verdict, (fact,))
        return None

    def _in_words(self, asked: Asked, cue: CueHit, clause: Clause) -> bool:
        """Whether a source's own line says the same movement of the same thing in words."""
        near = frozenset(t for t in asked.near if t[0] in "cwh")
        for document in self._ops.book.documents.values():
            for line in document.lines:
                if not near or not near & line.terms or line.parts is None:
                    continue
                if near <= line.terms | self._ops.book.around and any(
                    c.cue is cue.cue for c in _line_cues(line.text)
                ):
                    return True
        return False

    def _steady(self, clause: Clause, cue: CueHit, asked: Asked) -> Word:
        """A movement that goes on step by step: 逐季走低, every year since 2022."""
        ranked = rows_for(self._ops.book, asked)
        verdicts = []
        for score, row in ranked[:4]:
            if ranked[0].score - score > _CLEAR:
                break
            facts = self._in_order(row, asked.when, clause)
            steps = [Move(of_fact(b), of_fact(a)) for a, b in pairwise(facts)]
            if steps:
                verdicts.append((all(turned(cue, m) for m in steps), tuple(facts)))
        return worded(cue.start, cue.end, ClaimKind.DIRECTION, verdicts)

    def _in_order(self, row: Row, when: When | None, clause: Clause) -> list[Stated]:
        """Facts of one length of time, in order, inside the years that the clause names."""
        year_end = self._ops.book.year_end(row)
        if when is not None and when.until is not None:
            return times_of(row, when, year_end)
        facts = times_of(row, None, year_end)
        years = {t.year for t in clause.parts.times if t.year is not None}
        since = re.search(r"since|以来|从|自", clause.parts.text) is not None
        if len(years) == 1 and not since:
            inside = [f for f in facts if f.when is not None and f.when.year in years]
            return inside if len(inside) > 2 else facts  # noqa: PLR2004  two facts are one step
        if since and years:
            return [
                f
                for f in facts
                if f.when is not None and f.when.year is not None and f.when.year >= min(years)
            ]
        return facts

    def _order(self, clause: Clause, cue: CueHit) -> Word | None:
        """A above B, where B is named and not only a number."""
        placed = clause.parts.text[cue.start : cue.end] in _PLACES and _is_preposition(clause, cue)
        if placed or any(
            0 <= cue.start - p.numeral.end <= 1 and senses[0].role is Role.GAP
            for p, senses in self._numbered(clause)
        ):
            return None
        if any(c.cue in _FACTORS and 0 <= c.start - cue.end <= 2 for c in clause.cues):  # noqa: PLR2004  a blank between them
            return None
        start = clause.start
        if _is_bare_bound(clause, cue):
            return None
        compared = _direction(clause, cue, self._governed)
        if compared is None:
            return None
        sign, end, uses = compared
        if not clause.parts.terms_between(cue.end, end) and not clause.parts.times_between(
            cue.end, end
        ):
            return None
        left = (
            (start, cue.start) if clause.parts.terms_between(start, cue.start) else (0, cue.start)
        )
        self._compared = (cue.end, end)
        verdicts = self._compare(
            left, (cue.end, end), clause.when(cue.start) or self._ops.when, sign
        )
        if _denied(clause, cue.start):
            verdicts = [(not ok, facts) for ok, facts in verdicts]
        return worded(cue.start, cue.end, ClaimKind.COMPARISON, verdicts)._replace(uses=uses)

    def _compare(
        self, left: tuple[int, int], right: tuple[int, int], when: When | None, sign: int
    ) -> list[tuple[bool, tuple[Stated, ...]]]:
        ops = self._ops
        ones = ops.phrase(*left, when) or ops.quantity(ops.asked(0, left[1], when))
        given = ops.given(*right)
        times = ops.parts.times_between(*right)
        if given is not None:
            twos = [given]
        elif times and not [t for t in ops.parts.terms_between(*right) if t.id[0] in "cqwhn"]:
            base = times[-1].resolved(when) or times[-1] if times[-1].is_open else times[-1]
            asked = ops.asked(*left, when)
            twos = ops.quantity(asked_for(asked.near, base, wide=asked.wide, topic=ops.topic))
        else:
            twos = _completed(ops, left, right, when) if not _heads(ops, right) else []
            twos = twos or ops.phrase(*right, when)
        return [
            ((one.amount - two.amount) * sign > 0, one.facts + two.facts)
            for one in ones[:2]
            for two in twos[:2]
            if comparable(one, two) and (one.facts != two.facts or not one.facts)
        ]

    def _swing(self, clause: Clause) -> Iterator[Word]:
        """A profit that became a loss, or the reverse: 由盈转亏, swung to a loss."""
        match = _SWING.search(clause.text)
        if match is None:
            return
        asked = self._subject(
            clause, CueHit(clause.start + match.start(), clause.start + match.end(), Cue.DOWN)
        )
        near = asked.near if asked.head else asked.near | {"c:net_profit"}
        asked = Asked(near, asked.head or "c:net_profit", asked.wide, asked.topic, asked.when)
        sign = 1 if match["up"] else -1
        found = [
            (m.last.amount * sign > 0 > m.first.amount * sign, m.last.facts + m.first.facts)
            for m in moves(self._ops, asked, Sense(role=Role.CHANGE))
        ]
        yield worded(
            clause.start + match.start(), clause.start + match.end(), ClaimKind.DIRECTION, found
        )

    def _more(self, clause: Clause) -> Iterator[Word]:
        """更高, higher still: compared with what the clause before was compared with."""
        match = _STILL.search(clause.text)
        if match is None or self._compared is None or self._compared[1] > clause.start:
            return
        ops = self._ops
        one = ops.asked(clause.start, clause.end, clause.when() or ops.when)
        names = frozenset(t for t in one.wide if t[0] in "hw") - ids(
            ops.parts.terms_between(*self._compared)
        )
        other = frozenset(t for t in ids(ops.parts.terms_between(*self._compared)) if t[0] in "hw")
        concepts = frozenset(t for t in one.near if t[0] == "c")
        firsts = ops.quantity(Asked(concepts | names, one.head, frozenset(), one.topic, one.when))
        seconds = ops.quantity(Asked(concepts | other, one.head, frozenset(), one.topic, one.when))
        sign = 1 if match["up"] else -1
        verdicts = [
            ((a.amount - b.amount) * sign > 0, a.facts + b.facts)
            for a in firsts
            for b in seconds
            if comparable(a, b)
        ]
        yield worded(
            clause.start + match.start(), clause.start + match.end(), ClaimKind.COMPARISON, verdicts
        )

    def _same(self, clause: Clause) -> Iterator[Word]:
        """Two things said to agree, or one to cover the other."""
        match = _COVER.search(clause.text)
        if match is not None and not any(
            p.numeral.start > clause.start + match.start() for p in clause.numbers
        ):
            left, right = (
                (clause.start, clause.start + match.start()),
                (clause.start + match.end(), clause.end),
            )
            verdicts = self._compare(left, right, clause.when() or self._ops.when, 1)
            if match["not"]:
                verdicts = [(not ok, facts) for ok, facts in verdicts]
            yield worded(
                clause.start + match.start(),
                clause.start + match.end(),
                ClaimKind.COMPARISON,
                verdicts,
            )
        agree = _AGREE.search(clause.text)
        if agree is not None:
            runs = self._ops.listed(clause.start, clause.start + agree.start())
            rest = clause.parts.terms_between(clause.start + agree.end(), clause.end)
            values = [
                self._ops.quantity(
                    asked_for([*r, *rest], clause.when() or self._ops.when, topic=self._ops.topic)
                )
                for r in runs
            ]
            known = [v[0] for v in values if v]
            verdicts = (
                [(len({v.amount for v in known}) == 1, known[0].facts)]
                if len(known) == len(values) > 1
                else []
            )
            yield worded(
                clause.start + agree.start(),
                clause.start + agree.end(),
                ClaimKind.COMPARISON,
                verdicts,
            )


_SWING: Final = re.compile(
    r"(?P<up>扭亏为盈|由亏转盈|转亏为盈|由负转正|转正(?!常|式)|(?<![a-z])(?:returned to "
    r"(?:profit|the black)|turned (?:profitable|positive|a profit)|swung (?:in)?to (?:a "
    r")?profit))|"
    r"(?P<down>由盈转亏|转盈为亏|转为亏损|由正转负|转负(?!责)|(?<![a-z])(?:turned negative|"
    r"swung (?:in)?to (?:a )?loss|slipped into (?:a )?loss|fell into (?:a )?loss|moved "
    r"into (?:a )?loss|turned (?:a |into a )?loss))"
)
_COVER: Final = re.compile(
    r"(?P<not>(?:did|does|do|could|can|would)(?: not|n't) |cannot |failed to |不能|未能|"
    r"无法|不足以)?(?:完全|足以|能够|能|可)?(?:覆盖|(?<![a-z])(?:cover|covers|"
    r"covered)(?![a-z]))"
)
_AGREE: Final = re.compile(
    r"(?<![a-z])(?:agree|agrees|match|matches|tally|tallies|coincide|are equal|are the "
    r"same|are identical)(?![a-z])|一致|相等|相同|吻合"
)
_COMPARED: Final = re.compile(
    r"更?(?:(?P<up>高|多|大|长|快|强|好|集中)|(?P<down>低|少|小|短|慢|弱|差|分散))(?!于|约|"
    r"出|\d)(?:一些|些|了)?\s*\Z"
)
_COMPARATIVE: Final = re.compile(
    r"(?<![a-z])(?:(?P<up>more|higher|greater|larger|bigger|longer|faster|better|stronger)|"
    r"(?P<down>less|lower|fewer|smaller|shorter|slower|worse|weaker))(?![a-z])(?! than)"
)
_STILL: Final = re.compile(r"(?:更|反而更|却更)(?:(?P<up>高|多|大|强)|(?P<down>低|少|小|弱))(?!\d)")
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
_STEADY: Final = re.compile(
    r"逐[季月年]|连续|持续|每[年季月](?!均)|(?<![a-z])(?:(?:each|every) (?:year|quarter|"
    r"month|step)|at each|in each of|without a break|year after year|quarter after quarter|"
    r"steadily|consistently|throughout|continuously)(?![a-z])"
)
_SPEED: Final = re.compile(
    r"sooner|faster|quicker|more quickly|加快|变快|提速|slower|slowed down|later than|more "
    r"slowly|放缓|变慢|减慢|放慢"
)
"""Words of speed: of a time that something takes, faster is less."""
_AGAIN: Final = re.compile(r"recovers?|recovered|rebounds?|rebounded|rallied|picked up|回升|反弹")
"""Movements that turn what came right before."""
_PLAIN_TURN: Final = re.compile(r"weaken|strengthen|走弱|走强")


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


def _line_cues(text: str) -> list[CueHit]:
    from assistant.proof.stated.cue_words import all_cues

    return all_cues(text, bytearray(len(text)))


def _names(terms: Sequence[object]) -> bool:
    return any(getattr(t, "id", " ")[0] in "cwh" for t in terms)


def _heads(ops: Operands, span: tuple[int, int]) -> bool:
    return bool(ops.asked(*span, None).head)


def _denied(clause: Clause, at: int) -> bool:
    return (
        re.search(
            r"(?<![a-z])(?:not|n't|never)\s*\Z|并不\Z|并未\Z|未\Z|不\Z",
            clause.parts.text[clause.start : at],
        )
        is not None
    )


def _is_preposition(clause: Clause, cue: CueHit) -> bool:
    """Whether a small English word is no verb's particle here.

    Under clause 4, over the year, make up.
    """
    word = clause.parts.text[cue.start : cue.end]
    if word not in _LOOSE:
        return False
    return _VERB_BEFORE.search(clause.parts.text[clause.start : cue.start]) is None


def _sign(cue: CueHit, label: frozenset[str], text: str = "") -> int | None:
    """1 where a word says that a value rose, -1 where it fell."""
    sign = {Cue.UP: 1, Cue.UP_TO: 1, Cue.DOWN: -1, Cue.DOWN_TO: -1}.get(cue.cue)
    if sign is not None:
        return sign
    if _PLAIN_TURN.match(text):
        return 1 if cue.cue is Cue.BETTER else -1
    if cue.cue not in (Cue.BETTER, Cue.WORSE):
        return None
    falls = (
        any(_LOWER_IS_BETTER.search(term) for term in label) or _SPEED.fullmatch(text) is not None
    )
    return (1 if cue.cue is Cue.BETTER else -1) * (-1 if falls else 1)


def turned(
    cue: CueHit, move: Move, text: str = "", *, loose: bool = False, more: bool = False
) -> bool:
    """Whether a value moved as a word says."""
    one, two = move.last.amount, move.first.amount
    if cue.cue in _FACTORS:
        low, high = _FACTORS[cue.cue]
        if two <= 0:
            return False
        ratio = one / two
        if more:
            return ratio > (low + high) / 2 if cue.cue is not Cue.HALVE else ratio < Decimal("0.5")
        slack = Decimal("0.05") if loose else Decimal(0)
        return low * (1 - slack) <= ratio <= high * (1 + slack)
    if cue.cue is Cue.FLAT:
        return abs(one - two) <= abs(two) * _FLAT
    label = (
        frozenset().union(*(f.label for f in move.last.facts))
        if move.last.facts
        else frozenset[str]()
    )
    sign = _sign(cue, label, text)
    return sign is not None and (one - two) * sign > 0


def _inside_gaps(ops: Operands, senses: dict[int, list[Sense]]) -> set[int]:
    """Movement words that only say which side of a gap is higher: 高出行业平均2.7个百分点."""
    found = set()
    for start, senses_ in senses.items():
        first = senses_[0] if senses_ else None
        if first is None or first.role not in (Role.GAP, Role.CHANGE) or first.cue is not None:
            continue
        begin = first.left[1] if first.role is Role.GAP and first.left else start - _REACH
        if begin < start:
            moves = ops.parts.cues_between(begin, start)
            found |= {c.start for c in moves if c.cue in (Cue.UP, Cue.DOWN)}
    return found


_FROM_TO: Final = re.compile(r"\s*(?:sharply |slightly |steadily )?(?:from|自|由|从)\s*\Z")


def _given(clause: Clause, cue: CueHit) -> Word | None:
    """A movement between two numbers that the sentence itself gives: 10.2m, up from 9.6m."""
    sign = {Cue.UP: 1, Cue.DOWN: -1}.get(cue.cue)
    after = next((p.numeral for p in clause.numbers if p.numeral.start >= cue.end), None)
    if sign is None or after is None:
        return None
    text = clause.parts.text
    lead = re.sub(
        r"(?:(?:cny|rmb|usd|eur|gbp|hkd|sgd) ?|[$€£¥])\Z", "", text[cue.end : after.start]
    )
    before = [p.numeral for p in clause.parts.parts if p.numeral.end <= cue.start]
    if _FROM_TO.fullmatch(lead) is None or not before or before[-1].kind is not after.kind:
        return None
    if any(c.cue is Cue.TO for c in clause.parts.cues_between(after.end, clause.end)):
        return None
    holds = (before[-1].value - after.value) * sign > 0
    verdict = Proof.PROVED if holds else Proof.FALSE
    return Word(cue.start, cue.end, ClaimKind.DIRECTION, verdict)


class _Compared(NamedTuple):
    """Which side is said to be higher."""

    sign: int
    """1 where the left one is, -1 where the right one is."""
    end: int
    """Where the right side ends."""
    uses: tuple[int, ...] = ()


def _direction(clause: Clause, cue: CueHit, governed: set[int]) -> _Compared | None:
    """What a comparing word says of its two sides; None where "than" compares nothing here."""
    if cue.cue is not Cue.THAN:
        return _Compared({Cue.ABOVE: 1, Cue.BELOW: -1}.get(cue.cue, 0), clause.end)
    text = clause.parts.text
    before = max(
        _COMPARATIVE.finditer(text, clause.start, cue.start), key=lambda m: m.start(), default=None
    )
    if before is not None and text[cue.start : cue.end] == "than":
        return _Compared(1 if before["up"] else -1, clause.end)
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


def worded(
    start: int, end: int, kind: ClaimKind, verdicts: Sequence[tuple[bool, tuple[Stated, ...]]]
) -> Word:
    """One claim from how each candidate judged it."""
    if not verdicts:
        return Word(start, end, kind, Proof.UNCHECKED)
    holds = [facts for ok, facts in verdicts if ok]
    if len(holds) == len(verdicts):
        return Word(start, end, kind, Proof.PROVED, holds[0])
    if not holds:
        return Word(start, end, kind, Proof.FALSE, verdicts[0][1])
    return Word(start, end, kind, Proof.UNCHECKED, holds[0])


__all__ = ["Relations", "Value", "turned", "worded"]
