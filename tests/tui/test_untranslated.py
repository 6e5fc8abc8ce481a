"""No English word on a Chinese screen and no Chinese on an English one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from assistant.cli.words import stage_word, unit_word
from assistant.domain.progress import Amount, Stage
from assistant.domain.quantities import Lang
from assistant.llm.steps import OFFLINE
from assistant.services.results import Message
from assistant.tools import toolbox
from tests.tui.conftest import Hands, bench, opened
from tests.tui.made import ANSWER, FakeDesk, case_file, empty_case, turn
from tui.messages import TABLE, Words
from tui.screens.case_screen import CaseScreen

ENGLISH = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile("[\u4e00-\u9fff]+")
NAMES = re.compile(
    r"Tallystick|tallystick|Enter|Esc|Tab|Shift|Ctrl|Del|F\d+|USCC|PD|BBB|DSCR|CNY|"
    r"XLSX|CSV|Parquet|PDF|DOCX|OFD|EML|ZIP|HTML|Markdown|TXT|docx|pdf|html|md|demo|sme|Switch to English|"
    r"Screen language; memos have their own|L12M|P12M|[a-z_]+[.@][\w.@#-]+|request\.\w+|"
    r"CASE|--\w+|audit|dscr|inventory|Σ [a-z /]+|ebitda / debt_service|aa\b|ab+\w*|xlsx|KB|doc|UTC|offline|-new-zh-2"
)
"""Names, keys of the keyboard and of figures, file formats: the same in both languages."""


async def screens(hands: Hands, keys: tuple[str, ...]) -> Iterator[str]:
    shown = [hands.text()]
    for key in keys:
        await hands.press(key)
        shown.append(hands.text())
    return iter(shown)


WALK = (
    ("f2", "x", "a", "escape", "e", "f3", "f3", "f3", "f3", "f3", "escape", "delete", "escape"),
    ("f3", "f1", "escape", "ctrl+f", "escape"),
    ("f4", "down", "enter", "escape", "v", "v", "v", "c"),
    ("f5", "down", "k", "escape", "d", "escape"),
    ("f6", "s"),
    ("f7", "n", "escape", "x", "escape", "p", "ctrl+t", "ctrl+c"),
    ("f9", "escape"),
    ("f8", "escape", "escape", "escape", "n", "escape", "d", "escape", "f1"),
)


def _foreign(text: str, lang: Lang, own: re.Pattern[str]) -> set[str]:
    left = own.sub(" ", text)
    return set((ENGLISH if lang is Lang.ZH else CHINESE).findall(left))


@pytest.mark.parametrize("lang", list(Lang))
async def test_every_screen_speaks_one_language(
    lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1").mkdir()
    monkeypatch.chdir(tmp_path / "1")
    monkeypatch.setattr(CaseScreen, "start_folder", lambda _: Path())
    desk = FakeDesk(_spoken(lang), lang=lang)
    desk.turn = lambda _: turn("?")
    found: set[str] = set()
    async with bench(desk, lang=lang, size=(110, 36)) as hands:
        for keys in WALK:
            for text in await screens(hands, keys):
                found |= _foreign(text, lang, _own(lang))
            for notice in hands.notices():
                found |= _foreign(notice, lang, _own(lang))
    assert found == set()


@pytest.mark.parametrize("lang", list(Lang))
async def test_empty_screens_speak_one_language(lang: Lang) -> None:
    found: set[str] = set()
    async with opened(FakeDesk(lang=lang), lang=lang) as hands:
        found |= _foreign(hands.text(), lang, NAMES)
    async with bench(FakeDesk(empty_case("X1"), lang=lang), lang=lang) as hands:
        for key in ("f2", "f3", "f4", "f5", "f6", "f7"):
            await hands.press(key)
            found |= _foreign(hands.text(), lang, NAMES)
    assert found == set()


async def test_the_palette_speaks_one_language() -> None:
    async with bench(FakeDesk(_spoken(Lang.ZH)), "f4", size=(140, 60)) as hands:
        await hands.press("ctrl+p")
        await hands.rest(0.3)
        shown = _foreign(hands.text(), Lang.ZH, _own(Lang.ZH))
    assert shown == set()


def _spoken(lang: Lang) -> object:
    """The case, with the firm's own words in the screen's language."""
    whole = case_file()
    if lang is Lang.ZH:
        return whole
    sources = tuple(
        s.model_copy(update={"name": f"file{n}.pdf"}) for n, s in enumerate(whole.sources)
    )
    findings = tuple(
        f.model_copy(update={"review": f.review.model_copy(update={"note": "called them"})})
        for f in whole.findings
    )
    return whole.model_copy(
        update={
            "head": whole.head.model_copy(update={"name": "Qinghe Foods"}),
            "sources": sources,
            "findings": findings,
            "memos": (),
        }
    )


def _own(lang: Lang) -> re.Pattern[str]:
    """What stands in the file itself: quotes, reasons as given, the drafted memo."""
    own = "申请书第1页|租赁期限\\S*|坏文件|文件已加密|金额读不出|日期读不出|销项|利润表|营业收入 \\S+|万|切换到中文|屏幕语言；报告语言另选"
    return NAMES if lang is Lang.ZH else re.compile(f"{NAMES.pattern}|{own}")


def test_every_tool_has_a_name_in_both_languages() -> None:
    assert {f"tool.{name}" for name in toolbox._TOOLS} <= set(TABLE)


async def test_the_kept_conversation_speaks_the_screens_language() -> None:
    desk = FakeDesk(_spoken(Lang.ZH))
    desk.kept = [Message(role="user", text="甲？"), Message(role="assistant", text=ANSWER)]
    async with bench(desk, "f3") as hands:
        await hands.type("问")
        await hands.press("enter")
        assert OFFLINE not in hands.text()
        assert _foreign(hands.text(), Lang.ZH, _own(Lang.ZH)) == set()


@pytest.mark.parametrize("known", [*get_args(Stage), *get_args(Amount)])
def test_work_under_way_is_told_in_words(known: str) -> None:
    key = f"stage.{known}" if known in get_args(Stage) else f"unit.{known}"
    for lang, own in ((Lang.ZH, ENGLISH), (Lang.EN, CHINESE)):
        told = (Words(lang)(key), (stage_word if key[0] == "s" else unit_word)(known, lang))
        assert not any(own.search(text) for text in told)
