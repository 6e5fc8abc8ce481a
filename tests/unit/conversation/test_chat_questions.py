"""The labelled questions: what the offline analyst gets right, with the third held out apart."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.domain.checks import Proof
from evals.tasks import chat
from evals.tasks.chat import Firms, Graded, grade_all, graded, held_out, questions

TUNED_FLOOR = 0.97
HELD_OUT_FLOOR = 0.85


@pytest.fixture(scope="module")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Firms:
    slugs = ["qinghe", "lanan", "yuanqiao", "beiyan", "xinyu"]
    return Firms(tmp_path_factory.mktemp("chat-home"), slugs)


@pytest.fixture(scope="module")
def done(firms: Firms) -> list[Graded]:
    return grade_all(firms, questions())


def right(group: Sequence[Graded]) -> float:
    return sum(not g.faults for g in group) / len(group)


def faults(group: Sequence[Graded]) -> str:
    return "\n".join(
        f"{g.question.id} {g.question.question}: {g.faults}" for g in group if g.faults
    )


def test_the_tuned_questions_are_answered(done: list[Graded]) -> None:
    out = held_out(questions())
    tuned = [g for g in done if g.question.id not in out]
    assert right(tuned) >= TUNED_FLOOR, faults(tuned)


def test_the_held_out_questions_are_answered(done: list[Graded]) -> None:
    out = held_out(questions())
    held = [g for g in done if g.question.id in out]
    assert right(held) >= HELD_OUT_FLOOR  # no faults shown: nobody is to tune to them


def test_every_shown_sentence_passed_the_check_and_none_was_struck(done: list[Graded]) -> None:
    for one in done:
        assert not one.answer.struck, one.question
        assert one.answer.text, one.question
        assert all(s.verdict is Proof.PROVED for s in one.answer.sentences), one.question


def test_answers_are_short(done: list[Graded]) -> None:
    # One to five sentences; a drafted section (c088) is no answer.
    assert max(len(g.answer.sentences) for g in done if g.question.most < 10) <= 5


def test_answers_of_other_questions_fail(done: list[Graded]) -> None:
    swapped = [
        graded(one.question, other.answer, {})
        for one, other in zip(done, [*done[5:], *done[:5]], strict=True)
    ]
    assert right(swapped) < 0.15


def test_the_set_is_large_balanced_and_of_every_firm() -> None:
    asked = questions()
    chinese = sum(q.lang == "zh" for q in asked)
    assert len(asked) >= 80
    assert 0.45 <= chinese / len(asked) <= 0.55
    assert {q.firm for q in asked} == {"qinghe", "lanan", "yuanqiao", "beiyan", "xinyu"}
    assert len(held_out(asked)) == len(asked) // 3
    assert len({q.id for q in asked}) == len(asked)


def test_one_firm_s_facts_never_answer_for_another(done: list[Graded]) -> None:
    own = {"qinghe": "禾丰示例商超", "yuanqiao": "鹿鸣示例机电", "beiyan": "织月示例服饰"}
    for one in done:
        others = [name for firm, name in own.items() if firm != one.question.firm]
        assert not any(name in one.answer.text for name in others), one.question


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
