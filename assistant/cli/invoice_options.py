"""Options that commands over the invoices of many firms share."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

_SALES: Final = typer.Option(help="Sales invoices of these firms; may be repeated.")
_PURCHASES: Final = typer.Option(help="Purchase invoices of these firms; may be repeated.")

Sources = Annotated[
    list[Path] | None,
    typer.Argument(help="Invoice files of many firms that tell their sides, or folders."),
]
Sales = Annotated[list[Path], _SALES]
Purchases = Annotated[list[Path], _PURCHASES]
AnySales = Annotated[list[Path] | None, _SALES]
AnyPurchases = Annotated[list[Path] | None, _PURCHASES]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Nothing after this day is seen."),
]
Operations = Annotated[
    list[Path] | None,
    typer.Option(
        help="Lists of meters, waybills and orders, or an index of the trade; may be repeated."
    ),
]
