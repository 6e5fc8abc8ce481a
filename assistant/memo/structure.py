"""Who owns, controls and guarantees whom, as marks of a chart; from verified fields alone."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.memo import Chart, ChartForm, ChartPoint, ChartSeries
from assistant.domain.quantities import Lang

_NUMBERED: Final = re.compile(r"([a-z]+)\.(\d{1,2})\.([a-z_]+)\Z", re.ASCII)
TIES: Final = {
    "owns": ("持股", "owns"),
    "controls": ("实际控制", "controls"),
    "guarantees": ("保证", "guarantees"),
    "member": ("集团成员", "group member"),
}
"""Kinds of ties in words, zh and en, in the order in which they are drawn."""

Entries = dict[int, dict[str, Figure]]


def structure(case: CaseFile, section: str, lang: Lang) -> Chart:
    """The group as ties between names; without any tie it has no marks."""
    column = 0 if lang is Lang.ZH else 1
    series = []
    for kind, points in _ties(case, lang).items():
        if points:
            series.append(ChartSeries(name=TIES[kind][column], points=tuple(points)))
    title = ("股权、控制与担保关系", "Ownership, control and guarantees")[column]
    return Chart(section=section, title=title, form=ChartForm.TREE, series=tuple(series))


def _ties(case: CaseFile, lang: Lang) -> dict[str, list[ChartPoint]]:
    firm = case.head.name
    held = _entries(case)
    ties: dict[str, list[ChartPoint]] = {kind: [] for kind in TIES}
    for entry in _of(held, "owner"):
        of = str(entry["of"].value) if "of" in entry else firm
        ties["owns"].append(_tie(entry["name"], of, entry.get("share"), lang))
    controller = case.figure("applicant.controller")
    if controller is not None and _is_said(controller):
        ties["controls"].append(_tie(controller, firm, None, lang))
    for entry in _of(held, "guarantor"):
        ties["guarantees"].append(_tie(entry["name"], firm, None, lang))
    for guarantor, debtor in _on_record(case):
        known = {(p.label, p.named) for p in ties["guarantees"]}
        if (guarantor.value, debtor.value) not in known:
            ties["guarantees"].append(_tie(guarantor, str(debtor.value), None, lang))
    placed = {name for points in ties.values() for p in points for name in (p.label, p.named)}
    for entry in _of(held, "member"):
        if entry["name"].value not in placed:
            point = _tie(entry["name"], firm, None, lang)
            ties["member"].append(point.model_copy(update={"label": firm, "named": point.label}))
    return ties


def _tie(who: Figure, of: str, size: Figure | None, lang: Lang) -> ChartPoint:
    """A tie from ``who`` to ``of``, with how much."""
    number = size.number if size is not None else None
    return ChartPoint(
        label=str(who.value),
        named=of,
        value=number if number is not None else Decimal(0),
        text=size.text(lang) if size is not None else "",
        figure=(size or who).key,
    )


def _entries(case: CaseFile) -> dict[str, Entries]:
    """The verified entries of every numbered family, by number."""
    found: dict[str, Entries] = {}
    for figure in case.figures:
        if (match := _NUMBERED.match(figure.key)) and _is_said(figure):
            found.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = figure
    return found


def _of(held: dict[str, Entries], family: str) -> Iterator[dict[str, Figure]]:
    entries = held.get(family, {})
    return (entries[n] for n in sorted(entries) if "name" in entries[n])


def _on_record(case: CaseFile) -> Iterator[tuple[Figure, Figure]]:
    """Who guarantees whom by contracts and lists of guarantees."""
    said = {f.key: f for f in case.figures if f.key.startswith("guarantee.") and _is_said(f)}
    for key, guarantor in said.items():
        debtor = said.get(key.replace("guarantee.guarantor:", "guarantee.debtor:"))
        if key.startswith("guarantee.guarantor:") and debtor is not None:
            yield guarantor, debtor


def _is_said(figure: Figure) -> bool:
    return figure.value is not None and figure.status is FigureStatus.VERIFIED


def layers(ties: Sequence[tuple[str, str]], root: str) -> list[list[str]]:
    """Names from top to bottom, each below whoever is tied to it from above; a circle is cut.

    Args:
        ties: from, to.
        root: the borrower; it is there without a tie, too.
    """
    names = list(dict.fromkeys((root, *(name for tie in ties for name in tie))))
    depth = dict.fromkeys(names, 0)
    for _ in names:
        for above, below in ties:
            depth[below] = min(max(depth[below], depth[above] + 1), len(names))
    sources = {name for name in names if not any(below == name for _, below in ties)}
    for name in sources & {above for above, _ in ties}:
        depth[name] = min(depth[below] for above, below in ties if above == name) - 1
    levels = sorted(set(depth.values()))
    return [[name for name in names if depth[name] == level] for level in levels]
