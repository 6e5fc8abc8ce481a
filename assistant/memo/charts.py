"""Which charts a memo has: marks with the values of verified figures, and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final

from assistant.domain.applicant import FIELDS
from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, FigureStatus, figure_key
from assistant.domain.memo import Chart, ChartForm, ChartPoint, ChartSeries
from assistant.domain.quantities import Lang, Unit
from assistant.memo.structure import structure
from assistant.memo.templates import SectionSpec

_MONTHS: Final = 24
"""Months shown at most."""
_PARTIES: Final = 5
"""Customers shown at most."""
_LEAST: Final = 2
"""A chart with fewer marks tells nothing that its text doesn't."""
_SCALE: Final = {Lang.ZH: Decimal(10_000), Lang.EN: Decimal(1_000_000)}
"""What amounts are divided by before they are drawn: 万 and millions."""


def charts(case: CaseFile, sections: Iterable[SectionSpec], lang: Lang) -> tuple[Chart, ...]:
    """The charts of a memo, in the order of its sections."""
    kept = _drawable(case)
    found: list[Chart] = []
    for spec in sections:
        for name in spec.charts:
            if name == "structure":
                chart = structure(case, spec.code, lang)
            elif name == "score":
                chart = points_chart(case, spec.code, lang)
            elif name == "group":
                chart = _group(case, kept, spec.code, lang)
            else:
                chart = _DRAWN[name](kept, spec.code, lang)
            if _marks(chart) >= _LEAST:
                found.append(chart)
    return tuple(found)


def _drawable(case: CaseFile) -> dict[str, Figure]:
    return {
        figure.key: figure
        for figure in case.figures
        if figure.status is FigureStatus.VERIFIED and figure.number is not None
    }


def _marks(chart: Chart) -> int:
    """Marks of a series; of ties, those of every kind."""
    counts = [len(series.points) for series in chart.series]
    return sum(counts) if chart.form is ChartForm.TREE else max(counts, default=0)


def _months(kept: dict[str, Figure], section: str, lang: Lang) -> Chart:
    """Sales and purchases by month."""
    zh = lang is Lang.ZH
    named = (
        ("sales.net", ("销售额（不含税）", "net sales")),
        ("purchases.net", ("采购额（不含税）", "net purchases")),
    )
    found = {metric: _monthly(kept.values(), metric) for metric, _ in named}
    last = sorted({code for months in found.values() for code in months})[-_MONTHS:]
    series = tuple(
        ChartSeries(
            name=names[0 if zh else 1],
            points=tuple(
                _point(months[code], code, lang, named=_when(months[code], lang))
                for code in last
                if code in (months := found[m])
            ),
        )
        for m, names in named
    )
    unit = _money_unit((f for months in found.values() for f in months.values()), lang)
    title = "月度销售额与采购额" if zh else "Monthly sales and purchases"
    return Chart(
        section=section,
        title=title,
        form=ChartForm.COLUMNS,
        series=tuple(one for one in series if one.points),
        unit=unit,
    )


def _monthly(figures: Iterable[Figure], metric: str) -> dict[str, Figure]:
    """Figures of a metric for calendar months, by month."""
    found = {}
    for figure in figures:
        key = figure_key(figure.key)
        whole = key.metric == metric and key.scope is None and key.source is None
        if whole and key.period and _is_month(key.period):
            found[key.period] = figure
    return found


def _is_month(code: str) -> bool:
    year, _, month = code.partition("-")
    return year.isdigit() and month.isdigit() and len(code) == len("2025-01")


def _customers(kept: dict[str, Figure], section: str, lang: Lang) -> Chart:
    """Shares of the largest customers, in the last twelve months and in the twelve before."""
    zh = lang is Lang.ZH
    shares = [f for f in kept.values() if f.metric == "customers.share"]
    now = {figure_key(f.key).scope: f for f in shares if f.key.endswith("@L12M")}
    before = {figure_key(f.key).scope: f for f in shares if f.key.endswith("@P12M")}
    largest = sorted(now, key=lambda name: (-(now[name].number or 0), str(name)))[:_PARTIES]
    named = ((now, ("近12个月", "last 12 months")), (before, ("此前12个月", "preceding 12 months")))
    series = tuple(
        ChartSeries(
            name=names[0 if zh else 1],
            points=tuple(
                _point(held[n], str(n), lang, named=held[n].label(lang))
                for n in largest
                if n in held
            ),
        )
        for held, names in named
    )
    return Chart(
        section=section,
        title="主要客户占销售额的比例" if zh else "Largest customers' shares of sales",
        form=ChartForm.BARS,
        series=tuple(one for one in series if one.points),
    )


def _cash_cycle(kept: dict[str, Figure], section: str, lang: Lang) -> Chart:
    """From stock and receivables to cash, less what suppliers wait for, in the latest year."""
    zh = lang is Lang.ZH
    years = sorted(
        key.period or "" for f in kept.values() if (key := figure_key(f.key)).metric == "ccc"
    )
    points: list[ChartPoint] = []
    if years:
        names = ("dio", "dso", "dpo", "ccc")
        held = [kept.get(f"{name}@{years[-1]}") for name in names]
        at = Decimal(0)
        for name, figure in zip(names, held, strict=True):
            if figure is None or figure.number is None:
                return _bars(section, "", ())
            length = -figure.number if name == "dpo" else figure.number
            start = Decimal(0) if name == "ccc" else at
            points.append(_part(figure, figure.label(lang), lang, start=start, value=length))
            at += length
    latest = kept[f"ccc@{years[-1]}"] if years else None
    when = _when(latest, lang) if latest is not None else ""
    title = f"{when}现金周转周期" if zh else f"Cash conversion cycle, {when}"
    return _bars(section, title, (ChartSeries(name=when, points=tuple(points)),))


