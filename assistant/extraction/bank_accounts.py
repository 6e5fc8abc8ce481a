"""Flows of a firm's several bank accounts added up; one account told twice counts once."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, FigureStatus
from assistant.domain.tongues import tongues_of, two_tongued
from assistant.extraction.amounts import plain
from retrieval.passages import LoadedDocument, Table

TOOL: Final = "bank_accounts.added"
_FLOWS: Final = ("bank.inflow", "bank.outflow")
_ACCOUNT: Final = "account:"
_HEAD: Final = 1_200
_NUMBER: Final = re.compile(
    r"(?:账\s*[号户]|帐\s*[号户]|卡\s*号|\baccount(?:\s+(?:no\.?|number))?)\s*[:：,，]*\s*"
    r"([\dX*]{3,}(?:[ -]?[\dX*]{2,})*)",
    re.IGNORECASE,
)


def account_of(document: LoadedDocument, table: Table) -> str:
    """What tells an account from others: its number as printed, else the columns of its export."""
    match = _NUMBER.search(plain(f"{table.caption}\n{document.pages[table.page - 1].text[:_HEAD]}"))
    if match is not None:
        return _ACCOUNT + re.sub(r"[ -]", "", match[1])
    return _ACCOUNT + hashlib.sha256("|".join(table.header).encode()).hexdigest()[:16]


def accounts_added(given: Iterable[Figure]) -> tuple[Figure, ...]:
    """The sum of each flow of which several accounts have their part.

    What two exports of one account say differently is no sum: it stays a disagreement.

    Args:
        given: figures as documents gave them, several a key.
    """
    flows: dict[str, list[Figure]] = defaultdict(list)
    for figure in given:
        if figure.metric in _FLOWS and isinstance(figure.evidence, Computed):
            flows[figure.key].append(figure)
    return tuple(_sum(own) for same in flows.values() if (own := _one_each(same)))


def _one_each(same: Sequence[Figure]) -> list[Figure]:
    """One figure an account; none where there is one account, or one of them is in dispute."""
    accounts: dict[str, Figure] = {}
    for figure in same:
        held = accounts.setdefault(_account(figure), figure)
        if held.value != figure.value:
            return []
    return list(accounts.values()) if len(accounts) > 1 else []


def _account(figure: Figure) -> str:
    keys = figure.evidence.input_keys if isinstance(figure.evidence, Computed) else ()
    return next((key for key in keys if key.startswith(_ACCOUNT)), figure.key)


def _sum(own: Sequence[Figure]) -> Figure:
    first = own[0]
    evidence = list(_evidence(own))
    told = [tongues_of(one.formula) for one in evidence]
    verified = all(figure.status is FigureStatus.VERIFIED for figure in own)
    return first.model_copy(
        update={
            "value": sum((figure.number or Decimal(0) for figure in own), Decimal(0)),
            "status": FigureStatus.VERIFIED if verified else FigureStatus.CANDIDATE,
            "evidence": Computed(
                tool=TOOL,
                version="1",
                inputs_digest=hashlib.sha256(
                    "|".join(sorted(one.inputs_digest for one in evidence)).encode()
                ).hexdigest(),
                formula=two_tongued(
                    "；加上".join(one.zh for one in told), "; plus ".join(one.en for one in told)
                ),
                input_keys=tuple(key for one in evidence for key in one.input_keys),
                rows=sum(one.rows or 0 for one in evidence),
            ),
        }
    )


def _evidence(own: Sequence[Figure]) -> Iterator[Computed]:
    return (f.evidence for f in own if isinstance(f.evidence, Computed))
