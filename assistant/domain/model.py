"""The base of every record that crosses a boundary: frozen, closed, exact in JSON."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Frozen; unknown fields are refused; Decimals go to JSON as strings."""

    model_config = ConfigDict(frozen=True, extra="forbid")
