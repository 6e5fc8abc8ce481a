"""Everything that follows from what is in the file: figures, findings, score. Pure but for reads.

One road for every change: a source, a field or a waiver changes, and all that depends on it is
computed again and saved in the same transaction, so a case never shows a score of another file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from assistant.domain.applicant import AS_OF
from assistant.domain.figures import Figure, Statement, effective
from assistant.domain.findings import Finding, Review
from assistant.domain.periods import last_complete_month
from assistant.domain.records import OPERATIONS, RecordKind, RecordSet
from assistant.domain.score import ScoreReport, Waiver, score_inputs
from assistant.extraction.bank_accounts import TOOL as ACCOUNTS
from assistant.extraction.bank_accounts import accounts_added
from assistant.extraction.beside import beside
from assistant.extraction.disagreements import disagreements
from assistant.extraction.reconciling import reconciled
from assistant.scoring.funding import funding_figures, funding_findings
from assistant.scoring.policy import Policy
from assistant.scoring.ratios import focus_anchor, ratio_figures, raw_lines
from assistant.scoring.report import figures_of, findings_of, score, statements_of
from assistant.services.adjusted import Adjusted, adjusted
from assistant.storage.case_store import CaseStore
from assistant.storage.case_writer import CaseWriter
from assistant.variables.compute import InvoiceFigures, InvoiceFile, invoice_figures
from assistant.variables.monitor import invoice_findings, operation_findings
from assistant.variables.operation_figures import OperationFigures, operation_figures

ENTERED: Final = "entered"
"""Origin of what people typed; other origins are ``source:<id>`` and the families below."""


@dataclass(frozen=True)
class Basis:
    """What everything else follows from."""

    given: tuple[Figure, ...]
    """Entered and quoted figures, and sums that reading a document made."""
    records: tuple[RecordSet, ...]
    findings: tuple[Finding, ...] = ()
    """Findings that reading the sources raised."""
    waivers: tuple[Waiver, ...] = ()
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """What people decided on findings, by finding id; also on those that aren't there now."""

    @property
    def entered(self) -> dict[str, Figure]:
        """What people typed, by key."""
        return {f.key: f for f in self.given if f.evidence.type == "entered"}

    @property
    def as_of(self) -> date | None:
        """The as-of date that somebody entered; None where the records decide."""
        figure = self.entered.get(AS_OF)
        return figure.value if figure is not None and isinstance(figure.value, date) else None

    def with_entered(self, entered: Iterable[Figure]) -> "Basis":
        """The basis with these instead of everything that was entered."""
        others = (f for f in self.given if f.evidence.type != "entered")
        return replace(self, given=(*sorted(entered, key=lambda f: f.key), *others))

    def with_reviews(self, reviews: Mapping[str, Review]) -> "Basis":
        """The basis with these reviews."""
        return replace(self, reviews=reviews)

    def with_waivers(self, waivers: tuple[Waiver, ...]) -> "Basis":
        """The basis with these waivers."""
        return replace(self, waivers=waivers)

    def with_source(
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

    def without_source(self, source: str, findings: Iterable[Finding]) -> "Basis":
        """The basis as if a source had never been added; ``findings`` are what it raised."""
        gone = {f.id for f in findings}
        return replace(
            self,
            given=tuple(f for f in self.given if not _is_from(f, source)),
            records=tuple(r for r in self.records if r.source != source),
            findings=tuple(f for f in self.findings if f.id not in gone),
        )


def _is_from(figure: Figure, source: str) -> bool:
    """Whether a value stands in a source, or was summed from it."""
    evidence = figure.evidence
    if evidence.type == "quoted":
        return evidence.source == source
    return evidence.type == "computed" and f"source:{source}" in evidence.input_keys


@dataclass(frozen=True)
class Derived:
    """What follows."""

    as_of: date | None
    """The day up to which the case counts."""
    invoices: InvoiceFigures
    operations: OperationFigures
    ratios: tuple[Figure, ...]
    ratio_statements: tuple[Statement, ...]
    report: ScoreReport | None
    report_statements: tuple[Statement, ...]
    report_figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    adjusted: Adjusted = field(default_factory=Adjusted)
    """Nothing of it enters a ratio or the score."""
    accounts: tuple[Figure, ...] = ()
    """Flows of several bank accounts added up."""


def basis_of(store: CaseStore) -> Basis:
    """The basis of a case as it stands."""
    case = store.load()
    return Basis(
        given=tuple(f for f in case.figures if f.evidence.type != "computed" or _is_summed(f)),
        records=case.record_sets,
        findings=store.source_findings(),
        waivers=case.waivers,
        reviews=store.reviews(),
    )


def _is_summed(figure: Figure) -> bool:
    """A sum that reading a document made: kept with its source, not derived again."""
    evidence = figure.evidence
    return (
        evidence.type == "computed"
        and evidence.tool != ACCOUNTS
        and any(k.startswith("source:") for k in evidence.input_keys)
    )


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
    files = {
        (order, records.kind): InvoiceFile(records_path(records.digest), records.source, order)
        for order, records in enumerate(basis.records)
    }
    bills = [file for (_, kind), file in files.items() if kind is RecordKind.INVOICES]
    invoices = invoice_figures(bills, as_of=basis.as_of, today=today)
    operations = operation_figures(
        [file for (_, kind), file in files.items() if kind in OPERATIONS],
        (bills, invoices.figures),
        as_of=invoices.as_of or (basis.as_of and last_complete_month(min(basis.as_of, today))),
        today=today,
    )
    as_of = invoices.as_of or basis.as_of or operations.as_of
    accounts = accounts_added(basis.given)
    added = {figure.key for figure in accounts}
    alone = tuple(f for f in basis.given if f.key not in added or f.evidence.type == "entered")
    base = (*effective((*alone, *accounts)), *invoices.figures, *operations.figures)
    ratios = ratio_figures(base, as_of)
    funding, funding_told = funding_figures(
        (*base, *ratios.figures), focus_anchor(raw_lines(base), as_of)
    )
    own = (
        *invoice_findings(invoices.figures),
        *operation_findings((*invoices.figures, *operations.figures)),
        *disagreements((*alone, *accounts)),
        *reconciled(base),
        *beside((*base, *ratios.figures), as_of),
        *funding_findings(funding),
    )
    if not base:
        return Derived(
            as_of, invoices, operations, ratios.figures, ratios.statements, None, (), (), own
        )
    normal = adjusted((*base, *ratios.figures))
    found = tuple(_reviewed(f, basis.reviews) for f in (*basis.findings, *own))
    inputs = score_inputs((*base, *ratios.figures), found, basis.waivers, as_of)
    report = score(inputs, policy)
    return Derived(
        as_of=as_of,
        invoices=invoices,
        operations=operations,
        ratios=(*ratios.figures, *funding),
        ratio_statements=(*ratios.statements, *funding_told),
        report=report,
        report_statements=statements_of(report, policy),
        report_figures=figures_of(report),
        findings=(*own, *findings_of(report)),
        adjusted=normal,
        accounts=accounts,
    )


def _reviewed(finding: Finding, reviews: Mapping[str, Review]) -> Finding:
    review = reviews.get(finding.id)
    return finding if review is None else finding.model_copy(update={"review": review})


def save_derived(writer: CaseWriter, derived: Derived) -> None:
    """Put everything derived into the open transaction."""
    writer.set_as_of(derived.as_of)
    writer.replace_figures("invoices", derived.invoices.figures, derived.invoices.statements)
    writer.replace_figures("accounts", derived.accounts)
    writer.replace_figures("operations", derived.operations.figures, derived.operations.statements)
    writer.replace_figures("ratios", derived.ratios, derived.ratio_statements)
    writer.replace_figures("adjusted", derived.adjusted.figures, derived.adjusted.statements)
    writer.replace_figures("score", derived.report_figures, derived.report_statements)
    writer.replace_findings(derived.findings)
    writer.put_score(derived.report)
