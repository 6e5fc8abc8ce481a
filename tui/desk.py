"""What the app asks of the program: the small protocol that screens are given."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.conversation.events import Event
from assistant.domain.case import MAIN, CaseFile, CaseHead, CaseId, Conversation
from assistant.domain.checks import SourceText
from assistant.domain.claims import Proposals
from assistant.domain.comments import Comment
from assistant.domain.findings import ReviewState
from assistant.domain.interviews import Consent, ConsentTo, Interview, InterviewView, Question
from assistant.domain.memo import MemoKind, MemoVersion, Signed
from assistant.domain.progress import Cancelled, Progress
from assistant.domain.quantities import Lang
from assistant.domain.records import RejectedRow
from assistant.domain.terms import Condition, Decision, Terms
from assistant.services.results import Added, Firm, Hit, Message, NeverRead
from tui.scoring_desk import ScoringDesk

if TYPE_CHECKING:
    from assistant.memo.editing import Difference
    from assistant.services.interview_clip import Sound
    from assistant.services.replaying import Replay


class Desk(ScoringDesk, Protocol):
    """Every use case of the app. Methods block; call them from workers. Errors: TallystickError."""

    lang: Lang

    @property
    def by(self) -> str:
        """Who acts."""

    @property
    def opened_by(self) -> str:
        """Who opened the app."""

    def seat(self, name: str, why: str = "") -> None:
        """Another person acts from here on; the home's log keeps who, after whom and why."""

    @property
    def model_name(self) -> str:
        """The model that answers: its name, or ``offline-analyst``."""

    def cases(self) -> Sequence[CaseHead]:
        """All cases, last touched first."""

    def new_case(self, name: str, uscc: str = "") -> CaseId:
        """Create an empty case."""

    def delete_case(self, case: CaseId, why: str) -> None:
        """Delete a case; a tombstone stays in the home log."""

    def case(self, case: CaseId) -> CaseFile:
        """The case as it stands."""

    def add(
        self, case: CaseId, paths: Sequence[Path], cancelled: Cancelled, firm: str | None = None
    ) -> Iterator[Progress | Added]:
        """Read files into the case; yields progress and one Added a file.

        ``firm`` is the code of the wanted one in files that hold several.
        """

    def never_read(self, case: CaseId) -> NeverRead:
        """Files that addings which were broken off never came to."""

    def open_each(
        self, path: Path, firms: Sequence[Firm], cancelled: Cancelled
    ) -> Iterator[Progress | Added]:
        """Open a case for each firm of a file of many; yields progress and one Added a firm."""

    def recognise(self, case: CaseId, cancelled: Cancelled) -> Iterator[Progress | Added]:
        """Recognise pages that are pictures; yields progress and one Added a document."""

    def embed(self, case: CaseId, cancelled: Cancelled) -> Iterator[Progress]:
        """Embed what is not embedded yet; lexical search works meanwhile."""

    def rejected_rows(self, case: CaseId, source: str) -> Sequence[RejectedRow]:
        """Rows of a source that could not be read, with reasons."""

    def remove_source(self, case: CaseId, source: str, why: str) -> None:
        """Take a source and all that came from it out of the case."""

    def set_fields(self, case: CaseId, values: Sequence[tuple[str, str]], why: str) -> None:
        """Enter request, applicant or statement fields: ``("request.amount", "5000000")``.

        Values come in the unit that figures store: yuan, fraction (``0.055``), ISO date, whole
        number, words. Statement lines come with their period: ``revenue@FY2024``.
        """

    def confirm(self, case: CaseId, key: str, value: str | None, why: str) -> None:
        """A person confirms a candidate figure; with ``value``, puts it right.

        ``value`` is in the figure's own unit: yuan, fraction, ISO date, whole number, words.
        """

    def adjust(self, case: CaseId, key: str, amount: str, why: str, place: str = "") -> str:
        """A person adds an amount back to a figure; both stay. The adjustment's key."""

    def reject(self, case: CaseId, key: str, why: str) -> None:
        """A person takes a candidate figure out, with the reason."""

    def ask(
        self, case: CaseId, question: str, cancelled: Cancelled, thread: str = MAIN
    ) -> Iterator[Event]:
        """One turn of a conversation, which begins with its first; both sides are kept."""

    def conversations(self, case: CaseId) -> Sequence[Conversation]:
        """The conversations, the one that was last gone on with first."""

    def messages(self, case: CaseId, thread: str = MAIN) -> Sequence[Message]:
        """A conversation so far."""

    def search(self, case: CaseId, words: str, k: int = 8) -> Sequence[Hit]:
        """Passages, best first."""

    def page(self, case: CaseId, source: str, page: int) -> SourceText:
        """The text of one page."""

    def page_picture(self, case: CaseId, source: str, page: int, quote: str = "") -> bytes:
        """One page drawn as a PNG, with a quote marked."""

    def review(self, case: CaseId, finding: str, state: ReviewState, note: str) -> None:
        """Keep or dismiss a finding with a note."""

    def interviews(self, case: CaseId) -> Sequence[Interview]:
        """The interviews of a case, in the order in which they came."""

    def interview(self, case: CaseId, ref: str = "") -> InterviewView:
        """An interview with its claims beside the file."""

    def add_interview(
        self, case: CaseId, path: Path, cancelled: Cancelled, speakers: int = 2
    ) -> Iterator[Progress | Added]:
        """Hear a recording or read a transcript; yields progress and one Added."""

    def passage(
        self, case: CaseId, ref: str, place: int, speed: float = 1.0, *, goes_on: bool = False
    ) -> "Sound":
        """One utterance of a recording to be played, or what follows from it on."""

    def interview_questions(self, case: CaseId) -> Sequence[Question]:
        """What the file raises before anybody is asked."""

    def propose_claims(self, case: CaseId, ref: str, cancelled: Cancelled) -> Proposals:
        """Ask the configured model what unclear numbers are about; what is checked is kept."""

    def consents(self, case: CaseId) -> Sequence[Consent]:
        """Every consent and withdrawal, oldest first."""

    def consent(
        self,
        case: CaseId,
        to: ConsentTo,
        given: tuple[str, str],
        *,
        withdrawn: bool = False,
        of: tuple[str, str] | None = None,
    ) -> None:
        """Note who consented and how, for the case or for one speaker of an interview."""

    def correct_amount(self, case: CaseId, ref: str, claim: str, amount: str) -> None:
        """Put the number of a claim right where it was said."""

    def export_clip(self, case: CaseId, ref: str, place: int, path: Path) -> Path:
        """Write one utterance as a .wav file."""

    def correct_line(self, case: CaseId, ref: str, place: int, said: tuple[str, str]) -> None:
        """Put an utterance's words and speaker right."""

    def export_interview(self, case: CaseId, ref: str, path: Path, lang: Lang) -> Path:
        """Write an interview's report as .md or .docx."""

    def relabel(
        self, case: CaseId, ref: str, roles: Mapping[str, str], cancelled: Cancelled
    ) -> None:
        """Say who speaks; what depends on it is worked out again."""

    def draft(
        self, case: CaseId, kind: MemoKind, lang: Lang, cancelled: Cancelled
    ) -> Iterator[Progress | MemoVersion]:
        """Draft and check a memo; the last thing yielded is the kept version."""

    def export(self, case: CaseId, memo: MemoVersion, path: Path) -> Path:
        """Write a memo as .md, .docx, .pdf or .html, by the path's suffix."""

    def export_talk(self, case: CaseId, thread: str, path: Path, lang: Lang) -> Path:
        """Write a conversation with its sources as .md or .docx."""

    def export_table(
        self, case: CaseId, path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
    ) -> Path:
        """Write a table of the screen as .csv."""

    def edit_memo(
        self, case: CaseId, number: int, texts: Mapping[str, str], why: str = ""
    ) -> MemoVersion:
        """Put Markdown by section code into a draft; the new version, proved again."""

    def attest_memo(self, case: CaseId, number: int, words: str, why: str) -> MemoVersion:
        """Stand by one's own unchecked sentence in a draft; the new version, so marked."""

    def import_memo(
        self, case: CaseId, path: Path, number: int | None = None, why: str = ""
    ) -> MemoVersion:
        """An exported memo that was edited elsewhere, as the next version."""

    def memo_changes(
        self, case: CaseId, number: int, other: int | None = None
    ) -> Sequence["Difference"]:
        """What a version says otherwise than the one it came from."""

    def comment(self, case: CaseId, number: int, place: tuple[str, str], text: str) -> Comment:
        """Say something of a section of a draft, or of words in it."""

    def close_comment(self, case: CaseId, ref: str, why: str) -> Comment:
        """Close a comment with an answer, as the acting person."""

    def bundle(self, case: CaseId, number: int, path: Path) -> Path:
        """Write everything that a draft's numbers were made from as one .zip."""

    def replay(self, path: Path) -> "Replay":
        """Rebuild every number of a memo from its bundle alone."""

    def terms(self, case: CaseId, kind: MemoKind = MemoKind.NEW) -> Terms:
        """Documents to hold, questions to ask, conditions and covenants."""

    def decide_condition(self, case: CaseId, ref: str, decision: Decision) -> Condition:
        """Confirm a condition with owner and due date, or drop it with a reason."""

    def in_editor(self, text: str) -> str | None:
        """The text after the person's own editor; None where nothing was changed."""

    def sign(self, case: CaseId, number: int, why: str = "") -> Signed:
        """Sign a draft as the acting person; the log keeps it."""

    def markdown(self, case: CaseId, memo: MemoVersion) -> str:
        """A memo as Markdown, as the preview shows it."""

    def state(self, case: CaseId | None, key: str) -> str | None:
        """What the screen remembers of a case, e.g. the open tab; None: of the whole program."""

    def keep_state(self, case: CaseId | None, key: str, value: str) -> None:
        """Remember it."""
