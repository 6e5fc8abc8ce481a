"""That there is none, or some: no guarantees, never overdue, a profit, not a customer lost."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.claims import ClaimSort, SaidClaim, SaidHedge
from assistant.interview import moods
from assistant.interview.found import Found
from assistant.interview.scene import Ground, Part, Scene
from assistant.interview.subjects import Hit, Subject, subject_from

_COUNTABLE: Final = frozenset(
    ("guarantee", "overdue", "lawsuit", "debt", "short_term_debt", "long_term_debt", "penalty")
)
"""Subjects of which an owner may say that there is none."""
_PROFIT: Final = Subject(frozenset(("net_profit",)))
_NONE_SAID: Final = ("没有", "没", "none", "no", "never", "从来没有", "没有没有", "nothing")


def absence_claims(
    scene: Scene, topic: Subject | None, numbered: Sequence[Subject]
) -> Iterator[Found]:
    """Absences and presences of what can be absent; a number that was said counts instead."""
    told: set[str] = {core for subject in numbered for core in subject.cores}
    for place, part in enumerate(scene.clauses):
        if scene.sentence_at(part.start).stop in ("？", "?"):
            continue
        subject = _subject(scene, place, topic)
        core = next(iter(sorted(subject.cores & _COUNTABLE)), "") or (
            "customer" if _is_lost(subject) else ""
        )
        if not core or core in told:
            continue
        found = _said(scene, place, subject)
        if found is not None:
            told.add(core)
            yield found


def _is_lost(subject: Subject) -> bool:
    return "lost" in subject.marks and bool(subject.cores & {"customer", "supplier"})


def _subject(scene: Scene, place: int, topic: Subject | None) -> Subject:
    """A clause's subject; of a bare 没有 or none, the one before it or the question's."""
    part = scene.clauses[place]
    hits = scene.hits_between(part.start, part.end)
    if any(h.core for h in hits):
        return subject_from(hits)
    if not _is_bare(scene, part):
        return Subject(frozenset())
    for back in range(place - 1, max(-1, place - 3), -1):
        earlier = scene.clauses[back]
        before: tuple[Hit, ...] = scene.hits_between(earlier.start, earlier.end)
        if any(h.core for h in before):
            return subject_from(before)
    return topic or Subject(frozenset())


def _is_bare(scene: Scene, part: Part) -> bool:
    words = scene.text[part.start : part.end].strip(" 的啊呢吧了")
    return any(words.startswith(w) for w in _NONE_SAID) and len(words) < 12  # noqa: PLR2004  a short denial


def _said(scene: Scene, place: int, subject: Subject) -> Found | None:
    part = scene.clauses[place]
    text = scene.text
    if moods.ELSE.search(text, part.start, part.end) or moods.UNSURE.search(text, part.start):
        return None
    on_time = any(h.core == "on_time" for h in scene.hits_between(part.start, part.end))
    if on_time:
        return _found(part, subject, absent=True)
    denied = moods.NONE.search(text, part.start, part.end)
    if denied is not None:
        return _found(part, subject, absent=True)
    if moods.SOME.search(text, part.start, part.end) and scene.sentence_at(part.start).stop not in (
        "?",
        "？",
    ):
        return _found(part, subject, absent=False)
    return None


def _found(part: Part, subject: Subject, *, absent: bool) -> Found:
    zero = Decimal(0)
    told = zero if absent else None
    sort = ClaimSort.ABSENCE if absent else ClaimSort.PRESENCE
    claim = SaidClaim(subject=subject.name, sort=sort, low=told, high=told)
    return Found(claim, subject, part.start, part.end)


def sign_claims(scene: Scene, numbered: Sequence[Subject], ground: Ground) -> Iterator[Found]:
    """That there was a profit or a loss; an amount that was said counts instead."""
    if any("net_profit" in subject.cores for subject in numbered):
        return
    for part in scene.clauses:
        if scene.sentence_at(part.start).stop in ("？", "?"):
            continue
        won = moods.PROFIT.search(scene.text, part.start, part.end)
        lost = moods.LOSS.search(scene.text, part.start, part.end)
        if (won is None) == (lost is None) or moods.ELSE.search(scene.text, part.start, part.end):
            continue
        denied = moods.NONE.search(scene.text, part.start, part.end) is not None
        hedge = SaidHedge.OVER if (won is not None) is not denied else SaidHedge.UNDER
        zero = Decimal(0)
        claim = SaidClaim(
            subject="net_profit",
            sort=ClaimSort.LEVEL,
            low=zero,
            high=zero,
            unit=ground.currency,
            hedge=hedge,
        )
        yield Found(claim, _PROFIT, part.start, part.end)
        return
