"""A filing by the app's road: searchable, embedded, and 5,000 pages in one case.

Beside it the same filing by pdfplumber and by markitdown into plain Chroma collections, the
vectors made by the same model, where ``TALLYSTICK_PEERS_PYTHON`` names an interpreter that has
them.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from assistant.domain.case import CaseId
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.results import Added
from assistant.settings import peers_python, settings_from
from evals.made_filing import filing_bytes

_PAGES: Final = 200
_FILINGS: Final = 25
_QUERIES: Final = (
    "total assets in 2023",
    "why did operating results decrease",
    "goodwill",
    "foreign currency tax rate",
    "2022年的存货",
)
_ROUNDS: Final = 8
_SEARCHABLE_S: Final = 6.0
_EMBEDDED_S: Final = 180.0
_MEGABYTES: Final = 1_500
_ROWS: Final = 50_000
_STATEMENT_S: Final = 5.0
_PEER: Final = Path(__file__).parent / "peers" / "plain_filing.py"
_READERS: Final = ("pdfplumber", "markitdown")
_LONGEST_S: Final = 3_600


def main() -> None:
    """Print one line a job; exit 1 where a time or the memory is over its limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = _made(folder, 0)
        desk = LocalDesk(Office(settings_from(home=folder / "home", embeddings="local")))
        case = desk.new_case("filing")
        searchable = _added(desk, case, [first])
        start = time.perf_counter()
        passages = sum(1 for _ in _steps(desk.embed(case, lambda: False)))
        embedded = time.perf_counter() - start
        print(
            f"filing: {_PAGES} pages searchable in {searchable:.1f} s, all {passages:,} passages "
            f"embedded in {embedded:.0f} s more; {_beside(first)}",
            flush=True,
        )
        large = _large(folder)
        statement = _statement(folder)
    megabytes = max(
        resource.getrusage(who).ru_maxrss / 1_000
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"filing: {large}; {_ROWS:,} rows of one month in {statement:.1f} s; "
        f"{megabytes:,.0f} MB at most"
    )
    over = (searchable >= _SEARCHABLE_S, embedded >= _EMBEDDED_S, statement >= _STATEMENT_S)
    if any(over) or megabytes >= _MEGABYTES:
        sys.exit(1)


def _steps(progress: Iterable[object]) -> Iterable[int]:
    """One for each passage that the steps of embedding say is done."""
    done = 0
    for step in progress:
        now = getattr(step, "done", done)
        yield from range(done, now)
        done = now


def _made(folder: Path, seed: int) -> Path:
    path = folder / f"filing-{seed}.pdf"
    path.write_bytes(filing_bytes(_PAGES, seed=seed))
    return path


def _added(desk: LocalDesk, case: CaseId, paths: Sequence[Path]) -> float:
    """Seconds until all is read and a search finds something.

    Raises:
        RuntimeError: a file could not be read, or nothing is found.
    """
    start = time.perf_counter()
    for step in desk.add(case, paths, lambda: False):
        if isinstance(step, Added) and not step.ok:
            raise RuntimeError(step.text)
    if not desk.search(case, _QUERIES[0], 5):
        msg = f"{paths[-1].name}: nothing found"
        raise RuntimeError(msg)
    return time.perf_counter() - start


def _large(folder: Path) -> str:
    """5,000 pages in one case, searched by words."""
    desk = LocalDesk(Office(settings_from(home=folder / "large", embeddings="off")))
    case = desk.new_case("large")
    took = _added(desk, case, [_made(folder, seed) for seed in range(1, _FILINGS + 1)])
    times = []
    for query in _QUERIES * _ROUNDS:
        start = time.perf_counter()
        desk.search(case, query, 5)
        times.append(1_000 * (time.perf_counter() - start))
    times.sort()
    return (
        f"{_FILINGS * _PAGES:,} pages in one case in {took:.0f} s, search median "
        f"{times[len(times) // 2]:.0f} p95 {times[int(len(times) * 0.95)]:.0f} ms"
    )


def _statement(folder: Path) -> float:
    """Seconds for one month's statement of 50,000 rows, read and summed."""
    path = folder / "bank.csv"
    lines = ["交易日期,摘要,支出,收入,余额,对方户名"]
    balance = 10_000_000
    for number in range(_ROWS):
        out, into = (f"{number % 97}.00", "") if number % 3 else ("", "150.00")
        balance += 150 if into else -(number % 97)
        lines.append(
            f"2024-06-{number * 30 // _ROWS + 1:02d},转账,{out},{into},{balance}.00,示例商户"
        )
    path.write_text("\n".join(lines), "utf-8")
    desk = LocalDesk(Office(settings_from(home=folder / "bank", embeddings="off")))
    case = desk.new_case("bank")
    start = time.perf_counter()
    for step in desk.add(case, [path], lambda: False):
        if isinstance(step, Added) and not step.ok:
            raise RuntimeError(step.text)
    return time.perf_counter() - start


def _beside(filing: Path) -> str:
    python = peers_python()
    if python is None:
        return "pdfplumber, markitdown and plain Chroma: no TALLYSTICK_PEERS_PYTHON"
    return "; ".join(_peer(python, filing, reader) for reader in _READERS)


def _peer(python: Path, filing: Path, reader: str) -> str:
    done = subprocess.run(  # noqa: S603  the interpreter is the caller's own choice
        [str(python), str(_PEER), str(filing), reader],
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
        check=False,
    )
    if done.returncode:
        return f"{reader} and plain Chroma failed: {done.stderr[-300:].strip()}"
    took = json.loads(done.stdout.splitlines()[-1])
    if not took:
        return f"{reader}: not installed"
    return (
        f"{reader} {took['read_s']:.1f} s, then {took['chunks']:,} chunks into plain Chroma in "
        f"{took['embedded_s']:.0f} s"
    )


if __name__ == "__main__":
    main()
