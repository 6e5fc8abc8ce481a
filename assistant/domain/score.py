"""What goes into a score and what comes out. A CaseFile never goes in."""

import hashlib
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from assistant.domain.figures import Figure, FigureStatus, Verdict
from assistant.domain.findings import Finding, FindingKind
from assistant.domain.model import Record
from assistant.domain.quantities import Lang, Unit

NEVER_SCORED = frozenset(
    {FindingKind.DELIVERY, FindingKind.INTERVIEW, FindingKind.POLICY, FindingKind.COVENANT}
)
"""Voice and interview by law; policy and covenant because a score makes them itself."""

MAIN_REASONS = 4
"""Principal reasons that are told; more than a few don't help the applicant.

Source: Official Interpretations of Regulation B, 12 CFR 1002.9(b)(2)-1."""
GRADE_RULE = "score.grade"
"""What a waiver names that sets the code's grade aside."""
UNMEASURED = {Lang.ZH: "无法计量", Lang.EN: " couldn't be measured"}
"""What stands behind a factor's name in the reason of one that has no figure."""
OWN_OUTPUT = "score."
"""Metrics that a score makes begin so; they never go into the next one."""

UNRATED: Final = {
    Lang.ZH: "没有一项评分因素能够计量，未评级：请补充发票明细、财务报表或企业征信报告。",
    Lang.EN: "No factor of the score could be measured, so there is no grade: add invoices, "
    "financial statements or a credit-bureau report.",
}
"""What is told in place of a grade where there is none."""


class Waiver(Record):
    """A named person's waiver of one rule, or their own grade in place of the code's."""

    rule_id: str
    """``score.grade`` for a grade."""
    who: str
    when: datetime
    why: str
    grade: str = ""
    """The grade that they give."""
    own: str = ""
    """The code's own grade that they saw."""


class ScoreInputs(Record):
    """Everything a score may see: verified figures, non-interview findings, waivers."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    as_of: date | None = None
    """The day that decides which statements are due. It is set apart from the figures, so that
    leaving the newest statements out can't make older ones count instead."""

    def digest(self) -> str:
        """SHA-256 that doesn't depend on the order of figures, findings or waivers."""
        lines = sorted(f"{f.key}={f.value}|{f.unit}" for f in self.figures)
        lines += sorted(f"finding:{f.id}|{f.severity}|{f.review.state}" for f in self.findings)
        lines += sorted(
            f"waiver:{w.rule_id}|{w.who}|{w.when}|{w.why}{w.grade and f'|{w.grade}|{w.own}'}"
            for w in self.waivers
        )
        lines.append(f"as_of:{self.as_of}")
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def score_inputs(
    figures: tuple[Figure, ...],
    findings: tuple[Finding, ...],
    waivers: tuple[Waiver, ...] = (),
    as_of: date | None = None,
) -> ScoreInputs:
    """The inputs of a score, sorted.

    Drops what is not verified, was said in an interview, or was made by a score.
    """
    kept = (
        f
        for f in figures
        if f.status is FigureStatus.VERIFIED
        and f.evidence.type != "said"
        and not f.key.startswith(OWN_OUTPUT)
    )
    seen = (f for f in findings if f.kind not in NEVER_SCORED)
    return ScoreInputs(
        figures=tuple(sorted(kept, key=lambda f: f.key)),
        findings=tuple(sorted(seen, key=lambda f: f.id)),
        waivers=tuple(sorted(waivers, key=lambda w: (w.rule_id, w.when, w.who))),
        as_of=as_of,
    )


class RuleResult(Record):
    """One policy rule on one firm."""

    id: str
    kind: FindingKind = FindingKind.POLICY
    """``policy`` or ``covenant``."""
    label_zh: str = ""
    label_en: str = ""
    """Name of the rule, short enough for a table."""
    verdict: Verdict
    text_zh: str
    text_en: str
    figure: str | None
    """Key of the tested figure, where it exists."""
    value: Decimal | None
    threshold: Decimal | None
    unit: Unit | None = None
    operator: str = ""
    """``>=``, ``<=``, ``>`` or ``<``: value OPERATOR threshold passes."""
    headroom: Decimal | None = None
    """Distance to the threshold in the value's unit; negative in a breach."""
    break_even_zh: str = ""
    break_even_en: str = ""
    """What would have to happen for the test to just pass or just fail."""
    missing: tuple[str, ...] = ()
    """Metric keys that the test lacked."""
    paragraph: str = ""
    """Paragraph of the policy."""
    authority: str = ""
    """Who may waive it."""
    waiver: Waiver | None = None

    def text(self, lang: Lang) -> str:
        """The verdict in words."""
        return self.text_zh if lang is Lang.ZH else self.text_en

    def break_even(self, lang: Lang) -> str:
        """How far the file is from just passing or just failing, in words; '' where unknown."""
        return self.break_even_zh if lang is Lang.ZH else self.break_even_en


