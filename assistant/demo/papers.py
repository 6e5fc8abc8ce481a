"""The demo's documents: application form, bureau summary, lease, sales contract, accounts."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import docx

from assistant.demo.firms import Firm
from assistant.demo.statements import YearStatements
from assistant.domain.accounts import STATEMENT_LINES

_EPOCH: Final = datetime(2026, 1, 5)  # noqa: DTZ001  OOXML properties are naive

_PDF: Final = """\
#let data = json(bytes(sys.inputs.data))
#set document(date: none, title: data.title)
#set page(paper: "a4", margin: 2.2cm, numbering: "1")
#set text(size: 10pt)
#for page in data.pages {
  heading(level: 1, page.title)
  text(size: 9pt, page.note)
  table(
    columns: (1fr, ..page.heads.slice(1).map(h => auto)),
    align: (col, row) => if col > 0 { right } else { left },
    stroke: (x, y) => (bottom: 0.4pt + gray),
    table.header(..page.heads.map(strong)),
    ..page.rows.flatten(),
  )
  pagebreak(weak: true)
}
"""

_PAGES: Final = (
    ("Income statement", "income", ("revenue", "cost_of_sales", "operating_profit",
     "interest_expense", "profit_before_tax", "income_tax", "net_profit")),
    ("Balance sheet", "balance", ("cash", "receivables", "inventory", "current_assets",
     "fixed_assets", "total_assets", "short_term_debt", "payables", "current_liabilities",
     "total_liabilities", "equity")),
)  # fmt: skip


def application_form(path: Path, firm: Firm) -> None:
    """授信申请表: a two-column table of fields."""
    request = firm.request
    rows = (
        ("企业名称", firm.name_zh),
        ("统一社会信用代码", firm.uscc),
        ("成立日期", "2012-05-18"),
        ("所属行业", firm.industry),
        ("注册地址", "示例省示例市示例路88号"),
        ("法定代表人", "示例某"),
        ("员工人数", "86"),
        ("申请金额", f"{request.amount // 10_000}万元"),
        ("申请期限", f"{request.tenor_months}个月"),
        ("申请利率", f"{float(request.rate) * 100:.2f}%"),
        ("贷款用途", request.purpose_zh),
        ("还款方式", "按月付息，到期还本"),
        ("本次年还本额", f"{request.principal_per_year / 10_000:g}万元"),
        ("预计销售收入年增长率", f"{float(request.expected_growth) * 100:.1f}%"),
        ("借款人自有资金", f"{request.own_funds / 10_000:g}万元"),
        ("现有流动资金贷款", f"{request.existing_loans / 10_000:g}万元"),
        ("其他渠道提供的营运资金", "0万元"),
        ("押品类型", "工业厂房抵押"),
        ("押品评估价值", f"{request.collateral_value / 10_000:g}万元"),
        ("押品评估日期", "2025-11-20"),
    )
    _table_document(path, "授信申请表", rows)


def bureau_summary(path: Path, firm: Firm) -> None:
    """征信报告摘要: the main lines of the credit-bureau report."""
    rows = (
        ("征信报告日期", "2026-01-03"),
        ("征信未结清余额", f"{firm.request.existing_loans / 10_000:g}万元"),
        ("征信当前逾期金额", f"{firm.request.overdue_amount / 10_000:g}万元"),
        ("征信近24个月逾期月数", str(firm.request.overdue_months)),
        ("征信对外担保余额", "0万元"),
        ("征信近3个月查询次数", "2"),
    )
    _table_document(path, "企业信用报告摘要", rows)


def group_register(path: Path, firm: Firm) -> None:
    """股东名册与集团成员: who owns and controls the firm, and its sister company."""
    sister = "青禾示例冷链有限公司"
    rows = (
        ("持股人", "示例某"),
        ("持股比例", "70.00%"),
        ("被持股企业", firm.name_zh),
        ("持股人", "示例田园投资合伙企业"),
        ("持股比例", "30.00%"),
        ("被持股企业", firm.name_zh),
        ("持股人", firm.name_zh),
        ("持股比例", "60.00%"),
        ("被持股企业", sister),
        ("实际控制人", "示例某"),
        ("保证人", "示例某"),
        ("保证人净资产", "900万元"),
        ("集团成员", sister),
        ("集团成员可偿债现金流", "85万元"),
        ("集团成员当年应还本息", "40万元"),
        ("集团成员来自集团内部的现金流", "12万元"),
    )
    _table_document(path, "股东名册与集团成员", rows)


def visit_log(path: Path, firm: Firm) -> None:
    """贷前实地调查记录: two visits and what third parties said."""
    buyer = firm.customers[0].name
    rows = (
        ("实地调查日期", "2026-01-07"),
        ("实地调查地点", "生产厂区与原料仓库"),
        ("实地调查人员", "主办甲、协办乙"),
        ("实地访谈对象", "示例某（法定代表人）、仓库主管"),
        (
            "实地调查情况",
            "生产线正常开工，原料与成品分区堆放，抽盘与存货明细相符；用工与用电相称。",
        ),
        ("实地调查日期", "2026-01-08"),
        ("实地调查地点", f"{buyer}采购部"),
        ("实地调查人员", "主办甲、协办乙"),
        ("实地访谈对象", "采购经理"),
        ("实地调查情况", "确认框架协议在执行，账期与合同一致；对方同时向别家采购，不承诺采购量。"),
        ("第三方了解日期", "2026-01-08"),
        ("第三方了解对象", "同业与园区管理方"),
        ("第三方了解情况", "租金按期支付，用工稳定；同业反映面粉价格上行，中小厂家毛利承压。"),
        ("第三方了解日期", "2026-01-09"),
        ("第三方了解对象", "法院、工商与媒体公开信息"),
        ("第三方了解情况", "未见被执行、行政处罚和负面报道。"),
    )
    _table_document(path, "贷前实地调查记录", rows)


def lease(path: Path, firm: Firm) -> None:
    """厂房租赁合同, in Chinese."""
    paragraphs = (
        f"出租方：示例产业园管理有限公司。承租方：{firm.name_zh}。",
        "第一条 租赁物为示例路88号3号厂房，建筑面积4,200平方米，用途为生产与仓储。",
        "第二条 租赁期限自2023年1月1日起至2027年12月31日止。",
        "第三条 年租金为人民币96万元，按季度支付，逾期超过30日出租方有权解除合同。",
        "第四条 未经出租方书面同意，承租方不得转租，不得以租赁权设定担保。",
    )
    _prose_document(path, "厂房租赁合同", paragraphs)


def sales_contract(path: Path, firm: Firm) -> None:
    """A framework sales contract, in English."""
    buyer = firm.customers[0].name
    paragraphs = (
        f"This framework agreement is made between {firm.name_en} (the Seller) and {buyer} "
        "(the Buyer).",
        "1. Term. The agreement runs from 1 March 2025 to 28 February 2027.",
        "2. Payment. Invoices are payable 60 days after receipt. A discount of 1% applies to "
        "payment within 10 days.",
        "3. Exclusivity. During the term the Seller shall not supply other supermarket chains "
        "in the province without the Buyer's written consent.",
        "4. Returns. The Buyer may return unsold goods up to 5% of each delivery.",
        "5. Termination. Either party may terminate on 90 days' written notice; on a change of "
        "control of the Seller the Buyer may terminate at once.",
    )
    _prose_document(path, "Framework sales agreement", paragraphs)


def accounts_pdf(path: Path, firm: Firm, years: Sequence[YearStatements]) -> None:
    """Statements in English, as a text PDF of two pages."""
    import typst

    newest = list(reversed(years))
    pages = []
    for title, part, keys in _PAGES:
        heads = [f"FY{y.year}" if part == "income" else f"{y.year}-12-31" for y in newest]
        rows = [
            [STATEMENT_LINES[key].label_en.capitalize()]
            + [f"{int(getattr(year, part)[key]):,}" for year in newest]
            for key in keys
        ]
        note = f"{firm.name_en} Amounts in CNY."
        pages.append({"title": title, "note": note, "heads": ["Item", *heads], "rows": rows})
    data = json.dumps({"title": f"{firm.name_en}: accounts", "pages": pages})
    path.write_bytes(typst.compile(_PDF.encode(), sys_inputs={"data": data}, format="pdf"))


def _table_document(path: Path, title: str, rows: Sequence[tuple[str, str]]) -> None:
    document = docx.Document()
    document.add_heading(title, level=1)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    _keep(document, path, title)


def _prose_document(path: Path, title: str, paragraphs: Sequence[str]) -> None:
    document = docx.Document()
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    _keep(document, path, title)


def _keep(document: "docx.document.Document", path: Path, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author = title, "Tallystick demo"
    properties.created = properties.modified = _EPOCH
    document.save(str(path))
