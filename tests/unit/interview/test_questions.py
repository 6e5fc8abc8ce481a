"""What the file raises before an interview: what belongs together is one question."""

from decimal import Decimal

from assistant.domain.figures import Verdict
from assistant.interview.questions import questions_for
from tests.tui.made import SCORE, figure


def test_tests_that_lack_data_are_one_question_with_what_they_lack_once() -> None:
    stock = next(r for r in SCORE.rules if r.verdict is Verdict.NOT_COMPUTABLE)
    named = {
        "a": ("存货周转天数", "stock days", ("inventory", "cost_of_sales")),
        "b": ("速动比率", "quick ratio", ("inventory",)),
    }
    rules = tuple(
        stock.model_copy(update={"id": i, "label_zh": zh, "label_en": en, "missing": missing})
        for i, (zh, en, missing) in named.items()
    )
    figures = (
        figure("inventory@FY2025", None, zh="存货", en="inventory", missing="无 / none"),
        figure("inventory@FY2024", None, zh="存货", en="inventory", missing="无 / none"),
        figure("revenue@FY2025", Decimal(1), zh="营业收入", en="revenue"),
    )
    score = SCORE.model_copy(update={"rules": (*SCORE.rules[:2], *rules)})
    asked = {q.id: q for q in questions_for(figures, (), score)}
    # Of the two rules that were tested the one that is broken is asked about by itself.
    assert [i for i in asked if not i.startswith("missing:")] == ["dscr.min", "untested"]
    assert asked["untested"].zh == "2项测试缺资料而无法计算：存货周转天数、速动比率。请提供：存货。"
    assert asked["untested"].en == (
        "2 tests lack data: stock days, quick ratio. Ask for: inventory."
    )


def test_missing_measures_that_one_paper_brings_are_one_question() -> None:
    figures = (
        figure("interest_bearing_debt@FY2025", None, zh="有息负债", en="debt", missing="无 / none"),
        figure(
            "debt_to_equity@FY2025", None, zh="有息负债权益比", en="gearing", missing="无 / none"
        ),
    )
    asked = questions_for(figures, (), None)
    assert [q.zh.partition("请提供")[0] for q in asked] == [
        "“有息负债”、“有息负债权益比”资料中没有，大概各是多少？"
    ]
