"""A turn over a model that behaves: streaming, tool calls native and planned, masking, redrafts."""

import json
from decimal import Decimal

import pytest

from assistant.conversation.events import SentenceShown, ToolCalled, ToolReturned
from assistant.domain.checks import Proof
from assistant.llm.endpoint import Probe
from assistant.llm.steps import Said
from tests.wire.wire_kit import LOCAL, PLANNED, Case, Endpoint, calls, said

# 净利润: 100.00万元 in 2023, 150.00万元 in 2024, so it rose by (150 - 100) / 100 = 50.0 %.
TREND = "[[net_profit.trend@FY2024]]"
PRINTED = "净利润由2023年度的100.00万元变为2024年度的150.00万元，上升50.0%。"
LOOK_UP = ("statements", '{"metric": "净利润"}')


def test_native_calls_and_a_streamed_answer(case: Case) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said(f"净利润上升了。{TREND}"))
    turn = case.asked(endpoint)
    assert turn.answer.text == f"净利润上升了。{PRINTED}"
    assert turn.answer.model == "m-1"
    assert [c.name for c in turn.named(ToolCalled)] == ["statements"]
    assert turn.answer.statements == ("net_profit.trend@FY2024",)
    assert all(s.verdict is Proof.PROVED for s in turn.answer.sentences)
    assert all(body["stream"] for body in endpoint.bodies)
    assert not turn.notices


def test_a_sentence_is_shown_before_the_answer_ends(case: Case) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said(f"{TREND}\n\n以上为卷内数据。", size=1))
    shown = case.asked(endpoint).named(SentenceShown)
    assert shown[0].text.strip() == PRINTED
    assert len(shown) > 1


def test_several_calls_of_one_message_all_run(case: Case) -> None:
    endpoint = Endpoint(
        calls(LOOK_UP, ("figures", '{"metric": "营业收入", "period": "2024"}')),
        said(f"{TREND} 2024年度营业收入为{{{{revenue@FY2024}}}}。"),
    )
    turn = case.asked(endpoint, "2024年净利润和营业收入？")
    assert sorted(r.name for r in turn.named(ToolReturned)) == ["figures", "statements"]
    assert "2,500.00万元" in turn.answer.text


def test_arguments_that_the_question_does_not_name_are_dropped(case: Case) -> None:
    endpoint = Endpoint(
        calls(("statements", '{"metric": "净利润", "period": "2019"}')), said(TREND)
    )
    turn = case.asked(endpoint)
    assert json.loads(turn.named(ToolCalled)[0].arguments) == {"metric": "净利润"}
    assert turn.answer.text == PRINTED


def test_arguments_that_the_question_names_are_kept(case: Case) -> None:
    endpoint = Endpoint(
        calls(("figures", '{"metric": "净利润", "period": "2023"}')),
        said("2023年度净利润为{{net_profit@FY2023}}。"),
    )
    turn = case.asked(endpoint, "2023年净利润是多少？")
    assert json.loads(turn.named(ToolCalled)[0].arguments)["period"] == "2023"
    assert "100.00万元" in turn.answer.text


def plan(*wanted: tuple[str, dict[str, object]]) -> str:
    listed = [{"tool": name, "arguments": arguments} for name, arguments in wanted]
    return json.dumps({"calls": listed}, ensure_ascii=False)


def test_planning_by_schema_where_native_calls_do_not_parse(case: Case) -> None:
    endpoint = Endpoint(said(plan(("statements", {"metric": "净利润"}))), said(TREND))
    turn = case.asked(endpoint, probe=PLANNED)
    assert turn.answer.text == PRINTED
    asked = endpoint.bodies[0]
    assert asked["response_format"]["type"] == "json_schema"
    assert "tools" not in asked
    # The second request writes: it carries the facts and neither tools nor a schema.
    assert "response_format" not in endpoint.bodies[1]
    assert "net_profit.trend@FY2024" in json.dumps(endpoint.bodies[1], ensure_ascii=False)


