"""A list measures its lines without drawing them; what it draws must be as tall."""

import pytest
from textual.app import App
from textual.css.styles import Styles
from textual.visual import RenderOptions
from textual.widgets import Static

from tui.presenter.lines import line, span
from tui.widgets.hanging import Hanging
from tui.widgets.wrapping import break_lines_as_chinese

TEXTS = (
    "短",
    "",
    "第一行\n第二行",
    "连续十二个月的净销售额由1,234.56万元降至987.65万元，降幅为20.0%；最大客户占比升至45.3%。" * 3,
    "Net sales fell 40.1 %, from CNY 3.12 million in 2023 to CNY 1.87 million in 2024. " * 4,
    "x" * 200,
)


@pytest.mark.parametrize("width", [4, 17, 40, 81])
async def test_a_list_item_is_as_tall_as_it_is_drawn(width: int) -> None:
    async with App[None]().run_test() as pilot:
        break_lines_as_chinese()
        widget = Static()
        await pilot.app.mount(widget)
        style, rules = widget.visual_style, Styles()
        for text in TEXTS:
            shown = Hanging(line(span("● ")), (line(span(text)), line("末行")))
            drawn = shown.render_strips(width, None, style, RenderOptions(lambda _: style, rules))
            assert shown.get_height(rules, width) == len(drawn), text[:20]
