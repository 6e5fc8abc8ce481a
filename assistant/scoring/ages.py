"""How old the firm and the records are, in whole months."""

# ruff: noqa: E501  one metric a row reads as a table

from datetime import date
from typing import Final

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, Metric
from assistant.domain.quantities import Unit
from assistant.domain.tongues import two_tongued
from assistant.scoring.formula_book import Lines, digest_of
from assistant.scoring.metric_table import ratio_metric

APPLICANT_AGE: Final = ratio_metric("applicant.age_months", ("企业存续期", "age of the firm"), two_tongued("applicant.founded 至基准日的整月数", "whole months from applicant.founded to the as-of date"), unit=Unit.MONTHS, better="better", aliases=("经营年限", "years in business"))  # fmt: skip
RECORDS_AGE: Final = ratio_metric("records.age_months", ("经营记录至征信报告的间隔", "time from the records to the bureau report"), two_tongued("基准日至 bureau.report_date 的整月数", "whole months from the as-of date to bureau.report_date"), unit=Unit.MONTHS, better="worse")  # fmt: skip


def age_figures(lines: Lines, as_of: date | None) -> tuple[Figure, ...]:
    """Age of the firm on the as-of date, and of the records on the bureau report's day."""
    founded, reported = (_date(lines, k) for k in ("applicant.founded", "bureau.report_date"))
    made = (
        (APPLICANT_AGE, "applicant.founded", founded, as_of, ("成立日期", "date founded")),
        (RECORDS_AGE, "bureau.report_date", as_of, reported, ("征信报告日期", "report date")),
    )
    figures = []
    for metric, key, start, end, names in made:
        if key in lines:
            figures.append(_figure(metric, lines[key], whole_months(start, end), names))
    return tuple(figures)


def whole_months(start: date | None, end: date | None) -> int | None:
    """Whole months from ``start`` to ``end``, negative where ``end`` is earlier."""
    if start is None or end is None:
        return None
    if end < start:
        back = whole_months(end, start)
        return -(back or 0)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (1 if end.day < start.day else 0)


def _date(lines: Lines, key: str) -> date | None:
    value = lines[key].value if key in lines else None
    return value if isinstance(value, date) else None


def _figure(metric: Metric, source: Figure, months: int | None, names: tuple[str, str]) -> Figure:
    missing = two_tongued(f"缺少基准日或{names[0]}", f"missing: as-of date or {names[1]}")
    return Figure(
        key=metric.key,
        label_zh=metric.label_zh,
        label_en=metric.label_en,
        value=months,
        unit=metric.unit,
        period=None,
        evidence=Computed(
            tool=f"ratios.{metric.key}",
            version="1",
            inputs_digest=digest_of((source,)),
            formula=metric.formula,
            input_keys=(source.key,),
        ),
        missing_reason=missing if months is None else None,
    )
