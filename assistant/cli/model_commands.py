"""``tallystick train|validate|promote``: scorecards on the bank's own outcomes."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.invoice_options import AsOf, Operations, Purchases, Sales
from assistant.cli.layout import columns
from assistant.cli.session import Session
from assistant.cli.steps import show_step
from assistant.domain.progress import Progress
from assistant.errors import UsageError
from assistant.notices import note

if TYPE_CHECKING:
    from assistant.scoring.trained import Measured, TrainedCard
    from assistant.services.books import Told
    from assistant.services.office import Office
    from assistant.training.samples import Sample

Firms = Annotated[Path, typer.Option(help="CSV of firms: 企业代号 and the outcome.")]
Label = Annotated[str, typer.Option(help="Column of the outcome: 是 or 1 is a default.")]

ModelFile = Annotated[
    Path | None, typer.Option(help="File that `train` wrote; default: the promoted one.")
]
Repeats = Annotated[int, typer.Option(min=0, help="Repeats of the cross-validation; 0: none.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("train")(train)
    app.command("validate")(validate)
    app.command("promote")(promote)


def train(  # noqa: PLR0913  one option each
    context: typer.Context,
    *,
    firms: Firms,
    sales: Sales,
    purchases: Purchases,
    operations: Operations = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="File that the model is written to.")],
    label: Label = "是否违约",
    as_of: AsOf = None,
    repeats: Repeats = 3,
    allow_leak: Annotated[
        list[str] | None,
        typer.Option("--allow-leak", metavar="KEY", help="A variable that you answer for."),
    ] = None,
) -> None:
    """Train a scorecard on firms with known outcomes; writes the model and its card."""
    from assistant.services.modelling import train_card

    session: Session = context.obj
    sample = sample_from(session, firms, label, (sales, purchases, operations or []), as_of)
    card = train_card(sample, out, repeats=repeats, allowed=allow_leak or (), told=told_on(session))
    shape = {
        "model": str(out),
        "digest": card.digest,
        "n": card.firms,
        "defaults": card.defaults,
        "as_of": card.as_of,
        "variables": [v.key for v in card.variables],
        **{name: found.model_dump() for name, found in card.measures.items()},
    }
    head = session.pick(
        f"模型 {out}：{card.firms}家企业，{card.defaults}家违约，{len(card.variables)}个变量",
        f"model {out}: {card.firms} firms, {card.defaults} defaults, "
        f"{len(card.variables)} variables",
    )
    session.emit(shape, "\n".join([head, measures_text(dict(card.measures))]))


def validate(  # noqa: PLR0913  one option each
    context: typer.Context,
    model: Annotated[Path, typer.Argument(help="File that `train` wrote.")],
    *,
    firms: Firms,
    sales: Sales,
    purchases: Purchases,
    operations: Operations = None,
    label: Label = "是否违约",
    as_of: AsOf = None,
) -> None:
    """Measure a model on firms with known outcomes, each figure with its interval."""
    from assistant.scoring.trained import load_card
    from assistant.services.modelling import validate_card

    session: Session = context.obj
    card = load_card(model)
    sample = sample_from(session, firms, label, (sales, purchases, operations or []), as_of)
    found = validate_card(card, sample)
    if found.own_data:
        note(
            session.pick(
                "这是模型的训练数据：以下数字偏乐观，请看模型卡中的交叉验证",
                "this is the model's own training data: the figures flatter it; "
                "its model card has the cross-validated ones",
            )
        )
    shape = {
        "n": found.n,
        "defaults": found.defaults,
        **{name: value.model_dump() for name, value in found.measures.items()},
    }
    session.emit(shape, f"n={found.n} defaults={found.defaults}\n{measures_text(found.measures)}")


def promote(
    context: typer.Context,
    model: Annotated[Path, typer.Argument(help="File that `train` wrote.")],
    why: Annotated[str, typer.Option(help="The reason; it stays with the promotion.")] = "",
) -> None:
    """Make a model the one in use, in your own name; no model promotes itself."""
    from assistant.services.model_registry import promote_card
    from assistant.services.office import Office

    session: Session = context.obj
    line = promote_card(Office(session.settings), model, why)
    text = session.pick(
        f"{line.model} 由 {line.by} 于 {line.at[:19]} 批准使用",
        f"{line.model} promoted by {line.by} at {line.at[:19]}",
    )
    session.emit(line.model_dump(mode="json"), text)


def sample_from(
    session: Session,
    firms: Path,
    label: str,
    books: tuple[list[Path], list[Path], list[Path]],
    as_of: datetime | None,
) -> "Sample":
    """Firms with outcomes and their variables, from sales, purchases and operations."""
    from assistant.services.books import Books
    from assistant.services.modelling import sample_of
    from assistant.services.office import Office

    sales, purchases, operations = (tuple(files) for files in books)
    return sample_of(
        firms,
        label,
        Books(sales, purchases, operations=operations),
        as_of=as_of.date() if as_of else None,
        today=Office(session.settings).today(),
        told=told_on(session),
        refused=lambda rows: note(
            session.pick(
                f"有 {rows} 行无法识别，未计入", f"{rows} rows couldn't be read and don't count"
            )
        ),
    )


def card_in_use(office: "Office", model: Path | None) -> "TrainedCard":
    """The card of a file, else the promoted one.

    Raises:
        UsageError: none is named and none was promoted.
    """
    from assistant.scoring.trained import load_card
    from assistant.services.model_registry import champion

    card = load_card(model) if model is not None else champion(office)
    if card is None:
        raise UsageError(
            "no model was promoted",
            "train one, then `tallystick promote MODEL`, or name one with --model",
            zh="尚未批准任何模型",
            zh_hint="请先训练并用 tallystick promote 批准，或用 --model 指定",
        )
    return card


def told_on(session: Session) -> "Told":
    """Shows each stage on a terminal."""

    def told(stage: str, done: int, total: int) -> None:
        show_step(
            session,
            Progress(subject=stage, stage="computing", done=done, total=total, unit="steps"),
        )

    return told


def measures_text(measures: "Mapping[str, Measured]") -> str:
    """A line each with its interval."""
    rows = [
        (name, f"{m.value:.3f}", f"[{m.low:.3f}, {m.high:.3f}]") for name, m in measures.items()
    ]
    return columns(rows, indent="  ")
