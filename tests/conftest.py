"""Every test runs without network, with user folders in a temporary place."""

import socket
from pathlib import Path

import pytest

_REAL_CONNECT = socket.socket.connect


def _loopback_only(self: socket.socket, address: object) -> None:
    host = address[0] if isinstance(address, tuple) else ""
    if self.family in (socket.AF_INET, socket.AF_INET6) and host not in (
        "127.0.0.1",
        "::1",
        "localhost",
    ):
        msg = f"a test tried to reach {host}"
        raise PermissionError(msg)
    _REAL_CONNECT(self, address)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def closed_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid sockets beyond loopback; point home folders to the test's own."""
    monkeypatch.setattr(socket.socket, "connect", _loopback_only)
    monkeypatch.setenv("TALLYSTICK_HOME", str(tmp_path / "home"))
    for name in ("BASE_URL", "MODEL", "API_KEY"):
        monkeypatch.delenv(f"TALLYSTICK_LLM_{name}", raising=False)
        monkeypatch.delenv(f"OPENAI_{name}", raising=False)
