"""The names by which a question can mean a measure or a counterparty of one case."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from assistant.domain.figures import Figure, Metric, figure_key
from assistant.domain.papers import PAPER_FIELDS
from assistant.domain.quantities import Lang
from assistant.llm.everyday import EVERYDAY, PATTERNS, SUPERSEDED
from assistant.llm.wording import holds_chinese, normalised, position, terms

_NUMBERED: Final = re.compile(r"\.\d{1,2}\.")
_PATTERNS: Final = tuple((re.compile(pattern), meaning) for pattern, meaning in PATTERNS)
_LIKE_LABEL: Final = 0.6
_LIKE_QUESTION: Final = 0.4


class Named(NamedTuple):
    """One measure that a question names, and where."""

    key: str
    """A series of the case, or a metric that it lacks."""
    start: int
    end: int
    """Where its name ends; ``start`` for a wording that says more than a name."""


def series_key(figure: Figure) -> str:
    """What names a figure's series of values: ``metric[#source]``, a paper's with its scope."""
    key = figure_key(figure.key)
    scope = f":{key.scope}" if key.scope and key.metric in PAPER_FIELDS else ""
    source = f"#{key.source}" if key.source else ""
    return f"{key.metric}{scope}{source}"


def _metric_part(series: str) -> str:
    return series.partition("#")[0].partition(":")[0]


class Vocabulary:
    """Names of measures and counterparties, built once for a case. Changes nothing."""

    def __init__(
        self, figures: Sequence[Figure], metrics: Iterable[Metric], as_of: date | None = None
    ) -> None:
        """Index labels, aliases and everyday words of ``metrics`` and of the case's figures."""
        self.as_of = as_of or _as_of(figures)
        self.by_metric: dict[str, list[Figure]] = {}
        """Figures of the firm itself and of its papers, by series."""
        self.by_entity: dict[str, list[Figure]] = {}
        """Figures of one counterparty each, by its name."""
        for figure in figures:
            key = figure_key(figure.key)
            scope = None if key.metric in PAPER_FIELDS else key.scope
            held = self.by_entity if scope else self.by_metric
            held.setdefault(scope or series_key(figure), []).append(figure)
        self.metrics = {metric.key: metric for metric in metrics}
        self._names: dict[str, tuple[str, ...]] = {}
        self._general: set[str] = set()
        self._add_labels()
        for zh, en, meaning in EVERYDAY:
            names = [normalised(name) for name in f"{zh}|{en}".split("|")]
            self._names.update(dict.fromkeys(names, self.meant(meaning.removeprefix("~"))))
            self._general.update(names if meaning.startswith("~") else ())
        self._by_length = sorted(self._names, key=len, reverse=True)
        self._entities = sorted(
            ((normalised(name), name) for name in self.by_entity), key=lambda e: -len(e[0])
        )

    def _add_labels(self) -> None:
        named: dict[str, dict[str, None]] = {}

        def add(key: str, *names: str) -> None:
            for name in map(normalised, names):
                if len(name) > 1:
                    named.setdefault(name, {})[key] = None

        for metric in self.metrics.values():
            add(metric.key, metric.key, metric.label_zh, metric.label_en)
            add(metric.key, *metric.aliases_zh, *metric.aliases_en)
        for key, found in self.by_metric.items():
            add(key, key, found[0].label_zh, found[0].label_en)
            base = PAPER_FIELDS.get(_metric_part(key))
            if family := base or self.metrics.get(_NUMBERED.sub(".n.", key)):
                add(key, family.label_zh, family.label_en, *family.aliases_zh, *family.aliases_en)
        for name, keys in named.items():
            held = tuple(key for key in keys if key in self.by_metric)
            papers = tuple(series for series in self.by_metric if _metric_part(series) in keys)
            self._names[name] = held or papers or tuple(keys)[:1]

    def meant(self, meaning: str) -> tuple[str, ...]:
        """Keys that an everyday meaning stands for in this case."""
        options = [self._numbered(option) for option in meaning.split("/")]
        return next((keys for keys in options if self._has_any(keys)), options[0])

    def _numbered(self, option: str) -> tuple[str, ...]:
        keys: list[str] = []
        for key in option.split("+"):
            keys += [k for k in self.by_metric if _is_of_family(k, key)] or [key]
        return tuple(keys)

    def _has_any(self, keys: Sequence[str]) -> bool:
        return any(key in self.by_metric for key in keys)

    def label(self, key: str, lang: Lang) -> str:
        """The measure's name in one language; its key where nothing names it."""
        if key in self.metrics:
            return self.metrics[key].label(lang)
        found = self.by_metric.get(key)
        return found[0].label(lang) if found else key

    def named_in(self, question: str) -> tuple[Named, ...]:
        """The measures that a question names, longest names first claimed, in its order.

        A name that several measures share means those of which the case has figures; a measure
        that is only mentioned beside the one asked about is left out.
        """
        text = normalised(question)
        found: list[Named] = []
        general: list[Named] = []
        for pattern, meaning in _PATTERNS:
            if match := pattern.search(text):
                found += [Named(key, match.start(), match.start()) for key in self.meant(meaning)]
                text = _claimed(text, *match.span())
        for name in self._by_length:
            start = position(name, text)
            if start < 0:
                continue
            end = start + len(name)
            text = _claimed(text, start, end)
            own = [Named(key, start, end) for key in self._names[name]]
            (general if name in self._general else found).extend(own)
        found = found or general
        keys = {named.key for named in found}
        kept = (n for n in found if not keys.intersection(SUPERSEDED.get(n.key, ())))
        first: dict[str, Named] = {}
        for one in sorted(kept, key=lambda n: n.start):
            first.setdefault(one.key, one)
        return tuple(first.values())

    def names_of(self, key: str) -> tuple[str, ...]:
        """Every name by which a question can mean a measure, the longest first."""
        return tuple(name for name in self._by_length if key in self._names[name])

    def words_of(self, named: Named, text: str) -> str:
        """The words of normalised ``text`` by which a measure was named; '' where they say more."""
        return text[named.start : named.end]

    def entities_in(self, question: str) -> tuple[str, ...]:
        """Counterparties that a question names, in its order."""
        text = normalised(question)
        found: list[tuple[int, str]] = []
        for plain, name in self._entities:
            start = position(plain, text)
            if start >= 0:
                found.append((start, name))
                text = _claimed(text, start, start + len(plain))
        return tuple(name for _, name in sorted(found))

    def resembling(self, words: str, limit: int = 3) -> tuple[str, ...]:
        """Measures of the case whose names share most terms with ``words``; () when few do."""
        asked = terms(words)
        if not asked:
            return ()
        chinese = holds_chinese(words)
        scored = []
        for key, found in self.by_metric.items():
            own = terms(found[0].label_zh if chinese else found[0].label_en)
            shared = len(asked & own)
            enough = shared >= _LIKE_LABEL * len(own) and shared >= _LIKE_QUESTION * len(asked)
            if shared and enough:
                scored.append((-shared / len(own | asked), key))
        return tuple(key for _, key in sorted(scored)[:limit])

    def resolved(self, name: str) -> tuple[str, ...]:
        """Measures that a tool's argument means: a key, its beginning, a name, or alike."""
        whole = name.split("@", maxsplit=1)[0].strip()
        if whole in self.by_metric:
            return (whole,)
        series = whole.split(":", maxsplit=1)[0].strip()
        if series in self.by_metric or series in self.metrics:
            return (series,)
        metric = series.split("#", maxsplit=1)[0]
        if metric in self.by_metric or metric in self.metrics:
            return (metric,)
        if family := tuple(k for k in self.by_metric if k.startswith(f"{metric}.")):
            return family
        words = name.replace("_", " ")
        named = tuple(dict.fromkeys(n.key for n in self.named_in(words)))
        return named or self.resembling(words)


def _is_of_family(series: str, key: str) -> bool:
    """Whether a series is one of a numbered field, or one paper's of what papers state."""
    if ".n." in key:
        return _NUMBERED.sub(".n.", series) == key
    return key in PAPER_FIELDS and _metric_part(series) == key


def _claimed(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]


def _as_of(figures: Sequence[Figure]) -> date | None:
    ends = [f.period.end for f in figures if f.period and f.period.code.startswith("L")]
    if ends:
        return max(ends)
    return max((f.period.end for f in figures if f.period), default=None)
