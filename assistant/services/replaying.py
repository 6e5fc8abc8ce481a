"""Rebuild every number of a memo from its bundle alone, and say what differs."""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import ZipFile

from assistant.domain.case import CaseFile
from assistant.domain.figures import effective, read_beside
from assistant.domain.memo import WITHOUT_MODEL, MemoVersion, version_digest
from assistant.domain.model import Record
from assistant.domain.tongues import two_tongued
from assistant.errors import InputError, system_reason
from assistant.memo.charts import charts
from assistant.memo.draft import DraftRequest, draft_memo
from assistant.memo.editing import differences
from assistant.memo.kinds import KINDS
from assistant.memo.markdown import body_markdown, statements
from assistant.memo.notes import note_text, readings
from assistant.proof.check import check_text
from assistant.scoring.policy import Policy, load_policy
from assistant.services.bundling import BASIS, FORMAT, MANIFEST
from assistant.services.derive import Basis, Derived, derive
from assistant.services.drafting import GENERATOR
from assistant.services.reading import fact_book
from assistant.storage.chain import AuditLine, chain_problems
from assistant.storage.parcel import BROKEN_ZIP

_MOST_BYTES: Final = 2_000_000_000
"""What a bundle may unpack to."""
_ALLOWED: Final = re.compile(
    r"(?:manifest|case|basis|figures|sources|log)\.json|policy\.toml"
    r"|prompts/[^/\\:\x00-\x1f]+\.md|records/[0-9a-f]{64}"
)
_POLICY: Final = re.compile(r"[\w-]+(?=@|\Z)")
_NONE: Final = ("it is no replay bundle", "不是复算包")


class Replay(Record):
    """What became of a replay."""

    memo: int
    digest: str
    signed_by: tuple[str, ...]
    stated: tuple[str, ...]
    """Sentences that a person stands by and nothing rebuilds, each with that person's name."""
    numbers: int
    """Figures, chart marks and verdicts that were rebuilt and compared."""
    sentences: int
    """Sentences that were proved again."""
    is_redrafted: bool
    """Whether its own program wrote it again, word for word; else its sentences are proved."""
    differences: tuple[str, ...]
    """Each in both languages (``domain.tongues``)."""

    @property
    def is_equal(self) -> bool:
        """Whether everything came out as it was signed."""
        return not self.differences


class _Bundle(NamedTuple):
    """What a bundle holds, parsed."""

    case: CaseFile
    memo: MemoVersion
    digest: str
    """The version's digest as the manifest states it."""
    basis: Basis
    policy: str
    """Reference of the policy whose text is ``policy.toml``."""
    log: list[AuditLine]
    files: dict[str, bytes]


def replay(path: Path) -> Replay:
    """Rebuild the memo of a bundle with nothing but the bundle.

    Raises:
        InputError: it is no bundle, or a file in it isn't what the manifest says.
    """
    held = _parsed(path, _opened(path))
    memo = held.memo
    with tempfile.TemporaryDirectory(prefix="tallystick-replay-") as folder:
        rebuilt = _rebuilt(held, Path(folder))
    found = [*_chain(held), *_numbers(rebuilt, memo)]
    redrafts = (memo.model, memo.edited_from, memo.generator) == (WITHOUT_MODEL, None, GENERATOR)
    found += _redrafted(rebuilt, memo) if redrafts else _proved_again(rebuilt, memo)
    marks = sum(len(series.points) for chart in memo.charts for series in chart.series)
    return Replay(
        memo=memo.number,
        digest=version_digest(memo),
        signed_by=tuple(signature.who for signature in memo.signatures),
        stated=statements(memo),
        numbers=sum(note.figure is not None for note in memo.notes) + marks + len(memo.verdicts),
        sentences=len(memo.check.sentences),
        is_redrafted=redrafts,
        differences=tuple(found),
    )


