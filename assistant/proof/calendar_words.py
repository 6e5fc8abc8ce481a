# ruff: noqa: E501  one form a line reads as a table
"""Finds the times that a plain text names: 2024年三季度, FY2023, 6月末, last twelve months."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from assistant.proof.chinese import chinese_value
from assistant.proof.when import TimeKind, When

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun",
            "july|jul", "august|aug", "september|sept|sep", "october|oct", "november|nov",
            "december|dec",
        ),
        start=1,
    )
    for name in names.split("|")
}  # fmt: skip
_CENTURY: Final = 2000
_MONTH: Final = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_YEAR: Final = r"(?:19|20)\d\d"
_CN_YEAR: Final = "[一二][九〇零][〇零一二三四五六七八九]{2}"
_CN: Final = "[〇零一二两三四五六七八九十]"
_A: Final = r"(?<![a-z0-9])"
_D: Final = r"(?<![\d.,$€£¥])"
_NOT_AMOUNT: Final = (
    r"(?![\d]|[.,]\d| ?(?:万|亿|千|元|%|倍|[xkm](?![a-z])|million|thousand|billion|percent|days|"
    r"天|家|户|人|笔|张|次|个|(?:yuan|rmb|cny)(?! ?[\d(])))"
)

Match = re.Match[str]


def _year(text: str) -> int:
    if not text.isascii():
        value = chinese_value(text)
        return int(value.value) if value else 0
    return int(text) + (_CENTURY if len(text) == len("24") else 0)


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    value = chinese_value(text)
    return int(value.value) if value else 0


def _of(kind: TimeKind, year: str | None, part: int = 0, day: int = 0) -> When:
    return When(0, 0, kind, _year(year) if year else None, part, day)


def _chinese_year(match: Match) -> When:
    year = match["zy"]
    month, tail = match["zm"], match["zt"] or ""
    if month:
        if match["zd"]:
            return _of(TimeKind.DAY, year, _number(month), _number(match["zd"]))
        if match["zm2"]:
            last = _of(TimeKind.MONTH, year, _number(match["zm2"]))
            return replace(_of(TimeKind.SPAN, year, _number(month)), until=last)
        kind = TimeKind.MONTH_END if match["ze"] else TimeKind.MONTH
        return _of(kind, year, _number(month))
    return _chinese_part(tail, year)


def _chinese_part(tail: str, year: str | None) -> When:
    if "季" in tail:
        digit = next((c for c in tail if c in "一二三四1234"), "1")
        if tail.startswith("前"):
            last = _of(TimeKind.QUARTER, year, _number(digit))
            return replace(_of(TimeKind.SPAN, year, 1), until=last)
        return _of(TimeKind.QUARTER, year, _number(digit))
    if "半年" in tail:
        return _of(TimeKind.HALF, year, 1 if "上" in tail else 2)
    return _of(TimeKind.YEAR_END if tail else TimeKind.YEAR, year)


def _chinese_month(match: Match) -> When:
    if match["nd"]:
        return _of(TimeKind.DAY, None, _number(match["nm"]), _number(match["nd"]))
    return _of(TimeKind.MONTH_END if match["ne"] else TimeKind.MONTH, None, _number(match["nm"]))


def _trailing(match: Match) -> When:
    text = match[0]
    words = {"twelve": 12, "six": 6, "three": 3, "twenty-four": 24, "年": 12, "half": 6}
    if match["tc"]:
        months = int(match["tc"])
    elif match["te"]:
        months = words.get(match["te"]) or int(match["te"])
    elif match["tz"]:
        months = _number(match["tz"])
    else:
        months = 12
    before = text.startswith(("p1", "p3", "p6", "此前", "前", "preceding", "the preceding"))
    code = f"{'P' if before else 'L'}{months}M"
    return When(0, 0, TimeKind.TRAILING, part=months, code=code)


def _before(year: str) -> When:
    """The start of a year: what stood then stood at the end of the year before."""
    end = _of(TimeKind.YEAR_END, year)
    return replace(end, year=end.year - 1 if end.year is not None else None)


def _english_day(match: Match) -> When:
    month = _MONTHS[(match["dm"] or match["dm2"]).rstrip(".")]
    return _of(TimeKind.DAY, match["dy"] or match["dy2"], month, int(match["dd"] or match["dd2"]))


def _iso_day(match: Match) -> When:
    return _of(TimeKind.DAY, match["iy"], int(match["im"]), int(match["id"]))


def _us_day(match: Match) -> When:
    return _of(TimeKind.DAY, match["uy"], int(match["um"]), int(match["ud"]))


def _english_months(match: Match) -> When:
    last = _of(TimeKind.MONTH, match["ry"], _MONTHS[match["rm2"].rstrip(".")])
    return replace(_of(TimeKind.SPAN, match["ry"], _MONTHS[match["rm"].rstrip(".")]), until=last)


_COUNTED: Final = {"twelve": 12, "six": 6, "three": 3, "nine": 9, "eighteen": 18}


def _ended_span(match: Match) -> When:
    months = (
        12
        if match["ea"]
        else 6
        if match["eh"]
        else _COUNTED.get(match["et"] or "") or int(match["et"])
    )
    return _ended(months, int(match["eY"]), _MONTHS[match["eM"].rstrip(".")])


def _ended_zh(match: Match) -> When:
    months = 12 if match["sa"] else _number(match["st"])
    return _ended(months, int(match["sy"]), int(match["sm3"]))


def _ended_weeks(match: Match) -> When:
    weeks = int(match["we"] or match["we2"])
    month = _MONTHS[match["wM"].rstrip(".")] if match["wM"] else int(match["wM2"])
    year = int(match["wY"] or match["wY2"])
    return When(0, 0, TimeKind.TRAILING, year, weeks, code=f"L{weeks}W", part_end=month)


def _chinese_fiscal(match: Match) -> When:
    if match["fzq"]:
        return _of(TimeKind.QUARTER, match["fz"], _number(match["fzq"]))
    if match["fzh"]:
        return _of(TimeKind.HALF, match["fz"], 1 if match["fzh"] == "上" else 2)
    return _of(TimeKind.FISCAL, match["fz"])


def _ended(months: int, year: int, month: int) -> When:
    """The months up to the end of a month that is named."""
    if months == 12 and month == 12:  # noqa: PLR2004
        return When(0, 0, TimeKind.YEAR, year)
    return When(0, 0, TimeKind.TRAILING, year, months, code=f"L{months}M", part_end=month)


_FEW_MONTHS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9}


def _to_date(match: Match) -> When:
    month = _MONTHS[match["tM"].rstrip(".")]
    return _ended(month, int(match["tY"]), month)


def _first_months(match: Match) -> When:
    count = (
        _number(match["gm"]) if match["gm"] else _FEW_MONTHS.get(match["gm2"]) or int(match["gm2"])
    )
    year = match["gy"] or match["gy2"]
    return replace(_of(TimeKind.SPAN, year, 1), until=_of(TimeKind.MONTH, year, count))


def _month_span(match: Match) -> When:
    last = _of(TimeKind.MONTH, None, int(match["sm2"]))
    return replace(_of(TimeKind.SPAN, None, int(match["sm"])), until=last)


def _quarter(match: Match) -> When:
    digit = match["q1"] or match["q2"] or match["q3"]
    number = int(digit) if digit else _ORDINALS[match["qo"]]
    return _of(TimeKind.QUARTER, match["qy1"] or match["qy2"] or match["qy3"] or match["qy4"], number)  # fmt: skip


def _half(match: Match) -> When:
    digit = match["h1"] or match["h2"]
    number = int(digit) if digit else _ORDINALS[match["ho"]]
    return _of(TimeKind.HALF, match["hy1"] or match["hy2"] or match["hy3"], number)


_FORMS: Final[tuple[tuple[str, str, Callable[[Match], When]], ...]] = (
    ("isoday", _D + r"(?P<iy>(?:19|20)\d\d)[-/.](?P<im>0?[1-9]|1[0-2])[-/.](?P<id>[0-3]?\d)(?!\d)", _iso_day),
    ("firstmonths", rf"{_D}(?:(?P<gy>{_YEAR}) ?财?年)?前(?P<gm>{_CN}{{1,2}}|\d{{1,2}})个月|{_A}(?:the )?first (?P<gm2>three|six|nine|two|four|five|\d{{1,2}}) months of (?:fy)?(?P<gy2>{_YEAR})", _first_months),
    ("trail", rf"(?:近|最近|过去|此前|前)(?!(?<=最近)一年)(?:(?P<tz>{_CN}{{1,3}}|\d{{1,2}})个月|一年)|"
     r"(?<![a-z0-9])[lp](?P<tc>\d{1,2})m(?![a-z0-9])|(?<![a-z])(?:ltm|ttm)(?![a-z])|"
     r"(?<![a-z])(?:the )?(?:last|past|trailing|preceding|previous|latest)[ -](?P<te>twelve|twenty-four|six|three|\d{1,2})[ -]months?(?![a-z])", _trailing),
    ("ytd", rf"{_A}(?:year[- ]to[- ]date|ytd)(?: \([^()\n]{{1,40}}\))?,? (?:(?:to|at|as at|as of|ended|ending|through|until) )?(?:the end of )?(?:[0-3]?\d(?:st|nd|rd|th)? )?(?P<tM>{_MONTH})(?: [0-3]?\d,)?,? (?P<tY>{_YEAR})(?!\d)", _to_date),
    ("endspan", rf"{_A}(?:the |its )?(?:(?P<et>twelve|six|three|nine|eighteen|\d{{1,2}})[ -]months?|(?P<eh>half[ -]year|six[ -]months)|(?P<ea>(?:financial |fiscal )?year))(?: period)? (?:to|ended|ending|up to|through)(?: the end of)? (?:(?P<ed>[0-3]?\d)(?:st|nd|rd|th)? )?(?P<eM>{_MONTH})(?: (?P<ed2>[0-3]?\d),)?,? (?P<eY>{_YEAR})(?!\d)", _ended_span),
    ("zhendspan", rf"截至(?P<sy>{_YEAR})年(?P<sm3>1[0-2]|0?[1-9])月(?:(?P<sd>[0-3]?\d)日|末|底)?的?(?:近|过去|最近|前)?(?:(?P<st>{_CN}{{1,3}}|\d{{1,2}})个月|(?P<sa>一年|财年|年度|财政年度))", _ended_zh),
    ("endweeks", rf"{_A}(?:the )?(?P<we>\d{{1,2}})[ -]weeks? (?:to|ended|ending|up to|through) (?:(?P<wd>[0-3]?\d)(?:st|nd|rd|th)? )?(?P<wM>{_MONTH})(?: (?P<wd2>[0-3]?\d),)?,? (?P<wY>{_YEAR})(?!\d)|"
     rf"截至(?P<wY2>{_YEAR})年(?P<wM2>1[0-2]|0?[1-9])月(?:[0-3]?\d日)?的?(?P<we2>\d{{1,2}})周", _ended_weeks),
    ("zhfiscal", rf"{_D}(?P<fz>{_YEAR}|{_CN_YEAR}) ?(?:财政年度|会计年度|财年)(?:(?P<fze>末|底)|第?(?P<fzq>[一二三四1-4])季度|(?P<fzh>[上下])半年)?", _chinese_fiscal),
    ("enquarter", rf"{_A}(?:the )?(?P<qtm>march|june|september|december)[ -]quarter(?: (?:of |in )?(?P<qty>{_YEAR}))?(?![a-z])", lambda m: _of(TimeKind.QUARTER, m["qty"], _MONTHS[m["qtm"]] // 3)),
    ("shortmonth", rf"{_A}(?P<shm>jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[-'’ ]'?(?P<shy>[12]\d)(?![\d,.%/-]|\d| ?(?:%|million|thousand|days))", lambda m: _of(TimeKind.MONTH, f"20{m['shy']}", _MONTHS[m["shm"]])),
    ("enspan", rf"(?<=from )(?P<spm>{_MONTH}) (?:to|through|until) (?P<spm2>{_MONTH})(?! ?(?:{_YEAR}|\d))", lambda m: replace(When(0, 0, TimeKind.SPAN, None, _MONTHS[m["spm"].rstrip(".")]), until=When(0, 0, TimeKind.MONTH, None, _MONTHS[m["spm2"].rstrip(".")]))),
    ("enmonths", rf"{_A}(?P<rm>{_MONTH}) ?(?:to|-|–|—|through) ?(?P<rm2>{_MONTH}),? (?:of )?(?P<ry>{_YEAR})(?!\d)", _english_months),
    ("zhyearstart", rf"{_D}(?P<bs>{_YEAR}) ?年?初(?![步次始期级创\d])", lambda m: _before(m["bs"])),
    ("zhyearend", rf"{_D}(?P<be>{_YEAR})(?:末|底)(?!\d)", lambda m: _of(TimeKind.YEAR_END, m["be"])),
    ("zhyear", rf"{_D}(?P<zy>{_YEAR}|{_CN_YEAR}) ?年(?:度|(?=年?[末底终]))?(?:"
     rf"(?P<zm>1[0-2]|0?[1-9](?!\d)|{_CN}{{1,2}}(?=月|至|[-–—])) ?(?:月|(?=[-–—至到~]))份?(?:(?P<zd>[0-3]?\d|{_CN}{{1,3}})日|(?P<ze>末|底)|[-–—至到~](?P<zm2>1[0-2]|[1-9](?!\d))月)?|"
     r"(?P<zt>第?[一二三四1-4]季度末?|前[一二三]季度|[上下]半年|年?[末底终]))?", _chinese_year),
    ("usday", _D + r"(?P<um>0?[1-9]|1[0-2])/(?P<ud>[0-3]?\d)/(?P<uy>(?:19|20)\d\d)(?!\d)", _us_day),
    ("vatmonth", _D + r"(?P<vm>0[1-9]|1[0-2])/(?P<vy>[12]\d)(?!\d)(?= (?:vat|gst|return|period|quarter))|(?<=return )(?P<vm2>0[1-9]|1[0-2])/(?P<vy2>[12]\d)(?!\d)", lambda m: _of(TimeKind.MONTH, f"20{m['vy'] or m['vy2']}", int(m["vm"] or m["vm2"]))),
    ("zhmonths", r"(?<![\d.])(?P<sm>1[0-2]|0?[1-9])月?[-–—至到~](?P<sm2>1[0-2]|0?[1-9])月(?!供|均|度)", _month_span),
    ("zhmonth", rf"(?<![\d.个{_CN[1:-1]}])(?P<nm>1[0-2]|0?[1-9]|{_CN}{{1,2}})月份?(?!供|均|度)(?:(?P<nd>[0-3]?\d|{_CN}{{1,3}})日|(?P<ne>末|底))?", _chinese_month),
    ("zhpart", r"(?P<zp>第[一二三四1-4]季度|(?<!第)[一二三四]季度|前[一二三]季度|[上下]半年)(?:(?<=季度)[末底])?", lambda m: _chinese_part(m["zp"], None)),
    ("twoyears", r"前年|(?<![a-z])(?:the )?year before last(?![a-z])", lambda _: When(0, 0, TimeKind.PREVIOUS_YEAR, part=2)),
    ("prevyear", r"上年[末底]|去年[末底]|上一?年(?:度)?(?:同期)?|去年(?:同期)?|前一年|同期(?=的|为|减|增)|(?<![a-z])(?:the )?(?:prior|previous|last|preceding) (?:fiscal |financial )?year(?:'s)?(?! to)|"
     r"(?:the )?year before|(?:a|one) year (?:earlier|ago|before)|期初|年初", lambda _: When(0, 0, TimeKind.PREVIOUS_YEAR)),
    ("nextyear", r"次年|下一年|(?<![a-z])(?:the )?(?:following|next) year|(?<!a )(?:the )?year after(?! tax)|(?:a year|twelve months) later", lambda _: When(0, 0, TimeKind.NEXT_YEAR)),
    ("prev", r"上一?季度?(?:末)?|上个?月|(?<![a-z])(?:the )?(?:prior|previous|last|preceding) (?:quarter|month|period)", lambda _: When(0, 0, TimeKind.PREVIOUS)),
    ("this", r"最近一(?:年(?!期)|个(?:会计|完整)?年度)|当年|本年(?:度)?|今年|本期|当期|期末|(?<![a-z])(?:this|the current|the same) (?:fiscal |financial )?(?:year|period|quarter)|(?<![a-z])that year", lambda _: When(0, 0, TimeKind.THIS)),
    ("fiscal", _A + r"(?:fy|fiscal (?:year )?|financial year |the year ended (?:31 )?december (?:31,? )?)[ '-]?(?P<fy>(?:19|20)\d\d|\d\d(?!\d))(?![\d%])", lambda m: _of(TimeKind.FISCAL, m["fy"])),
    ("calendar", _A + r"(?:cy|calendar (?:year )?)[ '-]?(?P<cy>(?:19|20)\d\d|\d\d(?!\d))(?![\d%])", lambda m: _of(TimeKind.YEAR, m["cy"])),
    ("quarter", rf"{_A}(?:q(?P<q1>[1-4])(?:[ -]?(?:of )?(?:fy ?)?'?(?P<qy1>{_YEAR}|\d\d)(?!\d|[.,]\d| ?[%万亿千元]))?(?![a-z0-9])|(?P<qy2>{_YEAR})[ -]?q(?P<q2>[1-4])(?!\d)|(?P<q3>[1-4])q[ -]?'?(?P<qy3>{_YEAR}|\d\d)(?!\d|[.,]\d| ?[%万亿千元])|"
     rf"(?:the )?(?P<qo>first|second|third|fourth|final)[ -]quarter(?: (?:of )?(?:fy)?(?P<qy4>{_YEAR}))?)", _quarter),
    ("half", rf"{_A}(?:h(?P<h1>[12])[ -]?(?:of )?(?:fy ?(?=\d))?(?P<hy1>{_YEAR})?(?![a-z0-9])|(?P<h2>[12])h[ -]?(?P<hy2>{_YEAR}|\d\d)(?!\d)|(?:the )?(?P<ho>first|second)[ -]half(?: (?:of )?(?P<hy3>{_YEAR})| (?=of the year)))", _half),
    ("enday", rf"{_A}(?:(?P<dd>[0-3]?\d)(?:st|nd|rd|th)? (?P<dm>{_MONTH}),?(?: (?P<dy>{_YEAR}))?|(?P<dm2>{_MONTH}) (?P<dd2>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|,\d\d\d|\.\d|%|[kmb](?![a-z]))(?:,? (?P<dy2>{_YEAR}))?(?!\d))", _english_day),
    ("enmonth", rf"{_A}(?P<em>{_MONTH}),? (?:of )?(?P<ey>{_YEAR})(?!\d)", lambda m: _of(TimeKind.MONTH, m["ey"], _MONTHS[m["em"].rstrip(".")])),
    ("yearstart", rf"{_A}(?:the )?(?:beginning|start) of (?:fy ?|the year )?(?P<xs>{_YEAR})(?!\d)", lambda m: _before(m["xs"])),
    ("yearend", rf"{_A}(?:(?:the )?end of|end-|year[- ]end|the close of) ?(?:fy ?)?(?P<xy>{_YEAR})(?!\d)|{_D}(?P<xy2>{_YEAR}) year[- ]end", lambda m: _of(TimeKind.YEAR_END, m["xy"] or m["xy2"])),
    ("isomonth", rf"{_D}(?P<my>{_YEAR})[-/](?P<mm>0[1-9]|1[0-2])(?![\d-])", lambda m: _of(TimeKind.MONTH, m["my"], int(m["mm"]))),
    ("monthname", rf"(?<![a-z])(?:in|for|during|since|by|until|of|at the end of|to|from) (?P<mn>{_MONTH})(?! ?\d)(?! (?:the|an?|be|have|not|also|only)(?![a-z]))", lambda m: _of(TimeKind.MONTH, None, _MONTHS[m["mn"].rstrip(".")])),
    ("barmonth", rf"(?<![a-z])(?P<bm>{_MONTH})(?=:? ?(?:[a-z]{{3}} ?|[$€£¥])?\d)(?! (?:may|march) )", lambda m: _of(TimeKind.MONTH, None, _MONTHS[m["bm"].rstrip(".")])),
    ("alone", rf"\A(?P<am>{_MONTH})(?=\Z|:)", lambda m: _of(TimeKind.MONTH, None, _MONTHS[m["am"].rstrip(".")])),
    ("name", rf"{_A}(?P<bn>january|february|april|june|july|august|september|october|november|december|"
     r"(?:march|may)(?=(?: (?:was|were|had|saw|came|recorded|showed|the (?:\w+est|most|second|third))|'s) )|(?<=and )(?:march|may)(?=[.,;]|\Z| (?:the|were|was))|(?:march|may)(?=(?:,|,? and|,? or) (?:january|february|march|april|may|june|july|august|september|october|november|december)(?![a-z])))(?![a-z])(?! ?\d)", lambda m: _of(TimeKind.MONTH, None, _MONTHS[m["bn"]])),
    ("year", rf"{_D}(?<![a-z])(?<![a-z]-)(?<!cny )(?<!usd )(?<!rmb )(?P<yy>{_YEAR}){_NOT_AMOUNT}", lambda m: _of(TimeKind.YEAR, m["yy"])),
)  # fmt: skip
_READ: Final = {name: read for name, _, read in _FORMS}
_ANY: Final = re.compile("|".join(f"(?P<{name}>{form})" for name, form, _ in _FORMS))
_START: Final = re.compile(
    rf"(?<!\d)\d|[{_CN[1:-1]}零〇○近最过此前截第上下去同期年次当本今]|(?<![a-z])(?:a[ put]|by|c[ya]|d[eu]|e[ni]|"
    r"f[yieor]|h[\da]|i[nt]|j[au]|l[\dat]|ma|n[oie]|o[cfn]|p[\dar]|q\d|s[eia]|t[hwrto]|un|y[et])"
)
"""Where a form may begin: a look here is much cheaper than trying every form."""
_LINK: Final = re.compile(r"(?: ?(?:至|到|-|–|—|~|to|through|until|and up to) ?)\Z")
_LONGEST_LINK: Final = 12


def times_in(text: str) -> list[When]:
    """Every time that a plain text names, in order; a range is one mention with ``until``."""
    found: list[When] = []
    end = 0
    for place in _START.finditer(text):
        match = _ANY.match(text, place.start()) if place.start() >= end else None
        if match is None:
            continue
        end = match.end()
        read = _READ[match.lastgroup] if match.lastgroup in _READ else _reader(match)
        mention = replace(read(match), start=match.start(), end=match.end())
        if found and _is_range(text, found[-1], mention):
            mention = _ranged(found.pop(), mention)
        found.append(mention)
    return found


def _reader(match: Match) -> Callable[[Match], When]:
    groups = match.groupdict()
    return next(read for name, _, read in _FORMS if groups[name] is not None)


_RANGEABLE: Final = (TimeKind.YEAR, TimeKind.FISCAL, TimeKind.MONTH, TimeKind.DAY, TimeKind.QUARTER)


def _is_range(text: str, first: When, last: When) -> bool:
    if last.start - first.end > _LONGEST_LINK or first.until is not None:
        return False
    if first.kind not in _RANGEABLE or last.kind not in _RANGEABLE or last.year is None:
        return False
    return _LINK.match(text[first.end : last.start]) is not None


def _ranged(first: When, last: When) -> When:
    year = first.year if first.year is not None else last.year
    part = first.part * 3 - 2 if first.kind is TimeKind.QUARTER else first.part
    return replace(first, kind=TimeKind.SPAN, year=year, part=part, end=last.end, until=last)
