"""``tallystick variables list|explain|compute``: what there is to know of a firm."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from assistant.cli.invoice_options import AnyPurchases, AnySales, AsOf, Operations, Sources
from assistant.cli.layout import columns
from assistant.cli.model_commands import told_on
from assistant.cli.portfolio_commands import files_in
from assistant.cli.session import Session
from assistant.domain.figures import Metric
from assistant.domain.quantities import Lang, Unit
from assistant.domain.tongues import in_tongue, two_tongued
from assistant.errors import UsageError
from assistant.variables.wide.catalogue import window_names

app = typer.Typer(help="The catalogue of variables.", no_args_is_help=True)
_UNITS: Final = {
    Unit.RATIO: two_tongued("比率（1 = 100%）", "share, 1 = 100 %"),
    Unit.COUNT: two_tongued("个数", "number"),
    Unit.DAYS: two_tongued("天", "days"),
    Unit.MONTHS: two_tongued("月", "months"),
    Unit.TIMES: two_tongued("倍", "times"),
    Unit.INDEX: two_tongued("指数（无量纲）", "index, without a unit"),
    Unit.TEXT: two_tongued("文字", "text"),
    Unit.DATE: two_tongued("日期", "day"),
}
_SIGNS: Final = {
    "better": two_tongued("越高风险越低", "higher is safer"),
    "worse": two_tongued("越高风险越高", "higher is riskier"),
    "neutral": two_tongued("没有设定方向", "no direction is declared"),
}
_ENTERED: Final = two_tongued("录入或从资料读取", "entered or read")
_NOT_GIVEN: Final = two_tongued(
    "资料中没有，也没有录入", "the file doesn't have it and nobody entered it"
)


@app.command("list")
def list_variables(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="Only those whose key or name holds this.")] = "",
) -> None:
    """Every variable with label and unit."""
    session: Session = context.obj
    wanted = words.casefold()
    metrics = [m for m in _known(session) if not wanted or _mentions(m, wanted)]
    rows = [(m.key, m.unit.value, m.label(session.lang)) for m in metrics]
    nothing = session.pick("没有这样的变量", "no such variable")
    session.emit([_shape(m) for m in metrics], columns(rows) or nothing)


@app.command("compute")
def compute(  # noqa: PLR0913  one option each
    context: typer.Context,
    sources: Sources = None,
    *,
    sales: AnySales = None,
    purchases: AnyPurchases = None,
    operations: Operations = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="A .csv or .parquet to write.")] = Path(
        "variables.csv"
    ),
    as_of: AsOf = None,
    spark: Annotated[
        str, typer.Option(metavar="MASTER", help="Run on Spark: local[2] or spark://host:7077.")
    ] = "",
) -> None:
    """Every variable of every firm, as a table."""
    from assistant.services.books import Books
    from assistant.services.office import Office
    from assistant.services.tables_out import verify_ending, write_table
    from assistant.services.wide_variables import compute_variables

    session: Session = context.obj
    verify_ending(out)
    books = Books(
        tuple(sales or ()), tuple(purchases or ()), files_in(sources or ()), tuple(operations or ())
    )
    found = compute_variables(
        books,
        as_of=as_of.date() if as_of else None,
        today=Office(session.settings).today(),
        spark=spark,
        told=told_on(session),
    )
    write_table(found.rows, ("firm", *found.keys), out)
    text = session.pick(
        f"{len(found.firms)}家企业，{len(found.keys)}个变量，基准日{found.as_of}，写入 {out}",
        f"{len(found.firms)} firms, {len(found.keys)} variables as of {found.as_of}, "
        f"written to {out}",
    )
    if found.rejected:
        text += session.pick(f"；拒收 {found.rejected} 行", f"; {found.rejected} rows refused")
    shape = {
        "out": str(out),
        "as_of": found.as_of.isoformat(),
        "firms": len(found.firms),
        "variables": len(found.keys),
        "rejected": found.rejected,
    }
    session.emit(shape, text)


def _known(session: Session) -> list[Metric]:
    """What a case shows, bank accounts, then the wide catalogue, each with its window."""
    from assistant.extraction.bank_tax import BANK_METRICS
    from assistant.variables.bank_metrics import BANK_MEASURES
    from assistant.variables.wide.whole import WHOLE_CATALOGUE

    signs = _signs(session)
    own = [*session.desk.metrics(), *BANK_METRICS, *BANK_MEASURES]
    return [*(_declared(m, signs) for m in own), *WHOLE_CATALOGUE.values()]


def _signs(session: Session) -> dict[str, str]:
    """Which way risk runs, for what the policy's factors look at."""
    from assistant.services.office import Office

    factors = Office(session.settings).policy.factors
    return {factor.figure.partition("@")[0]: factor.higher_is for factor in factors}


def _declared(metric: Metric, signs: Mapping[str, str]) -> Metric:
    """A metric with what its table leaves open: sign, formula, and what "missing" means."""
    neutral = metric.higher_is == "neutral"
    return metric.model_copy(
        update={
            "higher_is": signs.get(metric.key, "neutral") if neutral else metric.higher_is,
            "formula": metric.formula or _ENTERED,
            "missing_means": metric.missing_means or _NOT_GIVEN,
        }
    )


def _mentions(metric: Metric, wanted: str) -> bool:
    names = (metric.key, metric.label_zh, metric.label_en, *metric.aliases_zh, *metric.aliases_en)
    return any(wanted in name.casefold() for name in names)


@app.command("explain")
def explain(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="A variable's key, with or without a period.")],
) -> None:
    """Formula, window, sign of risk, aliases and what "missing" means for one variable."""
    session: Session = context.obj
    known = {m.key: m for m in _known(session)}
    found = known.get(key) or known.get(key.partition("@")[0])
    if found is None:
        raise UsageError(
            f"no variable {key!r}",
            "`tallystick variables list` shows them",
            zh=f"没有变量 {key!r}",
            zh_hint="tallystick variables list 列出全部变量",
        )
    session.emit(_shape(found), _explained(found, session.lang))


def _shape(metric: Metric) -> dict[str, object]:
    zh, en = window_names(_code(metric))
    return {**metric.model_dump(mode="json"), "window": {"zh": zh, "en": en}}


def _code(metric: Metric) -> str:
    """The window in the key; '' for a metric of a case, which the file's records decide."""
    return metric.key.partition("@")[2]


def _explained(metric: Metric, lang: Lang) -> str:
    zh = lang is Lang.ZH
    aliases: Sequence[str] = (
        *(metric.aliases_zh if zh else metric.aliases_en),
        *(metric.aliases_en if zh else metric.aliases_zh),
    )
    window = window_names(_code(metric))[0 if zh else 1]
    facts = [
        ("名称" if zh else "name", f"{metric.label(lang)} / {metric.label(_other(lang))}"),
        ("单位" if zh else "unit", in_tongue(_UNITS.get(metric.unit, metric.unit.value), lang)),
        ("期间" if zh else "window", window),
        ("公式" if zh else "formula", in_tongue(metric.formula, lang)),
        ("风险方向" if zh else "risk", in_tongue(_SIGNS[metric.higher_is], lang)),
    ]
    if aliases:
        facts.append(("别名" if zh else "also", ", ".join(aliases)))
    facts.append(("缺失" if zh else "missing", in_tongue(metric.missing_means, lang)))
    return f"{metric.key}\n{columns(facts, indent='  ')}"


def _other(lang: Lang) -> Lang:
    return Lang.EN if lang is Lang.ZH else Lang.ZH
