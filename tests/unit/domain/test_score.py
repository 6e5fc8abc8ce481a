from decimal import Decimal

from assistant.domain.case import CaseFile, CaseHead, CaseId
from assistant.domain.checks import Claim, ClaimKind, Proof, SentenceCheck, TextCheck
from assistant.domain.evidence import Said
from assistant.domain.figures import FigureStatus, Statement, StatementKind, Verdict
from assistant.domain.findings import Finding, FindingKind, Severity
from assistant.domain.quantities import Lang
from assistant.domain.score import Reason, RuleResult, Waiver, score_inputs
from tests.unit.domain.test_figures import ENTERED, make_figure

SAID = Said(recording="r", start_s=Decimal(1), end_s=Decimal(2), speaker="owner", words="五千万")


def finding(kind: FindingKind, name: str) -> Finding:
    statement = Statement(
        key=f"{name}.value@2024", kind=StatementKind.VALUE, text_zh="甲", text_en="a", figures=()
    )
    return Finding(id=name, kind=kind, severity=Severity.WARNING, rule_id=name, statement=statement)


def test_inputs_hold_verified_figures_and_no_interview() -> None:
    good = make_figure()
    said = make_figure(key="sales.said@2024", evidence=SAID)
    candidate = make_figure(key="sales.gross@2024", status=FigureStatus.CANDIDATE)
    voice = finding(FindingKind.DELIVERY, "voice")
    warning = finding(FindingKind.EARLY_WARNING, "warning")
    inputs = score_inputs((said, candidate, good), (voice, warning))
    assert inputs.figures == (good,)
    assert inputs.findings == (warning,)


def test_an_interview_leaves_the_digest_unchanged() -> None:
    good, said = make_figure(), make_figure(key="sales.said@2024", evidence=SAID)
    voice = finding(FindingKind.INTERVIEW, "claim")
    assert score_inputs((good, said), (voice,)).digest() == score_inputs((good,), ()).digest()


def test_the_digest_follows_values_and_not_order() -> None:
    one, two = make_figure(), make_figure(key="sales.gross@2024")
    waiver = Waiver(rule_id="r", who="王", when=ENTERED.when, why="x")
    inputs = score_inputs((one, two), (), (waiver,))
    assert inputs.digest() == score_inputs((two, one), (), (waiver,)).digest()
    other = make_figure(value=Decimal("31200000.01"))
    assert inputs.digest() != score_inputs((other, two), (), (waiver,)).digest()
    assert inputs.digest() != score_inputs((one, two), ()).digest()


def test_reasons_and_rules_speak_both_languages() -> None:
    reason = Reason(
        code="c", text_zh="甲", text_en="a", points=Decimal(1), max_points=Decimal(2), figure=None
    )
    rule = RuleResult(
        id="r",
        verdict=Verdict.PASS,
        text_zh="乙",
        text_en="b",
        figure=None,
        value=None,
        threshold=None,
    )
    assert [reason.text(lang) + rule.text(lang) for lang in Lang] == ["甲乙", "ab"]


def test_a_text_check_counts_claims() -> None:
    claims = tuple(
        Claim(text="1", start=0, end=1, kind=ClaimKind.NUMBER, verdict=v)
        for v in (Proof.PROVED, Proof.FALSE, Proof.PROVED)
    )
    sentence = SentenceCheck(text="1", start=0, end=1, verdict=Proof.FALSE, claims=claims)
    check = TextCheck(verdict=Proof.FALSE, sentences=(sentence,))
    assert (check.counted(Proof.PROVED), check.counted(Proof.FALSE)) == (2, 1)


def test_a_case_finds_a_figure_by_its_key() -> None:
    head = CaseHead(id=CaseId("X"), name="甲", created_at=ENTERED.when, touched_at=ENTERED.when)
    case = CaseFile(head=head, figures=(make_figure(),))
    assert case.figure("sales.net@2024") == make_figure()
    assert case.figure("sales.net@2023") is None
