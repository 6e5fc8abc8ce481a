"""Reading firms and outcomes: every refusal names the file and what is wrong."""

import pytest

from assistant.errors import InputError, UsageError
from assistant.training.samples import labels_from, names_from, table_rows


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "firms.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_outcomes_are_read_in_either_language_and_encoding(tmp_path):
    path = write(
        tmp_path, "企业代号,企业名称,信誉评级,是否违约\nE1,甲,A,否\nE2,乙,D,是\n", "gb18030"
    )
    assert labels_from(path, "是否违约") == {"E1": 0, "E2": 1}
    assert names_from(path) == {"E1": "甲", "E2": "乙"}
    path = write(tmp_path, "\ufefffirm,Default\n a ,1\nb,0\n")
    assert labels_from(path, "Default") == {"a": 1, "b": 0}
    assert names_from(path) == {"a": "", "b": ""}


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("企业代号,是否违约\nE1,否\nE1,是\n", InputError, "firms stand twice: E1"),
        ("企业代号,是否违约\nE1,\nE2,是\n", InputError, "neither yes nor no"),
        ("企业代号,是否违约\nE1,NaN\n", InputError, "neither yes nor no"),
        ("企业代号,违约吗\nE1,是\n", UsageError, "no column '是否违约'"),
        ("名称,是否违约\nE1,是\n", UsageError, "no column of firm ids"),
        ("企业代号,是否违约\n", InputError, "no rows"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path, text, error, message):
    with pytest.raises(error, match=message):
        labels_from(write(tmp_path, text), "是否违约")


def test_an_absent_file_is_said(tmp_path):
    with pytest.raises(InputError, match="absent"):
        table_rows(tmp_path / "absent.csv")
