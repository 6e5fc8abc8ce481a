"""Electronic invoices as XML: the fully digital one (数电发票) and the one inside an OFD."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from retrieval.loading.budget import Budget
from retrieval.loading.xml_tree import children, leaves, local, text_of, xml_root
from retrieval.passages import LoadedDocument, Page, Table

MEDIA_TYPE: Final = "application/xml"
_ROOTS: Final = ("einvoice",)
_ITEM: Final = ("IssuItemInformation", "GoodsInfo")
_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "发票类型": ("GeneralOrSpecialVAT/LabelName", "EInvoiceType/LabelName"),
    "发票代码": ("InvoiceCode",),
    "发票号码": ("TaxSupervisionInfo/InvoiceNumber", "InvoiceNo", "Header/EIid"),
    "开票日期": ("TaxSupervisionInfo/IssueTime", "IssueDate", "BasicInformation/RequestTime"),
    "校验码": ("InvoiceCheckCode",),
    "机器编号": ("MachineNo",),
    "购买方名称": ("BuyerInformation/BuyerName", "Buyer/BuyerName"),
    "购买方纳税人识别号": ("BuyerInformation/BuyerIdNum", "Buyer/BuyerTaxID"),
    "购买方地址电话": ("BuyerInformation/BuyerAddr", "Buyer/BuyerAddrTel"),
    "购买方开户行及账号": ("BuyerInformation/BuyerBankName", "Buyer/BuyerFinancialAccount"),
    "销售方名称": ("SellerInformation/SellerName", "Seller/SellerName"),
    "销售方纳税人识别号": ("SellerInformation/SellerIdNum", "Seller/SellerTaxID"),
    "销售方地址电话": ("SellerInformation/SellerAddr", "Seller/SellerAddrTel"),
    "销售方开户行及账号": ("SellerInformation/SellerBankName", "Seller/SellerFinancialAccount"),
    "合计金额": ("BasicInformation/TotalAmWithoutTax", "TaxExclusiveTotalAmount"),
    "合计税额": ("BasicInformation/TotalTaxAm", "TaxTotalAmount"),
    "价税合计": ("BasicInformation/TotalTax-includedAmount", "TaxInclusiveTotalAmount"),
    "价税合计大写": ("BasicInformation/TotalTax-includedAmountInChinese",),
    "开票人": ("BasicInformation/Drawer", "InvoiceClerk"),
    "收款人": ("Payee",),
    "复核人": ("Checker",),
    "备注": ("AdditionalInformation/Remark", "Note"),
}
"""Chinese name of each field and where the two layouts keep it, the preferred place first."""
_ITEM_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "项目名称": ("ItemName", "Item"),
    "规格型号": ("SpecMod", "Specification"),
    "单位": ("MeaUnits", "MeasurementDimension"),
    "数量": ("Quantity",),
    "单价": ("UnPrice", "Price"),
    "金额": ("Amount",),
    "税率": ("TaxRate", "TaxScheme"),
    "税额": ("ComTaxAm", "TaxAmount"),
}
_CAPTION: Final = "电子发票"
_OPAQUE: Final = ("Signature", "TaxControlCode", "GraphCode")
"""Machine-made strings that tell a reader nothing."""


def is_invoice(root: Any) -> bool:  # noqa: ANN401  lxml
    """Whether an XML tree is an electronic invoice."""
    return local(root).casefold() in _ROOTS


def load_xml(path: Path, budget: Budget) -> LoadedDocument:
    """An invoice's fields and lines as tables; any other XML as its words with their path.

    Raises:
        UnreadableDocument: damaged, or declares entities.
        LoadingStopped: the user called it off.
    """
    root = xml_root(path.read_bytes())
    budget.tick()
    tables = invoice_tables(root, 1) if is_invoice(root) else ()
    text = invoice_text(tables) if tables else "\n".join(_spelled(root))
    budget.page_done(1, 1, len(text))
    return LoadedDocument(
        name=path.name,
        media_type=MEDIA_TYPE,
        pages=(Page(number=1, text=text),),
        tables=tables,
    )


def _spelled(root: Any) -> Iterable[str]:  # noqa: ANN401  lxml
    return (f"{' / '.join(path)}: {words}" if path else words for path, words in leaves(root))


def invoice_text(tables: Sequence[Table]) -> str:
    """Every field on a line of its own, then the lines of goods with their heading."""
    lines: list[str] = []
    for table in tables:
        if len(table.header) > 2:  # noqa: PLR2004  goods, not field and value
            lines.append("  ".join(table.header))
        lines += ["  ".join(cell for cell in row if cell) for row in table.rows]
    return "\n".join(lines)


def invoice_tables(root: Any, page: int) -> tuple[Table, ...]:  # noqa: ANN401  lxml
    """Fields and values, then one row a line of goods.

    Args:
        root: of an electronic invoice.
        page: on which the tables are said to stand.
    """
    items = [e for e in root.iter() if local(e) in _ITEM]
    found = {path: words for path, words in leaves(root) if not set(path) & {*_ITEM, *_OPAQUE}}
    known = {label: _first(found, places) for label, places in _FIELDS.items()}
    fields = Table(
        page=page,
        header=("项目", "内容"),
        rows=tuple((label, value) for label, value in known.items() if value),
        unit="元",
        caption=_CAPTION,
    )
    if not items:
        return (fields,)
    rows = tuple(_item(item) for item in items)
    goods = Table(page=page, header=tuple(_ITEM_FIELDS), rows=rows, unit="元", caption=_CAPTION)
    return fields, goods


def _item(element: Any) -> tuple[str, ...]:  # noqa: ANN401  lxml
    values = {local(child): text_of(child) for child in children(element)}
    return tuple(
        next((values[name] for name in names if values.get(name)), "")
        for names in _ITEM_FIELDS.values()
    )


def _first(found: dict[tuple[str, ...], str], places: Sequence[str]) -> str:
    """The words at the first of ``places`` that the tree has."""
    for place in places:
        names = tuple(place.split("/"))
        for path, words in found.items():
            if path[-len(names) :] == names:
                return words
    return ""
