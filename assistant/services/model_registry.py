"""Which trained model is in use: every promotion a chained line, every version kept."""

import json
from pathlib import Path
from typing import Final

from assistant.domain.model import Record
from assistant.domain.tongues import two_tongued
from assistant.errors import InputError, StorageError
from assistant.scoring.trained import TrainedCard, load_card
from assistant.services.files_out import kept
from assistant.services.office import Office
from assistant.storage.chain import first_previous, line_digest
from assistant.storage.chained_file import Link, broken_links, chained_lines

CHAMPION: Final = "champion.json"
PROMOTIONS: Final = "promotions.jsonl"
_CHAIN: Final = "models"


class Promotion(Record):
    """One model's coming into use."""

    seq: int
    model: str
    """File under ``models/``."""
    digest: str
    """Of the artefact."""
    by: str
    at: str
    why: str
    replaces: str
    """Digest of the one before; '' for the first."""
    previous: str
    line: str
    """SHA-256 over everything above."""

    def sealed(self) -> str:
        """What ``line`` should be."""
        told = (self.model, self.digest, self.by, self.at, self.why, self.replaces)
        return line_digest(self.previous, self.seq, told)


def promote_card(office: Office, path: Path, why: str, by: str = "") -> Promotion:
    """Make a card the champion of this home, in the name of whoever acts.

    Every version stays under ``models/``, and each promotion is a line of ``promotions.jsonl``.

    Raises:
        InputError: the file is no trained model, or was changed.
        StorageError: the home can't be written, or its promotions were changed.
    """
    card = load_card(path)
    folder = office.home.models
    held = promotions(office)
    verify_promotions(office)
    before = champion(office)
    made = Promotion(
        seq=len(held) + 1,
        model=f"{card.name}@{card.digest[:12]}.json",
        digest=card.digest,
        by=by or office.by,
        at=office.clock().isoformat(),
        why=why,
        replaces=before.digest if before is not None else "",
        previous=held[-1].line if held else first_previous(_CHAIN),
        line="",
    )
    made = made.model_copy(update={"line": made.sealed()})
    kept(folder / made.model, card.model_dump_json(indent=1) + "\n")
    lines = [*held, made]
    kept(folder / PROMOTIONS, "".join(f"{line.model_dump_json()}\n" for line in lines))
    kept(folder / CHAMPION, made.model_dump_json() + "\n")
    return made


def promotions(office: Office) -> tuple[Promotion, ...]:
    """Every promotion of this home, oldest first.

    Raises:
        StorageError: the file can't be read.
    """
    path = office.home.models / PROMOTIONS
    unreadable = StorageError(
        f"{path}: the promotions can't be read",
        "restore it from a copy of the home",
        zh=f"{path}：模型批准记录无法读取",
        zh_hint="请从主目录的副本恢复",
    )
    return chained_lines(path, Promotion, unreadable)


def promotion_problems(office: Office) -> tuple[str, ...]:
    """Promotions that were changed, taken out or cut off, in both languages; none where whole."""
    held = promotions(office)
    links = (Link(p.seq, p.previous, p.line, p.sealed()) for p in held)
    found = [
        two_tongued(
            f"第{seq}次模型批准写成后被改动，或其前缺少一条",
            f"promotion {seq} was changed after it was written, or one before is missing",
        )
        for seq in broken_links(links, first_previous(_CHAIN))
    ]
    pointer = _pointer(office)
    # killed between the two writes, the pointer lags by one
    if pointer is not None and pointer not in held[-2:]:
        found.append(
            two_tongued(
                "在用模型不是最后一次批准的模型：批准记录被截断或替换",
                "the model in use isn't the last one promoted: the promotions were cut or replaced",
            )
        )
    return tuple(found)


def verify_promotions(office: Office) -> None:
    """Refuse to go on from promotions that were changed.

    Raises:
        StorageError: they were.
    """
    if promotion_problems(office):
        raise StorageError(
            "the promotions of this home were changed",
            "see `tallystick audit --verify`; restore them from a copy of the home",
            zh="本主目录的模型批准记录被改动",
            zh_hint="见 tallystick audit --verify；请从主目录的副本恢复",
        )


def champion(office: Office) -> TrainedCard | None:
    """The promoted card; None where none was promoted.

    Raises:
        InputError: the promoted file was changed, or isn't the one that was promoted.
        StorageError: what points at it can't be read.
    """
    said = _pointer(office)
    if said is None:
        return None
    card = load_card(office.home.models / said.model)
    if card.digest != said.digest:
        raise InputError(
            f"{said.model} isn't the model that was promoted",
            "promote it again in your own name",
            zh=f"{said.model} 不是已批准的模型",
            zh_hint="请以本人名义重新批准",
        )
    return card


def _pointer(office: Office) -> Promotion | None:
    path = office.home.models / CHAMPION
    if not path.is_file():
        return None
    try:
        found = Promotion.model_validate(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: can't be read",
            "promote the model again after moving it away",
            zh=f"{path}：无法读取",
            zh_hint="移走该文件后重新批准模型",
        ) from error
    if Path(found.model).name != found.model:
        raise StorageError(
            f"{path}: names a file outside the models",
            "promote the model again after moving it away",
            zh=f"{path}：所指文件不在模型目录内",
            zh_hint="移走该文件后重新批准模型",
        )
    return found