def _group(case: CaseFile, kept: dict[str, Figure], section: str, lang: Lang) -> Chart:
    """What each entity brings to the group's cash flow, less what comes from within it."""
    zh = lang is Lang.ZH
    own = next((f for f in kept.values() if f.metric == "group.cash_available"), None)
    ebitda = kept.get(f"ebitda@{figure_key(own.key).period}") if own is not None else None
    members = sorted(k for k in kept if k.startswith("member.") and k.endswith(".cash_available"))
    between = kept.get("group.intragroup")
    if own is None or ebitda is None:
        return _bars(section, "", ())
    own_part = f"借款人：{ebitda.label_zh}" if zh else f"borrower: {ebitda.label_en}"
    points = [_point(ebitda, own_part, lang, named=ebitda.label(lang))]
    at = points[0].value
    for key in members:
        name = case.figure(key.replace(".cash_available", ".name"))
        points.append(_member(kept[key], name, lang, start=at))
        at += points[-1].value
    if between is not None and between.number is not None:
        points.append(_part(between, between.label(lang), lang, start=at, value=-between.number))
    points.append(_point(own, own.label(lang), lang))
    unit = _money_unit((own,), lang)
    title = "集团可偿债现金流的构成" if zh else "Group cash available, entity by entity"
    series = ChartSeries(name=_when(own, lang), points=tuple(points))
    return _bars(section, title, (series,)).model_copy(update={"unit": unit})


def points_chart(case: CaseFile, section: str, lang: Lang) -> Chart:
    """Points that each factor got, of what it can give."""
    zh, kept = lang is Lang.ZH, _drawable(case)
    reasons = case.score.reasons if case.score else ()
    labels = [
        kept[r.figure].label(lang) if r.figure in kept and r.figure is not None else r.label(lang)
        for r in reasons
    ]
    got, most = (
        ChartSeries(
            name=name,
            points=tuple(
                ChartPoint(label=label, value=points, text=f"{points:f}", figure=reason.figure)
                for label, reason, points in zip(labels, reasons, values, strict=True)
            ),
        )
        for name, values in (
            ("得分" if zh else "points", [r.points for r in reasons]),
            ("满分" if zh else "maximum", [r.max_points for r in reasons]),
        )
    )
    title = "评分因素：得分与满分" if zh else "Score by factor: points and maximum"
    return Chart(section=section, title=title, form=ChartForm.FILLED, series=(got, most))


def _bars(section: str, title: str, series: tuple[ChartSeries, ...]) -> Chart:
    return Chart(section=section, title=title, form=ChartForm.BARS, series=series)


def _when(figure: Figure, lang: Lang) -> str:
    return figure.period.label(lang) if figure.period is not None else ""


def _member(figure: Figure, name: Figure | None, lang: Lang, *, start: Decimal) -> ChartPoint:
    """What one member brings, by the member's name where it has one."""
    if name is None or not name.value:
        return _point(figure, figure.label(lang), lang, start=start)
    told, what = str(name.value), FIELDS["member.n.cash_available"]
    named = f"{told}：{what.label_zh}" if lang is Lang.ZH else f"{what.label_en}: {told}"
    return _point(figure, told, lang, named=named, start=start)


def _part(figure: Figure, label: str, lang: Lang, *, start: Decimal, value: Decimal) -> ChartPoint:
    """A part of a sum; what is taken away says so, since its value prints without a sign."""
    less = "" if value >= 0 else ("减：" if lang is Lang.ZH else "less: ")
    return _point(
        figure, f"{less}{label}", lang, named=figure.label(lang), start=start, value=value
    )


def _point(
    figure: Figure,
    label: str,
    lang: Lang,
    *,
    named: str = "",
    start: Decimal = Decimal(0),
    value: Decimal | None = None,
) -> ChartPoint:
    number = (figure.number or Decimal(0)) if value is None else value
    if figure.unit.is_money:
        number /= _SCALE[lang]
    elif figure.unit is Unit.RATIO:
        number *= 100
    return ChartPoint(
        label=label,
        named=named,
        value=number,
        text=figure.text(lang),
        start=start,
        figure=figure.key,
    )


def _money_unit(figures: Iterable[Figure], lang: Lang) -> str:
    """万元, CNY million: what a money axis counts."""
    units: Iterator[Unit] = (figure.unit for figure in figures)
    unit = next(units, Unit.CNY)
    return "万元" if lang is Lang.ZH and unit is Unit.CNY else f"{unit.value} million"


_DRAWN: Final[dict[str, Callable[[dict[str, Figure], str, Lang], Chart]]] = {
    "months": _months,
    "customers": _customers,
    "cash_cycle": _cash_cycle,
}
