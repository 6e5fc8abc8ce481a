"""Changes that words assert: by a share, by an amount, or only which way."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.claims import ClaimSort, SaidClaim
from assistant.domain.quantities import Unit
from assistant.interview import moods
from assistant.interview.found import Found
from assistant.interview.scene import Scene
from assistant.interview.subjects import Subject, subject_from
from assistant.proof.numeral import Numeral
from assistant.proof.units import Kind

_RATIOS: Final = frozenset(
    (
        "gross_margin",
        "net_margin",
        "operating_margin",
        "debt_ratio",
        "interest_rate",
        "roe",
        "roa",
        "current_ratio",
        "interest_cover",
        "quick_ratio",
    )
)
_DIRECTED: Final = _RATIOS | {
    "revenue",
    "net_profit",
    "gross_profit",
    "operating_profit",
    "purchase",
    "inventory",
    "receivables",
    "cash",
    "debt",
    "employees",
    "customer",
    "export",
    "wages",
    "rent",
    "payables",
    "ebitda",
}
_AMOUNTS: Final = (Kind.BARE, Kind.MONEY, Kind.COUNT)
_NEAR: Final = 16
_BY: Final = ("by", "by about", "about", "roughly", "around", "大概", "大约", "差不多", "有")
"""Words between a movement and the number that measures it."""


class Change(NamedTuple):
    """That a number is a change."""

    sort: ClaimSort
    direction: int


def change_at(scene: Scene, number: Numeral, subject: Subject) -> Change | None:
    """What change a number measures; None where it is a level.

    A share with a movement word is a growth, a bare amount with one a difference; ``to`` before
    the number makes it a level that was reached.
    """
    part = scene.clauses[scene.clause_at(number.start)]
    if moods.TO_LEVEL.search(scene.text, part.start, number.start):
        return None
    direction = _movement(scene, number, part.start, part.end)
    if direction is None and "growth" in subject.marks:
        direction = 1
    sort = None if direction is None else _sort(number, subject, adjoins=_adjoins(scene, number))
    return None if direction is None or sort is None else Change(sort, direction)


def _sort(number: Numeral, subject: Subject, *, adjoins: bool) -> ClaimSort | None:
    """Whether a number beside a movement is a growth or an amount; None where it is a level."""
    if number.kind is Kind.POINTS:
        return ClaimSort.CHANGE
    if number.kind is Kind.PERCENT:
        return None if subject.cores & _RATIOS and not adjoins else ClaimSort.CHANGE
    if not adjoins:
        return None
    if number.kind is Kind.TIMES:
        return ClaimSort.CHANGE if subject.cores & _DIRECTED else None
    return ClaimSort.DIFFERENCE if number.kind in _AMOUNTS else None


def _movement(scene: Scene, number: Numeral, start: int, end: int) -> int | None:
    """1 or -1 by the movement word nearest to the number in its clause."""
    before, after = scene.before(number), scene.after(number)
    first = max(start, before.end if before else 0)
    last = min(end, after.start if after else end)
    found = []
    for direction, pattern in ((1, moods.UP), (-1, moods.DOWN)):
        for match in pattern.finditer(scene.text, first, last):
            if match.start() >= number.end and _measures_next(scene, number, match.end()):
                continue
            gap = (
                number.start - match.end()
                if match.end() <= number.start
                else match.start() - number.end
            )
            found.append((gap, direction))
    return min(found)[1] if found else None


def _adjoins(scene: Scene, number: Numeral) -> bool:
    """Whether a movement word stands right by the number: 多了三百万, up three million."""
    text = scene.text
    for pattern in (moods.UP, moods.DOWN):
        for match in pattern.finditer(text, max(0, number.start - _NEAR), number.start):
            gap = text[match.end() : number.start].strip(" 了约近")
            if not gap or gap in _BY:
                return True
        if text[number.end : number.end + 1] in " 的":
            behind = pattern.match(text, number.end + 1)
            if behind and not _measures_next(scene, number, behind.end()):
                return True
    return False


def _measures_next(scene: Scene, number: Numeral, moved: int) -> bool:
    """Whether a movement behind a number has its own: 23.1%, down 100 basis points."""
    after = scene.after(number)
    gap = scene.text[moved : after.start].strip(" 了约近") if after else "."
    return not gap or gap in _BY


def direction_claims(
    scene: Scene, topic: Subject | None, numbers: Sequence[Found]
) -> Iterator[Found]:
    """Rises, falls and standstills without a number, doublings and halvings."""
    for part in scene.clauses:
        hits = scene.hits_between(part.start, part.end)
        subject = subject_from(hits)
        if not subject.cores and topic is not None:
            subject = topic
        if not subject.cores & _DIRECTED or scene.sentence_at(part.start).stop in ("?", "？"):
            continue
        if any(part.start <= n.start < part.end for n in numbers):
            continue
        found = _doubled(scene, part.start, part.end, subject) or _directed(
            scene, part.start, part.end, subject
        )
        if found is not None:
            yield found


def _doubled(scene: Scene, start: int, end: int, subject: Subject) -> Found | None:
    for factor, pattern in moods.DOUBLED:
        if match := pattern.search(scene.text, start, end):
            return _found(subject, match.start(), match.end(), ClaimSort.CHANGE, 1, Decimal(factor))
    if match := moods.HALVED.search(scene.text, start, end):
        return _found(subject, match.start(), match.end(), ClaimSort.CHANGE, -1, Decimal("0.5"))
    return None


def _directed(scene: Scene, start: int, end: int, subject: Subject) -> Found | None:
    text = scene.text
    if flat := moods.FLAT.search(text, start, end):
        return _found(subject, flat.start(), flat.end(), ClaimSort.DIRECTION, 0, None)
    hits = []
    for direction, pattern in ((1, moods.UP), (-1, moods.DOWN)):
        hits += [(m.start(), m.end(), direction) for m in pattern.finditer(text, start, end)]
    if len({h[2] for h in hits}) != 1:
        return None
    first, last, direction = hits[0]
    if moods.NONE.search(text, start, first):
        return None
    return _found(subject, first, last, ClaimSort.DIRECTION, direction, None)


def _found(
    subject: Subject, start: int, end: int, sort: ClaimSort, direction: int, value: Decimal | None
) -> Found:
    claim = SaidClaim(
        subject=subject.name,
        sort=sort,
        low=value,
        high=value,
        unit=Unit.RATIO if value is not None else None,
        direction=direction,
    )
    return Found(claim, subject, start, end)
