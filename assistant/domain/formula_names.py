"""Formulas by the names that people know their parts by, in place of keys such as ``sales.net``."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from assistant.domain.figures import Figure
from assistant.domain.periods import brief
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue

_TERM: Final = re.compile(r"(?<![\w.])[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*(?:@[A-Z0-9]+)?(?![\w.]*\w)")
_GAP: Final = re.compile(r"(?<=[\u4e00-\u9fff（）]) (?=[\u4e00-\u9fff（])")
"""A space that parted a key from Chinese words."""
_EACH: Final = ".n."
"""In a key that stands for each of several things: ``collateral.n.value``."""
_FIRST: Final = re.compile(r" ?(?:\(1\)|（1）|\b1\b)|(?<=[\u4e00-\u9fff])1")
_SIGNS: Final = ((" / ", " ÷ "), (" * ", " × "), (" - ", " − "))

Names = Callable[[str], str]
"""The name of a key or a metric; '' where there is none."""


def formula_in_names(formula: str, names: Names, lang: Lang) -> str:
    """A formula of keys, or in words with keys, by names.

    A word without a dot or an underscore is taken for a key only where the whole is made of keys:
    ``revenue`` may be the key or the word.
    """
    text = in_tongue(formula, lang)
    terms = {term: names(term) for term in _TERM.findall(text)}
    whole = bool(terms) and all(terms.values())
    known = {t: n for t, n in terms.items() if n and (whole or _is_key(t) or lang is Lang.ZH)}
    named = _TERM.sub(lambda match: known.get(match[0], match[0]), text)
    for sign, printed in _SIGNS if known else ():
        named = named.replace(sign, printed)
    return _GAP.sub("", named) if known else named


def _is_key(term: str) -> bool:
    return "." in term or "_" in term or "@" in term


def names_of(figures: Mapping[str, Figure], lang: Lang) -> Names:
    """The names of a case's figures, by key and by metric; a key's own period goes with its name.

    Looks only for what is asked: a case may hold thousands of figures.
    """

    def labelled(metric: str) -> str:
        begun = f"{metric}@"
        found = figures.get(metric) or next(
            (f for key, f in figures.items() if key.startswith(begun)), None
        )
        return found.label(lang) if found is not None else ""

    def name(term: str) -> str:
        figure = figures.get(term) if "@" in term else None
        if figure is not None and figure.period is not None:
            label, period = figure.label(lang), brief(figure.period.label(lang))
            return f"{label}（{period}）" if lang is Lang.ZH else f"{label} ({period})"
        metric = term.partition("@")[0]
        if _EACH in metric:
            return _FIRST.sub("", labelled(metric.replace(_EACH, ".1.")))
        return labelled(metric)

    return name
