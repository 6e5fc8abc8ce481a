"""Covenant certificates: what the borrower says of each ratio, kept under the borrower's name."""

import re
from decimal import Decimal
from typing import Final

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.figures import Figure, Metric
from assistant.domain.papers import PAPER_SOURCES
from assistant.domain.quantities import Unit, Value
from assistant.extraction.amounts import money_from, number_from, plain, scale_from, share_from
from assistant.extraction.labels import canonical_label, label_index
from assistant.extraction.ledgers import LedgerRow, ledger_rows
from assistant.extraction.quoted import Cell, Named, Reading, day_stated, from_cell, is_titled
from assistant.scoring.ratios import SCORING_METRICS
from retrieval.passages import LoadedDocument

_I: Final = re.IGNORECASE
_TITLE: Final = re.compile(
    r"(?:合规|履约|财务(?:指标|约束)|约定(?:指标|事项)).{0,8}(?:证明|证书|确认|声明|报告)"
    r"|(?:compliance|covenant)s?\s+(?:certificate|statement|report)",
    _I,
)
_COLUMNS: Final = {
    "name": re.compile(r"(?:财务|约定|考核)?(?:指标|项目|事项)(?:名称)?|(?:financial )?(?:covenant|ratio|test|item|metric)s?", _I),
    "stated": re.compile(r"(?:本期|期末|报告期)?(?:实际|完成|测算)(?:值|数|情况|水平)?|本期数|(?:actual|reported|calculated|current)(?: (?:value|level|ratio|figure))?|result", _I),
}  # fmt: skip
_METRICS: Final[dict[str, Metric]] = {**STATEMENT_LINES, **SCORING_METRICS}
_INDEX: Final = label_index(_METRICS.values())
_TIMES: Final = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:x|倍|:\s*1|times)?", _I)
_LONG_RATIO: Final = re.compile(r"\s*[(（].*\Z")


def is_certificate(document: LoadedDocument) -> bool:
    """Whether the document calls itself a covenant certificate."""
    return is_titled(document, _TITLE)


def certificate_figures(document: LoadedDocument, source: str) -> tuple[Figure, ...]:
    """``dscr.ebitda#certificate@2025-12-31``: candidates for the measures that we know, too.

    Args:
        document: as loaded.
        source: the source's id in the case.
    """
    reading = Reading(document, source)
    day = day_stated(*(page.text for page in document.pages[:1]))
    figures: dict[str, Figure] = {}
    for row in ledger_rows(document, _COLUMNS, ("name", "stated")):
        metric = _metric(row.cells["name"])
        if metric is None:
            continue
        value, unit = _value(metric.unit, row)
        named = Named(metric, source="certificate", said=PAPER_SOURCES["certificate"], period=day)
        cell = Cell(row.table, row.number, row.columns["stated"])
        made = from_cell(reading, cell, named, (value, unit)) if value is not None else None
        if made is not None:
            figures.setdefault(made.key, made)
    return tuple(figures.values())


def _metric(label: str) -> Metric | None:
    found = _INDEX.get(canonical_label(label)) or _INDEX.get(
        canonical_label(_LONG_RATIO.sub("", label))
    )
    return _METRICS[found[0]] if found else None


def _value(unit: Unit, row: LedgerRow) -> tuple[Value, Unit]:
    text = row.cells["stated"].strip()
    if unit.is_money:
        scale = scale_from(row.table.unit, row.table.caption)
        number = number_from(text)
        return (
            (number * scale.factor, scale.currency)
            if number is not None
            else (money_from(text) or (None, unit))
        )
    if unit is Unit.RATIO:
        return share_from(text), unit
    match = _TIMES.fullmatch(plain(text).removesuffix("天").removesuffix("days").strip())
    return (Decimal(match[1]) if match else None), unit
