"""Every variable of the wide catalogue for every firm of some invoice files, in one pass."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from assistant.domain.periods import last_complete_month, period_from
from assistant.errors import InputError
from assistant.variables.trade_metrics import SIDES, Side
from assistant.variables.wide import stages
from assistant.variables.wide.catalogue import WIDE_CATALOGUE, base_of, change_key
from assistant.variables.wide.cross_measures import CHANGES, CROSS_MEASURES, Change
from assistant.variables.wide.declared import PAIRS, WINDOWS, Measure
from assistant.variables.wide.engine import CONFIG, DuckEngine, Engine, Rows
from assistant.variables.wide.industry import CYCLE, INDUSTRY_CATALOGUE, OF_WINDOW, READ, grown
from assistant.variables.wide.side_measures import (
    PARTY_MEASURES,
    SIDE_MEASURES,
    TURNOVER_MEASURES,
)

_PLACES: Final = 6
Values = NDArray[np.float64]


@dataclass(frozen=True)
class WideTable:
    """Variables of many firms; NaN is missing."""

    as_of: date
    firms: tuple[str, ...]
    """Sorted."""
    keys: tuple[str, ...]
    """Of ``WIDE_CATALOGUE``, in its order."""
    values: Values
    """Firms by keys, rounded to six decimals."""

    def column(self, key: str) -> Values:
        """One variable of every firm."""
        found: Values = self.values[:, self.keys.index(key)]
        return found


def wide_table(  # noqa: PLR0913  one keyword a choice
    files: Sequence[Path],
    *,
    as_of: date | None,
    today: date,
    firms: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    engine: Engine | None = None,
    index: Sequence[Path] = (),
) -> WideTable:
    """Compute the catalogue.

    Args:
        files: Parquet with ``domain.records.INVOICE_COLUMNS``, of one firm or of many.
        as_of: nothing after it is seen; None means the last complete month of all records, a day
            inside a month the end of the month before.
        today: rows dated later are never seen.
        firms: also those without any invoice get a row; all of theirs is missing.
        progress: receives stages done and in all.
        engine: where the stages run; None is the embedded one.
        index: Parquet with ``domain.operations.OPERATION_COLUMNS`` that holds an index of the
            trade; with it the table has ``INDUSTRY_CATALOGUE`` too.

    Raises:
        InputError: a file can't be read, or there is no invoice before the as-of date.
    """
    with duckdb.connect(":memory:", config=CONFIG) as connection:
        own = engine or DuckEngine(connection)
        upto = _upto(own, files, as_of, today)
        own.begin(files, upto, windows_of(upto), (stages.INVOICES, stages.GRID))
        total = len(stages.STAGES) + 1
        for done, stage in enumerate(stages.STAGES, 1):
            own.run(stage)
            progress(done, total)
        found = _Filling.over(own, firms, INDUSTRY_CATALOGUE if index else {})
        found.fill(own)
        if index:
            own.read(index, upto, READ)
            own.run(CYCLE)
            found.fill_industry(own)
        progress(total, total)
    return WideTable(upto, tuple(found.rows), tuple(found.columns), rounded(found.values))


def joined_tables(one: WideTable, other: WideTable) -> WideTable:
    """Both tables' variables side by side; a firm that one lacks is missing there."""
    firms = tuple(sorted({*one.firms, *other.firms}))
    values = np.full((len(firms), len(one.keys) + len(other.keys)), np.nan)
    rows = {firm: i for i, firm in enumerate(firms)}
    for table, start in ((one, 0), (other, len(one.keys))):
        own = [rows[firm] for firm in table.firms]
        values[own, start : start + len(table.keys)] = table.values
    return WideTable(one.as_of, firms, (*one.keys, *other.keys), values)


def _upto(engine: Engine, files: Sequence[Path], as_of: date | None, today: date) -> date:
    latest = engine.latest(files, today)
    if latest is None:
        raise InputError(
            "there are no invoices up to the as-of date",
            "add invoice files, or choose a later date",
            zh="截至基准日没有发票",
            zh_hint="请添加发票文件，或选择更晚的日期",
        )
    return last_complete_month(latest if as_of is None else min(as_of, today))


def windows_of(upto: date) -> list[tuple[str, date | None, date]]:
    """Every window's code, first day (None for the whole history) and last day."""
    periods = [period_from(code, upto) for code in WINDOWS if code != "ALL"]
    return [*((p.code, p.start, p.end) for p in periods), ("ALL", None, upto)]


