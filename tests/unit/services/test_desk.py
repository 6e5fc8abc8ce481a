"""Use cases over a home, in process: what is refused, what is kept, what is worded how."""

import json
import struct
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.findings import ReviewState
from assistant.domain.memo import MemoKind, MemoVersion
from assistant.domain.progress import Progress
from assistant.domain.quantities import Lang
from assistant.errors import InputError, StorageError, TallystickError, UsageError
from assistant.services.desk import LocalDesk, open_desk
from assistant.services.office import Office
from assistant.services.searching import Searcher
from assistant.services.view import ServiceView
from assistant.settings import Settings
from tests.e2e.test_bad_input import invoices, row

TEXT = "企业名称：甲厂\n申请金额：500万元\n申请期限：12个月\n贷款用途：原料\n法定代表人：张三\n"


def desk_of(home: Path, lang: Lang = Lang.ZH) -> LocalDesk:
    return open_desk(Settings(home=home, lang=lang, by="李雷", embeddings="off"))


@pytest.fixture
def desk(tmp_path: Path) -> LocalDesk:
    return desk_of(tmp_path / "home")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.txt"
    path.write_text(TEXT, "utf-8")
    return path


def added(desk: LocalDesk, case: str, *paths: Path, **more: object) -> list[object]:
    steps = desk.add(case, list(paths), lambda: False, **more)  # type: ignore[arg-type]  test's own
    return [step for step in steps if not isinstance(step, Progress)]


def refused(act: object, kind: type[TallystickError] = InputError) -> TallystickError:
    with pytest.raises(kind) as caught:
        act()  # type: ignore[operator]  a lambda of the test
    assert caught.value.told("zh").message != caught.value.told("en").message
    return caught.value


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_case_needs_a_name(desk: LocalDesk, name: str) -> None:
    refused(lambda: desk.new_case(name))


def test_a_case_is_found_by_part_of_its_name_but_not_by_part_of_two(desk: LocalDesk) -> None:
    one = desk.new_case("青禾示例食品")
    desk.new_case("云杉示例机械")
    assert desk.find("青禾") == one
    assert desk.find(one[:20].lower()) == one
    assert "2 cases match" in refused(lambda: desk.find("01"), UsageError).message
    assert "no case" in refused(lambda: desk.find("示例"), UsageError).message
    assert "no case" in refused(lambda: desk.find(""), UsageError).message


def test_nothing_is_deleted_dismissed_or_waived_without_a_reason(desk: LocalDesk) -> None:
    case = desk.new_case("甲")
    desk.set_fields(case, [("request.tenor_months", "60")], "")
    refused(lambda: desk.delete_case(case, " "))
    refused(lambda: desk.waive(case, "tenor.max", " "))
    finding = next(f.id for f in desk.case(case).findings if f.rule_id == "tenor.max")
    refused(lambda: desk.review(case, finding, ReviewState.DISMISSED, " "))
    refused(lambda: desk.review(case, "nothing", ReviewState.KEPT, ""), UsageError)
    assert len(desk.audit_lines(case)) == 2


def test_a_grade_of_one_s_own_is_kept_with_both_grades_and_goes_into_the_log(
    desk: LocalDesk, form: Path, tmp_path: Path
) -> None:
    case = desk.new_case("甲")
    refused(lambda: desk.override_grade(case, "A", "已核实"))
    desk.set_fields(case, [("request.amount", "1000000"), ("request.tenor_months", "12")], "")
    report = desk.score(case)  # one test passes, but no factor is measured
    assert (report.grade, report.pd, report.limit, report.lift) == ("", None, None, None)
    assert report.recommendation == "decline"
    rated = next(s for s in desk.case(case).statements if s.key == "score.grade.value")
    assert "请补充发票明细、财务报表或企业征信报告" in rated.text_zh
    refused(lambda: desk.override_grade(case, "B", "已核实"))
    desk.set_fields(case, [("bureau.overdue_amount", "1")], "")
    own = desk.score(case).grade
    assert own == "C"  # nothing but an overdue is measured
    refused(lambda: desk.override_grade(case, "B", " "))
    refused(lambda: desk.override_grade(case, "Z", "已核实"), UsageError)
    refused(lambda: desk.override_grade(case, own, "已核实"))
    far = refused(lambda: desk.override_grade(case, "BB", "已核实"))
    assert "高出1级以上" in far.told("zh").message
    report = desk.override_grade(case, "B", "已核实")
    assert (report.grade, report.override and report.override.grade) == (own, "B")
    line = desk.audit_lines(case)[-1]
    assert (line.action, line.subject, line.why) == ("override", "C -> B", "已核实")
    assert line.who
    # it outlives a change, goes along with the case, and can be taken back
    desk.set_fields(case, [("request.tenor_months", "12")], "")
    desk.export_case(case, tmp_path / "case.zip")
    other = desk_of(tmp_path / "other", Lang.EN)
    other.import_case(tmp_path / "case.zip")
    assert other.score(case).override == desk.score(case).override != None  # noqa: E711
    assert desk.withdraw_override(case, "再议").override is None
    assert desk.audit_lines(case)[-1].action == "withdraw override"
    refused(lambda: desk.withdraw_override(case, "再议"))
    assert desk.verify_audit(case).ok


