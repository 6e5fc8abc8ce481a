"""The demo's interview, a transcript: no Chinese voice that may be shipped is understood yet.

What the owner says fits the story of the main firm: most of it agrees with the file; the largest
customer and the profit don't, and a question about a supplier is avoided twice.
"""

from pathlib import Path
from typing import Final

from assistant.domain.interviews import MANAGER, OWNER

NAME: Final = "访谈文字稿.txt"
OWNER_NAME: Final = "王总"
ROLES: Final = {"老板": OWNER, "客户经理": MANAGER}
KEPT: Final = "customers.top1_share@2025"
"""The figure against which a claim is kept as a finding."""
_LINES: Final = (
    ("00:04", "客户经理", "王总，今天跟您聊一下企业情况，全程录音，您同意吗？"),
    ("00:10", "老板", "同意，你录吧。"),
    ("00:14", "客户经理", "公司是哪一年成立的，现在有多少员工？"),
    ("00:20", "老板", "一二年成立的，做烘焙食品，现在八十来个人吧。"),
    ("00:31", "客户经理", "2025年开票一共多少？"),
    ("00:36", "老板", "去年啊，不含税两千六百多万，比前年涨了一点。"),
    ("00:48", "客户经理", "那净利润呢？"),
    ("00:51", "老板", "净利润三百来万，原料涨得厉害，毛利率二十三个点左右。"),
    ("01:05", "客户经理", "最大的客户占销售额多少？"),
    ("01:10", "老板", "最大客户不超过三成，我们客户分散，有三十来家。"),
    ("01:24", "客户经理", "货款一般多久能收回来？"),
    ("01:29", "老板", "账期两个月左右，商超结得慢一些。"),
    ("01:40", "客户经理", "晨原粮油这个供应商，去年下半年怎么没有开票了？"),
    ("01:48", "老板", "我们产品升级了，口味调整过，市场反响很好。"),
    ("02:01", "客户经理", "我问的是供应商，现在粮油从哪家供应商采购？"),
    ("02:08", "老板", "这个我回去问问采购。"),
    ("02:15", "客户经理", "银行贷款现在有多少？有没有逾期？"),
    ("02:21", "老板", "贷款三百万，从来没有逾期过。"),
    ("02:30", "客户经理", "有没有给别人做担保？"),
    ("02:34", "老板", "没有，我们从来不给别人担保。"),
    ("02:41", "客户经理", "这次想贷多少，做什么用？"),
    ("02:46", "老板", "申请一百五十万，买面粉和油脂。"),
    ("02:55", "客户经理", "明年怎么打算？"),
    ("02:59", "老板", "明年争取做到三千万，已经有五十来家客户在谈。"),
)  # fmt: skip


def write_interview(folder: Path) -> Path:
    """Write the transcript."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    lines = [f"[{at}] {who}：{words}" for at, who, words in _LINES]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
