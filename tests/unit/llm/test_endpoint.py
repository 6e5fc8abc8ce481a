"""Settings, the probe cache, redrafts read back, masks over a stream."""

from pathlib import Path

import pytest

from assistant.llm.agent import redrafted
from assistant.llm.analysts import EndpointAnalyst, analyst_from
from assistant.llm.endpoint import EndpointSettings, Probe, ProbeCache
from assistant.llm.middleware import calls_in_text
from assistant.llm.offline_analyst import PlainAnalyst
from assistant.llm.veil import DeltaFilter, Veil

SETTINGS = EndpointSettings(base_url="https://a.example:8443/v1/", model="m", api_key="sk-1")
CAN = Probe(native_tools=True, json_schema=False)


def test_a_probe_is_remembered_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "probes.json"
    ProbeCache(path).keep(SETTINGS, CAN)
    assert ProbeCache(path).get(SETTINGS) == CAN
    assert ProbeCache(path).get(EndpointSettings(base_url="https://b/v1", model="m")) is None
    assert "sk-1" not in path.read_text("utf-8")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": {"native_tools": "perhaps"}}'])
def test_a_broken_probe_file_counts_as_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "probes.json"
    path.write_text(text, "utf-8")
    assert ProbeCache(path).get(SETTINGS) is None


def test_the_key_is_not_shown() -> None:
    assert "sk-1" not in repr(SETTINGS)
    assert SETTINGS.place == "a.example:8443"
    assert not SETTINGS.is_local


def test_who_answers() -> None:
    assert isinstance(analyst_from(None, ProbeCache(), print), PlainAnalyst)
    empty = EndpointSettings(base_url="", model="m")
    assert isinstance(analyst_from(empty, ProbeCache(), print), PlainAnalyst)
    model = analyst_from(SETTINGS, ProbeCache(), print)
    assert isinstance(model, EndpointAnalyst)
    assert model.name == "m"
    assert model.opened() is model.opened()
    assert model.opened().name == "m"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("1. 甲。\n2. 乙。", ["甲。", "乙。"]),
        ("1) 甲。", ["甲。", ""]),
        ("2、乙。\n1. -", ["", "乙。"]),
        ("whatever", ["", ""]),
        ("1. —\n2.", ["", ""]),
    ],
)
def test_redrafts_by_number(text: str, sentences: list[str]) -> None:
    assert redrafted(text, 2) == sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"name": "a", "arguments": {"x": 1}}', [("a", {"x": 1})]),
        ('```json\n{"name": "a", "parameters": {"x": 1}}\n```', [("a", {"x": 1})]),
        ('[{"name": "a"}, {"name": "b"}]', [("a", {})]),
        ('<tool_call>{"name": "a", "arguments": 3}</tool_call>', [("a", {})]),
        ("<tool_call>{broken</tool_call>", []),
        ("a plain answer", []),
    ],
)
def test_calls_that_a_model_writes_as_text(
    text: str, found: list[tuple[str, dict[str, object]]]
) -> None:
    assert calls_in_text(text, {"a": None}) == found  # type: ignore[dict-item]  only names count


def test_one_person_has_one_mask_in_all_texts() -> None:
    veil = Veil(["张三丰"], on=True)
    assert veil.masked(["张三丰", "问张三丰", "无"]) == ["⟦NAME1⟧", "问⟦NAME1⟧", "无"]
    assert veil.count == 1
    assert veil.unmasked("答⟦NAME1⟧") == "答张三丰"


def test_a_veil_that_is_off_changes_nothing() -> None:
    veil = Veil(["张三丰"], on=False)
    assert veil.masked(["张三丰"]) == ["张三丰"]
    assert veil.count == 0
    assert veil.unmasked("⟦NAME1⟧") == "⟦NAME1⟧"


def test_a_mask_in_pieces_is_put_back_whole() -> None:
    veil = Veil(["张三丰"], on=True)
    veil.masked(["张三丰"])
    stream = DeltaFilter(veil)
    pieces = [stream.feed(part) for part in ("由⟦NA", "ME", "1⟧签", "字⟦")]
    assert "".join(pieces) + stream.finish() == "由张三丰签字⟦"
    assert not any("NAME" in piece for piece in pieces)


def test_thoughts_are_left_out_of_a_stream() -> None:
    stream = DeltaFilter(Veil((), on=False))
    pieces = [stream.feed(part) for part in ("<th", "ink>secret", " more</think>", "答案")]
    assert "".join(pieces) + stream.finish() == "答案"


def test_a_thought_that_never_ends_is_not_shown() -> None:
    stream = DeltaFilter(Veil((), on=False))
    assert stream.feed("<think>secret") + stream.finish() == ""
