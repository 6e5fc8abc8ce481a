"""What a question asks, part by part: topic, measures, periods, and what it wants to know.

Rules only. A part that says too little leans on the part before it, then on the question before.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.llm import cues
from assistant.llm.beyond import asks_beyond
from assistant.llm.clauses import clauses_of
from assistant.llm.concepts import DECISIVE, clauses_in, papers_in
from assistant.llm.cues import Aspect, Topic
from assistant.llm.derived import derived_in, places_in
from assistant.llm.leaning import leaning
from assistant.llm.parts import Part
from assistant.llm.steps import Said
from assistant.llm.supposing import Change, changes_in
from assistant.llm.times import named_periods, spread
from assistant.llm.vocabulary import Vocabulary
from assistant.llm.wording import normalised

_MOST_PARTS: Final = 4
_MOST_METRICS: Final = 4
_REMEMBERED: Final = 3
"""Questions back to which a question may lean."""
_NAMED_FILE: Final = re.compile(
    r"《([^》]+)》|([\w.()（）-]+\.(?:pdf|docx|xlsx|html|md|txt))", re.I
)
_PAGE: Final = re.compile(r"第\s*(\d{1,4})\s*页|\b(?:page|p\.)\s*(\d{1,4})")
_OF_SCORE: Final = {
    "score.points": Topic.SCORE,
    "score.grade": Topic.SCORE,
    "score.limit": Topic.LIMIT,
    "score.rate": Topic.RATE,
}
_ASKED_OF_US: Final = (Topic.LIMIT, Topic.RATE)
_ASKED_BY_THEM: Final = frozenset({"request.amount", "request.rate"})
"""What the firm asks for; beside words for a limit or the policy's rate it is not meant."""
_LEVERS: Final = frozenset({"sales.net", "revenue"})
_WIDER: Final = (
    Aspect.VALUE, Aspect.TREND, Aspect.HISTORY, Aspect.VERDICT, Aspect.HEADROOM, Aspect.WHY,
)  # fmt: skip
"""What is asked of one topic twice: the later of these says what the earlier one would."""


def understood(
    question: str, vocabulary: Vocabulary, history: Sequence[Said] = ()
) -> tuple[Part, ...]:
    """The parts of a question, in its order; never empty.

    Args:
        question: as typed.
        vocabulary: names of the case's measures and counterparties.
        history: earlier messages, the latest last.
    """
    text = normalised(question).replace(" & ", " and ")
    if whole := _whole(question, text, vocabulary):
        return (whole,)
    before = _before(vocabulary, history)
    excluding = cues.EXCLUDING.search(text) is not None
    if not excluding and (changes := _changes(text, vocabulary, before)):
        return (Part(Topic.WHAT_IF, question, changes=changes),)
    parts: list[Part] = []
    decimals = places_in(text)
    for clause in clauses_of(text, vocabulary):
        made = _derived(clause, vocabulary, decimals) or _breakdown(clause, vocabulary)
        part = (None if excluding else made) or _part(clause, vocabulary)
        part = replace(part, is_beyond=part.is_beyond or (excluding and bool(part.metrics)))
        parts.append(leaning(part, parts[-1] if parts else None, before))
    return _merged(_dated(parts, text, vocabulary))


def _whole(question: str, text: str, vocabulary: Vocabulary) -> Part | None:
    for topic, words in cues.WHOLE_QUESTION:
        if words.search(text):
            return Part(topic, question)
    page, name = _PAGE.search(text), _NAMED_FILE.search(question)
    if page and name:
        source = next(part for part in name.groups() if part)
        return Part(Topic.DOCUMENT, question, page=(source, int(page[1] or page[2])))
    del vocabulary
    return None


def _before(vocabulary: Vocabulary, history: Sequence[Said]) -> Part | None:
    """The last part of the question before, itself completed from those before it."""
    asked = [said.text for said in history if said.role == "user"][-_REMEMBERED:]
    if not asked:
        return None
    earlier = tuple(Said("user", text) for text in asked[:-1])
    last = understood(asked[-1], vocabulary, earlier)[-1]
    if last.topic in (Topic.GREETING, Topic.THANKS, Topic.ABOUT, Topic.UNCLEAR):
        return _before(vocabulary, earlier)
    return last


def _changes(text: str, vocabulary: Vocabulary, before: Part | None) -> tuple[Change, ...]:
    again = before is not None and before.topic is Topic.WHAT_IF and cues.CONTINUES.search(text)
    if not (cues.IF_WORDS.search(text) or again):
        return ()
    return changes_in(text, vocabulary, before.changes if again and before else ())


def _derived(clause: str, vocabulary: Vocabulary, decimals: int | None) -> Part | None:
    derived = derived_in(clause, to_decimals=decimals is not None)
    if derived is None or papers_in(clause):
        return None
    periods = named_periods(clause, vocabulary.as_of)
    return Part(Topic.DERIVED, clause, metrics=(derived.key,), periods=periods, decimals=decimals)


def _breakdown(clause: str, vocabulary: Vocabulary) -> Part | None:
    regions = {match[0] for match in cues.REGION.finditer(clause)}
    parts = cues.PARTS_OF_WHOLE.search(clause) or len(regions) > 1
    if not (parts and cues.OF_REVENUE.search(clause)):
        return None
    if clauses_in(clause) or papers_in(clause) or vocabulary.entities_in(clause):
        return None
    periods = named_periods(clause, vocabulary.as_of)
    return Part(Topic.BREAKDOWN, clause, periods=periods)


