"""Which recognised text is no speech: born of silence, looped, or learnt from subtitles."""

import re
from collections.abc import Sequence
from typing import Final

from audio.transcript import DropRule
from audio.whisper import RawSegment

_NO_SPEECH: Final = 0.6
_POOR: Final = -0.8
_VERY_POOR: Final = -1.3
_PACKED: Final = 2.4
_LOOPS: Final = 4
_UNSURE: Final = 0.6
_INSTANT_S: Final = 0.03
_INSTANT_SHARE: Final = 0.4
_FASTEST: Final = 30.0
"""Characters a second that nobody speaks, English."""
_FASTEST_ZH: Final = 14.0
_SHORT: Final = 6
_STOCK: Final = re.compile(
    r"(字幕|谢谢(大家)?(观看|收看|收聽|觀看)|請不吝|请不吝|订阅|訂閱|点赞|明镜|Amara|"
    r"thank(s| you)( so much)? for watching|subscribe|subtitles? by|transcri(bed|ption) by|"
    r"www\.|copyright)",
    re.IGNORECASE,
)
_MUSIC: Final = re.compile(
    r"^[\s\W♪♫()\[\]（）【】]*(music|音乐|音樂|applause|掌声|笑声)?[\s\W]*$", re.IGNORECASE
)
_LOOP: Final = re.compile(r"(.{1,20}?)[\s，,。.]*(?:\1[\s，,。.]*){3,}")
_CJK: Final = re.compile("[㐀-鿿]")


def drop_rule(segment: RawSegment, before: Sequence[str]) -> DropRule | None:
    """Why a segment is no speech, or None.

    Args:
        segment: as recognised.
        before: texts of the segments kept just before it, newest last.
    """
    text = segment.text.strip()
    if _MUSIC.match(text) or _is_silence(segment):
        return DropRule.SILENCE
    sure = _sureness(segment)
    if _STOCK.search(text) and (sure < _UNSURE or segment.no_speech > _NO_SPEECH / 2):
        return DropRule.STOCK_PHRASE
    doubtful = sure < _UNSURE or _instant_share(segment) > _INSTANT_SHARE
    if _is_loop(text, segment) or (doubtful and _is_echo(text, before)):
        return DropRule.REPEATED
    return DropRule.TOO_FAST if _is_too_fast(text, segment) else None


def _sureness(segment: RawSegment) -> float:
    return sum(w.probability for w in segment.words) / max(1, len(segment.words))


def _is_silence(segment: RawSegment) -> bool:
    poor = segment.mean_log_probability
    return (segment.no_speech > _NO_SPEECH and poor < _POOR) or (
        poor < _VERY_POOR and _sureness(segment) < _UNSURE / 2
    )


def _is_loop(text: str, segment: RawSegment) -> bool:
    """Text that repeats itself without the time or the sureness that speech would have."""
    found = _LOOP.search(text)
    loops = found and len(found.group(0)) > len(text) / 2 and not _is_number(found.group(1))
    if not loops and segment.compression <= _PACKED:
        return False
    return _sureness(segment) < _UNSURE or _instant_share(segment) > _INSTANT_SHARE


def _instant_share(segment: RawSegment) -> float:
    """Share of words that take no time."""
    instant = sum(word.end_s - word.start_s < _INSTANT_S for word in segment.words)
    return instant / max(1, len(segment.words))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d零〇一二三四五六七八九十百千万亿.,\s]+", text))


def _is_echo(text: str, before: Sequence[str]) -> bool:
    """The same words a third time running."""
    same = [earlier.strip() for earlier in before[-2:]]
    return len(same) > 1 and all(earlier == text for earlier in same)


def _is_too_fast(text: str, segment: RawSegment) -> bool:
    if not segment.words:
        return False
    seconds = segment.words[-1].end_s - segment.words[0].start_s
    fastest = _FASTEST_ZH if _CJK.search(text) else _FASTEST
    return len(text) > _SHORT and len(text) > fastest * max(seconds, 0.2)
