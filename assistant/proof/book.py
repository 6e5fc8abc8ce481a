"""The fact book: figures, statements and passages, indexed once for any number of checks."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from assistant.domain.accounts import STATEMENT_LINES
from assistant.domain.applicant import FIELDS
from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, Metric, Statement, figure_key
from assistant.domain.periods import Period, brief
from assistant.domain.quantities import Unit
from assistant.proof.aliases import Names
from assistant.proof.altered import Wordings
from assistant.proof.bare_names import BARE_NAMES
from assistant.proof.characters import plain
from assistant.proof.facts import Series, Shelf
from assistant.proof.passages import PassageIndex
from assistant.proof.sentences import prose_sentences

_BRACKETED: Final = re.compile(r" ?\([^()]{0,40}\)\Z")
_STEM_ZH: Final = re.compile("(?:总?数量?|个数|家数|人数|次数|月数|笔数|金额|余额)\\Z")
_STEM_EN: Final = re.compile(r"\A(?:number of |count of )|(?: count| number| amount)\Z")
_LOSSES: Final = {
    "net_profit": ("净亏损", "亏损", "亏损额", "net loss", "net losses", "loss for the year"),
    "operating_profit": ("营业亏损", "operating loss"),
    "profit_before_tax": ("税前亏损", "亏损总额", "loss before tax", "pre-tax loss"),
}

SeriesSet = tuple[Series, ...]


class FactBook:
    """What texts are proved against; built once, never changed."""

    def __init__(
        self,
        figures: Iterable[Figure],
        statements: Iterable[Statement] = (),
        passages: Iterable[SourceText] = (),
        metrics: Iterable[Metric] = (),
        *,
        tells_both: bool = False,
    ) -> None:
        """Index everything.

        Args:
            figures: their labels are names too.
            statements: right by construction; their exact texts are proved as wholes.
            passages: exact words that may prove a number no figure knows.
            metrics: aliases; those of ``domain.accounts`` and ``domain.applicant`` are known.
            tells_both: whether what isn't proved says why in both languages, and not only in the
                sentence's: for a text that is kept.
        """
        self.tells_both = tells_both
        self.figures = {figure.key: figure for figure in figures}
        self.statements = {statement.key: statement for statement in statements}
        self.rulings = self._ruled()
        self.metrics: dict[str, Metric] = {**STATEMENT_LINES, **FIELDS}
        self.metrics.update({metric.key: metric for metric in metrics})
        self.series = self._filed()
        self.shelf = Shelf(self.series.values())
        named = self._named()
        bare = self._bare(named)
        self.names: Names[SeriesSet] = Names({**named, **bare})
        self.bare_names = frozenset(bare)
        """Short names, which mean a metric only where nothing narrows them."""
        self.stems: Names[SeriesSet] = Names(_stems(named))
        self.date_stems: Names[SeriesSet] = Names(_date_stems(named))
        self.losses: Names[SeriesSet] = Names(self._loss_names())
        scopes = {plain(s.scope): s.scope for s in self.series.values() if s.scope}
        self.scopes: Names[str] = Names(scopes)
        self.owner = self._owner()
        texts = [(s, t) for s in self.statements.values() for t in (s.text_zh, s.text_en) if t]
        forms = [(s, form) for s, text in texts for form in (brief(text), text)]
        self.whole: Names[Statement] = Names({plain(text).rstrip(" 。."): s for s, text in forms})
        self.openings = frozenset(
            first for text, _ in self.whole.items() if (first := _opening(text))
        )
        """First sentences of statements of several."""
        self.texts = self._texts()
        self.trailing = self._trailing()
        self.wordings = Wordings(self.whole.items())
        self.passages = PassageIndex(tuple(passages), texts)

    def _filed(self) -> dict[str, Series]:
        filed: dict[str, Series] = {}
        for figure in self.figures.values():
            key = figure_key(figure.key)
            name = str(key.model_copy(update={"period": None}))
            series = filed.get(name)
            if series is None:
                metric = self.metrics.get(key.metric)
                higher = metric.higher_is if metric else "neutral"
                series = Series(name, key.metric, key.scope, key.source, figure.unit, higher)
                filed[name] = series
            series.add(figure)
        return filed

    def _ruled(self) -> dict[tuple[str, str | None], list[Statement]]:
        """Outcomes of rules by the metric and scope that each tests."""
        ruled: dict[tuple[str, str | None], list[Statement]] = {}
        for statement in self.statements.values():
            if statement.verdict and statement.figures and statement.key.endswith(".verdict"):
                key = figure_key(statement.figures[0])
                ruled.setdefault((key.metric, key.scope), []).append(statement)
        return ruled

    def _named(self) -> dict[str, SeriesSet]:
        """Every name with the series it may mean; no series where the book has no figure of it.

        A label without its bracket means that series only where nothing is called just that.
        """
        named: dict[str, dict[str, Series]] = {}
        shortened: dict[str, dict[str, Series]] = {}
        metric_series: dict[str, list[Series]] = {}
        for series in self.series.values():
            metric_series.setdefault(_family(series.metric), []).append(series)
            filed = [fact.figure for fact in series.facts[:1]]
            for shown in (*filed, *series.dates[:1], *series.missing[:1]):
                for label in (shown.label_zh, shown.label_en):
                    _file(named, shortened, label, [series])
        for label, entry in self._entries_by_name():
            _file(named, shortened, label, [entry])
        for metric in self.metrics.values():
            if metric.unit is Unit.TEXT:
                continue
            labels = (metric.label_zh, metric.label_en, *metric.aliases_zh, *metric.aliases_en)
            for label in labels:
                _file(named, shortened, label, metric_series.get(metric.key, []))
        for name, series_set in shortened.items():
            if not named.get(name):
                named[name] = series_set
        return {name: _preferred(series.values()) for name, series in named.items()}

    def _entries_by_name(self) -> Iterator[tuple[str, Series]]:
        """What is known of an entry of a numbered family, by the name that the entry has."""
        for series in self.series.values():
            base = self.metrics.get(_family(series.metric))
            name = self.figures.get(f"{series.metric.rpartition('.')[0]}.name")
            if base is not None and base.key != series.metric and name is not None and name.value:
                yield f"{name.value}：{base.label_zh}", series
                yield f"{base.label_en}: {name.value}", series

    def _texts(self) -> dict[str, list[Figure]]:
        """Figures of words and dates by their plain labels; none where the file has no such."""
        found: dict[str, list[Figure]] = {}
        words = (Unit.TEXT, Unit.DATE)
        for metric in self.metrics.values():
            if metric.unit in words:
                for label in (metric.label_zh, metric.label_en):
                    found.setdefault(plain(label).strip(), [])
        for figure in self.figures.values():
            if figure.unit in words:
                for label in {figure.label_zh, figure.label_en}:
                    found.setdefault(plain(label).strip(), []).append(figure)
        return found

    def _trailing(self) -> dict[str, tuple[Period, ...]]:
        """The periods that ``L12M`` and the like mean in this book, by code."""
        found: dict[str, dict[Period, None]] = {}
        for figure in self.figures.values():
            if figure.period is not None and figure.period.code[:1] in ("L", "P"):
                found.setdefault(figure.period.code, {})[figure.period] = None
        return {code: tuple(periods) for code, periods in found.items()}

    def _loss_names(self) -> dict[str, SeriesSet]:
        return {
            name: tuple(s for s in self.series.values() if s.metric == metric and not s.scope)
            for metric, names in _LOSSES.items()
            for name in names
        }

    def _bare(self, named: Mapping[str, SeriesSet]) -> dict[str, SeriesSet]:
        """Short names of a firm's own metrics, where nothing else is called that."""
        own = {s.metric: s for s in self.series.values() if s.scope is None and s.source is None}
        return {
            name: (own[metric],)
            for metric, names in BARE_NAMES.items()
            for name in names
            if metric in own and name not in named
        }

    def _owner(self) -> str:
        figure = self.figures.get("applicant.name")
        return plain(figure.value) if figure and isinstance(figure.value, str) else ""


