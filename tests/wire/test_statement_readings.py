"""``check --readings``: a model is asked what rules leave open, logged, judged, and told apart."""

import json
from pathlib import Path

import pytest

from assistant.cli.app import main
from assistant.domain.checks import Proof
from assistant.domain.quantities import Lang
from assistant.errors import StorageError, UsageError
from assistant.llm.endpoint import ProbeCache
from assistant.llm.failures import EndpointFailure
from assistant.services.asking import endpoint_settings
from assistant.services.auditing import verified_home
from assistant.services.checking import check_batch
from assistant.services.office import Office
from assistant.services.stated_readings import reader
from assistant.settings import settings_from
from assistant.storage.audit import AuditVerdict
from assistant.storage.chain import line_digest
from tests.wire.wire_kit import PLANNED, REMOTE, Endpoint, failed, said, served

SOURCE = """Firm: Okoye Cold Storage, contact Mr Jonah Okoye, 13812345678
Profit before tax FY2023: USD 402k
Net profit FY2023: USD 318k
"""
TEXT = "The firm earned USD 402 thousand before tax in 2023."
READING = {
    "statement": 1,
    "claim": "USD 402 thousand",
    "operation": "stated",
    "operands": [{"source": 1, "quote": "Profit before tax FY2023: USD 402k"}],
    "words": [{"said": "earned", "source": "Profit"}],
}
MALFORMED = [
    {**READING, "operation": "guess"},
    {**READING, "operands": []},
    {**READING, "statement": 2},
    {**READING, "note": "x"},
    "USD 402k",
]


