"""How the rate came about, in words."""

from decimal import Decimal

from assistant.domain.figures import Statement, StatementKind
from assistant.domain.quantities import Lang
from assistant.domain.score import Price, ScoreReport
from assistant.scoring.wording import plain


def price_statements(report: ScoreReport) -> tuple[Statement, ...]:
    """One sentence with each term of the price; nothing where there is none."""
    price = report.price
    if price is None:
        return ()
    zh, en = (_parts(price, lang) for lang in Lang)
    rate, built = _percent(price.rate), _percent(price.built)
    tails = {
        "built": ("", ""),
        "min": (
            f"合计{built}，低于政策下限，",
            f" which come to {built}, below the policy's floor:",
        ),
        "max": (f"合计{built}，高于政策上限，", f" which come to {built}, above the policy's cap:"),
    }[price.bound]
    return (
        Statement(
            key="score.price.value",
            kind=StatementKind.VALUE,
            text_zh=f"按{zh}测算，{tails[0]}利率为{rate}。",
            text_en=f"The rate is built from {en},{tails[1]} {rate}."
            if tails[1]
            else f"The rate built from {en} is {rate}.",
            figures=("score.price", *(f"score.price.{t.code}" for t in price.terms)),
        ),
    )


def _parts(price: Price, lang: Lang) -> str:
    if lang is Lang.ZH:
        return "、".join(f"{t.label_zh}{_percent(t.rate)}" for t in price.terms)
    return ", ".join(f"{t.label_en} {_percent(t.rate)}" for t in price.terms)


def _percent(rate: Decimal) -> str:
    return f"{plain(rate * 100)}%"
