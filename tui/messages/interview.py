"""Words of the interview review."""

from typing import Final

from tui.messages.pairs import table

WORDS: Final = table(
    key__interview=("访谈", "Interview"),
    key__owner=("是企业主", "Is the owner"),
    key__other=("换一份", "Other interview"),
    key__next_warning=("下一条", "Next"),
    key__previous_warning=("上一条", "Previous"),
    key__add_interview=("加入", "Add"),
    interview__title=("访谈", "Interview"),
    interview__empty_title=("还没有访谈", "No interview yet"),
    interview__empty=(
        "按 a 加入录音或文字稿（每句一行：[03:12] 老板：内容）。",
        "Press a to add a recording or a transcript (a line each: [03:12] owner: words).",
    ),
    interview__owner=("企业主", "owner"),
    interview__manager=("客户经理", "manager"),
    interview__guessed=(
        "企业主是猜的：光标移到其话上按 w 确认",
        "the owner was guessed: put the cursor on their words and press w",
    ),
    interview__confirmed=("{who} 是企业主", "{who} is the owner"),
    interview__findings=("待核", "Findings"),
    interview__claims=("陈述与资料", "Claims beside the file"),
    interview__follow_up=("还要追问", "Still to ask"),
    interview__before=("访谈前的问题", "Questions before"),
    interview__summary=(
        "{agrees} 相符 · {contradicts} 不符 · {unverifiable} 无从核对 · {open} 待核",
        "{agrees} agree · {contradicts} contradict · {unverifiable} unverifiable · {open} open",
    ),
    interview__adding=("正在处理 {name}：{done}", "working on {name}: {done}"),
    interview__added=("已加入：{name}", "added: {name}"),
    interview__no_follow_up=("没有要追问的", "nothing left to ask"),
    interview__left=("，还需 {clock}", ", {clock} left"),
    key__play=("播放", "Play"),
    play__playing=("播放 {clock}", "playing {clock}"),
    play__none=(
        "本机没有播放器；截取 {clock} 的录音",
        "no player on this machine; cut out the passage at {clock}",
    ),
    key__correct=("更正", "Correct"),
    correct__title=("更正这段话", "Correct what was said"),
    correct__text=("原话", "Words"),
    correct__speaker=("说话人", "Speaker"),
    correct__needed=("请写明原话", "write the words"),
    correct__done=("已更正", "corrected"),
    relation__agrees=("相符", "agrees"),
    relation__contradicts=("不符", "contradicts"),
    relation__unverifiable=("无从核对", "can't be verified"),
)
