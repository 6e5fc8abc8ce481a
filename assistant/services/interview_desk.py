"""The desk's use cases of interviews; what hears is imported when it is first called for."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.case import CaseId
from assistant.domain.claims import Proposals
from assistant.domain.interviews import Consent, ConsentTo, Interview, InterviewView, Question
from assistant.domain.progress import Cancelled, Progress
from assistant.domain.quantities import Lang
from assistant.services.office import Office
from assistant.services.results import Added

if TYPE_CHECKING:
    from assistant.services.interview_clip import Sound


class InterviewDesk:
    """Interviews of a case."""

    _office: Office

    def interviews(self, case: CaseId) -> Sequence[Interview]:
        """The interviews of a case, in the order in which they came."""
        return self._office.store(case).interviews()

    def add_interview(
        self, case: CaseId, path: Path, cancelled: Cancelled, speakers: int = 2
    ) -> Iterator[Progress | Added]:
        """Hear a recording or read a transcript; yields progress and one Added."""
        from assistant.services import interviewing

        given = interviewing.Given(path, path.name, speakers)
        return interviewing.add_interview(self._office, case, given, cancelled)

    def interview(self, case: CaseId, ref: str = "") -> InterviewView:
        """An interview with its claims beside the file; the latest one for ''."""
        from assistant.services import interview_view

        return interview_view.view(self._office, case, ref)

    def interview_questions(self, case: CaseId) -> Sequence[Question]:
        """What the file raises before anybody is asked."""
        from assistant.services import interview_view

        return interview_view.questions(self._office, case)

    def export_interview(self, case: CaseId, ref: str, path: Path, lang: Lang) -> Path:
        """Write an interview's report (.md, .docx) or subtitles (.srt, .vtt); it is audited."""
        from assistant.services import interview_export

        return interview_export.export(self._office, case, ref, path, lang)

    def propose_claims(self, case: CaseId, ref: str, cancelled: Cancelled) -> Proposals:
        """Ask the configured model what unclear numbers are about; what is checked is kept."""
        from assistant.services import interview_proposing

        return interview_proposing.propose(self._office, case, ref, cancelled)

    def relabel(
        self, case: CaseId, ref: str, roles: Mapping[str, str], cancelled: Cancelled
    ) -> None:
        """Say who speaks, or join two speakers; what depends on it is worked out again."""
        from assistant.services import interview_roles

        interview_roles.relabel(self._office, case, ref, roles, cancelled)

    def passage(
        self, case: CaseId, ref: str, place: int, speed: float = 1.0, *, goes_on: bool = False
    ) -> "Sound":
        """One utterance of a recording to be played, or what follows from it on."""
        from assistant.services import interview_clip

        hearing = interview_clip.Hearing(speed, goes_on)
        return interview_clip.passage(self._office, case, ref, place, hearing)

    def export_clip(self, case: CaseId, ref: str, place: int, path: Path) -> Path:
        """Write one utterance as a .wav file; the export is audited."""
        from assistant.services import interview_clip

        return interview_clip.export_clip(self._office, case, ref, place, path)

    def correct_line(self, case: CaseId, ref: str, place: int, said: tuple[str, str]) -> None:
        """Put an utterance right.

        Args:
            case: which case.
            ref: which interview.
            place: which utterance, counting from 0.
            said: the words, and the speaker.
        """
        from assistant.services import interview_roles

        interview_roles.correct_line(self._office, case, ref, place, said)

    def correct_amount(self, case: CaseId, ref: str, claim: str, amount: str) -> None:
        """Put the number of a claim right where it was said."""
        from assistant.services import interview_roles

        interview_roles.correct_amount(self._office, case, ref, claim, amount)

    def consents(self, case: CaseId) -> Sequence[Consent]:
        """Every consent and withdrawal, oldest first."""
        return self._office.store(case).consents()

    def consent(
        self,
        case: CaseId,
        to: ConsentTo,
        given: tuple[str, str],
        *,
        withdrawn: bool = False,
        of: tuple[str, str] | None = None,
    ) -> None:
        """Note who consented to what and how, or that it was taken back.

        Args:
            case: which case.
            to: the recording, or the analysis of the voice.
            given: by whom, and how.
            withdrawn: it was taken back.
            of: interview and speaker, where it is about that voice alone.
        """
        from assistant.services import interview_roles

        office = self._office
        by, how = given
        noted = Consent(
            to=to,
            by=by,
            how=how,
            when=office.clock(),
            noted_by=office.by,
            given=not withdrawn,
            person=interview_roles.person_of(office, case, *of) if of else None,
        )
        interview_roles.consent(office, case, noted, lambda: False)
