"""Every key that the footer or the help offers does something, on every screen."""

from typing import Any

import pytest
from textual.actions import parse
from textual.binding import ActiveBinding
from textual.widgets import Input

from assistant.domain.quantities import Lang
from tests.tui.conftest import Hands, bench, opened
from tests.tui.made import FakeDesk, case_file, empty_case
from tui.messages import TABLE
from tui.widgets.key_bar import KeyBar, key_name, worded_bindings
from tui.widgets.prompt import Prompt

Way = tuple[str, ...]
PLACES: dict[str, Way] = {
    "sources": ("f2",),
    "chat": ("f3",),
    "chat log": ("f3", "escape"),
    "chat find": ("f3", "ctrl+f"),
    "figures": ("f4", "down"),
    "findings": ("f5",),
    "score": ("f6",),
    "memo": ("f7",),
    "page": ("f2", "enter"),
    "rejected": ("f2", "x"),
    "add files": ("f2", "a"),
    "fields": ("f2", "e"),
    "search": ("f8",),
    "interview": ("f9",),
    "figure": ("f4", "down", "enter"),
    "help": ("f4", "f1"),
    "delete source": ("f2", "delete"),
    "dismiss": ("f5", "d"),
    "draft": ("f7", "n"),
    "export": ("f7", "x"),
}


async def _go(hands: Hands, way: Way) -> None:
    while len(hands.app.screen_stack) > 3:
        await hands.app.pop_screen()
    await hands.press(*way)


def _does(active: ActiveBinding, app: Any) -> bool:
    """Whether the binding's action is there to be run."""
    namespace, name, _ = parse(active.binding.action)
    node = {"": active.node, "app": app, "screen": app.screen}[namespace]
    return any(callable(getattr(node, f"{start}{name}", None)) for start in ("action_", "_action_"))


async def test_every_offered_key_has_an_action_and_words_on_every_screen() -> None:
    dead: list[str] = []
    async with bench(FakeDesk(case_file())) as hands:
        for place, way in PLACES.items():
            await _go(hands, way)
            active = list(hands.app.screen.active_bindings.values())
            offered = worded_bindings(hands.app.screen, hands.app.words)
            assert offered, place
            dead += [f"{place}: {a.binding.key}" for a in offered if not _does(a, hands.app)]
            dead += [
                f"{place}: {a.binding.description} has no words"
                for a in active
                if a.binding.description.startswith("key.")
                and a not in offered
                and a.binding.description not in TABLE
            ]
            dead += [f"{place}: footer lacks {name}" for name in lacking(hands)]
    assert dead == []


def lacking(hands: Hands) -> list[str]:
    """Keys that the footer should show and doesn't, by its words or by their shorter form."""
    bar, words = hands.app.screen.query_one(KeyBar), hands.app.words
    shown = "\n".join(hands.text().splitlines()[-bar.size.height :])
    lacks = []
    for active in worded_bindings(hands.app.screen, words):
        binding = active.binding
        short = f"short.{binding.description.removeprefix('key.')}"
        told = [bar.told(binding), *([words(short)] if words.has(short) else [])]
        if binding.show and not any(f" {key_name(binding.key)} {t}" in shown for t in told):
            lacks.append(f"{key_name(binding.key)} {told[0]}")
    return lacks


FURTHER: dict[str, Way] = {
    "talks": ("f3", "escape", "t"),
    "terms": ("f7", "t"),
    "edit": ("f7", "e"),
    "import": ("f7", "i"),
    "sign": ("f7", "s"),
    "activity": ("ctrl+l",),
    "person": ("ctrl+o",),
    "suppose": ("f6", "w"),
    "confirm": ("f4", "down", "c"),
    "consent": ("f9", "c"),
    "voices": ("f9", "w"),
}
FULL = ("sources", "chat", "chat log", "figures", "findings", "score", "memo", "page", "interview")
"""Places with the most keys."""


@pytest.mark.parametrize(
    ("lang", "size", "places"),
    [
        (Lang.EN, (120, 40), {**PLACES, **FURTHER}),
        (Lang.EN, (80, 24), {name: PLACES[name] for name in FULL}),
        (Lang.ZH, (80, 24), {name: PLACES[name] for name in FULL}),
    ],
)
async def test_every_key_of_a_footer_fits(
    lang: Lang, size: tuple[int, int], places: dict[str, Way]
) -> None:
    cut: list[str] = []
    async with bench(FakeDesk(case_file(), lang=lang), size=size, lang=lang) as hands:
        for place, way in places.items():
            await _go(hands, way)
            cut += [f"{place}: {name}" for name in lacking(hands)]
            cut += [f"{place}: cut"] * ("…" in hands.footer())
    assert cut == []


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (80, 24)])
async def test_the_way_out_and_help_stay_in_a_narrow_footer(size: tuple[int, int]) -> None:
    async with bench(FakeDesk(case_file()), "f7", size=size) as hands:
        for words in ("Esc 返回", "F1 帮助", "^p 命令"):
            assert words in hands.footer()


async def test_empty_tabs_offer_only_what_works() -> None:
    async with opened(FakeDesk(empty_case())) as hands:
        await hands.press("enter", "f4")
        assert "还没有指标" in hands.text()
        await hands.press("e")
        assert "填写要素" in hands.text()


async def test_keys_that_lead_elsewhere_stand_where_the_footer_has_room() -> None:
    async with bench(FakeDesk(case_file()), "f3") as hands:
        assert " F8 检索  F9 访谈" in hands.footer()
        await hands.press("f4")
        assert "F9" not in hands.footer(), "the figures' own keys fill it"


async def test_an_empty_tab_offers_only_what_works_there() -> None:
    async with bench(FakeDesk(empty_case()), "f7") as hands:
        assert " n 起草  t 条件资料 " in hands.footer()
        for lacking in ("签字", "导出", "修改", "取回"):
            assert lacking not in hands.footer(), lacking
        await hands.press("n", "enter")
        assert " s 签字" in hands.footer()
        await hands.press("f5")
        assert "采纳" not in hands.footer()


async def test_keys_of_a_text_field_come_in_the_order_in_which_they_were_typed() -> None:
    async with bench(FakeDesk(case_file())) as hands:
        for key in ("a", "b", "ctrl+j", "c", "x", "backspace", "d", "left", "e"):
            hands.app.simulate_key(key)  # one behind the other, as a fast hand or a slow link does
        await hands.settle()
        assert hands.app.screen.query_one(Prompt).text == "ab\nced"


async def test_what_is_typed_right_behind_tab_comes_into_the_next_field() -> None:
    async with opened(FakeDesk(case_file())) as hands:
        await hands.press("n")
        keys = ("a", "tab", "b", "x", "backspace", "shift+tab", "c", "tab", "end", "d")
        for key in keys:
            hands.app.simulate_key(key)
        await hands.settle()
        # A field that is come back to has its text chosen, so a letter takes the place of it.
        assert [field.value for field in hands.app.screen.query(Input)] == ["c", "bd"]
