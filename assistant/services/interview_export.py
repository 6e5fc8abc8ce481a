"""An interview's report as a file."""

from pathlib import Path

from assistant.domain.case import CaseId
from assistant.domain.quantities import Lang
from assistant.memo.interview_report import InterviewReport
from assistant.services.files_out import written
from assistant.services.interview_view import view
from assistant.services.office import Office


def export(office: Office, case: CaseId, ref: str, path: Path, lang: Lang) -> Path:
    """Write an interview's report in the format of the path's suffix; whole or not at all.

    Raises:
        InputError: the suffix is not one we write, or the folder is absent.
        StorageError: the file can't be written.
    """
    shown, held = view(office, case, ref), office.case(case)
    own = shown.interview.raised(held.findings)
    report = InterviewReport(shown, own, {f.key: f for f in held.figures}, lang)
    done = written(
        path,
        (".md", ".docx"),
        lambda suffix: report.docx() if suffix == ".docx" else report.markdown().encode(),
    )
    store = office.store(case)
    with store.writing(office.by, "export", "", office.clock, shown.interview.name) as writer:
        writer.detail(path=done.name)
    return done
