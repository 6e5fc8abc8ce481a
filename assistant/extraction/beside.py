"""Papers set beside each other: the same thing stated by two of them, or a paper that has run out.

Only verified values are compared, for a candidate may be misread; the check character of a credit
code is tested as soon as it is read, for it tells a misreading too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.figures import (
    Figure,
    FigureStatus,
    Statement,
    StatementKind,
    figure_key,
)
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.papers import is_uscc
from assistant.domain.quantities import Lang, money_text
from assistant.domain.tongues import tongues_of

_NEAR: Final = Decimal("0.02")
_ITSELF: Final = ("本公司", "公司", "the company")
"""How a firm's own list calls the firm."""
_FEW_INSURED: Final = Decimal("0.70")
_LIVING: Final = (
    *("存续", "在业", "在营", "开业", "正常"),
    *("active", "good standing", "live", "registered"),
)


class _Told(NamedTuple):
    rule: str
    zh: str
    en: str
    figures: tuple[str, ...]
    severity: Severity = Severity.WARNING
    kind: FindingKind = FindingKind.CONSISTENCY


def beside(figures: Iterable[Figure], as_of: date | None) -> tuple[Finding, ...]:
    """What papers say against each other, or against the case's own figures.

    Args:
        figures: one a key, ratios among them.
        as_of: the case's as-of date.
    """
    every = tuple(figures)
    held = {f.key: f for f in every if f.status is FigureStatus.VERIFIED and f.value is not None}
    checks: tuple[Callable[[Mapping[str, Figure]], Iterator[_Told]], ...] = (
        _ageing,
        _debts,
        _certificate,
        _insured,
        _valued,
        _status,
    )
    told = [
        *_codes(every),
        *_given(every, held),
        *(t for check in checks for t in check(held)),
        *_ended(held, as_of),
    ]
    return tuple(_finding(one) for one in told)


def _finding(told: _Told) -> Finding:
    key = f"{told.rule}:{'+'.join(told.figures)}"
    return Finding(
        id=key,
        kind=told.kind,
        severity=told.severity,
        rule_id=told.rule,
        statement=Statement(
            key=key,
            kind=StatementKind.COMPARISON,
            text_zh=told.zh,
            text_en=told.en,
            figures=told.figures,
        ),
    )


def _codes(figures: Iterable[Figure]) -> Iterator[_Told]:
    """Credit codes whose check character is wrong; a 15-digit registration number has none."""
    for figure in figures:
        code = figure.value
        if figure.key != "applicant.uscc" or not isinstance(code, str) or is_uscc(code):
            continue
        yield _Told(
            "papers.uscc",
            f"统一社会信用代码{code}不合规则：应为18位且校验码相符，请对照营业执照。",
            f"The unified social credit code {code} is not valid: it needs 18 characters and the "
            "right check character; compare it with the business licence.",
            (figure.key,),
            kind=FindingKind.DATA_QUALITY,
        )


def _given(every: Iterable[Figure], held: Mapping[str, Figure]) -> Iterator[_Told]:
    """Guarantees that the firm gave, added up, beside what the bureau knows of.

    A record that names no guarantor is of the firm's own list.
    """
    bureau, firm = held.get("bureau.external_guarantees"), held.get("applicant.name")
    if bureau is None or bureau.number is None:
        return
    own = (*_ITSELF, *((str(firm.value),) if firm else ()))
    others = {
        figure_key(f.key).scope
        for f in every
        if (f.metric == "guarantee.guarantor" and f.value not in own)
        or (f.metric == "guarantee.debtor" and f.value in own)
    }
    for metric in ("guarantee.balance", "guarantee.amount"):
        given = [
            f
            for f in held.values()
            if f.metric == metric
            and f.unit == bureau.unit
            and figure_key(f.key).scope not in others
        ]
        if given:
            words = "对外担保明细合计", "The guarantees given add up to"
            for told in _added("papers.guarantees", words, given, bureau):
                yield told._replace(kind=FindingKind.GUARANTEE)
            return


def _ageing(held: Mapping[str, Figure]) -> Iterator[_Told]:
    for key, stated in held.items():
        parts = figure_key(key)
        if parts.source != "ageing" or parts.scope:
            continue
        own = held.get(f"{parts.metric}@{parts.period}")
        if own is not None and _apart(stated, own):
            yield _pair("papers.ageing", stated, own, ("资产负债表", "the balance sheet"))


def _debts(held: Mapping[str, Figure]) -> Iterator[_Told]:
    """Loans added up, beside the balance sheet of the day and the bureau's outstanding credit."""
    days: dict[str | None, list[Figure]] = {}
    for figure in held.values():
        if figure.metric == "debt.balance":
            days.setdefault(figure_key(figure.key).period, []).append(figure)
    for day, loans in days.items():
        for key in (f"interest_bearing_debt@{day}", "bureau.outstanding_credit"):
            own = held.get(key)
            if own is not None and own.number is not None and own.unit == loans[0].unit:
                words = "借款明细表各笔余额合计", "The loans of the debt schedule add up to"
                yield from _added("papers.debts", words, loans, own)


def _added(
    rule: str, words: tuple[str, str], parts: Sequence[Figure], own: Figure
) -> Iterator[_Told]:
    """What the parts of a schedule come to, where it is apart from what the case has."""
    total = sum((part.number or Decimal(0) for part in parts), Decimal(0))
    if own.number is None or not _differ(total, own.number):
        return
    zh, en = (money_text(total, own.unit, lang, full=True) for lang in Lang)
    yield _Told(
        rule,
        f"{words[0]}{zh}，{own.label_zh}为{own.text(Lang.ZH, full=True)}。",
        f"{words[1]} {en}; {own.label_en} is {own.text(Lang.EN, full=True)}.",
        (*(part.key for part in parts), own.key),
    )


