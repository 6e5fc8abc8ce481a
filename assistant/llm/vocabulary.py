"""The names by which a question can mean a metric: labels, aliases, keys and everyday words."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from assistant.domain.figures import Figure, Metric
from assistant.domain.quantities import Lang
from assistant.llm.everyday import EVERYDAY
from assistant.llm.wording import holds_chinese, normalised, position, terms

_NUMBERED: Final = re.compile(r"\.\d{1,2}\.")


class Named:
    """One metric that a question names, and where."""

    __slots__ = ("end", "key", "name", "start")

    def __init__(self, key: str, name: str, start: int) -> None:
        """Keep the metric ``key``, the ``name`` that was used and its place in the question."""
        self.key, self.name, self.start, self.end = key, name, start, start + len(name)


class Vocabulary:
    """Names of metrics, built once for a case. Reads figures; changes nothing."""

    def __init__(
        self, figures: Sequence[Figure], metrics: Iterable[Metric], as_of: date | None = None
    ) -> None:
        """Index labels, aliases and everyday words of ``metrics`` and of the case's figures."""
        self.as_of = as_of or _as_of(figures)
        self.by_metric: dict[str, list[Figure]] = {}
        for figure in figures:
            self.by_metric.setdefault(figure.metric, []).append(figure)
        self.metrics = {metric.key: metric for metric in metrics}
        self._names: dict[str, list[str]] = {}
        for metric in self.metrics.values():
            self._add(metric.key, metric.key, metric.label_zh, metric.label_en)
            self._add(metric.key, *metric.aliases_zh, *metric.aliases_en)
        for key, found in self.by_metric.items():
            self._add(key, key, found[0].label_zh, found[0].label_en)
            if family := self.metrics.get(_NUMBERED.sub(".n.", key)):
                self._add(key, family.label_zh, family.label_en)
                self._add(key, *family.aliases_zh, *family.aliases_en)
        self._add_everyday()
        self._by_length = sorted(self._names, key=len, reverse=True)

    def _add(self, key: str, *names: str) -> None:
        for name in map(normalised, names):
            if len(name) > 1 and key not in (keys := self._names.setdefault(name, [])):
                keys.append(key)

    def _add_everyday(self) -> None:
        for zh, en, meant in EVERYDAY:
            starts = meant.split("|")
            keys = [k for start in starts for k in self.by_metric if _begins(k, start)]
            names = [n for n in f"{zh}|{en}".split("|") if not self._is_held(n)]
            for key in keys:
                self._add(key, *names)

    def _is_held(self, name: str) -> bool:
        return any(key in self.by_metric for key in self._names.get(normalised(name), ()))

    def label(self, key: str, lang: Lang) -> str:
        """The metric's name in one language; its key where nothing names it."""
        if key in self.metrics:
            return self.metrics[key].label(lang)
        found = self.by_metric.get(key)
        return found[0].label(lang) if found else key

    def named_in(self, question: str) -> tuple[Named, ...]:
        """The metrics that a question names, longest names first claimed, in its order.

        A name that several metrics share means those of which the case has figures.
        """
        text = normalised(question)
        found: list[Named] = []
        for name in self._by_length:
            start = position(name, text)
            if start < 0:
                continue
            text = text[:start] + "\0" * len(name) + text[start + len(name) :]
            found += [Named(key, name, start) for key in self._held(self._names[name])]
        return tuple(sorted(found, key=lambda n: n.start))

    def _held(self, keys: Sequence[str]) -> Sequence[str]:
        return [key for key in keys if key in self.by_metric] or keys[:1]

    def resembling(self, words: str, limit: int = 3) -> tuple[str, ...]:
        """Metrics of the case whose names share most terms with ``words``; () when few do."""
        asked = terms(words)
        if not asked:
            return ()
        chinese = holds_chinese(words)
        scored = []
        for key, found in self.by_metric.items():
            label = found[0].label_zh if chinese else found[0].label_en
            own = terms(label)
            shared = len(asked & own)
            if shared and shared >= 0.6 * len(own) and shared >= 0.4 * len(asked):
                scored.append((-shared / len(own | asked), key))
        return tuple(key for _, key in sorted(scored)[:limit])

    def resolved(self, name: str) -> tuple[str, ...]:
        """Metric keys that a tool's argument means: a key, its beginning, a name, or alike."""
        metric = name.split("@", maxsplit=1)[0].split("#", maxsplit=1)[0].split(":", maxsplit=1)[0]
        if metric in self.by_metric or metric in self.metrics:
            return (metric,)
        if family := tuple(k for k in self.by_metric if k.startswith(f"{metric}.")):
            return family
        named = tuple(dict.fromkeys(n.key for n in self.named_in(name)))
        return named or self.resembling(name)


def _begins(key: str, start: str) -> bool:
    return key == start or key.startswith(start if start.endswith(".") else f"{start}.")


def _as_of(figures: Sequence[Figure]) -> date | None:
    ends = [f.period.end for f in figures if f.period and f.period.code.startswith("L")]
    if ends:
        return max(ends)
    return max((f.period.end for f in figures if f.period), default=None)
