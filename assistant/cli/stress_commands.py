"""``tallystick stress``: what becomes of the score when sales, customers, rates or terms turn."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.layout import one_line
from assistant.cli.session import Session
from assistant.domain.quantities import Unit
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.scoring.shocks import Shock


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("stress")(stress)


def stress(
    context: typer.Context,
    case: Annotated[str, typer.Argument(help="Case id's beginning or name; none: all cases.")] = "",
    *,
    revenue: Annotated[str, typer.Option(help="How much sales fall, such as 20%.")] = "",
    customer: Annotated[bool, typer.Option(help="The largest customer leaves for good.")] = False,
    rate: Annotated[str, typer.Option(help="How much dearer all debt gets, such as 1%.")] = "",
    days: Annotated[int, typer.Option(help="How many days later customers pay.")] = 0,
) -> None:
    """Score under stress: the options together are one shock; without any, the usual ones."""
    from assistant.scoring.shocks import SHOCKS
    from assistant.services.stressing import book_shape, stressed_shape

    session: Session = context.obj
    lang = session.lang
    shock = _shock(revenue, rate, days, customer=customer)
    shocks = SHOCKS if shock is None else (shock,)
    if not case:
        books = session.desk.stress_book(shocks)
        session.emit([book_shape(b, lang) for b in books], "\n".join(b.text(lang) for b in books))
        return
    found = session.desk.find(case)
    before = session.desk.score(found)
    results = session.desk.stress(found, shocks)
    text = "\n".join(one_line(r.statement.text(lang)) for r in results)
    session.emit([stressed_shape(r, before, lang) for r in results], text)


def _shock(revenue: str, rate: str, days: int, *, customer: bool) -> "Shock | None":
    from assistant.scoring.shocks import Shock

    if not (revenue or rate or days or customer):
        return None
    return Shock(
        revenue=_share("--revenue", revenue),
        customer=customer,
        rate=_share("--rate", rate),
        days=Decimal(days),
    )


def _share(option: str, text: str) -> Decimal:
    from assistant.services.typed_values import parsed_value

    value = parsed_value(text, Unit.RATIO, option) if text else Decimal(0)
    if not isinstance(value, Decimal) or value < 0:
        raise UsageError(
            f"{option} {text!r} is no loss: write how much, without a sign",
            "for example 20%",
            zh=f"{option} {text!r}：只写幅度，不带符号",
            zh_hint="例如 20%",
        )
    return value