class _Filling:
    """The matrix on its way."""

    def __init__(self, firms: Sequence[str], more: Collection[str]) -> None:
        self.rows = {firm: i for i, firm in enumerate(sorted(firms))}
        self.columns = {key: i for i, key in enumerate((*WIDE_CATALOGUE, *more))}
        self.values = np.full((len(self.rows), len(self.columns)), np.nan)

    @classmethod
    def over(cls, engine: Engine, firms: Sequence[str], more: Collection[str]) -> "_Filling":
        """All firms that have an invoice, and those asked for."""
        seen = engine.rows("SELECT DISTINCT firm FROM inv")
        return cls(sorted({*firms, *(str(row[0]) for row in seen)}), more)

    def fill(self, engine: Engine) -> None:
        """Every family."""
        for side in SIDES:
            self._side(engine, side)
            for change in CHANGES:
                self._change(side, change)
        query = _select(CROSS_MEASURES, "crossed")
        self._put(engine.rows(query), [m.suffix for m in CROSS_MEASURES])

    def fill_industry(self, engine: Engine) -> None:
        """The trade's cycle beside the sales."""
        self._put(engine.rows(_select(OF_WINDOW, "cycle")), [m.suffix for m in OF_WINDOW])
        held = {key: self.values[:, place] for key, place in self.columns.items()}
        for key, values in grown(held).items():
            self.values[:, self.columns[key]] = values

    def _side(self, engine: Engine, side: Side) -> None:
        where = f"WHERE d = '{side.direction.value}'"
        both = (*SIDE_MEASURES, *PARTY_MEASURES)
        names = [f"{side.key}.{m.suffix}" for m in SIDE_MEASURES]
        names += [f"{side.party_key}.{m.suffix}" for m in PARTY_MEASURES]
        self._put(engine.rows(_select(both, f"{stages.JOINED} {where}")), names)
        query = _select(TURNOVER_MEASURES, f"turnover {where}")
        names = [f"{side.party_key}.{m.suffix}" for m in TURNOVER_MEASURES]
        self._put(engine.rows(query), names)
        history = Measure("history_months", "", "", SIDE_MEASURES[0].unit, "months", "")
        query = _select((history,), f"grid {where} AND code = 'ALL'")
        self._put(engine.rows(query), [f"{side.key}.history_months"])

    def _put(self, found: Rows, names: Sequence[str]) -> None:
        put(self.values, found, names, rows=self.rows, columns=self.columns)

    def _change(self, side: Side, change: Change) -> None:
        """One window against the one before, from what is there already."""
        owner = side.party_key if change.party else side.key
        suffix = base_of(change).suffix
        for code, prior in PAIRS:
            now = self.values[:, self.columns[f"{owner}.{suffix}@{code}"]]
            before = self.values[:, self.columns[f"{owner}.{suffix}@{prior}"]]
            if change.relative:
                base = np.where(before > 0, before, np.nan)
                moved = now / base - 1
            else:
                moved = now - before
            self.values[:, self.columns[f"{change_key(side, change)}@{code}"]] = moved


def put(
    values: Values,
    found: Rows,
    names: Sequence[str],
    *,
    rows: Mapping[str, int],
    columns: Mapping[str, int],
) -> None:
    """Set what a query gave into a matrix of firms by variables.

    Args:
        values: the matrix.
        found: firm, window, then a value for each name; None is missing.
        names: of the variables, without their window.
        rows: place of each firm.
        columns: place of each variable, by name and window.
    """
    by_code: dict[str, tuple[list[int], list[tuple[object, ...]]]] = {}
    for firm, code, *own in found:
        places, held = by_code.setdefault(code, ([], []))
        places.append(rows[str(firm)])
        held.append(tuple(own))
    for code, (places, held) in by_code.items():
        at = [columns[f"{name}@{code}"] for name in names]
        values[np.ix_(places, at)] = np.array(held, dtype=np.float64)


def rounded(values: Values) -> Values:
    """Six decimals, so that engines that sum in another order agree; no infinities."""
    finite = np.where(np.isfinite(values), values, np.nan)
    return np.round(finite, _PLACES).astype(np.float64)


def _select(measures: Sequence[Measure], source: str) -> str:
    columns = ", ".join(m.sql for m in measures)
    return f"SELECT firm, code, {columns} FROM {source}"  # noqa: S608  our own expressions
