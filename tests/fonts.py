"""What tests need of the machine's fonts."""

import pytest

from assistant.memo.pdf_export import chinese_font


def need_chinese_font() -> None:
    """Skip the test where no installed font has Chinese characters."""
    if chinese_font() is None:
        pytest.skip("no font with Chinese characters is installed")
