"""``tallystick portfolio score|allocate``: thousands of firms, and a budget over them."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.invoice_options import AnyPurchases, AnySales, AsOf, Operations, Sources
from assistant.cli.layout import columns
from assistant.cli.model_commands import ModelFile, card_in_use, told_on
from assistant.cli.session import Session
from assistant.domain.quantities import Unit, money_text

if TYPE_CHECKING:
    from assistant.scoring.allocation import Allocation
    from assistant.services.allocating import Outcome
    from assistant.services.portfolio import Scored

app = typer.Typer(help="Score many firms; share a budget out.", no_args_is_help=True)
_BUDGET = "100000000"
LOAN_COLUMNS = ("firm", "amount", "rate", "lost", "profit", "loss")


@app.command("score")
def score(  # noqa: PLR0913  one option each
    context: typer.Context,
    sources: Sources = None,
    *,
    sales: AnySales = None,
    purchases: AnyPurchases = None,
    operations: Operations = None,
    firms: Annotated[
        Path | None, typer.Option(help="CSV of all the firms: 企业代号 and 企业名称.")
    ] = None,
    model: ModelFile = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="A .csv or .parquet to write.")] = Path(
        "portfolio.csv"
    ),
    as_of: AsOf = None,
) -> None:
    """Score every firm from its invoices alone; interrupted, it goes on where it stood."""
    from assistant.services.books import Books
    from assistant.services.model_status import drift_of, keep_drift
    from assistant.services.office import Office
    from assistant.services.portfolio import COLUMNS, score_portfolio
    from assistant.services.tables_out import verify_ending, write_table
    from assistant.training.samples import names_from

    session: Session = context.obj
    verify_ending(out)
    office = Office(session.settings)
    card = card_in_use(office, model)
    books = Books(
        tuple(sales or ()), tuple(purchases or ()), files_in(sources or ()), tuple(operations or ())
    )
    found = score_portfolio(
        office,
        books,
        card,
        as_of=as_of.date() if as_of else None,
        told=told_on(session),
        named=names_from(firms) if firms is not None else {},
    )
    write_table(found.rows, COLUMNS, out)
    drift = drift_of(card, [float(row["score"]) for row in found.rows], found.as_of)
    if drift is not None:
        keep_drift(office, drift)
    told = None if drift is None else {**drift.model_dump(mode="json"), "state": drift.state}
    text = _score_text(session, found, out) + (f"\n{drift.text(session.lang)}" if drift else "")
    session.emit({**_score_shape(found, out, card.digest), "drift": told}, text)


def files_in(sources: Sequence[Path]) -> tuple[Path, ...]:
    """Files as they are, and what lies in folders."""
    found: list[Path] = []
    for source in sources:
        inside = sorted(p for p in source.iterdir() if p.is_file()) if source.is_dir() else [source]
        found += inside
    return tuple(found)


def _score_shape(found: "Scored", out: Path, digest: str) -> dict[str, object]:
    return {
        "out": str(out),
        "model": digest,
        "as_of": found.as_of.isoformat(),
        "firms": len(found.rows),
        "resumed": found.resumed,
        "rejected": found.rejected,
        "grades": dict(Counter(row["grade"] for row in found.rows)),
        "flags": dict(Counter(flag for row in found.rows for flag in row["flags"].split())),
        "circles": [{"firms": list(c.firms), "net": Decimal(c.net) / 100} for c in found.circles],
    }


def _score_text(session: Session, found: "Scored", out: Path) -> str:
    grades = Counter(row["grade"] for row in found.rows)
    flags = Counter(flag for row in found.rows for flag in row["flags"].split())
    lines = [
        session.pick(
            f"{len(found.rows)}家企业，基准日{found.as_of}，写入 {out}",
            f"{len(found.rows)} firms as of {found.as_of}, written to {out}",
        ),
        columns([(grade, str(n)) for grade, n in sorted(grades.items())], indent="  "),
        columns([(flag, str(n)) for flag, n in flags.most_common()], indent="  "),
    ]
    if found.rejected:
        lines.append(
            session.pick(f"拒收 {found.rejected} 行", f"{found.rejected} rows couldn't be read")
        )
    lines += ["→".join((*c.firms, c.firms[0])) for c in found.circles]
    return "\n".join(line for line in lines if line)


@app.command("allocate")
def allocate(  # noqa: PLR0913  one option each
    context: typer.Context,
    scored: Annotated[Path, typer.Argument(help="File that `portfolio score` wrote.")],
    *,
    churn: Annotated[Path, typer.Option(help="Customers lost by rate and class A, B, C.")],
    budget: Annotated[str, typer.Option(help="The total, for example 1亿.")] = _BUDGET,
    least: Annotated[str, typer.Option(help="Smallest loan.")] = "100000",
    most: Annotated[str, typer.Option(help="Largest loan.")] = "1000000",
    min_rate: Annotated[str, typer.Option(help="Lowest yearly rate, as 0.04.")] = "0.04",
    max_rate: Annotated[str, typer.Option(help="Highest yearly rate, as 0.15.")] = "0.15",
    max_loss: Annotated[
        str, typer.Option(help="Most expected loss for each unit committed, over all loans.")
    ] = "",
    shock: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS=TIMES", help="Firms so named: PD times this; repeatable."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="A .csv or .parquet to write.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="A short report in Markdown to write.")
    ] = None,
) -> None:
    """Who is lent how much at which rate, for the highest expected profit within a budget."""
    from assistant.scoring.allocation import Terms
    from assistant.services.allocating import Shock, churn_table, portfolio_rows, share_out
    from assistant.services.allocation_report import allocation_report
    from assistant.services.files_out import written
    from assistant.services.office import Office
    from assistant.services.tables_out import verify_ending, write_table

    session: Session = context.obj
    if out is not None:
        verify_ending(out)
    terms = Terms(
        budget=_typed("--budget", budget, Unit.CNY),
        least=_typed("--least", least, Unit.CNY),
        most=_typed("--most", most, Unit.CNY),
        loss_ratio=_typed("--max-loss", max_loss, Unit.RATIO) if max_loss else None,
    )
    band = _typed("--min-rate", min_rate, Unit.RATIO), _typed("--max-rate", max_rate, Unit.RATIO)
    found = share_out(
        Office(session.settings).policy,
        portfolio_rows(scored),
        churn_table(churn),
        terms,
        shocks=[Shock.from_text(text) for text in shock or ()],
        band=band,
    )
    if out is not None:
        rows = [{k: str(v) for k, v in loan._asdict().items()} for loan in found.best.loans]
        write_table(rows, LOAN_COLUMNS, out)
    if report is not None:
        written(
            report,
            (".md",),
            lambda _: allocation_report(found, terms, band, session.lang).encode(),
        )
    session.emit(_shape(found), _text(session, found))


def _typed(option: str, text: str, unit: Unit) -> Decimal:
    from assistant.services.typed_values import parsed_value

    return Decimal(str(parsed_value(text, unit, option)))


def _shape(found: "Outcome") -> dict[str, object]:
    return {
        "firms": found.asked,
        "eligible": found.eligible,
        "shocked": found.shocked,
        "best": _allocation_shape(found.best),
        "greedy": _allocation_shape(found.greedy),
        "before_shock": None if found.before is None else _allocation_shape(found.before),
        "loans": [loan._asdict() for loan in found.best.loans],
    }


def _allocation_shape(found: "Allocation") -> dict[str, object]:
    return {
        "loans": len(found.loans),
        "committed": found.committed,
        "profit": found.profit,
        "loss": found.loss,
    }


def _text(session: Session, found: "Outcome") -> str:
    lang = session.lang
    titles = session.pick("方案|户数|承诺额|期望利润|预期损失", "plan|loans|committed|profit|loss")
    rows = [tuple(titles.split("|"))]
    plans = (
        (session.pick("最优（HiGHS）", "best (HiGHS)"), found.best),
        (session.pick("贪心", "greedy"), found.greedy),
    )
    for name, plan in plans:
        amounts = (plan.committed, plan.profit, plan.loss)
        rows.append((name, str(len(plan.loans)), *(money_text(a, Unit.CNY, lang) for a in amounts)))
    head = session.pick(
        f"{found.asked}家企业，{found.eligible}家可贷，{found.shocked}家受冲击",
        f"{found.asked} firms, {found.eligible} may be lent to, {found.shocked} shocked",
    )
    rates = Counter(loan.rate for loan in found.best.loans)
    used = ", ".join(f"{rate:%} × {n}" for rate, n in sorted(rates.items()))
    return "\n".join([head, columns(rows, right=(1, 2, 3, 4), indent="  "), used])
