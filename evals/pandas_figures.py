"""Invoice figures as an analyst would compute them in pandas: the yardstick, not the product."""

import importlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb

# pandas is a development tool without type stubs here, so its values are Any.
Frame = Any
Series = Any
Pandas = Any

_TOPS: Final = (1, 3, 5, 10)
_SIDES: Final = (("sale", "sales", "customers"), ("purchase", "purchases", "suppliers"))


class _Span(NamedTuple):
    code: str
    first: Any
    last: Any
    prior: str | None
    by_party: bool


class _Held(NamedTuple):
    net: int
    by_name: Series


def figures_in_pandas(path: Path, as_of: date) -> dict[str, float | str]:
    """Figure key to value for records that cover whole years up to ``as_of``."""
    pandas = importlib.import_module("pandas")
    frame = duckdb.from_parquet(str(path)).df()
    frame["issued"] = pandas.to_datetime(frame["issued"])
    frame = frame[frame.issued <= pandas.Timestamp(as_of)]
    frame = frame.drop_duplicates(["direction", "code", "number", "counterparty", "issued"])
    frame = frame.assign(month=frame.issued.dt.to_period("M"), void=frame.status == "void")
    values: dict[str, float | str] = {}
    for direction, key, party in _SIDES:
        side = frame[frame.direction == direction]
        values.update(_side(pandas, side, key, party))
    for code in ("L12M", "P12M", *(str(y) for y in frame.issued.dt.year.unique())):
        sold, bought = values[f"sales.net@{code}"], values[f"purchases.net@{code}"]
        values[f"spread.gross@{code}"] = float(sold) - float(bought)
        values[f"spread.purchases_to_sales@{code}"] = float(bought) / float(sold)
    return values


def _spans(pandas: Pandas, frame: Frame) -> Iterator[_Span]:
    last = frame.month.max()
    for year in sorted(frame.issued.dt.year.unique()):
        first, end = pandas.Period(f"{year}-01", "M"), pandas.Period(f"{year}-12", "M")
        yield _Span(str(year), first, end, str(year - 1), by_party=True)
    for quarter in sorted(frame.issued.dt.to_period("Q").unique()):
        code, prior = (f"{q.year}Q{q.quarter}" for q in (quarter, quarter - 4))
        first, end = quarter.asfreq("M", "start"), quarter.asfreq("M", "end")
        yield _Span(code, first, end, prior, by_party=False)
    for back in range(24):
        month = last - back
        yield _Span(str(month), month, month, None, by_party=False)
    yield _Span("P12M", last - 23, last - 12, None, by_party=True)
    yield _Span("L12M", last - 11, last, "P12M", by_party=True)
    yield _Span("L6M", last - 5, last, None, by_party=True)
    yield _Span("L3M", last - 2, last, None, by_party=True)


def _side(pandas: Pandas, side: Frame, key: str, party: str) -> dict[str, float | str]:
    values: dict[str, float | str] = {}
    held: dict[str, _Held] = {}
    blue = side[~side.void & (side.net_cents > 0)]
    days = pandas.Series(sorted(blue.issued.unique()))
    gaps = days.diff().dt.days
    for span in _spans(pandas, side):
        rows = side[(side.month >= span.first) & (side.month <= span.last)]
        valid = rows[~rows.void]
        found: dict[str, float | str] = {
            "net": int(valid.net_cents.sum()) / 100,
            "invoice_count": len(valid),
        }
        if span.by_party:
            inside = days.dt.to_period("M").between(span.first, span.last)
            found.update(_amounts(valid))
            found.update(_counts(rows, valid))
            found.update(_months(pandas, valid, span))
            found["active_days"] = int(inside.sum())
            found["gap_days_max"] = gaps[inside].max()
            found["days_between_median"] = gaps[inside].median()
        values.update({f"{key}.{name}@{span.code}": value for name, value in found.items()})
        by_name = valid.groupby("counterparty").net_cents.sum() if span.by_party else None
        held[span.code] = _Held(int(valid.net_cents.sum()), by_name)
        if span.by_party:
            values.update(_parties(held[span.code], key, party, span.code))
    for span in _spans(pandas, side):
        if span.prior in held:
            values.update(_compared(held, key, party, span))
    return values


def _amounts(valid: Frame) -> dict[str, float | str]:
    net = int(valid.net_cents.sum())
    return {
        "gross": int(valid.gross_cents.sum()) / 100,
        "tax": int(valid.tax_cents.sum()) / 100,
        "tax_rate": int(valid.tax_cents.sum()) / net,
        "average_invoice": net / len(valid) / 100,
        "largest_invoice": valid.net_cents.max() / 100,
        "largest_invoice_share": valid.net_cents.max() / net,
    }


def _counts(rows: Frame, valid: Frame) -> dict[str, float | str]:
    red = valid[valid.net_cents < 0]
    return {
        "void_count": int(rows.void.sum()),
        "void_rate": rows.void.mean(),
        "red_count": len(red),
        "red_rate": len(red) / len(valid),
        "red_amount": -int(red.net_cents.sum()) / 100,
    }


def _months(pandas: Pandas, valid: Frame, span: _Span) -> dict[str, float | str]:
    every = pandas.period_range(span.first, span.last, freq="M")
    nets = valid.groupby("month").net_cents.sum().reindex(every, fill_value=0)
    return {
        "monthly_average": nets.mean() / 100,
        "volatility": nets.std() / nets.mean(),
        "seasonality": nets.max() / nets.mean(),
        "peak_month": str(nets.idxmax()),
    }


def _parties(held: _Held, key: str, party: str, code: str) -> dict[str, float | str]:
    ranked = held.by_name.reset_index().sort_values(
        ["net_cents", "counterparty"], ascending=[False, True]
    )
    values: dict[str, float | str] = {
        f"{party}.count@{code}": len(ranked),
        f"{party}.hhi@{code}": float(((ranked.net_cents / held.net) ** 2).sum()),
        f"{party}.top1_name@{code}": str(ranked.counterparty.iloc[0]),
    }
    for top in _TOPS:
        values[f"{party}.top{top}_share@{code}"] = ranked.net_cents.head(top).sum() / held.net
    for name, net in ranked.head(5).itertuples(index=False):
        values[f"{key}.net:{name}@{code}"] = net / 100
        values[f"{party}.share:{name}@{code}"] = net / held.net
    return values


def _compared(held: dict[str, _Held], key: str, party: str, span: _Span) -> dict[str, float | str]:
    now, before = held[span.code], held[str(span.prior)]
    values: dict[str, float | str] = {f"{key}.growth@{span.code}": now.net / before.net - 1}
    if not span.by_party:
        return values
    kept = now.by_name.index.intersection(before.by_name.index)
    lost = before.by_name.index.difference(now.by_name.index)
    found = {
        "retained_count": len(kept),
        "new_count": len(now.by_name) - len(kept),
        "lost_count": len(lost),
        "retained_share": now.by_name[kept].sum() / now.net,
        "new_share": now.by_name.drop(kept).sum() / now.net,
        "churn": len(lost) / len(before.by_name),
        "lost_share": before.by_name[lost].sum() / before.net,
        "top1_share_change": now.by_name.max() / now.net - before.by_name.max() / before.net,
    }
    values.update({f"{party}.{name}@{span.code}": value for name, value in found.items()})
    return values
