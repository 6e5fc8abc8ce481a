"""One firm's invoices from every layout, and what is said of rows that can't be read."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from assistant.domain.progress import Progress, Stopped
from assistant.domain.records import INVOICE_COLUMNS, Direction
from assistant.domain.tongues import tongues_of
from assistant.errors import InputError
from assistant.intake.invoice_reading import (
    InvoiceReading,
    InvoiceRequest,
    firms_here,
    read_here,
)

HEAD = [
    "企业代号",
    "发票号码",
    "开票日期",
    "购方单位代号",
    "金额",
    "税额",
    "价税合计",
    "发票状态",
]
BOUGHT = [h.replace("购方", "销方") for h in HEAD]
SALE = ["E1", "1001", "2025/1/21", "B1", 100.0, 13.0, 113.0, "有效发票"]
TODAY = date(2026, 1, 5)


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def table(path: Path, rows: list[list[object]], encoding: str = "utf-8", sep: str = ",") -> Path:
    path.write_bytes("\r\n".join(sep.join(map(str, row)) for row in rows).encode(encoding))
    return path


def read(path: Path, out: Path, **asked: object) -> InvoiceReading:
    request = InvoiceRequest(
        path=path,
        source_id="ab" * 32,
        today=TODAY,
        added_at=datetime(2026, 1, 5, tzinfo=UTC),
        **asked,
    )
    return read_here(request, out_dir=out, progress=lambda _: None, cancelled=lambda: False)


def rows_of(reading: InvoiceReading, columns: str = "*", file: int = 0) -> list[tuple[object, ...]]:
    path = str(reading.files[file].path)
    with duckdb.connect() as session:
        found = session.execute(
            f"SELECT {columns} FROM read_parquet(?) ORDER BY seq",  # noqa: S608  a test's own names
            [path],
        )
        return found.fetchall()


def reasons(reading: InvoiceReading) -> dict[int, str]:
    return {r.row: tongues_of(r.reason).en for r in reading.rejected}


def with_cell(column: str, value: object) -> list[object]:
    row = list(SALE)
    row[HEAD.index(column)] = value
    return row


def test_the_three_sheet_workbook_gives_one_file_a_firm(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        企业信息=[
            ["企业代号", "企业名称", "信誉评级", "是否违约"],
            ["E1", "甲公司", "A", "否"],
            ["E2", "乙公司", "D", "是"],
            ["E3", "丙公司", "B", "否"],
        ],
        进项发票信息=[
            BOUGHT,
            ["E1", "7", "2025/3/1", "A1", 50.005, 6.5, 56.505, "有效发票"],
            ["E2", "7", "2025/3/1", "A1", -20.0, -2.6, -22.6, "有效发票"],
        ],
        销项发票信息=[
            HEAD,
            SALE,
            SALE,
            ["E1", "1002", "2025/2/3", "B2", 10, 1.3, 11.3, " 作废发票"],
        ],
    )
    reading = read(path, tmp_path / "out")
    # Firms in the order of their rows; the listed one without a row comes last.
    assert [(f.code, f.name, f.rows) for f in reading.firms] == [
        ("E1", "甲公司", 4),
        ("E2", "乙公司", 1),
        ("E3", "丙公司", 0),
    ]
    assert not reading.rejected
    first = reading.files[0].record_set
    # E1: one purchase, one sale that stands twice, one void sale with a blank before its status.
    assert (first.rows, first.void, first.red, first.repeated) == (4, 1, 0, 1)
    assert (first.first_day, first.last_day) == ("2025-01-21", "2025-03-01")
    assert reading.files[1].record_set.red == 1
    assert (reading.first_day, reading.last_day) == (date(2025, 1, 21), date(2025, 3, 1))
    # 50.005 yuan is 5000.5 cents, half up 5001; 56.505 is 5651.
    assert rows_of(reading, "direction, net_cents, tax_cents, gross_cents, status, place")[0] == (
        "purchase",
        5001,
        650,
        5651,
        "valid",
        "进项发票信息:2",
    )


def test_stored_columns_are_the_domains(tmp_path: Path) -> None:
    reading = read(table(tmp_path / "x.csv", [HEAD, SALE]), tmp_path / "out")
    with duckdb.connect() as session:
        found = session.execute(
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))",
            [str(reading.files[0].path)],
        ).fetchall()
    assert tuple(found) == INVOICE_COLUMNS
    assert reading.files[0].path.name == f"{reading.files[0].record_set.digest}.parquet"


def test_same_file_gives_the_same_digest(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", [HEAD, *[with_cell("发票号码", n) for n in range(50)]])
    digests = {read(path, tmp_path / str(n)).files[0].record_set.digest for n in range(3)}
    assert len(digests) == 1


def test_only_the_firm_asked_for_is_written(tmp_path: Path) -> None:
    path = table(
        tmp_path / "x.csv",
        [HEAD, SALE, ["E2", *SALE[1:]], ["E2", "9", "soon", *SALE[3:]], ["", *SALE[1:]]],
    )
    reading = read(path, tmp_path / "out", firm="E1")
    assert [f.record_set.firm for f in reading.files] == ["E1"]
    # Row 4 belongs to E2; row 5 belongs to nobody, so everybody hears of it.
    assert reasons(reading) == {5: "no firm code (企业代号)"}
    assert len(reading.firms) == 2


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    rows = [HEAD, *[with_cell("购方单位代号", "示例商贸有限公司")] * 3]
    reading = read(table(tmp_path / "x.csv", rows, encoding), tmp_path / "out")
    assert rows_of(reading, "counterparty")[0] == ("示例商贸有限公司",)
    assert reading.files[0].record_set.rows == 3


@pytest.mark.parametrize("sep", [",", "\t", ";", "|"])
def test_delimiters(tmp_path: Path, sep: str) -> None:
    reading = read(table(tmp_path / "x.csv", [HEAD, SALE], sep=sep), tmp_path / "out")
    assert reading.files[0].record_set.rows == 1


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025/1/21", "2025-01-21"),
        ("2025-01-21 10:22:33", "2025-01-21"),
        ("2025.1.21", "2025-01-21"),
        ("2025年1月21日", "2025-01-21"),
        ("20250121", "2025-01-21"),
        ("２０２５／１／２１", "2025-01-21"),
        # Excel's day 45678: 45658 is 2025-01-01, so twenty days later.
        (45678, "2025-01-21"),
        ("45678", "2025-01-21"),
        (45678.75, "2025-01-21"),
        (date(2025, 1, 21), "2025-01-21"),
    ],
)
def test_dates_as_text_serial_and_cell(tmp_path: Path, written: object, day: str) -> None:
    path = workbook(tmp_path / "x.xlsx", 销项=[HEAD, with_cell("开票日期", written)])
    assert rows_of(read(path, tmp_path / "out"), "issued::VARCHAR") == [(day,)]


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("１２３４．５０", 123450),
        ("1,234.50", 123450),
        ("￥1,234.5元", 123450),
        ("(1,234.50)", -123450),
        ("－１２", -1200),
        ("1234.505", 123451),
        ("1e3", 100000),
    ],
)
def test_amounts_as_people_write_them(tmp_path: Path, written: str, cents: int) -> None:
    path = workbook(tmp_path / "x.xlsx", 销项=[HEAD, with_cell("金额", written)])
    assert rows_of(read(path, tmp_path / "out"), "net_cents") == [(cents,)]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("发票号码", "", "no invoice number"),
        ("发票号码", 2.431200000012345e19, "lost its last digits"),
        ("开票日期", "", "no date"),
        ("开票日期", "21/1/25", 'date "21/1/25" can\'t be read'),
        ("开票日期", "2025/2/30", 'date "2025/2/30" can\'t be read'),
        ("开票日期", "2026/1/6", "dated 2026-01-06, after today (2026-01-05)"),
        ("开票日期", "1979/1/6", "before VAT invoices existed"),
        ("金额", "abc", 'amount "abc" is not a number'),
        ("金额", "nan", 'amount "nan" is not a number'),
        ("税额", "x", 'tax "x" is not a number'),
        ("价税合计", "x", 'amount with tax "x" is not a number'),
        ("金额", 1e14, "too large"),
        ("发票状态", "", "no status"),
        ("发票状态", "失控", 'status "失控" is not known'),
        ("企业代号", "合计", "a total row, not an invoice"),
    ],
)
def test_rejected_rows_say_sheet_row_and_reason(
    tmp_path: Path, column: str, value: object, reason: str
) -> None:
    path = workbook(tmp_path / "x.xlsx", 销项=[HEAD, SALE, [], with_cell(column, value)])
    reading = read(path, tmp_path / "out")
    # The blank third row is none; what can't be read stands in row 4 of the sheet.
    assert [(r.source, r.sheet, r.row) for r in reading.rejected] == [("ab" * 32, "销项", 4)]
    assert reason in reading.rejected[0].reason
    assert reading.files[0].record_set.rows == 1


def test_future_dated_invoices_are_refused_and_today_is_not(tmp_path: Path) -> None:
    rows = [HEAD, with_cell("开票日期", "2026/1/5"), with_cell("开票日期", "2030/1/1")]
    reading = read(table(tmp_path / "x.csv", rows), tmp_path / "out")
    assert reasons(reading) == {3: "dated 2030-01-01, after today (2026-01-05)"}
    assert reading.last_day == TODAY
    assert reading.files[0].record_set.rejected == 1


def test_two_header_rows_and_a_title(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        销项发票=[
            ["2025年销项发票明细"],
            ["企业代号", "发票", None, None, "购方", "金额（万元）", None, None],
            [None, "号码", "日期", "状态", "名称", "金额", "税额", "价税合计"],
            ["E1", "1001", "2025/1/21", "有效", "丁公司", 1.5, 0.195, 1.695],
        ],
    )
    reading = read(path, tmp_path / "out")
    assert rows_of(reading, "counterparty, net_cents, place") == [("丁公司", 150, "销项发票:4")]


def test_header_again_in_the_middle_is_no_row(tmp_path: Path) -> None:
    reading = read(table(tmp_path / "x.csv", [HEAD, SALE, HEAD, SALE]), tmp_path / "out")
    assert not reading.rejected
    assert rows_of(reading, "place") == [("2",), ("4",)]


def test_unit_above_the_header_holds_for_all_amounts(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", 销项=[["销项明细", "单位：万元"], HEAD, SALE])
    # 100 万元 is 1,000,000 yuan.
    assert rows_of(read(path, tmp_path / "out"), "net_cents") == [(100_000_000,)]


def test_missing_amounts_follow_from_the_other_two(tmp_path: Path) -> None:
    head = [*HEAD[:4], "税额", "价税合计", "发票状态"]
    row = [*SALE[:4], "免税", 113, "正常"]
    reading = read(workbook(tmp_path / "x.xlsx", 销项=[head, row]), tmp_path / "out")
    assert rows_of(reading, "net_cents, tax_cents, gross_cents") == [(11300, 0, 11300)]


def test_tax_bureau_export_tells_direction_by_the_firms_own_id(tmp_path: Path) -> None:
    head = ["发票代码", "发票号码", "数电票号码", "销方识别号", "销方名称", "购方识别号"]
    head += ["购买方名称", "开票日期", "金额", "税额", "价税合计", "发票状态"]
    own, other = "91310000MA1FL00019", "91310000MA1FL0002X"
    rest = ["2025-01-21 08:00:00", 100, 13, 113, "正常"]
    path = workbook(
        tmp_path / "x.xlsx",
        信息汇总表=[
            head,
            ["0310", "1", "", own, "本公司", other, "戊公司", *rest],
            ["", "", "25312000000000000001", other, "戊公司", own, "本公司", *rest],
            ["", "", "25312000000000000002", other, "戊公司", other, "己公司", *rest],
        ],
    )
    reading = read(path, tmp_path / "out", firm_tax_id=own.lower(), firm="E1")
    assert rows_of(reading, "firm, direction, code, number, counterparty") == [
        ("E1", "sale", "0310", "1", "戊公司"),
        ("E1", "purchase", "", "25312000000000000001", "戊公司"),
    ]
    assert "neither seller nor buyer" in reasons(reading)[4]
    with pytest.raises(InputError, match="sales or purchases"):
        read(path, tmp_path / "out")
    asked = read(path, tmp_path / "out", direction=Direction.SALE)
    assert asked.files[0].record_set.rows == 3


def test_direction_column(tmp_path: Path) -> None:
    rows = [[*HEAD, "进销项"], [*SALE, "进项"], [*SALE, "销项"], [*SALE, "?"]]
    reading = read(table(tmp_path / "x.csv", rows), tmp_path / "out")
    assert rows_of(reading, "direction") == [("purchase",), ("sale",)]
    assert "unknown" in reasons(reading)[4]


def test_parquet_reads_like_the_table(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    values = "('E1', 1001, DATE '2025-01-21', 'B1', 100.0::DOUBLE, 13.0, 113.0, ' 作废发票')"
    empty = "('E2', 1002, NULL, 'B1', NULL, 13.0, 113.0, '有效发票')"
    names = ", ".join(f'"{h}"' for h in HEAD)
    with duckdb.connect() as session:
        session.execute(f"CREATE TABLE t AS SELECT * FROM (VALUES {values}, {empty}) AS t({names})")  # noqa: S608
        session.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    reading = read(path, tmp_path / "out")
    assert rows_of(reading, "number, issued::VARCHAR, net_cents, status, place, seq") == [
        ("1001", "2025-01-21", 10000, "void", "1", 1)
    ]
    assert reasons(reading) == {2: "no date"}
    assert [(f.code, f.rows) for f in firms_here(path).firms] == [("E1", 1), ("E2", 1)]


def test_formulas_without_results_are_named(tmp_path: Path) -> None:
    rows = [HEAD, SALE, [*SALE[:4], "=1+1", None, None, SALE[7]]]
    reading = read(workbook(tmp_path / "x.xlsx", 销项=rows), tmp_path / "out")
    assert "cell E3 holds a formula without a stored result" in reasons(reading)[3]
    only = workbook(tmp_path / "y.xlsx", 销项=[HEAD, *[[f"=A{n}" for _ in HEAD] for n in range(3)]])
    with pytest.raises(InputError, match="holds a formula"):
        read(only, tmp_path / "out")


def test_a_firm_with_three_invoices_is_read(tmp_path: Path) -> None:
    rows = [HEAD, *[with_cell("发票号码", n) for n in (1, 2, 3)]]
    assert read(table(tmp_path / "x.csv", rows), tmp_path / "out").files[0].record_set.rows == 3


def test_a_firm_without_invoices_is_said_so(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        企业信息=[["企业代号", "企业名称"], ["E1", "甲"], ["E9", "无票公司"]],
        销项=[HEAD, SALE],
    )
    with pytest.raises(InputError, match="firm E9 has no invoice") as caught:
        read(path, tmp_path / "out", firm="E9")
    assert caught.value.hint
    with pytest.raises(InputError, match="no firm E8") as caught:
        read(path, tmp_path / "out", firm="E8")
    assert "E1, E9" in caught.value.hint
    assert [(f.code, f.rows) for f in firms_here(path).firms] == [("E1", 1), ("E9", 0)]


def test_a_file_in_which_no_row_can_be_read_says_the_first(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", [HEAD, with_cell("开票日期", "soon")])
    with pytest.raises(InputError, match=r'1 were refused; the first: row 2: date "soon"'):
        read(path, tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("noise.csv", bytes(range(256)) * 20, "binary data"),
        ("prose.csv", "这是一封信。\n没有表格。".encode(), "no table of invoices"),
        ("cut.xlsx", b"PK\x03\x04" + b"\0" * 40, "can't be opened"),
        ("cut.parquet", b"PAR1" + b"\0" * 40, "Parquet file can't be read"),
    ],
)
def test_unreadable_files(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read(path, tmp_path / "out")


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read(tmp_path / "gone.csv", tmp_path / "out")


@pytest.mark.parametrize("column", ["发票号码", "开票日期", "金额", "发票状态"])
def test_missing_columns_are_named(tmp_path: Path, column: str) -> None:
    at = HEAD.index(column)
    rows = [row[:at] + row[at + 1 :] for row in (HEAD, SALE)]
    if column == "金额":
        rows = [row[:-2] + row[-1:] for row in rows]  # 价税合计 would stand in for it
    with pytest.raises(InputError, match=f"row 1: no column {column}"):
        read(table(tmp_path / "x.csv", rows), tmp_path / "out")


def test_other_tables_are_no_invoices(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    with duckdb.connect() as session:
        session.execute(f"COPY (SELECT 1 AS a) TO '{path}' (FORMAT parquet)")
    with pytest.raises(InputError, match="no table of invoices"):
        read(path, tmp_path / "out")


def test_unclosed_quote_names_the_row(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", [HEAD, SALE, ["E1", '"' + "x" * 200_000]])
    with pytest.raises(InputError, match="row 3"):
        read(path, tmp_path / "out")


def test_progress_counts_rows_and_cancel_stops(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", [HEAD, *[with_cell("发票号码", n) for n in range(25_000)]])
    request = InvoiceRequest(
        path=path, source_id="c", today=TODAY, added_at=datetime(2026, 1, 5, tzinfo=UTC)
    )
    steps: list[Progress] = []
    read_here(request, out_dir=tmp_path, progress=steps.append, cancelled=lambda: False)
    # Batches of 20,000, then one check of all.
    assert [(s.stage, s.done, s.total) for s in steps] == [
        ("reading", 20_000, 25_000),
        ("reading", 25_000, 25_000),
        ("checking", 0, 25_000),
        ("checking", 25_000, 25_000),
    ]
    with pytest.raises(Stopped):
        read_here(
            request, out_dir=tmp_path, progress=steps.append, cancelled=lambda: len(steps) > 4
        )


def test_mismatched_totals_are_counted_and_kept(tmp_path: Path) -> None:
    reading = read(table(tmp_path / "x.csv", [HEAD, with_cell("价税合计", 99)]), tmp_path / "out")
    assert reading.files[0].mismatched == 1
