"""Claims that a model proposes: kept only where the words stand and say that number."""

import json
from pathlib import Path

import pytest

from assistant.cli.app import main
from assistant.domain.claims import Refusal, Relation
from assistant.domain.progress import Stopped
from assistant.domain.quantities import Lang
from assistant.errors import UsageError
from assistant.llm.failures import EndpointFailure, FailureKind
from assistant.services.desk import LocalDesk
from assistant.services.interview_proposing import propose
from assistant.services.office import Office
from assistant.settings import settings_from
from tests.wire.wire_kit import REMOTE, Endpoint, failed, said, served

TALK = """[00:03] 客户经理：张三丰去年怎么样？
[00:08] 老板：2024年到手三百万，张三丰也满意。
[00:20] 客户经理：厂里呢？
[00:25] 老板：六十来口子要吃饭，明年打算到手五百万。
[00:40] 客户经理：营业收入？
[00:45] 老板：营业收入三千万。
"""


def row(at: str, words: str, metric: str, value: str, period: str = "") -> dict[str, str]:
    return {"at": at, "words": words, "metric": metric, "value": value, "period": period}


PROFIT = row("00:08", "2024年到手三百万", "net_profit", "300万元", "2024")
STAFF = row("00:25", "六十来口子要吃饭", "applicant.employees", "60人")
ASIDE = [
    (row("00:09", "2024年到手三百万", "net_profit", "300万元"), Refusal.ELSEWHERE),
    (row("00:08", "2024年净赚三百万", "net_profit", "300万元"), Refusal.ELSEWHERE),
    (row("00:40", "营业收入", "revenue@FY2024", "3000万元"), Refusal.ELSEWHERE),
    (row("00:08", "2024年到手三百万", "net_profit", "3000万元"), Refusal.VALUE),
    (row("00:08", "2024年到手三百万", "net_profit", "300万元或30万元"), Refusal.VALUE),
    (row("00:08", "张三丰也满意", "net_profit", "300万元"), Refusal.VALUE),
    (row("00:08", "2024年到手三百万", "net_profit", "很多"), Refusal.VALUE),
    (row("00:45", "营业收入三千万", "net_profit", "3000万元"), Refusal.KNOWN),
    (row("00:08", "2024年到手三百万", "net_profit", "300万元", "2023"), Refusal.PERIOD),
    (row("00:25", "六十来口子要吃饭", "applicant.employees", "60", "2024"), Refusal.PERIOD),
    (row("00:08", "2024年到手三百万", "gold_bars", "300万元"), Refusal.METRIC),
    (row("00:08", "2024年到手三百万", "applicant.employees", "300万元"), Refusal.METRIC),
    ({"at": "00:08", "metric": "net_profit"}, Refusal.UNREADABLE),
    (row("00:08", "", "net_profit", "300万元"), Refusal.UNREADABLE),
]
"""Each goes wrong in one way; the manager's words are nobody's claim."""


def answer(*rows: object) -> Endpoint:
    return Endpoint(said(json.dumps({"claims": rows}, ensure_ascii=False)))


class Kept:
    """A case that holds the talk, with a model configured."""

    def __init__(self, home: Path) -> None:
        settings = settings_from(
            home=home, embeddings="off", by="tester", llm_base_url=REMOTE, llm_model="m-1"
        )
        self.office = Office(settings)
        self.desk = LocalDesk(self.office)
        self.case = self.desk.new_case("甲示例公司")
        fields = {
            "applicant.legal_representative": "张三丰",
            "applicant.employees": "63",
            "net_profit@FY2024": "1870000",
            "revenue@FY2024": "31200000",
        }
        self.desk.set_fields(self.case, list(fields.items()), "报表")
        path = home / "访谈.txt"
        path.write_text(TALK, "utf-8")
        list(self.desk.add_interview(self.case, path, lambda: False))

    def asked(self, endpoint: Endpoint) -> None:
        propose(self.office, self.case, "", lambda: False, endpoint.client)

    def met(self) -> list[tuple[str | None, Relation]]:
        rows = self.desk.interview(self.case).claims
        return [(r.compared.figure, r.compared.relation) for r in rows]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("proposing"))


REVENUE = ("revenue@FY2024", Relation.AGREES)


