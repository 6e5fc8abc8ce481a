"""The five demo firms' cases, made once for every test of answers."""

import pytest

from evals.tasks.chat import Firms


@pytest.fixture(scope="session")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Firms:
    slugs = ["qinghe", "lanan", "yuanqiao", "beiyan", "xinyu"]
    return Firms(tmp_path_factory.mktemp("chat-home"), slugs)