def _part(clause: str, vocabulary: Vocabulary) -> Part:
    named = vocabulary.named_in(_without_papers(clause))
    metrics = tuple(dict.fromkeys(one.key for one in named))
    entities = vocabulary.entities_in(clause)
    plain = cues.BASELINE.sub(" ", clause)
    aspect = _aspect(plain, metrics, [vocabulary.words_of(one, clause) for one in named])
    if aspect in (None, Aspect.COMPARE, Aspect.VERDICT) and plain != clause:
        aspect = Aspect.TREND
    if aspect in (Aspect.SOURCE, Aspect.FORMULA) and any(k.endswith("_name") for k in metrics):
        aspect = None
    metrics = _levers_apart(metrics, aspect)
    periods = named_periods(plain, vocabulary.as_of)
    names = [name for key in metrics for name in vocabulary.names_of(key)]
    by_pattern = any(not vocabulary.words_of(one, clause) for one in named)
    part = Part(
        topic=_topic(clause, metrics, entities, aspect),
        is_beyond=bool(metrics) and not by_pattern and asks_beyond(clause, names),
        text=clause,
        aspect=aspect or Aspect.VALUE,
        metrics=metrics[:_MOST_METRICS],
        entity=entities[0] if entities else "",
        periods=spread(plain, periods, vocabulary.as_of),
        says_aspect=aspect is not None,
    )
    if part.topic is Topic.UNCLEAR and (alike := vocabulary.resembling(clause)):
        return replace(part, topic=Topic.MEASURE, metrics=alike[:1])
    return part


def _aspect(clause: str, metrics: Sequence[str], names: Sequence[str]) -> Aspect | None:
    """What is asked, by words that are no part of a measure's name."""
    for name in names:
        clause = clause.replace(name, " ") if name else clause
    if len(metrics) > 1 and cues.APART.search(clause):
        return Aspect.COMPARE
    return next((aspect for aspect, words in cues.ASPECTS if words.search(clause)), None)


def _without_papers(clause: str) -> str:
    """The clause without names of documents: a sales contract is no question about sales."""
    for paper in papers_in(clause):
        clause = paper.words.sub(" ", clause)
    return clause


def _levers_apart(metrics: tuple[str, ...], aspect: Aspect | None) -> tuple[str, ...]:
    """A headroom is asked of what is tested, not of the sales that would have to fall."""
    if aspect is not Aspect.HEADROOM:
        return metrics
    return tuple(key for key in metrics if key not in _LEVERS) or metrics


def _topic(
    clause: str, metrics: Sequence[str], entities: Sequence[str], aspect: Aspect | None
) -> Topic:
    cued = next((topic for topic, words in cues.CLAUSE if words.search(clause)), None)
    if cued and _is_decisive(cued, metrics):
        return cued
    if _is_of_documents(clause, metrics):
        return Topic.DOCUMENT
    if entities:
        return Topic.PARTY
    scored = next((_OF_SCORE[key] for key in metrics if key in _OF_SCORE), None)
    if cued is Topic.WARNINGS or ((scored or cued) and not _others(metrics)):
        return scored or cued or Topic.UNCLEAR
    if not metrics and aspect in (Aspect.THIN, Aspect.UNTESTED):
        return Topic.RULES
    return Topic.MEASURE if metrics else Topic.UNCLEAR


def _is_decisive(cued: Topic, metrics: Sequence[str]) -> bool:
    """Whether words for a topic hold, whatever measures are named beside them."""
    if cued in _ASKED_OF_US:
        return set(metrics) <= _ASKED_BY_THEM
    return cued is Topic.VANISHED or (cued is Topic.MISSING and not metrics)


def _others(metrics: Sequence[str]) -> bool:
    return any(key not in _OF_SCORE for key in metrics)


def _is_of_documents(clause: str, metrics: Sequence[str]) -> bool:
    if papers_in(clause) or DECISIVE.search(clause) or _NAMED_FILE.search(clause):
        return True
    if cues.PARTS_OF_WHOLE.search(clause) or cues.OWN_TERMS.search(clause):
        return True
    return not metrics and bool(clauses_in(clause)) and not _is_cued(clause)


def _is_cued(clause: str) -> bool:
    return any(words.search(clause) for _, words in cues.CLAUSE)


def _dated(parts: Sequence[Part], text: str, vocabulary: Vocabulary) -> list[Part]:
    """Periods that only one part names hold for those beside it too."""
    every = named_periods(text, vocabulary.as_of)
    named = [part.periods for part in parts if part.periods]
    if len(named) != 1 or named[0] != every:
        return list(parts)
    return [replace(part, periods=part.periods or every) for part in parts]


def _merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts about the same thing as one, which wants what says most."""
    kept: dict[tuple[object, ...], Part] = {}
    for part in parts:
        held = kept.get(part.target)
        if held is None:
            kept[part.target] = part
        elif _says_more(part, held):
            both = f"{held.text} {part.text}", held.is_beyond and part.is_beyond
            kept[part.target] = replace(part, text=both[0], is_beyond=both[1])
    clear = [part for part in kept.values() if part.topic is not Topic.UNCLEAR]
    return tuple((clear or list(kept.values()))[:_MOST_PARTS])


def _says_more(part: Part, held: Part) -> bool:
    def rank(one: Part) -> int:
        return _WIDER.index(one.aspect) if one.aspect in _WIDER else len(_WIDER)

    return rank(part) > rank(held)