def _opened(path: Path) -> dict[str, bytes]:
    try:
        with ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise _no_bundle(path, "it unpacks to too much", "解压后过大")
            files = {name: archive.read(name) for name in archive.namelist()}
        stated = json.loads(files[MANIFEST])
        if stated["format"] != FORMAT:
            raise _no_bundle(path, "a newer program wrote it", "由更新的程序写成")
        listed = dict(stated["files"])
    except (*BROKEN_ZIP, KeyError, ValueError, TypeError) as error:
        raise _no_bundle(path, *_NONE) from error
    except OSError as error:
        raise _no_bundle(path, system_reason(error, "en"), system_reason(error, "zh")) from error
    if strange := next((name for name in files if not _ALLOWED.fullmatch(name)), None):
        raise _no_bundle(
            path, f"{strange[:80]!r} belongs to no bundle", f"{strange[:80]!r} 不是复算包的文件"
        )
    sums = {n: hashlib.sha256(data).hexdigest() for n, data in files.items() if n != MANIFEST}
    if changed := sorted(n for n in {*sums, *listed} if sums.get(n) != listed.get(n)):
        raise _no_bundle(path, f"{changed[0]} was changed", f"{changed[0]} 被改动")
    return files


def _parsed(path: Path, files: dict[str, bytes]) -> _Bundle:
    try:
        manifest = json.loads(files[MANIFEST])
        case = CaseFile.model_validate_json(files["case.json"])
        held = _Bundle(
            case=case,
            memo={m.number: m for m in case.memos}[manifest["memo"]],
            digest=manifest["digest"],
            basis=BASIS.validate_json(files["basis.json"]),
            policy=manifest["policy"],
            log=[AuditLine.model_validate(line) for line in json.loads(files["log.json"])],
            files=files,
        )
        missing = [r.digest for r in held.basis.records if f"records/{r.digest}" not in files]
        named = _POLICY.match(held.policy)
    except (KeyError, ValueError, TypeError) as error:
        raise _no_bundle(path, *_NONE) from error
    if missing or named is None or "policy.toml" not in files:
        raise _no_bundle(path, *_NONE)
    return held


def _no_bundle(path: Path, en: str, zh: str) -> InputError:
    return InputError(
        f"{path.name}: {en}",
        "write it anew: tallystick memo CASE --draft N --bundle FILE.zip",
        zh=f"{path.name}：{zh}",
        zh_hint="请重新写出：tallystick memo 案卷 --draft N --bundle 文件.zip",
    )


def _rebuilt(held: _Bundle, folder: Path) -> CaseFile:
    """The case as everything in it is derived again."""
    for records in held.basis.records:
        (folder / records.digest).write_bytes(held.files[f"records/{records.digest}"])
    policy = _policy(held.policy, held.files["policy.toml"], folder)
    derived = derive(
        held.basis, lambda digest: folder / digest, policy, held.memo.drafted_at.date()
    )
    return _assembled(held.case, held.basis, derived)


def _policy(ref: str, text: bytes, folder: Path) -> Policy:
    own = folder / "policies"
    own.mkdir()
    (own / f"{ref.partition('@')[0]}.toml").write_bytes(text)
    return load_policy(ref, (own,))


def _assembled(case: CaseFile, basis: Basis, derived: Derived) -> CaseFile:
    figures = (
        *basis.given,
        *derived.accounts,
        *derived.invoices.figures,
        *derived.operations.figures,
        *derived.ratios,
        *derived.report_figures,
    )
    findings = tuple(
        f.model_copy(update={"review": basis.reviews[f.id]}) if f.id in basis.reviews else f
        for f in (*case.findings, *basis.findings, *derived.findings)
    )
    return case.model_copy(
        update={
            "as_of": derived.as_of,
            "figures": effective(figures),
            "read": read_beside(basis.given),
            "statements": (
                *derived.invoices.statements,
                *derived.operations.statements,
                *derived.ratio_statements,
                *derived.report_statements,
            ),
            "findings": findings,
            "score": derived.report,
        }
    )


