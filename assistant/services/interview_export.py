"""An interview's report or its subtitles as a file."""

from pathlib import Path
from typing import Final

from assistant.domain.case import CaseId
from assistant.domain.quantities import Lang
from assistant.memo.interview_captions import captions
from assistant.memo.interview_report import InterviewReport
from assistant.services.files_out import written
from assistant.services.interview_view import view
from assistant.services.office import Office

FORMATS: Final = (".md", ".docx", ".srt", ".vtt")


def export(office: Office, case: CaseId, ref: str, path: Path, lang: Lang) -> Path:
    """Write an interview's report or subtitles, by the path's suffix; whole or not at all.

    Raises:
        InputError: the suffix is not one we write, the folder is absent, or subtitles lack times.
        StorageError: the file can't be written.
    """
    shown, held = view(office, case, ref), office.case(case)
    own = shown.interview.raised(held.findings)
    report = InterviewReport(shown, own, {f.key: f for f in held.figures}, lang)

    def content(suffix: str) -> bytes:
        if suffix == ".docx":
            return report.docx()
        is_report = suffix == ".md"
        return (
            report.markdown() if is_report else captions(shown.interview, lang, suffix)
        ).encode()

    done = written(path, FORMATS, content)
    store = office.store(case)
    with store.writing(office.by, "export", "", office.clock, shown.interview.name) as writer:
        writer.detail(path=done.name)
    return done
