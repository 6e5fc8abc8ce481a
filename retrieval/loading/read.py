"""Reads one document of any supported kind within its limits."""

from pathlib import Path

from retrieval.loading.budget import Budget, Cancelled, Limits, Progress, UnreadableDocument
from retrieval.loading.detect import Form, form_of
from retrieval.passages import LoadedDocument

_DEFAULT_LIMITS = Limits()


def load_document(
    path: Path,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> LoadedDocument:
    """Pages and tables of the document at ``path``; its name says nothing about its kind.

    Raises:
        UnreadableDocument: it can't be read; says why, on which page, and what to do.
        LoadingStopped: ``cancelled`` said so.
    """
    budget = Budget(limits, progress, cancelled)
    try:
        budget.verify_size(path.stat().st_size)
        return _loaded(form_of(path), path, budget)
    except OSError as error:
        raise UnreadableDocument(
            f"the file can't be opened ({error.strerror or error})",
            hint="see that it is there and may be read",
            zh=f"文件无法打开（{error.strerror or error}）",
            zh_hint="请确认文件存在并有读取权限",
        ) from error


def _loaded(form: Form, path: Path, budget: Budget) -> LoadedDocument:
    """Each format's module is imported when the first such file comes."""
    if form is Form.PDF:
        from retrieval.loading.pdf import load_pdf

        return load_pdf(path, budget)
    if form is Form.WORD:
        from retrieval.loading.word import load_word

        return load_word(path, budget)
    if form is Form.WORKBOOK or form is Form.OLD_WORKBOOK:
        from retrieval.loading.workbook import MEDIA_TYPE, OLD_MEDIA_TYPE, load_workbook

        return load_workbook(path, budget, MEDIA_TYPE if form is Form.WORKBOOK else OLD_MEDIA_TYPE)
    if form is Form.WEBPAGE:
        from retrieval.loading.webpage import load_webpage

        return load_webpage(path, budget)
    from retrieval.loading.plaintext import load_text

    return load_text(path, budget)