def test_what_a_plan_forgets_is_looked_up_by_rules(case: Case) -> None:
    endpoint = Endpoint(said(plan(("statements", {"metric": "净利润"}))), said(TREND))
    turn = case.asked(endpoint, "净利润有什么变化，申请金额多少？", probe=PLANNED)
    looked_up = [(c.name, json.loads(c.arguments)["metric"]) for c in turn.named(ToolCalled)]
    assert looked_up[0] == ("statements", "净利润")
    assert ("figures", "request.amount") in looked_up
    assert "request.amount" in json.dumps(endpoint.bodies[1], ensure_ascii=False)


def test_arguments_that_rules_chose_are_no_inventions(case: Case) -> None:
    endpoint = Endpoint(said(plan(("score", {"measure": "DSCR"}))), said(TREND))
    turn = case.asked(endpoint, "净利润达标吗？", probe=PLANNED)
    called = [(c.name, json.loads(c.arguments)) for c in turn.named(ToolCalled)]
    # The model's DSCR is not in the question and is dropped; the rules' net profit stays.
    assert called == [("score", {}), ("score", {"measure": "net_profit"})]


def test_planning_in_words_where_there_is_no_schema_either(case: Case) -> None:
    endpoint = Endpoint(
        said("Here: ```json\n" + plan(("statements", {"metric": "净利润"})) + "\n```"), said(TREND)
    )
    turn = case.asked(endpoint, probe=Probe(native_tools=False, json_schema=False))
    assert turn.answer.text == PRINTED
    assert "response_format" not in endpoint.bodies[0]


def test_a_year_that_the_plan_invents_is_dropped(case: Case) -> None:
    planned = plan(("statements", {"metric": "净利润", "period": "2019"}))
    turn = case.asked(Endpoint(said(planned), said(TREND)), probe=PLANNED)
    assert json.loads(turn.named(ToolCalled)[0].arguments) == {"metric": "净利润"}


def test_calls_written_as_text_are_taken_as_calls(case: Case) -> None:
    written = '<tool_call>{"name": "statements", "arguments": {"metric": "净利润"}}</tool_call>'
    turn = case.asked(Endpoint(said(written), said(TREND)))
    assert [c.name for c in turn.named(ToolCalled)] == ["statements"]
    assert turn.answer.text == PRINTED


def test_the_endpoint_is_probed_once_and_remembered(case: Case) -> None:
    look_up = calls(("look_up", '{"metric": "net sales"}'))
    endpoint = Endpoint(look_up, calls(LOOK_UP), said(TREND))
    turn = case.asked(endpoint, probe=None)
    assert turn.answer.text == PRINTED
    assert endpoint.bodies[0]["tools"][0]["function"]["name"] == "look_up"
    assert [s.purpose for s in turn.sent][:2] == ["probe", "answer"]


def test_a_probe_without_native_calls_turns_to_the_schema(case: Case) -> None:
    endpoint = Endpoint(
        said("I would call look_up."),
        said('{"calls": [{"tool": "look_up", "arguments": {"metric": "net sales"}}]}'),
        said(plan(("statements", {"metric": "净利润"}))),
        said(TREND),
    )
    turn = case.asked(endpoint, probe=None)
    assert turn.answer.text == PRINTED
    assert "response_format" in endpoint.bodies[1]


def test_what_a_model_thinks_aloud_is_not_shown(case: Case) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said(f"<think>营收是999万元吗？</think>{TREND}", size=3))
    assert case.asked(endpoint).answer.text == PRINTED


def test_a_false_sentence_is_redrafted_once_and_checked_again(case: Case) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said("净利润下降了。"), said(f"1. {TREND}"))
    turn = case.asked(endpoint)
    assert turn.answer.text == PRINTED
    assert not turn.answer.struck
    assert "净利润下降了" in json.dumps(endpoint.bodies[-1], ensure_ascii=False)
    assert [s.purpose for s in turn.sent][-1] == "redraft"


@pytest.mark.parametrize("again", ["1. 净利润下降了。", "1. -", "没有"])
def test_a_sentence_that_stays_false_is_struck_with_its_reason(case: Case, again: str) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said(f"{TREND} 净利润下降了。"), said(again))
    turn = case.asked(endpoint)
    assert turn.answer.text == PRINTED
    assert [s.text for s in turn.answer.struck] == ["净利润下降了。"]
    assert turn.answer.struck[0].reason


