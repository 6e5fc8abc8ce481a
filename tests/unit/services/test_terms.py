"""Conditions by the road a person takes: proposed, confirmed, in the memo, in the log."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.cli.app import main
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.domain.terms import ConditionState, Decision
from assistant.errors import InputError, UsageError
from assistant.services.desk import LocalDesk
from assistant.services.office import Office
from assistant.settings import settings_from


@pytest.fixture
def desk(tmp_path: Path) -> LocalDesk:
    settings = settings_from(home=tmp_path / "home", by="李", embeddings="off")
    desk = LocalDesk(Office(settings, lambda: datetime(2026, 3, 1, 9, tzinfo=UTC)))
    case = desk.new_case("甲")
    desk.set_fields(case, [("request.amount", "300万")], "申请表")
    return desk


def test_a_confirmed_condition_is_in_the_next_memo_and_in_the_log(desk: LocalDesk) -> None:
    case = desk.find("甲")
    first = desk.terms(case).conditions[0]
    decision = Decision(ConditionState.CONFIRMED, "王", "2026-03-31")
    decided = desk.decide_condition(case, first.id, decision)
    assert (decided.who, desk.audit_lines(case)[-1].action) == ("李", "condition")
    *_, memo = desk.draft(case, MemoKind.NEW, Lang.ZH)
    assert isinstance(memo, MemoVersion)
    assert "（责任人：王；期限：2026-03-31）" in desk.markdown(case, memo)
    assert desk.sign(case, memo.number).memo.signatures
    dropped = Decision(ConditionState.DROPPED, why="已落实")
    desk.decide_condition(case, first.id, dropped)
    states = {c.id: c.state for c in desk.terms(case).conditions}
    assert states[first.id] is ConditionState.DROPPED
    assert desk.verify_audit(case).ok


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision(ConditionState.CONFIRMED, "王", "soon"), "is no day"),
        (Decision(ConditionState.CONFIRMED, "", "2026-03-31"), "owner and its day"),
        (Decision(ConditionState.DROPPED), "needs its reason"),
        (
            Decision(ConditionState.CONFIRMED, "王", "2025-03-31"),
            "2025-03-31 is past: today is 2026",
        ),
    ],
)
def test_a_decision_without_its_facts_is_refused(
    desk: LocalDesk, decision: Decision, said: str
) -> None:
    case = desk.find("甲")
    with pytest.raises(InputError, match=said):
        desk.decide_condition(case, desk.terms(case).conditions[0].id, decision)
    assert desk.case(case).conditions == ()


def test_a_day_that_was_kept_stands_when_it_has_passed_but_no_other_past_day(
    desk: LocalDesk, tmp_path: Path
) -> None:
    case = desk.find("甲")
    ref = desk.terms(case).conditions[0].id
    desk.decide_condition(case, ref, Decision(ConditionState.CONFIRMED, "王", "2026-03-01"))
    settings = settings_from(home=tmp_path / "home", by="李", embeddings="off")
    later = LocalDesk(Office(settings, lambda: datetime(2026, 5, 1, 9, tzinfo=UTC)))
    assert later.terms(case).conditions[0].due == date(2026, 3, 1)
    kept = later.decide_condition(case, ref, Decision(ConditionState.CONFIRMED, "赵", "2026-03-01"))
    assert (kept.owner, kept.due) == ("赵", date(2026, 3, 1))
    with pytest.raises(InputError, match="2026-04-30 is past"):
        later.decide_condition(case, ref, Decision(ConditionState.CONFIRMED, "赵", "2026-04-30"))


def test_there_is_no_such_condition(desk: LocalDesk) -> None:
    with pytest.raises(UsageError, match="no condition 'c-zz'"):
        desk.decide_condition(desk.find("甲"), "c-zz", Decision(ConditionState.DROPPED, why="x"))


def test_the_commands_tell_and_decide(desk: LocalDesk, capsys: pytest.CaptureFixture[str]) -> None:
    del desk
    assert main(["checklist", "甲", "--lang", "zh"]) == 0
    assert "✗  必备  营业执照：必备，案卷中没有或不足。" in capsys.readouterr().out
    assert main(["conditions", "甲", "--json"]) == 0
    known = json.loads(capsys.readouterr().out)
    assert {c["state"] for c in known} == {"proposed"}
    ref = known[0]["id"]
    assert (
        main(
            [
                "conditions",
                "甲",
                "--confirm",
                ref,
                "--owner",
                "王",
                "--due",
                "2999-03-31",
                "--lang",
                "en",
            ]
        )
        == 0
    )
    assert "confirmed" in capsys.readouterr().out
    past = ["--confirm", ref, "--owner", "王", "--due", "2020-03-31", "--lang", "zh"]
    assert main(["conditions", "甲", *past]) == 4
    assert "期限 2020-03-31 已过" in capsys.readouterr().err
    assert main(["conditions", "甲", "--drop", ref]) == 4
    assert main(["conditions", "甲", "--drop", ref, "--confirm", ref]) == 2
    capsys.readouterr()
    assert main(["covenants", "甲", "--lang", "en"]) == 0
    assert "Minimum DSCR (EBITDA): " in capsys.readouterr().out
