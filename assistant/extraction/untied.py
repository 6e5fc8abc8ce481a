"""A printed total that its rows don't give: a finding, never a silent fix."""

import hashlib
from decimal import Decimal
from typing import NamedTuple

from assistant.domain.figures import Statement, StatementKind
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.quantities import Lang, value_text
from assistant.extraction.amounts import Scale
from assistant.extraction.quoted import Cell, Reading

_RULE = "papers.total"


class Untied(NamedTuple):
    """A total and what its rows give, as printed and not scaled."""

    cell: Cell
    column: str
    printed: Decimal
    added: Decimal


def untied(reading: Reading, one: Untied, scale: Scale) -> Finding:
    """What a person is told."""
    name, page = reading.document.name, one.cell.table.page
    facts = f"{reading.source}|{page}|{one.cell.row}|{one.cell.column}"
    digest = hashlib.sha256(facts.encode()).hexdigest()[:12]
    printed, added = (
        tuple(value_text(n * scale.factor, scale.currency, lang, full=True) for lang in Lang)
        for n in (one.printed, one.added)
    )
    return Finding(
        id=f"{_RULE}:{digest}",
        kind=FindingKind.CONSISTENCY,
        severity=Severity.WARNING,
        rule_id=_RULE,
        statement=Statement(
            key=f"{_RULE}:{digest}",
            kind=StatementKind.COMPARISON,
            text_zh=f"《{name}》第{page}页“{one.column}”合计为{printed[0]}，各行相加为{added[0]}。",
            text_en=f"{name}, page {page}: the total of {one.column!r} is {printed[1]}, "
            f"its rows add up to {added[1]}.",
            figures=(),
        ),
        evidence=(f"{reading.source}:{page}",),
    )
