"""Whether the money adds up: sources and uses of a request, and the group's cover of its debt.

Only where somebody entered the parts; a file without them has no such figures and owes none.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import Final

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, Metric, Statement, StatementKind
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.quantities import Lang, Unit
from assistant.domain.tongues import two_tongued
from assistant.scoring.formula_book import FormulaBook, Lines, digest_of, verified_lines
from assistant.scoring.formulas import EXACT, Anchor, Basis, formula
from assistant.scoring.metric_table import ratio_metric as _m
from assistant.scoring.wording import value_statement

_USES: Final = _m(
    "funding.uses",
    ("资金用途合计", "total uses of funds"),
    "各项 use.n.amount 之和 / sum of use.n.amount",
    unit=Unit.CNY,
)
_CASH: Final = _m(
    "group.members_cash",
    ("集团成员可偿债现金流合计", "group members' cash available"),
    "各项 member.n.cash_available 之和 / sum of member.n.cash_available",
    unit=Unit.CNY,
)
_INTRAGROUP: Final = _m(
    "group.intragroup",
    ("集团内部现金流抵销", "intra-group cash eliminated"),
    "各项 member.n.intragroup 之和 / sum of member.n.intragroup",
    unit=Unit.CNY,
)
_DEBT: Final = _m(
    "group.members_debt_service",
    ("集团成员当年应还本息合计", "group members' debt service"),
    "各项 member.n.debt_service 之和 / sum of member.n.debt_service",
    unit=Unit.CNY,
)
_TOTALS: Final = {
    "use": ((_USES, "amount"),),
    "member": ((_CASH, "cash_available"), (_INTRAGROUP, "intragroup"), (_DEBT, "debt_service")),
}
_FORMULAS: Final = {
    "use": (
        formula(
            _m(
                "funding.sources",
                ("资金来源合计", "total sources of funds"),
                "request.amount + request.own_contribution",
                unit=Unit.CNY,
            ),
            Basis.REQUEST,
            tool="funding",
        ),
        formula(
            _m(
                "funding.gap",
                ("资金来源减用途", "sources less uses"),
                "funding.sources - funding.uses",
                unit=Unit.CNY,
            ),
            Basis.REQUEST,
            tool="funding",
        ),
    ),
    "member": (
        formula(
            _m(
                "group.cash_available",
                ("集团可偿债现金流", "group cash available for debt service"),
                "ebitda@FY + group.members_cash - group.intragroup",
                unit=Unit.CNY,
                better="better",
            ),
            Basis.FISCAL,
            tool="funding",
        ),
        formula(
            _m(
                "group.debt_service",
                ("集团当年应还本息", "group debt service"),
                "debt_service@FY + group.members_debt_service",
                unit=Unit.CNY,
                better="worse",
            ),
            Basis.FISCAL,
            tool="funding",
        ),
        formula(
            _m(
                "group.dscr",
                ("集团偿债保障比率", "group DSCR"),
                "group.cash_available@FY / group.debt_service@FY",
                better="better",
                aliases=("集团偿债备付率", "group debt service cover"),
            ),
            Basis.FISCAL,
            tool="funding",
        ),
    ),
}
_BOOK: Final = FormulaBook(
    tuple(f for family in _FORMULAS.values() for f in family),
    given={
        f"{family}.1.{part}": metric
        for family, totals in _TOTALS.items()
        for metric, part in totals
    },
)
FUNDING_METRICS: Final[dict[str, Metric]] = _BOOK.metrics
"""Every metric that is made here, by key."""
_UNEQUAL: Final = "funding.unequal"
_EVEN: Final = {Lang.ZH: 100, Lang.EN: 10_000}
"""Amounts in steps of this print exactly in 万元 or millions, so that a difference adds up."""
_NAME: Final = re.compile(r"member\.(\d{1,2})\.name\Z", re.ASCII)


def funding_figures(
    figures: Sequence[Figure], focus: Anchor | None
) -> tuple[tuple[Figure, ...], tuple[Statement, ...]]:
    """Totals, gap and group cover, and what is to be said of them.

    Args:
        figures: the case's figures with its ratios.
        focus: the fiscal year that counts; without one the group has no cover.
    """
    lines = verified_lines(figures)
    known = dict(lines)
    made: list[Figure] = []
    with localcontext(EXACT):
        for family, totals in _TOTALS.items():
            if not any(key.startswith(f"{family}.") for key in lines):
                continue
            for metric, part in totals:
                made.append(_total(lines, family, part, metric))
                known[made[-1].key] = made[-1]
            for each in _FORMULAS[family]:
                if each.basis is Basis.REQUEST or focus is not None:
                    made.append(_BOOK.evaluate(each, focus or Anchor(date.min), known))
                    known[made[-1].key] = made[-1]
        told = [
            value_statement(f)
            for f in made
            if f.value is not None and (f.metric != "funding.gap" or f.value)
        ]
        return tuple(made), (*told, *_gap(known), *_without_accounts(lines, made))


def _total(lines: Lines, family: str, part: str, metric: Metric) -> Figure:
    pattern = re.compile(rf"{family}\.\d{{1,2}}\.{part}\Z", re.ASCII)
    held = sorted((f for k, f in lines.items() if pattern.match(k)), key=lambda f: f.key)
    values = [f for f in held if f.number is not None]
    missing = None
    if not values:
        missing = two_tongued("没有录入任何一项", "no part of it is entered")
    elif len({f.unit for f in values}) > 1:
        missing = two_tongued("各项币种不同", "the inputs are in different currencies")
    return Figure(
        key=metric.key,
        label_zh=metric.label_zh,
        label_en=metric.label_en,
        value=None if missing else sum((f.number or Decimal(0) for f in values), Decimal(0)),
        unit=metric.unit if missing else values[0].unit,
        period=None,
        evidence=Computed(
            tool=f"funding.{metric.key}",
            version="1",
            inputs_digest=digest_of(values),
            formula=metric.formula,
            input_keys=tuple(f.key for f in values),
        ),
        missing_reason=missing,
    )


def _gap(known: Lines) -> Iterable[Statement]:
    """Whether the sources are the uses."""
    gap = known.get("funding.gap")
    if gap is None or gap.number is None:
        return
    zh, en = (
        ("资金来源与用途相等。", "Sources equal uses.")
        if gap.number == 0
        else (
            ("资金来源大于用途。", "Sources exceed uses.")
            if gap.number > 0
            else ("资金来源小于用途。", "Sources fall short of uses.")
        )
    )
    yield Statement(
        key="funding.balance.comparison",
        kind=StatementKind.COMPARISON,
        text_zh=zh,
        text_en=en,
        figures=("funding.gap", "funding.sources", "funding.uses"),
    )


def funding_findings(figures: Iterable[Figure]) -> tuple[Finding, ...]:
    """That a request's sources are not its uses, where both were entered."""
    known = {f.key: f for f in figures}
    gap, sources, uses = (known.get(f"funding.{part}") for part in ("gap", "sources", "uses"))
    if gap is None or sources is None or uses is None or not gap.number:
        return ()
    names = (sources, uses, gap.model_copy(update={"value": abs(gap.number)}))
    zh, en = (_unequal(names, lang, more=gap.number > 0) for lang in (Lang.ZH, Lang.EN))
    return (
        Finding(
            id=f"{_UNEQUAL}:{gap.value}",
            kind=FindingKind.CONSISTENCY,
            severity=Severity.WARNING,
            rule_id=_UNEQUAL,
            statement=Statement(
                key=f"{_UNEQUAL}.comparison",
                kind=StatementKind.COMPARISON,
                text_zh=zh,
                text_en=en,
                figures=(sources.key, uses.key, gap.key),
            ),
        ),
    )