class Reason(Record):
    """One factor's contribution to the score."""

    code: str
    text_zh: str
    text_en: str
    points: Decimal
    max_points: Decimal
    figure: str | None
    """Key of the measured figure; None where it couldn't be measured."""

    def text(self, lang: Lang) -> str:
        """The reason in one language."""
        return self.text_zh if lang is Lang.ZH else self.text_en

    def label(self, lang: Lang) -> str:
        """The factor's name where it couldn't be measured; its code where it could."""
        told, _, rest = self.text(lang).partition(UNMEASURED[lang])
        return told if rest else self.code


class LiftStep(Record):
    """One factor that would have to change."""

    code: str
    figure: str
    value: Decimal
    needed: Decimal
    """Where the better band begins."""
    unit: Unit
    gained: Decimal
    """Points."""
    text_zh: str
    text_en: str


class Lift(Record):
    """What would lift the grade by one."""

    grade: str
    """The next better one."""
    lacking: Decimal
    """Points."""
    steps: tuple[LiftStep, ...]
    """The smallest feasible change; empty where none is within reach."""
    unmeasured: Decimal
    """Points that factors without a measure could add at most."""
    text_zh: str
    text_en: str

    def text(self, lang: Lang) -> str:
        """The whole in one language."""
        return self.text_zh if lang is Lang.ZH else self.text_en


class Override(Record):
    """An officer's grade beside the code's own, and what would follow from it."""

    grade: str
    own: str
    """The code's grade; it stays."""
    who: str
    when: datetime
    why: str
    stands: bool
    """Whether the policy still allows it above the code's grade."""
    pd: Decimal
    limit: Decimal | None
    rate: Decimal | None
    text_zh: str = ""
    text_en: str = ""

    def text(self, lang: Lang) -> str:
        """The whole in one language."""
        return self.text_zh if lang is Lang.ZH else self.text_en


class ScorePoint(Record):
    """What a case's score became, and by which act."""

    at: datetime
    grade: str
    points: Decimal
    action: str
    """Of the audit line."""
    who: str


class LimitTerm(Record):
    """One ceiling on the limit; the smallest one binds."""

    code: str
    label_zh: str
    label_en: str
    amount: Decimal | None
    """Yuan; None where it couldn't be computed."""
    binding: bool
    note_zh: str = ""
    note_en: str = ""


class PriceTerm(Record):
    """One part of a rate."""

    code: str
    label_zh: str
    label_en: str
    rate: Decimal
    """Yearly, 0..1."""


class Price(Record):
    """A rate built from what it has to pay for, kept within the policy's band."""

    terms: tuple[PriceTerm, ...]
    built: Decimal
    """Sum of the terms."""
    rate: Decimal
    """``built`` within the band."""
    bound: str
    """``built``, ``min`` or ``max``: what set the rate."""


class ScoreReport(Record):
    """What ``scoring`` says of one firm under one policy. Same inputs, same report."""

    score: Decimal
    """0 to 100 points."""
    grade: str
    """'' where no factor could be measured: a score of nothing is no grade."""
    pd: Decimal | None
    """One-year probability of default that the policy's master scale gives the grade, 0..1."""
    limit: Decimal | None
    """Yuan; 0 where the grade isn't lent to or a term leaves no room; None where a term that the
    policy requires couldn't be computed (an unknown ceiling is no licence to lend more)."""
    limit_terms: tuple[LimitTerm, ...]
    rate: Decimal | None
    """Yearly rate, 0..1; None where the grade isn't lent to."""
    currency: Unit
    policy: str
    """``id@date#digest``."""
    reasons: tuple[Reason, ...]
    rules: tuple[RuleResult, ...]
    inputs_digest: str
    recommendation: str
    """``approve``, ``approve_with_conditions``, ``refer`` or ``decline``."""
    price: Price | None = None
    """None where the grade isn't lent to or the policy prices by grade alone."""
    override: Override | None = None
    """An officer's grade; everything else here is the code's own."""
    lift: Lift | None = None
    """None where the grade is the best."""

    @property
    def is_rated(self) -> bool:
        """Whether any factor could be measured."""
        return bool(self.grade)

    def graded(self, lang: Lang) -> str:
        """The grade, or that there is none."""
        return self.grade or ("未评级" if lang is Lang.ZH else "not rated")

    def main_reasons(self, most: int = MAIN_REASONS) -> tuple[Reason, ...]:
        """What costs most points, the costliest first; what costs nothing is no reason."""
        lost = [r for r in self.reasons if r.points < r.max_points]
        return tuple(sorted(lost, key=lambda r: r.points - r.max_points)[:most])
