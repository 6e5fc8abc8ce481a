"""Electronic invoices as files of their own: each counts as a row of a ledger would."""

from pathlib import Path

import pytest

from assistant.services.desk import LocalDesk
from tests.unit.services.test_desk import added, desk_of

OWN, OTHER = "91330000MA0EXAMP16", "91310000MA1EXAMP21"


def invoice(
    path: Path, number: int, *, seller: str = OWN, buyer: str = OTHER, net: str = "100.00"
) -> Path:
    """A fully digital invoice with 13 % tax, dated 2025-01-31."""
    tax = "***" if net == "57.00" else "13.00"
    gross = net if tax == "***" else "113.00"
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><EInvoiceData>
<SellerInformation><SellerIdNum>{seller}</SellerIdNum><SellerName>销方</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>{buyer}</BuyerIdNum><BuyerName>购方</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>
<TotalTax-includedAmount>{gross}</TotalTax-includedAmount></BasicInformation>
</EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{number:020}</InvoiceNumber>
<IssueTime>2025-01-31</IssueTime></TaxSupervisionInfo></EInvoice>""",
        "utf-8",
    )
    return path


@pytest.fixture
def desk(tmp_path: Path) -> LocalDesk:
    return desk_of(tmp_path / "home")


def value(desk: LocalDesk, case: str, key: str) -> str:
    figure = desk.case(case).figure(key)
    return "" if figure is None else str(figure.value)


def test_sales_and_purchases_are_told_by_the_firm_s_own_tax_id(
    desk: LocalDesk, tmp_path: Path
) -> None:
    case = desk.new_case("甲", OWN)
    files = [
        invoice(tmp_path / "a.xml", 1),
        invoice(tmp_path / "b.xml", 2),
        # no tax is due on the third: 57.00 net and gross
        invoice(tmp_path / "c.xml", 3, seller=OTHER, buyer=OWN, net="57.00"),
    ]
    told = added(desk, case, *files)
    assert all(one.ok and "1 张发票" in one.text for one in told)
    assert value(desk, case, "sales.net@2025") == "200.00"
    assert value(desk, case, "sales.gross@2025") == "226.00"
    assert value(desk, case, "purchases.net@2025") == "57.00"
    assert desk.search(case, "销方")[0].page == 1, "its words can be found too"
    source = next(s for s in desk.case(case).sources if s.name == "a.xml")
    desk.remove_source(case, source.id, "twice")
    assert value(desk, case, "sales.net@2025") == "100.00"


def test_the_same_invoice_in_two_files_counts_once(desk: LocalDesk, tmp_path: Path) -> None:
    case = desk.new_case("甲", OWN)
    one = invoice(tmp_path / "a.xml", 1)
    again = tmp_path / "copy.xml"
    again.write_text(one.read_text("utf-8") + "\n", "utf-8")
    added(desk, case, one, again)
    assert value(desk, case, "sales.net@2025") == "100.00"


@pytest.mark.parametrize(
    ("uscc", "why"),
    [
        ("", "发票未计入：案卷没有统一社会信用代码，无法判断是销项还是进项"),
        ("91330000MA0EXAMP24", "发票未计入：购销双方都不是本企业（91330000MA0EXAMP24）"),
    ],
)
def test_an_invoice_of_nobody_here_is_kept_and_not_counted(
    desk: LocalDesk, tmp_path: Path, uscc: str, why: str
) -> None:
    case = desk.new_case("甲", uscc)
    (one,) = added(desk, case, invoice(tmp_path / "a.xml", 1))
    assert one.ok
    (source,) = desk.case(case).sources
    assert source.problems == (why,)
    assert value(desk, case, "sales.net@2025") == ""
