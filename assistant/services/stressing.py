"""Stress of one case, and of every case of the home; nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.quantities import Lang, Unit, money_text, value_text
from assistant.domain.score import ScoreReport, score_inputs
from assistant.errors import InputError
from assistant.scoring.report import score
from assistant.scoring.shocks import Shock
from assistant.scoring.stress import Stressed, newly_broken, stressed
from assistant.scoring.stress_words import name_of
from assistant.services.cases import all_cases
from assistant.services.office import Office
from assistant.services.shapes import Shape, plain

_ZERO: Final = Decimal(0)


def stress_case(office: Office, case: CaseFile, shocks: Sequence[Shock]) -> tuple[Stressed, ...]:
    """Each shock on one case.

    Raises:
        UsageError: a shock's size makes no sense.
    """
    inputs = score_inputs(case.figures, case.findings, case.waivers, case.as_of)
    return stressed(inputs, office.policy, shocks)


@dataclass(frozen=True)
class StressedBook:
    """One shock on all cases that are scored."""

    shock: Shock
    cases: int
    untested: int
    """Cases that lack a line which the shock needs; they are in no other count."""
    downgraded: int
    breaking: int
    """Cases that break a rule which they don't break today."""
    limit_before: Decimal
    limit_after: Decimal
    pd_before: Decimal
    """Mean."""
    pd_after: Decimal
    currency: Unit

    def text(self, lang: Lang) -> str:
        """The whole as a sentence."""
        name = name_of(self.shock, lang)
        told = self.cases - self.untested
        limits = [money_text(m, self.currency, lang) for m in (self.limit_before, self.limit_after)]
        pds = [value_text(pd, Unit.RATIO, lang) for pd in (self.pd_before, self.pd_after)]
        if lang is Lang.ZH:
            return (
                f"{name}：{self.cases}户中{self.untested}户缺资料无法测算；其余{told}户中"
                f"{self.downgraded}户降级，{self.breaking}户新突破规则；限额合计由{limits[0]}变为"
                f"{limits[1]}，平均违约概率由{pds[0]}变为{pds[1]}。"
            )
        return (
            f"{name}: of {self.cases} cases {self.untested} lack what it takes; of the other "
            f"{told}, {self.downgraded} lose a grade and {self.breaking} break a new rule; limits "
            f"together from {limits[0]} to {limits[1]}, mean PD from {pds[0]} to {pds[1]}."
        )


def stress_book(office: Office, shocks: Sequence[Shock]) -> tuple[StressedBook, ...]:
    """Each shock on every scored case of the home.

    Raises:
        InputError: no case is scored.
        UsageError: a shock's size makes no sense.
    """
    held = [office.case(head.id) for head in all_cases(office)]
    scored = [case for case in held if case.score is not None and case.score.is_rated]
    if not scored:
        raise InputError(
            "no case is scored",
            "add invoices, financial statements or a credit-bureau report first",
            zh="没有已评分的案卷",
            zh_hint="请先加入发票明细、财务报表或企业征信报告",
        )
    befores, results = [], []
    for case in scored:
        inputs = score_inputs(case.figures, case.findings, case.waivers, case.as_of)
        befores.append(score(inputs, office.policy))
        results.append(stressed(inputs, office.policy, shocks))
    return tuple(
        _book(shock, befores, [own[place].after for own in results], office.policy.currency)
        for place, shock in enumerate(shocks)
    )


def _book(
    shock: Shock,
    befores: Sequence[ScoreReport],
    afters: Sequence[ScoreReport | None],
    currency: Unit,
) -> StressedBook:
    pairs = [
        (b, a, b.pd, a.pd)
        for b, a in zip(befores, afters, strict=True)
        if a is not None and a.pd is not None and b.pd is not None
    ]
    count = Decimal(max(len(pairs), 1))
    return StressedBook(
        shock=shock,
        cases=len(befores),
        untested=len(befores) - len(pairs),
        downgraded=sum(after > before for *_, before, after in pairs),
        breaking=sum(bool(newly_broken(b, a)) for b, a, *_ in pairs),
        limit_before=sum((b.limit or _ZERO for b, *_ in pairs), _ZERO),
        limit_after=sum((a.limit or _ZERO for _, a, *_ in pairs), _ZERO),
        pd_before=sum((before for *_, before, _ in pairs), _ZERO) / count,
        pd_after=sum((after for *_, after in pairs), _ZERO) / count,
        currency=currency,
    )


def stressed_shape(found: Stressed, before: ScoreReport, lang: Lang) -> Shape:
    """One shock on one case as JSON."""
    after = found.after
    return {
        "shock": found.shock.code,
        "text": found.statement.text(lang),
        "changes": {key: plain(value) for key, value in found.changes.items()},
        "missing": list(found.missing),
        "score": None if after is None else plain(after.score),
        "grade": None if after is None else after.grade,
        "limit": None if after is None else plain(after.limit),
        "recommendation": None if after is None else after.recommendation,
        "broken": [] if after is None else list(newly_broken(before, after)),
    }


def book_shape(found: StressedBook, lang: Lang) -> Shape:
    """One shock on all cases as JSON."""
    return {
        "shock": found.shock.code,
        "text": found.text(lang),
        "cases": found.cases,
        "untested": found.untested,
        "downgraded": found.downgraded,
        "breaking": found.breaking,
        "limit_before": plain(found.limit_before),
        "limit_after": plain(found.limit_after),
        "pd_before": plain(found.pd_before),
        "pd_after": plain(found.pd_after),
    }
