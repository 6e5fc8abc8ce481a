"""The conversation: asking, streaming, stopping, citations, finding, copying, resuming."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.conversation.events import (
    Answer,
    Event,
    Notice,
    SentenceShown,
    ToolCalled,
    ToolReturned,
    TurnFinished,
    TurnStarted,
)
from assistant.domain.checks import Proof, SentenceCheck
from assistant.errors import ModelError
from assistant.services.results import Beside, Message
from tests.tui.conftest import Hands, bench, opened
from tests.tui.made import ANSWER, CASE, PASSAGE, QUOTE, FakeDesk, case_file
from tui.screens.figure import FigureScreen
from tui.screens.page import PageScreen
from tui.screens.workbench import Workbench
from tui.widgets.chat_pane import ChatPane
from tui.widgets.turn import ChipButton, Turn


async def test_an_answer_comes_with_tools_citations_strikes_and_its_proof(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await hands.type("租赁什么时候到期？")
        await hands.press("enter")
        text = hands.text()
        assert desk.called("ask") == [(CASE, "租赁什么时候到期？")]
        assert "❯ 租赁什么时候到期？" in text
        assert "◇ 检索原文 租赁到期  →  2 段原文" in text
        assert "租赁于2027年12月31日到期[1]" in text
        assert "✂ 租金上涨三成。  因为 没有这个数字" in text
        assert "[1] 厂房租赁合同.docx 第2页" in text
        assert "2,635.70万元 · 销售额（不含税） 2025" in text
        assert "✓ 1 句论断已核 · ✂ 1 句剔除 · 离线分析员 · 0.4 秒" in text
        assert desk.states[CASE, "draft"] == ""


async def test_a_citation_opens_the_cited_page_with_the_quote_marked(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await hands.type("到期？")
        await hands.press("enter")
        chips = list(hands.app.screen.query(ChipButton))
        chips[0].focus()
        await hands.press("enter")
        assert isinstance(hands.app.screen, PageScreen)
        marked = hands.app.screen.query_one("#page-marked").visual
        spans = [marked.plain[s.start : s.end] for s in marked.spans if "tally-mark" in s.style]
        assert spans == [QUOTE]
        assert "引文已标出" in hands.text()
        await hands.press("escape")
        chips[1].focus()
        await hands.press("space")
        assert isinstance(hands.app.screen, FigureScreen)


async def test_the_number_in_the_text_is_a_link_to_the_page(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await hands.type("到期？")
        await hands.press("enter")
        turn = hands.app.screen.query(Turn).last()
        turn.on_markdown_link_clicked(_clicked(turn, "https://example.invalid"))
        turn.on_markdown_link_clicked(_clicked(turn, "cite:9"))
        await hands.settle()
        assert isinstance(hands.app.screen, Workbench)
        turn.on_markdown_link_clicked(_clicked(turn, "cite:1"))
        await hands.settle()
        assert isinstance(hands.app.screen, PageScreen)


def _clicked(turn: Turn, href: str) -> object:
    from textual.widgets import Markdown

    return Markdown.LinkClicked(turn.query_one(Markdown), href)


async def test_the_answer_grows_while_the_screen_goes_on(desk: FakeDesk) -> None:
    desk.gate.clear()
    async with bench(desk, "f3") as hands:
        for char in "到期":
            hands.app.simulate_key(char)
        hands.app.simulate_key("enter")
        await hands.until(lambda: "离线分析员 正在查" in hands.text())
        hands.app.simulate_key("f4")
        await hands.until(lambda: "销售额增长率" in hands.text())
        desk.gate.set()
        await hands.settle()
        await hands.press("f3")
        assert "1 句论断已核" in hands.text()


async def test_a_second_question_waits_for_the_first(desk: FakeDesk) -> None:
    desk.gate.clear()
    async with bench(desk, "f3") as hands:
        hands.app.simulate_key("a")
        hands.app.simulate_key("enter")
        await hands.until(lambda: bool(desk.called("ask")))
        hands.app.simulate_key("b")
        hands.app.simulate_key("enter")
        await hands.until(lambda: any("等这一轮回答完" in n for n in hands.notices()))
        desk.gate.set()
        await hands.settle()
        assert len(desk.called("ask")) == 1


async def test_escape_stops_a_turn_and_what_came_so_far_stays(desk: FakeDesk) -> None:
    check = SentenceCheck(text="第一句。", start=0, end=4, verdict=Proof.UNCHECKED)

    def slow(question: str) -> Iterator[Event]:
        yield SentenceShown(text="第一句。", check=check)
        desk.gate.clear()
        yield SentenceShown(text="第二句。", check=check)

    desk.turn = slow
    async with bench(desk, "f3") as hands:
        hands.app.simulate_key("a")
        hands.app.simulate_key("enter")
        await hands.until(lambda: "第一句" in hands.text())
        assert "停止" in hands.footer()
        hands.app.simulate_key("escape")
        await hands.until(lambda: "正在停止" in hands.text())
        desk.gate.set()
        await hands.settle()
        assert "■ 已停止" in hands.text()
        assert "第一句。 未核" in hands.text()
        assert isinstance(hands.app.screen, Workbench)


async def ask_and_wait_for_the_desk(hands: Hands, desk: FakeDesk) -> None:
    """Ask; the answer waits at the desk's gate."""
    desk.gate.clear()
    await hands.type("到期")
    hands.app.simulate_key("enter")
    await hands.until(lambda: bool(desk.called("ask")))


