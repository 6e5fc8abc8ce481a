"""What the trained model in use says of one case: a second opinion that no score takes in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from assistant.domain.case import CaseId
from assistant.domain.quantities import Lang, Unit, value_text
from assistant.domain.records import OPERATIONS, RecordKind
from assistant.scoring.grading import grade_of_pd
from assistant.scoring.trained import CardReason, CardScore, TrainedCard, card_score
from assistant.services.model_registry import champion
from assistant.services.office import Office

_MOST: Final = 4
"""Reasons that are told."""
_INVOICES: Final = frozenset({RecordKind.INVOICES})
_INDEX: Final = frozenset({RecordKind.INDUSTRY})
_OTHERS: Final = frozenset(OPERATIONS) - _INDEX


@dataclass(frozen=True)
class ModelView:
    """A card's verdict on one case."""

    card: TrainedCard
    found: CardScore
    grade: str
    """On the policy's master scale, by the PD."""

    @property
    def reasons(self) -> tuple[CardReason, ...]:
        """What costs most, the costliest first."""
        return self.found.reasons[:_MOST]

    def sentences(self, lang: Lang) -> tuple[str, ...]:
        """The verdict and its main reasons."""
        pd = value_text(self.found.pd, Unit.RATIO, lang)
        if lang is Lang.ZH:
            head = f"模型{self.card.name}：一年违约概率{pd}，按主标尺为{self.grade}级；不进入评分。"
            return head, *(r.zh for r in self.reasons)
        head = (
            f"Model {self.card.name}: one-year PD {pd}, grade {self.grade} on the master scale; "
            "it enters no score."
        )
        return head, *(r.en for r in self.reasons)


def model_view(office: Office, case: CaseId) -> ModelView | None:
    """The promoted card on the case's own records; None without a card or without invoices.

    Raises:
        InputError: the promoted file was changed.
    """
    card = champion(office)
    values = {} if card is None else _values(office, case)
    if card is None or not values:
        return None
    found = card_score(card, values)
    return ModelView(card, found, grade_of_pd(office.policy, found.pd).grade)


def _values(office: Office, case: CaseId) -> Mapping[str, float | None]:
    from assistant.variables.wide.compute import joined_tables, wide_table
    from assistant.variables.wide.operations import operation_table

    store, held = office.store(case), office.case(case)
    kinds = {r.digest: r.kind for r in held.record_sets}
    by = {
        family: [store.records_path(digest) for digest, kind in kinds.items() if kind in family]
        for family in (_INVOICES, _INDEX, _OTHERS)
    }
    if not by[_INVOICES] or held.as_of is None:
        return {}
    table = wide_table(by[_INVOICES], as_of=held.as_of, today=office.today(), index=by[_INDEX])
    if len(table.firms) != 1:
        return {}
    if by[_OTHERS]:
        more = operation_table(by[_OTHERS], as_of=table.as_of)
        if len(more.firms) == 1:  # a case is one firm, whatever code its lists give it
            table = joined_tables(table, replace(more, firms=table.firms))
    return {
        key: None if np.isnan(value) else float(value)
        for key, value in zip(table.keys, table.values[0], strict=True)
    }
