"""A memo's numbers rebuilt from its bundle alone: equal, or what differs."""

import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from assistant.cli.app import main
from assistant.domain.case import CaseId
from assistant.domain.figures import Verdict
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.memo import conclusions
from assistant.services import replaying
from assistant.services.desk import LocalDesk, open_desk
from assistant.services.replaying import replay
from assistant.settings import settings_from
from tests.e2e.test_bad_input import invoices, row

Entries = dict[str, bytes]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> LocalDesk:
    """A firm with a year of invoices and a request, and a signed memo of it."""
    folder = tmp_path_factory.mktemp("replay")
    desk = open_desk(settings_from(home=folder / "home", by="李", embeddings="off"))
    case = desk.new_case("甲")
    rows = [row(n, f"2024/{n}/{31 if n == 12 else 28}", 100_000 + n) for n in range(1, 13)]
    list(desk.add(case, [invoices(folder / "year.xlsx", rows)], lambda: False))
    desk.set_fields(case, [("request.amount", "300万"), ("request.tenor_months", "12")], "申请表")
    *_, memo = desk.draft(case, MemoKind.NEW, Lang.ZH)
    assert isinstance(memo, MemoVersion)
    desk.sign(case, memo.number)
    return desk


@pytest.fixture
def case(desk: LocalDesk) -> CaseId:
    return desk.find("甲")


@pytest.fixture
def path(desk: LocalDesk, case: CaseId, tmp_path: Path) -> Path:
    return desk.bundle(case, 1, tmp_path / "b.zip")


def altered(path: Path, change: Callable[[Entries], object], *, sealed: bool = True) -> Path:
    """The bundle after ``change``; ``sealed`` makes its manifest agree again, as a forger would."""
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    if sealed:
        manifest = json.loads(files["manifest.json"])
        sums = {n: hashlib.sha256(d).hexdigest() for n, d in files.items() if n != "manifest.json"}
        files["manifest.json"] = json.dumps({**manifest, "files": sums}).encode()
    out = path.with_name("altered.zip")
    with ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out


def swapped(name: str, old: str, new: str) -> Callable[[Entries], None]:
    def change(files: Entries) -> None:
        assert old.encode() in files[name], (name, old)
        files[name] = files[name].replace(old.encode(), new.encode())

    return change


def test_a_signed_memo_is_rebuilt_from_its_bundle_alone(path: Path) -> None:
    done = replay(path)
    assert done.differences == ()
    assert (done.memo, done.signed_by, done.is_redrafted) == (1, ("李",), True)
    assert done.numbers > 20


def test_the_bundle_is_the_one_of_the_signing_also_when_the_file_has_moved(
    desk: LocalDesk, case: CaseId, path: Path, tmp_path: Path
) -> None:
    before = path.read_bytes()
    desk.set_fields(case, [("request.amount", "400万")], "更正")
    try:
        assert desk.bundle(case, 1, tmp_path / "later.zip").read_bytes() == before
        assert replay(tmp_path / "later.zip").is_equal
    finally:
        desk.set_fields(case, [("request.amount", "300万")], "改回")


def test_no_source_file_is_in_it(path: Path, desk: LocalDesk, case: CaseId) -> None:
    with ZipFile(path) as archive:
        names = archive.namelist()
        sources = json.loads(archive.read("sources.json"))
    assert [s["sha256"] for s in sources] == [s.id for s in desk.case(case).sources]
    assert not any(s["sha256"] in name for s in sources for name in names)


def test_another_input_gives_other_numbers(path: Path) -> None:
    done = replay(altered(path, swapped("basis.json", "3000000", "3100000")))
    said = "request.amount: 3000000.00 in the memo, 3100000.00 rebuilt"
    assert any(said in text for text in done.differences), done.differences


def test_a_memo_that_was_changed_is_said(path: Path) -> None:
    done = replay(altered(path, swapped("case.json", "300.00万元", "301.00万元")))
    assert any("the memo itself was changed" in text for text in done.differences)
    assert any("李" in text for text in done.differences)


def test_a_log_that_was_changed_is_said(path: Path) -> None:
    done = replay(altered(path, swapped("log.json", "申请表", "别的表")))
    assert any("was changed after it was written" in text for text in done.differences)


def test_a_bundle_whose_files_disagree_with_its_manifest_is_refused(path: Path) -> None:
    forged = altered(path, swapped("basis.json", "3000000", "3100000"), sealed=False)
    with pytest.raises(InputError, match="basis.json was changed"):
        replay(forged)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_bundle_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(InputError, match="no replay bundle"):
        replay(tmp_path / "x.zip")


