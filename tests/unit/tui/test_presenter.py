"""Domain values as rows and lines, worked out by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.case import SourceKind
from assistant.domain.checks import Proof, SentenceCheck, SourceText, TextCheck
from assistant.domain.evidence import Said
from assistant.domain.figures import FigureStatus, Verdict
from assistant.domain.findings import ReviewState
from assistant.domain.progress import Progress
from assistant.domain.quantities import Lang, Unit
from assistant.domain.score import Lift, LiftStep, Price, PriceTerm
from assistant.memo.markdown import memo_markdown
from tests.tui.made import (
    FIGURES,
    FINDINGS,
    LEASE,
    NOW,
    QUOTE,
    SCORE,
    case_file,
    empty_case,
    entered,
    figure,
    memo_version,
    proved_check,
    sales,
    source,
)
from tui.messages import Words
from tui.presenter import chat, detail, figures, findings, pages, score, sources
from tui.presenter.cases import case_headline, case_rows, grade_role
from tui.presenter.fields import (
    GROUPS,
    BadEntry,
    entry_preview,
    entry_value,
    field_rows,
    latest_year,
)
from tui.presenter.lines import plain
from tui.presenter.memo import note_figures, note_text, proof_rows, version_line
from tui.presenter.memo_text import memo_rows
from tui.presenter.paths import paths_from

ZH, EN = Words(Lang.ZH), Words(Lang.EN)
BY_KEY = {f.key: f for f in FIGURES}


# --- cases ---


def test_cases_are_filtered_by_every_word_of_name_and_code() -> None:
    heads = [case_file().head]
    assert len(case_rows(heads, "青禾 exam", NOW, ZH)) == 1
    assert case_rows(heads, "青禾 蓝岸", NOW, ZH) == ()
    cells = [plain(c) for c in case_rows(heads, "", NOW, EN)[0].cells]
    assert cells == ["青禾示例食品有限公司", "CNY 1.50 million", "BBB", "● 1", "3 min ago"]


def test_a_case_without_request_or_grade_says_so() -> None:
    cells = [plain(c) for c in case_rows([empty_case().head], "", NOW, ZH)[0].cells]
    assert cells[1:4] == ["未填", "未评", "–"]
    assert plain(case_headline(empty_case(), ZH)) == "未评级 · 无待核预警"


def test_the_headline_puts_grade_and_warnings_first() -> None:
    # One of the two findings is open.
    assert plain(case_headline(case_file(), EN)) == (
        "grade BBB · 1 open warning · requests CNY 1.50 million · for 12 months · as of 2025-12-31"
    )
    assert [grade_role(g) for g in ("AAA", "B", "C", "D", "x")] == [
        "good",
        "accent",
        "warn",
        "bad",
        "strong",
    ]


# --- chat ---


def test_markdown_of_others_has_no_links_and_no_images() -> None:
    assert chat.safe_markdown("[a](http://x) ![b](y) [c]()") == "a (http://x) b c"


def test_citation_marks_become_links_where_there_is_such_a_passage() -> None:
    text = chat.cited_markdown("到期[1]，见[3]，数组x[1]。", 2)
    assert text == "到期[\\[1\\]](cite:1)，见[3]，数组x[1]。"


def test_unchecked_sentences_carry_a_mark() -> None:
    checks = [
        SentenceCheck(text="甲。", start=0, end=2, verdict=Proof.UNCHECKED),
        SentenceCheck(text="乙。", start=2, end=4, verdict=Proof.PROVED),
        SentenceCheck(text="x", start=90, end=99, verdict=Proof.UNCHECKED),
    ]
    assert chat.marked_answer("甲。乙。", checks, ZH) == "甲。 `未核`乙。"
    assert chat.streamed("甲。", Proof.UNCHECKED, ZH) == "甲。 `未核` "
    assert chat.streamed("It is.", Proof.PROVED, EN) == "It is. "
    assert chat.streamed("", Proof.PROVED, EN) == ""


def test_chips_number_citations_and_put_values_first() -> None:
    place = SourceText(source="lease", source_name="合同" * 40, page=3, text="x")
    chips = chat.chips_from([place], ["sales.net@2025", "gone", "sales.net@2025"], BY_KEY, ZH)
    assert chips[0].label.startswith("[1] 合同")
    assert "… 第3页" in chips[0].label
    assert [c.label for c in chips[1:]] == ["2,635.70万元 · 销售额（不含税） 2025"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ('{"query": "租赁", "k": null, "empty": ""}', " 租赁"),
        ("{}", " "),
        ("", " "),
        ("[1, 2]", " [1, 2]"),
        ("no json", " no json"),
    ],
)
def test_a_tool_call_is_told_in_words(arguments: str, told: str) -> None:
    assert plain(chat.tool_line("search", arguments, "", ZH, refused=False)) == f"◇ 检索原文{told}"


def test_what_a_tool_found_is_counted_in_the_screens_language() -> None:
    found = "1 statements, 2 figures, 3 passages"
    assert plain(chat.tool_line("figures", "{}", found, EN, refused=False)).endswith(
        "→  1 statement, 2 figures, 3 passages"
    )
    assert plain(chat.tool_line("figures", "{}", found, ZH, refused=False)).endswith(
        "→  1 句陈述, 2 项指标, 3 段原文"
    )


def test_the_proof_line_counts_by_verdict() -> None:
    unchecked = SentenceCheck(text="x", start=0, end=1, verdict=Proof.UNCHECKED)
    checks = [proved_check("x"), proved_check("y"), unchecked]
    assert plain(chat.proof_line(checks, 1, "gpt", "1.2", EN)) == (
        "✓ claims of 2 sentences proved · ? 1 unchecked · ✂ 1 struck · gpt · 1.2 s"
    )
    assert plain(chat.proof_line([], 0, "", "", ZH)) == "离线分析员"


def test_a_sentence_that_claims_nothing_is_not_counted_as_proved() -> None:
    lead = SentenceCheck(text="如下：", start=0, end=3, verdict=Proof.PROVED)
    told = plain(chat.proof_line([lead, proved_check("甲。")], 0, "", "", ZH))
    assert told == "✓ 1 句论断已核 · 离线分析员"
    assert plain(chat.proof_line([lead], 0, "", "", EN)) == "offline analyst"


# --- figures ---


def test_the_grid_holds_a_metric_a_row_and_a_year_a_column() -> None:
    grid = figures.figure_grid(FIGURES, figures.View.YEAR, "", ZH)
    assert grid.columns == ("2023", "2024", "2025")
    row = next(r for r in grid.rows if r.id == "sales.net")
    assert (row.label, row.unit, row.family) == ("销售额（不含税）", "万元", "sales")
    # 23,819,800 / 10,000 and so on.
    texts = [figures.cell_text(f, Lang.ZH) for f in row.figures if f]
    assert texts == ["2,381.98", "2,568.48", "2,635.70"]
    # Only the request, the tenor and the lease end are shown under other periods alone.
    assert grid.hidden == 3


@pytest.mark.parametrize(
    ("code", "view"),
    [
        (None, figures.View.ENTERED),
        ("L12M", figures.View.ROLLING),
        ("2024Q3", figures.View.QUARTER),
        ("2024H1", figures.View.QUARTER),
        ("FY2024Q3", figures.View.QUARTER),
        ("FY2024-9M", figures.View.QUARTER),
        ("12W-2023-03-25", figures.View.QUARTER),
        ("2024-05", figures.View.MONTH),
        ("2024-12-31", figures.View.YEAR),
        ("FY2024", figures.View.YEAR),
    ],
)
def test_a_period_belongs_to_one_view(code: str | None, view: figures.View) -> None:
    assert figures.view_of(code) is view


def test_long_views_show_the_newest_periods_and_columns_are_in_order() -> None:
    months = [
        figure(f"sales.net@{y}-{m:02d}", Decimal(1))
        for y in (2023, 2024, 2025)
        for m in range(1, 13)
    ]
    grid = figures.figure_grid(months, figures.View.MONTH, "", EN)
    assert (len(grid.columns), grid.columns[0], grid.columns[-1]) == (24, "2024-01", "2025-12")
    rolling = [figure(f"sales.net@{c}", Decimal(1)) for c in ("P12M", "L12M", "L3M")]
    grid = figures.figure_grid(rolling, figures.View.ROLLING, "", EN)
    assert grid.columns == ("L3M", "L12M", "P12M")
    assert [figures.column_title(c, EN) for c in grid.columns] == ["L3M", "L12M", "P12M"]
    assert figures.column_title("", EN) == "Value"


def test_parts_of_years_stand_in_order_of_their_last_days() -> None:
    codes = ("FY2023Q4", "2023H1", "3M-2023-07-29", "2023Q1", "9M-2022-09-30")
    grid = figures.figure_grid(
        [figure(f"revenue@{c}", Decimal(1)) for c in codes], figures.View.QUARTER, "", EN
    )
    assert grid.columns == ("9M-2022-09-30", "2023Q1", "2023H1", "3M-2023-07-29", "FY2023Q4")


def test_scope_and_source_stand_behind_the_label() -> None:
    made = figure("sales.net:B1#vat_returns@2025", Decimal(1), zh="销售额")
    row = figures.figure_grid([made], figures.View.YEAR, "", ZH).rows[0]
    assert row.label == "销售额 · B1 · vat_returns"


@pytest.mark.parametrize(
    ("value", "unit", "lang", "full", "text"),
    [
        # 26,357,000 yuan: 2,635.70 in 万元, 26.36 in millions (26.357 rounds up).
        (Decimal(26357000), Unit.CNY, Lang.ZH, False, "2,635.70"),
        (Decimal(26357000), Unit.CNY, Lang.EN, False, "26.36"),
        (Decimal(900000), Unit.CNY, Lang.EN, False, "0.900"),
        (Decimal("1.005"), Unit.CNY, Lang.EN, True, "1.01"),
        (Decimal("0.524"), Unit.RATIO, Lang.ZH, False, "52.4"),
        (Decimal("1.154"), Unit.TIMES, Lang.ZH, False, "1.15"),
        (86, Unit.COUNT, Lang.ZH, False, "86"),
        (date(2027, 12, 31), Unit.DATE, Lang.ZH, False, "2027-12-31"),
    ],
)
def test_cells_print_by_unit_and_language(
    value: object, unit: Unit, lang: Lang, full: bool, text: str
) -> None:
    assert figures.cell_text(figure("x.y@2025", value, unit), lang, full=full) == text


def test_marks_of_cells_say_status_and_sign() -> None:
    by = {f.key: figures.cell_line(f, Lang.ZH) for f in FIGURES}
    assert plain(by["revenue@FY2025"]) == "? 2,600.00"
    assert plain(by["net_profit@FY2025"]) == "≠ -12.00"
    assert plain(by["inventory@2025-12-31"]) == "—"
    assert figures.cell_line(figure("x@2025", Decimal(-1)), Lang.ZH)[0].role == "bad"
    assert plain(figures.cell_line(None, Lang.ZH)) == ""


def test_units_stand_beside_the_row() -> None:
    names = [figures.unit_name(u, ZH) for u in (Unit.CNY, Unit.USD, Unit.RATIO, Unit.DATE)]
    assert names == ["万元", "万USD", "%", "日期"]
    assert figures.unit_name(Unit.CNY, EN, full=True) == "CNY"


def test_metrics_belong_to_families() -> None:
    names = ("sales.net", "request.amount", "revenue", "dscr.ebitda", "vat.gap", "bureau.overdue")
    assert [figures.family_of(n) for n in names] == [
        "sales",
        "request",
        "statements",
        "ratios",
        "bank",
        "bureau",
    ]


# --- detail ---


def _detail(made: object, words: Words = ZH) -> str:
    return plain(*detail.detail_lines(made, BY_KEY, words))


def test_a_figures_detail_names_where_it_comes_from() -> None:
    assert "公式  ebitda / debt_service" in _detail(BY_KEY["dscr.ebitda@FY2025"])
    assert "120 行记录" in _detail(BY_KEY["sales.net@2025"])
    assert "单元格 利润表!B2" in _detail(BY_KEY["revenue@FY2025"])
    assert "录入  demo，" in _detail(BY_KEY["request.amount"])
    assert "缺失原因  报表中没有这一行" in _detail(BY_KEY["inventory@2025-12-31"])
    assert "Missing because  the statement has no such line" in _detail(
        BY_KEY["inventory@2025-12-31"], EN
    )
    assert "依据  –" in _detail(figure("x", 1, Unit.COUNT, evidence=entered("")))
    said = Said(
        recording="r", start_s=Decimal(3), end_s=Decimal(5), speaker="owner", words="约三百万"
    )
    assert "录音  owner，3 至 5 秒" in _detail(figure("x", 1, Unit.COUNT, evidence=said))


def test_only_quoted_figures_have_a_page() -> None:
    place = detail.place_of(BY_KEY["facility.1.maturity"])
    assert place == detail.Place("lease", "厂房租赁合同.docx", 2, QUOTE)
    assert detail.place_of(BY_KEY["sales.net@2025"]) is None


def test_inputs_keep_the_formulas_order_and_say_what_is_missing() -> None:
    rows = detail.input_rows(BY_KEY["sales.growth@2025"], BY_KEY, EN)
    assert [(r.key, r.is_known) for r in rows] == [
        ("sales.net@2024", True),
        ("sales.net@2025", True),
        ("sales.net@2019", False),
    ]
    assert plain(rows[0].line) == "net sales 2024  CNY 25.68 million"
    assert detail.input_rows(BY_KEY["request.amount"], BY_KEY, EN) == ()


def test_other_periods_are_bars_against_the_largest() -> None:
    row = [sales(2023, "50"), None, sales(2024, "-100"), BY_KEY["inventory@2025-12-31"]]
    lines = detail.history_lines(("2023", "x", "2024", "2025"), row, "sales.net@2023", ZH)
    # 50 of 100 is half of 18 cells.
    assert [s.text.count("█") for s in (lines[0][2], lines[1][2])] == [9, 18]
    assert [lines[0][2].role, lines[1][2].role] == ["accent", "bad"]
    assert detail.history_lines(("2023",), row[:1], "", ZH) == ()


# --- findings ---


def test_open_findings_come_first_and_the_detail_tells_the_review() -> None:
    kept, opened = FINDINGS[1], FINDINGS[0]
    case = case_file(findings=(kept, opened))
    rows = findings.finding_rows(case, ZH)
    assert [r.id for r in rows] == ["f-dscr", "f-supplier"]
    assert plain(rows[0].mark) == "▲ "
    assert plain(rows[0].lines[0]) == "约束条款  待核"
    assert "“已电话核实”" in plain(*findings.finding_lines(kept, ZH))
    assert "其他依据  net_profit@FY2025" in plain(*findings.finding_lines(opened, ZH))
    assert plain(findings.findings_summary(case, EN)) == "1 open · 1 kept · 0 dismissed"


def test_a_dismissed_finding_is_struck_through() -> None:
    review = FINDINGS[0].review.model_copy(update={"state": ReviewState.DISMISSED})
    row = findings.finding_rows(
        case_file(findings=(FINDINGS[0].model_copy(update={"review": review}),)), ZH
    )[0]
    assert (row.mark[0].role, row.lines[1][0].role) == ("dim", "struck")


def test_links_are_to_figures_that_are_there_once_each() -> None:
    links = findings.figure_links(("sales.net@2025", "gone", "sales.net@2025"), BY_KEY, ZH)
    assert [link.key for link in links] == ["sales.net@2025"]


# --- pages ---


def test_a_quote_is_found_whatever_its_blanks() -> None:
    page = pages.marked_page("甲\n净利润  1,200\n元 乙\n丙", "净利润 1,200元")
    assert (page.before, plain(page.marked), page.after) == ("甲", "净利润  1,200\n元 乙", "丙")
    assert page.marked[1].role == "mark"
    assert page.is_found


def test_a_part_of_a_quote_is_better_than_nothing() -> None:
    page = pages.marked_page(LEASE, "某甲\n" + QUOTE)
    assert page.marked[1].text == QUOTE
    assert not pages.marked_page(LEASE, "没有的话").is_found
    assert not pages.marked_page(LEASE, " ").is_found


def test_a_very_long_page_is_cut_around_the_quote() -> None:
    text = "长\n" * 50_000 + "要找的句子\n" + "短\n" * 50_000
    page = pages.marked_page(text, "要找的句子")
    assert page.is_cut
    assert page.is_found
    assert len(page.before) + len(page.after) <= pages.MOST_CHARS
    assert len(pages.marked_page(text, "").before) == pages.MOST_CHARS


def test_hits_show_the_words_around_the_match() -> None:
    place = SourceText(source="s", source_name="合同", page=2, text="甲" * 60 + QUOTE)
    row = pages.hit_row(place, "2027年", ZH)
    assert plain(row.lines[0]) == "合同 · 第 2 页"
    assert "…" in plain(row.lines[1])
    assert [s.text for s in row.lines[1] if s.role == "found"] == ["2027年"]
    assert plain(pages.highlighted("x", [])) == "x"


# --- paths ---


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("/a/b c.csv", ["/a/b c.csv"]),
        ("'/a/b c.csv' /d.md", ["/a/b c.csv", "/d.md"]),
        ("/a/b\\ c.csv", ["/a/b c.csv"]),
        ("file:///a/%E4%B8%80.csv", ["/a/一.csv"]),
        ("file:///a file:///b", ["/a", "/b"]),
        ("/a\n\n/b\n/a", ["/a", "/b"]),
        ("'broken", ["broken"]),
        ("", []),
    ],
)
def test_paths_are_read_as_terminals_paste_them(typed: str, found: list[str]) -> None:
    assert paths_from(typed) == tuple(Path(p) for p in found)


# --- score ---


def test_tiles_print_grade_points_pd_limit_and_rate() -> None:
    assert [t.value for t in score.score_tiles(SCORE, EN)] == [
        "BBB",
        "71.5",
        "1.80%",
        "CNY 1.20 million",
        "4.75%",
    ]
    bare = SCORE.model_copy(update={"limit": None, "rate": None})
    assert [t.value for t in score.score_tiles(bare, ZH)][3:] == ["无法测算", "不予定价"]


def test_rules_that_fail_come_first_with_their_details() -> None:
    rows = score.rule_rows(SCORE, EN)
    assert [r.id for r in rows] == ["dscr.min", "stock.max", "sales.min"]
    assert plain(rows[0].lines[2]) == (
        "1.15x, to be ≥ 1.20x · headroom -0.05x · debt service must fall 4.2% · "
        "may be waived by branch chief risk officer"
    )
    assert plain(rows[1].lines[2]) == ""


def test_a_waived_rule_says_by_whom() -> None:
    from assistant.domain.score import Waiver

    waiver = Waiver(rule_id="dscr.min", who="王", when=NOW, why="有补充担保")
    rule = SCORE.rules[1].model_copy(update={"verdict": Verdict.WAIVED, "waiver": waiver})
    row = score.rule_rows(SCORE.model_copy(update={"rules": (rule,)}), ZH)[0]
    assert "王 于 2026-01-20 豁免：有补充担保" in plain(row.lines[2])


def test_factors_are_bars_and_ceilings_name_what_binds() -> None:
    growth, stock = score.reason_rows(SCORE, ZH)
    # 3 of 7 points is 0.43 of 10 cells: 34 eighths, four cells and a quarter.
    assert plain(growth.mark) == "████▎····· 3/7   "
    assert (growth.figure, stock.figure) == ("sales.growth@2025", None)
    need, collateral = score.limit_rows(SCORE, EN)
    assert plain(need.mark, *need.lines) == (
        "▸ \nworking-capital need  CNY 1.20 million  binding  by the annual accounts"
    )
    assert plain(*collateral.lines) == "collateral value  not computable"
    odd = SCORE.model_copy(update={"recommendation": "brand_new"})
    assert score.lift_rows(SCORE, EN) == score.price_rows(SCORE, EN) == ()
    assert score.recommendation(odd, ZH).text == "brand_new"


def test_what_would_lift_the_grade_opens_the_figure_and_the_rate_is_taken_apart() -> None:
    step = LiftStep(
        code="growth", figure="sales.growth@2025", value=Decimal("0.026"), needed=Decimal("0.03"),
        unit=Unit.RATIO, gained=Decimal(2), text_zh="增长率由2.6%提高到不低于3.0%（加2分）",
        text_en="growth from 2.6% to at least 3.0% (+2 points)",
    )  # fmt: skip
    lift = Lift(
        grade="A", lacking=Decimal(2), steps=(step,), unmeasured=Decimal(0),
        text_zh="距A级还差2分。", text_en="Grade A is 2 points away.",
    )  # fmt: skip
    parts = (PriceTerm(code="f", label_zh="资金", label_en="funding", rate=Decimal("0.018")),)
    price = Price(terms=parts, built=Decimal("0.018"), rate=Decimal("0.0345"), bound="min")
    report = SCORE.model_copy(update={"lift": lift, "price": price})
    whole, growth = score.lift_rows(report, ZH)
    assert plain(*whole.lines) == "距A级还差2分。"
    assert (growth.figure, plain(*growth.lines)) == ("sales.growth@2025", step.text_zh)
    assert [plain(*row.lines) for row in score.price_rows(report, EN)] == [
        "funding  1.80%  ", "rate  3.45%  the policy's floor",
    ]  # fmt: skip


# --- sources ---


def test_live_sources_come_first_newest_first() -> None:
    rows = sources.source_rows(case_file(), NOW, ZH)
    assert [r.id for r in rows] == ["lease", "invoices", "broken", "older"]
    assert [r.is_readable for r in rows] == [True, False, False, False]
    assert plain(rows[1].cells[3]) == "2,456 行"
    assert plain(rows[1].cells[4]) == "2"
    assert rows[2].detail == "文件已加密"


@pytest.mark.parametrize(("size", "text"), [(10, "10 B"), (2048, "2 KB"), (5 * 1024**2, "5.0 MB")])
def test_sizes_print_for_people(size: int, text: str) -> None:
    assert sources.size_text(size) == text


def test_single_pages_and_rows_are_told_as_one() -> None:
    case = case_file(
        sources=(
            source("a", "a", pages=1, passages=1),
            source("b", "b", kind=SourceKind.RECORDS, rows=1),
        )
    )
    rows = sources.source_rows(case, NOW, EN)
    assert [plain(r.cells[3]) for r in rows] == ["1 page · 1 passage", "1 row"]


def test_progress_shows_how_far_or_only_that_it_goes_on() -> None:
    step = Progress(subject="a.csv", stage="reading", done=1, total=2, unit="rows")
    # Half of 24 cells.
    assert plain(sources.progress_line(step, EN)).startswith(
        "█" * 12 + "─" * 12 + "  reading a.csv"
    )
    step = step.model_copy(update={"total": None, "stage": "odd", "unit": "things"})
    assert plain(sources.progress_line(step, EN)).endswith("odd a.csv  1 things")


# --- fields ---


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("500万", Unit.CNY, "5000000"),
        ("1.2亿元", Unit.CNY, "120000000"),
        ("5,000,000", Unit.CNY, "5000000"),
        ("￥５０万", Unit.CNY, "500000"),
        ("2.5m", Unit.CNY, "2500000"),
        ("300万 CNY", Unit.CNY, "3000000"),
        ("5.5%", Unit.RATIO, "0.055"),
        ("0.055", Unit.RATIO, "0.055"),
        ("5.5", Unit.RATIO, "0.055"),
        ("2年", Unit.MONTHS, "24"),
        ("12个月", Unit.MONTHS, "12"),
        ("86人", Unit.COUNT, "86"),
        ("2024年6月30日", Unit.DATE, "2024-06-30"),
        ("2024/6/3", Unit.DATE, "2024-06-03"),
        (" 采购 ", Unit.TEXT, "采购"),
        (".5", Unit.TIMES, "0.5"),
    ],
)
def test_entries_are_read_exactly(text: str, unit: Unit, value: str) -> None:
    assert entry_value(text, unit, ZH) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("很多", Unit.CNY),
        ("5件", Unit.CNY),
        ("5.5元", Unit.RATIO),
        ("1.5", Unit.COUNT),
        ("12 yuan", Unit.DAYS),
        ("2024-02-30", Unit.DATE),
        ("昨天", Unit.DATE),
    ],
)
def test_what_cannot_be_read_is_said(text: str, unit: Unit) -> None:
    with pytest.raises(BadEntry, match="读不出"):
        entry_value(text, unit, ZH)


def test_a_preview_prints_as_the_memo_will() -> None:
    assert entry_preview("500万", Unit.CNY, EN) == "= CNY 5.00 million"
    assert entry_preview("2024/6/3", Unit.DATE, ZH) == "即 2024-06-03"
    assert entry_preview(" ", Unit.CNY, ZH) == entry_preview("字", Unit.TEXT, ZH) == ""


def test_every_group_has_fields_filled_with_what_is_there() -> None:
    for group in GROUPS:
        assert field_rows(case_file(), group, "2025", ZH), group
    texts = {r.key: r.text for r in field_rows(case_file(), "request", "2025", ZH)}
    assert texts["request.amount"] == "1500000"
    lines = {r.key: r.text for r in field_rows(case_file(), "statements", "2025", ZH)}
    assert lines["revenue@FY2025"] == "26000000"
    assert lines["inventory@2025-12-31"] == ""
    places = {r.key for r in field_rows(case_file(), "facility", "2025", ZH)}
    assert {k.split(".")[1] for k in places} == {"1", "2"}


def test_ratios_are_typed_as_percent() -> None:
    rate = figure("request.rate", Decimal("0.045"), Unit.RATIO, evidence=entered())
    rows = field_rows(case_file(figures=(rate,)), "request", "2025", ZH)
    assert {r.key: r.text for r in rows}["request.rate"] == "4.5%"


def test_the_form_starts_with_the_newest_fiscal_year() -> None:
    assert latest_year(case_file(), date(2026, 1, 20)) == "2025"
    assert latest_year(empty_case(), date(2026, 1, 20)) == "2025"


# --- memo ---


def test_a_memo_reads_line_by_line_with_verdicts_and_notes() -> None:
    memo = memo_version()
    rows = {plain(r.text).strip(): r for r in memo_rows(memo_markdown(memo), memo.check)}
    proved = rows["2025年度销售额为2,635.70万元。²³"]
    assert plain(proved.mark) == "✓ • "
    assert proved.notes == (2, 3)
    doubtful = rows["行业前景良好，占比35%。"]
    assert plain(doubtful.mark) == "? • "
    assert [s.text for s in doubtful.text if s.role == "warn"] == ["35%"]
    assert rows["1. 申请概要"].is_heading
    assert rows["申请金额  150.00万元¹"].notes == (1,)
    assert not any(t.startswith("[^") for t in rows)


def test_tables_are_set_in_columns() -> None:
    text = "| 项 | 数 |\n|---|---:|\n| 甲乙 | 1 |\n| 丙 | 22 \\| 3 |\n"
    rows = memo_rows(text, TextCheck(verdict=Proof.PROVED, sentences=()))
    # The second column is as wide as "22 | 3", six cells, and set flush right.
    assert [plain(r.text) for r in rows] == ["项        数", "甲乙       1", "丙    22 | 3"]
    assert [r.is_heading for r in rows] == [True, False, False]


def test_inline_marks_become_roles() -> None:
    text = "**要** ~~去~~ `码` [^12]\n> 引\n### 小标题\n- [ ] 待办"
    rows = memo_rows(text, TextCheck(verdict=Proof.PROVED, sentences=()))
    assert [(s.text, s.role) for s in rows[0].text if s.role] == [
        ("要", "strong"),
        ("去", "struck"),
        ("码", "label"),
        ("¹²", "link"),
    ]
    assert [plain(r.mark) for r in rows if r.mark] == ["  ", "  ▏ ", "  ○ "]


def test_the_proof_lists_what_is_unproved_struck_and_open_then_the_notes() -> None:
    rows = proof_rows(memo_version(), ZH)
    assert [plain(r.lines[-1]) for r in rows if r.is_heading] == [
        "已核 1 · 未核 1 · 不符 0",
        "未核和不符的句子（1）",
        "剔除的句子（1）",
        "待补资料（1）",
        "来源注（3）",
    ]
    assert [r.figure for r in rows[-3:]] == ["request.amount", "sales.net@2025", ""]
    assert plain(*rows[-3].lines) == "录入 request.amount"


def test_what_is_not_proved_is_shown_as_it_prints() -> None:
    held = memo_version()
    text = "**销售。** 上升至9,999.99万元。[^57][^58]"
    claim = (
        held.check.sentences[0]
        .claims[0]
        .model_copy(update={"text": "9,999.99万元", "start": 12, "end": 22, "verdict": Proof.FALSE})
    )
    wrong = held.check.sentences[0].model_copy(
        update={"text": text, "start": 0, "end": len(text), "verdict": Proof.FALSE}
    )
    check = held.check.model_copy(
        update={"sentences": (wrong.model_copy(update={"claims": (claim,)}),)}
    )
    rows = proof_rows(held.model_copy(update={"check": check}), ZH)
    assert "销售。 上升至9,999.99万元。⁵⁷⁵⁸" in [plain(row.lines[0]) for row in rows]


def test_notes_lead_to_figures_or_to_words() -> None:
    memo = memo_version()
    assert note_figures(memo, (3, 2, 2, 9)) == ("sales.net@2025",)
    assert note_text(memo, 3) == "厂房租赁合同.docx 第2页"
    assert note_text(memo, 9) == ""


def test_the_version_line_says_which_draft_by_whom() -> None:
    assert plain(version_line(memo_version(2), 2, 3, EN)) == (
        "draft 2 (2 of 3)  new facility · Chinese · 2026-01-18 · demo · offline analyst"
    )


def test_statuses_all_have_a_mark() -> None:
    assert set(detail.STATUS_MARKS) == set(FigureStatus)
