"""Figures from forms: applications, bureau summaries, licences, valuations; label beside value.

What a form says is what somebody declared: every figure is a candidate until a person confirms it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.applicant import FIELDS, field_metric
from assistant.domain.evidence import Quoted
from assistant.domain.figures import Figure, FigureStatus, Metric
from assistant.domain.quantities import Unit, Value
from assistant.domain.tongues import two_tongued
from assistant.extraction.amounts import (
    count_from,
    day_from,
    money_from,
    months_from,
    plain,
    share_from,
)
from assistant.extraction.labels import canonical_label, label_index
from retrieval.passages import LoadedDocument, Page

Names = Mapping[str, Metric]
"""A form's fields by canonical label."""


def names_of(fields: Mapping[str, Metric]) -> Names:
    """The fields by every name that they have."""
    index = label_index(fields.values())
    return {name: fields[key] for name, (key, _) in index.items()}


_NAMES: Final = names_of(FIELDS)
_PARTS: Final = re.compile(r"\t+|[  　]{2,}|\s*\|\s*")
_COLON: Final = re.compile(r"\A([^:：]{2,40})[:：]\s*(.+)\Z")
_ORDINAL: Final = re.compile(r"(?<=\D)\s*[(（]?(?:\d{1,2}|[一二三四五六七八九])[)）]?\s*\Z")
_UNIT_IN_LABEL: Final = re.compile(
    r"[(（]\s*(?:单位[:：]\s*)?((?:百|千|万|百万|亿)?元|%|个?月|年|[A-Z]{3})\s*[)）]"
)
_MINIMUM_LABELS: Final = 3
_LONGEST_VALUE: Final = 500
_EMPTY: Final = frozenset({"", "-", "--", "—", "/", "无", "n/a", "none", "不适用"})


class UnreadField(NamedTuple):
    """A field whose value could not be read."""

    metric: Metric
    key: str
    text: str
    page: int

    def told(self) -> str:
        """What and where, in both languages (``domain.tongues``)."""
        name_zh, name_en = self.metric.label_zh, self.metric.label_en
        return two_tongued(
            f"第{self.page}页：{name_zh}“{self.text}”无法识别，请手工录入 {self.key}",
            f"page {self.page}: {name_en} {self.text!r} can't be read; enter {self.key} by hand",
        )


class Form(NamedTuple):
    """What was read from a form."""

    figures: tuple[Figure, ...]
    unread: tuple[UnreadField, ...]


class _Entry(NamedTuple):
    metric: Metric
    label: str
    value: str
    page: Page
    span: tuple[int, int]
    """Of the line that holds label and value."""


def form_figures(
    document: LoadedDocument, source: str, names: Names = _NAMES, scope: str = ""
) -> Form:
    """Every field that the document states, e.g. ``request.amount``.

    Args:
        document: as loaded.
        source: the source's id in the case.
        names: fields that count; those of applications and bureau summaries where none are given.
        scope: put behind each key, for papers of which a firm has several.
    """
    figures: dict[str, Figure] = {}
    unread: list[UnreadField] = []
    for metric_key, entry in _numbered(_entries(document, names)):
        key = f"{metric_key}:{scope}" if scope else metric_key
        if plain(entry.value).lower() in _EMPTY or key in figures:
            continue
        value, unit = _value(entry)
        if value is None:
            unread.append(UnreadField(entry.metric, key, entry.value, entry.page.number))
            continue
        figure = _figure(document, source, (key, entry), (value, unit))
        labels = {
            "label_zh": f"{figure.label_zh}（{scope}）",
            "label_en": f"{figure.label_en} ({scope})",
        }
        figures[key] = figure.model_copy(update=labels) if scope else figure
    return Form(tuple(figures.values()), tuple(unread))


def labels_in(document: LoadedDocument) -> int:
    """How many different fields stand beside a value."""
    return len({entry.metric.key for entry in _entries(document, _NAMES)})


def is_form(document: LoadedDocument) -> bool:
    """Whether enough fields stand beside values to take the document for a form."""
    return labels_in(document) >= _MINIMUM_LABELS


def _entries(document: LoadedDocument, names: Names) -> Iterator[_Entry]:
    for page in document.pages:
        start = 0
        for line in page.text.splitlines(keepends=True):
            text = line.rstrip("\r\n")
            left = start + len(text) - len(text.lstrip())
            span = (left, start + len(text.rstrip()))
            for label, value in _pairs(text.strip(), names):
                metric = _metric(label, names)
                if metric is not None and len(value) <= _LONGEST_VALUE:
                    yield _Entry(metric, label, value, page, span)
            start += len(line)


def _pairs(line: str, names: Names) -> Iterator[tuple[str, str]]:
    """Label and value, by colon or side by side in cells."""
    cells = [cell.strip() for cell in _PARTS.split(line) if cell.strip()]
    position = 0
    while position < len(cells):
        match = _COLON.match(cells[position])
        if match and _metric(match[1], names) is not None:
            yield match[1], match[2].strip()
        elif position + 1 < len(cells) and _metric(cells[position], names) is not None:
            yield cells[position], cells[position + 1]
            position += 1
        position += 1


def _metric(label: str, names: Names) -> Metric | None:
    name = canonical_label(label)
    return names.get(name) or names.get(_ORDINAL.sub("", name))


def _numbered(entries: Iterator[_Entry]) -> Iterator[tuple[str, _Entry]]:
    """Keys of their own for the second collateral, guarantor or facility."""
    seen: Counter[str] = Counter()
    for entry in entries:
        key = entry.metric.key
        seen[key] += 1
        yield key.replace(".n.", f".{seen[key]}."), entry


def _value(entry: _Entry) -> tuple[Value, Unit]:
    unit, text = entry.metric.unit, entry.value
    stated = _UNIT_IN_LABEL.search(entry.label)
    if stated and re.fullmatch(r"[-\d.,，()（）]+", plain(text)):
        text += stated[1]
    return _parsed(text, unit)


def _parsed(text: str, unit: Unit) -> tuple[Value, Unit]:
    if unit.is_money:
        money = money_from(text)
        return (None, unit) if money is None else money
    value: Decimal | int | date | str | None
    match unit:
        case Unit.MONTHS:
            value = months_from(text)
        case Unit.RATIO:
            value = share_from(text)
        case Unit.COUNT:
            value = count_from(text)
        case Unit.DATE:
            value = day_from(text)
        case Unit.TEXT:
            value = text
        case _:
            value = None
    return value, unit


def _figure(
    document: LoadedDocument,
    source: str,
    place: tuple[str, _Entry],
    found: tuple[Value, Unit],
) -> Figure:
    key, entry = place
    metric = field_metric(key) or entry.metric
    return Figure(
        key=key,
        label_zh=metric.label_zh,
        label_en=metric.label_en,
        value=found[0],
        unit=found[1],
        period=None,
        evidence=Quoted(
            source=source,
            source_name=document.name,
            page=entry.page.number,
            span=entry.span,
            quote=entry.page.text[entry.span[0] : entry.span[1]],
        ),
        status=FigureStatus.CANDIDATE,
    )
