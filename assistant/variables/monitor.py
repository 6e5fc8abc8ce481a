"""Early warnings that the figures of a firm's records give by themselves.

Rules read figures only. A rule whose figure is missing is listed as one that couldn't be tested.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from assistant.domain.figures import Figure, FigureKey, Statement, figure_key
from assistant.domain.findings import Finding
from assistant.variables.operation_rules import operation_hits
from assistant.variables.warning_rules import hits
from assistant.variables.warning_terms import Book, Hit, Thresholds, nothing_to_test

__all__ = ["DEFAULT_THRESHOLDS", "Thresholds", "invoice_findings", "operation_findings"]

DEFAULT_THRESHOLDS: Final = Thresholds()


def invoice_findings(
    figures: Sequence[Figure], thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> tuple[Finding, ...]:
    """The early warnings in a firm's invoice figures, and the rules that couldn't be tested.

    Args:
        figures: what ``invoice_figures`` made; others are ignored. None of them, no finding.
        thresholds: where each rule starts to warn.
    """
    book = Book({f.key: f for f in figures})
    count = next((f for f in figures if f.metric == "records.invoices"), None)
    if count is None:
        return ()
    if not count.value:
        return (_finding(nothing_to_test(count)),)
    return tuple(_finding(hit) for hit in hits(book, thresholds))


def operation_findings(
    figures: Sequence[Figure], thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> tuple[Finding, ...]:
    """What meters, waybills and orders show beside the invoices.

    Args:
        figures: of invoices and of operations.
        thresholds: where each rule starts to warn.
    """
    book = Book({f.key: f for f in figures})
    return tuple(_finding(hit) for hit in operation_hits(book, thresholds))


def _finding(hit: Hit) -> Finding:
    keys = tuple(f.key for f in hit.figures)
    values = "|".join(f"{f.key}={f.value}" for f in hit.figures)
    digest = hashlib.sha256(f"{hit.rule_id}|{hit.kind}|{values}".encode()).hexdigest()
    return Finding(
        id=f"{hit.rule_id}:{digest[:12]}",
        kind=hit.kind,
        severity=hit.severity,
        rule_id=hit.rule_id,
        statement=Statement(
            key=_statement_key(hit),
            kind=hit.statement,
            text_zh=hit.text.zh,
            text_en=hit.text.en,
            figures=keys,
        ),
    )


def _statement_key(hit: Hit) -> str:
    """``rule.kind[:scope][@period]``, scope and period of the tested figure."""
    tested = figure_key(hit.figures[0].key) if hit.figures else FigureKey(metric="none")
    name = f"{hit.rule_id}.{hit.statement.value}"
    return str(FigureKey(metric=name, scope=tested.scope, period=tested.period))
