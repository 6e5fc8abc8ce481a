"""The labelled questions: what the offline analyst gets right, with the third held out apart."""

from collections.abc import Sequence
from pathlib import Path

from assistant.domain.checks import Proof
from evals.tasks import chat
from evals.tasks.chat import Firms, Graded, grade_all, graded, held_out, questions

TUNED_FLOOR = 0.97
HELD_OUT_FLOOR = 0.85


def right(group: Sequence[Graded]) -> float:
    return sum(not g.faults for g in group) / len(group)


def faults(group: Sequence[Graded]) -> str:
    return "\n".join(
        f"{g.question.id} {g.question.question}: {g.faults}" for g in group if g.faults
    )


def test_the_labelled_questions_are_answered(firms: Firms) -> None:
    # One test, so that the questions are asked once and not by every worker.
    asked = questions()
    done = grade_all(firms, asked)
    out = held_out(asked)
    tuned = [g for g in done if g.question.id not in out]
    held = [g for g in done if g.question.id in out]
    assert right(tuned) >= TUNED_FLOOR, faults(tuned)
    assert right(held) >= HELD_OUT_FLOOR  # faults are not shown: nobody is to tune to them
    check_that_every_sentence_passed(done)
    check_that_no_firm_speaks_of_another(done)
    # One to five sentences; a drafted section (c088) is no answer.
    assert max(len(g.answer.sentences) for g in done if g.question.most < 10) <= 5
    # The control: answers to other questions must fail.
    swapped = [
        graded(one.question, other.answer, {})
        for one, other in zip(done, [*done[5:], *done[:5]], strict=True)
    ]
    assert right(swapped) < 0.15


def check_that_every_sentence_passed(done: Sequence[Graded]) -> None:
    for one in done:
        assert not one.answer.struck, one.question
        assert one.answer.text, one.question
        assert all(s.verdict is Proof.PROVED for s in one.answer.sentences), one.question


def check_that_no_firm_speaks_of_another(done: Sequence[Graded]) -> None:
    own = {"qinghe": "禾丰示例商超", "yuanqiao": "鹿鸣示例机电", "beiyan": "织月示例服饰"}
    for one in done:
        others = [name for firm, name in own.items() if firm != one.question.firm]
        assert not any(name in one.answer.text for name in others), one.question


def test_the_set_is_large_balanced_and_of_every_firm() -> None:
    asked = questions()
    chinese = sum(q.lang == "zh" for q in asked)
    assert len(asked) >= 80
    assert 0.45 <= chinese / len(asked) <= 0.55
    assert {q.firm for q in asked} == {"qinghe", "lanan", "yuanqiao", "beiyan", "xinyu"}
    assert len(held_out(asked)) == len(asked) // 3
    assert len({q.id for q in asked}) == len(asked)


def test_the_same_question_has_the_same_answer(firms: Firms) -> None:
    view = firms.view("qinghe")
    twice = [chat.turn(view, "为什么客户集中度上升了？") for _ in range(2)]
    assert twice[0].text == twice[1].text


def test_the_task_runs_on_a_manifest_of_one_s_own(tmp_path: Path) -> None:
    row = (
        '{"id": "x1", "firm": "xinyu", "lang": "zh", "question": "最近十二个月销售额？", '
        '"need": ["f:sales.net@L12M"], "avoid": [], "most": 2, "after": []}\n'
    )
    manifest = tmp_path / "own.jsonl"
    manifest.write_text(row, "utf-8")
    result = chat.run(chat.TaskInput(None, manifest))
    assert (result.task, result.n) == ("chat", 1)
    assert result.metrics["tuned"].value == 1.0
