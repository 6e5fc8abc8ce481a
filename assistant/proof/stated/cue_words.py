# ruff: noqa: E501  one sort of words a line reads as a table
"""Words of movement and comparison beyond the engine's own lexicon, for texts that others wrote."""

import re
from typing import Final

from assistant.proof.lexicon import Cue, CueHit, cues_in

_A: Final = "(?<![a-z-])"
_Z: Final = "(?![a-z])"
_MOVES: Final = (
    (Cue.UP_TO, r"上升至|上升到|增长至|增长到|增加至|增加到|提高至|提高到|提升至|提升到|回升至|回升到|攀升至|攀升到|扩大至|扩大到|升至|升到|增至|增到|涨至|涨到"),
    (Cue.DOWN_TO, r"下降至|下降到|减少至|减少到|降低至|降低到|回落至|回落到|下滑至|下滑到|缩减至|缩减到|降至|降到|跌至|跌到|减至|减到"),
    (Cue.DOUBLE, r"翻了?一倍|翻了一番|翻一番|翻番|翻倍|twofold|(?:增长|增加|上升|提高|扩大|提升)了?一倍|" + f"{_A}(?:twofold increase|doubled|doubles|doubling){_Z}"),
    (Cue.TRIPLE, r"(?:增长|增加|上升|提高)了?两倍|" + f"{_A}(?:threefold|three-fold|tripled|trebled|trebles|triples|trebling|tripling){_Z}"),
    (Cue.HALVE, r"减半|腰斩|(?:下降|减少|降低|缩减)了?一半|" + f"{_A}(?:halved|halves|halving){_Z}"),
    (Cue.UP, r"年增(?![加长至到速])|上调|走高|走强|攀高|增厚|扩张|壮大|增多|多出|高出|变长|拉长|延长|上行|上扬|回升|上浮|抬升|抬高|转旺|激增|猛增|骤增|陡增|剧增|递增|递升|爬升|蹿升|拉升|扩容|放量|放大|加码|走阔|按年增加|按年上升|"
     + f"{_A}(?:widen(?:s|ed|ing)?|leapt|leap|spiked|spikes|escalat(?:es|ed)|ticked up|ticked higher|nudged up|inched higher|crept higher|drifted up|trended up|trended higher|snowballed|mushroomed|enlarged|beefed up|scaled up|ramped up|grown|built back|soar(?:s|ed|ing)?|swelled|ballooned|advance[sd]?|added|adds|picked up|gone up|went up|going up|goes up|recover(?:s|ed)|rebound(?:s|ed)|raised|raises|lifted|lifts|topped up|gain(?:s|ed)|lengthen(?:s|ed)|accelerat(?:es|ed)|swollen|crept up|edged up|edged higher|inched up|moved up|built up|shot up|mounted|multiplied|rallied|stepped up|strengthen(?:s|ed)|bigger than before|came up|is up|was up|are up|were up){_Z}"),
    (Cue.DOWN, r"年减(?![少至到])|倒退|下调|走低|收缩|缩水|缩短|转弱|减弱|走弱|变弱|变短|下行|下浮|下探|收窄|收紧|萎缩|压缩|压降|压减|压低|削减|削弱|缩减|缩量|减小|递减|锐减|骤降|骤减|陡降|大跌|滑落|滑坡|跌落|回撤|摊薄|按年减少|按年下降|按年倒退|变少|"
     + f"{_A}(?:narrow(?:s|ed|ing)?|slip(?:s|ped|ping)?|contract(?:ed|ing)|slid|slides|sliding|tapered(?: off)?|tailed off|tail off|fell away|fell back|dropped back|dropped off|dropped away|pared(?: back| down)?|curtailed|curbed|diminish(?:es|ed)|waned|ebbed|sagged|thinned|plummeted|nosedived|crashed|ticked down|ticked lower|nudged down|inched lower|crept lower|drifted down|drifted lower|trended down|trended lower|wound down|run down|whittled down|reined in|cut back|soften(?:s|ed)|eased|eases|dip(?:s|ped)?|shed|sheds|lost|loses|gave up|came down|come down|coming down|comes down|lowered|lowers|cut|cuts|trimmed|tumbled|sank|shrunk|dwindled|gone down|went down|goes down|going down|retreat(?:s|ed)|shorten(?:s|ed)|squeezed|weaken(?:s|ed)|eroded|dented|crept down|edged down|edged lower|inched down|moved down|drawn down|paid down|ran down|scaled back|pulled back|receded|shrank|cooled|is down|was down|are down|were down|released){_Z}"),
    (Cue.FLAT, r"稳定(?!在|性)|不变|未变化|没有变化|无变化|持平|大致相当|基本相当|" + f"{_A}(?:held steady|held|stable|steady|level with|the same as|no change|unmoved|flat|unchanged|did not change|didn't change|not changed|hardly changed|remained constant|stayed put){_Z}"),
    (Cue.BETTER, r"改善|好转|优化|向好|转好|" + f"{_A}(?:improv(?:es|ed|ing|ement)){_Z}"),
    (Cue.BETTER, r"加快|变快|提速|加速|" + f"{_A}(?:faster|sooner|quicker|quickened|sped up|speeded up|more quickly){_Z}"),
    (Cue.WORSE, r"放缓|放慢|变慢|减慢|减速|趋缓|迟缓|" + f"{_A}(?:slower|slowed(?: down)?|slows(?: down)?|slowing|later than|more slowly){_Z}"),
    (Cue.WORSE, r"恶化|转差|变差|" + f"{_A}(?:deteriorat(?:es|ed|ing|ion)|worsen(?:s|ed|ing)?){_Z}"),
    (Cue.ABOVE, r"高过|大过|多过|好于|优于|快于|胜过|" + f"{_A}(?:topped|tops|topping|surpass(?:es|ed|ing)|beyond|upwards of|north of|past(?! due)|outstrips|outstripped|outweighs|beats|beat|ahead of|overshot|overran|ran over|outpaced|exceeding|in excess of){_Z}"),
    (Cue.BELOW, r"不及|不如|逊于|差于|慢于|少于|" + f"{_A}(?:short of|behind|missed|misses|trails|trailed|lags|lagged|undershot|south of|shy of|inferior to|falls short of|fell short of){_Z}"),
    (Cue.NEARLY, f"{_A}(?:just short of|just shy of|a little under|a shade under|not quite|a little below|slightly under|slightly below|just below|just under|almost|nearly|approaching){_Z}|接近|将近|近乎"),
    (Cue.ABOUT, f"{_A}(?:something like|in the region of|in the order of|or so|give or take|some){_Z}|上下|左右|大致|大体|差不多|约合|约为|约"),
    (Cue.ABOVE, f"{_A}(?:just over|a little over|slightly over|slightly more than|a little more than|a little above|just above|well over|comfortably over){_Z}|出头|有余|过(?=半|千|万|亿|百)"),
    (Cue.STEPWISE, f"{_A}(?:quarter on quarter|month on month|sequentially|on the previous quarter|on the previous month|from the previous quarter|from the previous month|than the previous quarter|than the quarter before|on the month|from the quarter before|on the quarter){_Z}|(?:较|比|与|同)上(?:一|个)?(?:季度|季|月)|较前一季度|较前一月"),
    (Cue.YEARLY, f"{_A}(?:year on year|year-on-year|yoy|y-o-y|on a year earlier|from a year earlier|on the year|on the year before|on the prior year|annually){_Z}|同比|按年|较上年同期|比上年同期|较去年同期|比去年同期"),
)  # fmt: skip
_PATTERN: Final = re.compile("|".join(f"(?P<g{n}>{words})" for n, (_, words) in enumerate(_MOVES)))
_CUE: Final = tuple(cue for cue, _ in _MOVES)
_NOT_A_MOVE: Final = re.compile(
    r"(?<![a-z])(?:mak(?:e|es|ing)|set|back|sum|follow|take|took) up\Z|(?<![a-z])(?:break|written) down\Z"
)
_NO_FALL: Final = re.compile(r"(?:fall(?:s|ing|en)?|fell) (?:due|(?:[^.;]{1,24} )?short)(?![a-z])")
"""Fall due, fall USD 1,000 short: no movement."""
_OUTDONE: Final = re.compile(
    r"more than (?:absorb|offset|outweigh|made up|makes? up|compensat|cancel|wip)"
)
"""More than absorbed: a verb made stronger, no comparison."""
_CONTRACT: Final = re.compile("[违合契条公节预签制特]约|约[定束会谈金见]")
"""Words that hold 约 without meaning about."""
SMALL: Final = frozenset(("up", "down", "over", "under", "past", "beyond", "against"))
"""English words that may be prepositions and compare nothing."""


def all_cues(text: str, taken: bytearray) -> list[CueHit]:
    """Every cue outside the taken characters; the longer of two that overlap."""
    found = [
        CueHit(m.start(), m.end(), _CUE[int((m.lastgroup or "g0")[1:])])
        for m in _PATTERN.finditer(text)
        if not taken[m.start()]
    ]
    covered = bytearray(len(text) + 1)
    for hit in found:
        covered[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    base = [c for c in cues_in(text, taken) if not covered[c.start] and not covered[c.end - 1]]
    return sorted(c for c in (*found, *base) if _is_meant(text, c))


def _is_meant(text: str, cue: CueHit) -> bool:
    """Whether a cue's words are no part of a wording that moves and compares nothing."""
    if cue.cue is Cue.DOWN and _NO_FALL.match(text, cue.start):
        return False
    if _OUTDONE.match(text, cue.start):
        return False
    if _NOT_A_MOVE.search(text, max(0, cue.start - 8), cue.end):
        return False
    return cue.cue is not Cue.ABOUT or not _CONTRACT.search(
        text, max(0, cue.start - 1), cue.end + 1
    )


__all__ = ["SMALL", "all_cues"]