def test_a_figure_that_the_file_does_not_have_is_never_shown(case: Case) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said(f"{TREND} 2024年度净利润为180万元。"), said("1. -"))
    turn = case.asked(endpoint)
    assert "180" not in turn.answer.text
    assert len(turn.answer.struck) == 1


def test_an_unknown_tool_is_refused_and_the_model_goes_on(case: Case) -> None:
    endpoint = Endpoint(calls(("delete_case", "{}")), calls(LOOK_UP), said(TREND))
    turn = case.asked(endpoint)
    assert turn.answer.text == PRINTED


def test_a_refusal_goes_back_to_the_model(case: Case) -> None:
    endpoint = Endpoint(calls(("statements", '{"metric": "qqq"}')), calls(LOOK_UP), said(TREND))
    turn = case.asked(endpoint)
    assert [r.refused for r in turn.named(ToolReturned)] == [True, False]
    assert "卷内没有叫" in json.dumps(endpoint.bodies[1], ensure_ascii=False)
    assert turn.answer.text == PRINTED


NAME, PHONE, CARD = "张三丰", "13912345678", "4111 1111 1111 1111"


def test_personal_data_is_masked_before_a_remote_endpoint_and_back_in_the_answer(
    case: Case,
) -> None:
    question = f"{NAME}（电话{PHONE}，卡号{CARD}）是法定代表人吗？"
    fact = "[[applicant.legal_representative.value]]"
    endpoint = Endpoint(
        calls(("figures", '{"metric": "法定代表人"}')), said(f"法定代表人是⟦NAME1⟧。{fact}", size=2)
    )
    turn = case.asked(endpoint, question)
    for private in (NAME, PHONE, CARD):
        assert private not in endpoint.sent_text
        assert private not in "".join(s.text for s in turn.sent)
    assert "⟦NAME1⟧" in endpoint.sent_text
    assert NAME in turn.answer.text
    assert "⟦" not in turn.answer.text
    assert all(s.masked >= 3 for s in turn.sent)


def test_nothing_is_masked_for_this_machine(case: Case) -> None:
    endpoint = Endpoint(calls(("figures", '{"metric": "法定代表人"}')), said("见上。"))
    case.asked(endpoint, f"{NAME}是法定代表人吗？", url=LOCAL)
    assert NAME in endpoint.sent_text


def test_masked_arguments_of_a_call_are_put_back_before_the_tool_runs(case: Case) -> None:
    endpoint = Endpoint(calls(("search", '{"query": "⟦NAME1⟧"}')), said("卷内没有。"), said("1. -"))
    turn = case.asked(endpoint, f"{NAME}在合同里出现过吗？")
    assert json.loads(turn.named(ToolCalled)[0].arguments) == {"query": NAME}


def test_every_request_is_recorded_with_its_prompt_and_no_key(case: Case) -> None:
    endpoint = Endpoint(calls(LOOK_UP), said(TREND))
    sent = case.asked(endpoint).sent
    assert len(sent) == len(endpoint.bodies)
    assert all(s.endpoint == "models.example" and s.prompt.startswith("analyst@") for s in sent)
    assert "sk-secret" not in json.dumps([s.model_dump() for s in sent])


def test_earlier_messages_go_along_and_complete_a_follow_up(case: Case) -> None:
    history = [Said("user", "2024年净利润是多少？"), Said("assistant", "150.00万元。")]
    endpoint = Endpoint(
        said(plan(("figures", {"metric": "净利润", "period": "2023"}))),
        said("2023年度净利润为{{net_profit@FY2023}}。"),
    )
    turn = case.asked(endpoint, "那2023年呢？", probe=PLANNED, history=history)
    assert "净利润" in endpoint.bodies[0]["messages"][-1]["content"]
    assert "100.00万元" in turn.answer.text


def test_a_stopped_turn_says_so_and_keeps_what_is_shown(case: Case) -> None:
    looked = iter([False] * 3 + [True] * 1000)
    endpoint = Endpoint(calls(LOOK_UP), said(f"{TREND}\n\n后面还有。", size=1))
    turn = case.asked(endpoint, cancelled=lambda: next(looked))
    assert [n.text for n in turn.notices] == ["已停止。"]


def test_the_answer_says_how_long_it_took(case: Case) -> None:
    assert case.asked(Endpoint(calls(LOOK_UP), said(TREND))).answer.elapsed_s > Decimal(0)
