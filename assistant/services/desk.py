"""Every use case of the front ends, over one home: what the app and the command line call.

What answers, reads, drafts and proves is imported when it is first called for: a list of cases
needs none of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.case import MAIN, CaseHead, CaseId, Conversation, Source
from assistant.domain.checks import SourceText, TextCheck
from assistant.domain.figures import Metric
from assistant.domain.findings import ReviewState
from assistant.domain.progress import Cancelled, Progress
from assistant.domain.quantities import Lang
from assistant.domain.records import RejectedRow
from assistant.domain.tongues import in_tongue
from assistant.services import auditing, cases, deciding, entering, keeping, reading
from assistant.services.interview_desk import InterviewDesk
from assistant.services.memo_desk import MemoDesk
from assistant.services.office import Office
from assistant.services.results import Added, Firm, Hit, Message, NeverRead
from assistant.services.score_desk import ScoreDesk
from assistant.services.searching import Searcher
from assistant.settings import Settings
from assistant.storage.addings import never_read
from assistant.storage.audit import AuditLine, AuditVerdict, Tombstone
from assistant.storage.people_log import Seated, seated_lines

if TYPE_CHECKING:
    from assistant.conversation.events import Event
    from assistant.services.asking import Analysts


def open_desk(settings: Settings) -> "LocalDesk":
    """The desk over the settings' home folder."""
    return LocalDesk(Office(settings))


