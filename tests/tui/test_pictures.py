"""Pictures of the screens: drawn from a home, wide characters two cells wide."""

from pathlib import Path

from evals.wide_svg import aligned, cells
from tui.pictures import main


def test_screens_are_drawn_the_same_each_time(tmp_path: Path) -> None:
    asked = [str(tmp_path / "home"), str(tmp_path), "--at", "2026-01-18T02:00:00+00:00"]
    assert main([*asked, "a=", "b=n"]) == 0
    first = (tmp_path / "a.svg").read_text("utf-8")
    assert "还没有案卷" in first
    assert "新建案卷" in (tmp_path / "b.svg").read_text("utf-8")
    assert main([*asked, "a=", "--lang", "zh"]) == 0
    assert (tmp_path / "a.svg").read_text("utf-8") == first


def test_wide_characters_get_two_cells_each() -> None:
    text = (
        '<text class="r1" x="12.2" y="20" textLength="48.8" clip-path="url(#c)">ab&#160;净额</text>'
    )
    # Three narrow cells of 12.2 from 12.2, then four cells for two wide characters from 48.8.
    assert aligned(text) == (
        '<text class="r1" x="12.2" y="20" textLength="36.6" clip-path="url(#c)">ab&#160;</text>'
        '<text class="r1" x="48.8" y="20" textLength="48.8" clip-path="url(#c)">净额</text>'
    )
    assert [cells(c) for c in "a净\u0301"] == [1, 2, 0]
