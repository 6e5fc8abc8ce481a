"""What must not count doesn't: a firm's name, its region, its owner's name and gender."""

import pytest

from assistant.domain.quantities import Unit
from assistant.domain.score import score_inputs
from assistant.scoring.report import score
from assistant.scoring.stress import stressed
from tests.unit.scoring.conftest import AS_OF

PAIRS = [
    ("applicant.name", "上海星河精密机械有限公司", "伊犁牧歌餐饮管理有限公司"),
    ("applicant.name", "Northbridge Tools Ltd", "Las Palmas Cantina LLC"),
    ("applicant.address", "北京市海淀区中关村大街1号", "贵州省黔东南州台江县人民路9号"),
    ("applicant.legal_representative", "王建国先生", "王秀兰女士"),
    ("applicant.owners", "李强（男）60%，赵刚（男）40%", "李娜（女）60%，赵敏（女）40%"),
]


def with_field(firm, key, value):
    return (*firm.everything(), firm.line(key, value, Unit.TEXT))


@pytest.mark.parametrize(("key", "one", "other"), PAIRS)
def test_the_same_firm_under_another_name_region_or_gender_scores_the_same(
    firm, policy, key, one, other
):
    pair = [score_inputs(with_field(firm, key, value), (), (), AS_OF) for value in (one, other)]
    first, second = (score(inputs, policy) for inputs in pair)
    # The digest covers all that was there; everything that was made of it is the same.
    assert first.inputs_digest != second.inputs_digest
    blank = {"inputs_digest": ""}
    said = [report.model_copy(update=blank).model_dump_json() for report in (first, second)]
    assert said[0] == said[1]
    shocked = [[s.statement for s in stressed(inputs, policy)] for inputs in pair]
    assert shocked[0] == shocked[1]


def test_the_control_a_field_that_counts_does_move_the_score(firm, policy):
    plain = score(firm.inputs(), policy)
    assert score(firm.inputs(bureau_overdue_months=3), policy).score < plain.score
