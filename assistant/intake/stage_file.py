"""Opens a file of invoices by its content and stages every row of it."""

from pathlib import Path
from typing import Final

from assistant.domain.records import Direction
from assistant.errors import InputError
from assistant.intake.readers.blocks import RowReader
from assistant.intake.readers.columns import Header, direction_named, direction_of
from assistant.intake.readers.delimited import DelimitedReader, unopened
from assistant.intake.readers.parquet import MAGIC, parquet_header
from assistant.intake.readers.workbook import WorkbookReader, has_invoices
from assistant.intake.staging import Staging

WORKBOOK_MARKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of .xlsx/.ods and of .xls."""
_COLUMNS_ZH: Final = (
    "发票表需要：发票号码、开票日期、金额（或税额和价税合计）、发票状态，以及销方或购方；"
    "含多家企业的还需要企业代号"
)
_COLUMNS_HINT: Final = (
    "a table of invoices needs 发票号码, 开票日期, 金额 (or 税额 and 价税合计), 发票状态,"
    " and 销方 or 购方; 企业代号 where it holds several firms"
)


def stage_file(
    staging: Staging, path: Path, *, firm: str, direction: Direction | None, own_id: str
) -> dict[str, str]:
    """Stage every row.

    Args:
        staging: receives the rows.
        path: the file.
        firm: code for rows of a file without a firm column.
        direction: of every row; None where the file tells.
        own_id: the firm's tax id.

    Returns:
        Names by code of the firms that the file lists.

    Raises:
        InputError: the file can't be read, holds no invoices, lacks a column, or nothing tells
            sale from purchase.
    """
    if head_of(path).startswith(MAGIC):
        header = parquet_header(path)
        if header is None:
            raise _no_invoices(path)
        fixed = direction or _direction(str(path), "", header, own_id)
        staging.add_parquet(path, _complete(str(path), header), fixed=fixed, firm=firm)
        return {}
    reader = _reader(path)
    blocks = tuple(reader.blocks())
    if not blocks:
        raise _no_invoices(path)
    total = sum(block.total or 0 for block in blocks)
    for block in blocks:
        where = f"{path}, sheet {block.sheet}" if block.sheet else str(path)
        header = _complete(where, block.header)
        fixed = direction or _direction(where, block.sheet, header, own_id)
        staging.add_block(block, fixed=fixed, firm=firm, total=total)
    return reader.firm_names()


def holds_invoices(path: Path) -> bool:
    """Whether the file has a table with a header of invoices; False where it can't be opened."""
    try:
        head = head_of(path)
        if head.startswith(MAGIC):
            return parquet_header(path) is not None
        if head.startswith(WORKBOOK_MARKS):
            return has_invoices(path)
        return next(iter(DelimitedReader(path).blocks()), None) is not None
    except InputError:
        return False


def head_of(path: Path) -> bytes:
    """The first bytes of a file.

    Raises:
        InputError: it can't be read or is empty.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise unopened(path, error) from error
    if not head:
        raise InputError(
            f"{path}: the file is empty",
            "export it again and add that file",
            zh=f"{path}：文件是空的",
            zh_hint="请重新导出后加入",
        )
    return head


def _reader(path: Path) -> RowReader:
    if head_of(path).startswith(WORKBOOK_MARKS):
        return WorkbookReader(path)
    return DelimitedReader(path)


def _complete(where: str, header: Header) -> Header:
    if header.missing:
        raise InputError(
            f"{where}, row {header.rows}: no column {', '.join(header.missing)}",
            _COLUMNS_HINT,
            zh=f"{where} 第{header.rows}行：缺少列 {'、'.join(header.missing)}",
            zh_hint=_COLUMNS_ZH,
        )
    return header


def _direction(where: str, sheet: str, header: Header, own_id: str) -> Direction | None:
    """The direction of a whole block; None where each row tells its own."""
    if "direction" in header.columns:
        return None
    fixed = direction_named(sheet) or direction_of(header.columns)
    if fixed is None and not (own_id and {"seller", "buyer"} <= header.columns.keys()):
        raise InputError(
            f"{where}: nothing tells whether these are sales or purchases",
            "name the sheet 进项 or 销项, or give the case the firm's"
            " 统一社会信用代码 where both 销方 and 购方 are listed",
            zh=f"{where}：无法判断是销项还是进项",
            zh_hint="请把工作表命名为进项或销项；同时列有销方和购方的，请在案卷中填写企业的"
            "统一社会信用代码",
        )
    return fixed


def _no_invoices(path: Path) -> InputError:
    return InputError(
        f"{path}: no table of invoices found",
        _COLUMNS_HINT,
        zh=f"{path}：没有找到发票表",
        zh_hint=_COLUMNS_ZH,
    )
