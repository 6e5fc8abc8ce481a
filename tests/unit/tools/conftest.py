"""Two demo firms' cases: the main one whole, and one whose file lacks most."""

from collections.abc import Callable

import pytest

from assistant.domain.figures import Statement
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolResult
from assistant.tools.toolbox import Toolbox, toolbox
from evals.tasks.chat import Firms

Call = Callable[..., ToolResult]


@pytest.fixture(scope="session")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Firms:
    return Firms(tmp_path_factory.mktemp("tools-home"), ["qinghe", "xinyu", "lanan"])


@pytest.fixture(scope="session")
def box(firms: Firms) -> Toolbox:
    return toolbox(firms.view("qinghe"), Lang.ZH)


@pytest.fixture(scope="session")
def bare(firms: Firms) -> Toolbox:
    """The logistics firm: invoices and an application form, no statements, no bureau report."""
    return toolbox(firms.view("xinyu"), Lang.EN)


@pytest.fixture(scope="session")
def healthy(firms: Firms) -> Toolbox:
    return toolbox(firms.view("lanan"), Lang.EN)


def keys(result: ToolResult) -> list[str]:
    """Keys of a result's statements."""
    return [s.key for s in result.statements]


def one(result: ToolResult, key: str) -> Statement:
    """The statement of that key."""
    return next(s for s in result.statements if s.key == key)
