"""The wide catalogue on a Spark cluster: the same stages, put into its dialect by sqlglot.

The only door to PySpark and sqlglot (extra ``spark``); nothing else of the program needs either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Final

from assistant.domain.tongues import two_tongued
from assistant.variables.wide.engine import Rows

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from sqlglot.exp import Expression

_WINDOWS: Final = "code STRING, first DATE, last DATE"
_NAME: Final = "tallystick"
_LOCAL: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.default.parallelism": "2",
    "spark.driver.memory": "1g",
    "spark.sql.session.timeZone": "UTC",
}


def local_session(master: str) -> "SparkSession":
    """A session on ``local[2]`` or on the cluster that ``spark://host:7077`` names."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName(_NAME).master(master)
    for name, value in _LOCAL.items() if master.startswith("local") else ():
        builder = builder.config(name, value)
    session: SparkSession = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def missing_for_spark() -> str:
    """Why Spark can't run here, in both languages; '' where it can."""
    absent = [name for name in ("pyspark", "sqlglot") if find_spec(name) is None]
    if absent:
        return two_tongued(
            f"没有安装 {'、'.join(absent)}（扩展 spark）",
            f"{', '.join(absent)} not installed (extra spark)",
        )
    if which("java") is None:
        return two_tongued("没有 Java（需要 17 或更新）", "no Java (17 or newer is needed)")
    return ""


@dataclass(frozen=True)
class SparkEngine:
    """Runs the stages as Spark SQL over views of one session."""

    session: "SparkSession"

    def latest(self, files: Sequence[Path], today: date) -> date | None:
        """The latest day up to ``today``."""
        self.session.read.parquet(*map(str, files)).createOrReplaceTempView("records")
        row = self.session.sql(
            f"SELECT max(issued) AS latest FROM records WHERE issued <= DATE '{today}'"  # noqa: S608  a date
        ).first()
        found: date | None = None if row is None else row["latest"]
        return found

    def begin(
        self,
        files: Sequence[Path],
        upto: date,
        windows: Sequence[tuple[str, date | None, date]],
        made: tuple[str, str],
    ) -> None:
        """Build ``inv`` and ``grid``; ``made`` are their statements."""
        self.session.createDataFrame(list(windows), _WINDOWS).createOrReplaceTempView("windows")
        records, grid = made
        self.read(files, upto, records)
        self.run(grid.format(windows="windows"))

    def read(self, files: Sequence[Path], upto: date, statement: str) -> None:
        """Make a table of record files."""
        self.session.read.parquet(*map(str, files)).createOrReplaceTempView("records")
        self.run(statement.format(records="records", upto=f"DATE '{upto}'"))

    def run(self, statement: str) -> None:
        """One stage, whose table becomes a view that is computed once."""
        name, query = spark_sql(statement)
        frame = self.session.sql(query).localCheckpoint(eager=True)
        frame.createOrReplaceTempView(name)

    def rows(self, query: str) -> Rows:
        """What a query gives."""
        found: DataFrame = self.session.sql(spark_sql(query)[1])
        return [tuple(row) for row in found.collect()]


def spark_sql(statement: str) -> tuple[str, str]:
    """A statement of the stages in Spark's dialect: the table it makes ('' for none), the query."""
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(statement, read="duckdb").transform(_ported)
    if isinstance(tree, exp.Create):
        return tree.this.name, tree.expression.sql(dialect="spark")
    return "", tree.sql(dialect="spark")


def _ported(node: "Expression") -> "Expression":
    """What sqlglot leaves as it is and Spark writes differently."""
    from sqlglot import exp

    if isinstance(node, exp.PercentileCont):
        return exp.Anonymous(this="percentile", expressions=[node.this, node.expression])
    return node
