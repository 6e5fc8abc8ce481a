"""Which of the policy's factors cut a limit, and why."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.domain.findings import Finding, FindingKind, ReviewState
from assistant.domain.quantities import Lang, value_text
from assistant.scoring.formulas import Undefined
from assistant.scoring.measured import Measured
from assistant.scoring.policy_terms import LimitFactor


class Cut(NamedTuple):
    """One factor that applies."""

    factor: LimitFactor
    why: Undefined


def cuts_of(
    firm: Measured, factors: Sequence[LimitFactor], findings: Sequence[Finding]
) -> tuple[Cut, ...]:
    """The factors that apply, in the policy's order."""
    made = []
    for factor in factors:
        why = _found(factor, findings) if factor.findings else _measured(firm, factor)
        if why is not None:
            made.append(Cut(factor, why))
    return tuple(made)


def _found(factor: LimitFactor, findings: Sequence[Finding]) -> Undefined | None:
    """The first finding that stands, one that fired before one that couldn't be tested."""
    standing = [
        f
        for f in findings
        if f.rule_id in factor.findings and f.review.state is not ReviewState.DISMISSED
    ]
    if not factor.untested_cuts:
        standing = [f for f in standing if f.kind is not FindingKind.DATA_QUALITY]
    standing.sort(key=lambda f: f.kind is FindingKind.DATA_QUALITY)
    if not standing:
        return None
    text = standing[0].statement
    return Undefined(text.text_zh.rstrip("。"), text.text_en.rstrip("."))


def _measured(firm: Measured, factor: LimitFactor) -> Undefined | None:
    found = firm.find(factor.figure)
    if found.figure is None or found.value is None:
        return Undefined(f"无法检验（{found.why.zh}）", f"couldn't be tested ({found.why.en})")
    above = factor.above or Decimal(0)
    if found.value <= above:
        return None
    unit = found.figure.unit
    zh, en = (value_text(found.value, unit, lang) for lang in Lang)
    line = [value_text(above, unit, lang) for lang in Lang]
    return Undefined(
        f"{found.figure.label_zh}为{zh}，高于{line[0]}",
        f"{found.figure.label_en} is {en}, above {line[1]}",
    )
