"""The tool that says what revenue consists of: a table of a document that adds up to the figure."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.domain.checks import SourceText
from assistant.domain.figures import Figure, FigureStatus, Statement, StatementKind
from assistant.domain.quantities import Lang, quantised, value_text
from assistant.domain.toolspec import ToolResult
from assistant.llm.times import answers_to, latest_first
from assistant.scoring.wording import capitalised, when
from assistant.tools.absent import absence
from assistant.tools.arguments import Arguments
from assistant.tools.citing import origin_of
from assistant.tools.context import ToolContext
from assistant.tools.dividing import Division, Part, bare, meant, named_parts, several
from assistant.tools.figures import codes_of
from assistant.tools.results import result

_WEIGHED: Final = 60
_SCALES: Final = tuple(map(Decimal, (1, 1_000, 10_000, 1_000_000, 100_000_000)))
_CELL: Final = re.compile(r"\(?\s*[-−–]?\s*(?:US\$|[$¥￥€£])?\s*\(?([\d,]+(?:\.\d+)?)\)?")
_MARK: Final = re.compile(r"\[\^\w+\]")
_MOST_PARTS: Final = 12
_ROUNDED: Final = Decimal("0.001")
_EN: Final = "revenue by segment region product category net revenues supplemental"
_ZH: Final = "营业收入 分行业 分产品 分地区 构成"


class _Line(NamedTuple):
    """A row of a table."""

    label: str
    values: tuple[Decimal | None, ...]
    percents: tuple[Decimal, ...]


def break_down(context: ToolContext, args: Arguments) -> ToolResult:
    """What revenue consists of in a year, and how each part moved; told only where it adds up."""
    held = [
        f
        for f in context.vocabulary.by_metric.get("revenue", ())
        if f.number and f.period is not None and f.status is not FigureStatus.DISPUTED
    ]
    totals = _years(held, codes_of(context, args.text("period")))
    query = " ".join((args.text("query"), _EN, _ZH))
    tables = (
        _read(hit.text, totals)
        for hit in (context.view.search(query, _WEIGHED) if totals else ())
        if not _is_statement(context, hit.text, totals)
    )
    read = [table for table in tables if table is not None]
    asked = args.text("query")
    found = meant(read, asked)
    if not found:
        zh, en = "卷内没有能加总到营业收入的构成表。", "No table in the file adds up to revenue."
        return result(context.lang, statements=[absence("breakdown", zh, en)])
    if len(found) > 1:
        passages = [one.passage for one in found]
        return result(context.lang, statements=[several(found)], passages=passages)
    table = found[0]
    told = [_shares(table), *_moves(table)]
    told += [_of_part(table, n) for n in named_parts(table, bare(asked))]
    return result(
        context.lang, statements=told, figures=list(table.totals), passages=[table.passage]
    )


def _years(held: Sequence[Figure], codes: Sequence[str]) -> list[Figure]:
    """The measure in the year asked about, or the latest, and the year before it."""
    whole = [f for f in held if f.period is not None and f.period.is_fiscal_year]
    order = latest_first(f.period for f in whole if f.period)
    ranked = [f for p in order for f in whole if f.period == p]
    asked = [n for n, f in enumerate(ranked) if any(answers_to(f.period, c) for c in codes)]
    if codes and not asked:
        return []
    return ranked[asked[0] if asked else 0 :][:2]


def _is_statement(context: ToolContext, passage: SourceText, totals: Sequence[Figure]) -> bool:
    """Whether a passage is of the income statement itself, whose lines are no segments."""
    places = [quoted for figure in totals if (quoted := origin_of(context, figure))]
    return any((passage.source, passage.page) == (q.source, q.page) for q in places)


def _read(passage: SourceText, totals: Sequence[Figure]) -> Division | None:
    """The rows of a passage that add up to the measure; None where none do."""
    rows = [_row(line) for line in passage.text.splitlines() if " | " in line]
    for place, (_, values, _) in enumerate(rows):
        for scale in _SCALES:
            columns = [_column(values, figure, scale) for figure in totals]
            if columns[0] is None:
                continue
            known = [(c, f) for c, f in zip(columns, totals, strict=True) if c is not None]
            parts = _parts(rows[:place], [c for c, _ in known], values)
            if parts:
                return Division(passage, parts, tuple(f for _, f in known), scale)
    return None


def _row(line: str) -> _Line:
    label, *cells = (cell.strip() for cell in line.split(" | "))
    if _amount(label) is not None:  # a total without a name
        label, cells = "", [label, *cells]
    shares = (_amount(cell.replace("%", "")) for cell in cells if "%" in cell)
    percents = tuple(share for share in shares if share is not None)
    return _Line(_MARK.sub("", label), tuple(map(_amount, cells)), percents)


def _amount(cell: str) -> Decimal | None:
    match = _CELL.fullmatch(_MARK.sub("", cell).strip())
    if match is None:
        return None
    value = Decimal(match[1].replace(",", "") or 0)
    return -value if "(" in cell or cell.lstrip().startswith(("-", "−", "–")) else value


def _column(values: Sequence[Decimal | None], figure: Figure, scale: Decimal) -> int | None:
    wanted = figure.number
    found = (n for n, value in enumerate(values) if value is not None and value * scale == wanted)
    return next(found, None)


def _parts(
    above: Sequence[_Line],
    columns: Sequence[int],
    totals: Sequence[Decimal | None],
) -> tuple[Part, ...]:
    """The rows just above a total that add up to it in every column; () where none do."""
    kept: list[Part] = []
    for label, values, percents in reversed(above[-_MOST_PARTS:]):
        amounts = [values[c] if c < len(values) else None for c in columns]
        if not label or any(amount is None for amount in amounts):
            return ()
        kept.append(Part(label, tuple(a for a in amounts if a is not None), percents))
        sums = [sum((part.values[n] for part in kept), Decimal(0)) for n in range(len(columns))]
        if len(kept) > 1 and sums == [totals[c] for c in columns]:
            return tuple(reversed(kept))
    return ()


def _shares(table: Division) -> Statement:
    total = table.totals[0]
    whole = sum((part.values[0] for part in table.parts), Decimal(0))
    ranked = sorted(table.parts, key=lambda part: -part.values[0])
    texts = [f"{part.label} {quantised(part.values[0] * 100 / whole, 1):f}%" for part in ranked]
    place = table.passage
    code = total.period.code if total.period else ""
    return Statement(
        key=f"revenue.breakdown@{code}",
        kind=StatementKind.SHARE,
        text_zh=(
            f"{when(total.period, Lang.ZH)}{total.label_zh}{total.text(Lang.ZH)}的构成："
            f"{'、'.join(texts)}（《{place.source_name}》第{place.page}页，各项加总与报表一致）。"
        ),
        text_en=(
            f"{capitalised(total.label_en)} of {total.text(Lang.EN)}"
            f"{when(total.period, Lang.EN)} consists of {', '.join(texts)} "
            f"({place.source_name}, p. {place.page}; the parts add up to the statement)."
        ),
        figures=(total.key,),
    )


def _of_part(table: Division, place: int) -> Statement:
    """What one part is, its share, and how it moved."""
    part, after = table.parts[place], table.totals[0]
    zh, en = (_part_text(table, part, lang) for lang in Lang)
    code = after.period.code if after.period else ""
    return Statement(
        key=f"revenue.named_part_{place + 1}@{code}",
        kind=StatementKind.SHARE,
        text_zh=zh,
        text_en=en,
        figures=tuple(total.key for total in table.totals),
    )


def _part_text(table: Division, part: Part, lang: Lang) -> str:
    whole = sum((one.values[0] for one in table.parts), Decimal(0))
    amounts = [value_text(v * table.scale, table.totals[0].unit, lang) for v in part.values]
    share = f"{quantised(part.values[0] * 100 / whole, 1):f}%"
    after, name, page = table.totals[0], table.passage.source_name, table.passage.page
    moved = ""
    if len(part.values) > 1 and part.values[1] > 0:
        change = _change(part)
        size = f"{quantised(abs(change) * 100, 1):f}%"
        before = table.totals[1].period
        zh_way, en_way = ("增长", "up") if change >= 0 else ("下降", "down")
        moved = (
            f"，比{when(before, lang)}的{amounts[1]}{zh_way}{size}"
            if lang is Lang.ZH
            else f", {en_way} {size} from {amounts[1]}{when(before, lang)}"
        )
    if lang is Lang.ZH:
        return (
            f"{when(after.period, lang)}{part.label}{amounts[0]}，占{after.label_zh}的{share}"
            f"{moved}（《{name}》第{page}页）。"
        )
    return (
        f"{part.label} had {amounts[0]}{when(after.period, lang)}, {share} of {after.label_en}"
        f"{moved} ({name}, p. {page})."
    )


def _change(part: Part) -> Decimal:
    """How much a part grew, as its row prints it, for the firm knows more digits than it prints.

    What is printed counts only where it is what the amounts give, to the last digit or so.
    """
    own = part.values[0] / part.values[1] - 1
    near = (p / 100 for p in part.changes if abs(p / 100 - own) <= _ROUNDED)
    return min(near, key=lambda p: abs(p - own), default=own)


def _moves(table: Division) -> Iterator[Statement]:
    """Which part grew most and which least, where the table has the year before too."""
    moved = [
        (_change(part), part)
        for part in table.parts
        if len(part.values) > 1 and part.values[1] > 0 and part.values[0] > 0
    ]
    if len(moved) < 2:  # noqa: PLR2004  of one there is no best
        return
    ranked = sorted(moved, key=lambda pair: -pair[0])
    after, before = table.totals
    for name, (change, part) in (("best", ranked[0]), ("worst", ranked[-1])):
        highest = name == "best"
        zh, en = (_moved(table, part, change, lang, highest=highest) for lang in Lang)
        code = after.period.code if after.period else ""
        yield Statement(
            key=f"revenue.{name}_part@{code}",
            kind=StatementKind.RANK,
            text_zh=zh,
            text_en=en,
            figures=(after.key, before.key),
        )


def _moved(table: Division, part: Part, change: Decimal, lang: Lang, *, highest: bool) -> str:
    after, before = table.totals
    share = f"{quantised(abs(change) * 100, 1):f}%"
    old, new = (
        value_text(value * table.scale, after.unit, lang)
        for value in (part.values[1], part.values[0])
    )
    page = table.passage.page
    if lang is Lang.ZH:
        rank = "最好" if highest else "最差"
        way = "增长" if change >= 0 else "下降"
        return (
            f"收入各组成部分中{part.label}表现{rank}：{way}{share}，"
            f"由{when(before.period, lang)}{old}变为{when(after.period, lang)}{new}"
            f"（《{table.passage.source_name}》第{page}页）。"
        )
    rank = "best" if highest else "worst"
    way = "up" if change >= 0 else "down"
    return (
        f"{part.label} did {rank} of the parts of revenue: {way} {share}, from {old}"
        f"{when(before.period, lang)} to {new}{when(after.period, lang)} "
        f"({table.passage.source_name}, p. {page})."
    )
