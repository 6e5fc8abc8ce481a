"""Judges what is said of all, none, both, only or k of a set of like things."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from assistant.domain.checks import ClaimKind, Proof
from assistant.proof.lexicon import Cue
from assistant.proof.stated.changing import moves
from assistant.proof.stated.clauses import MET, ONLY, PROFIT, Clause, Word
from assistant.proof.stated.counts import EXCEPTION, longer, said_of, with_exception
from assistant.proof.stated.courses import both_bases
from assistant.proof.stated.finding import asked_for
from assistant.proof.stated.member_tests import Said, Test, _test, is_far
from assistant.proof.stated.operands import Operands
from assistant.proof.stated.parts import ids
from assistant.proof.stated.sense import Role, Sense
from assistant.proof.stated.sets import Member, common, named_in, picked, sets_of
from assistant.proof.stated.stating import Stance, Stated
from assistant.proof.stated.turning import turned

_MOST: Final = 24
_RESULTS: Final = frozenset(
    f"c:{name}"
    for name in (
        "net_profit", "operating_profit", "gross_profit", "ebitda", "ebit", "profit_before_tax",
        "operating_cash_flow", "investing_cash_flow", "financing_cash_flow", "free_cash_flow",
        "net_margin", "net_current_assets", "net_assets",
    )
)  # fmt: skip
"""What may be a profit or a loss, negative or positive."""
_MONEY: Final = frozenset(("w:money", "c:cash", "i:net_profit", "i:net_loss"))


def all_claims(ops: Operands, clause: Clause) -> Iterator[Word]:
    """What all, both, none, neither, only and k of n claim of a movement, a bound or a profit."""
    if _is_judged_elsewhere(ops, clause):
        return
    clause = with_exception(clause)
    said = said_of(ops, clause)
    if said is None:
        return
    test = _test(ops, clause, said)
    if test is None and said.number is not None:
        clause = longer(clause)
        test = _test(ops, clause, said)
    if test is None:
        if said.number is None:
            yield Word(said.start, said.end, ClaimKind.QUANTIFIER, Proof.UNCHECKED)
        return
    if test.edge is not None and any(
        c.start < said.end and said.start < c.end for c in clause.cues if c.cue in _BOUNDING
    ):
        said = said._replace(none=False)
    only = ONLY.search(clause.parts.text, clause.start, clause.end)
    verdict, facts = _judged(ops, clause, said, test, only="only" if only else "")
    if verdict is Proof.UNCHECKED and said.number is not None:
        return
    if verdict is Proof.UNCHECKED and not said.none and not only:
        verdict, facts = _each_moved(ops, clause, said)
    uses = (*test.uses, *said.uses) if verdict is Proof.PROVED else ()
    yield Word(said.start, said.end, ClaimKind.QUANTIFIER, verdict, facts, uses=uses)


def _is_judged_elsewhere(ops: Operands, clause: Clause) -> bool:
    """Whether limits, the next clause or a movement's two bases are what is spoken of."""
    if MET.search(clause.text) and any(r.stance is Stance.LIMIT for r in ops.book.rows):
        return True
    left_out = EXCEPTION.fullmatch(clause.text.strip()) is not None
    return both_bases(clause) or (left_out and clause.end < len(ops.parts.text))


def _each_moved(ops: Operands, clause: Clause, said: Said) -> tuple[Proof, tuple[Stated, ...]]:
    """Whether each of the things that a clause lists moved alike: 收入和利润均增长."""
    cue = next((c for c in clause.cues if c.cue in (Cue.UP, Cue.DOWN)), None)
    runs = ops.listed(clause.start, cue.start) if cue is not None else []
    if cue is None or len(runs) < 2 or said.size not in (None, len(runs)):  # noqa: PLR2004  a list
        return Proof.UNCHECKED, ()
    verdicts, facts = [], list[Stated]()
    for run in runs:
        asked = asked_for(run, clause.when() or ops.when, topic=ops.topic)
        move = next(moves(ops, asked, Sense(Role.CHANGE)), None)
        if move is None:
            return Proof.UNCHECKED, ()
        verdicts.append(turned(cue, move))
        facts += [*move.last.facts, *move.first.facts]
    return _proof(all(verdicts)), tuple(facts)


