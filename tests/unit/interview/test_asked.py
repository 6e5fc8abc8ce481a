"""Questions and what came back: answered, put off, about something else, nothing."""

from decimal import Decimal

import pytest

from assistant.domain.interviews import Interview, SaidLine
from assistant.domain.tolerances import InterviewPolicy
from assistant.interview.asked import Miss, question_of
from assistant.interview.evasion import is_only_courtesy, uptake
from assistant.interview.findings import file_from, heard_from
from assistant.interview.roles import guessed_owner
from assistant.interview.scene import Ground
from evals.tasks import evasion as task


def talk(*said: tuple[str, str]) -> Interview:
    lines = tuple(
        SaidLine(start_s=Decimal(n * 5), end_s=Decimal(n * 5 + 4), speaker=who, text=text)
        for n, (who, text) in enumerate(said)
    )
    return Interview(source="x", name="x", lines=lines, guess="答")


def missed(question: str, *answers: str) -> list[Miss]:
    lines = talk(("问", question), *(("答", answer) for answer in answers))
    return [one.how for one in heard_from(lines, file_from((), InterviewPolicy())).missed]


@pytest.mark.parametrize(
    ("question", "answer", "how"),
    [
        ("去年净利润多少？", "三百万。", None),
        ("去年净利润多少？", "还可以，我们产品好。", Miss.ELSEWHERE),
        ("去年净利润多少？", "这个要问会计。", Miss.DEFERRED),
        ("去年净利润多少？", "涨了一些。", Miss.ELSEWHERE),
        ("有没有对外担保？", "没有。", None),
        ("有没有对外担保？", "有一笔，给朋友的厂。", None),
        ("有没有对外担保？", "我们人缘很好。", Miss.ELSEWHERE),
        ("为什么毛利率下降？", "原料涨价，我们不敢提价。", None),
        ("How much did you earn in 2024?", "You would have to ask my accountant.", Miss.DEFERRED),
        ("Any guarantees outstanding?", "No, none.", None),
        # nothing that the program knows was asked: only words that put it off are told
        ("今天路上堵不堵？", "还行，就是有点远。", None),
        ("下一步怎么安排？", "这个不方便说。", Miss.DEFERRED),
    ],
)
def test_an_answer_answers_or_it_is_told_how_it_does_not(
    question: str, answer: str, how: Miss | None
) -> None:
    assert missed(question, answer) == ([how] if how else [])


def test_silence_is_no_answer_and_a_later_line_may_be_one() -> None:
    assert missed("去年净利润多少？") == [Miss.SILENT]
    assert missed("去年净利润多少？", "让我想想啊。", "三百万吧。") == []


def test_a_statement_is_no_question() -> None:
    line = talk(("问", "我们今天谈去年的净利润。")).lines[0]
    assert question_of(line, 0, Ground()) is None


@pytest.mark.parametrize(
    ("names", "owner"),
    [
        (("客户经理", "老板"), "老板"),
        (("Interviewer", "Mr Li"), "Mr Li"),
        (("S1", "S2"), "S2"),
    ],
)
def test_the_owner_is_guessed_by_name_or_by_who_answers(names: tuple[str, str], owner: str) -> None:
    lines = talk(
        (names[0], "净利润多少？"),
        (names[1], "三百万。"),
        (names[0], "员工多少人？"),
        (names[1], "六十。"),
    ).lines
    assert guessed_owner(lines) == owner
    assert guessed_owner(()) == ""


def test_what_an_answer_repeats_of_its_question_is_counted() -> None:
    # pairs of 审计费用 are 审计, 计费, 费用; the answer repeats 审计 and 费用
    found = uptake("审计费用", "审计的费用为366万元")
    assert (found.repeated, round(found.share, 4)) == (2, 0.6667)
    assert found.has_number
    assert found.evasion < uptake("审计费用", "请关注公司公告").evasion
    assert uptake("audit fees", "fees were high").repeated == 1


def test_courtesies_answer_nothing() -> None:
    assert is_only_courtesy("您好，感谢您对公司的关注！")
    assert not is_only_courtesy("您好，已经投产。")


def test_the_task_s_area_is_right_and_its_control_tells_nothing(tmp_path) -> None:
    # of one pair the evasive answer scores higher: area 1; turned round 0; equal scores 0.5
    rows = [
        task.Answer("审计费用多少", "审计费用为三百万元", False),
        task.Answer("审计费用多少", "请关注公司公告", True),
    ]
    assert task.area(rows).value == 1.0
    turned = [rows[0]._replace(is_evasive=True), rows[1]._replace(is_evasive=False)]
    assert task.area(turned).value == 0.0
    same = [task.Answer("问", "答", True), task.Answer("问", "答", False)]
    assert task.area(same).value == 0.5
    assert task.run(task.TaskInput(None, None)).note.startswith("skipped")
    manifest = tmp_path / "m.csv"
    manifest.write_text("QUES,ANS,ANS_RELEVANCE\n问,答,3\n", "utf-8")
    assert task.run(task.TaskInput(None, manifest)).note.startswith("skipped")