def answer(*readings: object) -> Endpoint:
    return Endpoint(said(json.dumps({"readings": readings})))


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    rows = [
        {"id": "open", "sources": [SOURCE], "text": TEXT},
        {"id": "false", "sources": [SOURCE], "text": "Net profit was USD 402k in FY2023."},
        {"id": "proved", "sources": [SOURCE], "text": "Net profit was USD 318k in FY2023."},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def office(home: Path, url: str = REMOTE) -> Office:
    return Office(settings_from(home=home, by="tester", llm_base_url=url, llm_model="m-1"))


def test_only_what_is_open_is_sent_masked_and_logged_before(tmp_path: Path, batch: Path) -> None:
    endpoint, acting = answer(READING), office(tmp_path / "home")
    checks = list(check_batch(batch, Lang.EN, reader(acting, endpoint.client)))
    assert [c.verdict for c in checks] == [Proof.PROVED, Proof.FALSE, Proof.PROVED]
    [claim] = checks[0].sentences[0].claims
    assert claim.reading.startswith("read by a model: ")
    assert len(endpoint.bodies) == 1, "what rules decide is not sent"
    assert "response_format" not in endpoint.bodies[0], "the endpoint isn't known to keep to one"
    for private in ("Jonah Okoye", "13812345678"):
        assert private not in endpoint.sent_text
    list(check_batch(batch, Lang.EN, reader(acting, endpoint.client)))
    first, second = map(json.loads, acting.home.sent_log.read_text("utf-8").splitlines())
    assert second["previous"] == first["digest"]
    covered = (second["at"], second["who"], second["sent"])
    assert second["digest"] == line_digest(first["digest"], 2, covered)
    sent = json.loads(second["sent"])
    assert (sent["endpoint"], sent["purpose"], sent["masked"]) == ("models.example", "readings", 2)
    assert sent["prompt"].startswith("statement_readings@1#")
    assert "⟦PHONE1⟧" in sent["text"]
    assert verified_home(acting) == AuditVerdict(ok=True, lines=2)


def test_a_changed_or_torn_line_of_what_was_sent_is_found(tmp_path: Path, batch: Path) -> None:
    endpoint, acting = answer(READING), office(tmp_path / "home")
    for _ in range(2):
        list(check_batch(batch, Lang.EN, reader(acting, endpoint.client)))
    log = acting.home.sent_log
    first, second = log.read_text("utf-8").splitlines()
    log.write_text(f"{first.replace('tester', 'nobody')}\n{second}\n", "utf-8")
    assert "第1行" in verified_home(acting).problems[0]
    log.write_text(f"{second}\n", "utf-8")
    assert not verified_home(acting).ok
    log.write_text(f"{first}\n{second[:40]}\n", "utf-8")
    with pytest.raises(StorageError, match="can't be read"):
        verified_home(acting)
    sent = len(endpoint.bodies)
    with pytest.raises(StorageError):
        list(check_batch(batch, Lang.EN, reader(acting, endpoint.client)))
    assert len(endpoint.bodies) == sent, "nothing leaves that can't be logged"


def test_an_endpoint_that_keeps_to_a_schema_gets_it(tmp_path: Path, batch: Path) -> None:
    endpoint, acting = answer(READING), office(tmp_path / "home")
    settings = endpoint_settings(acting.settings)
    assert settings is not None
    ProbeCache(acting.home.root / "probes.json").keep(settings, PLANNED)
    list(check_batch(batch, Lang.EN, reader(acting, endpoint.client)))
    shape = endpoint.bodies[0]["response_format"]["json_schema"]
    assert shape["name"] == "statement_readings"
    assert set(shape["schema"]["properties"]) == {"readings"}


@pytest.mark.parametrize(
    "words", ["no idea", "[]", '{"readings": 7}', json.dumps({"readings": MALFORMED})]
)
def test_malformed_answers_are_dropped(tmp_path: Path, batch: Path, words: str) -> None:
    acting = office(tmp_path / "home")
    [first, *_] = check_batch(batch, Lang.EN, reader(acting, Endpoint(said(words)).client))
    assert first.verdict is Proof.UNCHECKED
    assert not any(first.read(verdict) for verdict in Proof)


def test_a_failing_endpoint_or_none_is_an_error(tmp_path: Path, batch: Path) -> None:
    acting = office(tmp_path / "home")
    with pytest.raises(EndpointFailure):
        list(check_batch(batch, Lang.EN, reader(acting, Endpoint(failed(503, "busy")).client)))
    with pytest.raises(UsageError, match="no model is configured"):
        reader(office(tmp_path / "home", url=""))


def test_the_command_tells_read_proofs_and_suggestions_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TALLYSTICK_LLM_MODEL", "m-1")
    monkeypatch.setenv("TALLYSTICK_HOME", str(tmp_path / "home"))
    memo, facts = tmp_path / "memo.md", tmp_path / "facts.md"
    memo.write_text(TEXT + " Occupancy stood at 65% in 2023.\n", "utf-8")
    facts.write_text(SOURCE + "\nRoom nights sold 2023: 11388 of 17520 available.\n", "utf-8")
    occupancy = {
        "statement": 2, "claim": "65%", "operation": "ratio", "words": [],
        "operands": [{"source": 1, "quote": "11388"}, {"source": 1, "quote": "17520"}],
    }  # fmt: skip
    asked = ["check", str(memo), "--against", str(facts)]
    with served(said(json.dumps({"readings": [READING, occupancy]}))) as address:
        monkeypatch.setenv("TALLYSTICK_LLM_BASE_URL", address)
        assert main([*asked, "--readings", "--lang", "en"]) == 0
        told = capsys.readouterr().out
        assert main([*asked, "--readings", "--lang", "zh"]) == 0
        assert "其中依模型解读证明 1，模型建议待确认 1" in capsys.readouterr().out
        assert main([*asked, "--lang", "en"]) == 0, "without the option nothing is asked"
        assert "model" not in capsys.readouterr().out
    assert "✓ USD 402 thousand: passage:facts.md:1 | read by a model: stated" in told
    assert "? 65%: " in told
    assert "a model suggests, for a person to confirm: first over second “11388”" in told
    assert "1 of the proved read by a model, 1 suggested by a model" in told
    assert main(["check", str(memo), "--case", "x", "--readings"]) == 2
    capsys.readouterr()
    monkeypatch.delenv("TALLYSTICK_LLM_BASE_URL")
    assert main([*asked, "--readings"]) == 2
    assert "没有配置可供解读的模型" in capsys.readouterr().err
