"""Fields of a contract: parties, term, money, rate and notice, each from the clause that says it."""

import re
from typing import Final

from assistant.domain.papers import CONTRACT_FIELDS
from assistant.extraction.clauses import DAY, MONEY, ROLE, WHO, Clauses, Rules, read_clauses
from assistant.extraction.quoted import is_titled
from assistant.proof.chinese import CHARS
from retrieval.passages import LoadedDocument

_TITLE: Final = re.compile(
    r"(?:合同|协议|合约)书?\s*(?:[（(].{1,12}[)）])?\s*\Z"
    r"|\A[^.。]*\b(?:agreement|contract|lease|deed)\b[^.。]*\Z",
    re.IGNORECASE,
)
_A_ZH: Final = "出租方|出租人|甲方|卖方|供方|出卖人|贷款人|发包人|委托人|转让方|抵押权人|债权人"
_B_ZH: Final = (
    "承租方|承租人|乙方|买方|需方|买受人|借款人|承包人|受托人|受让方|抵押人|保证人|债务人"
)
_PARTIES: Final = ("contract.party_a", "contract.party_b")
_PATTERNS: Final = tuple(
    (key, re.compile(pattern, re.IGNORECASE if key not in _PARTIES else 0))
    for key, pattern in (
        ("contract.number", r"(?:合同|协议)编号\s*[:：]\s*([\w（）()〔〕\[\]-]{3,40})"),
        ("contract.number", r"(?:agreement|contract)\s+(?:no\.?|number)\s*[:：]?\s*([A-Z0-9][\w/-]{2,30})"),
        ("contract.party_a", rf"(?:{_A_ZH}){WHO}"),
        ("contract.party_b", rf"(?:{_B_ZH}){WHO}"),
        ("contract.party_a", rf"\bbetween\s+(.{{2,90}}?){ROLE},?\s+and\s"),
        ("contract.party_b", rf"\bbetween\s+.{{2,90}}?{ROLE},?\s+and\s+(.{{2,90}}?){ROLE}"),
        ("contract.signed", rf"(?:签订|签署)(?:日期|时间)\s*[:：]\s*{DAY}"),
        ("contract.signed", rf"\b(?:dated|made on|entered into on)\s+(?:as of\s+)?{DAY}"),
        ("contract.begins", rf"(?:期限?|期间)[^。；]{{0,14}}?自?\s*{DAY}\s*(?:起|开始)?\s*[至到~—–-]\s*\d{{4}}"),
        ("contract.ends", rf"(?:期限?|期间)[^。；]{{0,14}}?自?\s*\d{{4}}[^。；至到]{{2,10}}(?:起|开始)?\s*[至到~—–-]\s*{DAY}"),
        ("contract.begins", rf"\b(?:from|commenc\w+ on)\s+{DAY}\s+(?:to|until|through)\b"),
        ("contract.ends", rf"\b(?:from|commenc\w+ on)\s+\S+\s+\S+\s+\S+\s+(?:to|until|through)\s+{DAY}"),
        ("contract.amount", rf"(?:合同总价款?|合同金额|合同价款|总价款|借款金额|贷款金额|授信额度|转让价款|主债权本金)[^。；\d{CHARS}]{{0,12}}{MONEY}"),
        ("contract.amount", rf"\b(?:contract (?:price|sum|amount)|purchase price|loan amount|principal (?:amount|sum)|facility amount)\s+(?:is|of|shall be|:)\s*{MONEY}"),
        ("contract.yearly_rent", rf"年租金[^。；\d{CHARS}]{{0,8}}{MONEY}"),
        ("contract.yearly_rent", rf"\b(?:annual|yearly) rent\s+(?:is|of|shall be|:)\s*{MONEY}"),
        ("contract.monthly_rent", rf"月租金[^。；\d{CHARS}]{{0,8}}{MONEY}"),
        ("contract.monthly_rent", rf"\bmonthly rent\s+(?:is|of|shall be|:)\s*{MONEY}"),
        ("contract.rate", r"(?:年利率|借款利率|贷款利率|年化利率)[^。；%％]{0,12}?(\d+(?:\.\d+)?\s*[%％])"),
        ("contract.rate", r"\binterest (?:rate|at)[^.;%]{0,30}?(\d+(?:\.\d+)?\s*%)"),
        ("contract.payment_days", r"账期[^。；\d]{0,4}(\d{1,3})\s*[日天]"),
        ("contract.payment_days", r"(?:发票|验收|交货|收货|到货|对账)[^。；\d]{0,12}?(\d{1,3})\s*个?(?:自然)?[日天](?:内|后)?[^。；]{0,10}?(?:付|结清)"),
        ("contract.payment_days", r"\bpayable\s+(?:within\s+)?(\d{1,3})\s+days\b"),
        ("contract.notice_days", r"提前\s*(\d{1,3})\s*个?(?:自然)?[日天][^。；]{0,6}通知"),
        ("contract.notice_days", r"\b(\d{1,3})\s+days['’]?\s+(?:prior\s+)?(?:written\s+)?notice\b"),
    )
)  # fmt: skip
_RULES: Final = Rules(CONTRACT_FIELDS, _PATTERNS)


def is_contract(document: LoadedDocument) -> bool:
    """Whether the document calls itself a contract."""
    return is_titled(document, _TITLE)


def contract_figures(document: LoadedDocument, source: str) -> Clauses:
    """``contract.amount:<file>`` and the like."""
    return read_clauses(document, source, _RULES)
