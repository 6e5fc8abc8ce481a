"""What stands against a case's risks: proposed by code from verified figures and passed tests."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, FigureStatus, Verdict
from assistant.domain.findings import ReviewState, Severity
from assistant.domain.quantities import Lang
from assistant.scoring.wording import capitalised

_COVERS: Final = (
    ("collateral.total_value", "request.amount"),
    ("cash", "short_term_debt"),
    ("ebitda", "debt_service"),
)
"""An amount and what it should be no less than."""
_TESTS: Final = ("dscr", "current_ratio", "interest_cover", "liabilities_to_assets", "ltv")


class Mitigant(NamedTuple):
    """One thing that may be said against a risk."""

    origin: str
    zh: str
    en: str
    figures: tuple[str, ...]


def mitigants(case: CaseFile) -> Iterator[Mitigant]:
    """What the file's own figures offer; nothing where nothing weighty was found."""
    if not _has_risks(case):
        return
    for more, less in _COVERS:
        if pair := _covered(case, more, less):
            yield _of_pair(*pair)
    for rule in case.score.rules if case.score else ():
        tested = rule.figure is not None and rule.figure.startswith(_TESTS)
        if tested and rule.verdict is Verdict.PASS and rule.figure is not None:
            yield Mitigant(f"mitigant:{rule.id}", rule.text_zh, rule.text_en, (rule.figure,))


def _has_risks(case: CaseFile) -> bool:
    broken = (Verdict.BREACH, Verdict.THIN, Verdict.NOT_COMPUTABLE)
    return any(r.verdict in broken for r in (case.score.rules if case.score else ())) or any(
        f.severity is not Severity.INFO and f.review.state is not ReviewState.DISMISSED
        for f in case.findings
    )


def _covered(case: CaseFile, more: str, less: str) -> tuple[Figure, Figure] | None:
    """Both amounts at the latest time that they share, where the first is no less."""
    firsts, seconds = _by_end(case, more), _by_end(case, less)
    shared = sorted(firsts.keys() & seconds.keys())
    if not shared:
        return None
    first, second = firsts[shared[-1]], seconds[shared[-1]]
    a, b = first.number, second.number
    return (first, second) if a is not None and b is not None and a >= b > 0 else None


def _by_end(case: CaseFile, metric: str) -> dict[str, Figure]:
    """Verified figures of a metric by the end of their period; '' for one without."""
    return {
        figure.period.end.isoformat() if figure.period else "": figure
        for figure in case.figures
        if figure.key.partition("@")[0] == metric and figure.status is FigureStatus.VERIFIED
    }


def _of_pair(first: Figure, second: Figure) -> Mitigant:
    return Mitigant(
        f"mitigant:{first.metric}",
        "，不低于".join(f"{f.label_zh}{f.text(Lang.ZH)}" for f in (first, second)),
        capitalised(
            " is no less than ".join(f"{f.label_en} of {f.text(Lang.EN)}" for f in (first, second))
        ),
        (first.key, second.key),
    )
