"""Reading a 200-page filing and a 50,000-row statement, beside what one would use without it."""

import csv
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from evals.made_filing import filing_bytes
from retrieval.loading import load_document

_PAGES: Final = 200
_ROWS: Final = 50_000
_PAGE_MS: Final = 40.0
_STATEMENT_S: Final = 5.0
_MEGABYTES: Final = 1_500


class _Took(NamedTuple):
    seconds: float
    """Of processor time: the machine has other work."""


def main() -> None:
    """Print one line a job; exit 1 where a page, the statement or the memory is over its limit."""
    with TemporaryDirectory() as folder:
        filing = Path(folder) / "filing.pdf"
        filing.write_bytes(filing_bytes(_PAGES))
        ours = _timed(lambda: load_document(filing))
        statement = Path(folder) / "bank.csv"
        _write_statement(statement)
        rows = _timed(lambda: load_document(statement))
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        other = _pdfplumber(filing)
    beside = "pdfplumber is not installed"
    if other is not None:
        times = other.seconds / ours.seconds
        beside = f"pdfplumber {other.seconds:.1f} s, {times:.0f} times as long"
    page_ms = 1_000 * ours.seconds / _PAGES
    print(
        f"documents: {_PAGES} pages in {ours.seconds:.1f} s ({page_ms:.1f} ms each); {beside}; "
        f"{_ROWS:,} rows in {rows.seconds:.1f} s; {megabytes:,.0f} MB at most"
    )
    if page_ms >= _PAGE_MS or rows.seconds >= _STATEMENT_S or megabytes >= _MEGABYTES:
        sys.exit(1)


def _timed(work: Callable[[], object]) -> _Took:
    start = time.process_time()
    work()
    return _Took(time.process_time() - start)


def _pdfplumber(path: Path) -> _Took | None:
    """What a user would write with pdfplumber; None where it isn't installed."""
    try:
        import pdfplumber  # type: ignore[import-not-found]  # not a dependency, only a yardstick
    except ImportError:
        return None

    def read() -> None:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text(layout=True)
                page.extract_tables()

    return _timed(read)


def _write_statement(path: Path) -> None:
    rng = random.Random(20240630)  # noqa: S311  a made-up statement
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["账号：6222****0001"])
        writer.writerow(["交易日期", "摘要", "支出", "收入", "余额", "对方户名", "对方账号"])
        for number in range(_ROWS):
            day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            out, into = (f"{rng.randint(1, 10**7) / 100:.2f}", "") if number % 3 else ("", "100.00")
            writer.writerow([day, "转账", out, into, "1000.00", "示例商户", "6222"])


if __name__ == "__main__":
    main()
