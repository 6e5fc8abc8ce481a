"""Normalising adjustments: what a person adds back to a figure, beside the figure as it was read.

A correction says that a value was misread and takes its place. An adjustment says that a value is
right and not typical: both figures stay, and only a person's reason lies between them.
"""

from decimal import Decimal
from typing import Final

from assistant.domain.case import CaseFile, CaseId
from assistant.domain.evidence import Entered
from assistant.domain.figures import Figure, FigureStatus, figure_key
from assistant.errors import UsageError
from assistant.services.adjusted import addback_key, is_addback
from assistant.services.changing import Change, changing
from assistant.services.derive import ENTERED
from assistant.services.office import Office
from assistant.services.reading import page_text
from assistant.services.typed_values import parsed_value

_MOST: Final = 20


def adjust(office: Office, case: CaseId, key: str, amount: str, why: str, place: str = "") -> str:
    """Add an amount back to a figure, or take one off; the figure itself stays.

    Args:
        office: who acts.
        case: whose figure.
        key: of a verified number with a period, e.g. ``ebitda@FY2024``.
        amount: as typed; negative to take off.
        why: the reason.
        place: ``accounts.pdf:3``, the page that bears it out; '' for none.

    Returns:
        The adjustment's key, ``ebitda#addback_1@FY2024``.

    Raises:
        UsageError: there is no such figure, no amount or no reason.
        InputError: there is no such page.
    """
    held = office.case(case)
    figure = held.figure(key)
    if figure is None or figure.number is None or not _may_be_adjusted(figure):
        raise UsageError(
            f"{key!r} can't be adjusted: no verified number with a period has that key",
            "`tallystick figures CASE` lists them, for example ebitda@FY2024",
            zh=f"{key!r} 不能调整：没有这个键的已核实且有期间的数值",
            zh_hint="tallystick figures CASE 列出全部指标，例如 ebitda@FY2024",
        )
    value = parsed_value(amount, figure.unit, key)
    if not why.strip() or not value:
        raise UsageError(
            f"{key}: an adjustment needs an amount other than zero and a reason",
            'tallystick adjust CASE ebitda@FY2024 200000 --why "..."',
            zh=f"{key}：调整须有不为零的金额和理由",
            zh_hint='tallystick adjust CASE ebitda@FY2024 20万 --why "……"',
        )
    reason = f"{why.strip()}{_cited(office, case, place)}"
    number = _free(held, key)
    entry = figure.model_copy(
        update={
            "key": addback_key(key, number),
            "label_zh": f"{figure.label_zh}调整项（{number}）",
            "label_en": f"{figure.label_en}, adjustment ({number})",
            "value": value,
            "evidence": Entered(who=office.by, when=office.clock(), why=reason),
        }
    )
    with changing(office, office.store(case), "adjust", why, key) as change:
        after = figure.number + Decimal(str(value))
        change.writer.detail(before=str(figure.value), after=str(after), page=place)
        _put(change, (*change.basis.entered.values(), entry))
    return entry.key


def _may_be_adjusted(figure: Figure) -> bool:
    key = figure_key(figure.key)
    plain = key.scope is None and key.source is None and key.period is not None
    return plain and figure.status is FigureStatus.VERIFIED


def _free(held: CaseFile, key: str) -> int:
    taken = {figure.key for figure in held.figures}
    free = (n for n in range(1, _MOST + 1) if addback_key(key, n) not in taken)
    number = next(free, None)
    if number is None:
        raise UsageError(
            f"{key}: {_MOST} adjustments stand already",
            "take one back with --withdraw, or add them up",
            zh=f"{key}：已有{_MOST}个调整项",
            zh_hint="请用 --withdraw 撤回，或合并",
        )
    return number


def _cited(office: Office, case: CaseId, place: str) -> str:
    """The page that bears the reason out, which must be there."""
    if not place.strip():
        return ""
    name, _, page = place.strip().rpartition(":")
    if not name or not page.isdigit():
        raise UsageError(
            f"{place!r} is no page",
            "write FILE:PAGE, for example accounts.pdf:3",
            zh=f"{place!r} 不是页码",
            zh_hint="写作 文件名:页码，例如 accounts.pdf:3",
        )
    found = page_text(office, case, name, int(page))
    return f" [{found.source_name}:{found.page}]"


def _put(change: Change, entered: tuple[Figure, ...]) -> None:
    change.basis = change.basis.with_entered(entered)
    change.writer.replace_figures(ENTERED, tuple(change.basis.entered.values()))


def withdraw(office: Office, case: CaseId, key: str, why: str) -> None:
    """Take an adjustment back.

    Raises:
        UsageError: there is none with that key.
    """
    found = office.case(case).figure(key)
    if found is None or not is_addback(key):
        raise UsageError(
            f"no adjustment {key!r} in this case",
            "`tallystick figures CASE` lists them: ebitda#addback_1@FY2024",
            zh=f"本案卷没有调整项 {key!r}",
            zh_hint="tallystick figures CASE 列出全部，例如 ebitda#addback_1@FY2024",
        )
    with changing(office, office.store(case), "adjust", why, key) as change:
        change.writer.detail(before=str(found.value), after="", page="")
        _put(change, tuple(f for f in change.basis.entered.values() if f.key != key))
