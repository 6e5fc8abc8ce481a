"""Invoices drawn from a seed, clean and degraded as scanners and phones degrade them."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_FONTS: Final = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)
_WIDTH: Final = 1_654
_HEIGHT: Final = 1_000
_GOODS: Final = (
    "*软饮料*苏打水",
    "*金属制品*法兰盘",
    "*运输服务*运费",
    "*现代服务*咨询费",
    "*谷物*大米",
)
_FIRMS: Final = ("青禾示例食品", "远山示例机械", "白露示例商贸", "海棠示例纺织", "松原示例物流")

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class DrawnInvoice:
    """A picture and what stands on it."""

    fields: Mapping[str, str]
    pixels: Pixels


def font_path() -> Path | None:
    """A font with Chinese letters, or None."""
    return next((Path(p) for p in _FONTS if Path(p).is_file()), None)


def drawn_invoice(rng: random.Random, font: Path) -> DrawnInvoice:
    """An invoice as the tax bureau's form prints it."""
    fields = _fields(rng)
    from PIL import Image, ImageDraw, ImageFont  # type: ignore[import-not-found]  # an extra

    image = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    faces = {size: ImageFont.truetype(str(font), size) for size in (24, 44)}
    draw.text((600, 40), "电子发票（普通发票）", fill=(150, 70, 30), font=faces[44])
    for x, y, words in _placed(fields):
        draw.text((x, y), words, fill="black", font=faces[24])
    for y in (200, 380, 440, 700, 770, 950):
        draw.line((60, y, _WIDTH - 60, y), fill=(150, 70, 30), width=2)
    for x in (60, _WIDTH - 60):
        draw.line((x, 200, x, 950), fill=(150, 70, 30), width=2)
    return DrawnInvoice(fields, np.asarray(image, dtype=np.uint8))


def _fields(rng: random.Random) -> dict[str, str]:
    price, count = rng.randint(1_000, 999_999), rng.randint(1, 40)
    net = price * count
    tax = (net * 13 + 50) // 100
    seller, buyer = rng.sample(_FIRMS, 2)
    return {
        "number": f"{rng.randint(0, 10**20 - 1):020d}",
        "date": f"2024年{rng.randint(1, 12):02d}月{rng.randint(1, 28):02d}日",
        "buyer": f"{buyer}有限公司",
        "buyer_id": _credit_code(rng),
        "seller": f"{seller}有限公司",
        "seller_id": _credit_code(rng),
        "item": rng.choice(_GOODS),
        "quantity": str(count),
        "price": _yuan(price),
        "amount": _yuan(net),
        "rate": "13%",
        "tax": _yuan(tax),
        "total": f"¥{_yuan(net + tax)}",
    }


def _credit_code(rng: random.Random) -> str:
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return f"91{rng.randint(110000, 659000)}" + "".join(rng.choice(letters) for _ in range(10))


def _yuan(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _placed(f: Mapping[str, str]) -> list[tuple[int, int, str]]:
    return [
        (1_050, 110, f"发票号码：{f['number']}"),
        (1_050, 150, f"开票日期：{f['date']}"),
        (90, 230, f"购买方名称：{f['buyer']}"),
        (90, 300, f"统一社会信用代码：{f['buyer_id']}"),
        (880, 230, f"销售方名称：{f['seller']}"),
        (880, 300, f"统一社会信用代码：{f['seller_id']}"),
        *(
            (x, 395, w)
            for x, w in (
                (120, "项目名称"),
                (560, "数量"),
                (760, "单价"),
                (980, "金额"),
                (1_240, "税率"),
                (1_440, "税额"),
            )
        ),
        (120, 470, f["item"]),
        (575, 470, f["quantity"]),
        (750, 470, f["price"]),
        (970, 470, f["amount"]),
        (1_245, 470, f["rate"]),
        (1_430, 470, f["tax"]),
        (200, 720, "合计"),
        (120, 850, "价税合计（小写）"),
        (970, 850, f["total"]),
    ]


def degraded(pixels: Pixels, kind: str, rng: random.Random) -> Pixels:
    """The picture as it comes from a cheap scanner or a phone."""
    return _WAYS[kind](pixels, rng)


def _cv() -> Any:  # noqa: ANN401  comes with the extra `ocr`
    import cv2  # type: ignore[import-not-found]  # an extra

    return cv2


def _blurred(pixels: Pixels, rng: random.Random) -> Pixels:
    del rng
    return np.asarray(_cv().GaussianBlur(pixels, (0, 0), 1.4), dtype=np.uint8)


def _compressed(pixels: Pixels, rng: random.Random) -> Pixels:
    del rng
    cv2 = _cv()
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 25])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


def _slanted(pixels: Pixels, rng: random.Random) -> Pixels:
    cv2 = _cv()
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.choice((-3.0, 2.5, 3.5)), 0.95)
    turned = cv2.warpAffine(pixels, turn, (width, height), borderValue=(255, 255, 255))
    return np.asarray(turned, dtype=np.uint8)


def _noisy(pixels: Pixels, rng: random.Random) -> Pixels:
    noise = np.random.default_rng(rng.randint(0, 10**6)).normal(0, 22, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


def _shaded(pixels: Pixels, rng: random.Random) -> Pixels:
    del rng
    light = np.linspace(0.45, 1.0, pixels.shape[1])[None, :, None]
    return np.clip(pixels * light, 0, 255).astype(np.uint8)


def _small(pixels: Pixels, rng: random.Random) -> Pixels:
    del rng
    return np.asarray(_cv().resize(pixels, None, fx=0.6, fy=0.6), dtype=np.uint8)


_WAYS: Final[Mapping[str, Callable[[Pixels, random.Random], Pixels]]] = {
    "clean": lambda pixels, _: pixels,
    "blurred": _blurred,
    "compressed": _compressed,
    "slanted": _slanted,
    "noisy": _noisy,
    "shaded": _shaded,
    "small": _small,
    "sideways": lambda pixels, _: np.ascontiguousarray(np.rot90(pixels)),
    "upside_down": lambda pixels, _: np.ascontiguousarray(pixels[::-1, ::-1]),
}
KINDS: Final = tuple(_WAYS)
"""Ways in which a picture is degraded, the clean one first."""


def tiny(pixels: Pixels) -> Pixels:
    """A picture too coarse to read: the control."""
    return np.asarray(_cv().resize(pixels, None, fx=0.16, fy=0.16), dtype=np.uint8)
