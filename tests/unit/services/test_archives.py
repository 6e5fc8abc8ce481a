"""Files inside archives and e-mails: each a source of its own, on the same road as any other."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from assistant.domain.case import SourceState
from assistant.errors import UsageError
from assistant.services.desk import LocalDesk
from tests.e2e.test_bad_input import invoices, row
from tests.unit.services.test_desk import TEXT, added, desk_of


@pytest.fixture
def desk(tmp_path: Path) -> LocalDesk:
    return desk_of(tmp_path / "home")


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def book(tmp_path: Path, *nets: int) -> bytes:
    rows = [row(n, "2024/1/31", net) for n, net in enumerate(nets, start=1)]
    return invoices(tmp_path / "made.xlsx", rows).read_bytes()


def states(desk: LocalDesk, case: str) -> dict[str, SourceState]:
    return {s.name: s.state for s in desk.case(case).sources}


def net(desk: LocalDesk, case: str) -> str:
    return next(str(f.value) for f in desk.case(case).figures if f.key == "sales.net@2024")


def test_an_archive_gives_one_source_for_each_file(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲")
    path = packed(
        tmp_path / "资料.zip",
        {"发票.xlsx": book(tmp_path, 100, 50), "a/form.txt": TEXT.encode(), "bad.pdf": b"%PDF-1.7"},
    )
    told = {a.name: a for a in added(desk, case, path)}
    assert {name: one.ok for name, one in told.items()} == {
        "资料.zip/a/form.txt": True,
        "资料.zip/bad.pdf": False,
        "资料.zip/发票.xlsx": True,
    }
    assert told["资料.zip/bad.pdf"].text.startswith("资料.zip/bad.pdf"), "not where it lay unpacked"
    assert net(desk, case) == "150.00"
    assert desk.search(case, "张三")[0].source_name == "资料.zip/a/form.txt"
    assert states(desk, case)["资料.zip/bad.pdf"] is SourceState.FAILED
    assert "tmp" not in "".join(s.detail for s in desk.case(case).sources)


def test_a_later_archive_replaces_what_changed_and_what_is_gone(
    desk: LocalDesk, tmp_path: Path
) -> None:
    case = desk.new_case("甲")
    both = {"发票.xlsx": book(tmp_path, 100), "old.txt": b"the old lease\n", "same.txt": b"same\n"}
    added(desk, case, packed(tmp_path / "a.zip", both))
    later = {"发票.xlsx": book(tmp_path, 100, 7), "same.txt": b"same\n"}
    added(desk, case, packed(tmp_path / "a.zip", later))
    live = {name for name, state in states(desk, case).items() if state is SourceState.READY}
    assert live == {"a.zip/发票.xlsx", "a.zip/same.txt"}
    assert states(desk, case)["a.zip/old.txt"] is SourceState.REPLACED
    assert net(desk, case) == "107.00"
    assert desk.search(case, "lease") == []


def test_an_archive_is_removed_whole_or_file_by_file(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲")
    files = {"x.txt": b"oranges and lemons\n", "y.txt": b"pears and plums\n"}
    added(desk, case, packed(tmp_path / "a.zip", files))
    one = desk.source(case, "a.zip/x.txt")
    desk.remove_source(case, one.id, "wrong firm")
    with pytest.raises(UsageError, match=r"a.zip/x.txt: was taken out of this case already"):
        desk.remove_source(case, one.id, "wrong firm")
    assert desk.search(case, "oranges") == []
    assert desk.search(case, "plums") != []
    desk.remove_source(case, "a.zip", "wrong firm")
    assert desk.search(case, "plums") == []
    assert desk.verify_audit(case).ok


def test_a_letter_is_a_document_and_its_attachments_sources(
    desk: LocalDesk, tmp_path: Path
) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.com", "b@example.com", "资料"
    letter.set_content("随信附上发票台账，请查收。\n")
    letter.add_attachment(
        book(tmp_path, 42), maintype="application", subtype="octet-stream", filename="台账.xlsx"
    )
    path = tmp_path / "信.eml"
    path.write_bytes(bytes(letter))
    case = desk.new_case("甲")
    assert [(a.name, a.ok) for a in added(desk, case, path)] == [
        ("信.eml", True),
        ("信.eml/台账.xlsx", True),
    ]
    assert net(desk, case) == "42.00"
    assert desk.search(case, "查收")[0].source_name == "信.eml"
    desk.remove_source(case, desk.source(case, "信.eml").id, "by mistake")
    assert set(states(desk, case).values()) == {SourceState.REMOVED}


def test_an_archive_without_files_says_so(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲")
    (one,) = added(desk, case, packed(tmp_path / "none.zip", {}))
    assert (one.ok, one.text) == (False, "none.zip：里面没有文件")
    assert states(desk, case) == {"none.zip": SourceState.FAILED}


def test_an_archive_in_an_archive_is_opened_too(desk: LocalDesk, tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"deep.txt": b"a needle\n"}).read_bytes()
    case = desk.new_case("甲")
    added(desk, case, packed(tmp_path / "outer.zip", {"inner.zip": inner}))
    assert desk.search(case, "needle")[0].source_name == "outer.zip/inner.zip/deep.txt"