def test_an_exported_case_is_whole_elsewhere(desk: LocalDesk, form: Path, tmp_path: Path) -> None:
    case = desk.new_case("甲")
    added(desk, case, form)
    desk.export_case(case, tmp_path / "case.zip")
    refused(lambda: desk.export_case(case, tmp_path / "case.zip"))
    other = desk_of(tmp_path / "other", Lang.EN)
    assert other.import_case(tmp_path / "case.zip") == case
    assert other.case(case).figures == desk.case(case).figures
    assert other.verify_audit(case).ok
    assert (
        "in this home already"
        in refused(lambda: other.import_case(tmp_path / "case.zip"), UsageError).message
    )


def test_the_same_failure_reads_in_either_language(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲")
    empty = tmp_path / "empty.txt"
    empty.touch()
    (one,) = added(desk, case, empty)
    assert (one.ok, "空" in one.text, bool(one.hint)) == (False, True, True)
    english = desk_of(tmp_path / "home", Lang.EN)
    assert desk.case(case).sources[0].detail == "empty.txt：文件是空的（请加入有内容的文件）"
    said = english.case(case).sources[0].detail
    assert said.startswith("empty.txt: the file is empty (")
    assert english.audit_lines(case)[-1].why == "empty.txt: the file is empty"


def test_folders_are_read_in_name_order_without_hidden_files(
    desk: LocalDesk, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    for name in ("b.txt", "a.txt", ".hidden", "~$lock.docx", "inner/c.txt"):
        (folder / name).write_text("一行文字。\n" + name, "utf-8")
    case = desk.new_case("甲")
    assert [Path(a.path).name for a in added(desk, case, folder)] == ["a.txt", "b.txt", "c.txt"]


def test_an_add_that_is_called_off_keeps_nothing(desk: LocalDesk, form: Path) -> None:
    case = desk.new_case("甲")
    assert list(desk.add(case, [form], lambda: True)) == []
    assert desk.case(case).sources == ()


def test_a_file_of_many_firms_takes_the_one_that_the_case_is_called_by(
    desk: LocalDesk, tmp_path: Path
) -> None:
    rows = [(f"E{n}", str(n), "2024/1/31", "B1", 100 * n, 0, 100 * n, "有效发票") for n in (1, 2)]
    path = invoices(tmp_path / "many.xlsx", rows)
    case = desk.new_case("E2")
    assert added(desk, case, path)[0].ok
    figure = desk.case(case).figure("sales.net@2024")
    assert figure is not None
    assert str(figure.value) == "200.00"
    assert [f.code for f in desk.firms(path)] == ["E1", "E2"]
    lost = added(desk, desk.new_case("乙"), path, firm="E9")[0]
    assert "没有企业 E9" in lost.text


def test_pages_sources_and_what_is_not_there(desk: LocalDesk, form: Path) -> None:
    case = desk.new_case("甲")
    added(desk, case, form)
    source = desk.source(case, "form.txt")
    assert desk.source(case, source.id[:8]) == source
    assert "申请金额" in desk.page(case, "form.txt", 1).text
    assert "no page 2" in refused(lambda: desk.page(case, "form.txt", 2)).message
    assert "no source" in refused(lambda: desk.page(case, "other.txt", 1)).message


def test_confirming_what_is_not_a_candidate(desk: LocalDesk, form: Path, tmp_path: Path) -> None:
    case = desk.new_case("甲")
    added(desk, case, form, invoices(tmp_path / "i.xlsx", [row(1, "2024/1/31", 5)]))
    refused(lambda: desk.confirm(case, "nothing.here", None, ""), UsageError)
    assert (
        "computed"
        in refused(lambda: desk.confirm(case, "sales.net@2024", "5", ""), UsageError).message
    )
    assert desk.confirm_all(case, "原件") == 5
    assert desk.confirm_all(case, "原件") == 0
    amount = desk.case(case).figure("request.amount")
    assert amount is not None
    assert (amount.evidence.type, amount.status) == ("entered", "verified")


def test_a_field_may_be_set_twice_in_one_go_and_all_or_none_is_kept(desk: LocalDesk) -> None:
    case = desk.new_case("甲")
    desk.set_fields(case, [("request.amount", "1"), ("request.amount", "2")], "")
    amount = desk.case(case).figure("request.amount")
    assert amount is not None
    assert str(amount.value) == "2.00"
    refused(lambda: desk.set_fields(case, [("request.amount", "3"), ("x", "1")], ""), UsageError)
    kept = desk.case(case).figure("request.amount")
    assert kept == amount


def test_what_the_screen_remembers(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲")
    desk.keep_state(None, "theme", "light")
    desk.keep_state(case, "tab", "figures")
    again = desk_of(tmp_path / "home")
    assert again.state(None, "theme") == "light"
    assert again.state(case, "tab") == "figures"
    assert again.state(None, "nothing") is None
    (tmp_path / "home" / "screen.json").write_text("[1", "utf-8")
    assert desk_of(tmp_path / "home").state(None, "theme") is None
    (tmp_path / "home" / "screen.json").write_text("[1]", "utf-8")
    assert desk_of(tmp_path / "home").state(None, "theme") is None


def test_texts_are_checked_against_plain_files(desk: LocalDesk, tmp_path: Path) -> None:
    source, text = tmp_path / "source.txt", tmp_path / "text.txt"
    source.write_text("Net sales were CNY 5 million in 2024.", "utf-8")
    text.write_text("Net sales were CNY 5 million in 2024.", "utf-8")
    assert desk.check_against(text, [source]).verdict == "proved"
    refused(lambda: desk.check_against(tmp_path / "absent.txt", [source]))


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": 1}',
        '{"sources": 5, "text": "x"}',
        '{"sources": "ab", "text": "x"}',
        '{"sources": ["ab"], "text": 5}',
    ],
)
def test_a_batch_names_the_line_that_is_none(desk: LocalDesk, tmp_path: Path, line: str) -> None:
    path = tmp_path / "cases.jsonl"
    good = json.dumps({"sources": ["a"], "text": "b"})
    path.write_text(f"{good}\n\n{line}\n", "utf-8")
    assert "line 3" in refused(lambda: list(desk.check_batch(path))).message
    refused(lambda: list(desk.check_batch(tmp_path / "absent.jsonl")))


def test_memos_are_kept_and_written_by_suffix(desk: LocalDesk, form: Path, tmp_path: Path) -> None:
    case = desk.new_case("甲")
    added(desk, case, form)
    *_, memo = desk.draft(case, MemoKind.NEW, Lang.ZH)
    assert isinstance(memo, MemoVersion)
    assert desk.case(case).memos == (memo,)
    out = desk.export(case, memo, tmp_path / "memo.md")
    assert out.read_text("utf-8").strip() == desk.markdown(case, memo).strip()
    refused(lambda: desk.export(case, memo, tmp_path / "memo.odt"))
    refused(lambda: desk.export(case, memo, tmp_path / "memo"))
    refused(lambda: desk.export(case, memo, tmp_path / "nowhere" / "memo.md"))
    refused(lambda: desk.export(case, memo, Path("/proc/memo.md")), StorageError)
    assert desk.audit_lines(case)[-1].action == "export"


def test_a_broken_index_is_a_storage_error_with_a_way_out(
    desk: LocalDesk, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from retrieval.lexical import IndexBroken
    from retrieval.search import CaseSearch

    case = desk.new_case("甲")
    added(desk, case, form)
    assert desk.search(case, "申请金额")

    def broken(*_: object, **__: object) -> None:
        raise IndexBroken("no space")

    monkeypatch.setattr(CaseSearch, "search", broken)
    refused(lambda: desk.search(case, "申请金额"), StorageError)


def test_without_an_embedder_nothing_is_embedded(desk: LocalDesk, form: Path) -> None:
    case = desk.new_case("甲")
    added(desk, case, form)
    assert list(desk.embed(case, lambda: False)) == []


def test_embedding_goes_in_saved_batches_and_its_failure_is_told(
    tmp_path: Path, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from retrieval.embedding import EmbeddingFailed
    from retrieval.passages import Embedding, text_digest

    class Counting:
        model = "counting@1"
        fails = False

        def embed_passages(self, texts: list[str]) -> list[Embedding]:
            if self.fails:
                raise EmbeddingFailed("no memory", hint="close something")
            return [Embedding(text_digest(t), self.model, struct.pack("<2f", 1, 0)) for t in texts]

        def embed_query(self, text: str) -> tuple[float, ...]:
            raise EmbeddingFailed("no memory")

        def rest(self) -> None:
            self.rested = True

    embedder = Counting()
    monkeypatch.setattr(Searcher, "embedder", embedder)
    desk = desk_of(tmp_path / "home")
    case = desk.new_case("甲")
    added(desk, case, form)
    steps = list(desk.embed(case, lambda: False))
    assert (steps[-1].done, steps[-1].total, steps[-1].unit) == (1, 1, "passages")
    assert embedder.rested, "what many passages need is let go of"
    assert list(desk.embed(case, lambda: False)) == [], "nothing is embedded twice"
    assert desk.search(case, "申请金额"), "words find it though the query can't be embedded"
    more = tmp_path / "more.txt"
    more.write_text("另一段文字。", "utf-8")
    added(desk, case, more)
    embedder.fails = True
    refused(lambda: list(desk.embed(case, lambda: False)))


def test_a_turn_s_view_of_a_case(tmp_path: Path, form: Path) -> None:
    office = Office(Settings(home=tmp_path / "home", by="李雷", embeddings="off"))
    desk = LocalDesk(office)
    case = desk.new_case("甲")
    view = ServiceView(office, case, Searcher(office))
    assert list(view.search("x", 3)) == []
    added(desk, case, form)
    desk.confirm(case, "request.amount", None, "原件")
    view = ServiceView(office, case, Searcher(office))
    assert view.search("申请金额", 3)[0].text.page == 1
    quoted = view.quoted("request.amount")
    assert quoted is not None
    assert quoted.quote == "申请金额：500万元"
    assert view.quoted("request.rate") is None
    assert "申请金额" in view.page("form.txt", 1).text
    assert view.score() is not None
    assert view.as_of is None
    assert "张三" in view.names()
    changed = view.what_if({"request.amount": "300万"})
    assert changed.after.score == changed.before.score
    assert "申请" in view.draft_section("request", Lang.ZH)
    refused(lambda: view.draft_section("nothing", Lang.ZH), UsageError)
    assert view.findings() == view.case.findings
    assert set(view.case.statements) <= set(view.statements())
    assert view.figures() == view.case.figures


def test_what_if_takes_what_people_write_and_names_what_it_can_not(desk: LocalDesk) -> None:
    case = desk.new_case("甲")
    refused(lambda: desk.score(case))
    desk.set_fields(case, [("request.tenor_months", "60")], "")
    _, after = desk.what_if(case, {"request.tenor_months": "24", "revenue@FY2024": "500万"})
    assert next(r for r in after.rules if r.id == "tenor.max").verdict == "pass"
    for key in ("applicant.name", "not a key", "nothing.here@2024", "sales.net@L12M"):
        refused(lambda key=key: desk.what_if(case, {key: "1"}), UsageError)


def test_a_case_takes_records_of_one_firm_only(desk: LocalDesk, tmp_path: Path) -> None:
    def file(name: str, *firms: str) -> Path:
        rows = [
            (f, f"{n}{name}", "2024/1/31", "B1", 100, 0, 100, "有效发票")
            for n, f in enumerate(firms)
        ]
        return invoices(tmp_path / name, rows)

    case = desk.new_case("甲")
    assert added(desk, case, file("first.xlsx", "E1"))[0].ok
    other = added(desk, case, file("second.xlsx", "E2"))[0]
    assert (other.ok, "记录属于企业 E2" in other.text) == (False, True)
    # Of a file of many, the firm that the case is of is taken without being named.
    assert added(desk, case, file("many.xlsx", "E2", "E1", "E3"))[0].ok
    figure = desk.case(case).figure("sales.net@2024")
    assert figure is not None
    assert str(figure.value) == "200.00"
    # The only file may be replaced by one of another firm: nothing of the first is left.
    fresh = desk.new_case("乙")
    assert added(desk, fresh, file("own.xlsx", "E1"))[0].ok
    assert added(desk, fresh, file("own.xlsx", "E2", "E2"))[0].ok


def test_rows_that_do_not_add_up_are_kept_and_told(desk: LocalDesk, tmp_path: Path) -> None:
    rows = [("E1", "1", "2024/1/31", "B1", 100, 13, 113, "有效发票")]
    rows.append(("E1", "2", "2024/1/31", "B1", 100, 13, 999, "有效发票"))
    case = desk.new_case("甲")
    added(desk, case, invoices(tmp_path / "odd.xlsx", rows))
    (source,) = desk.case(case).sources
    assert (source.rows, source.detail) == (2, "1 行的金额加税额不等于价税合计")


def test_a_rejected_value_counts_nowhere_until_another_source_proves_it(
    desk: LocalDesk, form: Path, tmp_path: Path
) -> None:
    case = desk.new_case("甲")
    added(desk, case, form)
    refused(lambda: desk.reject(case, "request.amount", " "), UsageError)
    refused(lambda: desk.reject(case, "no.such", "why"), UsageError)
    desk.reject(case, "request.amount", "印章盖住了数字")
    gone = desk.case(case).figure("request.amount")
    assert gone is not None
    assert gone.value is None
    assert gone.missing(Lang.ZH) == "李雷不采用：印章盖住了数字"
    line = desk.audit_lines(case)[-1]
    assert (line.action, line.subject, line.why) == ("reject", "request.amount", "印章盖住了数字")
    detail = json.loads(line.detail)
    assert (detail["read"], detail["kept"], detail["page"]) == ("5000000", "None", 1)
    desk.confirm(case, "request.tenor_months", "24", "原件为24个月")
    detail = json.loads(desk.audit_lines(case)[-1].detail)
    assert (detail["read"], detail["kept"], detail["source"]) == ("12", "24", "form.txt")
    desk.set_fields(case, [("request.amount", "300万")], "电话核实")
    assert str(desk.case(case).figure("request.amount").value) == "3000000.00"
    assert desk.verify_audit(case).ok


def test_a_wallet_s_export_is_read_line_by_line(desk: LocalDesk, tmp_path: Path) -> None:
    path = tmp_path / "流水.csv"
    path.write_text(
        "交易时间,交易对方,商品,收/支,金额(元),当前状态\n"
        "2025-01-02 08:00:00,甲店,货,支出,¥12.00,支付成功\n"
        "2025-01-03 08:00:00,乙店,货款,收入,¥30.00,已存入零钱\n"
        "某日,乙店,货款,收入,¥1.00,已存入零钱\n",
        "utf-8",
    )
    case = desk.new_case("甲")
    (one,) = added(desk, case, path)
    assert "2 笔流水" in one.text
    (source,) = desk.case(case).sources
    assert (source.rows, source.problems[0]) == (2, "第1页第4行：日期“某日”无法识别")


def exported(folder: Path, name: str, number: str, amount: int) -> Path:
    """A year of one account: a payment received in each month, with its balance."""
    path = folder / name
    rows = [f"2024-{m:02d}-15,货款,,{amount}.00,{1000 + m * amount}.00,乙" for m in range(1, 13)]
    head = "交易日期,摘要,支出,收入,余额,对方户名"
    path.write_text("\n".join((f"账号,{number}", head, *rows)), "utf-8")
    return path


def test_two_accounts_add_up_and_two_exports_of_one_may_disagree(
    desk: LocalDesk, tmp_path: Path
) -> None:
    case = desk.new_case("甲厂")
    first = exported(tmp_path, "a.csv", "622200001111", 100)
    other = exported(tmp_path, "b.csv", "622200002222", 10)
    added(desk, case, first, other, exported(tmp_path, "again.csv", "622200001111", 100))

    def inflow() -> Decimal | None:
        held = {f.key: f for f in desk.case(case).figures}
        return held["bank.inflow@2024"].number

    # 12 times 100 and 12 times 10; the third file is the first one once more
    assert inflow() == 1_320
    rules = {f.rule_id for f in desk.case(case).findings}
    assert "sources.disagree" not in rules
    desk.remove_source(case, desk.source(case, "b.csv").id, "closed")
    assert inflow() == 1_200
    added(desk, case, other, exported(tmp_path, "again.csv", "622200001111", 90))
    assert "sources.disagree" in {f.rule_id for f in desk.case(case).findings}
