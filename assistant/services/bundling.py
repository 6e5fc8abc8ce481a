"""The replay bundle of a memo: everything that its numbers were made from, in one ZIP.

Sources stand in it by digest only; rows of records are in it, because sums are made from them.
"""

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import TypeAdapter

from assistant.domain.case import CaseFile, CaseId
from assistant.domain.findings import FindingKind
from assistant.domain.memo import MemoVersion, version_digest
from assistant.errors import StorageError, system_reason
from assistant.memo.prompts_used import prompts_used
from assistant.scoring.policy import SHIPPED_POLICIES, Policy
from assistant.services.derive import Basis, basis_of
from assistant.services.drafting import GENERATOR
from assistant.services.files_out import written
from assistant.services.office import Office
from assistant.services.signing import memo_numbered
from assistant.storage.opened_case import CaseStore

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
BASIS: Final = TypeAdapter(Basis)
"""How a basis goes into JSON and comes back."""
_SAID: Final = (FindingKind.INTERVIEW, FindingKind.DELIVERY)
"""What a recording raised: it is no part of a basis, and a recording is in no bundle."""
_STAMP: Final = (2000, 1, 1, 0, 0, 0)
"""Every entry's time, so that the same memo gives the same bytes."""


def bundle(office: Office, case: CaseId, number: int, path: Path) -> Path:
    """Write the bundle of a memo; that of a signed one is the one that was kept at its signing.

    Raises:
        UsageError: there is no such memo.
        InputError: the path doesn't end in .zip.
        StorageError: the file can't be written.
    """
    memo = memo_numbered(office.case(case), number)
    kept = _kept_at(office.store(case), memo)

    def content(_: str) -> bytes:
        return kept.read_bytes() if kept.is_file() else bundle_bytes(office, case, number)

    done = written(path, (".zip",), content)
    store = office.store(case)
    with store.writing(office.by, "export", "", office.clock, f"memo {number}") as writer:
        writer.detail(path=done.name, replay=True)
    return done


def keep_bundle(office: Office, case: CaseId, memo: MemoVersion) -> Path:
    """Keep the bundle of a memo that was just signed beside the case, whole or not at all.

    Raises:
        StorageError: it can't be written.
    """
    path = _kept_at(office.store(case), memo)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{path.parent} can't be made: {system_reason(error, 'en')}",
            "the signature is kept; write the bundle elsewhere: --bundle FILE.zip",
            zh=f"{path.parent} 无法建立：{system_reason(error, 'zh')}",
            zh_hint="签字已存；请用 --bundle 文件.zip 写到别处",
        ) from error
    return written(path, (".zip",), lambda _: bundle_bytes(office, case, memo.number))


def bundle_bytes(office: Office, case: CaseId, number: int) -> bytes:
    """The bundle of a memo by the case as it stands now."""
    store = office.store(case)
    held = office.case(case)
    memo = memo_numbered(held, number)
    basis = basis_of(store)
    entries = _entries(held, memo, basis, store)
    entries["policy.toml"] = _policy_text(office.policy, office.home.policies).encode()
    manifest = {
        "format": FORMAT,
        "program": GENERATOR,
        "case": held.head.id,
        "memo": number,
        "digest": version_digest(memo),
        "policy": office.policy.ref,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in entries.items()},
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in {MANIFEST: _json(manifest), **entries}.items():
            entry = ZipInfo(name, _STAMP)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def _entries(case: CaseFile, memo: MemoVersion, basis: Basis, store: CaseStore) -> dict[str, bytes]:
    versions = tuple(m for m in case.memos if m.number <= memo.number)
    said = tuple(f for f in case.findings if f.kind in _SAID)
    slim = case.model_copy(
        update={"figures": (), "statements": (), "findings": said, "score": None, "memos": versions}
    )
    named = {"name", "kind", "size", "state"}
    sources = [{"sha256": s.id, **s.model_dump(mode="json", include=named)} for s in case.sources]
    figures = [figure.model_dump(mode="json") for figure in case.figures]
    lines = [line.model_dump() for line in store.audit_lines()]
    entries = {
        "case.json": slim.model_dump_json().encode(),
        "basis.json": BASIS.dump_json(basis),
        "figures.json": _json(figures),
        "sources.json": _json(sources),
        "log.json": _json(lines),
    }
    entries |= {f"prompts/{ref}.md": text.encode() for ref, text in prompts_used(memo).items()}
    for records in basis.records:
        entries[f"records/{records.digest}"] = store.records_path(records.digest).read_bytes()
    return entries


def _policy_text(policy: Policy, own: Path) -> str:
    """The policy file whose digest the policy has."""
    for folder in (own, SHIPPED_POLICIES):
        for path in sorted(folder.glob("*.toml")):
            text = path.read_text("utf-8").replace("\r\n", "\n")
            if hashlib.sha256(text.encode()).hexdigest() == policy.digest:
                return text
    raise StorageError(
        f"the policy file of {policy.ref} is gone",
        "put it back under policies/ in the home folder",
        zh=f"政策文件 {policy.ref} 不在了",
        zh_hint="请放回主目录的 policies/ 下",
    )


def _kept_at(store: CaseStore, memo: MemoVersion) -> Path:
    return store.folder / "exports" / f"memo-{memo.number}-{version_digest(memo)[:12]}.zip"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()
