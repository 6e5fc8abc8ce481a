"""Which documents each kind of memo and of loan needs, and which of them the file holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assistant.domain.case import CaseFile, SourceKind, SourceState
from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind
from assistant.domain.memo import MemoKind, OpenPoint
from assistant.domain.quantities import Lang
from assistant.domain.terms import Document, Need

_FULL: Final = frozenset({MemoKind.NEW, MemoKind.RENEWAL})
_YEARLY: Final = _FULL | {MemoKind.REVIEW}
_EVERY: Final = _YEARLY | {MemoKind.PRESCREEN, MemoKind.INTERIM, MemoKind.RATING}
_NONE: Final[frozenset[MemoKind]] = frozenset()
_SHORT_MONTHS: Final = 12
"""A loan that runs longer is repaid from the cash flow of years: it needs a schedule."""


@dataclass(frozen=True)
class DocumentSpec:
    """One document: where it is needed, and the figures that show that it is on file."""

    code: str
    zh: str
    en: str
    metrics: tuple[str, ...]
    """Families end in a dot. Each must be on file, verified; ``a|b`` is either."""
    required: frozenset[MemoKind]
    recommended: frozenset[MemoKind] = _NONE
    least: int = 1
    """How many periods each metric needs."""
    states: tuple[str, ...] = ()
    """What else it states, so that a memo that asks for it needn't ask for that, too."""
    applies: Callable[[CaseFile], bool] = lambda _: True
    """Whether this loan needs it at all."""

    def need(self, kind: MemoKind) -> Need | None:
        """How much a kind of memo needs it; None for not at all."""
        if kind in self.required:
            return Need.REQUIRED
        return Need.RECOMMENDED if kind in self.recommended else None


def is_secured(case: CaseFile) -> bool:
    """Whether something is pledged or mortgaged."""
    return bool(_held(case, "collateral."))


def is_guaranteed(case: CaseFile) -> bool:
    """Whether somebody guarantees the loan."""
    return bool(_held(case, "guarantor."))


def is_long(case: CaseFile) -> bool:
    """Whether the loan runs longer than a year."""
    figure = case.figure("request.tenor_months")
    return figure is not None and figure.number is not None and figure.number > _SHORT_MONTHS


def documents(case: CaseFile, kind: MemoKind) -> tuple[Document, ...]:
    """The checklist for a kind of memo on this loan: what is missing first, required first."""
    found = [
        _document(case, spec, need)
        for spec in SPECS
        if (need := spec.need(kind)) is not None and spec.applies(case)
    ]
    if kind in _FULL:
        found.append(_interview(case))
    return tuple(sorted(found, key=lambda d: (d.is_held, d.need is not Need.REQUIRED)))


def document_points(case: CaseFile, kind: MemoKind, lang: Lang) -> tuple[OpenPoint, ...]:
    """The required documents that are missing, as open points of a memo."""
    zh = lang is Lang.ZH
    return tuple(
        OpenPoint(
            text="缺少必备资料" if zh else "Required and absent",
            ask=f"请提供{d.label_zh}" if zh else f"provide {d.label_en}",
        )
        for d in documents(case, kind)
        if d.need is Need.REQUIRED and not d.is_held
    )


def asked_for(case: CaseFile, kind: MemoKind) -> tuple[str, ...]:
    """Keys, and beginnings of keys, that the required and missing documents would state."""
    missing = {d.code for d in documents(case, kind) if d.need is Need.REQUIRED and not d.is_held}
    return tuple(
        key
        for spec in SPECS
        if spec.code in missing
        for metric in (*spec.metrics, *spec.states)
        for key in metric.split("|")
    )


def _document(case: CaseFile, spec: DocumentSpec, need: Need) -> Document:
    held = [_held(case, metric) for metric in spec.metrics]
    figures = tuple(figure.key for found in held for figure in found)
    short = [m for m, found in zip(spec.metrics, held, strict=True) if len(found) < spec.least]
    if short:
        zh = f"{spec.zh}：{'必备' if need is Need.REQUIRED else '建议提供'}，案卷中没有或不足。"
        en = f"{spec.en}: {need.value}; not on file, or not enough of it."
    else:
        zh = f"{spec.zh}：已有。"
        en = f"{spec.en}: on file."
    return Document(
        code=spec.code,
        need=need,
        label_zh=spec.zh,
        label_en=spec.en,
        is_held=not short,
        statement=_said(spec.code, zh, en, () if short else figures),
    )


