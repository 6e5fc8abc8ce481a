"""Archives, e-mails, OFD and XML invoices, bank exports, and pictures."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from retrieval.loading import Limits, UnreadableDocument, Wanted, load_document, load_documents
from retrieval.loading.ocr import is_installed
from retrieval.loading.picture_header import Size, size_of

INVOICE = """<?xml version="1.0" encoding="UTF-8"?><EInvoice xmlns="urn:e"><Header><EIid>24</EIid></Header>
<EInvoiceData><SellerInformation><SellerIdNum>91A</SellerIdNum><SellerName>甲示例</SellerName></SellerInformation>
<BuyerInformation><BuyerName>乙示例</BuyerName></BuyerInformation><BasicInformation>
<TotalAmWithoutTax>100.00</TotalAmWithoutTax><TotalTaxAm>6.00</TotalTaxAm>
<TotalTax-includedAmount>106.00</TotalTax-includedAmount></BasicInformation>
<IssuItemInformation><ItemName>*服务*咨询</ItemName><Quantity>2</Quantity><UnPrice>50</UnPrice>
<Amount>100.00</Amount><TaxRate>0.06</TaxRate><ComTaxAm>6.00</ComTaxAm></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>24312000000000000001</InvoiceNumber><IssueTime>2024-05-06</IssueTime>
</TaxSupervisionInfo></EInvoice>"""

OFD = {
    "OFD.xml": '<o:OFD xmlns:o="u"><o:DocBody><o:DocRoot>Doc_0/Document.xml</o:DocRoot></o:DocBody></o:OFD>',
    "Doc_0/Document.xml": '<o:Document xmlns:o="u"><o:CommonData><o:TemplatePage ID="2" BaseLoc="T/C.xml"/>'
    '</o:CommonData><o:Pages><o:Page ID="1" BaseLoc="P/C.xml"/></o:Pages>{attached}</o:Document>',
    "Doc_0/T/C.xml": '<o:Page xmlns:o="u"><o:TextObject Boundary="10 20 60 5" Size="3">'
    '<o:TextCode X="0" Y="3" DeltaX="g 2 3">销售方</o:TextCode></o:TextObject></o:Page>',
    "Doc_0/P/C.xml": '<o:Page xmlns:o="u"><o:Template TemplateID="2"/><o:TextObject Boundary="40 20 60 5" Size="3">'
    '<o:TextCode X="0" Y="3" DeltaX="g 2 3">甲示例</o:TextCode></o:TextObject></o:Page>',
}


def packed(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.fixture
def write(tmp_path):
    def make(data, name):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


def test_a_fully_digital_invoice_gives_fields_and_goods(write):
    document = load_document(write(INVOICE, "发票.xml"))
    fields, goods = document.tables
    assert dict(fields.rows) == {
        "发票号码": "24312000000000000001",
        "开票日期": "2024-05-06",
        "购买方名称": "乙示例",
        "销售方名称": "甲示例",
        "销售方纳税人识别号": "91A",
        "合计金额": "100.00",
        "合计税额": "6.00",
        "价税合计": "106.00",
    }
    assert goods.rows == (("*服务*咨询", "", "", "2", "50", "100.00", "0.06", "6.00"),)
    assert (goods.unit, "价税合计  106.00" in document.pages[0].text) == ("元", True)


def test_an_ofd_is_read_by_its_layout_and_its_template(write):
    parts = {name: part.replace("{attached}", "") for name, part in OFD.items()}
    document = load_document(write(packed(parts), "发票.pdf"))
    # The label stands at 10 mm on the template, the name at 40 mm on the page, at one height.
    assert document.pages[0].text == "销售方  甲示例"
    assert document.media_type == "application/ofd"


def test_the_invoice_inside_an_ofd_comes_first(write):
    parts = {
        name: part.replace("{attached}", "<o:Attachments>A/list.xml</o:Attachments>")
        for name, part in OFD.items()
    }
    parts["Doc_0/A/list.xml"] = (
        '<o:Attachments xmlns:o="u"><o:Attachment><o:FileLoc>i.xml</o:FileLoc></o:Attachment></o:Attachments>'
    )
    parts["Doc_0/A/i.xml"] = INVOICE
    document = load_document(write(packed(parts), "发票.ofd"))
    assert document.tables[0].rows[0] == ("发票号码", "24312000000000000001")
    assert document.pages[0].text.endswith("销售方  甲示例")


def test_an_archive_becomes_its_documents_with_their_names(write):
    inner = packed({"资料/二.txt": "two"})
    path = write(packed({"一.txt": "one", "b/内.zip": inner, "__MACOSX/x": "litter"}), "outer.zip")
    begun = []
    found = load_documents(path, begun=begun.append)
    assert {d.name: d.pages[0].text for d in found.documents} == {
        "outer.zip/一.txt": "one",
        "outer.zip/b/内.zip/资料/二.txt": "two",
    }
    assert (found.unread, sorted(begun)) == ((), sorted(d.name for d in found.documents))


def test_names_cannot_lead_out_of_an_archive(write, tmp_path):
    path = write(packed({"../../up.txt": "a", "/etc/abs.txt": "b", "C:\\win\\c.txt": "c"}), "o.zip")
    names = sorted(d.name for d in load_documents(path).documents)
    assert names == ["o.zip/etc/abs.txt", "o.zip/up.txt", "o.zip/win/c.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["o.zip"]


def test_a_chinese_archive_that_keeps_gbk_names(write, tmp_path):
    raw = packed({"XXXX.txt": "words"}).replace(b"XXXX", "账单".encode("gbk"))
    assert load_documents(write(raw, "o.zip")).documents[0].name == "o.zip/账单.txt"


def test_links_and_deep_nests_are_listed_not_followed(write):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        deep = packed({"end.txt": "end"})
        for _ in range(5):
            deep = packed({"in.zip": deep})
        archive.writestr("deep.zip", deep)
        archive.writestr("good.txt", "good")
    found = load_documents(write(data.getvalue(), "o.zip"))
    assert [d.name for d in found.documents] == ["o.zip/good.txt"]
    assert sorted(u.problem.reason for u in found.unread) == [
        "it is a link, not a file",
        "it lies more than 4 archives deep",
    ]


def test_an_archive_of_archives_stays_within_its_bytes(write):
    bomb = packed({f"{i}.txt": b"0" * 400_000 for i in range(5)})
    path = write(packed({f"{i}.zip": bomb for i in range(5)}), "o.zip")
    with pytest.raises(UnreadableDocument) as caught:
        load_documents(path, limits=Limits(bytes=3_000_000))
    assert "more than the 3 MB" in caught.value.reason


def test_a_letter_and_what_it_carries(write):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "对账单"
    letter.set_content("请查收。本月余额 1,200 元。", charset="gbk")
    letter.add_attachment(
        b"Date,Out,In\n2024-01-02,5,\n2024-01-03,,7\n",
        maintype="text",
        subtype="csv",
        filename="账.csv",
    )
    found = load_documents(write(letter.as_bytes(), "letter.eml"))
    first, second = found.documents
    assert (first.name, second.name) == ("letter.eml", "letter.eml/账.csv")
    assert "Subject: 对账单" in first.pages[0].text
    assert "本月余额 1,200 元。" in first.pages[0].text
    assert second.tables[0].rows[1] == ("2024-01-03", "", "7")


ALIPAY = """---------
导出信息：
姓名：某某
---------电子客户回单---------
交易时间      ,交易对方 ,收/支  ,金额   ,交易状态 ,备注 ,
2024-02-12 21:32:14 ,甲店 ,支出 ,49.74 ,交易成功 , ,
2024-02-13 08:00:00 ,乙店 ,收入 ,1,交易成功 ,退 ,
"""
ICBC = """明细查询文件下载

