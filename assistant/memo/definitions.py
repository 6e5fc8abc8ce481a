"""Formulas in words: what a figure is made of, by the names that people know it by."""

import re
from functools import cache
from typing import Final

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import FIELDS
from assistant.domain.figures import Metric
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.scoring.funding import FUNDING_METRICS
from assistant.scoring.ratios import SCORING_METRICS
from assistant.variables.catalogue import CATALOGUE

_TERM: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*(?:@[A-Z0-9]+)?")


def definition(formula: str, lang: Lang) -> str:
    """A formula with the names of what it is made of; '' where a part of it has no name."""
    text = in_tongue(formula, lang)
    terms = _TERM.findall(text)
    known = {term: metric for term in terms if (metric := _metrics().get(term.partition("@")[0]))}
    if not terms or len(known) < len(set(terms)):
        return ""
    named = _TERM.sub(lambda match: known[match[0]].label(lang), text)
    return named.replace(" / ", " ÷ ").replace(" * ", " × ").replace(" - ", " − ")


@cache
def _metrics() -> dict[str, Metric]:
    return {**CATALOGUE, **FUNDING_METRICS, **SCORING_METRICS, **STATEMENT_LINES, **FIELDS}
