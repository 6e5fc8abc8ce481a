"""Words of the command line for closed sets, in both languages."""

from datetime import datetime
from typing import Final

from assistant.domain.case import SourceKind, SourceState
from assistant.domain.checks import Proof
from assistant.domain.figures import FigureStatus, Verdict
from assistant.domain.findings import ReviewState, Severity
from assistant.domain.quantities import Lang

_Pair = tuple[str, str]
"""Chinese and English."""

_STATES: Final[dict[str, _Pair]] = {
    SourceState.READY: ("可用", "ready"),
    SourceState.FAILED: ("失败", "failed"),
    SourceState.REPLACED: ("已被替换", "replaced"),
    SourceState.REMOVED: ("已移除", "removed"),
}
_KINDS: Final[dict[str, _Pair]] = {
    SourceKind.DOCUMENT: ("文档", "document"),
    SourceKind.RECORDS: ("台账", "records"),
    SourceKind.RECORDING: ("录音", "recording"),
}
_STATUSES: Final[dict[str, _Pair]] = {
    FigureStatus.CANDIDATE: ("待确认", "candidate"),
    FigureStatus.VERIFIED: ("已核实", "verified"),
    FigureStatus.DISPUTED: ("有争议", "disputed"),
}
_REVIEWS: Final[dict[str, _Pair]] = {
    ReviewState.OPEN: ("待核", "open"),
    ReviewState.KEPT: ("采纳", "kept"),
    ReviewState.DISMISSED: ("排除", "dismissed"),
}
_SEVERITIES: Final[dict[str, _Pair]] = {
    Severity.INFO: ("提示", "info"),
    Severity.WARNING: ("关注", "warning"),
    Severity.CRITICAL: ("严重", "critical"),
}
_VERDICTS: Final[dict[str, _Pair]] = {
    Verdict.PASS: ("通过", "pass"),
    Verdict.THIN: ("勉强通过", "thin"),
    Verdict.BREACH: ("突破", "breach"),
    Verdict.NOT_COMPUTABLE: ("无法测算", "not computable"),
    Verdict.WAIVED: ("已豁免", "waived"),
}
_PROOFS: Final[dict[str, _Pair]] = {
    Proof.PROVED: ("已证实", "proved"),
    Proof.UNCHECKED: ("未能核对", "unchecked"),
    Proof.FALSE: ("不符", "false"),
}
RECOMMENDATIONS: Final[dict[str, _Pair]] = {
    "approve": ("建议批准", "approve"),
    "approve_with_conditions": ("有条件批准", "approve with conditions"),
    "refer": ("提交上级", "refer"),
    "decline": ("建议拒绝", "decline"),
}
_STAGES: Final[dict[str, _Pair]] = {
    "reading": ("读取", "reading"),
    "checking": ("检查", "checking"),
    "saving": ("保存", "saving"),
    "embedding": ("向量化", "embedding"),
    "listening": ("听取", "listening"),
    "voices": ("区分说话人", "telling voices apart"),
    "recognising": ("文字识别", "recognising"),
    "writing": ("起草", "writing"),
    "computing": ("计算", "computing"),
}
_UNITS: Final[dict[str, _Pair]] = {
    "rows": ("行", "rows"),
    "pages": ("页", "pages"),
    "files": ("个文件", "files"),
    "firms": ("家企业", "firms"),
    "passages": ("段", "passages"),
    "sections": ("节", "sections"),
    "seconds": ("秒", "seconds"),
    "steps": ("步", "steps"),
}
_ACTIONS: Final[dict[str, _Pair]] = {
    "create": ("新建", "create"),
    "add": ("加入", "add"),
    "add failed": ("加入失败", "add failed"),
    "recognise": ("识别", "recognise"),
    "remove": ("移除", "remove"),
    "interview": ("访谈", "interview"),
    "relabel": ("标注说话人", "relabel"),
    "correct": ("更正原话", "correct"),
    "consent": ("登记同意", "consent"),
    "withdraw consent": ("撤回同意", "withdraw consent"),
    "set": ("录入", "set"),
    "confirm": ("确认", "confirm"),
    "reject": ("不采用", "reject"),
    "adjust": ("调整", "adjust"),
    "review kept": ("采纳预警", "review kept"),
    "review dismissed": ("排除预警", "review dismissed"),
    "review open": ("重新打开预警", "review open"),
    "waive": ("豁免", "waive"),
    "withdraw waiver": ("撤回豁免", "withdraw waiver"),
    "override": ("人工改级", "override"),
    "withdraw override": ("撤回改级", "withdraw override"),
    "ask": ("提问", "ask"),
    "answer": ("回答", "answer"),
    "send": ("发送给模型", "send"),
    "draft": ("起草", "draft"),
    "comment": ("审阅意见", "comment"),
    "close comment": ("关闭意见", "close comment"),
    "condition": ("条件", "condition"),
    "edit": ("修改报告", "edit memo"),
    "attest": ("陈述未核语句", "state unproved"),
    "sign": ("签字", "sign"),
    "export": ("导出", "export"),
    "import": ("导入", "import"),
    "upgrade": ("升级", "upgrade"),
}


def _said(table: dict[str, _Pair], value: str, lang: Lang) -> str:
    pair = table.get(value, (value, value))
    return pair[0] if lang is Lang.ZH else pair[1]


def state_word(state: SourceState, lang: Lang) -> str:
    """Where a source stands."""
    return _said(_STATES, state, lang)


def kind_word(kind: SourceKind, lang: Lang) -> str:
    """What a source is."""
    return _said(_KINDS, kind, lang)


def status_word(status: FigureStatus, lang: Lang) -> str:
    """How far a figure may be trusted."""
    return _said(_STATUSES, status, lang)


def review_word(state: ReviewState, lang: Lang) -> str:
    """What became of a finding."""
    return _said(_REVIEWS, state, lang)


def severity_word(severity: Severity, lang: Lang) -> str:
    """How much a finding matters."""
    return _said(_SEVERITIES, severity, lang)


def verdict_word(verdict: Verdict, lang: Lang) -> str:
    """Outcome of a rule."""
    return _said(_VERDICTS, verdict, lang)


def proof_word(proof: Proof, lang: Lang) -> str:
    """Outcome of a claim."""
    return _said(_PROOFS, proof, lang)


def recommendation_word(recommendation: str, lang: Lang) -> str:
    """What a score comes to."""
    return _said(RECOMMENDATIONS, recommendation, lang)


def stage_word(stage: str, lang: Lang) -> str:
    """What long work is doing."""
    return _said(_STAGES, stage, lang)


def unit_word(unit: str, lang: Lang) -> str:
    """What long work counts."""
    return _said(_UNITS, unit, lang)


def action_word(action: str, lang: Lang) -> str:
    """What an audit line says was done."""
    return _said(_ACTIONS, action, lang)


def moment(at: datetime) -> str:
    """A moment as it is read here: local time to the minute."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
