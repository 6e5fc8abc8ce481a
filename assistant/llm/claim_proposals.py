"""Asks a model what spoken numbers are about. What it proposes is checked elsewhere."""

import json
from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError

from assistant.domain.claims import ClaimProposal
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.one_shot import OneShot

_LINES: Final = 30
"""Utterances in one request."""


class ClaimProposer(OneShot):
    """Proposes claims with the configured endpoint."""

    _prompt = "interview_claims"
    _purpose = "claims"
    _answer_tokens = 2_000

    def propose(
        self, utterances: Sequence[str], measures: Sequence[str]
    ) -> tuple[ClaimProposal | None, ...]:
        """What the model makes of the utterances; None for each entry that can't be read.

        Args:
            utterances: with their times, and the question before each where there is one.
            measures: key and name of each measure that may be meant.

        Raises:
            EndpointFailure: the endpoint fails, or its answer is no JSON.
        """
        return tuple(
            proposal
            for start in range(0, len(utterances), _LINES)
            for proposal in _read(
                self._answer(
                    utterances="\n".join(utterances[start : start + _LINES]),
                    measures="\n".join(measures),
                )
            )
        )


def _read(text: str) -> list[ClaimProposal | None]:
    start, end = text.find("{"), text.rfind("}")
    try:
        held = json.loads(text[start : end + 1]) if start >= 0 else None
    except ValueError as error:
        raise EndpointFailure(FailureKind.MALFORMED) from error
    rows = held.get("claims") if isinstance(held, dict) else None
    if not isinstance(rows, list):
        raise EndpointFailure(FailureKind.MALFORMED)
    return [_proposal(row) for row in rows]


def _proposal(row: object) -> ClaimProposal | None:
    try:
        return ClaimProposal.model_validate(row)
    except ValidationError:
        return None
