"""Which field of a contract a question asks for, so that a value answers before a clause does."""

# ruff: noqa: E501  one field a line reads as a table

import re
from typing import Final

_ASKS: Final = re.compile(
    r"多少|几|多大|多高|多久|什么时候|何时|哪天|是谁|是什么|谁是|日期|[?？]?\Z"
    r"|\b(?:what|how|when|who|until)\b"
)
_RULES: Final = re.compile(
    r"能不能|能否|可以|可否|是否|允许|吗|怎么|如何|为什么|条款|约定|规定|逾期|违约|提前还|按[月季年]"
    r"|\A(?:can|may|could|is|are|does|do)\b|\b(?:if|why|clauses?|default|overdue|late|penalty|early|paid|monthly|quarterly|yearly (?!rent)|in advance)\b"
)
"""Questions that a rule answers, not a value."""
_FIELDS: Final = tuple(
    (re.compile(words), keys)
    for words, keys in (
        (r"利率|\b(?:interest )?rate\b", ("contract.rate",)),
        (r"月租|monthly rent", ("contract.monthly_rent",)),
        (r"年租|(?:annual|yearly) rent|rent (?:a|per) year", ("contract.yearly_rent",)),
        (r"(?<![年月])租金|房租|(?<!annual )(?<!yearly )(?<!monthly )\brent\b", ("contract.yearly_rent", "contract.monthly_rent")),
        (r"(?:保证|担保).{0,6}(?:金额|额度|多少)|guaranteed amount", ("guarantee.amount",)),
        (r"(?<!违约)金额|总价|价款|额度|\b(?:amount|contract price|sum|principal)\b", ("contract.amount", "guarantee.amount")),
        (r"到期|届满|截止|终止日|到什么时候|结束|\b(?:expir\w+|matur\w+|ends?|until)\b", ("contract.ends", "guarantee.ends")),
        (r"起始|开始|生效|从什么时候|\b(?:starts?|begins?|commenc\w+)\b", ("contract.begins", "guarantee.begins")),
        (r"签订|签署|\b(?:signed|dated)\b", ("contract.signed",)),
        (r"账期|付款期限|几天付|多少天付|payment term|days to pay", ("contract.payment_days",)),
        (r"通知期|提前(?:多少|几)[日天个]|notice period", ("contract.notice_days",)),
    )
)  # fmt: skip


def fields_asked(text: str) -> tuple[str, ...]:
    """Metric keys of the papers' fields whose value a normalised question asks for."""
    if not _ASKS.search(text) or _RULES.search(text):
        return ()
    return tuple(dict.fromkeys(k for words, keys in _FIELDS if words.search(text) for k in keys))