def _chain(held: _Bundle) -> Iterator[str]:
    """Whether the version, the versions before it, its signatures and the log hold together."""
    case, memo, lines = held.case, held.memo, held.log
    yield from chain_problems(case.head.id, lines)
    if version_digest(memo) != held.digest:
        yield two_tongued("报告本身被改动", "the memo itself was changed")
    earlier = next((m for m in case.memos if m.number == memo.number - 1), None)
    if earlier is not None and memo.previous_digest != version_digest(earlier):
        yield two_tongued("与上一稿不相接", "it doesn't follow the version before it")
    logged = {
        (line.who, json.loads(line.detail).get("sentence"))
        for line in lines
        if line.action == "attest"
    }
    for said in memo.attested:
        if (said.who, said.text) not in logged:
            yield two_tongued(
                f"日志中没有{said.who}的陈述：{said.text[:60]}",
                f"the log holds no statement of {said.who}: {said.text[:60]}",
            )
    signed = {json.loads(line.detail).get("digest") for line in lines if line.action == "sign"}
    for signature in memo.signatures:
        if signature.digest != version_digest(memo) or signature.digest not in signed:
            yield two_tongued(
                f"{signature.who}的签字不在日志中", f"the log holds no signature of {signature.who}"
            )


def _numbers(case: CaseFile, memo: MemoVersion) -> Iterator[str]:
    """Figures behind source notes, marks of charts and verdicts of rules that differ."""
    by_key = {figure.key: figure for figure in case.figures}
    read = readings(case)
    for note in memo.notes:
        if note.figure is None:
            continue
        figure = by_key.get(note.figure)
        now = "-" if figure is None else str(figure.value)
        told = note_text(figure, memo.lang, read.get(figure.key)) if figure else ""
        if now == note.value and figure and told != note.text:
            yield two_tongued(
                f"{note.figure}：数值相同，来由不同",
                f"{note.figure}: the same value, made otherwise",
            )
        elif now != note.value:
            yield two_tongued(
                f"{note.figure}：报告为 {note.value}，复算为 {now}",
                f"{note.figure}: {note.value} in the memo, {now} rebuilt",
            )
    drawn = charts(case, KINDS[memo.kind].sections(memo.lang), memo.lang)
    if drawn != memo.charts:
        yield two_tongued("图表与复算不同", "the charts are drawn otherwise")
    verdicts = {rule.id: rule.verdict for rule in case.score.rules} if case.score else {}
    for rule, was in memo.verdicts.items():
        if verdicts.get(rule) is not was:
            yield two_tongued(
                f"规则 {rule}：报告为 {was}，复算为 {verdicts.get(rule)}",
                f"rule {rule}: {was} in the memo, {verdicts.get(rule)} rebuilt",
            )


def _redrafted(case: CaseFile, memo: MemoVersion) -> Iterator[str]:
    """Paragraphs that code writes otherwise now; for a memo that code alone wrote."""
    before = tuple(m.signed_until(memo.drafted_at) for m in case.memos if m.number < memo.number)
    held = case.model_copy(update={"memos": before})
    request = DraftRequest(
        held, memo.kind, memo.lang, memo.drafted_by, memo.drafted_at, memo.generator
    )
    again = draft_memo(request, fact_book(held, ()), None, lambda *_: None)
    for one in differences(memo, again):
        was = one.sign == "-"
        yield two_tongued(
            f"“{one.title}”{'报告' if was else '复算'}为：{one.text}",
            f"“{one.title}”, {'in the memo' if was else 'rebuilt'}: {one.text}",
        )


def _proved_again(case: CaseFile, memo: MemoVersion) -> Iterator[str]:
    """Sentences that have another verdict; what a page's words prove isn't in a bundle."""
    book = fact_book(case, ())
    again = {s.start: s for s in check_text(body_markdown(memo.sections), book).sentences}
    for was in memo.check.sentences:
        quoted = any((c.figure or "").startswith("passage:") for c in was.claims)
        now = again.get(was.start)
        if not quoted and (now is None or now.verdict is not was.verdict):
            yield two_tongued(
                f"复算后结论不同：{was.text[:60]}", f"proved otherwise: {was.text[:60]}"
            )
