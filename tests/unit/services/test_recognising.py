"""Pages that are pictures: listed, recognised page by page, gone on with after a break."""

from pathlib import Path

import pytest

from assistant.domain.figures import FigureStatus
from assistant.domain.progress import Progress
from assistant.domain.quantities import Lang
from assistant.errors import InputError
from assistant.services.desk import LocalDesk
from assistant.services.results import Added
from tests.unit.services.scans import KILLS, install_recogniser, scan
from tests.unit.services.test_desk import added, desk_of

FORM = ["授信申请表", "企业名称：甲厂", "申请金额：500万元", "申请期限：12个月", "贷款用途：原料"]
LEASE = ["租赁合同：年租金三十六万元"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalDesk:
    install_recogniser(tmp_path, monkeypatch, {100: FORM, 150: LEASE})
    return desk_of(tmp_path / "home")


def test_a_scan_is_added_at_once_and_recognised_after(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲厂")
    (one,) = added(desk, case, scan(tmp_path / "scan.pdf", [100, 150]))
    assert "2 页待识别" in one.text
    (source,) = desk.case(case).sources
    assert (source.waiting, source.problems, source.passages) == ((1, 2), (), 0)
    steps = list(desk.recognise(case, lambda: False))
    pages = [(s.done, s.total) for s in steps if isinstance(s, Progress)]
    assert pages == [(0, 2), (1, 2), (2, 2)]
    (done,) = [s for s in steps if isinstance(s, Added)]
    assert done.ok
    (source,) = desk.case(case).sources
    assert source.waiting == ()
    assert desk.search(case, "年租金")[0].page == 2
    # what recognition read stays a candidate: no ratio or score may use it
    amount = next(f for f in desk.case(case).figures if f.key == "request.amount")
    assert (amount.value, amount.status) == (5_000_000, FigureStatus.CANDIDATE)
    assert list(desk.recognise(case, lambda: False)) == []
    assert desk.verify_audit(case).ok


def test_work_that_was_called_off_goes_on_where_it_stood(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲厂")
    added(desk, case, scan(tmp_path / "scan.pdf", [150, 100, 150]))
    seen: list[Progress] = []

    def after_one() -> bool:
        return any(step.done == 1 for step in seen)

    for step in desk.recognise(case, after_one):
        assert isinstance(step, Progress)
        seen.append(step)
    assert desk.case(case).sources[0].waiting == (1, 2, 3)
    assert desk.search(case, "年租金")[0].page == 1, "a page that is there can be searched"
    rest = list(desk.recognise(case, lambda: False))
    assert next(s.done for s in rest if isinstance(s, Progress)) >= 1
    assert len([p for p in desk.search(case, "年租金", 9) if p.source_name == "scan.pdf"]) == 2
    assert desk.case(case).sources[0].waiting == ()


def test_a_page_that_kills_its_worker_is_left_out_and_named(
    desk: LocalDesk, tmp_path: Path
) -> None:
    case = desk.new_case("甲厂")
    added(desk, case, scan(tmp_path / "scan.pdf", [100, KILLS, 150]))
    list(desk.recognise(case, lambda: False))
    (source,) = desk.case(case).sources
    assert source.waiting == ()
    (told,) = source.problems
    assert told == "第2页未读：scan.pdf：文件使读取程序崩溃（exit code 7）"
    assert desk.search(case, "年租金")[0].page == 3
    english = desk_of(tmp_path / "home", Lang.EN).case(case).sources[0].problems
    assert english == (
        "page 2 was left out: scan.pdf: the file brings its reader down (exit code 7)",
    )


def test_pages_with_text_give_their_values_before_recognition(
    desk: LocalDesk, tmp_path: Path
) -> None:
    case = desk.new_case("甲厂")
    form = "Application form"
    (one,) = added(desk, case, scan(tmp_path / "mixed.pdf", [form, 150]))
    assert "1 页待识别" in one.text
    assert desk.search(case, "application")[0].page == 1
    list(desk.recognise(case, lambda: False))
    assert desk.search(case, "年租金")[0].page == 2
    assert desk.search(case, "application")[0].page == 1


BALANCE = [
    "资产负债表",
    "单位：万元",
    "项目|2024年12月31日",
    "货币资金|60.00",
    "流动资产合计|400.00",
    "资产总计|800.00",
    "负债合计|500.00",
    "所有者权益合计|300.00",
]


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (BALANCE, FigureStatus.VERIFIED),
        # the second reading takes 60.00 for 68.00: that one waits, the others are sure
        ([row.replace("60.00", "68.00") for row in BALANCE], FigureStatus.CANDIDATE),
    ],
)
def test_a_second_reading_proves_what_ties_out_twice(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    second: list[str],
    status: FigureStatus,
) -> None:
    install_recogniser(tmp_path, monkeypatch, {100: BALANCE, "100+": second})
    desk = desk_of(tmp_path / "home")
    case = desk.new_case("甲厂")
    added(desk, case, scan(tmp_path / "scan.pdf", [100]))
    steps = list(desk.recognise(case, lambda: False))
    figures = {f.key: f for f in desk.case(case).figures}
    assets = figures["total_assets@2024-12-31"]
    assert (assets.value, assets.status) == (8_000_000, FigureStatus.VERIFIED)
    cash = figures["cash@2024-12-31"]
    assert (cash.value, cash.status) == (600_000, status)
    (told,) = [s for s in steps if isinstance(s, Added)]
    wait = int(status is FigureStatus.CANDIDATE)
    assert f"{5 - wait} 个数值两次识别一致且勾稽相符" in told.text
    assert ("1 个数值待确认" in told.text) == bool(wait)


def test_a_statement_over_two_scanned_pages_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = BALANCE[:5], BALANCE[5:]
    install_recogniser(tmp_path, monkeypatch, {100: first, 150: second})
    desk = desk_of(tmp_path / "home")
    case = desk.new_case("甲厂")
    added(desk, case, scan(tmp_path / "scan.pdf", [100, 150]))
    list(desk.recognise(case, lambda: False))
    figures = {f.key: f for f in desk.case(case).figures}
    # the second page has neither header nor unit: both are those of the first
    equity = figures["equity@2024-12-31"]
    assert (equity.value, equity.evidence.page) == (3_000_000, 2)
    assert equity.status is FigureStatus.VERIFIED
    assert figures["cash@2024-12-31"].evidence.page == 1


def test_a_scan_that_does_not_add_up_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = [row.replace("800.00", "880.00") for row in BALANCE]
    install_recogniser(tmp_path, monkeypatch, {100: off, "100+": BALANCE})
    desk = desk_of(tmp_path / "home")
    case = desk.new_case("甲厂")
    added(desk, case, scan(tmp_path / "scan.pdf", [100]))
    list(desk.recognise(case, lambda: False))
    found = desk.case(case)
    assert {f.status for f in found.figures if f.evidence.type == "quoted"} == {
        FigureStatus.CANDIDATE
    }
    assert any(f.rule_id == "statement.tie_out" for f in found.findings)


def test_removing_a_scan_removes_its_recognised_pages(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲厂")
    added(desk, case, scan(tmp_path / "scan.pdf", [150]))
    list(desk.recognise(case, lambda: False))
    (source,) = desk.case(case).sources
    desk.remove_source(case, source.id, "twice")
    assert desk.search(case, "年租金") == []
    assert desk._office.store(case).recognised(source.id) == {}
    assert desk.verify_audit(case).ok


def test_without_a_recogniser_the_way_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as there:
        install_recogniser(tmp_path, there, {150: LEASE})
        desk = desk_of(tmp_path / "home")
        case = desk.new_case("甲厂")
        added(desk, case, scan(tmp_path / "scan.pdf", [150]))
    monkeypatch.setattr("assistant.services.recognising.is_installed", lambda: False)
    with pytest.raises(InputError) as caught:
        list(desk.recognise(case, lambda: False))
    assert caught.value.hint == "pip install 'tallystick[ocr]'"
    assert desk.case(case).sources[0].waiting == (1,)
