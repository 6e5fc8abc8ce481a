"""What the reader of a transcript must know about its recording, in both languages."""

from collections.abc import Iterator, Sequence
from typing import Final

from audio.channels import ChannelUse, Levels
from audio.decode import Flaw
from audio.transcript import Notice, SpeakerMethod, Utterance
from audio.voiceprints import SPEAKER_COMMAND

_SHORT_S: Final = 5.0
_SUPPORTED: Final = {"zh", "en"}


def notices_of(
    levels: Levels, flaws: Sequence[Flaw], method: SpeakerMethod, utterances: Sequence[Utterance]
) -> tuple[Notice, ...]:
    """Damage, a dead channel, overdrive, no speech, coarse speakers, unsupported language."""
    found = {flaw.code: Notice(code=flaw.code, zh=flaw.zh, en=flaw.en) for flaw in flaws}
    for notice in (*_about_sound(levels), *_about_words(method, utterances)):
        found.setdefault(notice.code, notice)
    return tuple(found.values())


def _about_sound(levels: Levels) -> Iterator[Notice]:
    if levels.use is ChannelUse.DEAD:
        zh, en = ("左", "left") if levels.live == (1,) else ("右", "right")
        yield Notice(
            code="dead_channel",
            zh=f"{zh}声道没有声音，只用另一声道",
            en=f"the {en} channel is silent; the other is used",
        )
    if levels.is_clipped:
        share = f"{levels.clipped_share:.1%}"
        yield Notice(
            code="clipped",
            zh=f"录音过载（{share}的采样到顶），文字可能不准",
            en=f"the recording is overdriven ({share} at full scale): words may be wrong",
        )
    if levels.seconds < _SHORT_S:
        yield Notice(
            code="short",
            zh=f"录音只有{levels.seconds:.1f}秒",
            en=f"the recording is only {levels.seconds:.1f} s long",
        )


def _about_words(method: SpeakerMethod, utterances: Sequence[Utterance]) -> Iterator[Notice]:
    if not utterances:
        yield Notice(
            code="no_speech",
            zh="录音中没有识别到说话",
            en="no speech was recognised",
        )
    elif method is SpeakerMethod.SPECTRUM:
        yield Notice(
            code="no_speaker_model",
            zh=f"未安装声纹模型，说话人按频谱粗略区分，请逐段核对（安装：{SPEAKER_COMMAND}）",
            en="no speaker model is installed, so voices are told apart by plain spectra: "
            f"check each turn (to install one: {SPEAKER_COMMAND})",
        )
    others = ", ".join(sorted({u.language for u in utterances} - _SUPPORTED))
    if others:
        yield Notice(
            code="language",
            zh=f"有不支持的语言（{others}），这些段落仅供参考",
            en=f"some passages are in a language that isn't supported ({others}): a hint only",
        )
