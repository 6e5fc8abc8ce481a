"""Cases: create, find, move, delete; and what the screen remembers of the whole program."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

from assistant.domain.case import CaseHead, CaseId
from assistant.domain.tongues import in_tongue
from assistant.errors import InputError
from assistant.services.office import Office
from assistant.storage.case_store import create_case, delete_case, find_case, list_cases
from assistant.storage.transfer import export_case, import_case

_LONGEST_NAME = 200
_STATE = "screen.json"
_STATE_LOCK = Lock()


def new_case(office: Office, name: str, uscc: str) -> CaseId:
    """Create an empty case.

    Raises:
        InputError: the name is empty or too long.
    """
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > _LONGEST_NAME:
        raise InputError(
            f"a case needs a name of 1 to {_LONGEST_NAME} characters",
            "give the firm's name",
            zh=f"案卷名称须为1至{_LONGEST_NAME}个字符",
            zh_hint="请填企业名称",
        )
    store = create_case(
        office.home, name=cleaned, uscc=uscc.strip(), by=office.by, clock=office.clock
    )
    return store.id


def all_cases(office: Office) -> Sequence[CaseHead]:
    """All cases, last touched first."""
    heads = sorted(list_cases(office.home), key=lambda head: head.touched_at, reverse=True)
    return [h.model_copy(update={"problem": in_tongue(h.problem, office.lang)}) for h in heads]


def case_id(office: Office, ref: str) -> CaseId:
    """The case that an id prefix, a name or a unique part of a name means. Raises UsageError."""
    named = [head.id for head in list_cases(office.home) if ref and ref in head.name]
    if len(named) == 1:
        return named[0]
    return find_case(office.home, ref)


def remove_case(office: Office, case: CaseId, why: str) -> None:
    """Delete a case for a stated reason; a tombstone stays in the home log.

    Raises:
        InputError: no reason was given.
    """
    if not why.strip():
        raise InputError(
            "a deletion needs its reason",
            "it stays in the home log",
            zh="删除须说明理由",
            zh_hint="理由会留在主目录日志中",
        )
    delete_case(office.home, case, by=office.by, why=why, clock=office.clock)


def send_case(office: Office, case: CaseId, path: Path) -> Path:
    """Write the whole case as one file."""
    export_case(office.home, case, path, by=office.by, clock=office.clock)
    return path


def receive_case(office: Office, path: Path) -> CaseId:
    """Take in a case that ``send_case`` wrote, verified whole."""
    return import_case(office.home, path, by=office.by, clock=office.clock)


def home_state(office: Office) -> Mapping[str, str]:
    """What the screen remembers of no particular case; a broken file counts as empty."""
    path = office.home.root / _STATE
    try:
        held = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in held.items()} if isinstance(held, dict) else {}


def keep_home_state(office: Office, key: str, value: str) -> None:
    """Remember one value; the file is replaced whole, also while another thread does the same."""
    path = office.home.root / _STATE
    with _STATE_LOCK:
        text = json.dumps({**home_state(office), key: value}, ensure_ascii=False)
        with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as draft:
            draft.write(text)
        Path(draft.name).replace(path)
