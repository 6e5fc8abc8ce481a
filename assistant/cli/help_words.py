"""Help of the command line in Chinese; English stands beside each command in the code."""

from typing import Final

from typer._click.core import Command, Context, Parameter  # typer carries its own click
from typer.core import TyperGroup

from assistant.domain.quantities import Lang

ZH: Final = {
    "": "小微企业授信：数字由程序计算，文字逐句核对。不带参数则打开终端应用。",
    "--home": "案卷和设置所在的文件夹。",
    "--lang": "zh 或 en。",
    "--by": "操作人；默认为系统用户。",
    "--json": "在标准输出打印一个 JSON 值。",
    "--help": "显示帮助。",
    "case": "新建、列出、迁移和删除案卷。",
    "case new": "新建空案卷。",
    "case new NAME": "企业名称。",
    "case new --uscc": "统一社会信用代码。",
    "case each": "为含多家企业的文件逐家建立案卷。",
    "case each FILE": "含多家企业发票的文件。",
    "case list": "全部案卷，最近改动的在前。",
    "case show": "一个案卷的资料、记录和计数。",
    "case show --rejected": "列出全部被拒收的行。",
    "case export": "把整个案卷写成一个经过校验的文件。",
    "case export PATH": "要写成的 zip 文件。",
    "case import": "导入 case export 写成的案卷，全部校验。",
    "case import PATH": "case export 写成的文件。",
    "case delete": "删除案卷；只在主目录日志留下删除记录。",
    "case delete --why": "理由；留在主目录日志中。",
    "CASE": "案卷编号的开头，或唯一的名称。",
    "add": "把文档和记录读入案卷；图片页最后识别。",
    "add PATHS": "文件或文件夹。",
    "add --firm": "含多家企业的文件中取哪一家。",
    "add --embed": "立即计算段落向量。",
    "add --later": "图片页先不识别，留给 recognise。",
    "recognise": "识别图片页上的文字；中断后从原处继续。",
    "remove": "从案卷中移除一个文件及由它得出的一切。",
    "remove SOURCE": "文件名，或其编号的开头。",
    "remove --why": "理由；留在日志中。",
    "search": "在案卷的文档中检索段落，最相关的在前。",
    "search WORDS": "要找的词句。",
    "search -k": "段落数。",
    "set": "录入申请、企业或报表数值；每项都记下由谁录入。",
    "set KEY=VALUE...": "不给则列出全部字段；空值表示清除。",
    "set --why": "数值的依据。",
    "confirm": "确认或更正从文档读出的数值。",
    "confirm KEY": "指标的键；用 --all 时不给。",
    "confirm --value": "正确的数值（与读出的不同时）。",
    "confirm --why": "与什么核对过。",
    "confirm --all": "全部待确认的数值。",
    "reject": "不采用从文档读出的数值；任何地方都不再使用它。",
    "reject KEY": "指标的键。",
    "reject --why": "理由；留在日志中。",
    "ask": "就案卷提问；数字来自程序，引文注明页码。",
    "ask QUESTION": "中文或英文。",
    "figures": "案卷的指标；单独一个键还显示公式、所用数值和依据。",
    "figures KEY": "键、键的开头，或名称的一部分。",
    "figures --candidates": "只列待确认的数值。",
    "findings": "预警、规则结论及处理情况，最严重的在前。",
    "review": "采纳或排除一项预警，附备注。",
    "review FINDING": "预警编号或其开头。",
    "review --keep": "确有其事。",
    "review --dismiss": "不成问题；须加 --note。",
    "review --note": "理由；留在日志中。",
    "score": "按政策评分；--what-if 只显示变化，不保存。",
    "score --what-if": "假设的数值；可重复。",
    "waive": "以本人名义豁免一条突破的规则，或撤回豁免。",
    "waive RULE": "规则编号，见 score 的输出。",
    "waive --why": "理由；留在日志和报告中。",
    "waive --withdraw": "撤回豁免。",
    "override": "以本人名义在系统等级之外另给等级，或撤回；两个等级都保留。",
    "override GRADE": "政策的等级之一；撤回时不给。",
    "override --why": "理由；留在日志和报告中。",
    "override --withdraw": "撤回改级。",
    "stress": "压力下的评分：各选项合为一次冲击；不给选项则用常用的几种。",
    "stress CASE": "案卷编号的开头或名称；不给则为全部案卷。",
    "stress --revenue": "销售收入下降多少，如 20%。",
    "stress --customer": "最大客户流失且无替补。",
    "stress --rate": "全部借款利率上升多少，如 1%。",
    "stress --days": "客户推迟付款的天数。",
    "memo": "起草并核对授信报告，语言由 --lang 决定；或修改、比较、签署已有的一稿。",
    "memo -o": ".md、.docx、.pdf 或 .html。",
    "memo --kind": "报告种类。",
    "memo --draft": "用已有的一稿（编号），不再起草。",
    "memo --sign": "以 --by 的名义为该稿签字。",
    "memo --edit": "按编号、代码或标题修改一节，存为新的一稿；用 $EDITOR 或 --with。",
    "memo --with": "改好的这一节（Markdown 文件）。",
    "memo --import": "取回在 Word 或 Markdown 中改过的报告，存为新的一稿。",
    "memo --diff": "列出该稿与另一稿（编号）的差异。",
    "memo --bundle": "写出该稿全部数值的来由（.zip），供审计复算。",
    "replay": "只凭复算包重新得出报告的每个数值；有不同则退出码为 3。",
    "replay FILE": "memo --bundle 写出的文件。",
    "memo --why": "修改或签字的理由；留在日志中。",
    "checklist": "此类报告、此种贷款须备的资料，缺的在前；以及应向企业提出的问题。",
    "checklist --kind": "报告种类。",
    "comments": "对一稿的审阅意见：原文已改的会标出，由具名的人关闭。",
    "comments --draft": "哪一稿；默认为最新一稿。",
    "comments --on": "哪一节：编号、代码或标题。",
    "comments --quote": "所指的原文，照抄。",
    "comments --say": "意见；不给则列出已有的。",
    "comments --close": "要关闭的意见编号，须用 --why 答复。",
    "comments --why": "如何处理；留在日志中。",
    "conditions": "放款前、放款后和持续的条件：由程序提出，由您确认。",
    "conditions --confirm": "要确认的条件编号；须写明责任人和期限。",
    "conditions --drop": "不采用的条件编号；须用 --why 说明。",
    "conditions --owner": "由谁落实。",
    "conditions --due": "期限，如 2026-03-31。",
    "conditions --why": "理由；留在日志中。",
    "covenants": "约定财务指标：定义、限值、测试日、余量和临界点。",
    "check": "逐句核对任何文字中的数字；有不符则退出码为 3。",
    "check FILE": "md、txt、docx 或 pdf。",
    "check --case": "与该案卷核对。",
    "check --against": "与这些资料核对。",
    "check --batch": '每行一个 {"id","sources","text"} 的 JSON 文件。',
    "interview": "听取录音或读取文字稿；不给文件则显示最近一次访谈及其与资料的对照。",
    "interview FILE": "录音，或文字稿（.txt、.md、.json）。",
    "interview --speakers": "单声道录音中的说话人数。",
    "interview --relabel": "S1=owner、S2=manager、S3=S1、S4=姓名；可重复。",
    "interview --correct": "00:51=原话：更正听错的话；可重复。",
    "interview --clip": "00:51：要截取的那段话；与 -o F.wav 同用。",
    "interview -o": "写成报告（.md、.docx）或字幕（.srt、.vtt）。",
    "interview --name": "多份访谈中的哪一份。",
    "interview --questions": "只列访谈前资料引出的问题。",
    "consent": "登记对录音或声音分析的同意；不带参数则列出。",
    "consent TO": "recording（录音）或 voice（声音分析）。",
    "consent --from": "由谁同意；默认为 --by 给出的姓名。",
    "consent --how": "签字、录音中口头同意等。",
    "consent --withdraw": "已撤回。",
    "audit": "谁在何时因何做了什么；--verify 找出被改动的行和被截断的末尾。",
    "audit CASE": "案卷编号的开头或名称；不给则读主目录日志。",
    "audit --verify": "重新计算哈希链；不符则退出码为 6。",
    "doctor": "哪些功能可用，缺什么，用什么命令补上。",
    "demo": "从头建立示例案卷，并说明一切在哪里。",
    "variables": "变量目录。",
    "variables list": "全部变量及名称、单位。",
    "variables list WORDS": "只列键或名称含有它的。",
    "variables explain": "一个变量的公式、别名，以及缺失的含义。",
    "variables explain KEY": "变量的键，可带期间。",
    "train": "用结果已知的企业训练评分卡，写出模型和模型卡。",
    "--firms": "企业名单 CSV：企业代号和结果。",
    "--sales": "这些企业的销项发票文件；可多次给出。",
    "--purchases": "这些企业的进项发票文件；可多次给出。",
    "--label": "结果所在列：是或 1 为违约。",
    "--as-of": "这一天之后的记录一律不看。",
    "train --out": "模型写到哪个文件。",
    "train --repeats": "交叉验证的重复次数；0 表示不做。",
    "train --allow-leak": "由你负责放行的变量。",
    "validate": "在结果已知的企业上检验模型，每个数字带区间。",
    "MODEL": "train 写出的文件。",
    "promote": "以本人名义批准一个模型投入使用；模型不会自行上线。",
    "promote --why": "理由；随批准记录保存。",
    "portfolio": "成批评分，分配预算。",
    "portfolio score": "只凭发票为成千上万家企业评分；中断后从原处继续。",
    "portfolio score SOURCES": "含多家企业、自带销项进项区分的发票文件，或文件夹。",
    "portfolio score --firms": "全部企业的名单 CSV：企业代号和企业名称。",
    "portfolio score --model": "train 写出的文件；默认为已批准的模型。",
    "portfolio score --out": "写出的 .csv 或 .parquet。",
    "portfolio allocate": "在总预算内决定向谁贷多少、利率多少，使期望利润最大。",
    "portfolio allocate SCORED": "portfolio score 写出的文件。",
    "portfolio allocate --budget": "总预算，可写作 1亿。",
    "portfolio allocate --churn": "各利率下 A、B、C 类客户流失率的表。",
    "portfolio allocate --least": "单户最低金额。",
    "portfolio allocate --most": "单户最高金额。",
    "portfolio allocate --min-rate": "最低年利率，如 0.04。",
    "portfolio allocate --max-rate": "最高年利率，如 0.15。",
    "portfolio allocate --max-loss": "整个组合每元承诺额的最高预期损失。",
    "portfolio allocate --shock": "名称含这些词的企业，违约概率乘以该倍数；可多次给出。",
    "portfolio allocate --out": "写出的 .csv 或 .parquet。",
}
"""Help by command, and by command and parameter; what many commands share stands alone."""


def in_language(command: Command, lang: Lang) -> Command:
    """The command tree with its help in one language."""
    if lang is Lang.ZH:
        _translate(command, "")
    return command


def _translate(command: Command, path: str) -> None:
    command.help = ZH.get(path, command.help)
    command.short_help = None
    for parameter in command.get_params(Context(command)):
        name = parameter_name(parameter)
        words = ZH.get(f"{path} {name}".strip()) or ZH.get(name)
        if words is not None and hasattr(parameter, "help"):
            parameter.help = words
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            _translate(inner, f"{path} {name}".strip())


def parameter_name(parameter: Parameter) -> str:
    """``--why`` of an option; ``CASE`` of an argument."""
    if parameter.param_type_name == "argument":
        return (parameter.metavar or parameter.name or "").upper()
    return max(parameter.opts, key=len)