def _interview(case: CaseFile) -> Document:
    """An owner's interview leaves no verified figure: the recording itself is looked for."""
    held = any(
        s.kind is SourceKind.RECORDING and s.state is SourceState.READY for s in case.sources
    )
    zh, en = "实际控制人访谈记录", "interview with the owner"
    said = (
        ("：已有。", ": on file.")
        if held
        else ("：建议提供，案卷中没有。", ": recommended; not on file.")
    )
    return Document(
        code="interview",
        need=Need.RECOMMENDED,
        label_zh=zh,
        label_en=en,
        is_held=held,
        statement=_said("interview", zh + said[0], en + said[1], ()),
    )


def _said(code: str, zh: str, en: str, figures: tuple[str, ...]) -> Statement:
    return Statement(
        key=f"document.{code}.value",
        kind=StatementKind.VALUE,
        text_zh=zh,
        text_en=en[0].upper() + en[1:],
        figures=figures,
    )


def _held(case: CaseFile, metrics: str) -> list[Figure]:
    return [figure for metric in metrics.split("|") for figure in _held_of(case, metric)]


def _held_of(case: CaseFile, metric: str) -> list[Figure]:
    family = metric.endswith(".")
    return [
        f
        for f in case.figures
        if (f.metric.startswith(metric) if family else f.key.partition("@")[0] == metric)
        and f.value is not None
        and f.status is FigureStatus.VERIFIED
    ]


SPECS: Final = (
    DocumentSpec(
        "licence",
        "营业执照",
        "business licence",
        ("applicant.uscc", "applicant.founded"),
        _EVERY,
        states=(
            "applicant.name",
            "applicant.address",
            "applicant.legal_representative",
            "applicant.registered_capital",
        ),
    ),
    DocumentSpec(
        "owners",
        "公司章程与股东名册",
        "articles and register of shareholders",
        ("applicant.owners|owner.1.name",),
        _FULL,
    ),
    DocumentSpec(
        "bureau",
        "企业征信报告",
        "credit-bureau report",
        ("bureau.report_date",),
        _YEARLY | {MemoKind.INTERIM},
        frozenset({MemoKind.PRESCREEN, MemoKind.RATING}),
        states=("bureau.",),
    ),
    DocumentSpec(
        "accounts",
        "近三年财务报表",
        "financial statements of three years",
        ("total_assets", "revenue", "net_profit"),
        _FULL,
        least=3,
    ),
    DocumentSpec(
        "latest_accounts",
        "最近一年财务报表",
        "financial statements of the latest year",
        ("total_assets", "revenue"),
        frozenset({MemoKind.REVIEW, MemoKind.INTERIM, MemoKind.RATING}),
        frozenset({MemoKind.PRESCREEN}),
    ),
    DocumentSpec(
        "cash_flow",
        "现金流量表",
        "cash-flow statement",
        ("operating_cash_flow",),
        _FULL,
        frozenset({MemoKind.REVIEW}),
    ),
    DocumentSpec(
        "debt",
        "利息与还本明细",
        "interest and schedule of principal",
        ("interest_expense", "principal_repayment"),
        _FULL,
        frozenset({MemoKind.REVIEW}),
    ),
    DocumentSpec(
        "invoices",
        "销项与进项发票明细",
        "ledgers of sales and purchase invoices",
        ("records.invoices",),
        _EVERY,
    ),
    DocumentSpec(
        "bank",
        "银行流水",
        "bank statements",
        ("bank.inflow",),
        _YEARLY | {MemoKind.INTERIM},
        frozenset({MemoKind.PRESCREEN, MemoKind.RATING}),
    ),
    DocumentSpec("vat", "增值税申报表", "VAT returns", ("sales.net#vat_returns",), _NONE, _EVERY),
    DocumentSpec(
        "facilities",
        "现有授信合同与余额",
        "existing facility agreements and balances",
        ("facility.",),
        _FULL,
        frozenset({MemoKind.REVIEW}),
    ),
    DocumentSpec(
        "visit",
        "贷前实地调查记录",
        "log of the site visit",
        ("visit.1.date", "visit.1.seen"),
        _FULL,
        states=("visit.",),
    ),
    DocumentSpec(
        "use",
        "资金使用计划与购销合同",
        "plan for the use of proceeds with contracts",
        ("request.use_of_proceeds|use.1.amount",),
        _FULL,
    ),
    DocumentSpec(
        "schedule",
        "分期还款计划",
        "repayment schedule",
        ("request.principal_per_year",),
        _FULL,
        applies=is_long,
    ),
    DocumentSpec(
        "valuation",
        "押品评估报告与权属证明",
        "valuation and title of the collateral",
        ("collateral.1.value", "collateral.1.valued_on"),
        _YEARLY,
        applies=is_secured,
    ),
    DocumentSpec(
        "guarantor",
        "保证人财务资料",
        "accounts of the guarantor",
        ("guarantor.1.net_worth",),
        _YEARLY,
        applies=is_guaranteed,
    ),
)
"""Required in a full proposal, a review and a pre-screen as the sets say; a decline needs none."""
