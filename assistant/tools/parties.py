"""The tool over one customer or supplier: amount, share, movement, last invoice."""

from collections.abc import Sequence
from typing import Final

from assistant.domain.figures import Figure, Statement, StatementKind
from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolResult
from assistant.errors import ToolRefusal
from assistant.llm.times import answers_to, latest_first
from assistant.llm.wording import normalised
from assistant.scoring.wording import when
from assistant.tools.absent import absence
from assistant.tools.arguments import Arguments
from assistant.tools.comparing import moved
from assistant.tools.context import ToolContext
from assistant.tools.figures import codes_of
from assistant.tools.results import result

_SIDES: Final = (
    ("sales.net", "customers.share", "customers.last_day"),
    ("purchases.net", "suppliers.share", "suppliers.last_day"),
)
_NEAR: Final = 8


def party(context: ToolContext, args: Arguments) -> ToolResult:
    """What the invoices say of one counterparty, as customer and as supplier."""
    name = _name(context, args.text("name"))
    held = context.vocabulary.by_entity[name]
    codes = codes_of(context, args.text("period"))
    found: list[Statement] = []
    days: list[Statement] = []
    for amount, share, last_day in _SIDES:
        found += _amounts(context, name, (amount, share), held, codes)
        days += _last_day(name, last_day, held)
    if not found:
        zh = f"卷内没有{name}在该期间的金额。"
        found.append(
            absence(f"party:{name}", zh, f"The file has no amount of {name} for that time.")
        )
    found += days
    by_key = {f.key: f for f in held}
    keys = dict.fromkeys(k for s in found for k in s.figures if k in by_key)
    return result(context.lang, statements=found, figures=[by_key[k] for k in keys])


def _name(context: ToolContext, words: str) -> str:
    wanted = normalised(words)
    names = list(context.vocabulary.by_entity)
    found = [n for n in names if wanted and (wanted in normalised(n) or normalised(n) in wanted)]
    if found:
        return found[0]
    listed = ", ".join(names[:_NEAR])
    raise ToolRefusal(
        context.say(
            f"发票前列往来单位中没有{words}；有：{listed} 等",
            f"{words} is not among the leading counterparties; there are {listed}, ...",
        )
    )


def _amounts(
    context: ToolContext,
    name: str,
    metrics: tuple[str, str],
    held: Sequence[Figure],
    codes: Sequence[str],
) -> list[Statement]:
    amounts = [f for f in held if f.metric == metrics[0] and f.number is not None]
    if not amounts:
        return []
    if codes:
        picked = [f for code in codes for f in amounts if answers_to(f.period, code)]
    else:
        newest = latest_first(f.period for f in amounts if f.period)[:1]
        picked = [f for f in amounts if f.period in newest]
    shares = {f.period.code: f for f in held if f.metric == metrics[1] and f.period}
    found = [_amount(name, f, shares.get(f.period.code) if f.period else None) for f in picked]
    for metric in metrics:
        series = {f.period.code: f for f in held if f.metric == metric and f.period and f.number}
        if not codes and {"L12M", "P12M"} <= set(series):
            found.append(moved(context, series["P12M"], series["L12M"]))
    return found


def _amount(name: str, amount: Figure, share: Figure | None) -> Statement:
    sold = amount.metric.startswith("sales")
    to = ("对", "销售额", "Net sales to") if sold else ("向", "采购额", "Net purchases from")
    zh = f"{when(amount.period, Lang.ZH)}{to[0]}{name}的{to[1]}"
    en = f"{to[2]} {name}"
    keys = [amount.key]
    zh_share = en_share = ""
    if share is not None and share.number is not None:
        whole = ("销售额", "net sales") if sold else ("采购额", "net purchases")
        zh_share = f"，占{whole[0]}的{share.text(Lang.ZH)}"
        en_share = f", {share.text(Lang.EN)} of {whole[1]}"
        keys.append(share.key)
    return Statement(
        key=f"{amount.metric}.value:{_scope(amount)}@{amount.period.code if amount.period else ''}",
        kind=StatementKind.VALUE,
        text_zh=f"{zh}（不含税）为{amount.text(Lang.ZH)}{zh_share}。",
        text_en=f"{en} were {amount.text(Lang.EN)}{when(amount.period, Lang.EN)}{en_share}.",
        figures=tuple(keys),
    )


def _last_day(name: str, metric: str, held: Sequence[Figure]) -> list[Statement]:
    day = next((f for f in held if f.metric == metric and f.value is not None), None)
    if day is None:
        return []
    return [
        Statement(
            key=f"{metric}.value:{_scope(day)}",
            kind=StatementKind.VALUE,
            text_zh=f"{name}最近一次开票为{day.text(Lang.ZH)}。",
            text_en=f"The last invoice of {name} is dated {day.text(Lang.EN)}.",
            figures=(day.key,),
        )
    ]


def _scope(figure: Figure) -> str:
    return figure.key.partition(":")[2].partition("@")[0].partition("#")[0]
