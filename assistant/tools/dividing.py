"""Which table divides revenue the way that a question means: by segment, product or region."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.llm.cues import REGION
from assistant.llm.wording import normalised, position

_SHOWN: Final = 3
"""Parts of a table that are named where several tables might be meant."""
_REGION: Final = "region"
_KINDS: Final = (
    (_REGION, re.compile(r"地区|区域|国家|境内|境外|\b(?:regions?|geograph\w+|countr(?:y|ies))\b")),
    ("product", re.compile(r"产品|品类|商品|\b(?:products?|categor(?:y|ies)|brands?)\b")),
    ("segment", re.compile(r"分部|板块|行业|业务|\b(?:segments?|divisions?|business(?:es)?)\b")),
)


class Part(NamedTuple):
    """One of the things that revenue consists of."""

    label: str
    values: tuple[Decimal, ...]
    """By year, as the table prints them."""
    changes: tuple[Decimal, ...] = ()
    """Percentages that stand in its row, in points."""


class Division(NamedTuple):
    """Rows that add up to the measure in each of some periods."""

    passage: SourceText
    parts: tuple[Part, ...]
    totals: tuple[Figure, ...]
    """The measure in those periods, the one asked about first."""
    scale: Decimal

    @property
    def kind(self) -> str:
        """What the table divides by, '' where it doesn't say."""
        labels = [normalised(part.label) for part in self.parts]
        if sum(REGION.search(label) is not None for label in labels) * 2 >= len(labels):
            return _REGION
        head, _, _ = normalised(self.passage.text).partition(labels[0])
        return _kind(head)


def bare(text: str) -> str:
    """Words without marks, to be compared."""
    return re.sub(r"[^\w%]+", " ", normalised(text).replace(".", "")).strip()


def named_parts(table: Division, asked: str) -> list[int]:
    """The parts that a question names, by place."""
    labels = enumerate(bare(part.label) for part in table.parts)
    return [n for n, label in labels if label and position(label, asked) >= 0]


def meant(tables: Sequence[Division], question: str) -> tuple[Division, ...]:
    """The table that a question means, or one of each division that it may mean.

    A table whose parts it names; else one that divides as it says. A division by region is never
    taken for one by segment or product; those two are, where the file has only the other.
    """
    asked = bare(question)
    named = max((len(named_parts(table, asked)) for table in tables), default=0)
    if named:
        return (next(t for t in tables if len(named_parts(t, asked)) == named),)
    wanted = _kind(asked)
    if not wanted:
        return _distinct(tables)
    exact = [table for table in tables if table.kind == wanted]
    near = [t for t in tables if (t.kind == _REGION) == (wanted == _REGION) or not t.kind]
    return _distinct(exact or near)


def _kind(text: str) -> str:
    return next((kind for kind, words in _KINDS if words.search(text)), "")


def _distinct(tables: Iterable[Division]) -> tuple[Division, ...]:
    """The first table of each set of parts: a filing prints the same one several times."""
    kept: dict[frozenset[str], Division] = {}
    for table in tables:
        kept.setdefault(frozenset(bare(part.label) for part in table.parts), table)
    return tuple(kept.values())


def several(tables: Sequence[Division]) -> Statement:
    """That more than one division may be meant, and where each stands."""
    zh, en = [], []
    for table in tables[:_SHOWN]:
        labels = [part.label for part in table.parts[:_SHOWN]]
        name, page = table.passage.source_name, table.passage.page
        zh.append(f"《{name}》第{page}页（{'、'.join(labels)}等）")
        en.append(f"{name}, p. {page} ({', '.join(labels)}, ...)")
    return Statement(
        key="revenue.divisions",
        kind=StatementKind.MISSING,
        text_zh=f"有几种划分都能加总到营业收入：{'；'.join(zh)}。请指明按哪一种。",
        text_en=f"Several divisions add up to revenue: {'; '.join(en)}. Say which one is meant.",
        figures=(),
    )
