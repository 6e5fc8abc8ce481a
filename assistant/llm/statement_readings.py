"""Asks a model how statements come out of sources. What it proposes is judged elsewhere."""

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from assistant.domain.checks import SourceText
from assistant.domain.model import Record
from assistant.domain.readings import ClaimReading, Operand, Operation, SentenceReading, WordPair
from assistant.llm.one_shot import OneShot

_STATEMENTS: Final = 8
"""Statements in one request."""
_MOST_CHARS: Final = 24_000
"""Characters of sources in one request."""
_MOST_READINGS: Final = 64


class Unclear(NamedTuple):
    """A sentence and its numbers that no rule could prove or refute."""

    sentence: str
    numbers: tuple[str, ...]


class _Row(Record):
    """One proposal as the model writes it."""

    statement: int
    claim: str
    operation: Operation
    operands: tuple[Operand, ...]
    words: tuple[WordPair, ...] = ()


class ReadingProposer(OneShot):
    """Proposes readings of statements with the configured endpoint."""

    _prompt = "statement_readings"
    _purpose = "readings"
    _answer_tokens = 3_000

    def _schema(self) -> dict[str, Any]:
        return answer_schema()

    def propose(
        self, unclear: Sequence[Unclear], sources: Sequence[SourceText]
    ) -> tuple[SentenceReading, ...]:
        """What the model makes of the statements; what can't be read as a proposal is left out.

        Raises:
            EndpointFailure: the endpoint fails.
        """
        found: list[SentenceReading] = []
        for start in range(0, len(unclear), _STATEMENTS):
            some = unclear[start : start + _STATEMENTS]
            answer = self._answer(**inputs_of(some, sources))
            found += readings_in(answer, [u.sentence for u in some])
        return tuple(found)


def inputs_of(unclear: Sequence[Unclear], sources: Sequence[SourceText]) -> dict[str, str]:
    """The prompt's inputs: numbered sources, numbered statements with their unclear numbers."""
    listed = "\n".join(
        f"{place}. {' '.join(one.sentence.split())}\n   unclear: "
        + " | ".join(dict.fromkeys(one.numbers))
        for place, one in enumerate(unclear, start=1)
    )
    chosen = _near(sources, " ".join(u.sentence for u in unclear))
    told = "\n\n".join(f"[{place}] {source.text.strip()}" for place, source in chosen)
    return {"sources": told, "statements": listed}


def _near(sources: Sequence[SourceText], words: str) -> list[tuple[int, SourceText]]:
    """The sources that share most with the statements, as many as one request may hold."""
    numbered = list(enumerate(sources, start=1))
    if sum(len(s.text) for s in sources) <= _MOST_CHARS:
        return numbered
    grams = _grams(words)
    best = sorted(numbered, key=lambda pair: -len(grams & _grams(pair[1].text)))
    kept, room = [], _MOST_CHARS
    for place, source in best:
        if len(source.text) <= room:
            kept.append((place, source))
            room -= len(source.text)
    if not kept and best:
        place, source = best[0]
        kept = [(place, source.model_copy(update={"text": source.text[:_MOST_CHARS]}))]
    return sorted(kept, key=lambda pair: pair[0])


def _grams(text: str) -> frozenset[str]:
    """Every three characters of a text, whatever its language."""
    low = text.lower()
    return frozenset(low[i : i + 3] for i in range(len(low) - 2))


def readings_in(answer: str, sentences: Sequence[str]) -> list[SentenceReading]:
    """The proposals that an answer holds, by sentence; anything malformed is dropped."""
    start, end = answer.find("{"), answer.rfind("}")
    try:
        held = json.loads(answer[start : end + 1]) if start >= 0 else None
    except (ValueError, RecursionError):
        return []
    rows = held.get("readings") if isinstance(held, dict) else None
    claims: dict[int, list[ClaimReading]] = {}
    for row in rows[:_MOST_READINGS] if isinstance(rows, list) else ():
        try:
            one = _Row.model_validate(row)
            reading = ClaimReading(**one.model_dump(exclude={"statement"}))
        except ValidationError:
            continue
        if 1 <= one.statement <= len(sentences):
            claims.setdefault(one.statement, []).append(reading)
    return [
        SentenceReading(sentence=sentences[place - 1], claims=tuple(found))
        for place, found in sorted(claims.items())
    ]


def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer, for endpoints that keep to one."""
    words = {"type": "string"}
    operand = _object({"source": {"type": "integer"}, "quote": words})
    row = _object(
        {
            "statement": {"type": "integer"},
            "claim": words,
            "operation": {"enum": [o.value for o in Operation]},
            "operands": {"type": "array", "items": operand},
            "words": {"type": "array", "items": _object({"said": words, "source": words})},
        }
    )
    return _object({"readings": {"type": "array", "items": row}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties,
        "required": list(properties), "additionalProperties": False,
    }  # fmt: skip