def _unequal(names: tuple[Figure, Figure, Figure], lang: Lang, *, more: bool) -> str:
    uneven = any((figure.number or 0) % _EVEN[lang] for figure in names)
    sources, uses, apart = (figure.text(lang, full=uneven) for figure in names)
    if lang is Lang.ZH:
        told = "多出" if more else "尚缺"
        return f"资金来源合计{sources}，资金用途合计{uses}，{told}{apart}，须说明差额。"
    told = "more" if more else "less"
    return (
        f"Sources of {sources} are {apart} {told} than uses of {uses}; "
        "the difference has to be explained."
    )


def _without_accounts(lines: Lines, made: Sequence[Figure]) -> Iterable[Statement]:
    """Names the members whose cash flow nobody entered: the cover is without them."""
    cover = next((f for f in made if f.metric == "group.dscr"), None)
    if cover is None:
        return
    named = {m[1]: f for k, f in lines.items() if (m := _NAME.match(k)) and f.value}
    lacking = [n for n in sorted(named, key=int) if f"member.{n}.cash_available" not in lines]
    if not lacking:
        return
    names = [str(named[n].value) for n in lacking]
    code = f"@{cover.period.code}" if cover.period else ""
    yield Statement(
        key=f"group.accounts.comparison{code}",
        kind=StatementKind.COMPARISON,
        text_zh=f"没有账目、未计入集团现金流的成员：{'、'.join(names)}。",
        text_en=f"Members without accounts, left out of the group's cash flow: {', '.join(names)}.",
        figures=tuple(f"member.{n}.name" for n in lacking),
    )
