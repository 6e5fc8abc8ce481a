"""Values that people type, confirm or correct: each a figure with who entered it."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import field_metric
from assistant.domain.case import CaseFile, CaseId
from assistant.domain.evidence import Entered
from assistant.domain.figures import Figure, FigureKey, FigureStatus, Metric, figure_key
from assistant.domain.papers import paper_metric
from assistant.domain.periods import Period, period_from
from assistant.domain.tongues import two_tongued
from assistant.errors import UsageError
from assistant.services.changing import Change, changing
from assistant.services.derive import ENTERED
from assistant.services.office import Office
from assistant.services.typed_values import LONGEST_TEXT, parsed_value


def set_fields(office: Office, case: CaseId, values: Sequence[tuple[str, str]], why: str) -> None:
    """Enter values; an empty value takes the entry back. All or none are kept.

    An empty value with a reason says why there is none: the memo tells it and asks no more.

    Raises:
        UsageError: a key isn't known or a value doesn't fit its unit.
    """
    evidence = Entered(who=office.by, when=office.clock(), why=why)
    known = {f.period.code: f.period for f in office.case(case).figures if f.period}
    typed = {
        key: entered_figure(key, text.strip(), evidence, known)
        if text.strip()
        else _without_answer(key, evidence)
        for key, text in values
    }
    with changing(office, office.store(case), "set", why, ", ".join(typed)) as change:
        entered = {**change.basis.entered, **typed}
        _put_entered(change, (f for f in entered.values() if f is not None))


def _without_answer(key: str, evidence: Entered) -> Figure | None:
    """A field that a person says why has no value; None for one that is just cleared."""
    metric = field_metric(key)
    if metric is None or not evidence.why.strip():
        return None
    return Figure(
        key=key,
        label_zh=metric.label_zh,
        label_en=metric.label_en,
        value=None,
        unit=metric.unit,
        period=None,
        evidence=evidence,
        missing_reason=evidence.why.strip()[:LONGEST_TEXT],
    )


def confirm(office: Office, case: CaseId, key: str, value: str | None, why: str) -> None:
    """Confirm a candidate as it stands, or put the right value in its place.

    Raises:
        UsageError: there is no such candidate.
    """
    held = office.case(case)
    figure = _confirmed(office, held, key, value, why)
    with changing(office, office.store(case), "confirm", why, key) as change:
        change.writer.detail(**_read_and_kept(held, figure))
        _put_entered(change, {**change.basis.entered, key: figure}.values())


def reject(office: Office, case: CaseId, key: str, why: str) -> None:
    """Take a candidate out: its value counts nowhere, and what is missing says who and why.

    Raises:
        UsageError: there is no such candidate, or no reason is given.
    """
    if not why.strip():
        raise UsageError(
            f"{key}: a value is rejected only with a reason",
            '--why "..."',
            zh=f"{key}：不采用一个数值须写明理由",
            zh_hint='--why "..."',
        )
    held = office.case(case)
    found = _read(held, key)
    evidence = Entered(who=office.by, when=office.clock(), why=why)
    reason = two_tongued(f"{office.by}不采用：{why}", f"rejected by {office.by}: {why}")
    gone = {"value": None, "missing_reason": reason, "evidence": evidence}
    figure = found.model_copy(update={**gone, "status": FigureStatus.VERIFIED})
    with changing(office, office.store(case), "reject", why, key) as change:
        change.writer.detail(**_read_and_kept(held, figure))
        _put_entered(change, {**change.basis.entered, key: figure}.values())


def _read_and_kept(held: CaseFile, figure: Figure) -> dict[str, str | int]:
    """For the log: what was read where, and what a person made of it."""
    before = held.figure(figure.key)
    if before is None or before.evidence.type != "quoted":
        return {"kept": str(figure.value)}
    place = before.evidence
    return {
        **{"read": str(before.value), "kept": str(figure.value)},
        **{"source": place.source_name, "page": place.page},
    }


def confirm_all(office: Office, case: CaseId, why: str) -> int:
    """Confirm every candidate that was read from a document, in one audited step.

    Returns:
        How many were confirmed.
    """
    held = office.case(case)
    waiting = [
        f.key
        for f in held.figures
        if f.status is FigureStatus.CANDIDATE and f.evidence.type == "quoted"
    ]
    if not waiting:
        return 0
    figures = {key: _confirmed(office, held, key, None, why) for key in waiting}
    with changing(office, office.store(case), "confirm", why, ", ".join(waiting)) as change:
        _put_entered(change, {**change.basis.entered, **figures}.values())
    return len(waiting)


def _put_entered(change: Change, entered: Iterable[Figure]) -> None:
    figures = tuple(sorted(entered, key=lambda f: f.key))
    change.basis = change.basis.with_entered(figures)
    change.writer.replace_figures(ENTERED, figures)


def _read(held: CaseFile, key: str) -> Figure:
    """A figure that a person may judge."""
    found = held.figure(key)
    if found is None:
        raise UsageError(
            f"no figure {key!r} in this case",
            "`tallystick figures CASE` lists them",
            zh=f"本案卷没有指标 {key!r}",
            zh_hint="tallystick figures CASE 列出全部指标",
        )
    if found.evidence.type == "computed":
        raise UsageError(
            f"{key} is computed, so there is nothing to confirm",
            "confirm or enter what it is computed from: `tallystick figures CASE KEY` shows it",
            zh=f"{key} 由程序计算，无需确认",
            zh_hint="请确认或录入其计算所用的数值：tallystick figures CASE KEY 列出",
        )
    return found


def _confirmed(office: Office, held: CaseFile, key: str, value: str | None, why: str) -> Figure:
    found = _read(held, key)
    text = value if value is not None else _as_typed(found)
    reason = why or f"confirmed: {found.text(office.lang)}"
    evidence = Entered(who=office.by, when=office.clock(), why=reason)
    return found.model_copy(
        update={
            "value": parsed_value(text, found.unit, key),
            "evidence": evidence,
            "status": FigureStatus.VERIFIED,
            "missing_reason": None,
        }
    )


def entered_figure(
    key: str, text: str, evidence: Entered, known: Mapping[str, Period] | None = None
) -> Figure:
    """A figure from what a person typed; a fiscal year in ``known`` has the days it has there.

    Raises:
        UsageError: the key isn't known or the value doesn't fit its unit.
    """
    try:
        parts = figure_key(key)
    except ValueError as error:
        raise UsageError(
            f"{key!r} is no key",
            "for example request.amount or revenue@FY2024",
            zh=f"{key!r} 不是指标键",
            zh_hint="例如 request.amount 或 revenue@FY2024",
        ) from error
    metric = _metric(parts, key)
    return Figure(
        key=key,
        label_zh=metric.label_zh,
        label_en=metric.label_en,
        value=parsed_value(text, metric.unit, key),
        unit=metric.unit,
        period=(known or {}).get(parts.period or "") or _period(parts, key),
        evidence=evidence,
    )


def _metric(parts: FigureKey, key: str) -> Metric:
    field = field_metric(parts.metric) if parts.period is None else None
    line = STATEMENT_LINES.get(parts.metric) if parts.period is not None else None
    known = field or line or paper_metric(parts.metric, parts.scope or "")
    if known is not None:
        return known
    hint = (
        "request.*, applicant.*, collateral.1.*, bureau.*, or a statement line like revenue@FY2024"
    )
    raise UsageError(
        f"{key!r} can't be entered",
        f"{hint}; `tallystick set CASE` lists them",
        zh=f"{key!r} 不能录入",
        zh_hint="可录入 request.*、applicant.*、collateral.1.*、bureau.*，或 revenue@FY2024"
        " 一类的报表项目；tallystick set CASE 列出全部",
    )


def _period(parts: FigureKey, key: str) -> Period | None:
    if parts.period is None:
        return None
    try:
        return period_from(parts.period)
    except ValueError as error:
        raise UsageError(
            f"{key!r}: {parts.period!r} is no period",
            "FY2024, 2024 or 2024-12-31",
            zh=f"{key!r}：{parts.period!r} 不是期间",
            zh_hint="写作 FY2024、2024 或 2024-12-31",
        ) from error


def _as_typed(figure: Figure) -> str:
    return "" if figure.value is None else str(figure.value)
