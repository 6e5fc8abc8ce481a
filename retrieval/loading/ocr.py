"""The door to text recognition: an image into lines with their places and confidence."""

import logging
from functools import cache
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.loading.budget import UnreadableDocument

INSTALL: Final = "pip install 'tallystick[ocr]'"
"""The one command that brings text recognition."""
_LEAST_SIDE: Final = 1_600
"""Dots; a smaller picture is enlarged first, letters of ten dots are too small."""
_MOST_GROWTH: Final = 3.0
_FINER: Final = 1.5
_TALL: Final = 1.5
"""A box this much higher than wide holds sideways text."""
_CHECKED: Final = 7
"""Lines looked at to see whether the page stands on its head."""
_WIDE: Final = 3.0
"""Heights that a line is long, at least, to tell the page's slant."""
_SURE: Final = 0.88
"""A page read with this mean confidence stands upright."""
_LEAST_SURE: Final = 0.3
"""Lines less sure than this are noise."""

Image = NDArray[np.uint8]
"""Height, width, and blue, green and red."""
_Quads = NDArray[np.float64]
"""Corners of each line: upper left, upper right, lower right, lower left; y grows downward."""


class Seen(NamedTuple):
    """A line on an image, in dots of the upright page; y grows downward."""

    text: str
    confidence: float
    """0..1"""
    left: float
    top: float
    right: float
    bottom: float


class Recognised(NamedTuple):
    """What was read off one image."""

    lines: tuple[Seen, ...]
    width: float
    """Dots of the upright page."""
    height: float


def is_installed() -> bool:
    """Whether text recognition is there; loads nothing of it."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any | None:  # noqa: ANN401  rapidocr ships no useful types
    try:
        from rapidocr import RapidOCR  # type: ignore[import-not-found]  # an extra, not always there
    except ImportError:
        return None
    engine = RapidOCR(params={"Global.log_level": "critical", "Global.text_score": _LEAST_SURE})
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return engine


def recognised(image: Image) -> Recognised:
    """Lines of an image, turned upright and level.

    Raises:
        UnreadableDocument: recognition isn't installed.
    """
    engine = _engine()
    if engine is None:
        raise missing()
    upright, scale = _enlarged(image)
    quads, texts, sure = _read(engine, upright)
    if len(texts) and float(np.median(_tallness(quads))) > _TALL:
        upright = np.ascontiguousarray(np.rot90(upright))
        quads, texts, sure = _read(engine, upright)
    doubtful = len(texts) > 0 and float(np.mean(sure)) < _SURE
    if doubtful and _is_upside_down(engine, upright, quads):
        upright = np.ascontiguousarray(upright[::-1, ::-1])
        quads, texts, sure = _read(engine, upright)
    height, width = upright.shape[:2]
    level = _levelled(quads, (width / 2, height / 2))
    lines = tuple(
        Seen(
            text=text,
            confidence=round(float(confidence), 4),
            left=float(quad[:, 0].min()) / scale,
            top=float(quad[:, 1].min()) / scale,
            right=float(quad[:, 0].max()) / scale,
            bottom=float(quad[:, 1].max()) / scale,
        )
        for quad, text, confidence in zip(level, texts, sure, strict=True)
    )
    return Recognised(lines, width / scale, height / scale)


def missing() -> UnreadableDocument:
    """Says which command brings text recognition."""
    return UnreadableDocument(
        "it is a picture without text, and text recognition is not installed",
        hint=INSTALL,
        zh="这是没有文字层的图片，且未安装文字识别组件",
        zh_hint=INSTALL,
    )


def decoded_image(data: bytes) -> Image | None:
    """The picture in a JPEG, PNG or TIFF, turned as its camera said; None where it is broken.

    Raises:
        UnreadableDocument: recognition isn't installed.
    """
    if not is_installed():
        raise missing()
    import cv2  # type: ignore[import-not-found]  # comes with rapidocr

    try:
        image = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if image is None else np.asarray(image, dtype=np.uint8)


def grown(image: Image) -> Image:
    """The picture with half as many dots again each way, for a reading that sees other dots."""
    import cv2

    larger = cv2.resize(image, None, fx=_FINER, fy=_FINER, interpolation=cv2.INTER_CUBIC)
    return np.asarray(larger, dtype=np.uint8)


def _enlarged(image: Image) -> tuple[Image, float]:
    longest = max(image.shape[:2])
    if longest >= _LEAST_SIDE or longest == 0:
        return image, 1.0
    import cv2

    scale = min(_LEAST_SIDE / longest, _MOST_GROWTH)
    grown = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(grown, dtype=np.uint8), scale


def _read(engine: Any, image: Image) -> tuple[_Quads, tuple[str, ...], tuple[float, ...]]:  # noqa: ANN401
    # Line by line, the classifier turns ``￥5999.00`` on its head: the page is judged as a whole.
    found = engine(image, use_det=True, use_cls=False, use_rec=True)
    boxes, texts, sure = (getattr(found, name, None) for name in ("boxes", "txts", "scores"))
    if boxes is None or texts is None or sure is None:
        return np.zeros((0, 4, 2)), (), ()
    return np.asarray(boxes, dtype=np.float64).reshape(-1, 4, 2), tuple(texts), tuple(sure)


def _tallness(quads: _Quads) -> NDArray[np.float64]:
    width = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    height = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    return np.asarray(height / np.maximum(width, 1.0), dtype=np.float64)


def _is_upside_down(engine: Any, image: Image, quads: _Quads) -> bool:  # noqa: ANN401
    """Whether most of the longest lines are told to stand on their head."""
    longest = np.argsort(_tallness(quads))[:_CHECKED]
    votes = 0
    for quad in quads[longest]:
        left, top = np.maximum(quad.min(axis=0), 0).astype(int)
        right, bottom = quad.max(axis=0).astype(int)
        part = image[top : bottom + 1, left : right + 1]
        if part.size:
            seen = engine(part, use_det=False, use_cls=True, use_rec=False)
            label, sure = seen.cls_res[0]
            votes += 1 if str(label) == "180" and sure > 0.9 else -1  # noqa: PLR2004  surely
    return votes > 0


def _levelled(quads: _Quads, centre: tuple[float, float]) -> _Quads:
    """Corners on a page turned so that its long lines run level."""
    wide = quads[_tallness(quads) < 1 / _WIDE]
    if not len(wide):
        return quads
    along = (wide[:, 1] - wide[:, 0] + wide[:, 2] - wide[:, 3]) / 2
    slant = float(np.median(np.arctan2(along[:, 1], along[:, 0])))
    cos, sin = np.cos(-slant), np.sin(-slant)
    turn = np.array([[cos, -sin], [sin, cos]])
    levelled: _Quads = (quads - centre) @ turn.T + centre
    return levelled
