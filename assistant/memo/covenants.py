"""The register of covenants: what is tested, against what, when, and how far off a breach is."""

from datetime import date
from decimal import Decimal
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.findings import FindingKind
from assistant.domain.periods import month_end
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.domain.score import RuleResult
from assistant.domain.terms import Covenant
from assistant.memo.definitions import definition
from assistant.scoring.wording import capitalised

_YEAR: Final = 12
_QUARTER: Final = 3
_MOST_DATES: Final = 4


def covenants(case: CaseFile) -> tuple[Covenant, ...]:
    """Every covenant of the policy that was tested on this file."""
    rules = case.score.rules if case.score else ()
    return tuple(_covenant(case, r) for r in rules if r.kind is FindingKind.COVENANT)


def _covenant(case: CaseFile, rule: RuleResult) -> Covenant:
    figure = case.figure(rule.figure) if rule.figure else None
    evidence = figure.evidence if figure is not None else None
    formula = evidence.formula if isinstance(evidence, Computed) else ""
    dates = dates_of_tests(case, figure)
    zh = "".join(_parts(rule, dates, formula, Lang.ZH))
    en = " ".join(_parts(rule, dates, formula, Lang.EN))
    return Covenant(
        rule_id=rule.id,
        label_zh=rule.label_zh,
        label_en=rule.label_en,
        definition=formula,
        verdict=rule.verdict,
        test_dates=dates,
        statement=Statement(
            key=f"covenant.value:{rule.id}",
            kind=StatementKind.VERDICT,
            text_zh=zh,
            text_en=en,
            figures=(rule.figure,) if rule.figure else (),
            verdict=rule.verdict,
        ),
    )


def dates_of_tests(case: CaseFile, figure: Figure | None) -> tuple[date, ...]:
    """Ends of the years (of figures from annual accounts) or quarters within the loan's term."""
    if case.as_of is None:
        return ()
    tenor = case.figure("request.tenor_months")
    months = int(tenor.number) if tenor is not None and tenor.number is not None else _YEAR
    yearly = figure is not None and ("@FY" in figure.key or _is_year_end(figure))
    step = _YEAR if yearly else _QUARTER
    ends = (_month_after(case.as_of, n) for n in range(1, months + 1))
    return tuple(end for end in ends if end.month % step == 0)[:_MOST_DATES]


def _is_year_end(figure: Figure) -> bool:
    period = figure.period
    return period is not None and period.is_balance and period.end.month == _YEAR


def _month_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _YEAR)
    return month_end(day.year + years, month + 1)


def _parts(rule: RuleResult, dates: tuple[date, ...], formula: str, lang: Lang) -> list[str]:
    zh = lang is Lang.ZH
    label = rule.label_zh if zh else rule.label_en
    if meant := definition(formula, lang):
        label = f"{label}（{meant}）" if zh else f"{label} ({meant})"
    parts = [f"{label}：{rule.text_zh}" if zh else f"{capitalised(label)}: {rule.text_en}"]
    if rule.headroom is not None:
        room = _room(abs(rule.headroom), rule.unit, lang)
        short = rule.headroom < 0
        parts.append(
            (f"差{room}达标。" if short else f"余量{room}。")
            if zh
            else (f"Short by {room}." if short else f"Headroom {room}.")
        )
    if told := rule.break_even(lang):
        parts.append(told)
    if dates:
        listed = ("、" if zh else ", ").join(day.isoformat() for day in dates)
        parts.append(f"测试日：{listed}。" if zh else f"Tested on {listed}.")
    return parts


def _room(value: Decimal, unit: Unit | None, lang: Lang) -> str:
    """A distance; between two shares it is counted in percentage points."""
    if unit is Unit.RATIO:
        points = value_text(value, unit, lang).removesuffix("%")
        return f"{points}个百分点" if lang is Lang.ZH else f"{points} percentage points"
    return value_text(value, unit, lang) if unit is not None else f"{value.normalize():f}"
