"""The changes of one transaction: rows in and out, and which parts of the case they touched."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from assistant.storage.contents import Touched, content_digests


class Changes:
    """Writes rows on an open transaction and remembers what it touched."""

    def __init__(self, connection: Connection) -> None:
        """Write on ``connection``."""
        self.connection = connection
        self._touched: dict[Touched, None] = {}

    def touch(self, part: str, key: str | int | None = None) -> None:
        """The audit line shall say what this part holds now."""
        self._touched[Touched(part, key)] = None

    def content(self) -> Mapping[str, str | None]:
        """Digest of every touched part."""
        return content_digests(self.connection, self._touched)

    def insert(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Add rows, if there are any."""
        if rows:
            self.connection.execute(insert(table), list(rows))

    def remove(self, table: Table, *where: ColumnElement[bool]) -> None:
        """Take out the rows that meet every condition."""
        self.connection.execute(delete(table).where(*where))

    def append(self, table: Table, row: Mapping[str, object]) -> int:
        """Add a row with the next ``seq`` and return that."""
        seq = int(self.connection.execute(select(func.max(table.c.seq))).scalar() or 0) + 1
        self.insert(table, [{**row, "seq": seq}])
        return seq

    def ordinal(self, table: Table, *same: ColumnElement[bool]) -> int:
        """The place of the row it replaces, or the one after the last."""
        kept = self.connection.execute(select(table.c.ordinal).where(*same)).scalar()
        if kept is not None:
            return int(kept)
        last = self.connection.execute(select(func.max(table.c.ordinal))).scalar()
        return 0 if last is None else int(last) + 1

    def clear_origin(self, origin: str, *tables: Table) -> None:
        """Take out one family's rows of each table."""
        for table in tables:
            self.remove(table, table.c.origin == origin)
            self.touch(table.name, origin)