def _certificate(held: Mapping[str, Figure]) -> Iterator[_Told]:
    """The borrower's figure beside ours, with the formula of ours."""
    for key, stated in held.items():
        parts = figure_key(key)
        if parts.source != "certificate" or stated.period is None or stated.number is None:
            continue
        own = next(
            (
                f
                for k, f in held.items()
                if f.metric == parts.metric
                and figure_key(k).source is None
                and f.period is not None
                and f.period.end == stated.period.end
                and f.unit == stated.unit
            ),
            None,
        )
        if own is None or own.number is None or not _rounds_apart(stated.number, own.number):
            continue
        formula = own.evidence.formula if own.evidence.type == "computed" else ""
        zh, en = tongues_of(formula) if formula else ("", "")
        yield _Told(
            "papers.certificate",
            f"借款人证明中{own.label_zh}为{stated.text(Lang.ZH)}，本行口径"
            f"{f'（{zh}）' if zh else ''}为{own.text(Lang.ZH)}。",
            f"The borrower's certificate states {own.label_en} of {stated.text(Lang.EN)}; ours"
            f"{f', {en},' if en else ''} is {own.text(Lang.EN)}.",
            (key, own.key),
        )


def _rounds_apart(stated: Decimal, own: Decimal) -> bool:
    """Whether our figure, in the certificate's own decimals, is another number."""
    exponent = stated.normalize().as_tuple().exponent
    places = max(-exponent, 1) if isinstance(exponent, int) else 1
    return own.quantize(Decimal(1).scaleb(-places)) != stated.quantize(Decimal(1).scaleb(-places))


def _insured(held: Mapping[str, Figure]) -> Iterator[_Told]:
    insured, declared = held.get("applicant.insured_employees"), held.get("applicant.employees")
    if insured is None or declared is None or not declared.number or insured.number is None:
        return
    if insured.number / declared.number < _FEW_INSURED:
        yield _Told(
            "papers.headcount",
            f"申报员工{declared.text(Lang.ZH)}人，参保{insured.text(Lang.ZH)}人。",
            f"The firm declares {declared.text(Lang.EN)} employees; {insured.text(Lang.EN)} have "
            "social insurance.",
            (declared.key, insured.key),
        )


def _valued(held: Mapping[str, Figure]) -> Iterator[_Told]:
    """What is declared for the collateral, beside what the valuation reports say."""
    reports = [f for f in held.values() if f.metric == "valuation.value"]
    declared = held.get("collateral.total_value")
    if not reports or declared is None or declared.number is None:
        return
    total = sum((f.number or Decimal(0) for f in reports), Decimal(0))
    if any(f.unit != declared.unit for f in reports) or not _differ(total, declared.number):
        return
    zh, en = (money_text(total, declared.unit, lang, full=True) for lang in Lang)
    yield _Told(
        "papers.valuation",
        f"评估报告价值合计{zh}，案卷押品评估价值合计{declared.text(Lang.ZH, full=True)}。",
        f"The valuation reports give {en} in all; the collateral in the file is valued at "
        f"{declared.text(Lang.EN, full=True)}.",
        (*(f.key for f in reports), declared.key),
    )


def _status(held: Mapping[str, Figure]) -> Iterator[_Told]:
    status = held.get("applicant.registration_status")
    if status is None or not isinstance(status.value, str):
        return
    if not any(word in status.value.lower() for word in _LIVING):
        yield _Told(
            "papers.registration",
            f"企业登记状态为“{status.value}”。",
            f"The firm's registration status is {status.value!r}.",
            (status.key,),
        )


def _ended(held: Mapping[str, Figure], as_of: date | None) -> Iterator[_Told]:
    """A licence or a valuation that has run out by the as-of date."""
    for figure in held.values():
        if figure.metric not in ("applicant.licence_ends", "valuation.valid_until"):
            continue
        if as_of is not None and isinstance(figure.value, date) and figure.value < as_of:
            zh, en = figure.text(Lang.ZH), figure.text(Lang.EN)
            yield _Told(
                "papers.ended",
                f"{figure.label_zh}{zh}，早于基准日{as_of.isoformat()}。",
                f"{figure.label_en[0].upper()}{figure.label_en[1:]} {en}, before the as-of date "
                f"{as_of.isoformat()}.",
                (figure.key,),
            )


def _pair(rule: str, stated: Figure, own: Figure, where: tuple[str, str]) -> _Told:
    at = own.period
    zh_at, en_at = (at.label(Lang.ZH), f" ({at.label(Lang.EN)})") if at else ("", "")
    return _Told(
        rule,
        f"{zh_at}{stated.label_zh}为{stated.text(Lang.ZH, full=True)}，"
        f"{where[0]}{own.label_zh}为{own.text(Lang.ZH, full=True)}。",
        f"{stated.label_en[0].upper()}{stated.label_en[1:]} is {stated.text(Lang.EN, full=True)}"
        f"{en_at}; {own.label_en} in {where[1]} is {own.text(Lang.EN, full=True)}.",
        (stated.key, own.key),
    )


def _apart(one: Figure, other: Figure) -> bool:
    if one.number is None or other.number is None or one.unit != other.unit:
        return False
    return _differ(one.number, other.number)


def _differ(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) > _NEAR * max(abs(one), abs(other))
