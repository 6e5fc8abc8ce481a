"""One small case for every test over the wire."""

import pytest

from tests.wire.wire_kit import Case


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(tmp_path_factory.mktemp("wire-home"))
