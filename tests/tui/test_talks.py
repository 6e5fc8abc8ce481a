"""Several conversations in a case, pinned answers, and coming back to exactly where one was."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widgets import Input

from assistant.domain.checks import Proof, SentenceCheck, Struck
from assistant.domain.quantities import Lang
from assistant.services.results import Beside, Message
from tests.tui.conftest import bench
from tests.tui.made import CASE, FakeDesk, proved_check
from tui.screens.talks import TalksScreen
from tui.widgets.turn import Turn


def _said(n: int) -> list[Message]:
    text = "\n\n".join(f"第{n}答第{i}段。" for i in range(4))
    return [Message(role="user", text=f"问题{n}"), Message(role="assistant", text=text)]


async def test_another_conversation_is_begun_left_and_found_again(desk: FakeDesk) -> None:
    desk.kept = _said(1)
    async with bench(desk, "f3") as hands:
        await hands.type("没发出的")
        await hands.press("ctrl+n")
        assert "问题1" not in hands.text()
        assert "没发出的" not in hands.text()
        await hands.type("新的问题")
        await hands.press("enter")
        [asked] = desk.called("ask")
        assert asked[1] == "新的问题"
        assert asked[2] == desk.states[CASE, "thread"]
        await hands.press("ctrl+o")
        assert isinstance(hands.app.screen, TalksScreen)
        assert "❯ 新的问题  1 问" in hands.text()
        await hands.press("up", "enter")
        assert "问题1" in hands.text()
        assert "没发出的" in hands.text()
        assert "新的问题" not in hands.text()


async def test_the_case_comes_back_with_the_conversation_and_the_turn_that_stood_there(
    desk: FakeDesk,
) -> None:
    desk.talks["other"] = [m for n in range(20) for m in _said(n)]
    desk.states[CASE, "thread"] = "other"
    async with bench(desk, "f3") as hands:
        talk = hands.app.screen.query_one("#log")
        await talk.go_to(3)
        await hands.settle()
        await hands.press("escape", "escape")
        assert desk.states[CASE, "place.other"] == "3"
        await hands.press("enter")
        await hands.settle()
        talk = hands.app.screen.query_one("#log")
        assert talk.top == "3"
        assert "问题3" in hands.text()
        assert "问题19" not in hands.text()


async def test_a_pinned_answer_is_listed_and_opened_from_another_conversation(
    desk: FakeDesk,
) -> None:
    desk.kept = [m for n in range(20) for m in _said(n)]
    async with bench(desk, "f3", lang=Lang.EN) as hands:
        talk = hands.app.screen.query_one("#log")
        talk.focus()
        await hands.press("p")
        assert "❯ ◆ 问题19" in hands.text()
        await hands.press("ctrl+n", "ctrl+o")
        assert "Pinned answers" in hands.text()
        assert "◆ 问题19" in hands.text()
        await hands.press("home", "enter")
        assert hands.app.screen.query(".-found").first(Turn).question == "问题19"
        await hands.press("p")
        assert "❯ ◆" not in hands.text()
        assert desk.states[CASE, "pins"] == "[]"


async def test_a_kept_answer_still_says_what_was_not_proved(desk: FakeDesk) -> None:
    """An unproved sentence must not look proved once the case was closed and opened."""
    said = "第一句。第二句。"
    first = proved_check("第一句。")
    second = SentenceCheck(text="第二句。", start=4, end=8, verdict=Proof.UNCHECKED)
    beside = Beside(
        sentences=(first, second),
        struck=(Struck(text="第三句。", reason="不符"),),
        model="some-model",
        elapsed_s=Decimal("1.5"),
    )
    desk.kept = [
        Message("user", "甲"),
        Message("assistant", said, beside.model_dump_json()),
        Message("user", "乙"),
        Message("assistant", "改过的", '{"figures": 3}'),
    ]
    async with bench(desk, "f3") as hands:
        text = hands.text()
        assert "第二句。 未核" in text
        assert "✂ 第三句。  因为 不符" in text
        assert "✓ 1 句论断已核 · ? 1 句未核 · ✂ 1 句剔除 · some-model · 1.5 秒" in text
        assert "这条回答的出处无法读取" in text


async def test_an_unsent_question_outlives_a_program_that_is_killed(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await hands.type("没发出")
        await hands.until(lambda: desk.states.get((CASE, "draft")) == "没发出")


async def test_the_focus_of_a_talk_styles_none_of_its_turns_anew(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred blocks of Markdown took a tenth of a second at every Esc."""
    desk.kept = [m for n in range(20) for m in _said(n)]
    styled: list[DOMNode] = []
    async with bench(desk, "f3") as hands:
        talk = hands.app.screen.query_one("#log")
        assert len(talk.query("*")) > 30
        apply = Stylesheet.apply

        def noted(self: Stylesheet, node: DOMNode, **how: Any) -> None:
            styled.append(node)
            apply(self, node, **how)

        monkeypatch.setattr(Stylesheet, "apply", noted)
        await hands.press("escape")
        assert hands.app.focused is talk
        assert talk in styled
        assert not set(styled) & set(talk.query("*"))


async def test_a_conversation_is_written_to_a_file(desk: FakeDesk, tmp_path: Path) -> None:
    async with bench(desk, "f3") as hands:
        await hands.press("escape")
        assert " x 导出" in hands.footer()
        await hands.press("x")
        hands.app.screen.query_one("#path", Input).value = str(tmp_path / "t.md")
        await hands.press("ctrl+s")
        assert (tmp_path / "t.md").is_file()
        assert any("已写入" in notice for notice in hands.notices())
        await hands.press("x")
        await hands.type("u.md")  # a name alone: in the folder that stood there
        await hands.press("enter")
        assert (tmp_path / "u.md").is_file()