def test_a_proposal_that_stands_becomes_a_claim_beside_the_file(kept: Kept) -> None:
    kept.asked(answer())
    assert kept.met() == [REVENUE]  # 3,000万 of 3,120万: within 5 %
    endpoint = answer(PROFIT, STAFF, PROFIT)
    kept.asked(endpoint)
    # 300万 of 187万; about 60 of 63
    assert kept.met() == [
        ("net_profit@FY2024", Relation.CONTRADICTS),
        ("applicant.employees", Relation.AGREES),
        REVENUE,
    ]
    interview = kept.desk.interview(kept.case).interview
    assert interview.proposals is not None
    assert (len(interview.proposals.kept), dict(interview.proposals.dropped)) == (2, {})
    (finding,) = (f for f in kept.desk.case(kept.case).findings if f.rule_id == "INTERVIEW-FILE")
    assert "所指何数由模型提出" in finding.statement.text(Lang.ZH)
    assert "张三丰" not in endpoint.sent_text
    assert "营业收入三千万" not in endpoint.sent_text  # its words tell what it is about
    sends = [line for line in kept.desk.audit_lines(kept.case) if line.action == "send"]
    assert len(sends) == 2
    kept.asked(answer(row("00:25", "明年打算到手五百万", "net_profit", "500万元")))
    assert kept.met() == [(None, Relation.UNVERIFIABLE), REVENUE]  # a plan is no claim yet
    kept.asked(answer(PROFIT))
    # once the words are put right the proposal no longer stands
    kept.desk.correct_line(kept.case, "", 1, ("2024年到手一百九十万。", "老板"))
    assert kept.met()[0][0] != "net_profit@FY2024"
    kept.desk.correct_line(kept.case, "", 1, ("2024年到手三百万，张三丰也满意。", "老板"))


@pytest.mark.parametrize(("wrong", "why"), ASIDE)
def test_whatever_does_not_stand_is_dropped_and_counted(
    kept: Kept, wrong: dict[str, str], why: Refusal
) -> None:
    kept.asked(answer(wrong))
    assert kept.met() == [REVENUE]
    proposals = kept.desk.interview(kept.case).interview.proposals
    assert proposals is not None
    assert (proposals.kept, dict(proposals.dropped)) == ((), {why: 1})
    assert "略去 1 条" in proposals.text(Lang.ZH)


@pytest.mark.parametrize(
    ("endpoint", "kind"),
    [
        (Endpoint(said("I see no claims.")), FailureKind.MALFORMED),
        (Endpoint(said('{"claims": [')), FailureKind.MALFORMED),
        (Endpoint(failed(500, "down")), FailureKind.SERVER),
    ],
)
def test_a_model_that_fails_changes_nothing(
    kept: Kept, endpoint: Endpoint, kind: FailureKind
) -> None:
    before = kept.desk.interview(kept.case)
    with pytest.raises(EndpointFailure) as caught:
        kept.asked(endpoint)
    assert caught.value.kind is kind
    assert kept.desk.interview(kept.case) == before


def test_a_request_that_was_called_off_changes_nothing(kept: Kept) -> None:
    before, answers = kept.desk.interview(kept.case), iter((False, True))
    with pytest.raises(Stopped):  # called off while the model was at work
        propose(kept.office, kept.case, "", lambda: next(answers), answer(PROFIT).client)
    endpoint = answer(PROFIT)
    with pytest.raises(Stopped):
        propose(kept.office, kept.case, "", lambda: True, endpoint.client)
    assert endpoint.bodies == []
    assert kept.desk.interview(kept.case) == before


def test_the_command_asks_shows_and_writes_it(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(kept.office.home.root)
    monkeypatch.setenv("TALLYSTICK_EMBEDDINGS", "off")
    monkeypatch.setenv("TALLYSTICK_LLM_MODEL", "m-1")
    rows = [PROFIT, row("00:08", "2024年到手三百万", "net_profit", "30万元")]
    show = ["interview", kept.case, "--home", home]
    with served(said(json.dumps({"claims": rows}))) as address:
        monkeypatch.setenv("TALLYSTICK_LLM_BASE_URL", address)
        assert main([*show, "--propose", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "1 kept, 1 dropped (another number in the words 1)" in told
    assert "2024年到手三百万 (subject proposed by a model)" in told
    monkeypatch.delenv("TALLYSTICK_LLM_BASE_URL")
    assert main([*show, "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape["proposals"]["dropped"] == {"value": 1}
    assert [c["proposed_by"] for c in shape["claims"]] == ["m-1 (interview_claims@1)", None]
    report = tmp_path / "r.md"
    assert main([*show, "-o", str(report), "--lang", "zh"]) == 0
    assert "2024年到手三百万（所指由模型提出）" in report.read_text("utf-8")
    assert main([*show, "--propose"]) == 2
    assert "没有配置" in capsys.readouterr().err


def test_without_a_model_nothing_is_asked(kept: Kept, tmp_path: Path) -> None:
    desk = LocalDesk(Office(settings_from(home=tmp_path, embeddings="off", by="tester")))
    with pytest.raises(UsageError, match="no model is configured"):
        desk.propose_claims(desk.new_case("乙"), "", lambda: False)