def _judged(
    ops: Operands, clause: Clause, said: Said, test: Test, *, only: str
) -> tuple[Proof, tuple[Stated, ...]]:
    terms = [t for t in clause.terms if test.stop is None or t.start < test.stop]
    asked = asked_for(terms, clause.when() or ops.when, wide=clause.earlier, topic=ops.topic)
    if PROFIT.search(clause.text) and not asked.near & _RESULTS:
        asked = replace(asked, near=(asked.near - _MONEY) | {"c:net_profit"}, head="c:net_profit")
    own = ids(clause.terms)
    words = own if any(t[0] in "wh" and t in ops.book.known for t in own) else own | clause.earlier
    all_sets = sets_of(ops.book, asked, loose=said.size is not None)
    found = (
        (m for m in all_sets if said.size in (None, len(m)))
        if only
        else picked(all_sets, words, said.size)
    )
    for members in islice(found, _MOST):
        if asked.head and asked.head not in members[0].row.concepts and members[0].row.concepts:
            continue
        if _is_of_others(members, own, ops.book.known):
            continue
        verdicts = [test.holds(m) for m in members]
        known = [v for v in verdicts if v is not None]
        if len(known) < len(members):
            continue
        facts = tuple(m.fact for m in members)
        if said.number is not None:
            return _proof(sum(known) == said.number), facts
        if said.but:
            return _proof(len(members) - sum(known) == said.but), facts
        if only:
            holding = [m for m, ok in zip(members, known, strict=True) if ok]
            fits = _is_only(
                members,
                holding,
                words,
                clause,
                exception=_EXCEPT.search(clause.text) is not None and not said.none,
            )
            return (Proof.UNCHECKED if fits is None else _proof(fits)), facts
        if test.edge is not None and all(is_far(m, test.edge) for m in members):
            return Proof.UNCHECKED, facts
        return _proof(not any(known) if said.none else all(known)), facts
    return Proof.UNCHECKED, ()


def _is_of_others(members: Sequence[Member], own: frozenset[str], known: Container[str]) -> bool:
    """Whether a clause names another party or rank than what is judged at several times."""
    ranks = frozenset(t for t in own if t[0] == "n")
    if any(not ranks <= m.row.label | m.row.around for m in members):
        return True
    return all(m.row is members[0].row for m in members) and _names_another(members[0], own, known)


def _names_another(member: Member, said: frozenset[str], known: Container[str]) -> bool:
    """Whether a clause names another party than the one whose several times are judged."""
    row = member.row
    names = {t for t in said if t[0] in "wh" and t in known}
    return not names <= row.label | row.around


_BOUNDING: Final = (Cue.AT_LEAST, Cue.AT_MOST, Cue.ABOVE, Cue.BELOW)
"""Words whose own denial (均不足, 均未超过) is no word for none."""
_EXCEPT: Final = re.compile(
    r"除[^，]{1,16}外|(?<![a-z])(?:except|but for|apart from|other than|but the)(?![a-z])"
)


def _is_only(
    members: Sequence[Member],
    holding: Sequence[Member],
    words: frozenset[str],
    clause: Clause,
    *,
    exception: bool,
) -> bool | None:
    """Whether a thing holds of just the members that the words name (or of all but those)."""
    named = named_in(members, words) or [m for m in members if _at_time(m, clause)]
    if not named:
        return None
    wanted = [m for m in members if m not in named] if exception else named
    return {id(m) for m in wanted} == {id(m) for m in holding}


def _at_time(member: Member, clause: Clause) -> bool:
    from assistant.proof.stated.times import is_at

    return any(is_at(member.fact, t) for t in clause.parts.times)


def _proof(holds: bool) -> Proof:
    return Proof.PROVED if holds else Proof.FALSE


__all__ = ["Sequence", "all_claims", "common"]