卡号: 1234****9876,"卡别名: "
子账户序号: 00000,子账户类别: 活期,"子账户别名: "

交易日期,摘要,记账金额(收入),记账金额(支出),余额,对方户名
2024-05-02  \t,"消费   \t","   \t","13.40  \t","1,000.60 \t","甲店 \t",
2024-05-03  \t,"转入   \t","1,234.56\t","  \t","2,235.16 \t","乙 \t",
"""


def test_exports_as_wallets_and_banks_write_them(write):
    wallet = load_document(write(ALIPAY.encode("gb18030"), "a.csv")).tables[0]
    assert wallet.header == ("交易时间", "交易对方", "收/支", "金额", "交易状态", "备注")
    assert wallet.rows[1] == ("2024-02-13 08:00:00", "乙店", "收入", "1", "交易成功", "退")
    assert wallet.row_numbers == (6, 7)  # lines of the file
    bank = load_document(write(ICBC, "b.csv")).tables[0]
    assert bank.header == (
        "交易日期",
        "摘要",
        "记账金额(收入)",
        "记账金额(支出)",
        "余额",
        "对方户名",
    )
    assert bank.rows[1] == ("2024-05-03", "转入", "1,234.56", "", "2,235.16", "乙")
    assert "卡号: 1234****9876" in bank.caption


def test_a_sum_row_and_prose_with_commas_are_told_apart(write):
    prose = "Dear all, thank you, as ever.\nWe met, and spoke, on 3 May.\nYours, A\n"
    assert load_document(write(prose, "p.txt")).media_type == "text/plain"


def test_size_of_a_picture_by_its_own_header():
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03" + bytes(20)
    assert size_of(jpeg) == Size(32, 16)


@pytest.mark.skipif(is_installed(), reason="text recognition is installed")
def test_a_picture_without_recognition_says_the_command(write):
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02" + bytes(30)
    with pytest.raises(UnreadableDocument) as caught:
        load_document(write(png, "photo.jpg"))
    assert caught.value.hint == "pip install 'tallystick[ocr]'"
    assert "文字识别" in caught.value.zh


def test_only_the_wanted_pages_are_read_and_the_skipped_are_named(make_pdf):
    path = make_pdf([[(72, 700, f"Page {n}")] for n in (1, 2, 3)])
    wanted = Wanted(skip=frozenset({2}))
    document = load_document(path, wanted=wanted)
    assert [p.text for p in document.pages] == ["Page 1", "", "Page 3"]
    assert [(p.page, "left out" in p.reason) for p in document.problems] == [(2, True)]
    only = load_document(path, wanted=Wanted(only=frozenset({3})))
    assert [p.text for p in only.pages] == ["", "", "Page 3"]