@pytest.mark.parametrize("name", ["records/../../outside", "../outside", "/outside", "x.exe"])
def test_a_name_that_leads_out_of_the_bundle_is_refused(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    with pytest.raises(InputError, match="belongs to no bundle"):
        replay(altered(path, lambda files: files.update({name: b"x"})))
    assert not list(tmp_path.rglob("outside"))


@pytest.mark.parametrize("name", ["../../outside@2024-01-01", "/outside", ""])
def test_a_policy_that_leads_out_of_the_bundle_is_refused(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    with ZipFile(path) as archive:
        was = json.loads(archive.read("manifest.json"))["policy"]
    with pytest.raises(InputError, match="no replay bundle"):
        replay(altered(path, swapped("manifest.json", json.dumps(was), json.dumps(name))))
    assert not list(tmp_path.rglob("outside*"))


@pytest.mark.parametrize("name", ["case.json", "basis.json", "log.json", "policy.toml"])
def test_a_bundle_that_lacks_a_file_or_holds_rubbish_is_refused(path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no replay bundle"):
        replay(altered(path, lambda files: files.pop(name)))
    if name != "policy.toml":
        with pytest.raises(InputError, match="no replay bundle"):
            replay(altered(path, lambda files: files.update({name: b"[1"})))


def test_an_edited_memo_is_proved_again(desk: LocalDesk, case: CaseId, tmp_path: Path) -> None:
    *_, memo = desk.draft(case, MemoKind.NEW, Lang.ZH)
    assert isinstance(memo, MemoVersion)
    after = desk.edit_memo(case, memo.number, {"request": "申请金额为300.00万元。"})
    done = replay(desk.bundle(case, after.number, tmp_path / "e.zip"))
    assert done.differences == ()
    assert (done.is_equal, done.is_redrafted) == (True, False)


def test_what_a_person_states_unproved_is_signed_named_and_held_by_the_log(
    desk: LocalDesk, case: CaseId, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unchecked sentence blocks the signature until its author stands by it, at the prompt."""
    *_, memo = desk.draft(case, MemoKind.NEW, Lang.ZH)
    assert isinstance(memo, MemoVersion)
    own = "现场盘点货物约420托。"
    text = next(s.text for s in memo.sections if s.code == "risks")
    edited = desk.edit_memo(case, memo.number, {"risks": f"{text}\n\n{own}"})
    with pytest.raises(InputError, match=r"not proved \(1\): “现场盘点") as caught:
        desk.sign(case, edited.number)
    assert "--attest" in (caught.value.hint or "")
    home = ["--home", str(desk._office.home.root), "--by", "李", "--lang", "zh"]
    order = ["memo", "甲", "--draft", str(edited.number), "--attest", "420托"]
    assert main([*order, *home]) == 4
    assert "依据是什么" in capsys.readouterr().err
    assert main([*order, "--why", "现场盘点表", *home]) == 0
    last = desk.case(case).memos[-1]
    assert [(a.who, a.text, a.why) for a in last.attested] == [("李", own, "现场盘点表")]
    assert desk.audit_lines(case)[-1].action == "attest"
    desk.sign(case, last.number)
    written = desk.bundle(case, last.number, tmp_path / "s.zip")
    done = replay(written)
    assert (done.differences, len(done.stated)) == ((), 1)
    assert main(["replay", str(written), "--lang", "zh"]) == 0
    assert f"未经证实，由人陈述：{own}〔李" in capsys.readouterr().out
    forged = replay(altered(written, swapped("log.json", own, "别的话。")))
    assert any("the log holds no statement of 李" in one for one in forged.differences)


def test_the_command_says_equal_or_what_differs(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(path), "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("一致：第1稿")
    forged = altered(path, swapped("basis.json", "3000000", "3100000"))
    assert main(["replay", str(forged), "--lang", "en"]) == 3
    assert capsys.readouterr().out.startswith("DIFFERS: draft 1")


def test_a_later_program_that_words_things_otherwise_proves_what_an_earlier_one_wrote(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(conclusions.VERDICTS, Verdict.PASS, ("合格", "Passed"))
    assert not replay(path).is_equal
    monkeypatch.setattr(replaying, "GENERATOR", "tallystick 99")
    done = replay(path)
    assert (done.is_equal, done.is_redrafted) == (True, False)
    assert done.sentences > 10
