"""Where a figure comes from: computed, quoted, said or entered."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from assistant.domain.model import Record


class Computed(Record):
    """A value that code computed from other figures or from record rows."""

    type: Literal["computed"] = "computed"
    tool: str
    """Formula id, e.g. ``invoices.sales_net``."""
    version: str
    inputs_digest: str
    """SHA-256 over the inputs' keys and values, or over the record sets' digests."""
    formula: str
    """Metric keys and signs; words stand in both languages (``domain.tongues``)."""
    input_keys: tuple[str, ...] = ()
    rows: int | None = None
    """How many record rows went in, where records did."""


class Quoted(Record):
    """A value that stands in a document."""

    type: Literal["quoted"] = "quoted"
    source: str
    """Source id (content digest) in the case."""
    source_name: str
    page: int
    """Counts from 1; a sheet's position in a workbook."""
    cell: str | None = None
    """``Sheet!B7`` where the source is a table."""
    span: tuple[int, int] | None = None
    """Character offsets in the page's text."""
    quote: str


class Said(Record):
    """A value spoken in a recording."""

    type: Literal["said"] = "said"
    recording: str
    start_s: Decimal
    end_s: Decimal
    speaker: str
    words: str


class Entered(Record):
    """A value that a named person typed."""

    type: Literal["entered"] = "entered"
    who: str
    when: datetime
    why: str


Evidence = Annotated[Computed | Quoted | Said | Entered, Field(discriminator="type")]
