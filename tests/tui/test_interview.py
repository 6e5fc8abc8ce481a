"""The interview review, driven by its keys over an interview made by hand."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.domain.case import CaseId
from assistant.domain.findings import ReviewState
from assistant.domain.interviews import ConsentTo
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from tests.tui.conftest import bench
from tests.tui.made import CASE, FINDINGS, FakeDesk, case_file
from tests.tui.made_interview import RAISED, interview, view
from tui.messages import Words
from tui.player import player, playing
from tui.presenter.interview import (
    interview_head,
    places_of,
    questions_text,
    raised_rows,
    transcript_rows,
)
from tui.presenter.lines import plain, width
from tui.presenter.strip import side_cells, strip_lines, track_of


def desk_with(*names: str) -> FakeDesk:
    desk = FakeDesk(case_file(findings=(*FINDINGS, *RAISED)))
    desk.views = tuple(view(name) for name in names or ("访谈.m4a",))
    return desk


async def test_an_empty_case_says_how_to_add_an_interview() -> None:
    desk = FakeDesk(case_file())
    async with bench(desk) as hands:
        await hands.press("f9")
        assert "还没有访谈" in hands.text()
        assert "加入" in hands.footer()
        await hands.press("v")  # consent comes before any recording
        assert "登记同意" in hands.text()
        await hands.press("escape")
        await hands.press("escape")
        assert "还没有访谈" not in hands.text()


async def test_what_was_said_stands_beside_what_it_raises() -> None:
    async with bench(desk_with()) as hands:
        await hands.press("f9")
        shown = hands.text()
    for words in (
        "企业主?",
        "去年开票五千万吧",
        "2,635.70万元",
        "未分析说法方式",
        "0 相符 · 1 不符",
    ):
        assert words in shown
    # what rules raised from the books is no business of this screen
    assert FINDINGS[0].statement.text_zh not in shown


async def test_a_finding_is_kept_with_a_note_and_dismissed_only_with_one() -> None:
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9", "k")
        await hands.type("已核")
        await hands.press("enter")
        await hands.press("n", "d", "enter")
        assert "理由" in hands.text()
        await hands.type("口误")
        await hands.press("enter")
    assert desk.called("review") == [
        (CASE, "IV-1", ReviewState.KEPT, "已核"),
        (CASE, "IV-2", ReviewState.DISMISSED, "口误"),
    ]


async def test_the_transcript_follows_the_finding() -> None:
    async with bench(desk_with()) as hands:
        await hands.press("f9")
        lines = hands.app.screen.query_one("#interview-lines")
        # IV-1 is about the utterance at 00:20, IV-2 about the one at 00:31
        assert lines.highlighted == 1
        await hands.press("n")
        assert lines.highlighted == 2
        await hands.press("p")
        assert lines.highlighted == 1


async def test_the_owner_is_confirmed_by_a_key() -> None:
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9", "w")
        assert desk.called("relabel") == [(CASE, "访谈.m4a", {"S2": "owner"})]
        assert "猜的" not in hands.text()


async def test_the_arrow_keys_go_to_the_other_interviews() -> None:
    async with bench(desk_with("一.m4a", "访谈.m4a")) as hands:
        await hands.press("f9")
        assert "2/2" in hands.text()
        assert "] 换一份" in hands.text()  # lists take the arrow keys' place in the footer
        await hands.press("right")
        assert "一.m4a" in hands.text()
        assert "1/2" in hands.text()
        await hands.press("right_square_bracket")
        assert "2/2" in hands.text()


async def test_what_is_left_to_ask_is_copied() -> None:
    async with bench(desk_with()) as hands:
        await hands.press("f9", "y")
        assert hands.app.clipboard == "请提供报税表"


async def test_a_recording_is_added_from_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = tmp_path / "talk.m4a"
    talk.write_bytes(b"x")
    monkeypatch.setattr("tui.screens.case_screen.CaseScreen.start_folder", lambda _: tmp_path)
    desk = desk_with()
    desk.gate.clear()
    async with bench(desk) as hands:
        await hands.press("f9", "a")
        await hands.type(str(talk))
        await hands.press("ctrl+s")
        assert "有几个人说话" in hands.text()
        await hands.type("0")
        await hands.press("enter")
        assert "请写 1 到 30 的整数" in hands.text()
        await hands.press("backspace", "3")
        hands.app.simulate_key("enter")
        await hands.until(lambda: "还需 05:00" in hands.text())
        assert "听取 talk.m4a：01:00/40:00" in hands.text()
        assert "企业主是猜的" in hands.text()  # the open interview's own head stays in sight
        # The time left is told again each second, though the work says nothing more.
        await hands.until(lambda: "还需 04:5" in hands.text())
        desk.gate.set()
        await hands.settle()
        assert desk.called("add_interview") == [(CASE, talk, 3)]


async def test_stopped_hearing_says_how_far_it_came(tmp_path: Path) -> None:
    talk = tmp_path / "talk.m4a"
    talk.write_bytes(b"x")
    desk = desk_with()
    desk.gate.clear()
    async with bench(desk) as hands:
        await hands.press("f9")
        hands.app.screen._hear([talk], 2)
        assert "正在准备听取" in hands.text()  # before the first word comes
        await hands.until(lambda: "01:00/40:00" in hands.text())
        hands.app.simulate_key("escape")
        await hands.until(lambda: not hands.app.screen.jobs.is_busy("add"))
        desk.gate.set()
        await hands.until(lambda: "已停止：talk.m4a 听到 01:00" in " ".join(hands.notices()))
        assert "01:00/40:00" not in hands.text()


async def test_one_bad_recording_of_several_does_not_keep_the_others_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_with()
    good = desk.add_interview

    def add(case: CaseId, path: Path, *rest: object) -> Iterator[object]:
        if path.name == "empty.wav":
            raise InputError("empty.wav: the file is empty", zh="empty.wav：文件是空的")
        yield from good(case, path, *rest)

    monkeypatch.setattr(desk, "add_interview", add)
    async with bench(desk) as hands:
        await hands.press("f9")
        hands.app.screen._hear([tmp_path / "empty.wav", tmp_path / "talk.wav"], 2)
        await hands.until(lambda: bool(desk.called("add_interview")))
        await hands.until(lambda: "已加入：talk.wav" in " ".join(hands.notices()))
        assert "文件是空的" in " ".join(hands.notices())


@pytest.mark.parametrize("lang", list(Lang))
def test_rows_speak_the_language_and_mark_the_line(lang: Lang) -> None:
    words, shown = Words(lang), view()
    rows = transcript_rows(shown.interview, RAISED, words)
    # the utterances at 00:20 and 00:31 are marked, the others are not
    assert [plain(row.mark).strip() != "" for row in rows] == [False, True, True, False]
    assert places_of(shown.interview, RAISED) == {"IV-1": (1,), "IV-2": (2,)}
    raised = raised_rows(shown, RAISED, {}, words)
    assert [row.id for row in raised if row.is_heading] == [
        "head.findings",
        "head.claims",
        "head.follow_up",
        "head.before",
    ]
    assert questions_text(shown.follow_up, words) == shown.follow_up[0].model_dump()[lang.value]
    assert "S2=" in plain(*interview_head(shown.interview, words))


async def test_enter_opens_the_figure_and_goes_from_words_to_what_they_raise() -> None:
    async with bench(desk_with()) as hands:
        await hands.press("f9", "enter")
        assert type(hands.app.screen).__name__ == "FigureScreen"
        assert "2,635.70" in hands.text()
        await hands.press("escape", "n", "shift+tab", "enter")
        raised = hands.app.screen.query_one("#interview-raised")
        assert raised.has_focus
        assert raised.chosen == "IV-2"


async def test_the_report_is_written_where_the_user_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.case_screen.CaseScreen.start_folder", lambda _: tmp_path)
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9", "x", "ctrl+s")
    assert desk.called("export_interview") == [(CASE, "访谈.m4a", tmp_path / "访谈.docx", Lang.ZH)]


async def test_an_utterance_is_put_right_by_a_key() -> None:
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9", "c", "end")
        await hands.type("不对三千万")
        await hands.press("ctrl+s")
    # the cursor of the transcript follows the first finding, which is about 00:20
    assert desk.called("correct_line") == [
        (CASE, "访谈.m4a", 1, ("去年开票五千万吧。不对三千万", "S2"))
    ]


async def test_a_passage_is_played_and_stopped_by_the_machines_player(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk, heard = desk_with(), []

    def fake(
        sound: bytes, command: object, loops: Callable[[], bool], stopped: Callable[[], bool]
    ) -> Iterator[float]:
        heard.append((sound, loops()))
        # 8 s after 00:20 at one and a half times the speed: 00:32, the third utterance
        yield 8.0
        while not stopped():
            time.sleep(0.005)
            yield 8.0

    monkeypatch.setattr("tui.screens.interview_playing.player", lambda: ("/bin/true",))
    monkeypatch.setattr("tui.screens.interview_playing.playing", fake)
    async with bench(desk) as hands:
        await hands.press("f9", "l", "s", "s")
        assert "1.5× 循环" in hands.text()
        hands.app.simulate_key("f")
        lines = hands.app.screen.query_one("#interview-lines")
        await hands.until(lambda: lines.highlighted == 2)
        assert "播放 00:20" in " ".join(hands.notices())
        assert "↑00:32" in hands.text()
        await hands.press("space")
        assert not hands.app.screen.jobs.is_busy("play")
    assert desk.called("passage") == [(CASE, "访谈.m4a", 1, 1.5, True)]
    assert heard == [(b"RIFF", True)]


async def test_without_a_player_the_passage_is_cut_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.interview_playing.player", lambda: ())
    monkeypatch.setattr("tui.screens.case_screen.CaseScreen.start_folder", lambda _: tmp_path)
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9", "space", "ctrl+s")
    assert desk.called("export_clip") == [(CASE, "访谈.m4a", 1, tmp_path / "访谈-0020.wav")]


async def test_a_transcript_offers_nothing_to_play() -> None:
    desk, shown = desk_with(), view()
    heard = shown.interview.model_copy(update={"model": ""})
    desk.views = (shown.model_copy(update={"interview": heard}),)
    async with bench(desk) as hands:
        await hands.press("f9", "space")
        assert "播放" not in hands.footer()
        assert hands.notices() == []
        assert type(hands.app.screen).__name__ == "InterviewScreen"


def test_the_first_player_that_is_there_is_taken(tmp_path: Path) -> None:
    assert player(lambda name: f"/usr/bin/{name}" if name in ("mpv", "aplay") else None) == (
        "/usr/bin/mpv",
        "--no-video",
        "--really-quiet",
    )
    assert player(lambda _: None) == ()
    copy = tmp_path / "copy.wav"
    script = f"import sys; open({str(copy)!r}, 'ab').write(open(sys.argv[1], 'rb').read())"
    script += "; import time; time.sleep(0.3)"
    again = iter([True, False])
    command = (sys.executable, "-c", script)
    told = list(playing(b"RIFF", command, lambda: next(again), lambda: False))
    # played, then once more, each time from its beginning
    assert copy.read_bytes() == b"RIFFRIFF"
    assert told[0] < 0.1 < max(told)
    endless = (sys.executable, "-c", "import time; time.sleep(60)")
    assert (
        len(list(playing(b"RIFF", endless, lambda: True, iter([False, True, True]).__next__))) == 1
    )


async def test_the_strip_and_the_transcript_follow_each_other() -> None:
    async with bench(desk_with()) as hands:
        await hands.press("f9")
        assert "↑00:20" in hands.text()  # where the first finding's words are
        assert "不显示" in hands.text()  # no pitch without consent
        await hands.press("n")
        assert "↑00:31" in hands.text()
        strip = hands.app.screen.query_one("#interview-strip")
        strip.focus()
        await hands.press("home")
        lines = hands.app.screen.query_one("#interview-lines")
        assert lines.highlighted == 0
        await hands.press("end", "left")
        assert lines.highlighted == 3
        assert "前进" in hands.footer()


@pytest.mark.parametrize(("lang", "labels"), [(Lang.ZH, "提示强弱音高时间"), (Lang.EN, "Flags")])
def test_the_strip_draws_warnings_level_and_pitch_in_their_columns(lang: Lang, labels: str) -> None:
    levels = (-60,) * 20 + (0,) * 4 + (-20,) * 16
    heard = interview(levels_db=levels, pitch_hz=((20, 100), (21, 200), (36, 100)))
    words = Words(lang)
    side, track = side_cells(words), track_of(heard, RAISED)
    flags, level, pitch, axis = strip_lines(track, (30.0, 0), side + 40, words)
    assert all(width(plain(row)) == side + 40 for row in (flags, level, pitch, axis))
    assert plain(flags)[:2] in labels
    flags, level, pitch, axis = (plain(row)[-40:] for row in (flags, level, pitch, axis))
    # a column a second: warnings at 20 and 31, the loudest at 20 to 23, then half as high in dB
    assert (flags[20], flags[31], flags[0]) == ("●", "○", " ")
    assert (level[19], level[20], level[25]) == (" ", "█", "▄")
    assert (pitch[20], pitch[21], pitch[22], pitch[36]) == ("▁", "█", " ", "▁")
    assert axis[30:36] == "↑00:30"
    # one zoom in: the half around 00:30, and the cursor in its middle
    near = plain(strip_lines(track, (30.0, 1), side + 40, words)[3])[-40:]
    assert near.startswith("00:20")


async def test_the_number_of_a_claim_is_put_right_by_a_key() -> None:
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9")
        raised = hands.app.screen.query_one("#interview-raised")
        raised.highlighted = next(n for n, option in enumerate(raised.options) if option.id == "c1")
        await hands.press("c")
        assert "更正数字" in hands.text()
        await hands.type("三千万")  # in place of 五千万, which is selected
        await hands.press("ctrl+s")
    assert desk.called("correct_amount") == [(CASE, "访谈.m4a", "c1", "三千万")]


async def test_a_consent_is_noted_for_the_case_or_one_voice() -> None:
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9", "v")
        assert "尚无登记" in hands.text()
        await hands.press("ctrl+s")
        assert "请写明由谁作出" in hands.text()
        screen = hands.app.screen
        assert screen.query_one("#what").value == "recording yes"  # what is lacking comes first
        screen.query_one("#by").value = "王芳"
        screen.query_one("#whose").value = "S2"
        screen.query_one("#what").value = "voice no"
        await hands.press("ctrl+s")
    assert desk.called("consent") == [
        (
            CASE,
            ConsentTo.VOICE,
            ("王芳", ""),
            {"withdrawn": True, "of": ("访谈.m4a", "S2")},
        )
    ]


def test_unsure_words_are_shaded_and_the_warning_stands_below_them() -> None:
    held = interview()
    unsure = held.lines[1].model_copy(update={"unsure": ((2, 6),), "weak": ("unsure_words",)})
    held = held.model_copy(update={"lines": (held.lines[0], unsure, *held.lines[2:])})
    row = transcript_rows(held, RAISED, Words(Lang.ZH))[1]
    # 去年|开票五千|万吧。
    assert [(s.text, s.role) for s in row.lines[1]] == [
        ("去年", ""),
        ("开票五千", "dim"),
        ("万吧。", ""),
    ]
    assert plain(row.lines[2]).startswith("00:20 企业主说")


async def test_questions_of_the_file_stand_there_before_any_interview() -> None:
    desk = FakeDesk(case_file())
    desk.before = view().questions
    async with bench(desk) as hands:
        await hands.press("f9")
        assert "存货有多少？" in hands.text()
        await hands.press("y")
        assert hands.app.clipboard == "存货有多少？\n销售额呢？"


async def test_a_model_that_is_asked_is_told_of_stopped_and_counted() -> None:
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9")
        desk.gate.clear()
        hands.app.simulate_key("m")
        await hands.until(lambda: "正在请模型提出所指 · 已用 00:00 · Esc 停止" in hands.text())
        hands.app.simulate_key("m")
        await hands.until(lambda: "上一件事还没做完" in " ".join(hands.notices()))
        hands.app.simulate_key("escape")
        await hands.until(lambda: "已停止；什么也没有改动" in " ".join(hands.notices()))
        assert "正在请模型" not in hands.text()
        desk.gate.set()
        await hands.press("m")
        await hands.until(
            lambda: "采用 0 条，略去 2 条（话中不是这个数 2）" in " ".join(hands.notices())
        )
    assert desk.called("propose_claims") == [(CASE, "访谈.m4a")] * 2


def test_a_claim_says_that_a_model_proposed_what_it_is_about() -> None:
    shown = view()
    first = shown.claims[0]
    told = first.claim.model_copy(update={"proposed_by": "m-1"})
    claims = (first.model_copy(update={"claim": told}),)
    rows = raised_rows(shown.model_copy(update={"claims": claims}), (), {}, Words(Lang.ZH))
    row = next(r for r in rows if r.id == told.id)
    assert f"“{told.words}”（所指由模型提出）" in plain(row.lines[0])


async def test_speakers_are_named_and_joined_in_one_dialog() -> None:
    desk = desk_with()
    async with bench(desk) as hands:
        await hands.press("f9", "r")
        assert "去年开票多少" in hands.text()  # what each voice said first
        screen = hands.app.screen
        screen.query_one("#role0").value = "S2"
        screen.query_one("#role1").value = "S1"
        await hands.press("ctrl+s")
        assert "不能再被并入" in hands.text()
        screen.query_one("#role0").value = "manager"
        screen.query_one("#role1").value = "owner"
        await hands.press("ctrl+s", "m")
    assert desk.called("relabel") == [(CASE, "访谈.m4a", {"S1": "manager", "S2": "owner"})]
    assert desk.called("propose_claims") == [(CASE, "访谈.m4a")]
