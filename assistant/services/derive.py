"""Everything that follows from what is in the file: figures, findings, score. Pure but for reads.

One road for every change: a source, a field or a waiver changes, and all that depends on it is
computed again and saved in the same transaction, so a case never shows a score of another file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from assistant.domain.case import CaseFile
from assistant.domain.figures import Figure, Statement, effective, figure_key
from assistant.domain.findings import Finding
from assistant.domain.records import RecordKind, RecordSet
from assistant.domain.score import ScoreReport, Waiver, score_inputs
from assistant.scoring.policy import Policy
from assistant.scoring.ratios import ratio_figures
from assistant.scoring.report import figures_of, findings_of, score, statements_of
from assistant.storage.case_writer import CaseWriter
from assistant.variables.compute import InvoiceFigures, InvoiceFile, invoice_figures
from assistant.variables.monitor import invoice_findings

ENTERED: Final = "entered"
"""Origin of what people typed; other origins are ``source:<id>`` and the families below."""


@dataclass(frozen=True)
class Basis:
    """What everything else follows from."""

    given: tuple[Figure, ...]
    """Entered and quoted figures."""
    records: tuple[RecordSet, ...]
    findings: tuple[Finding, ...] = ()
    """Findings that reading the sources raised."""
    waivers: tuple[Waiver, ...] = ()

    def with_more(
        self,
        given: tuple[Figure, ...],
        records: tuple[RecordSet, ...],
        findings: tuple[Finding, ...],
    ) -> "Basis":
        """The basis with one more source."""
        return replace(
            self,
            given=(*self.given, *given),
            records=(*self.records, *records),
            findings=(*self.findings, *findings),
        )


@dataclass(frozen=True)
class Derived:
    """What follows."""

    invoices: InvoiceFigures
    ratios: tuple[Figure, ...]
    ratio_statements: tuple[Statement, ...]
    report: ScoreReport | None
    report_statements: tuple[Statement, ...]
    report_figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def basis_of(case: CaseFile, own_findings: Sequence[Finding] = ()) -> Basis:
    """The basis of a case as it stands."""
    return Basis(
        given=tuple(f for f in case.figures if f.evidence.type != "computed" or _is_summed(f)),
        records=case.record_sets,
        findings=tuple(own_findings),
        waivers=case.waivers,
    )


def _is_summed(figure: Figure) -> bool:
    """A yearly sum that reading a document made: kept with its source, not derived again."""
    return figure_key(figure.key).source is not None


def derive(
    basis: Basis, records_path: Callable[[str], Path], policy: Policy, today: date
) -> Derived:
    """Compute figures, findings and score from a basis.

    Args:
        basis: given figures and record sets.
        records_path: where a record set's file lies, by digest.
        policy: whose rules and thresholds hold.
        today: rows dated later are never seen.
    """
    files = [
        InvoiceFile(records_path(records.digest), records.source, order)
        for order, records in enumerate(basis.records)
        if records.kind is RecordKind.INVOICES
    ]
    invoices = invoice_figures(files, as_of=None, today=today)
    base = (*effective(basis.given), *invoices.figures)
    ratios = ratio_figures(base, invoices.as_of)
    found = (*basis.findings, *invoice_findings(invoices.figures))
    if not base:
        return Derived(invoices, ratios.figures, ratios.statements, None, (), (), found)
    inputs = score_inputs((*base, *ratios.figures), found, basis.waivers, invoices.as_of)
    report = score(inputs, policy)
    return Derived(
        invoices=invoices,
        ratios=ratios.figures,
        ratio_statements=ratios.statements,
        report=report,
        report_statements=statements_of(report, policy),
        report_figures=figures_of(report),
        findings=(*invoice_findings(invoices.figures), *findings_of(report)),
    )


def save_derived(writer: CaseWriter, derived: Derived) -> None:
    """Put everything derived into the open transaction."""
    writer.set_as_of(derived.invoices.as_of)
    writer.replace_figures("invoices", derived.invoices.figures, derived.invoices.statements)
    writer.replace_figures("ratios", derived.ratios, derived.ratio_statements)
    writer.replace_figures("score", derived.report_figures, derived.report_statements)
    writer.replace_findings(derived.findings)
    writer.put_score(derived.report)


def without_source(basis: Basis, source: str) -> Basis:
    """The basis as if a source had never been added."""
    return replace(
        basis,
        given=tuple(
            f
            for f in basis.given
            if not (f.evidence.type == "quoted" and f.evidence.source == source)
        ),
        records=tuple(r for r in basis.records if r.source != source),
    )
