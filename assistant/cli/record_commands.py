"""``tallystick audit|variables|doctor|demo``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.invoice_options import AnyPurchases, AnySales, AsOf, Sources
from assistant.cli.layout import columns, one_line
from assistant.cli.model_commands import told_on
from assistant.cli.portfolio_commands import files_in
from assistant.cli.session import Session
from assistant.cli.words import action_word
from assistant.domain.figures import Metric
from assistant.domain.quantities import Lang
from assistant.domain.tongues import in_tongue
from assistant.errors import StorageError, UsageError
from assistant.notices import note

if TYPE_CHECKING:
    from assistant.storage.audit import AuditLine

_SUBJECT = 80
"""Characters of a line's subject that are shown; --json has all."""

_TOLD = ("label", "text", "remedy")
"""Fields of a part of the program that people read."""

variables = typer.Typer(help="The catalogue of variables.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("audit")(audit)
    app.command("doctor")(doctor)
    app.command("demo")(demo)


def audit(
    context: typer.Context,
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="Id prefix or name; none reads the home log.")
    ] = "",
    verify: Annotated[
        bool, typer.Option("--verify", help="Recompute the hash chain; exit code 6 if broken.")
    ] = False,
) -> None:
    """Who did what, when and why; --verify finds changed lines and a cut tail."""
    session: Session = context.obj
    if verify:
        _verify(session, case)
    elif case:
        lines = session.desk.audit_lines(session.desk.find(case))
        text = columns([_audit_row(line, session.lang) for line in lines], right=(0,))
        session.emit([line.model_dump(mode="json") for line in lines], text)
    else:
        stones = session.desk.tombstones()
        text = columns([(s.case_id, _at(s.at), one_line(s.who), one_line(s.why)) for s in stones])
        nothing = session.pick("没有删除过案卷", "no case was deleted")
        session.emit([s.model_dump(mode="json") for s in stones], text or nothing)


def _audit_row(line: "AuditLine", lang: Lang) -> tuple[str, ...]:
    action = action_word(line.action, lang)
    subject = one_line(line.subject)
    if len(subject) > _SUBJECT:
        subject = f"{subject[:_SUBJECT]}…"
    what = f"{subject}  {one_line(line.why)}"
    return str(line.seq), _at(line.at), one_line(line.who), action, what


def _at(moment: str) -> str:
    """A stored moment (UTC) to the second."""
    return moment[:19].replace("T", " ")


def _verify(session: Session, case: str) -> None:
    desk = session.desk
    verdict = desk.verify_audit(desk.find(case)) if case else desk.verify_home()
    shape = {
        "ok": verdict.ok,
        "lines": verdict.lines,
        "problems": list(verdict.problems),
        "notes": list(verdict.notes),
    }
    sound = session.pick("完好", "intact") if verdict.ok else session.pick("已被改动", "ALTERED")
    title = session.pick(f"{sound}：共 {verdict.lines} 行", f"{sound}: {verdict.lines} lines")
    session.emit(shape, "\n".join([title, *verdict.problems, *verdict.notes]))
    if not verdict.ok:
        raise StorageError(
            "the audit log was altered",
            "restore from an export, and find out why",
            zh="审计日志被改动",
            zh_hint="请从导出的副本恢复，并查明原因",
        )


@variables.command("list")
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
    session.emit([m.model_dump(mode="json") for m in metrics], columns(rows) or nothing)


@variables.command("compute")
def compute(  # noqa: PLR0913  one option each
    context: typer.Context,
    sources: Sources = None,
    *,
    sales: AnySales = None,
    purchases: AnyPurchases = None,
    operations: Annotated[
        list[Path] | None,
        typer.Option(help="Lists of meters, waybills and orders; may be repeated."),
    ] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="A .csv or .parquet to write.")] = Path(
        "variables.csv"
    ),
    as_of: AsOf = None,
    spark: Annotated[
        str, typer.Option(metavar="MASTER", help="Run on Spark: local[2] or spark://host:7077.")
    ] = "",
) -> None:
    """Every variable of every firm, as a table."""
    from assistant.services.modelling import Books
    from assistant.services.office import Office
    from assistant.services.tables_out import verify_ending, write_table
    from assistant.services.wide_variables import compute_variables

    session: Session = context.obj
    verify_ending(out)
    books = Books(tuple(sales or ()), tuple(purchases or ()), files_in(sources or ()))
    found = compute_variables(
        books,
        tuple(operations or ()),
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
    from assistant.variables.wide.catalogue import WIDE_CATALOGUE
    from assistant.variables.wide.operation_catalogue import OPERATION_CATALOGUE

    wide = (*WIDE_CATALOGUE.values(), *OPERATION_CATALOGUE.values())
    return [*session.desk.metrics(), *BANK_METRICS, *BANK_MEASURES, *wide]


def _mentions(metric: Metric, wanted: str) -> bool:
    names = (metric.key, metric.label_zh, metric.label_en, *metric.aliases_zh, *metric.aliases_en)
    return any(wanted in name.casefold() for name in names)


@variables.command("explain")
def explain(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="A variable's key, with or without a period.")],
) -> None:
    """Formula, aliases and what "missing" means for one variable."""
    session: Session = context.obj
    bare = key.partition("@")[0]
    known = {m.key: m for m in _known(session)}
    found = known.get(bare) or known.get(key)
    if found is None:
        raise UsageError(
            f"no variable {key!r}",
            "`tallystick variables list` shows them",
            zh=f"没有变量 {key!r}",
            zh_hint="tallystick variables list 列出全部变量",
        )
    session.emit(found.model_dump(mode="json"), _explained(found, session.lang))


def _explained(metric: Metric, lang: Lang) -> str:
    zh = lang is Lang.ZH
    aliases: Sequence[str] = (
        *(metric.aliases_zh if zh else metric.aliases_en),
        *(metric.aliases_en if zh else metric.aliases_zh),
    )
    facts = [
        ("名称" if zh else "name", f"{metric.label(lang)} / {metric.label(_other(lang))}"),
        ("单位" if zh else "unit", metric.unit.value),
        (
            "公式" if zh else "formula",
            in_tongue(metric.formula, lang) or ("录入或读取" if zh else "entered or read"),
        ),
    ]
    if aliases:
        facts.append(("别名" if zh else "also", ", ".join(aliases)))
    if metric.missing_means:
        facts.append(("缺失" if zh else "missing", in_tongue(metric.missing_means, lang)))
    return f"{metric.key}\n{columns(facts, indent='  ')}"


def _other(lang: Lang) -> Lang:
    return Lang.EN if lang is Lang.ZH else Lang.ZH


def doctor(context: typer.Context) -> None:
    """What is ready, what is absent, and the command that brings it."""
    from assistant.services.doctor import checkup

    session: Session = context.obj
    told = [
        part.model_copy(
            update={name: in_tongue(text, session.lang) for name, text in part if name in _TOLD}
        )
        for part in checkup(session.settings)
    ]
    rows = [
        ("✓" if p.ok else "-", p.label, f"{p.text}  → {p.remedy}" if p.remedy else p.text)
        for p in told
    ]
    session.emit([p.model_dump() for p in told], columns(rows))


def demo(context: typer.Context) -> None:
    """Build the sample cases end to end and say where everything is."""
    from assistant.demo.build import build_demo

    session: Session = context.obj
    result = build_demo(session.settings, say=note)
    session.emit(result.model_dump(mode="json"), result.text)
