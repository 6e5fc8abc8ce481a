"""A conversation as a file: every answer's sources stand under it, and doubts behind their sentence."""

from pathlib import Path

import docx
import pytest

from assistant.cli.app import main
from assistant.conversation.events import SentenceShown
from assistant.domain.checks import Proof, SentenceCheck
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.services.desk import open_desk
from assistant.services.results import Beside
from assistant.services.talk_export import _marked
from assistant.settings import settings_from


@pytest.mark.parametrize("stops", [True, False])
def test_a_turn_that_was_called_off_keeps_what_was_shown(tmp_path: Path, stops: bool) -> None:
    desk = open_desk(settings_from(home=tmp_path / "home", by="李", embeddings="off"))
    case = desk.new_case("甲")
    desk.set_fields(case, [("request.amount", "300万")], "申请表")
    called_off: list[bool] = []
    turn = desk.ask(case, "申请金额是多少？", lambda: bool(called_off))
    next(event for event in turn if isinstance(event, SentenceShown))
    called_off += [True] * stops
    turn.close()  # as the screen does: it listens no longer
    last = desk.messages(case)[-1]
    if stops:
        assert (last.role, "300.00万元" in last.text, last.beside.stopped) == (
            "assistant",
            True,
            True,
        )
    else:
        assert last.role == "user"  # left alone, a turn isn't run to its end


def test_doubts_stand_behind_their_sentences() -> None:
    first, second = "销售额为100万元。", "行业会增长20%。"
    beside = Beside(
        sentences=(
            SentenceCheck(text=first, start=0, end=11, verdict=Proof.PROVED),
            SentenceCheck(text=second, start=11, end=20, verdict=Proof.UNCHECKED),
        )
    )
    assert _marked(f"{first}{second}末句。", beside, Lang.ZH) == f"{first}{second}〔未核〕末句。"


def test_a_conversation_is_written_with_its_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    desk = open_desk(settings_from(home=home, by="李", embeddings="off"))
    case = desk.new_case("甲")
    with pytest.raises(InputError, match="nothing was asked"):
        desk.export_talk(case, "main", tmp_path / "no.md", Lang.ZH)
    desk.set_fields(case, [("request.amount", "300万")], "申请表")
    list(desk.ask(case, "申请金额是多少？", lambda: False))
    common = ["--home", str(home), "--lang", "zh"]
    assert main(["talks", "甲", "-o", str(tmp_path / "t.md"), *common]) == 0
    text = (tmp_path / "t.md").read_text("utf-8")
    assert "## 1. 申请金额是多少？" in text
    assert "300.00万元" in text.partition("**来源**")[0]
    assert "request.amount = 3,000,000.00元; 录入 李" in text.partition("**来源**")[2]
    desk.export_talk(case, "main", tmp_path / "t.docx", Lang.EN)
    told = "\n".join(p.text for p in docx.Document(str(tmp_path / "t.docx")).paragraphs)
    assert "甲: conversation" in told
    assert "requested amount request.amount = CNY 3,000,000.00; entered by 李" in told
    assert [line.action for line in desk.audit_lines(case)][-2:] == ["export", "export"]
    assert main(["talks", "甲", "-o", str(tmp_path / "t.exe"), *common]) == 4
    assert "请用 .md、.docx" in capsys.readouterr().err
