"""What a thin file keeps a score from is said once, wherever the score is read."""

from decimal import Decimal

from assistant.cli.score_text import score_text
from assistant.domain.case import CaseFile
from assistant.domain.lacking import provisional
from assistant.domain.quantities import Lang
from assistant.domain.score import Lift
from assistant.memo.asking import nothing_on_file
from assistant.memo.templates import FINANCIAL, RISKS


def test_a_grade_that_documents_could_lift_is_provisional(case: CaseFile) -> None:
    """14 points lack to the next grade: 13 unmeasured ones can't make it so, 14 can."""
    score = case.score
    assert score is not None
    for unmeasured, told in ((13, False), (14, True)):
        lift = Lift(
            grade="A",
            lacking=Decimal(14),
            steps=(),
            unmeasured=Decimal(unmeasured),
            text_zh="距A级还差14分。",
            text_en="Grade A is 14 points away.",
        )
        held = score.model_copy(update={"lift": lift})
        assert (provisional(held) is not None) is told
        assert ("complete the file, then grade" in score_text(held, Lang.EN)) is told


def test_a_file_without_a_finding_raised_no_warning() -> None:
    for spec, told in ((RISKS, "raised no warning"), (FINANCIAL, "holds nothing for")):
        assert told in nothing_on_file(spec, Lang.EN)
