"""A labelled table: firms, outcomes, variables; and every reason why one can't be trained on."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import numpy as np
from numpy.typing import NDArray

from assistant.errors import InputError, UsageError

Array = NDArray[np.float64]
FIRM_COLUMNS: Final = ("企业代号", "firm", "firm_id", "id")
NAME_COLUMNS: Final = ("企业名称", "name")
_YES: Final = frozenset({"是", "1", "yes", "y", "true", "default", "违约", "1.0"})
_NO: Final = frozenset({"否", "0", "no", "n", "false", "non-default", "正常", "0.0"})
LEAST_FIRMS: Final = 30
LEAST_DEFAULTS: Final = 8
_NAMED: Final = 8


@dataclass(frozen=True)
class Sample:
    """Firms with outcomes; rows in the order of ``firms``."""

    firms: tuple[str, ...]
    keys: tuple[str, ...]
    values: Array
    """Firms by keys; NaN is missing, and what is infinite becomes it."""
    bad: Array
    """1 for a default, else 0."""
    as_of: str

    def __post_init__(self) -> None:
        infinite = np.isinf(self.values)
        if infinite.any():
            object.__setattr__(self, "values", np.where(infinite, np.nan, self.values))

    @property
    def defaults(self) -> int:
        """How many defaulted."""
        return int(self.bad.sum())

    def digest(self) -> str:
        """SHA-256 over firms, outcomes and values."""
        whole = hashlib.sha256("\n".join((*self.firms, *self.keys, self.as_of)).encode())
        whole.update(np.ascontiguousarray(self.bad).tobytes())
        whole.update(np.ascontiguousarray(self.values).tobytes())
        return whole.hexdigest()

    def part(self, rows: NDArray[np.intp]) -> "Sample":
        """Some of the firms."""
        firms = tuple(self.firms[i] for i in rows)
        return Sample(firms, self.keys, self.values[rows], self.bad[rows], self.as_of)


def labels_from(path: Path, label: str) -> dict[str, int]:
    """Outcome by firm id: 1 default, 0 none.

    Raises:
        InputError: the file can't be read, a firm stands twice, an outcome can't be told.
        UsageError: a column is absent.
    """
    rows = table_rows(path)
    id_column = _firm_column(rows, path)
    _verify_column(rows, label, path)
    firms = [row[id_column].strip() for row in rows]
    twice = [firm for firm, n in Counter(firms).items() if n > 1]
    if twice:
        _refuse(
            path,
            f"firms stand twice: {', '.join(twice[:_NAMED])}",
            f"企业代号重复：{'、'.join(twice[:_NAMED])}",
        )
    unclear = [f for f, row in zip(firms, rows, strict=True) if _outcome(row[label]) is None]
    if unclear:
        _refuse(
            path,
            f"{len(unclear)} firms whose {label!r} is neither yes nor no: {unclear[:_NAMED]}",
            f"{len(unclear)}家企业的“{label}”既非是也非否：{'、'.join(unclear[:_NAMED])}",
        )
    return {f: _outcome(row[label]) or 0 for f, row in zip(firms, rows, strict=True)}


def cohorts_from(path: Path, column: str) -> dict[str, str]:
    """The cohort of each firm, such as the year of approval.

    Raises:
        InputError: the file can't be read, or a firm has none.
        UsageError: a column is absent.
    """
    rows = table_rows(path)
    id_column = _firm_column(rows, path)
    _verify_column(rows, column, path)
    found = {row[id_column].strip(): (row[column] or "").strip() for row in rows}
    without = [firm for firm, cohort in found.items() if not cohort]
    if without:
        _refuse(
            path,
            f"{len(without)} firms without {column!r}: {', '.join(without[:_NAMED])}",
            f"{len(without)}家企业没有“{column}”：{'、'.join(without[:_NAMED])}",
        )
    return found


def names_from(path: Path) -> dict[str, str]:
    """Firms' names by id; '' where the file has no column of names.

    Raises:
        InputError: the file can't be read.
        UsageError: it has no column of firm ids.
    """
    rows = table_rows(path)
    id_column = _firm_column(rows, path)
    name_column = next((c for c in NAME_COLUMNS if c in rows[0]), None)
    return {
        row[id_column].strip(): (row[name_column] or "").strip() if name_column else ""
        for row in rows
    }


def table_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV with a header.

    Raises:
        InputError: it can't be read or has no rows.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text("gb18030", errors="replace")
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror}",
            "name a CSV file of firms",
            zh=f"{path}：无法读取",
            zh_hint="请指定企业名单 CSV",
        ) from error
    try:
        rows = [
            {name: cell or "" for name, cell in row.items() if name is not None}
            for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
    except csv.Error as error:
        _refuse(path, f"no CSV: {error}", f"不是 CSV：{error}")
    if not rows:
        _refuse(path, "no rows", "没有数据行")
    return rows


def _firm_column(rows: Sequence[Mapping[str, str]], path: Path) -> str:
    found = next((name for name in FIRM_COLUMNS if name in rows[0]), None)
    if found is None:
        raise UsageError(
            f"{path}: no column of firm ids ({', '.join(FIRM_COLUMNS)})",
            f"its columns: {', '.join(rows[0])}",
            zh=f"{path}：没有企业代号列（{'、'.join(FIRM_COLUMNS)}）",
            zh_hint=f"现有列：{'、'.join(rows[0])}",
        )
    return found


def _verify_column(rows: Sequence[Mapping[str, str]], column: str, path: Path) -> None:
    if column not in rows[0]:
        raise UsageError(
            f"{path}: no column {column!r}",
            f"its columns: {', '.join(rows[0])}",
            zh=f"{path}：没有列 {column!r}",
            zh_hint=f"现有列：{'、'.join(rows[0])}",
        )


def _outcome(text: str | None) -> int | None:
    said = (text or "").strip().casefold()
    return 1 if said in _YES else 0 if said in _NO else None


def verify_trainable(sample: Sample) -> None:
    """Refuse what nothing can be learnt from.

    Raises:
        InputError: too few firms, one class only, too few defaults, no variable that varies.
    """
    n, bad = len(sample.firms), sample.defaults
    if bad in (0, n):
        _untrainable(
            f"all {n} firms have the same outcome", f"{n}家企业的结果全部相同，只有一类样本"
        )
    if n < LEAST_FIRMS or min(bad, n - bad) < LEAST_DEFAULTS:
        _untrainable(
            f"{n} firms with {bad} defaults are too few (at least {LEAST_FIRMS} firms, "
            f"{LEAST_DEFAULTS} of each outcome)",
            f"{n}家企业、{bad}家违约，样本过少（至少{LEAST_FIRMS}家，每类{LEAST_DEFAULTS}家）",
        )
    if not np.isfinite(sample.values).any(axis=0).any():
        _untrainable("no firm has any variable", "没有任何企业有可用变量")


def _untrainable(en: str, zh: str) -> NoReturn:
    raise InputError(
        f"can't train: {en}",
        "add firms with known outcomes",
        zh=f"无法训练：{zh}",
        zh_hint="请补充结果已知的企业",
    )


def _refuse(path: Path, en: str, zh: str) -> NoReturn:
    raise InputError(
        f"{path}: {en}", "correct the file", zh=f"{path}：{zh}", zh_hint="请更正该文件"
    )
