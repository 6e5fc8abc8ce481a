"""Edit a kept memo by section, or take an edited file of it back; each edit is a new version."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from assistant.domain.case import CaseFile, CaseId
from assistant.domain.memo import MemoVersion, version_before, version_digest
from assistant.errors import InputError, UsageError, system_reason
from assistant.memo import attesting
from assistant.memo.editing import Difference, Editing, Unchanged, differences, edited
from assistant.memo.markdown import HEADS, captions
from assistant.services.checking import checked_text
from assistant.services.drafting import GENERATOR
from assistant.services.office import Office
from assistant.services.reading import case_passages, fact_book
from assistant.services.signing import memo_numbered
from assistant.services.word_comments import keep_word_comments, review_of

ACTION: Final = "edit"
ATTEST: Final = "attest"
_HEADING: Final = re.compile(r"#{1,2}\s+(?P<number>\d+\.\s*)?(?P<title>.*\S)\s*\Z")
_DIGEST: Final = re.compile(r"tallystick ([0-9a-f]{64})")
_FORMATS: Final = (".docx", ".md", ".txt")


def edit(
    office: Office, case: CaseId, number: int, texts: Mapping[str, str], why: str = ""
) -> MemoVersion:
    """Put ``texts`` (Markdown by section code) into a kept memo; the kept new version.

    Raises:
        UsageError: there is no such memo.
        InputError: nothing changed, or a section or a source mark is unknown.
    """
    editing = _editing(office, case, number)
    version = edited(editing, texts)
    changed = dict.fromkeys(one.section for one in differences(editing.base, version))
    subject = f"memo {number} -> {version.number}"
    with office.store(case).writing(office.by, ACTION, why, office.clock, subject) as writer:
        writer.add_memo(version)
        writer.detail(sections=list(changed), base=version_digest(editing.base))
    return version


def attest(office: Office, case: CaseId, number: int, words: str, why: str) -> MemoVersion:
    """Stand, as the acting person, by one's own sentence that no figure decides: a new version.

    Raises:
        UsageError: there is no such memo.
        InputError: there is no such sentence, or the reason is missing.
    """
    editing = _editing(office, case, number)
    version = attesting.attest(editing, words, why, office.case(case).memos)
    said = version.attested[-1]
    subject = f"memo {number} -> {version.number}"
    with office.store(case).writing(office.by, ATTEST, said.why, office.clock, subject) as writer:
        writer.add_memo(version)
        writer.detail(section=said.section, sentence=said.text, base=version_digest(editing.base))
    return version


def _editing(office: Office, case: CaseId, number: int) -> Editing:
    held = office.case(case)
    return Editing(
        base=memo_numbered(held, number),
        last=held.memos[-1],
        book=fact_book(held, case_passages(office, case)),
        by=office.by,
        at=office.clock(),
        generator=GENERATOR,
    )


def take_back(
    office: Office, case: CaseId, path: Path, number: int | None = None, why: str = ""
) -> MemoVersion:
    """A memo that was exported as Word or Markdown and edited there, as the next version.

    Args:
        office: who acts.
        case: whose memo.
        path: the edited file.
        number: which version it was; None for the one that a Word file names, else the newest.
        why: the reason; the log keeps it.

    Its comments come with it; a file that has nothing else leaves the version as it is.

    Raises:
        UsageError: there is no such memo.
        InputError: the file can't be read, names no memo of this case, or its headings changed.
    """
    if path.suffix.lower() not in _FORMATS:
        raise InputError(
            f"{path.name}: an edited memo comes back as .docx or .md",
            "export it as one of these, edit that and import it",
            zh=f"{path.name}：改过的报告须为 .docx 或 .md",
            zh_hint="请先导出其中一种，修改后再导入",
        )
    if not path.is_file():
        raise InputError(
            f"{path}: there is no such file",
            "check the path",
            zh=f"{path}：没有这个文件",
            zh_hint="请检查路径",
        )
    base = _base(office.case(case), path, number)
    review = review_of(path)
    try:
        version = edit(office, case, base.number, _sections(base, path), why)
    except Unchanged:
        if not review.comments:
            raise
        version = base
    keep_word_comments(office, case, review, (base, version))
    return version


def changed_since(case: CaseFile, number: int, other: int | None = None) -> tuple[Difference, ...]:
    """What a version says otherwise than ``other``, by default than the one before it.

    Raises:
        UsageError: there is no such memo, or nothing to compare it with.
    """
    new = memo_numbered(case, number)
    before = other or version_before(case.memos, new)
    if before is None:
        raise UsageError(
            f"memo {number} has no version before it",
            "name another: --diff M",
            zh=f"第{number}稿之前没有别的稿",
            zh_hint="请写明：--diff M",
        )
    return differences(memo_numbered(case, before), new)


def text_of(memo: MemoVersion, code: str) -> str:
    """The Markdown of a section, as a person edits it."""
    return next(s.text for s in memo.sections if s.code == code)


def markdown_text(path: Path) -> str:
    """An edited Markdown file, line for line.

    Raises:
        InputError: it can't be read, or is no UTF-8 text.
    """
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        en, zh = ("it is no UTF-8 text", "不是 UTF-8 文本")
        if isinstance(error, OSError):
            en, zh = system_reason(error, "en"), system_reason(error, "zh")
        raise InputError(
            f"{path}: {en}",
            "give a Markdown file",
            zh=f"{path}：{zh}",
            zh_hint="请给出 Markdown 文件",
        ) from error


def _base(case: CaseFile, path: Path, number: int | None) -> MemoVersion:
    if number is not None:
        return memo_numbered(case, number)
    if not case.memos:
        return memo_numbered(case, 1)
    if path.suffix.lower() != ".docx":
        return case.memos[-1]
    digest = _identifier(path)
    for memo in case.memos:
        if version_digest(memo) == digest:
            return memo
    raise InputError(
        f"{path.name} names no memo of this case",
        "say which version it was: --draft N",
        zh=f"{path.name} 不是本案卷导出的报告",
        zh_hint="请写明是哪一稿：--draft N",
    )


def _identifier(path: Path) -> str:
    """The digest of the version that a Word file was exported from; '' where it says none.

    Word, WPS and LibreOffice all keep a document's keywords when they save it.
    """
    try:
        with ZipFile(path) as archive:
            properties = archive.read("docProps/core.xml").decode("utf-8", "replace")
    except (BadZipFile, KeyError, OSError):
        return ""
    match = _DIGEST.search(properties)
    return match[1] if match else ""


def _sections(base: MemoVersion, path: Path) -> dict[str, str]:
    """The file's text by section code; what stands before and after the sections is ours."""
    text = markdown_text(path) if path.suffix.lower() == ".md" else checked_text(path)
    codes = {section.title: section.code for section in base.sections}
    ends = {*HEADS[base.lang]}
    drawn = {caption for _, caption in captions(base)}
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        match = _HEADING.match(line)
        if match is None:
            if current is not None and line.strip() not in drawn:
                current.append(line)
        elif match["title"] in codes:
            current = found.setdefault(codes[match["title"]], [])
        elif match["title"] in ends:
            current = None
        elif current is not None:
            raise _strange_heading(path, match["title"])
    if missing := [title for title, code in codes.items() if code not in found]:
        raise InputError(
            f"{path.name}: the heading “{missing[0]}” is gone",
            "put it back; a section may be empty, its heading stays",
            zh=f"{path.name}：缺少标题“{missing[0]}”",
            zh_hint="请恢复该标题；一节可以为空，标题须保留",
        )
    return {code: "\n".join(lines) for code, lines in found.items()}


def _strange_heading(path: Path, title: str) -> InputError:
    return InputError(
        f"{path.name}: “{title}” is no section of this memo",
        "write it as a paragraph inside a section",
        zh=f"{path.name}：“{title}”不是本报告的一节",
        zh_hint="请改为某一节内的段落",
    )
