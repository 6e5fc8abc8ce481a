"""Shares a budget out over a scored portfolio, and what a shock does to it."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from assistant.errors import InputError, UsageError
from assistant.scoring.allocation import Allocation, Applicant, Terms, allocate, greedy
from assistant.scoring.grading import grade_of_pd
from assistant.scoring.policy import Policy
from assistant.scoring.policy_terms import PricingPolicy
from assistant.scoring.pricing import ChurnRow

_CLASSES: Final = ("A", "B", "C")
_CERTAIN: Final = Decimal("0.999999")


@dataclass(frozen=True)
class Shock:
    """Firms whose name holds one of the words get their PD multiplied."""

    words: tuple[str, ...]
    times: Decimal

    @classmethod
    def from_text(cls, text: str) -> "Shock":
        """``餐饮,酒店=2``.

        Raises:
            UsageError: it isn't WORDS=TIMES.
        """
        words, equals, times = text.rpartition("=")
        try:
            factor = Decimal(times)
        except InvalidOperation:
            factor = Decimal(0)
        named = tuple(w.strip() for w in words.replace("，", ",").split(",") if w.strip())
        if not equals or factor <= 0 or not named:
            raise UsageError(
                f"--shock {text!r} is not WORDS=TIMES",
                "for example 餐饮,酒店=2",
                zh=f"--shock {text!r} 不是 词=倍数",
                zh_hint="例如 餐饮,酒店=2",
            )
        return cls(named, factor)


@dataclass(frozen=True)
class Outcome:
    """A solved allocation beside its baseline."""

    best: Allocation
    greedy: Allocation
    asked: int
    """Firms in the portfolio."""
    eligible: int
    """Of a grade that is lent to, with a limit of at least the least loan."""
    shocked: int
    """Firms whose PD a shock raised."""
    before: Allocation | None = None
    """The best one without the shock; None where there is none."""


def portfolio_rows(path: Path) -> list[dict[str, str]]:
    """Rows that ``portfolio score`` wrote.

    Raises:
        InputError: it can't be read or lacks a column.
    """
    try:
        if path.suffix.lower() == ".parquet":
            rows = _parquet_rows(path)
        else:
            rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, str(error)) from error
    lacking = {"firm", "pd", "limit"} - set(rows[0] if rows else ())
    if lacking:
        raise _unreadable(path, f"no column {', '.join(sorted(lacking))}")
    return rows


def _parquet_rows(path: Path) -> list[dict[str, str]]:
    import duckdb

    with duckdb.connect(":memory:") as connection:
        try:
            found = connection.read_parquet(str(path))
            rows = [[("" if v is None else str(v)) for v in row] for row in found.fetchall()]
        except duckdb.Error as error:
            raise OSError(str(error)) from error
        return [dict(zip(found.columns, row, strict=True)) for row in rows]


def churn_table(path: Path) -> tuple[ChurnRow, ...]:
    """A table of customer loss by rate and class A, B, C: a workbook or CSV, its layout sought.

    Raises:
        InputError: no such table stands in the file.
    """
    try:
        rows = _grid(path)
    except (OSError, ValueError, KeyError) as error:
        raise _unreadable(path, str(error)) from error
    found = []
    for row in rows:
        numbers = [_number(cell) for cell in row]
        first = [n for n in numbers[: len(_CLASSES) + 1] if n is not None]
        if len(first) == len(_CLASSES) + 1 and all(0 <= n <= 1 for n in first):
            found.append(ChurnRow(first[0], dict(zip(_CLASSES, first[1:], strict=True))))
    if not found:
        raise _unreadable(path, "no rows of rate and the share lost by class A, B, C")
    return tuple(found)


def _grid(path: Path) -> list[list[Any]]:  # openpyxl cells hold anything
    if path.suffix.lower() == ".csv":
        return [list(row) for row in csv.reader(path.read_text("utf-8-sig").splitlines())]
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def _number(cell: object) -> Decimal | None:
    try:
        return Decimal(str(cell))
    except InvalidOperation:
        return None


def _unreadable(path: Path, why: str) -> InputError:
    return InputError(
        f"{path}: {why}",
        "name the file that `tallystick portfolio score` wrote, or a churn table",
        zh=f"{path}：{why}",
        zh_hint="请指定 portfolio score 写出的文件，或客户流失率表",
    )


def share_out(
    policy: Policy,
    rows: Sequence[Mapping[str, str]],
    table: Sequence[ChurnRow],
    terms: Terms,
    *,
    shocks: Sequence[Shock] = (),
    band: tuple[Decimal, Decimal] | None = None,
) -> Outcome:
    """The best allocation and the greedy one, on the same offers.

    Args:
        policy: grades, which of them are lent to, and pricing.
        rows: the scored portfolio.
        table: customer loss by rate.
        terms: budget and the size of a loan.
        shocks: by words in the firm's name.
        band: lowest and highest rate; None takes the policy's.

    Raises:
        InputError: the policy has no pricing, or no solution was found.
    """
    pricing = policy.pricing
    if pricing is None:
        raise InputError(
            f"policy {policy.ref} has no [pricing]",
            "choose a policy that prices",
            zh=f"授信政策 {policy.ref} 没有定价部分",
            zh_hint="请选用含 [pricing] 的政策",
        )
    if band is not None:
        pricing = pricing.model_copy(update={"min_rate": band[0], "max_rate": band[1]})
    applicants, shocked = _applicants(policy, pricing, rows, shocks)
    eligible = sum(min(a.most, terms.most) >= terms.least for a in applicants)
    return Outcome(
        best=allocate(applicants, table, pricing, terms),
        greedy=greedy(applicants, table, pricing, terms),
        asked=len(rows),
        eligible=eligible,
        shocked=shocked,
        before=allocate(_applicants(policy, pricing, rows, ())[0], table, pricing, terms)
        if shocks
        else None,
    )


def _applicants(
    policy: Policy,
    pricing: PricingPolicy,
    rows: Sequence[Mapping[str, str]],
    shocks: Sequence[Shock],
) -> tuple[list[Applicant], int]:
    found = []
    shocked = 0
    for row in rows:
        pd = Decimal(row["pd"])
        times = Decimal(1)
        for shock in shocks:
            if any(word in row.get("name", "") for word in shock.words):
                times *= shock.times
        shocked += times != 1
        pd = min(pd * times, _CERTAIN)
        grade = grade_of_pd(policy, pd)
        churn_class = pricing.churn_classes.get(grade.grade)
        if grade.rate is not None and churn_class is not None:
            found.append(Applicant(row["firm"], pd, churn_class, Decimal(row["limit"])))
    return found, shocked