async def test_a_stopped_answer_shows_at_once_what_was_kept_with_it(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await ask_and_wait_for_the_desk(hands, desk)
        beside = Beside(model="m", passages=(PASSAGE,), stopped=True)
        desk.kept += [
            Message("user", "到期"),
            Message("assistant", ANSWER, beside.model_dump_json()),
        ]
        hands.app.simulate_key("escape")
        await hands.until(lambda: "正在停止" in hands.text())
        desk.gate.set()
        await hands.settle()
        last = hands.app.screen.chat.talk.turns[-1]
        assert last.answer.startswith("租赁于2027年12月31日到期")
        assert len(last.query(ChipButton)) == 1
        assert "■ 已停止" in hands.text()


async def test_a_stopped_answer_that_is_left_at_once_ends_nothing(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await ask_and_wait_for_the_desk(hands, desk)
        desk.kept += [
            Message("user", "到期"),
            Message("assistant", ANSWER, Beside(model="m", stopped=True).model_dump_json()),
        ]
        hands.app.simulate_key("escape")
        hands.app.simulate_key("ctrl+n")
        await hands.until(lambda: "❯ 到期" not in hands.text())
        desk.gate.set()
        await hands.settle()
        assert hands.app._exception is None
        assert "■ 已停止" not in hands.text()


async def test_an_answer_grows_on_while_an_earlier_turn_is_looked_at(desk: FakeDesk) -> None:
    for number in range(40):
        desk.kept += [Message("user", f"第 {number} 问"), Message("assistant", "一")]
    async with bench(desk, "f3") as hands:
        await ask_and_wait_for_the_desk(hands, desk)
        talk = hands.app.screen.chat.talk
        await talk.go_to(3)
        desk.gate.set()
        await hands.settle()
        assert hands.app._exception is None
        assert "第 3 问" in hands.text()
        await talk.go_to(40)
        await hands.settle()
        assert "租赁于2027年12月31日到期" in hands.text()
        assert "1 句论断已核" in hands.text()


async def test_a_model_that_fails_is_a_notice_and_the_talk_goes_on(desk: FakeDesk) -> None:
    desk.trouble["ask"] = ModelError(
        "the endpoint is dead", "check it", zh="接口不通", zh_hint="查"
    )
    async with bench(desk, "f3") as hands:
        await hands.type("甲")
        await hands.press("enter")
        assert "错误: 接口不通\n处理办法: 查" in hands.notices()
        desk.trouble.clear()
        await hands.type("乙")
        await hands.press("enter")
        assert "1 句论断已核" in hands.text()


async def test_notices_refusals_and_empty_answers_are_shown(desk: FakeDesk) -> None:
    def odd(question: str) -> Iterator[Event]:
        yield TurnStarted(question=question, model="m")
        yield ToolCalled(name="brand_new", arguments="not json")
        yield ToolCalled(name="search", arguments="")
        yield ToolReturned(name="brand_new", summary="没有这个工具", refused=True)
        yield ToolReturned(name="search", summary="2 passages")
        yield Notice(text="模型超时，改用离线分析员", hint="稍后再试")
        yield TurnFinished(answer=Answer(text=" ", model="m", elapsed_s=Decimal(0)))

    desk.turn = odd
    async with bench(desk, "f3") as hands:
        await hands.type("甲")
        await hands.press("enter")
        assert "◇ brand_new not json  →  没有这个工具" in hands.text()
        steps = [row for row in hands.text().splitlines() if "◇" in row]
        assert ["→" in row for row in steps] == [True, True]  # each outcome at its own call
        assert "（没有可以成立的句子）" in hands.text()
        assert "模型超时，改用离线分析员\n处理办法：稍后再试" in hands.notices()


async def test_examples_are_there_to_begin_with(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        assert "可以这样问" in hands.text()
        hands.app.screen.query_one("#examples").focus()
        await hands.press("down", "enter")
        assert desk.called("ask") == [(CASE, "前五大客户占比多少？集中度有没有上升？")]
        assert "可以这样问" not in hands.text()


async def test_find_walks_through_turns_that_hold_the_words(desk: FakeDesk) -> None:
    desk.kept = [
        Message(role=role, text=f"{text}{n}")
        for n in range(11)
        for role, text in (("user", "问题"), ("assistant", "回答关于苹果" if n % 5 else "关于梨"))
    ]
    async with bench(desk, "f3") as hands:
        assert "更早的 5 条" in hands.text() or hands.app.screen.query_one("#earlier").display
        assert len(hands.app.screen.query(Turn)) == 6
        await hands.press("ctrl+f")
        await hands.type("梨")
        assert "3/3" in hands.text()
        await hands.press("enter")
        assert "1/3" in hands.text()
        assert hands.app.screen.query(".-found").first(Turn).question == "问题0"
        # Five were left out at first: to show the first one, the window of six moves to it.
        assert [t.question for t in hands.app.screen.query(Turn)] == [f"问题{n}" for n in range(6)]
        assert "更晚的 5 条" in hands.text() or hands.app.screen.query_one("#later").display
        await hands.press("up")
        assert "3/3" in hands.text()
        assert hands.app.screen.query(".-found").first(Turn).question == "问题10"
        await hands.type("没有")
        assert "没有找到" in hands.text()
        await hands.press("escape")
        assert hands.app.focused is hands.app.screen.query_one(ChatPane).prompt
        assert not hands.app.screen.query(".-found")


async def test_earlier_messages_come_on_request(desk: FakeDesk) -> None:
    desk.kept = [Message(role="user", text=f"问{n}") for n in range(10)]
    async with bench(desk, "f3") as hands:
        hands.app.screen.query_one("#earlier").focus()
        await hands.press("enter")
        assert [t.question for t in hands.app.screen.query(Turn)] == [f"问{n}" for n in range(10)]


async def test_a_question_after_a_far_find_comes_after_the_newest(desk: FakeDesk) -> None:
    desk.kept = [Message(role="user", text=f"问{n}") for n in range(30)]
    async with bench(desk, "f3") as hands:
        await hands.press("ctrl+f")
        await hands.type("问0")
        assert next(t.question for t in hands.app.screen.query(Turn)) == "问0"
        hands.app.screen.query_one("#later").focus()
        await hands.press("enter")
        # Six were shown, twenty more come: 0 to 25.
        assert len(hands.app.screen.query(Turn)) == 26
        await hands.press("i")
        await hands.type("新")
        await hands.press("enter")
        shown = [t.question for t in hands.app.screen.query(Turn)]
        assert shown == [*(f"问{n}" for n in range(24, 30)), "新"]


async def test_copy_takes_the_last_answer_or_the_one_in_focus(desk: FakeDesk) -> None:
    desk.kept = [
        Message(role="user", text="甲？"),
        Message("assistant", ANSWER, Beside(passages=(PASSAGE,)).model_dump_json()),
        Message(role="user", text="乙？"),
        Message(role="assistant", text="第二个回答"),
        Message(role="notice", text="模型不通"),
    ]
    async with bench(desk, "f3") as hands:
        await hands.press("escape", "y")
        assert hands.app.clipboard == "*模型不通*"
        hands.app.screen.query(ChipButton).first().focus()
        await hands.press("y")
        assert hands.app.clipboard.startswith("租赁于2027年12月31日到期")
        assert "已复制：回答" in hands.notices()
        await hands.press("i")
        assert hands.app.focused is hands.app.screen.query_one(ChatPane).prompt


async def test_nothing_to_copy_is_said(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await hands.press("escape", "y")
        assert "这里没有可复制的内容" in hands.notices()


async def test_earlier_questions_come_back_with_the_arrow_keys(desk: FakeDesk) -> None:
    desk.kept = [Message(role="user", text="甲"), Message(role="user", text="乙")]
    async with bench(desk, "f3") as hands:
        prompt = hands.app.screen.query_one(ChatPane).prompt
        await hands.press("up")
        assert prompt.text == "乙"
        await hands.press("up", "up")
        assert prompt.text == "甲"
        await hands.press("down", "down")
        assert prompt.text == ""
        await hands.type("新")
        await hands.press("ctrl+j")
        await hands.type("行")
        assert prompt.text == "新\n行"


async def test_the_app_opens_where_it_was_left(desk: FakeDesk) -> None:
    async with bench(desk, "f4") as hands:
        await hands.press("v", "f3")
        await hands.type("没问完")
        await hands.press("ctrl+q")
        await hands.rest(0.05)
    assert desk.states[None, "open_case"] == CASE
    assert desk.states[CASE, "tab"] == "chat"
    assert desk.states[CASE, "draft"] == "没问完"
    assert desk.states[CASE, "view"] == "rolling"
    async with opened(desk) as hands:
        await hands.settle()
        assert isinstance(hands.app.screen, Workbench)
        assert hands.app.screen.tab == "chat"
        assert hands.app.screen.query_one(ChatPane).prompt.text == "没问完"
        await hands.press("f4")
        assert "近12月" in hands.text()


async def test_back_leaves_the_text_first_and_then_the_case(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        await hands.type("草稿")
        await hands.press("escape")
        assert isinstance(hands.app.screen, Workbench)
        await hands.press("escape")
        assert not isinstance(hands.app.screen, Workbench)
        assert desk.states[None, "open_case"] == ""
        assert desk.states[CASE, "draft"] == "草稿"


async def test_a_tab_chosen_while_the_case_loads_stays_chosen(desk: FakeDesk) -> None:
    desk.states[CASE, "tab"] = "sources"
    async with opened(FakeDesk(case_file())) as hands:
        hands.app._desk.states[CASE, "tab"] = "sources"
        hands.app.simulate_key("enter")
        await hands.until(lambda: isinstance(hands.app.screen, Workbench))
        hands.app.simulate_key("f7")
        await hands.settle()
        assert hands.app.screen.tab == "memo"
        assert "授信调查报告" in hands.text()


async def test_a_question_is_asked_again_or_put_differently(desk: FakeDesk) -> None:
    desk.kept = [Message(role="user", text="甲？"), Message(role="assistant", text="一")]
    async with bench(desk, "f3") as hands:
        await hands.press("escape", "r")
        assert desk.called("ask") == [(CASE, "甲？")]
        await hands.press("e")
        assert hands.app.focused is hands.app.screen.query_one(ChatPane).prompt
        await hands.type("乙")
        await hands.press("enter")
        assert desk.called("ask") == [(CASE, "甲？"), (CASE, "甲？乙")]
        assert [t.question for t in hands.app.screen.query(Turn)] == ["甲？", "甲？", "甲？乙"]


async def test_an_unsent_question_outlives_keys_that_ask_or_recall_another(desk: FakeDesk) -> None:
    desk.kept = [Message(role="user", text="问题一"), Message(role="assistant", text="答一")]
    async with bench(desk, "f3") as hands:
        await hands.type("没发出的")
        await hands.press("escape", "r")
        assert [a[1] for a in desk.called("ask")] == ["问题一"]
        prompt = hands.app.screen.query_one("#prompt")
        assert prompt.text == "没发出的"
        await hands.press("e")
        assert prompt.text == "问题一"
        await hands.press("ctrl+z")
        assert prompt.text == "没发出的"


async def test_a_kept_question_without_an_answer_says_so(desk: FakeDesk) -> None:
    desk.kept = [Message(role="user", text="问题一")]
    async with bench(desk, "f3") as hands:
        assert "■ 没有回答" in hands.text()


async def test_after_an_answer_the_file_suggests_what_to_ask_next(desk: FakeDesk) -> None:
    desk.kept = [Message(role="user", text="甲？"), Message(role="assistant", text="一")]
    async with bench(desk, "f3", size=(100, 40)) as hands:
        assert "接着可以问" in hands.text()
        # One finding is open (the supplier's was kept): a test of the DSCR; and stock is missing.
        assert "还缺哪些资料？" in hands.text()
        hands.app.screen.query_one("#next").focus()
        await hands.press("enter")
        assert desk.called("ask") == [(CASE, "偿债保障比率差多少？怎样才能达标？")]
        assert "偿债保障比率差多少" not in str(hands.app.screen.chat.talk._next)
        assert hands.app.screen.chat.talk._next == ("还缺哪些资料？",)
        assert hands.app.focused is hands.app.screen.chat.prompt  # the list that had it was emptied
        await hands.press("ctrl+n")
        assert "接着可以问" not in hands.text()  # nothing was asked here yet


async def test_nothing_is_suggested_before_anything_was_asked(desk: FakeDesk) -> None:
    async with bench(desk, "f3") as hands:
        assert "接着可以问" not in hands.text()
        assert not hands.app.screen.query_one("#next").display


async def test_a_growing_answer_is_drawn_a_few_times_a_second_and_whole_when_it_ends(
    desk: FakeDesk,
) -> None:
    drawn: list[str] = []
    async with bench(desk, "f3") as hands:
        from textual.widgets import Markdown

        turn = await hands.app.screen.chat.begin("甲")
        shown = turn.query_one(Markdown)
        append = shown.append
        shown.append = lambda text: drawn.append(text) or append(text)
        for number in range(40):
            await turn.append(f"第{number}句。")
        assert drawn == ["第0句。"]  # at once; the other 39 wait for one drawing
        await hands.until(lambda: len(drawn) > 1)
        await turn.append("末句。")
        await turn.settle()
        assert (len(drawn), "".join(drawn)) == (3, turn.answer)