class LocalDesk(ScoreDesk, InterviewDesk, MemoDesk):
    """The use cases on this machine. Methods block; errors are TallystickError."""

    def __init__(self, office: Office) -> None:
        """Work in one office."""
        self._office = office

    @property
    def lang(self) -> Lang:
        """Language of what is told: reasons, results, answers to unclear questions."""
        return self._office.lang

    @lang.setter
    def lang(self, lang: Lang) -> None:
        self._office = self._office.speaking(lang)

    @property
    def by(self) -> str:
        """Who acts."""
        return self._office.by

    @property
    def opened_by(self) -> str:
        """Who opened the app."""
        return self._office.opened_by

    def seat(self, name: str, why: str = "") -> None:
        """Another person acts from here on; the home's log keeps who, after whom and why."""
        from assistant.services import seating

        self._office = seating.seat(self._office, name, why)

    def seated(self) -> Sequence[Seated]:
        """Every change of the person who acts, oldest first."""
        return seated_lines(self._office.home.people_log)

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self._office)

    @cached_property
    def _analysts(self) -> "Analysts":
        from assistant.services.asking import Analysts

        return Analysts(self._office)

    @property
    def model_name(self) -> str:
        """The model that answers."""
        return self._analysts.name

    def cases(self) -> Sequence[CaseHead]:
        """All cases, last touched first."""
        return cases.all_cases(self._office)

    def find(self, ref: str) -> CaseId:
        """The case that an id prefix or a unique name means."""
        return cases.case_id(self._office, ref)

    def new_case(self, name: str, uscc: str = "") -> CaseId:
        """Create an empty case."""
        return cases.new_case(self._office, name, uscc)

    def delete_case(self, case: CaseId, why: str) -> None:
        """Delete a case; a tombstone stays in the home log."""
        cases.remove_case(self._office, case, why)

    def export_case(self, case: CaseId, path: Path) -> Path:
        """Write the whole case as one verified file."""
        return cases.send_case(self._office, case, path)

    def import_case(self, path: Path) -> CaseId:
        """Take in an exported case, verified whole."""
        return cases.receive_case(self._office, path)

    def add(
        self, case: CaseId, paths: Sequence[Path], cancelled: Cancelled, firm: str | None = None
    ) -> Iterator[Progress | Added]:
        """Read files into the case; yields progress and one Added a file."""
        from assistant.services import adding

        return adding.add_files(self._office, case, paths, cancelled, firm=firm)

    def never_read(self, case: CaseId) -> NeverRead:
        """Files that addings which were broken off never came to."""
        return NeverRead.of(never_read(self._office.store(case).folder))

    def firms(self, path: Path) -> Sequence[Firm]:
        """The firms of a file of invoices."""
        from assistant.services import firms

        return firms.firms_of(path)

    def open_each(
        self, path: Path, firms: Sequence[Firm], cancelled: Cancelled
    ) -> Iterator[Progress | Added]:
        """Open a case for each firm of a file of many; yields progress and one Added a firm."""
        from assistant.services import splitting

        return splitting.open_each(self._office, path, firms, cancelled)

    def embed(self, case: CaseId, cancelled: Cancelled) -> Iterator[Progress]:
        """Embed what is not embedded yet."""
        return self._searcher.embed(case, cancelled)

    def recognise(self, case: CaseId, cancelled: Cancelled) -> Iterator[Progress | Added]:
        """Recognise the pages that are pictures, one after the other; values come at the end."""
        from assistant.services import recognising

        return recognising.recognise(self._office, case, cancelled)

    def source(self, case: CaseId, ref: str) -> Source:
        """The ready source that a file name or the beginning of an id means."""
        return reading.source_of(self._office.case(case), ref)

    def sources_meant(self, case: CaseId, ref: str) -> Sequence[Source]:
        """That source with what it holds, or everything that came out of the archive ``ref``."""
        return reading.sources_of(self._office.case(case), ref)

    def rejected_rows(self, case: CaseId, source: str) -> Sequence[RejectedRow]:
        """Rows of a source that could not be read, with reasons in the desk's language."""
        rows = self._office.store(case).rejected_rows(source)
        return [r.model_copy(update={"reason": in_tongue(r.reason, self.lang)}) for r in rows]

    def remove_source(self, case: CaseId, source: str, why: str) -> None:
        """Take a source and all that came from it out of the case."""
        keeping.remove_source(self._office, case, source, why)

    def set_fields(self, case: CaseId, values: Sequence[tuple[str, str]], why: str) -> None:
        """Enter request, applicant or statement fields."""
        entering.set_fields(self._office, case, values, why)

    def confirm(self, case: CaseId, key: str, value: str | None, why: str) -> None:
        """Confirm or correct a candidate figure."""
        entering.confirm(self._office, case, key, value, why)

    def reject(self, case: CaseId, key: str, why: str) -> None:
        """A person takes a candidate figure out, with the reason."""
        entering.reject(self._office, case, key, why)

    def adjust(self, case: CaseId, key: str, amount: str, why: str, place: str = "") -> str:
        """Add an amount back to a figure; both stay. The adjustment's key."""
        from assistant.services import adjusting

        return adjusting.adjust(self._office, case, key, amount, why, place)

    def withdraw_adjustment(self, case: CaseId, key: str, why: str) -> None:
        """Take an adjustment back."""
        from assistant.services import adjusting

        adjusting.withdraw(self._office, case, key, why)

    def confirm_all(self, case: CaseId, why: str) -> int:
        """Confirm every candidate that was read from a document; how many there were."""
        return entering.confirm_all(self._office, case, why)

    def ask(
        self, case: CaseId, question: str, cancelled: Cancelled, thread: str = MAIN
    ) -> Iterator["Event"]:
        """One turn of a conversation; question and answer are kept."""
        from assistant.services import asking

        helpers = (self._analysts, self._searcher)
        return asking.ask(self._office, case, question, helpers, cancelled, thread)

    def conversations(self, case: CaseId) -> Sequence[Conversation]:
        """The conversations of a case, the one that was last gone on with first."""
        return self._office.store(case).threads()

    def messages(self, case: CaseId, thread: str = MAIN) -> Sequence[Message]:
        """A conversation so far."""
        held = self._office.store(case).messages(thread)
        return [Message(m.role, m.text, m.payload_json) for m in held]

    def export_talk(self, case: CaseId, thread: str, path: Path, lang: Lang) -> Path:
        """Write a conversation with its sources as .md or .docx; it is audited."""
        from assistant.services import talk_export

        return talk_export.export(self._office, case, thread, path, lang)

    def search(self, case: CaseId, words: str, k: int = 8) -> Sequence[Hit]:
        """Passages, best first."""
        found = self._searcher.search(case, words, k)
        return [Hit.of(hit.passage, hit.score) for hit in found]

    def page(self, case: CaseId, source: str, page: int) -> SourceText:
        """The text of one page."""
        return reading.page_text(self._office, case, source, page)

    def page_picture(self, case: CaseId, source: str, page: int, quote: str = "") -> bytes:
        """One page drawn as a PNG, with a quote marked."""
        return reading.page_picture(self._office, case, source, page, quote)

    def review(self, case: CaseId, finding: str, state: ReviewState, note: str) -> None:
        """Keep or dismiss a finding with a note; a dismissal needs one."""
        deciding.review(self._office, case, finding, state, note)

    def check_file(self, case: CaseId, path: Path) -> TextCheck:
        """Every sentence of a file against one case."""
        from assistant.services import checking

        return checking.check_file(self._office, case, path)

    def check_against(
        self, path: Path, sources: Sequence[Path], *, readings: bool = False
    ) -> TextCheck:
        """Every sentence of a file against other files; with ``readings`` a model is asked too."""
        from assistant.services import checking, stated_readings

        reader = stated_readings.reader(self._office) if readings else None
        return checking.check_against(path, sources, self.lang, reader)

    def check_batch(self, path: Path, *, readings: bool = False) -> Iterator[TextCheck]:
        """One result a line of a file of small cases; with ``readings`` a model is asked too."""
        from assistant.services import checking, stated_readings

        reader = stated_readings.reader(self._office) if readings else None
        return checking.check_batch(path, self.lang, reader)

    def audit_lines(self, case: CaseId) -> Sequence[AuditLine]:
        """Who did what, when and why."""
        return auditing.lines(self._office, case)

    def verify_audit(self, case: CaseId) -> AuditVerdict:
        """Whether the log is whole and says what happened."""
        return auditing.verified(self._office, case)

    def tombstones(self) -> Sequence[Tombstone]:
        """Every deleted case: id, head, who, when and why."""
        return auditing.tombstones(self._office)

    def verify_home(self) -> AuditVerdict:
        """Whether the home log is whole and no case went without a tombstone."""
        return auditing.verified_home(self._office)

    def metrics(self) -> Sequence[Metric]:
        """Every metric the program knows."""
        return reading.known_metrics()

    def export_table(
        self, case: CaseId, path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
    ) -> Path:
        """Write a table of the screen as .csv; it is audited."""
        from assistant.services.files_out import written
        from assistant.services.tables_out import as_csv

        office = self._office
        out = written(path, (".csv",), lambda _: as_csv(rows, columns).encode("utf-8-sig"))
        with office.store(case).writing(office.by, "export", "", office.clock, "table") as writer:
            writer.detail(path=out.name, rows=str(len(rows)))
        return out

    def state(self, case: CaseId | None, key: str) -> str | None:
        """What the screen remembers of a case; None: of the whole program."""
        if case is None:
            return cases.home_state(self._office).get(key)
        return self._office.store(case).state(key)

    def keep_state(self, case: CaseId | None, key: str, value: str) -> None:
        """Remember it."""
        if case is None:
            cases.keep_home_state(self._office, key, value)
        else:
            self._office.store(case).keep_state(key, value)
