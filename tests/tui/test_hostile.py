"""Text from documents, file names and models can't move the cursor, colour or break the screen."""

import re
from pathlib import Path

import pytest
from textual.widgets._select import SelectOverlay

from assistant.conversation.events import Answer, TurnFinished
from assistant.domain.checks import SourceText
from assistant.services.results import Added, Beside, Message
from tests.tui.conftest import Hands, bench, opened
from tests.tui.made import CASE, FINDINGS, FakeDesk, case_file, figure, head, memo_version, source
from tui.screens.page import PageScreen

SHORT = (
    "[bold red]红[/] [link=https://example.invalid]点我[/link] [@click=app.quit]x[/] "
    "\x1b[2J\x1b]0;改标题\x07\x9b31m\x00\x08退格\r\n第二行\t制表 "
    "\u202e流水\u2066隐藏\u2069\u200f\ufeff "
    "# 标题\n![图](https://example.invalid/a.png) [字](javascript:alert(1)) `码` <b> "
    "👩‍👩‍👧‍👦🏳️‍🌈 ﷽ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤ {name} {0} %s $tally-dim"
)
NASTY = {"markup, controls, directions": SHORT, "long": "长" * 5000, "one word": "x" * 5000}
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")


def check(hands: Hands) -> None:
    """Nothing forbidden is painted and every line has the screen's width."""
    shown = hands.app.screen._compositor.render_strips()
    for strip in shown:
        assert not FORBIDDEN.search(strip.text), repr(strip.text)
        assert strip.cell_length == hands.app.size.width


@pytest.mark.parametrize("kind", NASTY)
async def test_names_reasons_and_answers_are_shown_as_they_are(kind: str) -> None:
    text = NASTY[kind]
    desk = FakeDesk(_case(text))
    beside = Beside(
        passages=(SourceText(source="lease", source_name=text, page=1, text=text),),
        figures=("request.purpose",),
    )
    desk.kept = [
        Message(role="user", text=text),
        Message("assistant", text, beside.model_dump_json()),
        Message(role="notice", text=text),
    ]
    desk.page = lambda *_: SourceText(source="lease", source_name=text, page=1, text=text)
    async with bench(desk, size=(100, 30)) as hands:
        for key in ("f2", "f3", "f4", "f5", "f6", "f7"):
            await hands.press(key)
            check(hands)
        await hands.press("f4", "down", "enter")
        check(hands)
        await hands.press("escape", "f2", "enter")
        assert isinstance(hands.app.screen, PageScreen)
        check(hands)
        await hands.press("y", "escape", "delete")
        check(hands)
        await hands.press("escape", "f7", "x", "escape", "ctrl+p")
        await hands.rest(0.2)
        check(hands)
        await hands.press("escape", "f3", "escape", "escape")
        check(hands)
        await hands.press("d")
        check(hands)
        assert hands.app.return_code is None


def _case(text: str) -> object:
    finding = FINDINGS[0]
    statement = finding.statement.model_copy(update={"text_zh": text, "text_en": text})
    memo = memo_version()
    sections = tuple(
        s.model_copy(
            update={
                "title": text,
                "paragraphs": tuple(
                    p.model_copy(update={"text": f"- {text}"}) for p in s.paragraphs
                ),
            }
        )
        for s in memo.sections
    )
    return case_file(
        head=head(name=text),
        sources=(
            source("lease", text, pages=1, passages=1),
            source("bad", text, detail=text, state="failed"),
        ),
        figures=(figure("request.purpose", text, "text", zh=text[:300], en=text[:300]),),
        findings=(
            finding.model_copy(
                update={
                    "statement": statement,
                    "rule_id": text,
                    "review": finding.review.model_copy(update={"note": text, "who": text}),
                }
            ),
        ),
        memos=(memo.model_copy(update={"sections": sections, "title": text, "drafted_by": text}),),
    )


@pytest.mark.parametrize("kind", NASTY)
async def test_news_of_files_and_typed_words_are_shown_as_they_are(kind: str) -> None:
    text = NASTY[kind]
    desk = FakeDesk(case_file())
    desk.add = lambda *_: iter([Added(path=text[:80], ok=False, text=text, hint=text)])
    desk.turn = lambda _: iter([TurnFinished(answer=Answer(text=text, model=text[:60]))])
    async with bench(desk, size=(100, 30)) as hands:
        hands.app.screen.add_paths([desk])
        await hands.settle()
        check(hands)
        await hands.press("f3")
        hands.app.screen.chat.prompt.text = text
        await hands.press("enter")
        check(hands)
        await hands.press("ctrl+f")
        await hands.type(text[:30].replace("\n", " "))
        check(hands)


async def test_links_of_a_document_are_text(desk: FakeDesk) -> None:
    desk.kept = [
        Message(role="assistant", text="看[这里](https://example.invalid/x)和![图](a.png)")
    ]
    async with bench(desk, "f3") as hands:
        assert "看这里 (https://example.invalid/x)和图" in hands.text()


async def test_a_case_whose_name_is_a_path_is_a_name() -> None:
    desk = FakeDesk(case_file(head=head(name="../../etc/passwd")))
    async with opened(desk) as hands:
        await hands.press("enter", "f7", "x")
        path = Path(hands.app.screen.query_one("#path").value)
        assert path == Path.cwd() / "etc_passwd-new-zh-2.docx"
        await hands.rest(0.6)
        assert desk.states[CASE, "tab"] == "memo"


async def test_a_list_that_has_no_lines_yet_is_not_paged(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        await hands.press("n", "shift+tab", "shift+tab")
        hands.app.simulate_key("enter")  # drops down, and is paged before it is laid out
        overlay = hands.app.screen.query(SelectOverlay).first()
        overlay._lines.clear()
        overlay._index_to_line.clear()
        overlay.highlighted = 1
        overlay.action_page_down()
        overlay.action_page_up()
        await hands.settle()
