"""Every variable of many firms, whatever records it is made from."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from assistant.domain.figures import Metric
from assistant.variables.wide.catalogue import WIDE_CATALOGUE
from assistant.variables.wide.industry import INDUSTRY_CATALOGUE
from assistant.variables.wide.operation_catalogue import OPERATION_CATALOGUE

WHOLE_CATALOGUE: Final[Mapping[str, Metric]] = MappingProxyType(
    {**WIDE_CATALOGUE, **INDUSTRY_CATALOGUE, **OPERATION_CATALOGUE}
)
"""Key with its window to variable."""
