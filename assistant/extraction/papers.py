"""A firm's papers: licences, register extracts, valuations, contracts, schedules, certificates.

A paper is known by the title that it begins with, a schedule by what stands over its table.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from assistant.domain.applicant import FIELDS
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding
from assistant.domain.papers import (
    REGISTRY_FIELDS,
    REGISTRY_NAMES,
    VALUATION_FIELDS,
    scope_of,
)
from assistant.extraction.ageing import ageing_figures
from assistant.extraction.certificates import certificate_figures, is_certificate
from assistant.extraction.contracts import contract_figures, is_contract
from assistant.extraction.debt_schedules import debt_figures
from assistant.extraction.forms import Form, form_figures, names_of
from assistant.extraction.guarantees import guarantee_clauses, guarantee_schedule, is_guarantee
from assistant.extraction.labels import canonical_label
from assistant.extraction.quoted import is_titled
from retrieval.passages import LoadedDocument

_REGISTRY: Final = re.compile(
    r"营业执照|信用信息公示|(?:工商|企业|市场主体|商事)登记|登记(?:信息|档案|基本情况)|企业基本信息"
    r"|business licen[cs]e|certificate of incorporation|compan(?:y|ies) regist|register of compan"
    r"|registry extract|extract (?:from|of) the .*register",
    re.IGNORECASE,
)
_VALUATION: Final = re.compile(
    r"(?:房地产|不动产|资产|抵押|土地|房产|价值|设备|押品).{0,12}(?:评估|估价)(?:结果)?报告"
    r"|\bvaluation (?:report|certificate)|\bappraisal report",
    re.IGNORECASE,
)
_REGISTRY_NAMES: Final = {
    **names_of({k: m for k, m in FIELDS.items() if k.startswith("applicant.")}),
    **names_of(REGISTRY_FIELDS),
    **{canonical_label(n): FIELDS[key] for key, names in REGISTRY_NAMES.items() for n in names},
}
_VALUATION_NAMES: Final = names_of(VALUATION_FIELDS)
_ENOUGH: Final = 2


class Papers(NamedTuple):
    """What was read from a paper."""

    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()
    """What could not be read, in both languages."""


def titled_paper(document: LoadedDocument, source: str) -> Papers:
    """Values of a document that calls itself a paper of a kind that is known.

    Args:
        document: as loaded.
        source: the source's id in the case.
    """
    if is_certificate(document):
        return Papers(certificate_figures(document, source))
    if is_titled(document, _REGISTRY):
        return _from_form(form_figures(document, source, _REGISTRY_NAMES))
    if is_titled(document, _VALUATION):
        scope = scope_of(document.name)
        return _from_form(form_figures(document, source, _VALUATION_NAMES, scope))
    if is_guarantee(document):
        guarantee = guarantee_clauses(document, source)
        if len(guarantee.figures) >= _ENOUGH:
            return Papers(guarantee.figures, (), guarantee.problems)
    if is_contract(document):
        contract = contract_figures(document, source)
        return Papers(contract.figures, (), contract.problems)
    return Papers()


def schedules(document: LoadedDocument, source: str) -> Papers:
    """Schedules of ages, debts and guarantees, which may stand beside statements in one workbook.

    Args:
        document: as loaded.
        source: the source's id in the case.
    """
    aged, debt = ageing_figures(document, source), debt_figures(document, source)
    given = guarantee_schedule(document, source)
    return Papers(
        (*aged.figures, *debt.figures, *given.figures),
        (*aged.findings, *debt.findings, *given.findings),
        (*debt.problems, *given.problems),
    )


def _from_form(form: Form) -> Papers:
    if len({figure.metric for figure in form.figures}) < _ENOUGH:
        return Papers()
    return Papers(_first(form.figures), (), tuple(unread.told() for unread in form.unread))


def _first(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple({figure.key: figure for figure in reversed(tuple(figures))}.values())
