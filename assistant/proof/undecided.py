"""Words that assert something measurable where no figure decides it: never shown as fine."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assistant.domain.checks import Claim, ClaimKind, Proof
from assistant.proof import wording
from assistant.proof.claims import MODAL, WordClaim
from assistant.proof.courses import STEADY
from assistant.proof.direction import TURNED
from assistant.proof.levels import Verdict
from assistant.proof.lexicon import Cue
from assistant.proof.reading import Reading

_PLACES: Final = frozenset(("<", ">", "up", "down", "over", "under", "above", "below", "more than", "near"))
"""Words that tell a place, a time or a manner as often as a movement: set up, under the plan."""
_TOLD: Final = (*TURNED, Cue.ABOVE, Cue.BELOW)
_ASSERTS: Final = re.compile(
    "亏损|盈利(?![能模])|扭亏|资不抵债|逾期|过半|大部分|大半|多数|(?:足以|能够?|可|足够)(?:全额|完全|充分|足额)?(?:覆盖|偿还)|[短长快慢大小多少高低优逊强弱]于|不[及如](?!时)|一[年季月]比一[年季月]|(?:没有|未|无)(?:开具|发生|出现|产生|流失|新增|作废)|最[高低]|"
    "新[高低]|双双|无一|没有一[个家笔张]|零(?=[取退作逾违拖欠投])|"
    "(?:所有|全部|每一?[家张笔个])[^，。；]{0,8}[均都已]|(?:无|没有)(?:任何|未偿)?(?:银行|对外|有息|民间)?(?:借款|贷款|负债|债务|存货|库存|应收|担保|欠税|诉讼)|"
    "对外[^，。；]{0,6}担保|未见|查不到|存在[^，。；]{1,20}(?:情形|情况|现象)|头号|第一大|"
    "暴跌|暴[增涨]|见底|骤[降增减]|挤压|耗尽|枯竭|未(?:缴纳|支付|偿还|归还)|"
    r"(?<![a-z])(?:more|less|fewer|higher|lower|larger|smaller|greater|shorter|longer|better|worse|faster|slower|stronger|weaker) (?:[^.;]{0,60} )?than(?![a-z])|"
    r"(?<![a-z])(?:all|every)(?: of)?(?: the| its)? (?:\w+ )?(?:customers?|suppliers?|invoices?|loans?|payments?|orders?|shipments?)(?![a-z])|"
    r"(?<![a-z])(?:no|without)(?: \w+)? (?:debts?|borrowings?|loans?|inventory|stock|guarantees?|litigation|receivables|payables)(?![a-z])|"
    r"(?<![a-z])(?:outran|outpac|outstrip|outnumber|outweigh|outgrew|outsold|collaps|squeez|evaporat|plummet|soar|deplet|dried up|run out|ran out)[a-z]*|"
    r"(?<![a-z])(?:profitable|loss-making|in the red|in the black|insolvent|overdue|arrears|"
    r"(?:been|was|were|is|are|paid|pays|paying|ever) late|majority|mostly|most of|half of|"
    r"(?:is|are|was|were|fully|well|not) covered|covers|highest|lowest|"
    r"record (?:high|low)|not (?:a single|one)|none of|never|always)(?![a-z])"
)
_SENTENCE: Final = re.compile(r"[。.!！;；]\s*\Z")
_OPINION: Final = re.compile(
    "紧张|偏紧|宽裕|充裕|充足|良好|健康|稳[健定]|较[强弱好差大小]|偏[高低弱强]|合理|可控|正常|薄弱|有限|集中|重要|关键|"
    "值得|关注|满意|欠佳|理想|尚可|突出|"
    r"(?<![a-z])(?:tight|thin|weak|strong|healthy|sound|solid|adequate|ample|comfortabl[ey]|modest|"
    r"reasonable|acceptable|stable|robust|fragile|limited|concern\w*|important|matters?|attention|"
    r"key|central|worth|notable|satisfactory|volatile|concentrated|good|poor|attractive|encouraging)(?![a-z])"
)
"""Judgements: no figure decides them, and a sentence that holds no more is let be."""
_HARMLESS: Final = re.compile(
    r"[?？]\s*\Z|(?<!申)请|例如|参见|详见|见附|(?<![a-z])(?:please|such as|see|e\.g\.)(?![a-z])|"
    r"\A\s*[#>|]|\A\s*(?:test|review|monitor|check|collect|obtain|report|verify)(?![a-z])|未(?:能)?(?:测算|评估|提供|取得|核实|获得)|"
    r"(?<![a-z])(?:not (?:been |on )?(?:file|tested|available|provided|known|verified|measured)|unknown|whether)(?![a-z])"
)


def undecided_claims(reading: Reading, claims: Sequence[Claim]) -> list[WordClaim]:
    """An unchecked claim in each clause whose words assert what nothing here decides.

    Only where the clause has no claim yet: with one, its verdict says enough.
    """
    text, found = reading.text, []
    if _HARMLESS.search(text):
        return []
    bare = not claims and _SENTENCE.search(text) is not None
    for begin, end in pairwise([*reading.clauses, len(text)]):
        if MODAL.search(text, begin, end):
            continue
        spots = _spots(reading, begin, end)
        if bare and not _OPINION.search(text, begin, end):
            spots += [(m.start, m.end) for m in reading.mentions if begin <= m.start < end]
        if spots and not any(begin <= claim.start < end for claim in claims):
            verdict = Verdict(Proof.UNCHECKED, None, wording.say("undecided", reading.lang))
            found.append(WordClaim(*min(spots), ClaimKind.COMPARISON, verdict))
    return found


def _spots(reading: Reading, begin: int, end: int) -> list[tuple[int, int]]:
    """Where a clause asserts something: its words of movement and comparison, and others."""
    spots = [
        (cue.start, cue.end)
        for cue in reading.cues
        if begin <= cue.start < end
        and cue.cue in _TOLD
        and reading.text[cue.start : cue.end] not in _PLACES
    ]
    found = (words.search(reading.text, begin, end) for words in (_ASSERTS, STEADY))
    return spots + [match.span() for match in found if match is not None]
