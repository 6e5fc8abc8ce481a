"""The memo tab's edits: a section in place or in another editor, a file taken back, what changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.widgets import TextArea

from assistant.domain.quantities import Lang
from tests.tui.conftest import bench
from tests.tui.made import CASE, FakeDesk, case_file, memo_version
from tui.presenter.lines import plain
from tui.widgets.listed import Listed
from tui.widgets.memo_pane import MemoPane


async def test_a_section_is_edited_in_place_and_its_changes_are_shown(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        assert " e 修改" in hands.footer()
        await hands.press("e")
        assert "修改：申请概要" in hands.text()
        area = hands.app.screen.query_one(TextArea)
        area.move_cursor(area.document.end)
        await hands.type("已与企业核对。")
        await hands.press("ctrl+s")
        ((_, number, texts, _),) = desk.called("edit_memo")
        assert number == 2
        assert texts["request"].endswith("已与企业核对。")
        assert "第 3 稿（改自第 2 稿）" in hands.text()
        assert "✎ 李" in hands.text()
        await hands.press("d")
        assert "+ " in hands.text()
        assert "- 申请金额" not in hands.text()
        await hands.press("d")
        assert "✎ 李" in hands.text()
        # Esc leaves the changes first, and the case only then.
        await hands.press("d", "escape")
        assert "✎ 李" in hands.text()


async def test_what_was_typed_outlives_a_closed_dialog(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        await hands.press("e")
        await hands.type("半句话")
        await hands.press("escape", "e")
        assert "半句话" in hands.app.screen.query_one(TextArea).text
        assert desk.called("edit_memo") == []


async def test_a_section_is_edited_in_another_editor(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def suspended() -> Iterator[None]:
        yield

    async with bench(desk, "f7") as hands:
        await hands.press("e", "ctrl+o")
        assert "这里不能打开外部编辑器" in hands.text()
        monkeypatch.setattr(hands.app, "suspend", suspended)
        await hands.press("ctrl+o", "ctrl+s")
        ((_, _, texts, _),) = desk.called("edit_memo")
        assert texts["request"].endswith("改在别处。")


async def test_an_edited_file_is_taken_back(desk: FakeDesk, tmp_path: Path) -> None:
    desk.keep_state(None, "export_folder", str(tmp_path))
    async with bench(desk, "f7") as hands:
        await hands.press("i")
        await hands.type("改.docx")  # in the folder of the last export
        await hands.press("enter")
        assert "没有这个 .docx 或 .md 文件" in hands.text()
        (tmp_path / "改.docx").write_bytes(b"x")
        await hands.press("enter")
        assert desk.called("import_memo") == [(CASE, tmp_path / "改.docx", None)]
        assert "第 3 稿（改自第 2 稿）" in hands.text()


async def test_a_bundle_is_written_and_the_memo_rebuilt_from_it(
    desk: FakeDesk, tmp_path: Path
) -> None:
    async with bench(desk, "f7") as hands:
        for name in ("good.zip", "bad.zip"):
            await hands.press("b", "ctrl+u")
            await hands.type(str(tmp_path / name))
            await hands.press("enter")
        assert desk.called("bundle")[0] == (CASE, 2, tmp_path / "good.zip")
        good, bad = hands.notices()[-2:]
        assert "复算 23 项数值，全部一致" in good
        assert "有 1 处不同：数值不同" in bad


async def test_a_first_draft_has_nothing_to_compare_with() -> None:
    desk = FakeDesk(case_file(memos=case_file().memos[:1]))
    async with bench(desk, "f7") as hands:
        await hands.press("d")
        assert "第 1 稿之前没有可比的稿" in hands.notices()


async def test_a_draft_in_another_language_is_not_compared_with(desk: FakeDesk) -> None:
    desk.change(CASE, memos=(memo_version(1), memo_version(2, Lang.EN), memo_version(3)))
    async with bench(desk, "f7") as hands:
        await hands.press("d")
        assert "申请金额" not in hands.text()  # drafts 1 and 3 say the same
        await hands.press("left_square_bracket", "d")
        assert "第 2 稿之前没有可比的稿" in hands.notices()


async def test_the_line_and_the_draft_in_view_stay_through_edits_comments_and_changes(
    desk: FakeDesk,
) -> None:
    async with bench(desk, "f7") as hands:
        preview = hands.app.screen.query_one("#memo-preview", Listed)
        await hands.press("end")
        last = preview.highlighted
        await hands.press("d", "d")
        assert preview.highlighted == last
        await hands.press("home", "down", "down", "e", "ctrl+end")
        place = preview.highlighted
        await hands.type("已核对。")
        await hands.press("ctrl+s")
        assert "第 3 稿（改自第 2 稿）" in hands.text()
        assert preview.highlighted == place
        await hands.press("left_square_bracket", "left_square_bracket", "c")
        await hands.type("请补充")
        await hands.press("enter")
        assert "第 1 稿 (1/3)" in hands.text()


async def test_one_s_own_unchecked_sentence_is_stated_in_one_s_name(desk: FakeDesk) -> None:
    async with bench(desk, "f7") as hands:
        assert " a 陈述" in hands.footer()
        await hands.press("a")
        assert "光标处没有您可以陈述的句子" in " ".join(hands.notices())
        await hands.press("e", "ctrl+end", "enter", "enter")
        await hands.type("仓库约有货物420托。")
        await hands.press("ctrl+s")
        assert "未核和不符的句子（2）" in hands.text()
        pane = hands.app.screen.query_one(MemoPane)
        preview = pane.query_one("#memo-preview", Listed)
        preview.highlighted = next(n for n, r in enumerate(pane._rows) if "420托" in plain(r.text))
        await hands.press("enter")
        assert "? 句中未写明该数字属于哪项指标" in " ".join(hands.notices())
        await hands.press("a")
        assert "仓库约有货物420托。" in hands.text()
        assert "^s 陈述" in hands.footer()
        await hands.press("enter")
        assert "请写明依据" in hands.text()
        await hands.type("现场清点")
        await hands.press("enter")
        ((_, number, words, why),) = desk.called("attest_memo")
        assert (number, words, why) == (3, "仓库约有货物420托。", "现场清点")
        assert "✎ 李 陈述，未经证实" in hands.text()
        assert "人工陈述，未经证实（1）" in hands.text()
        assert "未核和不符的句子（1）" in hands.text()
