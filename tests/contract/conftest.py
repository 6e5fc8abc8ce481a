"""The installed command on the main demo firm, as the end-to-end tests have it."""

from tests.e2e.conftest import empty, filled, firm_files

__all__ = ["empty", "filled", "firm_files"]
