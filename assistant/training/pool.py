"""Which variables a scorecard of firms may choose from, and which way each one's risk runs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from assistant.variables.wide.whole import WHOLE_CATALOGUE

WINDOWS: Final = ("L12M", "ALL")
"""The last year and the whole history: what a lender reads, and fewer near-copies of a variable."""

DIRECTIONS: Final[Mapping[str, bool]] = MappingProxyType(
    {
        key: variable.higher_is == "worse"
        for key, variable in WHOLE_CATALOGUE.items()
        if variable.higher_is != "neutral" and key.partition("@")[2] in WINDOWS
    }
)
"""Key to whether a higher value is riskier; variables without a declared sign stay out."""