def _opening(text: str) -> str:
    """The first sentence of a text of several; '' where it is one."""
    parts = prose_sentences(text, 0, len(text))
    return text[parts[0].start : parts[0].end].rstrip(" 。.") if len(parts) > 1 else ""


def _family(metric: str) -> str:
    """The metric with the number of a numbered family as ``n``: collateral.1.value."""
    return re.sub(r"\.\d{1,2}\.", ".n.", metric)


def _file(
    named: dict[str, dict[str, Series]],
    shortened: dict[str, dict[str, Series]],
    label: str,
    series: Iterable[Series],
) -> None:
    name = plain(label).strip()
    short = _BRACKETED.sub("", name)
    for names, form in ((named, name), (shortened, short if short != name else "")):
        if form:
            names.setdefault(form, {}).update((one.id, one) for one in series)


def _preferred(series: Iterable[Series]) -> SeriesSet:
    """Series without a ``#source`` where there is one of that metric and scope."""
    every = tuple(series)
    plainly = {(s.metric, s.scope) for s in every if s.source is None}
    return tuple(s for s in every if s.source is None or (s.metric, s.scope) not in plainly)


def _stems(named: dict[str, SeriesSet]) -> dict[str, SeriesSet]:
    """Names of counts and amounts without 数, 次数, ``number of``: 5家客户, 无逾期."""
    stems: dict[str, SeriesSet] = {}
    for name, series in named.items():
        counted = tuple(s for s in series if s.unit is Unit.COUNT or "overdue" in s.metric)
        stem = _STEM_EN.sub("", _STEM_ZH.sub("", name))
        if counted and len(stem) > 1:
            stems[stem] = tuple(dict.fromkeys((*stems.get(stem, ()), *counted)))
    return stems


def _date_stems(named: dict[str, SeriesSet]) -> dict[str, SeriesSet]:
    """Names of dates without 日期: 成立于2015年."""
    return {
        name.removesuffix("日期"): dated
        for name, series in named.items()
        if name.endswith("日期") and (dated := tuple(s for s in series if s.dates))
    }
