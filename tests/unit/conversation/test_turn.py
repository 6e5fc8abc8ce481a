"""One turn: events in order, what is checked before it is shown, notices in both languages."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest

from assistant.conversation.composing import Composer
from assistant.conversation.events import (
    Notice,
    SentenceShown,
    SentenceStruck,
    ToolCalled,
    ToolReturned,
    TurnFinished,
    TurnStarted,
)
from assistant.conversation.turn import run_turn
from assistant.conversation.wording import (
    failure_notice,
    nothing_left,
    redraft_notice,
    stopped_notice,
)
from assistant.domain.evidence import Computed
from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.periods import period_from
from assistant.domain.quantities import Lang, Unit
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.llm.offline_analyst import PlainAnalyst
from assistant.llm.steps import Ask, CallEnded, CallStarted, Rejected, Said, Step, TextDelta
from assistant.proof.book import FactBook
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.services.searching import Searcher
from assistant.services.view import ServiceView
from assistant.settings import settings_from


def profit(year: int, value: str) -> Figure:
    return Figure(
        key=f"net_profit@FY{year}",
        label_zh="净利润",
        label_en="net profit",
        value=Decimal(value),
        unit=Unit.CNY,
        period=period_from(f"FY{year}"),
        evidence=Computed(tool="t", version="1", inputs_digest="", formula=""),
    )


# 100万元 in 2023 and 150万元 in 2024: up by a half.
TREND = Statement(
    key="net_profit.trend@FY2024",
    kind=StatementKind.TREND,
    text_zh="净利润由2023年度的100.00万元变为2024年度的150.00万元，上升50.0%。",
    text_en="Net profit rose 50.0%, from CNY 1.00 million in FY2023 to CNY 1.50 million in FY2024.",
    figures=("net_profit@FY2024", "net_profit@FY2023"),
)
BOOK = FactBook([profit(2023, "1000000"), profit(2024, "1500000")], [TREND])


class TestComposer:
    def test_a_proved_sentence_is_shown_when_it_is_complete(self) -> None:
        composer = Composer(Lang.ZH)
        composer.open(BOOK)
        assert list(composer.feed("[[net_profit.trend@FY2024]]")) == []
        shown = [*composer.feed("净利润上升了。净利"), *composer.end_of_part()]
        assert isinstance(shown[0], SentenceShown)
        assert composer.text.startswith(TREND.text_zh)
        assert composer.statements == {"net_profit.trend@FY2024": None}
        assert list(composer.figures) == ["net_profit@FY2024", "net_profit@FY2023"]

    def test_a_false_sentence_holds_back_what_follows(self) -> None:
        composer = Composer(Lang.ZH)
        composer.open(BOOK)
        text = "净利润下降了。[[net_profit.trend@FY2024]]\n\n"
        assert list(composer.feed(text)) + list(composer.end_of_part()) == []
        events = list(composer.settle(lambda wrong: [""] * len(wrong)))
        assert [type(e) for e in events] == [SentenceStruck, SentenceShown]
        assert composer.text.strip() == TREND.text_zh
        assert composer.struck[0].reason

    def test_a_redraft_that_is_right_takes_its_place(self) -> None:
        composer = Composer(Lang.ZH)
        composer.open(BOOK)
        list(composer.feed("净利润下降了。"))
        list(composer.end_of_part())
        asked: list[Rejected] = []

        def redraft(wrong: Sequence[Rejected]) -> Sequence[str]:
            asked.extend(wrong)
            return ["[[net_profit.trend@FY2024]]"]

        events = list(composer.settle(redraft))
        assert [type(e) for e in events] == [SentenceShown]
        assert asked[0].text == "净利润下降了。"
        assert not composer.struck

    def test_a_redraft_that_is_wrong_again_is_struck(self) -> None:
        composer = Composer(Lang.ZH)
        composer.open(BOOK)
        list(composer.feed("净利润下降了。"))
        list(composer.end_of_part())
        events = list(composer.settle(lambda _: ["净利润减少了。"]))
        assert [type(e) for e in events] == [SentenceStruck]

    def test_a_tail_that_was_cut_is_forgotten(self) -> None:
        composer = Composer(Lang.ZH)
        composer.open(BOOK)
        list(composer.feed("净利润上升了。净利润下"))
        composer.dropped_tail()
        assert list(composer.end_of_part()) == []
        assert composer.text == "净利润上升了。"

    def test_the_same_sentence_is_shown_once(self) -> None:
        composer = Composer(Lang.ZH)
        composer.open(BOOK)
        list(composer.feed("净利润上升了。\n\n净利润上升了。\n\n净利润上升了。\n\n"))
        list(composer.end_of_part())
        assert composer.text.strip() == "净利润上升了。"

    def test_nothing_goes_in_before_it_is_opened(self) -> None:
        with pytest.raises(ValueError, match="open"):
            list(Composer(Lang.ZH).feed("x"))

    def test_settling_nothing_asks_nobody(self) -> None:
        composer = Composer(Lang.ZH)

        def nobody(_: Sequence[Rejected]) -> Sequence[str]:
            raise AssertionError

        assert list(composer.settle(nobody)) == []


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> ServiceView:
    office = Office(settings_from(home=tmp_path_factory.mktemp("h"), embeddings="off", by="t"))
    desk = LocalDesk(office)
    case = desk.new_case("甲示例公司")
    fields = [("net_profit@FY2023", "1000000"), ("net_profit@FY2024", "1500000")]
    desk.set_fields(case, [*fields, ("revenue@FY2024", "9000000")], "test")
    return ServiceView(office, case, Searcher(office))


class Scripted:
    """An analyst that takes the steps it is given; the turn around it is real."""

    def __init__(self, *steps: Step | Exception) -> None:
        self._steps = steps

    @property
    def name(self) -> str:
        return "scripted"

    def answer(self, ask: Ask) -> Iterator[Step]:
        del ask
        for step in self._steps:
            if isinstance(step, Exception):
                raise step
            yield step

    def redraft(self, ask: Ask, facts: str, rejected: Sequence[Rejected]) -> Sequence[str]:
        del ask, facts
        return [""] * len(rejected)


def test_events_come_in_order(view: ServiceView) -> None:
    events = list(run_turn("净利润有什么变化？", view=view, analyst=PlainAnalyst()))
    kinds = [type(e) for e in events]
    assert kinds[0] is TurnStarted
    assert kinds[1:5] == [ToolCalled, ToolReturned, ToolCalled, ToolReturned]
    assert kinds[-2:] == [SentenceShown, TurnFinished]
    returned = next(e for e in events if isinstance(e, ToolReturned))
    assert "statements" in returned.summary


def test_a_question_s_language_is_the_answer_s(view: ServiceView) -> None:
    def text(question: str, *before: str) -> str:
        history = [Said("user", b) for b in before]
        events = list(run_turn(question, view=view, analyst=PlainAnalyst(), history=history))
        return events[-1].answer.text  # type: ignore[union-attr]  the last event is TurnFinished

    assert text("净利润？").startswith("2024年度净利润")
    assert text("what is net profit?").startswith("Net profit")
    # One word says nothing of its language; the conversation does.
    assert text("2023?", "what is net profit?").startswith("Net profit")


def test_a_struck_answer_leaves_a_notice(view: ServiceView) -> None:
    events = list(run_turn("净利润？", view=view, analyst=Scripted(TextDelta("净利润下降了。"))))
    notices = [e for e in events if isinstance(e, Notice)]
    assert "没有一句通过核对" in notices[0].text
    assert events[-1].answer.text == ""  # type: ignore[union-attr]


def test_a_refused_call_is_told(view: ServiceView) -> None:
    steps = (
        CallStarted("figures", {"metric": "x"}),
        CallEnded("figures", None, "没有"),
        TextDelta("好。"),
    )
    events = list(run_turn("净利润？", view=view, analyst=Scripted(*steps)))
    returned = next(e for e in events if isinstance(e, ToolReturned))
    assert returned.refused
    assert returned.summary == "没有"


def test_a_failure_in_the_middle_keeps_what_was_shown(view: ServiceView) -> None:
    steps = (TextDelta("净利润上升了。\n\n净利"), EndpointFailure(FailureKind.CUT))
    events = list(run_turn("净利润有什么变化？", view=view, analyst=Scripted(*steps)))
    answer = events[-1].answer  # type: ignore[union-attr]
    assert answer.text.startswith("净利润上升了。")
    assert TREND.text_zh in answer.text
    assert answer.model == "scripted + offline-analyst"
    # Cut within the next sentence, the two parts touch: the second begins a paragraph.
    steps = (TextDelta("净利润上升了。净利"), EndpointFailure(FailureKind.CUT))
    events = list(run_turn("净利润有什么变化？", view=view, analyst=Scripted(*steps)))
    assert events[-1].answer.text.startswith("净利润上升了。\n\n")  # type: ignore[union-attr]


def test_a_turn_can_be_stopped(view: ServiceView) -> None:
    events = list(run_turn("净利润？", view=view, analyst=PlainAnalyst(), cancelled=lambda: True))
    assert [e.text for e in events if isinstance(e, Notice)] == ["已停止。"]
    assert isinstance(events[-1], TurnFinished)


@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("lang", Lang)
def test_every_failure_has_words_and_a_way_out(kind: FailureKind, lang: Lang) -> None:
    chinese = lang is Lang.ZH
    for notice in (
        failure_notice(EndpointFailure(kind, "detail"), lang),
        redraft_notice(EndpointFailure(kind), lang),
    ):
        assert notice.text
        assert notice.hint
        assert any("一" <= c <= "鿿" for c in notice.text) is chinese
        assert any("一" <= c <= "鿿" for c in notice.hint) is chinese
    assert "detail" in failure_notice(EndpointFailure(kind, "detail"), lang).text
    told = failure_notice(EndpointFailure(kind, "Connection error."), lang).text
    assert "error.." not in told
    assert "error.。" not in told
    assert str(EndpointFailure(kind, "why")) == f"model endpoint: {kind.value} (why)"


@pytest.mark.parametrize("lang", Lang)
def test_other_notices(lang: Lang) -> None:
    assert stopped_notice(lang).text != nothing_left(lang).text
    assert stopped_notice(lang).hint
    assert nothing_left(lang).hint


def test_the_offline_analyst_redrafts_nothing(view: ServiceView) -> None:
    rejected = [Rejected("a", "b"), Rejected("c", "d")]
    assert PlainAnalyst().redraft(None, "", rejected) == ["", ""]  # type: ignore[arg-type]
